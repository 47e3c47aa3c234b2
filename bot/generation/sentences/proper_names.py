"""Proper names in a sentence: runs of capitalised words."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from bot.bank.texts.names import COMMON_WORDS
from bot.generation.sentences.moments import MONTHS
from bot.generation.sentences.name_kinds import LINKS, Named, named
from bot.generation.sentences.spans import Span, Word, words
from bot.generation.words.table import listed, names, nouns

_DAYS = listed("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_NEVER = frozenset({*MONTHS, *_DAYS, "I"})
_PARTICLES = listed("de von van der den du di da del della la le al bin ibn zu ten")
_OPEN = nouns("organisation") | nouns("document") | nouns("event") | nouns("place") | listed(
    "republic kingdom faculty isle prize award list conservation protection cooperation measures"
    " heart friends bureau house court stone marine relations"
)  # fmt: skip
_SENTENCE_STARTS = frozenset(nouns("common"))
_WHOSE_GAME = frozenset({"Women's", "Men's", "Girls'", "Boys'", "Ladies'", "Children's"})
"""Possessives that a name begins with: the Women's Lakes League."""

_STOPS_AT = listed("station airport port harbour harbor island lake river castle town city")
_PARTISANS = frozenset(
    {"Democrat", "Republican", "Tory", "Conservative", "Liberal", "Socialist", "Independent"}
)
_PRONOUNS = listed("it he she they we you this that these those there")
_OF_SEVERAL = frozenset({"ministry", "department", "institute"})
_FUNCTION = listed(
    "the a an and but or so yet if when while as because although though since until after before"
    " once unless whereas whether"
    " in on at by for from with to into under over between during against about of near this that"
    " these those there here then now later also even only both each every all some many most"
    " several such his her its their our my your he she it they we you who what which whose where"
    " how why not no meanwhile however according despite instead today yesterday"
)
LONGEST_NAME = 12


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
        one = named(said, index, end, span.of(text))
        if one is not None:
            found.append(one)
        index = end
    return tuple(found)


def _run(said: Sequence[Word], start: int, text: str, small: AbstractSet[str]) -> int:
    """The end of the name that begins at ``start``, which is ``start`` where none does."""
    if not _starts(said, start, text, small):
        return start
    known = _country(said, start, text) or _spelled(said, start, text)
    if known:
        return known
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
    partisan = said[start].text in _PARTISANS and start + 1 < len(said)
    if partisan and said[start + 1].text in nouns("first") and _adjoins(said, start + 1, text):
        return start + 1  # Democrat Ada Merrow
    for end in range(start + 1, min(start + 3, len(said))):
        form = text[said[start].start : said[end - 1].end]
        if said[end].text in nouns("first") and form in names("countries.txt"):
            return end
    return 0


_WHOLE = re.compile(
    r"(?P<name>[A-Z][\w'-]+(?:,? (?:(?:of|and|for|on|the|in) ){0,2}[A-Z][\w'-]+){1,9})"
    r" \((?P<short>[A-Z]{3,8})\)"
)


def _spelled(said: Sequence[Word], start: int, text: str) -> int:
    """The end of a name whose initials stand behind it in brackets, joined by *and* though it may
    be, and commas: "the Sea, Port and Harbour Agency (SPHA)"."""
    match = _WHOLE.match(text, said[start].start) if "(" in text else None
    if match is None or " and " not in match["name"]:
        return 0
    if "".join(word[0] for word in match["name"].split() if word[0].isupper()) != match["short"]:
        return 0
    stop = match.end("name")
    return next((at + 1 for at in range(start, len(said)) if said[at].end == stop), 0)


def _starts(said: Sequence[Word], at: int, text: str, small: AbstractSet[str]) -> bool:
    word = said[at]
    if not word.capital or word.text in _NEVER:
        return False
    if word.text in names("countries.txt") or word.text in names("cities.txt"):
        return True
    if not begins(said, at):
        return True
    aside = word.small.endswith("ly") and at + 1 < len(said) and said[at + 1].text == ","
    if aside or (word.small.endswith(_ADJECTIVES) and _person_follows(said, at + 1, text)):
        return False  # Unfortunately, Jobless Karl Lunde
    if not common(word, small):
        return True
    # "Network Rail" at the beginning, beside a network elsewhere.
    return word.small not in _FUNCTION and _goes_on(said, at + 1, text)


