"""What a proposal leaves open: initials, offices, rises; and what tells which one is meant."""

from dataclasses import replace

import pytest

from bot.generation.asking.clarity import clear
from bot.generation.asking.unfinished import of_no_state, on_what
from bot.generation.generator import TEMPLATES
from bot.generation.reading.anchoring import anchored, generic
from bot.generation.sentences.spans import words
from tests.generation.texts import text_of


def stems(body: str, *spelled: str) -> list[str]:
    """What is asked plainly of a text about Port Ansel."""
    text = text_of(body, title="Port Ansel", date="2019-05-14")
    found = [one for template in TEMPLATES for one in template(text)]
    assert found  # else it is not this rule that holds them back
    return [one.stem for one in found if clear(text, one, spelled)]


@pytest.mark.parametrize(
    "body",
    [
        "VDSZ was founded in Port Ansel in 1989.",
        "Ada Merrow became head coach in 1989.",
        "Denmark invaded Port Ansel and Halden in the first half of the 14th century.",
        "Ada Merrow was chief engineer from 1989 to 1999.",
        "The Minister of Science and Research, Ada Merrow, left.",
        "Port Ansel had 40 pairs in 1989.",
        "The population of Norway fell by 95 per cent between 1950 and 1990.",
        'It keeps a rescue boat called "Samson" in Port Ansel.',
        "Ada Merrow finished second with 27 per cent in 1989.",
        "Norway was elected to the Ansel Council in 1989.",
        "The engineer Ada Merrow designed the Ansel Tower in July.",
        "Ada Merrow left office in 1989.",
        "The prime minister of Norway, Ada Merrow, met him. Mrs Merrow left in 1975.",
        "The Minister of Finance, Ada Merrow, left.",
        "The Federation met. The Federation's president, Ada Merrow, left Port Ansel.",
        "It has a seat in Port Ansel and deals with trade under a pact signed in Moss in 1948.",
    ],
)
def test_what_leaves_something_open_is_not_asked(body: str) -> None:
    assert stems(body) == []


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        ("In 1989 Ada Merrow sent nine bids from Port Ansel.", "bids did"),
        ("In Port Ansel, Norway's pledge amounted to 12 million euros.", "euros"),
        ("Ada Merrow led 160 children. Nine children returned to Port Ansel.", "returned"),
        ("During the siege, Port Ansel fired 900 shells.", "shells"),
        ("Ole Lund counted nine boats in Port Ansel and about 28 in Moss in 1989.", "boats did"),
        ("Port Ansel has fired 900 shells in the past week.", "shells"),
        ("The shares of Port Ansel closed at 12.5 crowns on Monday.", "crowns"),
    ],
)
def test_a_number_is_of_something_and_of_its_time(body: str, asked: str) -> None:
    assert not any(asked in stem and "how many" in stem.lower() for stem in stems(body))


@pytest.mark.parametrize(
    ("body", "spelled"),
    [
        ("VDSZ was founded in Port Ansel in 1989.", ["VDSZ"]),
        ("UNESCO was founded in London in 1945.", []),
        ("Edward VII opened Port Ansel in 1902.", []),
        ("Ada Merrow became head of the Ansel Council in 1989.", []),
        ("The Minister of Science of Norway, Ada Merrow, left.", []),
        ("The Minister of Finance of Norway, Ada Merrow, left.", []),
        ("The income of Port Ansel rose by 9 per cent in 2012.", []),
        ("Ada Merrow was elected to the Ansel Council in 1989.", []),
    ],
)
def test_what_says_it_is_asked(body: str, spelled: list[str]) -> None:
    assert stems(body, *spelled)


@pytest.mark.parametrize(
    ("phrase", "tells"),
    [
        ("roof of Port Ansel", True),
        ("flood of 1953", True),
        ("fair in Amsterdam", True),
        ("road to Moss", True),
        ("cost of things", True),
        ("button on 4 October 2022", False),
        ("button in Amsterdam", False),
        ("collection to its Memory of the World Register", False),
        ("post of Secretary General", False),
        ("roof of a house", False),
    ],
)
def test_a_name_tells_which_one_where_such_things_have_one(phrase: str, tells: bool) -> None:
    noun, link, *following = words(phrase)
    assert anchored(noun, link, following) is tells


@pytest.mark.parametrize(
    ("name", "any_country"),
    [("Joint Staff", True), ("Military Institute", True), ("Museum of Herring", False)],
)
def test_names_that_every_country_has(name: str, any_country: bool) -> None:
    assert generic(words(name)) is any_country


def test_a_win_that_may_be_dated_otherwise_is_not_asked_for_its_year() -> None:
    won = "Ada Merrow won the Ansel Cup in 1989."
    assert any("in which year" in stem for stem in stems(won))
    other = f"{won} Her 1990 victory in the Ansel Cup was told."
    assert not any("in which year" in stem for stem in stems(other))


@pytest.mark.parametrize(
    ("land", "open_"), [("the top decision-makers", True), ("the authorities of Norway", False)]
)
def test_the_authorities_are_those_of_a_country(land: str, open_: bool) -> None:
    text = text_of("Ada Merrow left Port Ansel in 1989.", title="New wards")
    one = next(one for template in TEMPLATES for one in template(text))
    asked = replace(one, fact=replace(one.fact, subject=land))
    assert of_no_state(text, asked) is open_


@pytest.mark.parametrize(
    ("stem", "open_"),
    [
        ('According to "Port Ansel", how many people were there on board?', True),
        ("How many people were on board the cutter?", False),
        ("How many people were on board when Vega sank?", False),
    ],
)
def test_people_are_on_board_something(stem: str, open_: bool) -> None:
    text = text_of("Port Ansel sold nine boats in 1989.", title="Port Ansel")
    one = next(one for template in TEMPLATES for one in template(text))
    assert on_what(text, replace(one, stem=stem)) is open_


def test_the_date_of_a_report_over_it_makes_no_chronicle() -> None:
    body = "{}\n\nThe Ansel Mill in Port Ansel has built 12 lamps for Ada Merrow."
    assert stems(body.format("14 May 2019"))
    assert not stems(body.format("14 May 1889"))
