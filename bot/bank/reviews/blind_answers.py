"""A filled sheet against the bank: whom the second reader agrees with, and what is recorded."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bot.bank.files.scalars import Unclear
from bot.bank.files.tree import Tree
from bot.bank.problem import excerpt
from bot.bank.reviews.blind_sheet import CANNOT_TELL, GROUNDS, SEEN, UNSEEN, token
from bot.bank.texts.passages import one_line
from bot.domain.errors import CiteQuizError
from bot.domain.fingerprint import fingerprint
from bot.domain.marking import Given, mark, read_typed
from bot.domain.question import ASSEMBLED, TYPED, Question, QuestionType, State
from bot.domain.review import Blind, Outcome, Review, Unseen

_SEPARATORS = re.compile(r"[\s,;]+")


class Reading(StrEnum):
    """What a reader's answer says about a question."""

    AGREED = "agreed"
    DISAGREED = "disagreed"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Answered:
    """One entry of a sheet. ``question`` is None where the bank has none of that name.

    ``unseen`` is set for a reader without passages whose answer can be read.
    """

    line: int
    number: str
    question: Question | None
    reading: Reading
    why: str = ""
    unseen: Unseen | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A filled sheet, read against the bank."""

    seen: bool
    answers: tuple[Answered, ...]


class _UnreadableError(Exception):
    """An answer that does not say what is meant."""


def read_sheet(tree: Tree, questions: Sequence[Question]) -> Sheet | None:
    """Compare a sheet with the bank's questions; None when it is no such sheet."""
    plain = tree.value if isinstance(tree.value, dict) else {}
    entries = plain.get("questions")
    if plain.get("sheet") not in {SEEN, UNSEEN} or not isinstance(entries, list):
        return None
    known = {token(question): question for question in questions}
    read = _answered if plain["sheet"] == SEEN else _guessed
    answers = tuple(
        read(tree.line(("questions", index)), entry, known)
        for index, entry in enumerate(entries)
        if isinstance(entry, dict)
    )
    return Sheet(plain["sheet"] == SEEN, answers)


def _answered(line: int, entry: Mapping[str, Any], known: Mapping[str, Question]) -> Answered:
    """From the passages: a remark is looked at before an agreement counts."""
    found = _compared(line, entry, known)
    remark = _said(entry.get("remark"))
    if remark and found.reading is not Reading.UNCLEAR:
        return replace(found, reading=Reading.UNCLEAR, why=f"remark: {excerpt(remark)}")
    return found


def _guessed(line: int, entry: Mapping[str, Any], known: Mapping[str, Question]) -> Answered:
    """Without passages: who hits the key has to say what told it."""
    found = _compared(line, entry, known)
    if found.reading is Reading.DISAGREED:
        return replace(found, unseen=Unseen.MISSED)
    if found.reading is Reading.UNCLEAR:
        return found
    remark, ground = _said(entry.get("remark")), _said(entry.get("because")).casefold()
    if ground not in GROUNDS:
        why = f"right; because: {excerpt(ground)} is none of {', '.join(GROUNDS)}"
        return replace(found, reading=Reading.UNCLEAR, why=why)
    return replace(found, unseen=Unseen(ground), why=remark and excerpt(remark))


def _compared(line: int, entry: Mapping[str, Any], known: Mapping[str, Question]) -> Answered:
    number = str(entry.get("number", "?"))
    question = known.get(str(entry.get("question")))
    if question is None:
        return Answered(line, number, None, Reading.UNCLEAR, "the bank has no such question")
    if entry.get("fingerprint") != fingerprint(question):
        why = "edited since the sheet was drawn; draw it again"
        return Answered(line, number, question, Reading.UNCLEAR, why)
    try:
        given = _given(question, entry)
        right = mark(question, given).right
    except (_UnreadableError, CiteQuizError) as error:
        why = str(error) if isinstance(error, _UnreadableError) else "the answer cannot be read"
        return Answered(line, number, question, Reading.UNCLEAR, why)
    if right:
        return Answered(line, number, question, Reading.AGREED)
    why = f"answered {excerpt(_said(entry.get('answer')))}"
    return Answered(line, number, question, Reading.DISAGREED, why)


