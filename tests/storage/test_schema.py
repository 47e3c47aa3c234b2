"""Migrations: every step up and down, and arriving exactly at the tables."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.domain.errors import SettingError
from bot.storage.bank.bank import find_set
from bot.storage.database import Database, database_url
from bot.storage.schema import configuration, upgrade
from bot.storage.tables import metadata
from tests.conftest import Clock


def revisions() -> list[str]:
    script = ScriptDirectory.from_config(configuration())
    return [revision.revision for revision in reversed(list(script.walk_revisions()))]


async def test_every_step_goes_up_and_down_and_up_again(empty_url: str, clock: Clock) -> None:
    database = Database(database_url(empty_url), clock)

    def climb(connection: Connection) -> None:
        config = configuration(connection)
        for revision in revisions():
            command.upgrade(config, revision)
            command.downgrade(config, "-1")
            command.upgrade(config, revision)

    async with database.engine.begin() as connection:
        await connection.run_sync(climb)
    await database.close()


async def test_the_migrations_arrive_at_the_tables(empty_url: str, clock: Clock) -> None:
    database = Database(database_url(empty_url), clock)
    await upgrade(database)

    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))

    async with database.engine.begin() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()


async def test_upgrading_twice_changes_nothing(empty_url: str, clock: Clock) -> None:
    database = Database(database_url(empty_url), clock)
    await upgrade(database)
    async with database.write() as tx:
        await tx.execute(
            text("insert into people (id, first_seen) values (7, '2026-01-01 00:00:00')")
        )
    await upgrade(database)
    async with database.read() as tx:
        assert (await tx.execute(text("select id from people"))).scalars().all() == [7]
    await database.close()


async def test_a_newer_database_is_left_alone(empty_url: str, clock: Clock) -> None:
    database = Database(database_url(empty_url), clock)
    await upgrade(database)
    async with database.write() as tx:
        await tx.execute(text("update alembic_version set version_num = 'from_the_future'"))
    with pytest.raises(SettingError, match=r"newer than this program.*from_the_future"):
        await upgrade(database)
    await database.close()


async def test_a_database_that_does_not_answer_names_the_setting(clock: Clock) -> None:
    database = Database(database_url("postgresql://nobody@127.0.0.1:1/none"), clock)
    with pytest.raises(SettingError, match="DATABASE_URL: the server does not answer"):
        await upgrade(database)
    await database.close()


async def test_languages_stay_and_may_be_as_long_as_a_tag_gets(
    empty_url: str, clock: Clock
) -> None:
    database = Database(database_url(empty_url), clock)
    longest = "de-Latn-DE-1996-x-some-private-uses"
    add = (
        "insert into sets (slug, code, origin, version, title, language, topics, unchecked)"
        " values (:tag, :tag, 'file', 1, 'Tea', :tag, '{}', '[]')"
    )
    kept: list[str] = []

    def climb(connection: Connection) -> None:
        config = configuration(connection)
        command.upgrade(config, "0007")
        connection.execute(text(add), {"tag": "pt-BR"})
        command.upgrade(config, "head")
        connection.execute(text(add.replace(":tag, :tag", "'x', 'x'")), {"tag": longest})
        query = text("select language from sets order by id")
        kept.extend(connection.execute(query).scalars())
        command.downgrade(config, "0007")
        kept.extend(connection.execute(query).scalars())

    async with database.engine.begin() as connection:
        await connection.run_sync(climb)
    await database.close()
    assert kept == ["pt-BR", longest, "pt-BR", longest[:8]]


async def test_the_age_of_the_one_bots_numbering_is_taken_from_its_inbox(
    empty_url: str, clock: Clock
) -> None:
    database = Database(database_url(empty_url), clock)
    came = (
        "insert into inbox (update_id, lane, kind, state, failures, received_at)"
        " values (5, '1', 'message', 'waiting', 0, '2026-11-23 10:00:00+00:00')"
    )
    ages: list[int] = []

    def climb(connection: Connection) -> None:
        config = configuration(connection)
        command.upgrade(config, "0008")
        connection.execute(text(came))
        for bot_id in (1, 2):
            connection.execute(text("insert into poller values (:bot, 6)"), {"bot": bot_id})
            command.upgrade(config, "head")
            known = text("select count(received_at) from poller")
            ages.extend(connection.execute(known).scalars())
            command.downgrade(config, "0008")

    async with database.engine.begin() as connection:
        await connection.run_sync(climb)
    await database.close()
    assert ages == [1, 0]


async def test_sets_from_before_have_no_former_topics(empty_url: str, clock: Clock) -> None:
    database = Database(database_url(empty_url), clock)

    def climb(connection: Connection) -> None:
        command.upgrade(configuration(connection), "0001")
        connection.execute(
            text(
                "insert into sets (slug, code, origin, version, title, language, topics)"
                " values ('tea', 'TEA', 'file', 1, 'Tea', 'en', '{}')"
            )
        )
        command.upgrade(configuration(connection), "head")

    async with database.engine.begin() as connection:
        await connection.run_sync(climb)
    async with database.write() as tx:
        held = await find_set(tx, "tea")
    assert held is not None and held.former_topics == {}
    await database.close()
