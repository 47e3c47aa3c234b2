"""People of one document and their offices, to be matched."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.bank.meaning import OPTION, utf16
from bot.generation.asking.phrasing import LONGEST_STEM, capitalised, fits
from bot.generation.asking.quoting import cite
from bot.generation.candidates import MATCH, KeyKind, Pair, Proposal
from bot.generation.reading.texts import Text
from bot.generation.sentences.content import content
from bot.generation.templates.attribution import by_document
from bot.generation.templates.role import NAME as ROLE

_GROUP, _FEWEST = 4, 3


def propose(text: Text, proposals: Sequence[Proposal]) -> Iterator[Proposal]:
    """At most one matching for each four offices, of different ones; offices of one sort stand
    together, since they tell least of whose they are."""
    left = sorted(_clear(proposals), key=lambda one: (_sort(one), one.fact.line.order))
    while len(left) >= _FEWEST:
        group: list[Proposal] = []
        for one in left:
            if len(group) < _GROUP and all(_apart(one, other) for other in group):
                group.append(one)
        if len(group) < _FEWEST:
            return
        yield from _matched(text, group)
        left = [one for one in left if one not in group]


def _clear(proposals: Sequence[Proposal]) -> Iterator[Proposal]:
    """Offices of people who have no other one in the document, each told once."""
    roles = {(one.fact.subject, one.key): one for one in proposals if one.fact.template == ROLE}
    offices = Counter(subject for subject, _ in roles)
    people = Counter(key for _, key in roles)
    for (subject, key), one in roles.items():
        once = offices[subject] == people[key] == 1 and key in one.fact.line.text
        if once and utf16(subject) <= OPTION:
            yield one


def _sort(one: Proposal) -> str:
    return _office(one).partition(" of ")[0].casefold()


def _office(one: Proposal) -> str:
    return capitalised(one.fact.subject.removeprefix("the "))


def _apart(one: Proposal, other: Proposal) -> bool:
    """Whether nobody can be taken for the other: by the office or by the name."""
    offices = content(_office(one)), content(_office(other))
    names = set(one.key.split()) & set(other.key.split())
    return not names and not offices[0] <= offices[1] and not offices[1] <= offices[0]


def _matched(text: Text, group: Sequence[Proposal]) -> Iterator[Proposal]:
    first = group[0]
    stem = by_document(text, "Match each person with the office.")
    said = "; ".join(one.said.removesuffix(".") for one in group) + "."
    fact = first.fact
    if fits(stem, LONGEST_STEM) and fits(said, 600):
        yield Proposal(
            type(fact)(MATCH, stem, "holds", said, text, fact.line, fact.span, fact.evidence),
            stem,
            _office(first),
            KeyKind.TOLD,
            said,
            "Each name stands beside its office.",
            paired=tuple(
                Pair(one.key, _office(one), one.said,
                     (cite(one.fact.line, one.fact.span, one.fact.evidence),))
                for one in group
            ),
        )  # fmt: skip
