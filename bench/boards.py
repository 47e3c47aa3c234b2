"""Leaderboards over up to a million responses of a hundred thousand learners."""

import argparse
import random
from collections.abc import Awaitable, Callable
from pathlib import Path

from bench.board_log import TOPICS, fill
from bench.databases import fresh, servers
from bench.saying import say
from bench.timing import Taken, milliseconds, timed
from bot.app import utc_now
from bot.domain.boards.period import Period
from bot.services.boards.reading import PAGE, Boards
from bot.services.boards.wish import Wish
from bot.storage.boards import boards as rows
from bot.storage.boards.proving import differences
from bot.storage.database import Database

EACH = 10
"""Responses of a learner, on average."""
STEPS = (100, 10, 1)
"""Parts of the responses that are measured, to see how the time grows."""


def add_arguments(parser: "argparse._ArgumentGroup") -> None:
    """What may be chosen."""
    parser.add_argument("--responses", type=int, default=1_000_000)
    parser.add_argument("--reads", type=int, default=500, help="boards read of each kind")
    parser.add_argument("--prove", action="store_true", help="derive every total from the log too")


async def measure(folder: Path, args: argparse.Namespace) -> None:
    """Print a line for each figure as it comes."""
    with servers(folder) as kinds:
        for kind, server in kinds.items():
            for step in STEPS:
                responses = args.responses // step
                learners = responses // EACH
                async with fresh(server, f"boards_{responses}") as database:
                    filled = await timed(lambda: fill(database, learners, responses))  # noqa: B023
                    say(f"{kind}: {responses} responses of {learners} learners, written in"
                        f" {filled.clock:.0f} s")  # fmt: skip
                    for name, taken in (await read(database, learners, args.reads)).items():
                        say(f"  {name:<20} {milliseconds(taken)}")
                    if args.prove:
                        await prove(database)


async def read(database: Database, learners: int, reads: int) -> dict[str, list[Taken]]:
    """Boards as a private chat asks for them, each with the standing of another learner."""
    boards, rng, now = Boards(database), random.Random(11), utc_now()

    def ask(wish: Wish) -> Callable[[], Awaitable[object]]:
        someone = rng.randrange(1, learners + 1)
        return lambda: boards.board(someone, wish, someone, now)

    wishes = {
        "first page": Wish(Period.ALL),
        "page in the middle": Wish(Period.ALL, page=learners // 2 // PAGE),
        "last page": Wish(Period.ALL, page=learners),
        "of one topic": Wish(Period.ALL, topic=1 + TOPICS // 2),
    }
    found: dict[str, list[Taken]] = {name: [] for name in wishes}
    found["a place alone"] = []
    for _ in range(reads):
        for name, wish in wishes.items():
            found[name].append(await timed(ask(wish)))
        found["a place alone"].append(await timed(lambda: _place(database, rng, learners)))
    return found


async def _place(database: Database, rng: random.Random, learners: int) -> None:
    """Somebody's rank, the score above, and how many lines come before theirs."""
    async with database.read() as tx:
        if await rows.place_of(tx, 1, rng.randrange(1, learners + 1)) is None:
            raise RuntimeError("everybody stands on the first board")


async def prove(database: Database) -> None:
    """Totals, ranks and rounds must be what the log says, on boards of all time."""
    async with database.read() as tx:
        wrong = [one for one in await differences(tx) if one.key.period is Period.ALL]
    say(f"  proved: {len(wrong)} differences on boards of all time")
    if wrong:
        raise RuntimeError(f"totals and log differ: {wrong[:3]}")
