"""A browser's visits to the sandbox's page, and what no visit may ever do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    async_playwright,
    expect,
)

PATIENCE = 60_000  # ms for anything to appear; nothing depends on how long it takes
expect.set_options(timeout=PATIENCE)
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


@asynccontextmanager
async def connected(chromium: str) -> AsyncIterator[Browser]:
    """The browser at this address, as this event loop speaks to it."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect_over_cdp(chromium)
        yield browser
        await browser.close()


@dataclass
class Visits:
    """Opens the page as a person; remembers what no visit may ever do."""

    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    async def __call__(
        self, url: str, person: int, chat: int | None = None, **options: Any
    ) -> Page:
        """The page at ``url``, acting as ``person`` with ``chat`` open, ready to be used.

        ``options`` are those of a browser context (viewport, color_scheme, ...); each call is
        a context of its own, so that two people can look at the same time.
        """
        context = await self.browser.new_context(**{"viewport": DESKTOP, **options})
        self.contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        page.on("console", self._console)
        page.on("request", lambda request: self._request(url, request))
        place = f"{person}/{chat}" if chat else f"{person}"
        await page.goto(f"{url}/#{place}")
        await page.locator("html[data-ready]").wait_for(state="attached")
        return page

    def _console(self, message: ConsoleMessage) -> None:
        # A server that is away or refuses is part of some tests; the page says so itself.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.troubles.append(f"console: {message.text}")

    def _request(self, url: str, request: Request) -> None:
        if not request.url.startswith((url, "blob:")):
            self.troubles.append(f"foreign request: {request.url}")


@asynccontextmanager
async def visiting(browser: Browser) -> AsyncIterator[Visits]:
    """``await visits(url, person, chat, **options)``: the page, ready; see Visits.

    Afterwards no page may have thrown, broken its content policy or asked another host.
    """
    visits = Visits(browser)
    yield visits
    for context in visits.contexts:
        await context.close()
    assert visits.troubles == []
