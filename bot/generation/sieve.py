"""What every backend does with its candidates: through the gate, then the best of them chosen."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from bot.domain.question import QuestionType
from bot.generation.candidates import Candidate
from bot.generation.choosing import best_of
from bot.generation.drafting import draft
from bot.generation.gate.findings import Finding, Hard
from bot.generation.gate.ground import Ground
from bot.generation.gate.hard import hard
from bot.generation.gate.soft import soft
from bot.generation.generated import Drafted, Generated, IsAsked, not_asked
from bot.generation.ranking import Acceptance
from bot.generation.stating.keeping import kept

_BY_RIVALS = frozenset({Hard.ALIKE, Hard.FORM, Hard.RIVAL})
"""Rules that speak of the rivals alone."""

Conflicts = Mapping[tuple[str, str], frozenset[str]]
"""Claims to which the corpus gives several values."""

Rules = Callable[[Candidate, Ground], Iterable[Finding]]
"""Hard rules beside those that all candidates face."""


def no_more(_one: Candidate, _known: Ground) -> Iterable[Finding]:
    """No further rules."""
    return ()


class Sieve:
    """The gate with its counts, and what has passed it so far.

    ``rules``: a backend's own hard rules, on top of those that all candidates face.
    """

    def __init__(
        self,
        known: Ground,
        acceptance: Acceptance,
        topic: str,
        *,
        conflicts: Conflicts | None = None,
        rules: Rules = no_more,
    ) -> None:
        self._known = known
        self._acceptance = acceptance
        self._topic = topic
        self._conflicts = conflicts or {}
        self._rules = rules
        self._proposed: Counter[str] = Counter()
        self._refused: Counter[str] = Counter()
        self._drafts: list[Drafted] = []

    def judge(
        self, one: Candidate, typed: Callable[[], Candidate | None] = lambda: None
    ) -> Drafted | None:
        """A candidate as a draft, not kept yet; None, and counted, where it breaks a rule.

        ``typed`` gives the same fact asked without rivals, taken where only they are at fault.
        """
        template = one.provenance.template
        self._proposed[template] += 1
        broken = tuple(self._broken(one))
        self.refuse(*broken)
        by_rivals = broken and {found.code for found in broken} <= _BY_RIVALS
        if by_rivals and (without := typed()) is not None:
            one, broken = without, tuple(self._broken(without))
            self.refuse(*broken)
        if broken:
            return None
        question = draft(one, self._topic)
        rate = self._acceptance.rate(template)
        told = soft(one, question, self._known, self._conflicts, rate)
        return Drafted(question, one, tuple(told))

    def _broken(self, one: Candidate) -> Iterator[Finding]:
        yield from hard(one, self._known)
        yield from self._rules(one, self._known)

    def refuse(self, *why: Finding) -> None:
        """Count why a candidate did not become a draft, each code once."""
        self._refused.update({finding.code for finding in why})

    @property
    def asked(self) -> frozenset[tuple[str, int, int]]:
        """The sentences of which something is asked by now."""
        return frozenset(one.candidate.place for one in self._drafts)

    def keep(self, one: Drafted) -> None:
        """Add a draft behind those that are kept."""
        self._drafts.append(one)

    def generated(self, words: int, limit: int | None, asked: IsAsked = not_asked) -> Generated:
        """What came of everything; ``words`` that may be cited were read. Of what is ``asked``
        already all is in it, of the rest the best, ``limit`` at most.
        """
        asking = [one for one in self._drafts if one.question.type is not QuestionType.TRUEFALSE]
        stated = [one for one in self._drafts if one.question.type is QuestionType.TRUEFALSE]
        best = best_of(asking, self._known, self._acceptance, self._reworded)
        beside = [one.candidate for one in best.values()]
        found = [stated[at] for at in kept([one.candidate for one in stated], beside)]
        best |= {id(one): one for one in found}
        there = {place for place, one in best.items() if asked(one)}
        new = [place for place in best if place not in there]
        chosen = there | set(new[:limit])
        return Generated(
            tuple(best[id(one)] for one in self._drafts if id(one) in chosen),
            words,
            self._proposed,
            self._refused,
            crowded=len(self._drafts) - len(best),
            beyond=len(best) - len(chosen),
        )

    def _reworded(self, one: Drafted, stem: str) -> Drafted | None:
        """A draft with another stem; None where the gate refuses that."""
        candidate = replace(one.candidate, stem=stem)
        if any(True for _ in self._broken(candidate)):
            return None
        return Drafted(draft(candidate, self._topic), candidate, one.findings)
