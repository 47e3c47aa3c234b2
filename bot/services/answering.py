"""Answering: taps, typed values, the next question, the source, the end of an attempt."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain.attempt import Attempt, AttemptKind, AttemptState, Step
from bot.domain.board import EVERYONE
from bot.domain.errors import NotANumber, YearCutShort
from bot.domain.marking import Given, Mark, mark, read_value
from bot.domain.owed import Owed
from bot.domain.person import Person, Who
from bot.domain.question import QuestionType
from bot.services.quiz_debts import (
    Tap,
    bare,
    copy_place,
    edited_step,
    end,
    end_place,
    kept,
    new_step,
    screen,
    step_place,
    toast,
)
from bot.services.resuming import asked_again
from bot.storage import attempts, people
from bot.storage.database import Database, Tx
from bot.storage.debts import follow, show
from bot.storage.owing import owe
from bot.storage.responses import NewResponse, record

JUST_ASKED = timedelta(seconds=10)
"""A question asked this short a time ago is in sight: a stray tap does not send it again."""


@dataclass(frozen=True, slots=True)
class Place:
    """A step that a button names, and the attempt and person it belongs to."""

    person: Person
    attempt: Attempt
    step: Step

    @property
    def at(self) -> str:
        """The place of this step's message."""
        return step_place(self.attempt.id, self.step.position)

    @property
    def current(self) -> bool:
        """Whether this is the question that the open attempt is at."""
        return self.attempt.open and self.attempt.position == self.step.position


Act = Callable[[Tx, Place, Tap, datetime], Awaitable[list[Owed]]]


class Answering:
    """Use cases of a learner in the midst of an attempt. Each tap gets exactly one toast, first."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def choose(
        self, tap: Tap, attempt_id: int, position: int, shown: int, now: datetime
    ) -> None:
        """A tap on the option shown at place ``shown`` (from 0): grades, or toggles one of many."""

        async def act(tx: Tx, place: Place, tap: Tap, now: datetime) -> list[Owed]:
            if not 0 <= shown < len(place.step.order):
                return [toast(tap, now, "quiz.toast.unclear")]
            option = place.step.order[shown]
            if place.step.question.type is not QuestionType.MULTIPLE:
                return await _graded(tx, place, Given(frozenset({option})), tap, now)
            selected = place.step.selected ^ {option}
            await attempts.select_options(tx, attempt_id, position, selected)
            return [toast(tap, now), edited_step(tap.chat, attempt_id, position)]

        await self._at_question(tap, attempt_id, position, now, act)

    async def submit(self, tap: Tap, attempt_id: int, position: int, now: datetime) -> None:
        """Submit the options toggled on, at least one."""

        async def act(tx: Tx, place: Place, tap: Tap, now: datetime) -> list[Owed]:
            if not place.step.selected:
                return [toast(tap, now, "quiz.toast.choose_first")]
            return await _graded(tx, place, Given(place.step.selected), tap, now)

        await self._at_question(tap, attempt_id, position, now, act)

    async def give_up(self, tap: Tap, attempt_id: int, position: int, now: datetime) -> None:
        """I don't know: marked 0, and the key is shown."""

        async def act(tx: Tx, place: Place, tap: Tap, now: datetime) -> list[Owed]:
            return await _graded(tx, place, Given(), tap, now)

        await self._at_question(tap, attempt_id, position, now, act)

    async def text(self, who: Who, text: str, now: datetime) -> None:
        """A text in a private chat: the value of a typed question, or not understood."""
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            attempt = await attempts.open_of(tx, person.id)
            step = None
            if attempt is not None:
                step = await attempts.step(tx, attempt.id, attempt.position)
            if attempt is None or step is None:
                debts = [Owed(who.telegram_id, "hint")]
            elif step.answered:
                debts = [Owed(who.telegram_id, "hint", {"kind": "next"})]
            elif not step.typed:
                debts = [screen(who.telegram_id, "tap_hint")]
            else:
                debts = await _typed(tx, Place(person, attempt, step), text, now)
            await owe(tx, debts, now)

    async def next(
        self, tap: Tap, attempt_id: int, position: int, now: datetime, *, source_open: bool
    ) -> None:
        """From the feedback to the next question, or to the end."""

        async def act(tx: Tx, place: Place, tap: Tap, now: datetime) -> list[Owed]:
            attempt = place.attempt
            if not place.step.answered and place.current:
                return [toast(tap, now, "quiz.toast.answer_first")]
            ended = attempt.state is AttemptState.FINISHED and place.step.last
            if attempt.position != position or not (attempt.open or ended):
                return await self._lost(tx, place, tap, now)
            followed = await _followed(tx, place.at, tap, now)
            leave = bare if source_open else kept
            await attempts.move_to(tx, attempt_id, position + 1)
            if ended:
                shown = end(tap.chat, attempt)
            else:
                await attempts.note_asked(tx, attempt_id, position + 1, self.database.clock())
                shown = new_step(tap.chat, attempt_id, position + 1)
            # The next question first: what is paced is not to be waited for.
            return [toast(tap, now), shown, *followed, leave(tap.chat, attempt_id, position)]

        await self._at(tap, attempt_id, position, now, act)

    async def source(self, tap: Tap, attempt_id: int, position: int, now: datetime) -> None:
        """Open the cited passages in the message of an answered question."""

        async def act(tx: Tx, place: Place, tap: Tap, now: datetime) -> list[Owed]:
            if not place.step.answered:
                return [toast(tap, now, "quiz.toast.answer_first")]
            followed = await _followed(tx, place.at, tap, now)
            opened = edited_step(tap.chat, attempt_id, position, source=True)
            return [toast(tap, now), *followed, opened]

        await self._at(tap, attempt_id, position, now, act)

    async def answers(self, tap: Tap, attempt_id: int, page: int, now: datetime) -> None:
        """What was given and what is right in an attempt that has ended, in the result's message;
        page 0 is the result again.
        """

        async def act(tx: Tx, place: Place, tap: Tap, now: datetime) -> list[Owed]:
            if place.attempt.open:
                return [toast(tap, now, "quiz.toast.finish_first")]
            at = end_place(attempt_id)
            followed = await _followed(tx, at, tap, now)
            args = {"attempt": attempt_id, "page": page}
            drawn = Owed(tap.chat, "quiz.answers" if page else "quiz.end", args, place=at)
            return [toast(tap, now), *followed, drawn]

        await self._at(tap, attempt_id, 1, now, act)

    async def unclear(self, tap: Tap, now: datetime) -> None:
        """A tap whose data says nothing to us."""
        async with self.database.write() as tx:
            await owe(tx, [toast(tap, now, "quiz.toast.unclear")], now)

    # --- where a button leads ---------------------------------------------------------------------

    async def _at(self, tap: Tap, attempt_id: int, position: int, now: datetime, act: Act) -> None:
        """Do ``act`` at a step of the person's own; anybody else's taps change nothing."""
        async with self.database.write() as tx:
            person = await people.recognise(tx, tap.who, now)
            attempt = await attempts.find(tx, attempt_id)
            step = await attempts.step(tx, attempt_id, position)
            if attempt is None:
                debts = [toast(tap, now, "quiz.toast.gone")]
            elif step is None or attempt.person_id != person.id:
                debts = [toast(tap, now, "quiz.toast.foreign")]
            else:
                debts = await act(tx, Place(person, attempt, step), tap, now)
            await owe(tx, debts, now)

    async def _at_question(
        self, tap: Tap, attempt_id: int, position: int, now: datetime, act: Act
    ) -> None:
        """Do ``act`` only while that question waits to be answered."""

        async def when_waiting(tx: Tx, place: Place, tap: Tap, now: datetime) -> list[Owed]:
            if place.current and not place.step.answered:
                answer, *rest = await act(tx, place, tap, now)
                followed = await _followed(tx, place.at, tap, now) if rest else []
                return [answer, *followed, *rest]
            return await self._lost(tx, place, tap, now)

        await self._at(tap, attempt_id, position, now, when_waiting)

    async def _lost(self, tx: Tx, place: Place, tap: Tap, now: datetime) -> list[Owed]:
        """A button of a question that is past: say so, and show where the learner is."""
        if place.step.answered and place.attempt.position == place.step.position:
            return [toast(tap, now, "quiz.toast.answered")]
        attempt = await attempts.open_of(tx, place.person.id)
        if attempt is None:
            return [toast(tap, now, "quiz.toast.over")]
        waiting = await attempts.step(tx, attempt.id, attempt.position)
        stale = toast(tap, now, "quiz.toast.stale")
        if waiting and waiting.asked_at and now - waiting.asked_at < JUST_ASKED:
            return [stale]
        asked = await asked_again(tx, attempt, tap.chat, self.database.clock(), "quiz.note.stale")
        return [stale, *asked]


