"""How old somebody was: "died in Moss at the age of 83", "was elected, aged 34"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.generation.asking.inner_case import lowered
from bot.generation.asking.inverting import main_clause
from bot.generation.asking.phrasing import LONGEST_STEM, fits, sentence
from bot.generation.candidates import Fact, KeyKind, Proposal
from bot.generation.reading.texts import Line, Statement, Text
from bot.generation.sentences.moments import moments
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.spans import Span, tidy
from bot.generation.templates.placing import NAME, placed

_AGE = re.compile(
    r",? (?:(?:at|by) the age of|at age|aged) (?P<age>\d{1,3})(?!\d|[,.]\d| (?:to|or|and) \d)"
)
_JOINED = re.compile(r",? and [a-z]+|, ")
_YOUNGEST, _OLDEST = 3, 120


def propose_ages(text: Text, line: Line, found: tuple[Statement, ...]) -> Iterator[Proposal]:
    for one in found:
        every = list(_AGE.finditer(one.text))
        there = list(_AGE.finditer(line.text))
        if len(every) != 1 or len(there) != 1 or every[0]["age"] != there[0]["age"]:
            continue
        made = _aged(text, line, one, every[0], Span(there[0].start("age"), there[0].end("age")))
        if made is not None:
            yield made
            return


def _aged(text: Text, line: Line, one: Statement, age: re.Match[str], at: Span) -> Proposal | None:
    """The clause without the age, which stands at its end or before a phrase of time or place."""
    behind = one.text[age.end() :]
    behind = behind[: joined.start()] if (joined := _JOINED.search(behind)) else behind
    if behind and not re.match(r" (?:in|on|at|by|as|to|from|with|after)\b[^,]*$", behind):
        return None
    body = tidy(one.text[: age.start()])
    main = main_clause(body)
    if main is None or not main.past or main.helper == "had" or main.rest.end < len(body):
        return None
    named = text.entities.within(main.subject)
    who = next((e for e in named if main.subject.startswith(e.name)), None)
    if who is None or who.kind is not Kind.PERSON or main.deed in {"be", "have"}:
        return None
    rest = main.rest.of(body)
    if re.search(r" (?:and|that|who|which|when|while)\b", rest) or not 0 < len(rest + behind) < 110:  # noqa: PLR2004
        return None
    subject = lowered(text, main.subject)
    stem = main.asked("At what age", subject, tidy(f"{rest}{behind}"))
    digits = age["age"]
    when = any(True for _ in moments(stem))
    whole = placed(text, line, one, f"{stem}?", digits, ages=False, when=when or bool(who))
    if whole is None or not fits(whole, LONGEST_STEM) or not _YOUNGEST <= int(digits) <= _OLDEST:
        return None
    said = sentence(one.text[: age.end()] + behind)
    return Proposal(
        Fact(NAME, subject, f"{main.deed} {rest} aged", digits, text, line, at,
             Span(0, len(line.text))),
        whole, digits, KeyKind.NUMBER, said,
        said if fits(said) else f"The age is {digits}.",
        typed_stem=whole, value=Decimal(digits), unit="years", quote=at,
    )  # fmt: skip
