"""What a file changes: every page fits, every kind has its words, and nothing is lost."""

from datetime import date

import pytest

from bot.domain.question import Release
from bot.domain.sets.changes import Detail, Kind, QuestionChange, SetChange
from bot.domain.sets.upload import Report, UploadState
from bot.views.instructors.upload_changes import (
    PER_PAGE,
    change_lines,
    changes_button,
    changes_message,
)
from bot.views.words import LOCALES, Words, words
from tests.views.instructors.test_uploads import LONGEST, text_of, upload


@pytest.fixture(params=LOCALES)
def say(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def checked(change: SetChange | None) -> Report:
    return Report("Tea", "tea", 2, 5, change=change)


def changed(*questions: QuestionChange, before: int | None = 1) -> SetChange:
    return SetChange("tea", "Tea", before, 2, questions)


@pytest.mark.parametrize("number", [-3, 1, 2, 20, 10**12])
def test_the_worst_page_fits(say: Words, number: int) -> None:
    message = changes_message(upload(UploadState.CHECKED, LONGEST), number, say)
    text_of(message)
    data = [button.data for row in message.keyboard for button in row]
    assert data[-1] == f"k.report:{2**62}"
    assert 2 <= len(data) <= 3


def test_every_question_stands_on_one_page_weightiest_first() -> None:
    kinds = [*Kind] * 2
    questions = [QuestionChange(f"q-{n:02}", (kind,), "?") for n, kind in enumerate(kinds)]
    file = upload(UploadState.CHECKED, checked(changed(*questions)))
    pages = -(-len(kinds) // PER_PAGE)
    text = "\n".join(
        text_of(changes_message(file, number, words("en"))) for number in range(1, pages + 1)
    )
    ids = [line.split(":")[0] for line in text.splitlines() if line.startswith("q-")]
    assert ids == [f"q-{n + turn * len(Kind):02}" for n in range(len(Kind)) for turn in (0, 1)]
    assert f"Page 2 of {pages}" in text


def test_pages_are_turned_in_both_directions_and_end() -> None:
    questions = [QuestionChange(f"q-{n}", (Kind.ADDED,), "?") for n in range(2 * PER_PAGE + 1)]
    file = upload(UploadState.CHECKED, checked(changed(*questions)))

    def turns(number: int) -> list[str | None]:
        keyboard = changes_message(file, number, words("en")).keyboard
        return [button.data for button in keyboard[0]]

    named = f"k.changes:{file.id}"
    assert [turns(n) for n in (1, 2, 3)] == [[f"{named}:2"], [f"{named}:1", f"{named}:3"],
                                             [f"{named}:2"]]  # fmt: skip
    assert changes_message(file, 99, words("en")) == changes_message(file, 3, words("en"))


def test_every_part_of_a_change_has_its_words(say: Words) -> None:
    parts = ["type", "key", "option", "stem", "unit", "topic", "difficulty", "set"]
    for part in parts:
        change = changed(QuestionChange("q", (Kind.KEY,), "?", (Detail(part, "one", "two"),)))
        page = text_of(changes_message(upload(UploadState.CHECKED, checked(change)), 1, say))
        assert page.endswith("one → two")
    set_wide = SetChange("tea", "Tea", 1, 2, (), (Detail("title", "A", "B"),))
    assert "A → B" in text_of(
        changes_message(upload(UploadState.CHECKED, checked(set_wide)), 1, say)
    )


def test_what_came_and_what_went() -> None:
    details = (Detail("option", "", "Mint"), Detail("option", "Assam", ""))
    change = changed(QuestionChange("q", (Kind.OPTIONS, Kind.MOVED), "Which?", details))
    page = text_of(changes_message(upload(UploadState.CHECKED, checked(change)), 1, words("en")))
    assert page.splitlines()[2:] == [
        "q: other options, another topic or difficulty",
        "Which?",
        "option: + Mint",
        "option: − Assam",
    ]


@pytest.mark.parametrize(
    ("change", "label"),
    [
        (None, None),
        (changed(QuestionChange("q", (Kind.ADDED,), "?"), before=None), None),
        (changed(), "What changes (no question)"),
        (
            changed(
                *(QuestionChange(f"a{n}", (Kind.ADDED,), "?") for n in range(5)),
                *(QuestionChange(f"w{n}", (Kind.WORDING,), "?") for n in range(2)),
            ),
            "What changes (5 new, 2 reworded)",
        ),
    ],
)
def test_the_button_says_how_much_changes_where_a_version_is_served(
    change: SetChange | None, label: str | None
) -> None:
    button = changes_button(upload(UploadState.CHECKED, checked(change)), words("en"))
    assert (button and button.text) == label


def test_russian_counts_agree() -> None:
    for number, said in ((1, "1 новый"), (2, "2 новых"), (5, "5 новых"), (21, "21 новый")):
        ids = [QuestionChange(f"q{n}", (Kind.ADDED,), "?") for n in range(number)]
        [line] = change_lines(changed(*ids), words("ru"))
        assert line.startswith(f"{said}: q0")


def test_the_newest_words_of_the_changelog_come_first() -> None:
    releases = tuple(Release(n, date(2026, 11, n), f"Words {n}.") for n in (9, 8, 7, 6))
    change = SetChange("tea", "Tea", 5, 9, releases=releases)
    assert change_lines(change, words("en")) == [
        "Version 9: “Words 9.”",
        "Version 8: “Words 8.”",
        "Version 7: “Words 7.”",
    ]
