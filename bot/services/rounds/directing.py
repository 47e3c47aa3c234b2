"""Directing a round that is open: skip, pause, resume, stop."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from bot.domain.people.group import Actor, GroupChat, may_direct
from bot.domain.rounds.round import DONE, DRAINING, GRACE, PAUSE_LIMIT, Phase, PollState, RoundKind
from bot.services.rounds.course import ask_next, end_early
from bot.services.rounds.debts import say, stopping
from bot.storage.database import Database, Tx
from bot.storage.delivery import inbox
from bot.storage.delivery.owing import cancel_timer, owe
from bot.storage.people import people
from bot.storage.rounds import polls, rounds
from bot.storage.rounds.rounds import Round

Step = Callable[[Tx, Round, datetime], Awaitable[str | None]]
"""Does something with a round that is held; the note to say, if anything is to be said."""


class Directing:
    """Each writing method is one transaction. ``instructors`` are Telegram ids."""

    def __init__(self, database: Database, instructors: frozenset[int] = frozenset()) -> None:
        self.database = database
        self.instructors = instructors

    async def stop(self, actor: Actor, chat: GroupChat, now: datetime) -> None:
        """End the round here and now; a lobby is called off.

        Where none is open, it is the question of the day that ends.
        """
        await self._direct(actor, chat, now, _stop, (RoundKind.ROUND, RoundKind.DAY))

    async def skip(self, actor: Actor, chat: GroupChat, now: datetime) -> None:
        """Close the question being asked before its time. What was answered counts."""
        await self._direct(actor, chat, now, _skip)

    async def pause(self, actor: Actor, chat: GroupChat, now: datetime) -> None:
        """Ask nothing more after the question being asked."""
        await self._direct(actor, chat, now, _pause)

    async def resume(self, actor: Actor, chat: GroupChat, now: datetime) -> None:
        """Go on with the next question."""
        await self._direct(actor, chat, now, _resume)

    async def _direct(
        self,
        actor: Actor,
        chat: GroupChat,
        now: datetime,
        step: Step,
        kinds: Sequence[RoundKind] = (RoundKind.ROUND,),
    ) -> None:
        async with self.database.write() as tx:
            going = None
            for kind in kinds:
                going = going or await rounds.open_round(tx, chat.id, chat.thread, kind)
            if going is None:
                return await say(tx, chat, "none_open", now)
            if not await directs(tx, actor, going, self.instructors):
                return await say(tx, chat, "not_yours", now)
            note = await step(tx, going, now)
            if note is not None:
                await say(tx, chat, note, now)

    async def refuse(self, chat: GroupChat, note: str, now: datetime) -> None:
        """Say why nothing happens: ``note`` names the words."""
        async with self.database.write() as tx:
            await say(tx, chat, note, now)

    async def pause_over(self, round_id: int, now: datetime) -> None:
        """Nobody resumed the round for long: it is stopped, so that another one can begin.

        Not before what people wrote meanwhile is done: somebody may have resumed it.
        """
        async with self.database.write() as tx:
            await rounds.hold(tx, [round_id])
            paused = await rounds.find(tx, round_id)
            if paused is None or not paused.paused:
                return
            if await inbox.waits(tx, str(paused.chat)):
                return await rounds.set_pause(tx, paused, now + DRAINING)
            await end_early(tx, paused, now)


async def directs(tx: Tx, actor: Actor, of: Round, instructors: frozenset[int]) -> bool:
    """Whether ``actor`` may direct the round."""
    person = await people.find(tx, actor.who.telegram_id) if actor.who else None
    started = person is not None and person.id == of.started_by
    return may_direct(actor, started=started, instructors=instructors)


async def _stop(tx: Tx, going: Round, now: datetime) -> str | None:
    await end_early(tx, going, now, asked_for=True)
    return None


async def _skip(tx: Tx, going: Round, now: datetime) -> str | None:
    if going.phase is Phase.LOBBY:
        return "not_begun"
    asked = await polls.asked(tx, going.id, going.position)
    # A poll of unknown fate may be out: only its closing tells whose the votes on it are.
    if asked is None or asked.state is not PollState.OPEN:
        return "nothing_to_skip"
    due = await rounds.due_at(tx, rounds.timer_key(going.id, going.position))
    if due is not None and due <= now + GRACE:
        return None  # it is closing: told twice, or skipped in its last second
    await polls.set_poll(tx, going.id, going.position, asked.state, closes_at=now)
    await rounds.set_close(tx, going, going.position, now + GRACE)
    if not asked.by_message:  # a message loses its buttons when it closes
        await owe(tx, [stopping(asked)], now)
    return None


async def _pause(tx: Tx, going: Round, now: datetime) -> str | None:
    if going.phase is Phase.LOBBY:
        return "not_begun"
    if going.phase is Phase.PAUSED:
        return "paused_already"
    await rounds.enter(tx, going.id, Phase.PAUSED)
    await rounds.set_pause(tx, going, now + PAUSE_LIMIT)
    return "paused"


async def _resume(tx: Tx, going: Round, now: datetime) -> str | None:
    if going.phase is Phase.LOBBY:
        return "not_begun"
    if going.phase is Phase.ASKING:
        return "not_paused"
    await rounds.enter(tx, going.id, Phase.ASKING)
    await cancel_timer(tx, rounds.pause_key(going.id))
    asked = await polls.asked(tx, going.id, going.position)
    if asked is not None and asked.state in DONE:
        await ask_next(tx, going, now)
        return None
    return "resumed"
