"""Schedules of groups: what admins and instructors add, pause and remove."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from bot.domain.owed import Argument
from bot.domain.people.group import Actor, GroupChat, Tap, may_schedule
from bot.domain.people.membership import Presence
from bot.domain.quizzes.attempt import EVERYTHING, Scope
from bot.domain.rounds.round_request import NAMED
from bot.domain.rounds.schedule import (
    MOST,
    Schedule,
    ScheduleState,
    in_each_others_way,
    next_occurrence,
)
from bot.domain.rounds.schedule_request import Flaw, Unreadable, meant_by, read_schedule
from bot.services.groups.refusing import refuse
from bot.services.groups.toasts import toast
from bot.services.rounds.drawing import draw_for
from bot.services.schedules.debts import listing, note, place_of
from bot.services.schedules.timers import pause, set_next
from bot.storage.bank import questions
from bot.storage.database import Database, Tx
from bot.storage.delivery import debts
from bot.storage.delivery.owing import cancel_timer, owe
from bot.storage.groups import groups, members, schedules
from bot.storage.people import people

_WORD = 40
"""Characters of a word that was not understood which are said again."""
_FIRST = 0.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A schedule as its list shows it; ``coming`` is None while it is paused.

    ``topic`` is the title of what it draws from: None for everything, empty for what is no longer
    on offer.
    """

    schedule: Schedule
    coming: datetime | None
    topic: str | None


@dataclass(frozen=True, slots=True)
class Listing:
    """What is scheduled in a place; ``example`` is a word for a topic, if there is any."""

    entries: tuple[Entry, ...]
    zone_name: str
    zone: tzinfo
    wishes: tuple[str | None, ...]
    example: str | None


