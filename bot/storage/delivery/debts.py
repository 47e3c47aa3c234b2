"""What is owed to chats, and which messages show what, as the sender reads and settles it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.owed import Owed
from bot.storage.database import Tx
from bot.storage.delivery.owing import tell
from bot.storage.people.people import keep_in_private
from bot.storage.tables import owed, shown, timers


@dataclass(frozen=True, slots=True)
class Debt:
    """A row of what is owed; ``tries`` counts calls that came to nothing so far."""

    id: int
    owed: Owed
    created_at: datetime
    not_before: datetime | None
    tries: int


@dataclass(frozen=True, slots=True)
class DebtState:
    """How much is owed, how much has failed for good, how many polls have an unknown fate."""

    due: int
    failed: int
    unknown: int


_IS_TOAST = owed.c.callback.is_not(None)
_ON_WALL = and_(owed.c.state == "due", owed.c.callback.is_(None))


async def toasts(tx: Tx, limit: int, chats: Iterable[int] | None = None) -> list[Debt]:
    """Callback queries to answer (in those chats), oldest first."""
    query = select(owed).where(owed.c.state == "due", _IS_TOAST).order_by(owed.c.id).limit(limit)
    if chats is not None:
        query = query.where(owed.c.chat.in_(list(chats)))
    return [_debt(row) for row in await tx.execute(query)]


async def chats(tx: Tx) -> dict[int, datetime | None]:
    """Chats that something is owed to, and until when they have to wait, if they have.

    The longest pause holds, whichever debt it was asked for.
    """
    query = (
        select(owed.c.chat, func.max(owed.c.not_before).label("until"))
        .where(_ON_WALL)
        .group_by(owed.c.chat)
        .order_by(func.min(owed.c.id))
    )
    return {row.chat: row.until for row in await tx.execute(query)}


async def of_chat(tx: Tx, chat: int, limit: int) -> list[Debt]:
    """What is owed to a chat, toasts left out, in order."""
    query = select(owed).where(_ON_WALL, owed.c.chat == chat).order_by(owed.c.id).limit(limit)
    return [_debt(row) for row in await tx.execute(query)]


async def begin_once(tx: Tx, debt_id: int) -> bool:
    """Write down that the call is about to be made; False when the debt is not due any more."""
    begun = await tx.execute(
        update(owed).where(owed.c.id == debt_id, owed.c.state == "due").values(state="sending")
    )
    return begun.rowcount == 1


async def begun(tx: Tx) -> list[Debt]:
    """Calls that a crash interrupted: nobody knows what became of them."""
    query = select(owed).where(owed.c.state == "sending").order_by(owed.c.id)
    return [_debt(row) for row in await tx.execute(query)]


async def settle(tx: Tx, debt_ids: Iterable[int]) -> None:
    """Forget debts: paid, overtaken by a newer one, or not to be paid any more."""
    await tx.execute(delete(owed).where(owed.c.id.in_(list(debt_ids))))


async def postpone(tx: Tx, debt_ids: Iterable[int], not_before: datetime, *, counted: bool) -> None:
    """Try again later; ``counted`` when the call came to nothing, so that pauses may grow."""
    await tx.execute(
        update(owed)
        .where(owed.c.id.in_(list(debt_ids)))
        .values(state="due", not_before=not_before, tries=owed.c.tries + int(counted))
    )


async def give_up(tx: Tx, debt_ids: Sequence[int], state: str, reason: str) -> None:
    """Keep debts, for the record, as ``failed`` or of ``unknown`` outcome."""
    await tx.execute(update(owed).where(owed.c.id.in_(debt_ids)).values(state=state, reason=reason))


async def shown_at(tx: Tx, chat: int, place: str) -> int | None:
    """The message that occupies a place, if one does."""
    query = select(shown.c.message_id).where(shown.c.chat == chat, shown.c.place == place)
    return (await tx.execute(query)).scalar_one_or_none()


async def shown_since(tx: Tx, chat: int, place: str, since: datetime) -> datetime | None:
    """When the message that occupies a place was shown, if that was later than ``since``."""
    query = select(shown.c.at).where(
        shown.c.chat == chat, shown.c.place == place, shown.c.at > since
    )
    return (await tx.execute(query)).scalar_one_or_none()


async def is_said(tx: Tx, chat: int, place: str, since: datetime) -> bool:
    """Whether what belongs at a place was sent later than ``since``, or is on its way."""
    sent = select(shown.c.at).where(
        shown.c.chat == chat, shown.c.place == place, shown.c.at > since
    )
    coming = select(owed.c.id).where(
        owed.c.chat == chat, owed.c.place == place, owed.c.state.in_(("due", "sending"))
    )
    found = [(await tx.execute(query.limit(1))).first() for query in (sent, coming)]
    return any(row is not None for row in found)


async def place_of(tx: Tx, chat: int, message_id: int, prefix: str) -> str | None:
    """What follows ``prefix`` in the name of the place that a message occupies, if one does."""
    places = shown.c.place.startswith(prefix, autoescape=True)
    query = select(shown.c.place).where(
        shown.c.chat == chat, shown.c.message_id == message_id, places
    )
    found = (await tx.execute(query.limit(1))).scalar_one_or_none()
    return None if found is None else str(found).removeprefix(prefix)


async def show(tx: Tx, chat: int, place: str, message_id: int, now: datetime) -> None:
    """Record which message occupies a place now."""
    insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    statement = insert(shown).values(chat=chat, place=place, message_id=message_id, at=now)
    await tx.execute(
        statement.on_conflict_do_update(
            index_elements=["chat", "place"], set_={"message_id": message_id, "at": now}
        )
    )


async def vacate(tx: Tx, chat: int, place: str) -> None:
    """Record that no message occupies a place any more."""
    await tx.execute(delete(shown).where(shown.c.chat == chat, shown.c.place == place))


async def follow(tx: Tx, chat: int, place: str, message_id: int, now: datetime) -> int | None:
    """Let a place be the message that somebody acts on; the one that was it, if that is another.

    A message that is another place already stays that one.
    """
    taken = select(shown.c.place).where(shown.c.chat == chat, shown.c.message_id == message_id)
    places = set((await tx.execute(taken)).scalars())
    if places - {place}:
        return None
    before = await shown_at(tx, chat, place)
    await show(tx, chat, place, message_id, now)
    return before if before != message_id else None


async def move_chat(tx: Tx, old: int, new: int) -> None:
    """A group got another id: what is owed and due goes there. Its messages are new ones there."""
    await tx.execute(update(owed).where(owed.c.chat == old).values(chat=new, not_before=None))
    await tx.execute(update(timers).where(timers.c.chat == old).values(chat=new))
    await tx.execute(delete(shown).where(shown.c.chat == old))
    tell([new], timers=True)


async def state(tx: Tx) -> DebtState:
    """Figures for metrics."""
    query = select(owed.c.state, func.count()).group_by(owed.c.state)
    counts: dict[str, int] = {name: count for name, count in await tx.execute(query)}  # noqa: C416
    due = counts.get("due", 0) + counts.get("sending", 0)
    return DebtState(due, counts.get("failed", 0), counts.get("unknown", 0))


async def due_of(tx: Tx, *screens: str) -> int:
    """How many debts of these screens are not paid yet."""
    query = select(func.count()).where(owed.c.screen.in_(screens), owed.c.state == "due")
    return int((await tx.execute(query)).scalar_one())


async def prune(tx: Tx, *, shown_before: datetime, kept_before: datetime) -> None:
    """Forget places nobody has drawn for long, and what failed long ago. Whose private chat is open
    is not forgotten with them.
    """
    await keep_in_private(tx, shown_before)
    await tx.execute(delete(shown).where(shown.c.at < shown_before))
    await tx.execute(
        delete(owed).where(
            or_(owed.c.state == "failed", owed.c.state == "unknown"),
            owed.c.created_at < kept_before,
        )
    )


def _debt(row: Row[Any]) -> Debt:
    return Debt(
        row.id,
        Owed(
            row.chat,
            row.screen,
            row.args,
            row.place,
            row.fresh,
            row.thread,
            row.callback,
            row.expires,
            row.once,
        ),
        row.created_at,
        row.not_before,
        row.tries,
    )
