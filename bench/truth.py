"""Whether every answer that was given stands in the log, once, and counts."""

import asyncio

from sqlalchemy import func, select

from bench.crowd import PATIENCE, Crowd
from bench.saying import say
from bot.storage.boards import proving
from bot.storage.database import Database
from bot.storage.tables import accounts, inbox, responses, round_questions


async def check(database: Database, crowd: Crowd) -> None:
    """Compare the log with what the crowd chose. Raises RuntimeError where they differ."""
    async with asyncio.timeout(PATIENCE):
        while await _updates(database, "waiting"):  # noqa: ASYNC110 - it is the database that knows
            await asyncio.sleep(0.1)
    dead = await _updates(database, "dead")
    async with database.read() as tx:
        orders = {
            row.poll_id: row.option_order
            for row in await tx.execute(
                select(round_questions.c.poll_id, round_questions.c.option_order)
            )
        }
        rows = await tx.execute(
            select(responses.c.poll_id, accounts.c.telegram_id, responses.c.given).join(
                accounts, accounts.c.person_id == responses.c.person_id
            )
        )
        logged = sorted((row.poll_id, row.telegram_id, row.given["options"]) for row in rows)
        wrong = await proving.differences(tx)
    given = sorted(
        (poll, person, [orders[poll][index]])
        for poll, people in crowd.chosen.items()
        for person, index in people.items()
    )
    if logged != given or dead or wrong:
        raise RuntimeError(
            f"{len(given)} answers given, {len(logged)} in the log, {dead} dead letters,"
            f" {len(wrong)} totals wrong"
        )
    say(
        f"  {len(given):,} answers given: each is in the log once, as given; totals as the log says"
    )


async def _updates(database: Database, state: str) -> int:
    async with database.read() as tx:
        query = select(func.count()).select_from(inbox).where(inbox.c.state == state)
        return int((await tx.execute(query)).scalar_one())
