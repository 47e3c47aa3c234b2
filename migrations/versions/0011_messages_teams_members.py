"""Questions by message, teams, and who belongs to a group."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    column = sa.Column("by_message", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("round_questions", column)
    op.add_column("round_players", sa.Column("team", sa.Integer(), nullable=True))
    op.create_table(
        "round_choices",
        sa.Column("round_id", ROW_ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("options", JSON, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["rounds.id"],
            name=op.f("fk_round_choices_round_id_rounds"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_round_choices_person_id_people")
        ),
        sa.PrimaryKeyConstraint("round_id", "position", "person_id", name=op.f("pk_round_choices")),
    )

    told = sa.Column("told_of_polls", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("accounts", told)
    op.create_table(
        "members",
        sa.Column("chat", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("presence", sa.String(8), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_members_person_id_people")
        ),
        sa.PrimaryKeyConstraint("chat", "person_id", name=op.f("pk_members")),
    )
    op.create_index("ix_members_person_id", "members", ["person_id"])


def downgrade() -> None:
    op.drop_table("members")
    op.drop_column("accounts", "told_of_polls")
    op.drop_table("round_choices")
    op.drop_column("round_players", "team")
    op.drop_column("round_questions", "by_message")
