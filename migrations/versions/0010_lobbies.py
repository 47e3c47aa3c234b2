"""Rounds have lobbies, pauses and modes, and each topic of a forum has its own."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def _open_rounds(name: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(
        name, "rounds", columns, unique=True, sqlite_where=where, postgresql_where=where
    )


def upgrade() -> None:
    words = (("phase", 8, "asking"), ("mode", 10, "classic"))
    for name, length, default in words:
        column = sa.Column(name, sa.String(length), nullable=False, server_default=default)
        op.add_column("rounds", column)
    op.add_column("rounds", sa.Column("lobby_until", TIME, nullable=True))
    op.add_column(
        "rounds", sa.Column("ranked", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    op.add_column(
        "groups", sa.Column("ranked_from", sa.Integer(), nullable=False, server_default="2")
    )
    op.drop_index("uq_rounds_open", "rounds")
    _open_rounds("uq_rounds_open", ["chat"], "state = 'open' and thread is null")
    _open_rounds(
        "uq_rounds_open_topic", ["chat", "thread"], "state = 'open' and thread is not null"
    )
    op.create_table(
        "round_players",
        sa.Column("round_id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("joined_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["rounds.id"],
            name=op.f("fk_round_players_round_id_rounds"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_round_players_person_id_people")
        ),
        sa.PrimaryKeyConstraint("round_id", "person_id", name=op.f("pk_round_players")),
    )
    op.create_index("ix_round_players_person_id", "round_players", ["person_id"])


def downgrade() -> None:
    op.drop_table("round_players")
    op.drop_index("uq_rounds_open_topic", "rounds")
    op.drop_index("uq_rounds_open", "rounds")
    _open_rounds("uq_rounds_open", ["chat"], "state = 'open'")
    op.drop_column("groups", "ranked_from")
    for name in ("ranked", "lobby_until", "mode", "phase"):
        op.drop_column("rounds", name)
