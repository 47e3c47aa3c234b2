"""Inline mode in the page: the bot is asked from the field, its answer is listed, one is sent."""

import pytest
from playwright.async_api import Locator, Page, expect

from bot.sandbox.chats import SEEDED_GROUP_ID as GROUP
from bot.sandbox.client import Sandbox
from bot.sandbox.people import ALMA_ID, BORIS_ID, BOT_USERNAME, DANA_ID
from tests.pages.scripted_bot import Json, ScriptedBot
from tests.pages.visits import PHONE, Visits
from tests.sandbox.pictures import png

pytestmark = pytest.mark.browser

NAME = f"@{BOT_USERNAME}"


def article(number: int) -> Json:
    return {
        "type": "article",
        "id": str(number),
        "title": f"Question {number}",
        "description": f"What was signed in 199{number}?",
        "input_message_content": {"message_text": f"Answer <b>{number}</b>", "parse_mode": "HTML"},
    }


async def offer(bot: ScriptedBot, words: str, results: list[Json], **more: object) -> None:
    """Answer the query with these words, once it comes; those typed on the way get nothing."""
    while (query := await bot.next("inline_query"))["query"] != words:
        await bot.call("answerInlineQuery", inline_query_id=query["id"], results=[])
    await bot.call("answerInlineQuery", inline_query_id=query["id"], results=results, **more)


def results(page: Page) -> Locator:
    return page.get_by_test_id("inline-result")


async def with_bot(sandbox: Sandbox) -> int:
    await sandbox.post(f"chats/{GROUP}/bot", {"status": "member", "by": DANA_ID})
    return GROUP


