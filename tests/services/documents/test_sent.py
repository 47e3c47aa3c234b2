"""Documents by chat: read in turn, asked about, kept once, and let go."""

import pytest
from sqlalchemy import select

from bot.domain.documents.sent_document import SentState
from bot.domain.owed import Owed
from bot.domain.people.person import Who
from bot.domain.starts import MOST_STARTS
from bot.generation.documents.reading import Reading
from bot.generation.documents.safe import read_safely
from bot.generation.documents.written import UNKNOWN
from bot.services.documents.keeping import Documents
from bot.services.documents.reminding import remind
from bot.services.documents.sent import SentDocuments, SentScreen
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.delivery import debts
from bot.storage.documents import sent_documents
from bot.storage.people import accounts, people
from tests.conftest import Clock
from tests.generation.documents import made

DANA = Who(5_000_000_004, "Dana", "en")
ERIC = Who(5_000_000_005, "Eric", "en")
TEXT = b"The board of the harbour met in the old customs house.\n\nNobody spoke against it."


@pytest.fixture
def sent(database: Database) -> SentDocuments:
    return SentDocuments(database, {DANA.telegram_id, ERIC.telegram_id})


async def screen(sent: SentDocuments, sent_id: int) -> SentScreen:
    found = await sent.screen(DANA.telegram_id, sent_id)
    assert found is not None
    return found


async def pages(database: Database, sent_id: int) -> int:
    """How often the message of a document is owed."""
    query = select(tables.owed.c.args).where(tables.owed.c.screen == "document")
    async with database.read() as tx:
        return [args["sent"] for args in (await tx.execute(query)).scalars()].count(sent_id)


async def test_from_the_file_to_the_kept_document(
    sent: SentDocuments, database: Database, clock: Clock
) -> None:
    await sent.receive(DANA, "customs.txt", TEXT, clock())
    assert (await screen(sent, 1)).sent.state is SentState.WAITING
    assert await sent.read_next(clock())
    assert not await sent.read_next(clock())
    assert (await screen(sent, 1)).missing == ("title", "date")
    await sent.keep(DANA, "1", 1, clock())
    await sent.suppose(DANA, "2", 1, "title", clock())
    assert (await screen(sent, 1)).missing == ("date",)
    await sent.keep(DANA, "2", 1, clock())
    assert (await screen(sent, 1)).sent.state is SentState.READ
    await sent.say(DANA, "Publisher: Harbour Board\nDate: 15 May 2019\nDate: soon", clock())
    known = (await screen(sent, 1)).known
    assert (known.title, known.publisher, known.date) == ("customs", "Harbour Board", "2019-05-15")
    await sent.suppose(DANA, "3", 1, "date", clock())
    assert (await screen(sent, 1)).known.date == UNKNOWN
    await sent.keep(DANA, "4", 1, clock())
    shown = await screen(sent, 1)
    assert (shown.sent.state, shown.reading) == (SentState.KEPT, None)
    [held] = await Documents(database).held()
    assert (held.source.id, held.source.publisher, held.source.date) == (
        "customs",
        "Harbour Board",
        None,
    )
    async with database.read() as tx:
        args = select(tables.owed.c.args).order_by(tables.owed.c.id)
        answered = await tx.execute(args.where(tables.owed.c.screen == "toast"))
        missing, kept = "document.toast.missing", "document.toast.kept"
        words = [one.get("word") for one in answered.scalars()]
        assert words == [missing, None, missing, None, kept]
        unclear = select(tables.owed.c.args).where(tables.owed.c.screen == "document.unfit")
        assert (await tx.execute(unclear)).scalar_one() == {
            "lines": "Date: soon",
            "why": "unclear",
            "more": 0,
        }
        left = select(tables.sent_documents.c.data)
        assert (await tx.execute(left)).scalar_one() is None


async def refused(database: Database) -> list[str]:
    """Why lines were not taken, by message."""
    query = select(tables.owed.c.args).where(tables.owed.c.screen == "document.unfit")
    async with database.read() as tx:
        return [str(args["why"]) for args in (await tx.execute(query)).scalars()]


async def test_a_bare_answer_is_taken_where_one_thing_is_asked(
    sent: SentDocuments, database: Database, clock: Clock
) -> None:
    async def bare(text: str) -> list[str]:
        async with database.write() as tx:
            debts = await sent.answer(tx, DANA, text, clock())
        return [str(one.args.get("why", one.args.get("word", one.screen))) for one in debts]

    assert await bare("2018") == []
    await sent.receive(DANA, "customs.txt", TEXT, clock())
    await sent.read_next(clock())
    assert await bare("The customs house") == ["document.how"]
    await sent.say(DANA, "Title: Customs\nDate: 31.02.2020", clock())
    assert await refused(database) == ["no_day"]
    assert (await screen(sent, 1)).missing == ("date",)
    assert await bare("yesterday") == ["unclear"]
    assert await bare("1 May 2031") == ["ahead"]
    assert await bare("2018") == ["document.below", "document"], "the older one loses its buttons"
    assert (await screen(sent, 1)).known.date == "2018"
    assert await bare("2019") == []


