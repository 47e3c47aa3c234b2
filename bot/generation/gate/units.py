"""The unit of a number, which stands beside it: 25 metres are no 25 miles."""

from decimal import Decimal

from bot.bank.texts.passages import one_line
from bot.bank.texts.tokens import tokens

SIGNS = {"$": "dollars", "£": "pounds", "€": "euros", "¥": "yen", "%": "per cent"}
"""Signs that stand for a unit, and its word."""


def unit_stands(unit: str, value: Decimal, sentence: str) -> bool:
    """Whether the sentence has the number, and beside it the unit in words or as a sign."""
    said = tokens(sentence)
    wanted = [word.norm for word in tokens(unit)]
    line = one_line(sentence)
    for at, word in enumerate(said):
        if word.value != value:
            continue
        behind = [one.norm for one in said[at + 1 : at + 1 + len(wanted)]]
        signed = (f"{sign}{word.text}" in line or f"{word.text}{sign}" in line
                  or f"{word.text} {sign}" in line
                  for sign, name in SIGNS.items() if name == unit)  # fmt: skip
        if (wanted and behind == wanted) or any(signed):
            return True
    return False
