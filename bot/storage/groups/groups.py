"""Groups: what their admins chose, the bot's standing there, and their move to a supergroup."""

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.people.group import GroupState, Right
from bot.domain.people.person import Group, WhoMayStart
from bot.storage.boards import rebuilding
from bot.storage.database import Tx
from bot.storage.delivery import debts
from bot.storage.groups import members, schedules
from bot.storage.tables import boards, groups, responses, rounds, seasons, snapshots

TITLE = 256


async def ensure(tx: Tx, chat: int, title: str, now: datetime) -> GroupState:
    """The group, made when new, its title brought up to date."""
    known = await find(tx, chat)
    if known is None:
        dialect_insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
        await tx.execute(
            dialect_insert(groups)
            .values(id=chat, title=title[:TITLE], first_seen=now)
            .on_conflict_do_nothing()
        )
        known = await find(tx, chat)
        assert known is not None  # noqa: S101 - it was just made
    elif known.group.title != title[:TITLE]:
        await choose(tx, chat, title=title[:TITLE])
    return known


async def find(tx: Tx, chat: int) -> GroupState | None:
    """The group with that chat id, if we know it."""
    row = (await tx.execute(select(groups).where(groups.c.id == chat))).one_or_none()
    if row is None:
        return None
    group = Group(
        row.id,
        row.title,
        row.locale,
        row.timezone,
        WhoMayStart(row.who_may_start),
        row.ranked_from,
    )
    missing = frozenset(Right(word) for word in row.missing.split(",") if word)
    return GroupState(group, row.status, missing)


async def is_same(tx: Tx, chat: int, other: int) -> bool:
    """Whether ``chat`` is ``other``, or became it when it was made a supergroup."""
    if chat == other:
        return True
    moved = await tx.execute(select(groups.c.migrated_to).where(groups.c.id == chat))
    return moved.scalar_one_or_none() == other


async def zone(tx: Tx, chat: int) -> tzinfo:
    """The time zone of a group, UTC when it has chosen none."""
    found = await tx.execute(select(groups.c.timezone).where(groups.c.id == chat))
    return ZoneInfo(found.scalar_one_or_none() or "UTC")


async def choose(tx: Tx, chat: int, **values: str | int) -> None:
    """Change columns: ``locale``, ``timezone``, ``who_may_start``, ``ranked_from``, ``title``."""
    await tx.execute(update(groups).where(groups.c.id == chat).values(**values))


async def set_standing(tx: Tx, chat: int, status: str, missing: frozenset[Right]) -> None:
    """Note the bot's status in a group and the rights it lacks there."""
    await tx.execute(
        update(groups)
        .where(groups.c.id == chat)
        .values(status=status, missing=",".join(sorted(missing)))
    )


async def hold_to_move(tx: Tx, old: int) -> bool:
    """Whether a group has still to be moved; it is held until the commit, for both chats tell."""
    query = select(groups.c.migrated_to).where(groups.c.id == old).with_for_update()
    row = (await tx.execute(query)).one_or_none()
    return row is not None and row.migrated_to is None


async def migrate(tx: Tx, old: int, new: int, now: datetime) -> None:
    """Move everything of the group ``old`` to the supergroup ``new``.

    Both are held, with their rounds, and no two rounds are open that would stand in each other's
    way. What is shown is forgotten: the supergroup counts its messages anew.
    """
    await _move_group(tx, old, new, now)
    await debts.move_chat(tx, old, new)
    await members.move(tx, old, new)
    await schedules.move(tx, old, new)
    await tx.execute(update(rounds).where(rounds.c.chat == old).values(chat=new))
    await tx.execute(update(responses).where(responses.c.board == old).values(board=new))
    await _move_seasons(tx, old, new, now)
    await _move_boards(tx, old, new)


async def _move_group(tx: Tx, old: int, new: int, now: datetime) -> None:
    """The new row takes over what the old one's admins chose."""
    row = (await tx.execute(select(groups).where(groups.c.id == old))).one()
    await ensure(tx, new, row._mapping["title"], now)
    chosen = (
        "locale",
        "timezone",
        "who_may_start",
        "ranked_from",
        "status",
        "missing",
        "first_seen",
    )
    await tx.execute(
        update(groups)
        .where(groups.c.id == new)
        .values({name: row._mapping[name] for name in chosen})
    )
    await tx.execute(
        update(groups).where(groups.c.id == old).values(status="migrated", migrated_to=new)
    )


async def _move_seasons(tx: Tx, old: int, new: int, now: datetime) -> None:
    """Where a season was begun in the new chat before the news came, that one runs on."""
    runs = seasons.c.ended_at.is_(None)
    begun = await tx.execute(select(seasons.c.id).where(seasons.c.chat == new, runs))
    if begun.first() is not None:
        await tx.execute(update(seasons).where(seasons.c.chat == old, runs).values(ended_at=now))
    await tx.execute(update(seasons).where(seasons.c.chat == old).values(chat=new))


async def _move_boards(tx: Tx, old: int, new: int) -> None:
    """Where votes reached the new boards before the news did, the log decides who was first."""
    reached = await tx.execute(select(boards.c.id).where(boards.c.chat == new).limit(1))
    if reached.first() is None:
        await tx.execute(update(boards).where(boards.c.chat == old).values(chat=new))
        return
    await rebuilding.clear(tx, old)
    gone = select(boards.c.id).where(boards.c.chat == old)
    await tx.execute(delete(snapshots).where(snapshots.c.board_id.in_(gone)))
    await tx.execute(delete(boards).where(boards.c.chat == old))
    await rebuilding.rebuild(tx, new)
