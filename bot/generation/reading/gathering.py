"""Gathers who and what a document speaks of: its names, joined where they mean the same."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.generation.reading.anchoring import generic
from bot.generation.reading.entities import Entities, Entity, Place
from bot.generation.reading.main_subject import main_of, pronoun_for
from bot.generation.reading.merging import merged_names
from bot.generation.reading.short_forms import head, without_sorts
from bot.generation.sentences.name_kinds import Kind, Named
from bot.generation.sentences.proper_names import proper_names
from bot.generation.sentences.spans import Span, stands_in, words
from bot.generation.words.table import listed, nouns
from bot.generation.words.verbs import Form, verb

_ACRONYM = re.compile(r" \(([A-Z][A-Za-z]*[A-Z][A-Za-z]*)\)")
_ARTICLE = re.compile(r"\b[Tt]he (?:\d+(?:st|nd|rd|th) |first |second |third |last |rival )?$")
_IS_A = re.compile(r"(?: \([^()]*\))?(?:,| is| was| are| were) (?:an?|the|one of the) (?P<rest>.+)")
_NO_ARTICLE = re.compile(r"(?:'s|\b[Aa]n?|\b(?:[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|this|last|next)) $")
"""What stands in place of an article: this year's Berzelius Prize."""

_WHERE = re.compile(r"\b(?:in|at|near|from|to|across|into) (?:the )?$|[A-Z]\w+, $")
_ENDS_HEAD = listed(
    "of in for at on across between from by with to that which who whose where based located and"
    " near under about called named known before after during since until"
)
_FOREMOST = listed("largest biggest oldest leading major")
_WITH_ARTICLE = listed(
    "council committee commission society association federation agency authority union bureau"
    " convention treaty"
)
"""Nouns of names that have an article, though a sentence here and there leaves it out."""

_LONGEST_CLASS = 200
_LONGEST_TITLE_NAME = 8
_LONGEST_OFFICE = 40
_BEFORE = 40
"""How many letters before a name are read for its article: more than any of them takes."""


class _Articles(NamedTuple):
    """By name: how often *the* stands before it, and how often what leaves no room for it."""

    definite: Counter[str]
    neutral: Counter[str]


def entities(
    title: str, sentences: Sequence[tuple[int, str, Sequence[Named]]], known: Mapping[str, str]
) -> Entities:
    """``sentences``: (paragraph, text, its names) in order; ``known``: aliases of a glossary."""
    places: dict[str, list[Place]] = defaultdict(list)
    articles = _Articles(Counter(), Counter())
    classes: dict[str, set[str]] = defaultdict(set)
    short: dict[str, str] = {}
    for order, (paragraph, text, names) in enumerate(sentences):
        found = _with_title(title, text, names)
        for named in found:
            places[named.text].append(Place(order, paragraph, named))
            before = text[max(0, named.span.start - _BEFORE) : named.span.start]
            rest = text[named.span.end : named.span.end + _LONGEST_CLASS]
            beside = _before_office(rest)  # "the Ansel Union president": whose article is it?
            articles.definite[named.text] += not beside and _ARTICLE.search(before) is not None
            articles.neutral[named.text] += beside or _NO_ARTICLE.search(before) is not None
            if match := _ACRONYM.match(rest):
                short[match[1]] = _spelled(named.text, match[1])
                if short[match[1]] != named.text:  # the Council of the Lamp Union (LU)
                    inner = Span(named.span.end - len(short[match[1]]), named.span.end)
                    part = Named(inner, inner.of(text), named.kind)
                    places[part.text].append(Place(order, paragraph, part))
                    articles.definite[part.text] += text[: inner.start].endswith(" the ")
            if match := _IS_A.match(rest):
                heads = _heads(match["rest"])
                if rest.startswith(",") and _WHERE.search(before):
                    heads -= nouns("role")  # "moved to Illinois, the son of a tailor"
                classes[named.text] |= heads
    without_sorts(places)
    for named in _names_in_title(title, places) if sentences else ():
        places[named.text].append(Place(0, sentences[0][0], named))
        articles.definite[named.text] += "&" not in named.text
    merged = merged_names(title, places, {**known, **short}, classes)
    made = tuple(_entity(name, forms, places, articles, classes) for name, forms in merged.items())
    by_form = _forms(made)
    main = main_of(title, made)
    return Entities(made, by_form, main, pronoun_for(main, [text for _, text, _ in sentences]))


