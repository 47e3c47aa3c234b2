"""``generate`` ended from outside: what a model has said is not lost, and not asked for again."""

import asyncio
import os
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.forked import ROOT, Forked
from tests.generation.llm.model_server import ModelServer, served
from tests.generation.llm.rock import BODY, WHEN, WHO


@dataclass
class Ended:
    """A command at its end."""

    code: int
    out: str
    err: str


class Command:
    """``python -m bot generate`` on one document, as a process that may be ended."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder, self.settings = folder, settings
        self.process: Forked | None = None
        (folder / "rock.txt").write_text(BODY, encoding="utf-8")

    async def run(self, *options: str) -> Ended:
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        said = [self.folder.parent / f"{self.folder.name}.{name}" for name in ("out", "err")]
        for path in said:
            path.write_bytes(b"")
        self.process = Forked(
            ["generate", "rock.txt", "--date", "1988", *options],
            self.folder,
            {**kept, "PYTHONPATH": str(ROOT), **self.settings},
            *said,
        )
        try:
            code = await asyncio.wait_for(self.process.wait(), 60)
        finally:
            self.process.kill()
        return Ended(code, *(path.read_text(encoding="utf-8") for path in said))

    def signalled(self, server: ModelServer, number: signal.Signals) -> Any:
        """An act: the command gets a signal while the server thinks."""

        def act(call: Any) -> Any:
            assert self.process is not None
            self.process.send_signal(number)
            return server.never(call)

        return act


def of_model(folder: Path, server: ModelServer) -> Command:
    return Command(folder, LLM_BASE_URL=server.address, LLM_MODEL="some-model")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_who_ends_a_model_s_run_has_what_was_drafted_and_may_go_on(
    tmp_path: Path, number: signal.Signals
) -> None:
    async with served(ModelServer(WHO, WHEN)) as server:
        command = of_model(tmp_path, server)
        server.acts.extend([server.good, server.good, command.signalled(server, number)])
        ended = await command.run("--backend", "llm", "--out", "first.yaml")
        assert ended.code == 130
        assert WHO["stem"] in (tmp_path / "first.yaml").read_text(encoding="utf-8")
        assert ended.err == (
            "generate: not done yet: 1 draft in first.yaml, 2 of the model's replies in .generate\n"
            "→ the same command with another --out goes on from there: what is kept is neither"
            " asked nor paid for again\n"
        )
        assert "stopped: it was interrupted" in ended.out
        server.calls.clear()
        ended = await command.run("--backend", "llm", "--out", "second.yaml")
        assert (ended.code, ended.err, len(server.calls)) == (0, "", 1)
    whole = (tmp_path / "second.yaml").read_text(encoding="utf-8")
    assert WHO["stem"] in whole
    assert WHEN["stem"] in whole
    assert not (tmp_path / ".generate").exists()


async def test_a_killed_run_of_a_model_is_gone_on_with(tmp_path: Path) -> None:
    async with served(ModelServer(WHO, WHEN)) as server:
        command = of_model(tmp_path, server)
        kill = command.signalled(server, signal.SIGKILL)
        server.acts.extend([server.good, server.good, kill])
        ended = await command.run("--backend", "llm", "--out", "drafts.yaml")
        assert ended.code == -signal.SIGKILL
        assert not (tmp_path / "drafts.yaml").exists()
        server.calls.clear()
        ended = await command.run("--backend", "llm", "--out", "drafts.yaml")
        assert (ended.code, len(server.calls)) == (0, 1)
        assert "2 drafts from " in ended.out
        assert "  2 answered in an earlier run, and not asked for again\n" in ended.out


async def test_the_rules_are_simply_begun_anew(tmp_path: Path) -> None:
    """The document is a pipe that nobody writes to: the signal comes while it is read."""
    command = Command(tmp_path)
    pipe = tmp_path / "rock.txt"
    pipe.unlink()
    os.mkfifo(pipe)
    running = asyncio.create_task(command.run("--out", "drafts.yaml"))
    writer = await asyncio.to_thread(os.open, pipe, os.O_WRONLY)  # it is open at the other end
    assert command.process is not None
    command.process.send_signal(signal.SIGINT)
    os.close(writer)
    ended = await running
    said = "interrupted; nothing is written → run it again: the same drafts come of it"
    assert ended == Ended(130, "", f"\ngenerate: {said}\n")
    assert {path.name for path in sorted(tmp_path.glob("*"))} == {"rock.txt"}  # noqa: ASYNC240
