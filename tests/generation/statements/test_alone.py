"""Sentences that stand alone: what is cut, resolved or left, and what is refused."""

import pytest

from bot.generation.reading.texts import Statement
from bot.generation.statements.alone import statements
from bot.generation.statements.cutting import parts
from tests.generation.texts import text_of

ROCK = "The Ansel Lighthouse is a lighthouse on Gull Rock. It has a keeper."
MERROW = "Ada Merrow is an engineer. She lives in Moss."


def said(sentence: str, before: str = ROCK, title: str = "The Ansel Lighthouse") -> list[Statement]:
    """The statements of the last sentence of a document, those that end last at the end."""
    text = text_of(f"{before}\n\n{sentence}", title=title, date="2002-01-15")
    return list(statements(text, text.lines[-1]))


def stated(sentence: str, before: str = ROCK, title: str = "The Ansel Lighthouse") -> str | None:
    """The whole statement of a sentence, with a star where it leans on its document."""
    found = said(sentence, before, title)
    return found[-1].text + ("*" if found[-1].leans else "") if found else None


@pytest.mark.parametrize(
    ("sentence", "beginnings"),
    [
        ("The lamp was lit in 1877, which took three men.", ["The lamp was lit in 1877"]),
        (
            "The keepers sold eels, cod, which they smoked, and salt.",
            ["The keepers sold eels, cod, which they smoked, and salt"],
        ),
        ("The nave, which has eight windows, is 40 metres long.", ["The nave is 40 metres long"]),
        (
            "The road lies between Moss, which is old, and Ansel.",
            ["The road lies between Moss, which is old, and Ansel"],
        ),
        (
            "It has three bells of bronze; the oldest bell weighs two tonnes.",
            ["It has three bells of bronze", "The oldest bell weighs two tonnes"],
        ),
        ("However, the tower fell in 1703.", ["The tower fell in 1703"]),
        ("Although it was new, the tower fell in 1703.", ["The tower fell in 1703"]),
        ("The council met on Friday and sold nine boats.", ["The council met and sold nine boats"]),
        ("Moss F.C., a team formed in 1881.", []),
        ("Ansel Inc., a mill in Moss, sold nine boats.", ["Ansel Inc sold nine boats"]),
        ("The hall -- a gift -- was sold to the town.", ["The hall was sold to the town"]),
        ("It sold nine of the boats as part of a plan.", ["It sold nine of the boats"]),
        ("The island is between 105 and, and has 20 houses.", []),
        (
            "The hull turned out in 1990, thanks to tests in Lund, to be of oak.",
            ["The hull turned out in 1990 to be of oak"],
        ),
        (
            "Ada Merrow informed the Ansel Council, led by Holm, of nine gales.",
            ["Ada Merrow informed the Ansel Council, led by Holm, of nine gales"],
        ),
        ("Ada Merrow told the Ansel Council in 1990.", []),
        (
            "Moss owned nine acres, or four hectares, of fields.",
            ["Moss owned nine acres of fields"],
        ),
        ("Ada Merrow sold nine boats to the small Norwegian.", []),
        ("Karl Holm had spent 16 years.", []),
        ("At present, nine of the boats are in use.", ["Nine of the boats are in use"]),
        (
            "Of two sons the elder, Holm, left Moss in 1990, while Ek, a boy, sold eels in Moss.",
            ["Holm left Moss in 1990", "Ek sold eels in Moss"],
        ),
        ("Sixty ordered in 1975 from Spain", []),
        ("The lamp was lit by Brig.", []),
    ],
)
def test_what_is_cut_is_still_whole(sentence: str, beginnings: list[str]) -> None:
    found = [one.text for one in parts(sentence)]
    assert found[:1] == beginnings[:1] or set(beginnings) <= set(found)
    assert bool(found) == bool(beginnings)


def test_no_list_is_cut_within() -> None:
    found = {one.text for one in parts("The keepers sold eels, cod, which they smoked, and salt.")}
    assert "The keepers sold eels, cod" not in found
    found = {one.text for one in parts("The council left when Peter the Great, king of all, came.")}
    assert found == {"The council left when Peter the Great, king of all, came"}


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("Moss is a member of the Fund, the Pact, and the Bank, and is poor.", "the Pact"),
        (
            "Moss is a member of the Fund, holds a seat in the Bank, and pays.",
            "Fund, holds a seat in the Bank",
        ),
        ("Moss has coasts on the Baltic, the White Sea and the Aegean.", "on the Baltic"),
        ("Moss became, with the help of Lund, the seat of the Bank.", "the help of Lund"),
        ("Moss bought, in 1990, the mill and the hall of Lund.", "bought"),
        ("Ada Merrow informed the Ansel Council, led by Holm, of nine gales.", "Ansel Council"),
        ("The hull turned out in 1990, thanks to tests, to be of oak.", "in 1990"),
    ],
)
def test_nothing_is_cut_within_a_list_or_before_an_object(sentence: str, part: str) -> None:
    assert not any(one.text.endswith(part) for one in parts(sentence))


