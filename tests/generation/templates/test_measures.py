"""Ages, measures before their noun, parts of a whole, numbers in words, and what is planned."""

import pytest

from bot.generation.asking.distractors import rivals
from bot.generation.asking.hyphened import hyphened
from bot.generation.asking.teaching import Told
from bot.generation.reading.corpus import Corpus
from bot.generation.sentences.quantities import quantities
from bot.generation.templates import inplace
from tests.generation.templates.test_templates import asked
from tests.generation.texts import text_of

DATED = 'According to "Port Ansel" (May 2019), '
PLAIN = 'According to "Port Ansel", '


@pytest.mark.parametrize(
    ("said", "digits", "value", "unit"),
    [
        ("Two hundred and thirty canoes left", "two hundred and thirty", 230, "canoes"),
        ("Twenty-two sailors drowned", "twenty-two", 22, "sailors"),
        ("nine of the 12 events were won", "nine", 9, "of the 12 events"),
        ("has a population of about 1.3 million", "1.3 million", 1_300_000, "people"),
        ("runs for over 1200 km", "1200", 1200, "km"),
        ("six Grand Slam Titles", "six", 6, "Grand Slam Titles"),
    ],
)
def test_numbers_with_what_they_count(said: str, digits: str, value: int, unit: str) -> None:
    (one,) = quantities(said)
    assert (one.digits, int(one.value), one.unit) == (digits, value, unit)


def test_the_end_of_a_number_in_words_is_none() -> None:
    assert quantities("two thousand and fifty people") == ()
    assert quantities("eighteen hundred men") == ()


@pytest.mark.parametrize(
    "said", ["a loan of 12 mths", "earned 5 mln dlrs", "pays 20 cts", "a mother of four who lives"]
)
def test_what_a_wire_cuts_short_and_who_follows_are_no_units(said: str) -> None:
    assert quantities(said) == ()


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("chosen for a four-year term", "chosen for a term of four years"),
        ("signed a new five-year contract", "signed a new contract of five years"),
        ("an unpaid 12-week internship in Moss", "an unpaid internship of 12 weeks in Moss"),
        ("approved an $8 million loan for Moss", "approved a loan of $8 million for Moss"),
    ],
)
def test_measures_before_their_noun_are_said_behind_it(said: str, plain: str) -> None:
    assert [one.text for one in hyphened(said)] == [plain]


def test_other_hyphens_are_left_alone() -> None:
    assert not list(hyphened("a 12-year-old boy, a 30-day state of siege, the two-day summit"))


@pytest.mark.parametrize(
    ("body", "stem", "key"),
    [
        (
            "Ada Merrow died in Port Ansel at the age of 83.",
            "At what age did Ada Merrow die in Port Ansel?",
            "83",
        ),
        (
            "Ada Merrow was elected to the Ansel Council aged 34 and left Norway.",
            f"{PLAIN}at what age was Ada Merrow elected to the Ansel Council?",
            "34",
        ),
        (
            "Port Ansel approved an €8 million loan for Norway in 1999.",
            "Port Ansel approved a loan of how many euros for Norway in 1999?",
            "8 million",
        ),
        (
            "The Treaty of Ansel was signed by 12 states.",
            f"{PLAIN}by how many states was the Treaty of Ansel signed?",
            "12",
        ),
        (
            "Ada Merrow had spent 16 years as the head of the Ansel Council when Port Ansel fell.",
            f"{PLAIN}how many years had Ada Merrow spent as the head of the Ansel Council?",
            "16",
        ),
        (
            "In 1999 Ada Merrow sold boats to 400 people in Port Ansel and thirty small towns.",
            "In 1999 Ada Merrow sold boats to how many people in Port Ansel and thirty small"
            " towns?",
            "400",
        ),
        (
            "Nine people died in the heavy gales and mudslides that hit Port Ansel in 1999.",
            f"{PLAIN}how many people died in the heavy gales and mudslides?",
            "nine",
        ),
        (
            "Port Ansel was awarded 12 medals in 1999.",
            "How many medals was Port Ansel awarded in 1999?",
            "12",
        ),
        (
            "Exports of Port Ansel fell by 8 per cent in 2004.",
            "By what percentage did exports of Port Ansel fall in 2004?",
            "8",
        ),
        (
            "Ada Merrow was sentenced to six years in prison in Port Ansel.",
            "Ada Merrow was sentenced to how many years in prison in Port Ansel?",
            "six",
        ),
        (
            "The Ansel Council meets in Norway every two years.",
            f"{DATED}the Ansel Council meets in Norway every how many years?",
            "two",
        ),
        (
            "Between 1828 and 1891 Ada Merrow gave over 1,300 concerts in Port Ansel.",
            "Between 1828 and 1891, more than how many concerts did Ada Merrow give in Port Ansel?",
            "1,300",
        ),
        (
            "The Port Office says 13 houses were damaged or destroyed in Port Ansel.",
            'According to the Port Office (quoted in "Port Ansel", May 2019), how many houses were '
            "damaged or destroyed in Port Ansel?",
            "13",
        ),
        (
            "At least four people, including two guards, were killed during a riot in Port Ansel.",
            "At least how many people were killed during a riot in Port Ansel?",
            "four",
        ),
        (
            "Port Ansel has opened a ward for children that cost £6.4 million.",
            f"{DATED}Port Ansel has opened a ward for children that cost how many pounds?",
            "6.4 million",
        ),
    ],
)
def test_numbers_of_more_kinds(body: str, stem: str, key: str) -> None:
    assert (stem, key) in asked(inplace.propose, body)


