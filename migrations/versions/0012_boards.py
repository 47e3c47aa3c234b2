"""Boards of topics and seasons, with ranks kept; what counts on them is derived from the log."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
EPOCH = date(1970, 1, 1)
PEOPLE_AT_A_TIME = 200
ROWS_AT_A_TIME = 500


def upgrade() -> None:
    ranked = sa.Column("ranked", sa.Boolean(), nullable=False, server_default=sa.text("true"))
    op.add_column("responses", ranked)
    op.drop_table("totals")
    _create()
    _fill(op.get_bind())


def _create() -> None:
    op.create_table(
        "topics",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("set_id", ROW_ID, nullable=False),
        sa.Column("slug", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(["set_id"], ["sets.id"], name=op.f("fk_topics_set_id_sets")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topics")),
        sa.UniqueConstraint("set_id", "slug", name=op.f("uq_topics_set_id_slug")),
    )
    op.create_table(
        "seasons",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("ended_at", TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seasons")),
    )
    op.create_index("ix_seasons_chat", "seasons", ["chat", "started_at"])
    op.create_index(
        "uq_seasons_open", "seasons", ["chat"], unique=True,
        sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL"),
    )  # fmt: skip
    op.create_table(
        "boards",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("period", sa.String(8), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("topic", sa.BigInteger(), nullable=False),
        sa.Column("season", sa.BigInteger(), nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boards")),
        sa.UniqueConstraint(
            "chat", "period", "first_day", "topic", "season",
            name=op.f("uq_boards_chat_period_first_day_topic_season"),
        ),
    )  # fmt: skip
    op.create_table(
        "totals",
        sa.Column("board_id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=False),
        sa.Column("responses", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("precedence", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"], ["boards.id"], name=op.f("fk_totals_board_id_boards")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_totals_person_id_people")
        ),
        sa.PrimaryKeyConstraint("board_id", "person_id", name=op.f("pk_totals")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_totals_precedence", "totals", ["board_id", "precedence", "person_id"])
    op.create_index("ix_totals_person_id", "totals", ["person_id"])
    op.create_table(
        "ranks",
        sa.Column("board_id", ROW_ID, nullable=False),
        sa.Column("precedence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["boards.id"], name=op.f("fk_ranks_board_id_boards")),
        sa.PrimaryKeyConstraint("board_id", "precedence", name=op.f("pk_ranks")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "round_people",
        sa.Column("round_id", ROW_ID, nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["rounds.id"], name=op.f("fk_round_people_round_id_rounds"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_round_people_person_id_people")
        ),
        sa.PrimaryKeyConstraint("round_id", "person_id", name=op.f("pk_round_people")),
        sqlite_with_rowid=False,
    )  # fmt: skip


# --- what counts, as the program counted when this step was written -------------------------------

Key = tuple[int, str, date, int]
"""Chat, period, first day, topic."""

RESPONSES = """
SELECT responses.id, responses.board, responses.person_id, responses.question_id, responses.mark,
  responses.at, topics.id AS topic, round_questions.round_id
FROM responses JOIN accounts ON accounts.person_id = responses.person_id
  JOIN question_versions ON question_versions.id = responses.version_id
  JOIN questions ON questions.id = responses.question_id
  JOIN topics ON topics.set_id = questions.set_id AND topics.slug = question_versions.topic
  LEFT JOIN round_questions ON round_questions.poll_id = responses.poll_id
WHERE responses.board IS NOT NULL AND responses.person_id BETWEEN :first AND :last
ORDER BY responses.id
"""
FIRSTS = """
SELECT board, at FROM responses WHERE id IN (
  SELECT MIN(responses.id) FROM responses
    JOIN round_questions ON round_questions.poll_id = responses.poll_id
  WHERE responses.board IS NOT NULL GROUP BY round_questions.round_id)
