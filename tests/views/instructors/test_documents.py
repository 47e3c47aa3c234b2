"""A document that was sent, as its message shows it once it is kept."""

import pytest

from bot.domain.sent_document import ANOTHER, SentDocument, SentState
from bot.generation.documents.reading import Format, Reading, Stated
from bot.services.documents.sent import SentScreen
from bot.storage.people.people import Voice
from bot.views.instructors.documents import document_message
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
