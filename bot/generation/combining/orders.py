"""Events of one document to be put in order, or the earliest or latest of them to be found."""

import re
from collections.abc import Iterator, Sequence

from bot.generation.asking.phrasing import LONGEST_STEM, fits
from bot.generation.candidates import EARLIEST, LATEST, SEQUENCE, Fact, KeyKind, Proposal, Rival
from bot.generation.combining.events import Event
from bot.generation.reading.source_names import source_name
from bot.generation.reading.texts import Text
from bot.generation.sentences.content import content
from bot.generation.sentences.spans import Span
from bot.generation.words.table import listed

_GROUP, _FEWEST = 4, 3
_ALIKE = 0.6
_BEGINS = listed(
    "bear found establish create form open launch build begin start construct design invent"
    " discover introduce publish release premiere incorporate constitute charter set buy purchase"
    " acquire write compose complete make install"
)
_NAMED = frozenset({"become", "name", "rename"})
_ENDS = listed(
    "die close dissolve abolish destroy collapse demolish disband sink dismantle cease expire kill"
    " execute bury assassinate retire resign sell replace"
)
"""What is told of a thing before anything else, and behind everything."""

_LINK = re.compile(r" (?:of|in|at|on|for|by|with|from|to|between|near)\b|,")
_OWN = ("its ", "his ", "her ", "their ")


def propose(text: Text, found: Sequence[Event]) -> Iterator[Proposal]:
    """At most one ordering for each four events, of different ones; of three that are left the
    earliest or the latest is asked for."""
    left = [one for one in found if not _of_the_main(text, one)]
    while len(left) >= _GROUP and (group := _group(text, left, _GROUP)):
        yield from _ordered(text, group)
        left = [one for one in left if one not in group]
    if group := _group(text, left, _FEWEST):
        yield from _outermost(text, group)


def _group(text: Text, left: Sequence[Event], size: int) -> tuple[Event, ...]:
    """``size`` events as far apart as there are, none of which tells another's place."""
    spread = {round(step * (len(left) - 1) / (size - 1)) for step in range(size)}
    preferred = sorted(range(len(left)), key=lambda at: (at not in spread, at))
    for first in preferred:
        group = [left[first]]
        for at in preferred:
            if len(group) < size and all(_beside(text, left[at], one) for one in group):
                group.append(left[at])
        if len(group) == size:
            return tuple(sorted(group, key=lambda one: one.years))
    return ()


def _beside(text: Text, one: Event, other: Event) -> bool:
    """Whether two events may stand in one question: years apart, different, and neither can only
    come before the other."""
    early, late = sorted((one, other), key=lambda event: event.years)
    if early.years[1] >= late.years[0]:
        return False
    return not _alike(one, other) and not _told(text, one, other) and not _told(text, other, one)


def _alike(one: Event, other: Event) -> bool:
    """Whether two events may be one, told twice."""
    same = content(one.subject) & content(other.subject)
    said, more = content(one.text) - same, content(other.text) - same
    return len(said & more) >= _ALIKE * min(len(said), len(more))


def _of_the_main(text: Text, one: Event) -> bool:
    """Whether it begins or ends what the document is about: nearly all else lies between."""
    thing = _thing(one)
    return thing is not None and text.entities.main in text.entities.within(thing)


def _told(text: Text, one: Event, other: Event) -> bool:
    """Whether an event begins or ends what the other tells of."""
    thing = _thing(one)
    if thing is None:
        return False
    named = text.entities.within(thing)
    if not named:  # the comet was discovered, the comet was reached
        head = _LINK.split(thing)[0].rpartition(" ")[2]
        return bool(content(head) & content(other.text))
    there = text.entities.within(other.text)
    return any(entity in there for entity in named)


def _thing(one: Event) -> str | None:
    """What an event begins or ends, or None where it does neither."""
    if one.deed in _NAMED:
        return one.rest
    if one.deed in _BEGINS:
        own = not one.rest or one.rest.startswith(_OWN)
        return _owned(one.subject if one.group.aux or own else one.rest)
    return _owned(one.subject) if one.deed in _ENDS else None


def _owned(phrase: str) -> str:
    """A phrase without whose it is: it was her father who died."""
    return phrase.rpartition("'s ")[2]


def _ordered(text: Text, group: Sequence[Event]) -> Iterator[Proposal]:
    stem = f"Put these events from {source_name(text)} in order, the earliest first."
    if fits(stem, LONGEST_STEM):
        proofs = [list(one.cited(at and at + 1)) for at, one in enumerate(group)]
        yield Proposal(
            _fact(text, SEQUENCE, group[0], group),
            stem,
            group[0].text,
            KeyKind.TOLD,
            f"The years are {_years(group)}.",
            f"The years are {_years(group)}.",
            ordered=tuple(
                (one.text, one.why, proof[0]) for one, proof in zip(group, proofs, strict=True)
            ),
            also=tuple(citation for proof in proofs for citation in proof[1:]),
        )


def _outermost(text: Text, group: Sequence[Event]) -> Iterator[Proposal]:
    """The earliest or the latest of three, whichever is farther from the one between."""
    first, middle, last = group
    before, after = middle.years[0] - first.years[1], last.years[0] - middle.years[1]
    template, asked = (EARLIEST, "first") if before >= after else (LATEST, "last")
    key = first if before >= after else last
    others = [one for one in group if one is not key]
    stem = f"Which of these events came {asked}, according to {source_name(text)}?"
    if fits(stem, LONGEST_STEM):
        said = f"It came in {key.moment.year}, the others in {_years(others, ' and ')}."
        yield Proposal(
            _fact(text, template, key, group),
            stem,
            key.text,
            KeyKind.TOLD,
            said,
            said,
            rivals=tuple(Rival(one.text, one.why, tuple(one.cited())) for one in others),
            also=tuple(key.cited())[1:],
            quote=key.moment.span,
        )


def _fact(text: Text, template: str, key: Event, group: Sequence[Event]) -> Fact:
    years = _years(group)
    whole = Span(0, len(key.line.text))
    return Fact(template, source_name(text), f"{template} {years}", years, text, key.line,
                key.moment.span, whole)  # fmt: skip


def _years(group: Sequence[Event], link: str = ", ") -> str:
    return link.join(str(one.moment.year) for one in group)
