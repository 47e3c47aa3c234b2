"""What is asked: attempts of learners for themselves, rounds in groups as polls."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Time,
    false,
    text,
    true,
)

from bot.storage.columns import Json, RowId, UtcTime
from bot.storage.tables.naming import metadata


def _where(condition: str) -> dict[str, Any]:
    """The condition of a partial index, for either database."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


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
    Column("round_id", BigInteger),  # the round whose misses it asks again, if it reviews one
    CheckConstraint("kind in ('quiz', 'retake')", name="kind"),
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
    # While it is open: lobby, asking, or paused once the question being asked is over.
    Column("phase", String(8), nullable=False, server_default="asking"),
    Column("lobby_until", UtcTime),
    Column("mode", String(10), nullable=False, server_default="classic"),
    Column("kind", String(8), nullable=False, server_default="round"),  # round, day
    Column("scheduled", Boolean, nullable=False, server_default=false()),  # it came by itself
    Column("ranked", Boolean, nullable=False, server_default=true()),
    Column("seconds", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    CheckConstraint("state in ('open', 'finished', 'stopped')", name="state"),
    # One open round, and one question of the day, in a chat or in each topic of a forum. Two
    # indexes: null equals no null.
    Index(
        "uq_rounds_open",
        "chat",
        "kind",
        unique=True,
        **_where("state = 'open' and thread is null"),
    ),
    Index(
        "uq_rounds_open_topic",
        "chat",
        "thread",
        "kind",
        unique=True,
        **_where("state = 'open' and thread is not null"),
    ),
)

schedules = Table(
    "schedules",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat", BigInteger, nullable=False, index=True),
    Column("thread", BigInteger),
    Column("made_by", ForeignKey("people.id")),  # null: an admin who stays anonymous
    Column("kind", String(8), nullable=False),  # round, day
    Column("days", String(7), nullable=False),  # digits, 0 is Monday
    Column("at", Time, nullable=False),  # by the clocks of the group's time zone
    Column("set_id", ForeignKey("sets.id")),
    Column("topic", String(40)),
    Column("questions", Integer, nullable=False),
    Column("seconds", Integer, nullable=False),  # of each question
    Column("mode", String(10), nullable=False),
    Column("state", String(8), nullable=False),  # active, paused, cut_off
    # The last local day whose time was played or skipped: no day has two.
    Column("last_day", Date),
    Column("made_at", UtcTime, nullable=False),
    CheckConstraint("kind in ('round', 'day')", name="kind"),
    CheckConstraint("state in ('active', 'paused', 'cut_off')", name="state"),
)

round_players = Table(
    "round_players",
    metadata,
    Column("round_id", ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("joined_at", UtcTime, nullable=False),
    Column("team", Integer),  # from 0; null where there are no teams
    Index("ix_round_players_person_id", "person_id"),
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
    # Too long for a poll, or with a picture: asked by message and buttons.
    Column("by_message", Boolean, nullable=False, server_default=false()),
    Column("state", String(8), nullable=False),  # waiting, unknown, open, closed, lost
    CheckConstraint("state in ('waiting', 'unknown', 'open', 'closed', 'lost')", name="state"),
)

round_choices = Table(
    "round_choices",
    metadata,
    Column("round_id", ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("options", Json, nullable=False),  # option ids, sorted
    Column("at", UtcTime, nullable=False),
)
