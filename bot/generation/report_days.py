"""Days that only the date of a report tells: "yesterday", "on Monday", "this week"."""

import re

_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_PART_OF_DAY = r"(?: (?:morning|afternoon|evening|night))?(?: local time)?"
_WHEN = re.compile(
    rf"(?:^|,? )(?:(?:early |late |earlier |later )?(?:yesterday|today|tonight|tomorrow)"
    rf"{_PART_OF_DAY}|(?:early |late )?(?:on )?(?:{_DAYS}){_PART_OF_DAY}(?! [A-Z])"
    rf"|(?:late )?last (?:night|week|month|year|{_DAYS})"
    r"|overnight|(?:early |late |earlier |later )?this (?:morning|afternoon|evening|week|month|year)"
    r")(?:(?<=\w)(?=,| [a-z\d]|$)|(?= [A-Z]))(?!'s)",
    re.IGNORECASE,
)
"""Days that only the date of a report tells."""

_LED_BY = re.compile(
    r"\b(?:by|of|from|until|since|till|before|after|for|to|between|and|or|than|about|during|as|at"
    r"|with|over|in|late|early|was|is|were)$"
)


def tells_day(said: str) -> bool:
    """Whether such a day is told."""
    small = said.lower()
    return any(hint in small for hint in _HINTS) and _WHEN.search(said) is not None


_HINTS = ("day", "night", "morrow", "this ", "last ")


def without_days(said: str) -> str | None:
    """Without the days that a date of the document tells; None where one cannot be left out."""
    pieces, at = [], 0
    for match in _WHEN.finditer(said):
        before = said[at : match.start()]
        if (
            said.startswith("'s", match.end())
            or _LED_BY.search(before)
            and not match[0].lstrip(", ").startswith("on ")
        ):
            return None
        pieces.append(before)
        at = match.end()
    rest = "".join((*pieces, said[at:])).lstrip(" ,")
    return rest[:1].upper() + rest[1:]
