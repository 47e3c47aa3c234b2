"""Disputes ruled on in a real browser, by keys: from a learner's report to what they are told."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import expect

from bot.sandbox.client import Sandbox
from bot.storage.boards import proving
from tests.app.conftest import ShiftedClock, Stage, make_app, one_database, running, settings_for
from tests.app.test_curation_page import Curator, enter
from tests.app.test_disputes import a_question, chooses, tap
from tests.pages.visits import Visits

pytestmark = [pytest.mark.browser, one_database]


@pytest.fixture
async def stage(stocked_url: str) -> AsyncIterator[Stage]:
    """A bot that serves the page on a free port."""
    clock = ShiftedClock()
    async with Sandbox.start() as sandbox:
        settings = settings_for(sandbox, stocked_url, page_url="http://127.0.0.1:0", page_port=0)
        async with running(make_app(settings, clock)) as app:
            yield Stage(sandbox, app, clock)


async def test_a_dispute_is_ruled_on_by_keys_and_the_ruling_taken_back(
    stage: Stage, page_at: Visits
) -> None:
    alma = stage.person("Alma")
    question, stem, _, others = await a_question(stage)
    told = await chooses(alma, question, stem, others[0])
    await tap(alma, told, "o.ask")
    asked = await alma.sees(stem[:40], after=told["id"])
    await tap(alma, asked, "o.kind:", 0)
    await stage.settled()

    page = await enter(stage, page_at)
    dana = Curator(page)
    await expect(page.get_by_role("link", name="Disputed: 1")).to_be_visible()
    await dana.go("d")
    entry = page.locator("#entry")
    await expect(entry).to_contain_text("Reported by 1 learner")
    await expect(entry).to_contain_text(stem)
    await dana.press("c")
    await expect(page.get_by_role("radio").first).to_be_focused()
    await page.get_by_role("radio", name=others[0]).press("Space")
    await page.keyboard.press("Tab")
    await page.keyboard.type("The passage says so.")
    await page.keyboard.press("Tab")
    await page.keyboard.type("It is said a page before.")
    await page.keyboard.press("Tab")
    async with page.expect_navigation():
        await page.keyboard.press("Enter")
    await dana.told("Ruled.")
    heard = await alma.sees("A question that you answered was ruled on", after=asked["id"])
    assert "0 → 1" in heard["text"]
    assert "The reason: The passage says so." in heard["text"]

    await dana.go("u")
    await dana.told("Taken back.")
    await expect(entry).to_contain_text("Reported by 1 learner")
    heard = await alma.sees("An earlier ruling was taken back", after=heard["id"])
    assert "1 → 0" in heard["text"]
    await stage.settled()
    async with stage.app.database.read() as tx:
        assert await proving.differences(tx) == []
