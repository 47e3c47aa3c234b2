"""Rounds and their polls in SQL."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, true, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.owed import Timer
from bot.domain.rounds.lobby import TIMER as LOBBY_TIMER
from bot.domain.rounds.modes import Mode
from bot.domain.rounds.round import PAUSE_TIMER, TIMER, Phase, PollState, RoundKind, RoundState
from bot.storage.database import Tx
from bot.storage.delivery.owing import cancel_timer, set_timer
from bot.storage.tables import round_questions, rounds, timers


@dataclass(frozen=True, slots=True)
class Round:
    """A round as it stands; ``position`` is the question being asked, from 1."""

    id: int
    chat: int
    thread: int | None
    started_by: int | None
    state: RoundState
    phase: Phase
    mode: Mode
    ranked: bool
    lobby_until: datetime | None
    seconds: int
    position: int
    total: int
    ended_at: datetime | None
    kind: RoundKind
    scheduled: bool

    @property
    def place(self) -> str:
        """Where in its chat the round's one message stands."""
        return f"round:{self.id}"

    @property
    def in_lobby(self) -> bool:
        return self.state is RoundState.OPEN and self.phase is Phase.LOBBY

    @property
    def paused(self) -> bool:
        return self.state is RoundState.OPEN and self.phase is Phase.PAUSED


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question to ask: its version, and its option ids in the order in which they are sent.

    ``by_message`` when no poll can hold it.
    """

    version_id: int
    option_order: tuple[str, ...]
    by_message: bool = False


IS_OPEN = rounds.c.state == RoundState.OPEN.value


# --- a round's course ----------------------------------------------------------------------------


async def start(
    tx: Tx,
    chat: int,
    drawn: Sequence[Drawn],
    *,
    seconds: int,
    thread: int | None,
    started_by: int | None,
    now: datetime,
    mode: Mode = Mode.CLASSIC,
    lobby_until: datetime | None = None,
    kind: RoundKind = RoundKind.ROUND,
    scheduled: bool = False,
) -> int | None:
    """Open a round at its first question, or its lobby when that stays open ``until`` later.

    It counts for no board until enough people have answered in it.
    None when the chat, or the topic of a forum, has an open one of its kind already.
    """
    dialect_insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    made = await tx.execute(
        dialect_insert(rounds)
        .values(
            chat=chat, thread=thread, started_by=started_by, state=RoundState.OPEN.value,
            seconds=seconds, position=1, total=len(drawn), started_at=now, mode=mode.value,
            ranked=False, lobby_until=lobby_until, kind=kind.value, scheduled=scheduled,
            phase=(Phase.LOBBY if lobby_until else Phase.ASKING).value,
        )
        .on_conflict_do_nothing()
        .returning(rounds.c.id)
    )  # fmt: skip
    round_id: int | None = made.scalar_one_or_none()
    if round_id is None:
        return None
    await tx.execute(
        insert(round_questions),
        [
            {
                "round_id": round_id,
                "position": position,
                "version_id": question.version_id,
                "option_order": list(question.option_order),
                "by_message": question.by_message,
                "state": PollState.WAITING.value,
            }
            for position, question in enumerate(drawn, start=1)
        ],
    )
    return round_id


async def open_round(
    tx: Tx, chat: int, thread: int | None = None, kind: RoundKind = RoundKind.ROUND
) -> Round | None:
    """The one of a kind that is open in a chat, or in a topic of it, held until the commit."""
    here = rounds.c.thread.is_(None) if thread is None else rounds.c.thread == thread
    query = select(rounds).where(rounds.c.chat == chat, here, rounds.c.kind == kind.value, IS_OPEN)
    row = (await tx.execute(query.with_for_update(key_share=True))).one_or_none()
    return None if row is None else round_of(row)


async def all_open(tx: Tx, chat: int) -> list[Round]:
    """The rounds that are open anywhere in a chat, held until the commit."""
    query = select(rounds).where(rounds.c.chat == chat, IS_OPEN).order_by(rounds.c.id)
    return [round_of(row) for row in await tx.execute(query.with_for_update(key_share=True))]


async def find(tx: Tx, round_id: int) -> Round | None:
    """The round with that id."""
    row = (await tx.execute(select(rounds).where(rounds.c.id == round_id))).one_or_none()
    return None if row is None else round_of(row)


async def hold(tx: Tx, round_ids: Iterable[int]) -> None:
    """Let nobody else change those rounds until the commit; to be called before they are read.

    The sender's transactions and the chat's lane write the same rounds. Without it one could open
    a poll in a round that the other is stopping. (SQLite has one writer, and leaves it out.)
    """
    if tx.dialect.name == "sqlite":
        return
    await _hold(tx, rounds.c.id.in_(sorted(set(round_ids))))


async def hold_all(tx: Tx, chats: Collection[int] | None) -> None:
    """The same with every round of those chats, or of all: before their totals are held.

    Votes hold their round first and the totals then; whoever needs both does it in that order.
    """
    if tx.dialect.name != "sqlite":
        await _hold(tx, true() if chats is None else rounds.c.chat.in_(sorted(chats)))


async def _hold(tx: Tx, which: ColumnElement[bool]) -> None:
    """In the order of their ids, always. NO KEY UPDATE: foreign keys may still refer to them."""
    query = select(rounds.c.id).where(which).order_by(rounds.c.id)
    await tx.execute(query.with_for_update(key_share=True))


async def move_to(tx: Tx, round_id: int, position: int) -> None:
    """Make ``position`` the question being asked."""
    await _set(tx, round_id, position=position)


async def enter(tx: Tx, round_id: int, phase: Phase, **values: Any) -> None:
    """Go over to a phase; ``values`` are further columns."""
    await _set(tx, round_id, phase=phase.value, **values)


async def rank(tx: Tx, round_id: int) -> None:
    """Let a round count."""
    await _set(tx, round_id, ranked=True)


async def choose_mode(tx: Tx, round_id: int, mode: Mode) -> None:
    await _set(tx, round_id, mode=mode.value)


async def _set(tx: Tx, round_id: int, **values: Any) -> None:
    await tx.execute(update(rounds).where(rounds.c.id == round_id).values(**values))


async def end(tx: Tx, ended: Round, state: RoundState, now: datetime) -> None:
    """Close a round for good and forget its timers; its polls' votes are still taken."""
    await _set(tx, ended.id, state=state.value, ended_at=now)
    for key in (timer_key(ended.id, ended.position), lobby_key(ended.id), pause_key(ended.id)):
        await cancel_timer(tx, key)


