"""Alembic's entry: on a connection that the caller hands over, or on DATABASE_URL."""

import os

from alembic import context
from sqlalchemy import Connection, create_engine

from bot.storage.database import database_url
from bot.storage.tables import metadata


def migrate(connection: Connection) -> None:
    """Run the migrations on an open connection."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=True,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    url = database_url(os.environ.get("DATABASE_URL", "sqlite:///citequiz.db"))
    if url.get_backend_name() == "sqlite":
        url = url.set(drivername="sqlite")
    with create_engine(url).begin() as own:
        migrate(own)
