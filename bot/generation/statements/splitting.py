"""The short sentences that a long one tells, each true by itself: what stands beside its subject,
in front, behind, joined on, or in a clause of its own."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.generation.sentences.spans import words
from bot.generation.statements.beside import done_to_last, led, on_date, told_beside, trailing
from bot.generation.statements.framing import frame
from bot.generation.statements.joined import joined
from bot.generation.statements.within import within
from bot.generation.words.table import listed

_PRONOUNS = listed("it its he his him she her they their them this these those")
_MOST = 10
_FEWEST_WORDS = 7


_SAID_SO = re.compile(
    r", (?:[^,]{2,60} (?:said|says|told [^,]+|reported)|(?:said|says|according to) [^,]+)"
    r"(?: on \w+day)?$"
)
"""Who said what the sentence tells."""


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
    waiting = [Split(_SAID_SO.sub("", said), "")]
    while waiting and len(found) < _MOST:
        one = waiting.pop(0)
        for made in _once(one):
            if made.text != said and made.text not in found:
                found[made.text] = made
                waiting.append(made)
    return tuple(found.values())


def _once(one: Split) -> Iterator[Split]:
    every = words(one.text)
    if len(every) < _FEWEST_WORDS:
        return
    found = frame(one.text, every)
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
