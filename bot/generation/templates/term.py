"""What something is called: "the line between ice and rock is called the bergschrund", "a weir is
a low dam that …". The answer is typed."""

import re
from collections.abc import Iterator

from bot.generation.asking.phrasing import LONGEST_STEM, capitalised, fits, inner, sentence
from bot.generation.candidates import Fact, Proposal
from bot.generation.reading.anchoring import LEANING
from bot.generation.reading.source_names import source_name
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.predicates import PREPOSITIONS
from bot.generation.sentences.spans import Span, words
from bot.generation.statements.standing import standing
from bot.generation.templates.attribution import by_document
from bot.generation.templates.what_called import what_called
from bot.generation.words.table import listed

NAME = "term"
_CALLED = re.compile(
    r"^(?P<what>(?:The|An?) [^,;:()\"]{8,110}?)(?:, (?P<aside>[^,;:()\"]{3,60}),)? (?P<be>is|are)"
    r" (?:(?:also|sometimes|often|usually|generally|commonly|now) )?"
    r"(?:(?:called|termed) (?:the )?|(?:known|referred to) as (?:an? |the )?)"
    r"\"?(?P<name>[a-z][a-z-]+(?: [a-z-]+){0,2}?)\"?(?=[,.;]|$)"
)
_IS_A = re.compile(
    r"^(?P<article>An?) (?P<name>[a-z][a-z-]+(?: [a-z-]+){0,2}?) is"
    r" (?P<what>an? [^,;:()\"]{4,90}?) (?P<link>that|which|in which|whose|used|made|with)"
    r" (?P<does>[^,;:()\"]{8,90})"
    r"(?=[.;]|$)"
)
"""A thing of its sort: nothing is told of one."""

_ABSTRACT = listed(
    "problem reason result difference question way aim goal risk example case part step thing fact"
    " matter idea factor answer solution feature advantage surprise pity shame success failure"
    " sign good bad challenge cause concern worry hope man woman person friend place"
)
_NO_NAMES = listed("upon off out back up down early late often well badly important best worst")
_LEAST_WORDS, _TELLING = 3, 4


def propose(text: Text) -> Iterator[Proposal]:
    for line in text.lines:
        match = _CALLED.match(line.text) or _IS_A.match(line.text)
        made = _propose(text, line, match) if match else None
        if made is not None:
            yield made


def is_called(said: str) -> bool:
    """Whether a sentence says in the simplest way what something is called."""
    return _CALLED.match(said) is not None


def _propose(text: Text, line: Line, match: re.Match[str]) -> Proposal | None:
    name, found = match["name"], match.groupdict()
    parts = set(name.split())
    if parts & (LEANING | PREPOSITIONS | _NO_NAMES) or name.split()[-1] in _ABSTRACT:
        return None
    what = _what(text, line, match)
    if what is None or any(_alike(part, what) for part in parts):
        return None
    stem = f"what {found.get('be') or 'is'} {what} called?"
    if not _alike(name, source_name(text)):
        stem = by_document(text, stem)
    elif "be" in found:
        return None  # what is told of one thing has its document named
    stem = capitalised(stem)
    if not fits(stem, LONGEST_STEM):
        return None
    be = found.get("be") or "is"
    said = sentence(f"{what} {be} called {name}")
    span = Span(match.start("name"), match.end("name"))
    fact = Fact(NAME, what, "called", name, text, line, span, Span(0, match.end()))
    return what_called(fact, stem, said, f"It is called {name}.")


def _what(text: Text, line: Line, match: re.Match[str]) -> str | None:
    """What bears the name, so that it stands alone: of a thing and an aside the one that does."""
    more = match.groupdict()
    if "does" in more:
        what, does = (standing(text, line, match[part], None) for part in ("what", "does"))
        return f"{what} {match['link']} {does}" if what and does else None
    for said in (match["what"], more.get("aside")):
        what = standing(text, line, inner(said), None) if said else None
        persons = what and any(one.kind is Kind.PERSON for one in text.entities.within(what))
        if what and not persons and len(what.split()) >= _LEAST_WORDS:
            return what
    return None


def _alike(part: str, other: str) -> bool:
    """Whether a word of the name, or most of it, is told by other words."""
    root = part[: max(_TELLING, len(part) - 2)]
    return any(word.small.startswith(root) for word in words(other) if len(part) >= _TELLING)