async def _followed(tx: Tx, at: str, tap: Tap, now: datetime) -> list[Owed]:
    """The place ``at`` goes on in the message that was tapped; another copy loses its buttons.

    There are two where the network hid whether the first had arrived.
    """
    if tap.message is None:
        return []
    other = await follow(tx, tap.chat, at, tap.message, now)
    if other is None:
        return []
    await show(tx, tap.chat, copy_place(other), other, now)
    return [Owed(tap.chat, "quiz.bare", place=copy_place(other))]


# --- grading --------------------------------------------------------------------------------------


async def _graded(tx: Tx, place: Place, given: Given, tap: Tap, now: datetime) -> list[Owed]:
    worth = await _recorded(tx, place, given, now)
    if worth is None:
        return [toast(tap, now, "quiz.toast.answered")]
    feedback = edited_step(tap.chat, place.attempt.id, place.step.position)
    return [toast(tap, now, _verdict(given, worth)), feedback]


async def _typed(tx: Tx, place: Place, text: str, now: datetime) -> list[Owed]:
    """Grade a typed value; the feedback comes below the learner's own message."""
    chat, attempt, position = place.person.who.telegram_id, place.attempt, place.step.position
    try:
        given = Given(value=read_value(place.step.question, text))
    except NotANumber as error:
        about = {"attempt": attempt.id, "position": position}
        return [screen(chat, "not_number", **about, short=isinstance(error, YearCutShort))]
    await _recorded(tx, place, given, now)
    feedback = Owed(
        chat,
        "quiz.step",
        {"attempt": attempt.id, "position": position},
        place=step_place(attempt.id, position),
        fresh=True,
    )
    return [bare(chat, attempt.id, position), feedback]


async def _recorded(tx: Tx, place: Place, given: Given, now: datetime) -> Mark | None:
    """Log the response and finish the attempt after its last one; None when there was one."""
    step, attempt = place.step, place.attempt
    worth = mark(step.question, given)
    response = NewResponse(
        person_id=place.person.id,
        question_id=step.question_id,
        version_id=step.version_id,
        board=None if attempt.kind is AttemptKind.PREVIEW else EVERYONE,
        given=given,
        mark=worth,
        at=now,
        attempt_id=attempt.id,
        position=step.position,
    )
    if not await record(tx, [response], UTC):
        return None
    if step.last:
        await attempts.end(tx, attempt.id, AttemptState.FINISHED, now)
    return worth


def _verdict(given: Given, worth: Mark) -> str:
    if given.passed:
        return "quiz.toast.passed"
    if worth.right:
        return "quiz.toast.right"
    return "quiz.toast.partly" if worth.value else "quiz.toast.wrong"
