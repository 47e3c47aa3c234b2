"""Light and dark, wide and narrow, and that the page stands on its own."""

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.sandbox import server
from bot.sandbox.chats import SEEDED_GROUP_ID
from bot.sandbox.client import Sandbox
from bot.sandbox.people import ALMA_ID, BORIS_ID, DANA_ID
from tests.pages.scripted_bot import ScriptedBot
from tests.pages.visits import DESKTOP, PHONE, Visits

FILES = sorted(Path(server.PAGE).iterdir())
NARROW = {"width": 320, "height": 640}
LONG = "Непереносимоедлинноеслово" * 12 + "\n" + "line of code without any break " * 6


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_system_decides_the_theme_until_the_person_does(
    url: str, page_at: Visits, scheme: str
) -> None:
    other = {"light": "dark", "dark": "light"}[scheme]
    page = await page_at(url, ALMA_ID, ALMA_ID, color_scheme=scheme)
    html = page.locator("html")
    await expect(html).to_have_attribute("data-theme", scheme)
    background = "getComputedStyle(document.querySelector('.sidebar')).backgroundColor"
    before = await page.evaluate(background)
    toggle = page.get_by_test_id("theme-toggle")
    await expect(toggle).to_have_accessible_name(f"Switch to {other} colours")
    await toggle.click()
    await expect(html).to_have_attribute("data-theme", other)
    assert await page.evaluate(background) != before
    await page.reload()
    await expect(html).to_have_attribute("data-theme", other)


@pytest.mark.browser
async def test_a_phone_shows_one_pane_and_its_back_button(url: str, page_at: Visits) -> None:
    page = await page_at(url, ALMA_ID, viewport=PHONE)
    await expect(page.get_by_test_id("conversation")).to_be_hidden()
    await page.get_by_test_id("chat-row").filter(has_text="CiteQuiz").click()
    await expect(page.get_by_test_id("start-button")).to_be_in_viewport(ratio=1)
    await expect(page.get_by_test_id("chat-list")).to_be_hidden()
    await page.get_by_test_id("back").click()
    await expect(page.get_by_test_id("chat-list")).to_be_visible()
    await page.go_back()
    await expect(page.get_by_test_id("conversation")).to_be_visible()
    for name in ("Alma", "Boris", "Chen", "Dana"):
        await expect(page.get_by_role("radio", name=name)).to_be_in_viewport(ratio=1)


@pytest.mark.browser
@pytest.mark.parametrize("size", [DESKTOP, PHONE, NARROW], ids=["desktop", "phone", "narrow"])
async def test_nothing_hangs_over_the_edge(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits, size: dict[str, int]
) -> None:
    await sandbox.person(ALMA_ID).start()
    await sandbox.person(ALMA_ID).say(LONG)
    await bot.say(ALMA_ID, f"<b>{LONG}</b><pre>{LONG}</pre>", [LONG[:30], LONG[:30]], ["Next"])
    await bot.quiz(ALMA_ID, LONG[:290], [LONG[:95], "Short"], [0])
    page = await page_at(sandbox.url, ALMA_ID, ALMA_ID, viewport=size)
    await expect(page.get_by_test_id("poll")).to_be_visible()
    wide = await page.evaluate(
        """() => {
            const edge = document.documentElement.clientWidth;
            return [...document.querySelectorAll("body *")]
                .filter((node) => node.checkVisibility() && !node.closest("svg, .skip"))
                .filter((node) => {
                    const box = node.getBoundingClientRect();
                    return box.width && (box.right > edge + 0.5 || box.left < -0.5);
                })
                .map((node) => node.className || node.tagName);
        }"""
    )
    assert wide == []
    bubbles = page.locator(".bubble-text, .poll")
    spilt = "(all) => all.filter((node) => node.scrollWidth > node.clientWidth + 6).length"
    assert await bubbles.evaluate_all(spilt) == 0


