"""Proper names in a sentence: runs of capitalised words, and what kind of thing they name."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from bot.bank.names import COMMON_WORDS
from bot.generation.sentences.moments import MONTHS
from bot.generation.sentences.spans import Span, Word, words
from bot.generation.words.table import listed, names, nouns, regions

_DAYS = listed("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_NEVER = frozenset({*MONTHS, *_DAYS, "I"})
_PARTICLES = listed("de von van der den du di da del della la le al bin ibn zu ten")
_LINKS = frozenset({"of", "for", "on"})
_OPEN = nouns("organisation") | nouns("document") | nouns("event") | nouns("place") | listed(
    "republic kingdom faculty isle prize award list conservation protection cooperation measures"
    " heart friends bureau house court stone marine relations"
)  # fmt: skip
_DEMONYM = re.compile(r"[A-Z]\w+(?:ish|ian|ese|ean|an|ench|utch|reek|wiss|zech|elsh|rish)$")
_SENTENCE_STARTS = frozenset(nouns("common"))
_WHOSE_GAME = frozenset({"Women's", "Men's", "Girls'", "Boys'", "Ladies'", "Children's"})
"""Possessives that a name begins with: the Women's Lakes League."""

_OF_SEVERAL = frozenset({"ministry", "department", "institute"})
_FUNCTION = listed(
    "the a an and but or so yet if when while as because although though since until after before"
    " in on at by for from with to into under over between during against about of near this that"
    " these those there here then now later also even only both each every all some many most"
    " several such his her its their our my your he she it they we you who what which whose where"
    " how why not no meanwhile however according despite instead today yesterday"
)
LONGEST_NAME = 12


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


def proper_names(text: str, small: AbstractSet[str]) -> tuple[Named, ...]:
    """The names of a sentence in order; ``small`` are words that the corpus writes small."""
    said = words(text)
    found: list[Named] = []
    index = 0
    while index < len(said):
        if not said[index].capital:
            index += 1
            continue
        end = _run(said, index, text, small)
        alone = end == index + 1 and (
            said[index].small in _FUNCTION or (index == 0 and said[index].small in nouns("role"))
        )
        if end == index or alone:
            index += 1
            continue
        span = Span(said[index].start, said[end - 1].end)
        named = _kind(said, index, end, span.of(text))
        if named is not None:
            found.append(named)
        index = end
    return tuple(found)


def _run(said: Sequence[Word], start: int, text: str, small: AbstractSet[str]) -> int:
    """The end of the name that begins at ``start``, which is ``start`` where none does."""
    if not _starts(said, start, text, small):
        return start
    country = _country(said, start, text)
    if country:
        return country
    end = start + 1
    linked = False
    while end < len(said) and end - start < LONGEST_NAME:
        step = _step(said, end, text, start, linked)
        if not step:
            break
        linked = linked or step > 1
        end += step
    return end


def _country(said: Sequence[Word], start: int, text: str) -> int:
    """The end of a country's name that a person's follows: "of the Kyrgyz Republic Ada Merrow"."""
    for end in range(start + 1, min(start + 3, len(said))):
        form = text[said[start].start : said[end - 1].end]
        if said[end].text in nouns("first") and form in names("countries.txt"):
            return end
    return 0


def _starts(said: Sequence[Word], at: int, text: str, small: AbstractSet[str]) -> bool:
    word = said[at]
    if not word.capital or word.text in _NEVER:
        return False
    if word.text in names("countries.txt") or word.text in names("cities.txt"):
        return True
    if not begins(said, at):
        return True
    if word.small.endswith("ly") and at + 1 < len(said) and said[at + 1].text == ",":
        return False  # Unfortunately,
    if not common(word, small):
        return True
    # "Network Rail" at the beginning, beside a network elsewhere.
    return word.small not in _FUNCTION and _goes_on(said, at + 1, text)


def demonym(word: str) -> bool:
    """Whether a word looks like the adjective of a nation: Serbian, Danish."""
    return _DEMONYM.match(word) is not None


def common(word: Word, small: AbstractSet[str]) -> bool:
    """Whether a capital may only show that a sentence begins."""
    if word.text.isupper() and len(word.text) > 1:
        return False
    known = {word.small, word.small.removesuffix("s")}
    return bool(known & small or known & COMMON_WORDS) or word.text in _SENTENCE_STARTS


def begins(said: Sequence[Word], at: int) -> bool:
    """Whether a sentence, a quotation or a clause after a colon begins here."""
    return at == 0 or said[at - 1].text in {'"', ":", ".", "!", "?", "–", "—", "-", "•", "·"}


