"""Who is not on a list: members of a body, founders, those that did something together.

Three that the passage names stand beside one that the document names elsewhere, and nowhere as one
of them: the template looks at its document, the gate at the whole corpus.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bot.generation.asking.context import anchored_by_name, leans_on_title, told_of
from bot.generation.asking.phrasing import LONGEST_STEM, active, fits, rest_without, sentence
from bot.generation.asking.quoting import cite
from bot.generation.candidates import Fact, KeyKind, Proposal, Rival
from bot.generation.reading.entities import Entity
from bot.generation.reading.enumerations import Enumeration, begins_alike, enumerations
from bot.generation.reading.texts import Line, Spot, Text
from bot.generation.sentences.clauses import Clause, clause_at, clauses
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.predicates import Shape, is_verb
from bot.generation.sentences.spans import Span, tidy, words
from bot.generation.statements.standing import standing
from bot.generation.statements.subjects import subject
from bot.generation.templates.attribution import by_document
from bot.generation.templates.when import happened
from bot.generation.words.verbs import Form, verb

NAME = "member"
_KINDS = {
    Kind.COUNTRY: "countries",
    Kind.CITY: "cities",
    Kind.PERSON: "people",
    Kind.ORGANISATION: "bodies",
}
_NOUN = (
    r"(?P<noun>(?:(?:current|present|original|founding|founder|permanent|full) )*(?:member"
    r"(?:s| states| countries| clubs)|founders|signatories|participants|parties|partners"
    r"|observers|owners|shareholders|judges|finalists))"
)
_BEFORE = re.compile(
    rf"(?:^|[,;–:] )(?P<whose>[Tt]he |[Ii]ts )?{_NOUN}(?P<of> (?:of|to|in) [^,;:]{{3,80}})?"
    r" (?P<be>are|were) (?:the )?$"
)
_BODY_BEFORE = re.compile(
    r"^(?:[Tt]he )?(?P<body>[A-Z][^,;:()]*?)(?: member states| members) are (?:the )?$"
)
_WHOSE = re.compile(
    r"(?:^|that )(?:[Tt]he |[Aa] )?(?P<noun>[A-Za-z][a-z]*(?: [a-z]+){0,7}?) (?:of|from) (?:the )?$"
)
"""Whose they are that did something: "Military contingents from A, B and C took part in …"."""

_AFTER = re.compile(
    rf"^ (?P<be>are|were|have been|became)(?: all)? (?P<whose>the |its )?{_NOUN}"
    r"(?P<of> (?:of|to|in) [^,;:.]{3,80}?)?(?=[,.;]|$| and | in \d)"
)
_MADE_BY = re.compile(
    r"(?P<noun>(?: [a-z]+)?), (?P<verb>founded|formed|established|created|signed|launched)"
    r"(?P<when> in \d{4})? by (?:the )?$"
)
_TIMELY = re.compile(r"\b(?:current|present|now|today)\b ?")
_MOST_TRIED, _ROOT = 40, 4
_BELONGS = re.compile(
    r"\b(?:member(?:s|ship)?|(?:re)?join(?:s|ed|ing)?|sign(?:s|ed|ing|ator(?:y|ies))?|acced\w*"
    r"|accession|belong\w*|found(?:ed|er|ers)|participa\w+|observers?|part(?:y|ies)|partners?"
    r"|ratif\w*|withdr[ae]w\w*|admi(?:t|tted|ssion)|enter(?:s|ed)|le(?:ave|aves|ft))\b"
)
"""Words by which a sentence may tell that a name in it belongs, belonged or came to belong."""


@dataclass(frozen=True, slots=True)
class _Relation:
    """What those on the list are or did, as a stem and a sentence say it."""

    asked: str
    told: str
    words: frozenset[str]
    """Beginnings of words that, beside a name, may say that it is one of them."""


def propose(text: Text) -> Iterator[Proposal]:
    for line in text.lines:
        for found in enumerations(text, line):
            relation = _relation(text, line, found) if found.kind in _KINDS else None
            if relation is None or not _anchored(text, relation.asked):
                continue
            outside = _outside(text, line, found, relation)
            if outside is not None:
                made = _proposal(text, line, found, relation, outside)
                if made is not None:
                    yield made


def _anchored(text: Text, asked: str) -> bool:
    return anchored_by_name(text, asked) or leans_on_title(text, asked)


def _relation(text: Text, line: Line, found: Enumeration) -> _Relation | None:
    before, after = line.text[: found.span.start], line.text[found.span.end :]
    match = _BEFORE.search(before) or _AFTER.match(after)
    if match is not None:
        return _belonging(text, line, match)
    body = _BODY_BEFORE.match(before)
    named = text.entities.within(body["body"]) if body else ()
    if named:
        return _members_of(named[-1])
    return _did(text, line, found) or _agents(text, line, found)


def _members_of(body: Entity) -> _Relation:
    return _Relation(
        f"is NOT one of the members of {body.said}",
        f"the members of {body.said}",
        frozenset({"memb"}),
    )


def _belonging(text: Text, line: Line, match: re.Match[str]) -> _Relation | None:
    """ "The members of X are A, B and C" """
    noun = _TIMELY.sub("", match["noun"])
    if match["of"]:
        of = standing(text, line, match["of"].strip(), None)
    else:
        owner = text.meant("its", line) if (match["whose"] or "").lower() == "its " else None
        of = f"of {owner.said}" if owner else None
    if of is None:
        return None
    be = "is" if match["be"] == "are" else "was"
    return _Relation(
        f"{be} NOT one of the {noun} {of}",
        f"the {noun} {of}",
        frozenset({noun.split()[-1][:_ROOT], noun.split()[0][:_ROOT]}),
    )


def _did(text: Text, line: Line, found: Enumeration) -> _Relation | None:
    """ "A, B and C signed the treaty in 1992" """
    start = line.text[: found.span.start]
    whose = _WHOSE.search(start)
    if start.lower() not in {"", "the "} and (whose is None or found.kind is Kind.PERSON):
        return None
    said = words(line.text)
    at = next((i for i, word in enumerate(said) if word.start >= found.span.end), len(said))
    read = clause_at(line.text, said, at, found.span) if is_verb(said, at) else None
    if read is None or not happened(read[0]) or read[0].verb is None:
        return None
    clause = read[0]
    bare = rest_without(clause)
    rest = told_of(text, line, bare, None) if bare else None
    if rest is None:
        return None
    deed = tidy(f"{_past(clause)} {rest}")
    if whose is not None:
        noun = whose["noun"]
        return _done(clause, deed, f"whose {noun[:1].lower()}{noun[1:]} {deed}")
    return _done(clause, deed)


def _agents(text: Text, line: Line, found: Enumeration) -> _Relation | None:
    """ "The body was formed in 1952 by A, B and C" """
    before = line.text[: found.span.start]
    made = _MADE_BY.search(before)
    if made is not None:
        return _makers(text, line, made)
    cut = re.search(r",? by (?:the )?$", before)
    read = clauses(before[: cut.start()]) if cut else ()
    if cut is None or not read:
        return None
    clause = read[-1]
    whole = clause.shape is Shape.PASSIVE and clause.rest.end == cut.start() and not clause.adrift
    who = subject(text, line, clause.subject) if whole and happened(clause) else None
    bare = rest_without(clause)
    rest = standing(text, line, bare, who.entity) if who and bare else ""
    if who is None or rest is None:
        return None
    return _done(clause, active(clause, who.text, tidy(f"{rest} {Spot(text, line, clause).when}")))


def _makers(text: Text, line: Line, match: re.Match[str]) -> _Relation | None:
    """ "NATO, founded by A, B and C" """
    before = next((n for n in line.names if n.span.end == match.start("noun")), None)
    made = verb(match["verb"], Form.PARTICIPLE)
    whole = text.entities.find(before.text) if before and not match["noun"] else None
    if made is None or before is None:
        return None
    name = whole.said if whole else f"the {before.text}{match['noun']}"
    deed = tidy(f"{made.past} {name} {match['when'] or ''}")
    root = frozenset({made.base[:_ROOT]})
    return _Relation(f"is NOT named among those that {deed}", f"those that {deed}", root)


def _past(clause: Clause) -> str:
    if clause.verb is None:
        raise ValueError(clause)
    return f"{clause.aux} {clause.verb.participle}" if clause.aux else clause.verb.past


def _done(clause: Clause, deed: str, who: str = "") -> _Relation:
    who = who or f"that {deed}"
    base = clause.verb.base if clause.verb else deed
    return _Relation(f"is NOT named among those {who}", f"those {who}", frozenset({base[:_ROOT]}))


def _outside(
    text: Text, line: Line, found: Enumeration, relation: _Relation
) -> tuple[Entity, Line, Span] | None:
    """The nearest name of the kind that nothing in the document makes one of those listed."""
    nearest = text.entities.nearest.get(found.kind)
    size = max(len(one.name.split()) for one in found.entities) + 1
    for entity in islice(nearest.around(line.order), _MOST_TRIED) if nearest else ():
        bare = found.kind is Kind.PERSON and " " not in entity.name
        if entity in found.entities or bare or len(entity.name.split()) > size:
            continue
        if any(begins_alike(entity.name, one.name) for one in found.entities):
            continue
        if not any(_beside(text.lines[p.order], line, relation) for p in entity.places):
            place = next((p for p in entity.places if p.named.text == entity.name), None)
            if place is not None:
                return entity, text.lines[place.order], place.named.span
    return None


def _beside(there: Line, line: Line, relation: _Relation) -> bool:
    """Whether a sentence may say that a name in it is one of those listed."""
    if there.order == line.order or _BELONGS.search(there.text.lower()):
        return True
    return any(word.small.startswith(tuple(relation.words)) for word in words(there.text))


def _proposal(
    text: Text,
    line: Line,
    found: Enumeration,
    relation: _Relation,
    outside: tuple[Entity, Line, Span],
) -> Proposal | None:
    entity, elsewhere, at = outside
    stem = by_document(text, f"Which of these {_KINDS[found.kind]} {relation.asked}?")
    every = [one.name for one in found.entities]
    if not fits(stem, LONGEST_STEM) or any(name in stem for name in (*every, entity.name)):
        return None
    said = sentence(f"The source names {', '.join(every[:-1])} and {every[-1]} as {relation.told}")
    shown = (every[0], every[len(every) // 2], every[-1])
    fact = Fact(
        NAME, relation.told, "does not include", entity.name, text, line, found.span,
        Span(0, len(line.text)),
    )  # fmt: skip
    return Proposal(
        fact,
        stem,
        entity.name,
        KeyKind.TOLD,
        said,
        f"{entity.name} does not stand in that list.",
        name_kind=found.kind,
        rivals=tuple(Rival(name, f"{name} stands in that list.") for name in shown),
        also=(cite(elsewhere, at, Span(0, len(elsewhere.text))),),
    )
