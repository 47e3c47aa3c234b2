"""Numbers, dates and durations in both locales."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.figures import day, number, points, share, stated_date, time_spent
from bot.views.words import Words

EN, RU = Words("en"), Words("ru")


@pytest.mark.parametrize(
    ("hundredths", "english", "russian"),
    [
        (0, "0", "0"),
        (700, "7", "7"),
        (650, "6.5", "6,5"),
        (33, "0.33", "0,33"),
        (66, "0.66", "0,66"),
    ],
)
def test_points(hundredths: int, english: str, russian: str) -> None:
    assert (points(hundredths, EN), points(hundredths, RU)) == (english, russian)


def test_numbers_are_grouped_as_the_locale_does() -> None:
    assert number(Decimal("1344.50"), EN) == "1,344.5"
    assert number(Decimal("1344.50"), RU) == "1\u00a0344,5"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59, "59 s"), (60, "1 min"), (192, "3 min 12 s"), (3_900, "1 h 5 min")],
)
def test_time_spent(seconds: int, words: str) -> None:
    assert time_spent(timedelta(seconds=seconds), EN) == words


def test_a_day_is_the_persons_own() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert day(late, None, EN) == "23 Nov"
    assert day(late, "Europe/Berlin", EN) == "24 Nov"


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ("2022-01-06", "6 January 2022"),
        ("2022-01", "January 2022"),
        ("2022", "2022"),
        ("spring 2022", "spring 2022"),
        ("2022-13", "2022-13"),
        ("2022-01-06-07", "2022-01-06-07"),
    ],
)
def test_a_documents_date_is_as_exact_as_the_document(stated: str, words: str) -> None:
    assert stated_date(stated, EN) == words


def test_a_documents_date_in_russian() -> None:
    assert stated_date("2022-01-06", RU) == "6 января 2022"


@given(st.lists(st.integers(0, 100), max_size=60))
def test_marks_as_shown_add_up_to_the_score_as_shown(marks: list[int]) -> None:
    assert sum(Decimal(points(one, EN)) for one in marks) == Decimal(points(sum(marks), EN))


def test_a_share_is_whole_per_cent() -> None:
    assert (share(2, 3), share(0, 0), share(3, 3), share(1, 8)) == (67, 0, 100, 13)


@given(st.integers(1, 3000), st.data())
def test_a_share_is_full_only_of_all_and_nothing_only_of_none(of: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, of))
    assert (share(right, of) == 100) == (right == of)
    assert (share(right, of) == 0) == (right == 0)
    assert share(right, of) <= share(min(right + 1, of), of)
    if 1 <= 100 * right / of <= 99:
        assert abs(share(right, of) - 100 * right / of) <= 0.5
