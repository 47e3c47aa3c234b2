"""Which statements are kept beside the other drafts: few, and none that another draft answers."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from bot.generation.candidates import COMBINED, Candidate
from bot.generation.sentences.moments import moments
from bot.generation.sentences.spans import stands_in

_OTHERS_EACH = 2
"""For so many other drafts of its document one statement is kept, and one more."""


def kept(statements: Sequence[Candidate], others: Sequence[Candidate]) -> Iterator[int]:
    """The places of the statements to keep, dates before numbers; ``others`` are kept
    already.

    None of a sentence that another draft asks of, and none whose value another stem or key of its
    document tells.
    """
    beside = Counter(one.citations[0].source for one in others)
    made = Counter[str]()
    taken = {place for one in others for place in (one.place, *_cited(one))}
    told: dict[str, list[str]] = defaultdict(list)
    for one in others:
        told[one.citations[0].source] += _told(one)
    for at in sorted(range(len(statements)), key=lambda at: _sureness(statements[at])):
        one = statements[at]
        source = one.citations[0].source
        if made[source] > beside[source] // _OTHERS_EACH or one.place in taken:
            continue
        if any(stands_in(one.fact, text) for text in told[source]):
            continue
        taken.add(one.place)
        made[source] += 1
        told[source].append(one.stem)
        yield at


def _cited(one: Candidate) -> Iterator[tuple[str, int, int]]:
    """The sentences of what puts facts together: each was asked of."""
    if one.provenance.template in COMBINED:
        yield from ((c.source, c.paragraph, n) for c in one.citations for n in c.sentences)


def _told(one: Candidate) -> tuple[str, ...]:
    return one.stem, one.key, *one.lefts


def _sureness(one: Candidate) -> int:
    return 0 if moments(one.fact) else 1
