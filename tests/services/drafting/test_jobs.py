"""Jobs that draft: asked for once, told of, taken in once, and never lost."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import delete, func, select

from bot.domain.drafts.draft_job import MOST, DraftJob, Failure, JobState
from bot.domain.starts import MOST_STARTS
from bot.generation.backends import RULES
from bot.generation.ranking import shipped_acceptance
from bot.services.curation.acts import Seen
from bot.services.documents.library import PLACE, Library
from bot.services.drafting.apart import Heard
from bot.services.drafting.wire import DraftingFailed, Order, Product
from bot.storage import tables
from bot.storage.database import Database, Tx
from bot.storage.delivery import debts
from bot.storage.documents import correcting, draft_jobs
from bot.storage.people import accounts, people
from tests.conftest import Clock
from tests.services.drafting.stage import DANA, ERIC, TEXT, Workshop, draft, kept, product, workshop


async def three(_order: Order, heard: Heard) -> Product | None:
    await heard(7, 7)
    return product(3)


async def held_drafts(database: Database) -> int:
    async with database.read() as tx:
        return int((await tx.execute(select(func.count()).select_from(tables.drafts))).scalar_one())


async def words(database: Database) -> list[str | None]:
    """The words of the answers to taps so far; None for a silent one."""
    toasts = select(tables.owed.c.args).where(tables.owed.c.callback.is_not(None))
    async with database.read() as tx:
        rows = (await tx.execute(toasts.order_by(tables.owed.c.id))).scalars()
        return [row.get("word") for row in rows]


async def pages(database: Database, screen: str = "drafting") -> int:
    """How often the message of a job is owed."""
    query = select(func.count()).select_from(tables.owed).where(tables.owed.c.screen == screen)
    async with database.read() as tx:
        return int((await tx.execute(query)).scalar_one())


async def test_a_job_from_being_asked_for_to_its_drafts(database: Database, clock: Clock) -> None:
    shop = await workshop(database, clock, three)
    await shop.ask(most=20)
    await shop.ask()
    assert (await shop.job()).state is JobState.QUEUED
    assert await words(database) == ["drafting.toast.asked", "drafting.toast.already"]
    assert await shop.works()
    assert not await shop.works()
    job = await shop.job()
    assert (job.state, job.outcome) == (
        JobState.DONE,
        {
            "drafts": 3,
            "new": 3,
            "words": 13,
            "candidates": 7,
            "refused": {"G03": 4, "G06": 2},
            "crowded": 1,
            "beyond": 0,
        },
    )
    [order] = shop.backend.orders
    assert (order.limit, order.glossary) == (20, None)
    assert order.document.source.title == "Ferries"
    assert await held_drafts(database) == 3


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("there", "opened"), [(True, True), (True, False), (False, True)])
async def test_the_card_of_the_document_tells_of_its_drafts_at_once(
    database: Database, clock: Clock, there: bool, opened: bool
) -> None:
    """Where it is what the list's message shows, and that message is there."""
    shop = await workshop(database, clock, three)
    library = Library(database, {DANA.telegram_id})
    await library.open(DANA, "o", shop.version_id, 2, clock())
    if not opened:
        await library.turn_page(DANA, "t", 1, clock())
    async with database.write() as tx:
        await tx.execute(delete(tables.owed))
        if there:
            await debts.show(tx, DANA.telegram_id, PLACE, 71, clock())
    await shop.ask()
    await shop.works()
    query = select(tables.owed.c.place, tables.owed.c.args)
    async with database.read() as tx:
        rows = (await tx.execute(query.where(tables.owed.c.screen == "library.document"))).all()
    assert [row.place for row in rows] == ([PLACE] if there and opened else [])
    assert all(row.args["page"] == 2 for row in rows)


