"""The runtime: what came in, what is owed, what was shown, what is due."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from bot.storage.columns import Json, RowId, UtcTime
from bot.storage.tables.naming import metadata

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("lane", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    # The raw update and its sender's Telegram id: kept only while they are needed.
    Column("raw", Text),
    Column("sender", BigInteger),
    Column("state", String(8), nullable=False),  # waiting, done, dead
    Column("received_at", UtcTime, nullable=False),
    Column("done_at", UtcTime),
    Column("failures", Integer, nullable=False, default=0),
    Column("reason", Text),
    CheckConstraint("state in ('waiting', 'done', 'dead')", name="state"),
    Index(
        "ix_inbox_open",
        "lane",
        "update_id",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
    Index("ix_inbox_done_at", "done_at"),
)

poller = Table(
    "poller",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("next_update_id", BigInteger),
    Column("received_at", UtcTime),
)

owed = Table(
    "owed",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("thread", BigInteger),
    Column("screen", String(40), nullable=False),
    Column("args", Json, nullable=False),
    Column("place", String(120)),
    Column("fresh", Boolean, nullable=False, default=False),
    Column("once", Boolean, nullable=False, default=False),
    Column("callback", String(64)),
    Column("state", String(8), nullable=False, default="due"),  # due, sending, unknown, failed
    Column("created_at", UtcTime, nullable=False),
    Column("not_before", UtcTime),
    Column("expires", UtcTime),
    Column("tries", Integer, nullable=False, default=0),
    Column("reason", Text),
    CheckConstraint("state in ('due', 'sending', 'unknown', 'failed')", name="state"),
    Index("ix_owed_chat_id", "chat", "id"),
)

shown = Table(
    "shown",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("place", String(120), primary_key=True),
    Column("message_id", BigInteger, nullable=False),
    Column("at", UtcTime, nullable=False),
)

timers = Table(
    "timers",
    metadata,
    Column("key", String(120), primary_key=True),
    Column("due", UtcTime, nullable=False, index=True),
    Column("chat", BigInteger, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("args", Json, nullable=False),
)
