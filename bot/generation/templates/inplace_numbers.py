"""How many: a counted noun of a statement, asked in front where the clause can be turned, else in
place."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.generation.asking.counting import counts
from bot.generation.asking.garbled import plainly
from bot.generation.asking.hyphened import hyphened
from bot.generation.asking.inner_case import lowered
from bot.generation.asking.inverting import Main, main_clause
from bot.generation.asking.phrasing import LONGEST_STEM, fits, sentence
from bot.generation.candidates import Fact, KeyKind, Proposal
from bot.generation.reading.texts import Line, Statement, Text
from bot.generation.sentences.moments import MONTHS, moments
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.predicates import is_verb, plural_verb
from bot.generation.sentences.quantities import (
    PER_CENT,
    TIMES,
    Quantity,
    noun_and_rest,
    quantities,
)
from bot.generation.sentences.spans import Span, tidy, words
from bot.generation.templates.count import GIVEN
from bot.generation.templates.placing import LONGEST, NAME, Posed, placed
from bot.generation.words.table import listed

_ROUGHLY = listed("some nearly almost around approximately roughly about")
_SAID_OF = re.compile(r", at $|\b(?:says?|said|told|claims?|adds?|added|believed?) (?:that )?$")
_AGAIN = re.compile(r" for the \w+(?:st|nd|rd|th) time| (?:more|fewer|less|later|earlier|ago)\b")
_ADJUNCT = re.compile(
    r"(?:in|on|at|by|to|from|with|for|under|over|against|during|altogether|overall|worldwide"
    r"|annually|each|every|between|across|before|after|within|through|as|since)\b"
)
_FRONTED = listed(
    "by in at to with for from into over on through across against after within during under among"
    " between"
)
"""What goes in front of "how many" with it, where it follows a verb."""

_CHANGES = listed(
    "reduce cut raise increase lower boost decrease expand shrink extend enlarge slash trim"
)
_FRONTED_BY_DEEDS = listed("by in for from within across between")
"""The same where the verb is active: "came with nine", "put on nine" go together."""

_CHANGED = frozenset({"by", "to", "at", "from"})
_OF_SHARE = re.compile(r" (?:of|in|by|from|to|for|at|a year|per|annually)\b")
_TO_SHARE = re.compile(r"\b(?:by|to|at|is|was)(?: an estimated)? $")
"""Around a share that says of what: "amounts to 2 per cent", not "offered 9 per cent"."""

_IN_FRONT = re.compile(
    r"(?P<open>(?:In|At|On|During|Under|According to) [^,]{2,50}, )?(?:A total of |Only )?"
)
_BOUNDS = frozenset({"under", "less than", "fewer than"})
_FIRM = re.compile(
    r"\b(?:have|has|had|been|with|in|into|consists?|divided?|wins?|won|lost"
    r"|(?:consists?|made|made up|composed|formed|team|group|family|set|total) of) $"
)
_CUT = re.compile(
    r",(?!\d)|;|:| (?:which|who|whom|whose|that|where|when|while|before|after|as|and|but|or|because"
    r"|so|although|though|until|since(?! (?:[A-Z]\w+ )?\d{4}\b)|including|compared|than)\b"
)
_LISTED_ON = re.compile(r"(?:, (?:the )?[A-Z][\w'-]+(?: [A-Z][\w'-]+)*)+,? (?:and|or) (?:the )?[A-Z][\w'-]+")
_BOUND = listed(
    "who which that where when whose after before while since until because than if whether but"
)
_WORTH = re.compile(r" (?:that|which) (?=(?:costs?|lasted|lasts|weighs?|houses?|holds?|seats?|contains?) $)")
"""A clause within that may be asked as it stands: "a bridge that cost nine pounds"."""

_TIME_VERBS = re.compile(
    r"\b(?:take|takes|took|taken|last|lasts|lasted|spend|spends|spent|is|was|for|within|over"
    r"|after|of|every|throughout|(?:sentenced|jailed|limited|extended|reduced|cut) to) $"
)
_PRESENT = re.compile(r"\b(?:is|are|has|have|does|do|will|can)\b")
_LONGEST_IN_PLACE, _LONGEST_UNIT = 21, 30
_TWO = 2


def propose_numbers(text: Text, line: Line, found: tuple[Statement, ...]) -> Iterator[Proposal]:
    for number in quantities(line.text):
        for one in found:
            same = [q for q in quantities(one.text) if q.digits == number.digits]
            if len(same) != 1 or not _one_noun(same[0].unit, number.unit):
                continue
            made = _counted(text, line, one, number, same[0])
            if made is not None:
                yield made
                break
    yield from _before_noun(text, line, found)


def _before_noun(
    text: Text, line: Line, found: tuple[Statement, ...]
) -> Iterator[Proposal]:
    """ "She has a four-year term": she has a term of how many years?"""
    for there in hyphened(line.text):
        for one in found:
            same = [h for h in hyphened(one.text) if h.digits == there.digits]
            again = replace(one, text=same[0].text) if len(same) == 1 else one
            number = [q for q in quantities(again.text) if q.digits == there.digits]
            if len(same) != 1 or len(number) != 1:
                continue
            at = replace(number[0], number=there.number, span=there.number)
            made = _counted(text, line, again, at, number[0])
            if made is not None:
                yield made
                break


def _one_noun(one: str, other: str) -> bool:
    """Whether two units are one, a pronoun in them named or not: "of its members" """
    same = one.startswith("of ") and other.startswith("of ") and one.split()[-1] == other.split()[-1]
    return one == other or same


def _counted(
    text: Text, line: Line, one: Statement, at: Quantity, number: Quantity
) -> Proposal | None:
    last_year = one.undated and not any(True for _ in moments(one.text))
    if last_year or not _worth_asking(one, number):
        return None
    asked = _there(one, number) or _first(one, number) or _object(text, one, number)
    asked = asked or _in_place(text, one, number)
    if asked is not None:
        asked = replace(asked, stem=_capital(plainly(_MONTH.sub("", asked.stem))))
    if asked is None or len(words(asked.stem)) > LONGEST:
        return None
    if re.search(rf"(?<![\d,.]){re.escape(number.digits)}(?![\d])", asked.stem):
        return None
    ages = _PRESENT.search(asked.told) is not None or not _past(asked.told)
    stem = placed(text, line, one, asked.stem, number.digits, ages=ages,
                  when=_dated_or_done(text, asked))  # fmt: skip
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
        quote=Span(at.number.start, at.span.end),
    )  # fmt: skip


def _worth_asking(one: Statement, number: Quantity) -> bool:
    before = _plain(one, number)
    if not counts(one.text, number) or number.about in _BOUNDS:
        return False
    lasting = number.unit in TIMES
    if number.about == "up to" and not lasting:
        return False
    if _SAID_OF.search(before) or _AGAIN.match(one.text[number.span.end :]):
        return False
    of = one.text[number.span.end :].startswith(" of ")
    if lasting and not of and not _TIME_VERBS.search(before):
        return False
    if number.unit in PER_CENT:
        return True
    if lasting and before.endswith("every "):
        return True
    return number.value > _TWO or _FIRM.search(before) is not None or "here " in before


_MONTH = re.compile(rf",? (?:in|during) (?:{'|'.join(MONTHS)})(?! \d)\b")
"""Of a year that only the document tells."""


def _past(told: str) -> bool:
    main = main_clause(told)
    return main is None or main.past


def _dated_or_done(text: Text, asked: Posed) -> bool:
    """Whether a stem says when, or tells a person's deed, or of what the document is about."""
    if any(True for _ in moments(asked.stem)):
        return True
    who = text.entities.find(asked.subject)
    main = text.entities.main
    own = main is not None and main in text.entities.within(asked.stem)
    return own or (who is not None and who.kind is Kind.PERSON)


