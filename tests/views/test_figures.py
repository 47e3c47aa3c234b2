"""Numbers, dates and durations in both locales."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from bot.views.figures import day, number, points, share, stated_date, time_spent
from bot.views.words import Words

EN, RU = Words("en"), Words("ru")


@pytest.mark.parametrize(
    ("hundredths", "english", "russian"),
    [(0, "0", "0"), (700, "7", "7"), (650, "6.5", "6,5"), (33, "0.3", "0,3"), (66, "0.7", "0,7")],
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


def test_share() -> None:
    assert (share(2, 3), share(0, 0), share(3, 3)) == (67, 0, 100)
