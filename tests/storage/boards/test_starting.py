"""Where pages begin, against a plain list of everybody."""

import random
from itertools import accumulate

from sqlalchemy import insert

from bot.domain.boards.board import FOREMOST, BoardKey, precedence
from bot.domain.boards.period import EPOCH, Period
from bot.storage import tables
from bot.storage.boards.boards import find
from bot.storage.boards.starting import Start, start_of
from bot.storage.database import Database

HIGHEST = 2**32 - 1
"""In hundredths, as :func:`bot.domain.boards.board.precedence` allows."""


def some_ranks(rng: random.Random) -> dict[int, int]:
    """How many people share each precedence: of few points, of any, and of the very most."""
    kinds = (
        lambda: precedence(rng.randrange(6), 1, rng.randrange(2)),
        lambda: precedence(rng.randrange(HIGHEST), 2**14, rng.randrange(2**14)),
        lambda: precedence(rng.choice((0, 1, HIGHEST)), 3, rng.choice((0, 3))),
    )
    return {rng.choice(kinds)(): rng.choice((1, 1, 2, 9)) for _ in range(rng.randint(1, 9))}


async def test_a_page_begins_with_the_rank_of_its_first_line(
    database: Database, rng: random.Random
) -> None:
    assert precedence(HIGHEST, 1, 1) >= FOREMOST
    for number in range(8):
        people = some_ranks(rng)
        key = BoardKey(-number, Period.ALL, EPOCH)
        async with database.write() as tx:
            made = insert(tables.boards).returning(tables.boards.c.id)
            values = {**key._asdict(), "period": key.period.value, "rounds": 0}
            board = (await tx.execute(made, values)).scalar_one()
            rows = [{"board_id": board, "precedence": p, "people": n} for p, n in people.items()]
            await tx.execute(insert(tables.ranks), rows)
        ordered = sorted(people)
        ahead = [0, *accumulate(people[one] for one in ordered)]
        lines = [
            Start(before, one)
            for before, one in zip(ahead, ordered, strict=False)
            for _ in range(people[one])
        ]
        async with database.read() as tx:
            shown = await find(tx, key)
            assert shown is not None and shown.people == len(lines)
            assert [await start_of(tx, board, skip) for skip in range(len(lines))] == lines
            behind = await start_of(tx, board, len(lines))
            assert behind.precedence == 0 and behind.ahead <= len(lines)
