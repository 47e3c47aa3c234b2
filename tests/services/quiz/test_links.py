"""Deep links: what somebody missed in a round, and one shared question."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from sqlalchemy import select, update

from bot.domain.owed import Owed
from bot.domain.people.membership import Presence
from bot.domain.people.person import Who
from bot.domain.quizzes.attempt import Attempt, AttemptState, Step
from bot.services.bank.passages import Passages
from bot.services.bank.pictures import Pictures
from bot.services.disputes.reporting import Disputes
from bot.services.quiz.answering import Answering
from bot.services.quiz.beginning import Beginning
from bot.services.quiz.debts import Tap
from bot.services.quiz.links import Link, Review, Shared, read_link
from bot.services.quiz.reading import QuizReading
from bot.services.quiz.starting import Quiz
from bot.services.rounds.lobby import RoundTap
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.groups import members
from bot.storage.people import people
from bot.storage.quiz import attempts
from bot.storage.rounds import polls
from bot.views.message import Message
from bot.views.quiz.screens import QuizScreens
from tests.conftest import Clock
from tests.services.rounds.stage import (
    ADMIN,
    ALMA,
    BORIS,
    CHEN,
    DANA,
    GROUP,
    MEMBER,
    MULTIPLE,
    Stage,
    stage_with,
    tea_questions,
)
from tests.storage.bank_rows import AddedSet, add_question, make_question


@pytest.mark.parametrize(
    ("payload", "link"),
    [
        ("miss_31", Review(31)), ("q_7", Shared(7)), ("miss_", None), ("miss_x", None),
        ("miss_-1", None), ("miss_١", None), ("q_7_1", None), ("s_TEA", None), ("", None),
        ("q_" + "9" * 40, None), ("miss_1\n", None),
    ],
)  # fmt: skip
def test_a_link_names_a_round_or_a_question(payload: str, link: Link | None) -> None:
    assert read_link(payload) == link
    if link is not None:
        assert link.payload == payload


EMIL = Who(5_000_000_009, "Emil")


@dataclass
class Private:
    """Private chats beside a group that plays rounds."""

    stage: Stage
    quiz: Quiz

    async def opens(self, who: Who, payload: str) -> list[Owed]:
        """What following the link owes them."""
        await self._forget(who)
        await self.quiz.start(who, payload, self.stage.clock())
        return [debt for debt in await self.stage.debts() if debt.chat == who.telegram_id]

    async def taps_offer(self, who: Who, link: Link, instead_of: int) -> list[Owed]:
        await self._forget(who)
        await self.quiz.links.follow(Tap(who, "query"), link, instead_of, self.stage.clock())
        return [debt for debt in await self.stage.debts() if debt.chat == who.telegram_id]

    async def _forget(self, who: Who) -> None:
        async with self.stage.database.write() as tx:
            await tx.execute(tables.owed.delete().where(tables.owed.c.chat == who.telegram_id))

    async def attempts_of(self, who: Who) -> list[Attempt]:
        async with self.stage.database.read() as tx:
            person = await people.find(tx, who.telegram_id)
            assert person is not None
            mine = tables.attempts.c.person_id == person.id
            rows = await tx.execute(select(tables.attempts).where(mine).order_by("id"))
            return [attempts.attempt_of(row) for row in rows]

    async def steps(self, attempt: Attempt) -> list[Step]:
        async with self.stage.database.read() as tx:
            return await attempts.steps(tx, attempt.id)

    async def passes(self, who: Who, attempt: Attempt) -> None:
        """I don't know, to the end."""
        database = self.stage.database
        beginning = Beginning(database, random.Random(3))
        answering = Answering(database, beginning, Disputes(database, ()))
        tap, now = Tap(who, "query"), self.stage.clock()
        for position in range(1, attempt.total + 1):
            await answering.give_up(tap, attempt.id, position, now)
            await answering.next(tap, attempt.id, position, now, source_open=False)


@pytest.fixture
async def private(database: Database, clock: Clock) -> Private:
    stage = await stage_with(database, clock, [*tea_questions(4), MULTIPLE])
    return Private(stage, Quiz(database, random.Random(3)))


async def plays(stage: Stage, answers: Sequence[dict[Who, bool]], words: str = "") -> list[int]:
    """A round in which people answer so, rightly or not; the ids of its questions, in order."""
    await stage.rounds.start(MEMBER, GROUP, f"{len(answers)} 20 {words}", stage.clock())
    asked_ids = []
    for number, given in enumerate(answers):
        asked = await stage.send_poll(f"p{number}")
        asked_ids.append(asked.question_id)
        for who, rightly in given.items():
            keys = [option.id for option in asked.question.options if option.key is rightly]
            await stage.vote(who, asked, *(keys if rightly else keys[:1]))
        await stage.fire()
    return asked_ids


