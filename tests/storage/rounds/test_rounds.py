"""Rounds and their polls in SQL: each statement speaks of its own round, chat and poll."""

from collections.abc import Sequence
from datetime import UTC, timedelta

import pytest
from sqlalchemy import select, update

from bot.domain.marking import Given, Mark
from bot.domain.owed import Owed
from bot.domain.people.person import BoardName, Person, Who
from bot.domain.quizzes.attempt import EVERYTHING, Scope
from bot.domain.rounds.round import PollState, RoundState
from bot.storage import tables
from bot.storage.database import Database, Tx
from bot.storage.delivery.owing import owe
from bot.storage.people import accounts, people
from bot.storage.quiz.new_response import NewResponse
from bot.storage.quiz.responses import record
from bot.storage.rounds import drawable, polls, round_results, rounds
from bot.storage.rounds.rounds import Drawn
from tests.conftest import Clock
from tests.storage.bank_rows import AddedSet, add_set, make_question

CLUB, OTHER = -5, -6
SLUGS = ("tea-1", "tea-2", "tea-3")


class Table:
    """Two groups that play rounds of three questions about tea."""

    def __init__(self, tx: Tx, tea: AddedSet, clock: Clock) -> None:
        self.tx = tx
        self.tea = tea
        self.clock = clock

    async def begin(self, chat: int, slugs: Sequence[str] = SLUGS) -> int:
        drawn = [Drawn(self.tea.versions[slug], ("a", "b", "c")) for slug in slugs]
        begun = await rounds.start(
            self.tx, chat, drawn, seconds=20, thread=None, started_by=None, now=self.clock()
        )
        assert begun is not None
        return begun

    async def person(self, number: int) -> Person:
        return await people.recognise(
            self.tx, Who(7_000_000_000 + number, f"P{number}"), self.clock()
        )

    async def votes(self, chat: int, slug: str, poll: str, marks: dict[int, int]) -> None:
        """Marks of people by their numbers."""
        new = [
            NewResponse(
                (await self.person(number)).id, self.tea.questions[slug], self.tea.versions[slug],
                chat, Given(frozenset("a")), Mark(mark), self.clock(), poll_id=poll,
            )
            for number, mark in marks.items()
        ]  # fmt: skip
        await record(self.tx, new, UTC)


@pytest.fixture
async def tea(database: Database) -> AddedSet:
    async with database.write() as tx:
        return await add_set(tx, questions=[make_question(slug) for slug in SLUGS])


async def test_a_table_counts_its_own_round_best_first(
    database: Database, tea: AddedSet, clock: Clock
) -> None:
    async with database.write() as tx:
        table = Table(tx, tea, clock)
        first, other = await table.begin(CLUB), await table.begin(OTHER)
        for round_id, chat in ((first, CLUB), (other, OTHER)):
            for position in (1, 2):
                poll = f"{round_id}/{position}"
                await polls.set_poll(tx, round_id, position, PollState.CLOSED, poll_id=poll)
                mark = {1: 50, 2: 100} if chat == CLUB else {1: 100, 3: 100}
                await table.votes(chat, SLUGS[position - 1], poll, mark)
        lines, number = await round_results.table(tx, first, 10)
        assert [(line.standing.rank, line.label, line.standing.total.score) for line in lines] == [
            (1, "P2", 200), (2, "P1", 100),
        ]  # fmt: skip
        best, everybody = await round_results.table(tx, first, 1)
        assert ([line.label for line in best], number, everybody) == (["P2"], 2, 2)
        assert await round_results.answered(tx, f"{first}/1") == (2, 1, 1), (
            "half right is not right"
        )


