"""Documents that drafts are written from, with their texts."""

from sqlalchemy import Column, ForeignKey, Integer, String, Table, UniqueConstraint

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
    # kind, text, page; the place in the list is the paragraph's number.
    Column("blocks", Json, nullable=False),
    # why, text, page: furniture that has no number.
    Column("dropped", Json, nullable=False),
    Column("added_at", UtcTime, nullable=False),
    UniqueConstraint("document_id", "version"),
)
