"""What is typed in reply to a question that has no options, as its key tells."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.bank.texts.tokens import tokens
from bot.domain.question import QuestionType
from bot.generation.llm.shapes import Suggestion

_YEAR = re.compile(r"[12]\d{3}")
_SIGNS = {"$": "dollars", "£": "pounds", "€": "euros", "¥": "yen", "%": "per cent"}
_LONGEST_UNIT = 30
_FRACTION = re.compile(
    r"(?:half|halves|thirds?|quarters?|(?:four|fif|six|seven|eigh|nin|ten|hundred|thousand)ths?)\b"
)
_NO_SURNAMES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "I", "II", "III", "IV", "VI"})


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """The type of a question, and what its key holds beside the text."""

    type: QuestionType
    value: Decimal | None = None
    unit: str | None = None
    accept: tuple[str, ...] = ()


def typed_answer(said: Suggestion) -> TypedAnswer:
    """A year, a number with its unit, or a text; who is asked for may be typed by the last name."""
    if _YEAR.fullmatch(said.key) and said.kind == "when":
        return TypedAnswer(QuestionType.YEAR, Decimal(said.key))
    amount = _amount(said.key)
    if amount is not None:
        return amount
    last = said.key.split()[-1]
    named = said.kind == "who" and last != said.key and last not in _NO_SURNAMES
    return TypedAnswer(QuestionType.TEXT, accept=(last,) if named else ())


def _amount(key: str) -> TypedAnswer | None:
    """One number, in digits or in words, with a sign before it or a unit behind it."""
    numbers = [word for word in tokens(key) if word.value is not None]
    if len(numbers) != 1 or numbers[0].ordinal or numbers[0].decade:
        return None
    # Twenty-four is two words as it is read.
    before, number, behind = key.replace("-", " ").partition(numbers[0].text)
    sign, unit = before.strip(), behind.strip()
    if not number or key.startswith("-") or (sign and sign not in _SIGNS):
        return None
    if _FRACTION.match(unit):
        return None
    unit = " ".join(part for part in (unit, _SIGNS.get(sign)) if part)
    unit = _SIGNS.get(unit, unit)
    if len(unit) > _LONGEST_UNIT:
        return None
    return TypedAnswer(QuestionType.NUMBER, _plain(numbers[0].value), unit or None)


def _plain(value: Decimal | None) -> Decimal | None:
    """1.4 billion without its decimal place."""
    whole = value is not None and value == value.to_integral_value()
    return value.to_integral_value() if whole and value is not None else value
