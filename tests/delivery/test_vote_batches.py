"""A batch of votes is one transaction: whatever fails in it, and wherever, no vote is half taken,
and each counts once in the end."""

import itertools
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast

import pytest
from sqlalchemy import Connection, event, func, select
from sqlalchemy.exc import OperationalError
from telegram import Bot

from bot.delivery import sorting
from bot.delivery.contact import Contact
from bot.delivery.metrics import Metrics
from bot.delivery.work import GATHERING, Work
from bot.domain.boards.board import EVERY_TOPIC
from bot.storage import tables
from bot.storage.boards.proving import differences
from bot.storage.database import Database
from bot.storage.delivery import inbox
from bot.storage.rounds.polls import Asked
from tests.conftest import Clock
from tests.services.rounds.stage import GROUP as CHAT
from tests.services.rounds.stage import MEMBER, Stage, stage_with

LANE = "poll:p1"
VOTERS = 5
TRACES = ("people", "accounts", "responses", "totals", "owed")


@dataclass
class Lane:
    """The lane of one open poll, worked step by step."""

    stage: Stage
    asked: Asked
    work: Work
    received: list[int] = field(default_factory=list)

    async def receive(self, *names: str) -> None:
        """A vote for the key from somebody new, for each name."""
        first = len(self.received) + 1
        place = self.asked.option_order.index("a")
        votes = [
            {
                "update_id": number,
                "poll_answer": {
                    "poll_id": "p1",
                    "option_ids": [place],
                    "option_persistent_ids": [self.asked.persistent_ids[place]],
                    "user": {"id": 6_000_000_000 + number, "is_bot": False, "first_name": name},
                },
            }
            for number, name in enumerate(names, first)
        ]
        self.received += range(first, first + len(votes))
        async with self.stage.database.write() as tx:
            await inbox.put(tx, [sorting.read(vote) for vote in votes], self.stage.clock())

    async def step(self) -> float | None:
        return await self.work.step(LANE)

    async def work_off(self) -> None:
        while await self.step() is not None:
            pass

    async def states(self) -> dict[str, int]:
        """How many updates are in which state; those that are not done still have their text."""
        async with self.stage.database.read() as tx:
            query = select(tables.inbox.c.state, func.count(), func.count(tables.inbox.c.raw))
            rows = (await tx.execute(query.group_by(tables.inbox.c.state))).all()
        assert all(raw == (0 if state == "done" else number) for state, number, raw in rows)
        return {state: number for state, number, _ in rows}

    async def traces(self) -> dict[str, int]:
        """Rows of whatever votes leave behind."""
        return {name: await self.stage.count(name) for name in TRACES}

    async def check(self, voters: int) -> None:
        """So many people have voted, each once, for the key."""
        async with self.stage.database.read() as tx:
            log = await tx.execute(select(tables.responses.c.person_id, tables.responses.c.mark))
            marks = [tuple(row) for row in log]
            assert await differences(tx) == []
            counted = select(func.sum(tables.totals.c.score)).where(
                tables.boards.c.id == tables.totals.c.board_id, tables.boards.c.period == "all",
                tables.boards.c.chat == CHAT.id, tables.boards.c.topic == EVERY_TOPIC,
            )  # fmt: skip
            assert (await tx.execute(counted)).scalar_one() == 100 * voters
        assert len(marks) == len(dict(marks)) == voters
        assert {mark for _, mark in marks} == {100}
        assert await self.stage.count("accounts") == await self.stage.count("people")


@pytest.fixture
async def lane(database: Database, clock: Clock) -> Lane:
    stage = await stage_with(database, clock)
    await stage.rounds.start(MEMBER, CHAT, "1 20", clock())
    asked = await stage.send_poll()

    async def handle(_update: object) -> None:
        raise AssertionError("only votes come")

    work = Work(
        database,
        cast(Bot, None),  # it only reads other updates
        handle=handle,
        take_votes=stage.polls.take_votes,
        fire={},
        after=lambda _news: None,
        clock=clock,
        rng=random.Random(7),
        metrics=Metrics(),
        contact=Contact(clock),
    )
    return Lane(stage, asked, work)


class Trouble(OperationalError):
    """What passes by itself."""

    def __init__(self) -> None:
        super().__init__("", {}, Exception("database is locked"))


@dataclass
class Fault:
    happened: bool = False


@contextmanager
def failing_at(database: Database, number: int) -> Iterator[Fault]:
    """The statement of that number, from 1, in the next write for an update fails, once."""
    fault, seen = Fault(), 0

    def fail(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        nonlocal seen
        if seen or statement.startswith("UPDATE inbox"):
            seen += 1
        if seen == number and not fault.happened:
            fault.happened = True
            raise Trouble

    engine = database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", fail)
    yield fault
    event.remove(engine, "before_cursor_execute", fail)


@contextmanager
def commit_lost(database: Database, *, stored: bool) -> Iterator[None]:
    """The next commit fails: before all is stored, or after it and only its word is lost."""
    fault = Fault()

    def fail(connection: Connection) -> None:
        if fault.happened:
            return
        fault.happened = True
        if stored:
            connection.connection.commit()
        raise Trouble

    event.listen(database.engine.sync_engine, "commit", fail)
    yield
    event.remove(database.engine.sync_engine, "commit", fail)
    assert fault.happened


async def test_a_batch_that_fails_at_any_of_its_statements_is_taken_whole_later(
    lane: Lane, database: Database
) -> None:
    for number in itertools.count(1):
        before = await lane.traces()
        await lane.receive(*(f"V{n}" for n in range(VOTERS)))
        with failing_at(database, number) as fault:
            wait = await lane.step()
        if not fault.happened:
            break
        assert wait, "it is tried again, a little later"
        assert await lane.traces() == before
        assert (await lane.states())["waiting"] == VOTERS
        await lane.work_off()
        await lane.check(number * VOTERS)
    await lane.check(number * VOTERS)
    assert number > len(TRACES), "each kind of row has a statement of its own"
    assert await lane.states() == {"done": number * VOTERS}


@pytest.mark.parametrize("stored", [False, True])
async def test_a_commit_that_fails_takes_the_votes_once(
    lane: Lane, database: Database, stored: bool
) -> None:
    before = await lane.traces()
    await lane.receive(*(f"V{n}" for n in range(VOTERS)))
    with commit_lost(database, stored=stored):
        assert await lane.step()
    assert (await lane.traces() == before) is not stored
    await lane.work_off()
    await lane.check(VOTERS)
    assert await lane.states() == {"done": VOTERS}


async def test_few_votes_let_others_gather_and_many_are_followed_at_once(
    lane: Lane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.work.VOTES", VOTERS)
    await lane.receive(*(f"V{n}" for n in range(VOTERS + 1)))
    assert await lane.step() == 0.0, "a full transaction: there may be more"
    await lane.check(VOTERS)
    assert await lane.step() == GATHERING
    await lane.check(VOTERS + 1)
    assert await lane.step() is None


async def test_a_vote_that_no_database_takes_is_given_up_without_the_others(lane: Lane) -> None:
    """The name's account fails after its person was made: neither stays."""
    await lane.receive("V1", "V2", "\ud800", "V4", "V5")
    await lane.work_off()
    await lane.check(4)
    assert await lane.states() == {"done": 4, "dead": 1}
