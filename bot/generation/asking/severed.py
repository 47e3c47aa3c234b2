"""Facts told only in half: a list or a pair of which the question kept the first part, which makes
its number or its name that of another whole."""

import re

from bot.generation.sentences.boundaries import subject_at
from bot.generation.sentences.moments import moments
from bot.generation.sentences.predicates import PREPOSITIONS, is_verb
from bot.generation.sentences.spans import tidy, words

_SHOWN = 3
"""By how many words the end of a question is found in its sentence."""

_LIST = re.compile(r", (?P<items>[^,;:.()]+?(?:, [^,;:.()]+?)*),? (?:and|or) ")
_PAIR = re.compile(r" (?:and|or|as well as) (?P<second>[^,;:.()]+)")
_LINKED = re.compile(
    r"\b(?:in|at|from|to|for|with|by|between|of|on|over|under|than)"
    r" (?:the |an? )?(?:[\w'’-]+ ){0,2}[\w'’-]+$"
)
_NUMBERS = re.compile(r" and (?:[a-z]+ ){0,2}[£$€]?\d[^,;:.()]*")
_BY_ONE = re.compile(r"\bby (?:an?|the|one) (?:[\w'’-]+ ){0,3}[\w'’-]+$")
_ONE_ITEM = re.compile(r"(?:an?|the|one|two|three|several) (?:[\w'’-]+ ?){1,4}(?:$|, )")
"""Doers, the second beside the first: "by a smith, a baker and nine sailors"."""

_ITEM = 5
"""Of how many words one thing of a list has most."""

_NO_ITEM = re.compile(
    r"(?:who|which|where|when|while|whose|that|although|though|but|so|because|since|until|after"
    r"|before|as|if|including|[a-z]+ing|(?:he|she|it|they|there|then|later)\b)\b"
)


def severed(told: str, sentence: str) -> bool:
    """Whether a fact, told in the words of its sentence, ends within a list or a pair there."""
    end = _end(told, sentence)
    if end is None:
        return False
    before, after = sentence[:end], sentence[end:]
    if not after.startswith((", ", " and ", " or ", " as ")):
        return False
    linked = _LINKED.search(tidy(told)) is not None
    if _dated_later(told, after):
        return True
    several = _LIST.match(after)
    if several is not None and _BY_ONE.search(tidy(told)) and _ONE_ITEM.match(several["items"]):
        return True
    if several is not None and linked:
        items = several["items"].split(", ")
        beside = items[0].startswith(("a ", "an ", "the ", '"')) or " to " in items[0]
        return not beside and all(_item(one, before) for one in items)
    pair = _PAIR.match(after)
    return pair is not None and linked and _item(pair["second"], before)


def _dated_later(told: str, after: str) -> bool:
    """Whether the date of a pair of numbers stands behind the second: "nine in Moss and 28 in Lund
    in 2013" """
    pair = _NUMBERS.match(after)
    if pair is None or moments(told) or not moments(pair[0]):
        return False
    said = words(pair[0])
    return not any(is_verb(said, at) for at in range(2, len(said)))


def _end(told: str, sentence: str) -> int | None:
    """Where the last words of a fact end in its sentence, which has them once."""
    shown = " ".join(tidy(told).split(" ")[-_SHOWN:])
    at = sentence.find(shown)
    return at + len(shown) if at >= 0 and sentence.find(shown, at + 1) < 0 else None


def _item(said: str, before: str) -> bool:
    """Whether words behind a comma or an *and* are a thing beside that before them, not a clause
    or another deed."""
    every = words(said)
    if not every or _NO_ITEM.match(said) or every[0].small in PREPOSITIONS:
        return False
    if any(word.text[0].isdigit() for word in every):
        return False  # "46 per cent of the shares, and the growers 31"
    name = words(before)[-1].capital
    if name and not every[0].capital and every[0].small != "the":
        return False  # "in Moss and runs a ferry"
    if name and every[0].capital:
        return not any(is_verb(every, at) for at in range(1, min(_ITEM, len(every)))) or (
            len(every) > 1 and every[1].text == "'s"
        )
    if is_verb(every, 0, joined=True) or subject_at(every, 0) is not None:
        return False
    return len(every) <= _ITEM
