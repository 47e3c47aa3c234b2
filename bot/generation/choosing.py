"""The best of the drafts: no two of one sentence that tell each other's key, or that ask alike."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence

from bot.domain.question import QuestionType
from bot.generation.candidates import COMBINED, Candidate
from bot.generation.gate.ground import Ground
from bot.generation.generated import Drafted
from bot.generation.parting import parted
from bot.generation.ranking import Acceptance
from bot.generation.templates import role

_FEWEST_PER_SENTENCE, _WORDS_EACH = 2, 11
"""How many drafts of one sentence are kept: two, more of a long one."""

_SHOWN = 3
"""How many options of a question a matching may name, so that it leaves as many to choose from."""

_PLAIN = re.compile(r"[^\s,;:?]+")

Reworded = Callable[[Drafted, str], Drafted | None]


def best_of(
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
