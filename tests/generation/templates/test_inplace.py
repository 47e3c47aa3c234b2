"""Dates and numbers of any statement that stands alone, and those that answer nothing."""

from decimal import Decimal

import pytest

from bot.generation.templates import inplace, when
from tests.generation.templates.test_templates import asked
from tests.generation.texts import text_of

PLAIN = 'According to "Port Ansel", '
DOCUMENT = 'According to "Port Ansel" (May 2019), '


@pytest.mark.parametrize(
    ("body", "stem", "key"),
    [
        (
            "In 1709 Ada Merrow, a local weaver, successfully rebelled against Port Ansel.",
            "In which year did Ada Merrow, a local weaver, successfully rebel against Port Ansel?",
            "1709",
        ),
        (
            "In early 1985 Port Ansel was reorganised by Ada Merrow, but the works stayed shut.",
            "In which year was Port Ansel reorganised by Ada Merrow?",
            "1985",
        ),
        (
            "Port Ansel granted operating rights to Ole Lund, a miller, in March 1955.",
            "In which month and year did Port Ansel grant operating rights to Ole Lund?",
            "March 1955",
        ),
        (
            "In 1989 an estimated 900 people left Port Ansel.",
            "In which year did an estimated 900 people leave Port Ansel?",
            "1989",
        ),
        (
            "Founded in 1650, Port Ansel grew into a town of weavers and rope makers.",
            "In which year was Port Ansel founded?",
            "1650",
        ),
        (
            "Leaving Port Ansel in 1905, Ada Merrow travelled through Norway with Ole Lund.",
            f"{PLAIN}in which year did Ada Merrow leave Port Ansel?",
            "1905",
        ),
        (
            "From 1826 to 1846, Port Ansel served as the capital of Norway.",
            "From 1826 until which year did Port Ansel serve as the capital of Norway?",
            "1846",
        ),
        (
            "Ada Merrow has been led by Port Ansel since 2010.",
            f"{DOCUMENT}since which year has Ada Merrow been led by Port Ansel?",
            "2010",
        ),
        (
            "Quiet Harbour is a symphonic poem by Ada Merrow, first performed in 1928. "
            "Quiet Harbour is a symphonic poem by Ada Merrow, written in 1928.",
            f"{PLAIN}in which year was Quiet Harbour written?",
            "1928",
        ),
        (
            "Port Ansel took part in building the bridge across the Moss in 1930.",
            "Port Ansel took part in building the bridge across the Moss in which year?",
            "1930",
        ),
        (  # the passage, or the leaving?
            "Most weavers left Port Ansel within a few years of the passage of the Moss Act in "
            "1830, which Ada Merrow welcomed.",
            "Most weavers left Port Ansel within a few years of the passage of the Moss Act in "
            "which year?",
            "1830",
        ),
    ],
)
def test_dates(body: str, stem: str, key: str) -> None:
    assert (stem, key) in asked(inplace.propose, body)


