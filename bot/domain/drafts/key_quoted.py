"""Whether a key stands in what is quoted for it, as far as letters tell."""

import re
from collections.abc import Iterable

from bot.domain.fingerprint import plain_number
from bot.domain.question import Question, QuestionType
from bot.domain.spelling import folded_words

_GROUPED = re.compile(r"(?<=\d)[,\u00a0\u202f ](?=\d{3}\b)")


def is_quoted(question: Question, before: Question, quotes: Iterable[str]) -> bool:
    """Whether everything that is right now, and was not ``before``, stands in one of the quotes. A
    statement's truth stands in none.
    """
    if question.type is QuestionType.TRUEFALSE:
        return question.keys == before.keys
    told = [_words(quote) for quote in quotes]
    return all(
        any(_within(_words(form), quote) for form in forms for quote in told)
        for forms in _new(question, before)
    )


def _new(question: Question, before: Question) -> Iterable[tuple[str, ...]]:
    """The spellings of each new key."""
    if question.text_key is not None:
        yield question.text_key.forms
    elif question.typed is not None:
        yield (plain_number(question.typed.value),)
    else:
        known = {one.text for one in before.options if one.key}
        yield from ((one.text,) for one in question.options if one.key and one.text not in known)


def _words(text: str) -> tuple[str, ...]:
    return folded_words(_GROUPED.sub("", text))


def _within(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    ends = range(len(part), len(whole) + 1)
    return bool(part) and any(whole[end - len(part) : end] == part for end in ends)
