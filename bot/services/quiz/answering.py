"""Answering: taps, typed replies, the next question, the source, the end of an attempt."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.disputes.dispute import Kind
from bot.domain.marking import Given
from bot.domain.owed import Owed
from bot.domain.people.person import Person, Who
from bot.domain.question import QuestionType
from bot.domain.quizzes.attempt import Attempt, AttemptState, Scope, Step
from bot.domain.quizzes.quiz_request import Wanted
from bot.domain.sets.code import looks_like_code
from bot.services.disputes.reporting import PURPOSE as REPORT
from bot.services.disputes.reporting import Disputes
from bot.services.quiz.beginning import Beginning
from bot.services.quiz.debts import (
    Tap,
    edited_step,
    end,
    end_place,
    kept,
    new_step,
    screen,
    toast,
)
from bot.services.quiz.grading import graded, may_answer, set_called, typed
from bot.services.quiz.places import Place, at_question, at_step, followed, lost
from bot.services.quiz.resuming import asked_again
from bot.storage.database import Database, Tx
from bot.storage.delivery.owing import owe
from bot.storage.disputes import disputes
from bot.storage.people import people
from bot.storage.quiz import attempts, prompts
from bot.storage.quiz.prompts import Prompt

Said = Callable[[Tx, Person, Prompt, str, datetime], Awaitable[list[Owed]]]
"""Takes a text that a prompt asked for; what is owed for it."""

Unasked = Callable[[Tx, Who, str, datetime], Awaitable[list[Owed]]]
"""Takes a text that nothing asked for, if it wants it; what is owed for it."""


NOBODY: Mapping[str, Said] = {}


class Answering:
    """Use cases of a learner in the midst of an attempt. Each tap gets exactly one toast, first.

    ``prompted`` takes texts that were asked for, by the purpose of the prompt; ``unasked`` have
    the last look at one that nothing of the quiz waits for, until one of them owes something.
    """

    def __init__(
        self,
        database: Database,
        beginning: Beginning,
        disputes: Disputes,
        prompted: Mapping[str, Said] = NOBODY,
        unasked: Sequence[Unasked] = (),
    ) -> None:
        self.database = database
        self.beginning = beginning
        self.disputes = disputes
        self.prompted = prompted
        self.unasked = unasked

    async def choose(
        self, tap: Tap, attempt_id: int, position: int, shown: int, now: datetime
    ) -> None:
        """A tap on the option shown at place ``shown`` (from 0): grades, or toggles one of many."""

        async def act(tx: Tx, place: Place, tap: Tap, now: datetime) -> list[Owed]:
            if not 0 <= shown < len(place.step.order):
                return [toast(tap, now, "quiz.toast.unclear")]
            option = place.step.order[shown]
            if place.step.assembled:
                return [toast(tap, now, "quiz.toast.unclear")]
            if place.step.question.type is not QuestionType.MULTIPLE:
                return await graded(tx, place, Given(frozenset({option})), tap, now)
            selected = {*place.step.selected} ^ {option}
            await attempts.select_options(tx, attempt_id, position, sorted(selected))
            return [toast(tap, now), edited_step(tap.chat, attempt_id, position)]

        await at_question(self.database, tap, attempt_id, position, now=now, act=act)

    async def submit(self, tap: Tap, attempt_id: int, position: int, now: datetime) -> None:
        """Submit the options toggled on, at least one; or what was put together, once whole."""

        async def act(tx: Tx, place: Place, tap: Tap, now: datetime) -> list[Owed]:
            step = place.step
            if step.assembled:
                if not step.whole:
                    return [toast(tap, now, "quiz.toast.not_whole")]
                return await graded(tx, place, Given(sequence=step.selected), tap, now)
            if not step.selected:
                return [toast(tap, now, "quiz.toast.choose_first")]
            return await graded(tx, place, Given(frozenset(step.selected)), tap, now)

        await at_question(self.database, tap, attempt_id, position, now=now, act=act)

    async def put(
        self, tap: Tap, attempt_id: int, position: int, now: datetime, *, taken: int, shown: int
    ) -> None:
        """Put the option shown at place ``shown`` (from 0) where the next one belongs.

        ``taken`` is how many places were taken when the button was drawn: a tap that comes twice
        or late changes nothing.
        """

        async def act(tx: Tx, place: Place, tap: Tap, now: datetime) -> list[Owed]:
            step = place.step
            if not step.assembled or not 0 <= shown < len(step.order):
                return [toast(tap, now, "quiz.toast.unclear")]
            option = step.order[shown]
            if len(step.selected) != taken or step.whole or option in step.selected:
                return _as_it_stands(step, tap, now)
            selected = (*step.selected, option)
            await attempts.select_options(tx, attempt_id, position, selected)
            return [toast(tap, now), edited_step(tap.chat, attempt_id, position)]

        await at_question(self.database, tap, attempt_id, position, now=now, act=act)

    async def undo(
        self, tap: Tap, attempt_id: int, position: int, taken: int, now: datetime
    ) -> None:
        """Take back what was put last; ``taken`` as for ``put``."""

        async def act(tx: Tx, place: Place, tap: Tap, now: datetime) -> list[Owed]:
            step = place.step
            if not step.assembled:
                return [toast(tap, now, "quiz.toast.unclear")]
            if len(step.selected) != taken or not taken:
                return _as_it_stands(step, tap, now)
            await attempts.select_options(tx, attempt_id, position, step.selected[:-1])
            return [toast(tap, now), edited_step(tap.chat, attempt_id, position)]

        await at_question(self.database, tap, attempt_id, position, now=now, act=act)

    async def give_up(self, tap: Tap, attempt_id: int, position: int, now: datetime) -> None:
        """I don't know: marked 0, and the key is shown."""

        async def act(tx: Tx, place: Place, tap: Tap, now: datetime) -> list[Owed]:
            return await graded(tx, place, Given(), tap, now)

        await at_question(self.database, tap, attempt_id, position, now=now, act=act)

    async def text(self, who: Who, text: str, now: datetime) -> None:
        """A text in a private chat: what was asked for last, be it by a prompt or by a typed
        question, a set's code, or neither.
        """
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            attempt = await attempts.open_of(tx, person.id)
            step = None
            if attempt is not None:
                step = await attempts.step(tx, attempt.id, attempt.position)
            prompt = await prompts.of(tx, person.id)
            asked_at = _asked_at(step, prompt)
            if prompt and prompt.purpose in self.prompted and prompt.waits(asked_at, now):
                debts = await self.prompted[prompt.purpose](tx, person, prompt, text, now)
            elif attempt and step and step.typed and not step.answered and not step.aside:
                called = None if may_answer(step.question, text) else await set_called(tx, text)
                if called is None:
                    debts = await typed(tx, Place(person, attempt, step), text, now)
                else:
                    debts = await self.beginning.wish(tx, person, Wanted(Scope(called)))
            elif (called := await set_called(tx, text)) is not None:
                debts = await self.beginning.wish(tx, person, Wanted(Scope(called)))
            else:
                debts = []
                for unasked in self.unasked if step is None or step.answered else ():
                    debts = debts or await unasked(tx, who, text, now)
                debts = debts or [_not_understood(who.telegram_id, step, text)]
            await owe(tx, debts, now)

    async def next(
        self, tap: Tap, attempt_id: int, position: int, now: datetime, *, source_open: bool
    ) -> None:
        """From the feedback to the next question, or to the end."""

        async def act(tx: Tx, place: Place, tap: Tap, now: datetime) -> list[Owed]:
            attempt = place.attempt
            if not place.step.answered and place.current:
                return [toast(tap, now, "quiz.toast.answer_first")]
            stopped = attempt.state is AttemptState.STOPPED
            ended = place.step.answered and place.step.last and not stopped
            if attempt.position != position or not (attempt.open or ended):
                return await lost(tx, place, tap, now, self.database.clock())
            gone_on = await followed(tx, place.at, tap, now)
            if ended and attempt.open:  # what came after it was withdrawn while it was answered
                await attempts.end(tx, attempt_id, AttemptState.FINISHED, now)
                attempt = replace(attempt, state=AttemptState.FINISHED, ended_at=now)
            await attempts.move_to(tx, attempt_id, position + 1)
            if ended:
                shown = await self._result(tx, attempt, tap.chat)
            else:
                await attempts.note_asked(tx, attempt_id, position + 1, self.database.clock())
                shown = [new_step(tap.chat, attempt_id, position + 1)]
            # The next question first: what is paced is not to be waited for.
            left = kept(tap.chat, attempt_id, position, source_open=source_open)
            return [toast(tap, now), *shown, *gone_on, left]

        await at_step(self.database, tap, attempt_id, position, now=now, act=act)

    async def _result(self, tx: Tx, attempt: Attempt, chat: int) -> list[Owed]:
        """The result at the bottom, and below it the question that waits in a newer attempt."""
        waiting = await attempts.open_of(tx, attempt.person_id)
        asked = await asked_again(tx, waiting, chat, self.database.clock()) if waiting else []
        return [end(chat, attempt), *asked]

    async def source(
        self, tap: Tap, attempt_id: int, position: int, now: datetime, *, hide: bool = False
    ) -> None:
        """Open the cited passages in the message of an answered question, or fold them away."""

        async def act(tx: Tx, place: Place, tap: Tap, now: datetime) -> list[Owed]:
            if not place.step.answered:
                return [toast(tap, now, "quiz.toast.answer_first")]
            gone_on = await followed(tx, place.at, tap, now)
            drawn = edited_step(tap.chat, attempt_id, position, source=not hide)
            return [toast(tap, now), *gone_on, drawn]

        await at_step(self.database, tap, attempt_id, position, now=now, act=act)

    async def appeal(
        self, tap: Tap, attempt_id: int, position: int, now: datetime, *, source_open: bool
    ) -> None:
        """Report that a typed reply which was marked wrong should count; kept once."""

        async def act(tx: Tx, place: Place, tap: Tap, now: datetime) -> list[Owed]:
            if not place.step.refused:
                return [toast(tap, now, "quiz.toast.unclear")]
            about = await disputes.answered(tx, place.step.response_id or 0)
            new = about and await self.disputes.report(tx, about, Kind.COUNTS, now)
            gone_on = await followed(tx, place.at, tap, now)
            word = "quiz.toast.reported" if new else "quiz.toast.reported_before"
            drawn = edited_step(tap.chat, attempt_id, position, source=source_open)
            return [toast(tap, now, word), *gone_on, drawn]

        await at_step(self.database, tap, attempt_id, position, now=now, act=act)

    async def answers(self, tap: Tap, attempt_id: int, page: int, now: datetime) -> None:
        """What was given and what is right in an attempt that has ended, in the result's message;
        page 0 is the result again.
        """

        async def act(tx: Tx, place: Place, tap: Tap, now: datetime) -> list[Owed]:
            if place.attempt.open:
                return [toast(tap, now, "quiz.toast.finish_first")]
            at = end_place(attempt_id)
            gone_on = await followed(tx, at, tap, now)
            args = {"attempt": attempt_id, "page": page}
            drawn = Owed(tap.chat, "quiz.answers" if page else "quiz.end", args, place=at)
            return [toast(tap, now), *gone_on, drawn]

        await at_step(self.database, tap, attempt_id, 1, now=now, act=act)

    async def unclear(self, tap: Tap, now: datetime) -> None:
        """A tap whose data says nothing to us."""
        async with self.database.write() as tx:
            await owe(tx, [toast(tap, now, "quiz.toast.unclear")], now)


def _asked_at(step: Step | None, prompt: Prompt | None) -> datetime | None:
    """When a question was put that waits for its answer: a typed one, or any after a report, whose
    words are about the question before.
    """
    if step is None or step.answered:
        return None
    reports = prompt is not None and prompt.purpose == REPORT
    return step.asked_at if step.typed or reports else None


def _not_understood(chat: int, step: Step | None, text: str) -> Owed:
    """What to do instead of a text that nobody waits for; ``step`` is where the attempt is."""
    if looks_like_code(text) and not (step and step.aside):
        return Owed(chat, "hint", {"kind": "code"})
    if step is None:
        return Owed(chat, "hint")
    if step.answered:
        return Owed(chat, "hint", {"kind": "next"})
    return screen(chat, "choose_hint") if step.aside else screen(chat, "tap_hint")


def _as_it_stands(step: Step, tap: Tap, now: datetime) -> list[Owed]:
    """A tap on a keyboard that has changed since: draw what is there now."""
    drawn = edited_step(tap.chat, step.attempt_id, step.position)
    return [toast(tap, now, "quiz.toast.as_it_stands"), drawn]
