"""Whether the whole bank gives keys away by habit: length, place, truth."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.bank.lint.chances import as_uneven, at_least, chi_square_above
from bot.bank.lint.entry import Entry, Remark
from bot.domain.finding import Value
from bot.domain.question import QuestionType

ALPHA = 0.05
"""A habit is reported when chance alone would show as much in fewer cases than this."""

_NAMED = 6


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of ``total``, the share that chance gives, and how likely as much is by chance."""

    count: int
    total: int
    chance: float
    p: float

    @property
    def rate(self) -> float:
        return self.count / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Places:
    """How many keys stand at the first, second, … place, against an even spread."""

    counts: tuple[int, ...]
    square: float
    p: float


def longest(entries: Iterable[Entry]) -> tuple[Share, list[Entry]]:
    """How often the key is the longest option, against 1/k, and where.

    Questions whose longest options are equally long tell nothing and are left out. With different
    numbers of options the chance is their mean, which errs on the side of no finding.
    """
    counted, found, chances = 0, [], 0.0
    for entry in entries:
        lengths = [len(choice.text) for choice in entry.asked.rivals]
        if not entry.asked.single or not lengths or lengths.count(max(lengths)) > 1:
            continue
        counted, chances = counted + 1, chances + 1 / len(lengths)
        if entry.asked.rivals[lengths.index(max(lengths))].key:
            found.append(entry)
    chance = chances / counted if counted else 0.0
    return Share(len(found), counted, chance, at_least(len(found), counted, chance)), found


def places(entries: Iterable[Entry]) -> tuple[Places, list[Entry]]:
    """Where keys stand in the files (chi-square over all numbers of options), and the entries of
    the fullest place."""
    at: dict[int, list[list[Entry]]] = {}
    for entry in entries:
        if entry.asked.single and len(entry.asked.keys) == 1:
            number = len(entry.asked.rivals)
            held = at.setdefault(number, [[] for _ in range(number)])
            held[entry.asked.keys[0].number - 1].append(entry)
    square, freedom = 0.0, 0
    for held in at.values():
        even = sum(map(len, held)) / len(held)
        square += sum((len(one) - even) ** 2 / even for one in held)
        freedom += len(held) - 1
    counts = Counter[int]()
    for held in at.values():
        counts.update({place: len(one) for place, one in enumerate(held)})
    fullest = max((one for held in at.values() for one in held), key=len, default=[])
    spread = tuple(counts[place] for place in range(max(at, default=0)))
    return Places(spread, square, chi_square_above(square, freedom)), fullest


def truths(entries: Iterable[Entry]) -> tuple[Share, list[Entry]]:
    """How many statements are true, against one half, and the entries of the greater part."""
    sides: dict[bool, list[Entry]] = {True: [], False: []}
    for entry in entries:
        if entry.asked.question.type is QuestionType.TRUEFALSE:
            sides["true" in entry.asked.question.keys].append(entry)
    true, false = len(sides[True]), len(sides[False])
    p = as_uneven(true, true + false)
    return Share(true, true + false, 0.5, p), sides[true >= false]


def unbalanced(entries: Sequence[Entry]) -> Iterator[Remark]:
    """L31, L32, L33: habits that chance does not explain."""
    (long, at_long), (place, at_place), (true, at_true) = (
        longest(entries),
        places(entries),
        truths(entries),
    )
    if long.p < ALPHA:
        yield _remark("L31", at_long, _said(long) | {"chance": _percent(long.chance)})
    if place.p < ALPHA:
        counts = ", ".join(map(str, place.counts))
        square = f"{place.square:.1f}"
        values: dict[str, Value] = {
            "counts": counts,
            "total": sum(place.counts),
            "square": square,
            "p": _p(place.p),
        }
        yield _remark("L32", at_place, values)
    if true.p < ALPHA:
        yield _remark("L33", at_true, _said(true))


def _said(share: Share) -> dict[str, Value]:
    return {
        "count": share.count,
        "total": share.total,
        "percent": _percent(share.rate),
        "p": _p(share.p),
    }


def _percent(share: float) -> int:
    return round(100 * share)


def _p(p: float) -> str:
    return f"{p:.3f}" if p >= 0.001 else "under 0.001"  # noqa: PLR2004 - as many digits as shown


def _remark(code: str, at: Sequence[Entry], values: dict[str, Value]) -> Remark:
    named = ", ".join(entry.place for entry in at[:_NAMED])
    more = ", …" if len(at) > _NAMED else ""
    return Remark(code, at[0].file, at[0].line, {**values, "places": named + more})
