"""Drafts from a new edition of a document beside what was drafted from its other editions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.domain.comparing import key_text
from bot.domain.question import Question
from bot.generation.gate.findings import Finding, Hard, Soft
from bot.generation.gate.succession import ALIKE, Earlier, likeness, plain, succeeds


@dataclass
class OtherEditions:
    """Looks up what is asked already."""

    every: list[Earlier] = field(default_factory=list)
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
            found.every.append(one)
            found.ids.add(question.id)
            found.stems[plain(question.stem)].append(question)
            found.keys[_key(question)].append(question)
            found.proofs.add(_proof(one))
        return found

    def asks(self, one: Earlier) -> bool:
        """Whether the same is asked already: the same id, or the same stem or quote with the same
        key.
        """
        question = one.question
        twins = self.stems.get(plain(question.stem), ())
        return (
            question.id in self.ids
            or any(_key(other) == _key(question) for other in twins)
            or _proof(one) in self.proofs
        )

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


def _proof(one: Earlier) -> tuple[str, str, str]:
    quote = one.question.citations[0].quote if one.question.citations else ""
    return one.template, plain(quote), _key(one.question)