# --- timers --------------------------------------------------------------------------------------


def timer_key(round_id: int, position: int) -> str:
    return f"round:{round_id}:{position}"


async def set_close(tx: Tx, of: Round, position: int, due: datetime) -> None:
    """Have the question at ``position`` closed at ``due``; moves a timer that is set."""
    args = {"round": of.id, "position": position}
    await set_timer(tx, Timer(timer_key(of.id, position), due, of.chat, TIMER, args))


def lobby_key(round_id: int) -> str:
    return f"lobby:{round_id}"


def pause_key(round_id: int) -> str:
    return f"pause:{round_id}"


async def set_lobby(tx: Tx, of: Round, due: datetime) -> None:
    """Have the lobby looked at when ``due``."""
    await set_timer(tx, Timer(lobby_key(of.id), due, of.chat, LOBBY_TIMER, {"round": of.id}))


async def set_pause(tx: Tx, of: Round, due: datetime) -> None:
    """Have the round stopped if it is still paused when ``due``."""
    await set_timer(tx, Timer(pause_key(of.id), due, of.chat, PAUSE_TIMER, {"round": of.id}))


async def due_at(tx: Tx, key: str) -> datetime | None:
    """When a timer is due, if it is set."""
    return (await tx.execute(select(timers.c.due).where(timers.c.key == key))).scalar_one_or_none()


def round_of(row: Row[Any], prefix: str = "") -> Round:
    """A row of rounds as its value; ``prefix`` stands before the columns of a joined one."""
    value = {name: row._mapping[prefix + name] for name in Round.__slots__}
    made = {
        "state": RoundState(value["state"]),
        "phase": Phase(value["phase"]),
        "mode": Mode(value["mode"]),
        "kind": RoundKind(value["kind"]),
    }
    return Round(**{**value, **made})
