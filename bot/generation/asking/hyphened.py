"""Measures that are written before their noun, said behind it: "a four-year term" is "a term of four
years", and its number can be asked for."""

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
_WORDS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|fifty|sixty"
_BEFORE_NOUN = re.compile(
    r"\b(?P<article>[Aa]n?|his|her|its|their) (?P<first>(?:(?!or\b|and\b|of\b)[a-z]+ )?)"
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})*|{_WORDS})-(?P<unit>{'|'.join(_UNITS)})(?:-long)? "
    r"(?P<noun>[a-z]+(?:-[a-z]+)?)(?= (?:in|on|at|for|by|with|from|to|under|as|between|against"
    r"|into|with|was|is|has|will|were|after|before|during|that|which)\b|[,.;]|$)"
)
_NO_NOUNS = frozenset({"high", "long", "wide", "old", "average", "low", "record", "mark", "race"})


@dataclass(frozen=True, slots=True)
class Hyphened:
    """A sentence with one measure behind its noun; ``number`` is where the number stands in the
    sentence as it was."""

    text: str
    digits: str
    number: Span


def hyphened(said: str) -> Iterator[Hyphened]:
    """The sentence once for each measure that stands before its noun."""
    for match in _BEFORE_NOUN.finditer(said):
        if match["noun"] in _NO_NOUNS:
            continue
        noun = f"{match['first']}{match['noun']}"
        article = match["article"]
        if article.lower() in {"a", "an"}:
            article = f"{article[0]}n" if noun[0] in "aeio" else article[0]
        plain = f"{article} {noun} of {match['number']} {_UNITS[match['unit']]}"
        text = said[: match.start()] + plain + said[match.end() :]
        yield Hyphened(text, match["number"], Span(match.start("number"), match.end("number")))
