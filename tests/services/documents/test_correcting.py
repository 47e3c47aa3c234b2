"""What is said of a kept document is corrected wherever it is shown; one nobody needs can go."""

import random
from collections.abc import Sequence
from html import unescape

import pytest
from sqlalchemy import func, select, update

from bot.domain.drafts.draft import DraftState, Filter
from bot.domain.owed import Owed
from bot.services.curation.acts import Seen
from bot.services.curation.debts import Tap
from bot.services.curation.publishing import DraftPublishing
from bot.services.curation.queue import Curation
from bot.services.curation.review import Review
from bot.services.documents import meant
from bot.services.documents.correcting import Correcting
from bot.services.documents.keeping import Documents
from bot.services.documents.library import Library
from bot.services.documents.sent import SentDocuments
from bot.storage import tables
from bot.storage.bank import bank_sources
from bot.storage.database import Database
from bot.storage.people import people
from bot.storage.quiz import prompts
from bot.storage.quiz.prompts import PATIENCE
from bot.views.instructors.documents import document_message
from bot.views.instructors.library import document_message as library_message
from bot.views.message import Message
from bot.views.words import LOCALES, words
from tests.conftest import Clock
from tests.services.curation.curating import DANA, TEXT, person, stage


@pytest.fixture
def correcting(database: Database) -> Correcting:
    return Correcting(database, {DANA.telegram_id})


async def says(correcting: Correcting, text: str, clock: Clock) -> Sequence[str]:
    """The words and screens that are owed for a text that was asked for."""
    async with correcting.database.write() as tx:
        dana = await people.recognise(tx, DANA, clock())
        prompt = await prompts.of(tx, dana.id)
        assert prompt is not None
        debts: list[Owed] = await correcting.said(tx, dana, prompt, text, clock())
    return [str(one.args.get("why", one.args.get("word", one.screen))) for one in debts]


async def toasts(database: Database) -> list[str]:
    query = select(tables.owed.c.args).where(tables.owed.c.callback.is_not(None))
    async with database.read() as tx:
        rows = (await tx.execute(query.order_by(tables.owed.c.id))).scalars()
        return [row.get("word", "") for row in rows]


async def published(curation: Curation, clock: Clock) -> None:
    dana = await person(curation.database, DANA, clock())
    for one in (await curation.queue(Filter(), size=8)).drafts[:6]:
        await curation.approve(Seen(one.id, one.revision), dana, clock())
    await DraftPublishing(curation.database, random.Random(1)).publish("port-ansel", dana, clock())


async def test_a_correction_reaches_the_document_and_what_learners_are_shown(
    database: Database, correcting: Correcting, clock: Clock
) -> None:
    await published(await stage(database, clock()), clock)
    [held] = await Documents(database).held()
    await correcting.ask(DANA, "1", held.id, 1, clock())
    assert await says(correcting, "Title: Ansel\nDate: 31.02.1991", clock) == ["no_day"]
    assert (await Documents(database).held())[0].source == held.source
    told = await says(correcting, "Title: Port Ansel, a history\nPublisher: The port", clock)
    assert told[1:] == ["library.renamed", "library.corrected.said", "library.document"]
    [now] = await Documents(database).held()
    assert (now.source.title, now.source.publisher) == ("Port Ansel, a history", "The port")
    assert (now.source.date, now.source.sha256) == (held.source.date, held.source.sha256)
    async with database.read() as tx:
        [shown] = await bank_sources.own(tx, "port-ansel")
    assert (shown.title, shown.short) == (now.source.title, now.source.short)


async def test_who_looks_at_the_list_again_corrects_nothing_more(
    database: Database, correcting: Correcting, clock: Clock
) -> None:
    await stage(database, clock())
    [held] = await Documents(database).held()
    sent = SentDocuments(database, {DANA.telegram_id})
    await sent.receive(DANA, "a.txt", b"The board met.\n\nNobody spoke against it.", clock())
    await sent.read_next(clock())
    await correcting.ask(DANA, "1", held.id, 1, clock())
    assert not await sent.waits(DANA.telegram_id, clock()), "the next lines are for the kept one"
    library = Library(database, {DANA.telegram_id})
    await library.turn_page(DANA, "2", 1, clock())
    assert not await correcting.is_opened(DANA.telegram_id, clock())
    assert await sent.waits(DANA.telegram_id, clock())


