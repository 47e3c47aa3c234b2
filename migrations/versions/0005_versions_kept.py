"""A version of a set can come back."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("set_versions", sa.Column("content", JSON, nullable=True))
    op.add_column("set_versions", sa.Column("withdrawn_at", TIME, nullable=True))
    op.execute(
        "UPDATE set_versions SET withdrawn_at = (SELECT sets.withdrawn_at FROM sets"
        " WHERE sets.id = set_versions.set_id AND sets.version = set_versions.version)"
    )


def downgrade() -> None:
    op.drop_column("set_versions", "withdrawn_at")
    op.drop_column("set_versions", "content")
