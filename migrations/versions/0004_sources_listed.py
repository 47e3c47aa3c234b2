"""A source outlives the bibliography that named it while something that was asked cites it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    listed = sa.Column("listed", sa.Boolean(), nullable=False, server_default=sa.true())
    op.add_column("sources", listed)
    # SQLite could drop a default only by making the table anew; there it stays, unused.
    if op.get_context().dialect.name == "postgresql":
        op.alter_column("sources", "listed", server_default=None)


def downgrade() -> None:
    op.drop_column("sources", "listed")