@pytest.mark.parametrize(
    ("body", "stem", "key"),
    [
        (
            "About 2,200 people die from smoke in Port Ansel each year.",
            f"{DOCUMENT}about how many people die from smoke in Port Ansel each year?",
            "2,200",
        ),
        (
            "In Norway, Ada Merrow divides Port Ansel into nine wards, among them Moss and Skar.",
            f"{DOCUMENT}in Norway, Ada Merrow divides Port Ansel into how many wards?",
            "nine",
        ),
        (
            "Port Ansel lies 280 kilometres south of Moss and 90 kilometres north of Skar.",
            f"{DOCUMENT}Port Ansel lies how many kilometres south of Moss?",
            "280",
        ),
        (
            "Port Ansel is one of the four walled towns of Norway.",
            f"{DOCUMENT}Port Ansel is one of how many walled towns of Norway?",
            "four",
        ),
        (
            "Port Ansel covers an area of 4,400 hectares, about 30% of the coast of Norway.",
            f"{DOCUMENT}Port Ansel covers an area of how many hectares?",
            "4,400",
        ),
        (
            "More than 40 raiders have taken nine boats in Port Ansel.",
            f"{DOCUMENT}how many boats did more than 40 raiders take in Port Ansel?",
            "nine",
        ),
        (
            "Ada Merrow sold nine boats in Port Ansel on Monday.",
            f"{DOCUMENT}how many boats did Ada Merrow sell in Port Ansel?",
            "nine",
        ),
        (
            "The fleet of Port Ansel made as many as 80 trips in 1989.",
            "How many trips did the fleet of Port Ansel make in 1989?",
            "80",
        ),
        (
            "Ada Merrow took three days to travel from Port Ansel to Rome.",
            "How many days did Ada Merrow take to travel from Port Ansel to Rome?",
            "three",
        ),
        (
            "A total of nine tonnes of oil was put into Port Ansel by Ada Merrow.",
            "How many tonnes of oil were put into Port Ansel by Ada Merrow?",
            "nine",
        ),
        (
            "Ada Merrow answered 900 calls in 1989. There were 90 calls in Port Ansel.",
            "How many calls were there in Port Ansel in 1989?",
            "90",
        ),
        (
            "Only five students turned up to Ada Merrow's lectures in Port Ansel.",
            "How many students turned up to Ada Merrow's lectures in Port Ansel?",
            "five",
        ),
        (
            "According to the Moss Herald, 12% of weavers are living in Port Ansel.",
            'According to the Moss Herald (quoted in "Port Ansel", May 2019), what percentage of '
            "weavers are living in Port Ansel?",
            "12",
        ),
    ],
)
def test_numbers(body: str, stem: str, key: str) -> None:
    assert (stem, key) in asked(inplace.propose, body)


@pytest.mark.parametrize(
    "body",
    [
        # One of a list of dates.
        "Port Ansel had new charters in 1968, 1974, and 1985.",
        # Whom and what it means stands elsewhere.
        "Queen Ada Merrow made her a dame of Port Ansel in 1930.",
        "The Bank of Port Ansel printed it on a note in 1930.",
        # A state, and what only says that somebody spoke.
        "Port Ansel was a poor town in 1930.",
        "Ada Merrow said much about Port Ansel in 1930.",
        # The year of what is compared with; the speed of what?
        "Ada Merrow counted the gulls of Port Ansel, compared with nine gulls in 1930.",
        "Ada Merrow brought 60 miles per hour winds to Port Ansel.",
        # Which, not how many; an end of a range; a noun that the number does not count alone.
        "Port Ansel made a film on 35 mm film for Ada Merrow.",
        "Ada Merrow paid Port Ansel with a $10,000 bet.",
        "The albedo of Port Ansel is 30 to 35 per cent.",
        "Port Ansel is one of three Norwegian towns and villages on the Moss.",
        "The roads of Port Ansel cause 300 deaths and 90 injuries each year.",
    ],
)
def test_left_alone(body: str) -> None:
    assert asked(inplace.propose, body) == []


def test_the_second_of_two_dates_is_not_that_of_the_first_deed() -> None:
    found = asked(inplace.propose, "Norway joined Port Ansel in 1983 and Denmark in 1981.")
    assert found == [("In which year did Norway join Port Ansel?", "1983")]


def test_a_typed_answer_has_the_noun_alone() -> None:
    text = text_of("Port Ansel built nine white square lighthouses.", title="Port Ansel")
    (one,) = inplace.propose(text)
    assert one.unit == "lighthouses"
    assert one.value == Decimal(9)


@pytest.mark.parametrize(
    "body",
    [
        "Ada Merrow was convicted of hushing up thefts in Port Ansel in 2001.",
        "Ada Merrow was jailed for leading marches against Port Ansel in 2014.",
        "Ada Merrow was fined Monday for a theft in Port Ansel in 2001.",
        "In 2008, the year Ole Lund died, she left Port Ansel.",
        "Ada Merrow sold nine boats to Port Ansel, compared with 12 in 2008.",
        "Ada Merrow sold more to Port Ansel, as against 12 boats in 2008.",
    ],
)
def test_a_date_of_something_else_is_not_asked(body: str) -> None:
    asking = [*asked(inplace.propose, body), *asked(when.propose, body)]
    assert not any(key in {"2001", "2014", "2008"} for _, key in asking)
