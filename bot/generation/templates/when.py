"""When something happened: a clause in the past with one exact date."""

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.generation.asking.context import Worded, asks_well, worded
from bot.generation.asking.phrasing import asked, fits, kept, sentence, told
from bot.generation.asking.vagueness import one_of_many, some
from bot.generation.candidates import KeyKind, Proposal, fact_at
from bot.generation.reading.texts import Spot, Text
from bot.generation.sentences.clauses import Clause
from bot.generation.sentences.moments import Moment, Precision, moments
from bot.generation.sentences.predicates import Shape, gerund
from bot.generation.sentences.spans import words
from bot.generation.templates.attribution import by_document
from bot.generation.templates.placing import COMPARED, event
from bot.generation.words.table import listed, nouns

NAME = "when"
_LEADS = frozenset({"in", "on"})
ALONE = listed(
    "open close die land end begin start arrive collapse appear sink explode reopen"
    " burn surrender marry launch form crash debut graduate emigrate disappear return"
)
INCOMPLETE = listed(
    "add give send bring put place make take use move name call know set assign appoint elect"
)
_HAPPENS = {
    "come": re.compile(r"(?:into (?:existence|being|force|effect|power|office|use)|to power)\b"),
    "go": re.compile(
        r"(?:bankrupt|public|on (?:sale|display|strike|show|air|trial)|into (?:service|production"
        r"|operation|effect|exile|liquidation|administration))\b"
    ),
}
"""What makes an event of a verb that is none by itself."""

_TURNED = re.compile(r"(?:with|for|from|to|by) (?:the )?[A-Z][^,]*? (?:an?|the) [a-z]")
_INTO_OFFICE = frozenset({"become", "appoint", "elect", "make", "name"})
UNDATED = listed(
    "say tell argue believe think hope fear claim warn want plan promise expect accuse regard"
    " consider intend need seem remain know mean aim describe note explain suggest call follow"
    " happen occur have lie stand include involve result work be"
)
"""Verbs of what is only said, thought or wanted, or lasts: a date tells nothing of it."""

NO_EVENTS = UNDATED | listed("continue go come")
"""What goes or comes happens only into what ``_HAPPENS`` has."""


def propose(text: Text) -> Iterator[Proposal]:
    for spot in text.spots:
        moment = dated_event(spot.clause)
        if moment is not None:
            made = _propose(spot, moment)
        else:
            since = _lasting(spot.clause)
            made = _since(spot, since) if since is not None else None
        if made is not None:
            yield made


def dated_event(clause: Clause) -> Moment | None:
    """The one date of a clause that tells an event of the past."""
    moment = _single(clause)
    if moment is None or COMPARED.search(clause.text[: moment.phrase.start]):
        return None
    return moment if happened(clause) else None


def happened(clause: Clause) -> bool:
    """Whether a clause tells an event of the past."""
    told = clause.past and not clause.aux.startswith("had") and clause.shape is not Shape.COPULA
    if not told or clause.verb is None:
        return False
    more = _HAPPENS.get(clause.verb.base)
    if more is not None:
        return more.match(clause.rest.of(clause.text)) is not None
    return clause.verb.base not in NO_EVENTS


def _propose(spot: Spot, moment: Moment) -> Proposal | None:
    clause = spot.clause
    found = worded(spot, moment.phrase)
    verb = clause.verb.base if clause.verb else ""
    passive = clause.shape is Shape.PASSIVE and verb not in INCOMPLETE
    complete = found and (found.rest or passive or verb in ALONE)
    if found is None or not complete or _vague(spot.text, clause, found):
        return None
    wh = "In which year" if moment.precision is Precision.YEAR else "When"
    stem = asked(wh, clause, found.subject, found.rest)
    if not asks_well(spot.text, stem):
        return None
    year = asked("In which year", clause, found.subject, found.rest)
    lead = "on" if moment.precision is Precision.DAY else "in"
    said = sentence(told(clause, found.subject, f"{found.rest} {lead} {moment.said}"))
    relation = f"{verb} {found.rest}"
    whole = placed(spot, found, stem, moment.said)
    if whole is None:
        return None
    return Proposal(
        fact_at(spot, NAME, (found.subject, relation, moment.said), moment.span),
        whole,
        moment.said,
        KeyKind.DATE,
        said,
        said if fits(said) else f"The date is {moment.said}.",
        typed_stem=placed(spot, found, year, moment.said),
        value=Decimal(moment.year),
    )


def _vague(text: Text, clause: Clause, found: Worded) -> bool:
    """Whether one of many is asked for, or a translator put the object last: "signed with X a
    grant agreement"."""
    verb = clause.verb.base if clause.verb else ""
    # "was appointed a judge" tells what somebody became, "appointed a judge" which one it did.
    deed = verb if clause.shape is Shape.PASSIVE or verb not in _INTO_OFFICE - {"become"} else ""
    turned = _TURNED.match(found.rest) is not None
    return some(text, found.subject) or one_of_many(deed, found.rest) or turned


def _lasting(clause: Clause) -> Moment | None:
    """The date since which something has been so: "has led the company since January 2015" """
    begun = [m for m in clause.moments if m.lead == "since"]
    lasting = clause.aux in {"has", "have", "has been", "have been"} and not clause.adrift
    return begun[0] if lasting and len(begun) == 1 == len(clause.moments) else None


def _since(spot: Spot, moment: Moment) -> Proposal | None:
    clause = spot.clause
    found = worded(spot, moment.phrase)
    if found is None or clause.verb is None or not (found.rest or clause.shape is Shape.PASSIVE):
        return None
    stem = asked("Since when", clause, found.subject, found.rest)
    typed = asked("Since which year", clause, found.subject, found.rest)
    if not asks_well(spot.text, stem):
        return None
    said = sentence(told(clause, found.subject, f"{found.rest} since {moment.said}"))
    relation = f"{clause.verb.base} {found.rest} since"
    return Proposal(
        fact_at(spot, NAME, (found.subject, relation, moment.said), moment.span),
        by_document(spot.text, stem),
        moment.said,
        KeyKind.DATE,
        said,
        said if fits(said) else f"The date is {moment.said}.",
        typed_stem=by_document(spot.text, typed),
        value=Decimal(moment.year),
    )


def placed(spot: Spot, found: Worded, stem: str, key: str) -> str | None:
    """The stem with the document in front where it is needed, as for an office of nobody says
    what: "became general director"."""
    if kept(spot.clause) == "last":
        return by_document(spot.text, stem)
    office = any(word in nouns("role") for word in found.rest.split())
    into_office = spot.clause.verb is None or spot.clause.verb.base in _INTO_OFFICE
    if into_office and office and not spot.text.entities.within(found.rest):
        return by_document(spot.text, stem)
    return event(spot.text, spot.line, stem, key)


def _single(clause: Clause) -> Moment | None:
    """The one date of a clause, where it says when and nothing else dates it."""
    found = clause.moments
    inside = [m for m in moments(clause.text) if clause.rest.holds(m.span)]
    loose = any(m.precision is Precision.LOOSE for m in inside)
    if len(found) != 1 or loose:
        return None
    fronted = found[0] == clause.lead and not found[0].lead
    behind = words(clause.text[clause.rest.start : found[0].span.start])
    if any(gerund(behind, at) for at in range(len(behind))):
        return None  # "was jailed for leading a march in 2014"
    return found[0] if fronted or found[0].lead in _LEADS else None
