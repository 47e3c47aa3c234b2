"""What a name in a sentence names: told by a table, by its noun, by the words around it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from bot.generation.sentences.spans import Span, Word
from bot.generation.words.table import listed, names, nouns, regions

_DEMONYM = re.compile(
    r"[A-Z]\w+(?:ish|ian|ese|ean|an|ench|utch|reek|wiss|zech|elsh|rish)$"
    r"|(?:Soviet|Czechoslovak|Slovak|Slovene|Croat|Serb|Uzbek|Kazakh|Tajik|Kyrgyz|Azeri|Thai|Iraqi"
    r"|Israeli|Pakistani|Bangladeshi|Kuwaiti|Yemeni|Saudi|Somali|Omani|Qatari|Emirati|Nepali"
    r"|Filipino|Argentine|Cypriot|Basque|Breton|Icelandic|Arab)$"
)
STATES_IN_SHORT = frozenset({"US", "USA", "UK", "UAE", "USSR", "GDR", "DRC"})
LINKS = frozenset({"of", "for", "on"})
"""Words that join the parts of a name: the Museum of Glass."""


class Kind(StrEnum):
    """What a name stands for; rivals in a question are of one kind."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    CITY = "city"
    REGION = "region"
    PLACE = "place"
    DOCUMENT = "document"
    EVENT = "event"
    WORK = "work"
    THING = "thing"
    ACRONYM = "acronym"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it stands in a sentence; ``cued``: the words around it say that it is a person."""

    span: Span
    text: str
    kind: Kind
    cued: bool = False


def demonym(word: str) -> bool:
    """Whether a word looks like the adjective of a nation: Serbian, Danish."""
    return _DEMONYM.match(word) is not None


def named(said: Sequence[Word], start: int, end: int, text: str) -> Named | None:
    """The name in a run of words, without the office or nationality before it; None for the mere
    adjective of a nation."""
    owns = 2 if text.endswith("'s") else 0
    text = text.removesuffix("'s")
    span = Span(said[start].start, said[end - 1].end - owns)
    following = said[end] if end < len(said) else None
    if end - start == 1 and _DEMONYM.match(text) and text not in names("countries.txt"):
        adjective = following is not None and following.text.islower() and following.is_word
        if adjective and text not in nouns("first"):
            return None
    office = _office(said, start, end)
    if office:
        span = Span(said[start + office].start, span.end)
        return Named(span, text[span.start - said[start].start :], Kind.PERSON, cued=True)
    nation = demonym(said[start].text) and (not start or said[start - 1].small not in _WHOSE)
    if end - start > 2 and nation and _person_behind(said, start + 1, end):  # noqa: PLR2004
        span = Span(said[start + 1].start, span.end)
        return Named(span, text[len(said[start].text) + 1 :], Kind.PERSON, cued=True)
    kind, cued = _told_by_form(said, start, end, text), False
    kind = Kind.ORGANISATION if " & " in text else kind
    if kind is Kind.UNKNOWN and _looks_personal(said, start, end):
        cued = not _placed(said, start, end) and _cued(said, start, end)
        kind = Kind.PERSON if cued else kind
    return Named(span, text, kind, cued)


def _person_behind(said: Sequence[Word], start: int, end: int) -> bool:
    """Whether a person is named behind a nationality: "the Hungarian Miklós Deri, who …" """
    known = said[start].text in nouns("first")
    cued = not _placed(said, start, end) and _cued(said, start, end)
    return _looks_personal(said, start, end) and (known or cued)


_WHOSE = listed("of at for")
"""What a body's name follows, not a person's nationality: "director of Varese Lake Ferries"."""


def _placed(said: Sequence[Word], start: int, end: int) -> bool:
    """Whether a country or a region stands in a name: of a body, not of a person."""
    return any(_listed(word.text) in {Kind.COUNTRY, Kind.REGION} for word in said[start:end])


_OFFICE_WORDS = listed(
    "prime foreign deputy first vice chief senior defense defence interior finance brigadier"
    " lieutenant executive"
)


def _office(said: Sequence[Word], start: int, end: int) -> int:
    """How many words before a person's name are an office: "Armenian Prime Minister" are three."""
    last = 0
    for index in range(start, end - 1):
        small = said[index].small
        if small in nouns("role") or said[index].text in nouns("title"):
            last = index + 1 - start
        elif (
            small not in _OFFICE_WORDS
            and not _DEMONYM.match(said[index].text)
            and not (said[index].text.isupper() and len(said[index].text) > 1)
        ):
            break
    rest = said[start + last : end]
    if not last or len(rest) < 2 or any(w.small in LINKS for w in rest):  # noqa: PLR2004
        return 0
    body = rest[-1].small in nouns("organisation") and rest[0].text not in nouns("first")
    # The General Postal Union has no general.
    return last if not body and _looks_personal(said, start + last, end) else 0


