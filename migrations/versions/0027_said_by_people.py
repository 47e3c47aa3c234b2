"""What somebody said of a document, which its next edition is to keep."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    by_people = sa.Column("by_people", JSON, nullable=False, server_default="[]")
    op.add_column("document_versions", by_people)


def downgrade() -> None:
    op.drop_column("document_versions", "by_people")
