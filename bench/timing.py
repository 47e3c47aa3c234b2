"""How long something takes, and how that is said."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds on the clock, and seconds of processor that this process had of them.

    On a busy machine the first is much more than the second; a server's own work is in neither.
    """

    clock: float
    processor: float


async def timed(act: Callable[[], Awaitable[object]]) -> Taken:
    """What it takes until ``act`` is done."""
    clock, processor = time.perf_counter(), time.process_time()
    await act()
    return Taken(time.perf_counter() - clock, time.process_time() - processor)


def seconds(taken: Sequence[Taken]) -> str:
    """Medians of a few runs."""
    clock, processor = _medians(taken)
    return f"{clock:6.2f} s, processor {processor:5.2f} s (median of {len(taken)} runs)"


def milliseconds(taken: Sequence[Taken]) -> str:
    """Median and 99th percentile of many."""
    clock, processor = _medians(taken)
    ordered = sorted(one.clock for one in taken)
    ninety_ninth = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    return (
        f"median {1000 * clock:5.1f} ms, p99 {1000 * ninety_ninth:5.1f} ms,"
        f" processor {1000 * processor:4.1f} ms"
    )


def _medians(taken: Sequence[Taken]) -> tuple[float, float]:
    return median(one.clock for one in taken), median(one.processor for one in taken)
