"""Queries: a tap or an inline query waits for its answer, and is too old after a while."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.refusals import bad_request

ANSWER_WITHIN = 15.0  # seconds of the sandbox's clock
_FORGET_AFTER = 600.0
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass
class Query:
    """One tap, or one inline query; ``answer`` is set once the bot has answered."""

    id: str
    person: int
    chat: int
    message: int
    at: float
    text: str = ""  # of an inline query, as is its offset; it has no message
    offset: str = ""
    answer: Any = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)


class Queries:
    """The last minutes' queries of one kind. They do not outlive the process, as at Telegram.

    ``within`` is how long one may be answered, in seconds of the sandbox's clock.
    """

    def __init__(self, within: float = ANSWER_WITHIN) -> None:
        self.within = within
        self._known: dict[str, Query] = {}

    def open(self, query: Query) -> Query:
        self._known[query.id] = query
        for old in [q for q in self._known.values() if q.at < query.at - _FORGET_AFTER]:
            del self._known[old.id]
        return query

    def known(self, query_id: str) -> Query | None:
        return self._known.get(query_id)

    def answer(self, query_id: str, answer: Any, now: float) -> Query:
        """Answer a query. Raises ApiError 400 "query is too old ..." for late and unknown ones.

        A second answer in time is taken and changes nothing, since the app shows the first.
        """
        query = self._known.get(query_id)
        if query is None or now - query.at > self.within:
            raise bad_request(TOO_OLD)
        if query.answer is None:
            query.answer = answer
            query.answered.set()
        return query
