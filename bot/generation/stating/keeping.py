"""Which statements are kept beside the other drafts: few, and none that another draft answers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.generation.candidates import COMBINED, Candidate
from bot.generation.sentences.moments import moments
from bot.generation.sentences.spans import stands_in

_OTHERS_EACH = 2
"""For so many other drafts of its document one statement is kept, and one more."""


def kept(statements: Iterable[Candidate], others: Sequence[Candidate]) -> Iterator[Candidate]:
    """The statements to keep, dates before numbers before names; ``others`` are kept already.

    None of a sentence that another draft asks of, and none whose value another stem or key of its
    document tells.
    """
    beside = Counter(one.citations[0].source for one in others)
    made = Counter[str]()
    taken = {one.place for one in others}
    taken |= {place for one in others for place in _cited(one)}
    told = [(one.citations[0].source, text) for one in others for text in _told(one)]
    for one in sorted(statements, key=_sureness):
        source = one.citations[0].source
        full = made[source] > beside[source] // _OTHERS_EACH
        if full or one.place in taken:
            continue
        if any(at == source and stands_in(one.fact, text) for at, text in told):
            continue
        taken.add(one.place)
        made[source] += 1
        told.append((source, one.stem))
        yield one


def _cited(one: Candidate) -> Iterator[tuple[str, int, int]]:
    """The sentences of what puts facts together: each was asked of."""
    if one.provenance.template in COMBINED:
        yield from ((c.source, c.paragraph, n) for c in one.citations for n in c.sentences)


def _told(one: Candidate) -> tuple[str, ...]:
    return one.stem, one.key, *one.lefts


def _sureness(one: Candidate) -> int:
    if moments(one.fact):
        return 0
    return 2 if one.fact[:1].isupper() else 1
