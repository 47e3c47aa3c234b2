"""Drafts reviewed in a real browser, from the bot's link to what learners are asked."""

import re
from collections.abc import AsyncIterator
from urllib.parse import quote

import pytest
from playwright.async_api import Page, expect

from bot.domain.drafts.draft import DraftState, Filter
from bot.sandbox.client import Sandbox
from bot.sandbox.people import ALMA_ID, DANA_ID
from bot.storage.documents import documents
from tests.app.conftest import ShiftedClock, Stage, make_app, one_database, running, settings_for
from tests.app.test_page import write
from tests.domain.page.test_init_data import init_data
from tests.pages.visits import Visits
from tests.services.curation.curating import document, drafted

pytestmark = [pytest.mark.browser, one_database]


@pytest.fixture
async def stage(stocked_url: str) -> AsyncIterator[Stage]:
    """A bot that serves the page on a free port, and eight drafts that wait."""
    clock = ShiftedClock()
    async with Sandbox.start() as sandbox:
        settings = settings_for(sandbox, stocked_url, page_url="http://127.0.0.1:0", page_port=0)
        async with running(make_app(settings, clock)) as app:
            async with app.database.write() as tx:
                await documents.add(tx, document(), format="text", dropped=(), now=clock())
            await app.services.curation.take_in(drafted(), [document()], clock())
            yield Stage(sandbox, app, clock)


SAID_IN_SIGHT = """() => {
  const [said, top] = [".said", ".top"].map((one) => document.querySelector(one));
  return said.getBoundingClientRect().top >= top.getBoundingClientRect().bottom;
}"""


BROKEN_WORDS = """() => [...document.querySelectorAll(".acts button, .acts .button")]
  .filter((node) => node.checkVisibility())
  .map((node) => node.firstChild)
  .filter((text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    return new Set([...range.getClientRects()].map((box) => box.top)).size > 1;
  })
  .map((text) => text.textContent)"""


