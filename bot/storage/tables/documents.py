"""Documents that drafts are written from, with their texts, those that come in by chat, and the
jobs that draft from them.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    text,
)

from bot.storage.columns import Json, RowId, UtcTime
from bot.storage.tables.naming import metadata

documents = Table(
    "documents",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("slug", String(40), nullable=False, unique=True),
)

document_versions = Table(
    "document_versions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("version", Integer, nullable=False),
    # Of the text in its normal form: the same text is never held twice.
    Column("sha256", String(64), nullable=False, unique=True),
    Column("format", String(10), nullable=False),
    Column("source", Json, nullable=False),
    Column("licence", String(200)),
    # Names of what a person said of it: its next edition keeps that.
    Column("by_people", Json, nullable=False, server_default="[]"),
    # kind, text, page; the place in the list is the paragraph's number.
    Column("blocks", Json, nullable=False),
    # why, text, page: furniture that has no number.
    Column("dropped", Json, nullable=False),
    Column("added_at", UtcTime, nullable=False),
    UniqueConstraint("document_id", "version"),
)

sent_documents = Table(
    "sent_documents",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("chat", BigInteger, nullable=False),
    Column("file_name", String(255), nullable=False),
    Column("state", String(9), nullable=False),
    # How often its reading was started.
    Column("begun", Integer, nullable=False, server_default="0"),
    # The file, until it was read.
    Column("data", LargeBinary),
    # What was read, until it is kept or cancelled.
    Column("reading", Json),
    # What the sender says of it: title, publisher, date, language, licence.
    Column("said", Json, nullable=False),
    # Why it was refused, or what it was kept as.
    Column("outcome", Json),
    Column("at", UtcTime, nullable=False),
)

draft_jobs = Table(
    "draft_jobs",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("chat", BigInteger, nullable=False),
    Column("version_id", ForeignKey("document_versions.id"), nullable=False),
    Column("backend", String(20), nullable=False),
    # How many drafts were asked for; all without.
    Column("most", Integer),
    Column("state", String(9), nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    # How often it was started: each start is told from the ones before it.
    Column("begun", Integer, nullable=False),
    # What it brought, or why it failed.
    Column("outcome", Json),
    Column("at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Index("ix_draft_jobs_version_id", "version_id", "id"),
    # One document is drafted from once at a time, however often somebody taps.
    Index(
        "uq_draft_jobs_open",
        "version_id",
        unique=True,
        sqlite_where=text("state IN ('queued', 'running')"),
        postgresql_where=text("state IN ('queued', 'running')"),
    ),
)
