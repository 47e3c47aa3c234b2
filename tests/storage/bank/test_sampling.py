"""Sampling a large bank: ids at random, and nothing at all of a small one."""

import random
from collections import Counter

from bot.storage.bank.sampling import PER_QUESTION, sample
from bot.storage.database import Database
from tests.storage.bank_rows import add_set, make_question


async def many(database: Database, count: int) -> list[int]:
    async with database.write() as tx:
        made = await add_set(tx, "many", [make_question(f"many-{n}") for n in range(count)])
    return sorted(made.questions.values())


async def test_a_small_bank_is_taken_whole(database: Database, rng: random.Random) -> None:
    async with database.read() as tx:
        assert await sample(tx, 1, rng.random) is None
    await many(database, 2 * PER_QUESTION)
    async with database.read() as tx:
        assert await sample(tx, 1, rng.random) is None


async def test_every_question_of_a_large_bank_is_as_likely(
    database: Database, rng: random.Random
) -> None:
    ids = await many(database, 3 * PER_QUESTION)
    drawn: Counter[int] = Counter()
    async with database.read() as tx:
        for _ in range(200):
            some = await sample(tx, 1, rng.random)
            assert some is not None
            assert len(some) <= PER_QUESTION
            drawn.update(some)
    assert sorted(drawn) == ids
    # Each is expected about 57 times; ends and middle alike.
    assert min(drawn.values()) > 25
    assert max(drawn.values()) < 100
