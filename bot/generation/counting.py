"""Which numbers count: those that stand for how many, not for which, nor for one end of a range."""

import re

from bot.generation.quantities import Quantity
from bot.generation.words.table import listed

_NAMES_ONE = re.compile(
    r"(?:^|[^a-z])(?:an?|the|all|both|its|his|her|their|these|those|other|first|last|every|each"
    r"|next|past|only|another|one of|any|no|than|number|no\.|nos\.|chapter|apollo|size|aged|age of)"
    r" (?:[a-z-]+ ){0,1}$",
    re.IGNORECASE,
)
"""What makes of a number a name, or of what it counts the ones that are known: the five members."""

_IN_RANGE_BEFORE = re.compile(
    r"(?:\d(?:,\d{3})*(?: (?:thousand|million|billion|per cent|percent))?%?"
    r"(?:,? (?:to|and|or)| ?[-–]|,)|between(?: [^ ]+){1,3} and|from(?: [^ ]+){1,4} to"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten) (?:to|or|and)) (?:about |some )?[£$€]?$"
)
_IN_RANGE_BEHIND = re.compile(
    r"(?: ?[-–] ?|,? (?:to|or|and) (?:about |some |over |more than )?)[£$€]?(?:\d|(?:two|three|four"
    r"|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
)
_COUNT_BEHIND = re.compile(
    r",? (?:[^,.;]{0,40}(?:,|\band) )(?:over |about |some |nearly )?[£$€]?\d"
)
_MORE_NOUN = re.compile(r" (?:long|wide|high|tall|deep|thick|away|apart)\b")

_FREE_BEHIND = listed(
    "of in on at for by with from to per a an each every as and or but who which that where when"
    " was were is are has have had will would can could during under over since between among around"
    " across through within without including called named known made than into against before after"
    " throughout along near about worldwide annually daily respectively"
)


def counts(text: str, number: Quantity) -> bool:
    """Whether a number is what its noun is counted by: not a part of a name (a 35 mm film), of a
    range, or of a list of numbers."""
    before, after = text[: number.span.start], text[number.span.end :]
    if _NAMES_ONE.search(before) or _IN_RANGE_BEFORE.search(before):
        return False
    if _IN_RANGE_BEHIND.match(after) or (" per " in after and _COUNT_BEHIND.match(after)):
        return False
    if re.search(r"\d[^.]{0,40}(?:,|\band) $|, $", before) and not re.search(r"\d, $", before[:8]):
        return False
    following = re.match(r" ([A-Za-z-]+)", after)
    if following is None or _MORE_NOUN.match(after):
        return True
    return following[1] in _FREE_BEHIND or following[1].endswith(("ed", "ing", "ly"))
