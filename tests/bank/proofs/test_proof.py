"""`bank verify`: what is written about a document must stand in it; every corruption is refused."""

from pathlib import Path

import pytest

from bot.bank.proofs.proof import verify
from bot.bank.reading import read_bank
from tests.bank.samples import DOCUMENTS, SET, copy_bank, line_of, verified


def test_the_sample_bank_is_proven(tmp_path: Path) -> None:
    assert verified(copy_bank(tmp_path)) == []


CORRUPTIONS = {
    "a word of the quote changed": ('"the lamp was lit"', '"the lamp was lost"', "E406"),
    "a letter of the quote changed": ('"fog horn was added"', '"fog horns was added"', "E406"),
    "the quote ends inside a word": (
        '"Twenty-two people drowned"',
        '"Twenty-two people drown"',
        "E406",
    ),
    "the wrong paragraph": ("paragraph: 4, sentences: [1]", "paragraph: 5, sentences: [1]", "E406"),
    "no such paragraph": ("paragraph: 7, sentences: [1]", "paragraph: 8, sentences: [1]", "E405"),
    "the wrong sentence": (
        'paragraph: 6, sentences: [1], quote: "took',
        'paragraph: 6, sentences: [2], quote: "took',
        "E408",
    ),
    "no such sentence": (
        'paragraph: 6, sentences: [1], quote: "fog',
        'paragraph: 6, sentences: [1, 3], quote: "fog',
        "E407",
    ),
    "another year in the key": ("answer: 1902", "answer: 1903", "E409"),
    "another number in the key": ("answer: 22", "answer: 23", "E409"),
    "another day in the key": ("text: 9 October 1877", "text: 8 October 1877", "E410"),
    "another month in the key": ("text: 9 October 1877", "text: 9 November 1877", "E410"),
    "another year in the key's date": ("text: 9 October 1877", "text: 9 October 1878", "E410"),
    "a number invented in the rationale": ("41500 crowns", "45100 crowns", "E409"),
    "a number word invented": ("brief: Twenty-two people", "brief: Twenty-three people", "E409"),
    "a date invented in the brief rationale": (
        "Lit on October 9, 1877",
        "Lit on October 9, 1876",
        "E410",
    ),
    "a name changed in a distractor's rationale": ("Ada Merrow laid", "Ida Merrow laid", "E411"),
    "a name invented at the beginning": (
        "Twenty-two people were",
        "Zanzibar said people were",
        "E411",
    ),
    "a name invented in the middle": (
        "struck at night, and 22",
        "struck at Zanzibar, and 22",
        "E411",
    ),
    "two names of the evidence made into one": (
        "engineer Ada Merrow laid",
        "engineer Ada Ansel laid",
        "E411",
    ),
    "an acronym invented": ("The RLS took", "The RMS took", "E411"),
    "a span of years that nothing gives": ("34 years before", "35 years before", "E409"),
    "a span in another unit": ("34 years before", "34 months before", "E409"),
    "a number invented in a near value's rationale": (
        "seen for 18 miles",
        "seen for 19 miles",
        "E409",
    ),
    "a year invented in the refutation": ("the RLS came in 1936", "the RLS came in 1963", "E409"),
    "a name invented in the refutation": (
        "The Harbour Board voted for it;",
        "The Harbour Guild voted for it;",
        "E411",
    ),
    "a month invented in a rationale": ("June 1988 is when", "July 1988 is when", "E410"),
    "a name of the glossary that the evidence lacks": (
        "people were lost.",
        "people of the RLS were lost.",
        "E411",
    ),
}