def _step(said: Sequence[Word], end: int, text: str, start: int, linked: bool) -> int:
    """How many more words belong to the name: 0 where it is over."""
    word = said[end]
    if not _adjoins(said, end, text):
        return 0
    if word.capital and word.text not in _NEVER:
        owns = said[end - 1].text.endswith(("'s", "s'")) and said[end - 1].text not in _WHOSE_GAME
        if owns and word.small not in _OPEN:
            return 0  # Norway's Minister, but King's College
        return 0 if _person_after_country(said, end, text) else 1
    following = _goes_on(said, end + 1, text)
    if word.text in _LINKS and (linked or said[end - 1].small in _OPEN):
        the = end + 1 < len(said) and said[end + 1].text == "the"
        return 2 if following else 3 if the and _goes_on(said, end + 2, text) else 0
    if word.text == "and" and linked:
        head = said[start].small
        inside = any(w.small in nouns("document") or w.small == "measures" for w in said[start:end])
        return 2 if following and (inside or head in _OF_SEVERAL) else 0
    return 2 if (word.text in _PARTICLES or word.text == "&") and following else 0


def _person_after_country(said: Sequence[Word], at: int, text: str) -> bool:
    """Whether a person's name begins behind a country: "the minister of Serbia Ana Ek" """
    body = said[at - 1].small in nouns("organisation") and said[at].text in nouns("first")
    country = said[at - 1].text in names("countries.txt")
    if not (body or country) or not _goes_on(said, at + 1, text):
        return False
    things = nouns("organisation") | nouns("place") | nouns("event") | nouns("document")
    return not any(said[at + n].small in things for n in (0, 1))


def _goes_on(said: Sequence[Word], at: int, text: str) -> bool:
    """Whether a capitalised word of a name follows with one space before it."""
    if at >= len(said) or not _adjoins(said, at, text):
        return False
    return said[at].capital and said[at].text not in _NEVER


def _adjoins(said: Sequence[Word], at: int, text: str) -> bool:
    return text[said[at - 1].end : said[at].start] == " "


def _kind(said: Sequence[Word], start: int, end: int, text: str) -> Named | None:
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
    if end - start > 2 and demonym(said[start].text) and _person_behind(said, start + 1, end):  # noqa: PLR2004
        span = Span(said[start + 1].start, span.end)
        return Named(span, text[len(said[start].text) + 1 :], Kind.PERSON, cued=True)
    kind, cued = _told_by_form(said, start, end, text), False
    kind = Kind.ORGANISATION if " & " in text else kind
    if kind is Kind.UNKNOWN and _looks_personal(said, start, end):
        cued = _cued(said, start, end)
        kind = Kind.PERSON if cued else kind
    return Named(span, text, kind, cued)


def _person_behind(said: Sequence[Word], start: int, end: int) -> bool:
    """Whether a person is named behind a nationality: "the Hungarian Miklós Deri, who …" """
    known = said[start].text in nouns("first")
    return _looks_personal(said, start, end) and (known or _cued(said, start, end))


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
    if not last or len(rest) < 2 or any(w.small in _LINKS for w in rest):  # noqa: PLR2004
        return 0
    return last if _looks_personal(said, start + last, end) else 0


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
    head = next((w for w, after in pairwise(piece) if after.text in _LINKS), piece[-1])
    by_noun = _kind_by_noun().get(head.small)
    if by_noun is not None:
        return by_noun
    if len(piece) == 1 and text.isupper() and len(text) > 1:
        return Kind.ACRONYM
    named = piece[0].text in nouns("first") or piece[0].text in nouns("title")
    award = head.small in nouns("award")
    if named and not award and len(piece) > 1 and not any(w.text in _LINKS for w in piece):
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
_TELLING = listed("said told born died wrote argued added")


def _cued(said: Sequence[Word], start: int, end: int) -> bool:
    """A role before the name ("the engineer Ada Merrow"), after it, or what only people do."""
    before = said[start - 1] if start else None
    if before is not None and before.small in nouns("role"):
        return True
    after = [w.text for w in said[end : end + 4]]
    earlier = {w.small for w in said[max(0, start - 12) : start]}
    if before is not None and before.text in names("countries.txt"):
        return any(w.small in nouns("role") for w in said[max(0, start - 12) : start])
    aside = before is not None and before.text == "," and after[:1] == [","]
    if aside and earlier & nouns("role"):
        return True
    if (after and after[0] in _TELLING) or after[:2] == [",", "who"]:
        return True
    if len(after) > 1 and after[0] in {"was", "is"} and after[1] == "born":
        return True
    foremost = any(w in _FOREMOST for w in after)  # "the largest producer": a company
    return after[:1] == [","] and not foremost and any(w in nouns("role") for w in after[1:])
