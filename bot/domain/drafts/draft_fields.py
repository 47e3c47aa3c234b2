"""The fields of a draft that a curator may write anew, each by a name.

``stem``, ``rationale``, ``brief``, ``difficulty``; ``option.2`` and ``why.2``, an option's text and
why it is wrong, or belongs to its left side, ``left.2``; of a typed question ``why.2``, why its
second near value is wrong; ``key``, the number or the letter of the option that is right (several
with commas between, where several may be); ``answer`` and ``accept`` of a typed question, the
latter a spelling a line; ``quote.1`` of a citation, and where there are several, ``for.1``: what it
bears out, the ``key``, the ``stem``, or why options or near values are wrong, by their letters.
Numbers count from 1.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from bot.domain.drafts.draft import Remark, Unfit
from bot.domain.fingerprint import plain_number
from bot.domain.question import (
    Citation,
    Difficulty,
    Near,
    NearText,
    Option,
    Question,
    QuestionType,
)

_Value = TypeVar("_Value", Near, NearText)

_CHOSEN = frozenset({QuestionType.SINGLE, QuestionType.MULTIPLE})
_LONGEST = 4_000

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""What options are called."""

KEY, STEM = "key", "stem"
"""What a citation is for that refutes no option."""


def fields(question: Question) -> dict[str, str]:
    """Every field that may be written anew, in the order in which it is read, as it stands."""
    return dict(_fields(question))


def _fields(question: Question) -> Iterator[tuple[str, str]]:
    yield "stem", question.stem
    for number, left in enumerate(question.lefts, 1):
        yield f"left.{number}", left
    if question.type is not QuestionType.TRUEFALSE:
        for number, option in enumerate(question.options, 1):
            yield f"option.{number}", option.text
    if question.type in _CHOSEN:
        keys = (str(n) for n, option in enumerate(question.options, 1) if option.key)
        yield "key", ", ".join(keys)
    elif question.type is QuestionType.TRUEFALSE:
        yield "answer", "true" if question.option("true").key else "false"
    elif question.typed is not None:
        yield "answer", plain_number(question.typed.value)
    elif question.text_key is not None:
        yield "answer", question.text_key.value
        yield "accept", "\n".join(question.text_key.accept)
    for number, option in enumerate(question.options, 1):
        if not option.key or question.lefts:
            yield f"why.{number}", option.rationale or ""
    for number, near in enumerate(question.near, 1):
        yield f"why.{number}", near.rationale
    yield "rationale", question.rationale
    yield "brief", question.brief
    for number, citation in enumerate(question.citations, 1):
        yield f"quote.{number}", citation.quote
        if len(question.citations) > 1:
            yield f"for.{number}", _purpose(citation)
    yield "difficulty", question.difficulty.value


def field_of(remark: Remark) -> str:
    """The field that a remark is about, as this module names them; "" for the
    whole.
    """
    match remark.place:
        case ("options" | "pairs" | "near", int(number), "rationale", *_):
            return f"why.{number + 1}"
        case ("options" | "pairs" as part, int(number), *within):
            name = "left" if part == "pairs" and "text" in within[:1] else "option"
            return f"{name}.{number + 1}"
        case ("citations", int(number), *within):
            name = "for" if {*within[:1]} & {"for", "stem"} else "quote"
            return f"{name}.{number + 1}"
        case (str(name), *_):
            return name
        case _:
            return ""


def rewritten(question: Question, changes: Mapping[str, str]) -> Question:
    """The question with other texts in some fields. Raises Unfit for a field that it has not, and
    for what a field cannot hold; the key goes first, since it decides which options are wrong.

    What proves the key comes to stand before the other citations.
    """
    for name in sorted(changes, key=lambda name: name != "key"):
        question = _with(question, name, changes[name].strip())
    if question.citations and question.citations[0].proves:
        return question
    return replace(question, citations=tuple(sorted(question.citations, key=_proves_nothing)))


def _proves_nothing(citation: Citation) -> bool:
    return not citation.proves


def _purpose(citation: Citation) -> str:
    if citation.stem:
        return STEM
    return ", ".join(LETTERS[number - 1] for number in citation.refutes) or KEY


def _with(question: Question, name: str, text: str) -> Question:
    if name not in fields(question) or len(text) > _LONGEST:
        raise Unfit(name, text)
    if not text and name != "accept":
        raise Unfit(name, text)
    base, _, digits = name.partition(".")
    return _WRITERS[base](question, int(digits or 0), text)


def _option(question: Question, number: int, text: str) -> Question:
    return _with_options(question, lambda n, o: replace(o, text=text) if n == number else o)


def _left(question: Question, number: int, text: str) -> Question:
    lefts = (text if n == number else left for n, left in enumerate(question.lefts, 1))
    return replace(question, lefts=tuple(lefts))


