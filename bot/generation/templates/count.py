"""How many: a number with its noun, as the subject of a clause or behind a verb of measure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.generation.asking.context import asks_well, in_context, in_document, told_of
from bot.generation.asking.counting import shared_out
from bot.generation.asking.phrasing import (
    LONGEST_STEM,
    asked,
    fits,
    inner,
    plural,
    predicate,
    rest_without,
    sentence,
    told,
)
from bot.generation.candidates import KeyKind, Proposal, fact_at
from bot.generation.reading.texts import Spot, Text
from bot.generation.sentences.clauses import Clause
from bot.generation.sentences.moments import moments
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.predicates import Shape
from bot.generation.sentences.quantities import PER_CENT, TIMES, Quantity, noun_and_rest, quantities
from bot.generation.sentences.spans import Span, tidy
from bot.generation.statements.standing import standing
from bot.generation.statements.subjects import subject
from bot.generation.templates.attribution import attributed
from bot.generation.templates.placing import entitled
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form

NAME = "count"
_AND_NUMBER = re.compile(r"and (?:about |some |more than |over |nearly |almost )?\d")
_OF_SIZE = re.compile(r"(?:long|wide|high|tall|deep|thick|across)\b|by [\d£$€]")
_PART = re.compile(
    r"(?P<of> of [a-z ]{3,40}?)?(?: and [^,;.]{3,60}?)? (?:took part|participated)\b"
)
_BESIDE = re.compile(r",? as well as |, including ")
_PREPOSITION = re.compile(
    r"(?:^|\s)(?P<link>with the participation of|in the presence of|to|into|from|over|through"
    r"|across|by|for|after|in|at) $"
)
_DOING = re.compile(r"\b(?!during)[a-z]+ing \w+ $")
_LASTING = frozenset({"for", "within"})
_BOUNDS = listed("over under") | {"more than", "less than", "fewer than", "at least", "up to"}
"""Roundings that make no good question: in more than how many countries?"""

_PAID = listed("pay give raise spend earn invest provide grant donate lend bring")
_HELD = listed("own employ use hold operate")
_SUMS = listed("pounds euros dollars kroner kronor francs yen rubles roubles")
_EVERY = re.compile(
    r"\b(?:a|an|per|each|every) (?:day|week|month|year|night|season)\b|\bannually\b"
)

_NO_SECOND, _LONGEST_UNIT = 40, 30
_SIZES = frozenset({"long", "wide", "high", "tall", "deep", "old", "thick", "away"})
_LENGTHS = listed("metres kilometres miles km yards")
_FROM = re.compile(r"(?:away )?(?:from|north of|south of|east of|west of) ")
_LASTS = listed("weigh measure span seat contain cover comprise consist carry house")
"""What a thing does as long as it stands; everything else in the present ages."""

GIVEN = listed("award grant give pay offer allocate fine promise")
_MEASURES = listed(
    "have contain employ weigh cost cover carry hold lose kill own sell produce use show build"
    " destroy transport write publish win visit include need receive pay rescue plant earn measure"
    " span reach comprise house store score deliver treat train educate attract create give invest"
    " record accommodate seat process emit store consume generate print import export open hire"
    " uproot cancel plan describe rent buy acquire purchase order donate award collect gather"
    " restore supply inspect deploy test issue play save dismiss arrest injure evacuate spend raise"
    " borrow lend grant process"
)


def propose(text: Text) -> Iterator[Proposal]:
    for spot in text.spots:
        clause = spot.clause
        if clause.aux.startswith("had") or clause.adrift:
            continue
        for found in quantities(spot.line.text):
            apart = clause.span.holds(found.span) and not shared_out(spot.line.text, found)
            worded = _worded(spot, found) if apart else None
            made = _proposal(spot, found, worded) if worded else None
            if made is not None:
                yield made
    yield from _took_part(text)


def _took_part(text: Text) -> Iterator[Proposal]:
    """ "The drill took place in Moss, in which 900 rescuers took part": how many did?"""
    for spot in text.spots:
        if spot.clause.subject.start > 4 or spot.clause.inherited:  # noqa: PLR2004 - an article
            continue
        for found in quantities(spot.line.text):
            before = spot.line.text[: found.span.start]
            after = _PART.match(spot.line.text[found.span.end :])
            if after is None or not before.endswith((" in which ", " in it ")):
                continue
            who = subject(text, spot.line, spot.clause.subject)
            noun = standing(text, spot.line, f"{found.unit}{after['of'] or ''}", None)
            if who is None or noun is None:
                continue
            words = f"{noun} took part in {inner(who.text)}"
            said = sentence(f"{found.about} {found.digits} {words}")
            counted = _Counted(f"{_how_many(found)} {words}?", said, words, who.text)
            made = _proposal(spot, found, counted)
            if made is not None:
                yield made


@dataclass(frozen=True, slots=True)
class _Counted:
    """A question about a number, the fact as a sentence, what is counted and of whom."""

    stem: str
    said: str
    relation: str
    whom: str = ""


def _worded(spot: Spot, number: Quantity) -> _Counted | None:
    clause = spot.clause
    before = spot.line.text[clause.rest.start : number.span.start]
    if match := _PREPOSITION.search(before):
        return _beside(spot, number, match["link"])
    if number.unit in TIMES:
        return None
    first = spot.line.text[clause.subject.start : number.span.start]
    if first in {"", "A total of ", "a total of "} and not clause.inherited:
        return _subject(spot, number)
    if clause.rest.start != number.span.start:
        return None
    return _amount(spot, number) if clause.shape is Shape.COPULA else _object(spot, number)


def _subject(spot: Spot, number: Quantity) -> _Counted | None:
    """ "Twenty-two people drowned when …": how many people drowned?"""
    text, line, clause = spot.text, spot.line, spot.clause
    lasting = not clause.past
    if clause.shape is Shape.COPULA or number.span.end > clause.subject.end:
        return None
    after = _BESIDE.split(line.text[number.span.end : clause.subject.end])[0]
    noun = standing(text, line, f"{number.unit}{after}", None)
    counted = noun.removeprefix(number.unit).strip() if noun and number.unit in PER_CENT else noun
    bare = clause.rest.of(line.text)
    rest = told_of(text, line, bare, None) if bare else ""
    if noun is None or rest in {None, "part"}:  # took part in what?
        return None
    words = tidy(f"{counted} {predicate(clause)} {rest} {spot.when}")
    stem: str | None = f"{_how_many(number)} {words}?"
    if lasting:
        stem = attributed(text, f"{_how_many(number)} {words}?")
    if stem is None:
        return None
    unit = number.unit if number.unit in PER_CENT else ""
    return _Counted(stem, sentence(f"{number.about} {number.digits} {unit} {words}"), words)


def _object(spot: Spot, number: Quantity) -> _Counted | None:
    """ "The bridge contains 53,000 tonnes of steel": how many tonnes does it contain?"""
    text, line, clause = spot.text, spot.line, spot.clause
    if clause.verb is None:
        return None
    known = GIVEN if clause.shape is Shape.PASSIVE else _MEASURES
    if clause.verb.base not in known or _timeless(clause):
        return None
    who = subject(text, line, clause.subject)
    after, rest = noun_and_rest(line.text[number.span.end : clause.rest.end])
    rest = "" if _AND_NUMBER.match(rest) else rest
    of_nothing = number.unit in PER_CENT and not after and not rest
    if of_nothing or _OF_SIZE.match(rest) or (rest[:4] == "for " and number.unit in PER_CENT):
        return None
    noun = standing(text, line, f"{number.unit}{after}", who.entity if who else None)
    tail = standing(text, line, rest, who.entity if who else None) if rest else ""
    if who is None or noun is None or tail is None:
        return None
    if clause.verb.base in _PAID and number.unit in _SUMS and not tail:
        return None  # pays for what?
    tail = tidy(f"{tail} {spot.when}")
    counted = noun.removeprefix(number.unit).strip() if number.unit in PER_CENT else noun
    stem: str | None = asked(f"{_how_many(number)} {counted}", clause, who.text, tail)
    ages = clause.verb.base not in _LASTS or _EVERY.search(f"{counted} {tail}")
    if stem and ((clause.form is Form.PRESENT and ages) or clause.aux.startswith("ha")):
        stem = attributed(text, stem)
    said = sentence(told(clause, who.text, f"{number.about} {number.digits} {noun} {tail}"))
    relation = f"{clause.verb.base} {noun} {tail}"
    return _Counted(stem, said, relation, who.text) if stem else None


def _beside(spot: Spot, number: Quantity, link: str) -> _Counted | None:
    """ "The power failed in 3,400 households": in how many of them did it fail?"""
    text, line, clause = spot.text, spot.line, spot.clause
    lasting = number.unit in TIMES
    dated = clause.past or clause.shape is Shape.PASSIVE or clause.aux
    far = link == "by" and line.text[clause.rest.start : number.span.start].strip() != "by"
    doing = _DOING.search(line.text[clause.rest.start : number.span.start])
    apart = link == "from" and line.text[clause.rest.start : number.span.start].strip() != link
    if doing or far or apart or (link == "at" and number.unit in _SUMS):
        return None  # put the price at how many pounds? sent under escort by how many boats?
    if clause.shape is Shape.COPULA or lasting != (link in _LASTING) or not dated:
        return None
    who = subject(text, line, clause.subject)
    after, tail = noun_and_rest(line.text[number.span.end : clause.rest.end])
    if lasting and tail:  # "after 22 years with the company": of the years, or of the leaving?
        return None
    span = Span(number.span.start - len(link) - 1, number.span.end + len(after))
    noun = standing(text, line, f"{number.unit}{after}", who.entity if who else None)
    bare = rest_without(clause, span)
    rest = standing(text, line, bare, who.entity if who else None) if bare else ""
    if who is None or noun is None or rest is None:
        return None
    rest = tidy(f"{rest} {spot.when}")
    counted = noun.removeprefix(number.unit) if number.unit in PER_CENT else f" {noun}"
    stem: str | None = asked(
        f"{link.capitalize()} {_how_many(number).lower()}{counted}", clause, who.text, rest
    )
    if stem and clause.aux.split()[:1] in (["has"], ["have"], ["is"], ["are"]):
        stem = attributed(text, stem)
    if stem is None:
        return None
    number_said = f"{link} {number.about} {number.digits} {noun}"
    said = sentence(told(clause, who.text, f"{rest} {number_said}"))
    base = clause.verb.base if clause.verb else ""
    return _Counted(stem, said, f"{base} {link} {noun} {rest}", who.text)


def _timeless(clause: Clause) -> bool:
    """Whether "tickets cost" may be past or present."""
    same = clause.verb is not None and clause.verb.base == clause.verb.past
    head = clause.subject.of(clause.text).split(" of ", 1)[0]
    return same and not clause.aux and (head.endswith("s") or " and " in head)


def _amount(spot: Spot, number: Quantity) -> _Counted | None:
    """ "Its length is 2,467 metres": what is its length, in metres? "It is 82 kilometres long"."""
    text, line, clause = spot.text, spot.line, spot.clause
    who = subject(text, line, clause.subject)
    after = line.text[number.span.end : clause.rest.end].strip()
    if who is None or plural(clause):
        return None
    size = after.split(" ", 1)[0] if after.split(" ", 1)[0] in _SIZES else ""
    bare = after.removeprefix(size).strip()
    tail = standing(text, line, bare, who.entity) if bare else ""
    if tail is None:
        return None
    tail = tidy(f"{tail} {spot.when}")
    if number.unit in _LENGTHS and _FROM.match(after):
        stem = tidy(f"{_how_many(number)} {number.unit} {tail} {clause.aux} {who.text}")
    elif size:
        stem = tidy(f"{_how_many(number)} {number.unit} {size} {clause.aux} {who.text} {tail}")
    elif who.entity is None and (" of " in who.text or "'s " in who.text):
        about = "roughly, " if number.about else ""
        stem = f"{tidy(f'What {clause.aux} {who.text} {tail}')}, {about}in {number.unit}"
    else:
        return None
    said = f"{number.about} {number.digits} {number.unit} {size} {tail}"
    relation = f"be {number.unit} {size} {tail}"
    return _Counted(f"{stem}?", sentence(told(clause, who.text, said)), relation, who.text)


def _how_many(number: Quantity) -> str:
    how = "what percentage" if number.unit in PER_CENT else "how many"
    return f"{number.asked} {how}".strip().capitalize()


def _placed(spot: Spot, made: _Counted, number: Quantity) -> str | None:
    """The stem with its document in front where it does not say when, or of what."""
    who = spot.text.entities.find(made.whom)
    alive = who is not None and who.kind is Kind.PERSON
    lasting = spot.clause.verb is not None and spot.clause.verb.base in _LASTS
    undated = spot.clause.past and not (lasting or moments(made.stem))
    if undated and not alive and made.relation.split()[0] in _HELD:
        return None  # owned when?
    own = alive and entitled(spot.text)
    if undated and not own and not made.stem.startswith("According to "):
        return in_document(spot.text, made.stem)
    return in_context(spot.text, spot.line, made.stem, number.digits)


def _proposal(spot: Spot, number: Quantity, made: _Counted) -> Proposal | None:
    after = made.said.rsplit(number.digits, maxsplit=1)[-1]
    if " and " in after[:_NO_SECOND] or not fits(made.stem, LONGEST_STEM):
        return None
    if not asks_well(spot.text, made.stem) or number.about in _BOUNDS:
        return None
    stem = _placed(spot, made, number)
    if stem is None:
        return None
    unit = number.noun if number.unit.startswith("of ") else number.unit
    return Proposal(
        fact_at(spot, NAME, (inner(made.whom), made.relation, number.digits), number.number),
        stem, number.digits, KeyKind.NUMBER, made.said,
        made.said if fits(made.said) else f"The number is {number.digits}.",
        typed_stem=stem,
        value=number.value,
        unit=unit if fits(unit, _LONGEST_UNIT) else None,
        quote=Span(number.number.start, number.span.end),
    )  # fmt: skip
