"""Which databases the handlers are tested on."""

import pytest

from bot.storage.database import Database

both_databases = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
"""For tests in which the database plays a part of its own: whole quizzes and rounds, races, and
numbers that a database may refuse."""


@pytest.fixture(params=["sqlite"])
def database(database: Database) -> Database:
    """A database with every table, on SQLite: storage and services are tested on both, and what
    handlers do with their answers is the same.
    """
    return database
