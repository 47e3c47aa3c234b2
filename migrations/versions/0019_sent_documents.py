"""Documents that instructors sent, until they are kept."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "sent_documents",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("file_name", sa.String(255), nullable=False),
        sa.Column("state", sa.String(9), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.Column("reading", JSON, nullable=True),
        sa.Column("said", JSON, nullable=False),
        sa.Column("outcome", JSON, nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_sent_documents_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_documents")),
    )


def downgrade() -> None:
    op.drop_table("sent_documents")
