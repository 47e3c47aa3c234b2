"""What learners report about questions, what is ruled on it, and what that changed in the log."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.storage.columns import Json, RowId, UtcTime
from bot.storage.tables.naming import metadata

rulings = Table(
    "rulings",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("question_id", ForeignKey("questions.id"), nullable=False, index=True),
    Column("version_id", ForeignKey("question_versions.id"), nullable=False),
    Column("verdict", String(8), nullable=False),
    Column("reason", Text),
    # What counts as right from now on, and what counted before, by version; of those it changes.
    Column("standards", Json, nullable=False),
    Column("before", Json, nullable=False),
    Column("new_version_id", ForeignKey("question_versions.id")),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("state", String(9), nullable=False),  # rescoring, redrawing, telling, done
    Column("reached", BigInteger, nullable=False),  # the last person or round dealt with there
)

disputes = Table(
    "disputes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("question_id", ForeignKey("questions.id"), nullable=False),
    Column("version_id", ForeignKey("question_versions.id"), nullable=False, index=True),
    Column("response_id", ForeignKey("responses.id"), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("words", Text),
    Column("at", UtcTime, nullable=False),
    Column("ruling_id", ForeignKey("rulings.id"), index=True),  # null while it is open
    UniqueConstraint("response_id", "kind"),
    # Of replies that should count each may be another; of anything else once is enough.
    Index(
        "uq_disputes_open",
        "question_id",
        "person_id",
        "kind",
        unique=True,
        sqlite_where=text("ruling_id IS NULL AND kind <> 'counts'"),
        postgresql_where=text("ruling_id IS NULL AND kind <> 'counts'"),
    ),
)

rescorings = Table(
    "rescorings",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("ruling_id", ForeignKey("rulings.id"), nullable=False),
    Column("response_id", ForeignKey("responses.id"), nullable=False, index=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("old_mark", Integer, nullable=False),
    Column("new_mark", Integer, nullable=False),
    Column("old_void", Boolean, nullable=False),
    Column("new_void", Boolean, nullable=False),
    UniqueConstraint("ruling_id", "response_id"),
    Index("ix_rescorings_ruling_id", "ruling_id", "person_id"),
)

# Whose next text is waited for, and what it will be about.
prompts = Table(
    "prompts",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("purpose", String(8), nullable=False),  # see prompts.Prompt
    Column("about", Json, nullable=False),
    Column("at", UtcTime, nullable=False),
)