@pytest.mark.parametrize(("old", "new", "code"), CORRUPTIONS.values(), ids=CORRUPTIONS)
def test_a_corruption_is_refused_where_it_stands(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    folder = copy_bank(tmp_path, {SET: (old, new)})
    assert (SET, line_of(folder, new), code) in verified(folder)


def test_each_corruption_says_what_to_do(tmp_path: Path) -> None:
    folder = copy_bank(
        tmp_path, {SET: ("paragraph: 4, sentences: [1]", "paragraph: 5, sentences: [1]")}
    )
    problems = {problem.code: problem for problem in verify(read_bank(folder), DOCUMENTS)}
    where = "in paragraph 5 of ansel-mercury-1988"
    assert problems["E406"].message == f'the quote "the engineer Ada Merrow" does not stand {where}'
    assert problems["E406"].fix == "it stands in paragraph 4: correct `paragraph:`"


HONEST = {
    "the date the American way": ("text: 9 October 1877", "text: October 9, 1877"),
    "the date in words": ("text: 9 October 1877", "text: The ninth of October 1877"),
    "the date as numbers": ("text: 9 October 1877", "text: 1877-10-09"),
    "less of the date": ("text: 9 October 1877", "text: In October 1877"),
    "the month alone": ("text: 9 October 1877", "text: One day in October"),
    "the year alone": ("text: 9 October 1877", "text: In 1877"),
    "the decade": ("text: 9 October 1877", "text: In the 1870s"),
    "with thousands separated": ("41500 crowns", "41,500 crowns"),
    "with a narrow space": ("41500 crowns", "41\u202f500 crowns"),
    "with a number in words": ("and 22 people", "and twenty-two people"),
    "the distance in words": ("seen for 18 miles", "seen for eighteen miles"),
    "with a possessive": ("Ada Merrow laid the", "Ada Merrow's hands laid the"),
    "with the surname alone": ("the engineer Ada Merrow laid", "the engineer Merrow laid"),
    "another name of the glossary": ("The RLS took", "The Royal Lighthouse Service took"),
    "a free name": ("people were lost.", "people were lost on Gull Rock."),
    "another spelling": ("The Harbour Board voted for it;", "The Harbor Board voted for it;"),
    "with curly quotes and a hard space": (
        '"Twenty-two people drowned"',
        '"Twenty-two\u00a0people drowned"',
    ),
    "a common word at the beginning": ("Three years had", "Workers toiled; 3 years had"),
    "a number of the source's entry": ("June 1988 is when", "1988 is when"),
}


@pytest.mark.parametrize(("old", "new"), HONEST.values(), ids=HONEST)
def test_honest_wording_passes(tmp_path: Path, old: str, new: str) -> None:
    assert verified(copy_bank(tmp_path, {SET: (old, new)})) == []


def test_a_changed_document_is_told_from_a_changed_paragraph(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    text = (DOCUMENTS / "lighthouse.txt").read_text(encoding="utf-8")
    (documents / "lighthouse.txt").write_text(text.replace("engineer", "builder"), encoding="utf-8")
    folder = copy_bank(tmp_path / "bank")
    quote = line_of(folder, '"the engineer Ada Merrow"')
    sha = line_of(folder, "sha256", "sources.yaml")
    assert verified(folder, documents) == [
        (SET, quote, "E404"),
        (SET, quote, "E406"),
        ("sources.yaml", sha, "E403"),
    ]


def test_line_ends_and_spaces_of_a_document_do_not_matter(tmp_path: Path) -> None:
    text = (DOCUMENTS / "lighthouse.txt").read_text(encoding="utf-8")
    spaced = text.replace("\n", "\r\n").replace(" of ", "\u00a0of ").replace("’", "'")
    (tmp_path / "lighthouse.txt").write_bytes(b"\xef\xbb\xbf" + spaced.encode())
    assert verified(copy_bank(tmp_path / "bank"), tmp_path) == []


def test_a_missing_and_an_unreadable_document_are_named(tmp_path: Path) -> None:
    folder = copy_bank(tmp_path / "bank")
    line = line_of(folder, "file:", "sources.yaml")
    assert verified(folder, tmp_path) == [("sources.yaml", line, "E401")]
    (tmp_path / "lighthouse.txt").write_bytes(b"\xff\xfe\x00broken")
    assert verified(folder, tmp_path) == [("sources.yaml", line, "E402")]


def test_what_cannot_be_read_is_not_proven(tmp_path: Path) -> None:
    folder = copy_bank(
        tmp_path,
        {SET: ("source: ansel-mercury-1988, paragraph: 7", "source: nobody, paragraph: 7")},
    )
    assert (SET, line_of(folder, "source: nobody"), "E309") in verified(folder)
    folder = copy_bank(tmp_path, {SET: ("answer: 1902", "answer: soon")})
    assert (SET, line_of(folder, "answer: soon"), "E207") in verified(folder)


def test_a_source_of_the_set_itself_proves_nothing(tmp_path: Path) -> None:
    own = "sources:\n  - {id: hearsay, title: Hearsay, short: Hearsay, language: en}\nquestions:\n"
    folder = copy_bank(tmp_path, {SET: ("questions:\n", own)})
    assert verified(folder) == [(SET, line_of(folder, "id: hearsay"), "E412")]
