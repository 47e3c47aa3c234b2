"""A database from before boards had rows: everything that counts is derived from its log."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from alembic import command
from sqlalchemy import Connection, func, select, text

from bot.storage import tables
from bot.storage.boards.proving import differences
from bot.storage.boards.rebuilding import rebuild
from bot.storage.database import Database, database_url
from bot.storage.schema import configuration, upgrade
from tests.conftest import Clock

BEFORE = "0011"
CHANGE = datetime(2026, 10, 25, 1, tzinfo=UTC)
"""The clocks in Berlin go back."""


def insert(connection: Connection, table: str, **values: Any) -> None:
    columns, marks = ", ".join(values), ", ".join(f":{name}" for name in values)
    connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({marks})"), values)  # noqa: S608


def fill(connection: Connection) -> None:
    """Three people, one without an account; two topics; a group's rounds and private quizzes."""
    command.upgrade(configuration(connection), BEFORE)
    rng, at = random.Random(5), CHANGE.isoformat(" ")
    for person in (1, 2, 3, 450):
        insert(connection, "people", id=person, first_seen=at)
        if person != 3:
            insert(
                connection, "accounts", telegram_id=person, person_id=person, first_name="P",
                board_name="name", seen_at=at,
            )  # fmt: skip
    insert(
        connection, "groups", id=-5, title="G", timezone="Europe/Berlin", who_may_start="everyone",
        status="member", missing="", first_seen=at,
    )  # fmt: skip
    insert(
        connection, "sets", id=1, slug="s", code="S", origin="file", version=1, title="S",
        language="en", topics="{}", changelog="[]", unchecked="[]", former_topics="{}",
    )  # fmt: skip
    for number in range(1, 5):
        insert(connection, "questions", id=number, set_id=1, slug=f"q{number}")
        insert(
            connection, "question_versions", id=number, question_id=number, version=1,
            fingerprint="f", state="approved", topic=f"t{number % 2}", type="single",
            difficulty="easy", content='{"stem": "What is asked?"}', created_at=at,
        )  # fmt: skip
    for number in range(1, 7):
        insert(
            connection, "rounds", id=number, chat=-5, state="finished", seconds=20, position=2,
            total=2, started_at=at, ended_at=at,
        )  # fmt: skip
        for position in (1, 2):
            insert(
                connection, "round_questions", round_id=number, position=position,
                version_id=1 + (number + position) % 4, option_order="[]",
                poll_id=f"{number}-{position}", state="closed",
            )  # fmt: skip
    for number in range(120):
        when = CHANGE + timedelta(minutes=rng.randint(-4000, 4000))
        question, board = rng.randint(1, 4), rng.choice([0, -5, -5, None])
        poll = f"x{number}"
        if board == -5 and (known := rng.randint(0, 30)) < 12:
            poll = f"{1 + known // 2}-{1 + known % 2}"
            question = 1 + (1 + known // 2 + 1 + known % 2) % 4
        connection.execute(
            text(
                "INSERT INTO responses (person_id, question_id, version_id, board, poll_id, given,"
                " mark, at) VALUES (:who, :question, :question, :board, :poll, '{}', :mark, :at)"
                " ON CONFLICT DO NOTHING"
            ),
            {
                "who": rng.choice([1, 2, 3, 450]), "question": question, "board": board,
                "poll": poll, "mark": rng.choice([0, 50, 100]), "at": when.isoformat(" "),
            },
        )  # fmt: skip


async def test_what_counts_is_derived_from_the_log(empty_url: str, clock: Clock) -> None:
    database = Database(database_url(empty_url), clock)
    async with database.engine.begin() as connection:
        await connection.run_sync(fill)
    await upgrade(database)
    async with database.write() as tx:
        assert await differences(tx) == []
        everyone = select(tables.totals.c.person_id).distinct()
        assert sorted((await tx.execute(everyone)).scalars()) == [1, 2, 450]
        rounds = (await tx.execute(select(func.max(tables.boards.c.rounds)))).scalar_one()
        assert rounds == 6
        kept = sorted(map(tuple, await tx.execute(tables.totals.select())))
        took_part = sorted(map(tuple, await tx.execute(tables.round_people.select())))
        assert len(took_part) > 6
        assert await rebuild(tx) == len(kept) > 40
        assert sorted(map(tuple, await tx.execute(tables.totals.select()))) == kept
        assert sorted(map(tuple, await tx.execute(tables.round_people.select()))) == took_part
    await database.close()


async def test_the_way_back_keeps_whole_boards(empty_url: str, clock: Clock) -> None:
    database = Database(database_url(empty_url), clock)

    def there_and_back(connection: Connection) -> list[int]:
        fill(connection)
        config, found = configuration(connection), []
        command.upgrade(config, "head")
        whole = "SELECT COUNT(*) FROM totals JOIN boards ON boards.id = board_id WHERE topic = 0"
        found.append(connection.execute(text(whole)).scalar_one())
        command.downgrade(config, BEFORE)
        found.append(connection.execute(text("SELECT COUNT(*) FROM totals")).scalar_one())
        command.upgrade(config, "head")
        found.append(connection.execute(text(whole)).scalar_one())
        return found

    async with database.engine.begin() as connection:
        first, *others = await connection.run_sync(there_and_back)
    assert others == [first, first] and first > 20
    await database.close()
