"""What deep links begin: a review of what somebody missed in a round, or one shared question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.owed import Owed
from bot.domain.people.person import Person
from bot.domain.quizzes.attempt import Attempt
from bot.domain.quizzes.draw import Candidate
from bot.domain.rounds.missed import missed
from bot.domain.rounds.round import RoundState
from bot.services.quiz.beginning import Beginning, offer, stop_open
from bot.services.quiz.debts import Tap, new_step, screen, toast
from bot.services.quiz.resuming import asked_again
from bot.storage.bank import questions
from bot.storage.database import Database, Tx
from bot.storage.delivery.owing import owe
from bot.storage.people import people
from bot.storage.quiz import attempts
from bot.storage.rounds import participants, rounds
from bot.storage.rounds.missed import met_by, part_of

REVIEW_PAYLOAD = "miss_"
"""What a deep link to a review begins with; the round's id follows."""
QUESTION_PAYLOAD = "q_"
"""The same of one question. Its id follows and not its name, which may say what the key is."""

_REVIEW = re.compile(REVIEW_PAYLOAD + r"([0-9]{1,18})")
_QUESTION = re.compile(QUESTION_PAYLOAD + r"([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Review:
    """What whoever taps the link missed in a round."""

    round_id: int

    @property
    def payload(self) -> str:
        return f"{REVIEW_PAYLOAD}{self.round_id}"


@dataclass(frozen=True, slots=True)
class Shared:
    """A question that somebody shared."""

    question_id: int

    @property
    def payload(self) -> str:
        return f"{QUESTION_PAYLOAD}{self.question_id}"


Link = Review | Shared


class Nowhere(StrEnum):
    """Why a link asks somebody nothing."""

    NOT_IN = "not_in"
    NOT_OVER = "not_over"
    NOTHING_MISSED = "nothing_missed"
    ALL_GONE = "all_gone"
    GONE = "gone"
    ASKED_NOW = "asked_now"


def read_link(payload: str) -> Link | None:
    """The link behind a payload such as ``miss_31`` or ``q_7``; None for what is none of these."""
    if found := _REVIEW.fullmatch(payload):
        return Review(int(found[1]))
    if found := _QUESTION.fullmatch(payload):
        return Shared(int(found[1]))
    return None


class Links:
    """Begins what a link leads to; an attempt that is open is neither lost nor begun twice."""

    def __init__(self, database: Database, beginning: Beginning) -> None:
        self.database = database
        self.beginning = beginning

    async def wish(self, tx: Tx, person: Person, link: Link) -> list[Owed]:
        """Begin; where it is open already ask on, where another attempt is offer both ways."""
        chat = person.who.telegram_id
        waiting = await attempts.open_of(tx, person.id)
        if waiting is not None and await _leads_to(tx, link, waiting):
            return await asked_again(tx, waiting, chat, self.database.clock())
        found = await _questions(tx, person, link)
        if isinstance(found, Nowhere):
            return [screen(chat, "nowhere", why=found.value)]
        if waiting is not None:
            return [await offer(tx, waiting, chat, link=link.payload)]
        return await self._begun(tx, person, link, found)

    async def follow(self, tap: Tap, link: Link, instead_of: int, now: datetime) -> None:
        """The offer's button: begin in place of the attempt ``instead_of``, if it is open."""
        async with self.database.write() as tx:
            person = await people.recognise(tx, tap.who, now)
            found = await _questions(tx, person, link)
            if isinstance(found, Nowhere):
                debts = [toast(tap, now), screen(tap.chat, "nowhere", why=found.value)]
            elif (stopped := await stop_open(tx, person, instead_of, now)) is None:
                debts = [toast(tap, now, "quiz.toast.stale")]
            else:
                begun = await self._begun(tx, person, link, found)
                debts = [toast(tap, now), *stopped, *begun]
            await owe(tx, debts, now)

    async def _begun(
        self, tx: Tx, person: Person, link: Link, found: Sequence[Candidate]
    ) -> list[Owed]:
        chat = person.who.telegram_id
        if isinstance(link, Review):
            begun = await self.beginning.review(tx, person, found, link.round_id)
            return [new_step(chat, begun, 1, "quiz.note.review")]
        return [new_step(chat, await self.beginning.single(tx, person, found[0]), 1)]


async def _leads_to(tx: Tx, link: Link, waiting: Attempt) -> bool:
    """Whether the attempt is what the link would begin."""
    if isinstance(link, Review):
        return waiting.round_id == link.round_id
    if waiting.total != 1 or waiting.round_id is not None:
        return False
    step = await attempts.step(tx, waiting.id, 1)
    return step is not None and step.question_id == link.question_id


async def _questions(tx: Tx, person: Person, link: Link) -> list[Candidate] | Nowhere:
    """What the link asks this person, at least one question; or why nothing."""
    if isinstance(link, Shared):
        if await participants.is_asked_now(tx, link.question_id, person.id):
            return Nowhere.ASKED_NOW
        return await questions.candidates(tx, person.id, only=[link.question_id]) or Nowhere.GONE
    return await _missed(tx, person, link.round_id)


async def _missed(tx: Tx, person: Person, round_id: int) -> list[Candidate] | Nowhere:
    """The served ones of what the person missed in a round, in its order."""
    of = await rounds.find(tx, round_id)
    if of is None:
        return Nowhere.NOT_IN
    if of.state is RoundState.OPEN:
        return Nowhere.NOT_OVER
    asked = missed(await met_by(tx, of, person.id), await part_of(tx, of, person.id))
    if asked is None:
        return Nowhere.NOT_IN
    if not asked:
        return Nowhere.NOTHING_MISSED
    served = await questions.candidates(tx, person.id, only=asked)
    by_id = {candidate.question_id: candidate for candidate in served}
    return [by_id[one] for one in asked if one in by_id] or Nowhere.ALL_GONE