async def test_lines_are_for_the_document_that_was_opened_last(
    database: Database, correcting: Correcting, clock: Clock
) -> None:
    await stage(database, clock())
    [held] = await Documents(database).held()
    sent = SentDocuments(database, {DANA.telegram_id})
    await sent.receive(DANA, "a.txt", b"The board met.\n\nNobody spoke against it.", clock())
    await sent.read_next(clock())
    await Library(database, {DANA.telegram_id}).open(DANA, "1", held.id, 1, clock())
    for line in ("Date: 1990-05-07", "Publisher: The port", "Title: 1877, a port"):
        assert await correcting.is_opened(DANA.telegram_id, clock()), "it is shown still"
        await correcting.say_of_opened(DANA, line, clock())
    [now] = await Documents(database).held()
    assert (now.source.date, now.source.publisher) == ("1990-05-07", "The port")
    await sent.suppose(DANA, "2", 1, "date", clock())
    assert not await correcting.is_opened(DANA.telegram_id, clock())
    clock.advance(PATIENCE.total_seconds())
    await sent.say(DANA, "Date: 1991", clock())
    screen = await sent.screen(DANA.telegram_id, 1)
    assert screen is not None and screen.known.date == "1991"
    await sent.say(DANA, "Title: Board", clock())
    await sent.keep(DANA, "3", 1, clock())
    shelf = await Library(database, {DANA.telegram_id}).shelf(DANA.telegram_id, 1)
    assert [one.source.title for one in shelf.held] == ["1877, a port", "Board"], "by title"
    assert [one.source.id for one in shelf.held] == ["port-ansel", "board"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_lines_are_for_what_was_shown_last_whatever_else_asked_in_between(
    database: Database, correcting: Correcting, clock: Clock
) -> None:
    await stage(database, clock())
    [held] = await Documents(database).held()
    sent = SentDocuments(database, {DANA.telegram_id})
    await sent.receive(DANA, "a.txt", b"The board met.\n\nNobody spoke against it.", clock())
    await sent.read_next(clock())
    await Library(database, {DANA.telegram_id}).open(DANA, "1", held.id, 1, clock())
    async with database.write() as tx:
        dana = await people.recognise(tx, DANA, clock())
        await meant.ask_elsewhere(tx, dana.id)
    assert await correcting.is_opened(DANA.telegram_id, clock()), "its card is below the other's"
    await sent.suppose(DANA, "2", 1, "date", clock())
    async with database.write() as tx:
        await meant.ask_elsewhere(tx, dana.id)
        assert await sent.answer(tx, DANA, "The board", clock()) == [], "another card asks"
    assert not await correcting.is_opened(DANA.telegram_id, clock())
    await sent.say(DANA, "Publisher: The board", clock())
    async with database.write() as tx:
        assert await sent.answer(tx, DANA, "The board", clock()), "its card is drawn anew"
        await prompts.ask(tx, dana.id, "ruling", {}, clock())
    await Library(database, {DANA.telegram_id}).open(DANA, "1", held.id, 1, clock())
    assert await correcting.is_opened(DANA.telegram_id, clock())


async def test_a_new_edition_names_what_has_to_be_read_again(
    database: Database, clock: Clock
) -> None:
    await published(await stage(database, clock()), clock)
    sent = SentDocuments(database, {DANA.telegram_id})
    newer = TEXT.replace("1936: The service takes over.", "1937: The state takes it over.")
    newer = newer.replace("The lamp becomes electric", "The lamp is electric now")
    await sent.receive(DANA, "a.txt", f"Date: 1999\n\n{newer}".encode(), clock())
    await sent.read_next(clock())
    await sent.keep(DANA, "1", 1, clock())
    screen = await sent.screen(DANA.telegram_id, 1)
    assert screen is not None and screen.sent.outcome is not None
    told = screen.sent.outcome["to_read"]
    fates = screen.sent.outcome["fates"]
    assert len(told) == fates.get("lost", 0) + fates.get("reworded", 0) > 0
    for locale in LOCALES:
        shown = document_message(screen, words(locale)).html
        assert all(stem[:60] in unescape(shown) for _, _, stem, *_ in told)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_there_is_a_way_to_each_question_that_is_to_be_read_again(
    database: Database, clock: Clock, locale: str
) -> None:
    """Below the document and in /documents, until it is asked no more."""
    curation = await stage(database, clock())
    await published(curation, clock)
    sent = SentDocuments(database, {DANA.telegram_id})
    newer = TEXT.replace("1936: The service takes over.", "1937: The state takes it over.")
    newer = newer.replace("The lamp becomes electric", "The lamp is electric now")
    await sent.receive(DANA, "a.txt", f"Date: 1999\n\n{newer}".encode(), clock())
    await sent.read_next(clock())
    await sent.keep(DANA, "1", 1, clock())
    [held] = await Documents(database).held()
    library, say = Library(database, {DANA.telegram_id}), words(locale)

    async def shown() -> list[Message]:
        below, opened = await sent.screen(DANA.telegram_id, 1), await library.opened(9, held.id)
        assert below is not None and opened is not None
        return [document_message(below, say), library_message(opened, 1, say)]

    states = await curation.queue(Filter(state=DraftState.PUBLISHED), size=9)
    ids = {one.id: one.question.stem for one in states.drafts}
    for message in await shown():
        ways = [button.data for row in message.keyboard for button in row]
        again = [data.split(":")[1:] for data in ways if data and data.startswith("v.go:")]
        to_read = [int(draft) for draft, _, document in again if draft != "0"]
        assert to_read and all(ids[draft][:60] in unescape(message.html) for draft in to_read)
        assert ["0", "0", str(held.number)] in again, "others wait"
        assert say("document.fates.questions", n=len(to_read)) in message.html
    review = Review(curation, DraftPublishing(database, random.Random(1)), {DANA.telegram_id})
    await review.begin(Tap(DANA, clock(), to_read[0], 0, held.number, callback="2"))
    query = select(tables.owed.c.args).where(tables.owed.c.screen == "review")
    async with database.read() as tx:
        assert [one["draft"] for one in (await tx.execute(query)).scalars()] == [to_read[0]]
    async with database.write() as tx:
        await tx.execute(update(tables.sets).values(withdrawn_at=clock()))
        await tx.execute(update(tables.questions).values(version_id=None))
    for message in await shown():
        assert say.plain("document.button.again", stem="").strip() not in str(message.keyboard)


async def test_what_is_void_is_with_learners_no_more(database: Database, clock: Clock) -> None:
    await published(await stage(database, clock()), clock)
    [held] = await Documents(database).held()
    library = Library(database, {DANA.telegram_id})
    async with database.write() as tx:
        versions = tables.question_versions
        await tx.execute(update(versions).where(versions.c.id == 1).values(void=True))
    opened = await library.opened(DANA.telegram_id, held.id)
    assert opened is not None
    assert opened.drafts[DraftState.PUBLISHED] == 5


async def test_what_learners_have_stays(
    database: Database, correcting: Correcting, clock: Clock
) -> None:
    curation = await stage(database, clock())
    [held] = await Documents(database).held()
    await correcting.ask_away(DANA, "1", held.id, 1, clock())
    assert await Documents(database).held() == [held], "it was only asked"
    await published(curation, clock)
    await correcting.take_away(DANA, "2", held.id, 1, clock())
    assert await toasts(database) == ["", "library.toast.cited"]
    assert await Documents(database).held() == [held]


async def test_a_document_that_nobody_needs_goes_with_its_drafts(
    database: Database, correcting: Correcting, clock: Clock
) -> None:
    curation = await stage(database, clock())
    dana = await person(database, DANA, clock())
    first = (await curation.queue(Filter())).drafts[0]
    await curation.reject(Seen(first.id, 1), dana, clock(), "trifle")
    [held] = await Documents(database).held()
    await correcting.take_away(DANA, "1", held.id, 1, clock())
    await correcting.take_away(DANA, "2", held.id, 1, clock())
    assert await toasts(database) == ["library.toast.away", "drafting.toast.gone"]
    async with database.read() as tx:
        for table in (tables.documents, tables.document_versions, tables.drafts,
                      tables.draft_events):  # fmt: skip
            assert (await tx.execute(select(func.count()).select_from(table))).scalar_one() == 0
