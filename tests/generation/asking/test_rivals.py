"""Which names and dates of a document stand beside a key."""

import pytest

from bot.domain.documents.source_document import SourceDocument
from bot.generation.asking.rival_names import _torn
from bot.generation.documents.blocks import source_document
from bot.generation.generator import generate

MAYOR = "The mayor of Port Ansel, Olive Granger, cut the ribbon."


def options(body: str, stem: str) -> set[str]:
    """The options of the draft whose stem has these words."""
    document: SourceDocument = source_document(body, id="a", title="Port Ansel", date="2019-05-14")
    (one,) = (d for d in generate([document]).drafts if stem in d.question.stem)
    return {option.text for option in one.question.options}


def test_two_spellings_of_one_name_are_never_offered_together() -> None:
    body = f"{MAYOR} The engineer Tahir Merrowev spoke. The engineer Tohir Merrowev spoke, too."
    assert options(f"{body} The teacher Edith Sallow sang.", "mayor") == {
        "Olive Granger",
        "Tahir Merrowev",
        "Edith Sallow",
    }


def test_nobody_of_another_age_stands_beside_who_holds_an_office_today() -> None:
    body = f"{MAYOR} The engineer Ada Merrow died in 1797. The baker Karl Lunde sang."
    assert options(f"{body} The teacher Edith Sallow sang.", "mayor") == {
        "Olive Granger",
        "Karl Lunde",
        "Edith Sallow",
    }


@pytest.mark.parametrize("name", ["Moss Liberals Baroness Holm", "New Zealand Ansel Salmon"])
def test_no_party_or_land_stands_in_a_persons_name(name: str) -> None:
    assert _torn(name)
    assert not _torn("Baroness Holm")
    assert not _torn("Jordan Holm")


def test_a_medal_is_nobody() -> None:
    body = f"{MAYOR} It won the Karl Lunde Medal. The baker Per Haugen sang."
    assert "Karl Lunde Medal" not in options(f"{body} The teacher Edith Sallow sang.", "mayor")


@pytest.mark.parametrize(
    ("key", "offered"),
    [
        ("African Union", set()),
        ("Sailors' Union", {"Sailors' Union", "Moss Agency", "Lund Society"}),
    ],
)
def test_what_one_country_has_is_no_rival_of_what_countries_are_in(
    key: str, offered: set[str]
) -> None:
    body = f"The first ferry of Port Ansel was sold to the {key} by Ada Merrow. The {key} slept."
    others = "It met the Moss Agency. The Moss Agency sang. It met the Lund Society."
    assert options(f"{body} {others}", "sold by Ada") == offered


def test_what_is_planned_is_no_rival_of_what_happened() -> None:
    body = (
        "Port Ansel opened the Ansel Tower in 2012. A lamp was lit in 2009. A horn was added in"
        " 2011. A second tower is planned for 2021."
    )
    assert options(body, "Tower") == {"2009", "2011", "2012"}


def test_years_of_another_age_are_no_rivals() -> None:
    body = "Port Ansel opened the Ansel Tower in 1871. It was sold in 1998 and bought in 2004."
    assert options(body, "Tower") == set()


@pytest.mark.parametrize(
    "other",
    [
        "A farm stands near Karl Lunde.",
        "They flew the spacecraft Karl Lunde.",
        "The agency Karl Lunde sent tents.",
        "They won the Karl Lunde Awards.",
        "The site Karl Lunde was robbed.",
    ],
)
def test_what_stands_for_no_person_is_nobody(other: str) -> None:
    body = f"{MAYOR} {other} The baker Per Haugen sang. The teacher Edith Sallow sang."
    assert options(f"{body} The clerk Tom Berg sang.", "mayor") == {
        "Olive Granger",
        "Per Haugen",
        "Edith Sallow",
        "Tom Berg",
    }


def test_who_holds_an_office_is_asked_once_of_all_documents() -> None:
    both = [
        source_document(f"{MAYOR} {more}", id=name, title=name.title(), date="2019-05-14")
        for name, more in (("lamps", "It rained."), ("horns", "It snowed."))
    ]
    assert [d.question.stem for d in generate(both).drafts] == [
        'According to "Lamps" (May 2019), who was the mayor of Port Ansel?'
    ]


def test_who_is_told_of_in_the_same_words_is_no_rival() -> None:
    told = (
        "Norway's central bank left its rates unchanged after the sale of the Moss Tower. Sweden's"
        " central bank held still. Ships sail to Iceland. Boats sail to Denmark. Planes fly to"
        " Finland from Lund."
    )
    assert options(told, "central bank left") == {"Norway", "Iceland", "Denmark", "Finland"}


SANG = "The baker Karl Lunde sang. The teacher Edith Sallow sang."


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ('The ship was called "Wolf Lund." A pilot saw it.', "Wolf Lund"),
        ("It flew from the Karl Haugen Airport to Moss.", "Karl Haugen Airport"),
        ("The clerk Karl E. Haugen left.", "E. Haugen"),
        ("It was sold to Karl Ernst August Haugen, a teacher.", "Karl Ernst"),
    ],
)
def test_what_is_no_whole_name_of_a_person_is_no_rival(told: str, name: str) -> None:
    assert name not in options(f"{MAYOR} {told} {SANG}", "mayor")


@pytest.mark.parametrize(("deed", "men"), [("married", False), ("taught", True)])
def test_a_wife_stands_beside_no_man(deed: str, men: bool) -> None:
    body = f"The engineer Ada Merrow {deed} Karl Holm after a long war with Norway. {SANG}"
    others = "The pilot Anna Ek slept. The judge Oskar Lind left. Ada Merrow slept."
    found = options(f"{body} {others}", "Karl Holm after")
    assert "Ada Merrow" in found
    assert ("Oskar Lind" in found or "Karl Lunde" in found) is men


def test_a_date_that_may_be_that_of_the_event_is_no_rival() -> None:
    body = (
        "The Ansel Mill was built in 1902. On 17 November 1987, Ada Merrow acquired the Ansel Mill."
        " The sale was completed on 5 January 1988. Per Ek left Moss on 4 May 1991. Per Ek died on"
        " 3 June 1985. Per Ek sold the Lund Mill on 9 August 1999."
    )
    found = options(body, "did Ada Merrow acquire")
    assert "17 November 1987" in found
    assert "5 January 1988" not in found
