"""The queue of updates: serialised once, confirmed by offset, polled by one at a time."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from dataclasses import dataclass
from typing import Any

from bot.sandbox.refusals import ApiError

KINDS = (
    "message",
    "edited_message",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
)
# Delivered only when asked for by name.
_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
_DAY = 24 * 3600
_LIFE = {"callback_query": 150}  # seconds; everything else is kept a day
FIRST_UPDATE_ID = 700000001


@dataclass(frozen=True)
class Update:
    """One update waiting; ``lane`` names the webhook queue in which it is alone in flight."""

    id: int
    kind: str
    lane: str
    expires: float
    raw: bytes

    @property
    def value(self) -> dict[str, Any]:
        parsed: dict[str, Any] = json.loads(self.raw)
        return parsed


def dumps(value: Any) -> bytes:
    """Compact JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


class UpdateQueue:
    """Updates in order of id, those not yet confirmed."""

    def __init__(self, next_id: int = FIRST_UPDATE_ID) -> None:
        self.next_id = next_id
        self.confirmed = next_id - 1  # the newest id that the bot has confirmed
        self.allowed: list[str] | None = None
        self.waiting: deque[Update] = deque()
        self.closed = False
        self._poller = 0
        self._wake = asyncio.Event()

    def wanted(self, kind: str) -> bool:
        """Whether updates of this kind are made at all, by the remembered allowed_updates."""
        if self.allowed:
            return kind in self.allowed
        return kind not in _ON_REQUEST

    def push(self, kind: str, payload: Any, now: float, lane: str) -> int | None:
        """Queue an update; None when this kind is not wanted."""
        if not self.wanted(kind):
            return None
        return self.push_raw(kind, dumps(payload), now, lane)

    def push_raw(self, kind: str, payload: bytes, now: float, lane: str) -> int:
        """Queue an update whose payload is JSON already; the kind is not checked."""
        number = self.next_id
        self.next_id += 1
        raw = b'{"update_id":%d,"%s":%s}' % (number, kind.encode(), payload)
        expires = now + _LIFE.get(kind, _DAY)
        self.waiting.append(Update(number, kind, lane, expires, raw))
        self.wake()
        return number

    def expire(self, now: float) -> None:
        """Forget what Telegram would not keep any longer."""
        if any(update.expires <= now for update in self.waiting):
            self.waiting = deque(u for u in self.waiting if u.expires > now)

    def confirm(self, offset: int, now: float) -> bool:
        """Apply getUpdates' offset; True when something was confirmed.

        A negative offset keeps that many from the end and forgets all before.
        """
        self.expire(now)
        before = self.confirmed
        if offset < 0:
            while len(self.waiting) > -offset:
                self.confirmed = self.waiting.popleft().id
        else:
            while self.waiting and self.waiting[0].id < offset:
                self.confirmed = self.waiting.popleft().id
        return self.confirmed != before

    def remove(self, number: int) -> None:
        """Confirm one update out of order, as webhooks do."""
        if self.waiting and self.waiting[0].id == number:
            self.waiting.popleft()
        else:
            self.waiting = deque(u for u in self.waiting if u.id != number)
        self.confirmed = max(self.confirmed, number)

    def clear(self) -> None:
        """Forget all that waits (drop_pending_updates)."""
        if self.waiting:
            self.confirmed = self.waiting[-1].id
        self.waiting.clear()

    def batch(self, limit: int) -> list[Update]:
        """The oldest ``limit`` updates."""
        return [update for update, _ in zip(self.waiting, range(limit), strict=False)]

    def claim(self) -> int:
        """Become the one poller; whoever waited before is sent away with 409."""
        self._poller += 1
        self.wake()
        return self._poller

    def close(self) -> None:
        """Let pollers go with nothing; the sandbox is going down."""
        self.closed = True
        self.wake()

    def wake(self) -> None:
        """Make whoever waits look again."""
        self._wake.set()
        self._wake = asyncio.Event()

    def changed(self) -> asyncio.Event:
        """An event that is set at the next change. Take it before looking at the queue."""
        return self._wake

    async def wait(self, ticket: int, timeout: float) -> None:  # noqa: ASYNC109
        """Until something waits or ``timeout`` seconds went by. Raises 409 when superseded."""
        try:
            async with asyncio.timeout(timeout):
                while not self.waiting and not self.closed:
                    await self._wake.wait()
                    self.check(ticket)
        except TimeoutError:
            pass
        self.check(ticket)

    def check(self, ticket: int) -> None:
        """Raise 409 if another getUpdates has come since."""
        if ticket != self._poller:
            raise ApiError(
                409,
                "terminated by other getUpdates request; "
                "make sure that only one bot instance is running",
            )
