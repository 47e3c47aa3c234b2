"""Drafts from a new edition of a document beside what was drafted from its other editions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain.question import Question
from bot.domain.sets.comparing import key_text
from bot.generation.gate.findings import Finding, Hard, Soft
from bot.generation.gate.succession import ALIKE, Earlier, likeness, plain, succeeds


@dataclass(frozen=True, slots=True)
class Asked:
    """What drafts ask, as far as it tells whether a new one asks the same: their ids, their stems
    with the keys, and their templates with first quote and key.
    """

    ids: frozenset[str] = frozenset()
    answers: frozenset[tuple[str, ...]] = frozenset()
    proofs: frozenset[tuple[str, ...]] = frozenset()

    @classmethod
    def of(cls, every: Collection[Earlier], ids: Iterable[str] = ()) -> "Asked":
        """What these ask, and the questions of some more ids."""
        return cls(
            frozenset((*ids, *(one.question.id for one in every))),
            frozenset(_answer(one.question) for one in every),
            frozenset(map(_proof, every)),
        )

    def asks(self, one: Earlier) -> bool:
        """Whether the same is asked already: the same id, or the same stem or quote with the same
        key.
        """
        question = one.question
        return (
            question.id in self.ids
            or _answer(question) in self.answers
            or _proof(one) in self.proofs
        )

    def to_json(self) -> dict[str, list[Any]]:
        """Plain values, for the way between two processes."""
        return {name: sorted(getattr(self, name)) for name in ("ids", "answers", "proofs")}

    @classmethod
    def from_json(cls, plain: Mapping[str, list[Any]]) -> "Asked":
        """The inverse of :meth:`to_json`."""
        told = (frozenset(map(tuple, plain[name])) for name in ("answers", "proofs"))
        return cls(frozenset(plain["ids"]), *told)


@dataclass
class OtherEditions:
    """Looks up what is asked already."""

    every: list[Earlier] = field(default_factory=list)
    asked: Asked = field(default_factory=Asked)
    stems: dict[str, list[Question]] = field(default_factory=lambda: defaultdict(list))
    keys: dict[str, list[Question]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, every: Sequence[Earlier]) -> "OtherEditions":
        """All that was drafted from the other editions of a document, whatever became of it."""
        found = cls(list(every), Asked.of(every))
        for one in every:
            question = one.question
            found.stems[plain(question.stem)].append(question)
            found.keys[_key(question)].append(question)
        return found

    def near(self, one: Earlier) -> Iterator[Finding]:
        """The first question that a curator has to see beside this one: it has the same stem and
        another key, or asked for the same fact as another edition told it, or has the same key and
        nearly the same stem.
        """
        question = one.question
        changed = self.stems.get(plain(question.stem)) or self._former(one)
        if changed:
            yield Finding(Hard.EDITION, _named(changed[0]))
            return
        for other in self.keys.get(_key(question), ()):
            if likeness(question, other) >= ALIKE:
                yield Finding(Soft.EDITION, _named(other))
                return

    def _former(self, one: Earlier) -> list[Question]:
        """Those that the question takes the place of, the likeliest first."""
        found = [other.question for other in self.every if succeeds(one, other)]
        return sorted(found, key=lambda other: -likeness(one.question, other))


def _named(question: Question) -> str:
    return f"{question.id}: “{question.stem}” → {key_text(question)}"


def _key(question: Question) -> str:
    return plain(key_text(question))


def _answer(question: Question) -> tuple[str, ...]:
    return plain(question.stem), _key(question)


def _proof(one: Earlier) -> tuple[str, ...]:
    quote = one.question.citations[0].quote if one.question.citations else ""
    return one.template, plain(quote), _key(one.question)
