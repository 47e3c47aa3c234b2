"""Documents taken in: once, in editions, with the citations that they carry."""

import random
from dataclasses import replace

import pytest

from bot.bank.proofs.reanchoring import Fate
from bot.bank.texts.passages import document
from bot.domain.documents.source_document import Dropped, Furniture
from bot.domain.question import Citation, Question, QuestionSet, Source
from bot.generation.documents.reader import read
from bot.generation.documents.reading import Reading, Stated
from bot.services.bank.import_plan import ShippedSet
from bot.services.bank.passages import Passage, Passages
from bot.services.bank.taking_in import Bank
from bot.services.documents.keeping import Added, Documents, Recognised
from bot.storage.database import Database
from tests.conftest import Clock
from tests.storage.bank_rows import make_question

FIRST = "The board met in the old customs house on 14 May 2019."
SECOND = "The first ferry is to sail in March 2020. The second follows a year later."
THIRD = "Nobody spoke against it."
TEXT = "\n\n".join((FIRST, SECOND, THIRD))
STATED = Stated("Two ferries", "Harbour Board", "2019-05-15", "en", "CC BY 4.0")
LONG = Stated("Title " * 99, "Publisher " * 99, "2019", "en", "Licence " * 99)


def reading(text: str) -> Reading:
    return read("ferry.txt", text.encode())


@pytest.fixture
def service(database: Database) -> Documents:
    return Documents(database)


async def take_in(
    service: Documents,
    text: str,
    clock: Clock,
    *,
    edition: str | None = None,
    wanted_id: str | None = None,
) -> Added:
    held = reading(text)
    known = await service.recognise(held, edition=edition)
    return await service.add(held, STATED, clock(), recognised=known, wanted_id=wanted_id)


async def test_a_title_in_other_letters_makes_an_id_of_latin_ones(
    service: Documents, clock: Clock
) -> None:
    stated = replace(STATED, title="Маяк «Ёлкин»")
    added = await service.add(reading(TEXT), stated, clock(), recognised=Recognised())
    assert added.document.source.id == "mayak-elkin"


async def test_a_document_is_held_as_it_was_read(service: Documents, clock: Clock) -> None:
    page = f"<h1>Two ferries</h1><nav>Home</nav><p>{FIRST}</p><p>{SECOND}</p>"
    held = read("ferry.html", page.encode())
    added = await service.add(held, STATED, clock(), recognised=Recognised())
    shown = await service.find("two-ferries")
    assert shown is not None
    assert shown.document == added.document
    assert shown.document.blocks == held.blocks
    assert shown.document.licence == "CC BY 4.0"
    assert shown.dropped == [Dropped(Furniture.MENU, "Home")]
    source = shown.document.source
    assert (source.id, source.title, source.publisher, source.date, source.language) == (
        "two-ferries", "Two ferries", "Harbour Board", "2019-05-15", "en",
    )  # fmt: skip
    assert (source.short, source.file) == ("Two ferries (2019)", "two-ferries.txt")
    text = document("\n\n".join(("Two ferries", FIRST, SECOND)))
    assert (source.sha256, source.paragraphs) == (text.sha256, text.fingerprints)
    assert [(one.source, one.version, one.format) for one in await service.held()] == [
        (source, 1, "HTML")
    ]


async def test_long_words_about_a_document_are_cut(service: Documents, clock: Clock) -> None:
    added = await service.add(reading(TEXT), LONG, clock(), recognised=Recognised())
    source = added.document.source
    assert (len(source.title), len(source.publisher or ""), len(added.document.licence or "")) == (
        200,
        120,
        200,
    )
    assert (len(source.id), source.short) == (35, "Title Title Title… (2019)")


async def test_the_same_text_twice_is_one_document(service: Documents, clock: Clock) -> None:
    first = await take_in(service, TEXT, clock)
    again = reading(TEXT.replace("\n\n", "\r\n \r\n\r\n"))
    assert (await service.recognise(again)).same == first.document
    added = await service.add(again, STATED, clock(), recognised=Recognised())
    assert added.document == first.document
    assert len(await service.held()) == 1


async def test_another_document_of_that_title_gets_another_id(
    service: Documents, clock: Clock
) -> None:
    await take_in(service, TEXT, clock)
    other = await take_in(service, "Something else entirely.", clock)
    named = await take_in(service, "A third thing.", clock, wanted_id="pilots")
    assert [other.document.source.id, named.document.source.id] == ["two-ferries-2", "pilots"]
    wanted = ("The harbour board and what became of the ferries", "Donaudampfschiff" * 12)
    long = [await take_in(service, f"A text. {one}", clock, wanted_id=one) for one in wanted]
    first, second = (one.document.source.id for one in long)
    assert first == "the-harbour-board-and-what-became-of", "whole words, where there are any"
    assert second == ("donaudampfschiff" * 12)[:36]


def cited_set(source: Source) -> tuple[QuestionSet, list[Source]]:
    def question(slug: str, paragraph: int, sentences: tuple[int, ...], quote: str) -> Question:
        cited = Citation(source.id, paragraph, sentences, quote)
        return make_question(slug, citations=[cited])

    questions = (
        question("ferry-board", 1, (1,), "old customs house"),
        question("ferry-sails", 2, (1,), "sail in March 2020"),
        question("ferry-second", 2, (2,), "a year later"),
        question("ferry-against", 3, (1,), "spoke against it"),
    )
    return QuestionSet("ferry", "Ferry", "en", 1, {"leaf": "Leaves"}, questions), [source]


async def test_a_new_edition_says_where_citations_went_and_the_old_one_still_shows(
    service: Documents, database: Database, clock: Clock, rng: random.Random
) -> None:
    first = await take_in(service, TEXT, clock)
    held, sources = cited_set(first.document.source)
    await Bank(database, rng).import_files(
        [ShippedSet("sets/ferry.yaml", "one", held)], sources, {}, clock()
    )
    changed = SECOND.replace("is to sail in March", "sailed in April")
    newer = "\n\n".join(("Corrected.", FIRST, changed))
    second = await take_in(service, newer, clock, edition="two-ferries")
    assert (second.document.source.id, second.document.version) == ("two-ferries", 2)
    moved = {one.question: (one.fate, one.paragraph, one.number) for one in second.moved}
    assert moved == {
        "ferry-board": (Fate.MOVED, 1, 2),
        "ferry-sails": (Fate.LOST, 2, None),
        "ferry-second": (Fate.REWORDED, 2, 3),
        "ferry-against": (Fate.LOST, 3, None),
    }
    assert second.fates == {Fate.MOVED: 1, Fate.REWORDED: 1, Fate.LOST: 2}
    shown = await Passages(None, database).find(
        sources[0], Citation("two-ferries", 2, (1,), "sail in March 2020")
    )
    assert shown == Passage(
        "The first ferry is to ", "sail in March 2020", ". The second follows a year later."
    )


async def test_what_the_bibliography_lists_is_kept_as_it_says(
    service: Documents, database: Database, clock: Clock, rng: random.Random
) -> None:
    text = document(TEXT)
    listed = Source(
        "ferry-note", "f.txt", "[Note]", "Note", "en", text.sha256, paragraphs=text.fingerprints
    )
    held, _ = cited_set(listed)
    await Bank(database, rng).import_files(
        [ShippedSet("sets/ferry.yaml", "one", held)], [listed], {}, clock()
    )
    known = await service.recognise(reading(TEXT))
    assert known == Recognised(listed=listed)
    added = await service.add(reading(TEXT), STATED, clock(), recognised=known)
    assert added.document.source == listed
