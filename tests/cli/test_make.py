"""`make run` where Python will not do: one line with the mend, and nothing begun. What was
interrupted is made anew."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from select import select

import pytest

from tests.app.bot_process import ROOT

FAKE = """#!/bin/sh
case "$*" in
  *version_info*) exit {version} ;;
  *ensurepip*) exit {venv} ;;
esac
echo "called with $*" >&2
exit 9
"""


# Notes its calls; fails, or is cut off with the shell that called it, in the step of that name.
NOTING = """#!/bin/sh
echo "$*" >> {notes}
case "$*" in
  *" -r "*) step=pip ;;
  "-m venv"*) step=venv; mkdir -p .venv/bin; rm -f .venv/.??*; cp "$0" .venv/bin/python ;;
  "-m bot"*) test -e .venv/installed || exit 8 ;;
esac
if [ "$CUT" = "$step" ]; then kill -9 $PPID; exit 9; fi
if [ "$FAIL" = "$step" ]; then exit 7; fi
if [ "$step" = pip ]; then touch .venv/installed; fi
if [ "$step" = venv ]; then rm -f .venv/installed; fi
"""


WHOLE = {"PATH": "/usr/bin:/bin", "CUT": "-", "FAIL": "-"}
"""Nothing is cut off, nothing fails."""


def copy_makefile(folder: Path) -> None:
    for name in ("Makefile", "requirements.lock", "requirements-dev.lock", "requirements-uv.lock"):
        shutil.copy(ROOT / name, folder)


def make(
    folder: Path, python: Path, target: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", f"PYTHON={python}", target],
        cwd=folder,
        env=WHOLE | environment,
        capture_output=True,
        text=True,
        check=False,
    )


pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="no make on this machine")


@pytest.mark.parametrize("target", ["run", "test"])
@pytest.mark.parametrize(
    ("version", "venv", "said"),
    [
        (1, 0, "make: Python 3.11 or newer is needed; try: make PYTHON=python3.11"),
        (0, 1, "make: Python has no venv module; on Debian or Ubuntu: apt install python3-venv"),
    ],
)
def test_a_python_that_will_not_do(
    tmp_path: Path, target: str, version: int, venv: int, said: str
) -> None:
    copy_makefile(tmp_path)
    fake = tmp_path / "python"
    fake.write_text(FAKE.format(version=version, venv=venv))
    fake.chmod(0o755)
    done = make(tmp_path, fake, target)
    assert done.returncode != 0
    assert done.stderr.splitlines()[0] == said
    assert "called with" not in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / ".venv").exists()


class Folder:
    """A checkout with a Python that notes what it is called for."""

    def __init__(self, path: Path) -> None:
        copy_makefile(path)
        self.path, self.notes, self.python = path, path / "notes", path / "python"
        self.python.write_text(NOTING.format(notes=self.notes))
        self.python.chmod(0o755)

    def steps(self, target: str = "run", **environment: str) -> tuple[int, list[str]]:
        """The exit code, and which of the steps were done."""
        self.notes.write_text("")
        done = make(self.path, self.python, target, **environment)
        calls = self.notes.read_text().splitlines()
        modules = [call.split()[1] for call in calls if call.startswith("-m ")]
        return done.returncode, modules


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_an_environment_is_made_once(folder: Folder) -> None:
    assert folder.steps() == (0, ["venv", "pip", "bot"])
    assert folder.steps() == (0, ["bot"])


@pytest.mark.parametrize("step", ["venv", "pip"])
def test_what_was_cut_off_is_made_anew(folder: Folder, step: str) -> None:
    code, done = folder.steps(CUT=step)
    assert (code != 0, done[-1]) == (True, step)
    assert folder.steps() == (0, ["venv", "pip", "bot"])
    assert folder.steps() == (0, ["bot"])


def test_a_newer_lock_is_installed_into_what_is_there(folder: Folder) -> None:
    folder.steps()
    later = (folder.path / ".venv/.run").stat().st_mtime + 1
    os.utime(folder.path / "requirements.lock", (later, later))
    assert folder.steps(FAIL="pip") == (2, ["pip"])
    assert folder.steps() == (0, ["pip", "bot"])


def test_an_environment_from_before_is_made_anew(folder: Folder) -> None:
    """One without the mark may be half of one."""
    folder.steps()
    (folder.path / ".venv/.made").unlink()
    assert folder.steps() == (0, ["venv", "pip", "bot"])


@pytest.mark.skipif(shutil.which("flock") is None, reason="no flock on this machine")
def test_of_two_at_once_one_sets_up_and_the_other_waits(folder: Folder) -> None:
    go = folder.path / "go"
    os.mkfifo(go)
    noting = folder.python.read_text()
    folder.python.write_text(noting.replace("step=venv;", f"step=venv; read told < {go};"))
    command = ["make", f"PYTHON={folder.python}", "run"]

    def begun() -> subprocess.Popen[str]:
        return subprocess.Popen(
            command, cwd=folder.path, env=WHOLE, stdout=subprocess.PIPE, text=True
        )

    with begun() as one, go.open("w") as told, begun() as other:  # a pipe opens once it is read
        assert other.stdout is not None
        said = other.stdout.readline() if select([other.stdout], [], [], 30)[0] else "nothing"
        told.write("go on\n")
        told.close()
        one.communicate()
        other.communicate()
    assert "waits" in said
    assert (one.returncode, other.returncode) == (0, 0)
    calls = [call.split()[1] for call in folder.notes.read_text().splitlines()]
    assert [call for call in calls if call in {"venv", "pip", "bot"}] == [
        "venv", "pip", "bot", "bot"
    ]  # fmt: skip


def test_locking_uses_the_uv_that_is_pinned(folder: Folder) -> None:
    folder.steps("test")
    folder.steps("lock")
    calls = folder.notes.read_text().splitlines()
    assert [call for call in calls if call.startswith("-m pip")] == [
        "-m pip install -q --disable-pip-version-check --require-hashes -r requirements-uv.lock"
    ]
    [pinned] = re.findall(r"^(\S+) \\$", (ROOT / "requirements-uv.lock").read_text(), re.MULTILINE)
    assert re.fullmatch(r"uv==[0-9.]+", pinned)