def test_a_day_is_cut_off_that_only_the_date_of_the_report_tells() -> None:
    (found,) = said("The Ansel Lighthouse was sold yesterday to nine keepers.")
    assert (found.text, found.undated) == ("The Ansel Lighthouse was sold to nine keepers", True)
    assert not said("The Ansel Lighthouse has been dark since yesterday in nine rooms.")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # Pronouns: whom the document is about, or who stands in the sentence itself.
        ("In 1992, she built nine bridges.", "In 1992, Ada Merrow built nine bridges"),
        ("Edith Sallow met her in Moss in 1990.", "Edith Sallow met Ada Merrow in Moss in 1990"),
        ("For her first bridge, she won 20 prizes.",
         "For her first bridge, Ada Merrow won 20 prizes"),
        ("Her brother met Anna Sallow, and she sold nine boats.",
         "Ada Merrow's brother met Anna Sallow"),
        ("They sold nine boats to Ada Merrow in 1990.", None),
        ("She had previously been seen in Moss in 1990.",
         "Ada Merrow had been seen in Moss in 1990"),
        ("She has also sold nine boats in Moss.", "Ada Merrow has sold nine boats in Moss"),
        ("She had previously been seen in Moss.", "Ada Merrow had previously been seen in Moss"),
        ("She later sold nine boats to Spain.", "Ada Merrow sold nine boats to Spain"),
        ("Three years later, in 1990, she sold the two boats.", None),
    ],
)  # fmt: skip
def test_a_pronoun_is_replaced_where_one_person_can_be_meant(
    sentence: str, expected: str | None
) -> None:
    assert stated(sentence, MERROW, "Ada Merrow") == expected


def test_a_pronoun_means_nobody_where_the_sentence_before_tells_of_another() -> None:
    before = f"{MERROW}\n\nEdith Sallow moved to Ansel in 1980."
    text = text_of(f"{before} She bought nine boats in 1981.", title="Ada Merrow")
    assert not statements(text, text.lines[-1])


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The staircase has 199 steps of oak.", "The staircase has 199 steps of oak*"),
        ("The vessel struck nine rocks in 1880.", None),  # which vessel?
        ("The attack killed nine keepers in 1880.", None),  # told of by its deed
        ("The first recording was made in 1929.", None),  # of what?
        ("The first bridge of Moss was built in 1929.",
         "The first bridge of Moss was built in 1929"),
        ("The three keepers left in 1880 for Spain.", None),
        ("The keeper sold nine boats to Spain.", None),  # brought up with "a"
        ("The boats built by Ada Merrow were sold in 1929.",
         "The boats built by Ada Merrow were sold in 1929"),
        ("The Danish captain sold nine boats in 1929.", None),
        ("In 1929 nine boats sank, and nine more the same year.",
         "In 1929 nine boats sank, and nine more the same year"),
        ("The lighthouse has nine rooms for guests.",
         "The Ansel Lighthouse has nine rooms for guests"),
    ],
)  # fmt: skip
def test_a_definite_phrase_stands_where_nothing_brought_it_up(
    sentence: str, expected: str | None
) -> None:
    assert stated(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They live for up to nine years.", "Herons live for up to nine years"),
        ("The heron has two long legs.", "The heron has two long legs"),
    ],
)
def test_what_a_title_names_in_general_is_named(sentence: str, expected: str) -> None:
    text = text_of(f"Herons are birds. {sentence}", title="Heron")
    assert [one.text for one in statements(text, text.lines[-1])] == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "The council perhaps sold nine boats of Moss.",
        "The council of Moss may sell nine boats.",
        "Most are sold in the nine shops of Moss.",
        'The council said: "nine of the boats of this town have been lost at sea".',
        "Mr Sallow bought nine of the boats in Moss.",
    ],
)
def test_opinions_speech_and_half_names_are_refused(sentence: str) -> None:
    assert not said(sentence)


def test_a_title_stays_its_own_name_and_a_surname_with_mr_its_bearer_s() -> None:
    text = text_of(
        "Alberta is a province. It was named for Louise Alberta, a daughter of the queen."
        " The engineer Ada Merrow came to Alberta in 1990. Mr Merrow had nine boats.",
        title="Alberta",
    )
    assert text.entities.main is not None and text.entities.main.name == "Alberta"
    assert text.entities.by_form["Mr Merrow"].name == "Ada Merrow"


def test_a_title_that_is_a_name_with_small_words_or_a_number_is_one_name() -> None:
    text = text_of("Soyuz 11 was a flight. Soyuz 11 took 23 days.", title="Soyuz 11")
    assert text.entities.main is not None and text.entities.main.name == "Soyuz 11"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It has a keeper.", "In November 2001 the Ansel Lighthouse was shut by Ada Merrow"),
        ("Ada Merrow came in 1950.", None),
        ("", "In November 2001 the Ansel Lighthouse was shut by Ada Merrow"),
    ],
)
def test_a_month_has_its_report_s_year_where_no_other_is_near(
    before: str, after: str | None
) -> None:
    month = "In November the Ansel Lighthouse was shut by Ada Merrow."
    body = f"Ada Merrow was born on Gull Rock. {before} {month}"
    text = text_of(body, title="The Ansel Lighthouse", date="2002-01-15")
    found = [one.text for one in statements(text, text.lines[-1])]
    assert (after in found) if after else not any("2001" in one for one in found)


def test_a_heading_within_a_sentence_is_no_sentence() -> None:
    assert stated("A light of many keepers The lamp cost nine crowns in Moss in 1890.") is None
