"""What the bot answered to inline queries, and how long an answer is given again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.callbacks import Query

Json = dict[str, Any]


@dataclass
class InlineAnswer:
    """What the bot answered to a query; ``results`` are checked, in the bot's own order."""

    results: list[Json]
    next_offset: str = ""
    button: Json | None = None
    contents: dict[str, Json] = field(default_factory=dict)  # result id -> fields of its Message


class InlineCache:
    """Answers that the server gives again by itself, as long as the bot allows."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, int | None], tuple[float, InlineAnswer]] = {}

    def keep(
        self, query: Query, answer: InlineAnswer, *, personal: bool, until: float, now: float
    ) -> None:
        self._kept = {key: kept for key, kept in self._kept.items() if kept[0] > now}
        if until > now:
            who = query.person if personal else None
            self._kept[query.text, query.offset, who] = (until, answer)

    def find(self, text: str, offset: str, person: int, now: float) -> InlineAnswer | None:
        """The answer kept for this person, or for everybody."""
        for who in (person, None):
            until, answer = self._kept.get((text, offset, who), (now, None))
            if until > now:
                return answer
        return None
