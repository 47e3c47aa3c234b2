"""A document that was sent, as its message shows it once it is kept."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.documents.sent_document import ANOTHER, EDITION, SentDocument, SentState
from bot.domain.question import Source
from bot.generation.documents.reading import Format, Reading, Stated
from bot.services.documents.editions import Choices
from bot.services.documents.sent import SentScreen
from bot.storage.documents.documents import Held
from bot.storage.people.people import Voice
from bot.views.fitting import TEXT_LIMIT, length
from bot.views.instructors.documents import document_message
from bot.views.instructors.editions import choices_message
from bot.views.message import Button
from bot.views.words import LOCALES, words

KEPT = {"document": "ferries", "title": "Ferries", "version": 2}


def told(locale: str, **outcome: object) -> str:
    kept = {**KEPT, **outcome}
    sent = SentDocument(1, 1, 9, "ferries.txt", SentState.KEPT, outcome=kept)
    screen = SentScreen(sent, None, Stated(), None, listed=False, voice=Voice((), None))
    return document_message(screen, words(locale)).html


@pytest.mark.parametrize("locale", LOCALES)
def test_a_new_edition_tells_of_drafts_that_cite_earlier_ones(locale: str) -> None:
    without = told(locale)
    assert told(locale, unpublished=0) == without
    for number in (1, 2, 5):
        said = told(locale, unpublished=number).removeprefix(without)
        assert str(number) in said.split()
        assert "/review" in said


@pytest.mark.parametrize("locale", LOCALES)
def test_of_a_new_edition_each_question_to_read_again_is_listed_once_with_its_pages(
    locale: str,
) -> None:
    say = words(locale)
    items = [
        ["reworded", 2, "Who paid?", 1, "a/paid"],
        ["lost", 7, "Who sailed?", 2, "a/sailed"],
        ["reworded", 3, "Who sailed?", 1, "a/sailed"],
        ["lost", 4, "Who sailed?", None, "a/sailed"],
        ["lost", 9, "Who swam?"],  # of an older program
    ]
    shown = told(locale, fates={"lost": 3, "reworded": 2}, to_read=items).splitlines()[2:]
    place = say.plain("quiz.paragraph.page", page=2, paragraph=7)
    assert shown == [
        say("document.fates.questions", n=3),
        say("document.fate.lost", places=f"¶4; {place}", stem="Who sailed?"),
        say("document.fate.lost", places="¶9", stem="Who swam?"),
        say("document.fate.reworded", places=place.replace("2", "1").replace("7", "2"),
            stem="Who paid?"),
    ]  # fmt: skip


@pytest.mark.parametrize("locale", LOCALES)
def test_what_looks_like_a_new_edition_can_be_called_another_document_and_back(
    locale: str,
) -> None:
    reading, say = Reading(Format.TEXT, (), Stated()), words(locale)
    for said, word, other, data in (
        ({}, "edition", "another", "d.apart:1:1"),
        ({ANOTHER: "yes"}, "another", "edition", "d.apart:1:0"),
    ):
        sent = SentDocument(1, 1, 9, "ferries.txt", SentState.READ, {}, said)
        screen = SentScreen(sent, reading, Stated(), "Gulls & terns", False, Voice((), None))
        message = document_message(screen, say)
        assert say(f"document.{word}", title="Gulls & terns") in message.html
        button = Button(say.plain(f"document.button.{other}"), data)
        assert [row for row in message.keyboard if button in row] == [(button,)]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("said", "guess", "chosen", "data"),
    [
        ({}, None, None, ["d.list:1:1"]),
        ({}, "Gulls", None, ["d.apart:1:1"]),
        ({ANOTHER: "yes"}, "Gulls", None, ["d.apart:1:0", "d.list:1:1"]),
        ({EDITION: "terns"}, None, "<Terns>", ["d.apart:1:1", "d.list:1:1"]),
        ({EDITION: "terns"}, "Gulls", "<Terns>", ["d.apart:1:1", "d.list:1:1"]),
    ],
)
def test_of_which_document_it_is_an_edition_can_be_said_unless_it_looks_like_one(
    locale: str, said: dict[str, str], guess: str | None, chosen: str | None, data: list[str]
) -> None:
    say, reading = words(locale), Reading(Format.TEXT, (), Stated("A", None, "2019"))
    sent = SentDocument(1, 1, 9, "ferries.txt", SentState.READ, {}, said)
    about = (sent, reading, reading.stated, guess, False, Voice((), None), None, chosen)
    message = document_message(SentScreen(*about, others=True), say)
    assert [button.data for row in message.keyboard for button in row][: len(data)] == data
    assert (say("document.chosen", title="<Terns>") in message.html) is (chosen is not None)
    assert "<Terns>" not in message.html
    without = document_message(SentScreen(*about, others=False), say)
    assert "d.list:1:1" not in [button.data for row in without.keyboard for button in row]


@pytest.mark.parametrize("locale", LOCALES)
def test_what_it_may_be_an_edition_of_stands_on_pages_escaped(locale: str) -> None:
    say = words(locale)
    sent = SentDocument(1, 1, 9, "<a>.txt", SentState.READ, {}, {})
    source = Source("terns", "t.txt", "<Terns> " * 25, "Terns", "en", "0" * 64, date="2019")
    held = Held(7, 3, source, 2, "text", datetime(2026, 11, 29, tzinfo=UTC))
    for page, turns in (
        (1, ["d.list:1:2"]),
        (2, ["d.list:1:1", "d.list:1:3"]),
        (3, ["d.list:1:2"]),
    ):
        message = choices_message(Choices(sent, [held] * 5, page, 3, Voice((), None)), say)
        assert "&lt;a&gt;.txt" in message.html
        assert message.html.count("&lt;Terns&gt; &lt;Terns&gt;") >= 5
        assert "<Terns>" not in message.html
        assert f"<b>{5 * page}. " in message.html
        data = [button.data for row in message.keyboard for button in row]
        assert data == [*["d.edition:1:3"] * 5, *turns, "d.list:1:0"]
        assert length(message.html) < TEXT_LIMIT


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("known", [("A", None, "2019"), ("A",), (None, None, "2019"), ()])
def test_all_that_can_be_corrected_is_said_whatever_is_missing(
    locale: str, known: tuple[str | None, ...]
) -> None:
    sent = SentDocument(1, 1, 9, "ferries.txt", SentState.READ, {}, {})
    said, say = Stated(*known), words(locale)
    screen = SentScreen(sent, Reading(Format.TEXT, (), said), said, None, False, Voice((), None))
    shown = document_message(screen, say).html
    for name in ("title", "publisher", "date", "licence"):
        assert f"<code>{say(f'document.{name}', value='')}" in shown
    listed = document_message(replace(screen, listed=True), say).html
    assert "<code>" not in listed
