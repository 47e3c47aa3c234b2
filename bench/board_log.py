"""A made-up log of responses, and what follows from it, written fast: reading is measured."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

from sqlalchemy import Connection, text

from bot.storage.database import Database

QUESTIONS = 2_000
TOPICS = 20
BATCH = 10_000

Response = tuple[int, int, int, int]
"""Number in the log, person, question, mark."""


def log(learners: int, responses: int) -> Iterator[Response]:
    """A made-up log: a few learners answer much, most a little, each with a skill of their own."""
    rng = random.Random(7)
    asked = [rng.randrange(QUESTIONS) for _ in range(learners)]
    skill = [rng.betavariate(4, 2) for _ in range(learners)]
    for number in range(1, responses + 1):
        # Everybody once, then the busy ones.
        one = number - 1 if number <= learners else int(learners * rng.random() ** 3)
        asked[one] = (asked[one] + 1) % QUESTIONS
        right = rng.random() < skill[one]
        mark = 100 if right else rng.choice((0, 0, 0, 50, 33))
        yield number, one + 1, asked[one] + 1, mark


async def fill(database: Database, learners: int, responses: int) -> None:
    """Write the log; totals and ranks follow in SQL."""
    async with database.engine.begin() as connection:
        await connection.run_sync(_fill, learners, responses)
    async with database.engine.connect() as connection:
        vacuum = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await vacuum.execute(text("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE"))


def _fill(connection: Connection, learners: int, responses: int) -> None:
    now = datetime.now(UTC)
    people = [{"id": n, "at": now, "name": f"Learner {n}"} for n in range(1, learners + 1)]
    for statement in (
        "INSERT INTO people (id, first_seen) VALUES (:id, :at)",
        "INSERT INTO accounts (telegram_id, person_id, first_name, board_name, seen_at)"
        " VALUES (:id, :id, :name, 'name', :at)",
    ):
        connection.execute(text(statement), people)
    connection.execute(text(
        "INSERT INTO sets (id, slug, code, origin, version, title, language, topics, changelog,"
        " unchecked) VALUES (1, 's', 'S', 'file', 1, 'S', 'en', '{}', '[]', '[]')"
    ))  # fmt: skip
    numbered = [{"id": n, "slug": f"q{n}", "at": now, "topic": f"t{n % TOPICS}"}
                for n in range(1, QUESTIONS + 1)]  # fmt: skip
    for statement in (
        "INSERT INTO questions (id, set_id, slug) VALUES (:id, 1, :slug)",
        "INSERT INTO question_versions (id, question_id, version, fingerprint, state, topic, type,"
        " difficulty, content, created_at)"
        " VALUES (:id, :id, 1, 'f', 'approved', :topic, 'single', 'easy', '{}', :at)",
    ):
        connection.execute(text(statement), numbered)
    _copy(connection, log(learners, responses), now)
    for statement in _TOTALS:
        connection.execute(text(statement))


def _copy(connection: Connection, rows: Iterator[Response], now: datetime) -> None:
    columns = "id, person_id, question_id, version_id, poll_id, board, given, mark, at"
    when = now.isoformat(" ")
    full = ((n, who, what, what, f"p{n}", 0, "{}", mark, when) for n, who, what, mark in rows)
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    marks = ", ".join([mark] * 9)
    statement = f"INSERT INTO responses ({columns}) VALUES ({marks})"
    while some := list(islice(full, BATCH)):
        connection.exec_driver_sql(statement, some)


_SUMS = (
    "SUM(mark), COUNT(*), SUM(CASE mark WHEN 100 THEN 1 ELSE 0 END), 0, -(SUM(mark) * 2147483648"
    " + SUM(CASE mark WHEN 100 THEN 1 ELSE 0 END) * 1073741824 / COUNT(*))"
)
_TOTALS = (
    "INSERT INTO topics (set_id, slug) SELECT DISTINCT 1, topic FROM question_versions",
    "INSERT INTO boards (chat, period, first_day, topic, season, rounds)"
    " SELECT 0, 'all', '1970-01-01', topic, 0, 0 FROM"
    " (SELECT 0 AS topic UNION ALL SELECT id FROM topics) every_topic",
    f"INSERT INTO totals SELECT boards.id, person_id, {_SUMS} FROM responses"
    " JOIN boards ON boards.topic = 0 GROUP BY boards.id, person_id",
    f"INSERT INTO totals SELECT boards.id, person_id, {_SUMS} FROM responses"
    " JOIN question_versions ON question_versions.id = version_id"
    " JOIN topics ON topics.slug = question_versions.topic"
    " JOIN boards ON boards.topic = topics.id GROUP BY boards.id, person_id",
    "INSERT INTO ranks SELECT board_id, precedence, COUNT(*) FROM totals"
    " GROUP BY board_id, precedence",
)
