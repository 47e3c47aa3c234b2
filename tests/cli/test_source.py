"""`python -m bot source`: what its steps print, ask, and refuse."""

import builtins
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.bank.files.tree import read_tree
from bot.bank.files.writing import set_text
from bot.bank.reading import read_set
from bot.domain.question import Citation, QuestionSet, State
from bot.generation.documents.blocks import source_document
from tests.generation.documents import made
from tests.storage.bank_rows import make_question

FERRY = """Two ferries

Lindvik, 15 May 2019

The board of the harbour met in the old customs house. It was agreed that the ferry is to sail
on every day of the week.

Leave a Reply
"""
Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a step in a folder of its own; gives the exit code and the lines."""
    for name in ("BOT_TOKEN", "DATABASE_URL", "QUESTIONS_DIR", "SOURCES_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def step(*arguments: str) -> tuple[int, list[str]]:
        code = main(["source", *arguments])
        captured = capsys.readouterr()
        return code, [*captured.out.splitlines(), *captured.err.splitlines()]

    return step


@pytest.mark.parametrize(
    ("said", "why"),
    [("2020-02-31", "no day of the calendar"), ("2999", "not come yet"), ("soon", "no date")],
)
def test_a_date_that_cannot_be_is_refused(
    run: Run, said: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run("add", "ferry.txt", "--date", said)
    assert why in capsys.readouterr().err


def test_a_document_is_added_listed_and_shown(run: Run) -> None:
    Path("ferry.txt").write_text(FERRY, encoding="utf-8")
    assert run("add", "ferry.txt", "--publisher", "Harbour Board") == (
        0,
        [
            "ferry.txt: added as two-ferries: 3 paragraphs to cite, 1 piece of furniture (text)",
            "  Two ferries",
            "  Harbour Board, 2019-05-15, en, no licence stated",
            "source: 1 added, 0 held already, 0 refused",
        ],
    )
    assert run("list") == (
        0,
        ["two-ferries  v1  2019-05-15  en  4 ¶  Two ferries  Harbour Board", "source: 1 document"],
    )
    code, lines = run("show", "two-ferries")
    assert code == 0
    assert lines[0] == "two-ferries, version 1: Two ferries"
    assert lines[-2:] == ["¶4 [furniture]", "Leave a Reply"]
    assert "¶3" in lines


def test_one_refused_file_stops_no_other(run: Run) -> None:
    Path("ferry.txt").write_text(FERRY, encoding="utf-8")
    Path("copy.txt").write_text(FERRY + "\n", encoding="utf-8")
    Path("locked.pdf").write_bytes(made.locked_pdf())
    Path("bare.txt").write_text("Nobody came, said the mayor.", encoding="utf-8")
    code, lines = run("add", "locked.pdf", "gone.txt", "bare.txt", "ferry.txt", "copy.txt")
    assert code == 1
    assert [line for line in lines if not line.startswith("  ")] == [
        "locked.pdf: it is locked with a password → save a copy without a password",
        "gone.txt: it cannot be read: no such file or directory"
        " → check its name and your rights to it",
        "bare.txt: it states no title and no date → give --title, --date (or --date unknown)",
        "ferry.txt: added as two-ferries: 3 paragraphs to cite, 1 piece of furniture (text)",
        "copy.txt: held already as two-ferries, version 1",
        "source: 1 added, 1 held already, 3 refused",
    ]


def test_on_a_terminal_what_is_missing_is_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("bare.txt").write_text("Nobody came, said the mayor.", encoding="utf-8")
    answers: Iterator[str] = iter(["The mayor's words", "", "2019-13", "2019-05"])
    asked = []

    def answer(question: str) -> str:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr(builtins, "input", answer)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    code, lines = run("add", "bare.txt")
    assert code == 0
    assert lines[1:4] == [
        "bare.txt: added as the-mayor-s-words: 1 paragraph to cite, 0 pieces of furniture (text)",
        "  The mayor's words",
        "  no publisher, 2019-05, und, no licence stated",
    ]
    assert len(asked) == 4


def test_a_set_follows_its_document_to_the_newest_edition(run: Run) -> None:
    Path("ferry.txt").write_text(FERRY, encoding="utf-8")
    run("add", "ferry.txt")
    doc = source_document(FERRY, id="two-ferries", title="Two ferries", date="2019-05-15")
    source = replace(doc.source, id="ferry")
    cited = Citation("ferry", 3, (2,), "on every day of the week")
    asked = make_question("ferry-sails", citations=[cited], state=State.DRAFT)
    held = QuestionSet("ferry", "Ferry", "en", 1, {"leaf": "Leaves"}, (asked,))
    Path("set.yaml").write_text(set_text(held, [source]), encoding="utf-8")
    assert run("reanchor", "set.yaml") == (0, ["set.yaml: cites no older edition"])
    Path("newer.txt").write_text(f"Corrected.\n\n{FERRY}", encoding="utf-8")
    run("add", "newer.txt", "--edition-of", "two-ferries")
    assert run("reanchor", "set.yaml") == (
        0,
        [
            "set.yaml: ferry, version 1 → 2",
            "  paragraphs moved, approval kept: ferry-sails",
            "  raise the set's version before it is published again",
        ],
    )
    file = read_set(read_tree("set.yaml", Path("set.yaml").read_bytes()), {}, pictures=None)
    assert file.set is not None
    assert file.set.questions[0].citations == (replace(cited, paragraph=4),)
    [now] = file.sources
    assert (now.id, now.paragraphs[1:]) == ("ferry", source.paragraphs)
    assert run("reanchor", "set.yaml", "gone.yaml")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "nothing"), "there is no nothing; `python -m bot source list` names"),
        (
            ("add", "a.txt", "--edition-of", "nothing"),
            "there is no nothing; `python -m bot source list`",
        ),
        (("add", "a.txt", "b.txt", "--title", "Two"), "give them with one FILE at a time"),
    ],
)
def test_what_is_asked_of_nothing_is_said(run: Run, arguments: tuple[str, ...], said: str) -> None:
    Path("a.txt").write_text(FERRY, encoding="utf-8")
    run("add", "a.txt")
    code, lines = run(*arguments)
    assert code == 1
    assert said in lines[-1]
