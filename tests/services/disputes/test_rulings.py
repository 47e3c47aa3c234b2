"""Disputes and rulings on both databases: what is frozen, what is marked anew, who is told."""

from dataclasses import replace
from datetime import UTC

import pytest
from sqlalchemy import select

from bot.delivery.housekeeping import PLACES_KEPT
from bot.domain.boards.board import EVERYONE
from bot.domain.disputes.dispute import Kind
from bot.domain.disputes.ruling import Verdict
from bot.domain.marking import Given, mark
from bot.domain.quizzes.attempt import AttemptKind, AttemptState, Scope
from bot.services.disputes.queue import OUTCOME
from bot.services.disputes.reading import DisputeReading
from bot.services.disputes.reporting import FROZEN, Disputes
from bot.services.disputes.rescoring import Left, Rescoring
from bot.services.disputes.rulings import Refused, may_rule
from bot.services.quiz.debts import Tap
from bot.storage import tables
from bot.storage.bank import bank, questions
from bot.storage.delivery import debts
from bot.storage.disputes import disputes, rescoring
from bot.storage.disputes.rulings import SetOf
from bot.storage.people import accounts, people
from bot.storage.quiz import attempts, progress
from bot.storage.quiz.new_response import NewResponse
from bot.storage.quiz.responses import record
from tests.delivery.conftest import one_database
from tests.services.disputes.stage import DISPUTED, QUESTIONS, TEACHER, A, B, C, Stage


async def played(stage: Stage) -> None:
    """Each of four answers in private, twice with a day between, and in a group."""
    for day in range(2):
        for n in range(4):
            given = (A, B, C, Given())[(n + day) % 4]
            await stage.answer(n, {DISPUTED.id: given, QUESTIONS[1].id: A})
            await stage.answer(n, {DISPUTED.id: given}, poll=f"day{day}")
        stage.clock.advance(86_400)


VERDICTS = [(Verdict.KEY, "b", "It says so."), (Verdict.BOTH, "b", ""), (Verdict.VOID, "", "")]


@pytest.mark.parametrize(("verdict", "choice", "words"), VERDICTS)
async def test_every_response_is_marked_anew_and_taking_it_back_restores_all(
    stage: Stage, verdict: Verdict, choice: str, words: str
) -> None:
    await played(stage)
    marks, totals = await stage.marks(), await stage.totals()
    assert isinstance(await stage.rule(verdict, choice, words), int)
    await stage.settle()
    right = {Verdict.KEY: [B], Verdict.BOTH: [A, B], Verdict.VOID: []}[verdict]
    void = verdict is Verdict.VOID
    log = tables.responses
    async with stage.database.read() as tx:
        mine = log.c.question_id == stage.ids[DISPUTED.id]
        found = (await tx.execute(select(log.c.given, log.c.mark, log.c.void).where(mine))).all()
    keys = [sorted(one.options) for one in right]
    assert [(row.mark == 100, row.void) for row in found] == [
        (row.given["options"] in keys, void) for row in found
    ]
    assert await stage.totals() != totals
    assert isinstance(await stage.undo(), int)
    await stage.settle()
    assert await stage.marks() == marks
    assert await stage.totals() == totals


async def test_what_is_told_of_a_ruling_stays_what_it_was(stage: Stage) -> None:
    """Also drawn late, when another ruling has come after it."""
    reading = DisputeReading(stage.database, ())

    async def told(ruling: int | Refused) -> str:
        assert isinstance(ruling, int)
        screen = await reading.outcome_screen(stage.people[0].who.telegram_id, ruling)
        assert screen is not None
        return "".join(screen.step.question.keys)

    made = [await stage.rule(Verdict.REJECTED, words="It says so.")]
    made.append(await stage.rule(Verdict.KEY, "b", "It says so."))
    assert [await told(one) for one in made] == ["a", "b"]
    made.append(await stage.undo())
    assert [await told(one) for one in made] == ["a", "b", "a"]


