"""Number words of a stem that count what the question itself shows, and so claim nothing.

"Three of these fall in April", "Which two spheres …?", "Match the three documents": the reader can
count along. What a stem says of the world ("the six members") stays a claim, as does every number
in digits and every number greater than what there is to count.
"""

import re
from collections.abc import Iterator

from bot.domain.question import Question

_WORDS = ("two", "three", "four", "five", "six")
_WORD = "|".join(_WORDS)
_COUNT = re.compile(
    rf"\b(?:(?<=\bwhich )|(?<=\bthese )|(?<=\bthose ))(?P<asked>{_WORD})\b"
    rf"|\b(?P<some>{_WORD})(?= of (?:these|those|them|the following)\b)"
    rf"|\b(?P<shown>{_WORD})(?= (?:sentences|statements|documents|accounts|steps|events|ways"
    r"|decades)\b)"
    r"|(?<=\bthe )(?P<both>two)\b",
    re.IGNORECASE,
)
_FIRST, _SECOND = re.compile(r"\bfirst\b", re.IGNORECASE), re.compile(r"(?<=\bthe )second\b")
_ANY = "some"


def uncounted(question: Question) -> str:
    """The stem without the number words that count the question's own pieces."""
    most = max(_pieces(question))

    def plain(match: re.Match[str]) -> str:
        counted = _WORDS.index(match[0].lower()) + 2 <= most
        return (_ANY.title() if match[0][0].isupper() else _ANY) if counted else match[0]

    stem = _COUNT.sub(plain, question.stem)
    # Beside "the first" of two, "the second" is an order of telling.
    return _SECOND.sub(_ANY, stem) if _FIRST.search(stem) else stem


def _pieces(question: Question) -> Iterator[int]:
    """What there is to count: two things at least, since a stem can set two against each other."""
    yield 2
    yield len(question.options)
    yield len(question.lefts)