def _how_many(number: Quantity) -> str:
    about = "about" if number.about in _ROUGHLY else number.about
    about = "more than" if about == "over" else about  # "over how many" may be a way across
    how = "what percentage" if number.unit in PER_CENT else f"how many {number.unit}"
    return f"{about} {how}".strip()


def _capital(stem: str) -> str:
    return stem[:1].upper() + stem[1:]


def _tail(after: str) -> str:
    """What belongs to the question behind the noun: the rest, up to what only adds to it."""
    cut = _CUT.search(after)
    named = cut is not None and re.search(r"\b[A-Z][\w'-]+$", after[: cut.start()])
    listed_on = _LISTED_ON.match(after, cut.start()) if cut and named and cut[0] == "," else None
    if listed_on:
        return after[: listed_on.end()] + _tail(after[listed_on.end() :])
    return after[: cut.start()] if cut else after


def _there(one: Statement, number: Quantity) -> Posed | None:
    """ "There are nine bridges in Moss": how many bridges are there in Moss?"""
    lead = re.fullmatch(r"(?P<open>.{0,60}?)\b[Tt]here (?P<be>are|were) ", _plain(one, number))
    if lead is None:
        return None
    opening = lead["open"].strip(" ,")
    if opening and not re.match(r"(?:In|At|On|Within|As of) ", opening):
        return None
    of, rest = noun_and_rest(_tail(one.text[number.span.end :]))
    first = f"{opening}, {_how_many(number)}" if opening else _capital(_how_many(number))
    if not (opening or rest or of):
        return None
    stem = tidy(f"{first}{of} {lead['be']} there {rest}")
    told = one.text[: number.span.end] + _tail(one.text[number.span.end :])
    return Posed(f"{stem}?", opening, f"be there {number.unit} {rest}", tidy(told))


