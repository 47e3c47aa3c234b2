"""What Telegram calls an uploaded file is not kept: nobody asks for it again."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("uploads", "file_id")


def downgrade() -> None:
    op.add_column("uploads", sa.Column("file_id", sa.String(255), nullable=True))
