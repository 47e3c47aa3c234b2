"""Up to ten thousand people answer one poll of a round at once: taken in, graded, and the table."""

import argparse
import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bench.crowd import Crowd, Taken, cast_votes
from bench.curves import Curves, draw
from bench.databases import fresh, servers
from bench.generated import write_bank
from bench.processes import next_line, processor_seconds, program, sandbox
from bench.saying import say
from bench.truth import check
from bot.sandbox.client import Sandbox
from bot.sandbox.people import DANA_ID, SANDBOX_TOKEN
from bot.storage.database import Database
from tests.postgres import free_port

SECRET = "bench"  # noqa: S105 - of a server that this machine alone reaches
QUESTIONS = 90
BY_WEBHOOK = 1000
WARMING = 50
"""People of a poll before the first that is measured."""
BARE = "bare python-telegram-bot, one handler that does nothing"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--people", type=int, nargs="+", default=[100, 300, 1000, 3000, 10_000])
    parser.add_argument("--runs", type=int, default=3, help="of each, for a median")
    parser.add_argument("--evenly", type=int, nargs="+", default=[100, 1000, 10_000])
    parser.add_argument("--picture", type=Path, help="where to draw the curves (.svg or .png)")


@dataclass
class Medians:
    """What was measured of one program, by the number of people who voted."""

    at_once: dict[int, Taken] = field(default_factory=dict)
    evenly: dict[int, Taken] = field(default_factory=dict)


async def measure(folder: Path, args: argparse.Namespace) -> None:
    """Print a line for each figure as it comes; the picture at the end."""
    write_bank(folder / "questions", QUESTIONS, sets=1)
    curves = Curves()
    say(f"answers of one poll, medians of {args.runs} runs, every person new to the bot")
    curves.rates[BARE] = await bare(folder, args.people, args.runs)
    with servers(folder) as kinds:
        for kind, server in kinds.items():
            async with fresh(server, "votes") as database:
                async with playing(folder, database) as crowd:
                    found = await by_polling(crowd, args, kind)
                    await check(database, crowd)
                curves.rates[kind] = {n: one.rate for n, one in found.at_once.items()}
                curves.tables[kind] = {n: one.table or 0.0 for n, one in found.evenly.items()}
            async with (
                fresh(server, "hooked") as database,
                playing(folder, database, webhook=True) as crowd,
            ):
                await series(crowd.at_once, [BY_WEBHOOK], 1, f"{kind}, by webhook")
                await check(database, crowd)
    if args.picture:
        draw(curves, args.picture)


async def by_polling(crowd: Crowd, args: argparse.Namespace, kind: str) -> Medians:
    await crowd.at_once(WARMING)
    return Medians(
        await series(crowd.at_once, args.people, args.runs, f"{kind}, all at once"),
        await series(
            crowd.evenly, args.evenly, args.runs, f"{kind}, evenly over ten seconds until the close"
        ),
    )


async def series(
    play: Callable[[int], Awaitable[Taken]], sizes: Iterable[int], runs: int, title: str
) -> dict[int, Taken]:
    """The medians by the number of people who voted, said as they come.

    Where the machine was too busy to cast all, these are fewer than were asked for.
    """
    say(f"  {title}")
    found = {}
    for people in sizes:
        one = middle([await play(people) for _ in range(runs)])
        found[one.people] = one
        casting = "" if not one.casting else f" in {one.casting:5.2f} s"
        table = "" if one.table is None else f", table {one.table:5.2f} s after the close"
        say(
            f"  {one.people:>8,} people{casting}: {one.rate:7,.0f}/s, the last one durable"
            f" {one.behind:5.2f} s after it was given{table},"
            f" processor {one.processor:4.0f} µs each"
        )
    return found


def middle(taken: Sequence[Taken]) -> Taken:
    """Each figure's median."""
    tables = [one.table for one in taken if one.table is not None]
    return Taken(
        min(one.people for one in taken),
        median(one.casting for one in taken),
        median(one.rate for one in taken),
        median(one.behind for one in taken),
        median(tables) if tables else None,
        median(one.processor for one in taken),
    )


@asynccontextmanager
async def playing(
    folder: Path, database: Database, *, webhook: bool = False
) -> AsyncIterator[Crowd]:
    """A sandbox and the bot in it, each a process, and a crowd."""
    settings = {
        "BOT_TOKEN": SANDBOX_TOKEN,
        "DATABASE_URL": database.url.render_as_string(hide_password=False),
        "QUESTIONS_DIR": str(folder / "questions"),
        "INSTRUCTORS": str(DANA_ID),
        "LOG_FORMAT": "json",
        "WEB_PORT": "0",
    }
    arguments, log = ["bot", "run"], f"bot-{time.monotonic_ns()}.log"
    if webhook:
        port = free_port()
        settings |= {"WEBHOOK_SECRET": SECRET, "WEBHOOK_PORT": str(port)}
        arguments = ["bench.by_webhook", f"http://127.0.0.1:{port}/webhook"]
    async with sandbox(folder) as address, Sandbox.at(address) as people:
        settings["BOT_API_URL"] = address
        async with program(arguments, folder=folder, settings=settings, log=log) as bot:
            dana = people.person(DANA_ID)
            await dana.start()
            await dana.sees(" ", timeout=60)
            yield Crowd(people, bot, folder / log, random.Random(1))


async def bare(folder: Path, sizes: Sequence[int], runs: int) -> dict[int, float]:
    """The same crowds on the same server, for python-telegram-bot as it comes; answers/s."""
    marks = [WARMING, *(people for people in sizes for _ in range(runs))]
    say(f"  {BARE}, all at once")
    async with sandbox(folder) as address, Sandbox.at(address) as people:
        arguments = ["bench.bare", address, SANDBOX_TOKEN, *map(str, marks)]
        async with program(arguments, folder=folder) as process:
            assert await next_line(process) == "ready"  # noqa: S101 - a slip of our own program
            group = await people.new_group("Hall", [], creator=people.person(DANA_ID))
            await group.bot("member", by=DANA_ID)
            rates: dict[int, list[float]] = {}
            for size in marks:
                before = processor_seconds(process)
                rates.setdefault(size, []).append(await _bare_poll(people, process, group.id, size))
                used = processor_seconds(process) - before
                if len(rates[size]) == runs:
                    rate = median(rates[size])
                    say(
                        f"  {size:>8,} people: {rate:7,.0f}/s,"
                        f" processor {used / size * 1e6:4.0f} µs each"
                    )
    return {size: median(rates[size]) for size in sizes}


async def _bare_poll(
    people: Sandbox, process: asyncio.subprocess.Process, chat: int, size: int
) -> float:
    options = [{"text": text} for text in ("one", "two", "three")]
    sent = await people.api(
        "sendPoll", chat_id=chat, question="?", options=options, type="quiz",
        correct_option_ids=[0], is_anonymous=False,
    )  # fmt: skip
    cast = await cast_votes(people, chat, sent["result"]["message_id"], count=size)
    return size / (float(await next_line(process)) - cast)
