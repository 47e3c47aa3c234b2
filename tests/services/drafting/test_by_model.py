"""Jobs of a model: asked for after a question, apart from those of the rules, paid for once."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.domain.drafts.draft_job import Failure, Halt, JobState
from bot.domain.people.person import Who
from bot.generation.backends import LLM, RULES
from bot.services.documents.correcting import Correcting
from bot.services.drafting.apart import Heard
from bot.services.drafting.jobs import Drafting
from bot.services.drafting.model import Model
from bot.services.drafting.wire import DraftingFailed, Order, Product, Spent
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.documents import draft_jobs
from tests.conftest import Clock
from tests.services.drafting.stage import DANA, TEXT, Workshop, draft, kept, product, workshop
from tests.services.drafting.test_jobs import held_drafts, words
from tests.services.drafting.test_model import MODEL

SPENT = Spent(7, 900)


async def said(order: Order, _heard: Heard) -> Product | None:
    """A model that leaves a reply, as the process does, and three drafts."""
    assert order.model is not None
    order.model.replies.mkdir(parents=True)
    (order.model.replies / "reply.json").write_text("{}")
    drafts = tuple(replace(one, backend=LLM) for one in map(draft, range(1, 4)))
    return Product(drafts, 13, 7, {"G03": 4}, spent=SPENT)


@pytest.fixture
def model(tmp_path: Path) -> Model:
    return replace(MODEL, replies=tmp_path / ".generate", bank="mine")


@pytest.fixture
async def shop(database: Database, clock: Clock, model: Model) -> Workshop:
    return await workshop(database, clock, said, model)


async def offers(database: Database) -> Sequence[tuple[str, object]]:
    """The places where an offer is to be shown, or to go: True."""
    query = select(tables.owed).where(tables.owed.c.screen == "drafting.offer")
    async with database.read() as tx:
        rows = (await tx.execute(query.order_by(tables.owed.c.id))).all()
    return [(row.place, row.args["over"]) for row in rows]


async def test_it_is_offered_first_and_sent_only_after_a_yes(shop: Workshop, model: Model) -> None:
    drafting, now = shop.drafting, shop.clock()
    await drafting.offer(DANA, "offer", shop.version_id, now)
    offered = await drafting.offered(DANA.telegram_id, shop.version_id)
    assert offered is not None
    assert (offered.held.source.title, offered.model) == ("Ferries", model)
    assert not await shop.works(LLM)
    await drafting.offer(DANA, "no", shop.version_id, now, over=True)
    assert not await shop.works(LLM)
    await shop.ask(backend=LLM)
    place = f"drafting:offer:{shop.version_id}"
    assert await offers(shop.database) == [(place, False), (place, True), (place, True)]
    assert await words(shop.database) == [None, "drafting.toast.unsent", "drafting.toast.asked"]


async def test_a_job_of_a_model_from_its_order_to_its_end(shop: Workshop, model: Model) -> None:
    await shop.ask(backend=LLM)
    assert await shop.works(LLM)
    [order] = shop.backend.orders
    assert (order.backend, order.model) == (LLM, model.about(shop.version_id))
    job = await shop.job()
    assert (job.state, job.backend) == (JobState.DONE, LLM)
    assert job.outcome is not None
    assert (job.outcome["new"], job.outcome["refused"]) == (3, {"G03": 4})
    assert job.outcome["spent"] == {
        "requests": 7, "tokens": 900, "estimated": False, "recalled": 0, "malformed": 0,
        "halt": None,
    }  # fmt: skip
    assert await held_drafts(shop.database) == 3
    assert list(model.replies.iterdir()) == [], "all was taken in"


async def test_neither_server_nor_key_is_in_the_database(shop: Workshop) -> None:
    await shop.ask(backend=LLM)
    await shop.works(LLM)
    async with shop.database.read() as tx:
        for table in tables.metadata.sorted_tables:
            rows = str((await tx.execute(select(table))).all())
            for secret in ("models.example", "key-of-tests", "some-model"):
                assert secret not in rows, table.name


@pytest.mark.parametrize("halt", Halt)
async def test_what_is_to_be_gone_on_with_is_kept(
    shop: Workshop, model: Model, halt: Halt, caplog: pytest.LogCaptureFixture
) -> None:
    async def halts(order: Order, heard: Heard) -> Product | None:
        made = await said(order, heard)
        assert made is not None
        return replace(made, spent=replace(SPENT, halt=halt, reason="it was so"))

    shop.backend.behaves = halts
    await shop.ask(backend=LLM)
    with caplog.at_level(logging.WARNING):
        await shop.works(LLM)
    assert "a language model was of little use: it was so" in caplog.text
    job = await shop.job()
    assert job.outcome is not None
    assert (job.state, job.outcome["spent"]["halt"]) == (JobState.DONE, halt.value)
    assert [path.name for path in model.replies.iterdir()] == [
        model.about(shop.version_id).replies.name
    ]


@pytest.mark.parametrize("newer", [False, True])
async def test_what_was_said_goes_with_its_document_and_with_its_edition(
    shop: Workshop, database: Database, clock: Clock, model: Model, newer: bool
) -> None:
    """Of this bot alone: another one may keep its replies beside it, and so does the terminal."""
    mine, other = model.about(shop.version_id), replace(model, bank="other").about(1)
    for one in (mine, other):
        one.replies.mkdir(parents=True)
    (model.replies / "reply.json").touch()
    await shop.drafting.forget_replies()
    assert mine.replies.exists()
    if newer:
        await kept(database, clock, f"{TEXT}\nThe pier was built in 1908.\n")
        await shop.drafting.recover(clock())
    else:
        correcting = Correcting(database, {DANA.telegram_id}, shop.drafting.forget_replies)
        await correcting.take_away(DANA, "away", shop.version_id, 0, clock())
    left = sorted(path.name for path in model.replies.iterdir())
    assert left == ["chat-other-1", "reply.json"]


@pytest.mark.parametrize(
    ("halt", "failure"),
    [
        (None, Failure.NOTHING),
        (Halt.SERVER, Failure.SERVER),
        (Halt.BUDGET, Failure.BUDGET),
        (Halt.TIME, Failure.TIME),
    ],
)
async def test_without_a_draft_it_failed_for_a_reason(
    shop: Workshop, model: Model, halt: Halt | None, failure: Failure
) -> None:
    async def halts(order: Order, heard: Heard) -> Product | None:
        made = await said(order, heard)
        assert made is not None
        return replace(made, drafts=(), spent=replace(SPENT, halt=halt))

    shop.backend.behaves = halts
    await shop.ask(backend=LLM)
    await shop.works(LLM)
    job = await shop.job()
    assert job.outcome is not None
    assert (job.state, job.outcome["failure"]) == (JobState.FAILED, failure.value)
    assert job.outcome["spent"]["tokens"] == 900
    assert bool(list(model.replies.iterdir())) == (halt is not None)


@pytest.mark.parametrize("drafts", [3, 0])
async def test_what_is_cancelled_at_the_very_end_is_not_paid_for_twice(
    shop: Workshop, model: Model, drafts: int
) -> None:
    async def too_late(order: Order, heard: Heard) -> Product | None:
        made = await said(order, heard)
        assert made is not None
        await shop.drafting.cancel(DANA, "mine", 1, shop.clock())
        return replace(made, drafts=made.drafts[:drafts])

    shop.backend.behaves = too_late
    await shop.ask(backend=LLM)
    await shop.works(LLM)
    assert (await shop.job()).state is JobState.CANCELLED
    assert list(model.replies.iterdir())


async def test_who_drafts_by_the_rules_does_not_wait_for_a_model(
    shop: Workshop, database: Database, clock: Clock
) -> None:
    """Nor a model for them."""
    begun, answered = asyncio.Event(), asyncio.Event()

    async def slow(order: Order, heard: Heard) -> Product | None:
        if order.backend == RULES:
            return product(0)
        begun.set()
        await answered.wait()
        return await said(order, heard)

    shop.backend.behaves = slow
    await shop.ask(backend=LLM)
    other = await kept(database, clock, "The mill was built in 1802.\n", title="Mill")
    asking = asyncio.create_task(shop.works(LLM))
    await begun.wait()
    await shop.drafting.ask(DANA, "rules", other, None, clock())
    assert await shop.works(RULES)
    assert (await shop.job(2)).outcome == product(0).figures | {"failure": Failure.NOTHING.value}
    assert (await shop.job()).state is JobState.RUNNING
    answered.set()
    await asking


async def test_one_open_job_for_a_version_whoever_drafts(
    shop: Workshop, database: Database, clock: Clock
) -> None:
    await shop.ask(backend=LLM)
    await shop.ask(backend=LLM)
    await shop.ask()
    await shop.drafting.offer(DANA, "offer", shop.version_id, clock())
    assert await words(database) == ["drafting.toast.asked", *["drafting.toast.already"] * 3]
    assert not await shop.works(RULES), "it is not theirs"
    assert await shop.works(LLM)
    assert not await shop.works(LLM)


async def test_what_stands_against_the_rules_stands_against_a_model(
    shop: Workshop, database: Database, clock: Clock
) -> None:
    alma = Who(5_000_000_001, "Alma", "en")
    await shop.drafting.offer(alma, "stranger", shop.version_id, clock())
    await shop.drafting.offer(alma, "over", shop.version_id, clock(), over=True)
    await shop.ask(alma, backend=LLM)
    await shop.drafting.offer(DANA, "gone", 99, clock())
    russian = await kept(database, clock, "Паром «Сольвейг» построен в 1931 году.", "ru")
    await shop.drafting.offer(DANA, "russian", russian, clock())
    assert await words(database) == [
        f"drafting.toast.{word}" for word in (*["not_yours"] * 3, "gone", "language")
    ]
    assert await offers(database) == []
    assert not await shop.works(LLM)


async def test_a_job_that_is_met_after_the_operator_ended_it_asks_nobody(
    shop: Workshop, database: Database, clock: Clock
) -> None:
    await shop.ask(backend=LLM)
    async with database.write() as tx:
        await draft_jobs.begin_next(tx, LLM)
    without = Drafting(
        database, shop.drafting.instructors, shop.drafting.curation, apart=shop.backend
    )
    await without.recover(clock())
    assert await without.work_next(clock, lambda: None, LLM)
    assert shop.backend.orders == []
    assert (await shop.job()).outcome == {"failure": Failure.OFF.value}
    assert await without.offered(DANA.telegram_id, shop.version_id) is None


async def test_a_model_whose_process_is_lost_is_a_failure(shop: Workshop) -> None:
    async def lost(_order: Order, _heard: Heard) -> Product | None:
        raise DraftingFailed(Failure.BROKE)

    shop.backend.behaves = lost
    await shop.ask(backend=LLM)
    await shop.works(LLM)
    assert (await shop.job()).outcome == {"failure": Failure.BROKE.value}