_ADJECTIVES = ("less", "ful", "ous", "ive", "able", "ible")


def _person_follows(said: Sequence[Word], at: int, text: str) -> bool:
    """Whether somebody is named here by a first name and another one."""
    return at < len(said) and said[at].text in nouns("first") and _goes_on(said, at + 1, text)


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
    if not _adjoins(said, end, text) or _scrap(said, end):
        return 0
    if word.capital and word.text not in _NEVER:
        owns = said[end - 1].text.endswith(("'s", "s'")) and said[end - 1].text not in _WHOSE_GAME
        if owns and word.small not in _OPEN:
            return 0  # Norway's Minister, but King's College
        person = (
            _person_after_country(said, end, text)
            or _head_of_body(said, start, end)
            or _head_of_land(said, start, end, text)
        )
        after_person = word.small in _FUNCTION and said[start].text in nouns("first")
        return 0 if person or after_person else 1  # "By Ada Merrow Now that …"
    following = _goes_on(said, end + 1, text)
    stops = word.text != "of" and said[end - 1].small in _STOPS_AT  # left Moss Station for Lund
    if word.text in LINKS and not stops and (linked or said[end - 1].small in _OPEN):
        the = end + 1 < len(said) and said[end + 1].text == "the"
        return 2 if following else 3 if the and _goes_on(said, end + 2, text) else 0
    if word.text == "and" and linked:
        head = said[start].small
        inside = any(w.small in nouns("document") or w.small == "measures" for w in said[start:end])
        return 2 if following and (inside or head in _OF_SEVERAL) else 0
    return 2 if (word.text in _PARTICLES or word.text == "&") and following else 0


def _scrap(said: Sequence[Word], end: int) -> bool:
    """Whether a quotation ends before a word, or a sentence begins with it whose stop is lost:
    "Moss' Ada Merrow", "Merrow It was"."""
    before = said[end - 1].text
    if not said[end].capital:
        return False
    if before.endswith("'") and not before.endswith("s'"):
        return True
    alone = end + 1 >= len(said) or not said[end + 1].capital
    return said[end].small in _PRONOUNS and alone


def _person_after_country(said: Sequence[Word], at: int, text: str) -> bool:
    """Whether a person's name begins behind a country: "the minister of Serbia Ana Ek" """
    body = said[at - 1].small in nouns("organisation") and said[at].text in nouns("first")
    country = said[at - 1].text in names("countries.txt")
    if not (body or country) or not _goes_on(said, at + 1, text):
        return False
    things = nouns("organisation") | nouns("place") | nouns("event") | nouns("document")
    behind = said[at], said[at + 1]
    office = any(word.small in nouns("role") for word in behind)
    plain = all(word.small in COMMON_WORDS for word in behind)  # China Coastal Traders
    return (office or not plain) and not any(word.small in things for word in behind)


def _head_of_body(said: Sequence[Word], start: int, at: int) -> bool:
    """Whether whose office is named with its body begins here: "Bank of Moss President Ada" """
    if said[at - 1].small not in nouns("role") or said[at].text not in nouns("first"):
        return False
    return any(word.small in nouns("organisation") for word in said[start : at - 1])


def _head_of_land(said: Sequence[Word], start: int, at: int, text: str) -> bool:
    """Whether whose office is named with a land begins here: "leader of the republic of Moss Ada
    Merrow"; the land has one word."""
    if at != start + 1 or start < _FEWEST_BEFORE or said[start - 1].small != "of":
        return False
    before = said[max(0, start - _NEAR) : start - 1]
    office = any(word.small in nouns("role") for word in before)
    # "Leader of …" without an article has its holder behind it.
    known = said[at].text in nouns("first") or said[0].small in nouns("role")
    named = [word for word in said[start : at + 2] if word.small in _OPEN]
    return office and known and not named and _goes_on(said, at + 1, text)


_FEWEST_BEFORE, _NEAR = 2, 8


def _goes_on(said: Sequence[Word], at: int, text: str) -> bool:
    """Whether a capitalised word of a name follows with one space before it."""
    if at >= len(said) or not _adjoins(said, at, text):
        return False
    return said[at].capital and said[at].text not in _NEVER


def _adjoins(said: Sequence[Word], at: int, text: str) -> bool:
    return text[said[at - 1].end : said[at].start] == " "
