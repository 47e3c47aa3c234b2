# ruff: noqa: E501 - tables of claims, one a line
"""What follows from cited sentences: numbers, dates, names; and what does not."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.bank.files.build import Name
from bot.bank.files.tree import Path
from bot.bank.proofs.evidence import Cited, claims, evidence, unproven
from bot.bank.proofs.proof import read_library
from bot.bank.reading import read_bank
from bot.bank.sample import sample
from bot.bank.texts.names import NameBook, small_words
from bot.bank.texts.passages import sentences
from bot.bank.upload import check_upload
from bot.domain.question import (
    Citation,
    Difficulty,
    Option,
    Question,
    QuestionType,
    Source,
    State,
    TextKey,
    TypedKey,
)
from tests.bank.samples import DATA
from tests.conftest import SHARED_SOURCES
from tests.storage.bank_rows import make_question

SOURCE = Source(
    id="log",
    file="log.txt",
    title="[Log of a pilot]",
    short="Pilot's log",
    language="en",
    sha256="",
    publisher="Harbour Press",
    date="2015-06-01",
)
BOOK = NameBook(
    [
        Name("Norway", ("Norwegian", "Kingdom of Norway"), free=True),
        Name("Pilots' Guild", ("PG", "the guild of pilots")),
        Name("Ada Merrow", ("A. Merrow", "Merow")),
    ]
)
COMMON = small_words(["the ships sailed when pilots guide them, and members met in port"])


def missing(claim: str, *proof: str, source: Source = SOURCE) -> list[tuple[str, str]]:
    """(code, text) of what ``claim`` says and ``proof`` does not."""
    question = Question(
        id="q-1",
        type=QuestionType.YEAR,
        stem="?",
        rationale=claim,
        brief="So.",
        citations=(Citation("log", 1, (1,), "x"),),
        topic="t-1",
        difficulty=Difficulty.EASY,
        state=State.DRAFT,
    )
    known = evidence([Cited((text,), source) for text in proof], BOOK, COMMON)
    return [(code, str(values["text"])) for _, code, values in unproven(question, known, known)]


FOLLOWS = [
    ("Six ships came.", "There were 6 of them."),
    ("It carried 3,000 tons.", "A load of three thousand tons."),
    ("One ship came first.", "A ship came."),
    ("It was in October 2002.", "The seventh of October 2002: the port opened."),
    ("It was on 7 October 2002.", "October 7, 2002: the port opened."),
    ("It was in the 1990s.", "It was in 1994."),
    ("It was in the late 1990s.", "It was in the late 90s."),
    ("It was on 3 March 2015.", "The port opened on March 3."),  # the year is the source's
    ("It was on 3 March 1999.", "In 1999 much happened; the port opened on March 3."),
    ("Thirteen years passed.", "From 1981 to 1994 it stood empty."),
    ("It came 13 years later.", "May 1981: begun. June 7, 1994: done."),
    ("The Harbour Press reported it.", "It was reported."),  # the source's entry
    ("Search-2021 was an exercise.", 'An exercise dubbed "Search-2021" took place.'),
    ("The brief name is Search.", 'An exercise dubbed "Search-2021" took place.'),
    ("Norwegians came.", "They came."),
    ("Norway's pilots came.", "They came."),
    ("Sweden's Green Sea Movement met.", "The Green Sea Movement met in Sweden."),
    ("The Swedes' Green Sea met.", "Green Sea met the Swedes."),
    ("The Norwegian-Danish border moved.", "The Danish border moved."),
    ("The PG met.", "The guild of pilots met."),
    ("The Pilots' Guild met.", "The PG met."),
    ("Ada Merrow came.", "There came Merow."),  # a garbled spelling that the glossary knows
    ("Captain Ole Lund spoke.", "Captain Ole Johan Lund spoke."),
    ("The defence minister and the Defense Ministry met.", "The Defence Ministry met."),
    ("The Harbor Organization met.", "The Harbour Organisation met."),
    ("They met in St. Petersburg.", "In St. Petersburg, they met."),
    ("Ships sailed. Members met.", "They did."),
    ("Piracy is a crime; “Members” too.", "It is so."),
    ("Zoë spoke.", "Zoe spoke."),
    ("They did NOT meet; all came EXCEPT one.", "They stayed apart."),  # as L03 wants it
    ("Put the ships in order.", "They came."),
]


@pytest.mark.parametrize(("claim", "proof"), FOLLOWS)
def test_what_follows(claim: str, proof: str) -> None:
    assert missing(claim, proof) == []


STRAY = [
    ("Seven ships came.", "There were 6 of them.", ("E409", "Seven")),
    ("It was on 7 October 2002.", "It was in October 2002.", ("E410", "7 October 2002")),
    ("It was in October 2003.", "It was on 7 October 2002.", ("E410", "October 2003")),
    ("It was in October 2002.", "It was on 2 September 2002, not on 10 May.", ("E410", "October 2002")),
    ("There were 7 ships.", "It was on 7 October 2002.", ("E409", "7")),
    ("It was on 3 March 2016.", "The port opened on March 3.", ("E410", "3 March 2016")),
    ("It was in the 1980s.", "It was in 1994.", ("E409", "1980s")),
    ("It was in the 1980s.", "It was in the late 90s.", ("E409", "1980s")),
    ("It was in the 1920s.", "It was in the 20s.", ("E409", "1920s")),
    ("Twelve years passed.", "From 1981 to 1994 it stood empty.", ("E409", "Twelve")),
    ("Thirteen ships passed.", "From 1981 to 1994 it stood empty.", ("E409", "Thirteen")),
    ("Nine months passed.", "From 1981 to 1990 it stood empty.", ("E409", "Nine")),
    ("They met in Bergen.", "They met in Oslo.", ("E411", "Bergen")),
    ("Siv Lund came.", "Ole Lund and Siv Berg came.", ("E411", "Siv Lund")),
    ("They met Minister Siv Berg.", "Minister Ole Lund met Siv Berg.", ("E411", "Minister Siv Berg")),
    ("Swedish Ole Berg came.", "Ole Lund met the Swedish guests, Siv Berg spoke.", ("E411", "Swedish Ole Berg")),
    ("Sweden's Green Sea Movement met.", "They met in Sweden.", ("E411", "Sweden's Green Sea Movement")),
    ("Sweden's Green Sea Movement met.", "A Green Sea met in Sweden.", ("E411", "Sweden's Green Sea Movement")),
    ("Bergen was the place.", "They met in Oslo.", ("E411", "Bergen")),
    ("NATO came.", "They came.", ("E411", "NATO")),
    ("Ole Berg spoke.", "Ole Lund and Siv Berg spoke for long hours of it.", ("E411", "Ole Berg")),
    ("The PG met.", "They met.", ("E411", "PG")),
    ("Lund Ole spoke.", "Ole Lund spoke.", ("E411", "Lund Ole")),
    ("They met, NOT in Bergen.", "They met in Oslo.", ("E411", "Bergen")),
    ("It was NOT Bergen.", "They met in Oslo.", ("E411", "Bergen")),
    ("The Danish and Swedish ports.", "The Danish ports.", ("E411", "Swedish")),
]  # fmt: skip


@pytest.mark.parametrize(("claim", "proof", "stray"), STRAY)
def test_what_does_not_follow(claim: str, proof: str, stray: tuple[str, str]) -> None:
    assert missing(claim, proof) == [stray]


def test_evidence_may_come_from_several_citations() -> None:
    assert missing("Six ships came to Bergen.", "6 ships came.", "They came to Bergen.") == []


def test_a_year_is_not_borrowed_from_another_citation() -> None:
    undated = Source("old", "old.txt", "[Old]", "Old", "en", "")
    assert missing("On 3 March 1999.", "The port opened on March 3.", source=undated) == [
        ("E410", "3 March 1999")
    ]
    assert missing("On 3 March 1999.", "On March 3.", "In 1999.", source=undated) == [
        ("E410", "3 March 1999")
    ]


def test_claims_are_key_and_rationales_not_distractors() -> None:
    lamp, wreck, service, _ = (p.question for p in read_bank(DATA / "bank").questions)
    assert [path for path, _ in claims(lamp)] == [
        ("stem",),
        ("rationale",),
        ("brief",),
        ("options", 0, "rationale"),
        ("options", 1, "text"),
        ("options", 1, "rationale"),
        ("options", 2, "rationale"),
    ]
    assert [path for path, _ in claims(wreck)] == [
        ("stem",),
        ("rationale",),
        ("brief",),
        ("near", 0, "rationale"),
    ]
    assert [path for path, _ in claims(service)] == [
        ("stem",),
        ("rationale",),
        ("brief",),
        ("refutation",),
    ]


def of_stem(stem: str, proof: str) -> list[tuple[Path, str]]:
    """(path, text) of what a stem says and ``proof`` does not."""
    question = replace(
        make_question("q-1", options=LETTERS), stem=stem, rationale="So.", brief="So."
    )
    known = evidence([Cited((proof,), SOURCE)], BOOK, COMMON)
    return [(path, str(values["text"])) for path, _, values in unproven(question, known, known)]


def test_what_refutes_a_near_value_proves_no_key() -> None:
    founded = Cited(("It was founded in 1992.",), SOURCE)
    of_key = evidence([founded], BOOK, COMMON)
    known = evidence([founded, Cited(("In 1994 it was renamed.",), SOURCE)], BOOK, COMMON)
    found = unproven(make_year(1994), known, of_key)
    assert [(path, str(values["text"])) for path, _, values in found] == [(("answer",), "1994")]
    assert [*unproven(make_year(1992), known, of_key)] == []


def test_what_refutes_a_distractor_proves_no_key() -> None:
    options = [Option("a", "In Omsk", key=True), Option("b", "In Tomsk"), Option("c", "In Tula")]
    made = make_question("q-1", options=options, stem="Where?")
    question = replace(made, rationale="So.", brief="So.")
    of_key = Cited(("They met in Tomsk.",), SOURCE)
    known = [of_key, Cited(("Omsk was never chosen.",), SOURCE)]
    found = unproven(question, evidence(known, BOOK, COMMON), evidence([of_key], BOOK, COMMON))
    assert [(path, str(values["text"])) for path, _, values in found] == [
        (("options", 0, "text"), "Omsk")
    ]


@pytest.mark.parametrize(
    ("key", "sentence", "codes"),
    [
        ("Norway", "They met in Oslo.", ["E414"]),
        ("Norway's", "They met in Oslo.", ["E414"]),
        ("The Kingdom of Norway", "They met in Oslo.", ["E414"]),
        ("Norway", "The Norwegians met.", []),
        ("Norway's", "The kingdom of Norway met.", []),
        # Part of a longer key the free name claims nothing; one that is not free is E411 already.
        ("Ships from Norway", "They met in Oslo.", []),
        ("The Pilots' Guild", "They met in Oslo.", ["E411"]),
        ("The Pilots' Guild", "The PG met.", []),
    ],
)
def test_a_key_that_is_a_name_is_said_in_the_sentences_for_the_key(
    key: str, sentence: str, codes: list[str]
) -> None:
    """What refutes a distractor does not say it, nor does the entry of the source."""
    norse = replace(SOURCE, title="[Log of Norway]")
    of_key = Cited((sentence,), norse)
    known = [of_key, Cited(("Norway and the Pilots' Guild stayed at home.",), norse)]
    chosen = [Option("a", key, key=True), Option("b", "Tomsk"), Option("c", "Tula")]
    for made in (
        make_question("q-1", options=chosen, stem="Who?"),
        make_question("q-1", QuestionType.TEXT, text_key=TextKey(key), stem="Who?"),
    ):
        question = replace(made, rationale="So.", brief="So.")
        found = unproven(question, evidence(known, BOOK, COMMON), evidence([of_key], BOOK, COMMON))
        assert [code for _, code, _ in found] == codes


def make_year(year: int) -> Question:
    key = TypedKey(Decimal(year))
    made = make_question("q-1", QuestionType.YEAR, typed=key, stem="When?")
    return replace(made, rationale="So.", brief="So.")


LETTERS = [Option(letter, "ships", key=letter == "a") for letter in "abcd"]


@pytest.mark.parametrize(
    ("stem", "text"),
    [
        ("Where did they meet in 1987?", "1987"),
        ("Where did they meet on 3 May 1987?", "3 May 1987"),
        ("Whom did Ole Lund meet?", "Ole Lund"),
        ("What do the six ships carry?", "six"),
        ("Which 3 ships came?", "3"),  # in digits it is the world's
        ("Which five of these came?", "five"),  # four options
        ("What did the second ship carry?", "second"),
        ("Which three ships of five came?", "five"),
    ],
)
def test_what_a_stem_says_has_to_stand_in_the_evidence(stem: str, text: str) -> None:
    assert of_stem(stem, "They met.") == [(("stem",), text)]
    assert of_stem(stem, f"They met: {text}.") == []


@pytest.mark.parametrize(
    "stem",
    [
        "Three of these sailed. Which one did not?",
        "Which two ships met?",
        "What sets the two apart?",
        "Four sentences tell of ships. Which one is a report?",
        "The name is spelled in two ways. Which ship has it?",
        "How did the second ship differ from the first?",
    ],
)
def test_a_stem_may_count_what_its_question_shows(stem: str) -> None:
    assert of_stem(stem, "They met.") == []


def test_claims_of_what_is_typed_ordered_and_matched() -> None:
    report = check_upload("tea.yaml", sample())
    assert report.set is not None
    texts = {question.type: dict(claims(question)) for question in report.set.questions}
    said = texts[QuestionType.TEXT]
    assert said[("answer",)] == "Colombo"
    assert said[("near", 0, "rationale")].startswith("The tea was grown near Kandy")
    assert "Kolamba" not in said.values(), "a further spelling claims nothing"
    places = texts[QuestionType.ORDERING]
    assert [(("options", n, "text") in places) for n in range(4)] == [True] * 4
    assert places[("options", 3, "rationale")].startswith("Drying comes last")
    pairs = texts[QuestionType.MATCHING]
    assert (pairs[("pairs", 1, "text")], pairs[("pairs", 1, "match")]) == ("Oolong", "90 degrees")
    assert pairs[("extra", 0, "rationale")].startswith("The leaflet wants no tea")
    assert ("extra", 0, "text") not in pairs


WORDS = st.sampled_from(
    """In May 1994 the 3,000 Danes of North-East Jutland's "Coast Guard" (CG) met Ole Lund on
    7 October 2002, 19-20 June, twenty-two times; St. Olaf sailed. A hundred and five U.S. ships:
    second 1990s – March 3""".split()  # noqa: SIM905 - running text
)


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=15))
def test_a_text_proves_itself(words: list[str]) -> None:
    text = " ".join(words)
    assert missing(text, text) == []


@pytest.mark.sources
@pytest.mark.skipif(not SHARED_SOURCES.is_dir(), reason="the five documents are not here")
def test_every_sentence_of_the_five_documents_proves_itself() -> None:
    bank = read_bank(DATA.parents[1] / "questions")
    library = read_library(bank.sources, SHARED_SOURCES)
    stray = {
        sentence: found
        for doc in library.documents.values()
        for paragraph in doc.paragraphs
        for sentence in sentences(paragraph)
        if (found := missing(sentence, sentence))
    }
    assert stray == {}