async def test_the_new_words_are_told_beside_those_that_were_answered(stage: Stage) -> None:
    ruling = await stage.rule(Verdict.WORDING, words="Which leaf is it?")
    assert isinstance(ruling, int)
    reading = DisputeReading(stage.database, ())
    told = await reading.outcome_screen(stage.people[0].who.telegram_id, ruling)
    assert told is not None and told.reworded is not None
    assert told.step.question.stem == DISPUTED.stem
    assert told.reworded.question.stem == "Which leaf is it?"


async def test_a_void_question_is_no_part_of_anybodys_score(stage: Stage) -> None:
    await stage.answer(0, {DISPUTED.id: A, QUESTIONS[1].id: A})
    await stage.answer(1, {DISPUTED.id: A})
    assert isinstance(await stage.rule(Verdict.VOID), int)
    assert await stage.asked() == {QUESTIONS[1].id, QUESTIONS[2].id}
    await stage.settle()
    async with stage.database.read() as tx:
        tally = await progress.tally(tx, stage.people[0].id)
        [past] = await progress.recent(tx, stage.people[0].id, 5)
    assert (tally.responses, tally.score) == (1, 100)
    assert (past.score, past.answered, past.total) == (100, 1, 1)
    assert {row[1] for row in await stage.totals()} == {stage.people[0].id}


async def test_what_is_answered_after_the_ruling_is_marked_by_it(stage: Stage) -> None:
    await stage.answer(0, {DISPUTED.id: B})
    await stage.rule(Verdict.KEY, "b", "It says so.")
    await stage.answer(1, {DISPUTED.id: B}, seen=DISPUTED)  # marked as the ruling was made
    assert await stage.marks() == [(0, False), (100, False)]
    await stage.settle()
    assert await stage.marks() == [(100, False), (100, False)]
    await stage.totals()


async def test_taking_a_ruling_back_is_for_what_was_answered_since_as_well(stage: Stage) -> None:
    await stage.rule(Verdict.KEY, "b", "It says so.")
    ruled_on = stage.versions[DISPUTED.id]
    async with stage.database.write() as tx:
        await stage.publish(tx, QUESTIONS)  # reads what is served
    assert stage.versions[DISPUTED.id] != ruled_on
    async with stage.database.read() as tx:
        served = await questions.load(tx, [stage.versions[DISPUTED.id]])
    (made,) = served.values()
    assert mark(made, B).right
    await stage.answer(0, {DISPUTED.id: A})
    await stage.undo()
    await stage.settle()
    assert await stage.marks() == [(100, False)]
    await stage.totals()


async def test_a_death_in_the_midst_of_marking_loses_and_doubles_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await played(stage)
    monkeypatch.setattr(rescoring, "PEOPLE_AT_A_TIME", 1)
    monkeypatch.setattr(rescoring.rescore_some, "__defaults__", (1,))
    await stage.rule(Verdict.KEY, "b", "It says so.")
    following = Rescoring(stage.database)
    assert await following.step(stage.clock()) is Left.MORE
    assert 0 < len([one for one in await stage.marks() if one[0]]) < 16

    class Death(Exception):
        pass

    def dies(*_: object) -> None:
        raise Death

    with monkeypatch.context() as dying:
        dying.setattr(rescoring, "insert", dies)  # the totals are written by then
        with pytest.raises(Death):
            await following.step(stage.clock())
    await stage.totals()
    await stage.settle()
    await stage.settle()
    log, audit = tables.responses, tables.rescorings
    async with stage.database.read() as tx:
        changed = (
            await tx.execute(select(audit.c.response_id, audit.c.old_mark, audit.c.new_mark))
        ).all()
        rows = {row.id: row for row in await tx.execute(select(log))}
    assert len(changed) == len({row.response_id for row in changed}) == 8
    assert all(rows[one].mark == new and old != new for one, old, new in changed)
    await stage.totals()


