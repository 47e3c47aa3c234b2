"""Who and what a document speaks of: names with their kinds, their other forms, their classes."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from bot.generation.nearness import outward
from bot.generation.proper_names import LONGEST_NAME, Kind, Named
from bot.generation.spans import Word, stands_in, words
from bot.generation.words.table import listed, nouns

_ACRONYM = re.compile(r" \(([A-Z][A-Za-z]*[A-Z][A-Za-z]*)\)")
_ARTICLE = re.compile(r"^(?:the|The) ")
_IS_A = re.compile(r"(?: \([^()]*\))?(?:,| is| was| are| were) (?:an?|the|one of the) (?P<rest>.+)")
_ENDS_HEAD = listed(
    "of in for at on across between from by with to that which who whose where based located and"
    " near under about called named known"
)
_GENERIC = listed(
    "company firm group organisation organization agency body treaty bridge museum festival"
    " university college school club union bank town city village canal probe mission bloc"
    " alliance association network society institute institution committee commission council"
    " party newspaper studio orchestra theatre hospital laboratory railway line"
)
_LEAST_SHARE = 0.8
_NEAR = 3
_LONGEST_CLASS = 200


@dataclass(frozen=True, slots=True)
class Place:
    """A name in a document: sentence ``number`` of ``paragraph``, counted over it by ``order``."""

    order: int
    paragraph: int
    named: Named


@dataclass(frozen=True)
class Entity:
    """What bears a name. ``classes`` are the nouns that the document calls it by."""

    name: str
    kind: Kind
    places: tuple[Place, ...]
    aliases: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    article: bool = False
    """Whether the document writes *the* before it."""

    @property
    def inside(self) -> bool:
        """Whether it is named within a sentence, where a capital means something."""
        return any(place.named.span.start > 0 for place in self.places)

    def near(self, order: int) -> bool:
        """Whether it is named in the sentence ``order`` or in the few before it."""
        return any(order - _NEAR <= place.order <= order for place in self.places)

    @property
    def said(self) -> str:
        """The name as a sentence uses it in its middle."""
        return f"the {self.name}" if self.article else self.name


class Nearest:
    """Entities by the sentences that name them."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._at = sorted(
            ((place.order, one.name, one) for one in entities for place in one.places),
            key=lambda entry: entry[:2],
        )
        self._orders = [order for order, _, _ in self._at]

    def around(self, order: int) -> Iterator[Entity]:
        """Each entity once, those that are named nearest to sentence ``order`` first."""
        seen: set[str] = set()
        for index in outward(self._orders, order):
            _, name, entity = self._at[index]
            if name not in seen:
                seen.add(name)
                yield entity


@dataclass(frozen=True)
class Entities:
    """The entities of one document, by every form that means exactly one of them."""

    all: tuple[Entity, ...]
    by_form: Mapping[str, Entity]
    main: Entity | None
    pronoun: str = ""
    """*he* or *she* where nearly all of them in the document can only mean the main entity."""

    def find(self, text: str) -> Entity | None:
        return self.by_form.get(_ARTICLE.sub("", text).removesuffix("'s").removesuffix("'"))

    def within(self, phrase: str) -> tuple[Entity, ...]:
        """The entities that a phrase names, each once; of forms in each other the longest."""
        said = words(phrase)
        found: dict[str, Entity] = {}
        at = 0
        while at < len(said):
            entity, used = self._at(said, at, phrase)
            if entity is not None:
                found[entity.name] = entity
            at += used
        return tuple(found.values())

    def _at(self, said: Sequence[Word], at: int, phrase: str) -> tuple[Entity | None, int]:
        if not said[at].capital:
            return None, 1
        for length in range(min(LONGEST_NAME, len(said) - at), 0, -1):
            form = phrase[said[at].start : said[at + length - 1].end]
            entity = self.by_form.get(form) or self.by_form.get(form.removesuffix("'s"))
            if entity is not None:
                return entity, length
        return None, 1

    @cached_property
    def _classes(self) -> Mapping[str, Sequence[Entity]]:
        found: dict[str, list[Entity]] = defaultdict(list)
        for one in self.all:
            for noun in one.classes:
                found[noun].append(one)
        return found

    @cached_property
    def nearest(self) -> Mapping[Kind, "Nearest"]:
        """The entities of each kind by where they are named."""
        kinds = {one.kind for one in self.all}
        return {kind: Nearest([one for one in self.all if one.kind is kind]) for kind in kinds}

    def of_class(self, noun: str, before: int) -> Entity | None:
        """The one entity that "the NOUN" can mean at sentence ``before``, or None."""
        bearers = [one for one in self._classes.get(noun, ()) if one.places[0].order <= before]
        if self.main in bearers:
            near = [one for one in bearers if one is not self.main and one.near(before)]
            return None if near else self.main
        if len(bearers) == 1:
            return bearers[0]
        suits = self.main is not None and self.main.kind is not Kind.PERSON
        return self.main if not bearers and suits and noun in _GENERIC and self._is(noun) else None

    def _is(self, noun: str) -> bool:
        """Whether the main entity may be called so: it is something of that sort, or unknown."""
        main = self.main
        if main is None:
            return False
        group = noun in nouns("organisation") or noun in {"bloc", "body", "organization"}
        if main.kind in {Kind.ORGANISATION, Kind.ACRONYM, Kind.UNKNOWN}:
            return group and not main.classes & _GENERIC
        return noun in {w.small for w in words(main.name)}