async def test_the_same_drafts_are_taken_in_once(database: Database, clock: Clock) -> None:
    shop = await workshop(database, clock, three)
    for _ in range(2):
        await shop.ask()
        await shop.works()
    again = await shop.job(2)
    assert again.outcome is not None
    assert (again.outcome["drafts"], again.outcome["new"]) == (3, 0)
    assert await held_drafts(database) == 3
    assert [(order.limit, len(order.asked.ids)) for order in shop.backend.orders] == [
        (MOST, 0), (MOST, 3),
    ]  # fmt: skip


async def test_an_order_says_how_drafts_fared_by_now(database: Database, clock: Clock) -> None:
    shop = await workshop(database, clock, three)
    await shop.ask()
    await shop.works()
    async with database.write() as tx:
        dana = await people.recognise(tx, DANA, clock())
    await shop.drafting.curation.reject(Seen(1, 1), dana.id, clock(), "unclear")
    await shop.ask()
    await shop.works()
    first, second = (order.acceptance.seen["when"] for order in shop.backend.orders)
    assert first == shipped_acceptance().seen["when"]
    assert second == (first[0], first[1] + 1)


async def test_what_the_end_of_the_bot_interrupts_is_begun_anew(
    database: Database, clock: Clock
) -> None:
    """Killed while it drafts, and killed before its result is stored: both leave it running."""
    shop = await workshop(database, clock, three)
    await shop.ask()
    async with database.write() as tx:
        first = await draft_jobs.begin_next(tx, RULES)
        assert first is not None
        assert await draft_jobs.advance(tx, first, 3, 7)
    await shop.drafting.recover(clock())
    job = await shop.job()
    assert (job.state, job.done, job.begun) == (JobState.QUEUED, 0, 1)

    async def meanwhile(order: Order, heard: Heard) -> Product | None:
        async with database.write() as tx:
            assert not await draft_jobs.advance(tx, first, 4, 7), "that start is over"
            assert not await draft_jobs.end(tx, first, JobState.FAILED, {}, clock())
        return await three(order, heard)

    shop.backend.behaves = meanwhile
    await shop.works()
    assert (await shop.job()).state is JobState.DONE
    assert await held_drafts(database) == 3