"""


def _fill(bind: sa.Connection) -> None:
    """Topics, who took part in rounds, and every board."""
    bind.execute(
        sa.text(
            "INSERT INTO topics (set_id, slug) SELECT DISTINCT questions.set_id,"
            " question_versions.topic FROM question_versions"
            " JOIN questions ON questions.id = question_versions.question_id"
        )
    )
    bind.execute(
        sa.text(
            "INSERT INTO round_people (round_id, person_id)"
            " SELECT DISTINCT round_questions.round_id, responses.person_id FROM responses"
            " JOIN round_questions ON round_questions.poll_id = responses.poll_id"
            " WHERE responses.board IS NOT NULL"
        )
    )
    rows = bind.execute(sa.text("SELECT id, timezone FROM groups"))
    zones = {row.id: ZoneInfo(row.timezone) for row in rows}
    boards = _Boards(bind)
    last = bind.execute(sa.text("SELECT MAX(id) FROM people")).scalar() or 0
    for first in range(1, last + 1, PEOPLE_AT_A_TIME):
        _fill_some(bind, boards, zones, first, first + PEOPLE_AT_A_TIME - 1)
    bind.execute(
        sa.text(
            "INSERT INTO ranks (board_id, precedence, people) SELECT board_id, precedence, COUNT(*)"
            " FROM totals GROUP BY board_id, precedence"
        )
    )
    begun: Counter[int] = Counter()
    columns = {"board": sa.BigInteger(), "at": TIME}
    for row in bind.execute(sa.text(FIRSTS).columns(**columns)):
        begun.update(boards.number(key) for key in _keys(row, zones, 0))
    for board, number in begun.items():
        bind.execute(
            sa.text("UPDATE boards SET rounds = :rounds WHERE id = :id"),
            {"rounds": number, "id": board},
        )


def _fill_some(
    bind: sa.Connection, boards: "_Boards", zones: dict[int, ZoneInfo], first: int, last: int
) -> None:
    sums: dict[tuple[Key, int], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    seen: set[tuple[Any, ...]] = set()
    query = sa.text(RESPONSES).columns(board=sa.BigInteger(), at=TIME)
    for row in bind.execute(query, {"first": first, "last": last}):
        joins = row.round_id is not None and (row.round_id, row.person_id) not in seen
        seen.add((row.round_id, row.person_id))
        for key in (*_keys(row, zones, 0), *_keys(row, zones, row.topic)):
            total = sums[key, row.person_id]
            total[3] += joins and not key[3]
            if (key, row.person_id, row.question_id) not in seen:
                seen.add((key, row.person_id, row.question_id))
                total[0] += row.mark
                total[1] += 1
                total[2] += row.mark == 100  # noqa: PLR2004 - a full mark
    rows = [
        {
            "board_id": boards.number(key), "person_id": person, "score": score,
            "responses": number, "right": right, "rounds": rounds,
            "precedence": -(score * 2**31 + right * 2**30 // number),
        }
        for (key, person), (score, number, right, rounds) in sums.items()
    ]  # fmt: skip
    table = sa.table("totals", *(sa.column(name) for name in rows[0])) if rows else None
    for start in range(0, len(rows), ROWS_AT_A_TIME):
        assert table is not None  # noqa: S101 - there are rows
        bind.execute(sa.insert(table), rows[start : start + ROWS_AT_A_TIME])


class _Boards:
    """The numbers of boards, given as they are asked for."""

    def __init__(self, bind: sa.Connection) -> None:
        self.bind = bind
        self.numbers: dict[Key, int] = {}
        self.table = sa.table(
            "boards",
            *(sa.column(name) for name in ("id", "chat", "period", "topic", "season", "rounds")),
            sa.column("first_day", sa.Date()),
        )

    def number(self, key: Key) -> int:
        if key not in self.numbers:
            chat, period, day, topic = key
            made = self.bind.execute(
                sa.insert(self.table)
                .values(chat=chat, period=period, first_day=day, topic=topic, season=0, rounds=0)
                .returning(self.table.c.id)
            )
            self.numbers[key] = made.scalar_one()
        return self.numbers[key]


def _keys(row: Any, zones: dict[int, ZoneInfo], topic: int) -> list[Key]:
    at: datetime = row.at if row.at.tzinfo else row.at.replace(tzinfo=UTC)
    day = at.astimezone(zones.get(row.board, UTC)).date()
    begun = {
        "day": day,
        "week": day - timedelta(days=day.weekday()),
        "month": day.replace(day=1),
        "all": EPOCH,
    }
    return [(row.board, period, first, topic) for period, first in begun.items()]


# --- and back -------------------------------------------------------------------------------------


def downgrade() -> None:
    op.create_table(
        "totals_before",
        sa.Column("board", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("period", sa.String(8), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("person_id", ROW_ID, nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=False),
        sa.Column("responses", sa.Integer(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_totals_person_id_people")
        ),
        sa.PrimaryKeyConstraint(
            "board", "period", "first_day", "person_id", name=op.f("pk_totals_before")
        ),
    )
    op.execute(
        "INSERT INTO totals_before SELECT boards.chat, boards.period, boards.first_day,"
        ' totals.person_id, totals.score, totals.responses, totals."right"'
        " FROM totals JOIN boards ON boards.id = totals.board_id"
        " WHERE boards.topic = 0 AND boards.season = 0"
    )
    for name in ("round_people", "ranks", "totals", "boards", "seasons", "topics"):
        op.drop_table(name)
    op.rename_table("totals_before", "totals")
    op.create_index("ix_totals_board", "totals", ["board", "period", "first_day", "score"])
    with op.batch_alter_table("responses") as batch:
        batch.drop_column("ranked")