def _listed(text: str) -> Kind | None:
    """The kind of a place that the tables have."""
    if text.removeprefix("Republic of ") in names("countries.txt"):
        return Kind.COUNTRY
    if text in names("cities.txt"):
        return Kind.CITY
    return Kind.REGION if text in regions() else None


_OF_NOUNS = (Kind.ORGANISATION, Kind.DOCUMENT, Kind.EVENT, Kind.PLACE, Kind.WORK, Kind.THING)


@cache
def _kind_by_noun() -> Mapping[str, Kind]:
    """The kind that a name's noun tells, in the plural too, but for that of things."""
    found: dict[str, Kind] = {}
    for kind in _OF_NOUNS:
        for noun in nouns(kind.value):
            found.setdefault(noun, kind)
            if kind is not Kind.THING and not noun.endswith("ss"):
                found.setdefault(f"{noun}s", kind)
    return found


def _told_by_form(said: Sequence[Word], start: int, end: int, text: str) -> Kind:
    known = _listed(text)
    if known is not None:
        return known
    piece = said[start:end]
    head = next((w for w, after in pairwise(piece) if after.text in LINKS), piece[-1])
    by_noun = _kind_by_noun().get(head.small)
    if by_noun is not None:
        return by_noun
    if len(piece) == 1 and text.isupper() and len(text) > 1:
        return Kind.ACRONYM
    personal = piece[0].text in nouns("first") or piece[0].text in nouns("title")
    award = head.small in nouns("award")
    if personal and not award and len(piece) > 1 and not any(w.text in LINKS for w in piece):
        offices = any(w.small in nouns("role") for w in piece[1:])
        return Kind.UNKNOWN if offices else Kind.PERSON
    return Kind.UNKNOWN


def _looks_personal(said: Sequence[Word], start: int, end: int) -> bool:
    """Two to four words of letters, none of them an acronym."""
    piece = said[start:end]
    plain = all(re.sub("[-'.]", "", w.text).isalpha() for w in piece)
    shouted = any(w.text.isupper() and len(w.text) > 2 for w in piece)  # noqa: PLR2004
    office = any(w.small in nouns("role") for w in piece) or piece[-1].small in nouns("award")
    return 2 <= len(piece) <= 4 and plain and not shouted and not office  # noqa: PLR2004


_FOREMOST = listed("largest biggest oldest leading second third major")
_BEFORE_SPEECH = frozenset({",", ":", '"', "."})
_PEOPLE_DO = listed("said told born died wrote argued added")


def _cued(said: Sequence[Word], start: int, end: int) -> bool:
    """A role before the name ("the engineer Ada Merrow"), after it, or what only people do."""
    before = said[start - 1] if start else None
    if before is not None and before.small in nouns("role"):
        return True
    after = [w.text for w in said[end : end + 4]]
    earlier = {w.small for w in said[max(0, start - 12) : start]}
    if before is not None and before.text in names("countries.txt"):
        of = start > 1 and said[start - 2].small in {"of", "the"}  # not "economist at China …"
        return of and bool(earlier & nouns("role"))
    aside = before is not None and before.text == "," and after[:1] == [","]
    if aside and earlier & nouns("role"):
        return True
    counts = len(after) > 1 and not after[1][0].isalpha() and after[1] not in _BEFORE_SPEECH
    if (after and after[0] in _PEOPLE_DO and not counts) or after[:2] == [",", "who"]:
        return True  # an index adds two points
    if len(after) > 1 and after[0] in {"was", "is"} and after[1] == "born":
        return True
    foremost = any(w in _FOREMOST for w in after)  # "the largest producer": a company
    return after[:1] == [","] and not foremost and any(w in nouns("role") for w in after[1:])
