"""Sets with their versions, questions, sources, and what was uploaded."""

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
    false,
    text,
)

from bot.storage.columns import Json, RowId, UtcTime
from bot.storage.tables.naming import metadata

sets = Table(
    "sets",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("slug", String(40), nullable=False, unique=True),
    Column("code", String(16), nullable=False, unique=True),
    Column("origin", String(8), nullable=False),  # file, upload
    Column("owner_id", ForeignKey("people.id")),
    Column("version", Integer, nullable=False),
    Column("title", String(60), nullable=False),
    Column("language", String(35), nullable=False),
    Column("topics", Json, nullable=False),
    # Titles of topics that the set has no longer, by slug: what was answered keeps its name.
    Column("former_topics", Json, nullable=False, server_default=text("'{}'")),
    # What each version brought, newest first: version, on, changes.
    Column("changelog", Json, nullable=False, default=list),
    # When an instructor took the set back; null while it is offered.
    Column("withdrawn_at", UtcTime),
    # Ids of cited sources that were not compared with a document when it was published.
    Column("unchecked", Json, nullable=False, default=list),
    CheckConstraint("origin in ('file', 'upload')", name="origin"),
)

set_versions = Table(
    "set_versions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("set_id", ForeignKey("sets.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("origin", String(8), nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("published_at", UtcTime, nullable=False),
    Column("published_by", ForeignKey("people.id")),
    # When an instructor took this version back; null while it may be offered.
    Column("withdrawn_at", UtcTime),
    # What it offered when another version took its place, so that it can come back; else null.
    Column("content", Json),
    UniqueConstraint("set_id", "version"),
)

questions = Table(
    "questions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("set_id", ForeignKey("sets.id"), nullable=False, index=True),
    Column("slug", String(60), nullable=False, unique=True),
    # The version that is served now; null when the question is not served.
    Column("version_id", BigInteger),
)

question_versions = Table(
    "question_versions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("question_id", ForeignKey("questions.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("fingerprint", String(16), nullable=False),
    Column("state", String(8), nullable=False),
    Column("topic", String(40), nullable=False),
    Column("type", String(16), nullable=False),
    Column("difficulty", String(8), nullable=False),
    Column("content", Json, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    # The words of the stem, folded, by which people find it: see bot.domain.quizzes.search.
    Column("found_by", Text, nullable=False, server_default=""),
    # Since when it is not asked because of what learners reported; null once that is ruled on.
    Column("frozen_at", UtcTime),
    # The ruling by which it is marked, what counts as right by it, and whether nothing counts.
    Column("ruling_id", BigInteger),
    Column("standard", Json),
    Column("void", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("question_id", "version"),
)

sources = Table(
    "sources",
    metadata,
    Column("id", RowId, primary_key=True),
    # Shipped sources have no set; a source that came inside an uploaded set belongs to it.
    Column("set_id", ForeignKey("sets.id")),
    Column("slug", String(60), nullable=False),
    Column("content", Json, nullable=False),
    # False for one that is in no bibliography any more and stays for what was asked.
    Column("listed", Boolean, nullable=False, default=True),
    UniqueConstraint("set_id", "slug"),
)

bank_files = Table(
    "bank_files",
    metadata,
    Column("path", String(255), primary_key=True),
    Column("content_hash", String(64), nullable=False),
    Column("imported_at", UtcTime, nullable=False),
)

uploads = Table(
    "uploads",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("chat", BigInteger, nullable=False),
    Column("file_name", String(255), nullable=False),
    Column("content", Text),
    Column("report", Json, nullable=False),
    Column("state", String(10), nullable=False),  # refused, checked, published, cancelled
    Column("set_id", ForeignKey("sets.id")),
    Column("at", UtcTime, nullable=False),
)
