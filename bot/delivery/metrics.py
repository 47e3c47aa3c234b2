"""Figures that only the running process knows, for readiness and for whoever scrapes them."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Metrics:
    """Counters since the start; ``last_poll`` is when Telegram last answered ``getUpdates``.

    Seconds are sums. Kinds of updates, screens and outcomes are few: safe as labels.
    """

    last_poll: datetime | None = None
    received: Counter[str] = field(default_factory=Counter)
    handled: Counter[str] = field(default_factory=Counter)
    handling_seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    lag_seconds: float = 0.0
    sent: Counter[str] = field(default_factory=Counter)
    limited: int = 0
    fired: int = 0
    timer_late_seconds: float = 0.0
