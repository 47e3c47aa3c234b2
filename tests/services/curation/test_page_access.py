"""Who is led to the curation page, and what is kept of it."""

import random
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.page.init_data import LIFE
from bot.domain.page.page_pass import LINK_LIFE, VISIT_LIFE, PassRefused, Refusal
from bot.domain.people.person import Who
from bot.services.curation.page_access import SCREEN, PageAccess
from bot.storage.database import Database
from bot.storage.tables import owed, spent_passes
from tests.conftest import Clock
from tests.domain.page.test_init_data import init_data
from tests.services.curation.curating import DANA, ERIC


def access(database: Database) -> PageAccess:
    return PageAccess(database, {DANA.telegram_id}, "42:TEST", random.Random(1))


async def owed_to(database: Database, who: Who) -> list[tuple[str, dict[str, Any]]]:
    async with database.read() as tx:
        mine = owed.c.chat == who.telegram_id
        rows = await tx.execute(select(owed.c.screen, owed.c.args).where(mine).order_by(owed.c.id))
        return [(row.screen, row.args) for row in rows]


async def test_each_wish_owes_an_instructor_a_link_of_its_own(
    database: Database, clock: Clock
) -> None:
    door = access(database)
    await door.ask(DANA, clock())
    await door.ask(DANA, clock(), query="77")
    (screen, first), (toast, _), (_, second) = await owed_to(database, DANA)
    assert (screen, toast) == (SCREEN, "toast")
    links = [door.link(DANA.telegram_id, one["nonce"], one["expires"]) for one in (first, second)]
    visits = {await door.enter(link, clock()) for link in links}
    assert len(visits) == 2
    for visit in visits:
        assert (await door.visitor(visit, clock())).person.who == DANA


async def test_others_are_told_why_not(database: Database, clock: Clock) -> None:
    await access(database).ask(ERIC, clock())
    assert await owed_to(database, ERIC) == [("upload.refused", {"word": "page.not_yours"})]


async def test_what_was_spent_is_kept_no_longer_than_it_matters(
    database: Database, clock: Clock
) -> None:
    door = access(database)
    await door.ask(DANA, clock())
    (_, args), *_ = await owed_to(database, DANA)
    link = door.link(DANA.telegram_id, args["nonce"], args["expires"])
    visit = await door.enter(link, clock())
    with pytest.raises(PassRefused) as refused:
        await door.enter(link, clock())
    assert refused.value.why is Refusal.USED
    clock.advance(LINK_LIFE.total_seconds())
    await door.leave(await door.visitor(visit, clock()), clock())
    async with database.read() as tx:
        kept = (await tx.execute(select(spent_passes.c.expires))).scalars().all()
    assert [one - clock() for one in kept] == [VISIT_LIFE - LINK_LIFE]
    with pytest.raises(PassRefused):
        await door.visitor(visit, clock())


async def test_what_telegram_told_of_once_is_no_key_for_as_long_as_it_is_young(
    database: Database, clock: Clock
) -> None:
    """Also when its clock is a minute ahead, and others come in meanwhile."""
    door = access(database)
    await door.ask(DANA, clock())
    told = init_data("42:TEST", clock() + timedelta(minutes=1), DANA.telegram_id)
    await door.enter_app(told, clock())
    clock.advance((LIFE + timedelta(seconds=59)).total_seconds())
    with pytest.raises(PassRefused) as refused:
        await door.enter_app(told, clock())
    assert refused.value.why is Refusal.USED
