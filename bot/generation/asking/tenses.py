"""The tense in which a fact is asked that its text tells of an earlier time."""

import re
from collections.abc import Sequence

from bot.generation.sentences.predicates import after_adverbs, is_verb
from bot.generation.sentences.spans import Word, words
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, verb

_HAD = re.compile(
    r"\b(?P<who>[Ww]ho|[Ww]hich [a-z]+) had (?P<been>been )?(?P<done>[a-z]+)\b(?P<rest>.*)"
)
_EARLIER = re.compile(
    r"\b(?:by|before|when|until|after|already|since|once|never|ever|previously|earlier|long|only)\b"
)
"""What a pluperfect is measured by."""


def simple(stem: str) -> str:
    """ "Who had left Moss in 2015?" as it is asked alone: "Who left Moss in 2015?" """
    match = _HAD.search(stem)
    if match is None or _EARLIER.search(match["rest"]):
        return stem
    found = verb(match["done"], Form.PARTICIPLE)
    if found is None and not match["done"].endswith("ed"):
        return stem
    told = f"was {match['done']}" if match["been"] else found.past if found else match["done"]
    return f"{stem[: match.start()]}{match['who']} {told}{match['rest']}"


def lasting(said: str) -> bool:
    """Whether what a statement tells in the present may be otherwise later: "is led by", "has
    lived in"; not what was done once: "has called for"."""
    every = words(said)
    return any(
        _lasts(every, at) if word.small in _PRESENT else _present(every, at)
        for at, word in enumerate(every)
    )


def _present(said: Sequence[Word], at: int) -> bool:
    """Whether a verb stands here in the present: "travels to"."""
    known = verb(said[at].small, Form.PRESENT) and not verb(said[at].small, Form.PAST)
    return bool(known) and is_verb(said, at)


def _lasts(said: Sequence[Word], at: int) -> bool:
    if at and said[at - 1].small == "to":
        return False
    behind = after_adverbs(said, at + 1)
    behind += behind < len(said) and said[behind].small == "been"
    done = verb(said[behind].small, Form.PARTICIPLE) if behind < len(said) else None
    return said[at].small not in _HAVE or done is None or done.base in _STATES


_PRESENT = listed("is are has have does do")
_HAVE = frozenset({"has", "have"})
_STATES = listed("be have remain stay live keep hold stand serve work lead run own")
