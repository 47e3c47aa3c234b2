"""Pieces of a sentence with their offsets."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(
    # An initial keeps its stop: Franklin D. Roosevelt, St. Moritz; initials are one word: U.S.
    # The capital stands first, and what is before it behind: so most words are told at a glance.
    r"[A-Z](?<!\w[A-Z])(?:(?:\.[A-Z])+\b\.?|\.(?= ?[A-Z])|(?<=[SM])t\.(?= [A-Z]))"
    r"|\d+(?:[.,]\d+)*(?:[^\W_]+)?"
    r"|[^\W_]+(?:[-–'&./][^\W_]+)*'?|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of offsets into a sentence."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


class Word(NamedTuple):
    """A word or a mark of punctuation."""

    text: str
    start: int
    end: int
    small: str
    """In small letters."""

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()


@lru_cache(maxsize=16_000)
def words(text: str) -> tuple[Word, ...]:
    """Words and punctuation in order; a hyphen, an apostrophe or a slash inside does not part."""
    return tuple(
        [
            _word(Word, (said := match[0], match.start(), match.end(), said.lower()))
            for match in _WORD.finditer(text)
        ]
    )


_word = tuple.__new__
"""Makes a word without the detour over its keyword arguments: most of the time goes here."""


def stands_in(form: str, text: str) -> bool:
    """Whether a phrase stands in a text, at the edges of words."""
    at = text.find(form)
    while at >= 0:
        end = at + len(form)
        before = at > 0 and text[at - 1].isalnum() and form[0].isalnum()
        after = end < len(text) and text[end].isalnum() and form[-1].isalnum()
        if not before and not after:
            return True
        at = text.find(form, at + 1)
    return False


def without(text: str, *cut: Span) -> str:
    """``text`` without some spans, its spaces and commas put right."""
    pieces, at = [], 0
    for span in sorted(cut, key=lambda one: one.start):
        pieces.append(text[at : span.start])
        at = max(at, span.end)
    return tidy(" ".join((*pieces, text[at:])))


_SPACES = re.compile(r" +")
_INITIALS_END = re.compile(r"\b[A-Z]\.[A-Z]\.$")
_BEFORE_MARK = re.compile(r" (?=[,.;:!?)])")


def tidy(text: str) -> str:
    """One space between words, none before a comma or a stop, no mark at either end."""
    plain = _SPACES.sub(" ", text) if "  " in text else text
    return stopless(_BEFORE_MARK.sub("", plain).strip(" ,;:–—-")).strip(" ,;:")


def stopless(said: str) -> str:
    """A sentence without its stop, but for that of initials: "in the U.S." """
    if not said.endswith("."):
        return said
    return said if _INITIALS_END.search(said) else said.removesuffix(".")
