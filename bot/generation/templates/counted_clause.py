"""A counted noun of a statement: asked for in front where its clause can be turned, else in
place."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.generation.asking.inner_case import lowered
from bot.generation.asking.inverting import Main, main_clause
from bot.generation.reading.texts import Statement, Text
from bot.generation.sentences.predicates import is_verb, plural_verb
from bot.generation.sentences.quantities import PER_CENT, TIMES, Quantity, noun_and_rest
from bot.generation.sentences.spans import Span, Word, tidy, words
from bot.generation.templates.count_shapes import GIVEN
from bot.generation.templates.counted_tail import tail, with_when
from bot.generation.templates.placing import Posed
from bot.generation.words.saying import SAID_THAT
from bot.generation.words.table import either, listed
from bot.generation.words.verbs import Form, verb

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

_MOVES = listed("increase rise grow climb jump gain fall drop decline decrease shrink slip surge")
"""What may move by a share without a *by*: "fell 5 percent"."""

_CHANGED = frozenset({"by", "to", "at", "from"})
_OF_SHARE = re.compile(r" (?:of|in|by|from|to|for|at|a year|per|annually)\b")
_TO_SHARE = re.compile(r"\b(?:by|to|at|is|was)(?: an estimated)? $")
"""Around a share that says of what: "amounts to 2 per cent", not "offered 9 per cent"."""

_IN_FRONT = re.compile(
    r"(?P<open>(?:In|At|On|During|Under|According to) [^,]{2,50}, )?(?:A total of |Only )?"
)
_OPENS = re.compile(r"(?:In|At|On|During|Under|As of|By|Since|Between|From|Within) ")
_BOUND = listed(
    "who which that where when whose after before while since until because than if whether but"
)
_WORTH = re.compile(
    r" (?:that|which) (?=(?:costs?|lasted|lasts|weighs?|houses?|holds?|seats?|contains?) $)"
)
"""A clause within that may be asked as it stands: "a bridge that cost nine pounds"."""

_ONLY = re.compile(r"\b(?:only|just|even) ?")
"""What tells that a number is small or large, not what is counted."""

_LONGEST_IN_PLACE = 21


def _how_many(number: Quantity) -> str:
    how = "what percentage" if number.unit in PER_CENT else f"how many {number.unit}"
    return f"{number.asked} {how}".strip()


def capital(stem: str) -> str:
    return stem[:1].upper() + stem[1:]


def there(one: Statement, number: Quantity) -> Posed | None:
    """ "There are nine bridges in Moss": how many bridges are there in Moss?"""
    lead = re.fullmatch(r"(?P<open>.{0,60}?)\b[Tt]here (?P<be>are|were) ", _before(one, number))
    if lead is None:
        return None
    opening = lead["open"].strip(" ,")
    if opening and not re.match(r"(?:In|At|On|Within|As of) ", opening):
        return None
    of, rest = noun_and_rest(tail(one.text[number.span.end :]))
    first = f"{opening}, {_how_many(number)}" if opening else capital(_how_many(number))
    if not (opening or rest or of):
        return None
    stem = tidy(f"{first}{of} {lead['be']} there {rest}")
    told = one.text[: number.span.end] + tail(one.text[number.span.end :])
    return Posed(f"{stem}?", opening, f"be there {number.unit} {rest}", tidy(told))


def _before(one: Statement, number: Quantity) -> str:
    return one.text[: number.span.start]


_INCLUDING = re.compile(
    r"^(?:,? including [^,]{3,60},| including (?:[\w-]+ ){1,3}?)"
    r" ?(?=(?:have|has|had|was|were|are|is|died|will|[a-z]+ed)\b)"
)
_THEN = listed("was were is are has have had will")
_SEVERAL = {"was": "were", "is": "are", "has": "have"}
"""Verbs as they go with what a total is of."""

_ADDED = re.compile(rf"\b(?:he|she|they|it) (?:{either(SAID_THAT)}|told)\b")


def first(one: Statement, number: Quantity) -> Posed | None:
    """ "Nine ships were lost": how many ships were lost?"""
    before = _before(one, number)
    lead = _IN_FRONT.fullmatch(before)
    if lead is None:
        return None
    after = _INCLUDING.sub(" ", one.text[number.span.end :], count=1)
    said = words(after)
    counted = words(one.text[: number.span.end] + after)
    shift = len(counted) - len(said)
    verb_at = next(
        (i for i in range(len(said)) if _of_many(said, i) or plural_verb(counted, i + shift)), None
    )
    if verb_at is not None and said[0].small in {"who", "that"}:
        verb_at = next((i for i in range(verb_at + 1, len(said)) if said[i].small in _THEN), None)
        relative = 1
    else:
        relative = 0
    if verb_at is None or any(w.text == "," or w.small in _BOUND | {"and", "or"}
                              for w in said[relative:verb_at]):  # fmt: skip
        return None
    behind = said[verb_at].end
    if lead[0].endswith("A total of "):
        several = _SEVERAL.get(said[verb_at].small, said[verb_at].text)
        after = f"{after[: said[verb_at].start]}{several}{after[behind:]}"
        behind = said[verb_at].start + len(several)
    kept = after[:behind] + with_when(after[behind:])
    if len(words(kept)) < 3 or _ADDED.search(kept):  # noqa: PLR2004
        return None
    if number.unit in PER_CENT and not after.startswith(" of "):
        return None
    how = f"{lead['open']}{_how_many(number)}" if lead["open"] else capital(_how_many(number))
    return Posed(
        f"{how}{kept}?", "", f"{number.unit}{kept}",
        tidy(one.text[: number.span.end] + kept),
    )  # fmt: skip


def _of_many(said: Sequence[Word], at: int) -> bool:
    """Whether a verb stands here that several may do: "six sets of sanctions" has none."""
    small = said[at].small
    one = verb(small, Form.PRESENT) is not None and verb(small, Form.PAST) is None
    return is_verb(said, at) and not (one and small.endswith("s") and small not in _THEN)


def object_of(text: Text, one: Statement, number: Quantity) -> Posed | None:
    """ "The tower has nine bells": how many bells does the tower have? "It was signed by 12
    states": by how many states was it signed?"""
    body = tidy(one.text[: number.span.end] + tail(one.text[number.span.end :]))
    main = main_clause(body)
    if main is None or main.rest.end < number.span.end or main.deed == "be":
        return None
    main = _done(text, main)
    skipped = body[main.rest.start : number.span.start].split()
    link = skipped.pop() if skipped and skipped[-1] in _FRONTED else ""
    if not _may_front(main, number, link, skipped):
        return None
    if number.unit in PER_CENT and main.verb and not link and main.deed in _MOVES:
        link = "by"
    after, rest = noun_and_rest(body[number.span.end : main.rest.end])
    if not _ends_plainly(body[number.span.end : main.rest.end], number, link):
        return None
    if main.opening and not _OPENS.match(main.opening):
        return None
    subject = lowered(text, main.subject)
    main = replace(main, adverbs=_ONLY.sub("", main.adverbs).strip())
    wh = f"{link} {_how_many(number)}{after}".strip()
    wh = f"{main.opening}, {wh}" if main.opening else capital(wh)
    stem = tidy(main.asked(wh, subject, f"{' '.join(skipped)} {rest}"))
    relation = f"{main.deed} {link} {number.unit}{after} {rest}"
    return Posed(f"{stem}?", subject, tidy(relation), body)


