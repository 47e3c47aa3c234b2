"""Proper names that a text mentions, and whether an evidence has them.

A name is a run of capitalised words. A capital at the beginning of a sentence proves nothing, so a
word there counts as a name only when nobody writes it small (in the documents or the questions),
when it is an acronym, or together with the capitalised words after it.
"""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from bot.bank.files.build import Name
from bot.bank.texts.dates import MONTHS, starts_sentence
from bot.bank.texts.tokens import Token, tokens

COMMON_WORDS = frozenset(
    (Path(__file__).parent / "common_words.txt").read_text(encoding="utf-8").split()
)
"""English words that a small corpus may never write small, though they name nobody."""

# Endings of common nouns, adjectives and adverbs: "Piracy is…" begins a sentence, it names nobody.
_COMMON_ENDINGS = tuple(
    """ably acy age ally ance ances ation ations cies cy ed ence ences ers ful gency ible able ical
    ily ing ings ional ism isms ists ities ity ively ive less ment ments ness ology ors ous ously
    ship sion sions ties tion tions ully""".split()  # noqa: SIM905 - a table of words
)
_INFLECTIONS = ("s", "es", "d", "ed", "ing", "ly", "er", "ers")
_MOST_SKIPPED = 4
_LINKS = frozenset({"of", "the", "for", "de", "von", "van"})
_EMPHASISED = frozenset("NOT NEVER CANNOT EXCEPT НЕ НИКОГДА НЕЛЬЗЯ КРОМЕ".split())  # noqa: SIM905
"""Words that L03 wants in capitals; they name nobody."""

AROUND = re.compile(r"^(?:the|an?)\s+|'s?$", re.IGNORECASE)
"""What may stand around a name: an article, a possessive."""


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words in a row; the first one is ``doubtful`` where a sentence begins."""

    text: str
    norms: tuple[str, ...]
    doubtful: bool
    owners: tuple[int, ...] = ()
    """Behind which words what they own follows: behind the first of Kenya's Green Belt Movement."""


