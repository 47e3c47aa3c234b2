"""When something happened: a clause in the past with one exact date."""

from collections.abc import Iterator
from decimal import Decimal

from bot.generation.asking import asked, fits, sentence, told
from bot.generation.candidates import KeyKind, Proposal, fact_at
from bot.generation.clauses import Clause
from bot.generation.corpus import Spot, Text
from bot.generation.moments import Moment, Precision, moments
from bot.generation.predicates import Shape
from bot.generation.standing import Worded, asks_well, in_context, worded
from bot.generation.templates.attribution import by_document
from bot.generation.words.table import listed, nouns

NAME = "when"
_LEADS = frozenset({"in", "on"})
_ALONE = listed(
    "open close die land end begin start arrive collapse appear retire resign sink explode reopen"
    " burn surrender marry launch form crash debut graduate emigrate disappear return"
)
_INTO_OFFICE = frozenset({"become", "appoint", "elect", "make", "name"})
_NO_EVENTS = listed(
    "say tell argue believe think hope fear claim warn want plan promise expect accuse regard"
    " consider intend need seem remain know mean aim describe note explain suggest call follow"
    " happen occur have lie stand continue include involve result work be go come"
)


def propose(text: Text) -> Iterator[Proposal]:
    for spot in text.spots:
        moment = _single(spot.clause)
        if moment is not None and happened(spot.clause):
            made = _propose(spot, moment)
            if made is not None:
                yield made


def happened(clause: Clause) -> bool:
    """Whether a clause tells an event of the past."""
    told = clause.past and not clause.aux.startswith("had") and clause.shape is not Shape.COPULA
    return told and clause.verb is not None and clause.verb.base not in _NO_EVENTS


def _propose(spot: Spot, moment: Moment) -> Proposal | None:
    clause = spot.clause
    found = worded(spot, moment.phrase)
    verb = clause.verb.base if clause.verb else ""
    complete = found and (found.rest or clause.shape is Shape.PASSIVE or verb in _ALONE)
    if found is None or not complete:
        return None
    wh = "In which year" if moment.precision is Precision.YEAR else "When"
    stem = asked(wh, clause, found.subject, found.rest)
    if not asks_well(spot.text, stem):
        return None
    lead = "on" if moment.precision is Precision.DAY else "in"
    said = sentence(told(clause, found.subject, f"{found.rest} {lead} {moment.said}"))
    relation = f"{verb} {found.rest}"
    return Proposal(
        fact_at(spot, NAME, (found.subject, relation, moment.said), moment.span),
        _placed(spot, found, stem),
        moment.said,
        KeyKind.DATE,
        said,
        said if fits(said) else f"The date is {moment.said}.",
        typed_stem=_placed(spot, found, asked("In which year", clause, found.subject, found.rest)),
        value=Decimal(moment.year),
    )


def _placed(spot: Spot, found: Worded, stem: str) -> str:
    """The stem with the document in front where it is needed, as for an office of nobody says
    what: "became general director"."""
    last = found.rest.split()[-1] if found.rest else ""
    into_office = spot.clause.verb is not None and spot.clause.verb.base in _INTO_OFFICE
    if into_office and last in nouns("role") and not spot.text.entities.within(found.rest):
        return by_document(spot.text, stem)
    return in_context(spot.text, spot.line, stem)


def _single(clause: Clause) -> Moment | None:
    """The one date of a clause, where it says when and nothing else dates it."""
    found = clause.moments
    inside = [m for m in moments(clause.text) if clause.rest.holds(m.span)]
    loose = any(m.precision is Precision.LOOSE for m in inside)
    if len(found) != 1 or loose:
        return None
    fronted = found[0] == clause.lead and not found[0].lead
    return found[0] if fronted or found[0].lead in _LEADS else None
