"""Numbers and dates in any writing."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.bank.texts.dates import MONTHS, Date, in_words, mentions

Day = tuple[int | None, int | None, int | None]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("20 April 1994", [(1994, 4, 20)]),
        ("April 20, 1994", [(1994, 4, 20)]),
        ("the seventh of October 2002", [(2002, 10, 7)]),
        ("on the 7th of October, 2002", [(2002, 10, 7)]),
        ("October the seventh, 2002", [(2002, 10, 7)]),
        ("the twenty-first of March 1900", [(1900, 3, 21)]),
        ("2022-01-06", [(2022, 1, 6)]),
        ("June 1988", [(1988, 6, None)]),
        ("in December of 2011", [(2011, 12, None)]),
        ("19-20 May", [(None, 5, 19), (None, 5, 20)]),
        ("June 3–4", [(None, 6, 3), (None, 6, 4)]),
        ("September 14-15, 2015", [(2015, 9, 14), (2015, 9, 15)]),
        ("Sept. 3", [(None, 9, 3)]),
        ("3 Jan 1950", [(1950, 1, 3)]),
        ("one day in August", [(None, 8, None)]),
        ("May I come in?", []),
        ("March on, and you may win", []),
        ("May 1992", [(1992, 5, None)]),
        ("in 1994", []),
        ("1994-2000", []),
        ("by 6 to 4", []),
    ],
)
def test_dates(text: str, dates: list[Day]) -> None:
    assert [(d.year, d.month, d.day) for d in mentions(text).dates] == dates


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("six, 6 and 6.0", ["6", "6", "6.0"]),
        ("3,000 soldiers and 3 000 more", ["3000", "3000"]),
        ("three thousand", ["3000"]),
        ("3 million", ["3000000"]),
        ("twenty-two", ["22"]),
        ("a hundred and five", ["105"]),
        ("four hundred and twelve thousand and three", ["412003"]),
        ("two dozen", ["24"]),
        ("the 7th and the seventh", ["7", "7"]),
        ("thirtieth, 30th", ["30", "30"]),
        ("Search-2021", ["2021"]),
        ("1999-2000", ["1999", "2000"]),
        ("thousands of people, dozens of ships", []),
        ("20 April 1994", []),
        ("7 October 2002 and 7 ships", ["7"]),
        ("often, tension, weight", []),
    ],
)
def test_numbers(text: str, numbers: list[str]) -> None:
    assert [n.value for n in mentions(text).numbers] == list(map(Decimal, numbers))


def test_units_and_decades() -> None:
    said = mentions("13 years, in the 1990s, a five-year term")
    assert [(int(n.value), n.unit, n.decade) for n in said.numbers] == [
        (13, "years", False),
        (1990, "", True),
        (5, "year", False),
    ]


@settings(deadline=None)
@given(st.integers(1, 28), st.integers(1, 12), st.integers(1000, 2199))
def test_every_writing_of_a_day_is_the_same_day(day: int, month: int, year: int) -> None:
    name = MONTHS[month - 1].title()
    writings = [
        f"On {day} {name} {year} it rained.",
        f"On {name} {day}, {year}, it rained.",
        f"{year}-{month:02}-{day:02}",
        f"on the {day}th of {name} {year}",
    ]
    for text in writings:
        said = mentions(text)
        assert [(d.year, d.month, d.day) for d in said.dates] == [(year, month, day)]
        assert said.numbers == ()


@settings(deadline=None)
@given(st.integers(0, 999_999_999))
def test_separators_do_not_matter(value: int) -> None:
    for text in (f"{value}", f"{value:,}", f"{value:,}".replace(",", " ")):
        assert [n.value for n in mentions(f"x {text} x").numbers] == [value]


@settings(deadline=None)
@given(st.text("ab AM1 9,.-–'thsay of May June three million hundred", max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    said = mentions(text)
    assert all(d.text for d in said.dates)
    assert all(n.text for n in said.numbers)


def test_a_date_says_no_more_than_the_evidence() -> None:
    full, month, year = Date("", 2002, 10, 7), Date("", 2002, 10), Date("", None, 10)
    assert month.within(full)
    assert year.within(full)
    assert not full.within(month)
    assert not month.within(year)
    assert not Date("", 2002, 11).within(full)


def test_a_date_of_the_bibliography_is_said_in_words() -> None:
    assert [in_words(d) for d in (None, "2019", "2019-05", "2019-05-04")] == [
        None,
        "2019",
        "May 2019",
        "4 May 2019",
    ]
