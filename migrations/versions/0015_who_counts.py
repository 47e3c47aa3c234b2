"""When somebody left a group; nowhere does a round count for one person alone."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("members", sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE members SET left_at = at WHERE presence = 'left'")
    op.execute("UPDATE groups SET ranked_from = 2 WHERE ranked_from < 2")


def downgrade() -> None:
    op.drop_column("members", "left_at")
