"""Measures that stand before their noun, said behind it so that their number can be asked for: "a
four-year term" is "a term of four years", "a $9 million loan" is "a loan of $9 million"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.generation.sentences.spans import Span

_UNITS = {
    "year": "years",
    "month": "months",
    "week": "weeks",
    "day": "days",
    "hour": "hours",
    "minute": "minutes",
    "kilometre": "kilometres",
    "kilometer": "kilometers",
    "metre": "metres",
    "mile": "miles",
    "member": "members",
    "seat": "seats",
    "page": "pages",
    "room": "rooms",
    "bed": "beds",
    "storey": "storeys",
}
_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|fifty|sixty"
)
_ARTICLE = (
    r"\b(?P<article>[Aa]n?) (?P<first>(?:(?!or\b|and\b|of\b)[a-z]+ )?)"
    r"(?P<about>(?:nearly |about |more than |over )?)"
)
_SIZED = re.compile(
    rf"{_ARTICLE}(?P<number>\d{{1,3}}(?:,\d{{3}})*|{_WORDS})-(?P<unit>{'|'.join(_UNITS)})(?:-long)?"
    r" (?P<noun>(?!high|long|wide|old|average|low|record|mark|race)[a-z]+(?:-[a-z]+)?)"
    r"(?= (?:in|on|at|for|by|with|from|to|under|as|between|against|into|was|is|has|will|were|after"
    r"|before|during|that|which)\b|[,.;]|$)"
)
_PRICED = re.compile(
    rf"{_ARTICLE}(?P<sign>[$£€])(?P<number>\d+(?:[.,]\d+)*(?: (?:million|billion))?)"
    r" (?P<noun>(?:[a-z]+ )?(?:loan|grant|contract|deal|fund|budget|fine|profit|loss|package"
    r"|program(?:me)?|project|plan|offer|bid|bill|gift|donation|prize|investment|debt|surplus"
    r"|deficit|order|agreement|credit|bond|takeover|merger|payment|bonus|expansion|upgrade|scheme"
    r"|award|settlement|claim|lawsuit|rise|cut|increase))\b(?! of\b)"
)


_VOWEL = re.compile(r"[aeio]|u(?!ni|se)")


@dataclass(frozen=True, slots=True)
class Hyphened:
    """A sentence with one measure behind its noun; ``number`` is where the number stands in the
    sentence as it was."""

    text: str
    digits: str
    number: Span


def hyphened(said: str) -> Iterator[Hyphened]:
    """The sentence once for each measure that stands before its noun."""
    for match in (*_SIZED.finditer(said), *_PRICED.finditer(said)):
        found = match.groupdict()
        unit = f" {_UNITS[found['unit']]}" if found.get("unit") else ""
        noun = f"{match['first']}{match['noun']}"
        article = f"{match['article'][0]}{'n' if _VOWEL.match(noun) else ''}"
        size = f"{match['about']}{found.get('sign') or ''}{match['number']}{unit}"
        text = f"{said[: match.start()]}{article} {noun} of {size}{said[match.end() :]}"
        yield Hyphened(text, match["number"], Span(match.start("number"), match.end("number")))