async def test_what_is_done_and_what_is_lost_is_of_one_round(
    database: Database, tea: AddedSet, clock: Clock
) -> None:
    async with database.write() as tx:
        table = Table(tx, tea, clock)
        first, other = await table.begin(CLUB), await table.begin(OTHER)
        await polls.set_poll(tx, first, 1, PollState.CLOSED)
        await polls.set_poll(tx, first, 2, PollState.LOST, closes_at=clock())
        await polls.refuse(tx, first, 3)
        await polls.set_poll(tx, other, 1, PollState.LOST, closes_at=clock())
        done = await polls.last_done(tx, first)
        assert done is not None
        assert (done.round.id, done.position, done.state) == (first, 2, PollState.LOST)
        assert await polls.lost_positions(tx, first) == (2,)
        assert await polls.lost_positions(tx, other) == (1,)


async def test_a_poll_may_be_out_while_it_is_on_its_way_or_had_a_time_to_close(
    database: Database, tea: AddedSet, clock: Clock
) -> None:
    async with database.write() as tx:
        table = Table(tx, tea, clock)
        first, other = await table.begin(CLUB), await table.begin(OTHER)
        for chat in (CLUB, OTHER):
            await owe(tx, [Owed(chat, polls.SCREEN, once=True)], clock())
        sending = update(tables.owed).where(tables.owed.c.chat == CLUB)
        await tx.execute(sending.values(state="sending"))
        found = await polls.of_unknown_fate(tx, clock())
        assert [(one.round.id, one.position) for one in found] == [(first, 1)]
        await polls.set_poll(tx, other, 1, PollState.UNKNOWN)
        assert len(await polls.of_unknown_fate(tx, clock())) == 1, "never sent"
        await polls.set_poll(tx, other, 1, PollState.UNKNOWN, closes_at=clock())
        assert len(await polls.of_unknown_fate(tx, clock())) == 2
        ended = await rounds.find(tx, other)
        assert ended is not None
        await rounds.end(tx, ended, RoundState.STOPPED, clock())
        assert len(await polls.of_unknown_fate(tx, clock())) == 2
        assert len(await polls.of_unknown_fate(tx, clock() + timedelta(seconds=1))) == 1
        await polls.set_poll(tx, other, 1, PollState.LOST)
        await rounds.end(tx, ended, RoundState.FINISHED, clock())
        assert len(await polls.of_unknown_fate(tx, clock())) == 2


async def test_ending_a_round_ends_no_other(
    database: Database, tea: AddedSet, clock: Clock
) -> None:
    async with database.write() as tx:
        table = Table(tx, tea, clock)
        first, other = await table.begin(CLUB), await table.begin(OTHER)
        for round_id in (first, other):
            of = await rounds.find(tx, round_id)
            assert of is not None
            await rounds.set_close(tx, of, 1, clock())
        of = await rounds.open_round(tx, CLUB)
        assert of is not None
        assert of.id == first
        await rounds.move_to(tx, first, 1)
        await rounds.end(tx, of, RoundState.FINISHED, clock())
        states = select(tables.rounds.c.state).order_by(tables.rounds.c.id)
        assert (await tx.execute(states)).scalars().all() == ["finished", "open"]
        timers = select(tables.timers.c.key)
        assert (await tx.execute(timers)).scalars().all() == [rounds.timer_key(other, 1)]
        assert await rounds.open_round(tx, CLUB) is None


async def test_moving_a_round_on_moves_no_other(
    database: Database, tea: AddedSet, clock: Clock
) -> None:
    async with database.write() as tx:
        table = Table(tx, tea, clock)
        first, _ = await table.begin(CLUB), await table.begin(OTHER)
        await rounds.move_to(tx, first, 2)
        await polls.set_poll(tx, first, 2, PollState.OPEN)
        positions = select(tables.rounds.c.position).order_by(tables.rounds.c.id)
        assert (await tx.execute(positions)).scalars().all() == [2, 1]
        opened = select(tables.round_questions.c.round_id, tables.round_questions.c.position)
        is_open = tables.round_questions.c.state == "open"
        assert (await tx.execute(opened.where(is_open))).all() == [(first, 2)]