@pytest.mark.browser
async def test_the_narrowest_phone_shows_everybody_and_breaks_no_word_of_a_button(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    await sandbox.post(f"chats/{SEEDED_GROUP_ID}/bot", {"status": "member", "by": DANA_ID})
    await bot.say(SEEDED_GROUP_ID, "This week", ["Today", "Week ✓", "Month", "All"])
    page = await page_at(sandbox.url, ALMA_ID, SEEDED_GROUP_ID, viewport=NARROW)
    for name in ("Alma", "Boris", "Chen", "Dana"):
        await expect(page.get_by_role("radio", name=name)).to_be_in_viewport(ratio=1)
    words = page.locator(".key-text").filter(has_not_text="✓")
    assert (
        await words.evaluate_all(
            """(all) => all.filter((node) => {
            const range = document.createRange();
            range.selectNodeContents(node);
            return new Set([...range.getClientRects()].map((box) => box.top)).size > 1;
        }).map((node) => node.textContent)"""
        )
        == []
    )


@pytest.mark.browser
async def test_a_long_window_scrolls_inside_and_shows_how_to_close_it(
    url: str, page_at: Visits
) -> None:
    page = await page_at(url, ALMA_ID, viewport={"width": 1280, "height": 560})
    await page.get_by_test_id("help-button").click()
    await expect(page.get_by_test_id("help-ok")).to_be_in_viewport(ratio=1)
    assert await page.evaluate(
        "(d => d.scrollHeight > d.clientHeight)(document.querySelector('dialog'))"
    )


@pytest.mark.browser
async def test_on_the_narrowest_phone_one_toast_stands_above_the_messages_and_lets_taps_through(
    url: str, page_at: Visits
) -> None:
    page = await page_at(url, ALMA_ID, ALMA_ID, viewport=NARROW)
    await page.evaluate(
        "import('./page/notices.js').then(({toast}) => ['First.', 'Second.'].map(t => toast(t)))"
    )
    toast = page.get_by_test_id("toast")
    await expect(toast).to_have_text("Second.")
    box, log = await toast.bounding_box(), await page.locator("#log").bounding_box()
    assert box and log and box["y"] + box["height"] <= log["y"]
    await page.get_by_test_id("back").click()
    await expect(page.get_by_test_id("chat-row").first).to_be_visible()


@pytest.mark.browser
async def test_two_panes_on_a_desktop_and_the_bot_met_at_once(url: str, page_at: Visits) -> None:
    page = await page_at(url, ALMA_ID)
    await page.goto(f"{url}/")
    await page.locator("html[data-ready]").wait_for(state="attached")
    await page.reload()
    await page.locator("html[data-ready]").wait_for(state="attached")
    await expect(page.get_by_test_id("chat-list")).to_be_visible()
    await expect(page.get_by_test_id("conversation")).to_be_visible()


@pytest.mark.browser
async def test_the_switch_goes_to_the_same_kind_of_chat(url: str, page_at: Visits) -> None:
    page = await page_at(url, ALMA_ID, ALMA_ID)
    await page.get_by_test_id(f"person-{BORIS_ID}").click()
    await expect(page).to_have_url(f"{url}/#{BORIS_ID}/{BORIS_ID}")
    await page.get_by_test_id("chat-row").filter(has_text="Security studies").click()
    await page.get_by_test_id(f"person-{DANA_ID}").click()
    await expect(page).to_have_url(f"{url}/#{DANA_ID}/{SEEDED_GROUP_ID}")


@pytest.mark.browser
async def test_the_group_menu_adds_promotes_and_removes_the_bot(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await page_at(sandbox.url, DANA_ID, SEEDED_GROUP_ID)
    await expect(page.locator("#chat-sub")).to_have_text("4 members, without the bot")
    seen = []
    for entry in ("menu-add-bot", "menu-promote-bot", "menu-remove-bot"):
        await page.get_by_test_id("chat-menu").click()
        await page.get_by_test_id(entry).click()
        seen.append((await bot.next("my_chat_member"))["new_chat_member"]["status"])
    assert seen == ["member", "administrator", "kicked"]
    await expect(page.get_by_test_id("service").last).to_have_text("Dana removed CiteQuiz")


@pytest.mark.browser
async def test_a_group_without_the_bot_offers_to_add_it(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await page_at(sandbox.url, ALMA_ID, SEEDED_GROUP_ID, viewport=PHONE)
    await page.get_by_test_id("add-bot").click()
    change = await bot.next("my_chat_member")
    assert (change["from"]["id"], change["new_chat_member"]["status"]) == (ALMA_ID, "member")
    await expect(page.get_by_test_id("add-bot")).to_have_count(0)
    await expect(page.get_by_test_id("composer")).to_be_focused()


@pytest.mark.browser
async def test_a_group_says_who_owns_it_and_who_is_an_admin(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await page_at(sandbox.url, ALMA_ID, SEEDED_GROUP_ID)
    for name in ("Dana", "Boris"):
        await sandbox.person(name).say("Good day", chat=SEEDED_GROUP_ID)
    tags = page.get_by_test_id("standing")
    await expect(tags).to_have_text(["owner", ""])
    dana = page.get_by_test_id(f"person-{DANA_ID}")
    await expect(dana).to_have_accessible_name("Dana, instructor, owner of this group")
    await expect(dana).to_contain_text("Instructor · en · owner")
    await (await sandbox.group()).admin(sandbox.person("Boris"))
    await expect(tags).to_have_text(["owner", "admin"])
    await page.get_by_test_id("chat-row").filter(has_text="bot").click()
    await expect(dana).to_have_accessible_name("Dana, instructor")


async def test_nothing_moves_for_those_who_asked_for_stillness(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    await sandbox.person(ALMA_ID).start()
    page = await page_at(sandbox.url, ALMA_ID, ALMA_ID, reduced_motion="reduce")
    await bot.say(ALMA_ID, "Tap", ["Slow"])
    await page.get_by_role("button", name="Slow").click()
    await expect(page.get_by_role("button", name="Slow")).to_have_attribute("aria-busy", "true")
    moving = """() => document.getAnimations()
        .filter((one) => one.effect.getComputedTiming().endTime > 1)
        .map((one) => one.animationName || one.transitionProperty)"""
    assert await page.evaluate(moving) == []
    # That the bot is working is still to be seen: dots in place of the turning ring.
    dots = "(node) => getComputedStyle(node, '::before').content"
    assert await page.locator(".key .spinner").evaluate(dots) == '"…"'


@pytest.mark.browser
async def test_days_are_separated_and_typing_is_shown(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    await sandbox.person(ALMA_ID).start()
    page = await page_at(sandbox.url, ALMA_ID, ALMA_ID)
    await expect(page.get_by_test_id("day")).to_have_text(["Today"])
    await sandbox.advance(24 * 3600)
    await bot.say(ALMA_ID, "A day later")
    await expect(page.get_by_test_id("day")).to_have_text(["Yesterday", "Today"])
    await bot.call("sendChatAction", chat_id=ALMA_ID, action="typing")
    await expect(page.locator("#chat-sub")).to_have_text("typing…")
    await bot.say(ALMA_ID, "Done typing")
    await expect(page.locator("#chat-sub")).to_have_text("bot")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("character", "drawn"),
    [("📖", "book"), ("⏳", "hourglass"), ("📅", "calendar"), ("⏸", "pause")],
)
async def test_what_no_font_may_have_is_drawn_and_still_copied_as_a_character(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits, character: str, drawn: str
) -> None:
    await sandbox.person(ALMA_ID).start()
    page = await page_at(sandbox.url, ALMA_ID, ALMA_ID)
    await bot.say(ALMA_ID, f"✓ <b>1994</b>\n{character} Explainer, ¶10")
    text = page.get_by_test_id("message-text").last
    await expect(text.locator(f".icon-{drawn}")).to_be_visible()
    assert (await text.inner_text()).startswith(f"✓ 1994\n{character} Explainer, ¶10")


@pytest.mark.browser
async def test_blocking_puts_unblock_where_one_would_write(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    await sandbox.person(ALMA_ID).start()
    page = await page_at(sandbox.url, ALMA_ID, ALMA_ID)
    await page.get_by_test_id("chat-menu").click()
    await page.get_by_test_id("menu-block").click()
    assert (await bot.next("my_chat_member"))["new_chat_member"]["status"] == "kicked"
    await page.get_by_test_id("unblock-button").click()
    assert (await bot.next("my_chat_member"))["new_chat_member"]["status"] == "member"
    await expect(page.get_by_test_id("composer")).to_be_focused()


@pytest.mark.browser
async def test_every_module_is_a_module_and_names_are_spoken(url: str, page_at: Visits) -> None:
    page = await page_at(url, ALMA_ID, ALMA_ID)
    modules = [f"/page/{file.name}" for file in FILES if file.suffix == ".js"]
    await page.evaluate("(all) => Promise.all(all.map((name) => import(name)))", modules)
    nameless = await page.evaluate(
        """() => [...document.querySelectorAll("button, a, input:not([hidden]), textarea")]
            .filter((node) => !(node.ariaLabel || node.textContent.trim() || node.ariaHidden))
            .map((node) => node.outerHTML)"""
    )
    assert nameless == []


def test_the_page_asks_no_other_host_and_writes_no_markup() -> None:
    foreign = re.compile(r"(?:https?:)?//(?!www\.w3\.org/2000/svg)[a-z0-9-]+\.[a-z]|@import")
    markup = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
    )
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        assert not foreign.search(text), file.name
        assert file.suffix != ".js" or not markup.search(text), file.name


def test_every_asset_the_page_names_is_there() -> None:
    names = {file.name for file in FILES}
    index = (Path(server.PAGE) / "index.html").read_text(encoding="utf-8")
    named = set(re.findall(r'"/page/([^"]+)"', index))
    for file in FILES:
        if file.suffix == ".js":
            named |= set(re.findall(r'from "\./([^"]+)"', file.read_text(encoding="utf-8")))
        elif file.suffix == ".css":
            named |= set(re.findall(r'url\("([^"]+)"\)', file.read_text(encoding="utf-8")))
    assert named <= names
    assert names - named == {"index.html"}
