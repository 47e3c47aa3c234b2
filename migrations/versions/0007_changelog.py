"""The changelog of sets."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    empty = sa.text("'[]'")
    column = sa.Column("changelog", JSON, nullable=False, server_default=empty)
    op.add_column("sets", column)


def downgrade() -> None:
    op.drop_column("sets", "changelog")
