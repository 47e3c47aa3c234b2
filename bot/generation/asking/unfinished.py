"""What a question leaves open that its text tells: to what a commitment is, from what somebody has
withdrawn, of which of those told of before so many are, in which time."""

import re
from collections.abc import Callable

from bot.generation.asking.phrasing import inner
from bot.generation.candidates import KeyKind, Proposal
from bot.generation.reading.texts import Text
from bot.generation.sentences.content import content
from bot.generation.sentences.moments import MONTHS, moments
from bot.generation.sentences.name_kinds import Kind, demonym
from bot.generation.sentences.quantities import quantities
from bot.generation.sentences.spans import words
from bot.generation.words.table import listed, names
from bot.generation.words.verbs import Form, verb

_NAMED = re.compile(r'"[^"]*"(?: \([^()]*\))?')
_VERBS = listed(
    "withdraw contribute respond qualify apply agree object comply participate refuse decline reply"
    " react consent resort refer rely depend belong subscribe"
)
"""Verbs that say little without what they go on to."""

_NOUNS = listed(
    "bid commitment contribution pledge objection application attempt complaint request appeal"
    " allegation response reply proposal subscription donation opposition reaction"
)
_GOES_ON = r"(?! (?:of|for|to|against|on|about|over|that|by|from|with|in|at)\b)"
_IN_TIME = re.compile(
    r"(?:(?P<then>At (?:that|the) time|Then|That (?:year|day|month)|(?:In )?[Tt]he (?:same|next"
    r"|following) (?:year|day|week|month)|[A-Z]\w+ (?:days|weeks|months|years) (?:later|earlier)),?"
    r"|(?P<span>(?:During|Within|Throughout|Over) [^,]{3,60}),) "
)
_RECENT = re.compile(
    r"\b(?:past|last|recent|coming|next) (?:few |couple of )?(?:hours?|days?|weeks?|months?)\b"
)
_WHEN_ENDS = re.compile(r" (?:in|since|by|on) (?:[A-Za-z]+ )?\d{4}\?$")


def incomplete(text: Text, one: Proposal) -> bool:
    """Whether a verb that ends a stem, or the noun it is about, wants a complement."""
    if one.kind not in {KeyKind.NUMBER, KeyKind.DATE}:
        return False
    bare = _WHEN_ENDS.sub("?", _NAMED.sub("", one.stem))
    last = words(bare.rstrip("?"))[-1].small
    forms = (verb(last, form) for form in (Form.BASE, Form.PARTICIPLE, Form.PAST))
    if any(found is not None and found.base in _VERBS for found in forms):
        return True
    title = text.document.source.title.lower()
    heads = (one.unit or "", one.fact.subject.split(" of ")[0])
    for head in heads:
        noun = head.rsplit(" ", 1)[-1]
        single = noun.removesuffix("s")
        if single in _NOUNS and single not in title:
            return re.search(rf"\b{re.escape(noun)}\b{_GOES_ON}", bare) is not None
    return False


def some_of_those(text: Text, one: Proposal) -> bool:
    """Whether fewer are asked for than the sentence before counts: "… 160 children were taken. A
    hundred children came back": a hundred of those."""
    line = one.fact.line
    before = text.lines[line.order - 1] if line.order else None
    if one.kind is not KeyKind.NUMBER or one.value is None or before is None:
        return False
    if before.block.number != line.block.number or inner(one.fact.subject):
        return False
    own = [q for q in quantities(line.text) if q.value == one.value]
    counted = {q.unit for q in own if q.unit.islower()}
    more = any(q.unit in counted and q.value > one.value for q in quantities(before.text))
    return more and not moments(_NAMED.sub("", one.stem))


_STATE = re.compile(
    r"the (?:[a-z]+ )?(?:authorities|government|officials|decision-makers|leadership|lawmakers"
    r"|legislature|regulators?)"
)


def of_no_state(text: Text, one: Proposal) -> bool:
    """Whether "the authorities" are those of a country that neither the stem nor its document's
    name tells."""
    dated = one.kind in {KeyKind.NUMBER, KeyKind.DATE}
    if not dated or not _STATE.fullmatch(one.fact.subject):
        return False
    main = text.entities.main
    if main is not None and main.kind in _LANDS and main.name in one.stem:
        return False
    return not any(demonym(w.text) or w.text in names("countries.txt") for w in words(one.stem))


_LANDS = frozenset({Kind.COUNTRY, Kind.CITY, Kind.REGION})
_PRICED = re.compile(
    r"\b(?:clos|trad|settl|quot|end|open|finish)(?:e|ed|d|es|s|ing) (?:[a-z]+ ){0,2}at (?:about )?"
    r"how many|\b(?:shares?|stocks?|dollar|euro|pound|yen|yuan|ruble|rouble|index|crude|gold|oil)"
    r" (?:[a-z]+ )+(?:to|at) (?:about |more than |less than )?how many"
)


