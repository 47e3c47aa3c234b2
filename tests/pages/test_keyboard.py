"""The page by keyboard alone."""

import asyncio
import re

import pytest
from playwright.async_api import Locator, Page, Route, expect

from bot.sandbox.chats import SEEDED_GROUP_ID
from bot.sandbox.people import ALMA_ID, BORIS_ID, BOT_USERNAME
from tests.pages.scripted_bot import ScriptedBot
from tests.pages.visits import PHONE, Visits

pytestmark = pytest.mark.browser


def key(page: Page, text: str) -> Locator:
    return page.get_by_role("button", name=text, exact=True)


async def start(page: Page, bot: ScriptedBot) -> None:
    """Begin the chat with a click: the bot may write as soon as it has heard of it."""
    await page.get_by_test_id("start-button").click()
    assert (await bot.next("message"))["text"] == "/start"


async def test_start_tap_and_next_question_without_a_mouse(
    url: str, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await page_at(url, ALMA_ID, ALMA_ID)
    await expect(page.get_by_test_id("start-button")).to_be_focused()
    await page.keyboard.press("Enter")
    assert (await bot.next("message"))["text"] == "/start"
    await expect(page.get_by_test_id("composer")).to_be_focused()

    question = await bot.say(ALMA_ID, "<b>1 of 2</b> When?", ["1992", "1994"], ["I don't know"])
    await expect(key(page, "1992")).to_be_focused()
    await page.keyboard.press("ArrowRight")
    await expect(key(page, "1994")).to_be_focused()
    await page.keyboard.press("Enter")
    tap = await bot.next("callback_query")
    assert tap["data"] == "1994"
    await expect(key(page, "1994")).to_have_attribute("aria-busy", "true")
    await expect(key(page, "1994")).to_be_focused()
    await bot.answer(tap)
    await bot.edit(ALMA_ID, question, "✓ <b>1994</b> Right.", ["Next"], ["Source", "Report"])
    await expect(key(page, "Next")).to_be_focused()

    await page.keyboard.press("Enter")
    await bot.answer(await bot.next("callback_query"))
    await bot.edit(ALMA_ID, question, "✓ <b>1994</b> Right.")
    await expect(page.get_by_test_id("composer")).to_be_focused()
    await bot.say(ALMA_ID, "<b>2 of 2</b> Where?", ["Minsk", "Tashkent"])
    await expect(key(page, "Minsk")).to_be_focused()


async def test_a_new_message_that_answers_a_tap_gets_the_focus_unless_one_moved_on(
    url: str, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await page_at(url, ALMA_ID, ALMA_ID)
    await start(page, bot)
    await bot.say(ALMA_ID, "Welcome", ["Quick quiz"])
    await key(page, "Quick quiz").press("Enter")
    await bot.answer(await bot.next("callback_query"))
    await bot.say(ALMA_ID, "1 of 5", ["True", "False"])
    await expect(key(page, "True")).to_be_focused()

    await page.keyboard.press("Enter")
    await bot.answer(await bot.next("callback_query"))
    await page.keyboard.press("ArrowRight")
    await expect(key(page, "False")).to_be_focused()
    await bot.say(ALMA_ID, "2 of 5", ["1992", "1994"])
    await expect(key(page, "1992")).to_be_visible()
    await expect(key(page, "False")).to_be_focused()


async def test_a_question_to_be_typed_leaves_its_only_button_alone(
    url: str, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await page_at(url, ALMA_ID, ALMA_ID)
    await start(page, bot)
    await bot.say(ALMA_ID, "1 of 2", ["Next", "Source"])
    await key(page, "Next").press("Enter")
    await bot.answer(await bot.next("callback_query"))
    await bot.say(ALMA_ID, "2 of 2: write me the year.", ["I don't know"])
    await expect(page.get_by_test_id("composer")).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await expect(key(page, "I don't know")).to_be_focused()


async def test_the_welcome_that_answers_start_gets_the_focus_of_a_keyboard(
    url: str, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await page_at(url, ALMA_ID, ALMA_ID)
    await page.get_by_test_id("start-button").press("Enter")
    await expect(page.get_by_test_id("composer")).to_be_focused()
    assert (await bot.next("message"))["text"] == "/start"
    await bot.say(ALMA_ID, "Welcome", ["Quick quiz", "Train"], ["Topics"])
    await expect(key(page, "Quick quiz")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(key(page, "Train")).to_be_focused()
    await page.keyboard.press("Enter")
    assert (await bot.next("callback_query"))["data"] == "Train"


async def test_a_welcome_that_comes_with_the_whole_chat_gets_the_focus_too(
    url: str, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await page_at(url, ALMA_ID, ALMA_ID)
    answered = asyncio.Event()

    async def hold(route: Route) -> None:
        answer = await route.fetch()
        await answered.wait()
        await route.fulfill(response=answer)

    await page.route("**/sandbox/people/*/start", hold)
    await page.get_by_test_id("start-button").press("Enter")
    assert (await bot.next("message"))["text"] == "/start"
    await bot.say(ALMA_ID, "Welcome", ["Quick quiz"])
    answered.set()
    await expect(key(page, "Quick quiz")).to_be_focused()


async def test_after_a_click_on_start_one_writes(
    url: str, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await page_at(url, ALMA_ID, ALMA_ID)
    await start(page, bot)
    await bot.say(ALMA_ID, "Welcome", ["Quick quiz"])
    await expect(key(page, "Quick quiz")).to_be_visible()
    await expect(page.get_by_test_id("composer")).to_be_focused()


async def test_letters_typed_on_a_button_begin_a_message(
    url: str, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await page_at(url, ALMA_ID, ALMA_ID)
    await start(page, bot)
    await bot.say(ALMA_ID, "In which year?", ["Skip"])
    await key(page, "Skip").focus()
    await page.keyboard.type("1992")
    await expect(page.get_by_test_id("composer")).to_have_value("1992")
    await expect(page.get_by_test_id("composer")).to_be_focused()


async def test_what_is_typed_while_start_is_under_way_is_not_lost(
    url: str, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await page_at(url, ALMA_ID, ALMA_ID)
    released = asyncio.Event()

    async def hold(route: Route) -> None:
        await released.wait()
        await route.continue_()

    await page.route("**/sandbox/people/*/start", hold)
    async with page.expect_request("**/sandbox/people/*/start"):
        await page.get_by_test_id("start-button").press("Enter")
    await page.keyboard.type("/quiz 3")
    released.set()
    assert (await bot.next("message"))["text"] == "/start"
    await bot.say(ALMA_ID, "Welcome", ["Quick quiz"])
    await expect(key(page, "Quick quiz")).to_be_visible()
    await expect(page.get_by_test_id("composer")).to_have_value("/quiz 3")
    await page.keyboard.press("Enter")
    assert (await bot.next("message"))["text"] == "/quiz 3"


async def test_what_is_typed_while_a_chat_is_fetched_waits_for_its_field(
    url: str, page_at: Visits
) -> None:
    page = await page_at(url, ALMA_ID, SEEDED_GROUP_ID)
    released = asyncio.Event()

    async def hold(route: Route) -> None:
        await released.wait()
        await route.continue_()

    his = re.compile(rf"/sandbox/world\?as={BORIS_ID}")
    await page.route(his, hold)
    async with page.expect_request(his):
        await page.keyboard.press("Alt+2")
    await page.keyboard.type("good day")
    released.set()
    await expect(page.get_by_test_id("composer")).to_have_value("good day")
    await expect(page.get_by_test_id("composer")).to_be_focused()


async def test_a_start_that_fails_can_be_pressed_again(url: str, page_at: Visits) -> None:
    page = await page_at(url, ALMA_ID, ALMA_ID)
    await page.route("**/sandbox/people/*/start", lambda route: route.abort())
    await page.get_by_test_id("start-button").press("Enter")
    await expect(page.locator("[data-testid=toast][data-kind=error]")).to_be_visible()
    await expect(page.get_by_test_id("start-button")).to_be_focused()


async def test_alt_k_finds_the_newest_buttons_and_escape_leads_back(
    url: str, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await page_at(url, ALMA_ID, ALMA_ID)
    await start(page, bot)
    await bot.say(ALMA_ID, "Old", ["Old button"])
    await bot.say(ALMA_ID, "New", ["New button"])
    await expect(key(page, "New button")).to_be_visible()
    await page.get_by_test_id("composer").fill("half a thought")
    await page.keyboard.press("Alt+k")
    await expect(key(page, "New button")).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await expect(key(page, "Old button")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_test_id("composer")).to_be_focused()
    await expect(page.get_by_test_id("composer")).to_have_value("half a thought")
    await page.keyboard.press("Escape")
    await expect(page.locator("[data-testid=chat-row][aria-current]")).to_be_focused()


async def test_tab_meets_only_the_newest_keyboard(
    url: str, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await page_at(url, ALMA_ID, ALMA_ID)
    await start(page, bot)
    await bot.say(ALMA_ID, "Old", ["Old button"])
    await bot.say(ALMA_ID, "New", ["New button"])
    await expect(key(page, "New button")).to_have_attribute("tabindex", "0")
    await expect(key(page, "Old button")).to_have_attribute("tabindex", "-1")
    await page.get_by_test_id("command-button").or_(page.get_by_test_id("composer")).last.focus()
    await page.keyboard.press("Shift+Tab")
    await expect(key(page, "New button")).to_be_focused()


async def test_an_edit_keeps_the_focus_on_the_button_with_the_same_text(
    url: str, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await page_at(url, ALMA_ID, ALMA_ID)
    await start(page, bot)
    board = await bot.say(ALMA_ID, "Today", ["Today ✓", "Week"], ["Close"])
    await key(page, "Close").focus()
    await bot.edit(ALMA_ID, board, "This week", ["Today", "Week ✓", "All"], ["More"], ["Close"])
    await expect(page.get_by_test_id("message-text").last).to_contain_text("This week")
    await expect(key(page, "Close")).to_be_focused()


async def test_commands_filter_as_one_types_and_are_chosen_with_the_arrows(
    url: str, bot: ScriptedBot, page_at: Visits
) -> None:
    names = ["start", "score", "sources", "help"]
    await bot.call("setMyCommands", commands=[{"command": n, "description": n} for n in names])
    page = await page_at(url, ALMA_ID, ALMA_ID)
    await page.keyboard.press("Enter")
    assert (await bot.next("message"))["text"] == "/start"
    field, items = page.get_by_test_id("composer"), page.get_by_test_id("command-item")
    await field.press_sequentially("/")
    await expect(items).to_have_count(4)
    await field.press_sequentially("so")
    await expect(items).to_have_count(1)
    await field.press("Backspace")
    await expect(items).to_have_count(3)
    await field.press("ArrowDown")
    await field.press("ArrowDown")
    selected = page.locator("[data-testid=command-item][aria-selected=true]")
    await expect(selected).to_contain_text("/sources")
    identifier = await selected.get_attribute("id")
    await expect(field).to_have_attribute("aria-activedescendant", str(identifier))
    await field.press("Enter")
    assert (await bot.next("message"))["text"] == "/sources"
    await expect(field).to_have_value("")

    await field.press_sequentially("/")
    await expect(items).to_have_count(4)
    await field.press("Escape")
    await expect(items).to_have_count(0)
    await expect(field).to_be_focused()


async def test_a_command_chosen_in_a_group_names_the_bot(
    url: str, bot: ScriptedBot, page_at: Visits
) -> None:
    await bot.call("setMyCommands", commands=[{"command": "quiz", "description": "A quiz"}])
    page = await page_at(url, ALMA_ID, SEEDED_GROUP_ID)
    await page.get_by_test_id("chat-menu").click()
    await page.get_by_test_id("menu-add-bot").click()
    assert (await bot.next("my_chat_member"))["new_chat_member"]["status"] == "member"
    await page.get_by_test_id("command-button").click()
    await page.keyboard.press("Enter")
    message = await bot.next("message")
    while "text" not in message:
        message = await bot.next("message")
    assert message["text"] == f"/quiz@{BOT_USERNAME}"


async def test_people_are_switched_with_the_arrow_keys(url: str, page_at: Visits) -> None:
    page = await page_at(url, ALMA_ID, ALMA_ID)
    await page.get_by_role("radio", name="Alma").focus()
    await page.keyboard.press("ArrowRight")
    boris = page.get_by_role("radio", name="Boris")
    await expect(boris).to_be_focused()
    await expect(boris).to_have_attribute("aria-checked", "true")
    await expect(page).to_have_url(f"{url}/#{BORIS_ID}/{BORIS_ID}")
    await page.keyboard.press("Alt+4")
    await expect(page.get_by_role("radio", name="Dana")).to_have_attribute("aria-checked", "true")


async def test_the_menu_is_walked_and_closed_by_keyboard(
    url: str, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await page_at(url, ALMA_ID, SEEDED_GROUP_ID)
    anchor = page.get_by_test_id("chat-menu")
    await anchor.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("menuitem", name="Add the bot")).to_be_focused()
    await page.keyboard.press("End")
    await expect(page.get_by_role("menuitem", name="Leave the group")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("menu")).to_have_count(0)
    await expect(anchor).to_be_focused()


async def test_escape_on_a_phone_goes_back_to_the_chats(url: str, page_at: Visits) -> None:
    page = await page_at(url, ALMA_ID, ALMA_ID, viewport=PHONE)
    await page.get_by_test_id("start-button").focus()
    await page.keyboard.press("Escape")
    await expect(page.get_by_test_id("chat-list")).to_be_visible()
    await expect(page.get_by_test_id("conversation")).to_be_hidden()
    await expect(page.get_by_test_id("chat-row").first).to_be_visible()


async def test_help_names_the_keys_and_gives_the_focus_back(url: str, page_at: Visits) -> None:
    page = await page_at(url, ALMA_ID, ALMA_ID)
    opener = page.get_by_test_id("what-is-this")
    await opener.focus()
    await page.keyboard.press("Enter")
    panel = page.get_by_test_id("help")
    await expect(panel).to_contain_text("It sends nothing anywhere")
    await expect(panel).to_contain_text("Alt + K")
    await page.keyboard.press("Escape")
    await expect(panel).to_have_count(0)
    await expect(opener).to_be_focused()
