"""The short sentences that a long one tells, each true by itself: what stands beside its subject,
in front, behind, joined on, or in a clause of its own."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.generation.sentences.moments import moments
from bot.generation.sentences.predicates import is_verb
from bot.generation.sentences.spans import words
from bot.generation.statements.beside import (
    capital,
    done_to_last,
    led,
    on_date,
    told_beside,
    trailing,
)
from bot.generation.statements.framing import frame
from bot.generation.statements.harmless import NUMBERS
from bot.generation.statements.joined import joined
from bot.generation.statements.within import inner, speaker, within
from bot.generation.words.saying import STATED
from bot.generation.words.table import either, listed

_PRONOUNS = listed("it its he his him she her they their them this these those")
_MOST = 10
_FEWEST_WORDS = 7


_AT_THE_END = STATED - {"reports", "confirmed"}
"""Of the verbs that make a fact known those that behind a comma are neither a noun nor rather a
participle: "…, media reports", "…, a result confirmed on Friday"."""

_SAID_SO = re.compile(
    r", (?:(?P<first>(?!(?:which|who|where|when|and|but) )[^,]{2,60})"
    rf" (?:told [^,]+|{either(_AT_THE_END)})(?: (?:at|in|during) [^,]{{3,60}})?"
    r"|(?:said|says|according to) (?P<last>[^,]+))(?: (?:on )?\w+day)?$"
)
"""Who said what the sentence tells."""


_CLAIMED = re.compile(
    r"[^,]+ (?:said|says|believed|believes|claimed|claims|argued|argues|thought|thinks|felt|feels"
    r"|hoped|hopes|maintained|insisted|insists|added|adds|noted|notes|wrote|writes)"
)
"""An aside that makes a sentence somebody's word: "Norway, he believed, had lost"."""

_LOST = re.compile(r"\b(?:of|than|between \S+ and|from|to), ")
"""What a lost formula leaves."""


class Split(NamedTuple):
    """A sentence without its stop, and what stood before it that is not in it."""

    text: str
    before: str


def split(said: str) -> tuple[Split, ...]:
    """The sentences that a sentence without its stop tells beside itself."""
    found: dict[str, Split] = {}
    if _LOST.search(said):
        return ()
    said_so = reported(said)
    plain = said[: said_so.start()] if said_so else said
    who = speaker(capital((said_so["first"] or said_so["last"]).strip())) if said_so else None
    within_it = _within_sentence(plain) if who and not moments(plain) else None
    if within_it is not None:
        found[plain] = Split(f"According to {who}, {within_it}", "")
    waiting = [Split(plain, "")]
    while waiting and len(found) < _MOST:
        one = waiting.pop(0)
        for made in _once(one):
            if made.text != said and made.text not in found:
                found[made.text] = made
                waiting.append(made)
    return tuple(found.values())


def reported(said: str) -> re.Match[str] | None:
    """What tells at the end who said it; not "Ada Merrow, the mayor, says the council sold it"."""
    found = _SAID_SO.search(said)
    last = words(found["last"] or "") if found else ()
    return None if any(is_verb(last, at) for at in range(1, len(last))) else found


def _within_sentence(said: str) -> str | None:
    """A sentence behind a phrase; None where it is not sure whether its capital is a name's."""
    first, second = words(said)[:2]
    if first.small in NUMBERS or first.small in _COMMON:
        return said[:1].lower() + said[1:]
    named = second.capital or first.text.endswith("'s") or first.text[0].isdigit()
    return inner(said) if named or inner(said) != said else None


_COMMON = listed("this these those some many most several nearly about more all no one both")


def _once(one: Split) -> Iterator[Split]:
    every = words(one.text)
    if len(every) < _FEWEST_WORDS:
        return
    found = frame(one.text, every)
    if found is not None and _CLAIMED.fullmatch(found.aside):
        return
    if found is not None:
        front = f"{one.before} {found.lead}".strip()
        yield from (Split(text, front) for text in told_beside(found))
        yield from (Split(text, one.before) for text in (*led(found), *on_date(found)))
        yield from (Split(text, front) for text in trailing(found))
        yield from (Split(text, f"{one.before} {left}".strip()) for text, left in joined(found))
    if one.before == "":
        yield from (Split(text, "") for text in done_to_last(one.text))
    yield from (
        Split(text, f"{one.before} {left}".strip()) for text, left in within(one.text, found)
    )
