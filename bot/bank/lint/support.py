"""L18, L19: what the cited sentences say for the key, and for a distractor; they need documents.

Strings cannot tell whether a passage proves a relation. They can tell when no word of a key is
there (its numbers and dates are proven exactly anyway), and when a passage lists a distractor
beside the key while no other passage tells the two apart.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.bank.lint.asked import Asked, Choice, Flaws
from bot.bank.lint.roots import roots
from bot.bank.names import NameBook
from bot.bank.passages import one_line
from bot.bank.tokens import tokens
from bot.domain.question import QuestionType

_PREFIX = 5
"""Letters that two words share when they may be forms of one another."""

_STATED = 0.25
"""The part of a statement's words that its evidence has at least."""

_ARTICLE = re.compile(r"^(?:the|an?)\s+|'s?$", re.IGNORECASE)
_NAME = r"[^\W\d_a-zа-яё][\w'-]*"
_BESIDE = re.compile(
    rf"[\s,;/&]*(?:(?:(?:and|or|the|of|и|или)\b|{_NAME})[\s,;/&]*)*"
)  # nothing but other names and what joins a list
_JOINS = re.compile(r"[,;/&]|\b(?:and|or|и|или)\b")


Proofs = Sequence[Sequence[str]]
"""For each citation that proves the key: its sentences, in their normal form."""


def listed_beside(asked: Asked, proofs: Proofs, _book: NameBook) -> Flaws:
    """L18: a sentence lists a distractor beside the key, and no cited one has the key alone."""
    said = [one_line(sentence) for cited in proofs for sentence in cited]
    for distractor in asked.distractors:
        for key in asked.keys:
            having = [sentence for sentence in said if _find(key, sentence)]
            both = [sentence for sentence in having if _find(distractor, sentence)]
            if both == having and any(_side_by_side(key, distractor, one) for one in both):
                yield distractor.path, {"number": distractor.number}
                break


def unsupported(asked: Asked, proofs: Proofs, book: NameBook) -> Flaws:
    """L19: the cited sentences have no word of a key, in any form, nor another name for it.

    A statement is held to more: a quarter of its words.
    """
    if not asked.known or not proofs:
        return
    said = " ".join(sentence for cited in proofs for sentence in cited)
    there = frozenset(roots(said, asked.language))
    if asked.question.type is QuestionType.TRUEFALSE:
        claimed = frozenset(roots(asked.stem, asked.language))
        found = sum(_meets(word, there) for word in claimed)
        if found < _STATED * len(claimed):
            yield ("stem",), {}
        return
    for key in asked.keys:
        if re.search(r"\d", key.text):
            continue
        claimed = frozenset(roots(key.text, asked.language))
        if claimed and not any(_meets(word, there) for word in claimed):
            others = (
                word for name in _names(key.text, book) for word in roots(name, asked.language)
            )
            if not any(_meets(word, there) for word in others):
                yield key.path, {}


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


def _find(choice: Choice, sentence: str) -> re.Match[str] | None:
    text = _ARTICLE.sub("", choice.text)
    return re.search(rf"(?<!\w){re.escape(text)}(?!\w)", sentence, re.IGNORECASE)


def _side_by_side(key: Choice, distractor: Choice, sentence: str) -> bool:
    one, other = _find(key, sentence), _find(distractor, sentence)
    if one is None or other is None:
        return False
    first, second = sorted((one.span(), other.span()))
    between = sentence[first[1] : second[0]]
    return bool(_BESIDE.fullmatch(between) and _JOINS.search(between))


SUPPORT: Mapping[str, Callable[[Asked, Proofs, NameBook], Flaws]] = {
    "L18": listed_beside,
    "L19": unsupported,
}
"""Rules that need the documents: `bank verify` applies them."""
