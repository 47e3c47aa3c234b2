"""How far a command is, in a line of the terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int], None]
"""Is told how much is done, and of how much."""

_WIDTH = 30


@contextmanager
def bar(command: str, unit: str) -> Iterator[Progress]:
    """What draws the bar, where somebody watches. However the work ends, its line ends too."""
    if not sys.stderr.isatty():
        yield _silent
        return
    drawn = ""

    def draw(done: int, total: int) -> None:
        nonlocal drawn
        filled = _WIDTH * done // total if total else _WIDTH
        line = f"{command}: [{'#' * filled:.<{_WIDTH}}] {done} of {total} {unit}"
        if line != drawn:
            drawn = line
            print(f"\r{line}", end="", file=sys.stderr, flush=True)

    try:
        yield draw
    finally:
        if drawn:
            print(file=sys.stderr)


def _silent(_done: int, _total: int) -> None:
    """Where nobody watches."""
