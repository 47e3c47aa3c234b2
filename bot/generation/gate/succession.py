"""Facts that another edition of a document told otherwise, in whatever words they are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz.fuzz import token_sort_ratio

from bot.bank.texts.dates import mentions
from bot.bank.texts.passages import Document, one_line, sentences
from bot.domain.question import ASSEMBLED, Question, QuestionType
from bot.domain.sets.comparing import key_text

RETOLD = 60
"""From which likeness (rapidfuzz, of 100) a changed sentence tells what the former one told. Two
sentences about different things have 30 to 50.
"""

ALIKE = 75
"""From which likeness two stems ask for one thing."""

_NO_VALUE = frozenset({QuestionType.TRUEFALSE, QuestionType.MULTIPLE, *ASSEMBLED})


@dataclass(frozen=True, slots=True)
class Earlier:
    """A question as it was drafted from an edition, or as it reads by now; ``text`` is that
    edition's.
    """

    template: str
    question: Question
    text: Document | None = None

    @property
    def proof(self) -> tuple[str, ...]:
        """The sentences that its first citation names; none where they are not there."""
        if self.text is None or not self.question.citations:
            return ()
        first = self.question.citations[0]
        every = sentences(self.text.paragraph(first.paragraph) or "")
        if not all(1 <= number <= len(every) for number in first.sentences):
            return ()
        return tuple(every[number - 1] for number in first.sentences)


def likeness(one: Question, other: Question) -> float:
    """How alike two stems are, of 100; the order of their words does not count."""
    return token_sort_ratio(plain(one.stem), plain(other.stem))


def plain(text: str) -> str:
    """A text in small letters on one line."""
    return " ".join(text.casefold().split())


def succeeds(one: Earlier, other: Earlier) -> bool:
    """Whether ``one`` asks for what ``other`` asked for in another edition, which told it with
    another value of the same kind.

    The sentences that proved each are in its own edition alone, are alike, and each has the value
    of its own key and not the other's. Keys that no sentence states, as gaps, are left alone.
    """
    asked, former = one.question, other.question
    before, after = other.proof, one.proof
    if one.template != other.template and likeness(asked, former) < ALIKE:
        return False
    if token_sort_ratio(plain(" ".join(before)), plain(" ".join(after))) < RETOLD:
        return False
    return (
        _kind(asked) is not None
        and _kind(asked) == _kind(former)
        and _tells(before, former)
        and _tells(after, asked)
        and not _tells(after, former)
        and not _tells(before, asked)
        and not _stands(before, one.text)
        and not _stands(after, other.text)
    )


def _stands(said: Sequence[str], text: Document | None) -> bool:
    """Whether every sentence is in a text as well."""
    flat = one_line(text.text) if text else ""
    return all(one_line(sentence) in flat for sentence in said)


def _kind(question: Question) -> str | None:
    """What a key is: a date, a number, a name; None where it is no single value."""
    if question.type in _NO_VALUE:
        return None
    found = mentions(key_text(question))
    if question.type is QuestionType.YEAR or found.dates:
        return "date"
    years = [one for one in found.numbers if one.year is not None and one.digits]
    if question.type is not QuestionType.NUMBER and years == list(found.numbers) != []:
        return "date"
    return "number" if question.typed or found.numbers else "name"


def _tells(said: Sequence[str], question: Question) -> bool:
    """Whether the value of a key stands in sentences: dates and numbers by what they say."""
    text = " ".join(said)
    found = mentions(text)
    numbers = {Decimal(one.year) for one in found.dates if one.year is not None}
    numbers |= {one.value for one in found.numbers}
    if question.typed:
        return question.typed.value in numbers
    key = mentions(key_text(question))
    if key.dates:
        return all(any(date.within(other) for other in found.dates) for date in key.dates)
    if key.numbers:
        return all(number.value in numbers for number in key.numbers)
    forms = question.text_key.forms if question.text_key else (key_text(question),)
    return any(f" {plain(form)} " in f" {_bare(text)} " for form in forms)


def _bare(text: str) -> str:
    """A text in small letters without its marks."""
    return plain("".join(c if c.isalnum() or c in "'’-&" else " " for c in text))
