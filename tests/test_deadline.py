"""A test that hangs fails with where it stood, and the others run."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CONFTEST = """
from tests import deadline
from tests.deadline import pytest_runtest_call, pytest_runtest_setup, pytest_runtest_teardown

deadline.LIMIT = deadline.AGAIN = 0.2
"""
AFTER = """

def test_the_next_one():
    pass
"""
HANGS = {
    "a coroutine": (
        "async def nobody_comes():\n    await asyncio.Event().wait()\n\n"
        "async def test_it():\n    await nobody_comes()\n",
        "await asyncio.Event().wait()",
    ),
    "a coroutine that goes on and on": (
        "async def test_it():\n"
        "    async def busy():\n        while True:\n            await asyncio.sleep(0)\n"
        "    await asyncio.gather(busy(), busy(), return_exceptions=True)\n",
        "await asyncio.sleep(0)",
    ),
    "a task whose failure nobody hears of": (
        "async def locked():\n    LOCK.acquire()\n\n"
        "async def test_it():\n    await asyncio.wait([asyncio.create_task(locked())])\n",
        "LOCK.acquire()",
    ),
    "a lock": (
        "def test_it():\n    threading.Lock().acquire(), LOCK.acquire()\n",
        "LOCK.acquire()",
    ),
    "a loop": ("def test_it():\n    while True:\n        pass\n", "while True"),
    "a fixture's setup": (
        "@pytest.fixture\ndef stage():\n    LOCK.acquire()\n\ndef test_it(stage):\n    pass\n",
        "LOCK.acquire()",
    ),
    "a fixture's end": (
        "@pytest.fixture\ndef stage():\n    yield\n    LOCK.acquire()\n\n"
        "def test_it(stage):\n    pass\n",
        "LOCK.acquire()",
    ),
}


def run_on(folder: Path, test: str, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "conftest.py").write_text(CONFTEST)
    head = "import asyncio, threading, pytest\n\nLOCK = threading.Lock()\nLOCK.acquire()\n\n"
    (folder / "test_hangs.py").write_text(head + test + AFTER)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider"]
    return subprocess.run(
        [*command, "-o", "asyncio_mode=auto", *options, "--rootdir", str(folder), str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("test", "where"), HANGS.values(), ids=list(HANGS))
def test_what_hangs_fails_and_the_next_one_runs(tmp_path: Path, test: str, where: str) -> None:
    done = run_on(tmp_path, test)
    assert done.returncode == 1
    assert "it hangs: not over after 0.2 s" in done.stdout
    assert where in done.stdout
    assert "1 passed" in done.stdout or "2 passed" in done.stdout  # the end is another report


def test_what_cannot_be_interrupted_ends_the_process(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    assert float(pytestconfig.getini("faulthandler_timeout")) > 0
    assert pytestconfig.getini("faulthandler_exit_on_timeout")
    deaf = (
        "import signal\n\ndef test_it():\n"
        "    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])\n    LOCK.acquire()\n"
    )
    options = ("-o", "faulthandler_timeout=0.5", "-o", "faulthandler_exit_on_timeout=true")
    done = run_on(tmp_path, deaf, *options)
    assert done.returncode == 1
    assert "Timeout" in done.stderr
    assert "in test_it" in done.stderr
    assert "passed" not in done.stdout


def test_what_is_quick_is_left_alone_and_its_alarm_put_off(tmp_path: Path) -> None:
    quick = (
        "import signal\n\ndef test_it():\n    left, again = signal.getitimer(signal.ITIMER_REAL)\n"
        "    assert 0 < left <= 0.2\n\n"
        "def teardown_module():\n    assert signal.getitimer(signal.ITIMER_REAL)[0] <= 0.2\n"
    )
    assert "2 passed" in run_on(tmp_path, quick).stdout
    slow = "@pytest.mark.prove\n" + quick.replace("import signal\n\n", "").replace("0 <", "3000 <")
    slow = "import signal\n" + slow.replace("<= 0.2\n\n", "<= 3600\n\n")
    assert "2 passed" in run_on(tmp_path, slow, "-o", "markers=prove").stdout
