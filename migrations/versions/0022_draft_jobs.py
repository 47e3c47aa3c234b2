"""Jobs that draft questions from documents, asked for in chat."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")
OPEN = sa.text("state IN ('queued', 'running')")


def upgrade() -> None:
    op.create_table(
        "draft_jobs",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("version_id", ROW_ID, nullable=False),
        sa.Column("backend", sa.String(20), nullable=False),
        sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(9), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("begun", sa.Integer(), nullable=False),
        sa.Column("outcome", JSON, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_draft_jobs_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["document_versions.id"],
            name=op.f("fk_draft_jobs_version_id_document_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_jobs")),
    )
    op.create_index("ix_draft_jobs_version_id", "draft_jobs", ["version_id", "id"])
    op.create_index(
        "uq_draft_jobs_open",
        "draft_jobs",
        ["version_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    op.drop_table("draft_jobs")
