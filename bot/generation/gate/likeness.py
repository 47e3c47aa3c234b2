"""Whether two options are one in two spellings."""

from collections.abc import Iterable
from decimal import Decimal

from rapidfuzz.fuzz import ratio

from bot.bank.texts.tokens import Token, tokens
from bot.generation.sentences.moments import moments

NEAR = 90
"""From which likeness on, of 100, two texts may be one."""

_SAME_WORD = 50
"""The same of words within: Mohamed and Muhammad have 67, Chile and Peru 22. It is low since no two
spellings are to be rivals; then Iran and Iraq, 75, are not told apart beside a long name either."""


def alike(first: str, second: str, near: float = NEAR) -> bool:
    """Whether two texts have nearly the same letters, and no number or word tells them apart.

    1.5 and 1.8 per cent are two answers, and so are Chile and Peru each beside the same long name,
    however few of the letters differ. Dates are no spellings of each other.
    """
    if moments(first) or ratio(first, second) <= near:
        return False
    one, other = tokens(first), tokens(second)
    if _values(one) != _values(other):
        return False
    if len(one) != len(other):
        return True
    pairs = ((word, kin) for word, kin in zip(one, other, strict=True) if word.value is None)
    return all(ratio(word.norm, kin.norm) >= _SAME_WORD for word, kin in pairs)


def _values(words: Iterable[Token]) -> list[Decimal]:
    return [word.value for word in words if word.value is not None]
