"""How long to wait before trying again."""

import random


def backoff(tries: int, rng: random.Random, *, first: float = 0.5, most: float = 30.0) -> float:
    """Seconds before the next try after ``tries`` failed ones (from 1): doubling, with jitter.

    Between half and the whole of the doubled pause, so that what failed together does not come
    back together.
    """
    whole = min(most, first * 2.0 ** min(tries - 1, 30))
    return whole * rng.uniform(0.5, 1.0)
