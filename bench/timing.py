"""How long something takes, and how that is said."""

import time
from collections.abc import Awaitable, Callable, Sequence
from statistics import median


async def timed(act: Callable[[], Awaitable[object]]) -> float:
    """Seconds until ``act`` is done."""
    begun = time.perf_counter()
    await act()
    return time.perf_counter() - begun


def seconds(taken: Sequence[float]) -> str:
    """The median of a few runs, with the fastest and the slowest."""
    return f"{median(taken):6.2f} s   ({min(taken):.2f}-{max(taken):.2f} in {len(taken)} runs)"


def milliseconds(taken: Sequence[float]) -> str:
    """Median and 99th percentile of many."""
    ordered = sorted(taken)
    ninety_ninth = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    return f"median {1000 * median(ordered):5.1f} ms, p99 {1000 * ninety_ninth:5.1f} ms"