@one_database
async def test_whoever_is_behind_those_reached_is_marked_anew_all_the_same(stage: Stage) -> None:
    await stage.answer(0, {DISPUTED.id: B})
    ruling = await stage.rule(Verdict.KEY, "b", "It says so.")
    assert isinstance(ruling, int)
    async with stage.database.write() as tx:
        await rescoring.reach(tx, ruling, stage.people[-1].id)
    await stage.settle()
    assert await stage.marks() == [(100, False)]


async def test_three_different_learners_freeze_a_question_until_a_ruling(stage: Stage) -> None:
    service = Disputes(stage.database, {TEACHER.telegram_id})
    for n in (0, 1, 1, 2):
        (response,) = await stage.answer(n, {DISPUTED.id: B})
        tap = Tap(stage.people[n].who, f"q{n}")
        await service.choose(tap, response, Kind.KEY, stage.clock())
        await service.choose(tap, response, Kind.KEY, stage.clock())
        frozen = n == 2
        assert (DISPUTED.id in await stage.asked()) is not frozen
    assert await stage.owed(FROZEN) == [TEACHER.telegram_id]
    (response,) = await stage.answer(3, {DISPUTED.id: A})
    await service.choose(Tap(stage.people[3].who, "q3"), response, Kind.TYPO, stage.clock())
    assert await stage.owed(FROZEN) == [TEACHER.telegram_id]
    await stage.rule(Verdict.REJECTED, "", "The book says green.")
    assert DISPUTED.id in await stage.asked()
    await stage.settle()
    assert await stage.owed(OUTCOME) == [person.who.telegram_id for person in stage.people]
    async with stage.database.read() as tx:
        assert await disputes.disputed(tx) == []


async def test_who_is_forgotten_and_comes_back_is_no_second_learner(stage: Stage) -> None:
    service, who = Disputes(stage.database, {TEACHER.telegram_id}), stage.people[0].who
    for _ in range(3):
        (response,) = await stage.answer(0, {DISPUTED.id: B})
        await service.choose(Tap(who, "q"), response, Kind.KEY, stage.clock())
        async with stage.database.write() as tx:
            await accounts.forget(tx, who.telegram_id, stage.people[0].id, stage.clock())
            stage.people[0] = await people.recognise(tx, who, stage.clock())
    assert DISPUTED.id in await stage.asked()
    reading = DisputeReading(stage.database, {TEACHER.telegram_id})
    entry = (await reading.queue_screen(TEACHER.telegram_id, 0)).entry
    assert entry is not None
    assert (entry.reporters, entry.kinds) == (0, {Kind.KEY: 3})


async def test_one_learner_with_three_kinds_freezes_nothing(stage: Stage) -> None:
    service = Disputes(stage.database, {TEACHER.telegram_id})
    (response,) = await stage.answer(0, {DISPUTED.id: B})
    for kind in (Kind.KEY, Kind.UNCLEAR, Kind.TYPO):
        await service.choose(Tap(stage.people[0].who, kind), response, kind, stage.clock())
    async with stage.database.read() as tx:
        assert len(await disputes.of_response(tx, response)) == 3
    assert DISPUTED.id in await stage.asked()
    assert await stage.owed(FROZEN) == []


async def test_reports_that_were_answered_count_no_more_towards_three(stage: Stage) -> None:
    await frozen_by_three(stage, Verdict.REJECTED, "", "The book says green.")
    (response,) = await stage.answer(3, {DISPUTED.id: B})
    service = Disputes(stage.database, {TEACHER.telegram_id})
    await service.choose(Tap(stage.people[3].who, "q"), response, Kind.KEY, stage.clock())
    async with stage.database.read() as tx:
        assert await disputes.disputed(tx) == [stage.ids[DISPUTED.id]]
    assert DISPUTED.id in await stage.asked()


