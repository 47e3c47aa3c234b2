"""Beginning an attempt, unless another one is open: then the learner chooses between the two."""

import random
from collections.abc import Collection, Sequence
from datetime import datetime

from bot.domain.owed import Argument, Owed
from bot.domain.people.person import Person
from bot.domain.quizzes.attempt import (
    DEFAULT_LENGTH,
    EVERYTHING,
    LONGEST,
    Attempt,
    AttemptKind,
    AttemptState,
    Scope,
)
from bot.domain.quizzes.draw import Candidate, draw
from bot.domain.quizzes.option_order import option_order
from bot.domain.quizzes.quiz_request import Wanted, topic_tag
from bot.services.quiz.debts import bare, edited_step, new_step, screen
from bot.services.quiz.drawing import candidates_for
from bot.storage.bank import questions
from bot.storage.database import Database, Tx
from bot.storage.quiz import attempts

SET_LENGTH = 10
"""Questions of a quiz on a whole set, however the set was called: by link, code or name."""


class Beginning:
    """Draws and freezes questions; ``rng`` decides which, and how their options stand."""

    def __init__(self, database: Database, rng: random.Random) -> None:
        self.database = database
        self.rng = rng

    async def wish(self, tx: Tx, person: Person, wanted: Wanted) -> list[Owed]:
        """Begin, or where an attempt is open offer both ways."""
        attempt = await attempts.open_of(tx, person.id)
        if attempt is None:
            return await self.begin(tx, person, wanted)
        about = {**tagged(wanted.scope), "count": wanted.count}
        return [await offer(tx, attempt, person.who.telegram_id, **about)]

    async def begin(self, tx: Tx, person: Person, wanted: Wanted) -> list[Owed]:
        """Begin what is wanted; a quiz of a whole set says so above its first question."""
        chat = person.who.telegram_id
        whole_set = wanted.scope.set_id is not None and wanted.scope.topic is None
        count = wanted.count or (SET_LENGTH if whole_set else DEFAULT_LENGTH)
        candidates = await candidates_for(tx, person.id, wanted.scope, count, self.rng.random)
        if not candidates:
            return [screen(chat, "empty")]
        chosen = draw(candidates, count, self.rng.random)
        begun = await self._frozen(tx, person, chosen, kind=AttemptKind.QUIZ, scope=wanted.scope)
        fewer = wanted.count is not None and len(chosen) < wanted.count
        note = "quiz.note.fewer" if fewer else "quiz.note.set" if whole_set else None
        return [new_step(chat, begun, 1, note)]

    async def retake(
        self, tx: Tx, person: Person, missed: Sequence[Candidate], scope: Scope
    ) -> int:
        """Ask again what an attempt with that ``scope`` missed; the new attempt's id."""
        chosen = draw(missed, LONGEST, self.rng.random)
        return await self._frozen(tx, person, chosen, kind=AttemptKind.RETAKE, scope=scope)

    async def review(
        self, tx: Tx, person: Person, missed: Sequence[Candidate], round_id: int
    ) -> int:
        """Ask again what was missed in a round, in that order; the new attempt's id."""
        asked = missed[:LONGEST]
        kind = AttemptKind.RETAKE
        return await self._frozen(tx, person, asked, kind=kind, scope=EVERYTHING, round_id=round_id)

    async def single(self, tx: Tx, person: Person, one: Candidate) -> int:
        """Ask one certain question; the new attempt's id."""
        kind = AttemptKind.QUIZ
        return await self._frozen(tx, person, [one], kind=kind, scope=EVERYTHING)

    async def _frozen(
        self,
        tx: Tx,
        person: Person,
        chosen: Collection[Candidate],
        *,
        kind: AttemptKind,
        scope: Scope,
        round_id: int | None = None,
    ) -> int:
        """A new attempt that asks ``chosen``, each in its present version; its id."""
        content = await questions.load(tx, [candidate.version_id for candidate in chosen])
        asked = [
            attempts.Frozen(
                candidate.version_id,
                option_order(content[candidate.version_id], self.rng.random),
            )
            for candidate in chosen
        ]
        now = self.database.clock()  # the question is asked now, however long the wish waited
        return await attempts.begin(
            tx, person.id, asked, kind=kind, scope=scope, now=now, round_id=round_id
        )


async def offer(tx: Tx, attempt: Attempt, chat: int, **wanted: Argument) -> Owed:
    """Ask whether to go on with the open ``attempt`` or to begin what is ``wanted`` instead.

    Its question is set aside: what is typed below the offer is no answer to it.
    """
    await attempts.set_aside(tx, attempt.id, attempt.position)
    return screen(chat, "offer", attempt=attempt.id, **wanted)


async def stop_open(tx: Tx, person: Person, attempt_id: int, now: datetime) -> list[Owed] | None:
    """Stop that attempt; what is owed for it, or None when it is not the open one."""
    attempt = await attempts.open_of(tx, person.id)
    if attempt is None or attempt.id != attempt_id:
        return None
    await attempts.end(tx, attempt.id, AttemptState.STOPPED, now)
    step = await attempts.step(tx, attempt.id, attempt.position)
    close = edited_step if step and step.answered else bare
    return [close(person.who.telegram_id, attempt.id, attempt.position)]


def tagged(scope: Scope) -> dict[str, Argument]:
    """A scope as arguments of a debt."""
    return {"set": scope.set_id, "topic": scope.topic and topic_tag(scope.topic)}
