"""How often the reading of a document that was sent has been started."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    begun = sa.Column("begun", sa.Integer(), nullable=False, server_default="0")
    op.add_column("sent_documents", begun)


def downgrade() -> None:
    op.drop_column("sent_documents", "begun")
