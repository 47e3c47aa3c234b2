"""What stands before a question that is asked in place: its document, and as of when."""

import re
from dataclasses import dataclass

from bot.generation.asking.context import asks_well, in_context, in_document
from bot.generation.asking.inverting import main_clause
from bot.generation.reading.source_names import source_name
from bot.generation.reading.texts import Line, Statement, Text
from bot.generation.sentences.moments import MONTHS
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.spans import stands_in, words
from bot.generation.templates.attribution import attributed, source_date

NAME = "inplace"
LONGEST = 27
"""Words of a stem without its document."""


COMPARED = re.compile(
    r"(?:,? (?:(?:as )?compared (?:with|to)|(?:up|down) from|as (?:against|opposed to))|, against)"
    r" [^,;]*$|\b(?:more|less|fewer|higher|lower) than (?:in|the|it|they)\b[^,;]*$"
)
"""What stands before a date or number that only belongs to what something is compared with."""


@dataclass(frozen=True, slots=True)
class Posed:
    """A question before its document is named."""

    stem: str
    """With *{}* for how a date is asked for."""

    subject: str
    relation: str
    told: str
    """The statement, as far as it is asked."""


_OF_ANY = re.compile(r"(?!The |This |That |These |Those |He |She |It |They |Some |There )[A-Z]")
_ONCE = re.compile(r"\b(?:was|were|had|did|will|has|have)\b")
"""What tells of something that happened, not of things in general."""

_SHORT = 3
_OPEN_END = re.compile(
    r" (?:in|of|at|on|for|by|with|from|to|into|and|or|the|a|an|than|as)\?$|\bbetween \S+\?$"
)


_HIM = re.compile(r" (?:him\b|her(?= (?:an?|the|to|in|at|on|as|with|for|from|by|into|of)\b|\?))")
_LEANS = re.compile(
    r" them\b|(?<!that)(?<!which)(?<!when)(?<!where)(?<!and)(?<! as)(?<!was)(?<!is) it(?=[ ?])"
)
"""What a stem does not name: "print it on a note", "introduced her to them"."""


def _quoted_in(text: Text, stem: str) -> str | None:
    """A stem that gives somebody's word for it, with the document that has it."""
    date = source_date(text)
    who, comma, asked = stem.partition(", ")
    return f"{who} (quoted in {source_name(text)}, {date}){comma}{asked}" if date else None


def _him(text: Text, stem: str) -> bool:
    """Whether *him* is somebody whom the stem does not name: "X made him a colonel" """
    him = _HIM.search(stem)
    before = text.entities.within(stem[: him.start()]) if him else ()
    people = {one.name for one in before if one.kind is Kind.PERSON}
    return him is not None and len(people) < 2  # noqa: PLR2004 - who did, and to whom


def general(text: Text, one: Statement, stem: str) -> bool:
    """Whether a stem without a known name is clear beside the name of its document: it tells of
    things in general, has a word of the title, or a name within it."""
    told = {word.small.removesuffix("s") for word in words(stem)}
    named = words(text.document.source.title)
    title = {word.small.removesuffix("s") for word in named if len(word.text) > _SHORT}
    main = main_clause(one.text)
    lasting = main is not None and not main.past and not _ONCE.search(one.text)
    general_subject = lasting and _OF_ANY.match(one.text)
    return bool(title & told) or _named(stem) or bool(general_subject)


def _named(stem: str) -> bool:
    inside = [w for w in words(stem)[1:] if w.capital and not w.text.isupper()]
    return any(w.text not in MONTHS for w in inside)


def open_ended(text: Text, stem: str) -> bool:
    """Whether a stem ends too early, or has a pronoun that it names nobody for."""
    return bool(_OPEN_END.search(stem) or _LEANS.search(stem)) or _him(text, stem)


def placed(
    text: Text, line: Line, one: Statement, stem: str, key: str, *, ages: bool, when: bool = True
) -> str | None:
    """The stem with its document in front where it needs it; None where it asks nothing clear.

    ``ages``: what it asks may be otherwise later. ``when``: it says when, or needs no date.
    """
    if open_ended(text, stem):
        return None
    clear = asks_well(text, stem)
    if not clear and not one.leans and not general(text, one, stem):
        return None
    if stem.startswith("According to "):
        return _quoted_in(text, stem)
    if ages:
        return attributed(text, stem)
    if one.leans or not clear or not (when or entitled(text)):
        return in_document(text, stem)
    return event(text, line, stem, key)


def entitled(text: Text) -> bool:
    """Whether a document has the name of what it is about for its title: an entry, no report."""
    main = text.entities.main
    return main is not None and text.document.source.title in main.aliases


def event(text: Text, line: Line, stem: str, key: str) -> str | None:
    """The stem of something that happened, with its document in front where that is about a country
    or a place in which much happens."""
    main, found = text.entities.main, in_context(text, line, stem, key)
    wide = main is not None and main.kind in _WIDE and found == stem and not entitled(text)
    if not wide or any(stands_in(part, source_name(text)) for part in key.split()):
        return found
    return in_document(text, stem)


_WIDE = frozenset({Kind.COUNTRY, Kind.CITY, Kind.REGION})
