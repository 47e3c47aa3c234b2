"""What a sent document is a new edition of, where its sender knows better than the guess."""

import random

import pytest
from sqlalchemy import delete, func, select

from bot.domain.documents.sent_document import SentState
from bot.domain.people.person import Who
from bot.domain.question import Citation, QuestionSet
from bot.services.bank.import_plan import ShippedSet
from bot.services.bank.taking_in import Bank
from bot.services.documents.correcting import Correcting
from bot.services.documents.editions import Choices, Editions
from bot.services.documents.keeping import Documents
from bot.services.documents.library import Library
from bot.services.documents.sent import SentDocuments
from bot.storage import tables
from bot.storage.database import Database
from tests.conftest import Clock
from tests.services.documents.test_sent import DANA, ERIC, TERNS, page, screen
from tests.storage.bank_rows import make_question

SAID = "Title: {}\nDate: 2019\n\n"
NEWER = "They come in April.", TERNS[2], "Some stay."


@pytest.fixture
def sent(database: Database) -> SentDocuments:
    return SentDocuments(database, {DANA.telegram_id, ERIC.telegram_id})


@pytest.fixture
def editions(sent: SentDocuments) -> Editions:
    return Editions(sent)


async def brings(sent: SentDocuments, clock: Clock, text: str, who: Who = DANA) -> int:
    """What somebody sends is read; its id."""
    await sent.receive(who, "a.txt", text.encode(), clock())
    await sent.read_next(clock())
    newest = select(func.max(tables.sent_documents.c.id))
    async with sent.database.read() as tx:
        return int((await tx.execute(newest)).scalar_one())


async def keeps(sent: SentDocuments, clock: Clock, text: str, who: Who = DANA) -> None:
    await sent.keep(who, "k", await brings(sent, clock, text, who), clock())


async def choices(editions: Editions, sent_id: int, number: int = 1) -> Choices:
    found = await editions.choices(DANA.telegram_id, sent_id, number)
    assert found is not None
    return found


async def toasts(database: Database) -> list[object]:
    """The words that answered taps, in order."""
    query = select(tables.owed.c.args).where(tables.owed.c.screen == "toast")
    async with database.read() as tx:
        rows = await tx.execute(query.order_by(tables.owed.c.id))
        return [args.get("word") for args in rows.scalars()]


async def test_what_looks_like_an_edition_is_another_document_where_its_sender_says_so(
    sent: SentDocuments, editions: Editions, database: Database, clock: Clock
) -> None:
    said = b"Title: Terns\nDate: 2019\n\n"
    await sent.receive(DANA, "terns.txt", said + page(*TERNS), clock())
    await sent.receive(DANA, "gulls.txt", page("Gulls stay.", *TERNS[1:]), clock())
    await sent.read_next(clock())
    await sent.keep(DANA, "1", 1, clock())
    await sent.read_next(clock())
    assert (await screen(sent, 2)).missing == ("date",), "that of the edition before is not its own"
    await sent.say(DANA, "Date: 2020", clock())
    shown = await screen(sent, 2)
    assert (shown.edition, shown.known.title, shown.missing) == ("Terns", "Terns", ())
    await editions.tell_apart(DANA, "2", 2, another=True, now=clock())
    shown = await screen(sent, 2)
    assert (shown.edition, shown.missing, shown.known.date) == ("Terns", ("title",), "2020")
    await editions.tell_apart(DANA, "3", 2, another=False, now=clock())
    assert (await screen(sent, 2)).missing == ()
    await editions.tell_apart(DANA, "4", 2, another=True, now=clock())
    await sent.suppose(DANA, "5", 2, "title", clock())
    await sent.keep(DANA, "6", 2, clock())
    held = await Documents(database).held()
    assert [(one.source.id, one.version) for one in held] == [("gulls", 1), ("terns", 1)]


async def test_an_edition_that_the_guess_missed_is_kept_as_one(
    sent: SentDocuments,
    editions: Editions,
    database: Database,
    clock: Clock,
    rng: random.Random,
) -> None:
    """Its citations are followed: one moved, one is lost."""
    await keeps(sent, clock, SAID.format("Terns") + "\n\n".join(TERNS))
    await keeps(sent, clock, SAID.format("Gulls") + "Gulls stay.\n\nAll of them.")
    held = {one.source.id: one for one in await Documents(database).held()}
    terns = held["terns"].source
    asked = [
        make_question(slug, citations=[Citation("terns", number, (1,), quote)])
        for slug, number, quote in (("leave", 4, "in August"), ("stay", 5, "Few stay"))
    ]
    asked_of = QuestionSet("terns", "Terns", "en", 1, {"leaf": "Leaves"}, tuple(asked))
    shipped = [ShippedSet("sets/terns.yaml", "one", asked_of)]
    await Bank(database, rng).import_files(shipped, [terns], {}, clock())
    newer = await brings(sent, clock, "\n\n".join(NEWER))
    await sent.say(DANA, "Date: 2020", clock())
    shown = await screen(sent, newer)
    assert (shown.edition, shown.chosen, shown.others, shown.missing) == (
        None, None, True, ("title",),
    )  # fmt: skip
    likely = await choices(editions, newer)
    assert [one.source.title for one in likely.held] == ["Terns", "Gulls"]
    await editions.choose(DANA, "1", newer, held["gulls"].number, clock())
    await editions.choose(DANA, "2", newer, held["terns"].number, clock())
    shown = await screen(sent, newer)
    assert (shown.chosen, shown.known.title, shown.missing) == ("Terns", "Terns", ())
    await sent.keep(DANA, "3", newer, clock())
    outcome = (await screen(sent, newer)).sent.outcome
    assert outcome is not None
    assert (outcome["document"], outcome["version"]) == ("terns", 2)
    assert outcome["fates"] == {"moved": 1, "lost": 1}
    assert [one[:2] for one in outcome["to_read"]] == [["lost", 5]]
    assert [(one.source.id, one.version) for one in await Documents(database).held()] == [
        ("gulls", 1), ("terns", 2),
    ]  # fmt: skip
    assert await editions.choices(DANA.telegram_id, newer, 1) is None
    await editions.turn_page(DANA, "4", newer, 1, clock())
    await editions.choose(DANA, "5", newer, held["gulls"].number, clock())
    assert (await toasts(database))[-3:] == ["document.toast.kept", *["document.toast.gone"] * 2]


