"""Jobs that draft: how far they are, and when that is worth a word."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.drafts.draft_job import BEST, MOST, TELLING, DraftJob, JobState, Told, percent
from tests.conftest import Clock

SOON = timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("done", "total", "expected"), [(0, 0, 0), (0, 3, 0), (1, 3, 33), (299, 300, 99), (3, 3, 100)]
)
def test_only_all_is_a_hundred_per_cent(done: int, total: int, expected: int) -> None:
    assert percent(done, total) == expected


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_it_is_between_nothing_and_all(done: int, total: int) -> None:
    assert 0 <= percent(done, total) <= 100


def test_a_word_is_worth_it_when_there_is_more_to_tell_and_a_while_has_passed() -> None:
    at = Clock()()
    told = Told(40, at)
    assert told.is_outdated(41, at + TELLING)
    assert not told.is_outdated(99, at + TELLING - SOON)
    assert not told.is_outdated(40, at + 10 * TELLING)


@pytest.mark.parametrize(("most", "limit"), [(None, MOST), (BEST, BEST), (MOST + 1, MOST)])
def test_no_job_brings_more_than_anybody_reads(most: int | None, limit: int) -> None:
    assert DraftJob(1, 1, 1, 1, "rules", most, JobState.QUEUED).limit == limit
