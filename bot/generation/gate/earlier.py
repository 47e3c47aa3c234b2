"""Drafts from a new edition of a document beside what was drafted from its other editions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rapidfuzz.fuzz import token_sort_ratio

from bot.domain.comparing import key_text
from bot.domain.question import Question
from bot.generation.gate.findings import Finding, Hard, Soft

ALIKE = 75
"""From which likeness (rapidfuzz, of 100) two stems with one key ask for one thing."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A question as it was drafted from another edition, or as it reads by now."""

    template: str
    question: Question


@dataclass
class OtherEditions:
    """Looks up what is asked already."""

    ids: set[str] = field(default_factory=set)
    stems: dict[str, list[Question]] = field(default_factory=lambda: defaultdict(list))
    keys: dict[str, list[Question]] = field(default_factory=lambda: defaultdict(list))
    proofs: set[tuple[str, str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, every: Iterable[Earlier]) -> "OtherEditions":
        """All that was drafted from the other editions of a document, whatever became of it."""
        found = cls()
        for one in every:
            question = one.question
            found.ids.add(question.id)
            found.stems[_plain(question.stem)].append(question)
            found.keys[_key(question)].append(question)
            found.proofs.add(_proof(one))
        return found

    def asks(self, one: Earlier) -> bool:
        """Whether the same is asked already: the same id, or the same stem or quote with the same
        key.
        """
        question = one.question
        twins = self.stems.get(_plain(question.stem), ())
        return (
            question.id in self.ids
            or any(_key(other) == _key(question) for other in twins)
            or _proof(one) in self.proofs
        )

    def near(self, question: Question) -> Iterator[Finding]:
        """The first question that a curator has to see beside this one: it has the same stem and
        another key, or the same key and nearly the same stem.
        """
        if twins := self.stems.get(_plain(question.stem)):
            yield Finding(Hard.EDITION, _named(twins[0]))
            return
        for other in self.keys.get(_key(question), ()):
            if token_sort_ratio(_plain(question.stem), _plain(other.stem)) >= ALIKE:
                yield Finding(Soft.EDITION, _named(other))
                return


def _named(question: Question) -> str:
    return f"{question.id}: “{question.stem}” → {key_text(question)}"


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _key(question: Question) -> str:
    return _plain(key_text(question))


def _proof(one: Earlier) -> tuple[str, str, str]:
    quote = one.question.citations[0].quote if one.question.citations else ""
    return one.template, _plain(quote), _key(one.question)
