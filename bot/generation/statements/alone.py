"""Sentences that stand alone as they are, whatever their build.

Where a clause cannot be read, its words can still be kept in their order and only what is asked be
replaced: "The treaty was signed by how many states?" So nothing has to be known of the verb; but
the sentence has to stand alone, and what leans on the text is named, cut off, or refused.
"""

import re
from collections.abc import Sequence

from bot.domain.documents.source_document import BlockKind
from bot.generation.reading.texts import Line, Statement, Text
from bot.generation.sentences.moments import moments
from bot.generation.sentences.predicates import is_verb
from bot.generation.sentences.report_periods import with_years
from bot.generation.sentences.spans import Word
from bot.generation.sentences.speech import quotes_speech
from bot.generation.statements.cutting import Part, parts
from bot.generation.statements.restating import Sentence
from bot.generation.words.table import listed

_FEWEST, _MOST = 5, 30
_UNSURE = listed(
    "appear appears perhaps probably possibly likely apparently allegedly reportedly seems seem"
    " seemed arguably supposedly presumably if unless whether hopefully believe believes think"
    " thinks feel feels hope hopes hoped expect expects me my we our us you your i fears feared"
    " maybe might"
)
_MODAL = listed("may could would should")
_RETOLD = listed("become remain serve continue return go win lead found have be")
_WITHIN = listed("who which that whose whom where when because so what how")
_PARTS = listed("most some many both all several few others none one two three four half neither")
_SMALLEST_QUOTE = 3
_AROUND = 8
"""Sentences before a month in which another year than the document's may be the month's."""

_FUSED = re.compile(
    r"(?<=[a-z\d]) (?:The|In|He|She|It|They|This|These|But|And|At|On|His|Her|Its|Their|There|Some"
    r"|Many|Most|When|While|After|Since|Dozens|Hundreds"
    r"|Thousands|Millions|Scores|Several) (?=[a-z])"
)
"""A heading, or a sentence without its stop, that another one begins behind."""

_JUST = re.compile(
    r"\b(?P<helper>had|has|have|was|were) (?:just|already|soon|since)"
    r" (?=[a-z]+(?:ed|en|wn|ld|lt|nt)\b)"
)
""" "had just organised": when that was is what the text around tells."""

_ALSO = re.compile(r"\b(?P<helper>had|has|have|was|were|is|are) also(?= [a-z])")
"""Beside what the text told before."""

_BEFORE = re.compile(
    r"(?P<helper>(?<!what )(?<!which )(?<!who )(?<!that )\b(?:had|has|have)(?: been)?)"
    r" (?:previously|earlier)(?= [a-z])"
)
""" "had previously been seen in 1990": before what the text tells around it."""


def statements(text: Text, line: Line) -> tuple[Statement, ...]:
    """The parts of a line that are whole sentences and stand alone, the shortest first."""
    if line.block.kind is not BlockKind.BODY:
        return ()
    if line.order not in text.stated:
        found = [
            one for part in parts(_with_years(text, line)) if (one := _standing(text, line, part))
        ]
        shortest = sorted(dict.fromkeys(found), key=lambda one: len(one.text))
        text.stated[line.order] = tuple(shortest)
    return text.stated[line.order]


def _with_years(text: Text, line: Line) -> str:
    """The line with the year of what its document's date tells; a month only where no other year
    was told before it, which might be its own."""
    written = text.document.source.date or ""
    said = with_years(line.text, written)
    if said == line.text:
        return said
    months = [m for m in moments(said) if m.month and m.key not in {o.key for o in line.moments}]
    around = text.lines[max(0, line.order - _AROUND) : line.order]
    recent = {int(written[:4]), int(written[:4]) - 1}
    beside = around[-1].moments if around and around[-1].block.number == line.block.number else ()
    sure = all(m.year in recent for near in around for m in near.moments)
    for month in months:
        before = (m for m in line.moments if m.span.start < month.span.start)
        sure = sure and all(m.year == month.year for m in (*beside, *before))
    return said if sure or not months else line.text


def _standing(text: Text, line: Line, part: Part) -> Statement | None:
    every = part.said
    few = sum(word.is_word for word in every)
    if _FUSED.search(part.text) or part.text.count('"') % 2:
        return None
    if not _FEWEST <= few <= _MOST or _unsure(every) or _quotes(part.text):
        return None
    reader = Sentence(text, line, part.text, every, None, part.before)
    found = reader.read()
    if found is None:
        return None
    if any(True for _ in moments(found)):
        found = _BEFORE.sub(r"\g<helper>", found)
    found = _ALSO.sub(r"\g<helper>", found)
    found = _JUST.sub(lambda told: f"{told['helper']} ", found[:1].upper() + found[1:])
    return Statement(found, reader.leaning != [], part.undated)


def _quotes(said: str) -> bool:
    """Whether speech is quoted, not a title, a name or a few words."""
    if '"' not in said:
        return False
    short = all(len(piece.split()) <= _SMALLEST_QUOTE for piece in said.split('"')[1::2])
    return quotes_speech(said) and not (short and said.count('"') % 2 == 0)


def _unsure(said: Sequence[Word]) -> bool:
    """Whether a sentence gives an opinion, addresses its reader, or only says what may be, or
    begins with a part of what it does not name: "Most are" """
    first, second = said[0].small, said[1].small
    if first in _PARTS and is_verb(said, 1):
        return True
    if (
        first == "a"
        and second in {"second", "third", "fourth", "further"}
        and said[2].small != "of"
    ):
        return True
    for at, word in enumerate(said):
        if word.small in _APPEAR and at + 1 < len(said) and said[at + 1].small in _THERE:
            continue
        if word.small in _UNSURE:
            number = word.text == "I" and at > 0 and said[at - 1].capital  # World War I
            country = word.text == "US"
            if not (number or country) and (not word.capital or at == 0 or word.text == "I"):
                return True
        if word.small in _MODAL and not word.capital:
            follows = next((w for w in said[at + 1 : at + 3] if w.small not in _BETWEEN), None)
            retold = word.small == "would" and follows is not None and follows.small in _RETOLD
            if not retold and not any(w.small in _WITHIN for w in said[1:at]):
                return True
    return False


_APPEAR = listed("appear appears")
_THERE = listed("in on at as with before alongside")
_BETWEEN = listed("later also not eventually soon then again")