def why(debts: Sequence[Owed]) -> list[object]:
    return [debt.args["why"] for debt in debts if debt.screen == "quiz.nowhere"]


def places(debts: Sequence[Owed]) -> list[tuple[str, object, object]]:
    """Screen, position and note of what stands at the bottom of the chat."""
    return [
        (debt.screen, debt.args.get("position"), debt.args.get("note"))
        for debt in debts
        if debt.fresh
    ]


async def test_a_review_asks_exactly_what_this_person_missed(private: Private) -> None:
    """Alma: right, wrong, silent, right. Boris comes with the third. Chen was never there."""
    asked = await plays(
        private.stage,
        [{ALMA: True}, {ALMA: False}, {BORIS: False}, {ALMA: True, BORIS: True}],
    )
    assert places(await private.opens(ALMA, "miss_1")) == [("quiz.step", 1, "quiz.note.review")]
    [review] = await private.attempts_of(ALMA)
    assert [step.question_id for step in await private.steps(review)] == asked[1:3]
    assert review.round_id == 1

    again = await private.opens(ALMA, "miss_1")
    assert places(again) == [("quiz.step", 1, None)], "the same attempt, at the bottom"
    assert await private.attempts_of(ALMA) == [review]

    await private.opens(BORIS, "miss_1")
    [of_boris] = await private.attempts_of(BORIS)
    assert [step.question_id for step in await private.steps(of_boris)] == [asked[2]]

    for payload in ("miss_1", "miss_7"):
        assert why(await private.opens(CHEN, payload)) == ["not_in"], "which rounds there are"
    assert await private.attempts_of(CHEN) == []


async def test_a_review_is_not_ranked_and_what_it_misses_can_be_retaken(private: Private) -> None:
    await plays(private.stage, [{ALMA: False}, {ALMA: True}])
    await private.opens(ALMA, "miss_1")
    [review] = await private.attempts_of(ALMA)
    await private.passes(ALMA, review)
    async with private.stage.database.read() as tx:
        query = select(tables.responses.c.ranked).where(tables.responses.c.attempt_id == review.id)
        assert (await tx.execute(query)).scalars().all() == [False]
    await private.quiz.retake(Tap(ALMA, "query"), review.id, 0, private.stage.clock())
    _, retake = await private.attempts_of(ALMA)
    assert (retake.open, retake.total, retake.round_id) == (True, 1, None)
    await private.passes(ALMA, retake)
    await private.opens(ALMA, "miss_1")
    assert [one.round_id for one in await private.attempts_of(ALMA)] == [1, None, 1]


async def test_another_attempt_that_is_open_is_not_lost(private: Private) -> None:
    asked = await plays(private.stage, [{ALMA: False}])
    await private.quiz.quiz(ALMA, "2", private.stage.clock())
    [waiting] = await private.attempts_of(ALMA)
    reading = QuizReading(private.stage.database, Passages(None), Pictures(None))
    screens = QuizScreens(reading).renderers()
    leads: dict[Link, str] = {Review(1): "Review the round", Shared(asked[0]): "Shared question"}
    for link, leading in leads.items():
        [offer] = await private.opens(ALMA, link.payload)
        assert (offer.screen, offer.args) == (
            "quiz.offer", {"attempt": waiting.id, "link": link.payload}
        )  # fmt: skip
        drawn = await screens["quiz.offer"](offer)
        assert isinstance(drawn, Message)
        [buttons] = drawn.keyboard
        assert [button.text for button in buttons] == ["Resume", leading]
    assert [one.state for one in await private.attempts_of(ALMA)] == [AttemptState.OPEN]

    other = await private.taps_offer(ALMA, Review(1), waiting.id + 1)
    assert [debt.args.get("word") for debt in other] == ["quiz.toast.stale"]
    toast, left, begun = await private.taps_offer(ALMA, Review(1), waiting.id)
    assert (toast.callback, left.screen, begun.screen) == ("query", "quiz.bare", "quiz.step")
    states = [one.state for one in await private.attempts_of(ALMA)]
    assert states == [AttemptState.STOPPED, AttemptState.OPEN]


