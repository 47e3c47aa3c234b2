"""What a database is asked, and how it goes about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from bot.storage.database import Database


@contextmanager
def statements(database: Database) -> Iterator[list[tuple[str, Any]]]:
    """Every statement that the database is given meanwhile, with its parameters."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, said: str, values: Any, *_: Any) -> None:
        seen.append((said, values))

    engines = {database._writer.sync_engine, database._reader.sync_engine}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield seen
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


async def plans(database: Database, seen: list[tuple[str, Any]]) -> list[str]:
    """How the database goes about each of these queries."""
    explain = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN "
    found = []
    async with database.read() as tx:
        for said, values in seen:
            if said.lstrip().upper().startswith(("SELECT", "WITH")):
                rows = await tx.exec_driver_sql(explain + said, values)
                found.append("\n".join(str(row[-1]) for row in rows))
    return found
