"""Who is not on a list, how many years lie between two dates: asked, or left alone."""

from decimal import Decimal

import pytest

from bot.generation.reading.texts import Text
from bot.generation.templates import gap, member
from tests.generation.texts import text_of

MEMBERS = (
    "The Ansel Union has its seat in Norway. The members of the Ansel Union are Denmark, Iceland"
    " and Ireland.\n\nThe harbour master came from Poland, and the lamp from Spain."
)


def made(body: str, title: str = "The Ansel Union") -> Text:
    return text_of(body, title=title, date="2019-05-14")


def test_one_that_the_document_names_elsewhere_stands_beside_three_of_the_list() -> None:
    (one,) = member.propose(made(MEMBERS))
    assert one.stem == (
        'According to "The Ansel Union" (May 2019), which of these countries is NOT one of the'
        " members of the Ansel Union?"
    )
    assert [rival.text for rival in one.rivals] == ["Denmark", "Iceland", "Ireland"]
    assert one.key == "Norway"  # named beside the list
    assert [citation.quote for citation in one.also] == ["The Ansel Union has its seat in Norway"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "Denmark, Iceland and Ireland signed the Ansel Treaty in 1902.",
            "NOT named among those that signed the Ansel Treaty in 1902?",
        ),
        (
            "The Ansel Union was founded in 1902 by Denmark, Iceland and Ireland.",
            "NOT named among those that founded the Ansel Union in 1902?",
        ),
        (
            "Denmark, Iceland and Ireland are members of the Ansel Union.",
            "NOT one of the members of the Ansel Union?",
        ),
        (
            "Military contingents from Denmark, Iceland and Ireland met in London.",
            "those whose military contingents met in London?",
        ),
        (
            "The Ansel Union members are Denmark, Iceland and Ireland.",
            "NOT one of the members of the Ansel Union?",
        ),
        (
            "It resembles the Ansel Union, founded by Denmark, Iceland and Ireland.",
            "NOT named among those that founded the Ansel Union?",
        ),
    ],
)
def test_lists_are_read_in_several_forms(body: str, told: str) -> None:
    (one,) = member.propose(made(f"{body}\n\nThe lamp came from Spain."))
    assert one.stem.endswith(told)
    assert one.key == "Spain"


@pytest.mark.parametrize(
    "body",
    [
        # Nobody else is named, or only one who may belong.
        "The members of the Ansel Union are Denmark, Iceland and Ireland.",
        "The members of the Ansel Union are Denmark, Iceland and Ireland.\n\nSpain joined later.",
        "The members of the Ansel Union are Denmark, Iceland and Ireland.\n\nSpain was a member.",
        # Not the whole list, or not a list of one kind.
        "Members of the Ansel Union include Denmark, Iceland and Ireland.\n\nSpain is far.",
        "The members of the Ansel Union are Denmark, Iceland, Ireland as well as others.\n\nSpain.",
        "The members of the Ansel Union are Denmark, London and Ireland.\n\nSpain is far.",
        # What they did together cannot be told apart from the text.
        "Denmark, Iceland and Ireland signed it.\n\nSpain is far.",
    ],
)
def test_a_doubtful_list_is_not_asked_about(body: str) -> None:
    assert list(member.propose(made(body))) == []


def test_a_name_that_begins_alike_is_no_stranger() -> None:
    body = "The members of the Ansel Union are Denmark, Iceland and Russian Federation."
    assert list(member.propose(made(f"{body}\n\nThe lamp came from Russia."))) == []


def test_a_span_of_years_is_computed() -> None:
    (one,) = gap.propose(made("Ada Merrow directed the Ansel Union from 1971 to 1988."))
    assert (one.stem, one.value, one.unit) == (
        "For how many years did Ada Merrow direct the Ansel Union?",
        Decimal(17),
        "years",
    )
    assert one.also == ()


LIFE = (
    "The Ansel Union was founded by Ada Merrow in 1902.\n\n"
    "The Ansel Union was dissolved by the king of Norway in May 1931."
)


def test_two_events_of_one_thing_are_compared_and_both_are_cited() -> None:
    (one,) = gap.propose(made(LIFE))
    assert one.stem == (
        "In calendar years, how long after the Ansel Union was founded by Ada Merrow was it"
        " dissolved by the king of Norway?"
    )
    assert one.value == Decimal(29)
    assert [citation.paragraph for citation in one.also] == [2]
    assert "1931" in one.also[0].quote


@pytest.mark.parametrize(
    "body",
    [
        LIFE.replace("\n\n", " "),  # one passage has one quote
        LIFE.replace("1931", "1903"),
        LIFE.replace("dissolved by", "praised by"),  # years that nobody counts
        LIFE.replace("in May 1931", "from 1931 to 1950"),
        "Prices in Moss rose from 1971 to 1988.",
        "The Ansel Union had directed Moss from 1971 to 1988.",
    ],
)
def test_what_is_near_or_of_one_passage_is_not_compared(body: str) -> None:
    assert [one for one in gap.propose(made(body)) if one.also] == []
    assert [one for one in gap.propose(made(body)) if "how long" in one.stem] == []
