"""How many: a number with its noun, as the subject of a clause or behind a verb of measure."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.generation.asking import asked, fits, inner, plural, predicate, sentence, told
from bot.generation.candidates import KeyKind, Proposal, fact_at
from bot.generation.corpus import Spot, Text
from bot.generation.predicates import Shape
from bot.generation.quantities import Quantity, quantities
from bot.generation.spans import Span, tidy
from bot.generation.standing import asks_well, in_context, standing, subject
from bot.generation.templates.attribution import AGEING, attributed
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form

NAME = "count"
_AFTER_NOUN = listed("in at on from to for by with and a every under")
_ROUGHLY = listed("some nearly almost around approximately roughly")
_NO_SECOND, _LONGEST_UNIT = 40, 30
_SIZES = frozenset({"long", "wide", "high", "tall", "deep", "old", "thick", "away"})
_MEASURES = listed(
    "have contain employ weigh cost cover carry hold lose kill own sell produce use show build"
    " destroy transport write publish win visit include need receive pay rescue plant earn measure"
    " span reach comprise house store score deliver treat train educate attract create give invest"
    " record accommodate seat process emit store consume generate print import export open hire"
    " uproot cancel plan describe rent"
)


def propose(text: Text) -> Iterator[Proposal]:
    for spot in text.spots:
        clause = spot.clause
        found = [q for q in quantities(spot.line.text) if clause.span.holds(q.span)]
        if len(found) != 1 or clause.aux.startswith("had") or clause.adrift:
            continue
        worded = _worded(spot, found[0])
        made = _proposal(spot, found[0], worded) if worded else None
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
    if clause.subject.start == number.span.start and not clause.inherited:
        return _subject(spot, number)
    if clause.rest.start != number.span.start:
        return None
    return _amount(spot, number) if clause.shape is Shape.COPULA else _object(spot, number)


def _subject(spot: Spot, number: Quantity) -> _Counted | None:
    """ "Twenty-two people drowned when …": how many people drowned?"""
    text, line, clause = spot.text, spot.line, spot.clause
    if not clause.past or clause.shape is Shape.COPULA:
        return None
    after = line.text[number.span.end : clause.subject.end]
    noun = standing(text, line, f"{number.unit}{after}", None)
    bare = clause.rest.of(line.text)
    rest = standing(text, line, bare, None) if bare else ""
    if noun is None or rest is None:
        return None
    words = tidy(f"{noun} {predicate(clause)} {rest} {spot.when}")
    stem = f"{_how_many(number)} {words}?"
    return _Counted(stem, sentence(f"{number.about} {number.digits} {words}"), words)


def _object(spot: Spot, number: Quantity) -> _Counted | None:
    """ "The bridge contains 53,000 tonnes of steel": how many tonnes does it contain?"""
    text, line, clause = spot.text, spot.line, spot.clause
    if clause.verb is None or clause.verb.base not in _MEASURES or clause.shape is not Shape.ACTIVE:
        return None
    who = subject(text, line, clause.subject)
    after, rest = _noun_and_rest(line.text[number.span.end : clause.rest.end])
    noun = standing(text, line, f"{number.unit}{after}", who.entity if who else None)
    tail = standing(text, line, rest, who.entity if who else None) if rest else ""
    if who is None or noun is None or tail is None:
        return None
    tail = tidy(f"{tail} {spot.when}")
    stem: str | None = asked(f"{_how_many(number)} {noun}", clause, who.text, tail)
    if stem and clause.form is Form.PRESENT and clause.verb.base in AGEING:
        stem = attributed(text, stem)
    said = sentence(told(clause, who.text, f"{number.about} {number.digits} {noun} {tail}"))
    relation = f"{clause.verb.base} {noun} {tail}"
    return _Counted(stem, said, relation, who.text) if stem else None


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
    if size:
        stem = tidy(f"{_how_many(number)} {number.unit} {size} {clause.aux} {who.text} {tail}")
    elif who.entity is None and (" of " in who.text or "'s " in who.text):
        about = "roughly, " if number.about else ""
        stem = f"{tidy(f'What {clause.aux} {who.text} {tail}')}, {about}in {number.unit}"
    else:
        return None
    said = f"{number.about} {number.digits} {number.unit} {size} {tail}"
    relation = f"be {number.unit} {size} {tail}"
    return _Counted(f"{stem}?", sentence(told(clause, who.text, said)), relation, who.text)


def _noun_and_rest(after: str) -> tuple[str, str]:
    """ "of steel" belongs to the noun; what comes then belongs to the verb."""
    if not after.startswith(" of "):
        return "", after.strip()
    said = after.split()
    size = next((i for i, w in enumerate(said) if i > 1 and w in _AFTER_NOUN), len(said))
    return f" {' '.join(said[:size])}", " ".join(said[size:])


def _how_many(number: Quantity) -> str:
    about = "about" if number.about in _ROUGHLY else number.about
    return f"{about} how many".strip().capitalize()


def _proposal(spot: Spot, number: Quantity, made: _Counted) -> Proposal | None:
    after = made.said.rsplit(number.digits, maxsplit=1)[-1]
    if not asks_well(spot.text, made.stem) or " and " in after[:_NO_SECOND]:
        return None
    stem = in_context(spot.text, spot.line, made.stem)
    return Proposal(
        fact_at(spot, NAME, (inner(made.whom), made.relation, number.digits), number.number),
        stem,
        number.digits,
        KeyKind.NUMBER,
        made.said,
        made.said if fits(made.said) else f"The number is {number.digits}.",
        typed_stem=stem,
        value=number.value,
        unit=number.unit if fits(number.unit, _LONGEST_UNIT) else None,
        quote=Span(number.number.start, number.span.end),
    )
