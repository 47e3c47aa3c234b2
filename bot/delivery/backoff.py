"""How long to wait before trying again."""

import random
from datetime import timedelta

from telegram.error import RetryAfter


def backoff(tries: int, rng: random.Random, *, first: float = 0.5, most: float = 30.0) -> float:
    """Seconds before the next try after ``tries`` failed ones (from 1): doubling, with jitter.

    Between half and the whole of the doubled pause, so that what failed together does not come
    back together.
    """
    whole = min(most, first * 2.0 ** min(tries - 1, 30))
    return whole * rng.uniform(0.5, 1.0)


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


_EVERY = 8


def worth_saying(tries: int) -> bool:
    """Whether to log that it still fails: at the tries 1, 2, 4, 8, and every eighth after that.

    At the longest pauses of :func:`backoff` that is every three to four minutes: seldom enough for
    a log of a night, often enough for somebody who has just opened it.
    """
    return tries % _EVERY == 0 or tries in {1, 2, 4}
