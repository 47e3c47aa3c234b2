"""What something is called: "an exercise for reconnaissance units dubbed "Search-2021" "."""

import re
from collections.abc import Iterator

from bot.generation.asking.phrasing import fits, inner, sentence
from bot.generation.candidates import Fact, Proposal, Rival
from bot.generation.reading.source_names import source_name
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.spans import Span, words
from bot.generation.statements.standing import standing
from bot.generation.templates.attribution import source_date
from bot.generation.templates.what_called import what_called
from bot.generation.words.table import listed

NAME = "named"
_CALLED = re.compile(
    r"\b(?P<what>(?:[Aa]n?|[Tt]he) [a-z][A-Za-z' -]{2,60}?),? (?:called|named|dubbed|known as"
    r"|code-named|titled|entitled|nicknamed) (?P<quoted>\"(?P<name>[^\"]{2,40})\")"
)
_APART = re.compile(
    r"\b(?P<what>(?:[Aa]n?|[Tt]he) (?:[a-z-]+ ){0,3}(?:exercise|exercises|operation|project"
    r"|programme|program|campaign|exhibition|festival|competition|conference|forum|mission|ship|vessel|ferry"
    r"|boat|novel|film|play|opera|song|album|painting|poem|book|series|magazine|newspaper|journal"
    r"|satellite|award|prize|initiative|plan)) (?P<quoted>\"(?P<name>[^\"]{2,40})\")"
    r"(?P<of> (?:of|for|by|about) [^,;:.\"()]{5,90}?)(?=[,;.]| (?:was|were|is|are|in|has|took)\b|$)"
)
"""A name in quotes between its noun and what tells which: "the exercise "X" of the services …"."""

_NO_NOUN = listed("was is were are has had he she it they be been being also and")
_LEAST_RIVALS, _LEAST_WORDS = 2, 3


def propose(text: Text) -> Iterator[Proposal]:
    found = [(line, match) for line in text.lines for match in _called(line.text)]
    all_names = list(dict.fromkeys(match["name"].rstrip(",.") for _, match in found))
    for line, match in found:
        others = [name for name in all_names if name != match["name"].rstrip(",.")]
        made = _propose(text, line, match, others, found)
        if made is not None:
            yield made


def _called(text: str) -> Iterator[re.Match[str]]:
    if '"' in text:
        yield from _CALLED.finditer(text)
        yield from _APART.finditer(text)


def _propose(
    text: Text,
    line: Line,
    match: re.Match[str],
    others: list[str],
    found: list[tuple[Line, re.Match[str]]],
) -> Proposal | None:
    what = match["what"] + (match.groupdict().get("of") or "")
    if {word.small for word in words(what)} & _NO_NOUN:
        return None
    if len(what.split()) < _LEAST_WORDS:
        return None  # a ship
    alone = standing(text, line, inner(what), None)
    if alone is None:
        return None
    name = match["name"].rstrip(",.")
    noun = alone.split(" ", 1)[1]
    same = sum(m["what"] + (m.groupdict().get("of") or "") == what for _, m in found)
    if same > 1 or any(word in name.lower() for word in noun.lower().split() if len(word) > 3):  # noqa: PLR2004
        return None
    date = source_date(text)
    by = f"According to {source_name(text)}" + (f" ({date})" if date else "")
    stem = f"{by}, what was {the(alone)} called?"
    if not fits(stem, 220):
        return None
    span = Span(match.start("name"), match.start("name") + len(name))
    fact = Fact(
        NAME, noun, "called", name, text, line, span, Span(match.start(), match.end("quoted"))
    )
    told = {m["name"].rstrip(",."): m["what"] for _, m in found}
    rivals = tuple(
        Rival(other, sentence(f'"{other}" is the name of {told[other]}')) for other in others
    )
    said = sentence(f'{the(alone)} was called "{name}"')
    enough = rivals if len(rivals) >= _LEAST_RIVALS else ()
    short = f'It was called "{name}".'
    return what_called(fact, stem, said, short, kind=Kind.WORK, rivals=enough)


def the(phrase: str) -> str:
    """The phrase with a definite article."""
    article, _, rest = phrase.partition(" ")
    return f"the {rest}" if article in {"a", "an"} else phrase