def _given(question: Question, entry: Mapping[str, Any]) -> Given:
    said = _said(entry.get("answer"))
    if not said:
        raise _UnreadableError("no answer")
    if said.casefold() == CANNOT_TELL:
        return Given()
    if question.type in TYPED:
        return read_typed(question, said)
    if question.type is QuestionType.TRUEFALSE:
        if said.casefold() not in {"true", "false"}:
            raise _UnreadableError("neither true nor false")
        return Given(frozenset({said.casefold()}))
    chosen = tuple(_chosen(question, entry.get("options"), said))
    return Given(sequence=chosen) if question.type in ASSEMBLED else Given(frozenset(chosen))


def _chosen(question: Question, options: object, said: str) -> Iterator[str]:
    """The ids behind letters; an option is known by its text, however it stands."""
    by_text = {one_line(option.text): option.id for option in question.options}
    lettered = options if isinstance(options, dict) else {}
    letters = [one for one in _SEPARATORS.split(said.casefold()) if one]
    if len(letters) == 1 and set(letters[0]) <= lettered.keys():
        letters = list(letters[0])  # written without anything between them: acb
    for letter in letters:
        option_id = by_text.get(one_line(str(lettered.get(letter))))
        if option_id is None:
            raise _UnreadableError(f"no option {excerpt(letter)}")
        yield option_id


def _said(value: object) -> str:
    """What a person wrote, as text, whatever YAML takes it for."""
    if isinstance(value, list):
        return ", ".join(map(_said, value))
    if isinstance(value, Unclear):
        return value.text
    if isinstance(value, bool):
        return str(value).lower()
    return str(value).strip() if isinstance(value, str | int | Decimal) else ""


@dataclass(frozen=True, slots=True)
class Records:
    """Reviews to write, by the question's id, and why others cannot be written."""

    reviews: Mapping[str, Callable[[Question], Review]]
    refused: Mapping[str, str]


def records(sheet: Sheet, on: date, rewritten: Sequence[str] = ()) -> Records:
    """What a sheet records: with passages the agreements, without them whether one could guess.

    ``rewritten`` are the ids of those that an earlier reader had objected to.
    """
    reviews: dict[str, Callable[[Question], Review]] = {}
    refused: dict[str, str] = {}
    for one in sheet.answers:
        question = one.question
        if question is None or not (one.unseen or (sheet.seen and one.reading is Reading.AGREED)):
            continue
        if why := _obstacle(question, sheet.seen):
            refused[question.id] = why
        elif one.unseen:
            reviews[question.id] = _Tried(one.unseen)
        else:
            outcome = Outcome.REWRITTEN if question.id in rewritten else Outcome.AGREED
            reviews[question.id] = _Seconded(on, outcome)
    return Records(reviews, refused)


def _obstacle(question: Question, seen: bool) -> str | None:
    review = question.review
    if question.state is not State.APPROVED or review is None:
        return "not approved; `bank approve` takes --blind agreed --sheet FILE"
    if review.fingerprint != fingerprint(question):
        return "edited since its approval; approve it first"
    if not seen and review.blind is None:
        return "nobody has answered it with the passages yet; record that first"
    return None


@dataclass(frozen=True, slots=True)
class _Seconded:
    on: date
    outcome: Outcome

    def __call__(self, question: Question) -> Review:
        review = _review(question)
        old = review.blind or Blind(self.on, self.outcome)
        # The wording is the one that was approved: if it had to be found first, that stays true.
        outcome = Outcome.REWRITTEN if old.outcome is Outcome.REWRITTEN else self.outcome
        return replace(review, blind=replace(old, on=self.on, outcome=outcome))


@dataclass(frozen=True, slots=True)
class _Tried:
    unseen: Unseen

    def __call__(self, question: Question) -> Review:
        review = _review(question)
        old = review.blind
        if old is None:  # pragma: no cover - those without one are refused before
            raise ValueError(question.id)
        why = old.why if old.unseen is self.unseen else None
        return replace(review, blind=replace(old, unseen=self.unseen, why=why))


def _review(question: Question) -> Review:
    if question.review is None:  # pragma: no cover - those without one are refused before
        raise ValueError(question.id)
    return question.review
