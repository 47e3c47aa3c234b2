"""Whom *he* or *she* means at the beginning of a sentence, or of one in a row of them."""

from collections.abc import Sequence

from bot.generation.reading.entities import Entity
from bot.generation.reading.genders import personal, pronoun_of
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.spans import words
from bot.generation.statements.told import ARTICLES, PEOPLE, Told
from bot.generation.words.table import listed

_PERSONAL = listed("he him his she her himself herself")
_BEHIND_SUBJECT = 3
_FEW = 2


def whom(
    text: Text, line: Line, before: Line | None, found: Told | None, pronoun: str
) -> Told | None:
    """Who the line ``before`` tells of (``found``); else the only one it names of whom *he* or
    *she* can be said; else the only one in the document."""
    if before is None:
        return _only(text, line, pronoun)
    named = [one for one in text.entities.within(before.text) if personal(one)]
    fits = [one for one in named if pronoun_of(one) in {"", pronoun}]
    main = text.entities.main
    if main is not None and text.entities.pronoun == pronoun:
        others = [one for one in fits if one is not main]
        somebody = bool(others) or (found is not None and found.somebody) or _role(before, 0)
        somebody = somebody or opens_with_another(before, main)
        goes_on = found is not None and found.entity is main
        return _in_full(main) if goes_on or not somebody else None
    if found is not None and found.entity is not None and personal(found.entity):
        return _subject(before, found.entity, fits, pronoun)
    if not named:
        return _only(text, line, pronoun)
    sure = [one for one in fits if pronoun_of(one) == pronoun and one.kind is Kind.PERSON]
    if len(fits) != 1 or len(sure) != 1 or _role(before, 0) or _spoken_of(before, sure[0]):
        return None
    return _in_full(sure[0])


def opens_with_another(before: Line, main: Entity) -> bool:
    """Whether a line tells of somebody without a name whom nothing calls by the noun for the main
    person: "A man who posed as her", "The girl" """
    first, *rest = words(before.text)[: _FEW + 1]
    if first.small not in {"a", "an", "the"} or not rest or any(word.capital for word in rest):
        return False
    return rest[0].small in PEOPLE - main.classes


def _spoken_of(before: Line, one: Entity) -> bool:
    """Whether a line goes on telling of somebody, or names one only as an owner: "It fell to him to
    conduct Lunde's opera" """
    if any(word.small in _PERSONAL for word in words(before.text)):
        return True
    forms = (form for form in one.aliases if form in before.text)
    return all(f"{form}'" in before.text for form in forms)


def _subject(before: Line, one: Entity, fits: Sequence[Entity], pronoun: str) -> Told | None:
    """Who a line tells of, where nobody else in it can be meant."""
    alone = all(other is one for other in fits) and not _role(before, _BEHIND_SUBJECT)
    return _in_full(one) if alone and pronoun_of(one) == pronoun else None


def _in_full(one: Entity) -> Told | None:
    if " " not in one.name:
        return None
    return Told(one.said, one.name.rsplit(" ", 1)[1].lower(), False, one)


def _only(text: Text, line: Line, pronoun: str) -> Told | None:
    """The only one of a document whom *he* or *she* can mean."""
    people = [one for one in text.entities.all if personal(one)]
    sure = [
        one
        for one in people
        if pronoun_of(one) == pronoun
        and one.kind is Kind.PERSON
        and one.places[0].order < line.order
    ]
    if len(sure) != 1:
        return None
    last = max(place.order for place in sure[0].places if place.order < line.order)
    since = text.lines[last : line.order]
    others = [one for one in people if one is not sure[0] and pronoun_of(one) in {"", pronoun}]
    if any(place.order in range(last, line.order) for one in others for place in one.places):
        return None
    if any(_role(one, 0) for one in since[1:]):
        return None
    return _in_full(sure[0])


def _role(line: Line, start: int) -> bool:
    """Whether somebody is told of without a name: "the mayor", "a nurse" """
    said = words(line.text)
    return any(
        said[i].small in PEOPLE
        and (said[i - 1].small in ARTICLES or said[i - 2].small in ARTICLES)
        and not (i + 1 < len(said) and said[i + 1].capital)
        for i in range(max(2, start), len(said))
    )