@pytest.mark.parametrize(
    ("body", "stem", "key"),
    [
        (
            "The Treaty of Ansel will enter into force on 3 May 2030.",
            f"{DATED}on which date will the Treaty of Ansel enter into force?",
            "3 May 2030",
        ),
        (
            "The Ansel Bridge is to be finished by 2030.",
            f"{DATED}by which year is the Ansel Bridge to be finished?",
            "2030",
        ),
        (
            "Port Ansel plans to open a second harbour near Moss in 2030.",
            f"{DATED}in which year does Port Ansel plan to open a second harbour near Moss?",
            "2030",
        ),
        (
            "The Ansel chair passes to Norway on 1 January 2025.",
            f"{DATED}on which date does the Ansel chair pass to Norway?",
            "1 January 2025",
        ),
        (
            "On the night of 9 March 1943 the Ansel Store was destroyed by a bomb.",
            f"{PLAIN}on which date was the Ansel Store destroyed by a bomb?",
            "9 March 1943",
        ),
        (
            "The Ansel Charter was approved in a referendum in March 2012.",
            f"{PLAIN}in which month and year was the Ansel Charter approved in a referendum?",
            "March 2012",
        ),
        (
            "A centre for rescue at sea was opened in Port Ansel in 2019.",
            "In which year was a centre for rescue at sea opened in Port Ansel?",
            "2019",
        ),
        (
            "In October 1997 the Ansel Council imposed travel sanctions on Norway.",
            f"{PLAIN}in which month and year did the Ansel Council impose travel sanctions on "
            "Norway?",
            "October 1997",
        ),
        (
            "St Ole served as the capital of Port Ansel from 1817 to 1819.",
            "From 1817 until which year did St Ole serve as the capital of Port Ansel?",
            "1819",
        ),
    ],
)
def test_dates_of_more_kinds(body: str, stem: str, key: str) -> None:
    assert (stem, key) in asked(inplace.propose, body)


@pytest.mark.parametrize(
    "body",
    [
        "Nine sets of Ansel sanctions since 1990 have cost Port Ansel dearly.",
        "Twenty people, including two guards, were killed.",  # where, and by what?
        "Ole Lund was its conductor in Port Ansel from 1866 to 1874.",  # whose?
        "A man of 61 was arrested in Port Ansel in 1999.",
        "Instead, a board of five, elected by Port Ansel for three years, reads the reports.",
    ],
)
def test_left_alone(body: str) -> None:
    assert asked(inplace.propose, body) == []


def test_a_day_without_its_year_is_asked_of_a_dated_document_that_tells_other_days() -> None:
    body = (
        "The Ansel Report was adopted by the Ansel Council in Norway on 14 September. The Ansel Cup"
        " was won by Ole Lund on 5 May. The Ansel Hall was opened by Ada Merrow on 2 March."
    )
    text = text_of(body, title="Port Ansel", date="2019-05")
    stem = f"{DATED}on which date was the Ansel Report adopted by the Ansel Council in Norway?"
    (one,) = (p for p in inplace.propose(text) if p.stem == stem)
    assert (one.key, one.typed_stem) == ("14 September", None)
    found = rivals(one, Corpus((text,)), Told(()))
    assert {rival.text for rival in found} == {"5 May", "2 March"}


def test_the_end_of_a_span_has_rivals_behind_its_beginning_only() -> None:
    body = (
        "Ada Merrow led the Ansel Council in Norway from 1956 to 1983. Port Ansel was founded in"
        " 1950. Ole Lund left Norway in 1979. The Ansel Hall was opened in 1990."
    )
    text = text_of(body, title="Port Ansel")
    (one,) = (p for p in inplace.propose(text) if "until which year" in p.stem)
    found = rivals(one, Corpus((text,)), Told(()))
    assert {rival.text for rival in found} == {"1979", "1990"}


def test_a_day_of_another_year_than_the_documents_is_left_alone() -> None:
    body = (
        "Port Ansel was founded in 1861. The Ansel Report was adopted by the Ansel Council in"
        " Norway on 14 September."
    )
    assert [key for _, key in asked(inplace.propose, body)] == ["1861"]


def test_an_estimate_is_no_word_of_what_it_follows() -> None:
    body = "The trade of Port Ansel grew by an estimated 4 per cent in 1999."
    assert not any("quoted" in stem for stem, _ in asked(inplace.propose, body))
