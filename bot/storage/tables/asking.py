"""What is asked: attempts of learners for themselves, rounds in groups as polls."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    text,
)

from bot.storage.columns import Json, RowId, UtcTime
from bot.storage.tables.naming import metadata

attempts = Table(
    "attempts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("kind", String(8), nullable=False),  # quiz, retake
    Column("set_id", ForeignKey("sets.id")),
    Column("topic", String(40)),
    Column("state", String(8), nullable=False),  # open, finished, stopped
    Column("position", Integer, nullable=False),  # the question being asked, from 1
    Column("total", Integer, nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    CheckConstraint("kind in ('quiz', 'retake', 'preview')", name="kind"),
    CheckConstraint("state in ('open', 'finished', 'stopped')", name="state"),
    Index(
        "uq_attempts_open",
        "person_id",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
    Index("ix_attempts_person_id", "person_id", "id"),
)

attempt_questions = Table(
    "attempt_questions",
    metadata,
    Column("attempt_id", ForeignKey("attempts.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("version_id", ForeignKey("question_versions.id"), nullable=False),
    Column("option_order", Json, nullable=False),  # option ids as this attempt shows them
    Column("selected", Json, nullable=False),  # ids toggled so far (several correct)
    Column("asked_at", UtcTime),
)

rounds = Table(
    "rounds",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("thread", BigInteger),
    Column("started_by", ForeignKey("people.id")),
    Column("state", String(8), nullable=False),  # open, finished, stopped
    Column("seconds", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    CheckConstraint("state in ('open', 'finished', 'stopped')", name="state"),
    Index(
        "uq_rounds_open",
        "chat",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
)

round_questions = Table(
    "round_questions",
    metadata,
    Column("round_id", ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("version_id", ForeignKey("question_versions.id"), nullable=False),
    Column("option_order", Json, nullable=False),
    # What Telegram called the poll once it was sent; null until then.
    Column("poll_id", String(64), unique=True),
    Column("persistent_ids", Json),  # Telegram's option ids, in option_order
    Column("message_id", BigInteger),
    Column("opened_at", UtcTime),
    Column("closes_at", UtcTime),
    Column("state", String(8), nullable=False),  # waiting, unknown, open, closed, lost
    CheckConstraint("state in ('waiting', 'unknown', 'open', 'closed', 'lost')", name="state"),
)