def _done(text: Text, main: Main) -> Main:
    """ "Nine gunmen have killed" as something done: "how many have nine gunmen killed" would read
    as if they had so many."""
    first = words(lowered(text, main.subject))[0]
    said = words(main.rest.of(main.text))
    done = verb(said[0].small, Form.PARTICIPLE) if said else None
    known = first.capital or first.small in _KNOWN
    if main.helper != "have" or main.verb is not None or known or done is None or len(said) == 1:
        return main
    if done.base != main.deed:
        return main
    rest = Span(main.rest.start + said[1].start, main.rest.end)
    return replace(main, helper="did", verb=done, rest=rest)


_KNOWN = listed("the its their his her these both all")


def _may_front(main: Main, number: Quantity, link: str, skipped: Sequence[str]) -> bool:
    """Whether a number follows its verb so closely that it may be asked for in front of it."""
    if link and main.verb and not main.passive and link not in _FRONTED_BY_DEEDS:
        return False
    if link == "to" and number.unit in TIMES:
        return False  # sentenced to six years in prison
    if number.unit in PER_CENT and link == "by" and main.deed in _CHANGES:
        return True
    if number.unit in PER_CENT and not link and not skipped and main.deed in _MOVES:
        return True  # rose 6 percent
    close = len(skipped) == (0 if main.verb else 1)
    return close and not (skipped and not link and _keeps(main))


def _ends_plainly(behind: str, number: Quantity, link: str) -> bool:
    """Whether what follows the counted noun can stay at the end."""
    said = words(behind)
    after, rest = noun_and_rest(behind)
    of_nothing = number.unit in PER_CENT and not after and link not in _CHANGED
    if of_nothing or any(is_verb(said, i) for i in range(len(said))):
        return False
    adjunct = _ADJUNCT.match(rest) and not (link and after) and not rest.startswith("with ")
    return not rest or bool(adjunct)


def _keeps(main: Main) -> bool:
    """Whether a passive has no object that may be asked for: "was opened nine days", but "was
    awarded nine medals"."""
    return main.passive and main.deed not in GIVEN


def in_place(text: Text, one: Statement, number: Quantity) -> Posed | None:
    """ "… was signed by how many states?": words and order kept."""
    before = _before(one, number)
    if before.endswith("one of the "):
        before = before.removesuffix("the ")
    said = words(_WORTH.sub(" ", before))
    if len(said) > _LONGEST_IN_PLACE or any(w.small in _BOUND for w in said):
        return None
    main = main_clause(tidy(before + "x"))
    if main is None or main.rest.end < len(tidy(before)):
        return None
    behind = tail(one.text[number.span.end :])
    share = _OF_SHARE.match(behind) or (not behind and _TO_SHARE.search(before))
    if number.unit in PER_CENT and not share:
        return None
    first = words(main.opening)[0].small if main.opening else ""
    if first in {"like", "unlike", "despite"} or (
        first.endswith(("ed", "ing")) and first != "according"
    ):
        before = before[len(main.opening) :].lstrip(" ,")
    stem = tidy(f"{before}{_how_many(number)}{behind}")
    told = tidy(one.text[: number.span.end] + behind)
    rest = f"{main.deed} {main.text[main.rest.start : -1]}{number.unit}{behind}"
    return Posed(f"{capital(stem)}?", lowered(text, main.subject), rest, told)
