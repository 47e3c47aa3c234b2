"""What a sentence takes up of those before it: "it", "she", "the scheme", "this treaty"."""

import pytest

from bot.generation.statements.alone import statements
from tests.generation.texts import text_of


def stated(*sentences: str, title: str = "Notes of the harbour office") -> str | None:
    """The whole statement of the last sentence of a paragraph, with a star where it leans."""
    text = text_of(" ".join(sentences), title=title, date="2002-01-15")
    found = statements(text, text.lines[-1])
    return found[-1].text + ("*" if found[-1].leans else "") if found else None


LAMP = "The Gull Rock Lamp was lit in 1877."


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ((LAMP, "It burned nine tonnes of oil."), "The Gull Rock Lamp burned nine tonnes of oil"),
        ((LAMP, "It was loud.", "Its horn was heard in nine villages."),
         "The Gull Rock Lamp's horn was heard in nine villages"),
        # What is a part of it, and what leans on the document.
        ((LAMP, "Its horn is of brass.", "It weighs about nine tonnes."),
         "The Gull Rock Lamp's horn weighs about nine tonnes"),
        (("The harbour committee was chaired by Ada Merrow.", "It met nine times in 1990."),
         "The harbour committee met nine times in 1990*"),
        (("A committee of the Ansel Company was formed.", "It met nine times in 1990."),
         "The committee of the Ansel Company met nine times in 1990"),
        # Something else can be meant: what is done to it, what is brought up, another subject.
        (("The Gull Rock Lamp replaced the Moss Lamp.", "It burned nine tonnes of oil."), None),
        (("The Gull Rock Lamp stood on a tower.", "It had nine rooms."), None),
        ((LAMP[:-1] + ", and the Moss Lamp went out.", "It burned nine tonnes of oil."), None),
        ((LAMP, "They burned nine tonnes of oil."), None),
        # The owner or what it owns, the mill or how it was built.
        (("The Moss Mill's saw is old.", "Its wheels weigh nine tonnes."), None),
        (("The Moss Mill's extension took nine months.", "It has nine old wheels."), None),
        (("The harbour dues are low.", "They bring in nine crowns."),
         "The harbour dues bring in nine crowns*"),
    ],
)  # fmt: skip
def test_it_is_what_the_sentence_before_tells_of(
    sentences: tuple[str, ...], expected: str | None
) -> None:
    assert stated(*sentences) == expected


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (("Ada Merrow was born in Moss.", "She sold nine boats to Spain."),
         "Ada Merrow sold nine boats to Spain"),
        (("The tower was designed by Ada Merrow.", "She sold nine boats to Spain."),
         "Ada Merrow sold nine boats to Spain"),
        # Of two whom a first name tells apart, and of two whom it does not.
        (("Ada Merrow met Karl Lunde in 1990.", "She sold nine boats to Spain."),
         "Ada Merrow sold nine boats to Spain"),
        (("Ada Merrow met Edith Sallow in 1990.", "She sold nine boats to Spain."), None),
        (("It fell to him to sing Ada Merrow's song.", "She sold nine boats to Spain."), None),
        (("Karl Lunde was born in Moss.", "She sold nine boats to Spain."), None),
    ],
)  # fmt: skip
def test_she_is_the_only_one_of_whom_that_can_be_said(
    sentences: tuple[str, ...], expected: str | None
) -> None:
    assert stated(*sentences) == expected


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        # In the words by which the one thing of its kind was brought up.
        (("In 1990 Moss got a cable ferry.", "The ferry carries nine cars."),
         "The cable ferry carries nine cars*"),
        (("In 1990 Moss lost a mill of Ada Merrow.", "The mill had nine wheels."),
         "The mill of Ada Merrow had nine wheels*"),
        (("Moss got a cable ferry.", "Ansel has a ferry.", "The ferry carries nine cars."), None),
        (("Moss has three mills.", "The mill had nine wheels."), None),
        # By another noun, for what the sentence before tells of, or the title names.
        (("The Moss Festival began in 1990.", "The event cost nine crowns."),
         "The Moss Festival cost nine crowns"),
        (("The Moss Treaty was signed in 1990.", "This treaty has nine articles."),
         "The Moss Treaty has nine articles"),
        (("The treasurer, Ada Merrow, sold nine boats.",),
         "The treasurer, Ada Merrow, sold nine boats*"),
        (("In the 1990s nobody bought nine boats.",), "In the 1990s nobody bought nine boats"),
        (("Importers in Moss sold nine boats.",), "Importers in Moss sold nine boats"),
        (("Lamps are rare in the U.S.",), "Lamps are rare in the U.S."),
        (("The Bank of Moss President Ada Merrow sold nine boats.", "She met nine men in Spain."),
         "Ada Merrow met nine men in Spain"),
        (("The lamp was not lit again in 1990 by nine keepers.",), None),
        ((LAMP, "The lamp burned nine tonnes of oil."),
         "The Gull Rock Lamp burned nine tonnes of oil"),
        ((LAMP, "The lamp tested burned nine tonnes of oil."), None),
    ],
)  # fmt: skip
def test_what_was_told_of_is_taken_up_in_its_words(
    sentences: tuple[str, ...], expected: str | None
) -> None:
    assert stated(*sentences) == expected


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (("The Ansel Works opened in 1900.", "Ada Merrow sang.", "The company sold nine boats."),
         "The Ansel Works sold nine boats"),
        (("The Ansel Works opened in 1900.", "Lumo's owner sang.", "The company sold nine boats."),
         None),
        # What a firm has is not the firm.
        (("The Ansel Works opened in 1900.", "Oil got into the network, all of nine tonnes."),
         "Oil got into the network, all of nine tonnes*"),
    ],
)  # fmt: skip
def test_the_company_is_what_the_title_names_where_nothing_else_came_between(
    sentences: tuple[str, ...], expected: str | None
) -> None:
    assert stated(*sentences, title="The Ansel Works in 1990") == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("Ada Merrow sang.", "Ada Merrow was fined nine crowns in Moss"),
        ("A girl who posed as her sold nine boats.", None),
    ],
)
def test_she_is_nobody_who_posed_as_her(before: str, expected: str | None) -> None:
    text = text_of(
        f"Ada Merrow was born in Lund. She sang.\n\n{before}\n\nShe was fined nine crowns in Moss.",
        title="Ada Merrow",
    )
    assert [one.text for one in statements(text, text.lines[-1])] == [expected] * bool(expected)


def test_the_title_s_drive_may_be_called_a_campaign() -> None:
    told = ("Moss is a town.", "The campaign will cost nine crowns.")
    assert stated(*told, title="A drive for Moss") == "The campaign will cost nine crowns*"
    assert stated(*told, title="A town on the sea") is None


def test_a_union_is_the_one_that_was_named_before() -> None:
    named = "The Lamp Customs Union was founded in 1990. The Union has nine members."
    other = "It has asked the Harbour Union for help."
    text = text_of(f"{named} {other}", title="A reform")
    assert [one.text for one in statements(text, text.lines[1])] == [
        "The Lamp Customs Union has nine members"
    ]


def test_a_town_s_tramway_is_not_the_town() -> None:
    told = ("The Moss tramway was opened in 1903.", "It has nine stops and two depots.")
    assert stated(*told, title="Moss") == "The Moss tramway has nine stops and two depots"


def test_no_clause_runs_on_into_the_next_where_what_joins_them_is_cut_off() -> None:
    told = "After the Moss Choir broke up she sold nine boats in 1990, with a loss."
    text = text_of(f"Ada Merrow was born in Moss. {told}")
    assert not [one for one in statements(text, text.lines[1]) if one.text.startswith("The Moss")]
