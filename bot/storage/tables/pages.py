"""What lets people onto the bot's web pages."""

from sqlalchemy import Column, String, Table

from bot.storage.columns import UtcTime
from bot.storage.tables.naming import metadata

spent_passes = Table(
    "spent_passes",
    metadata,
    # Nothing of whose it was.
    Column("nonce", String(64), primary_key=True),
    # When the pass would have ended by itself: then the row may go.
    Column("expires", UtcTime, nullable=False),
)
