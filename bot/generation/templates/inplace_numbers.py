"""How many: which numbers of a statement are asked for, and as of when."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.generation.asking.counting import counts
from bot.generation.asking.garbled import plainly
from bot.generation.asking.hyphened import hyphened
from bot.generation.asking.inner_case import lowered
from bot.generation.asking.inverting import main_clause
from bot.generation.asking.phrasing import LONGEST_STEM, fits, sentence
from bot.generation.candidates import Fact, KeyKind, Proposal
from bot.generation.reading.source_names import source_name
from bot.generation.reading.texts import Line, Statement, Text
from bot.generation.sentences.moments import MONTHS, moments
from bot.generation.sentences.quantities import PER_CENT, TIMES, Quantity, quantities
from bot.generation.sentences.spans import Span, words
from bot.generation.statements.complements import wanting
from bot.generation.templates.counted_clause import capital, first, in_place, object_of, there
from bot.generation.templates.framed_year import framed
from bot.generation.templates.placing import COMPARED, LONGEST, NAME, placed
from bot.generation.words.saying import SAID_THAT, STATED
from bot.generation.words.table import either

_SAID_OF = re.compile(rf", at $|\b(?:{either(SAID_THAT)}|told|believed?) (?:that )?$")
_AGAIN = re.compile(r" for the \w+(?:st|nd|rd|th) time| (?:more|fewer|less|later|earlier|ago)\b")
_BOUNDS = frozenset({"under", "less than", "fewer than"})
_FIRM = re.compile(
    r"\b(?:have|has|had|been|with|in|into|consists?|divided?|wins?|won|lost"
    r"|(?:consists?|made|made up|composed|formed|team|group|family|set|total) of) $"
)
_TIME_VERBS = re.compile(
    r"\b(?:take|takes|took|taken|last|lasts|lasted|spend|spends|spent|is|was|for|within|over"
    r"|after|of|every|throughout|(?:sentenced|jailed|limited|extended|reduced|cut) to) $"
)
_PRESENT = re.compile(r"\b(?:is|are|has|have|does|do|will|can)\b")
_LONGEST_UNIT = 30
_TWO = 2


def propose_numbers(text: Text, line: Line, found: tuple[Statement, ...]) -> Iterator[Proposal]:
    for number in quantities(line.text):
        for one in (_by_word(text, one) for one in found):
            same = [q for q in quantities(one.text) if q.digits == number.digits]
            if len(same) != 1 or not _one_noun(same[0].unit, number.unit):
                continue
            made = _counted(text, line, one, number, same[0])
            if made is not None:
                yield made
                break
    yield from _before_noun(text, line, found)


_BY_WORD = re.compile(
    r"(?P<who>(?!An? |He |She |It |They |Some )[A-Z]"
    r"(?:(?! (?:has|have|had|is|was|to|will|that) )[^,]){3,60}?)"
    rf" (?:{either(STATED)}|say|report|estimate[sd]?)(?: that)?"
    r" (?P<told>(?:about |some |nearly |almost |more than |at least |around |[$£€])?"
    r"(?:\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve).*)"
)


_NOT_WHO = re.compile(r"\b(?:an?|the|by|to|of|at|in|is|was|are|were|be|been|and|or)$")


def _by_word(text: Text, one: Statement) -> Statement:
    """ "The office says 13 houses burned" by whose word it is: "According to the office, 13 …" """
    told = _BY_WORD.fullmatch(one.text)
    if told is None or " " not in told["told"] or _NOT_WHO.search(told["who"]):
        return one
    return replace(one, text=f"According to {lowered(text, told['who'])}, {told['told']}")


def _before_noun(text: Text, line: Line, found: tuple[Statement, ...]) -> Iterator[Proposal]:
    """ "She has a four-year term": she has a term of how many years?"""
    for measure in hyphened(line.text):
        for one in found:
            same = [h for h in hyphened(one.text) if h.digits == measure.digits]
            again = replace(one, text=same[0].text) if len(same) == 1 else one
            number = [q for q in quantities(again.text) if q.digits == measure.digits]
            if len(same) != 1 or len(number) != 1:
                continue
            at = replace(number[0], number=measure.number, span=measure.number)
            made = _counted(text, line, again, at, number[0])
            if made is not None:
                yield made
                break


def _one_noun(one: str, other: str) -> bool:
    """Whether two units are one, a pronoun in them named or not: "of its members" """
    parts = one.startswith("of ") and other.startswith("of ")
    same = parts and one.rsplit(maxsplit=1)[-1] == other.rsplit(maxsplit=1)[-1]
    return one == other or same


def _counted(
    text: Text, line: Line, one: Statement, at: Quantity, number: Quantity
) -> Proposal | None:
    if not _worth_asking(one, number):
        return None
    asked = there(one, number) or first(one, number) or object_of(text, one, number)
    asked = asked or in_place(text, one, number)
    if asked is not None:
        asked = replace(asked, stem=capital(plainly(_MONTH.sub("", asked.stem))))
    if asked is None or len(words(asked.stem)) > LONGEST or wanting(words(asked.told)):
        return None
    if re.search(rf"(?<![\d,.]){re.escape(number.digits)}(?![\d])", asked.stem):
        return None
    year = framed(text, line, asked.stem)
    if year is not None:
        told = f"{asked.told} in {year.year}"
        asked = replace(asked, stem=f"{asked.stem[:-1]} in {year.year}?", told=told)
    when = any(True for _ in moments(asked.stem))
    ages = _PRESENT.search(asked.told) is not None or not _past(asked.told)
    recent = not when and (one.undated or number.unit in PER_CENT or _QUARTER.search(asked.told))
    recent = recent and not re.search(r"\b\d{4}\b", source_name(text))
    stem = placed(text, line, one, asked.stem, number.digits, ages=ages or bool(recent), when=when)
    if stem is None or not fits(stem, LONGEST_STEM):
        return None
    said = sentence(asked.told)
    unit = number.unit if number.unit in PER_CENT else number.noun
    return Proposal(
        Fact(NAME, asked.subject, asked.relation, number.digits, text, line, at.number,
             Span(0, len(line.text))),
        stem, number.digits, KeyKind.NUMBER, said,
        said if fits(said) else f"The number is {number.digits}.",
        typed_stem=stem, value=number.value,
        unit=unit if unit and fits(unit, _LONGEST_UNIT) else None,
        quote=Span(at.number.start, at.span.end), also=(year.cited,) if year else (),
    )  # fmt: skip


def _worth_asking(one: Statement, number: Quantity) -> bool:
    before, after = one.text[: number.span.start], one.text[number.span.end :]
    if not counts(one.text, number) or number.about in _BOUNDS:
        return False
    lasting = number.unit in TIMES
    timely = after.startswith(" of ") or _TIME_VERBS.search(before)
    if (number.about == "up to" and not lasting) or (lasting and not timely):
        return False
    if _SAID_OF.search(before) or _AGAIN.match(after) or COMPARED.search(before):
        return False
    each = number.unit in PER_CENT or (lasting and before.endswith("every "))
    telling = number.value > _TWO or _FIRM.search(before) is not None or "here " in before
    return each or telling


_MONTH = re.compile(rf",? (?:in|during) (?:{'|'.join(MONTHS)})(?! \d)\b")
"""Of a year that only the document tells."""


_QUARTER = re.compile(r"\b(?:quarter|half|season|period|week|month|year)\b(?! (?:of [a-zA-Z]|ago))")
"""A span of time that only the document's date tells apart."""


def _past(told: str) -> bool:
    main = main_clause(told)
    return main is None or main.past
