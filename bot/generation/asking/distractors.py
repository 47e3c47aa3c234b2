"""Rivals of a key from the corpus: of its kind, as exact, of its form, and not true as well."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from rapidfuzz.fuzz import ratio

from bot.generation.asking.naming import naming
from bot.generation.asking.quoting import cite
from bot.generation.asking.true_as_well import true_as_well
from bot.generation.candidates import KeyKind, Proposal, Rival
from bot.generation.reading.corpus import Corpus
from bot.generation.reading.entities import Entity
from bot.generation.reading.enumerations import begins_alike
from bot.generation.reading.sorts import PERSON, no_person, sort_of
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.moments import Moment, Precision, days
from bot.generation.sentences.name_kinds import Kind, demonym
from bot.generation.sentences.spans import Span, stands_in
from bot.generation.words.table import listed, names, nouns, same_place

WANTED, FEWEST = 3, 2
_LONGEST_WHY = 280
_FAR_YEARS = 45
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
_FAR_LIVES, _NEVER = 60, 9999
_ONE_PERSON = 75
"""How alike two names are that may be one, spelled in two ways."""

_MOST_TRIED = 100
"""Names and dates that are looked at for one key, so that a long document costs no more."""


@dataclass(frozen=True)
class Told:
    """What the proposals of a corpus say, so that a distractor can teach what is true of it."""

    proposals: tuple[Proposal, ...]

    @cached_property
    def by_key(self) -> dict[tuple[str, str], Proposal]:
        found: dict[tuple[str, str], Proposal] = {}
        for one in self.proposals:
            found.setdefault((one.fact.line.document.source.id, one.key), one)
        return found

    def of(self, document: str, key: str) -> Proposal | None:
        return self.by_key.get((document, key))


def rivals(
    proposal: Proposal, corpus: Corpus, told: Told, *, fewest: int = FEWEST, most: int = WANTED
) -> tuple[Rival, ...]:
    """Up to ``most`` rivals, those of the same document first; none where there are fewer than
    ``fewest``."""
    if proposal.kind is KeyKind.TOLD:
        return proposal.rivals[:WANTED]
    if proposal.kind is KeyKind.DATE and proposal.value is None:
        found = tuple(islice(_days(proposal), WANTED))
    elif proposal.kind is KeyKind.DATE:
        found = tuple(islice(_dates(proposal, corpus, told), most))
    elif proposal.kind is KeyKind.NAME:
        found = tuple(islice(_names(proposal, corpus, told), most))
    else:
        found = ()
    return found if len(found) >= fewest else ()


def _dates(proposal: Proposal, corpus: Corpus, told: Told) -> Iterator[Rival]:
    fact = proposal.fact
    key = next((m for m in fact.line.moments if m.span == fact.span), None)
    begun = _BEGUN.search(proposal.stem)
    if key is None:
        if begun is None or proposal.value is None:
            return
        key = Moment(fact.span, fact.span, "until", Precision.YEAR, int(proposal.value))
    seen = {one.key for one in fact.line.moments} | {key.key}
    years = {key.year}
    earliest = int(begun[1]) + 1 if begun else 0
    if _PLANNED.search(proposal.stem):
        earliest = _written(fact.text)  # what is planned has no rivals in the past
    for text in _texts(fact.text, corpus):
        for line, moment in islice(text.dates_near(key), _MOST_TRIED):
            if abs(moment.year - key.year) > _FAR_YEARS:
                break
            if moment.key in seen or moment.year in years or moment.said in proposal.stem:
                continue
            if not earliest <= moment.year <= max(_written(fact.text), key.year):
                continue
            seen.add(moment.key)
            years.add(moment.year)
            yield _rival(moment.said, line, moment, text, told)


def _days(proposal: Proposal) -> Iterator[Rival]:
    """Other days of the document that leave out their year, those told nearest first."""
    fact = proposal.fact
    seen = {proposal.key, *(one.said for one in days(fact.line.text))}
    nearest = sorted(fact.text.lines, key=lambda line: abs(line.order - fact.line.order))
    for line in nearest:
        for day in days(line.text):
            if day.said not in seen and day.lead in {"on", "from", "until", "by"}:
                seen.add(day.said)
                yield _elsewhere(day.said, line, day.span)


_BEGUN = re.compile(r"\b[Ff]rom (?:[A-Z]\w+ )?(\d{4}) until which year")
"""When a span of years began: earlier ones are no rivals of its end."""


_PLANNED = re.compile(r"\b(?:which|what) \w+(?: and year)? (?:will|shall|is|are|does|do)\b")


def _written(text: Text) -> int:
    """The year of a document; what it dates later is planned, and rivals nothing that happened."""
    date = text.document.source.date
    return int(date[:4]) if date else _NEVER


def _rival(said: str, line: Line, moment: Moment, text: Text, told: Told) -> Rival:
    other = told.of(text.document.source.id, said)
    return _taught(said, other) or _elsewhere(said, line, moment.span)


def _names(proposal: Proposal, corpus: Corpus, told: Told) -> Iterator[Rival]:
    closed = proposal.name_kind in _CLOSED_KINDS and proposal.name_kind is not Kind.PLACE
    if not closed and not proposal.sort:
        return
    fact = proposal.fact
    taken = {proposal.key}
    key = fact.text.entities.find(proposal.key)
    sorted_kind = proposal.name_kind in {Kind.PERSON, Kind.REGION}
    sort = proposal.sort or (sort_of(key, fact.text) if key and sorted_kind else None)
    for text in _texts(fact.text, corpus):
        near = text.entities.nearest.get(proposal.name_kind)
        at = fact.line.order if text is fact.text else 0
        for entity in islice(near.around(at), _MOST_TRIED) if near else ():
            if entity.name in taken or not _suits(entity, proposal, key):
                continue
            if sort and sort_of(entity, text) != sort:
                continue
            person = proposal.name_kind is Kind.PERSON
            if person and (no_person(entity, text) or sort_of(entity, text) != PERSON):
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
    asked = [one.year for one in fact.line.moments] or [_written(fact.text)]
    near = [one.year for place in entity.places for one in text.lines[place.order].moments]
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
    return _taught(entity.name, other) or _elsewhere(entity.name, line, place.named.span)


def _taught(said: str, other: Proposal | None) -> Rival | None:
    """A rival with what is true of it, which another question asks for."""
    if other is None or len(other.said) > _LONGEST_WHY:
        return None
    fact = other.fact
    cited = cite(fact.line, other.quote or fact.span, fact.evidence)
    return Rival(said, other.said, (cited, *naming(fact, other.said)))


def _elsewhere(said: str, line: Line, span: Span) -> Rival:
    """A rival with where the source has it, in its own few words."""
    cited = cite(line, span, Span(0, len(line.text)))
    quote = cited.quote.strip('"')
    return Rival(said, f"{said} belongs elsewhere: “… {quote} …”.", (cited,))


def _texts(first: Text, corpus: Corpus) -> Iterable[Text]:
    """A text, and those of the corpus that speak of the same people and bodies."""
    yield first
    yield from corpus.related(first)
