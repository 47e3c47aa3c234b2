"""Ranks as they were on an earlier day."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "snapshots",
        sa.Column("board_id", ROW_ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"], ["boards.id"], name=op.f("fk_snapshots_board_id_boards")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_snapshots_person_id_people")
        ),
        sa.PrimaryKeyConstraint("board_id", "day", "person_id", name=op.f("pk_snapshots")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_snapshots_person_id", "snapshots", ["person_id"])


def downgrade() -> None:
    op.drop_table("snapshots")
