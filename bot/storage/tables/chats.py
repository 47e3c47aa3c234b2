"""Whom the bot talks with: people with their accounts, and groups."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, false

from bot.storage.columns import RowId, UtcTime
from bot.storage.tables.naming import metadata

people = Table(
    "people",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("first_seen", UtcTime, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey("people.id"), nullable=False, unique=True),
    Column("first_name", String(256), nullable=False),
    Column("last_name", String(256)),
    Column("username", String(64)),
    Column("language_code", String(35)),
    Column("board_name", String(8), nullable=False, default="name"),
    Column("alias", String(40)),
    Column("locale", String(8)),
    Column("timezone", String(64)),
    Column("seen_at", UtcTime, nullable=False),
    # They chose not to show their name, and know that polls show it all the same.
    Column("told_of_polls", Boolean, nullable=False, server_default=false()),
    # The bot wrote in their private chat, and forgets since what it showed there.
    Column("in_private", Boolean, nullable=False, server_default=false()),
)

groups = Table(
    "groups",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("title", String(256), nullable=False),
    Column("locale", String(8)),
    Column("timezone", String(64), nullable=False, default="UTC"),
    Column("who_may_start", String(8), nullable=False, default="everyone"),
    # How many people a round takes that counts for the leaderboard.
    Column("ranked_from", Integer, nullable=False, server_default="2"),
    Column("status", String(16), nullable=False, default="member"),
    # Rights that the bot lacks there, with commas between: messages, polls.
    Column("missing", String(40), nullable=False, default=""),
    Column("migrated_to", BigInteger),
    Column("first_seen", UtcTime, nullable=False),
)

members = Table(
    "members",
    metadata,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("presence", String(8), nullable=False),  # member, left, stranger, unasked
    Column("at", UtcTime, nullable=False),
    Column("left_at", UtcTime),  # of who left: what they answered until then counts
    Index("ix_members_person_id", "person_id"),
)
