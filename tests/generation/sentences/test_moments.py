"""Dates in a sentence: where they stand, how exact they are, which preposition is theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.generation.sentences.moments import MONTHS, Precision, moments


@pytest.mark.parametrize(
    ("text", "said", "lead"),
    [
        ("It opened on 4 March 1890.", "4 March 1890", "on"),
        ("On March 4, 1890 it opened.", "4 March 1890", "on"),
        ("The ninth of October 1877: the lamp was lit.", "9 October 1877", ""),
        ("It closed in May 1926 for good.", "May 1926", "in"),
        ("Since June 1988 it has been electric.", "June 1988", "since"),
        ("In 1902 a horn was added.", "1902", "in"),
        ("It has stood there since early 1911.", "1911", "early"),
    ],
)
def test_a_date_is_found_with_the_word_that_belongs_to_it(text: str, said: str, lead: str) -> None:
    (found,) = moments(text)
    assert (found.said, found.lead) == (said, lead)
    assert text[found.phrase.start : found.span.start].strip().lower() == lead


@pytest.mark.parametrize(
    "text",
    [
        "He was chief engineer from 1905 to 1907.",
        "Trains stood still between 6 and 14 July.",
        "The war of 1914-1918 closed the works.",
        "The council met on 3 March.",
    ],
)
def test_a_range_or_a_day_without_its_year_is_loose(text: str) -> None:
    assert [one.precision for one in moments(text)] == [Precision.LOOSE]


@pytest.mark.parametrize(
    "text", ["It weighs 1,900 tonnes.", "The 1930s came.", "Line 1902.5 it is."]
)
def test_no_year_is_read_into_other_numbers(text: str) -> None:
    assert moments(text) == ()


@given(st.integers(1, 28), st.sampled_from(MONTHS), st.integers(1000, 2099))
def test_every_day_reads_the_same_in_both_orders(day: int, month: str, year: int) -> None:
    (one,) = moments(f"They met on {day} {month} {year}.")
    (other,) = moments(f"They met on {month} {day}, {year}.")
    assert one.key == other.key == (year, MONTHS.index(month) + 1, day)
    assert one.said == f"{day} {month} {year}"
