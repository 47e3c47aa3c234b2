"""The shapes in which a number with its noun is asked for, as its clause has it: as the subject,
behind a verb of measure, behind a preposition, as what something amounts to."""

import re
from dataclasses import dataclass

from bot.generation.asking.context import told_of
from bot.generation.asking.phrasing import asked, plural, predicate, rest_without, sentence, told
from bot.generation.reading.texts import Spot
from bot.generation.sentences.clauses import Clause
from bot.generation.sentences.predicates import Shape
from bot.generation.sentences.quantities import PER_CENT, TIMES, Quantity, noun_and_rest
from bot.generation.sentences.spans import Span, tidy
from bot.generation.statements.standing import standing
from bot.generation.statements.subjects import subject
from bot.generation.templates.attribution import attributed
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form

_AND_NUMBER = re.compile(r"and (?:about |some |more than |over |nearly |almost )?\d")
_OF_SIZE = re.compile(r"(?:long|wide|high|tall|deep|thick|across)\b|by [\d£$€]")
_BESIDE = re.compile(r",? as well as |, including ")
_PREPOSITION = re.compile(
    r"(?:^|\s)(?P<link>with the participation of|in the presence of|to|into|from|over|through"
    r"|across|by|for|after|in|at) $"
)
_DOING = re.compile(r"\b(?!during)[a-z]+ing \w+ $")
_LASTING = frozenset({"for", "within"})

_PAID = listed("pay give raise spend earn invest provide grant donate lend bring")
_SUMS = listed("pounds euros dollars kroner kronor francs yen rubles roubles")
_EVERY = re.compile(
    r"\b(?:a|an|per|each|every) (?:day|week|month|year|night|season)\b|\bannually\b"
)
_SIZES = frozenset({"long", "wide", "high", "tall", "deep", "old", "thick", "away"})
_LENGTHS = listed("metres kilometres miles km yards")
_FROM = re.compile(r"(?:away )?(?:from|north of|south of|east of|west of) ")
LASTS = listed("weigh measure span seat contain cover comprise consist carry house")
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


@dataclass(frozen=True, slots=True)
class Counted:
    """A question about a number, the fact as a sentence, what is counted and of whom."""

    stem: str
    said: str
    relation: str
    whom: str = ""


def shaped(spot: Spot, number: Quantity) -> Counted | None:
    """The question that a clause gives about a number in it, if there is one."""
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


def _subject(spot: Spot, number: Quantity) -> Counted | None:
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
    stem: str | None = f"{how_many(number)} {words}?"
    if lasting:
        stem = attributed(text, f"{how_many(number)} {words}?")
    if stem is None:
        return None
    unit = number.unit if number.unit in PER_CENT else ""
    return Counted(stem, sentence(f"{number.about} {number.digits} {unit} {words}"), words)


def _object(spot: Spot, number: Quantity) -> Counted | None:
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
    stem: str | None = asked(f"{how_many(number)} {counted}", clause, who.text, tail)
    ages = clause.verb.base not in LASTS or _EVERY.search(f"{counted} {tail}")
    if stem and ((clause.form is Form.PRESENT and ages) or clause.aux.startswith("ha")):
        stem = attributed(text, stem)
    said = sentence(told(clause, who.text, f"{number.about} {number.digits} {noun} {tail}"))
    relation = f"{clause.verb.base} {noun} {tail}"
    return Counted(stem, said, relation, who.text) if stem else None


def _beside(spot: Spot, number: Quantity, link: str) -> Counted | None:
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
        f"{link.capitalize()} {how_many(number).lower()}{counted}", clause, who.text, rest
    )
    if stem and clause.aux.split()[:1] in (["has"], ["have"], ["is"], ["are"]):
        stem = attributed(text, stem)
    if stem is None:
        return None
    number_said = f"{link} {number.about} {number.digits} {noun}"
    said = sentence(told(clause, who.text, f"{rest} {number_said}"))
    base = clause.verb.base if clause.verb else ""
    return Counted(stem, said, f"{base} {link} {noun} {rest}", who.text)


def _timeless(clause: Clause) -> bool:
    """Whether "tickets cost" may be past or present."""
    same = clause.verb is not None and clause.verb.base == clause.verb.past
    head = clause.subject.of(clause.text).split(" of ", 1)[0]
    return same and not clause.aux and (head.endswith("s") or " and " in head)


def _amount(spot: Spot, number: Quantity) -> Counted | None:
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
        stem = tidy(f"{how_many(number)} {number.unit} {tail} {clause.aux} {who.text}")
    elif size:
        stem = tidy(f"{how_many(number)} {number.unit} {size} {clause.aux} {who.text} {tail}")
    elif who.entity is None and (" of " in who.text or "'s " in who.text):
        about = "roughly, " if number.about else ""
        stem = f"{tidy(f'What {clause.aux} {who.text} {tail}')}, {about}in {number.unit}"
    else:
        return None
    said = f"{number.about} {number.digits} {number.unit} {size} {tail}"
    relation = f"be {number.unit} {size} {tail}"
    return Counted(f"{stem}?", sentence(told(clause, who.text, said)), relation, who.text)


def how_many(number: Quantity) -> str:
    how = "what percentage" if number.unit in PER_CENT else "how many"
    return f"{number.asked} {how}".strip().capitalize()
