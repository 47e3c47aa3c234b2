"""Rounds in groups: starting, asking, closing, stopping."""

import random
from datetime import datetime

from bot.domain.attempt import EVERYTHING, Scope
from bot.domain.draw import Candidate, draw, unseen
from bot.domain.group import Actor, GroupChat, may_start
from bot.domain.option_order import in_order
from bot.domain.owed import Owed
from bot.domain.question import Question
from bot.domain.round import (
    DRAINING,
    Outcome,
    PollState,
    PollToSend,
    RoundRequest,
    RoundState,
    Scene,
    fits_poll,
    read_round,
)
from bot.storage import groups, inbox, people, polls, questions, rounds
from bot.storage.database import Database, Tx
from bot.storage.inbox import POLL_LANE
from bot.storage.owing import owe
from bot.storage.polls import Asked
from bot.storage.rounds import Drawn, Round
from bot.storage.sampling import sample

SCREEN = "round"
RESULT = "round_result"
NOTE = "round_note"
STOP_POLL = "stop_poll"
BY_THEMSELVES = frozenset({SCREEN, RESULT, STOP_POLL, polls.SCREEN})
"""The screens that a round brings without being asked each time."""
TABLE_LINES = 10


class RoundService:
    """Each writing method is one transaction. ``instructors`` are Telegram ids."""

    def __init__(
        self, database: Database, rng: random.Random, instructors: frozenset[int] = frozenset()
    ) -> None:
        self.database = database
        self.rng = rng
        self.instructors = instructors

    async def start(self, actor: Actor, chat: GroupChat, text: str, now: datetime) -> None:
        """Start a round of what ``text`` asks for, or say why not."""
        async with self.database.write() as tx:
            state = await groups.ensure(tx, chat.id, chat.title, now)
            if not may_start(state.group, actor, self.instructors):
                return await _note(tx, chat, "not_allowed", now)
            if await rounds.open_round(tx, chat.id) is not None:
                return await _note(tx, chat, "running", now)
            wanted = read_round(text, await questions.named_topics(tx))
            if not isinstance(wanted, RoundRequest) or wanted.scope != EVERYTHING:
                wanted = read_round(text, await questions.topics(tx))
            if not isinstance(wanted, RoundRequest):
                return await _note(tx, chat, f"bad_{wanted.value}", now)
            drawn = await self._draw(tx, chat.id, wanted.scope, wanted.questions)
            if not drawn:
                return await _note(tx, chat, "nothing_fits", now)
            person = await people.recognise(tx, actor.who, now) if actor.who else None
            round_id = await rounds.start(
                tx, chat.id, drawn, seconds=wanted.seconds, thread=chat.thread,
                started_by=person.id if person else None, now=now,
            )  # fmt: skip
            if round_id is None:
                return await _note(tx, chat, "running", now)
            begun = await rounds.find(tx, round_id)
            assert begun is not None  # noqa: S101 - it was just made
            await owe(tx, [drawing(begun), _poll(begun, 1)], now)

    async def _draw(self, tx: Tx, chat: int, scope: Scope, count: int) -> list[Drawn]:
        """Questions that fit a poll whole, those that the group was not asked lately first."""
        some = await sample(tx, count, self.rng.random) if scope == EVERYTHING else None
        if some is not None:
            new = unseen(await rounds.candidates(tx, chat, scope, some))
            chosen = await self._fitting(tx, new, count)
            if len(chosen) == count:
                return chosen
        return await self._fitting(tx, await rounds.candidates(tx, chat, scope), count)

    async def _fitting(self, tx: Tx, pool: list[Candidate], count: int) -> list[Drawn]:
        """Draw until enough of what was drawn fits a poll."""
        chosen: list[Drawn] = []
        while pool and len(chosen) < count:
            some = draw(pool, count - len(chosen), self.rng.random)
            contents = await questions.load(tx, [one.version_id for one in some])
            for one in some:
                question = contents[one.version_id]
                if fits_poll(question):
                    chosen.append(Drawn(one.version_id, _poll_order(question)))
            tried = {one.question_id for one in some}
            pool = [one for one in pool if one.question_id not in tried]
        return chosen

    async def stop(self, actor: Actor, chat: GroupChat, now: datetime) -> None:
        """Stop the open round, for who started it, admins and instructors; or say why not."""
        async with self.database.write() as tx:
            going = await rounds.open_round(tx, chat.id)
            if going is None:
                return await _note(tx, chat, "none_open", now)
            if not await self._may_stop(tx, going, actor):
                return await _note(tx, chat, "not_yours", now)
            await end_early(tx, going, now)

    async def _may_stop(self, tx: Tx, going: Round, actor: Actor) -> bool:
        if actor.admin:
            return True
        if actor.who is None:
            return False
        if actor.who.telegram_id in self.instructors:
            return True
        person = await people.find(tx, actor.who.telegram_id)
        return person is not None and person.id == going.started_by

    async def refuse(self, chat: GroupChat, note: str, now: datetime) -> None:
        """Say why nothing happens: ``note`` names the words."""
        async with self.database.write() as tx:
            await _note(tx, chat, note, now)

    async def close(self, round_id: int, position: int, now: datetime) -> None:
        """A question's time is over: show how it went, and ask the next one or end the round.

        Not before every vote that has come in is counted: the table is to be right at once.
        """
        async with self.database.write() as tx:
            await rounds.hold(tx, [round_id])
            asked = await polls.asked(tx, round_id, position)
            if asked is None or not is_current(asked):
                return
            if asked.state is PollState.OPEN:
                if asked.poll_id and await inbox.waits(tx, f"{POLL_LANE}{asked.poll_id}"):
                    return await rounds.set_close(tx, asked.round, position, now + DRAINING)
                await polls.set_poll(tx, round_id, position, PollState.CLOSED)
            elif asked.state is PollState.UNKNOWN:
                await polls.set_poll(tx, round_id, position, PollState.LOST)
            else:
                return
            await _advance(tx, asked.round, now)

    # --- reading, for the screens ---------------------------------------------------------------

    async def poll_to_send(self, round_id: int, position: int) -> PollToSend | None:
        """What the poll at a position asks; None when it is not to be sent (any more)."""
        async with self.database.read() as tx:
            asked = await polls.asked(tx, round_id, position)
            if asked is None or not is_current(asked) or asked.state is not PollState.WAITING:
                return None
            voice = await people.voice(tx, asked.round.chat)
            sources = await questions.sources_for(tx, [asked.version_id])
            return PollToSend(
                position, asked.round.total, asked.round.seconds, asked.question,
                asked.option_order, asked.language, voice.wishes, sources[asked.version_id],
            )  # fmt: skip

    async def scene(self, round_id: int) -> Scene | None:
        """A round as its messages show it now; None when there is no such round."""
        async with self.database.read() as tx:
            shown = await rounds.find(tx, round_id)
            if shown is None:
                return None
            voice = await people.voice(tx, shown.chat)
            done = await polls.last_done(tx, round_id)
            lines, number = await polls.table(tx, round_id, TABLE_LINES)
            of_sets = await polls.sets_of(tx, round_id)
            return Scene(
                round_id=shown.id,
                chat=shown.chat,
                state=shown.state,
                position=shown.position,
                total=shown.total,
                seconds=shown.seconds,
                wishes=voice.wishes,
                outcome=await _outcome(tx, done) if done else None,
                lost=await polls.lost_positions(tx, round_id),
                lines=tuple(lines),
                people=number,
                set_code=of_sets[0][0] if len(of_sets) == 1 else None,
                languages=tuple(language for _, language in of_sets),
            )

    async def wishes(self, chat: int) -> tuple[str | None, ...]:
        """The languages to speak to a group in, best first."""
        async with self.database.read() as tx:
            return (await people.voice(tx, chat)).wishes


