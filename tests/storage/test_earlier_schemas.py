"""Databases that earlier programs made: each comes to today's tables with all that stands in it.

0001 was edited after databases existed, so "0001" names two schemas: the first one, which the step
makes again, and the one with columns that 0003 brings now.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import IntegrityError

from bot.domain.quizzes.search import found_by
from bot.domain.sets.upload import Standing
from bot.storage.bank import bank, published
from bot.storage.bank.question_json import to_json
from bot.storage.database import Database, database_url
from bot.storage.schema import configuration, upgrade
from bot.storage.tables import metadata
from tests.conftest import Clock
from tests.storage.bank_rows import make_question

Row = Mapping[str, Any]

LATER_COLUMNS: dict[str, list[str]] = {
    "as first published": [],
    "with both columns": ["withdrawn_at {time}", "unchecked {json} NOT NULL"],
    "mended by hand halfway": ["withdrawn_at {time}"],
}
TYPES = {
    "sqlite": {"time": "DATETIME", "json": "JSON"},
    "postgresql": {"time": "TIMESTAMP WITH TIME ZONE", "json": "JSONB"},
}
TEN = "2026-11-23 10:00:00"
QUESTION = make_question("tea-plant", stem="Who drank Ceylon’s café-tea: «Ёлка», हिन्दी?")
ROWS: list[tuple[str, Row]] = [
    ("people", {"id": 1, "first_seen": TEN}),
    (
        "accounts",
        {
            "telegram_id": 5_000_000_004, "person_id": 1, "first_name": "Dana",
            "board_name": "alias", "seen_at": TEN,
        },
    ),
    (
        "sets",
        {
            "id": 3, "slug": "tea", "code": "TEATEA", "origin": "upload", "owner_id": 1,
            "version": 2, "title": "Tea", "language": "en", "topics": '{"leaf": "Leaves"}',
        },
    ),
    (
        "set_versions",
        {
            "id": 4, "set_id": 3, "version": 2, "origin": "upload", "content_hash": "0" * 64,
            "published_at": TEN, "published_by": 1,
        },
    ),
    ("sources", {"id": 5, "slug": "tea-book", "content": '{"id": "tea-book"}'}),
    ("questions", {"id": 6, "set_id": 3, "slug": "tea-plant", "version_id": 7}),
    (
        "question_versions",
        {
            "id": 7, "question_id": 6, "version": 1, "fingerprint": "0" * 16, "state": "approved",
            "topic": "leaf", "type": "single", "difficulty": "easy",
            "content": json.dumps(to_json(QUESTION)), "created_at": TEN,
        },
    ),
    (
        "attempts",
        {
            "id": 8, "person_id": 1, "kind": "quiz", "set_id": 3, "state": "finished",
            "position": 1, "total": 1, "started_at": TEN,
        },
    ),
    (
        "attempt_questions",
        {
            "attempt_id": 8, "position": 1, "version_id": 7, "option_order": '["a", "b"]',
            "selected": "[]",
        },
    ),
    (
        "responses",
        {
            "id": 9, "person_id": 1, "question_id": 6, "version_id": 7, "attempt_id": 8,
            "position": 1, "given": '{"options": ["a"]}', "mark": 100, "at": TEN,
        },
    ),
]  # fmt: skip


def filled(connection: Connection, later: list[str]) -> None:
    """A database that says 0001, with these columns of today in it, and rows in its tables."""
    command.upgrade(configuration(connection), "0001")
    types = TYPES[connection.dialect.name]
    for column in later:
        connection.execute(text(f"ALTER TABLE sets ADD COLUMN {column.format_map(types)}"))
    more: dict[str, Any] = {"withdrawn_at": TEN, "unchecked": '["tea-book"]'}
    names = [column.split()[0] for column in later]
    for table, row in ROWS:
        values = {**row, **{name: more[name] for name in names}} if table == "sets" else row
        insert(connection, table, values)


def insert(connection: Connection, table: str, values: Row) -> None:
    """Add a row."""
    columns, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({marks})"), values)  # noqa: S608


def everything(connection: Connection, like: Mapping[str, list[Row]]) -> dict[str, list[Row]]:
    """Every row of every table, or of those of ``like``; only its columns where it has rows."""
    found: dict[str, list[Row]] = {}
    for table in like or inspect(connection).get_table_names():
        if table == "alembic_version":
            continue
        columns = list(like[table][0]) if like.get(table) else ["*"]
        query = text(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608 - names of our own
        found[table] = [dict(row._mapping) for row in connection.execute(query)]
    return found


@pytest.fixture(params=LATER_COLUMNS.values(), ids=list(LATER_COLUMNS))
def later(request: pytest.FixtureRequest) -> list[str]:
    columns: list[str] = request.param
    return columns


async def test_an_earlier_database_comes_to_the_tables_with_all_its_rows(
    empty_url: str, clock: Clock, later: list[str]
) -> None:
    database = Database(database_url(empty_url), clock)
    async with database.engine.begin() as connection:
        await connection.run_sync(filled, later)
        before = await connection.run_sync(everything, {})
    await upgrade(database)
    async with database.engine.begin() as connection:
        assert await connection.run_sync(everything, before) == before
        assert await connection.run_sync(_differences) == []
    await database.close()


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


async def test_what_was_offered_or_taken_back_before_is_so_afterwards(
    empty_url: str, clock: Clock, later: list[str]
) -> None:
    database = Database(database_url(empty_url), clock)
    async with database.engine.begin() as connection:
        await connection.run_sync(filled, later)
    await upgrade(database)
    withdrawn = bool(later)
    async with database.write() as tx:
        tea = Standing(3, "TEATEA", 2, "Tea", 1, withdrawn)
        assert await published.uploaded(tx) == [tea]
        unchecked = {"tea-book"} if len(later) > 1 else set()
        assert await published.unchecked_sources(tx, 7) == unchecked
        [mark] = await tx.execute(text("SELECT withdrawn_at FROM set_versions"))
        assert (mark.withdrawn_at is not None) is withdrawn
        [held] = await bank.load_sets(tx)
        assert [question.stem for question in held.questions] == [QUESTION.stem]
        [version] = await tx.execute(text("SELECT found_by FROM question_versions"))
        assert version.found_by == found_by(QUESTION.stem)
        turned = published.offer_again(tx, 3, 2) if withdrawn else published.take_back(
            tx, 3, 2, datetime(2026, 11, 24, tzinfo=UTC)
        )  # fmt: skip
        assert await turned
        [after] = await published.uploaded(tx)
        assert after.withdrawn is not withdrawn
    await database.close()


async def test_a_step_back_keeps_the_rows_too(
    empty_url: str, clock: Clock, later: list[str]
) -> None:
    database = Database(database_url(empty_url), clock)
    async with database.engine.begin() as connection:
        await connection.run_sync(filled, later)
    await upgrade(database)

    def down(connection: Connection) -> dict[str, list[Row]]:
        command.downgrade(configuration(connection), "0001")
        return everything(connection, {})

    async with database.engine.begin() as connection:
        back = await connection.run_sync(down)
    assert {table: len(rows) for table, rows in back.items() if rows} == dict.fromkeys(
        (table for table, _ in ROWS), 1
    )
    assert "unchecked" not in back["sets"][0]
    await database.close()


async def test_whose_private_chat_is_open_is_filled_in_where_it_is_known(
    empty_url: str, clock: Clock
) -> None:
    """By a quiz, by what stands in the chat, by a setting, by a file; of who only votes it is not
    known.
    """
    database = Database(database_url(empty_url), clock)
    rows: dict[str, list[Row]] = {
        "people": [{"id": number, "first_seen": TEN} for number in range(2, 8)],
        "accounts": [
            {
                "telegram_id": 10 + number, "person_id": number, "first_name": "A",
                "board_name": "name", "seen_at": TEN, "locale": "ru" if number == 4 else None,
            }
            for number in range(2, 8)
        ],
        "attempts": [{**dict(ROWS)["attempts"], "id": 10, "person_id": 2}],
        "shown": [
            {"chat": chat, "place": "quiz.welcome", "message_id": 7, "at": TEN}
            for chat in (13, -15)
        ],
        "uploads": [
            {
                "id": 1, "person_id": 6, "chat": 16, "file_name": "tea.yaml", "report": "[]",
                "state": "refused", "at": TEN,
            }
        ],
        "sent_documents": [
            {
                "id": 1, "person_id": 7, "chat": 17, "file_name": "tea.txt", "state": "refused",
                "said": "{}", "at": TEN,
            }
        ],
    }  # fmt: skip

    def forth_and_back(connection: Connection) -> dict[int, bool]:
        filled(connection, [])
        config = configuration(connection)
        command.upgrade(config, "0025")
        for table, values in rows.items():
            for row in values:
                insert(connection, table, row)
        before = {table: sorted(map(str, r)) for table, r in everything(connection, {}).items()}
        command.upgrade(config, "0026")
        found = connection.execute(text("SELECT person_id, in_private FROM accounts"))
        known = {row.person_id: bool(row.in_private) for row in found}
        command.downgrade(config, "0025")
        after = everything(connection, {})
        assert {table: sorted(map(str, found)) for table, found in after.items()} == before
        command.upgrade(config, "0026")
        return known

    async with database.engine.begin() as connection:
        known = await connection.run_sync(forth_and_back)
    assert known == {1: True, 2: True, 3: True, 4: True, 5: False, 6: True, 7: True}
    await database.close()


async def test_a_kind_of_attempt_that_nobody_makes_goes_and_no_row_with_it(
    empty_url: str, clock: Clock
) -> None:
    """On SQLite the table is not made anew: that would take what is under each attempt along."""
    database = Database(database_url(empty_url), clock)
    row = {**dict(ROWS)["attempts"], "id": 9, "kind": "preview"}

    def is_taken(connection: Connection) -> bool:
        try:
            with connection.begin_nested() as step:
                insert(connection, "attempts", row)
                step.rollback()
        except IntegrityError:
            return False
        return True

    def back_and_forth(connection: Connection) -> None:
        filled(connection, [])
        config = configuration(connection)
        command.upgrade(config, "0025")
        before = everything(connection, {})
        for revision, taken in (("0024", True), ("0025", False)):
            move = command.downgrade if taken else command.upgrade
            move(config, revision)
            assert is_taken(connection) is taken
            assert everything(connection, before) == before

    async with database.engine.begin() as connection:
        await connection.run_sync(back_and_forth)
    async with database.engine.begin() as connection:
        assert not await connection.run_sync(is_taken)
    await database.close()
