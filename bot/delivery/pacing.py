"""How fast to send, and in what order: token buckets, without a clock of their own.

The numbers stay at or under Telegram's guidance: about one message a second to a person, twenty a
minute to a group, thirty a second in all. A 429 is the law all the same.
"""

from collections.abc import Hashable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.storage.debts import Debt


@dataclass(frozen=True, slots=True)
class Rate:
    """``burst`` at once, then ``per_second``."""

    per_second: float
    burst: int


PRIVATE = Rate(per_second=1.0, burst=6)  # a question is three calls: answered, tidied, the next
GROUP = Rate(per_second=0.25, burst=5)  # 5 + 60 * 0.25: twenty in any minute
OVERALL = Rate(per_second=25.0, burst=5)  # 5 + 25: thirty in any second
UNLIMITED = Rate(per_second=float("inf"), burst=1)

GIVES_WAY = timedelta(seconds=10)
"""How long a patient debt lets others go first."""

_FORGET_OVER = 10_000


class Buckets:
    """A bucket for each key, made when it is first asked for."""

    def __init__(self) -> None:
        # When each bucket will be full again, in seconds of the caller's clock.
        self._full_at: dict[Hashable, float] = {}

    def take(self, key: Hashable, rate: Rate, now: float) -> float:
        """Take one token, ahead of time if there is none; returns the seconds to wait for it."""
        if len(self._full_at) > _FORGET_OVER:
            self._full_at = {k: full for k, full in self._full_at.items() if full > now}
        interval = 1.0 / rate.per_second
        full = max(self._full_at.get(key, now), now)
        self._full_at[key] = full + interval
        return max(0.0, full - (rate.burst - 1) * interval - now)


@dataclass(frozen=True, slots=True)
class Limits:
    """Which rates hold; a positive chat id is a person's, a negative one a group's."""

    private: Rate = PRIVATE
    group: Rate = GROUP
    overall: Rate = OVERALL

    def of(self, chat: int) -> Rate:
        return self.private if chat > 0 else self.group


def in_turn(owing: Sequence[Debt], patient: Set[str], now: datetime) -> Sequence[Debt]:
    """What is owed to a chat in the order in which to pay it.

    The ``patient`` screens come by themselves, so whoever asked for something goes before them; but
    not for ever, or people who ask and ask would keep them away. Each kind keeps its own order.
    """
    first = owing[0]
    if first.owed.screen not in patient or now - first.created_at >= GIVES_WAY:
        return owing
    return sorted(owing, key=lambda debt: debt.owed.screen in patient)
