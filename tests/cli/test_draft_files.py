"""From a kept document to drafts in the queue, out as a file, and its decisions back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from bot.generation.documents.blocks import source_document
from bot.generation.generated import Generated
from bot.generation.generator import generate
from bot.generation.ranking import Acceptance, shipped_acceptance
from tests.services.curation.curating import TEXT


def decisions_rank_the_next_drafts(
    run: Callable[..., object], monkeypatch: pytest.MonkeyPatch, *, decided: int
) -> None:
    """Those of the queue count where drafts are for the queue."""
    fared: list[Acceptance] = []

    def noted(*documents: Any, acceptance: Acceptance, **more: Any) -> Generated:
        fared.append(acceptance)
        return generate(*documents, acceptance=acceptance, **more)

    monkeypatch.setattr("bot.cli.drafting.generate", noted)
    run("generate", "port-ansel", "--queue")
    run("generate", "port-ansel.txt", "--out", "beside.yaml")
    here, beside = (sum(seen for _, seen in one.seen.values()) for one in fared)
    assert here == beside + decided
    assert fared[1] == shipped_acceptance()


def only_an_instructor_decides(
    run: Callable[..., tuple[int, list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    named = ("bank", "import", "--drafts", "drafts.yaml", "--by")
    assert run(*named, "7") == (
        1, ["citequiz: --by: 7 is no instructor; name one of INSTRUCTORS"],
    )  # fmt: skip
    monkeypatch.setenv("INSTRUCTORS", "7")
    assert run(*named, "7") == (
        1, ["citequiz: --by: 7 has not met the bot yet; send it /start first"],
    )  # fmt: skip
    assert run("bank", "import", "--by", "7")[0] == 1


def number_of_drafts() -> int:
    text = source_document(TEXT, id="port-ansel", title="Port Ansel", date="1990")
    return len(generate([text], acceptance=shipped_acceptance()).drafts)


def test_a_queue_by_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("BOT_TOKEN", "DATABASE_URL", "QUESTIONS_DIR", "SOURCES_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, list[str]]:
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, [*captured.out.splitlines(), *captured.err.splitlines()]

    Path("port-ansel.txt").write_text(TEXT, encoding="utf-8")
    Path("other.txt").write_text(TEXT.replace("1877", "1878"), encoding="utf-8")
    about = ("--title", "Port Ansel", "--date", "1990")
    assert run("source", "add", "port-ansel.txt", *about)[0] == 0
    for counts in ("3 drafts in the queue, 0", "3 drafts in the queue, 3"):
        _, lines = run("generate", "port-ansel", "--queue", "--limit", "3")
        assert lines[0] == f"generate: {counts} known already"
    every = number_of_drafts()
    code, lines = run("generate", "port-ansel", "--queue")
    more = f"{every - 6} drafts in the queue"
    assert (code, lines[0]) == (0, f"generate: {more}, 6 known already")
    Path("the same.md").write_text(TEXT, encoding="utf-8")
    code, lines = run("generate", "the same.md", "port-ansel", "--queue")
    assert (code, lines[0]) == (0, f"generate: 0 drafts in the queue, {every} known already")
    assert lines[-1] == "port-ansel: the same text as port-ansel, taken once"
    code, lines = run("generate", "other.txt", "--queue")
    assert code == 1
    assert lines[-1].startswith("citequiz: --queue: other: not kept, or with another text;")
    assert run("generate", "--evaluate", ".", "--queue")[0] == 1

    assert run("bank", "export", "--drafts", "port-ansel", "--to", "drafts.yaml") == (
        0,
        ["export: drafts.yaml written"],
    )
    assert run("bank", "export", "--drafts", "port-ansel", "--to", "drafts.yaml")[0] == 1
    assert "is a folder" in run("bank", "export", "--drafts", "port-ansel", "--to", ".")[1][-1]
    assert run("bank", "export", "--drafts", "port-ansel", "--state", "retired") == (
        1,
        [
            "citequiz: --drafts: the queue has no draft of port-ansel that is rejected;"
            " see `python -m bot source list`"
        ],
    )
    text = Path("drafts.yaml").read_text(encoding="utf-8")
    assert text.count("state: draft") == every
    assert "python -m bot bank import --drafts FILE" in text, "it says how to decide"
    once = text.replace("state: draft", "state: approved", 1)
    Path("drafts.yaml").write_text(once.replace("state: draft", "state: retired", 1))
    assert run("bank", "import", "--drafts", "drafts.yaml") == (
        0,
        [f"import: {every} questions: {every - 2} unchanged, 1 approved, 1 rejected"],
    )
    decisions_rank_the_next_drafts(run, monkeypatch, decided=2)
    Path("drafts.yaml").write_text(text.replace("state: draft", "state: retired", 1))
    code, lines = run("bank", "import", "--drafts", "drafts.yaml")
    assert (code, len(lines)) == (1, 2)
    line = text.splitlines().index("questions:") + 2
    assert lines[0].startswith(f"drafts.yaml:{line} port-ansel-")
    assert lines[0].endswith(": it was approved in the queue meanwhile")
    Path("drafts.yaml").write_text(text.replace("quote: ", "quotation: ", 1))
    code, lines = run("bank", "import", "--drafts", "drafts.yaml")
    assert (code, lines[-1]) == (1, "import: drafts.yaml refused, nothing was changed")
    assert lines[0].startswith("drafts.yaml:")
    assert run("bank", "import", "--drafts", "gone.yaml")[0] == 1

    Path("drafts.yaml").write_text(text)
    only_an_instructor_decides(run, monkeypatch)
    earlier = f"  in the queue, of earlier editions: {every - 1} drafts"
    assert run("source", "add", "other.txt", *about)[1][3:5] == [
        f"{earlier}; each cites the text it was made from",
        "source: 1 added, 0 held already, 0 refused",
    ]