async def frozen_by_three(stage: Stage, verdict: Verdict, choice: str, words: str) -> None:
    """Three say that the key is wrong, and a ruling follows."""
    service = Disputes(stage.database, {TEACHER.telegram_id})
    for n in range(3):
        (response,) = await stage.answer(n, {DISPUTED.id: B})
        await service.choose(Tap(stage.people[n].who, f"q{n}"), response, Kind.KEY, stage.clock())
    assert isinstance(await stage.rule(verdict, choice, words), int)


@pytest.mark.parametrize(("verdict", "choice", "words"), VERDICTS)
async def test_a_ruling_taken_back_leaves_the_question_disputed_and_frozen(
    stage: Stage, verdict: Verdict, choice: str, words: str
) -> None:
    await frozen_by_three(stage, verdict, choice, words)
    await stage.settle()
    assert isinstance(await stage.undo(), int)
    await stage.settle()
    async with stage.database.read() as tx:
        assert await disputes.disputed(tx) == [stage.ids[DISPUTED.id]]
    assert DISPUTED.id not in await stage.asked()
    async with stage.database.read() as tx:
        disputed = await disputes.newest_disputed(tx, stage.ids[DISPUTED.id])
    assert disputed == stage.versions[DISPUTED.id]
    assert isinstance(await stage.rule(Verdict.REJECTED, "", "It is right."), int)
    assert DISPUTED.id in await stage.asked()


async def test_a_rejection_can_be_taken_back_which_its_reporters_hear(stage: Stage) -> None:
    await frozen_by_three(stage, Verdict.REJECTED, "", "The book says green.")
    await stage.settle()
    async with stage.database.write() as tx:
        await tx.execute(tables.owed.delete())
    stage.clock.advance(60)
    (response,) = await stage.answer(3, {DISPUTED.id: B})
    service = Disputes(stage.database, {TEACHER.telegram_id})
    await service.choose(Tap(stage.people[3].who, "q"), response, Kind.TYPO, stage.clock())
    undone = await stage.undo()
    assert isinstance(undone, int)
    await stage.settle()
    told = [person.who.telegram_id for person in stage.people[:3]]  # the fourth waits as before
    assert await stage.owed(OUTCOME) == told
    screen = await DisputeReading(stage.database, ()).outcome_screen(told[0], undone)
    assert screen is not None
    assert screen.reported
    async with stage.database.read() as tx:
        assert await disputes.disputed(tx) == [stage.ids[DISPUTED.id]]
    assert DISPUTED.id not in await stage.asked()
    assert await stage.marks() == [(0, False)] * 4
    assert await stage.undo() is Refused.OUTDATED


async def test_a_frozen_question_leaves_open_quizzes_where_nobody_has_seen_it(
    stage: Stage,
) -> None:
    now, order = stage.clock(), [QUESTIONS[1].id, DISPUTED.id, QUESTIONS[2].id]
    async with stage.database.write() as tx:
        frozen = [attempts.Frozen(stage.versions[one], ()) for one in order]
        begun = [
            await attempts.begin(
                tx,
                stage.people[n].id,
                frozen[: 3 - n],
                kind=AttemptKind.QUIZ,
                scope=Scope(),
                now=now,
            )
            for n in range(2)
        ]
        who, one = stage.people[1].id, QUESTIONS[1].id
        ids = (who, stage.ids[one], stage.versions[one])
        await record(
            tx, [NewResponse(*ids, EVERYONE, A, mark(QUESTIONS[1], A), now, begun[1], 1)], UTC
        )
        on_screen = await attempts.begin(
            tx, stage.people[2].id, frozen[1:], kind=AttemptKind.QUIZ, scope=Scope(), now=now
        )
        await disputes.freeze(tx, [stage.versions[DISPUTED.id]], now)
    await stage.settle()
    async with stage.database.read() as tx:
        left = [[step.question.id for step in await attempts.steps(tx, n)] for n in begun]
        seen = [step.question.id for step in await attempts.steps(tx, on_screen)]
        ended = await attempts.find(tx, begun[1])
    assert left == [[QUESTIONS[1].id, QUESTIONS[2].id], [QUESTIONS[1].id]]
    assert seen == [DISPUTED.id, QUESTIONS[2].id]
    assert ended is not None and ended.state is AttemptState.FINISHED