async def test_where_there_is_nothing_to_review_it_says_why(private: Private) -> None:
    await private.stage.rounds.start(MEMBER, GROUP, "1 20", private.stage.clock())
    assert why(await private.opens(ALMA, "miss_1")) == ["not_over"]
    asked = await private.stage.send_poll()
    keys = [option.id for option in asked.question.options if option.key]
    await private.stage.vote(ALMA, asked, *keys)
    await private.stage.vote(BORIS, asked, "b")
    await private.stage.directing.stop(ADMIN, GROUP, private.stage.clock())
    assert why(await private.opens(ALMA, "miss_1")) == ["nothing_missed"]
    async with private.stage.database.write() as tx:
        await tx.execute(update(tables.questions).values(version_id=None))
    assert why(await private.opens(BORIS, "miss_1")) == ["all_gone"]
    assert why(await private.opens(BORIS, f"q_{asked.question_id}")) == ["gone"]
    assert why(await private.taps_offer(BORIS, Review(1), 0)) == ["all_gone"]
    assert await private.attempts_of(BORIS) == []


async def test_a_question_that_was_changed_since_is_asked_as_it_is_now(private: Private) -> None:
    [asked] = await plays(private.stage, [{ALMA: False}])
    async with private.stage.database.write() as tx:
        row = tables.questions.c.id == asked
        slug = (await tx.execute(select(tables.questions.c.slug).where(row))).scalar_one()
        tea = AddedSet(1, "tea", "TEA", {slug: asked}, {})
        await add_question(tx, tea, make_question(slug, stem="Asked anew?"))
    await private.opens(ALMA, "miss_1")
    [review] = await private.attempts_of(ALMA)
    assert [step.question.stem for step in await private.steps(review)] == ["Asked anew?"]


async def test_in_a_knock_out_what_came_after_was_not_theirs(private: Private) -> None:
    asked = await plays(
        private.stage,
        [
            {ALMA: True, BORIS: True, CHEN: False},
            {ALMA: True, BORIS: True},
            {ALMA: True, BORIS: False},
        ],
        "knockout",
    )
    await private.opens(CHEN, "miss_1")
    [review] = await private.attempts_of(CHEN)
    assert [step.question_id for step in await private.steps(review)] == asked[:1]


async def test_what_a_group_is_being_asked_is_not_told_in_private_meanwhile(
    private: Private,
) -> None:
    """Alma opened the round, Boris joined it and left the group, Chen has answered there; Dana, who
    was there, has left, and nobody has seen Emil.
    """
    stage = private.stage
    tap = RoundTap(GROUP.id, 1, "q")
    await stage.rounds.open_lobby(MEMBER, GROUP, "2 20", stage.clock())
    await stage.lobby.join(BORIS, tap, stage.clock())
    await stage.lobby.start_now(MEMBER, tap, stage.clock())
    first = await stage.send_poll("p0")
    payload = f"q_{first.question_id}"
    await stage.vote(CHEN, first, first.option_order[0])
    async with stage.database.write() as tx:
        gone = [(await people.recognise(tx, who, stage.clock())).id for who in (BORIS, DANA)]
        await members.note(tx, GROUP.id, gone, Presence.LEFT, stage.clock())
        coming = await polls.asked(tx, 1, 2)
    assert coming is not None
    for who in (ALMA, BORIS, CHEN):
        assert why(await private.opens(who, payload)) == ["asked_now"]
        assert await private.attempts_of(who) == []
    for who in (DANA, EMIL):
        assert places(await private.opens(who, payload)) == [("quiz.step", 1, None)]
    later = f"q_{coming.question_id}"
    assert places(await private.opens(CHEN, later)) == [("quiz.step", 1, None)], "not its turn yet"
    await private.passes(CHEN, (await private.attempts_of(CHEN))[0])
    await stage.fire()
    for who in (ALMA, BORIS, CHEN):
        assert places(await private.opens(who, payload)) == [("quiz.step", 1, None)]


async def test_a_shared_question_is_asked_once_and_alone(private: Private) -> None:
    asked = await plays(private.stage, [{ALMA: True}])
    for _ in range(2):
        [*_, step] = await private.opens(BORIS, f"q_{asked[0]}")
        assert (step.screen, step.args["position"]) == ("quiz.step", 1)
    [attempt] = await private.attempts_of(BORIS)
    assert [step.question_id for step in await private.steps(attempt)] == asked
    await private.passes(BORIS, attempt)
    await private.opens(BORIS, f"q_{asked[0]}")
    assert [one.state for one in await private.attempts_of(BORIS)] == [
        AttemptState.FINISHED, AttemptState.OPEN
    ]  # fmt: skip
