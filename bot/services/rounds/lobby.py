"""A round's lobby: joining, the countdown, starting at once, calling it off."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.owed import Owed
from bot.domain.people.group import Actor
from bot.domain.people.membership import Presence
from bot.domain.people.person import Who
from bot.domain.rounds.lobby import next_moment
from bot.domain.rounds.modes import TEAMS, Mode
from bot.domain.rounds.round import DRAINING, Phase, RoundState
from bot.services.groups.toasts import toast
from bot.services.rounds.course import begin, end_early
from bot.services.rounds.debts import redrawing
from bot.services.rounds.directing import directs
from bot.services.schedules.timers import not_taken
from bot.storage.database import Database, Tx
from bot.storage.delivery import inbox
from bot.storage.delivery.owing import owe
from bot.storage.groups import groups, members
from bot.storage.people import people
from bot.storage.rounds import participants, rounds
from bot.storage.rounds.rounds import Round

Step = Callable[[Tx, Round, datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class RoundTap:
    """A tap on a button of a round's message; ``query`` is the callback query to answer."""

    chat: int
    round_id: int
    query: str


class LobbyService:
    """Each writing method is one transaction. ``instructors`` are Telegram ids.

    Each tap names its round: whoever taps below an older message learns that it is over.
    """

    def __init__(self, database: Database, instructors: frozenset[int] = frozenset()) -> None:
        self.database = database
        self.instructors = instructors

    async def join(self, who: Who, tap: RoundTap, now: datetime, team: int | None = None) -> None:
        """A tap on *Join*, or on a team's button; a tap on the other team's changes over."""
        async with self.database.write() as tx:
            of = await _tapped(tx, tap)
            word, drawn, alert = "round.toast.joined", list[Owed](), False
            if of is None or of.state is not RoundState.OPEN:
                word = "round.toast.over"
            elif of.phase is not Phase.LOBBY:
                word = "round.toast.begun"
            elif team is not None and (of.mode is not Mode.TEAMS or team >= TEAMS):
                word = "round.toast.over"
            else:
                if team is not None:
                    word = f"round.toast.team.{team}"
                person = await people.recognise(tx, who, now)
                await members.note(tx, tap.chat, [person.id], Presence.MEMBER, now)
                if alert := bool(await people.tell_of_polls(tx, {person.id})):
                    word = "round.toast.joined.polls"
                if await participants.join(tx, of.id, person.id, now, team):
                    drawn = [redrawing(of)]
            answer = toast(tap.chat, tap.query, now, word, alert=alert)
            await owe(tx, [answer, *drawn], now)

    async def start_now(self, actor: Actor, tap: RoundTap, now: datetime) -> None:
        """A tap on *Start now*. Where much was just sent to the group, the first question follows
        in some seconds.
        """
        await self._direct(actor, tap, now, begin, "round.toast.starting")

    async def call_off(self, actor: Actor, tap: RoundTap, now: datetime) -> None:
        """A tap on *Cancel*."""
        await self._direct(actor, tap, now, end_early)

    async def choose_mode(self, actor: Actor, tap: RoundTap, mode: Mode, now: datetime) -> None:
        """A tap on the name of a mode."""

        async def choose(tx: Tx, of: Round, now: datetime) -> None:
            await rounds.choose_mode(tx, of.id, mode)
            await owe(tx, [redrawing(of)], now)

        await self._direct(actor, tap, now, choose)

    async def _direct(
        self, actor: Actor, tap: RoundTap, now: datetime, step: Step, done: str | None = None
    ) -> None:
        """``done`` is the word for whoever may do it."""
        async with self.database.write() as tx:
            of = await _tapped(tx, tap)
            refused = None
            if of is None or not of.in_lobby:
                refused = "round.toast.over"
            elif not await directs(tx, actor, of, self.instructors):
                refused = "round.toast.not_yours"
            await owe(tx, [toast(tap.chat, tap.query, now, refused or done)], now)
            if of is not None and refused is None:
                await step(tx, of, now)

    async def refuse(
        self,
        chat: int,
        query: str,
        now: datetime,
        word: str = "round.toast.over",
        *,
        alert: bool = False,
    ) -> None:
        """A tap on what is no button of ours, or by who cannot play."""
        async with self.database.write() as tx:
            await owe(tx, [toast(chat, query, now, word, alert=alert)], now)

    async def not_taken(self, tx: Tx, owed: Owed) -> None:
        """Telegram does not take the lobby of a round that came by schedule: nobody can join it.

        Runs inside the sender's transaction.
        """
        round_id, now = owed.number("round"), self.database.clock()
        await not_taken(tx, round_id, now)
        await rounds.hold(tx, [round_id])
        of = await rounds.find(tx, round_id)
        if of is not None and of.in_lobby and of.scheduled:
            await rounds.end(tx, of, RoundState.STOPPED, now)

    async def tick(self, round_id: int, now: datetime) -> None:
        """A moment of the countdown: draw it again, or begin; where nobody came, call it off.

        Neither before what people wrote and tapped meanwhile is done: they may have come in.
        """
        async with self.database.write() as tx:
            await rounds.hold(tx, [round_id])
            of = await rounds.find(tx, round_id)
            if of is None or not of.in_lobby or of.lobby_until is None:
                return
            if now < of.lobby_until:
                await rounds.set_lobby(tx, of, next_moment(of.lobby_until, now))
                await owe(tx, [redrawing(of)], now)
            elif await inbox.waits(tx, str(of.chat)):
                await rounds.set_lobby(tx, of, now + DRAINING)
            elif await participants.number(tx, round_id):
                await begin(tx, of, now)
            else:
                await end_early(tx, of, now)


async def _tapped(tx: Tx, tap: RoundTap) -> Round | None:
    """The round, held, if it is one of that chat: data of buttons can be forged."""
    await rounds.hold(tx, [tap.round_id])
    of = await rounds.find(tx, tap.round_id)
    return of if of is not None and await groups.is_same(tx, tap.chat, of.chat) else None
