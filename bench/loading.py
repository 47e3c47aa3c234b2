"""From files into the database: parsed, checked, imported."""

import random
from collections.abc import Mapping
from pathlib import Path

from bench.databases import fresh
from bench.timing import Taken, timed
from bot.app import utc_now
from bot.services.bank.shipping import Shipment, Shipping, pack
from bot.services.bank.taking_in import Bank
from bot.storage.database import Database


async def parse_and_check(folder: Path, runs: int) -> list[Taken]:
    """What it takes to read the files and find that they have no problem."""
    return [await timed(lambda: pack(folder)) for _ in range(runs)]


async def take_in(servers: Mapping[str, str], folder: Path, runs: int) -> dict[str, list[Taken]]:
    """What it takes to import what was read into an empty database, by its kind."""
    shipment = await pack(folder)
    taken: dict[str, list[Taken]] = {kind: [] for kind in servers}
    for run in range(runs):
        for kind, server in servers.items():
            async with fresh(server, f"loading_{run}") as database:
                taken[kind].append(await timed(lambda: imported(database, shipment)))
    return taken


async def imported(database: Database, shipment: Shipment) -> None:
    """Import everything; nothing may be left out."""
    done = await Shipping(Bank(database, random.Random(1))).take_in(shipment, utc_now())
    if done is None or done.refused:
        raise RuntimeError(f"not imported: {done}")
