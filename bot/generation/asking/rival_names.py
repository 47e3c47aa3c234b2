"""Which names can stand beside a key: of its kind and sort, of its form, of its age, and not of the
same person, body or place."""

import re
from collections.abc import Iterator
from itertools import islice

from rapidfuzz.fuzz import ratio

from bot.generation.asking.rival_dates import written
from bot.generation.asking.rival_people import somebody
from bot.generation.asking.teaching import Told, elsewhere, taught
from bot.generation.asking.true_as_well import MOST_TRIED, true_as_well
from bot.generation.candidates import Proposal, Rival
from bot.generation.reading.corpus import Corpus
from bot.generation.reading.entities import Entity
from bot.generation.reading.enumerations import begins_alike
from bot.generation.reading.sorts import sort_of
from bot.generation.reading.texts import Text
from bot.generation.sentences.name_kinds import Kind, demonym
from bot.generation.sentences.spans import stands_in
from bot.generation.words.table import listed, names, nouns, same_place

_CLOSED_KINDS = frozenset(
    {
        Kind.PERSON,
        Kind.CITY,
        Kind.COUNTRY,
        Kind.REGION,
        Kind.PLACE,
        Kind.ORGANISATION,
        Kind.DOCUMENT,
    }
)
_MOST_WORDS_APART = 2
_FAR_LIVES = 60
_ONE_PERSON = 75
"""How alike two names are that may be one, spelled in two ways."""


def rival_names(proposal: Proposal, corpus: Corpus, told: Told) -> Iterator[Rival]:
    """Names that could be the key, those told nearest to it first, of its own document before."""
    closed = proposal.name_kind in _CLOSED_KINDS and proposal.name_kind is not Kind.PLACE
    if not closed and not proposal.sort:
        return
    fact = proposal.fact
    taken = {proposal.key}
    key = fact.text.entities.find(proposal.key)
    sorted_kind = proposal.name_kind in {Kind.PERSON, Kind.REGION}
    sort = proposal.sort or (sort_of(key, fact.text) if key and sorted_kind else None)
    for text in corpus.around(fact.text):
        near = text.entities.nearest.get(proposal.name_kind)
        at = fact.line.order if text is fact.text else 0
        for entity in islice(near.around(at), MOST_TRIED) if near else ():
            if entity.name in taken or not _suits(entity, proposal, key):
                continue
            if sort and sort_of(entity, text) != sort:
                continue
            if proposal.name_kind is Kind.PERSON and not somebody(entity, text, proposal, key):
                continue
            if text is fact.text and true_as_well(entity, proposal):
                continue
            if any(_same(entity.name, one) or _one_place(entity.name, one) for one in taken):
                continue
            if proposal.name_kind is Kind.PERSON and not (
                _of_an_age(entity, text, proposal)
                and not any(
                    _alike(entity.name, one) or _namesakes(entity.name, one) for one in taken
                )
            ):
                continue
            taken.add(entity.name)
            yield _named(entity, text, told)


def _suits(entity: Entity, proposal: Proposal, key: Entity | None) -> bool:
    """Whether a name can stand beside the key without telling itself apart or being true too."""
    size, wanted = len(entity.name.split()), len(proposal.key.split())
    if abs(size - wanted) > _MOST_WORDS_APART or entity.name[0].islower():
        return False
    if any(form in proposal.stem or form in proposal.fact.line.text for form in entity.aliases):
        return False
    if _same(entity.name, proposal.key) or (key is not None and entity.name == key.name):
        return False
    if proposal.name_kind is Kind.COUNTRY:
        return not begins_alike(entity.name, proposal.key)
    if proposal.name_kind is not Kind.PERSON:
        return not _OF_STATES.search(proposal.key) or bool(_OF_STATES.search(entity.name))
    return _suits_person(entity.name, proposal)


_OF_STATES = re.compile(
    r"\b(?:(?:European|African|Arab|Eurasian|American|Atlantic|Pacific|Nordic) (?:[A-Z]\w+ )*"
    r"(?:Union|League|Community|Council|Alliance|Organi[sz]ation)|United Nations|NATO"
    r"|Council of Europe|Commonwealth)\b"
)
"""Organisations whose members are states: what one country alone has is no rival of them."""


def _of_an_age(entity: Entity, text: Text, proposal: Proposal) -> bool:
    """Whether no date beside a person tells that the question is of another age."""
    fact = proposal.fact
    asked = [one.year for one in fact.line.moments] or [written(fact.text)]
    near = [one.year for place in entity.places for one in text.lines[place.order].moments]
    if not near and text is not fact.text:
        return False  # of what age another document's people are, only a date tells
    return not near or min(abs(a - b) for a in asked for b in near) <= _FAR_LIVES


def _suits_person(name: str, proposal: Proposal) -> bool:
    """Not a bare surname, not a namesake, with a title only beside titles."""
    titled = [one.split()[0] in nouns("title") for one in (name, proposal.key)]
    told = {word.removesuffix("'s") for word in proposal.stem.split()}
    shared = set(name.split()) & {*proposal.key.split(), *told}
    return " " in name and titled[0] == titled[1] and not shared and not _torn(name)


def _torn(name: str) -> bool:
    """Whether a party, a body or a land stands in a person's name: a title in its middle, the
    nation in front, a company's noun: "Moss Liberals Lord Ek", "New Norway Ansel Salmon"."""
    parts = name.split()
    first = " ".join(parts[:2]) in names("countries.txt") or (
        len(parts) > _PAIR and demonym(parts[0])
    )
    bodies = nouns("organisation") | _PARTIES
    return (
        (bool(first) and parts[0] not in nouns("first"))
        or any(part in nouns("title") for part in parts[1:-1])
        or any(part.lower() in bodies for part in parts[:-1])
    )


_PAIR = 2
"""First and last name: who is called Jordan Holm is no land."""

_PARTIES = listed(
    "conservatives democrats liberals republicans greens socialists nationalists labour tory tories"
    " unionists communists"
)


def _same(one: str, other: str) -> bool:
    """Whether a name stands in another: Latvia, Republic of Latvia."""
    return stands_in(one, other) or stands_in(other, one)


def _alike(one: str, other: str) -> bool:
    """Whether two names may be one person's: Nikolai Bordyova, Nikolai Bordioza."""
    return ratio(one, other) >= _ONE_PERSON


def _one_place(one: str, other: str) -> bool:
    """Whether two names are one place's, or a place's and its part's: Petrograd, Leningrad."""
    return one in same_place().get(other, ())


def _namesakes(one: str, other: str) -> bool:
    """Whether two people may be one, named with and without a first name: S. Ek, Robert Ek."""
    return one.rsplit(" ", 1)[-1] == other.rsplit(" ", 1)[-1]


def _named(entity: Entity, text: Text, told: Told) -> Rival:
    other = told.of(text.document.source.id, entity.name)
    place = next(p for p in entity.places if p.named.text in entity.aliases)
    line = text.lines[place.order]
    return taught(entity.name, other) or elsewhere(entity.name, line, place.named.span)
