"""The first schema."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "bank_files",
        sa.Column("path", sa.String(length=255), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("imported_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("path", name=op.f("pk_bank_files")),
    )
    op.create_table(
        "groups",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(length=256), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=True),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("who_may_start", sa.String(length=8), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("missing", sa.String(length=40), nullable=False),
        sa.Column("migrated_to", sa.BigInteger(), nullable=True),
        sa.Column("first_seen", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
    )
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("lane", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("raw", sa.Text(), nullable=True),
        sa.Column("sender", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("received_at", TIME, nullable=False),
        sa.Column("done_at", TIME, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("state in ('waiting', 'done', 'dead')", name=op.f("ck_inbox_state")),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_inbox")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index("ix_inbox_done_at", ["done_at"], unique=False)
        batch_op.create_index(
            "ix_inbox_open",
            ["lane", "update_id"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )

    op.create_table(
        "owed",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("thread", sa.BigInteger(), nullable=True),
        sa.Column("screen", sa.String(length=40), nullable=False),
        sa.Column("args", JSON, nullable=False),
        sa.Column("place", sa.String(length=120), nullable=True),
        sa.Column("fresh", sa.Boolean(), nullable=False),
        sa.Column("once", sa.Boolean(), nullable=False),
        sa.Column("callback", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("not_before", TIME, nullable=True),
        sa.Column("expires", TIME, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state in ('due', 'sending', 'unknown', 'failed')", name=op.f("ck_owed_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owed")),
    )
    with op.batch_alter_table("owed", schema=None) as batch_op:
        batch_op.create_index("ix_owed_chat_id", ["chat", "id"], unique=False)

    op.create_table(
        "people",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("first_seen", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_table(
        "poller",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("next_update_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", name=op.f("pk_poller")),
    )
    op.create_table(
        "shown",
        sa.Column("chat", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("chat", "place", name=op.f("pk_shown")),
    )
    op.create_table(
        "timers",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("due", TIME, nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("args", JSON, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_timers")),
    )
    with op.batch_alter_table("timers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_timers_due"), ["due"], unique=False)

    op.create_table(
        "accounts",
        sa.Column("telegram_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("first_name", sa.String(length=256), nullable=False),
        sa.Column("last_name", sa.String(length=256), nullable=True),
        sa.Column("username", sa.String(length=64), nullable=True),
        sa.Column("language_code", sa.String(length=35), nullable=True),
        sa.Column("board_name", sa.String(length=8), nullable=False),
        sa.Column("alias", sa.String(length=40), nullable=True),
        sa.Column("locale", sa.String(length=8), nullable=True),
        sa.Column("timezone", sa.String(length=64), nullable=True),
        sa.Column("seen_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_accounts_person_id_people")
        ),
        sa.PrimaryKeyConstraint("telegram_id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("person_id", name=op.f("uq_accounts_person_id")),
    )
    op.create_table(
        "rounds",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("thread", sa.BigInteger(), nullable=True),
        sa.Column("started_by", ROW_ID, nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("ended_at", TIME, nullable=True),
        sa.CheckConstraint(
            "state in ('open', 'finished', 'stopped')", name=op.f("ck_rounds_state")
        ),
        sa.ForeignKeyConstraint(
            ["started_by"], ["people.id"], name=op.f("fk_rounds_started_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
    )
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.create_index(
            "uq_rounds_open",
            ["chat"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "sets",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("owner_id", ROW_ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("topics", JSON, nullable=False),
        sa.CheckConstraint("origin in ('file', 'upload')", name=op.f("ck_sets_origin")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_sets_owner_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sets")),
        sa.UniqueConstraint("code", name=op.f("uq_sets_code")),
        sa.UniqueConstraint("slug", name=op.f("uq_sets_slug")),
    )
    op.create_table(
        "totals",
        sa.Column("board", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=False),
        sa.Column("responses", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_totals_person_id_people")
        ),
        sa.PrimaryKeyConstraint(
            "board", "period", "first_day", "person_id", name=op.f("pk_totals")
        ),
    )
    with op.batch_alter_table("totals", schema=None) as batch_op:
        batch_op.create_index(
            "ix_totals_board", ["board", "period", "first_day", "score"], unique=False
        )

    op.create_table(
        "attempts",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("set_id", ROW_ID, nullable=True),
        sa.Column("topic", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("ended_at", TIME, nullable=True),
        sa.CheckConstraint("kind in ('quiz', 'retake', 'preview')", name=op.f("ck_attempts_kind")),
        sa.CheckConstraint(
            "state in ('open', 'finished', 'stopped')", name=op.f("ck_attempts_state")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_attempts_person_id_people")
        ),
        sa.ForeignKeyConstraint(["set_id"], ["sets.id"], name=op.f("fk_attempts_set_id_sets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.create_index("ix_attempts_person_id", ["person_id", "id"], unique=False)
        batch_op.create_index(
            "uq_attempts_open",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "questions",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("set_id", ROW_ID, nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["set_id"], ["sets.id"], name=op.f("fk_questions_set_id_sets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint("slug", name=op.f("uq_questions_slug")),
    )
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_questions_set_id"), ["set_id"], unique=False)

    op.create_table(
        "set_versions",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("set_id", ROW_ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("published_at", TIME, nullable=False),
        sa.Column("published_by", ROW_ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["published_by"], ["people.id"], name=op.f("fk_set_versions_published_by_people")
        ),
        sa.ForeignKeyConstraint(["set_id"], ["sets.id"], name=op.f("fk_set_versions_set_id_sets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_set_versions")),
        sa.UniqueConstraint("set_id", "version", name=op.f("uq_set_versions_set_id_version")),
    )
    op.create_table(
        "sources",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("set_id", ROW_ID, nullable=True),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.ForeignKeyConstraint(["set_id"], ["sets.id"], name=op.f("fk_sources_set_id_sets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("set_id", "slug", name=op.f("uq_sources_set_id_slug")),
    )
    op.create_table(
        "uploads",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("file_id", sa.String(length=255), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("report", JSON, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("set_id", ROW_ID, nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_uploads_person_id_people")
        ),
        sa.ForeignKeyConstraint(["set_id"], ["sets.id"], name=op.f("fk_uploads_set_id_sets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    op.create_table(
        "question_versions",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("question_id", ROW_ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("difficulty", sa.String(length=8), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["questions.id"],
            name=op.f("fk_question_versions_question_id_questions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_versions")),
        sa.UniqueConstraint(
            "question_id", "version", name=op.f("uq_question_versions_question_id_version")
        ),
    )
    with op.batch_alter_table("question_versions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_question_versions_question_id"), ["question_id"], unique=False
        )

    op.create_table(
        "attempt_questions",
        sa.Column("attempt_id", ROW_ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version_id", ROW_ID, nullable=False),
        sa.Column("option_order", JSON, nullable=False),
        sa.Column("selected", JSON, nullable=False),
        sa.Column("asked_at", TIME, nullable=True),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempts.id"],
            name=op.f("fk_attempt_questions_attempt_id_attempts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["question_versions.id"],
            name=op.f("fk_attempt_questions_version_id_question_versions"),
        ),
        sa.PrimaryKeyConstraint("attempt_id", "position", name=op.f("pk_attempt_questions")),
    )
    op.create_table(
        "responses",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("question_id", ROW_ID, nullable=False),
        sa.Column("version_id", ROW_ID, nullable=False),
        sa.Column("board", sa.BigInteger(), nullable=True),
        sa.Column("attempt_id", ROW_ID, nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("poll_id", sa.String(length=64), nullable=True),
        sa.Column("given", JSON, nullable=False),
        sa.Column("mark", sa.Integer(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempts.id"], name=op.f("fk_responses_attempt_id_attempts")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_responses_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_responses_question_id_questions")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["question_versions.id"],
            name=op.f("fk_responses_version_id_question_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_responses")),
        sa.UniqueConstraint(
            "attempt_id", "position", name=op.f("uq_responses_attempt_id_position")
        ),
        sa.UniqueConstraint("poll_id", "person_id", name=op.f("uq_responses_poll_id_person_id")),
    )
    with op.batch_alter_table("responses", schema=None) as batch_op:
        batch_op.create_index(
            "ix_responses_firsts", ["board", "question_id", "person_id", "at"], unique=False
        )
        batch_op.create_index("ix_responses_person_id", ["person_id", "at"], unique=False)

    op.create_table(
        "round_questions",
        sa.Column("round_id", ROW_ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version_id", ROW_ID, nullable=False),
        sa.Column("option_order", JSON, nullable=False),
        sa.Column("poll_id", sa.String(length=64), nullable=True),
        sa.Column("persistent_ids", JSON, nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", TIME, nullable=True),
        sa.Column("closes_at", TIME, nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.CheckConstraint(
            "state in ('waiting', 'unknown', 'open', 'closed', 'lost')",
            name=op.f("ck_round_questions_state"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["rounds.id"],
            name=op.f("fk_round_questions_round_id_rounds"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["question_versions.id"],
            name=op.f("fk_round_questions_version_id_question_versions"),
        ),
        sa.PrimaryKeyConstraint("round_id", "position", name=op.f("pk_round_questions")),
        sa.UniqueConstraint("poll_id", name=op.f("uq_round_questions_poll_id")),
    )


def downgrade() -> None:
    op.drop_table("round_questions")
    with op.batch_alter_table("responses", schema=None) as batch_op:
        batch_op.drop_index("ix_responses_person_id")
        batch_op.drop_index("ix_responses_firsts")

    op.drop_table("responses")
    op.drop_table("attempt_questions")
    with op.batch_alter_table("question_versions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_versions_question_id"))

    op.drop_table("question_versions")
    op.drop_table("uploads")
    op.drop_table("sources")
    op.drop_table("set_versions")
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_questions_set_id"))

    op.drop_table("questions")
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_attempts_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index("ix_attempts_person_id")

    op.drop_table("attempts")
    with op.batch_alter_table("totals", schema=None) as batch_op:
        batch_op.drop_index("ix_totals_board")

    op.drop_table("totals")
    op.drop_table("sets")
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_rounds_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.drop_table("rounds")
    op.drop_table("accounts")
    with op.batch_alter_table("timers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_timers_due"))

    op.drop_table("timers")
    op.drop_table("shown")
    op.drop_table("poller")
    op.drop_table("people")
    with op.batch_alter_table("owed", schema=None) as batch_op:
        batch_op.drop_index("ix_owed_chat_id")

    op.drop_table("owed")
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_inbox_open",
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.drop_index("ix_inbox_done_at")

    op.drop_table("inbox")
    op.drop_table("groups")
    op.drop_table("bank_files")
