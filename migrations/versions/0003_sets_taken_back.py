"""Sets can be taken back, and know which of their sources nobody compared.

For a while these columns stood in 0001 itself: a database that says 0001 may have them already.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    there = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("sets")}
    if "withdrawn_at" not in there:
        op.add_column("sets", sa.Column("withdrawn_at", TIME, nullable=True))
    if "unchecked" not in there:
        op.add_column("sets", sa.Column("unchecked", JSON, nullable=False, server_default="[]"))
        # SQLite could drop a default only by making the table anew; there it stays, unused.
        if op.get_context().dialect.name == "postgresql":
            op.alter_column("sets", "unchecked", server_default=None)


def downgrade() -> None:
    op.drop_column("sets", "unchecked")
    op.drop_column("sets", "withdrawn_at")
