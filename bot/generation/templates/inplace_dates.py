"""When: the date of a statement, asked in front where its clause can be turned, else in place."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from bot.generation.asking.inner_case import lowered
from bot.generation.asking.inverting import Main, main_clause
from bot.generation.asking.phrasing import LONGEST_STEM, fits, sentence
from bot.generation.candidates import Fact, KeyKind, Proposal
from bot.generation.reading.texts import Line, Statement, Text
from bot.generation.sentences.moments import MONTHS, Moment, Precision, days, moments
from bot.generation.sentences.predicates import gerund, is_verb
from bot.generation.sentences.spans import Span, tidy, words
from bot.generation.statements.report_days import day_follows
from bot.generation.templates.dated_beside import apposed, opened
from bot.generation.templates.dated_clause import (
    BOUND,
    CUT,
    SINCE,
    UNTIL,
    happened,
    led,
    turned,
)
from bot.generation.templates.placing import COMPARED, LONGEST, NAME, Posed, placed
from bot.generation.templates.planned import planned
from bot.generation.words.verbs import Form, verb

_LEAD = re.compile(
    r"(?:in|on|during|on the (?:night|morning|evening|afternoon|day) of"
    r"|at the (?:end|beginning|start) of"
    r"|in (?:the )?(?:spring|summer|autumn|winter|fall|early|late|beginning|end|middle"
    r"|first half|second half|course) ?(?:of)?)"
)
_WH = {
    Precision.YEAR: "in which year",
    Precision.MONTH: "in which month and year",
    Precision.DAY: "on which date",
}
_YEARS = r"(?:1\d{3}|20\d{2})"
_LISTED_BEHIND = re.compile(
    r"(?:,| and| or|/|,? (?:to|until)) (?:(?:in|on|by) )?(?:early |late |mid-)?(?:[A-Z]\w+ )?\d"
)
_LISTED_BEFORE = re.compile(r"\d{4}(?:,| and| or|, and| to| until) (?:in |on )?$")
_LONGEST_IN_PLACE = 20
_AROUND = 8
"""Sentences before a day in which another year than the document's would be the day's."""


def propose_dates(text: Text, line: Line, found: tuple[Statement, ...]) -> Iterator[Proposal]:
    for moment in line.moments:
        for one in found:
            same = [m for m in moments(one.text) if m.key == moment.key]
            if len(same) != 1 or same[0].precision is Precision.LOOSE:
                continue
            made = _dated(text, line, one, moment, same[0])
            if made is not None:
                yield made
                break
    yield from _ends(text, line, found)
    yield from _days(text, line, found)


def _days(text: Text, line: Line, found: tuple[Statement, ...]) -> Iterator[Proposal]:
    """ "It was adopted on 14 September": on which date, of the year of its document?"""
    written = (text.document.source.date or "")[:4]
    around = text.lines[max(0, line.order - _AROUND) : line.order + 1]
    if any(str(one.year) != written for near in around for one in near.moments):
        return  # the year of what was told before
    for day in days(line.text):
        for one in found:
            same = [m for m in days(one.text) if m.key == day.key]
            if len(same) != 1 or day.lead not in {"on", "from", "until"}:
                continue
            made = _dated(text, line, one, day, replace(same[0], precision=Precision.DAY))
            if made is not None:
                yield replace(made, typed_stem=None, value=None)
                break


_MONTHS = "|".join(MONTHS)
_FROM_TO = re.compile(
    rf"\b[Ff]rom (?P<from>(?:(?:{_MONTHS}) )?{_YEARS}) (?:to|until|till) (?:(?:{_MONTHS}) )?"
    rf"(?P<to>{_YEARS})(?![\d–-]|s\b)"
)


def _ends(text: Text, line: Line, found: tuple[Statement, ...]) -> Iterator[Proposal]:
    """ "From 1826 to 1846 the town was the capital": until which year, from 1826 on?"""
    spans = list(_FROM_TO.finditer(line.text))
    for one in found:
        inside = list(_FROM_TO.finditer(one.text))
        if len(spans) != 1 or len(inside) != 1 or inside[0][0].lower() != spans[0][0].lower():
            continue
        main = main_clause(one.text)
        if main is not None and not main.past:
            continue  # "will press him on his work from 2005 to 2006"
        begun, ended = inside[0]["from"], inside[0]["to"]
        span = Span(inside[0].start("to"), inside[0].end("to"))
        phrase = Span(inside[0].start(), inside[0].end())
        moment = Moment(span, phrase, "until", Precision.YEAR, int(ended))
        asked = turned(text, one, moment)
        if asked is None or len(words(asked.stem)) > LONGEST:
            continue
        stem = _capital(asked.stem.format(f"from {begun} until which year"))
        whole = placed(text, line, one, stem, ended, ages=False)
        if whole is not None and fits(whole, LONGEST_STEM):
            at = Span(spans[0].start("to"), spans[0].end("to"))
            yield _proposal(text, line, replace(moment, span=at), asked, (whole, whole))
            return


_ASIDE = re.compile(r"(?<=\w), (?:an?|the|then|now|his|her|its) [^,]{3,80},? ?$")


def _without_aside(one: Statement, moment: Moment) -> Statement:
    """The statement without what is said beside a name between commas before the date."""
    before, after = one.text[: moment.phrase.start], one.text[moment.phrase.start :]
    aside = _ASIDE.search(before) if before.endswith(", ") else None
    return replace(one, text=f"{before[: aside.start()]} {after}") if aside else one


def _in_front(one: Statement, moment: Moment) -> tuple[Statement, Moment]:
    """ "The firm in 1990 announced a deal" with the date in front: "In 1990, the firm …" """
    before, after = one.text[: moment.phrase.start], one.text[moment.phrase.end :]
    said = words(after)
    name = before.rstrip()
    closes = name.endswith(",") or after.startswith(",")
    if not before or closes or not said or not is_verb(said, 0) or not moment.lead:
        return one, moment
    if any(is_verb(words(before), i) for i in range(1, len(words(before)))) or moments(before):
        return one, moment
    phrase = _capital(moment.phrase.of(one.text))
    shift = moment.phrase.start
    moved = Span(moment.span.start - shift, moment.span.end - shift)
    text = f"{phrase}, {name}{after}"
    return replace(one, text=text), replace(moment, span=moved, phrase=Span(0, len(phrase)))


def _dated(text: Text, line: Line, one: Statement, at: Moment, moment: Moment) -> Proposal | None:
    one, moment = _in_front(one, moment)
    plain = _without_aside(one, moment)
    if plain is not one:
        shift = len(one.text) - len(plain.text)
        span = Span(moment.span.start - shift, moment.span.end - shift)
        phrase = Span(moment.phrase.start - shift, moment.phrase.end - shift)
        one, moment = plain, replace(moment, span=span, phrase=phrase)
    before, after = one.text[: moment.phrase.start], one.text[moment.phrase.end :]
    if _LISTED_BEHIND.match(after) or _LISTED_BEFORE.search(before) or COMPARED.search(before):
        return None
    if one.undated and _done_on_day(line, one):
        return None
    bare_day = not moment.lead and moment.precision in {Precision.DAY, Precision.MONTH}
    wh = _WH[moment.precision]
    wh_year = _WH[Precision.YEAR]
    ages = moment.lead in SINCE or not moment.year
    if moment.lead in SINCE | UNTIL and moment.phrase.start:
        wh, wh_year = (f"{moment.lead} which {w.split(' which ')[1]}" for w in (wh, wh_year))
        asked = turned(text, one, moment)
    elif moment.lead in _COMING and moment.phrase.start:
        wh, wh_year = (f"{moment.lead} which {w.split(' which ')[1]}" for w in (wh, wh_year))
        asked, ages = _coming(text, one, moment), True
    elif (moment.lead and _LEAD.fullmatch(moment.lead)) or bare_day:
        asked = opened(text, one, moment) or apposed(text, one, moment)
        asked = asked or turned(text, one, moment)
        asked = asked or _in_place(text, one, moment)
        main = main_clause(one.text)
        ages = ages or (main is not None and planned(main, moment))
    else:
        return None
    if asked is None or len(words(asked.stem)) > LONGEST:
        return None
    stem = placed(text, line, one, _capital(asked.stem.format(wh)), moment.said, ages=ages)
    typed = placed(text, line, one, _capital(asked.stem.format(wh_year)), moment.said, ages=ages)
    if stem is None or typed is None or not fits(stem, LONGEST_STEM):
        return None
    return _proposal(text, line, replace(moment, span=at.span), asked, (stem, typed))


def _done_on_day(line: Line, one: Statement) -> bool:
    """Whether a day of the report stands at the main verb, so that a date is that of something
    else: "was convicted Friday of a theft in 2001" """
    main = main_clause(one.text)
    if main is None:
        return False
    behind = words(main.rest.of(one.text))
    before = words(one.text[: main.rest.start])
    told = before[-1] if main.verb or not behind else behind[0]
    return any(day_follows(line.text, at.end()) for at in
               re.finditer(rf"\b{re.escape(told.text)}\b", line.text))  # fmt: skip


_COMING = frozenset({"from", "by"})


def _coming(text: Text, one: Statement, moment: Moment) -> Posed | None:
    """ "will apply from May 2030", "is to be finished by 2030" """
    main = main_clause(one.text)
    return turned(text, one, moment) if main and planned(main, moment) else None


def _proposal(
    text: Text, line: Line, moment: Moment, asked: Posed, stems: tuple[str, str]
) -> Proposal:
    """``stems``: as it is asked with options, and for a typed year."""
    said = sentence(asked.told)
    return Proposal(
        Fact(NAME, asked.subject, asked.relation, moment.said, text, line, moment.span,
             Span(0, len(line.text))),
        stems[0], moment.said, KeyKind.DATE, said,
        said if fits(said) else f"The date is {moment.said}.",
        typed_stem=stems[1], value=Decimal(moment.year),
    )  # fmt: skip


def _capital(stem: str) -> str:
    return stem[:1].upper() + stem[1:]


def _simply(text: Text, main: Main, rest: str) -> str | None:
    """ "had applied for a licence in": in which year did it apply? What was later is left out."""
    done = words(rest)[:1]
    deed = verb(done[0].small, Form.PARTICIPLE) if done else None
    if main.helper != "had" or main.opening or main.adverbs or deed is None:
        return None
    if deed.base != main.deed:
        return None
    behind = tidy(rest[done[0].end :]).removesuffix(" in")
    asked = f"{{}} did {lowered(text, main.subject)} {deed.base} {behind}"
    return f"{tidy(asked)}?"


def _in_place(text: Text, one: Statement, moment: Moment) -> Posed | None:
    """ "…, founded in which year?": words and order kept, the date at the end."""
    before, after = one.text[: moment.phrase.start], one.text[moment.phrase.end :]
    aside = after.startswith(", ") and is_verb(words(after), 1)  # "completed in 1889, was built"
    ends = not after.strip() or (CUT.match(after) is not None and not aside)
    if "{" in one.text or not ends or moments(before):
        return None
    said = words(before)
    if len(said) > _LONGEST_IN_PLACE or any(w.small in BOUND for w in said):
        return None
    main = main_clause(tidy(before))
    if main is None or not main.past or main.rest.end < len(tidy(before)):
        return None
    pair = before.rstrip().endswith(",") or " and " in before[main.rest.start :]
    if pair or any(gerund(said, at) for at in range(len(said))):
        return None  # "was jailed for leading a march in": which of the two?
    rest = main.text[main.rest.start : main.rest.end]
    if not happened(text, main, rest) or (main.opening and led(text, main) is None):
        return None
    stem = _simply(text, main, rest) or f"{tidy(before)} {{}}?"
    return Posed(stem, lowered(text, main.subject), f"{main.deed} {rest}",
                  tidy(one.text[: moment.phrase.end]))  # fmt: skip
