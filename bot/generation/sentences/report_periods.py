"""Years and months that a report leaves to its own date: "last year", "as of September", "in
January", as they are said with their year."""

import re
from functools import lru_cache

from bot.generation.sentences.moments import MONTHS

_HINT = re.compile(rf"(?:ast|his) (?:year|month)|{'|'.join(MONTHS)}")
_TO_COME = re.compile(
    r"\b(?:will|shall|would|next|due|upcoming|going to|set to|to be|plans? to|planned|expected"
    r"|expects?|scheduled)\b"
)
"""What may put a month without its year into the time to come."""

_LONGEST_BACK = 9
"""Months back in which a bare month is the last of its name: a year ago it has its year."""

_YEAR = re.compile(
    r"(?P<part>\b(?:[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater) )?\b(?P<which>[Ll]ast|[Tt]his)"
    r" (?P<what>year|month)\b(?!'s| (?:alone|so far)\b)"
)
_MONTH = re.compile(
    rf"\b(?P<lead>[Ii]n|[Ss]ince|[Uu]ntil|[Aa]s of|[Dd]uring|[Ff]rom|[Bb]y|[Oo]f)"
    rf" (?P<part>early |late |mid-|last )?(?P<month>{'|'.join(MONTHS)})"
    r"(?P<last> last year)?(?! (?:of |the )?\d|,? \d{4}|'s|-|(?: (?:and|to|until|or))? (?:"
    rf"{'|'.join(MONTHS)}))(?!(?<=April|.June|..May) [A-Z])\b"
)
_NAMES = "|".join(MONTHS)
_DAY = re.compile(
    rf"\b(?P<day>(?P<before>{_NAMES}) \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?"
    rf" (?P<behind>{_NAMES}))\b(?!,? \d|-\d| [ap]\.?m)"
)
_LONGEST_AHEAD = 3
"""Months in which a day to come is of the same year, or of the next where that has begun."""

_LED = re.compile(
    r"\b(?:of|from|since|until|till|by|for|than|to|before|after|during|in|and|or|with|between"
    r"|the|over|at|on|early|late|mid|the same (?:period|time)"
    rf"|{'|'.join(MONTHS)}) $",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\b(?:the|over|past|same|every|than|like|unlike|and|or|between) $", re.IGNORECASE
)


@lru_cache(maxsize=4_000)
def with_years(said: str, written: str) -> str:
    """``said`` with the year of its periods, as a document of the date ``written`` (2017-02-24, or
    2017-02) means them; what is not sure stays as it is."""
    if len(written) < len("2017-02") or not _HINT.search(said):
        return said
    year, month = int(written[:4]), int(written[5:7])
    said = _MONTH.sub(lambda told: _of_month(said, told, year, month), said)
    return _YEAR.sub(lambda told: _of_year(said, told, year, month), said)


@lru_cache(maxsize=4_000)
def with_days(said: str, written: str) -> str:
    """``said`` with the year of its days, as a report of the date ``written`` means them: the last
    such day, or in a sentence of what is to come the next; what is not sure stays as it is."""
    if len(written) < len("2017-02") or not _HINT.search(said):
        return said
    year, month = int(written[:4]), int(written[5:7])

    def of_year(told: re.Match[str]) -> str:
        number = MONTHS.index(told["before"] or told["behind"]) + 1
        ahead = (number - month) % len(MONTHS)
        if _TO_COME.search(said):
            soon = ahead <= _LONGEST_AHEAD
            return f"{told['day']}, {year + (number < month)}" if soon else told[0]
        if ahead and len(MONTHS) - ahead > _LONGEST_BACK:
            return told[0]
        return f"{told['day']}, {year - (number > month)}"

    return _DAY.sub(of_year, said)


def _of_month(said: str, told: re.Match[str], year: int, month: int) -> str:
    back = (month - 1 - MONTHS.index(told["month"])) % len(MONTHS)
    number = MONTHS.index(told["month"]) + 1
    if told["last"]:
        of = year - 1
    elif back > _LONGEST_BACK or _TO_COME.search(said):
        return told[0]
    else:
        of = year if number <= month else year - 1
    part = told["part"] if told["part"] != "last " else ""
    return f"{told['lead']} {part or ''}{told['month']} {of}"


def _of_year(said: str, told: re.Match[str], year: int, month: int) -> str:
    before = said[: told.start()]
    if _APART.search(before):
        return told[0]
    back = told["which"].lower() == "last"
    if told["what"] == "year":
        when = str(year - back)
    else:
        of, number = (year, month - back) if month > back else (year - 1, len(MONTHS))
        when = f"{MONTHS[number - 1]} {of}"
    part = (told["part"] or "").strip().lower()
    if part in {"early", "late"}:
        when = f"{part} {when}"
    if _LED.search(before):
        return when
    lead = "in" if before else "In"
    return f"{lead} {when}"
