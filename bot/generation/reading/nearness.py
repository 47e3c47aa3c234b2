"""Sorted numbers from a point outward."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence


def outward(sorted_at: Sequence[int], point: int) -> Iterator[int]:
    """The indexes of sorted numbers, those nearest to ``point`` first, the earlier of two."""
    right = bisect_left(sorted_at, point)
    left = right - 1
    while left >= 0 or right < len(sorted_at):
        ahead = right < len(sorted_at) and (
            left < 0 or sorted_at[right] - point < point - sorted_at[left]
        )
        yield right if ahead else left
        left, right = (left, right + 1) if ahead else (left - 1, right)
