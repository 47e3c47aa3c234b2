"""Empty databases as a deployment has them: durable, with the newest schema."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from bot.app import utc_now
from bot.storage import schema
from bot.storage.database import POSTGRESQL, Database, database_url
from tests.postgres import postgres_server, server_url


@contextmanager
def servers(folder: Path) -> Iterator[dict[str, str]]:
    """Where databases can be made, by the name of their kind."""
    with postgres_server(folder, durable=True) as server:
        yield {"SQLite": f"sqlite:///{folder}", "PostgreSQL": server_url(server)}


@asynccontextmanager
async def fresh(server: str, name: str) -> AsyncIterator[Database]:
    """A database of that name, made now and closed at the end."""
    if server.startswith("sqlite"):
        url = f"{server}/{name}.db"
    else:
        admin = make_url(server).set(drivername=POSTGRESQL)
        engine = create_engine(admin, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        engine.dispose()
        plain = admin.set(database=name, drivername="postgresql")
        url = plain.render_as_string(hide_password=False)
    database = Database(database_url(url), utc_now)
    try:
        await schema.upgrade(database)
        yield database
    finally:
        await database.close()
