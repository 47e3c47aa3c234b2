"""L09, L10: options on a scale, in order and apart."""

import pytest

from tests.bank.lint.asking import found, of_options, question


@pytest.mark.parametrize(
    ("options", "flawed"),
    [
        (("*1994", "1992", "1999"), True),
        (("*1992", "1994", "1999"), False),
        (("*1999", "1994", "1992"), False),
        (("*20 April 1994", "15 May 1992", "2 April 1999"), True),
        (("*15 May 1992", "20 April 1994", "2 April 1999"), False),
        (("*Three years", "Two years", "Five years"), True),
        (("*Two years", "Three years", "Five years"), False),
        (("*Article 7", "Article 4", "Article 9"), True),
        (("*Moscow", "Astana", "Minsk"), False),
        (("*Interaction-2021", "Echelon-2020", "Search-2022"), False),
        (("*15 мая 1994 года", "15 мая 1992 года", "2 апреля 1999 года"), True),
        (("*в мае 1994", "в июне 1992", "в мае 1999"), True),
    ],
)
def test_numbers_and_dates_stand_in_order(options: tuple[str, ...], flawed: bool) -> None:
    for language in ("en", "de"):
        where = found("L09", question("When was it in 1992?", *options), language)
        assert bool(where) is flawed


def test_the_right_order_of_an_ordering_is_its_key() -> None:
    made = question("What is right about 1992?", "1994", "1992", "1999", kind="truefalse")
    assert found("L09", made) == []


@pytest.mark.parametrize(
    ("options", "flawed"),
    [
        (("*10–20", "20–30", "30–40"), True),
        (("*10–19", "20–29", "30–39"), False),
        (("*10 to 20 soldiers", "15 to 25 soldiers", "30 soldiers"), True),
        (("*12 soldiers", "10 to 20 soldiers", "30 soldiers"), True),
        (("*More than 10", "At least 20", "5"), True),
        (("*More than 10", "10", "5"), False),
        (("*At least 10", "10", "5"), True),
        (("*Fewer than 10", "10", "More than 10"), False),
        (("*No more than 10", "10", "More than 10"), True),
        (("*Before 1992", "Between 1992 and 1999", "After 1999"), False),
        (("*Before 1995", "Between 1992 and 1999", "After 1999"), True),
        # Periods that follow each other.
        (("*1992–1999", "1999–2004", "2004–2010"), False),
        (("*1992–1999", "1998–2004", "2004–2010"), True),
        # A year and a month of it.
        (("*1992", "May 1992", "1994"), True),
        (("*In 1992", "15 May 1992", "In 1994"), True),
        (("*15 May 1992", "May 1993", "1994"), False),
        (("*May 1992", "June 1992", "15 July 1992"), False),
        # Different things.
        (("*5 states", "5 years", "6 states"), False),
        (("*Article 4", "Articles 4 and 5", "Article 7"), False),
        (("*Moscow", "Minsk", "Astana"), False),
        (("*10 000 солдат", "от 5 000 до 15 000 солдат", "20 000 солдат"), True),
        (("*не более 5", "более 5", "ровно 7 лет"), False),
        (("*не более 5", "5", "ровно 7 лет"), True),
    ],
)
def test_no_value_fits_two_options(options: tuple[str, ...], flawed: bool) -> None:
    assert bool(of_options("L10", *options)) is flawed