class Schedules:
    """Each writing method is one transaction. ``instructors`` are Telegram ids.

    Whether an actor is an admin has been asked before.
    """

    def __init__(self, database: Database, instructors: frozenset[int] = frozenset()) -> None:
        self.database = database
        self.instructors = instructors

    async def show(self, chat: GroupChat, now: datetime) -> None:
        """``/schedule``: the list, for everybody."""
        async with self.database.write() as tx:
            await groups.ensure(tx, chat.id, chat.title, now)
            await owe(tx, [listing(chat.id, chat.thread, fresh=True)], now)

    async def add(self, actor: Actor, chat: GroupChat, text: str, now: datetime) -> None:
        """``/schedule daily 18:00 n=5``: add one and show the list, or say why not."""
        async with self.database.write() as tx:
            await groups.ensure(tx, chat.id, chat.title, now)
            if not may_schedule(actor, self.instructors):
                return await _say(tx, chat, "not_allowed", now)
            topics = await questions.topics(tx)
            planned = read_schedule(text, topics)
            if isinstance(planned, Unreadable):
                near = meant_by(text, topics, NAMED) if planned.flaw is Flaw.TOPIC else []
                return await _refuse(tx, chat, planned, near, now)
            held = await schedules.hold_all(tx, {chat.id})
            here = [one.planned for one in held if one.thread == chat.thread]
            if len(held) >= MOST:
                elsewhere = len(held) - len(here)
                entry = "most_elsewhere" if elsewhere else "most"
                return await _say(tx, chat, entry, now, n=elsewhere)
            if any(in_each_others_way(one, planned) for one in here):
                return await _say(tx, chat, "taken", now)
            if not await draw_for(tx, chat.id, planned.scope, 1, lambda: _FIRST):
                return await _say(tx, chat, "nothing_fits", now)
            person = await people.recognise(tx, actor.who, now) if actor.who else None
            if person is not None:
                await members.note(tx, chat.id, [person.id], Presence.MEMBER, now)
            made = await schedules.add(
                tx, chat.id, planned, thread=chat.thread, made_by=person.id if person else None,
                now=now,
            )  # fmt: skip
            await set_next(tx, made, now)
            await owe(tx, [listing(chat.id, chat.thread, fresh=True)], now)

    async def pause(self, actor: Actor, chat: GroupChat, tap: Tap, of: int, now: datetime) -> None:
        """A tap on *Pause*."""
        await self._change(actor, chat, tap, of, now, to=ScheduleState.PAUSED)

    async def go_on(self, actor: Actor, chat: GroupChat, tap: Tap, of: int, now: datetime) -> None:
        """A tap on *Go on*: from its next time on."""
        await self._change(actor, chat, tap, of, now, to=ScheduleState.ACTIVE)

    async def remove(self, actor: Actor, chat: GroupChat, tap: Tap, of: int, now: datetime) -> None:
        """A tap on *Remove*; a round that came by it goes on."""
        await self._change(actor, chat, tap, of, now, to=None)

    async def _change(
        self,
        actor: Actor,
        chat: GroupChat,
        tap: Tap,
        of: int,
        now: datetime,
        *,
        to: ScheduleState | None,
    ) -> None:
        """Bring one into a state, or away; a second tap finds it there and changes nothing."""
        async with self.database.write() as tx:
            if not may_schedule(actor, self.instructors):
                word = "schedule.toast.not_allowed"
                return await owe(tx, [toast(chat.id, tap.query, now, word, alert=True)], now)
            found = await schedules.find(tx, of)
            if found is not None and not await groups.is_same(tx, chat.id, found.chat):
                found = None
            word = "schedule.toast.gone"
            if found is not None:
                word = f"schedule.toast.{to.value if to else 'removed'}"
                await _bring(tx, found, to, now)
            fresh = await debts.shown_at(tx, chat.id, place_of(chat.thread)) != tap.message_id
            answer = toast(chat.id, tap.query, now, word)
            await owe(tx, [answer, listing(chat.id, chat.thread, fresh=fresh)], now)

    async def refuse_tap(
        self, chat: int, query: str, now: datetime, word: str = "schedule.toast.gone"
    ) -> None:
        """A button that no message of ours has there, or tapped by who cannot be told apart."""
        async with self.database.write() as tx:
            await owe(tx, [toast(chat, query, now, word)], now)

    async def refuse(self, chat: GroupChat, word: str, now: datetime) -> None:
        """Say why nothing happens: ``word`` names the words."""
        async with self.database.write() as tx:
            await _say(tx, chat, word, now)

    # --- reading, for the screens ----------------------------------------------------------------

    async def listing(self, chat: int, thread: int | None) -> Listing:
        """What is scheduled in a chat beside all topics, or in one."""
        async with self.database.read() as tx:
            zone, now = await groups.zone(tx, chat), self.database.clock()
            named = await questions.named_topics(tx)
            titles = {topic.scope: topic.title for topic in named}
            titles |= {Scope(topic.set_id): topic.set_title for topic in named}
            here = [one for one in await schedules.of_chat(tx, chat) if one.thread == thread]
            return Listing(
                tuple(
                    Entry(one, _coming(one, zone, now), _topic(one.planned.scope, titles))
                    for one in here
                ),
                str(zone), zone, (await people.voice(tx, chat)).wishes,
                next((topic.slug for topic in named), None),
            )  # fmt: skip

    async def wishes(self, chat: int) -> tuple[str | None, ...]:
        """The languages to speak to a chat in, best first."""
        async with self.database.read() as tx:
            return (await people.voice(tx, chat)).wishes

    async def title(self, group: int) -> str | None:
        """What a group is called."""
        async with self.database.read() as tx:
            state = await groups.find(tx, group)
            return state.group.title if state else None


def _coming(of: Schedule, zone: tzinfo, now: datetime) -> datetime | None:
    if not of.active:
        return None
    return next_occurrence(of.planned.timing, zone, now, of.last_day).moment


def _topic(scope: Scope, titles: dict[Scope, str]) -> str | None:
    return None if scope == EVERYTHING else titles.get(scope, "")


async def _bring(tx: Tx, of: Schedule, to: ScheduleState | None, now: datetime) -> None:
    if to is None:
        await cancel_timer(tx, schedules.timer_key(of.id))
        await schedules.remove(tx, of.id)
    elif to is ScheduleState.ACTIVE and not of.active:
        await schedules.enter(tx, of.id, to)
        await set_next(tx, of, now)
    elif to is ScheduleState.PAUSED and of.active:
        await pause(tx, of)


async def _refuse(
    tx: Tx, chat: GroupChat, why: Unreadable, near: Sequence[str], now: datetime
) -> None:
    """Say what is wrong, or offer the lines that could be meant."""
    if not near:
        return await _say(tx, chat, f"bad_{why.flaw.value}", now, word=why.word[:_WORD])
    lines = "\n".join(f"/schedule {line}" for line in near)
    await _say(tx, chat, "topic_near" if len(near) > 1 else "topic_slip", now, requests=lines)


async def _say(tx: Tx, chat: GroupChat, entry: str, now: datetime, **values: Argument) -> None:
    await refuse(tx, note(chat.id, chat.thread, entry, **values, **chat.quoting), now)