async def test_a_ruling_survives_the_file_that_has_not_heard_of_it(stage: Stage) -> None:
    await stage.rule(Verdict.KEY, "b", "It says so.")
    elsewhere = replace(DISPUTED, difficulty=QUESTIONS[1].difficulty, tags=("green",))
    async with stage.database.write() as tx:
        await stage.publish(tx, QUESTIONS)
        served = (await questions.load(tx, [stage.versions[DISPUTED.id]]))[
            stage.versions[DISPUTED.id]
        ]
        assert (served.keys, served.rationale) == (frozenset("b"), "It says so.")
        await stage.publish(tx, [elsewhere, *QUESTIONS[1:]], 2)
        served = (await questions.load(tx, [stage.versions[DISPUTED.id]]))[
            stage.versions[DISPUTED.id]
        ]
        assert (served.keys, served.tags) == (frozenset("b"), ("green",))
        mended = replace(DISPUTED, stem="Which tea is black?")
        await stage.publish(tx, [mended, *QUESTIONS[1:]], 3)
        served = (await questions.load(tx, [stage.versions[DISPUTED.id]]))[
            stage.versions[DISPUTED.id]
        ]
        assert served == mended


async def test_a_void_question_stays_void_when_its_file_comes_again(stage: Stage) -> None:
    await stage.rule(Verdict.VOID)
    async with stage.database.write() as tx:
        await stage.publish(tx, [replace(DISPUTED, tags=("x",)), *QUESTIONS[1:]], 2)
    assert DISPUTED.id not in await stage.asked()
    async with stage.database.read() as tx:
        held = await bank.load_set(tx, "tea")
    assert held is not None
    assert [q.state.value for q in held.questions] == ["retired", "approved", "approved"]


@one_database
async def test_what_is_frozen_stays_frozen_when_its_file_comes_again(stage: Stage) -> None:
    async with stage.database.write() as tx:
        await disputes.freeze(tx, [stage.versions[DISPUTED.id]], stage.clock())
        await stage.publish(tx, [replace(DISPUTED, tags=("x",)), *QUESTIONS[1:]], 2)
    assert DISPUTED.id not in await stage.asked()


async def test_a_question_is_asked_no_more_when_too_few_options_are_left(stage: Stage) -> None:
    """Also when its file comes again; taking the ruling back has it asked as before."""
    reading = DisputeReading(stage.database, {TEACHER.telegram_id})
    await stage.answer(0, {DISPUTED.id: C})
    ruling = await stage.rule(Verdict.BOTH, "c")
    assert isinstance(ruling, int)
    await stage.settle()
    assert await stage.marks() == [(100, False)]
    async with stage.database.write() as tx:
        await stage.publish(tx, QUESTIONS)
        held = await bank.load_set(tx, "tea")
    assert DISPUTED.id not in await stage.asked()
    assert held is not None
    kept = next(one for one in held.questions if one.id == DISPUTED.id)
    assert (kept.state.value, len(kept.options)) == ("retired", 3)
    entry = (await reading.queue_screen(TEACHER.telegram_id, stage.ids[DISPUTED.id])).entry
    told = await reading.outcome_screen(stage.people[0].who.telegram_id, ruling)
    assert entry is not None and told is not None
    assert entry.step.also == frozenset("c")
    assert [one.given for one in entry.as_well] == [one.given for one in told.as_well] == [C]
    assert isinstance(await stage.undo(), int)
    await stage.settle()
    assert DISPUTED.id in await stage.asked()
    assert await stage.marks() == [(0, False)]


