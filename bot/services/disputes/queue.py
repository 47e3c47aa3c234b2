"""Instructors in private chats: what is disputed, question by question, and what they rule."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.domain.disputes.rewording import TOLD
from bot.domain.disputes.ruling import REASONED, Verdict
from bot.domain.owed import Argument, Owed
from bot.domain.people.person import Person, Who
from bot.services.disputes.rulings import (
    PURPOSE,
    Refused,
    Wish,
    may_rule,
    readable,
    rule,
    take_back,
)
from bot.services.documents.meant import ask_elsewhere, ask_over, end_over
from bot.services.quiz.debts import Tap, toast
from bot.services.uploads.debts import turned_away
from bot.storage.curation import open_edits
from bot.storage.database import Database, Tx
from bot.storage.delivery.owing import owe
from bot.storage.disputes import disputes, rulings, versions
from bot.storage.disputes.rulings import Ruling, SetOf
from bot.storage.people import people
from bot.storage.quiz import prompts
from bot.storage.quiz.prompts import Prompt

PLACE = "ruling"
SCREEN = "ruling"
OUTCOME = "dispute.outcome"
MARKED = "ruling.marked"
RULED = "ruling.toast.ruled"
PROOF = f"ruling.toast.{Refused.PROOF.value}"
_ASKED_AGAIN = {
    f"ruling.toast.{one.value}" for one in (Refused.REASON, Refused.WORDS, Refused.VALUE)
}


def entry(chat: int, question_id: int = 0, *, fresh: bool = False, **args: Argument) -> Owed:
    """The message with a disputed question, by default the first; ``step`` names what is asked."""
    about = {"question": question_id, **args}
    return Owed(chat, SCREEN, about, place=PLACE, fresh=fresh)


class DisputeQueue:
    """Use cases; ``instructors`` are the Telegram ids that the settings name."""

    def __init__(self, database: Database, instructors: Collection[int]) -> None:
        self.database = database
        self.instructors = instructors

    async def waits(self, telegram_id: int) -> bool:
        """Whether anything is disputed that this person could rule on."""
        if telegram_id not in self.instructors:
            return False
        async with self.database.read() as tx:
            return bool(await disputes.disputed(tx))

    async def review(self, who: Who, now: datetime) -> None:
        """/review: the first disputed question, at the bottom of the chat."""
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            await ask_elsewhere(tx, person.id)
            mine = who.telegram_id in self.instructors
            shown = entry(who.telegram_id, fresh=True) if mine else turned_away(who)
            await owe(tx, [shown], now)

    async def show(self, tap: Tap, question_id: int, now: datetime, *, after: bool) -> None:
        """That question, or the one ``after`` it; whatever was asked for is asked for no more."""
        async with self.database.write() as tx:
            person = await self._instructor(tx, tap, now)
            if person is None:
                return
            if after:
                waiting = await disputes.disputed(tx)
                place = waiting.index(question_id) + 1 if question_id in waiting else 0
                question_id = waiting[place % len(waiting)] if waiting else 0
            await owe(tx, [toast(tap, now), entry(tap.chat, question_id)], now)

    async def choose(self, tap: Tap, wish: Wish, now: datetime, *, chosen: bool = False) -> None:
        """A verdict, or with ``chosen`` the option that it is about: rules, or asks for more."""
        async with self.database.write() as tx:
            person = await self._instructor(tx, tap, now)
            if person is None:
                return
            held = await versions.of_question(tx, wish.question_id)
            version = held.get(wish.version_id)
            if version is None:
                await owe(tx, [toast(tap, now, "ruling.toast.outdated"), entry(tap.chat)], now)
                return
            options = bool(version.question.options)
            typed = wish.verdict in (Verdict.KEY, Verdict.BOTH) and not options
            picks = wish.verdict is Verdict.WORDING or (
                wish.verdict in (Verdict.KEY, Verdict.BOTH) and options
            )
            if (picks or wish.verdict is Verdict.VOID) and not chosen:
                asked = entry(tap.chat, wish.question_id, step=wish.verdict.value)
                await owe(tx, [toast(tap, now), asked], now)
            elif typed or wish.verdict in REASONED or wish.verdict is Verdict.WORDING:
                await self._ask(tx, person, wish, now)
                await owe(tx, [toast(tap, now), entry(tap.chat, wish.question_id)], now)
            else:
                word, shown = await self._ruled(tx, person, wish, now)
                await owe(tx, [toast(tap, now, word), shown], now)

    async def pick(self, tap: Tap, wish: Wish, place: str, now: datetime) -> None:
        """An option by its place from 0, in the version's own order, or a part that is told;
        anything else is the stem.
        """
        async with self.database.read() as tx:
            held = await versions.of_question(tx, wish.question_id)
        options = held[wish.version_id].question.options if wish.version_id in held else ()
        if place.isascii() and place.isdigit() and int(place[:2]) < len(options):
            wish = replace(wish, choice=options[int(place[:2])].id)
        elif wish.verdict is Verdict.WORDING and place in TOLD:
            wish = replace(wish, choice=place)
        await self.choose(tap, wish, now, chosen=True)

    async def take_back(self, tap: Tap, ruling_id: int, now: datetime) -> None:
        """Undo a ruling, while it is the last one on its question."""
        async with self.database.write() as tx:
            person = await self._instructor(tx, tap, now)
            if person is None:
                return
            last = await rulings.find(tx, ruling_id)
            done = await self._taken_back(tx, person, last, now)
            word = f"ruling.toast.{done.value if isinstance(done, Refused) else 'taken_back'}"
            shown = entry(tap.chat, last.question_id if last else 0)
            await owe(tx, [toast(tap, now, word), shown], now)

    async def decide(self, person: Person, wish: Wish, now: datetime) -> int | Refused:
        """A verdict with all that belongs to it at once, as a form has it; the ruling's id."""
        words, proof = (" ".join(text.split()) for text in (wish.words, wish.proof))
        wish = replace(wish, words=words, proof=proof)
        async with self.database.write() as tx:
            return await self._decided(tx, person, wish, now)

    async def reverse(self, person: Person, ruling_id: int, now: datetime) -> int | Refused:
        """See :meth:`take_back`; the id of the ruling that undoes it."""
        async with self.database.write() as tx:
            last = await rulings.find(tx, ruling_id)
            return await self._taken_back(tx, person, last, now)

    async def said(
        self, tx: Tx, person: Person, prompt: Prompt, text: str, now: datetime
    ) -> list[Owed]:
        """Words that a ruling waited for: a value, a reason, other words. What is owed for them."""
        about, words, chat = prompt.about, " ".join(text.split()), person.who.telegram_id
        bare = Owed(chat, "quiz.bare", place=PLACE)  # the message that asked for it
        wish = Wish(
            about["question"], about["version"], Verdict(about["verdict"]), about["choice"], words
        )
        if about["wants"] == "value":
            held = await versions.of_question(tx, wish.question_id)
            if not readable(held[wish.version_id].question, words):
                return [Owed(chat, "ruling.word", {"word": f"ruling.toast.{Refused.VALUE.value}"})]
            wish = Wish(wish.question_id, wish.version_id, wish.verdict, words)
            if wish.verdict in REASONED:
                await self._ask(tx, person, wish, now)
                return [bare, entry(chat, wish.question_id, fresh=True)]
        if about["wants"] == "proof":
            wish = replace(wish, words=about["words"], proof=words)
        word, shown = await self._ruled(tx, person, wish, now, fresh=True)
        if word == PROOF:
            again = {**about, "wants": "proof", "words": wish.words}
            await prompts.ask(tx, person.id, PURPOSE, again, now)
            told = [Owed(chat, "ruling.word", {"word": word})] if wish.proof else []
            return [bare, *told, shown]
        if word in _ASKED_AGAIN:
            await prompts.ask(tx, person.id, PURPOSE, about, now)
            return [Owed(chat, "ruling.word", {"word": word})]
        said = [] if word == RULED else [Owed(chat, "ruling.word", {"word": word})]
        return [bare, *said, shown]

    async def _ask(self, tx: Tx, person: Person, wish: Wish, now: datetime) -> None:
        """Wait for the words that a ruling needs."""
        held = await versions.of_question(tx, wish.question_id)
        options = bool(held[wish.version_id].question.options)
        typed = wish.verdict in (Verdict.KEY, Verdict.BOTH) and not options
        wants = "value" if typed and not wish.choice else "words"
        about = {
            "question": wish.question_id,
            "version": wish.version_id,
            "verdict": wish.verdict.value,
            "choice": wish.choice,
            "wants": wants,
        }
        await ask_over(tx, person.id, PURPOSE, about, now)

    async def _ruled(
        self, tx: Tx, person: Person, wish: Wish, now: datetime, *, fresh: bool = False
    ) -> tuple[str, Owed]:
        """Rule; the word that says so, and the message as it stands then."""
        await end_over(tx, person.id)
        done = await self._decided(tx, person, wish, now)
        word = f"ruling.toast.{done.value}" if isinstance(done, Refused) else RULED
        return word, entry(person.who.telegram_id, wish.question_id, fresh=fresh)

    async def _decided(self, tx: Tx, person: Person, wish: Wish, now: datetime) -> int | Refused:
        """Rule, if this person may."""
        of = await rulings.set_of(tx, wish.question_id)
        if of is None or not self._may(of, wish.verdict, person):
            return Refused.NOT_YOURS
        return await rule(tx, wish, person.id, now, strict=True)

    async def _taken_back(
        self, tx: Tx, person: Person, last: Ruling | None, now: datetime
    ) -> int | Refused:
        """Take a ruling back, if this person may."""
        if last is None:
            return Refused.OUTDATED
        of = await rulings.set_of(tx, last.question_id)
        if of is None or not self._may(of, last.verdict, person):
            return Refused.NOT_YOURS
        return await take_back(tx, last, person.id, now)

    def _may(self, of: SetOf, verdict: Verdict, person: Person) -> bool:
        return may_rule(of, verdict, person.who.telegram_id, self.instructors)

    async def _instructor(self, tx: Tx, tap: Tap, now: datetime) -> Person | None:
        """The person, whose next text is for nothing that was asked before; else they are told."""
        person = await people.recognise(tx, tap.who, now)
        if tap.chat in self.instructors:
            await open_edits.close(tx, person.id)
            await ask_elsewhere(tx, person.id)
            return person
        await owe(tx, [toast(tap, now, "bank.toast.gone")], now)
        return None
