"""What "last year", "in January" and "as of September" say with the year of the report's date."""

import pytest

from bot.generation.sentences.report_periods import with_years


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