async def test_a_result_is_chosen_by_keyboard_and_sent_via_the_bot(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    group = await with_bot(sandbox)
    await sandbox.feedback()
    page = await page_at(sandbox.url, ALMA_ID, group)
    watching = await page_at(sandbox.url, BORIS_ID, group, viewport=PHONE)
    field = page.get_by_test_id("composer")
    await field.press_sequentially(f"{NAME} treaty")
    await offer(bot, "treaty", [article(1), article(2)])
    await expect(results(page)).to_have_count(2)
    await expect(results(page).first).to_contain_text("What was signed in 1991?")
    await field.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    await expect(chosen).to_contain_text("Question 2")
    await expect(field).to_have_attribute(
        "aria-activedescendant", str(await chosen.get_attribute("id"))
    )
    await field.press("Enter")
    await expect(results(page)).to_have_count(0)
    await expect(field).to_have_value("")
    await expect(field).to_be_focused()
    sent = watching.get_by_test_id("message").last
    await expect(sent).to_contain_text("Alma")
    await expect(sent.get_by_test_id("message-text")).to_contain_text("Answer 2")
    await expect(sent.get_by_test_id("via")).to_have_text(NAME)
    told = await bot.next("chosen_inline_result")
    assert (told["result_id"], told["query"], told["from"]["id"]) == ("2", "treaty", ALMA_ID)


async def test_a_picture_is_chosen_by_finger(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    alma = sandbox.person(ALMA_ID)
    await alma.start()
    await alma.sends_file(png(60, 40), "podium.png", kind="photo")
    while "photo" not in (message := await bot.next("message")):
        pass
    picture = {
        "type": "photo",
        "id": "p",
        "photo_file_id": message["photo"][-1]["file_id"],
        "title": "The podium",
    }
    page = await page_at(sandbox.url, ALMA_ID, ALMA_ID, viewport=PHONE, has_touch=True)
    await page.get_by_test_id("composer").fill(f"{NAME} ")
    await offer(bot, "", [picture])
    face = results(page).locator("img")
    await expect(face).to_have_js_property("naturalWidth", 60)
    await results(page).tap()
    mine = page.locator("[data-testid=message][data-from=me]").last
    await expect(mine.get_by_test_id("via")).to_have_text(NAME)
    await expect(mine.get_by_test_id("photo")).to_be_visible()
    above = await mine.get_by_test_id("via").bounding_box()
    shown = await mine.get_by_test_id("photo").bounding_box()
    assert above is not None
    assert shown is not None
    assert above["y"] + above["height"] <= shown["y"]  # nothing of the name is covered


async def test_enter_waits_for_the_answer_and_escape_goes_back_to_the_text(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    group = await with_bot(sandbox)
    page = await page_at(sandbox.url, ALMA_ID, group)
    field = page.get_by_test_id("composer")
    await field.fill(f"{NAME} treaty")
    box = page.get_by_test_id("inline-results")
    await expect(box).to_contain_text("Asking the bot")
    await field.press("Enter")
    await expect(field).to_have_value(f"{NAME} treaty")
    await offer(bot, "treaty", [])
    await expect(box).to_contain_text("The bot offers nothing for this.")
    await field.press("Escape")
    await expect(box).to_be_hidden()
    await expect(field).to_be_focused()
    await field.press("Enter")
    mine = page.locator("[data-testid=message][data-from=me]").last
    await expect(mine.get_by_test_id("message-text")).to_contain_text(f"{NAME} treaty")


async def test_more_results_come_with_the_last_of_those_there(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    group = await with_bot(sandbox)
    page = await page_at(sandbox.url, ALMA_ID, group)
    field = page.get_by_test_id("composer")
    await field.fill(f"{NAME} treaty")
    await offer(bot, "treaty", [article(number) for number in range(20)], next_offset="20")
    await expect(results(page)).to_have_count(20)
    await field.press("ArrowUp")
    await field.press("ArrowDown")
    await field.press("ArrowUp")
    query = await bot.next("inline_query")
    assert (query["query"], query["offset"]) == ("treaty", "20")
    await bot.call("answerInlineQuery", inline_query_id=query["id"], results=[article(20)])
    await expect(results(page)).to_have_count(21)


async def test_the_button_above_the_results_starts_the_bot(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    group = await with_bot(sandbox)
    page = await page_at(sandbox.url, ALMA_ID, group)
    await page.get_by_test_id("composer").fill(f"{NAME} treaty")
    above = {"text": "Train these in private", "start_parameter": "t_treaty"}
    await offer(bot, "treaty", [article(1)], button=above)
    await expect(page.get_by_role("option", selected=True)).to_contain_text("Question 1")
    await page.get_by_test_id("inline-above").click()
    await expect(page).to_have_url(f"{sandbox.url}/#{ALMA_ID}/{ALMA_ID}")
    while "text" not in (message := await bot.next("message")):
        pass
    assert message["text"] == "/start t_treaty"


async def test_a_button_leads_into_inline_mode_here_or_in_another_chat(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    group = await with_bot(sandbox)
    await sandbox.person(ALMA_ID).start()
    here = {"text": "Search here", "switch_inline_query_current_chat": "charter"}
    there = {"text": "Share", "switch_inline_query": "share_7"}
    markup = {"inline_keyboard": [[here, there]]}
    await bot.call("sendMessage", chat_id=ALMA_ID, text="7 of 10", reply_markup=markup)
    page = await page_at(sandbox.url, ALMA_ID, ALMA_ID)
    field = page.get_by_test_id("composer")
    await page.get_by_role("button", name="Search here").click()
    await expect(field).to_have_value(f"{NAME} charter")
    await expect(field).to_be_focused()
    await offer(bot, "charter", [article(1)])
    await expect(results(page)).to_have_count(1)
    await field.press("Escape")
    await page.get_by_role("button", name="Share").click()
    await page.get_by_test_id("choose-chat").get_by_role("button", name="Security").click()
    await expect(page).to_have_url(f"{sandbox.url}/#{ALMA_ID}/{group}")
    await expect(field).to_have_value(f"{NAME} share_7")
    await offer(bot, "share_7", [article(2)])
    await expect(results(page)).to_contain_text("Question 2")


async def test_the_name_after_via_asks_the_same_bot_again(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    group = await with_bot(sandbox)
    page = await page_at(sandbox.url, ALMA_ID, group)
    field = page.get_by_test_id("composer")
    await field.fill(f"{NAME} treaty")
    await offer(bot, "treaty", [article(1)])
    await results(page).click()
    await page.get_by_test_id("via").click()
    await expect(field).to_have_value(f"{NAME} ")
    await expect(field).to_be_focused()


async def test_the_name_of_a_bot_without_inline_mode_is_only_a_text(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    group = await with_bot(sandbox)
    await bot.call("getUpdates", allowed_updates=["message"])
    page = await page_at(sandbox.url, ALMA_ID, group)
    field = page.get_by_test_id("composer")
    async with page.expect_response("**/inline"):
        await field.fill(f"{NAME} good day")
    await expect(page.get_by_test_id("inline-results")).to_be_hidden()
    await field.press("Enter")
    mine = page.locator("[data-testid=message][data-from=me]").last
    await expect(mine.get_by_test_id("message-text")).to_contain_text(f"{NAME} good day")