def _plain(one: Statement, number: Quantity) -> str:
    return one.text[: number.span.start]


_ADDED = re.compile(r"\b(?:he|she|they|it) (?:said|says|added|adds|told)\b")


def _first(one: Statement, number: Quantity) -> Posed | None:
    """ "Nine ships were lost": how many ships were lost?"""
    before = _plain(one, number)
    lead = _IN_FRONT.fullmatch(before)
    if lead is None:
        return None
    after = one.text[number.span.end :]
    said = words(after)
    counted = words(one.text)
    shift = len(counted) - len(said)
    verb_at = next(
        (i for i in range(len(said)) if is_verb(said, i) or plural_verb(counted, i + shift)), None
    )
    if verb_at is None or any(w.text == "," or w.small in _BOUND | {"and", "or"}
                              for w in said[:verb_at]):  # fmt: skip
        return None
    behind = said[verb_at].end
    kept = after[:behind] + _tail(after[behind:])
    if len(words(kept)) < 3 or _ADDED.search(kept):  # noqa: PLR2004
        return None
    if number.unit in PER_CENT and not after.startswith(" of "):
        return None
    how = f"{lead['open']}{_how_many(number)}" if lead["open"] else _capital(_how_many(number))
    return Posed(
        f"{how}{kept}?", "", f"{number.unit}{kept}",
        tidy(one.text[: number.span.end] + kept),
    )  # fmt: skip


def _object(text: Text, one: Statement, number: Quantity) -> Posed | None:
    """ "The tower has nine bells": how many bells does the tower have? "It was signed by 12
    states": by how many states was it signed?"""
    tail = _tail(one.text[number.span.end :])
    body = tidy(one.text[: number.span.end] + tail)
    main = main_clause(body)
    if main is None or main.rest.end < number.span.end or main.deed == "be":
        return None
    skipped = body[main.rest.start : number.span.start].split()
    link = skipped.pop() if skipped and skipped[-1] in _FRONTED else ""
    if link and not main.passive and main.verb and link not in _FRONTED_BY_DEEDS:
        return None
    if link == "to" and number.unit in TIMES:
        return None  # sentenced to six years in prison
    changed = number.unit in PER_CENT and link == "by" and main.deed in _CHANGES
    if not changed and (
        len(skipped) != (0 if main.verb else 1) or (skipped and not link and _keeps(main))
    ):
        return None
    behind = words(body[number.span.end : main.rest.end])
    after, rest = noun_and_rest(body[number.span.end : main.rest.end])
    of_nothing = number.unit in PER_CENT and not after and link not in _CHANGED
    if of_nothing or any(is_verb(behind, i) for i in range(len(behind))):
        return None
    if rest and (not _ADJUNCT.match(rest) or (link and after) or re.match(r"with\b", rest)):
        return None
    subject = lowered(text, main.subject)
    wh = f"{link} {_how_many(number)}{after}".strip()
    wh = f"{main.opening}, {wh}" if main.opening else _capital(wh)
    if main.opening and not re.match(r"(?:In|At|On|During|Under|As of|By|Since|Between|From|Within) ", main.opening):
        return None
    stem = tidy(main.asked(wh, subject, f"{' '.join(skipped)} {rest}"))
    relation = f"{main.deed} {link} {number.unit}{after} {rest}"
    return Posed(f"{stem}?", subject, tidy(relation), body)


def _keeps(main: Main) -> bool:
    """Whether a passive has no object that may be asked for: "was opened nine days", but "was
    awarded nine medals"."""
    return main.passive and main.deed not in GIVEN


def _in_place(text: Text, one: Statement, number: Quantity) -> Posed | None:
    """ "… was signed by how many states?": words and order kept."""
    before = _plain(one, number)
    if before.endswith("one of the "):
        before = before.removesuffix("the ")
    said = words(_WORTH.sub(" ", before))
    if len(said) > _LONGEST_IN_PLACE or any(w.small in _BOUND for w in said):
        return None
    main = main_clause(tidy(before + "x"))
    if main is None or main.rest.end < len(tidy(before)):
        return None
    tail = _tail(one.text[number.span.end :])
    share = _OF_SHARE.match(tail) or (not tail and _TO_SHARE.search(before))
    if number.unit in PER_CENT and not share:
        return None
    first = words(main.opening)[0].small if main.opening else ""
    if first in {"like", "unlike", "despite"} or (
        first.endswith(("ed", "ing")) and first != "according"
    ):
        before = before[len(main.opening) :].lstrip(" ,")
    stem = tidy(f"{before}{_how_many(number)}{tail}")
    told = tidy(one.text[: number.span.end] + tail)
    rest = f"{main.deed} {main.text[main.rest.start : -1]}{number.unit}{tail}"
    return Posed(f"{_capital(stem)}?", lowered(text, main.subject), rest, told)
