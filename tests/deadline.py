"""No test hangs for ever: after a time it fails, with where everything stood.

An alarm interrupts the main thread, so that the test fails as any other and the next one runs. What
cannot be interrupted, such as a library that never comes back, ends the whole process a while later
(``faulthandler_exit_on_timeout`` in pyproject.toml).
"""

import asyncio
import faulthandler
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest

LIMIT = 240.0
"""Seconds for a test's setup, for its run, and for its end: many times what the longest need."""
PROVE_LIMIT = 3600.0
"""The same for what takes long by its nature."""
STDERR = 2  # the file itself: a test may have put something else in its place
AGAIN = 5.0
"""Seconds until the next alarm where the first one was taken for another task's failure."""

TooLong = pytest.fail.Exception


@contextmanager
def limited(item: pytest.Item) -> Iterator[None]:
    """Whoever is in here longer than the test's limit is thrown out."""
    limit = LIMIT if item.get_closest_marker("prove") is None else PROVE_LIMIT
    too_long: BaseException | None = None

    def ring(_signal: int, _frame: FrameType | None) -> None:
        nonlocal too_long
        _show_tasks()
        faulthandler.dump_traceback(STDERR)
        too_long = TooLong(f"it hangs: not over after {limit:g} s")
        raise too_long

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, limit, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    if too_long is not None:  # a task took it for its own failure, and nobody asked that task
        raise too_long


def _show_tasks() -> None:
    """Where the coroutines of the running loop stand: the main thread only waits for them."""
    try:
        tasks = asyncio.all_tasks()
    except RuntimeError:  # no loop runs
        return
    for task in tasks:
        frames = traceback.StackSummary.extract(_awaiting(task.get_coro()))
        sys.stderr.write("".join([f"{task.get_name()}:\n", *frames.format()]))


def _awaiting(coroutine: Any) -> Iterator[tuple[FrameType, int]]:
    """From the outermost call to what is waited for; a task's own stack ends at the first."""
    while coroutine is not None:
        frame = getattr(coroutine, "cr_frame", None) or getattr(coroutine, "gi_frame", None)
        if frame is not None:
            yield frame, frame.f_lineno
        following = getattr(coroutine, "cr_await", None)
        coroutine = following or getattr(coroutine, "gi_yieldfrom", None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    with limited(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    with limited(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    with limited(item):
        return (yield)
