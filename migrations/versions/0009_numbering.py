"""Each bot's numbering of updates has an age, and stands there without polling too."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("poller") as poller:
        poller.alter_column("next_update_id", existing_type=sa.BigInteger(), nullable=True)
        poller.add_column(sa.Column("received_at", TIME, nullable=True))
    # Of several bots nobody knows whose the last update was.
    op.execute(
        "UPDATE poller SET received_at = (SELECT max(received_at) FROM inbox)"
        " WHERE (SELECT count(*) FROM poller) = 1"
    )


def downgrade() -> None:
    op.execute("DELETE FROM poller WHERE next_update_id IS NULL")
    with op.batch_alter_table("poller") as poller:
        poller.drop_column("received_at")
        poller.alter_column("next_update_id", existing_type=sa.BigInteger(), nullable=False)
