"""Who and what a document speaks of: names with their kinds, their other forms, their classes."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.generation.reading.nearness import outward
from bot.generation.sentences.name_kinds import STATES_IN_SHORT, Kind, Named
from bot.generation.sentences.spans import Word, words
from bot.generation.words.table import listed, nouns

_ARTICLE = re.compile(r"^(?:the|The) ")
_GENERIC = listed(
    "company firm group organisation organization agency body treaty bridge museum festival"
    " university college school club union bank town city village canal probe mission bloc"
    " alliance association network society institute institution committee commission council"
    " party newspaper studio orchestra theatre hospital laboratory railway line"
)
SAID_SHORT = nouns("organisation") | nouns("document") | listed("prize award treaty bloc")
_ANY_BODY = listed("company firm group organisation organization agency body club union bank")
_BODIES = frozenset({"organisation", "organization", "bloc"})
_TOWNS = frozenset({"city", "town"})
_OWNED = listed("network railway line canal hospital theatre studio laboratory probe festival")
"""What a body may have: it is called so only where its name says that it is one."""

_NEAR, _JUST = 3, 2


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
        self._names = len({name for _, name, _ in self._at})

    def around(self, order: int) -> Iterator[Entity]:
        """Each entity once, those that are named nearest to sentence ``order`` first."""
        seen: set[str] = set()
        for index in outward(self._orders, order):
            _, name, entity = self._at[index]
            if name not in seen:
                seen.add(name)
                yield entity
                if len(seen) == self._names:
                    return


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
        if phrase not in self._found:
            self._found[phrase] = self._find_all(phrase)
        return self._found[phrase]

    @cached_property
    def _found(self) -> dict[str, tuple[Entity, ...]]:
        return {}

    def _find_all(self, phrase: str) -> tuple[Entity, ...]:
        said = words(phrase)
        found: dict[str, Entity] = {}
        at = 0
        while at < len(said):
            if not said[at].capital:
                at += 1
                continue
            entity, used = self.at(said, at, phrase)
            if entity is not None:
                found[entity.name] = entity
            at += used
        return tuple(found.values())

    def at(self, said: Sequence[Word], at: int, phrase: str) -> tuple[Entity | None, int]:
        """The entity whose longest form begins at a word of a phrase, and of how many words."""
        first = said[at].text
        if not said[at].capital:
            return None, 1
        bare = first.removesuffix("'s").removesuffix("'")
        longest = max(self._longest.get(first, 0), self._longest.get(bare, 0))
        for length in range(min(longest, len(said) - at), 0, -1):
            form = phrase[said[at].start : said[at + length - 1].end]
            entity = self.by_form.get(form) or self.by_form.get(
                form.removesuffix("'s").removesuffix("'")
            )
            if entity is not None:
                return entity, length
        return None, 1

    @cached_property
    def _longest(self) -> Mapping[str, int]:
        """By the word that forms begin with, how many words the longest of them has."""
        found: dict[str, int] = {}
        for said in map(words, self.by_form):
            if said:
                found[said[0].text] = max(found.get(said[0].text, 0), len(said))
        return found

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
        if noun in _TOWNS and self._another_town(bearers, before):
            return None
        if self.main in bearers:
            near = [one for one in bearers if one is not self.main and one.near(before)]
            return None if near else self.main
        if len(bearers) == 1:
            if self._may_mean_main(noun):
                return self._last(bearers[0], before)
            far = noun in _ANY_BODY and not bearers[0].near(before)
            return None if far else bearers[0]  # another company may have come since
        if not bearers and noun in _BODIES and not (self.main and self._is(noun)):
            return self._foremost_body
        suits = self.main is not None and self.main.kind is not Kind.PERSON
        fits = not bearers and suits and noun in _GENERIC and self._is(noun)
        another = noun in _ANY_BODY and self._another_body(before)
        return self.main if fits and not another else None

    def _another_body(self, before: int) -> bool:
        """Whether a sentence just before begins with something else that may be a body, and the
        main entity was not named since."""
        main = self.main
        last = max((p.order for p in main.places if p.order < before), default=-1) if main else -1
        kinds = {Kind.ORGANISATION, Kind.ACRONYM, Kind.UNKNOWN}
        since = range(max(last + 1, before - _JUST), before)
        return any(
            place.order in since and place.named.span.start == 0
            for one in self.all
            if one is not main and one.kind in kinds
            for place in one.places
        )

    def _another_town(self, bearers: Sequence[Entity], before: int) -> bool:
        """Whether a town was named just before that nothing calls so: "in Moss …, the city" """
        near = self.nearest.get(Kind.CITY)
        for one in near.around(before) if near is not None else ():
            if one not in bearers and one.near(before):
                return True
            if not one.near(before + _NEAR):
                break
        return False

    def _may_mean_main(self, noun: str) -> bool:
        """Whether "the company" may be what the document is about, though another is called so."""
        main = self.main
        if main is None or noun not in _ANY_BODY:
            return False
        return main.kind in {Kind.ORGANISATION, Kind.ACRONYM, Kind.UNKNOWN}

    def _last(self, bearer: Entity, before: int) -> Entity | None:
        """The bearer, where it was named last and just now; None where that is not clear."""
        at = [max((p.order for p in one.places if p.order <= before), default=-1)
              for one in (bearer, self.main) if one is not None]  # fmt: skip
        return bearer if before - at[0] <= 1 and at[0] > at[-1] else None

    @cached_property
    def _foremost_body(self) -> Entity | None:
        """The organisation that is named twice as often as every other, if there is one."""
        found = sorted(
            (one for one in self.all if one.kind is Kind.ORGANISATION),
            key=lambda one: -len(one.places),
        )
        often = [len(one.places) for one in found[:2]]
        clear = len(often) == 1 or (len(often) > 1 and often[0] >= 2 * often[1])
        return found[0] if clear and often[0] > 1 else None

    def _is(self, noun: str) -> bool:
        """Whether the main entity may be called so: it is something of that sort, or unknown."""
        main = self.main
        if main is None:
            return False
        group = noun in nouns("organisation") or noun in {"bloc", "body", "organization"}
        group = group and noun not in _OWNED and main.name not in STATES_IN_SHORT
        if main.kind in {Kind.ORGANISATION, Kind.ACRONYM, Kind.UNKNOWN}:
            short = main.kind is Kind.UNKNOWN and " " not in main.name
            bare = short and (main.article or noun not in _ANY_BODY)  # the Kolva, a river
            return group and not bare and not main.classes & _GENERIC
        return noun in {w.small for w in words(main.name)}
