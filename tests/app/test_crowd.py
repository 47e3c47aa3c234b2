"""A thousand people answer one poll at once: nothing lost or doubled, in few transactions."""

import random
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, event

from bot.delivery.intake import BATCH
from bot.storage.database import Database
from tests.app.audit import polls_of
from tests.app.conftest import Stage
from tests.app.simulation import Simulation

PEOPLE = 1000
"""So many that a third transaction for each batch would be seen beside all others."""
FETCHED = -(-(PEOPLE + 1) // BATCH)
"""Batches that Telegram gives them in, with the poll's running count."""
BESIDE = 10
"""Transactions for whatever else is owed or due meanwhile."""


@contextmanager
def committed(database: Database) -> Iterator[list[int]]:
    """A list that grows with every transaction that is made durable."""
    commits: list[int] = []

    def note(_connection: Connection) -> None:
        commits.append(len(commits))

    engine = database.engine.sync_engine
    event.listen(engine, "commit", note)
    yield commits
    event.remove(engine, "commit", note)


async def test_a_thousand_votes_at_once(stage: Stage) -> None:
    """At most two transactions for each batch that Telegram gives: received, and counted."""

    async def wait(seconds: float) -> None:
        await stage.advance(seconds)
        await stage.settled()

    database = stage.app.database
    simulation = Simulation(
        stage.sandbox, database, wait, random.Random(1), seconds=60, lobbies=False
    )
    await simulation.gather(1)
    await simulation.begin_rounds(most=1)
    await stage.settled()
    (poll,) = polls_of(stage.sandbox)
    with committed(database) as commits:
        cast = await stage.sandbox.vote_many(poll.chat, poll.message, count=PEOPLE, seed=3)
        await stage.settled()
    assert cast == PEOPLE
    assert FETCHED < len(commits) <= 2 * FETCHED + BESIDE
    await simulation.settle()
    await simulation.check()
    assert len(poll.votes) == PEOPLE