def is_current(asked: Asked) -> bool:
    """Whether a question is the one that its round, still open, is asking."""
    return asked.round.state is RoundState.OPEN and asked.position == asked.round.position


def drawing(of: Round) -> Owed:
    """The debt to draw the message at a round's head as it stands."""
    return Owed(of.chat, SCREEN, {"round": of.id}, place=of.place, thread=of.thread)


def concluding(of: Round) -> Owed:
    """The debt to show how an ended round came out: below its polls, where people are.

    The place makes it one message: what comes in after it is edited into it.
    """
    return Owed(of.chat, RESULT, {"round": of.id}, place=f"result:{of.id}", thread=of.thread)


async def end_early(tx: Tx, going: Round, now: datetime) -> None:
    """Stop a round between two ends: its open poll is closed, its result is shown."""
    asked = await polls.close_open(tx, going)
    await rounds.end(tx, going, RoundState.STOPPED, now)
    close = [stopping(asked)] if asked else []
    await owe(tx, [*close, drawing(going), concluding(going)], now)


def stopping(asked: Asked) -> Owed:
    """The debt to close a poll before its time."""
    of, args = asked.round, {"round": asked.round.id, "position": asked.position}
    return Owed(of.chat, STOP_POLL, args, place=f"poll:{of.id}:{asked.position}")


async def _advance(tx: Tx, going: Round, now: datetime) -> None:
    if going.position == going.total:
        await rounds.end(tx, going, RoundState.FINISHED, now)
        await owe(tx, [drawing(going), concluding(going)], now)
        return
    await rounds.move_to(tx, going.id, going.position + 1)
    await owe(tx, [drawing(going), _poll(going, going.position + 1)], now)


def _poll(of: Round, position: int) -> Owed:
    return Owed(
        of.chat,
        polls.SCREEN,
        {"round": of.id, "position": position},
        place=f"poll:{of.id}:{position}",
        thread=of.thread,
        once=True,
    )


def _poll_order(question: Question) -> tuple[str, ...]:
    """Telegram shuffles for each viewer; what has an order of its own is sent in it."""
    return tuple(option.id for option in in_order(question.options) or question.options)


async def _outcome(tx: Tx, done: Asked) -> Outcome:
    answered, right = await polls.answered(tx, done.poll_id) if done.poll_id else (0, 0)
    sources = await questions.sources_for(tx, [done.version_id])
    return Outcome(
        done.position, done.state, done.question, done.language, sources[done.version_id],
        answered, right,
    )  # fmt: skip


async def _note(tx: Tx, chat: GroupChat, note: str, now: datetime) -> None:
    await owe(tx, [Owed(chat.id, NOTE, {"note": note}, thread=chat.thread)], now)
