"""Which numbers count: those that stand for how many, not for which, nor for one end of a range."""

import re

from bot.generation.sentences.quantities import TIMES, Quantity
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, verb

_NAMES_ONE = re.compile(
    r"(?:^|[^a-z])(?:an?|the|all|both|its|his|her|their|these|those|other|first|last|every|each"
    r"|next|past|another|any|no|number|no\.|nos\.|chapter|apollo|size|aged|age of|between)"
    r" (?:(?:next|other|last|first|past|only|remaining|previous|following|top|nearly|new|same"
    r"|more) )?$",
    re.IGNORECASE,
)
"""What makes of a number a name, or of what it counts the ones that are known: the five members."""

_IN_RANGE_BEFORE = re.compile(
    r"(?:\d(?:,\d{3})*(?: (?:thousand|million|billion|per cent|percent))?%?"
    r"(?:,? (?:to|and|or)| ?[-–]|,)|between(?: [^ ]+){1,3} and|from(?: [^ ]+){1,4} to"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten) (?:to|or|and)) (?:about |some )?[£$€]?$"
)
_IN_RANGE_BEHIND = re.compile(
    r"(?: ?[-–] ?|,? (?:to|or) (?:about |some |over |more than )?)[£$€]?(?:\d|(?:two|three|four"
    r"|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
)
_WITH_ANOTHER = re.compile(
    r" (?:and|or) (?!(?:more than |about |some |over |nearly |up to )?[£$€]?\d"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|the|an?|its|his|her|their|[A-Z][a-z]+|was|were|is|are|has|have|had"
    r"|[a-z]+ed)\b)(\w*)"
)
"""A second noun that the number counts as well: nine provinces and territories."""

_EVERY = re.compile(r" per | (?:each|every|a) (?:year|month|week|day)\b| (?:annually|daily)\b")
_LATER = re.compile(
    r"\d[^.]{0,40}\band $|^(?!(?:In|At|On|During|Under|Of|For|By|According to) [^,]{2,50}, $).*, $"
)
"""Later in a list of numbers, or in what is added after a comma."""

_RANKED = listed("best most worst top further more additional extra")
_COUNT_BEHIND = re.compile(
    r",? (?:[^,.;]{0,40}(?:,|\band) )(?:over |about |some |nearly )?[£$€]?\d"
)
_MORE_NOUN = re.compile(
    r" (?:(?:north|south|east|west)(?:-?(?:east|west))? (?:of|to)"
    r"|long|wide|high|tall|deep|thick|away|apart)\b"
)

_FREE_BEHIND = listed(
    "of in on at for by with from to per a an each every as and or but who which that where when"
    " was were is are has have had will would can could during under over since between among"
    " around across through within without including called named known made than into against"
    " before after throughout along near about worldwide annually daily respectively altogether"
    " overall only apiece together while because if so"
)


def counts(text: str, number: Quantity) -> bool:
    """Whether a number is what its noun is counted by: not a part of a name (a 35 mm film), of a
    range, or of a list of numbers."""
    before, after = text[: number.span.start], text[number.span.end :]
    if before.endswith("one of the "):
        before = before.removesuffix("the ")
    if number.unit in TIMES:
        before = before.removesuffix("every ")
    if before.endswith(("'s ", "s' ", "best of ")):
        return False  # all of them: her nineteen years of service
    first = number.unit.split()[0]
    if first in _RANKED or first.endswith("est"):
        return False  # the 100 best novels
    if _NAMES_ONE.search(before) or _IN_RANGE_BEFORE.search(before) or _LATER.search(before):
        return False
    if (other := _WITH_ANOTHER.match(after)) and not _done(other[1]):
        return False
    shared = _EVERY.search(after) and _COUNT_BEHIND.match(after)
    if shared or _IN_RANGE_BEHIND.match(after):
        return False
    return _noun_ends(number, after)


_SHARED_OUT = re.compile(r"\bby \d[\d,.]*(?:%| per ?cent)? (?:to|against) $")


def shared_out(text: str, number: Quantity) -> bool:
    """Whether a number is the second of a vote: "by 62 to 38 per cent" """
    return _SHARED_OUT.search(text[: number.span.start]) is not None


_RATE = re.compile(r" (?:per|an?) (?:second|minute|hour)\b")
"""Of "60 miles per hour winds" the winds are measured, not the hour."""


def _done(word: str) -> bool:
    return any(verb(word, form) for form in (Form.PAST, Form.PARTICIPLE, Form.PRESENT))


def _noun_ends(number: Quantity, after: str) -> bool:
    """Whether the counted noun is whole: not the 35 mm of a film."""
    rate = _RATE.match(after)
    following = re.match(r" ([A-Za-z-]+)", after[rate.end() :] if rate else after)
    if following is None or _MORE_NOUN.match(after):
        return True
    several = number.noun.endswith("s") or number.noun in {"people", "men", "women", "children"}
    if several and verb(following[1], Form.BASE) is not None:
        return True  # nine people die of it
    return following[1] in _FREE_BEHIND or following[1].endswith(("ed", "ing", "ly"))
