"""Days that only the date of a report tells: "yesterday", "on Monday", "this week"."""

import re

_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_PART_OF_DAY = r"(?: (?:morning|afternoon|evening|night))?(?: local time)?"
_WHEN = re.compile(
    rf"(?:^|,? )(?:(?:[Ee]arly |[Ll]ate |[Ee]arlier |[Ll]ater )?(?:[Yy]esterday|[Tt]oday|[Tt]onight"
    rf"|[Tt]omorrow){_PART_OF_DAY}|(?:[Ee]arly |[Ll]ate )?(?:[Oo]n )?(?:{_DAYS}){_PART_OF_DAY}"
    rf"(?! [A-Z])|(?:[Ll]ate )?[Ll]ast (?:night|week|month|year|{_DAYS})|[Oo]vernight"
    r"|(?:[Ee]arly |[Ll]ate |[Ee]arlier |[Ll]ater )?[Tt]his (?:morning|afternoon|evening|week|month"
    r"|year))(?:(?<=\w)(?=,| [a-z\d]|$)|(?= [A-Z]))(?!'s)"
)
"""Days that only the date of a report tells."""

_LED_BY = re.compile(
    r"\b(?:by|of|from|until|since|till|before|after|for|to|between|and|or|than|about|during|as|at"
    r"|with|over|in|late|early|was|is|were|a|an|the|one|every|each|mainly|usually)(?: on)?$"
)
_AS_SUBJECT = re.compile(
    r"(?:'s)? (?:is|was|will|has|had|marks?|marked|saw|sees|brings?|brought)\b"
)
_STUB = re.compile(r", [a-z]+(?:,|$)")
"""What is left of a phrase of which nothing but the day was told."""

_NAMES = frozenset(_DAYS.split("|"))


def tells_day(said: str) -> bool:
    """Whether such a day is told."""
    small = said.lower()
    return any(hint in small for hint in _HINTS) and _WHEN.search(said) is not None


_HINTS = ("day", "night", "morrow", "this ", "last ")


def day_follows(said: str, at: int) -> bool:
    """Whether such a day stands at an offset."""
    return _WHEN.match(said, at) is not None


def without_days(said: str) -> str | None:
    """Without the days that a date of the document tells; None where one cannot be left out."""
    pieces, at = [], 0
    for match in _WHEN.finditer(said):
        before = said[at : match.start()]
        name = before.split(" ")[-1][:1].isupper() and match[0].strip(" ,").split(" ")[0] in _NAMES
        if name and not before.endswith(","):
            return None  # "Bloody Sunday"
        if not before and _AS_SUBJECT.match(said, match.end()):
            return None  # "Saturday is the anniversary"
        led = _LED_BY.search(before) and not match[0].lstrip(", ").startswith(("on ", "On "))
        if led or said.startswith("'s", match.end()):
            return None
        comma = match[0].startswith(",") and said[match.end() :][:1] not in {",", ""}
        pieces.append(f"{before}," if comma else before)
        at = match.end()
    rest = "".join((*pieces, said[at:])).lstrip(" ,")
    if pieces and _STUB.search(rest) and not _STUB.search(said):
        return None  # "a report, due, listing"
    return rest[:1].upper() + rest[1:]
