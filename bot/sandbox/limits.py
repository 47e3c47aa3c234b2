"""Flood limits: token buckets per chat, per group and for the bot as a whole.

Telegram states guidance only: about one message a second in a chat, 20 a minute in a group,
30 a second overall, with short bursts borne. The bursts below are this sandbox's statement.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from bot.sandbox.refusals import too_many


@dataclass
class Rates:
    """Rates per second and bursts (messages at once from a full bucket)."""

    enabled: bool = True
    chat_rate: float = 1.0
    chat_burst: int = 6
    group_rate: float = 20 / 60
    group_burst: int = 20
    bot_rate: float = 30.0
    bot_burst: int = 60

    def change(self, values: dict[str, object]) -> None:
        """Set some of the fields. Raises ValueError naming an unknown or wrong one."""
        known = {item.name for item in fields(self)}
        for name, value in values.items():
            if name not in known:
                raise ValueError(f"no limit is called {name!r}; there are {sorted(known)}")
            if name == "enabled":
                self.enabled = bool(value)
            elif isinstance(value, int | float) and value > 0:
                setattr(self, name, value)
            else:
                raise ValueError(f"{name} has to be a number above 0")


class _Bucket:
    def __init__(self, rate: float, burst: int, now: float) -> None:
        self.rate = rate
        self.burst = burst
        self.tokens = float(burst)
        self.at = now

    def wait(self, now: float) -> float:
        """Seconds until one token is there; 0 if there is one."""
        self.tokens = min(self.burst, self.tokens + max(0.0, now - self.at) * self.rate)
        self.at = max(self.at, now)
        # A hair less than 1 counts: sums of floats must not cost a second more.
        return 0.0 if self.tokens > 1 - 1e-6 else (1 - self.tokens) / self.rate


class Limiter:
    """Takes one token of each bucket a message falls into, or refuses and takes none."""

    def __init__(self, rates: Rates) -> None:
        self.rates = rates
        self._buckets: dict[int | str, _Bucket] = {}

    def reset(self) -> None:
        """Fill all buckets (after the rates changed)."""
        self._buckets.clear()

    def charge(self, chat: int, *, group: bool, now: float) -> None:
        """Count one message or edit in a chat. Raises ApiError 429 with retry_after."""
        if not self.rates.enabled:
            return
        rates = self.rates
        own = (
            self._bucket(chat, rates.group_rate, rates.group_burst, now)
            if group
            else self._bucket(chat, rates.chat_rate, rates.chat_burst, now)
        )
        whole = self._bucket("bot", rates.bot_rate, rates.bot_burst, now)
        wait = max(own.wait(now), whole.wait(now))
        if wait > 0:
            raise too_many(max(1, math.ceil(wait)))
        own.tokens -= 1
        whole.tokens -= 1

    def _bucket(self, key: int | str, rate: float, burst: int, now: float) -> _Bucket:
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket(rate, burst, now)
        return bucket