def _before_office(rest: str) -> bool:
    """Whether an office follows a name at once: "director", "press secretary" """
    said = rest[:_LONGEST_OFFICE].split(" ")[1:3]
    return rest[:1] == " " and any(
        word.strip(",.") in nouns("role") for word in said if word.islower()
    )


def _with_title(title: str, text: str, found: Sequence[Named]) -> Sequence[Named]:
    """The names of a sentence with a title whole that is a name though not all of it has capitals:
    "A Day in Prague", "Soyuz 11"."""
    title = title.removeprefix("The ")
    said = words(title)
    plain = all(word.capital for word in said)
    fits = 1 < len(said) <= _LONGEST_TITLE_NAME
    if plain or not fits or not said[0].capital or said[-1].text.islower():
        return found
    span = _span_of(title, text) if not any(one.text == title for one in found) else None
    if span is None or any(one.span.holds(span) for one in found):
        return found
    inner = [one for one in found if not span.meets(one.span)]
    return sorted((*inner, Named(span, title, Kind.UNKNOWN)), key=lambda one: one.span.start)


def _span_of(title: str, text: str) -> Span | None:
    at = text.find(title) if stands_in(title, text) else -1
    return Span(at, at + len(title)) if at >= 0 else None


def _spelled(name: str, short: str) -> str:
    """What initials behind a name are short for: all of it, or what it ends in."""
    for link in re.finditer(r" (?:of|for) (?:the )?", name):
        tail = name[link.end() :]
        if tail[:1].isupper() and "".join(c for c in tail if c.isupper()) == short.upper():
            return tail
    return name


def _names_in_title(title: str, places: Mapping[str, Sequence[Place]]) -> Iterator[Named]:
    """Names of bodies and buildings that only the title has in full: "the museum", "Merrow" in the
    text. The title is nothing else, or an *&* shows the name."""
    for named in proper_names(title, frozenset()):
        whole = named.text == title and " " in title and not generic(words(title))
        apt = whole and named.kind in {Kind.ORGANISATION, Kind.PLACE}
        if (apt or " & " in named.text) and named.text not in places:
            yield named


def _heads(rest: str) -> set[str]:
    """The noun of "a cantilever railway bridge across …"."""
    head = ""
    said = words(rest)
    for at, word in enumerate(said):
        if not word.is_word or word.small in _ENDS_HEAD:
            break
        if at and verb(word.small, Form.PAST) and at + 1 < len(said) and said[at + 1].small != "by":
            return set()  # "in Moss, the wait lasted nine minutes"
        head = word.small
    if _FOREMOST & set(rest.split()[:4]) and head in nouns("role"):
        return set()  # "the largest producer of …" is no person
    return {head} if head else set()


def _entity(
    name: str,
    forms: Iterable[str],
    places: Mapping[str, Sequence[Place]],
    articles: _Articles,
    classes: Mapping[str, set[str]],
) -> Entity:
    found = sorted(
        (place for form in forms for place in places.get(form, ())),
        key=lambda one: (one.order, one.named.span.start),
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
    open_places = len(places.get(name, ())) - articles.neutral[name]
    initials = [form for form in forms if form.isupper() and form in places]
    short = any(2 * articles.definite[form] > len(places[form]) for form in initials)
    usual = articles.definite[name] > 0 and head(name).lower() in _WITH_ARTICLE
    often = 2 * articles.definite[name] > open_places
    the = kind is not Kind.PERSON and (short or usual or often)
    return Entity(name, kind, tuple(found), frozenset(forms), frozenset(called), the)


def _own_class(name: str) -> set[str]:
    """The noun within a name: the Tay Bridge is a bridge."""
    noun = head(name)
    return {noun.lower()} if noun[0].isupper() and "&" not in name else set()


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
