"""The bank that ships against the five documents, and corruptions of every one of its questions."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from bot.bank.coverage import coverage
from bot.bank.files.tree import read_tree
from bot.bank.files.writing import set_text
from bot.bank.problem import Problem
from bot.bank.proofs.proof import read_library, verify
from bot.bank.reading import Bank, Placed, SetFile, read_bank, read_set
from bot.bank.texts.passages import Document, sentences
from bot.domain.question import Citation, Difficulty, Question, QuestionType
from tests.conftest import SHARED_SOURCES

pytestmark = [
    pytest.mark.sources,
    pytest.mark.skipif(not SHARED_SOURCES.is_dir(), reason="the five documents are not here"),
]
QUESTIONS = Path(__file__).parents[2] / "questions"
SENTENCE = 6
"""Words from which on a sentence is somebody's wording, not only a fact."""

# People and places of the five documents: what somebody would plausibly mix up.
NAMES = ("Sherali Mirzo", "Ivica Dacic", "Andijon", "Geneva", "Sochi", "Nikol Pashinyan", "Khujand")


@pytest.fixture(scope="module")
def bank() -> Bank:
    return read_bank(QUESTIONS)


def test_every_citation_is_proven(bank: Bank) -> None:
    assert [str(problem) for problem in verify(bank, SHARED_SOURCES)] == []


def test_the_bank_holds_what_it_promises(bank: Bank) -> None:
    """At least 300 questions, nothing untested, and difficulties within five points of plan."""
    found = coverage(bank)
    spread = found.spread
    assert spread.questions >= 300
    assert found.complete
    assert spread.joining >= 25
    percent = {one: 100 * n / spread.questions for one, n in spread.difficulties.items()}
    plan = {Difficulty.EASY: 30, Difficulty.MEDIUM: 45, Difficulty.HARD: 25}
    assert {one: n for one, n in percent.items() if abs(n - plan[one]) > 5} == {}
    assert set(spread.types) == set(QuestionType)


def test_what_is_written_in_the_house_form_is_proven_too(bank: Bank) -> None:
    assert verify(rewritten(bank), SHARED_SOURCES) == ()


def test_no_sentence_of_a_document_stands_in_the_bank(bank: Bank) -> None:
    """Facts carry over, sentences do not; a piece of a title over two lines is no sentence."""
    files = [*sorted((QUESTIONS / "sets").glob("*.yaml")), *sorted(QUESTIONS.glob("*s.yaml"))]
    said = {path.name: plain_words(path.read_text(encoding="utf-8")) for path in files}
    del said["sources.yaml"]  # titles, as the documents state them
    found = [
        (name, sentence)
        for text in read_library(bank.sources, SHARED_SOURCES).documents.values()
        for paragraph in text.paragraphs
        for sentence in sentences(paragraph)
        if sentence.endswith(".") and not sentence[0].islower()
        if len(plain_words(sentence).split()) >= SENTENCE
        for name, words in said.items()
        if f" {plain_words(sentence)} " in f" {words} "
    ]
    assert len(said) > 2
    assert found == []


def plain_words(text: str) -> str:
    """The words alone, in small letters."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def rewritten(bank: Bank) -> Bank:
    """The bank read from its written form."""
    known = {source.id: source for source in bank.sources.sources}

    def again(file: SetFile) -> SetFile:
        assert file.set is not None
        return read_set(read_tree(file.file, set_text(file.set).encode()), known, None)

    sets = tuple(map(again, bank.sets))
    assert [p for file in sets for p in file.problems if p.code < "E3"] == []
    return replace(bank, sets=sets)


def shares(bank: Bank, change: Callable[[Question], Question | None]) -> tuple[int, int]:
    """How many questions could be corrupted, and how many of these were refused."""
    corrupted: set[str] = set()

    def applied(placed: Placed) -> Placed:
        made = change(placed.question)
        if made is None or made == placed.question:
            return placed
        corrupted.add(made.id)
        return replace(placed, question=made)

    # Problems are told at the lines of the sound bank, so that nothing needs to be written.
    sets = (replace(file, questions=tuple(map(applied, file.questions))) for file in bank.sets)
    spoiled = replace(bank, sets=tuple(sets))
    problems = verify(spoiled, SHARED_SOURCES)
    refused = {q for q in corrupted if any(_about(spoiled, q, problems))}
    return len(corrupted), len(refused)


def _about(bank: Bank, name: str, problems: tuple[Problem, ...]) -> Iterator[bool]:
    for file in bank.sets:
        for index, placed in enumerate(file.questions):
            if placed.question.id != name:
                continue
            first = file.tree.line(placed.path)
            following = ("questions", index + 1)
            last = file.tree.lines.get(following, 10**9)
            yield from (p.file == file.file and first <= p.line < last for p in problems)


def one_quote_word(question: Question) -> Question:
    first, *others = question.citations
    words = first.quote.split()
    words[len(words) // 2] = "zebra"
    return replace(question, citations=(replace(first, quote=" ".join(words)), *others))


def next_paragraph(question: Question) -> Question:
    first, *others = question.citations
    return replace(question, citations=(replace(first, paragraph=first.paragraph + 1), *others))


def a_digit_of_the_rationale(question: Question) -> Question | None:
    found = re.search(r"\d", question.rationale)
    if found is None:
        return None
    digit = str((int(found[0]) + 3) % 10)
    text = question.rationale
    return replace(question, rationale=text[: found.start()] + digit + text[found.end() :])


def a_typed_key(question: Question) -> Question | None:
    if question.typed is None:
        return None
    return replace(question, typed=replace(question.typed, value=question.typed.value + Decimal(7)))


def a_year_of_the_stem(question: Question) -> Question | None:
    """A year that no document has."""
    found = re.search(r"\b(19|20)\d\d\b", question.stem)
    if found is None:
        return None
    return replace(question, stem=question.stem.replace(found[0], f"{found[1]}47"))


def a_name_in_the_stem(question: Question) -> Question:
    return replace(question, stem=f"By Zanzibar's account: {question.stem}"[:300])


def an_invented_place(question: Question) -> Question:
    return replace(question, brief=f"In Zanzibar: {question.brief}"[:120])


def an_invented_subject(question: Question) -> Question:
    return replace(question, rationale=f"Zanzibar agreed. {question.rationale}")


def an_invented_year(question: Question) -> Question:
    return replace(question, brief=f"In 1987, {question.brief}"[:120])


def a_name_of_another_passage(question: Question) -> Question:
    cited = "".join(map(passage, question.citations))
    strange = [name for name in NAMES if not any(word in cited for word in name.split())]
    name = random.Random(question.id).choice(strange)
    return replace(question, rationale=f"{question.rationale} So said {name}.")


def passage(citation: Citation) -> str:
    return documents()[citation.source].paragraph(citation.paragraph) or ""


@cache
def documents() -> dict[str, Document]:
    return read_library(read_bank(QUESTIONS).sources, SHARED_SOURCES).documents


@pytest.mark.parametrize(
    "change",
    [
        one_quote_word,
        next_paragraph,
        a_digit_of_the_rationale,
        a_typed_key,
        a_year_of_the_stem,
        a_name_in_the_stem,
        an_invented_place,
        an_invented_subject,
        an_invented_year,
        a_name_of_another_passage,
    ],
)
def test_corruptions_of_the_whole_bank_are_refused(
    bank: Bank, change: Callable[[Question], Question | None]
) -> None:
    corrupted, refused = shares(bank, change)
    assert corrupted >= 10
    assert refused >= 0.97 * corrupted, f"{refused} of {corrupted}"
