"""What the line below a title, or above it, says: who put the text out, and when."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.generation_sources import found_sources
from bot.generation.documents.blocks import source_document
from bot.generation.documents.masthead import masthead
from bot.generation.documents.stated import stated

BODY = "It came late to the harbour and nobody there had seen one before."


def said(text: str) -> tuple[str | None, str | None]:
    found = stated(source_document(text, id="ferry", title="Ferry").blocks)
    return found.publisher, found.date


@pytest.mark.parametrize("apart", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("line", "publisher", "date"),
    [
        (
            "Moss Port and Pilot Organization (MPPO), Press Release No. 2024/31, Moss, 14 May 2024",
            "Moss Port and Pilot Organization (MPPO)",
            "2024-05-14",
        ),
        ("Moss Health Organization, Lindvik / Moss, 12 May 2024", "Moss Health Organization",
         "2024-05-12"),
        ("Rope & Hull, members' circular 3/24, 19 May 2024", "Rope & Hull", "2024-05-19"),
        ("Gazetteer of Moss Piers, northern volume, revised entry, May 2018",
         "Gazetteer of Moss Piers", "2018-05"),
        ("The Moss Review, Saturday talk, 28 May 2023", "The Moss Review", "2023-05-28"),
        ("Keel magazine, science and shipping, June 2019", "Keel magazine", "2019-06"),
        ("Centre for Moss Studies, Briefing Series. Last updated 5 June 2023",
         "Centre for Moss Studies", "2023-06-05"),
        ("From the program of the Moss & District Gala, published by the Moss Society, July 2018",
         "Moss Society", "2018-07"),
        ("Published: 26-FEB-1987 by Keel", "Keel", "1987-02-26"),
        ("Published: 2019-07-30 by moss.example", "moss.example", "2019-07-30"),
        ("Published: by Keel", "Keel", None),
        ("Published: June 1961 by the Department of Piers, Ports and Boats",
         "Department of Piers, Ports and Boats", "1961-06"),
        ("By Ada Brook, Harbour News, 3 May 2019", "Harbour News", "2019-05-03"),
        ("Press release of the Secretariat of the Moss Conference, Lindvik, 15 May 2024",
         "Secretariat of the Moss Conference", "2024-05-15"),
        ("Keel & Oar Quarterly, Spring 2023. Interview by Ada Brook", "Keel & Oar Quarterly",
         "2023"),
        ("The Keel, magazine of the Museum of Moss. Issue 2/2019, spring", "The Keel", "2019"),
        ("From: The Pilot's Quarterly, winter issue 2022", "The Pilot's Quarterly", "2022"),
        ("Moss Foods Ltd, Staff Handbook, seventh edition. Cold Stores, January 2025",
         "Moss Foods Ltd", "2025-01"),
        ("Ministry of Piers, Ports and Boats, Lindvik, 3 May 2019",
         "Ministry of Piers, Ports and Boats", "2019-05-03"),
        ("Ministry of Piers, Press Office. Lindvik, 3 May 2019", "Ministry of Piers", "2019-05-03"),
        ("LINDVIK, 14 May 2018 (Moss Press Agency)", "Moss Press Agency", "2018-05-14"),
        ("Regional Series, no. 18. Text prepared by the yard for schools, 2016", None, "2016"),
        ("Moss Railway Board, special issue", "Moss Railway Board", None),
        ("South Moss Postal Union, Lindvik, 14 June 2024. For immediate release",
         "South Moss Postal Union", "2024-06-14"),
        ("From The Pilot's Gazetteer of the Moss Isles (Keel & Oar, revised 2018)",
         "Pilot's Gazetteer of the Moss Isles", "2018"),
        ("Moss History Society, Paper 12. Text of a talk given in a hall by Ada Brook, May 2009",
         "Moss History Society", "2009-05"),
        ("Moss Museums Service: Staff Handbook, fifth edition, issued January 2023",
         "Moss Museums Service", "2023-01"),
        ("The Border Gazetteer, entry revised 2022", "The Border Gazetteer", "2022"),
        ("Moss Seed Bank, Safety Handbook, issued May 2021, reviewed yearly by a board",
         "Moss Seed Bank", "2021-05"),
        ("The Saturday Keel, Science, 10 May 2024. By Ada Brook", None, "2024-05-10"),
        ("Printed for the company's members on the day of its meeting, Lindvik, May 2019", None,
         "2019-05"),
        ("Published by the Board's Press Unit, Lindvik, April 2024", None, "2024-04"),
        # Whose it is, is not said
        ("Lindvik, 3 May 2019", None, "2019-05-03"),
        ("Anna Merrow, 3 May 2019", None, "2019-05-03"),
        ("By Anna Merrow, Harbour Board, 3 May 2019", None, "2019-05-03"),
        ("Anna Merrow, second edition, 2016", None, "2016"),
        ("Digest of the report, published by the Bank's Press Department on 18 May 2024", None,
         "2024-05-18"),
        ("Third Congress of the Moss Society, Lindvik, 3 May 2019", None, "2019-05-03"),
        ("EMBASSY NEWS | 3 May 2019", None, "2019-05-03"),
        # No mastheads
        ("A bridge lost in the storm, 28 December 1879", None, None),
        ("The Tay Bridge disaster, 28 December 1879", None, None),
        ("The Tay Bridge Disaster, 28 December 1879", None, None),
        ("The Founding of the Moss Railway Company, 3 May 1871", None, None),
        ("The Moss Museum, opened 3 May 1911", None, None),
        ("A Night at the Opera, 3 May 1911", None, None),
        ("The Harbour Board meets, 3 May 1871", None, None),
        ("Harbour Board, closing of the pier, 3 May 1871", None, None),
        ("Harbour Board, approved by the annual meeting on 3 May 1871", None, None),
        ("Harbour Board, Lindvik", None, None),
        ("Photo: Harbour Board, 3 May 2019", None, None),
        ("Based on a report by the Harbour Board, 3 May 2019", None, None),
        ("Harbour Board, 3 May 2019, 4 May 1871", None, None),
    ],
)  # fmt: skip
def test_a_masthead_tells_publisher_and_date(
    apart: str, line: str, publisher: str | None, date: str | None
) -> None:
    assert said(f"Two ferries{apart}{line}\n\n{BODY}") == (publisher, date)


def test_a_date_over_a_text_that_tells_of_later_years_is_of_what_it_tells() -> None:
    line = "Moss Railway Company, 28 December 1879"
    assert said(f"Two ferries\n{line}\n\n{BODY}") == ("Moss Railway Company", "1879-12-28")
    assert said(f"Two ferries\n{line}\n\n{BODY} The bridge was rebuilt in 1887.") == (None, None)
    sure = "Moss Railway Company, Press Release No. 4, Lindvik, 28 December 1879"
    rebuilt = f"{BODY} The bridge was rebuilt in 1887."
    assert said(f"Two ferries\n{sure}\n\n{rebuilt}") == ("Moss Railway Company", "1879-12-28")
    plans = "A meeting is to be held in 1887. The pier proposed will be ended in May 1890."
    assert said(f"Two ferries\n{line}\n\n{plans}") == ("Moss Railway Company", "1879-12-28")
    labelled = "Published: 3 May 1879"
    assert said(f"Two ferries\n{labelled}\n\n{rebuilt}") == (None, "1879-05-03")


@pytest.mark.parametrize(
    ("begins", "over", "publisher", "date"),
    [
        ("LINDVIK, May 3, 2019 (Keel) - ", "", "Keel", "2019-05-03"),
        ("LINDVIK, Moss, May 3 (Keel News) -- ", "", "Keel News", None),
        ("LINDVIK, May 3 (Keel) – ", "\nHarbour News, 2019", "Harbour News", "2019-05-03"),
        ("LINDVIK, May 3 – ", "\nHarbour News, 2019", "Harbour News", "2019-05-03"),
        ("LINDVIK, May 3 – ", "\nHarbour News, 4 May 2019", "Harbour News", "2019-05-04"),
        ("LINDVIK, 3 May 2019: ", "", None, "2019-05-03"),
        ("LINDVIK, 3 May 2019. ", "", None, "2019-05-03"),
        ("LINDVIK (Moss) – ", "", None, None),
        ("In Lindvik, May 3 (Sunday) – ", "", None, None),
    ],
)
def test_a_dateline_names_the_agency_and_completes_a_year(
    begins: str, over: str, publisher: str | None, date: str | None
) -> None:
    assert said(f"Two ferries{over}\n\n{begins}{BODY}") == (publisher, date)


@pytest.mark.parametrize(
    "line",
    [
        "Moss Health Organization, Press Release No. 4, Lindvik, 12 May 2024",
        "The Moss Review, Saturday talk, 28 May 2023",
        "The Moss Gazette, 9 May 2019",
        "Published: 3 May 2019 by Keel",
    ],
)
@pytest.mark.parametrize("form", ["{line}\n\n{title}", "{line}\n{title}", "{title}\n{line}"])
async def test_the_title_stays_beside_a_masthead(tmp_path: Path, line: str, form: str) -> None:
    title = "Two Ferries for the Harbour"
    path = tmp_path / "x1.txt"
    path.write_text(form.format(line=line, title=title) + f"\n\n{BODY}")
    (document,) = (await found_sources([str(path)], tmp_path / "none", None)).documents
    assert document.source.title == title
    assert document.source.publisher
    assert document.source.date


async def test_a_masthead_over_a_press_release_is_no_title(tmp_path: Path) -> None:
    path = tmp_path / "x1.txt"
    line = "Moss Health Organization, Lindvik, 12 May 2024"
    path.write_text(f"{line}\n\nPRESS RELEASE\n\nTwo ferries for the harbour\n\n{BODY}")
    (document,) = (await found_sources([str(path)], tmp_path / "none", None)).documents
    assert document.source.title == "Two ferries for the harbour"


@pytest.mark.parametrize(
    "head",
    [
        "MOSS COASTAL TRUST — PRESS RELEASE\nFor immediate release: 12 May 2024",
        "MOSS COASTAL TRUST — PRESS RELEASE\n\nFor immediate release: 12 May 2024",
        "Moss Coastal Trust | Media Statement\n12 May 2024",
        "NEWS RELEASE: MOSS COASTAL TRUST\nFor release: 12 May 2024",
        "Moss Coastal Trust – Bulletin\nPublished: 12 May 2024",
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
async def test_the_head_of_a_press_release_names_its_publisher(
    tmp_path: Path, head: str, between: str
) -> None:
    told = "The ferries of the Moss Coastal Trust sail from Lindvik again since the morning."
    text = f"{head}{between}Two ferries for the harbour\n\n{told}\n\n{BODY}"
    found = stated(source_document(text, id="x1", title="x").blocks)
    assert (found.title, found.publisher, found.date) == (
        "Two ferries for the harbour", "Moss Coastal Trust", "2024-05-12"
    )  # fmt: skip
    path = tmp_path / "x1.txt"
    path.write_text(text)
    (document,) = (await found_sources([str(path)], tmp_path / "none", None)).documents
    assert document.source.title == found.title
    assert document.source.publisher == found.publisher


@pytest.mark.parametrize("line", ["Harbour boats — news\n\nThe fleet", "The tide: a statement"])
def test_without_a_date_below_such_a_line_is_a_title(line: str) -> None:
    found = stated(source_document(f"{line}\n\n{BODY}", id="x1", title="x").blocks)
    assert found.title == line.partition("\n")[0]


def test_a_report_of_a_body_is_a_title_and_no_masthead() -> None:
    text = f"Moss Ferries Ltd, Annual Report, 2019\n\nThe fleet\n\n{BODY}"
    found = stated(source_document(text, id="ferry", title="Ferry").blocks)
    assert found.title == "Moss Ferries Ltd, Annual Report, 2019"


BODIES = st.sampled_from(
    ("Moss Harbour Board", "Ministry of Piers and Boats", "The Moss Gazette", "Oar & Sail Ltd")
)
KINDS = st.sampled_from(("Press Release No. 4", "issue 9", "second edition", "special report"))
DATES = st.sampled_from(
    (("3 May 2019", "2019-05-03"), ("May 3, 2019", "2019-05-03"), ("Spring 2019", "2019"),
     ("updated June 2019", "2019-06"), ("Friday 3 May 2019", "2019-05-03"), ("2019", "2019"))
)  # fmt: skip
PARTS = st.lists(st.sampled_from(("Lindvik", "science and shipping", "Port Alvar")), max_size=2)


@given(BODIES, KINDS, PARTS, DATES, st.booleans())
def test_the_order_of_its_parts_is_free(
    body: str, kind: str, more: list[str], date: tuple[str, str], kind_first: bool
) -> None:
    parts = [kind, body] if kind_first else [body, kind]
    line = ", ".join([*parts, *more, date[0]])
    line = line[0].upper() + line[1:]
    assert said(f"Two ferries\n{line}\n\n{BODY}") == (body, date[1])


@given(st.text(alphabet="AaBe .,;:|()-–’'\"«»©2019/№Я", max_size=60))
def test_any_line_is_read_or_refused(line: str) -> None:
    found = masthead(line)
    assert found is None or found.publisher is None or found.publisher in line.replace(",", ", ")


def test_a_numbered_chapter_over_a_masthead_is_a_title() -> None:
    text = f"Chapter 7. Ropes and Knots\nMoss Seed Bank, Safety Handbook, May 2021\n\n{BODY}"
    found = stated(source_document(text, id="ropes", title="Ropes").blocks)
    assert (found.title, found.date) == ("Chapter 7. Ropes and Knots", "2021-05")
