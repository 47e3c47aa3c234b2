"""A second reader's sheet: what it shows, how answers are read, what is recorded."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from bot.bank.files.tree import read_tree
from bot.bank.reading import read_bank
from bot.bank.reviews.blind_answers import Answered, Reading, read_sheet, records
from bot.bank.reviews.blind_sheet import sheet_text, token
from bot.bank.texts.passages import document
from bot.domain.fingerprint import fingerprint
from bot.domain.question import NearText, Option, Question, QuestionType, State, TextKey
from bot.domain.review import Blind, Outcome, Review, Unseen
from tests.bank.samples import DATA, DOCUMENTS

BANK = read_bank(DATA / "bank")
QUESTIONS = {placed.question.id: placed.question for placed in BANK.questions}
SOURCES = {source.id: source for source in BANK.sources.sources}
LIGHTHOUSE = {
    "ansel-mercury-1988": document((DOCUMENTS / "lighthouse.txt").read_text(encoding="utf-8"))
}
SEVERAL = replace(
    QUESTIONS["lamp-lit-date"],
    id="lamp-facts",
    options=tuple(
        replace(o, key=o.text != "In June 1988") for o in QUESTIONS["lamp-lit-date"].options
    ),
)
DAY = date(2026, 11, 29)


def drawn(*questions: Question, seed: int = 1, seen: bool = True) -> str:
    return sheet_text(questions, SOURCES, LIGHTHOUSE if seen else None, seed)


def filled(text: str, answer: str, remark: str = "", because: str = "") -> str:
    """A sheet of one question with these words behind its keys."""
    assert text.count("    answer:\n") == 1
    words = {"answer": answer, "because": because, "remark": remark}
    for key, said in words.items():
        text = text.replace(f"    {key}:\n", f"    {key}: {said}\n")
    return text


def read(text: str, *questions: Question) -> tuple[Answered, ...]:
    sheet = read_sheet(read_tree("sheet.yaml", text.encode()), questions)
    assert sheet is not None
    return sheet.answers


def letter(text: str, question: Question, option_text: str) -> str:
    """The letter of an option on the sheet of one question."""
    options: Mapping[str, str] = read_tree("x", text.encode()).value["questions"][0]["options"]
    return next(key for key, value in options.items() if value == option_text)


def test_a_sheet_shows_whole_passages_once_and_nothing_of_the_key() -> None:
    text = drawn(*QUESTIONS.values())
    tree = read_tree("sheet.yaml", text.encode())
    assert tree.problems == []
    assert [entry["number"] for entry in tree.value["questions"]] == [1, 2, 3, 4]
    for entry in tree.value["questions"]:
        (question,) = (q for q in QUESTIONS.values() if token(q) == entry["question"])
        assert " ".join(entry["stem"].split()) == question.stem
        cited = sorted({citation.paragraph for citation in question.citations})
        shown = [" ".join(p["text"].split()) for p in entry["passages"]]
        doc = LIGHTHOUSE["ansel-mercury-1988"]
        assert shown == [doc.paragraphs[number - 1].replace("\n", " ") for number in cited]
        assert set(entry.get("options", {}).values()) == {
            o.text for o in question.options if o.text
        }
        assert set(entry) <= {
            "number", "question", "fingerprint", "stem", "choose", "options", "passages", "answer",
            "remark",
        }  # fmt: skip
    for question in QUESTIONS.values():
        assert question.id not in text
        assert question.rationale not in text


def test_the_seed_decides_the_order_and_nothing_else_does() -> None:
    several = [replace(q, id=f"{q.id}-{n}") for n in range(5) for q in QUESTIONS.values()]
    assert drawn(*several) == drawn(*reversed(several))
    assert drawn(*several) != drawn(*several, seed=2)


def test_the_questions_are_shuffled() -> None:
    several = [replace(QUESTIONS["horn-year"], id=f"horn-year-{n}") for n in range(8)]
    orders = []
    for seed in (1, 2):
        entries = read_tree("x", drawn(*several, seed=seed).encode()).value["questions"]
        orders.append([entry["question"] for entry in entries])
    written = list(map(token, several))
    assert sorted(orders[0]) == sorted(orders[1]) == sorted(written)
    assert written not in orders
    assert orders[0] != orders[1]


def test_a_sheet_without_passages_has_none() -> None:
    text = drawn(*QUESTIONS.values(), seen=False)
    assert "passages:" not in text
    assert "gull" not in text.lower().replace("gull rock", "")


@pytest.mark.parametrize(
    ("name", "answer", "reading"),
    [
        ("horn-year", "1902", Reading.AGREED),
        ("horn-year", '"1902"', Reading.AGREED),
        ("horn-year", "1903", Reading.DISAGREED),
        ("horn-year", "none", Reading.DISAGREED),
        ("horn-year", "about then", Reading.UNCLEAR),
        ("horn-year", "", Reading.UNCLEAR),
        ("wreck-drowned", "22", Reading.AGREED),
        ("wreck-drowned", "22 people", Reading.AGREED),
        ("wreck-drowned", "2_2", Reading.UNCLEAR),
        ("tower-service", "false", Reading.AGREED),
        ("tower-service", "False", Reading.AGREED),
        ("tower-service", "true", Reading.DISAGREED),
        ("tower-service", "no", Reading.UNCLEAR),
        ("lamp-lit-date", "z", Reading.UNCLEAR),
        ("lamp-lit-date", "{a: b}", Reading.UNCLEAR),
    ],
)
def test_answers_are_read_as_people_write_them(name: str, answer: str, reading: Reading) -> None:
    question = QUESTIONS[name]
    (found,) = read(filled(drawn(question), answer), question)
    assert (found.reading, found.question) == (reading, question)
    assert bool(found.why) is (reading is not Reading.AGREED)


def test_letters_stand_for_the_options_as_they_were_shuffled() -> None:
    question = QUESTIONS["lamp-lit-date"]
    for seed in range(6):
        text = drawn(question, seed=seed)
        for option in question.options:
            chosen = letter(text, question, option.text)
            for written in (chosen, chosen.upper(), f"[{chosen}]"):
                (found,) = read(filled(text, written), question)
                assert found.reading is (Reading.AGREED if option.key else Reading.DISAGREED)


def test_several_letters_are_right_only_together() -> None:
    text = drawn(SEVERAL)
    keys = [letter(text, SEVERAL, o.text) for o in SEVERAL.options if o.key]
    (other,) = (letter(text, SEVERAL, o.text) for o in SEVERAL.options if not o.key)
    both = f"[{', '.join(keys)}]"
    for answer, reading in (
        (both, Reading.AGREED),
        (" ".join(reversed(keys)), Reading.AGREED),
        ("".join(keys), Reading.AGREED),
        (keys[0], Reading.DISAGREED),
        (f"[{', '.join((*keys, other))}]", Reading.DISAGREED),
    ):
        assert [one.reading for one in read(filled(text, answer), SEVERAL)] == [reading]


def test_a_remark_is_looked_at_before_an_agreement_counts() -> None:
    question = QUESTIONS["horn-year"]
    (found,) = read(filled(drawn(question), "1902", "Which tower?"), question)
    assert (found.reading, found.why) == (Reading.UNCLEAR, 'remark: "Which tower?"')


def test_an_edit_after_drawing_is_noticed_and_a_missing_question_too() -> None:
    question = QUESTIONS["horn-year"]
    text = filled(drawn(question), "1902")
    edited = replace(question, stem="In which year was a horn added?")
    (found,) = read(text, edited)
    assert found.reading is Reading.UNCLEAR
    assert "edited since" in found.why
    (gone,) = read(text)
    assert (gone.question, gone.reading) == (None, Reading.UNCLEAR)
    assert text.splitlines()[gone.line - 1] == "  - number: 1"


@pytest.mark.parametrize(
    "text",
    ["", "just words", "sheet: with passages\n", "sheet: of music\nquestions: []\n", "- a\n"],
)
def test_what_is_no_sheet_is_none(text: str) -> None:
    assert read_sheet(read_tree("x.yaml", text.encode()), []) is None


def approved(question: Question, blind: Blind | None = None) -> Question:
    review = Review(date(2026, 11, 23), fingerprint(question), blind)
    return replace(question, state=State.APPROVED, review=review)


def recorded(
    question: Question,
    answer: str,
    *,
    seen: bool = True,
    rewritten: tuple[str, ...] = (),
    because: str = "",
) -> Review | str | None:
    """The review that is written, or why none is."""
    text = filled(drawn(question, seen=seen), answer, because=because)
    sheet = read_sheet(read_tree("x.yaml", text.encode()), [question])
    assert sheet is not None
    made = records(sheet, DAY, rewritten)
    if question.id in made.reviews:
        return made.reviews[question.id](question)
    return made.refused.get(question.id)


def test_only_an_agreement_is_recorded() -> None:
    question = approved(QUESTIONS["horn-year"])
    assert question.review is not None
    assert recorded(question, "1902") == replace(question.review, blind=Blind(DAY, Outcome.AGREED))
    assert recorded(question, "1903") is None
    assert recorded(question, "") is None
    again = recorded(question, "1902", rewritten=("horn-year",))
    assert again == replace(question.review, blind=Blind(DAY, Outcome.REWRITTEN))


def test_a_draft_and_a_stale_approval_are_not_recorded() -> None:
    assert "not approved" in str(recorded(QUESTIONS["horn-year"], "1902"))
    stale = replace(approved(QUESTIONS["horn-year"]), brief="It was added then.")
    assert "edited since its approval" in str(recorded(stale, "1902"))


@pytest.mark.parametrize(
    ("answer", "because", "unseen"),
    [
        ("1902", "known", Unseen.KNOWN),
        ("1902", "Luck", Unseen.LUCK),
        ("1902", "form", Unseen.FORM),
        ("1902", "leaked", Unseen.LEAKED),
        ("1903", "known", Unseen.MISSED),
        ("none", "", Unseen.MISSED),
    ],
)
def test_a_reader_without_passages_adds_to_the_record(
    answer: str, because: str, unseen: Unseen
) -> None:
    blind = Blind(date(2026, 11, 24), Outcome.REWRITTEN)
    question = approved(QUESTIONS["horn-year"], replace(blind, why="Of an older reading."))
    review = recorded(question, answer, seen=False, because=because)
    assert isinstance(review, Review)
    assert review.blind == replace(blind, unseen=unseen)
    bare = approved(QUESTIONS["horn-year"])
    assert "nobody has answered" in str(recorded(bare, answer, seen=False, because=because))


@pytest.mark.parametrize("because", ["", "guessed", "missed", "I knew"])
def test_who_hits_the_key_unseen_says_why(because: str) -> None:
    question = approved(QUESTIONS["horn-year"], Blind(DAY, Outcome.AGREED))
    (found,) = read(filled(drawn(question, seen=False), "1902", because=because), question)
    assert (found.reading, found.unseen) == (Reading.UNCLEAR, None)
    assert "none of known, luck, form, leaked" in found.why
    assert recorded(question, "1902", seen=False, because=because) is None


def test_a_remark_without_passages_is_told_and_stops_nothing() -> None:
    question = QUESTIONS["horn-year"]
    text = filled(drawn(question, seen=False), "1902", "The stem has it.", "form")
    (found,) = read(text, question)
    assert (found.unseen, found.why) == (Unseen.FORM, '"The stem has it."')


def test_only_a_sheet_without_passages_asks_for_a_ground() -> None:
    question = QUESTIONS["horn-year"]
    assert "because:" not in drawn(question)
    assert drawn(question, seen=False).count("\n    because:\n") == 1


def test_the_same_outcome_without_passages_keeps_the_reason_to_leave_it() -> None:
    told = Blind(DAY, Outcome.AGREED, Unseen.LEAKED, "The name is asked elsewhere.")
    question = approved(QUESTIONS["horn-year"], told)
    again = recorded(question, "1902", seen=False, because="leaked")
    assert isinstance(again, Review)
    assert again.blind == told
    other = recorded(question, "1902", seen=False, because="form")
    assert isinstance(other, Review)
    assert other.blind == replace(told, unseen=Unseen.FORM, why=None)


def test_a_wording_that_had_to_be_found_stays_rewritten() -> None:
    """A later agreement with the same wording does not say that the first was at once."""
    found = Blind(date(2026, 11, 24), Outcome.REWRITTEN, Unseen.KNOWN, "A reason.")
    review = recorded(approved(QUESTIONS["horn-year"], found), "1902")
    assert isinstance(review, Review)
    assert review.blind == replace(found, on=DAY)


def test_what_the_other_reader_did_stays() -> None:
    question = approved(QUESTIONS["horn-year"], Blind(DAY, Outcome.AGREED, Unseen.MISSED))
    review = recorded(question, "1902")
    assert isinstance(review, Review)
    assert review.blind == Blind(DAY, Outcome.AGREED, Unseen.MISSED)


CITY = replace(
    QUESTIONS["horn-year"],
    id="tower-harbour",
    type=QuestionType.TEXT,
    stem="Off which harbour does the rock lie?",
    typed=None,
    text_key=TextKey("Port Ansel", ("Portansel",), (NearText("Port Hansel", "Another one."),)),
)
STEPS = replace(
    QUESTIONS["horn-year"],
    id="tower-steps",
    type=QuestionType.ORDERING,
    stem="Put these steps in order, the earliest first.",
    typed=None,
    options=tuple(Option("abc"[n], text) for n, text in enumerate(("Stone", "Lamp", "Horn"))),
)
PAIRS = replace(
    QUESTIONS["horn-year"],
    id="tower-pairs",
    type=QuestionType.MATCHING,
    stem="What came to the tower in which year?",
    typed=None,
    lefts=("1874", "1877", "1902"),
    options=tuple(
        Option("abcd"[n], text, key=n < 3)
        for n, text in enumerate(("Stone", "Lamp", "Horn", "Keeper"))
    ),
)


@pytest.mark.parametrize(
    ("answer", "reading"),
    [
        ("Port Ansel", Reading.AGREED),
        ("port ansl", Reading.AGREED),
        ("Port Hansel", Reading.DISAGREED),
        ("Moscow", Reading.DISAGREED),
        ("none", Reading.DISAGREED),
    ],
)
def test_typed_texts_are_read_as_in_the_chat(answer: str, reading: Reading) -> None:
    text = drawn(CITY)
    assert "Ansel" not in text.partition("passages:")[0]
    assert [one.reading for one in read(filled(text, answer), CITY)] == [reading]


@pytest.mark.parametrize("question", [STEPS, PAIRS])
@pytest.mark.parametrize("seed", range(4))
def test_sequences_are_letters_in_a_row(question: Question, seed: int) -> None:
    text = drawn(question, seed=seed)
    letters = [letter(text, question, option.text) for option in question.options[:3]]
    assert letters != ["a", "b", "c"] or question is PAIRS
    for answer, reading in (
        (f"[{', '.join(letters)}]", Reading.AGREED),
        ("".join(letters), Reading.AGREED),
        (" ".join(reversed(letters)), Reading.DISAGREED),
        (" ".join(letters[:2]), Reading.UNCLEAR),
        (" ".join((*letters[:2], letters[0])), Reading.UNCLEAR),
    ):
        assert [one.reading for one in read(filled(text, answer), question)] == [reading]


def test_left_sides_stand_in_their_order() -> None:
    entry = read_tree("x", drawn(PAIRS).encode()).value["questions"][0]
    assert entry["lefts"] == {"1": "1874", "2": "1877", "3": "1902"}
    assert entry["choose"] == "a letter for each left side, in their order"
