"""Disputes, of which appeals are the first, and rulings on them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)


def upgrade() -> None:
    op.add_column("question_versions", sa.Column("frozen_at", sa.DateTime(timezone=True)))
    op.add_column("question_versions", sa.Column("ruling_id", sa.BigInteger()))
    op.add_column("question_versions", sa.Column("standard", JSON))
    void = sa.Column("void", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("question_versions", void)
    op.add_column("responses", sa.Column("ruling_id", sa.BigInteger()))
    void = sa.Column("void", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    op.add_column("responses", void)
    op.create_index("ix_responses_question_id", "responses", ["question_id", "person_id"])
    _make_rulings()
    _make_disputes()
    op.execute(
        "INSERT INTO disputes (id, person_id, question_id, version_id, response_id, kind, at)"
        " SELECT a.id, a.person_id, v.question_id, a.version_id, a.response_id, 'counts', a.at"
        " FROM appeals a JOIN question_versions v ON v.id = a.version_id ORDER BY a.id"
    )
    if op.get_bind().dialect.name == "postgresql":  # the ids came from elsewhere
        op.execute(
            "SELECT setval(pg_get_serial_sequence('disputes', 'id'),"
            " COALESCE((SELECT MAX(id) FROM disputes), 0) + 1, false)"
        )
    op.drop_table("appeals")


def _make_rulings() -> None:
    op.create_table(
        "rulings",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("question_id", ROW_ID, nullable=False),
        sa.Column("version_id", ROW_ID, nullable=False),
        sa.Column("verdict", sa.String(8), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("standards", JSON, nullable=False),
        sa.Column("before", JSON, nullable=False),
        sa.Column("new_version_id", ROW_ID),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(9), nullable=False),
        sa.Column("reached", sa.BigInteger(), nullable=False),
        key("rulings", "question_id", "questions"),
        key("rulings", "version_id", "question_versions"),
        key("rulings", "new_version_id", "question_versions"),
        key("rulings", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rulings")),
    )
    op.create_index(op.f("ix_rulings_question_id"), "rulings", ["question_id"])
    op.create_table(
        "rescorings",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("ruling_id", ROW_ID, nullable=False),
        sa.Column("response_id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("old_mark", sa.Integer(), nullable=False),
        sa.Column("new_mark", sa.Integer(), nullable=False),
        sa.Column("old_void", sa.Boolean(), nullable=False),
        sa.Column("new_void", sa.Boolean(), nullable=False),
        key("rescorings", "ruling_id", "rulings"),
        key("rescorings", "response_id", "responses"),
        key("rescorings", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rescorings")),
        sa.UniqueConstraint(
            "ruling_id", "response_id", name=op.f("uq_rescorings_ruling_id_response_id")
        ),
    )
    op.create_index(op.f("ix_rescorings_response_id"), "rescorings", ["response_id"])
    op.create_index("ix_rescorings_ruling_id", "rescorings", ["ruling_id", "person_id"])


def _make_disputes() -> None:
    op.create_table(
        "disputes",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("question_id", ROW_ID, nullable=False),
        sa.Column("version_id", ROW_ID, nullable=False),
        sa.Column("response_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("words", sa.Text()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ruling_id", ROW_ID),
        key("disputes", "person_id", "people"),
        key("disputes", "question_id", "questions"),
        key("disputes", "version_id", "question_versions"),
        key("disputes", "response_id", "responses"),
        key("disputes", "ruling_id", "rulings"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disputes")),
        sa.UniqueConstraint("response_id", "kind", name=op.f("uq_disputes_response_id_kind")),
    )
    for column in ("person_id", "version_id", "ruling_id"):
        op.create_index(op.f(f"ix_disputes_{column}"), "disputes", [column])
    is_open = sa.text("ruling_id IS NULL AND kind <> 'counts'")
    op.create_index(
        "uq_disputes_open",
        "disputes",
        ["question_id", "person_id", "kind"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_table(
        "prompts",
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("purpose", sa.String(8), nullable=False),
        sa.Column("about", JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        key("prompts", "person_id", "people"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_prompts")),
    )


def downgrade() -> None:
    op.create_table(
        "appeals",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("version_id", ROW_ID, nullable=False),
        sa.Column("response_id", ROW_ID, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        key("appeals", "person_id", "people"),
        key("appeals", "version_id", "question_versions"),
        key("appeals", "response_id", "responses"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeals")),
        sa.UniqueConstraint("response_id", name=op.f("uq_appeals_response_id")),
    )
    op.create_index(op.f("ix_appeals_person_id"), "appeals", ["person_id"])
    op.create_index(op.f("ix_appeals_version_id"), "appeals", ["version_id"])
    op.execute(
        "INSERT INTO appeals (person_id, version_id, response_id, at)"
        " SELECT person_id, version_id, response_id, at FROM disputes"
        " WHERE kind = 'counts' ORDER BY id"
    )
    for table in ("prompts", "disputes", "rescorings", "rulings"):
        op.drop_table(table)
    op.drop_index("ix_responses_question_id", "responses")
    for column in ("void", "ruling_id"):
        op.drop_column("responses", column)
    for column in ("void", "standard", "ruling_id", "frozen_at"):
        op.drop_column("question_versions", column)
