"""Quotes: which ten words of a sentence, and with which of them they begin."""

import pytest

from bot.bank.meaning import QUOTE_WORDS
from bot.generation.asking.quoting import quote
from bot.generation.sentences.spans import Span
from tests.generation.texts import text_of


def quoted(sentence: str, key: str) -> str:
    """The quote that shows ``key``, out of a paragraph of one sentence."""
    (line,) = text_of(sentence).lines
    at = line.text.index(key)
    return quote(line, Span(at, at + len(key)), Span(0, len(line.text)))


@pytest.mark.parametrize(
    ("sentence", "key", "said"),
    [
        (  # with an article, not "wall of"
            "In that dry year the sea wall of Marlow Bay was built in 1961.",
            "1961",
            "the sea wall of Marlow Bay was built in 1961",
        ),
        (  # with the subject, not "and 1891"
            "Between 1828 and 1891 she gave over 1,300 concerts.",
            "1,300 concerts",
            "Between 1828 and 1891 she gave over 1,300 concerts",
        ),
        (  # with the whole verb, not "by Ada Lund"
            "After many storms Ansel's small old church was rebuilt by the smith Ada Lund in 1951.",
            "1951",
            "was rebuilt by the smith Ada Lund in 1951",
        ),
        (  # and with its *not*
            "The head office of Ansel's old bank has not been moved to Halden since 1960.",
            "1960",
            "has not been moved to Halden since 1960",
        ),
        (  # behind what ties it, where there is no room for all of it
            "Ten years ago Moss fair grew large and strong and had 1.3 million visitors in 2022.",
            "2022",
            "had 1.3 million visitors in 2022",
        ),
        (  # but not behind a word that would be missed
            "Moss fair grew large and strong until some of the oldest market stalls fell.",
            "market stalls",
            "until some of the oldest market stalls",
        ),
    ],
)
def test_a_quote_begins_with_a_phrase(sentence: str, key: str, said: str) -> None:
    assert quoted(sentence, key) == said
    assert len(said.split()) <= QUOTE_WORDS
