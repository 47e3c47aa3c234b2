"""Statements that are compiled once for a whole test process.

An engine keeps what it has compiled; every test has engines of its own, and to compile what the
test before had compiled took a third of its time.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Compiled
from sqlalchemy.ext.asyncio import create_async_engine

ROOM = 5000
"""Statements that are kept: many times what the project has."""


class Statements(dict[Any, Compiled]):
    """A cache that takes engines of one driver for one: here they are all set up alike."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_known(key), default)

    def __setitem__(self, key: Any, compiled: Compiled) -> None:
        if len(self) >= ROOM:
            self.clear()
        super().__setitem__(_known(key), compiled)


def _known(key: Any) -> tuple[Any, ...]:
    dialect, *statement = key
    return (dialect.name, dialect.driver, *statement)


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Let the bot's engines share what they have compiled."""
    options = {"compiled_cache": Statements()}
    shared = partial(create_async_engine, execution_options=options)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.storage.database.create_async_engine", shared)
        yield
