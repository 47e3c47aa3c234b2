"""A test run leaves no server and no folder behind, however it ends."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.postgres import postgres_server

ROOT = Path(__file__).parents[1]
RUN = """
import sys
from pathlib import Path
from tests.postgres import postgres_server

with postgres_server(Path(sys.argv[1])) as server:
    print(server.data.parent, server.port, flush=True)
    sys.stdin.read()
"""


def gone(home: Path, port: int) -> bool:
    """Whether neither the folder is there nor anybody who listens."""
    with socket.socket() as probe:
        return not home.exists() and probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_the_server_ends_with_its_test_run(tmp_path: Path, how: signal.Signals) -> None:
    """Its keeper has the standard output of the run, too: that ends when all of them are gone."""
    run = subprocess.Popen(
        [sys.executable, "-c", RUN, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    with run:
        assert run.stdin is not None and run.stdout is not None
        home, port = run.stdout.readline().split()
        assert not gone(Path(home), int(port))
        os.killpg(run.pid, how)
        assert run.stdout.read() == ""
    assert gone(Path(home), int(port))


def test_the_server_ends_when_it_is_needed_no_more(tmp_path: Path) -> None:
    with postgres_server(tmp_path) as server:
        assert server.data.is_dir()
    assert gone(server.data.parent, server.port)


def test_a_server_that_does_not_start_says_why_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []

    def noted(prefix: str, dir: Path | None) -> str:
        made.append(Path(mkdtemp(prefix=prefix, dir=dir)))
        return str(made[-1])

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port: int = taken.getsockname()[1]
        monkeypatch.setattr("tests.postgres.free_port", lambda: port)
        monkeypatch.setattr("tests.postgres.tempfile.mkdtemp", noted)
        with pytest.raises(RuntimeError, match="could not bind"), postgres_server(tmp_path):
            pass
    assert [home.exists() for home in made] == [False]
