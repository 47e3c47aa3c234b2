"""Two transactions at the same moment: the second waits for the first, and sees what it did.

They are real ones on PostgreSQL. SQLite has one writer, so that there the second cannot even begin.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from sqlalchemy import text

from bot.storage.database import Database, Tx


async def blocked(database: Database) -> None:
    """Until another transaction waits for ours. SQLite's waits before its first statement."""
    if database.is_sqlite:
        await asyncio.sleep(0)
        return
    query = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    async with asyncio.timeout(60):
        while True:
            async with database.read() as tx:
                if (await tx.execute(query)).scalar_one():
                    return


async def one_after_the_other(
    database: Database,
    first: Callable[[Tx], Awaitable[None]],
    second: Callable[[], Coroutine[Any, Any, None]],
    then: Callable[[Tx], Awaitable[None]] | None = None,
) -> None:
    """``second`` begins when ``first`` has written and not committed yet.

    ``then`` is what the first one does before it commits, while the second waits: what the second
    holds by now must not be in its way.
    """
    async with database.write() as tx:
        await first(tx)
        later = asyncio.create_task(second())
        waits = asyncio.create_task(blocked(database))
        await asyncio.wait({later, waits}, return_when=asyncio.FIRST_COMPLETED)
        if later.done():  # it has not waited, which need not take a minute to be said
            waits.cancel()
        else:
            await waits
        assert not later.done()
        if then is not None:
            await then(tx)
    await later
