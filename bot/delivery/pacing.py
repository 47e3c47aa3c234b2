"""How fast to send, and in what order: buckets and quotas, without a clock of their own.

The numbers stay at or under Telegram's guidance: about one message a second to a person, twenty a
minute to a group, thirty a second in all. A 429 is the law all the same.
"""

from collections import deque
from collections.abc import Hashable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.storage.delivery.debts import Debt


@dataclass(frozen=True, slots=True)
class Rate:
    """``burst`` at once, then ``per_second``."""

    per_second: float
    burst: int


PRIVATE = Rate(per_second=1.0, burst=6)  # a question is three calls: answered, tidied, the next
OVERALL = Rate(per_second=25.0, burst=5)  # 5 + 25: thirty in any second
UNLIMITED = Rate(per_second=float("inf"), burst=1)


@dataclass(frozen=True, slots=True)
class Quota:
    """At most ``most`` calls in any ``seconds``. What comes by itself keeps to a rate besides."""

    most: int
    by_itself: Rate
    seconds: float = 60.0
    held_back: int = 2  # of the burst, which edits that can wait leave to what begins

    def unhurried(self) -> Rate:
        """The rate of edits that can wait."""
        burst = max(1, self.by_itself.burst - self.held_back)
        return Rate(self.by_itself.per_second, burst)


# 5 + 11: of the twenty, sixteen come by themselves at most, and four are for who asks.
GROUP = Quota(most=20, by_itself=Rate(per_second=11 / 60, burst=5))
NO_QUOTA = Quota(most=10**9, by_itself=UNLIMITED)

GIVES_WAY = timedelta(seconds=10)
"""How long a patient debt lets others go first."""

_FORGET_OVER = 10_000
_HAIR = 1e-6
"""Seconds that only sums of floats make: nobody waits for them."""


class Buckets:
    """A bucket for each key, made when it is first asked for."""

    def __init__(self) -> None:
        # When each bucket will be full again, in seconds of the caller's clock.
        self._full_at: dict[Hashable, float] = {}

    def take(self, key: Hashable, rate: Rate, now: float) -> float:
        """Take one token, ahead of time if there is none; returns the seconds to wait for it."""
        if len(self._full_at) > _FORGET_OVER:
            self._full_at = {k: full for k, full in self._full_at.items() if full > now}
        wait = self.wait(key, rate, now)
        full = max(self._full_at.get(key, now), now)
        self._full_at[key] = full + 1.0 / rate.per_second
        return wait

    def wait(self, key: Hashable, rate: Rate, now: float) -> float:
        """The seconds until a token is there; takes none."""
        full = max(self._full_at.get(key, now), now)
        wait = full - (rate.burst - 1) / rate.per_second - now
        return wait if wait > _HAIR else 0.0


class Quotas:
    """What was spent of a quota, for each key. Nothing is held ahead of time: who comes later and
    is more urgent may go first.
    """

    def __init__(self) -> None:
        self._spent: dict[Hashable, deque[float]] = {}
        self._by_itself = Buckets()

    def wait(
        self, key: Hashable, quota: Quota, now: float, *, by_itself: bool, unhurried: bool = False
    ) -> float:
        """The seconds until a call may be made; an ``unhurried`` one comes by itself, too."""
        spent = self._spent.get(key, deque())
        full = len(spent) >= quota.most
        wait = max(0.0, spent[-quota.most] + quota.seconds - now) if full else 0.0
        if not by_itself:
            return wait
        rate = quota.unhurried() if unhurried else quota.by_itself
        return max(wait, self._by_itself.wait(key, rate, now))

    def spend(self, key: Hashable, quota: Quota, now: float, *, by_itself: bool) -> None:
        """A call was made."""
        if key not in self._spent and len(self._spent) > _FORGET_OVER:
            since = now - quota.seconds
            self._spent = {k: calls for k, calls in self._spent.items() if calls[-1] > since}
        spent = self._spent.setdefault(key, deque())
        spent.append(now)
        while spent[0] <= now - quota.seconds:
            spent.popleft()
        if by_itself:
            self._by_itself.take(key, quota.by_itself, now)


@dataclass(frozen=True, slots=True)
class Limits:
    """Which rates hold for a person's chat, a group's, and all together."""

    private: Rate = PRIVATE
    group: Quota = GROUP
    overall: Rate = OVERALL


def is_unhurried(owing: Sequence[Debt], unhurried: Set[str]) -> bool:
    """Whether the first, and all that one call pays with it, can wait."""
    first = owing[0]
    if first.owed.place is None:
        return first.owed.screen in unhurried
    same = (debt for debt in owing if debt.owed.place == first.owed.place)
    return all(debt.owed.screen in unhurried for debt in same)


def turns(
    owing: Sequence[Debt],
    patient: Set[str],
    now: datetime,
    *,
    asked_last: bool,
    unhurried: Set[str] = frozenset(),
) -> Sequence[Sequence[Debt]]:
    """What is owed to a chat, in the orders in which to pay it: the best one first, another for
    when its first debt has to wait.

    The ``patient`` screens come by themselves, so whoever asked for something goes before them; but
    people who ask and ask must not keep them away, so once one has waited they take turns. Each
    kind keeps its own order. Last come those that are ``unhurried``, too, unless something else is
    to be shown in the same place.
    """
    asked = [debt for debt in owing if debt.owed.screen not in patient]
    by_itself = [debt for debt in owing if debt.owed.screen in patient]
    hurried = {debt.owed.place for debt in by_itself if debt.owed.screen not in unhurried}
    by_itself.sort(key=lambda d: d.owed.screen in unhurried and d.owed.place not in hurried)
    if not asked or not by_itself:
        return [[*asked, *by_itself]]
    orders = [[*asked, *by_itself], [*by_itself, *asked]]
    waited = now - by_itself[0].created_at >= GIVES_WAY
    return orders[::-1] if asked_last and waited else orders
