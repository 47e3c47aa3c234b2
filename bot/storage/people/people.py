"""People, their accounts, and what language and time a chat keeps."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, or_, select, update

from bot.domain.people.person import BoardName, Person, Who
from bot.storage.bulk import among
from bot.storage.database import Tx
from bot.storage.rounds.voters import make_accounts, names_of
from bot.storage.tables import accounts, attempts, groups, people, shown


@dataclass(frozen=True, slots=True)
class Voice:
    """How to speak to a chat: language wishes, best first, and the time zone's name."""

    wishes: tuple[str | None, ...]
    timezone: str | None


async def recognise(tx: Tx, who: Who, now: datetime) -> Person:
    """The person behind a Telegram user; made when new, names brought up to date."""
    query = select(accounts).where(accounts.c.telegram_id == who.telegram_id)
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        await make_accounts(tx, [who], now)
        row = (await tx.execute(query)).one()
    names = names_of(who)
    if any(getattr(row, name) != value for name, value in names.items()):
        await tx.execute(
            update(accounts)
            .where(accounts.c.telegram_id == who.telegram_id)
            .values(seen_at=now, **names)
        )
    return _person(row, who)


async def find(tx: Tx, telegram_id: int) -> Person | None:
    """The person with that Telegram id, if we know them."""
    row = (
        await tx.execute(select(accounts).where(accounts.c.telegram_id == telegram_id))
    ).one_or_none()
    return None if row is None else _person(row, None)


async def tell_of_polls(tx: Tx, person_ids: Collection[int]) -> list[int]:
    """Note who is told, now and for the first time, that polls show the name which they hide from
    tables; their Telegram ids.
    """
    told = await tx.execute(
        update(accounts)
        .where(
            among(tx.dialect, accounts.c.person_id, person_ids),
            accounts.c.board_name != BoardName.NAME.value,
            accounts.c.told_of_polls.is_(False),
        )
        .values(told_of_polls=True)
        .returning(accounts.c.telegram_id)
    )
    return sorted(told.scalars())


async def telegram_id(tx: Tx, person_id: int) -> int | None:
    """The Telegram id of a person who still has an account."""
    query = select(accounts.c.telegram_id).where(accounts.c.person_id == person_id)
    return (await tx.execute(query)).scalar_one_or_none()


def in_private() -> ColumnElement[bool]:
    """Whether the bot may write to an account, which has to have spoken first: a quiz was begun in
    their private chat, or the bot said something there, be it forgotten since.
    """
    begun = exists().where(attempts.c.person_id == accounts.c.person_id)
    said = exists().where(shown.c.chat == accounts.c.telegram_id)
    return or_(accounts.c.in_private, begun, said)


async def keep_in_private(tx: Tx, shown_before: datetime) -> None:
    """Note whose private chat is open before that is forgotten with what was shown there."""
    forgotten = select(shown.c.chat).where(shown.c.chat > 0, shown.c.at < shown_before)
    query = select(accounts.c.telegram_id).where(
        accounts.c.in_private.is_(False), accounts.c.telegram_id.in_(forgotten)
    )
    # In the order in which votes bring names up to date: neither is to wait for the other for ever.
    held = query.order_by(accounts.c.telegram_id).with_for_update(key_share=True)
    if open_chats := list((await tx.execute(held)).scalars()):
        await tx.execute(
            update(accounts)
            .where(among(tx.dialect, accounts.c.telegram_id, open_chats))
            .values(in_private=True)
        )


async def names(tx: Tx, person_ids: Collection[int]) -> dict[int, str]:
    """The full names of those of these people who still have an account, by person's id."""
    columns = (accounts.c.person_id, accounts.c.first_name, accounts.c.last_name)
    query = select(*columns).where(among(tx.dialect, accounts.c.person_id, person_ids))
    rows = await tx.execute(query)
    return {row.person_id: f"{row.first_name} {row.last_name or ''}".strip() for row in rows}


async def voice(tx: Tx, chat: int) -> Voice:
    """Language and time zone of a private chat (positive id) or of a group."""
    if chat > 0:
        columns = (accounts.c.locale, accounts.c.language_code, accounts.c.timezone)
        row = (
            await tx.execute(select(*columns).where(accounts.c.telegram_id == chat))
        ).one_or_none()
        return Voice((row.locale, row.language_code), row.timezone) if row else Voice((), None)
    group = (
        await tx.execute(select(groups.c.locale, groups.c.timezone).where(groups.c.id == chat))
    ).one_or_none()
    return Voice((group.locale,), group.timezone) if group else Voice((), None)


async def hold(tx: Tx, person_ids: set[int]) -> None:
    """Hold people until the commit: what they did first is decided once (SQLite has one writer).

    NO KEY UPDATE: foreign keys of other transactions may still refer to them.
    """
    if tx.dialect.name == "sqlite":
        return
    query = (
        select(people.c.id)
        .where(among(tx.dialect, people.c.id, sorted(person_ids)))
        .order_by(people.c.id)
    )
    await tx.execute(query.with_for_update(key_share=True))


def _person(row: Row[Any], who: Who | None) -> Person:
    seen = who or Who(
        row.telegram_id, row.first_name, row.last_name, row.username, row.language_code
    )
    return Person(
        row.person_id, seen, BoardName(row.board_name), row.alias, row.locale, row.timezone
    )
