"""A real browser on the sandbox's page; tests that need it are skipped by name without one.

All of them run in one event loop: Playwright keeps to the loop that it was started in, and to
start it takes longer than most tests here. What a test sees is its own: a sandbox, and contexts of
the browser.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from bot.sandbox.client import Sandbox
from tests.pages.scripted_bot import ScriptedBot
from tests.pages.visits import Visits, connected, visiting

ONE_LOOP = pytest.mark.asyncio(loop_scope="session")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = f"{Path(__file__).parent}{os.sep}"
    for item in items:
        if str(item.path).startswith(here) and pytest_asyncio.is_async_test(item):
            item.add_marker(ONE_LOOP, append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """The headless Chromium of this test process."""
    async with connected(chromium) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def page_at(browser: Browser) -> AsyncIterator[Visits]:
    """``await page_at(url, person, chat, **options)``: the page, ready; see Visits."""
    async with visiting(browser) as visits:
        yield visits


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox() -> AsyncIterator[Sandbox]:
    """A fresh sandbox without flood limits, in this process."""
    async with Sandbox.start() as started:
        yield started


@pytest.fixture
def url(sandbox: Sandbox) -> str:
    """The address of the sandbox's page."""
    return sandbox.url


@pytest_asyncio.fixture(loop_scope="session")
async def bot(sandbox: Sandbox) -> AsyncIterator[ScriptedBot]:
    """A bot that does what the test tells it."""
    async with ScriptedBot(sandbox.url, sandbox.token) as scripted:
        yield scripted
