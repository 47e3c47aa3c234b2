"""What "last year", "in January" and "as of September" say with the year of the report's date."""

import pytest

from bot.generation.sentences.report_periods import with_days, with_years


@pytest.mark.parametrize(
    ("said", "full"),
    [
        ("Last year, 75 boats sank.", "In 2016, 75 boats sank."),
        ("The mill opened late last year.", "The mill opened in late 2016."),
        ("It is twice that of last year.", "It is twice that of 2016."),
        ("Ada Merrow resigned last month.", "Ada Merrow resigned in January 2017."),
        ("As of September, Moss had nine.", "As of September 2016, Moss had nine."),
        ("It shut in December last year.", "It shut in December 2016."),
    ],
)
def test_a_period_has_the_year_of_its_report(said: str, full: str) -> None:
    assert with_years(said, "2017-02-24") == full


@pytest.mark.parametrize(
    "said",
    [
        "It rose over the last year.",
        "It was last year's crop.",
        "It will open in January.",
        "It opened in March.",  # eleven months ago, or next month
        "It was open in May 1990 and in June and July.",
    ],
)
def test_what_is_not_sure_stays(said: str) -> None:
    assert with_years(said, "2017-02-24") == said
    assert with_years("Last year it sank.", "2017") == "Last year it sank."


@pytest.mark.parametrize(
    ("said", "full"),
    [
        ("It sank on 27 January.", "It sank on 27 January, 2017."),
        ("It sank on December 3 at noon.", "It sank on December 3, 2016 at noon."),
        ("It will open on April 2.", "It will open on April 2, 2017."),
        ("The vote is due on 1 March, they said.", "The vote is due on 1 March, 2017, they said."),
    ],
)
def test_a_day_has_the_year_of_its_report(said: str, full: str) -> None:
    assert with_days(said, "2017-02-24") == full


@pytest.mark.parametrize(
    "said",
    [
        "It sank on 27 January 1999.",
        "It sank on January 27, 1999.",
        "It opened on 2 April.",  # ten months ago, or soon
        "It will open on 2 August.",
        "On 3 May 1990 it was open.",
    ],
)
def test_a_day_that_is_not_sure_stays(said: str) -> None:
    assert with_days(said, "2017-02-24") == said
    assert with_days("It sank on 27 January.", "2017") == "It sank on 27 January."


def test_a_day_to_come_may_be_of_the_next_year() -> None:
    assert with_days("It opens next on 9 January.", "2017-11-30").endswith("9 January, 2018.")
