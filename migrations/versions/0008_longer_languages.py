"""The language of a set can be as long a tag as RFC 5646 lets any protocol cut off at."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _change(8, 35)


def downgrade() -> None:
    _change(35, 8)


def _change(before: int, after: int) -> None:
    if op.get_context().dialect.name == "postgresql":
        op.alter_column(
            "sets",
            "language",
            existing_type=sa.String(before),
            type_=sa.String(after),
            existing_nullable=False,
            postgresql_using=f"substr(language, 1, {after})",
        )
        return
    # SQLite knows no change of a type, and to make the table anew would drop what refers to it.
    changed = sa.Column("tag", sa.String(after), nullable=False, server_default="en")
    op.add_column("sets", changed)
    op.execute(f"UPDATE sets SET tag = substr(language, 1, {after})")  # noqa: S608 - a number
    op.drop_column("sets", "language")
    op.execute("ALTER TABLE sets RENAME COLUMN tag TO language")