async def test_of_what_was_taken_away_nothing_is_an_edition(
    sent: SentDocuments, editions: Editions, database: Database, clock: Clock
) -> None:
    await keeps(sent, clock, SAID.format("Gulls") + "Gulls stay.\n\nAll of them.")
    [gulls] = await Documents(database).held()
    newer = await brings(sent, clock, SAID.format("Terns") + "\n\n".join(NEWER))
    await editions.choose(DANA, "1", newer, gulls.number + 1, clock())
    assert (await screen(sent, newer)).chosen is None
    await editions.choose(DANA, "2", newer, gulls.number, clock())
    async with database.write() as tx:
        await tx.execute(delete(tables.document_versions))
        await tx.execute(delete(tables.documents))
    assert (await screen(sent, newer)).chosen is None
    await sent.keep(DANA, "3", newer, clock())
    shown = await screen(sent, newer)
    assert (shown.sent.state, shown.others) == (SentState.READ, False)
    await sent.keep(DANA, "4", newer, clock())
    assert [one.source.id for one in await Documents(database).held()] == ["terns"]
    away = "document.toast.away"
    assert (await toasts(database))[-4:] == [away, None, away, "document.toast.kept"]


async def test_a_text_that_is_kept_meanwhile_stays_what_it_is(
    sent: SentDocuments, editions: Editions, database: Database, clock: Clock
) -> None:
    await keeps(sent, clock, SAID.format("Gulls") + "Gulls stay.\n\nAll of them.")
    [gulls] = await Documents(database).held()
    first, second = [
        await brings(sent, clock, SAID.format("Terns") + "They come.") for _ in range(2)
    ]
    await editions.choose(DANA, "1", second, gulls.number, clock())
    await sent.keep(DANA, "2", first, clock())
    await sent.keep(DANA, "3", second, clock())
    held = [(one.source.id, one.version) for one in await Documents(database).held()]
    assert held == [("gulls", 1), ("terns", 1)]
    assert (await toasts(database))[-1] == "document.toast.kept"


async def test_many_documents_stand_on_pages_ones_own_before_those_of_others(
    sent: SentDocuments, editions: Editions, clock: Clock
) -> None:
    for number, who in enumerate((ERIC, ERIC, DANA, ERIC, DANA, ERIC)):
        await keeps(sent, clock, SAID.format(f"Paper {number}") + f"Of {number}.", who)
    newer = await brings(sent, clock, "Gulls stay.")
    first, last = await choices(editions, newer), await choices(editions, newer, 9)
    named = [[one.source.id for one in part.held] for part in (first, last)]
    assert named == [["paper-2", "paper-4", "paper-0", "paper-1", "paper-3"], ["paper-5"]]
    assert [(part.page, part.pages, part.first) for part in (first, last)] == [(1, 2, 1), (2, 2, 6)]


async def test_what_somebody_said_of_a_document_holds_for_its_next_edition(
    sent: SentDocuments, database: Database, clock: Clock
) -> None:
    """Also where the file says otherwise; what only the file says gives way to the new file."""
    stating = "Title: terns of 2019\nDate: {}\nPublisher: {}\n\n"
    await keeps(sent, clock, stating.format(2019, "Old Isle") + "\n\n".join(TERNS))
    [held] = await Documents(database).held()
    correcting = Correcting(database, sent.instructors)
    await Library(database, sent.instructors).open(DANA, "o", held.id, 1, clock())
    await correcting.say_of_opened(DANA, "Title: The Terns", clock())
    for date, publisher in ((2020, "New Isle"), (2021, "Isle")):
        last = f"Seen in {date}."
        text = stating.format(date, publisher) + "\n\n".join((*TERNS, last))
        await keeps(sent, clock, text)
        [held] = await Documents(database).held()
        told = (held.source.title, held.source.date, held.source.publisher)
        assert told == ("The Terns", str(date), publisher)
    assert held.version == 3


@pytest.mark.parametrize(("said", "kept"), [("Isle birds", "Isle birds"), (None, "Terns")])
async def test_a_title_given_when_a_document_came_is_kept_but_for_its_files_name(
    sent: SentDocuments, database: Database, clock: Clock, said: str | None, kept: str
) -> None:
    first = await brings(sent, clock, "Date: 2019\n\n" + "\n\n".join(TERNS))
    if said:
        await sent.say(DANA, f"Title: {said}", clock())
    else:
        await sent.suppose(DANA, "s", first, "title", clock())
    await sent.keep(DANA, "k", first, clock())
    await keeps(sent, clock, SAID.format("Terns") + "\n\n".join((*TERNS, "All of them.")))
    [held] = await Documents(database).held()
    assert (held.version, held.source.title) == (2, kept)
