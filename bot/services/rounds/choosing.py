"""Answers by button, where a round asks by message: kept until the question closes."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.people.membership import Presence
from bot.domain.people.person import Who
from bot.domain.question import QuestionType
from bot.domain.rounds.modes import Mode
from bot.domain.rounds.round import PollState
from bot.services.groups.toasts import toast
from bot.services.rounds.course import complete_teams, is_current
from bot.services.rounds.debts import chosen_toast
from bot.services.rounds.lobby import RoundTap
from bot.storage.cause import received
from bot.storage.database import Database, Tx
from bot.storage.delivery.owing import owe
from bot.storage.groups import groups, members
from bot.storage.people import people
from bot.storage.rounds import choices, participants, polls, rounds
from bot.storage.rounds.choices import Choice
from bot.storage.rounds.polls import Asked

_ANSWERABLE = frozenset({PollState.WAITING, PollState.OPEN})
"""A tap may come before the word that the message was sent has been recorded."""


@dataclass(frozen=True, slots=True)
class OptionTap:
    """A tap on the option at ``place`` (from 0, as the message shows them) of a question."""

    tap: RoundTap
    position: int
    place: int


class Choosing:
    """Each writing method is one transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def choose(self, who: Who, on: OptionTap, now: datetime) -> None:
        """One option replaces the one before; where several are right, a tap puts or takes it.

        It is of the moment in which it came in, however long it waited in the chat's lane.
        """
        at = received() or now
        async with self.database.write() as tx:
            asked = await self._asked(tx, on)
            word = None
            if asked is None or on.place >= len(asked.option_order):
                word = "round.toast.over"
            elif not is_current(asked) or not _is_open(asked, at):
                word = "round.toast.late"
            if asked is None or word is not None:
                return await owe(tx, [toast(on.tap.chat, on.tap.query, now, word)], now)
            person = await people.recognise(tx, who, now)
            await members.note(tx, asked.round.chat, [person.id], Presence.MEMBER, now)
            if asked.round.mode is Mode.TEAMS and await participants.join(
                tx, asked.round.id, person.id, now
            ):
                await complete_teams(tx, asked.round.id)
            place = (asked.round.id, on.position, person.id)
            before = await choices.chosen(tx, *place)
            after = _after(asked, before, asked.option_order[on.place])
            await choices.choose(tx, *place[:2], Choice(person.id, after, at))
            places = sorted(asked.option_order.index(option) for option in after)
            await owe(tx, [chosen_toast(asked, on.tap.chat, on.tap.query, places, now)], now)

    async def _asked(self, tx: Tx, on: OptionTap) -> Asked | None:
        """The question, its round held, if that chat is asked it by message: data can be forged."""
        await rounds.hold(tx, [on.tap.round_id])
        asked = await polls.asked(tx, on.tap.round_id, on.position)
        if asked is None or not asked.by_message:
            return None
        return asked if await groups.is_same(tx, on.tap.chat, asked.round.chat) else None


def _is_open(asked: Asked, at: datetime) -> bool:
    until = asked.taps_until
    return asked.state in _ANSWERABLE and (until is None or at <= until)


def _after(asked: Asked, before: tuple[str, ...], tapped: str) -> tuple[str, ...]:
    if asked.question.type is not QuestionType.MULTIPLE:
        return (tapped,)
    return tuple(sorted(set(before) ^ {tapped}))