class NameBook:
    """The glossary, ready to be asked."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._entries: dict[tuple[str, ...], list[tuple[Name, tuple[tuple[str, ...], ...]]]] = {}
        self._longest = 0
        for name in names:
            forms = tuple(norms(form) for form in (name.name, *name.aliases))
            for form in forms:
                self._entries.setdefault(_stem(form), []).append((name, forms))
                self._longest = max(self._longest, len(form))

    def named(self, text: str) -> list[Name]:
        """The names that a text is, but for an article or a possessive; none if it says more."""
        said = tokens(AROUND.sub("", text))
        length, entries = self.at(said, 0)
        return [name for name, _ in entries] if length == len(said) else []

    def at(
        self, words: Sequence[Token], index: int
    ) -> tuple[int, list[tuple[Name, tuple[tuple[str, ...], ...]]]]:
        """The longest form of the glossary that begins at ``index``: its length, its entries."""
        for length in range(min(self._longest, len(words) - index), 0, -1):
            piece = words[index : index + length]
            if any(_breaks(token) for token in piece[1:]):
                continue
            entries = self._entries.get(_stem(tuple(token.norm for token in piece)))
            if entries:
                return length, entries
        return 0, []


@dataclass(frozen=True)
class Proof:
    """The words of an evidence, of the cited sources' entries, and of the glossary."""

    passages: tuple[tuple[Token, ...], ...]
    book: NameBook
    small: AbstractSet[str]

    @cached_property
    def _places(self) -> dict[str, list[tuple[int, int]]]:
        """Passage and index of every word, under its singular."""
        found: dict[str, list[tuple[int, int]]] = {}
        for number, passage in enumerate(self.passages):
            for index, word in enumerate(passage):
                found.setdefault(word.norm.removesuffix("s"), []).append((number, index))
        return found

    def has(self, form: Sequence[str]) -> bool:
        """Whether a name stands in one of the passages."""
        if not form:
            return False
        places = self._places.get(form[0].removesuffix("s"), ())
        return any(_stands_at(self.passages[number], index, form) for number, index in places)

    def missing_names(self, text: str, taken: AbstractSet[int]) -> list[str]:
        """Names of ``text`` that nothing supports; ``taken`` tokens belong to dates."""
        words = tokens(text)
        missing: list[str] = []
        index = 0
        while index < len(words):
            plain = not words[index].capital or words[index].text in _EMPHASISED
            if index in taken or plain or words[index].norm in MONTHS:
                index += 1
                continue
            length, entries = self.book.at(words, index)
            if length and self._known(entries, words[index : index + length]):
                index += length
                continue
            run, index = self._run(words, index, taken)
            if not self._supported(run):
                missing.append(run.text)
        return missing

    def _known(
        self,
        entries: Iterable[tuple[Name, tuple[tuple[str, ...], ...]]],
        piece: Sequence[Token],
    ) -> bool:
        if self.has([token.norm for token in piece]):
            return True
        return any(name.free or any(map(self.has, forms)) for name, forms in entries)

    def _run(self, words: Sequence[Token], start: int, taken: AbstractSet[int]) -> tuple[Run, int]:
        end = start + 1
        while (
            end < len(words)
            and end not in taken
            and words[end].capital
            and words[end].text not in _EMPHASISED
            and not _breaks(words[end])
            and not self._known_at(words, end)
        ):
            end += 1
        piece = words[start:end]
        first = piece[0]
        doubtful = starts_sentence(words, start) and not _acronym(first) and self._common(first)
        named = piece[1:] if doubtful and len(piece) > 1 else piece
        text = " ".join(token.text for token in named)
        pairs = enumerate(pairwise(piece), 1)
        owners = tuple(at for at, (one, then) in pairs if _owns(one, then))
        return Run(text, tuple(token.norm for token in piece), doubtful, owners), end

    def _known_at(self, words: Sequence[Token], index: int) -> bool:
        length, entries = self.book.at(words, index)
        return bool(length) and self._known(entries, words[index : index + length])

    def _common(self, token: Token) -> bool:
        word = token.norm
        stems = {word, *(word.removesuffix(ending) for ending in _INFLECTIONS)}
        known = any(stem in self.small or stem in COMMON_WORDS for stem in stems)
        return known or word.endswith(_COMMON_ENDINGS)

    def _supported(self, run: Run) -> bool:
        if self.has(run.norms) or self._owned(run):
            return True
        if not run.doubtful:
            return False
        return len(run.norms) == 1 or self.has(run.norms[1:])

    def _owned(self, run: Run) -> bool:
        """Whether it is somebody's name and, behind it, that of what they have: Kenya's Maathai."""
        return any(self.has(run.norms[:end]) and self.has(run.norms[end:]) for end in run.owners)


def norms(text: str) -> tuple[str, ...]:
    return tuple(token.norm for token in tokens(text))


def small_words(texts: Iterable[str]) -> frozenset[str]:
    """Words that somebody writes without a capital."""
    return frozenset(
        token.norm for text in texts for token in tokens(text) if token.text[0].islower()
    )


def _breaks(token: Token) -> bool:
    return token.gap not in {" ", "-", "'", "' ", ""}


def _owns(token: Token, following: Token) -> bool:
    return token.text.endswith("'s") or following.gap == "' "


def _acronym(token: Token) -> bool:
    letters = [c for c in token.text.removesuffix("'s") if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters[:2])


def _stem(form: tuple[str, ...]) -> tuple[str, ...]:
    """A form without the plural of its last word, so that Tajiks finds Tajik."""
    return (*form[:-1], form[-1].removesuffix("s")) if form else form


def _stands_at(passage: Sequence[Token], start: int, form: Sequence[str]) -> bool:
    """Whether ``form`` begins there and goes on in order, at most skipping names and links.

    So "Secretary General Zas" is in "Secretary General of the CSTO Stanislav Zas", but "Ole Berg"
    is not in "Ole Lund and Siv Berg".
    """
    if not _same(passage[start].norm, form[0]):
        return False
    at: int | None = start
    for wanted in form[1:]:
        at = None if at is None else _following(passage, at, wanted)
    return at is not None


def _following(passage: Sequence[Token], at: int, wanted: str) -> int | None:
    for index in range(at + 1, min(at + 2 + _MOST_SKIPPED, len(passage))):
        word = passage[index]
        if index > at + 1 and _breaks(word):
            return None
        if _same(word.norm, wanted):
            return index
        if _breaks(word) or not (word.capital or word.norm in _LINKS):
            return None
    return None


def _same(word: str, wanted: str) -> bool:
    return wanted in {word, f"{word}s"} or word == f"{wanted}s"
