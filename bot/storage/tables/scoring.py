"""The log of responses, the totals that follow from it, and what people say of their marks."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from bot.storage.columns import Json, RowId, UtcTime
from bot.storage.tables.naming import metadata

responses = Table(
    "responses",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("question_id", ForeignKey("questions.id"), nullable=False),
    Column("version_id", ForeignKey("question_versions.id"), nullable=False),
    Column("board", BigInteger),  # EVERYONE or a group's chat id
    Column("attempt_id", ForeignKey("attempts.id")),
    Column("position", Integer),
    Column("poll_id", String(64)),
    Column("given", Json, nullable=False),
    Column("mark", Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("attempt_id", "position"),
    UniqueConstraint("poll_id", "person_id"),
    Index("ix_responses_firsts", "board", "question_id", "person_id", "at"),
    Index("ix_responses_person_id", "person_id", "at"),
)

totals = Table(
    "totals",
    metadata,
    Column("board", BigInteger, primary_key=True, autoincrement=False),
    Column("period", String(8), primary_key=True),
    Column("first_day", Date, primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("score", BigInteger, nullable=False),
    Column("responses", Integer, nullable=False),
    Column("right", Integer, nullable=False),
    Index("ix_totals_board", "board", "period", "first_day", "score"),
)

appeals = Table(
    "appeals",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("version_id", ForeignKey("question_versions.id"), nullable=False, index=True),
    Column("response_id", ForeignKey("responses.id"), nullable=False, unique=True),
    Column("at", UtcTime, nullable=False),
)
