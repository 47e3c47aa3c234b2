"""A statement with its number or date replaced by what asks for it: "… in which year?" """

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.generation.asking import LONGEST_STEM, fits, sentence
from bot.generation.candidates import Fact, KeyKind, Proposal
from bot.generation.context import asks_well, in_context, in_document
from bot.generation.corpus import Line, Text
from bot.generation.moments import Moment, Precision, dated, moments
from bot.generation.predicates import is_verb
from bot.generation.quantities import PER_CENT, TIMES, Quantity, quantities
from bot.generation.spans import Span, tidy, words
from bot.generation.statements import Statement, statements
from bot.generation.templates.attribution import attributed, by_document
from bot.generation.words.table import listed

NAME = "inplace"
_LEADS = frozenset({"in", "on"})
_BOUNDS = listed("over under") | {"more than", "less than", "fewer than", "at least", "up to"}
_WH = {
    Precision.YEAR: "in which year",
    Precision.MONTH: "in which month of which year",
    Precision.DAY: "on which date",
}
_FEW = 6
_PRESENT = re.compile(r"\b(?:is|are|has|have|does|do)\b")
_ROUGHLY = listed("some nearly almost around approximately roughly about")


def propose(text: Text) -> Iterator[Proposal]:
    for line in text.lines:
        if not (line.moments or quantities(line.text)):
            continue
        found = statements(text, line)
        if not found:
            continue
        yield from _dates(text, line, found)
        yield from _numbers(text, line, found)


def _dates(text: Text, line: Line, found: tuple[Statement, ...]) -> Iterator[Proposal]:
    for moment in line.moments:
        for one in found:
            inside = [m for m in moments(one.text)]
            if len(inside) != 1 or inside[0].precision is Precision.LOOSE or inside[0].key != moment.key:
                continue
            made = _dated(text, line, one, moment, inside[0])
            if made is not None:
                yield made
                break


def _dated(text: Text, line: Line, one: Statement, at: Moment, moment: Moment) -> Proposal | None:
    fronted = moment.phrase.start == 0
    if moment.lead not in _LEADS:
        return None
    before, after = one.text[: moment.phrase.start], one.text[moment.phrase.end :]
    wh = _WH[moment.precision]
    if _in_clause(before):
        return None
    if fronted:
        rest = after.lstrip(" ,")
        if _complex(rest):
            stem = f"{wh[:1].upper()}{wh[1:]} was it that {_inner(rest, text)}?"
        else:
            stem = f"{rest[:1].upper()}{rest[1:]} {wh}?"
    elif not after.strip():
        stem = f"{before.rstrip(' ,')} {wh}?"
    elif len(after.split()) <= _FEW and not _complex(after):
        stem = f"{tidy(before)}{after} {wh}?" if not after.startswith(",") else ""
    else:
        stem = f"{before}{wh}{after}?" if not after.startswith(",") else ""
    if not stem:
        return None
    stem = _placed(text, line, one, stem, moment.said)
    if stem is None:
        return None
    typed = stem
    for phrase in list(_WH.values())[1:]:
        typed = typed.replace(phrase, "in which year").replace(phrase.capitalize(), "In which year")
    said = sentence(one.text)
    return Proposal(
        Fact(NAME, one.text[:40], stem, moment.said, text, line, at.span, Span(0, len(line.text))),
        stem, moment.said, KeyKind.DATE, said,
        said if fits(said) else f"The date is {moment.said}.",
        typed_stem=typed, value=Decimal(moment.year),
    )


def _inner(rest: str, text: Text) -> str:
    first = rest.split(" ", 1)[0]
    return rest[:1].lower() + rest[1:] if first in {"The", "A", "An"} else rest


def _complex(after: str) -> bool:
    said = words(after)
    return sum(is_verb(said, i) for i in range(1, len(said))) > 1 or any(
        w.small in {"that", "which", "who", "where", "when", "and", "after", "before"} for w in said
    )


def _in_clause(before: str) -> bool:
    """Whether a date stands in a clause within the sentence, so that it dates something else."""
    said = words(before)
    for at in range(len(said) - 1, -1, -1):
        if said[at].small in {"who", "which", "that", "where", "when", "whose", "after", "before", "while", "as", "since", "until", "because", "for", "than"}:
            return True
    return False


def _numbers(text: Text, line: Line, found: tuple[Statement, ...]) -> Iterator[Proposal]:
    for number in quantities(line.text):
        for one in found:
            same = [q for q in quantities(one.text) if q.digits == number.digits]
            if len(same) != 1 or same[0].unit != number.unit:
                continue
            made = _counted(text, line, one, number, same[0])
            if made is not None:
                yield made
                break


def _counted(text: Text, line: Line, one: Statement, at: Quantity, number: Quantity) -> Proposal | None:
    if number.about in _BOUNDS or number.unit in TIMES:
        return None
    before, after = one.text[: number.span.start], one.text[number.span.end :]
    front = before and ("," in before) and not is_any_verb(before)
    if front or _in_clause(before):
        return None
    about = "about " if number.about in _ROUGHLY else ""
    if number.unit in PER_CENT:
        if not re.match(r" (?:of|in|by|from|to|for|at|a year|per)\b|$|,", after):
            return None
        how = "what percentage"
    else:
        how = f"how many {number.unit}"
    stem = tidy(f"{before}{about}{how}{after}") + "?"
    stem = stem[:1].upper() + stem[1:]
    if len(re.findall(re.escape(number.digits), stem)):
        return None
    stem = _placed(text, line, one, stem, number.digits)
    if stem is None:
        return None
    said = sentence(one.text)
    return Proposal(
        Fact(NAME, one.text[:40], stem, number.digits, text, line, at.number, Span(0, len(line.text))),
        stem, number.digits, KeyKind.NUMBER, said,
        said if fits(said) else f"The number is {number.digits}.",
        typed_stem=stem, value=number.value,
        unit=number.unit if fits(number.unit, 30) else None,
        quote=Span(at.number.start, at.span.end),
    )


def is_any_verb(phrase: str) -> bool:
    said = words(phrase)
    return any(is_verb(said, i) for i in range(1, len(said)))


def _placed(text: Text, line: Line, one: Statement, stem: str, key: str) -> str | None:
    if not asks_well(text, stem) and not one.leans:
        return None
    if not fits(stem, LONGEST_STEM):
        return None
    if _PRESENT.search(one.text):
        return attributed(text, stem)
    if one.leans:
        return in_document(text, stem)
    return in_context(text, line, stem, key)
