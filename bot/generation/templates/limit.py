"""How much a rule allows or asks: "accidents must be reported within 24 hours", "set it at 75
degrees". The document whose rule it is stands in front."""

import re
from collections.abc import Iterator

from bot.generation.asking.phrasing import LONGEST_STEM, fits, inner, sentence
from bot.generation.candidates import Fact, KeyKind, Proposal
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.quantities import PER_CENT, Quantity, quantities
from bot.generation.sentences.spans import Span, tidy
from bot.generation.statements.standing import standing
from bot.generation.templates.attribution import by_document
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, verb

NAME = "limit"
_MUST = re.compile(
    r"^(?P<what>[A-Z][^,;:()\"]{2,70}?) (?:(?P<aux>must|shall|should|may only|can only|has to"
    r"|have to|is to|are to) be|(?P<be>is|are)) (?P<done>[a-z]+)(?P<rest>(?: [^,;:()\"]+?)??)"
    r"(?P<link> (?:within|for|every|after|at|to|by))? $"
)
_DO = re.compile(
    r"^(?P<do>[A-Z][a-z]+) (?P<what>(?:an?|the|all|every|each|any) [^,;:()\"]{2,60}?)"
    r"(?P<link> (?:within|for|every|after|at|to))? $"
)
_TAIL = re.compile(
    r"(?P<tail>(?: (?:of|before|after|from|in|on|a|per|each) [^,;:()\"]{2,50}?)?)(?=[,.;:]|$)"
)
_SEVERAL = listed("all any")
_ONCE = {"every": "once in"}


def propose(text: Text) -> Iterator[Proposal]:
    for line in text.lines:
        for number in quantities(line.text):
            before = line.text[: number.span.start]
            tail = _TAIL.match(line.text[number.span.end :])
            rule = _MUST.match(before) or _DO.match(before)
            made = _propose(text, line, number, rule, tail["tail"]) if rule and tail else None
            if made is not None:
                yield made


def _propose(
    text: Text, line: Line, number: Quantity, rule: re.Match[str], after: str
) -> Proposal | None:
    asked = _asked(text, line, rule)
    tail = standing(text, line, after, None) if after.strip() else ""
    if asked is None or tail is None or " not " in rule[0]:
        return None
    aux, what, deed = asked
    how_many = "what percentage" if number.unit in PER_CENT else f"how many {number.unit}"
    link = (rule["link"] or "").strip()
    if not link and not number.about:
        return None  # "set the clock two hours back": nothing bounds it
    wh = tidy(f"{_ONCE.get(link, link)} {number.about} {how_many}")
    stem = by_document(text, tidy(f"{wh} {aux} {what} {deed} {tail}") + "?")
    if not fits(stem, LONGEST_STEM):
        return None
    unit = "" if number.unit in PER_CENT else number.unit
    amount = tidy(f"{link} {number.about} {number.digits} {number.unit} {tail}")
    said = sentence(tidy(f"{what} {aux} {deed} {amount}"))
    fact = Fact(NAME, what, f"{deed} {link} {unit}", number.digits, text, line, number.number,
                Span(0, number.span.end))  # fmt: skip
    return Proposal(
        fact,
        stem,
        number.digits,
        KeyKind.NUMBER,
        said,
        said if fits(said) else f"The number is {number.digits}.",
        typed_stem=stem,
        value=number.value,
        unit=number.unit,
        quote=Span(number.number.start, number.span.end),
    )


def _kept(rule: re.Match[str]) -> bool:
    """Whether what is done is a rule for how long or how often: "records are kept for a year" """
    return (rule["link"] or "").strip() in {"within", "for", "every"}


def _asked(text: Text, line: Line, rule: re.Match[str]) -> tuple[str, str, str] | None:
    """Auxiliary, subject and deed of the question: "are", "all falls", "to be entered"."""
    what = standing(text, line, inner(rule["what"]), None)
    if what is None:
        return None
    what = what[:1].lower() + what[1:]
    if "do" in rule.groupdict():
        deed = verb(rule["do"].lower(), Form.BASE)
        be = "are" if what.split()[0] in _SEVERAL and what.endswith("s") else "is"
        return (be, what, f"to be {deed.participle}") if deed else None
    rest = standing(text, line, rule["rest"].strip(), None) if rule["rest"].strip() else ""
    if verb(rule["done"], Form.PARTICIPLE) is None or rest is None:
        return None
    done = tidy(f"{rule['done']} {rest}")
    if rule["be"]:
        return (rule["be"], what, done) if _kept(rule) else None
    aux, _, more = rule["aux"].partition(" ")
    if aux in {"has", "have"}:
        aux, more = "must", ""
    return aux, what, tidy(f"{more} be {done}")
