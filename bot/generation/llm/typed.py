"""What is typed in reply to a question that has no options, as its key tells."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.bank.texts.tokens import tokens
from bot.domain.documents.source_document import SourceDocument
from bot.domain.question import QuestionType
from bot.generation.gate.units import SIGNS
from bot.generation.llm.shapes import Suggestion
from bot.generation.words.table import nouns

_YEAR = re.compile(r"[12]\d{3}")
_LONGEST_UNIT = 30
_FRACTION = re.compile(
    r"(?:half|halves|thirds?|quarters?|(?:four|fif|six|seven|eigh|nin|ten|hundred|thousand)ths?)\b"
)
_LARGE = r"[^\W\d_a-z][a-zß-öø-ÿ'’-]{1,}"
_PERSON = re.compile(rf"(?P<first>{_LARGE})(?: {_LARGE}| [A-Z]\.)? (?P<last>{_LARGE})")
_TITLES = nouns("title") | {"Mr", "Mrs", "Ms", "Dr", "Sir", "Dame", "President", "Minister"}


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """The type of a question, and what its key holds beside the text."""

    type: QuestionType
    value: Decimal | None = None
    unit: str | None = None
    accept: tuple[str, ...] = ()


def typed_answer(said: Suggestion, document: SourceDocument) -> TypedAnswer:
    """A year, a number with its unit, or a text; who is asked for may be typed by the last name."""
    if _YEAR.fullmatch(said.key) and said.kind == "when":
        return TypedAnswer(QuestionType.YEAR, Decimal(said.key))
    amount = _amount(said.key)
    if amount is not None:
        return amount
    last = _last_name(said.key, document) if said.kind == "who" else None
    return TypedAnswer(QuestionType.TEXT, accept=(last,) if last else ())


def _last_name(name: str, document: SourceDocument) -> str | None:
    """The last name of a person by a first name that is known for one, where the document has
    nobody else of that name; nothing of "Louis XIV" or the "European Union"."""
    person = _PERSON.fullmatch(name)
    if person is None or person["first"] not in nouns("first"):
        return None
    text = " ".join(block.line for block in document.citable)
    before = set(re.findall(rf"\b({_LARGE}) {re.escape(person['last'])}\b", text))
    others = before - set(name.split()) - _TITLES
    return None if others else person["last"]


def _amount(key: str) -> TypedAnswer | None:
    """One number, in digits or in words, with a sign before it or a unit behind it."""
    numbers = [word for word in tokens(key) if word.value is not None]
    if len(numbers) != 1 or numbers[0].ordinal or numbers[0].decade:
        return None
    # Twenty-four is two words as it is read.
    before, number, behind = key.replace("-", " ").partition(numbers[0].text)
    sign, unit = before.strip(), behind.strip()
    if not number or key.startswith("-") or (sign and (unit or sign not in SIGNS)):
        return None
    unit = SIGNS.get(sign or unit, unit)
    if _FRACTION.match(unit) or len(unit) > _LONGEST_UNIT:
        return None
    return TypedAnswer(QuestionType.NUMBER, _plain(numbers[0].value), unit or None)


def _plain(value: Decimal | None) -> Decimal | None:
    """1.4 billion without its decimal place."""
    whole = value is not None and value == value.to_integral_value()
    return value.to_integral_value() if whole and value is not None else value
