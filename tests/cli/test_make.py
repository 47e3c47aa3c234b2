"""`make run` where Python will not do: one line with the mend, and nothing begun."""

import shutil
import subprocess
from pathlib import Path

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


@pytest.mark.skipif(shutil.which("make") is None, reason="no make on this machine")
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
    for name in ("Makefile", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, tmp_path)
    fake = tmp_path / "python"
    fake.write_text(FAKE.format(version=version, venv=venv))
    fake.chmod(0o755)
    done = subprocess.run(
        ["make", f"PYTHON={fake}", target],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert done.stderr.splitlines()[0] == said
    assert "called with" not in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / ".venv").exists()
