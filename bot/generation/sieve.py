"""What every backend does with its candidates: through the gate, then the best of them chosen."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.question import Question, QuestionType
from bot.generation.candidates import COMBINED, Candidate
from bot.generation.drafting import draft
from bot.generation.gate.findings import Finding, Hard
from bot.generation.gate.ground import Ground
from bot.generation.gate.hard import hard
from bot.generation.gate.soft import soft
from bot.generation.parting import parted
from bot.generation.ranking import Acceptance
from bot.generation.stating.keeping import kept
from bot.generation.templates import role

_FEWEST_PER_SENTENCE, _WORDS_EACH = 2, 11
"""How many drafts of one sentence are kept: two, more of a long one."""

_SHOWN = 3
"""How many options of a question a matching may name, so that it leaves as many to choose from."""

_BY_RIVALS = frozenset({Hard.ALIKE, Hard.FORM, Hard.RIVAL})
"""Rules that speak of the rivals alone."""

Conflicts = Mapping[tuple[str, str], frozenset[str]]
"""Claims to which the corpus gives several values."""

Rules = Callable[[Candidate, Ground], Iterable[Finding]]
"""Hard rules beside those that all candidates face."""


IsAsked = Callable[["Drafted"], bool]
"""Whether a draft is there already, so that it counts against no limit."""


def not_asked(_one: "Drafted") -> bool:
    """All are new."""
    return False


def no_more(_one: Candidate, _known: Ground) -> Iterable[Finding]:
    """No further rules."""
    return ()


@dataclass(frozen=True)
class Drafted:
    """A draft, the candidate it was, and what the curator is told about it."""

    question: Question
    candidate: Candidate
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Generated:
    """The drafts of a corpus in the order of their documents, and what became of the others."""

    drafts: tuple[Drafted, ...]
    words: int
    proposed: Mapping[str, int]
    """Candidates by template."""

    refused: Mapping[str, int]
    """Hard findings by code; a candidate may have several."""

    crowded: int = 0
    """What passed the gate and gave way to a better draft of the same sentence or words."""

    beyond: int = 0
    """What was good enough, but more than was asked for."""

    @property
    def candidates(self) -> int:
        """How many there were: each is a draft, turned away, crowded out, or beyond the limit."""
        return sum(self.proposed.values())

    @property
    def turned_away(self) -> int:
        """How many candidates the gate refused, whatever the number of its reasons."""
        return self.candidates - len(self.drafts) - self.crowded - self.beyond

    @property
    def by_template(self) -> Mapping[str, int]:
        return Counter(one.candidate.provenance.template for one in self.drafts)

    @property
    def per_thousand(self) -> float:
        """Drafts per 1,000 words that may be cited."""
        return 1_000 * len(self.drafts) / self.words if self.words else 0.0


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
        best = _best(asking, self._known, self._acceptance, self._reworded)
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


_PLAIN = re.compile(r"[^\s,;:?]+")

Reworded = Callable[[Drafted, str], Drafted | None]


def _best(
    drafts: Sequence[Drafted], known: Ground, acceptance: Acceptance, reworded: Reworded
) -> dict[int, Drafted]:
    """The drafts from the best on, no two of one sentence that tell each other's key, by the
    identity that they had: some are asked in fewer words now."""
    order = {id(one): place for place, one in enumerate(drafts)}
    ranked = sorted(drafts, key=lambda one: (-acceptance.score(one.candidate.provenance.template),
                                             len(one.findings), order[id(one)]))  # fmt: skip
    kept: dict[int, Drafted] = {}
    at: dict[tuple[str, int, int], list[Drafted]] = defaultdict(list)
    stems: set[str] = set()
    waiting: list[Drafted] = []
    for one in ranked:
        together = one.candidate.provenance.template in COMBINED
        places = _places(one.candidate) if together else (one.candidate.place,)
        beside = [other for place in places for other in at[place]]
        alone = sum(other.candidate.provenance.template not in COMBINED for other in beside)
        # What puts facts together asks for more than each of them: it takes no room from them.
        crowded = not together and alone >= _room(one, known)
        if crowded or not stems.isdisjoint(_asked(one)):
            continue
        if any(_tells(one, other) or _tells(other, one) for other in beside):
            waiting += [one] * (not together)
            continue
        for place in places:
            at[place].append(one)
        stems.update(_asked(one))
        kept[id(one)] = one
    for one in waiting:
        beside = at[one.candidate.place]
        full = sum(kin.candidate.provenance.template not in COMBINED for kin in beside)
        pair = _parted(one, beside, reworded) if full < _room(one, known) else None
        if pair is not None and stems.isdisjoint(_asked(pair[0])):
            now, former, other = pair
            at[one.candidate.place] = [now, *(other if kin is former else kin for kin in beside)]
            kept = {key: other if kin is former else kin for key, kin in kept.items()}
            stems.update(_asked(other) | _asked(now))
            kept[id(one)] = now
    return kept


def _parted(
    one: Drafted, beside: Sequence[Drafted], reworded: Reworded
) -> tuple[Drafted, Drafted, Drafted] | None:
    """A draft and the one that it tells and is told by, each without the other's key: the first
    reworded, the second as it was, and reworded."""
    told = [kin for kin in beside if _tells(one, kin) or _tells(kin, one)]
    if len(told) != 1 or told[0].candidate.provenance.template in COMBINED:
        return None
    (other,) = told
    tells = _tells(one, other), _tells(other, one)
    stems = parted(one.candidate, other.candidate, tells=tells)
    first = reworded(one, stems[0]) if stems else None
    second = reworded(other, stems[1]) if stems else None
    if first is None or second is None or _tells(first, second) or _tells(second, first):
        return None
    rest = [kin for kin in beside if kin is not other]
    apart = not any(_tells(new, kin) or _tells(kin, new) for new in (first, second) for kin in rest)
    return (first, other, second) if apart else None


def _places(one: Candidate) -> tuple[tuple[str, int, int], ...]:
    """Every sentence that a candidate cites."""
    return tuple((c.source, c.paragraph, n) for c in one.citations for n in c.sentences)


def _asked(one: Drafted) -> frozenset[str]:
    """What no two drafts ask alike: a stem; of orderings and of events, the options with it. Who
    holds an office is asked once, whichever document says so."""
    asks = one.candidate.provenance.template in COMBINED
    if asks or one.question.type is QuestionType.ORDERING:
        return frozenset({"\n".join((one.candidate.stem, *(t for t, _ in one.candidate.options)))})
    holder = one.candidate.provenance.template == role.NAME
    office = {f"{one.candidate.claim[0]}\n{one.candidate.fact}"} if holder else set[str]()
    return frozenset({one.candidate.stem, *office})


def _room(one: Drafted, known: Ground) -> int:
    """How many drafts are kept of a draft's sentence."""
    said = known.cited(one.candidate.citations[0]) or ()
    return max(_FEWEST_PER_SENTENCE, sum(len(s.split()) for s in said) // _WORDS_EACH)


def _tells(one: Drafted, other: Drafted) -> bool:
    """Whether a stem holds the key of another question about the same sentence, or an option does
    that is no answer but tells what happened.

    No stem tells the order of events; one that has a left side may tell what belongs to it. What
    stands in a matching tells nothing where most options of the other are shown there as well.
    """
    asks, there = one.candidate, other.candidate
    if there.provenance.template in COMBINED:
        return any(left in asks.stem for left in there.lefts)
    together = asks.provenance.template in COMBINED
    said = [*asks.lefts, *(text for text, _ in asks.options)] if together else [asks.stem]
    if asks.lefts and sum(text in said for text, _ in there.options) >= _SHOWN:
        return False
    key = there.key
    last = key.split()[-1]
    return any(key in text or last in _PLAIN.findall(text) for text in said)
