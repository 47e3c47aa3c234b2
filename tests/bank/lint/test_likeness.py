"""L34: questions that ask nearly the same, found among ten thousand."""

import random
from collections import Counter
from dataclasses import replace
from itertools import product

import pytest

from bot.bank.lint import likeness
from bot.bank.lint.likeness import near_duplicates
from bot.domain.question import Citation, Question
from tests.bank.lint.asking import entries, proven, question, statement, typed


def pairs(*questions: Question, language: str = "en") -> list[tuple[str, str]]:
    found = near_duplicates(entries(*questions, language=language))
    return [(str(one.values["other"]), str(one.values["id"])) for one in found]


def also_for_the_stem(made: Question) -> Question:
    more = Citation("source", 2, (1,), "quote", stem=True)
    return replace(made, citations=(*made.citations, more))


SIGNED = "Which state signed the Collective Security Treaty first?"
ONE = question(SIGNED, "*Armenia", "Iran", "India", name="q-1")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (question(SIGNED, "India", "*Armenia", "China", name="q-2"), True),
        (question(SIGNED.replace("Which", "What"), "*Armenia", "B", "C", name="q-2"), True),
        (question("Which state first signed the Collective Security Treaty?", "*Armenia", "B", "C",
                  name="q-2"), True),
        # Stems alike to 95 and to 89 of 100, above two spellings of a key.
        (question(SIGNED.replace("Which", "What"), "*Armenians", "B", "C", name="q-2"), True),
        (question(SIGNED.replace("state", "party"), "*Armenians", "B", "C", name="q-2"), False),
        # Another key, another act, another year.
        (question(SIGNED, "*Uzbekistan", "Iran", "India", name="q-2"), False),
        (question(SIGNED.replace("signed", "renewed"), "*Belarus", "B", "C", name="q-2"), False),
        (question(SIGNED.replace("first", "in 1993"), "*Armenia", "B", "C", name="q-2"), False),
        (question("Which state left the Collective Security Treaty?", "*Armenia", "B", "C",
                  name="q-2"), False),
        (question("Which state left the SCO?", "*Armenia", "B", "C", name="q-2"), False),
    ],
)  # fmt: skip
def test_two_questions_in_other_words(other: Question, same: bool) -> None:
    assert pairs(ONE, other) == ([('"q-1"', '"q-2"')] if same else [])


def test_statements_and_typed_questions_are_compared_too() -> None:
    stem = "The chair passes from member to member every year."
    assert pairs(statement(stem, name="q-1"), statement(stem, False, name="q-2"))
    asked = "In which year was the charter of the organisation signed?"
    assert pairs(typed(asked, 2002, name="q-1"), typed(asked, 2002, name="q-2"))
    assert not pairs(typed(asked, 2002, name="q-1"), typed(asked, 1992, name="q-2"))


MINISTER = proven(
    question("Who came to the meeting of April 2015 as chairman?", "*Dacic", "B", "C", name="q-1"),
    "Dacic of Serbia was there.", 1, 2,
)  # fmt: skip
COUNTRY = question("Whose minister came to the meeting of April 2015 as chairman?", "*Serbia", "B",
                   "C", name="q-2")  # fmt: skip


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (proven(COUNTRY, "Serbia sent Dacic.", 1, 2), True),
        # Other sentences; reasons that tell one of the two keys only; another subject.
        (proven(COUNTRY, "Serbia sent Dacic.", 1), False),
        (proven(COUNTRY, "Serbia sent somebody.", 1, 2), False),
        (proven(replace(COUNTRY, stem="Which state paid?"), "Serbia sent Dacic.", 1, 2), False),
        # What only bears out the stem is no evidence of the key.
        (also_for_the_stem(proven(COUNTRY, "Serbia sent Dacic.", 1, 2)), True),
    ],
)
def test_two_sides_of_one_fact(other: Question, same: bool) -> None:
    assert pairs(MINISTER, other) == ([('"q-1"', '"q-2"')] if same else [])


DAY = proven(
    question("On which day of January did the pact announce its battalion?", "*The sixth", "B", "C",
             name="q-1"),
    "It was the day after the president asked for help.", 3,
)  # fmt: skip


@pytest.mark.parametrize(
    ("stem", "same"),
    [
        ("The pact announced its battalion on the day after the president asked for help.", True),
        (
            "The pact announced its battalion on the day that the minister of war left office.",
            False,
        ),
    ],
)
def test_a_statement_that_another_question_makes(stem: str, same: bool) -> None:
    said = proven(statement(stem, name="q-2"), "So it was.", 3)
    assert pairs(DAY, said) == ([('"q-1"', '"q-2"')] if same else [])


def test_likeness_in_russian_and_not_across_languages() -> None:
    one = question("Какая страна первой подписала договор?", "*Армения", "Б", "В", name="q-1")
    two = question("Какая страна подписала договор первой?", "*Армения", "Г", "Д", name="q-2")
    assert pairs(one, two, language="ru") == [('"q-1"', '"q-2"')]
    assert pairs(one, two, language="de") == []


def test_the_later_one_is_told_where_the_first_stands() -> None:
    (found,) = near_duplicates(entries(typed("Filler of a bank?", 1), ONE, ONE))
    assert (found.file, found.line, found.values["file"], found.values["first"]) == (
        "sets/x.yaml",
        30,
        "sets/x.yaml",
        20,
    )


@pytest.mark.parametrize("template", [False, True])
def test_ten_thousand_questions_are_compared_by_their_rare_words(
    template: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fifty million pairs would take minutes; nearly all of them are never looked at."""
    looked_at = Counter[str]()

    def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
        looked_at["pairs"] += 1
        return measured(one, other)

    measured = likeness._jaccard
    monkeypatch.setattr(likeness, "_jaccard", jaccard)
    rng = random.Random(34)
    parts = ("bdfgklmn", ("ara", "oro", "ini"), "bdfgklmnprst", ("al", "en", "os", "ur"))
    words = ["".join(part) for part in product(*parts)]
    made = []
    for n in range(10_000):
        said = " ".join(rng.choices(words, k=9))
        stem = f"In which year did event {n} of the council happen?" if template else f"{said}?"
        made.append(question(stem, f"*Key {n}", "A", "B", name=f"q-{n}"))
    made[7_000] = question(made[12].stem, "*Key 12", "C", "D", name="q-twin")
    assert pairs(*made) == [('"q-12"', '"q-twin"')]
    assert looked_at["pairs"] < 2_000_000
