"""Drafts that wait for their curators, and what happened to each."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.storage.columns import Json, RowId, UtcTime
from bot.storage.tables.naming import metadata

drafts = Table(
    "drafts",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("document_version_id", ForeignKey("document_versions.id"), nullable=False),
    # The question's id: the same draft of the same text is held once.
    Column("slug", String(60), nullable=False),
    Column("backend", String(20), nullable=False),
    Column("template", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    # Hashes of the texts that it cites, by the id of their source.
    Column("texts", Json, nullable=False),
    # From here to ``first_id``: how it stands, which its events say too.
    Column("content", Json, nullable=False),
    Column("remarks", Json, nullable=False),
    # The remarks' codes, each between spaces, to be searched.
    Column("codes", Text, nullable=False),
    # How many remarks it has: the fewer, the earlier.
    Column("rank", Integer, nullable=False),
    Column("state", String(9), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("edited", Boolean, nullable=False),
    # Who approved it, while a second person has to.
    Column("first_id", ForeignKey("people.id")),
    Column("at", UtcTime, nullable=False),
    CheckConstraint("state in ('waiting', 'approved', 'rejected', 'published')", name="state"),
    UniqueConstraint("document_version_id", "slug"),
)

draft_events = Table(
    "draft_events",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("draft_id", ForeignKey("drafts.id"), nullable=False),
    # From 1 for each draft: of two acts on one revision, one fails.
    Column("revision", Integer, nullable=False),
    Column("kind", String(9), nullable=False),
    # Null for a backend, and for a file.
    Column("person_id", ForeignKey("people.id"), index=True),
    Column("at", UtcTime, nullable=False),
    Column("note", Text),
    # The wording and what was found in it, where the event changed it.
    Column("content", Json),
    Column("remarks", Json),
    UniqueConstraint("draft_id", "revision"),
)

open_edits = Table(
    "open_edits",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("draft_id", ForeignKey("drafts.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    # What the next text of this person is for.
    Column("field", String(20), nullable=False),
    # By which document the queue was narrowed down; 0 for all.
    Column("document", BigInteger, nullable=False),
    Column("at", UtcTime, nullable=False),
)

document_sets = Table(
    "document_sets",
    metadata,
    Column("document_id", ForeignKey("documents.id"), primary_key=True, autoincrement=False),
    # The set in which approved drafts of the document are published.
    Column("set_id", ForeignKey("sets.id"), nullable=False),
)
