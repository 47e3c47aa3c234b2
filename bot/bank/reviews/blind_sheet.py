"""A second reader's sheet: cited passages, stems and shuffled options, and nothing of the key.

It is YAML that a person fills in with any editor. Questions stand in shuffled order under neutral
numbers: ids, topics, rationales, quotes and the order of citations could all tell.
"""

import hashlib
import random
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from string import ascii_lowercase

from bot.bank.files.writing import quoted
from bot.bank.texts.passages import Document, one_line
from bot.domain.fingerprint import fingerprint
from bot.domain.question import Question, QuestionType, Source
from bot.domain.quizzes.option_order import option_order
from bot.domain.review import Unseen

SEEN, UNSEEN = "with passages", "without passages"
CANNOT_TELL = "none"
GROUNDS = (Unseen.KNOWN, Unseen.LUCK, Unseen.FORM, Unseen.LEAKED)
"""What a reader without passages may name as the ground of an answer."""

_WIDTH = 96

_HEAD = """\
# Questions for a second reader, who has not seen their keys. Behind `answer:` write what is right
# by the passages alone: what `choose:` asks for, several letters as [a, c]. Write {none} where
# they do not tell. Behind `remark:` say what is wrong, unclear or unfair, if anything; leave
# it empty otherwise. Change nothing else.
"""
_HEAD_UNSEEN = """\
# Questions for a reader who has no passages and has not seen the keys. Behind `answer:` write your
# best guess from the wording alone: what `choose:` asks for, several letters as [a, c].
# Write {none} where you cannot even guess. Behind `because:` write what the answer rests on:
#   known    you know the subject
#   luck     nothing told it, you guessed
#   form     the wording of the stem or the options gives it away
#   leaked   another question on this sheet, or one seen before, tells it
# Behind `remark:` say how it was told, or what is wrong, if anything. Change nothing else.
"""


def token(question: Question) -> str:
    """What names a question on a sheet without telling anything about it."""
    return hashlib.sha256(question.id.encode()).hexdigest()[:8]


def sheet_text(
    questions: Sequence[Question],
    sources: Mapping[str, Source],
    documents: Mapping[str, Document] | None,
    seed: int,
) -> str:
    """The sheet; without ``documents`` (by source id) it has no passages. Same seed, same sheet."""
    chance = random.Random(seed)  # noqa: S311 - an order, not a secret
    shuffled = sorted(questions, key=lambda question: question.id)
    chance.shuffle(shuffled)
    head = _HEAD if documents is not None else _HEAD_UNSEEN
    foot = ("  answer:", *(() if documents is not None else ("  because:",)), "  remark:")
    lines = [
        head.format(none=CANNOT_TELL).rstrip("\n"),
        f"sheet: {SEEN if documents is not None else UNSEEN}",
        f"seed: {seed}",
        "questions:",
    ]
    for number, question in enumerate(shuffled, 1):
        entry = [*_asked(question, number, chance.random), *_passages(question, sources, documents)]
        lines += ["", *(f"  {line}".rstrip() for line in (*entry, *foot))]
    return "\n".join(lines) + "\n"


def _asked(question: Question, number: int, chance: Callable[[], float]) -> Iterator[str]:
    yield f"- number: {number}"
    yield f'  question: "{token(question)}"'
    yield f'  fingerprint: "{fingerprint(question)}"'
    yield from _block("stem", question.stem, "  ")
    if question.picture:
        yield f"  picture: {quoted(one_line(question.picture.alt))}"
    yield f"  choose: {_choose(question)}"
    if question.lefts:
        yield "  lefts:"
        yield from (
            f"    {number}: {quoted(left)}" for number, left in enumerate(question.lefts, 1)
        )
    if question.type is QuestionType.TRUEFALSE or not question.options:
        return
    yield "  options:"
    order = option_order(question, chance)
    for letter, option_id in zip(ascii_lowercase, order, strict=False):
        yield f"    {letter}: {quoted(question.option(option_id).text)}"


def _choose(question: Question) -> str:
    kinds = {
        QuestionType.SINGLE: "one letter",
        QuestionType.MULTIPLE: "every right letter",
        QuestionType.TRUEFALSE: "true or false",
        QuestionType.YEAR: "a year",
        QuestionType.NUMBER: "a number",
        QuestionType.TEXT: "a word or a name",
        QuestionType.ORDERING: "all letters, in the right order",
        QuestionType.MATCHING: "a letter for each left side, in their order",
    }
    unit = question.typed.unit if question.typed else None
    return quoted(f"{kinds[question.type]} ({unit})" if unit else kinds[question.type])


def _passages(
    question: Question,
    sources: Mapping[str, Source],
    documents: Mapping[str, Document] | None,
) -> Iterator[str]:
    """The cited paragraphs, whole and each once, in the order of documents and paragraphs."""
    if documents is None:
        return
    yield "  passages:"
    for source_id, number in sorted({(c.source, c.paragraph) for c in question.citations}):
        short = sources[source_id].short
        yield f"    - document: {quoted(f'{short}, paragraph {number}')}"
        yield from _block("text", documents[source_id].paragraph(number) or "", "      ")


def _block(key: str, text: str, indent: str) -> Iterator[str]:
    """A text over several lines; how it is broken does not matter to anybody."""
    yield f"{indent}{key}: |-"
    visible = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    for line in visible.split("\n"):
        for piece in textwrap.wrap(line, _WIDTH - len(indent)) or [""]:
            yield f"{indent}  {piece}"
