"""Drafts that wait for their curators, what happened to each, and edits that are open in chats."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("document_version_id", ROW_ID, nullable=False),
        sa.Column("slug", sa.String(60), nullable=False),
        sa.Column("backend", sa.String(20), nullable=False),
        sa.Column("template", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("texts", JSON, nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("remarks", JSON, nullable=False),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(9), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("edited", sa.Boolean(), nullable=False),
        sa.Column("first_id", ROW_ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state in ('waiting', 'approved', 'rejected', 'published')",
            name=op.f("ck_drafts_state"),
        ),
        sa.ForeignKeyConstraint(
            ["document_version_id"],
            ["document_versions.id"],
            name=op.f("fk_drafts_document_version_id_document_versions"),
        ),
        sa.ForeignKeyConstraint(
            ["first_id"], ["people.id"], name=op.f("fk_drafts_first_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint(
            "document_version_id", "slug", name=op.f("uq_drafts_document_version_id_slug")
        ),
    )
    op.create_index(op.f("ix_drafts_state"), "drafts", ["state"])
    op.create_table(
        "draft_events",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("draft_id", ROW_ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(9), nullable=False),
        sa.Column("person_id", ROW_ID, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("content", JSON, nullable=True),
        sa.Column("remarks", JSON, nullable=True),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["drafts.id"], name=op.f("fk_draft_events_draft_id_drafts")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_draft_events_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_events")),
        sa.UniqueConstraint("draft_id", "revision", name=op.f("uq_draft_events_draft_id_revision")),
    )
    op.create_index(op.f("ix_draft_events_person_id"), "draft_events", ["person_id"])
    op.create_table(
        "open_edits",
        sa.Column("person_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("draft_id", ROW_ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(20), nullable=False),
        sa.Column("document", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["drafts.id"], name=op.f("fk_open_edits_draft_id_drafts")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_open_edits_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_open_edits")),
    )
    op.create_table(
        "document_sets",
        sa.Column("document_id", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("set_id", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_document_sets_document_id_documents")
        ),
        sa.ForeignKeyConstraint(["set_id"], ["sets.id"], name=op.f("fk_document_sets_set_id_sets")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_document_sets")),
    )


def downgrade() -> None:
    op.drop_table("document_sets")
    op.drop_table("open_edits")
    op.drop_table("draft_events")
    op.drop_table("drafts")
