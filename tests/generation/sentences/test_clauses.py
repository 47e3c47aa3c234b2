"""Clauses read without a parser: subject, verb, rest; and what is left unread."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.generation.sentences.clauses import clauses
from bot.generation.sentences.predicates import Shape


def read(text: str) -> list[tuple[str, Shape, str, str]]:
    return [
        (
            one.subject.of(text),
            one.shape,
            one.verb.base if one.verb else one.aux,
            one.rest.of(text),
        )
        for one in clauses(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The bridge was designed by Ada Merrow in 1882.",
            [("The bridge", Shape.PASSIVE, "design", "by Ada Merrow in 1882")],
        ),
        (
            "The treaty was signed in 1991 and entered into force in 1998.",
            [("The treaty", Shape.PASSIVE, "sign", "in 1991")],
        ),
        (
            "Merrow was appointed director in 2016 and resigned in 2023.",
            [
                ("Merrow", Shape.PASSIVE, "appoint", "director in 2016"),
                ("Merrow", Shape.ACTIVE, "resign", "in 2023"),
            ],
        ),
        (
            "Arcadon makes lamps and power chips for cars and was bought by Merrow in 2011.",
            [
                ("Arcadon", Shape.ACTIVE, "make", "lamps and power chips for cars"),
                ("Arcadon", Shape.PASSIVE, "buy", "by Merrow in 2011"),
            ],
        ),
        (
            "Merrow left Ansel in 1880 and founded a school in 1881.",
            [
                ("Merrow", Shape.ACTIVE, "leave", "Ansel in 1880"),
                ("Merrow", Shape.ACTIVE, "found", "a school in 1881"),
            ],
        ),
        (
            "The Museum of Herring, which opened in 1978, lost its roof.",
            [
                ("The Museum of Herring", Shape.ACTIVE, "lose", "its roof"),
                ("The Museum of Herring", Shape.ACTIVE, "open", "in 1978"),
            ],
        ),
        (
            "The tower contains three rooms because the keepers had families.",
            [("The tower", Shape.ACTIVE, "contain", "three rooms")],
        ),
    ],
)
def test_a_plain_sentence_is_read(text: str, expected: list[object]) -> None:
    assert read(text) == expected


def test_a_date_in_front_belongs_to_the_first_clause_alone() -> None:
    one, other = clauses("In 1880 Merrow left Ansel and founded a school.")
    assert (one.lead and one.lead.said, other.lead) == ("1880", None)


@pytest.mark.parametrize(
    "text",
    [
        "Was the tower built in 1874?",
        "We built the tower in 1874.",
        "She said that the tower was built in 1874.",
        '"They told us nothing at all about it," she said.',
        "The tower was not built in 1874.",
        "The tower will be built in 1874.",
        "The tower designed by Merrow opened in 1877.",
        "In Moss rose Ada of the Netherlands, who was elected in 1877.",
        "There was a tower on the rock in 1877.",
        "The board met in Ansel, Brinton and Moss in 1877.",
    ],
)
def test_what_could_be_misread_is_left_alone(text: str) -> None:
    assert read(text) == []


PIECES = [
    *("The tower", "was built", "in 1877", ",", "and", "which", "Ansel", "(", ")", '"'),
    *(";", "opened", "by", "it", "He", ".", "of"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_offsets_stay_within_the_sentence(text: str) -> None:
    for one in clauses(text):
        assert one.subject.of(text).strip() and one.predicate.holds(one.rest)
        assert 0 <= one.span.start <= one.span.end <= len(text)