async def test_a_date_among_several_lines_is_taken_where_one_is_asked_for(
    sent: SentDocuments, database: Database, clock: Clock
) -> None:
    await sent.receive(DANA, "customs.txt", TEXT, clock())
    await sent.read_next(clock())
    await sent.say(DANA, "Title: Customs\n2018-06-01\nhouse\nDate: 31.02.2020", clock())
    known = (await screen(sent, 1)).known
    assert (known.title, known.date) == ("Customs", "2018-06-01")
    await sent.say(DANA, "2019-06-01\n" + "Date: soon\n" * 6, clock())
    assert (await screen(sent, 1)).known.date == "2018-06-01", "it is asked for no more"
    assert await refused(database) == ["unnamed no_day", "unnamed unclear unclear unclear unclear"]


@pytest.mark.parametrize(
    ("said", "waits"),
    [
        ("", "title_and_date"),
        ("Title: Customs", "date"),
        ("Date: 2018", "title"),
        ("Title: Customs\nDate: 2018", None),
    ],
)
async def test_words_that_nothing_asks_for_tell_which_document_waits(
    sent: SentDocuments, database: Database, clock: Clock, said: str, waits: str | None
) -> None:
    """The later one lacks nothing, and asks for nothing."""

    async def reminded() -> list[Owed]:
        async with database.write() as tx:
            assert await sent.answer(tx, DANA, "1968", clock()) == []
            return await remind(tx, DANA, "1968", clock())

    for number, name in enumerate(("customs.txt", "ferry.txt"), 1):
        await sent.receive(DANA, name, TEXT, clock())
        await sent.read_next(clock())
        lines = said if number == 1 else "Title: Ferry\nDate: 2018"
        await sent.say(DANA, lines or "Language: en", clock())
    words = [(one.args["word"], one.args["file"]) for one in await reminded()]
    assert words == ([(f"document.waits.{waits}", "customs.txt")] if waits else [])


async def test_lines_are_for_the_document_that_was_tapped_last(
    sent: SentDocuments, database: Database, clock: Clock
) -> None:
    for number in (1, 2):
        await sent.receive(DANA, f"{number}.txt", TEXT + b"%d" % number, clock())
        await sent.read_next(clock())
    await sent.suppose(DANA, "1", 1, "date", clock())
    await sent.say(DANA, "Date: 2016-05-07", clock())
    async with database.write() as tx:
        await sent.answer(tx, DANA, "The old customs house", clock())
    known = [(await screen(sent, number)).known for number in (1, 2)]
    assert [(one.title, one.date) for one in known] == [
        ("The old customs house", "2016-05-07"),
        (None, None),
    ]
    await sent.keep(DANA, "2", 1, clock())
    async with database.write() as tx:
        assert await sent.answer(tx, DANA, "2018", clock()) == [], "the other one asked before"
    await sent.say(DANA, "Date: 2017", clock())
    assert (await screen(sent, 2)).known.date == "2017", "the other one waits for nobody's word"


async def test_a_date_that_has_not_come_is_not_taken_from_a_document(
    sent: SentDocuments, clock: Clock
) -> None:
    await sent.receive(DANA, "customs.txt", b"Title: Customs\nDate: 2031-01-01\n\n" + TEXT, clock())
    await sent.read_next(clock())
    shown = await screen(sent, 1)
    assert (shown.known.title, shown.missing) == ("Customs", ("date",))
    assert shown.reading is not None
    assert [(one.code, one.values) for one in shown.reading.notes] == [
        ("N205", {"date": "2031-01-01"})
    ]


async def test_a_reply_is_about_the_document_above_it(
    sent: SentDocuments, database: Database, clock: Clock
) -> None:
    for number in (1, 2):
        await sent.receive(DANA, f"{number}.txt", TEXT + b"%d" % number, clock())
        await sent.read_next(clock())
    async with database.write() as tx:
        await debts.show(tx, DANA.telegram_id, "document:1", 70, clock())
        await debts.show(tx, DANA.telegram_id, "document:2", 71, clock())
    await sent.say(DANA, "Title: Customs", clock(), replied_to=70)
    await sent.say(DANA, "Название: Таможня", clock(), replied_to=71)
    assert [(await screen(sent, number)).known.title for number in (1, 2)] == ["Customs", "Таможня"]


async def test_what_is_held_or_cannot_be_read_says_so(sent: SentDocuments, clock: Clock) -> None:
    await sent.receive(DANA, "customs.txt", b"Title: Customs\nDate: 2019\n\n" + TEXT, clock())
    await sent.receive(DANA, "copy.txt", b"Title: Customs\r\nDate: 2019\r\n\r\n" + TEXT, clock())
    await sent.receive(DANA, "locked.pdf", made.locked_pdf(), clock())
    await sent.read_next(clock())
    await sent.keep(DANA, "1", 1, clock())
    while await sent.read_next(clock()):
        pass
    copy, locked = (await screen(sent, 2)).sent, (await screen(sent, 3)).sent
    assert (copy.state, copy.outcome) == (
        SentState.HELD,
        {"document": "customs", "title": "Customs", "version": 1},
    )
    assert (locked.state, locked.outcome) == (SentState.REFUSED, {"code": "D109", "values": {}})


