"""Where a button of a question leads: to its step, if it is the person's own and still waits."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.owed import Owed
from bot.domain.people.person import Person
from bot.domain.quizzes.attempt import Attempt, Step
from bot.services.quiz.debts import Tap, copy_place, edited_step, step_place, toast
from bot.services.quiz.resuming import asked_again
from bot.storage.database import Database, Tx
from bot.storage.delivery.debts import follow, show
from bot.storage.delivery.owing import owe
from bot.storage.people import people
from bot.storage.quiz import attempts

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


async def at_step(
    database: Database, tap: Tap, attempt_id: int, position: int, *, now: datetime, act: Act
) -> None:
    """Do ``act`` at a step of the person's own; anybody else's taps change nothing."""
    async with database.write() as tx:
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


async def at_question(
    database: Database, tap: Tap, attempt_id: int, position: int, *, now: datetime, act: Act
) -> None:
    """Do ``act`` only while that question waits to be answered."""

    async def when_waiting(tx: Tx, place: Place, tap: Tap, now: datetime) -> list[Owed]:
        if place.current and not place.step.answered:
            answer, *rest = await act(tx, place, tap, now)
            gone_on = await followed(tx, place.at, tap, now) if rest else []
            return [answer, *gone_on, *rest]
        return await lost(tx, place, tap, now, database.clock())

    await at_step(database, tap, attempt_id, position, now=now, act=when_waiting)


async def lost(tx: Tx, place: Place, tap: Tap, now: datetime, current: datetime) -> list[Owed]:
    """A button of a question that is past: say so, and show where the learner is.

    ``now`` is when it was tapped, ``current`` the time by now.
    """
    if place.step.answered and place.attempt.position == place.step.position:
        return await answered_before(tx, place, tap, now)
    attempt = await attempts.open_of(tx, place.person.id)
    if attempt is None:
        return [toast(tap, now, "quiz.toast.over")]
    waiting = await attempts.step(tx, attempt.id, attempt.position)
    stale = toast(tap, now, "quiz.toast.stale")
    if waiting and waiting.asked_at and now - waiting.asked_at < JUST_ASKED:
        return [stale]
    asked = await asked_again(tx, attempt, tap.chat, current, "quiz.note.stale")
    return [stale, *asked]


async def answered_before(tx: Tx, place: Place, tap: Tap, now: datetime) -> list[Owed]:
    """A tap on a question that has its response: show the feedback, which may have failed."""
    gone_on = await followed(tx, place.at, tap, now)
    feedback = edited_step(tap.chat, place.attempt.id, place.step.position)
    return [toast(tap, now, "quiz.toast.answered"), *gone_on, feedback]


async def followed(tx: Tx, at: str, tap: Tap, now: datetime) -> list[Owed]:
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