def day_price(_text: Text, one: Proposal) -> bool:
    """Whether what something cost on a day is asked: "the shares closed at how many crowns?" """
    return one.kind is KeyKind.NUMBER and _PRICED.search(_NAMED.sub("", one.stem)) is not None


def of_that_time(_text: Text, one: Proposal) -> bool:
    """Whether a number is that of a time which stands in front of its sentence only, "During the
    siege, they fired 900 shells", or that only its day tells: "in the past week"."""
    counted = one.kind is KeyKind.NUMBER and one.fact.template in {"count", "inplace"}
    told = _IN_TIME.match(one.fact.line.text) if counted else None
    if counted and _RECENT.search(one.stem):
        return True
    if told is None or moments(_NAMED.sub("", one.stem)):
        return False
    return not told["span"] or not content(told["span"]) <= content(one.stem)


_CHANGES = listed(
    "rise fall drop grow decline increase decrease shrink sink climb jump gain slip surge weaken"
    " strengthen soar plunge tumble edge advance retreat rally"
)


def change_of_what(text: Text, one: Proposal) -> bool:
    """ "the population of Western Europe fell by 95 per cent": that of a falcon."""
    deed = one.fact.relation.split()[0]
    if one.fact.template not in {"count", "inplace"} or deed not in _CHANGES:
        return False
    dated = any(True for _ in moments(_NAMED.sub("", one.stem)))
    named = text.entities.within(one.fact.subject)
    return not dated or not (
        named if one.fact.template == "inplace" else text.entities.main in named
    )


_MONTH = re.compile(rf"\b(?:in|during|since|until) (?:{'|'.join(MONTHS)})\b(?! \d{{4}})")


def month_of_no_year(_text: Text, one: Proposal) -> bool:
    """ "in February": of which year?"""
    return one.kind is not KeyKind.TOLD and _MONTH.search(one.stem) is not None


_DAY = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{'|'.join(MONTHS)})|(?:{'|'.join(MONTHS)})"
    r" \d{1,2}(?:st|nd|rd|th)?)\b"
)
_YEAR = re.compile(r"\b(?:1\d{3}|20\d{2})\b")


def day_of_no_year(_text: Text, one: Proposal) -> bool:
    """ "on 23 February", "hit on March 11th": of which year? The document in front may tell."""
    told = one.kind in {KeyKind.NUMBER, KeyKind.NAME} and _DAY.search(_NAMED.sub("", one.stem))
    return bool(told) and _YEAR.search(one.stem) is None


_OPEN_END = re.compile(
    r"\b(?:stake|membership|grant(?:ed)? independence|(?:its|their|his|her) position"
    r"|join(?:ed)? together)\?$"
    r"|\bdid [^?,]* arrive (?:at|in) (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)?\?$"
)


_DATE_ENDS = re.compile(
    rf",? (?:in|on|since|by) (?:\d{{1,2}} )?(?:(?:{'|'.join(MONTHS)}) )?(?:\d{{1,2}}, )?\d{{4}}\?$"
)


def left_open(_text: Text, one: Proposal) -> bool:
    """ "acquire the stake": in what? "arrive at Moss": for what, of several times?"""
    bare = _DATE_ENDS.sub("?", _NAMED.sub("", one.stem))
    return one.kind is not KeyKind.TOLD and _OPEN_END.search(bare) is not None


_BARE_UNITS = listed("pairs pieces units items points parts places times shares votes")


def of_what(_text: Text, one: Proposal) -> bool:
    """ "how many pairs": of what?"""
    unit = one.unit if one.kind is KeyKind.NUMBER else None
    return unit in _BARE_UNITS and f"{unit} of " not in one.stem


_ABOARD = re.compile(r"\b(?:on board|aboard)(?= ?[?,]| (?:at|in|when|and|on|during|that)\b)")


def on_what(_text: Text, one: Proposal) -> bool:
    """ "how many people were on board": on board what?"""
    bare = _NAMED.sub("", one.stem)
    if _ABOARD.search(bare) is None:
        return False
    return " the " not in bare and not any(word.capital for word in words(bare)[1:])


UNFINISHED: tuple[Callable[[Text, Proposal], bool], ...] = (
    of_what,
    on_what,
    change_of_what,
    month_of_no_year,
    day_of_no_year,
    left_open,
    incomplete,
    some_of_those,
    of_that_time,
    day_price,
    of_no_state,
)
