"""Reports, rulings, responses and files at the same moment: each finds what the other did."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC

import pytest

from bot.domain.disputes.dispute import Kind
from bot.domain.disputes.ruling import Verdict
from bot.domain.marking import Given, mark
from bot.services.disputes.reporting import FROZEN, Disputes
from bot.services.disputes.rulings import Refused, Wish, rule
from bot.services.quiz.debts import Tap
from bot.storage.database import Tx
from bot.storage.disputes import disputes, standards
from bot.storage.disputes.standards import InForce
from bot.storage.people import people
from bot.storage.quiz.new_response import NewResponse
from bot.storage.quiz.responses import record
from tests.held import one_after_the_other
from tests.services.disputes.stage import DISPUTED, GROUP, QUESTIONS, TEACHER, A, B, Stage

on_postgresql = pytest.mark.parametrize("database", ["postgresql"], indirect=True)
"""SQLite has one writer, so that nothing there can be at the same moment."""


async def test_of_three_who_report_at_once_one_freezes_the_question(stage: Stage) -> None:
    service = Disputes(stage.database, {TEACHER.telegram_id})
    responses = [(await stage.answer(n, {DISPUTED.id: B}))[0] for n in range(3)]

    async def reports(n: int) -> None:
        tap = Tap(stage.people[n].who, f"q{n}")
        await service.choose(tap, responses[n], Kind.KEY, stage.clock())

    async def second(tx: Tx) -> None:
        about = await disputes.answered(tx, responses[1])
        assert about is not None
        await service.report(tx, about, Kind.KEY, stage.clock())

    await reports(0)
    await one_after_the_other(stage.database, second, lambda: reports(2))
    assert DISPUTED.id not in await stage.asked()
    assert await stage.owed(FROZEN) == [TEACHER.telegram_id]


def response(stage: Stage, given: Given) -> NewResponse:
    """Somebody's vote in a poll of a group."""
    ids = (stage.people[0].id, stage.ids[DISPUTED.id], stage.versions[DISPUTED.id])
    return NewResponse(*ids, GROUP, given, mark(DISPUTED, given), stage.clock(), poll_id="p")


async def test_what_is_answered_while_somebody_rules_is_marked_by_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that follows from a ruling waits for what was marked before it and is not logged yet."""
    marked, goes_on, in_force = asyncio.Event(), asyncio.Event(), standards.in_force
    logging: list[asyncio.Task[object]] = []

    async def halfway(tx: Tx, versions: Collection[int]) -> Mapping[int, InForce]:
        monkeypatch.setattr(standards, "in_force", in_force)
        found = await in_force(tx, versions)
        marked.set()
        await goes_on.wait()
        return found

    async def marks(tx: Tx) -> None:
        logging.append(asyncio.create_task(record(tx, [response(stage, B)], UTC)))
        await marked.wait()

    async def logs(_: Tx) -> None:
        goes_on.set()
        await logging[0]

    async def rules() -> None:
        await stage.rule(Verdict.KEY, "b", "It says so.")
        await stage.settle()

    monkeypatch.setattr(standards, "in_force", halfway)
    await one_after_the_other(stage.database, marks, rules, logs)
    assert await stage.marks() == [(100, False)]
    await stage.totals()


@on_postgresql
async def test_what_is_answered_first_is_decided_once_while_marks_are_made_anew(
    stage: Stage,
) -> None:
    """What was void counts again, and is the first response: the one that comes now is none."""
    await stage.answer(0, {DISPUTED.id: A}, poll="before")
    await stage.rule(Verdict.VOID)
    await stage.settle()
    await stage.undo()

    async def logs(tx: Tx) -> None:
        await record(tx, [response(stage, A)], UTC)

    async def marks_anew() -> None:
        await stage.settle()

    await one_after_the_other(stage.database, logs, marks_anew)
    assert await stage.marks() == [(100, False)] * 2
    await stage.totals()


@on_postgresql
async def test_what_a_file_brings_while_somebody_rules_is_void_as_well(stage: Stage) -> None:
    (about,) = await stage.answer(0, {DISPUTED.id: B})
    service = Disputes(stage.database, ())
    await service.choose(Tap(stage.people[0].who, "q"), about, Kind.KEY, stage.clock())
    wish = Wish(stage.ids[DISPUTED.id], stage.versions[DISPUTED.id], Verdict.VOID)

    async def publishes(tx: Tx) -> None:
        await stage.publish(tx, [replace(DISPUTED, tags=("x",)), *QUESTIONS[1:]], 2)

    async def rules() -> None:
        async with stage.database.write() as tx:
            teacher = await people.recognise(tx, TEACHER, stage.clock())
            assert isinstance(await rule(tx, wish, teacher.id, stage.clock()), int)

    await one_after_the_other(stage.database, publishes, rules)
    assert stage.versions[DISPUTED.id] != wish.version_id
    assert DISPUTED.id not in await stage.asked()


async def test_of_two_who_rule_at_once_the_second_is_shown_how_it_stands(stage: Stage) -> None:
    (response,) = await stage.answer(0, {DISPUTED.id: B})
    service = Disputes(stage.database, {TEACHER.telegram_id})
    await service.choose(Tap(stage.people[0].who, "q"), response, Kind.KEY, stage.clock())

    async with stage.database.write() as tx:
        teacher = await people.recognise(tx, TEACHER, stage.clock())
    done: list[int | Refused] = []

    async def rules(tx: Tx) -> None:
        wish = Wish(stage.ids[DISPUTED.id], stage.versions[DISPUTED.id], Verdict.VOID)
        done.append(await rule(tx, wish, teacher.id, stage.clock(), strict=True))

    async def too_late() -> None:
        async with stage.database.write() as tx:
            await rules(tx)

    await one_after_the_other(stage.database, rules, too_late)
    assert isinstance(done[0], int)
    assert done[1] is Refused.OUTDATED
