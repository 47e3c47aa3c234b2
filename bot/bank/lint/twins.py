"""L15: two options that say nearly the same, which no key can tell apart."""

import re
from itertools import combinations

from rapidfuzz.distance import OSA

from bot.bank.lint.asked import Asked, Flaws
from bot.bank.lint.roots import roots, words
from bot.bank.lint.scales import Kind, kind
from bot.bank.lint.vocabulary import everywhere

_LEAST_SAID = 4
_LEAST_LETTERS = 6
_LONG = 10
# A prefix that turns a word around, or that makes a name of another: illegal, unequal, незаконный.
_TURNING = re.compile(r"(?:un|in|im|il|ir|dis|non|re|de|e|не|без|бес|а|о|у)")
_OF = re.compile(r"^(?:the )?(?P<head>.+?) of (?:the )?(?P<tail>.+)$", re.IGNORECASE)


def near_twins(asked: Asked) -> Flaws:
    """L15: the same words but for articles, number and "of", or one word in two spellings."""
    if not asked.known:
        return
    for first, second in combinations(asked.choices, 2):
        if first.text.casefold().rstrip(". ") == second.text.casefold().rstrip(". "):
            continue  # the same text is a problem of its own
        if _same_words(first.text, second.text, asked.language) or _one_spelling(
            first.text, second.text
        ):
            yield second.path, {"first": first.number, "number": second.number}


def _same_words(one: str, other: str, language: str) -> bool:
    first, second = (roots(_turned(text, language), language) for text in (one, other))
    if (
        first != second
        or len("".join(first)) < _LEAST_SAID
        or Kind.MEASURE in (kind(one), kind(other))
    ):
        return False
    # "It is" and "it was", "with" and "without" are function words that do tell options apart.
    return _telling(one) == _telling(other)


def _turned(text: str, language: str) -> str:
    """The Secretariat of the CSTO -> CSTO Secretariat."""
    match = _OF.match(text) if language == "en" and text.count(" of ") == 1 else None
    return f"{match['tail']} {match['head']}" if match else text


def _telling(text: str) -> list[str]:
    return sorted(word for word in words(text) if word in everywhere("telling"))


def _one_spelling(one: str, other: str) -> bool:
    """Whether the options differ in one long word by a slip of the pen."""
    first, second = words(one), words(other)
    if len(first) != len(second):
        return False
    differing = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    if len(differing) != 1:
        return False
    a, b = differing[0]
    if min(len(a), len(b)) < _LEAST_LETTERS or not (a.isalpha() and b.isalpha()):
        return False
    if _turns(a, b) or _turns(b, a):
        return False
    return OSA.distance(a, b) <= (2 if min(len(a), len(b)) >= _LONG else 1)


def _turns(longer: str, shorter: str) -> bool:
    prefix = longer.removesuffix(shorter)
    return prefix != longer and bool(_TURNING.fullmatch(prefix))