def _why(question: Question, number: int, text: str) -> Question:
    if question.text_key is not None:
        near_text = _with_reason(question.text_key.near, number, text)
        return replace(question, text_key=replace(question.text_key, near=near_text))
    if question.typed is not None:
        near = _with_reason(question.typed.near, number, text)
        return replace(question, typed=replace(question.typed, near=near))
    return _with_options(question, lambda n, o: replace(o, rationale=text) if n == number else o)


def _with_reason(values: tuple[_Value, ...], number: int, text: str) -> tuple[_Value, ...]:
    changed = (replace(v, rationale=text) if n == number else v for n, v in enumerate(values, 1))
    return tuple(changed)


def _key(question: Question, _number: int, text: str) -> Question:
    """Other keys: an option that is right needs no reason to be wrong, and the other way round.

    What was cited for why it is wrong says of it what is so: it proves the key by now.
    """
    letters = {letter: str(place) for place, letter in enumerate(LETTERS, 1)}
    words = [letters.get(word, word) for word in text.upper().replace(",", " ").split()]
    chosen = {int(word) for word in words if word.isascii() and word.isdigit()}
    one = question.type is QuestionType.SINGLE
    there = range(1, len(question.options) + 1)
    if len(chosen) != len(words) or not chosen <= set(there) or (one and len(chosen) != 1):
        raise Unfit("key", text)

    def turned(number: int, option: Option) -> Option:
        if option.key is (number in chosen):
            return option
        return replace(option, key=number in chosen, rationale=None)

    cited = (
        replace(one, refutes=tuple(number for number in one.refutes if number not in chosen))
        for one in question.citations
    )
    return _with_options(replace(question, citations=tuple(cited)), turned)


def _answer(question: Question, _number: int, text: str) -> Question:
    if question.type is QuestionType.TRUEFALSE:
        return _statement(question, text)
    if question.text_key is not None:
        return replace(question, text_key=replace(question.text_key, value=text))
    assert question.typed is not None  # noqa: S101 - it would have no such field
    try:
        value = Decimal(text.replace(",", ".").replace(" ", ""))
    except InvalidOperation:
        raise Unfit("answer", text, number=True) from None
    if not value.is_finite():
        raise Unfit("answer", text, number=True)
    return replace(question, typed=replace(question.typed, value=value))


def _statement(question: Question, text: str) -> Question:
    right = text.casefold()
    if right not in {"true", "false"}:
        raise Unfit("answer", text)
    (refutation,) = (o.rationale for o in question.options if not o.key)
    options = tuple(
        replace(o, key=o.id == right, rationale=None if o.id == right else refutation)
        for o in question.options
    )
    return replace(question, options=options)


def _accept(question: Question, _number: int, text: str) -> Question:
    assert question.text_key is not None  # noqa: S101 - it would have no such field
    forms = tuple(filter(None, map(str.strip, text.splitlines())))
    return replace(question, text_key=replace(question.text_key, accept=forms))


def _for(question: Question, number: int, text: str) -> Question:
    """What a citation bears out: keys are not refuted."""
    letters = text.upper().replace(",", " ").split()
    wrong = {letter: n for n, letter in enumerate(LETTERS, 1) if n in question.refutable}
    refutes: tuple[int, ...] = ()
    purpose = text.casefold()
    if purpose not in {KEY, STEM}:
        if not letters or not wrong.keys() >= set(letters):
            raise Unfit(f"for.{number}", text)
        refutes = tuple(sorted({wrong[letter] for letter in letters}))
    citations = list(question.citations)
    stem = purpose == STEM
    citations[number - 1] = replace(citations[number - 1], refutes=refutes, stem=stem)
    return replace(question, citations=tuple(citations))


def _quote(question: Question, number: int, text: str) -> Question:
    citations = list(question.citations)
    citations[number - 1] = replace(citations[number - 1], quote=text)
    return replace(question, citations=tuple(citations))


def _difficulty(question: Question, _number: int, text: str) -> Question:
    if text not in set(Difficulty):
        raise Unfit("difficulty", text)
    return replace(question, difficulty=Difficulty(text))


def _with_options(question: Question, change: Callable[[int, Option], Option]) -> Question:
    changed = (change(number, option) for number, option in enumerate(question.options, 1))
    return replace(question, options=tuple(changed))


_WRITERS: Mapping[str, Callable[[Question, int, str], Question]] = {
    "stem": lambda question, _, text: replace(question, stem=text),
    "rationale": lambda question, _, text: replace(question, rationale=text),
    "brief": lambda question, _, text: replace(question, brief=text),
    "option": _option,
    "why": _why,
    "left": _left,
    "key": _key,
    "answer": _answer,
    "accept": _accept,
    "quote": _quote,
    "for": _for,
    "difficulty": _difficulty,
}
