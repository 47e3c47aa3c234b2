"""Rulings on what groups were asked: tables, results, Why? and what is still to come."""

import pytest

from bot.domain.disputes.dispute import Kind
from bot.domain.disputes.ruling import Verdict
from bot.domain.rounds.round import Scene
from bot.services.bank.passages import Passages
from bot.services.disputes import rescoring
from bot.services.disputes.reporting import Disputes
from bot.services.disputes.rescoring import Left, Rescoring
from bot.services.disputes.rulings import Wish, rule
from bot.services.quiz.debts import Tap
from bot.services.rounds.why import WhyReading
from bot.storage.boards import proving
from bot.storage.database import Database
from bot.storage.delivery.debts import show
from bot.storage.disputes import disputes
from bot.storage.people import people
from bot.storage.rounds import polls, rounds
from bot.views.rounds.tables import result
from bot.views.rounds.why import why
from bot.views.words import words
from tests.conftest import Clock
from tests.delivery.conftest import one_database
from tests.services.rounds.stage import (
    ALMA,
    BORIS,
    CHEN,
    DANA,
    GROUP,
    MEMBER,
    Stage,
    stage_with,
    tea_questions,
)


@pytest.fixture
async def stage(database: Database, clock: Clock) -> Stage:
    return await stage_with(database, clock)


async def ruled(stage: Stage, version_id: int, question_id: int, verdict: Verdict) -> None:
    """Rule, and let all that follows be done."""
    async with stage.database.write() as tx:
        teacher = await people.recognise(tx, CHEN, stage.clock())
        wish = Wish(question_id, version_id, verdict, "b", "It says so.")
        assert isinstance(await rule(tx, wish, teacher.id, stage.clock()), int)
    following = Rescoring(stage.database)
    while await following.step(stage.clock()) is Left.MORE:
        pass
    async with stage.database.read() as tx:
        assert await proving.differences(tx) == []


async def test_a_result_that_stands_in_its_chat_is_drawn_again_with_the_new_marks(
    stage: Stage,
) -> None:
    await stage.rounds.start(MEMBER, GROUP, "1 20", stage.clock())
    asked = await stage.send_poll()
    await stage.vote(ALMA, asked, "a")
    await stage.vote(BORIS, asked, "b")
    await stage.fire()
    (result,) = await stage.pay("round_result")
    before = await stage.reading.scene(asked.round.id)
    async with stage.database.write() as tx:
        await show(tx, GROUP.id, str(result.place), 77, stage.clock())
    await ruled(stage, asked.version_id, asked.question_id, Verdict.KEY)
    assert [debt.place for debt in await stage.debts("round_result")] == [result.place]
    after = await stage.reading.scene(asked.round.id)
    assert before is not None and after is not None
    assert [line.label for line in before.lines] == [line.label for line in after.lines][::-1]
    assert after.outcome is not None and after.outcome.right == 1


@one_database
async def test_of_many_results_a_step_draws_some_and_none_is_left_out(
    database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rescoring, "ROUNDS", 1)
    stage, places = await stage_with(database, clock, tea_questions(1)), []
    for n in range(3):
        await stage.rounds.start(MEMBER, GROUP, "1 20", clock())
        asked = await stage.send_poll(f"p{n}")
        await stage.vote(ALMA, asked, "a")
        await stage.fire()
        (result,) = await stage.pay("round_result")
        places.append(result.place)
        async with database.write() as tx:
            await show(tx, GROUP.id, str(result.place), 77 + n, clock())
    await ruled(stage, asked.version_id, asked.question_id, Verdict.KEY)
    drawn = []
    while due := await stage.pay("round_result"):
        drawn.append([debt.place for debt in due])
        while await Rescoring(database).step(clock()) is Left.MORE:
            pass
    assert drawn == [[place] for place in reversed(places)]


async def rekeyed(stage: Stage, wish: str) -> tuple[Scene, Scene]:
    """The table after a question, and after a ruling that "b" was its key. Alma and Dana said "a",
    Boris "b" ten seconds later.
    """
    await stage.rounds.start(MEMBER, GROUP, wish, stage.clock())
    asked = await stage.send_poll()
    await stage.vote(ALMA, asked, "a")
    await stage.vote(DANA, asked, "a")
    stage.clock.advance(10)
    await stage.vote(BORIS, asked, "b")
    await stage.fire()
    before = await stage.reading.scene(asked.round.id)
    await ruled(stage, asked.version_id, asked.question_id, Verdict.KEY)
    after = await stage.reading.scene(asked.round.id)
    assert before is not None and after is not None
    return before, after


async def test_in_a_knock_out_others_have_fallen_by_a_ruling(stage: Stage) -> None:
    before, after = await rekeyed(stage, "3 20 knockout")
    assert {one.label: one.out for one in before.lines} == {"Alma": None, "Dana": None, "Boris": 1}
    assert {one.label: one.out for one in after.lines} == {"Alma": 1, "Dana": 1, "Boris": None}
    assert (before.fell, after.fell) == (1, 2)


