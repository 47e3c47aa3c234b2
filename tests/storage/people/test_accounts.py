"""Being forgotten: everything of one person, nothing of anybody else's."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot.domain.owed import Owed, Timer
from bot.domain.people.person import Person, Who
from bot.storage import tables
from bot.storage.database import Database, Tx
from bot.storage.delivery import debts
from bot.storage.delivery.owing import owe, set_timer
from bot.storage.people import accounts, people
from tests.conftest import Clock

ALMA = Who(5_000_000_001, "Alma", language_code="en")
BORIS = Who(5_000_000_002, "Boris")
CLUB = -7
EARLIER = timedelta(days=1)

Rows = dict[str, list[dict[str, Any]]]


async def everything_about(tx: Tx, who: Who, clock: Clock, first_update: int) -> Person:
    """Rows of one person wherever there are any; updates by their ids from ``first_update``."""
    person, chat, now = await people.recognise(tx, who, clock()), who.telegram_id, clock()
    quiz = {"person_id": person.id, "kind": "quiz", "position": 1, "total": 1, "started_at": now}
    ended = {"state": "finished", "ended_at": now - EARLIER}
    await tx.execute(insert(tables.attempts).values(**quiz, **ended))
    await tx.execute(insert(tables.attempts).values(**quiz, state="open"))
    for state in ("checked", "published"):
        upload = {"person_id": person.id, "chat": chat, "file_name": f"{chat}.yaml", "at": now}
        text = {"content": "set: tea", "report": {}, "state": state}
        await tx.execute(insert(tables.uploads).values(**upload, **text))
    await owe(tx, [Owed(chat, "score")], now)
    await debts.show(tx, chat, "score", 7, now)
    await set_timer(tx, Timer(f"remind:{chat}", now, chat, "remind"))
    kept = (("dead", str(chat), chat), ("dead", str(chat), None), ("dead", str(CLUB), chat))
    waiting = (("waiting", str(chat), chat), ("waiting", str(CLUB), chat))
    for number, (state, lane, sender) in enumerate((*kept, *waiting), first_update):
        row = {"update_id": number, "lane": lane, "sender": sender, "state": state}
        what = {"kind": "message", "raw": "words", "received_at": now}
        reason = "ValueError: words" if state == "dead" else None
        await tx.execute(insert(tables.inbox).values(**row, **what, reason=reason))
    return person


async def rows_of(tx: Tx) -> Rows:
    return {
        table.name: [
            dict(row._mapping)
            for row in await tx.execute(select(table).order_by(*table.primary_key))
        ]
        for table in tables.metadata.sorted_tables
    }


def of_person(rows: Rows, person: Person, updates: range) -> Rows:
    """The rows that are one person's."""
    mine = {"person_id": {person.id}, "chat": {person.who.telegram_id}, "update_id": set(updates)}
    return {
        name: [row for row in table if any(row.get(key) in ids for key, ids in mine.items())]
        for name, table in rows.items()
    }


@pytest.mark.parametrize("last_cause", [None, 4])
async def test_forgetting_takes_everything_of_one_person(
    database: Database, clock: Clock, last_cause: int | None
) -> None:
    """Update 5, which came after the one that asks for it, is a new beginning."""
    async with database.write() as tx:
        alma = await everything_about(tx, ALMA, clock, 1)
        boris = await everything_about(tx, BORIS, clock, 101)
        before = of_person(await rows_of(tx), boris, range(101, 106))
    async with database.write() as tx:
        causes = [] if last_cause is None else [last_cause]
        done = update(tables.inbox).where(tables.inbox.c.update_id.in_(causes))
        await tx.execute(done.values(state="done"))
        await accounts.forget(tx, ALMA.telegram_id, alma.id, clock(), causes)
        rows = await rows_of(tx)
    assert of_person(rows, boris, range(101, 106)) == before
    left = of_person(rows, alma, range(1, 6))
    assert {name for name, table in left.items() if table} == {"attempts", "uploads", "inbox"}
    assert [(row["state"], row["ended_at"]) for row in left["attempts"]] == [
        ("finished", clock() - EARLIER),
        ("stopped", clock()),
    ]
    assert [(row["state"], row["chat"], row["content"]) for row in left["uploads"]] == [
        ("cancelled", accounts.NOBODY, None),
        ("published", accounts.NOBODY, None),
    ]
    assert {row["file_name"] for row in left["uploads"]} == {""}
    inbox = {row["update_id"]: row for row in left["inbox"]}
    begun_anew = inbox.pop(5) if last_cause else None
    assert begun_anew is None or (begun_anew["state"], begun_anew["raw"]) == ("waiting", "words")
    assert {row["raw"] for row in inbox.values()} == {None}
    assert {row["sender"] for row in inbox.values()} == {None}
    assert {row["reason"] for row in inbox.values()} == {None, accounts.FORGOTTEN}
    assert {row["lane"] for row in inbox.values()} == {str(CLUB), accounts.FORGOTTEN}
    assert {row["state"] for row in inbox.values()} == {"dead", "done"}
