"""One real browser for each test process."""

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from tests.postgres import free_port

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_path() -> str | None:
    """Chromium or Chrome of this machine: the setting CHROMIUM, else what is on the path."""
    given = os.environ.get("CHROMIUM")
    return given or next((path for name in _NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[str]:
    """The address of a headless Chromium for this test process.

    To start one takes longer than most tests in it. It lives in a thread of its own, since the
    tests' event loops come and go.
    """
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium or Chrome here: install one, or name it in CHROMIUM")
    from playwright.sync_api import sync_playwright  # most test processes look at no page

    port, started, over = free_port(), Event(), Event()

    def live() -> None:
        arguments = [*_QUIET, f"--remote-debugging-port={port}"]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=arguments)
            started.set()
            over.wait()
            browser.close()

    with ThreadPoolExecutor(1) as beside:
        living = beside.submit(live)
        while not started.wait(0.1):
            if living.done():
                living.result()  # raises what kept it from starting
        yield f"http://127.0.0.1:{port}"
        over.set()
