"""What a scalar of YAML without quotes means, as YAML 1.2 has it and editors read it."""

import re
from dataclasses import dataclass
from decimal import Decimal

LONGEST_NUMBER = 24
_INTEGER = re.compile(r"[-+]?(0|[1-9]\d*)", re.ASCII)
_FRACTION = re.compile(r"[-+]?(0|[1-9]\d*)\.\d+", re.ASCII)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTHS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_UNCLEAR = re.compile(
    r"y|n|yes|no|on|off|[-+]?\.(inf|nan)|[-+]?[\d][\d_,:.]*|[-+]?\.\d[\d_]*"
    r"|[-+]?[\d.]+e[-+]?\d+|0x[\da-f]+|0o[0-7]+|0b[01]+",
    re.IGNORECASE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Unclear:
    """A scalar that different YAML readers take for different things."""

    text: str


def resolve(text: str) -> str | int | Decimal | bool | Unclear | None:
    """What an unquoted scalar means."""
    if text in _NULLS:
        return None
    if text in _TRUTHS:
        return _TRUTHS[text]
    if len(text) <= LONGEST_NUMBER:
        if _INTEGER.fullmatch(text):
            return int(text)
        if _FRACTION.fullmatch(text):
            return Decimal(text)
    # A day such as 2026-11-23 is text for everybody who reads YAML 1.2.
    return Unclear(text) if _UNCLEAR.fullmatch(text) else text
