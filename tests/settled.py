"""When a bot has come to rest: its own tables say so. The sandbox only sees that nothing moves."""

import asyncio
from collections.abc import Awaitable, Callable

from sqlalchemy import ColumnElement, Table, func, select

from bot.sandbox.client import Sandbox
from bot.storage.database import Database
from bot.storage.tables import inbox, owed

SETTLING = 60.0  # seconds until a bot that never comes to rest fails its test


async def taken_in(sandbox: Sandbox) -> None:
    """All that was said to the bot is in its inbox, and may wait there. Raises TimeoutError."""

    async def pending() -> int:
        return int((await sandbox.updates())["pending"])

    await _none_left(pending)


async def worked_off(sandbox: Sandbox, database: Database) -> None:
    """All that was said to the bot is worked off. Raises TimeoutError."""
    await _none_left(lambda: _unheard(sandbox, database))


async def settled(sandbox: Sandbox, database: Database) -> None:
    """All that was said to the bot is worked off, and all that it owes is sent.

    Raises TimeoutError, also where a message is put off for longer than anybody would wait.
    """
    unpaid = owed.c.state.in_(("due", "sending"))

    async def outstanding() -> int:
        return await _unheard(sandbox, database) or await _count(database, owed, unpaid)

    await _none_left(outstanding)


async def _none_left(count: Callable[[], Awaitable[int]]) -> None:
    async with asyncio.timeout(SETTLING):
        while await count():  # noqa: ASYNC110 - it is the database that knows
            await asyncio.sleep(0.02)


async def _unheard(sandbox: Sandbox, database: Database) -> int:
    """Updates that Telegram holds, and those that the bot has taken in but not worked off.

    In this order: an update that moves on meanwhile is met again, never missed.
    """
    pending = int((await sandbox.updates())["pending"])
    return pending + await _count(database, inbox, inbox.c.state == "waiting")


async def _count(database: Database, table: Table, where: ColumnElement[bool]) -> int:
    async with database.read() as tx:
        found = await tx.execute(select(func.count()).select_from(table).where(where))
        return int(found.scalar_one())
