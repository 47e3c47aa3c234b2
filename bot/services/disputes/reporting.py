"""What learners report about a question they answered, and what keeps it from being asked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.disputes.dispute import FREEZES_AT, OFFERED, WORDS_LENGTH, Kind
from bot.domain.owed import Owed
from bot.domain.people.person import Person
from bot.services.quiz.debts import Tap, step_place, toast
from bot.storage.database import Database, Tx
from bot.storage.delivery import debts
from bot.storage.delivery.owing import owe
from bot.storage.disputes import disputes, rulings, versions
from bot.storage.disputes.disputes import Answered, Dispute
from bot.storage.people import people
from bot.storage.quiz import attempts, prompts
from bot.storage.quiz.prompts import Prompt

PURPOSE = "dispute"
"""What a prompt for a learner's words is for."""

FROZEN = "dispute.frozen"


@dataclass(frozen=True, slots=True)
class ProblemScreen:
    """A learner's report about one response: what was reported so far, whether words are awaited,
    and which kinds there are still to report.
    """

    about: Answered
    made: Sequence[Dispute]
    awaits_words: bool
    left: Sequence[Kind]
    voice: people.Voice


def problem(chat: int, response_id: int, *, asked: bool = False, fresh: bool = False) -> Owed:
    """The message in which a response is reported; ``asked`` while a kind is to be chosen."""
    args = {"response": response_id, "asked": asked}
    return Owed(chat, "dispute", args, place=f"dispute:{response_id}", fresh=fresh)


class Disputes:
    """Use cases of learners; ``instructors`` are told when a question is frozen."""

    def __init__(self, database: Database, instructors: Collection[int]) -> None:
        self.database = database
        self.instructors = instructors

    async def ask(self, tap: Tap, response_id: int, now: datetime) -> None:
        """*Report a problem*: what is the matter?"""
        async with self.database.write() as tx:
            about = await self._mine(tx, tap, response_id, now)
            if about is not None:
                asked = problem(tap.chat, response_id, asked=True, fresh=True)
                await owe(tx, [toast(tap, now), asked], now)

    async def choose(self, tap: Tap, response_id: int, kind: Kind, now: datetime) -> None:
        """Report it as that kind of problem, once; words may follow."""
        async with self.database.write() as tx:
            about = await self._mine(tx, tap, response_id, now)
            if about is None:
                return
            if kind not in OFFERED:
                await owe(tx, [toast(tap, now, "quiz.toast.unclear")], now)
                return
            made = await self.report(tx, about, kind, now)
            if made is None:
                word = "quiz.toast.reported_before"
            else:
                word = "quiz.toast.reported"
                asked = {"response": response_id, "dispute": made}
                await prompts.ask(tx, about.person_id, PURPOSE, asked, now)
            card = problem(tap.chat, response_id)
            shown = [card]
            if made and await self._is_above(tx, about, card, tap.chat):
                bare = Owed(tap.chat, "quiz.bare", place=card.place)
                shown = [bare, replace(card, fresh=True)]
            await owe(tx, [toast(tap, now, word), *shown], now)

    async def _is_above(self, tx: Tx, about: Answered, card: Owed, chat: int) -> bool:
        """Whether a question that waits stands below the report: words are for what stands last."""
        attempt = await attempts.open_of(tx, about.person_id)
        if attempt is None:
            return False
        asked = await debts.shown_at(tx, chat, step_place(attempt.id, attempt.position))
        reported = await debts.shown_at(tx, chat, card.place or "")
        return asked is not None and reported is not None and reported < asked

    async def enough(self, tap: Tap, response_id: int, now: datetime) -> None:
        """Nothing more to say, or nothing to report after all."""
        async with self.database.write() as tx:
            about = await self._mine(tx, tap, response_id, now)
            if about is not None:
                prompt = await prompts.of(tx, about.person_id)
                if prompt is not None and prompt.about.get("response") == response_id:
                    await prompts.end(tx, about.person_id)
                await owe(tx, [toast(tap, now), problem(tap.chat, response_id)], now)

    async def report(self, tx: Tx, about: Answered, kind: Kind, now: datetime) -> int | None:
        """Keep a report, and freeze the question when enough people have made one; its id, or None
        when it was made before.
        """
        # Held first: of two who report at once the second counts the first, too.
        _, alike = await versions.held(tx, about.question_id, about.version_id)
        made = await disputes.make(tx, about, kind, now)
        if made is None:
            return None
        if await disputes.reporters(tx, alike) < FREEZES_AT:
            return made
        if await disputes.freeze(tx, alike, now):
            told = await rulings.keepers(tx, about.question_id, self.instructors)
            args = {"question": about.question_id}
            await owe(tx, [Owed(chat, FROZEN, args) for chat in told], now)
        return made

    async def said(
        self, tx: Tx, person: Person, prompt: Prompt, text: str, now: datetime
    ) -> list[Owed]:
        """Words that were awaited; what is owed for them."""
        await prompts.end(tx, person.id)
        words = " ".join(text.split())[:WORDS_LENGTH]
        await disputes.say(tx, prompt.about["dispute"], person.id, words)
        chat, response_id = person.who.telegram_id, prompt.about["response"]
        said = problem(chat, response_id, fresh=True)
        return [Owed(chat, "quiz.bare", place=said.place), said]

    async def screen(self, chat: int, response_id: int) -> ProblemScreen | None:
        """What the message shows; None for somebody else's."""
        async with self.database.read() as tx:
            about = await disputes.answered(tx, response_id)
            person = await people.find(tx, chat)
            if about is None or person is None or about.person_id != person.id:
                return None
            made = await disputes.of_response(tx, response_id)
            prompt = await prompts.of(tx, person.id)
            awaits = prompt is not None and prompt.about.get("response") == response_id
            known = {one.kind for one in made}
            left = [kind for kind in OFFERED if kind not in known]
            return ProblemScreen(about, made, awaits, left, await people.voice(tx, chat))

    async def _mine(self, tx: Tx, tap: Tap, response_id: int, now: datetime) -> Answered | None:
        """The response, if it is this person's; else they are told."""
        person = await people.recognise(tx, tap.who, now)
        about = await disputes.answered(tx, response_id)
        if about is not None and about.person_id == person.id:
            return about
        word = "quiz.toast.gone" if about is None else "quiz.toast.foreign"
        await owe(tx, [toast(tap, now, word)], now)
        return None
