"""A slip of the finger is forgiven only where it cannot be another name."""

from pathlib import Path

import pytest

from bot.bank.problem import Problem
from bot.bank.reading import read_bank
from tests.bank.samples import SET, copy_bank

TEXT = """
  - id: {id}
    type: text
    stem: Who laid the first stone of {id}?
    answer: {answer}
{more}    rationale: The engineer laid it.
    brief: The engineer laid it.
    citations:
      - {{source: ansel-mercury-1988, paragraph: 4, sentences: [1], quote: "the engineer"}}
    topic: tower
    difficulty: easy
    state: draft
"""


def found(folder: Path, *texts: str, names: str = "") -> list[Problem]:
    """What is wrong with the sample bank and these questions, and these names in the glossary."""
    copy_bank(folder)
    for name, more in ((SET, "".join(texts)), ("glossary.yaml", names)):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    return list(read_bank(folder).problems)


def text(answer: str, more: str = "", id: str = "stone-layer") -> str:
    return TEXT.format(
        id=id, answer=answer, more="".join(f"    {line}\n" for line in [more] if line)
    )


MARTIN = '  - name: Martin\n    aliases: ["Martyn"]\n'


def test_a_name_of_the_glossary_within_the_tolerance_is_refused(tmp_path: Path) -> None:
    problem, other = found(tmp_path, text("Marten"), names=MARTIN)
    assert (problem.code, other.code) == ("E335", "E335")
    assert other.values["name"] == '"Martyn"'
    assert str(problem).endswith(
        'a slip of the finger is forgiven, so "Martin" (glossary) would be taken for the answer'
        " → list it under `near:` with why it is wrong; under `accept:` if it is right"
    )
    lines = (tmp_path / SET).read_text(encoding="utf-8").splitlines()
    assert lines[problem.line - 1].strip() == "answer: Marten"


@pytest.mark.parametrize(
    "more",
    [
        "near: [{value: Martin, rationale: Another.}, {value: Martyn, rationale: Another.}]",
        "near: [{value: Martin, rationale: Another.}]",  # Martyn is as near to it
        "accept: [Martin]",  # then Martyn is the same name
    ],
)
def test_it_may_be_listed_as_near_or_accepted(tmp_path: Path, more: str) -> None:
    assert found(tmp_path, text("Marten", more), names=MARTIN) == []


def test_other_forms_of_the_same_name_are_no_other_name(tmp_path: Path) -> None:
    assert found(tmp_path, text("Martin"), names=MARTIN) == []


@pytest.mark.parametrize(
    "other",
    [
        text("Martin", id="other-one"),
        text("Ole", "accept: [Martin]", id="other-one"),
        text("Ole", "near: [{value: Martin, rationale: Another.}]", id="other-one"),
    ],
)
def test_what_other_questions_expect_is_a_name_too(tmp_path: Path, other: str) -> None:
    problems = found(tmp_path, text("Martine"), other)
    assert {problem.code for problem in problems} == {"E335"}
    assert "(question other-one)" in str(problems[0])


def test_the_same_key_twice_and_distant_names_are_no_trouble(tmp_path: Path) -> None:
    assert (
        found(tmp_path, text("Marten"), text("marten.", id="other-one"), text("Ole", id="o-2"))
        == []
    )


def test_two_names_of_the_glossary_cannot_both_be_right(tmp_path: Path) -> None:
    (problem,) = found(
        tmp_path, text("Ole Berg", "accept: [Martin]"), names=f"{MARTIN}  - name: Ole Berg\n"
    )
    assert problem.code == "E336"
    assert problem.message == '"Martin" and "Ole Berg" are two names in the glossary'
