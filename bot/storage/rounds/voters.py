"""Recognising many people at once, for the votes of a poll. Core statements: a hot path."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from bot.domain.people.person import BoardName, Who
from bot.storage.bulk import among, inserting
from bot.storage.database import Tx
from bot.storage.tables import accounts, people

_NAMES = ("first_name", "last_name", "username", "language_code")


async def recognise_many(tx: Tx, seen: Iterable[Who], now: datetime) -> dict[int, int]:
    """Person ids by Telegram id; people are made when new, names brought up to date."""
    whos = {who.telegram_id: who for who in seen}
    known = await _known(tx, whos)
    fresh = [who for telegram_id, who in whos.items() if telegram_id not in known]
    if fresh:
        await make_accounts(tx, fresh, now)
        known |= await _known(tx, {who.telegram_id: who for who in fresh})
    renamed = [
        {"who": telegram_id, **names_of(whos[telegram_id])}
        for telegram_id, (_, names) in sorted(known.items())  # always in the same order
        if names != tuple(names_of(whos[telegram_id]).values())
    ]
    if renamed:
        await tx.execute(
            update(accounts)
            .where(accounts.c.telegram_id == bindparam("who"))
            .values({name: bindparam(name) for name in _NAMES} | {"seen_at": now}),
            renamed,
        )
    return {telegram_id: person_id for telegram_id, (person_id, _) in known.items()}


async def _known(tx: Tx, whos: dict[int, Who]) -> dict[int, tuple[int, tuple[str | None, ...]]]:
    columns = [accounts.c.telegram_id, accounts.c.person_id, *(accounts.c[n] for n in _NAMES)]
    rows = await tx.execute(
        select(*columns).where(among(tx.dialect, accounts.c.telegram_id, sorted(whos)))
    )
    return {row[0]: (row[1], tuple(row[2:])) for row in rows}


async def make_accounts(tx: Tx, fresh: Sequence[Who], now: datetime) -> None:
    """People and their accounts; who was met at the same moment elsewhere is left as it is.

    Always in the same order of accounts: two lanes may be meeting the same people.
    """
    fresh = sorted(fresh, key=lambda who: who.telegram_id)
    insert, values = inserting(tx.dialect, people, [{"first_seen": now} for _ in fresh])
    made = await tx.execute(insert.returning(people.c.id), values)
    person_ids = list(made.scalars())
    rows = [
        {
            "telegram_id": who.telegram_id,
            "person_id": person_id,
            "board_name": BoardName.NAME.value,
            "seen_at": now,
            **names_of(who),
        }
        for who, person_id in zip(fresh, person_ids, strict=True)
    ]
    insert, values = inserting(tx.dialect, accounts, rows)
    taken = await tx.execute(
        insert.on_conflict_do_nothing().returning(accounts.c.person_id), values
    )
    # Another lane may have met somebody at the same moment: their account stands already.
    if spare := set(person_ids) - set(taken.scalars()):
        await tx.execute(delete(people).where(among(tx.dialect, people.c.id, spare)))


def names_of(who: Who) -> dict[str, str | None]:
    """What an account keeps of a person's names, by column."""
    return {
        "first_name": who.first_name[:256],
        "last_name": who.last_name[:256] if who.last_name else None,
        "username": who.username,
        "language_code": who.language_code,
    }
