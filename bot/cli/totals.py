"""``python -m bot totals``: the scores on boards, compared with the log or derived anew."""

import argparse
import asyncio

from bot.domain.boards.board import EVERY_TOPIC, NO_SEASON
from bot.settings import Settings, load
from bot.storage.boards.proving import Difference

SHOWN = 20


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    totals = commands.add_parser("totals", help="scores on boards: compare with the log, or derive")
    steps = totals.add_subparsers(dest="step", required=True, metavar="STEP")
    steps.add_parser("check", help="compare totals with the log").set_defaults(run=run_check)
    steps.add_parser("rebuild", help="derive totals from the log").set_defaults(run=run_rebuild)


def run_check(_args: argparse.Namespace) -> int:
    """A line for each total that is not what the log says; 1 when there is one."""
    found = asyncio.run(_check(load()))
    for difference in found[:SHOWN]:
        print(
            f"{_place(difference)}: stored {difference.stored}, the log says {difference.derived}"
        )
    if len(found) > SHOWN:
        print(f"… and {len(found) - SHOWN} more")
    if found:
        print(f"totals: {len(found)} wrong → stop the bot, then `python -m bot totals rebuild`")
        return 1
    print("totals: all as the log says")
    return 0


def run_rebuild(_args: argparse.Namespace) -> int:
    """Derive every total anew."""
    print(f"totals: {asyncio.run(_rebuild(load()))} derived from the log")
    return 0


def _place(difference: Difference) -> str:
    key = difference.key
    about = [f"board {key.chat}", f"{key.period} of {key.first_day}"]
    if key.topic != EVERY_TOPIC:
        about.append(f"topic {key.topic}")
    if key.season != NO_SEASON:
        about.append(f"season {key.season}")
    return ", ".join([*about, difference.of])


async def _check(settings: Settings) -> list[Difference]:
    from bot.cli.opened import opened
    from bot.services.boards.reading import Boards

    async with opened(settings) as database:
        return await Boards(database).check_totals()


async def _rebuild(settings: Settings) -> int:
    from bot.cli.opened import opened
    from bot.services.boards.reading import Boards

    async with opened(settings) as database:
        return await Boards(database).rebuild_totals()
