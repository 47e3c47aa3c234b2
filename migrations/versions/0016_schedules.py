"""Schedules, and questions of the day beside rounds."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
PLAIN = "state = 'open' and thread is null"
TOPIC = "state = 'open' and thread is not null"


def upgrade() -> None:
    op.create_table(
        "schedules",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("thread", sa.BigInteger(), nullable=True),
        sa.Column("made_by", ROW_ID, nullable=True),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("days", sa.String(7), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("set_id", ROW_ID, nullable=True),
        sa.Column("topic", sa.String(40), nullable=True),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(10), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("made_at", TIME, nullable=False),
        sa.CheckConstraint("kind in ('round', 'day')", name=op.f("ck_schedules_kind")),
        sa.CheckConstraint(
            "state in ('active', 'paused', 'cut_off')", name=op.f("ck_schedules_state")
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["people.id"], name=op.f("fk_schedules_made_by_people")
        ),
        sa.ForeignKeyConstraint(["set_id"], ["sets.id"], name=op.f("fk_schedules_set_id_sets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedules")),
    )
    op.create_index(op.f("ix_schedules_chat"), "schedules", ["chat"])
    _drop_indexes()
    op.add_column("rounds", sa.Column("kind", sa.String(8), nullable=False, server_default="round"))
    op.add_column(
        "rounds", sa.Column("scheduled", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    _create_indexes("kind")


def downgrade() -> None:
    """What is open beside a round is stopped: there was no place for it."""
    op.execute(
        "UPDATE rounds SET state = 'stopped', ended_at = started_at"
        " WHERE kind = 'day' AND state = 'open'"
    )
    op.execute("DELETE FROM timers WHERE kind = 'schedule'")
    _drop_indexes()
    op.drop_column("rounds", "scheduled")
    op.drop_column("rounds", "kind")
    _create_indexes()
    op.drop_table("schedules")


def _drop_indexes() -> None:
    op.drop_index("uq_rounds_open", "rounds")
    op.drop_index("uq_rounds_open_topic", "rounds")


def _create_indexes(*kind: str) -> None:
    for name, columns, where in (
        ("uq_rounds_open", ["chat", *kind], PLAIN),
        ("uq_rounds_open_topic", ["chat", "thread", *kind], TOPIC),
    ):
        condition = {"sqlite_where": sa.text(where), "postgresql_where": sa.text(where)}
        op.create_index(name, "rounds", columns, unique=True, **condition)
