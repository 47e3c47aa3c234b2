"""Quizzes in private chats: welcoming, starting, resuming, stopping."""

import random
from datetime import datetime

from bot.domain.marking import FULL
from bot.domain.owed import Owed
from bot.domain.people.person import Person, Who
from bot.domain.quizzes.attempt import EVERYTHING, AttemptState, Scope
from bot.domain.quizzes.quiz_request import (
    BadCount,
    NotACount,
    UnknownTopic,
    Wanted,
    read_request,
    topic_tag,
)
from bot.services.quiz.beginning import Beginning, offer, stop_open, tagged
from bot.services.quiz.debts import Tap, edited_step, end, new_step, screen, toast
from bot.services.quiz.links import Links, read_link
from bot.services.quiz.resuming import asked_again
from bot.services.rounds.why import read_why
from bot.storage.bank import published, questions
from bot.storage.database import Database, Tx
from bot.storage.delivery.owing import owe
from bot.storage.people import people
from bot.storage.quiz import attempts

SET_PAYLOAD = "s_"
"""What a deep link to a set begins with; its code follows."""

TOPICS_PAYLOAD = "topics"
"""The deep link to the topics, behind the button above inline results."""

NEAR_SHOWN = 6
"""Topics offered when a name could mean several."""


class Quiz:
    """Use cases around attempts; answering itself is in :mod:`bot.services.quiz.answering`."""

    def __init__(self, database: Database, rng: random.Random) -> None:
        self.database = database
        self.beginning = Beginning(database, rng)
        self.links = Links(database, self.beginning)

    async def start(self, who: Who, payload: str, now: datetime) -> None:
        """/start: the welcome, or with a payload where it leads, as to the quiz of a set."""
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            debts = await self._started(tx, person, payload)
            await owe(tx, debts, now)

    async def _started(self, tx: Tx, person: Person, payload: str) -> list[Owed]:
        chat = person.who.telegram_id
        if not payload:
            return [screen(chat, "welcome")]
        if (why := read_why(payload, chat)) is not None:
            return [why]
        if (link := read_link(payload)) is not None:
            return await self.links.wish(tx, person, link)
        if payload == TOPICS_PAYLOAD:
            return [screen(chat, "topics")]
        return await self._set_linked(tx, person, payload)

    async def _set_linked(self, tx: Tx, person: Person, payload: str) -> list[Owed]:
        """A quiz of the set that the payload names, or the welcome with what is wrong with it."""
        chat = person.who.telegram_id
        if not payload.startswith(SET_PAYLOAD):
            return [screen(chat, "welcome", note="quiz.note.payload")]
        code = payload.removeprefix(SET_PAYLOAD)
        set_id = await questions.set_with_code(tx, code)
        if set_id is None:
            known = await published.is_withdrawn(tx, code)
            note = "quiz.note.withdrawn" if known else "quiz.note.code"
            return [screen(chat, "welcome", note=note)]
        return await self.beginning.wish(tx, person, Wanted(Scope(set_id)))

    async def quiz(self, who: Who, text: str, now: datetime) -> None:
        """/quiz with what stands behind it: starts, or says what cannot be read."""
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            wanted = read_request(text, await questions.named_topics(tx))
            if not isinstance(wanted, Wanted) or wanted.scope != EVERYTHING:
                wanted = read_request(text, await questions.topics(tx))
            match wanted:
                case BadCount(count, scope):
                    about = {"count": count, **tagged(scope)}
                    debts = [screen(who.telegram_id, "bad_count", **about)]
                case NotACount(scope):
                    debts = [screen(who.telegram_id, "bad_count", **tagged(scope))]
                case UnknownTopic(near, count):
                    tags = [f"{topic.set_id}:{topic_tag(topic.slug)}" for topic in near]
                    near_tags = " ".join(tags[:NEAR_SHOWN])
                    debts = [screen(who.telegram_id, "unknown_topic", near=near_tags, count=count)]
                case Wanted():
                    debts = await self.beginning.wish(tx, person, wanted)
            await owe(tx, debts, now)

    async def pick(self, tap: Tap, wanted: Wanted, now: datetime) -> None:
        """A button that starts a quiz; the scope's topic is a tag of :func:`topic_tag`."""
        async with self.database.write() as tx:
            person = await people.recognise(tx, tap.who, now)
            scope = await _untagged(tx, wanted.scope)
            if scope is None:
                debts = [
                    toast(tap, now, "quiz.toast.topic_gone"),
                    screen(tap.chat, "topics"),
                ]
            else:
                begun = await self.beginning.wish(tx, person, Wanted(scope, wanted.count))
                debts = [toast(tap, now), *begun]
            await owe(tx, debts, now)

    async def start_anew(self, tap: Tap, instead_of: int, wanted: Wanted, now: datetime) -> None:
        """Stop the open attempt ``instead_of`` and start another; the scope as for ``pick``."""
        async with self.database.write() as tx:
            person = await people.recognise(tx, tap.who, now)
            scope = await _untagged(tx, wanted.scope)
            stopped = await stop_open(tx, person, instead_of, now)
            if stopped is None or scope is None:
                debts = [toast(tap, now, "quiz.toast.stale")]
            else:
                begun = await self.beginning.begin(tx, person, Wanted(scope, wanted.count))
                debts = [toast(tap, now), *stopped, *begun]
            await owe(tx, debts, now)

    async def retake(self, tap: Tap, attempt_id: int, instead_of: int, now: datetime) -> None:
        """Ask again what an attempt missed, in place of the open attempt ``instead_of`` (or 0)."""
        async with self.database.write() as tx:
            person = await people.recognise(tx, tap.who, now)
            debts = await self._retaken(
                tx, person, tap, now, attempt_id=attempt_id, instead_of=instead_of
            )
            await owe(tx, debts, now)

    async def _retaken(
        self,
        tx: Tx,
        person: Person,
        tap: Tap,
        now: datetime,
        *,
        attempt_id: int,
        instead_of: int,
    ) -> list[Owed]:
        attempt = await attempts.find(tx, attempt_id)
        if attempt is None or attempt.person_id != person.id:
            return [toast(tap, now, "quiz.toast.foreign")]
        if attempt.open:
            return [toast(tap, now, "quiz.toast.finish_first")]
        steps = await attempts.steps(tx, attempt_id)
        missed = [step for step in steps if step.mark and step.mark.value < FULL]
        only = {step.question_id for step in missed}
        again = await questions.candidates(tx, person.id, only=only)
        if not again:
            return [toast(tap, now, "quiz.toast.nothing_missed")]
        stopped: list[Owed] = []
        open_attempt = await attempts.open_of(tx, person.id)
        if open_attempt is not None:
            if open_attempt.id != instead_of:
                asked = await offer(tx, open_attempt, tap.chat, retake=attempt_id)
                return [toast(tap, now), asked]
            stopped = await stop_open(tx, person, instead_of, now) or []
        begun = await self.beginning.retake(tx, person, again, attempt.scope)
        return [toast(tap, now), *stopped, new_step(tap.chat, begun, 1, "quiz.note.retake")]

    async def resume(self, who: Who, now: datetime, tap: Tap | None = None) -> None:
        """/resume and its button: the question that waits, at the bottom of the chat."""
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            debts = [toast(tap, now)] if tap else []
            attempt = await attempts.open_of(tx, person.id)
            if attempt is None:
                debts += await self._nothing_open(tx, person)
            else:
                debts += await asked_again(tx, attempt, who.telegram_id, self.database.clock())
            await owe(tx, debts, now)

    async def _nothing_open(self, tx: Tx, person: Person) -> list[Owed]:
        chat = person.who.telegram_id
        last = await attempts.last_of(tx, person.id)
        if last and last.state is AttemptState.FINISHED and last.position <= last.total:
            await attempts.move_to(tx, last.id, last.total + 1)
            return [edited_step(chat, last.id, last.total), end(chat, last)]
        return [screen(chat, "nothing_open")]

    async def stop(self, who: Who, now: datetime) -> None:
        """/stop: end the open attempt where it stands and show how it came out so far."""
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            attempt = await attempts.open_of(tx, person.id)
            if attempt is None:
                debts = await self._nothing_open(tx, person)
            else:
                stopped = await stop_open(tx, person, attempt.id, now) or []
                debts = [*stopped, end(who.telegram_id, attempt)]
            await owe(tx, debts, now)

    async def show(
        self, who: Who, name: str, now: datetime, *, tap: Tap | None = None, page: int | None = None
    ) -> None:
        """Owe a screen that only reads: ``topics``, ``score``, ``sources``, ``tap_hint``, …"""
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            debts = [toast(tap, now)] if tap else []
            args = {} if page is None else {"page": page}
            debts.append(screen(who.telegram_id, name, **args))
            await owe(tx, debts, now)

    async def turn_page(self, tap: Tap, name: str, page: int, now: datetime) -> None:
        """Another page of a list, in the same message."""
        async with self.database.write() as tx:
            await people.recognise(tx, tap.who, now)
            turned = Owed(tap.chat, f"quiz.{name}", {"page": page}, place=f"quiz.{name}")
            await owe(tx, [toast(tap, now), turned], now)


async def _untagged(tx: Tx, scope: Scope) -> Scope | None:
    """The scope with its topic's tag replaced by the slug; None when no such topic is served."""
    if scope.topic is None:
        return scope
    for topic in await questions.topics(tx):
        if topic.set_id == scope.set_id and topic_tag(topic.slug) == scope.topic:
            return topic.scope
    return None