def page(*own: str) -> bytes:
    """A text between words that every page of its site has."""
    headings = ("Summary", "Findings", "Conclusion")
    form = ("Leave a Reply", "Comments are closed", "Your email address will not be published.")
    return "\n\n".join((*own, *headings, *form)).encode()


TERNS = ("Terns nest on the mole.", "They come in May.", "They leave in August.", "Few stay.")


async def test_what_shares_only_headings_and_its_site_s_own_words_is_no_edition(
    sent: SentDocuments, clock: Clock
) -> None:
    said = b"Title: Customs\nDate: 2019\n\n"
    await sent.receive(DANA, "customs.txt", said + page("The board met.", "It was late."), clock())
    await sent.receive(DANA, "terns.txt", page(*TERNS[:2]), clock())
    await sent.read_next(clock())
    await sent.keep(DANA, "1", 1, clock())
    await sent.read_next(clock())
    assert (await screen(sent, 2)).edition is None


async def test_what_ends_the_bot_each_time_lets_others_go_first_and_is_given_up(
    database: Database, clock: Clock
) -> None:
    """Nothing is written of a reading that ends the process: here it is cut off by an exception."""
    read: list[str] = []

    async def deadly(name: str, data: bytes) -> Reading:
        read.append(name)
        if name == "deadly.txt":
            raise KeyError("the end of the process")
        return await read_safely(name, data)

    sent = SentDocuments(database, {DANA.telegram_id}, read=deadly)
    await sent.receive(DANA, "deadly.txt", TEXT, clock())
    await sent.receive(DANA, "harmless.txt", b"Somebody else spoke.", clock())
    for _ in range(MOST_STARTS):
        with pytest.raises(KeyError):
            while await sent.read_next(clock()):
                pass
    assert read == ["deadly.txt", "harmless.txt", "deadly.txt", "deadly.txt"]
    assert (await screen(sent, 2)).sent.state is SentState.READ
    owed = await pages(database, 1)
    assert await sent.read_next(clock())
    assert not await sent.read_next(clock())
    assert len(read) == 4
    given_up = (await screen(sent, 1)).sent
    assert (given_up.state, given_up.outcome) == (
        SentState.REFUSED,
        {"code": "D125", "values": {"starts": 3}},
    )
    assert await pages(database, 1) == owed + 1, "its sender is told"


async def test_a_start_that_is_over_writes_nothing(
    sent: SentDocuments, database: Database, clock: Clock
) -> None:
    await sent.receive(DANA, "customs.txt", TEXT, clock())
    async with database.write() as tx:
        first = await sent_documents.begin_next(tx)
        again = await sent_documents.begin_next(tx)
        assert first is not None
        assert again is not None
        assert (first.begun, again.begun) == (1, 2)
        refused = SentState.REFUSED
        assert not await sent_documents.was_read(tx, first, refused, reading=None, outcome={})
        assert await sent_documents.was_read(tx, again, refused, reading=None, outcome={})


async def test_nobody_decides_about_what_others_sent_or_what_is_decided(
    sent: SentDocuments, database: Database, clock: Clock
) -> None:
    await sent.receive(DANA, "customs.txt", b"Title: Customs\nDate: 2019\n\n" + TEXT, clock())
    await sent.read_next(clock())
    await sent.cancel(ERIC, "1", 1, clock())
    assert not await sent.waits(ERIC.telegram_id, clock())
    sent.instructors = {ERIC.telegram_id}  # who sent it is no instructor any more
    await sent.keep(DANA, "1", 1, clock())
    assert (await screen(sent, 1)).sent.state is SentState.READ
    sent.instructors = {DANA.telegram_id}
    await sent.cancel(DANA, "2", 1, clock())
    await sent.keep(DANA, "3", 1, clock())
    await sent.keep(DANA, "4", 99, clock())
    assert (await screen(sent, 1)).sent.state is SentState.CANCELLED
    assert await Documents(database).held() == []


async def test_who_is_forgotten_leaves_no_file_behind(
    sent: SentDocuments, database: Database, clock: Clock
) -> None:
    await sent.receive(DANA, "dana.txt", TEXT, clock())
    await sent.receive(DANA, "dana-2.txt", TEXT, clock())
    await sent.read_next(clock())
    async with database.write() as tx:
        dana = await people.recognise(tx, DANA, clock())
        await accounts.forget(tx, DANA.telegram_id, dana.id, clock(), [])
        rows = (await tx.execute(select(tables.sent_documents))).all()
    assert [(row.state, row.chat, row.file_name, row.data, row.reading) for row in rows] == [
        ("cancelled", accounts.NOBODY, "", None, None)
    ] * 2
    assert not await sent.read_next(clock())
