"""The log of responses, and the totals that follow from it."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
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
    # Whether it may count there: see bot.domain.boards.board.
    Column("ranked", Boolean, nullable=False, server_default=text("true")),
    Column("attempt_id", ForeignKey("attempts.id")),
    Column("position", Integer),
    Column("poll_id", String(64)),
    Column("given", Json, nullable=False),
    Column("mark", Integer, nullable=False),
    # The ruling by which it was marked, if there was one, and whether that made it count for none.
    Column("ruling_id", BigInteger),
    Column("void", Boolean, nullable=False, server_default=text("false")),
    Column("at", UtcTime, nullable=False),
    UniqueConstraint("attempt_id", "position"),
    UniqueConstraint("poll_id", "person_id"),
    Index("ix_responses_firsts", "board", "question_id", "person_id", "at"),
    Index("ix_responses_person_id", "person_id", "at"),
    Index("ix_responses_question_id", "question_id", "person_id"),
)

topics = Table(
    "topics",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("set_id", ForeignKey("sets.id"), nullable=False),
    Column("slug", String(40), nullable=False),
    UniqueConstraint("set_id", "slug"),
)

seasons = Table(
    "seasons",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("name", String(40), nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Index("ix_seasons_chat", "chat", "started_at"),
    Index(
        "uq_seasons_open",
        "chat",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
)

# A row for each board that somebody stands on: all that a total needs of its key is one number.
boards = Table(
    "boards",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("period", String(8), nullable=False),
    Column("first_day", Date, nullable=False),
    Column("topic", BigInteger, nullable=False),  # EVERY_TOPIC or an id of topics
    Column("season", BigInteger, nullable=False),  # NO_SEASON or an id of seasons
    Column("rounds", Integer, nullable=False, default=0),
    UniqueConstraint("chat", "period", "first_day", "topic", "season"),
)

totals = Table(
    "totals",
    metadata,
    Column("board_id", ForeignKey("boards.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("score", BigInteger, nullable=False),
    Column("responses", Integer, nullable=False),
    Column("right", Integer, nullable=False),
    Column("rounds", Integer, nullable=False),
    Column("precedence", BigInteger, nullable=False),
    Index("ix_totals_precedence", "board_id", "precedence", "person_id"),
    Index("ix_totals_person_id", "person_id"),
    sqlite_with_rowid=False,
)

# How many people share each rank of a board: standings and pages without counting people.
ranks = Table(
    "ranks",
    metadata,
    Column("board_id", ForeignKey("boards.id"), primary_key=True),
    Column("precedence", BigInteger, primary_key=True, autoincrement=False),
    Column("people", Integer, nullable=False),
    sqlite_with_rowid=False,
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("board_id", ForeignKey("boards.id"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True, index=True),
    Column("rank", Integer, nullable=False),
    sqlite_with_rowid=False,
)

round_people = Table(
    "round_people",
    metadata,
    Column("round_id", ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    sqlite_with_rowid=False,
)
