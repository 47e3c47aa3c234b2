"""Words of a text as lint compares them: without case, inflection and function words."""

import re
from functools import lru_cache

from bot.bank.lint.vocabulary import vocabulary
from bot.bank.texts.passages import one_line

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_QUOTED = re.compile(r'"[^"]*"')

_RUSSIAN_ENDING = re.compile(
    r"(?:иями|ями|ами|иях|ях|ах|ией|иям|ием|ыми|ими|ого|его|ому|ему|ость|ости|остью|ами"
    r"|ая|яя|ое|ее|ые|ие|ый|ий|ой|ей|ую|юю|ия|ии|ию|ых|их|ым|им|ом|ем|ам|ям|ов|ев"
    r"|а|я|о|е|ы|и|у|ю|ь|й)$"
)
Run = tuple[str, ...]
"""Roots that stand one after the other."""

_LEAST_RUSSIAN, _LEAST_ENGLISH = 4, 4


@lru_cache(maxsize=20_000)
def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text in order, without case; ё is е, a possessive is gone."""
    return tuple(
        word.removesuffix("'s")
        for word in _WORD.findall(one_line(text).casefold().replace("ё", "е"))
    )


def unquoted(text: str) -> str:
    """A text on one line without what it quotes: those words are not its own."""
    return _QUOTED.sub('""', one_line(text))


@lru_cache(maxsize=50_000)
def root(word: str, language: str) -> str:
    """What the forms of one word have in common, roughly: enough to see that they repeat."""
    if language == "ru":
        ending = _RUSSIAN_ENDING.search(word)
        cut = len(ending[0]) if ending else 0
        return word[: len(word) - cut] if len(word) - cut >= _LEAST_RUSSIAN else word
    if language == "en":
        return _english(word)
    return word


@lru_cache(maxsize=50_000)
def roots(text: str, language: str) -> Run:
    """The roots of what a text says, in order, function words left out."""
    known = vocabulary(language)
    stop = known.stop_words if known else frozenset()
    return tuple(root(word, language) for word in words(text) if word not in stop)


def _english(word: str) -> str:
    if len(word) > _LEAST_ENGLISH:
        if word.endswith("ies"):
            word = f"{word[:-3]}y"
        elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
    for ending in ("ing", "ed", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST_ENGLISH:
            word = word.removesuffix(ending)
            break
    return word.removesuffix("e") if len(word) > _LEAST_ENGLISH else word
