"""Two people tap anything they ever saw, and what the other saw, at random."""

import random
from collections import Counter

import pytest
from sqlalchemy import select

from bot.storage import tables
from bot.storage.database import Database
from tests.conftest import Clock
from tests.handlers.conftest import both_databases
from tests.handlers.learner import ALMA, BORIS, Bot
from tests.storage.bank_rows import add_set

ASKING = ("q.a:", "q.put:", "q.ok:", "q.pass:")
STEPS = 60


async def open_attempts(database: Database) -> dict[int, tuple[int, int]]:
    """Attempt and position of everybody's open attempt, by Telegram id."""
    async with database.read() as tx:
        rows = await tx.execute(
            select(tables.accounts.c.telegram_id, tables.attempts.c.id, tables.attempts.c.position)
            .join(tables.accounts, tables.accounts.c.person_id == tables.attempts.c.person_id)
            .where(tables.attempts.c.state == "open")
        )
        return {chat: (attempt, position) for chat, attempt, position in rows}


async def answered(database: Database) -> Counter[tuple[int, int]]:
    async with database.read() as tx:
        rows = await tx.execute(select(tables.responses.c.attempt_id, tables.responses.c.position))
        return Counter((attempt, position) for attempt, position in rows)


async def check(bot: Bot, database: Database) -> None:
    """Nobody counts twice; who has a quiz open sees its question with the only live buttons."""
    responses = await answered(database)
    assert all(times == 1 for times in responses.values())
    waiting = await open_attempts(database)
    for chat, wall in bot.walls.items():
        live = [
            bubble
            for bubble in wall.bubbles
            if any((b.data or "").startswith(ASKING) for row in bubble.keyboard for b in row)
        ]
        if chat not in waiting:
            assert live == []
            continue
        attempt, position = waiting[chat]
        shown = wall.places[f"step:{attempt}:{position}"]
        assert f"{position} of " in shown.text or f"{position} из " in shown.text
        assert live == ([] if (attempt, position) in responses else [shown])


@pytest.mark.parametrize("seed", range(2))
@both_databases
async def test_a_random_walk_keeps_count_and_place(
    database: Database, clock: Clock, seed: int
) -> None:
    async with database.write() as tx:
        await add_set(tx)
    bot = Bot(database, clock)
    chance = random.Random(seed)
    seen: list[str] = ["q.quick"]
    for _ in range(STEPS):
        who = chance.choice((ALMA, BORIS))
        clock.advance(chance.choice((0, 3, 30)))
        kind = chance.random()
        if kind < 0.15:
            commands = ("/quiz", "/quiz 2", "/stop", "/resume", "1773", "12", "Kandy")
            await bot.writes(who, chance.choice(commands))
        elif kind < 0.65 and bot.wall(who).bubbles and bot.wall(who).last.labels:
            datas = [b.data for row in bot.wall(who).last.keyboard for b in row if b.data]
            await bot.sends_data(who, chance.choice(datas))
        else:
            await bot.sends_data(who, chance.choice(seen))
        seen += [
            button.data
            for row in (bot.wall(who).last.keyboard if bot.wall(who).bubbles else ())
            for button in row
            if button.data and button.data.startswith("q.")
        ]
        await check(bot, database)
    assert await answered(database)