def entities(
    title: str, sentences: Sequence[tuple[int, str, Sequence[Named]]], known: Mapping[str, str]
) -> Entities:
    """``sentences``: (paragraph, text, its names) in order; ``known``: aliases of a glossary."""
    places: dict[str, list[Place]] = defaultdict(list)
    articles: Counter[str] = Counter()
    classes: dict[str, set[str]] = defaultdict(set)
    short: dict[str, str] = {}
    for order, (paragraph, text, found) in enumerate(sentences):
        for named in found:
            places[named.text].append(Place(order, paragraph, named))
            articles[named.text] += text[: named.span.start].endswith(("the ", "The "))
            rest = text[named.span.end : named.span.end + _LONGEST_CLASS]
            if match := _ACRONYM.match(rest):
                short[match[1]] = named.text
            if match := _IS_A.match(rest):
                classes[named.text] |= _heads(match["rest"])
    merged = _merged(title, places, {**known, **short})
    made = tuple(_entity(name, forms, places, articles, classes) for name, forms in merged.items())
    by_form = _forms(made)
    main = _main(title, made)
    return Entities(made, by_form, main, _pronoun(main, [text for _, text, _ in sentences]))


def _heads(rest: str) -> set[str]:
    """The noun of "a cantilever railway bridge across …"."""
    head = ""
    for word in words(rest):
        if not word.is_word or word.small in _ENDS_HEAD:
            break
        head = word.small
    return {head} if head else set()


def _merged(
    title: str, places: Mapping[str, Sequence[Place]], short: Mapping[str, str]
) -> dict[str, set[str]]:
    """Full names with the shorter forms that mean them: an acronym, a surname.

    A surname that several bear means the one that the document's title names.
    """
    merged: dict[str, set[str]] = {}
    surnames: dict[str, set[str]] = defaultdict(set)
    for name, found in places.items():
        personal = any(p.named.kind is Kind.PERSON for p in found)
        if personal and " " in name:
            surnames[name.rsplit(" ", 1)[1]].add(name)
    for name in places:
        full = short.get(name)
        if full and full != name:
            merged.setdefault(full, {full}).add(name)
            continue
        bearers = surnames.get(name, set())
        told = [one for one in bearers if len(bearers) == 1 or stands_in(one, title)]
        if len(told) == 1:
            (bearer,) = told
            merged.setdefault(bearer, {bearer}).add(name)
            continue
        if not bearers:
            merged.setdefault(name, {name})
    return merged


def _entity(
    name: str,
    forms: Iterable[str],
    places: Mapping[str, Sequence[Place]],
    articles: Counter[str],
    classes: Mapping[str, set[str]],
) -> Entity:
    found = sorted(
        (place for form in forms for place in places.get(form, ())), key=lambda one: one.order
    )
    kinds = Counter(place.named.kind for place in found if place.named.text == name)
    kinds.update(place.named.kind for place in found if place.named.kind is not Kind.ACRONYM)
    told = [kind for kind, _ in kinds.most_common() if kind is not Kind.UNKNOWN]
    kind = told[0] if told else next(iter(kinds), Kind.UNKNOWN)
    called = set().union(*(classes.get(form, set()) for form in forms))
    if kind is not Kind.PERSON:
        own = _own_class(name)
        # The First Minister is an office, not the name of a person.
        kind = _by_class(kind, called | (own - nouns("role")))
        called |= own
    the = kind is not Kind.PERSON and 2 * articles[name] > len(places.get(name, ()))
    return Entity(name, kind, tuple(found), frozenset(forms), frozenset(called), the)


def _own_class(name: str) -> set[str]:
    """The noun within a name: the Tay Bridge is a bridge."""
    said = words(name)
    head = next((a for a, b in pairwise(said) if b.text == "of"), said[-1])
    return {head.small} if head.capital else set()


def _by_class(kind: Kind, called: set[str]) -> Kind:
    if kind not in {Kind.UNKNOWN, Kind.ACRONYM}:
        return kind
    if called & nouns("role"):
        return Kind.PERSON
    for one in (Kind.ORGANISATION, Kind.PLACE, Kind.DOCUMENT, Kind.WORK, Kind.THING, Kind.EVENT):
        if called & nouns(one.value):
            return one
    return kind


def _forms(made: Iterable[Entity]) -> dict[str, Entity]:
    found: dict[str, Entity | None] = {}
    for one in made:
        for form in one.aliases:
            found[form] = one if found.get(form, one) is one else None
    return {form: one for form, one in found.items() if one is not None}


def _main(title: str, made: Sequence[Entity]) -> Entity | None:
    """What the title names; of several, the one named most often."""
    forms = [form for one in made for form in one.aliases if stands_in(form, title)]
    whole = {form for form in forms if not any(form != o and stands_in(form, o) for o in forms)}
    named = [one for one in made if one.aliases & whole]
    if not named:
        return None
    # "The Antarctic Treaty System" is about the Antarctic Treaty, named twenty times.
    return max(named, key=lambda one: (len(one.places), -one.places[0].order))


def _pronoun(main: Entity | None, texts: Iterable[str]) -> str:
    if main is None or main.kind is not Kind.PERSON:
        return ""
    count = Counter(w.small for text in texts for w in words(text) if w.small in {"he", "she"})
    total = sum(count.values())
    pronoun, times = count.most_common(1)[0] if count else ("", 0)
    return pronoun if total and times >= _LEAST_SHARE * total else ""


def of_kind(found: Iterable[Entity], kind: Kind) -> Iterator[Entity]:
    return (one for one in found if one.kind is kind)
