"""Whether every answer that was given stands in the log, once, rightly marked, and counts."""

import asyncio
from typing import Any

from sqlalchemy import func, select

from bench.crowd import PATIENCE, Crowd
from bench.saying import say
from bot.storage.boards import proving
from bot.storage.database import Database
from bot.storage.tables import accounts, inbox, question_versions, responses, round_questions


async def check(database: Database, crowd: Crowd) -> None:
    """Compare the log with what the crowd chose. Raises RuntimeError where they differ."""
    async with asyncio.timeout(PATIENCE):
        while await _updates(database, "waiting"):  # noqa: ASYNC110 - it is the database that knows
            await asyncio.sleep(0.1)
    dead = await _updates(database, "dead")
    log, asked, versions = responses, round_questions, question_versions
    async with database.read() as tx:
        polls = {
            row.poll_id: (row.option_order, row.content)
            for row in await tx.execute(
                select(asked.c.poll_id, asked.c.option_order, versions.c.content).join(
                    versions, versions.c.id == asked.c.version_id
                )
            )
        }
        rows = await tx.execute(
            select(log.c.poll_id, accounts.c.telegram_id, log.c.given, log.c.mark).join(
                accounts, accounts.c.person_id == log.c.person_id
            )
        )
        logged = sorted((r.poll_id, r.telegram_id, r.given["options"], r.mark) for r in rows)
        wrong = await proving.differences(tx)
    given = sorted(
        (poll, person, [polls[poll][0][index]], _mark(*polls[poll], index))
        for poll, people in crowd.chosen.items()
        for person, index in people.items()
    )
    if logged != given or dead or wrong:
        raise RuntimeError(
            f"{len(given)} answers given, {len(logged)} in the log, {dead} dead letters,"
            f" {len(wrong)} totals wrong"
        )
    say(
        f"  {len(given):,} answers given: each is in the log once, as given and rightly marked;"
        " totals as the log says"
    )


def _mark(order: list[str], content: dict[str, Any], chosen: int) -> int:
    """What one option is worth in hundredths: of so many right ones its share, a wrong one nothing;
    halves up. Told from the question's key alone."""
    keys = [option["id"] for option in content["options"] if option["key"]]
    return int(100 / len(keys) + 0.5) if order[chosen] in keys else 0


async def _updates(database: Database, state: str) -> int:
    async with database.read() as tx:
        query = select(func.count()).select_from(inbox).where(inbox.c.state == state)
        return int((await tx.execute(query)).scalar_one())
