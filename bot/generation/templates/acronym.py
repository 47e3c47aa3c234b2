"""What an acronym stands for; the rivals keep its initials."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.fuzz import ratio

from bot.generation.asking.phrasing import fits, sentence
from bot.generation.candidates import Fact, KeyKind, Proposal, Rival
from bot.generation.reading.source_names import tells
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.name_kinds import Named
from bot.generation.sentences.spans import Span
from bot.generation.templates.attribution import by_document
from bot.generation.words.table import initial_words, lines, listed

NAME = "acronym"
_DEFINED = re.compile(r"^ \((?P<short>[A-Z]{3,8})\)")
_SMALL = listed("of for the and on in de")
_RIVALS = 3
_ONE_WORD = 90
"""How alike two spellings of a word are."""


def propose(text: Text) -> Iterator[Proposal]:
    seen: set[str] = set()
    for line in text.lines:
        for named in line.names:
            match = _DEFINED.match(line.text[named.span.end :])
            if match is None or match["short"] in seen or not _spells(named.text, match["short"]):
                continue
            rivals = _rivals(named.text, match["short"])
            if len(rivals) == _RIVALS:
                seen.add(match["short"])
                yield _proposal(text, line, named, match["short"], rivals)


def _proposal(text: Text, line: Line, named: Named, short: str, rivals: Sequence[str]) -> Proposal:
    evidence = Span(named.span.start, named.span.end + len(short) + 3)
    said = sentence(f"{short} stands for {named.text}")
    untitled = text.document.source.title.islower()  # a file's name
    asked = f"What does the abbreviation {short} stand for?"
    return Proposal(
        Fact(NAME, short, "stands for", named.text, text, line, named.span, evidence),
        asked if untitled or tells(text, named.text) else by_document(text, asked),
        named.text,
        KeyKind.TOLD,
        said,
        said if fits(said) else f"{short} is spelled out where it first stands.",
        rivals=tuple(
            Rival(rival, f"The letters would fit, but {short} is not made of these words.")
            for rival in rivals
        ),
        quote=evidence,
    )


def _spells(name: str, short: str) -> bool:
    return "".join(word[0] for word in name.split() if word not in _SMALL).upper() == short


def _rivals(name: str, short: str) -> list[str]:
    """Expansions that differ in one of two words, in the other, in both.

    So each word of the four options stands in two of them, and none is made of the others' pieces.
    """
    said = name.split()
    places = [i for i, word in enumerate(said) if word in initial_words() and _others(word)]
    if len(places) < 2:  # noqa: PLR2004 - two words are changed
        return []
    first, second = places[0], places[-1]
    made = []
    for changed in ((first,), (second,), (first, second)):
        words = list(said)
        for place in changed:
            others = _others(said[place])
            words[place] = others[len(short) % len(others)]
        made.append(" ".join(words))
    twice = any(len(set(one.split())) < len(one.split()) for one in made)
    return [] if twice else made


def _others(word: str) -> list[str]:
    """Words of the table with the same initial that stand for what ``word`` does, those of nearly
    the same length first; not the same word in the other spelling."""
    for line in lines("initials.txt"):
        for column in line.split("|"):
            alike = column.split()
            if word in alike:
                found = [o for o in alike if o != word and ratio(o, word) < _ONE_WORD]
                return sorted(found, key=lambda o: (abs(len(o) - len(word)), o))[:3]
    return []