class Curator:
    """Has no mouse once they are in."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def press(self, key: str) -> None:
        """A key on a page that listens."""
        await self.page.locator("html[data-ready]").wait_for(state="attached")
        await self.page.keyboard.press(key)

    async def go(self, key: str) -> None:
        """A key that leads to another page."""
        await self.page.locator("html[data-ready]").wait_for(state="attached")
        async with self.page.expect_navigation():
            await self.page.keyboard.press(key)

    async def told(self, text: str) -> None:
        await expect(self.page.locator(".said")).to_contain_text(text)

    async def approves_selected(self, told: str) -> None:
        """What is said of it stands in sight, also where the window is low."""
        await self.page.emulate_media(reduced_motion="reduce")  # what scrolls has scrolled at once
        await self.page.set_viewport_size({"width": 1280, "height": 400})
        await self.page.get_by_role("button", name="Approve selected").press("Enter")
        await self.told(told)
        assert await self.page.evaluate(SAID_IN_SIGHT)

    async def reads(self, stem: str) -> None:
        await expect(self.page.locator(".question .stem")).to_have_text(stem)


async def enter(stage: Stage, page_at: Visits) -> Page:
    """From the chat onto the page."""
    chat = await page_at(stage.sandbox.url, DANA_ID, DANA_ID)
    await chat.get_by_test_id("start-button").click()
    await write(chat, "/page")
    await chat.get_by_role("button", name="Open in the browser").click()
    async with chat.expect_popup() as opened:
        await chat.get_by_test_id("open-link").get_by_role("button", name="Open").click()
    page = watched(await opened.value, page_at)
    enters = page.get_by_role("button", name="Continue")
    await expect(enters).to_be_visible()
    await page.reload()  # whoever looks first spends nothing
    await enters.press("Enter")
    return page


async def enter_app(stage: Stage, page_at: Visits) -> Page:
    """As Telegram opens a Mini App on a phone."""
    await stage.person("Dana").start()
    await stage.settled()
    context = await page_at.browser.new_context(viewport={"width": 320, "height": 640})
    page_at.contexts.append(context)
    page = watched(await context.new_page(), page_at)
    told = init_data(stage.sandbox.token, stage.clock(), DANA_ID)
    await page.goto(f"{stage.app.page_address}/app#tgWebAppVersion=9.0&tgWebAppData={quote(told)}")
    return page


def watched(page: Page, page_at: Visits) -> Page:
    """A page whose errors fail the test."""
    page.on("pageerror", lambda error: page_at.troubles.append(f"error: {error}"))
    page.on("console", page_at._console)
    return page


async def test_drafts_are_reviewed_by_keys_and_published(stage: Stage, page_at: Visits) -> None:
    curation = stage.app.services.curation
    waiting = [one.question.stem for one in (await curation.queue(Filter())).drafts]
    page = await enter(stage, page_at)
    dana = Curator(page)

    await dana.reads(waiting[0])
    await dana.go("j")
    await dana.reads(waiting[1])
    async with page.expect_navigation():  # the key of k, on a Russian keyboard
        keyboard = await page.context.new_cdp_session(page)
        key = {"type": "keyDown", "key": "л", "code": "KeyK"}
        await keyboard.send("Input.dispatchKeyEvent", key)
    await dana.reads(waiting[0])
    await expect(page.locator("mark").first).to_be_visible()

    await dana.go("e")
    field = page.get_by_label("Stem", exact=True)
    await expect(field).to_be_focused()
    await field.fill("Is there no bridge")
    await expect(page.locator('[data-found="stem"] li').first).to_be_visible()
    await field.fill(f"{waiting[0]} ")
    await page.get_by_label("Rationale", exact=True).fill("The document says so.")
    await expect(page.locator("#linting")).to_have_text("Checked.")
    await page.keyboard.press("Control+Enter")
    await dana.told("Saved.")

    await dana.go("a")
    await dana.told("Approved.")
    await dana.reads(waiting[1])
    await dana.press("r")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await dana.told("Rejected.")
    await dana.reads(waiting[2])
    await dana.press("x")
    await dana.go("j")
    await dana.reads(waiting[3])
    listed = page.url
    # What is sent from another list leaves what was selected in this one.
    await page.goto(f"{stage.app.page_address}/?template=when")
    await dana.press("x")
    await dana.approves_selected("1 draft approved.")
    await page.goto(listed)
    await dana.approves_selected("1 draft approved.")

    await page.locator("summary", has_text="Publish 3 approved").press("Enter")
    await page.get_by_role("button", name="Publish 3 approved: Port Ansel").press("Enter")
    await dana.told("version 1. Learners can play it now.")
    states = await curation.states()
    assert states == {
        DraftState.PUBLISHED: 3,
        DraftState.REJECTED: 1,
        DraftState.WAITING: len(waiting) - 4,
    }
    [code] = re.findall(r"by the code (\w+)", await page.locator(".said").inner_text())
    alma = await page_at(stage.sandbox.url, ALMA_ID, ALMA_ID)
    await alma.get_by_test_id("start-button").click()
    await write(alma, code)
    await expect(alma.get_by_test_id("log")).to_contain_text("1 of 3 · Port Ansel")


async def test_nothing_typed_is_lost_on_a_phone(stage: Stage, page_at: Visits) -> None:
    """The list fits; a visit that ends while one types leaves the words where they are."""
    page = await enter_app(stage, page_at)
    await expect(page.locator(".list")).to_be_visible()
    await page.locator(".row a").first.click()
    await expect(page.locator(".list")).to_be_hidden()
    stem = await page.locator(".question .stem").bounding_box()
    assert stem is not None
    assert stem["y"] + stem["height"] < 640, "the question is seen without scrolling"
    await expect(page.locator("kbd").first).to_be_hidden()
    await page.get_by_role("link", name="Edit").click()
    field = page.get_by_label("Stem", exact=True)
    await expect(field).to_be_focused()  # what is typed sooner nobody checks
    await field.fill("What is typed here?")
    await expect(page.locator("#linting")).to_contain_text("Not in order yet")
    wide = await page.evaluate("document.documentElement.scrollWidth")
    assert wide == 320
    address = page.url
    cookies = await page.context.cookies()
    await page.context.clear_cookies()
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("heading")).to_have_text("Please come in by the bot")
    await page.context.add_cookies(cookies)  # type: ignore[arg-type]
    await page.goto(address)
    await expect(field).to_have_value("What is typed here?")
    await expect(page.locator("#linting")).to_contain_text("Not in order yet")


async def test_buttons_stay_whole_and_what_opens_leaves_the_draft_in_sight(
    stage: Stage, page_at: Visits
) -> None:
    """The header is one row on a phone; the reasons to reject stand below the buttons' one row."""
    page = await enter(stage, page_at)
    dana = Curator(page)
    await dana.go("a")  # there is something to publish
    await page.set_viewport_size({"width": 375, "height": 700})
    top = await page.locator(".top").bounding_box()
    assert top is not None
    assert top["height"] < 80
    # As with a scroll bar, which the width that style sheets ask for does not know of.
    await page.set_viewport_size({"width": 401, "height": 700})
    for wide in range(250, 380, 10):
        await page.evaluate("(wide) => { document.body.style.inlineSize = `${wide}px`; }", wide)
        assert await page.evaluate(BROKEN_WORDS) == []
    await page.reload()
    await page.set_viewport_size({"width": 1280, "height": 800})
    await dana.press("r")
    bar = await page.locator(".acts").bounding_box()
    assert bar is not None
    assert bar["height"] < 800 / 2.5
    reject, edit = page.locator(".acts summary"), page.locator('.acts [data-key="e"]')
    boxes = [await one.bounding_box() for one in (reject, edit)]
    assert len({box["y"] for box in boxes if box}) == 1
    first = await page.locator(".reasons button").first.bounding_box()
    assert first is not None
    assert boxes[0] is not None
    ring = 5  # its width and its offset
    assert first["y"] - ring > boxes[0]["y"] + boxes[0]["height"]
