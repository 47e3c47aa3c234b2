"""Appeals of before become disputes, all of them, and come back as appeals."""

from alembic import command
from sqlalchemy import Connection, text

from bot.storage.database import Database, database_url
from bot.storage.schema import configuration
from tests.conftest import Clock
from tests.storage.test_earlier_schemas import filled

TEN = "2026-11-23 10:00:00"


async def test_what_was_reported_before_waits_for_a_ruling(empty_url: str, clock: Clock) -> None:
    database = Database(database_url(empty_url), clock)
    found: list[tuple[object, ...]] = []
    appeals: list[tuple[object, ...]] = []

    def climb(connection: Connection) -> None:
        filled(connection, [])
        config = configuration(connection)
        command.upgrade(config, "0020")
        connection.execute(
            text(
                "insert into appeals (id, person_id, version_id, response_id, at)"
                " values (41, 1, 7, 9, :at)"
            ),
            {"at": TEN},
        )
        command.upgrade(config, "0021")
        connection.execute(
            text(
                "insert into disputes (person_id, question_id, version_id, response_id, kind, at)"
                " values (1, 6, 7, 9, 'typo', :at)"
            ),
            {"at": TEN},
        )
        query = "select id, person_id, question_id, version_id, response_id, kind, ruling_id"
        found.extend(map(tuple, connection.execute(text(f"{query} from disputes order by id"))))
        command.downgrade(config, "0020")
        query = "select person_id, version_id, response_id from appeals"
        appeals.extend(map(tuple, connection.execute(text(query))))

    async with database.engine.begin() as connection:
        await connection.run_sync(climb)
    await database.close()
    assert found == [(41, 1, 6, 7, 9, "counts", None), (42, 1, 6, 7, 9, "typo", None)]
    assert appeals == [(1, 7, 9)]