async def test_those_whose_mark_changed_are_told_once_if_they_talk_with_the_bot(
    stage: Stage,
) -> None:
    await stage.answer(0, {DISPUTED.id: A})
    await stage.answer(1, {DISPUTED.id: C})
    await stage.answer(2, {DISPUTED.id: A}, poll="p")
    await stage.answer(3, {DISPUTED.id: A}, poll="p")
    async with stage.database.write() as tx:  # has started the bot, and answers in a group alone
        await debts.show(tx, stage.people[3].who.telegram_id, "quiz.welcome", 7, stage.clock())
    await stage.rule(Verdict.KEY, "b", "It says so.")
    await stage.settle()
    await stage.settle()
    assert await stage.owed(OUTCOME) == [stage.people[n].who.telegram_id for n in (0, 3)]


async def test_who_started_the_bot_long_ago_is_told_unless_they_are_forgotten(
    stage: Stage,
) -> None:
    """Though they did nothing else in private, and what they were shown there is forgotten."""
    for n in range(3):
        await stage.answer(n, {DISPUTED.id: A}, poll="p")
    async with stage.database.write() as tx:
        for n in (0, 1):
            chat = stage.people[n].who.telegram_id
            await debts.show(tx, chat, "quiz.welcome", 7, stage.clock())
    stage.clock.advance(PLACES_KEPT.total_seconds() + 1)
    async with stage.database.write() as tx:
        now = stage.clock()
        await debts.prune(tx, shown_before=now - PLACES_KEPT, kept_before=now)
        assert (await tx.execute(select(tables.shown))).all() == []
        await accounts.forget(tx, stage.people[1].who.telegram_id, stage.people[1].id, now)
        stage.people[1] = await people.recognise(tx, stage.people[1].who, now)
    await stage.answer(1, {DISPUTED.id: A}, poll="q")
    await stage.rule(Verdict.KEY, "b", "It says so.")
    await stage.settle()
    assert await stage.owed(OUTCOME) == [stage.people[0].who.telegram_id]


async def test_more_people_are_told_once_those_before_have_their_message(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.disputes.rescoring.TOLD_AT_ONCE", 2)
    await frozen_by_three(stage, Verdict.REJECTED, "", "The book says green.")
    step = Rescoring(stage.database).step
    learners = [person.who.telegram_id for person in stage.people[:3]]
    done = [await step(stage.clock()) for _ in range(2)]
    assert done == [Left.MORE, Left.LATER]
    assert await stage.owed(OUTCOME) == learners[:2]
    async with stage.database.write() as tx:
        await tx.execute(tables.owed.delete())
    assert await step(stage.clock()) is Left.MORE
    assert await stage.owed(OUTCOME) == learners[2:]


@pytest.mark.parametrize(
    ("owner", "who", "verdict", "may"),
    [
        (None, 1, Verdict.KEY, True),
        (1, 1, Verdict.KEY, True),
        (2, 1, Verdict.KEY, False),
        (2, 1, Verdict.VOID, True),
        (3, 3, Verdict.VOID, False),
    ],
)
def test_an_instructors_set_is_its_owners_but_for_what_is_void(
    owner: int | None, who: int, verdict: Verdict, may: bool
) -> None:
    of = SetOf("tea", "Tea", "en", owner, shipped=owner is None)
    assert may_rule(of, verdict, who, {1, 2}) is may


async def test_a_ruling_on_what_has_changed_meanwhile_is_refused(stage: Stage) -> None:
    assert await stage.rule(Verdict.REJECTED, "", "") is Refused.REASON
    assert await stage.rule(Verdict.KEY, "a", "Why.") is Refused.UNFIT
    earlier = await stage.rule(Verdict.REJECTED, "", "The book says green.")
    await stage.rule(Verdict.KEY, "b", "It says so.")
    assert await stage.undo(earlier) is Refused.OUTDATED
    assert await stage.rule(Verdict.KEY, "c", "It says so.") is Refused.OUTDATED