async def test_what_a_group_was_asked_is_new_to_another(
    database: Database, tea: AddedSet, clock: Clock
) -> None:
    async with database.write() as tx:
        await add_set(
            tx, "milk", [make_question("milk-1"), make_question("milk-2", topic="history")]
        )
        await Table(tx, tea, clock).begin(CLUB, SLUGS[:1])
        seen = {
            one.question_id: one.last_seen
            for one in await drawable.candidates(tx, CLUB, EVERYTHING)
        }
        assert seen.pop(tea.questions["tea-1"]) == clock()
        assert set(seen.values()) == {None}
        others = await drawable.candidates(tx, OTHER, EVERYTHING)
        assert ({one.last_seen for one in others}, len(others)) == ({None}, 5)
        of_tea = await drawable.candidates(tx, CLUB, Scope(tea.id))
        assert {one.question_id for one in of_tea} == set(tea.questions.values())
        assert await drawable.candidates(tx, CLUB, Scope(tea.id, "history")) == []


async def test_who_was_right_is_named_in_the_order_of_their_answers(
    database: Database, tea: AddedSet, clock: Clock
) -> None:
    async with database.write() as tx:
        table = Table(tx, tea, clock)
        begun = await table.begin(CLUB)
        for position, poll in ((1, "p"), (2, "q")):
            await polls.set_poll(tx, begun, position, PollState.CLOSED, poll_id=poll)
        await table.votes(CLUB, "tea-1", "p", {3: 100, 1: 50, 2: 100, 4: 100})
        await table.votes(CLUB, "tea-2", "q", {5: 100})
        hidden = (await table.person(4)).id
        await accounts.choose_board_name(tx, hidden, BoardName.HIDDEN)
        assert await round_results.labels_of_right(tx, "p", 9) == ["P3", "P2"]
        assert await round_results.labels_of_right(tx, "p", 1) == ["P3"]


async def test_only_what_was_put_is_used_up_once_a_round_is_over(
    database: Database, tea: AddedSet, clock: Clock
) -> None:
    """A lobby that is called off, or a round stopped early, has drawn more than it asked."""
    async with database.write() as tx:
        begun = await Table(tx, tea, clock).begin(CLUB)
        await polls.set_poll(tx, begun, 1, PollState.CLOSED, poll_id="p")

        async def seen() -> set[int]:
            found = await drawable.candidates(tx, CLUB, EVERYTHING)
            return {one.question_id for one in found if one.last_seen is not None}

        assert await seen() == set(tea.questions.values()), "it may ask them still"
        of = await rounds.find(tx, begun)
        assert of is not None
        await rounds.end(tx, of, RoundState.STOPPED, clock())
        assert await seen() == {tea.questions["tea-1"]}


async def test_a_round_knows_the_sets_that_it_asks_from(
    database: Database, tea: AddedSet, clock: Clock
) -> None:
    async with database.write() as tx:
        milk = await add_set(tx, "milk", [make_question("milk-1")])
        table = Table(tx, tea, clock)
        pure = await table.begin(CLUB)
        tea.versions["milk-1"] = milk.versions["milk-1"]
        mixed = await table.begin(OTHER, ("tea-1", "milk-1"))
        assert await polls.sets_of(tx, pure) == [(tea.code, "en")]
        assert await polls.sets_of(tx, mixed) == sorted([(tea.code, "en"), (milk.code, "en")])


async def test_topics_of_two_sets_are_two_also_under_the_same_word(
    database: Database, tea: AddedSet, clock: Clock
) -> None:
    """Each of them has a turn of its own when questions are drawn."""
    async with database.write() as tx:
        more = await add_set(tx, "more", [make_question("more-leaf")])
        found = {c.question_id: c.topic for c in await drawable.candidates(tx, CLUB, EVERYTHING)}
    here, there = found[tea.questions["tea-1"]], found[more.questions["more-leaf"]]
    assert here != there
    assert {found[number] for number in tea.questions.values()} == {here}
