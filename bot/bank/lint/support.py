"""L18, L19: what the cited sentences say for the key, and for a distractor; they need documents.

Strings cannot tell whether a passage proves a relation. They can tell when no word of a key is
there (its numbers and dates are proven exactly anyway), and when a passage lists a distractor
beside the key while no other passage tells the two apart.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.bank.lint.asked import Asked, Choice, Flaws
from bot.bank.lint.roots import roots
from bot.bank.texts.names import AROUND, NameBook
from bot.bank.texts.passages import one_line
from bot.bank.texts.tokens import tokens
from bot.domain.question import QuestionType

_PREFIX = 5
"""Letters that two words share when they may be forms of one another."""

_STATED = 0.25
"""The part of a statement's or a rationale's words that its evidence has at least."""

_NAME = r"[^\W\d_a-zа-яё][\w'-]*"
_BESIDE = re.compile(
    rf"[\s,;/&]*(?:(?:(?:and|or|the|of|и|или)\b|{_NAME})[\s,;/&]*)*"
)  # nothing but other names and what joins a list
_JOINS = re.compile(r"[,;/&]|\b(?:and|or|и|или)\b")


Proofs = Sequence[Sequence[str]]
"""For each citation that proves the key: its sentences, in their normal form."""


def listed_beside(asked: Asked, proofs: Proofs, book: NameBook) -> Flaws:
    """L18: a sentence lists a distractor beside the key, and each one cited has both or neither."""
    said = [one_line(sentence) for cited in proofs for sentence in cited]
    places = {
        choice.number: [_place(choice, sentence, book) for sentence in said]
        for choice in asked.rivals
    }
    for distractor in asked.distractors:
        for key in asked.keys:
            pairs = list(zip(said, places[key.number], places[distractor.number], strict=True))
            apart = any((one is None) != (other is None) for _, one, other in pairs)
            if not apart and any(_beside(sentence, one, other) for sentence, one, other in pairs):
                yield distractor.path, {"number": distractor.number}
                break


def unsupported(asked: Asked, proofs: Proofs, book: NameBook) -> Flaws:
    """L19: the cited sentences have no word of a key, nor another name for it, nor a quarter of
    the words that the rationale explains it with. Of a statement they have a quarter.
    """
    if not asked.known or not proofs:
        return
    said = " ".join(sentence for cited in proofs for sentence in cited)
    there = frozenset(roots(said, asked.language))
    if asked.question.type is QuestionType.TRUEFALSE:
        if not _borne_out(asked.stem, there, asked.language):
            yield ("stem",), {}
        return
    if _borne_out(asked.question.rationale, there, asked.language):
        return
    for key in asked.keys:
        forms = (key.text, *_names(key.text, book))
        claimed = {word for form in forms for word in roots(form, asked.language)}
        # "The same ones" says too little to be looked for; numbers and dates are proven exactly.
        silent = max(map(len, roots(key.text, asked.language)), default=0) < _PREFIX
        silent = silent or bool(re.search(r"\d", key.text))
        if not silent and not any(_meets(word, there) for word in claimed):
            yield key.path, {}


def _borne_out(text: str, there: frozenset[str], language: str) -> bool:
    """Whether enough words of a text are there."""
    claimed = frozenset(roots(text, language))
    found = sum(_meets(word, there) for word in claimed)
    return bool(claimed) and found >= _STATED * len(claimed)


def _meets(word: str, there: frozenset[str]) -> bool:
    if word in there:
        return True
    return len(word) >= _PREFIX and any(
        other.startswith(word[:_PREFIX]) for other in there if len(other) >= _PREFIX
    )


def _names(text: str, book: NameBook) -> Iterator[str]:
    """Every form of the glossary's names that stand in a text."""
    said = tokens(text)
    for index in range(len(said)):
        for name, _ in book.at(said, index)[1]:
            yield from (name.name, *name.aliases)


Place = tuple[int, int]


def _place(choice: Choice, sentence: str, book: NameBook) -> Place | None:
    """Where an option stands in a sentence, word for word or under another name."""
    text = AROUND.sub("", choice.text)
    forms = [text, *(form for name in book.named(text) for form in (name.name, *name.aliases))]
    for form in forms:
        pattern = rf"(?<!\w){re.escape(form)}(?!\w)"
        if found := re.search(pattern, sentence, re.IGNORECASE):
            return found.span()
    return None


def _beside(sentence: str, one: Place | None, other: Place | None) -> bool:
    """Whether nothing but other names and what joins a list stands between two places."""
    if one is None or other is None:
        return False
    first, second = sorted((one, other))
    between = sentence[first[1] : second[0]]
    return bool(_BESIDE.fullmatch(between) and _JOINS.search(between))


SUPPORT: Mapping[str, Callable[[Asked, Proofs, NameBook], Flaws]] = {
    "L18": listed_beside,
    "L19": unsupported,
}
"""Rules that need the documents: `bank verify` applies them."""