async def test_teams_stand_as_the_log_is_marked_by_a_ruling(stage: Stage) -> None:
    before, after = await rekeyed(stage, "1 20 teams")
    # Alma and Boris are in the first team, Dana is in the other.
    assert [(one.rank, one.team, one.score) for one in before.teams] == [(1, 1, 100), (2, 0, 50)]
    assert [(one.rank, one.team, one.score) for one in after.teams] == [(1, 0, 50), (2, 1, 0)]


async def test_a_mark_by_a_ruling_is_worth_what_its_time_leaves_in_a_speed_round(
    stage: Stage,
) -> None:
    before, after = await rekeyed(stage, "1 20 speed")
    scores = [
        {line.label: line.standing.total.score for line in one.lines} for one in (before, after)
    ]
    assert scores[0] == {"Alma": 100, "Dana": 100, "Boris": 0}
    assert scores[1] == {"Alma": 0, "Dana": 0, "Boris": 75}  # half of the time takes a quarter


async def test_a_result_of_days_ago_stays_as_it_was_posted(stage: Stage) -> None:
    await stage.rounds.start(MEMBER, GROUP, "1 20", stage.clock())
    asked = await stage.send_poll()
    await stage.vote(ALMA, asked, "b")
    await stage.fire()
    (result,) = await stage.pay("round_result")
    async with stage.database.write() as tx:
        await show(tx, GROUP.id, str(result.place), 77, stage.clock())
    stage.clock.advance(3 * 86_400)
    await ruled(stage, asked.version_id, asked.question_id, Verdict.VOID)
    assert await stage.debts("round_result") == []


async def test_why_lets_report_who_answered_and_says_what_is_void(stage: Stage) -> None:
    await stage.rounds.start(MEMBER, GROUP, "1 20", stage.clock())
    asked = await stage.send_poll()
    await stage.vote(ALMA, asked, "b")
    await stage.fire()
    reading = WhyReading(stage.database, Passages(None))
    mine = await reading.why(ALMA.telegram_id, asked.round.id, 1)
    others = await reading.why(99, asked.round.id, 1)
    assert mine is not None and mine.step.response_id is not None and not mine.step.void
    assert others is not None and others.step.response_id is None
    service = Disputes(stage.database, ())
    await service.choose(Tap(ALMA, "q"), mine.step.response_id, Kind.KEY, stage.clock())
    async with stage.database.read() as tx:
        assert await disputes.disputed(tx) == [asked.question_id]
    await ruled(stage, asked.version_id, asked.question_id, Verdict.VOID)
    scene = await stage.reading.scene(asked.round.id)
    assert scene is not None and scene.outcome is not None and scene.outcome.void
    assert words("en")("quiz.feedback.void") in result(scene, words("en"), "bot").html
    void = await reading.why(ALMA.telegram_id, asked.round.id, 1)
    assert void is not None and void.step.void


async def test_why_says_that_an_answer_counts_as_well_by_a_ruling(stage: Stage) -> None:
    await stage.rounds.start(MEMBER, GROUP, "1 20", stage.clock())
    asked = await stage.send_poll()
    await stage.vote(ALMA, asked, "b")
    await stage.fire()
    await ruled(stage, asked.version_id, asked.question_id, Verdict.BOTH)
    reading, say = WhyReading(stage.database, Passages(None)), words("en")
    mine = await reading.why(ALMA.telegram_id, asked.round.id, 1)
    others = await reading.why(99, asked.round.id, 1)
    assert mine is not None and others is not None
    assert say("quiz.feedback.also_counts") in why(mine, say).html
    assert say("quiz.feedback.also_counts") not in why(others, say).html


async def test_what_is_frozen_is_not_polled_though_it_was_drawn(stage: Stage) -> None:
    await stage.rounds.start(MEMBER, GROUP, "3 20", stage.clock())
    first = await stage.send_poll()
    async with stage.database.write() as tx:
        drawn = [await polls.asked(tx, first.round.id, position) for position in (1, 2, 3)]
        upcoming = [one.version_id for one in drawn if one is not None]
        await disputes.freeze(tx, upcoming[:2], stage.clock())
    assert await Rescoring(stage.database).step(stage.clock()) is Left.MORE
    async with stage.database.read() as tx:
        of = await rounds.find(tx, first.round.id)
    assert of is not None and (of.position, of.total) == (1, 2)
    await stage.fire()
    second = await stage.send_poll("p2")
    assert (second.position, second.version_id) == (2, upcoming[2])
    await stage.fire()
    assert await stage.debts("poll") == []
    assert len(await stage.debts("round_result")) == 1