async def test_a_job_whose_document_is_taken_away_as_it_begins_ends_with_it(
    database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before its document is read."""
    shop = await workshop(database, clock, three)
    await shop.ask()
    begin = draft_jobs.begin_next

    async def begin_and_lose(tx: Tx, backend: str) -> DraftJob | None:
        begun = await begin(tx, backend)
        if begun is not None:
            await correcting.take_away(tx, 1)
        return begun

    monkeypatch.setattr(draft_jobs, "begin_next", begin_and_lose)
    assert await shop.works()
    assert shop.backend.orders == []
    assert await shop.drafting.screen(DANA.telegram_id, 1) is None
    assert not await shop.works()


async def test_what_ends_the_bot_each_time_is_given_up(database: Database, clock: Clock) -> None:
    shop = await workshop(database, clock, three)
    await shop.ask()
    for _ in range(MOST_STARTS):
        async with database.write() as tx:
            await draft_jobs.begin_next(tx, RULES)
        await shop.drafting.recover(clock())
    assert not await shop.works()
    assert (await shop.job()).outcome == {"failure": Failure.ENDED.value}


async def test_progress_is_told_sparingly(database: Database, clock: Clock) -> None:
    told: list[int] = []

    async def slow(_order: Order, heard: Heard) -> Product | None:
        for done in range(1, 11):
            clock.advance(1)
            assert await heard(done, 10)
            told.append(await pages(database))
        return product(1)

    shop = await workshop(database, clock, slow)
    await shop.ask()
    before = await pages(database) + 1  # it has begun
    await shop.works()
    assert told == [before + seconds // 3 for seconds in range(1, 11)]


async def test_a_cancelled_job_stops_and_leaves_nothing(database: Database, clock: Clock) -> None:
    begun, stopped = asyncio.Event(), asyncio.Event()

    async def until_stopped(_order: Order, heard: Heard) -> Product | None:
        begun.set()
        await stopped.wait()
        clock.advance(1)
        assert not await heard(0, 0)
        return None

    shop = await workshop(database, clock, until_stopped)
    await shop.ask()
    work = asyncio.create_task(shop.works())
    await begun.wait()
    await shop.drafting.cancel(ERIC, "foreign", 1, clock())
    assert (await shop.job()).state is JobState.RUNNING
    await shop.drafting.cancel(DANA, "mine", 1, clock())
    stopped.set()
    await work
    await shop.drafting.cancel(DANA, "twice", 1, clock())
    assert (await shop.job()).state is JobState.CANCELLED
    assert (await words(database))[1:] == [
        "drafting.toast.gone",
        "drafting.toast.cancelled",
        "drafting.toast.over",
    ]
    assert await held_drafts(database) == 0


async def test_a_product_that_comes_after_the_cancelling_is_left(
    database: Database, clock: Clock
) -> None:
    shop: Workshop

    async def too_late(_order: Order, _heard: Heard) -> Product | None:
        await shop.drafting.cancel(DANA, "mine", 1, clock())
        return product(3)

    shop = await workshop(database, clock, too_late)
    await shop.ask()
    await shop.works()
    assert (await shop.job()).state is JobState.CANCELLED
    assert await held_drafts(database) == 0


@pytest.mark.parametrize("failure", [Failure.TIME, Failure.NOTHING])
async def test_a_job_that_fails_says_why_and_can_be_asked_for_again(
    database: Database, clock: Clock, failure: Failure
) -> None:
    async def fails(_order: Order, _heard: Heard) -> Product | None:
        if failure is Failure.NOTHING:
            return product(0)
        raise DraftingFailed(failure)

    shop = await workshop(database, clock, fails)
    await shop.ask()
    await shop.works()
    job = await shop.job()
    assert job.outcome is not None
    assert (job.state, job.outcome["failure"]) == (JobState.FAILED, failure.value)
    await shop.ask()
    assert (await shop.job(2)).state is JobState.QUEUED


async def test_what_cannot_be_taken_in_ends_its_job_and_is_not_begun_again(
    database: Database, clock: Clock
) -> None:
    """No database keeps half a character: the transaction that ends the job raises."""

    async def half(_order: Order, _heard: Heard) -> Product | None:
        return replace(product(1), drafts=(draft(1), replace(draft(2), template="\ud800")))

    shop = await workshop(database, clock, half)
    await shop.ask()
    assert await shop.works()
    job = await shop.job()
    assert (job.state, job.outcome) == (JobState.FAILED, {"failure": Failure.BROKE.value})
    assert await held_drafts(database) == 0
    assert not await shop.works()


async def test_nothing_is_drafted_where_something_stands_against_it(
    database: Database, clock: Clock
) -> None:
    shop = await workshop(database, clock, three)
    stranger = type(DANA)(5_000_000_001, "Alma", "en")
    await shop.ask(stranger)
    await shop.drafting.ask(DANA, "gone", 99, None, clock())
    russian = await kept(database, clock, "Паром «Сольвейг» построен в 1931 году.", "ru")
    await shop.drafting.ask(DANA, "russian", russian, None, clock())
    await kept(database, clock, f"{TEXT}\nThe pier was built in 1908.\n")
    await shop.ask()
    assert await words(database) == [
        f"drafting.toast.{word}" for word in ("not_yours", "gone", "language", "newer")
    ]
    assert not await shop.works()


async def test_who_is_forgotten_leaves_no_job_behind(database: Database, clock: Clock) -> None:
    shop = await workshop(database, clock, three)
    await shop.ask()
    async with database.write() as tx:
        dana = await people.recognise(tx, DANA, clock())
        assert [one["state"] for one in await draft_jobs.of_person(tx, dana.id)] == ["queued"]
        await accounts.forget(tx, DANA.telegram_id, dana.id, clock(), [])
        left: DraftJob | None = await draft_jobs.find(tx, 1)
    assert left is not None
    assert (left.chat, left.state) == (accounts.NOBODY, JobState.CANCELLED)
    assert not await shop.works()
