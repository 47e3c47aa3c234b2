"""What a person gave as the JSON of the response log, and back."""

from decimal import Decimal
from typing import Any

from bot.domain.marking import Given


def to_json(given: Given) -> dict[str, Any]:
    """Plain values, enough to mark the response again; numbers stay exact, as text."""
    content: dict[str, Any] = {
        "options": sorted(given.options),
        "value": None if given.value is None else str(given.value),
    }
    if given.text is not None:
        content["text"] = given.text
    if given.sequence:
        content["sequence"] = list(given.sequence)
    return content


def from_json(content: dict[str, Any]) -> Given:
    """The inverse of :func:`to_json`."""
    value = content["value"]
    return Given(
        options=frozenset(content["options"]),
        value=None if value is None else Decimal(value),
        text=content.get("text"),
        sequence=tuple(content.get("sequence", ())),
    )
