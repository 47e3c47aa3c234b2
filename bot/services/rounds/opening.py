"""Rounds in groups: opening them, and closing each of their questions."""

import random
from collections.abc import Callable
from datetime import datetime

from bot.domain.people.group import Actor, GroupChat, may_start
from bot.domain.people.membership import Presence
from bot.domain.quizzes.attempt import EVERYTHING
from bot.domain.rounds.lobby import LOBBY
from bot.domain.rounds.round import DRAINING, UNKNOWN_GRACE, PollState
from bot.domain.rounds.round_request import NAMED, Flaw, RoundRequest, meant, read_round
from bot.services.rounds.course import advance, close_question, is_current, open_up
from bot.services.rounds.debts import say, stopping
from bot.services.rounds.directing import directs
from bot.services.rounds.drawing import draw_for
from bot.storage.bank import questions
from bot.storage.database import Database, Tx
from bot.storage.delivery import inbox
from bot.storage.delivery.inbox import POLL_LANE
from bot.storage.delivery.owing import owe
from bot.storage.groups import groups, members
from bot.storage.people import people
from bot.storage.rounds import polls, rounds
from bot.storage.rounds.polls import Asked
from bot.storage.rounds.rounds import Round

ReachedSince = Callable[[], datetime | None]
"""Since when all that Telegram has has been coming in without a gap; None while it does not."""


class RoundService:
    """Each writing method is one transaction. ``instructors`` are Telegram ids."""

    def __init__(
        self,
        database: Database,
        rng: random.Random,
        instructors: frozenset[int] = frozenset(),
        *,
        reached_since: ReachedSince,
    ) -> None:
        self.database = database
        self.rng = rng
        self.instructors = instructors
        self.reached_since = reached_since

    async def start(self, actor: Actor, chat: GroupChat, text: str, now: datetime) -> None:
        """``/quiz``: the short form, which asks at once; or say why not."""
        await self._open(actor, chat, text, now, lobby=None)

    async def open_lobby(self, actor: Actor, chat: GroupChat, text: str, now: datetime) -> None:
        """``/round``: people join first; or say why not."""
        await self._open(actor, chat, text, now, lobby=now + LOBBY)

    async def _open(
        self, actor: Actor, chat: GroupChat, text: str, now: datetime, *, lobby: datetime | None
    ) -> None:
        async with self.database.write() as tx:
            state = await groups.ensure(tx, chat.id, chat.title, now)
            if not may_start(state.group, actor, self.instructors):
                return await say(tx, chat, "not_allowed", now)
            going = await rounds.open_round(tx, chat.id, chat.thread)
            if going is not None:
                mine = await directs(tx, actor, going, self.instructors)
                return await say(tx, chat, _taken(going, directs=mine), now)
            wanted = await _wanted(tx, text)
            if not isinstance(wanted, RoundRequest):
                return await _refuse(tx, chat, text, wanted, now, lobby=lobby is not None)
            drawn = await draw_for(tx, chat.id, wanted.scope, wanted.questions, self.rng.random)
            if not drawn:
                return await say(tx, chat, "nothing_fits", now)
            person = await people.recognise(tx, actor.who, now) if actor.who else None
            if person is not None:
                await members.note(tx, chat.id, [person.id], Presence.MEMBER, now)
            round_id = await rounds.start(
                tx, chat.id, drawn, seconds=wanted.seconds, thread=chat.thread,
                started_by=person.id if person else None, now=now, mode=wanted.mode,
                lobby_until=lobby,
            )  # fmt: skip
            if round_id is None:  # another one has just been opened
                return await say(tx, chat, "running_wait", now)
            if len(drawn) < wanted.questions and str(wanted.questions) in text.split():
                await say(tx, chat, "fewer", now, n=len(drawn))
            await open_up(tx, round_id, now)

    async def close(self, round_id: int, position: int, now: datetime) -> None:
        """A question's time is over: show how it went, and ask the next one or end the round.

        Not before every answer that has come in is counted: the table is to be right at once. Nor
        is a poll of unknown fate given up while its closing may still be at Telegram.
        """
        async with self.database.write() as tx:
            await rounds.hold(tx, [round_id])
            asked = await polls.asked(tx, round_id, position)
            if asked is None or not is_current(asked):
                return
            if asked.state is PollState.OPEN:
                if await _answers_wait(tx, asked):
                    return await rounds.set_close(tx, asked.round, position, now + DRAINING)
                await close_question(tx, asked)
                if asked.by_message:
                    await owe(tx, [stopping(asked)], now)
            elif asked.state is PollState.UNKNOWN:
                due = (self.reached_since() or now) + UNKNOWN_GRACE
                if due > now:
                    return await rounds.set_close(tx, asked.round, position, due)
                await polls.set_poll(tx, round_id, position, PollState.LOST)
            else:
                return
            await advance(tx, asked.round, now)


def _taken(going: Round, *, directs: bool) -> str:
    """What to say to who wants another round: how to come in, and to who may, how to end it."""
    note = "lobby" if going.in_lobby else "running"
    return note if directs else f"{note}_wait"


async def _answers_wait(tx: Tx, asked: Asked) -> bool:
    """Whether answers are here that are not worked off; of taps, which go on, those in time."""
    if not asked.by_message:
        return bool(asked.poll_id) and await inbox.waits(tx, f"{POLL_LANE}{asked.poll_id}")
    lane = str(asked.round.chat)
    return await inbox.waits(tx, lane, kind="callback_query", until=asked.taps_until)


async def _refuse(
    tx: Tx, chat: GroupChat, text: str, flaw: Flaw, now: datetime, *, lobby: bool
) -> None:
    """Say what is wrong; where topics could be meant, what to write for each of them."""
    near = meant(text, await questions.topics(tx), NAMED) if flaw is Flaw.TOPIC else []
    if not near:
        return await say(tx, chat, f"bad_{flaw.value}", now)
    command = "/round" if lobby else "/quiz"
    lines = "\n".join(f"{command} {request}" for request in near)
    note = "topic_near" if len(near) > 1 else "topic_slip"
    return await say(tx, chat, note, now, requests=lines)


async def _wanted(tx: Tx, text: str) -> RoundRequest | Flaw:
    wanted = read_round(text, await questions.named_topics(tx))
    if isinstance(wanted, RoundRequest) and wanted.scope == EVERYTHING:
        return wanted
    return read_round(text, await questions.topics(tx))
