"""What arrives while one looks: edits, new messages, a server that was away."""

from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from bot.sandbox.chats import SEEDED_GROUP_ID
from bot.sandbox.client import Sandbox
from bot.sandbox.people import ALMA_ID, BORIS_ID, CHEN_ID, DANA_ID
from tests.pages.scripted_bot import ScriptedBot
from tests.pages.visits import PATIENCE, Visits

pytestmark = pytest.mark.browser

HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> & <b>bold?</b>'


def row(page: Page, chat: int) -> Locator:
    return page.locator(f'[data-testid=chat-row][data-chat-id="{chat}"]')


def message(page: Page, number: int) -> Locator:
    return page.locator(f'[data-testid=message][data-message-id="{number}"]')


async def height(node: Locator) -> float:
    box = await node.bounding_box()
    assert box is not None
    return box["height"]


async def started(page_at: Visits, sandbox: Sandbox, person: int = ALMA_ID) -> Page:
    await sandbox.person(person).start()
    return await page_at(sandbox.url, person, person)


async def test_messages_appear_change_and_vanish(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await started(page_at, sandbox)
    sent = await bot.say(ALMA_ID, "<b>Hello</b>, Alma")
    bubble = message(page, sent)
    await expect(bubble.locator("b")).to_have_text("Hello")
    await expect(bubble).to_have_attribute("data-from", "bot")
    await expect(bubble.get_by_test_id("edited")).to_have_count(0)
    await bot.edit(ALMA_ID, sent, "Something else")
    await expect(bubble.get_by_test_id("message-text")).to_contain_text("Something else")
    await expect(bubble.get_by_test_id("edited")).to_be_visible()
    await bot.call("deleteMessage", chat_id=ALMA_ID, message_id=sent)
    await expect(bubble).to_have_count(0)


async def test_what_one_sends_stands_on_the_own_side_and_line_feeds_stay(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await started(page_at, sandbox, BORIS_ID)
    field = page.get_by_test_id("composer")
    await field.fill("Добрый день!")
    await field.press("Shift+Enter")
    await field.press_sequentially("Как дела?")
    await page.get_by_test_id("send").click()
    mine = page.locator("[data-testid=message][data-from=me]").last
    await expect(mine.get_by_test_id("message-text")).to_contain_text("Добрый день!\nКак дела?")
    await expect(field).to_have_value("")
    while (received := await bot.next("message"))["text"] == "/start":
        pass
    assert received["text"] == "Добрый день!\nКак дела?"


async def test_hostile_text_is_shown_as_text(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await started(page_at, sandbox)
    await sandbox.person(ALMA_ID).say(HOSTILE)
    sent = await bot.call("sendMessage", chat_id=ALMA_ID, text=HOSTILE)
    for shown in (
        page.locator("[data-testid=message][data-from=me]").last,
        message(page, sent["message_id"]),
    ):
        await expect(shown.get_by_test_id("message-text")).to_contain_text(HOSTILE)
        await expect(shown.locator("img, script, b")).to_have_count(0)
    quiz = await bot.quiz(ALMA_ID, HOSTILE, [HOSTILE, "<i>x</i>"], [0], explanation=HOSTILE)
    await expect(message(page, quiz).get_by_test_id("poll-question")).to_have_text(HOSTILE)
    await expect(message(page, quiz).get_by_test_id("poll-option").first).to_contain_text(HOSTILE)
    await bot.say(ALMA_ID, "Tap", [HOSTILE[:40]])
    await expect(page.get_by_test_id("keyboard-button")).to_have_text(HOSTILE[:40])
    await expect(row(page, ALMA_ID)).to_contain_text("Tap")
    assert await page.evaluate("window.hacked") is None


async def test_the_page_builds_only_what_its_own_list_allows(
    sandbox: Sandbox, page_at: Visits
) -> None:
    """Even if the server's fragment were hostile: the allow-list is the page's own."""
    page = await started(page_at, sandbox)
    built = await page.evaluate(
        """async (html) => {
            const { fragmentOf } = await import("/page/fragment.js");
            const box = document.createElement("div");
            box.append(fragmentOf(html));
            document.body.append(box);
            const result = { html: box.innerHTML, text: box.textContent };
            box.remove();
            return result;
        }""",
        '<b onclick="x()">b</b><img src=x onerror="window.hacked=1">'
        "<script>window.hacked=1</script>"
        '<a href="javascript:alert(1)">j</a><a href="https://example.org/?a=1" onfocus="x()">ok</a>'
        '<form action=/x><input></form><svg onload="window.hacked=1"></svg><i style="x">i</i>',
    )
    assert built["html"] == (
        "<b>b</b><span>j</span>"
        '<a href="https://example.org/?a=1" target="_blank" rel="noopener noreferrer nofollow">'
        "ok</a><i>i</i>"
    )
    assert await page.evaluate("window.hacked") is None
    # The browser says that its policy, too, would have stopped the handlers.
    assert all("Content Security Policy" in said for said in page_at.troubles)
    page_at.troubles.clear()


async def test_an_answer_to_a_poll_names_it_and_leads_there(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await started(page_at, sandbox)
    quiz = await bot.quiz(ALMA_ID, "Where was it signed?", ["Minsk", "Tashkent"], [1])
    for number in range(14):
        await bot.say(ALMA_ID, f"Message {number}\n\n\nwith some height")
    answer = await bot.say(ALMA_ID, "Time is up", reply_parameters={"message_id": quiz})
    reply = message(page, answer).get_by_test_id("reply")
    await expect(reply).to_contain_text("Poll: Where was it signed?")
    await expect(message(page, quiz)).not_to_be_in_viewport()
    await reply.press("Enter")
    await expect(message(page, quiz)).to_be_in_viewport(ratio=1)
    await expect(message(page, quiz)).to_be_focused()


async def test_long_quotations_open_and_stay_open_when_the_message_is_edited(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await started(page_at, sandbox)
    passage = "<blockquote expandable>" + "A line of the passage.\n" * 12 + "The end.</blockquote>"
    sent = await bot.say(ALMA_ID, passage, ["Next"])
    quote = message(page, sent).locator("blockquote")
    toggle = message(page, sent).get_by_test_id("quote-toggle")
    await expect(toggle).to_have_text("Show more")
    folded = await height(quote)
    await toggle.click()
    await expect(toggle).to_have_attribute("aria-expanded", "true")
    assert await height(quote) > 2 * folded
    await bot.edit(ALMA_ID, sent, passage + "Again", ["Next"])
    await expect(message(page, sent)).to_contain_text("Again")
    await expect(toggle).to_have_text("Show less")
    await expect(toggle).to_be_focused()


async def test_callback_answers_are_a_toast_or_an_alert(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await started(page_at, sandbox)
    await bot.say(ALMA_ID, "Choose", ["Toast", "Alert"])
    await page.get_by_role("button", name="Toast").click()
    await bot.answer(await bot.next("callback_query"), "Saved for you")
    await expect(page.get_by_test_id("toast")).to_have_text("Saved for you")
    await expect(page.get_by_role("button", name="Toast")).not_to_have_attribute(
        "aria-busy", "true"
    )
    await page.get_by_role("button", name="Alert").click()
    await bot.answer(await bot.next("callback_query"), "Not your quiz", alert=True)
    await expect(page.get_by_test_id("alert")).to_contain_text("Not your quiz")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("alert")).to_have_count(0)
    await expect(page.get_by_role("button", name="Alert")).to_be_focused()


async def test_a_deep_link_opens_the_private_chat_with_its_payload(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    group = SEEDED_GROUP_ID
    await sandbox.post(f"chats/{group}/bot", {"status": "member", "by": DANA_ID})
    link = f"https://t.me/{sandbox.username}?start=why_7"
    await bot.say(group, f'<a href="{link}">Why?</a>')
    page = await page_at(sandbox.url, CHEN_ID, group)
    await page.get_by_role("link", name="Why?").click()
    await expect(page).to_have_url(f"{sandbox.url}/#{CHEN_ID}/{CHEN_ID}")
    received = await bot.next("message")
    while "text" not in received:
        received = await bot.next("message")
    assert (received["text"], received["chat"]["id"]) == ("/start why_7", CHEN_ID)

    key = {"text": "Private", "url": link}
    await bot.call(
        "sendMessage",
        chat_id=group,
        text="Key",
        reply_markup={"inline_keyboard": [[key]]},
    )
    await row(page, group).click()
    await page.get_by_role("button", name="Private").click()
    await expect(page).to_have_url(f"{sandbox.url}/#{CHEN_ID}/{CHEN_ID}")
    assert (await bot.next("message"))["text"] == "/start why_7"


async def test_unread_messages_are_counted_until_the_chat_is_opened(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await started(page_at, sandbox)
    badge = row(page, SEEDED_GROUP_ID).get_by_test_id("unread")
    await expect(badge).to_have_count(0)
    await sandbox.person(BORIS_ID).say("One", SEEDED_GROUP_ID)
    await sandbox.person(CHEN_ID).say("Two", SEEDED_GROUP_ID)
    await expect(badge).to_contain_text("2 unread messages")
    await expect(row(page, SEEDED_GROUP_ID)).to_contain_text("Two")
    await row(page, SEEDED_GROUP_ID).click()
    await expect(badge).to_have_count(0)
    await expect(page.get_by_text("Boris", exact=True).locator("visible=true").last).to_be_visible()
    await row(page, ALMA_ID).click()
    await expect(page.get_by_test_id("composer")).to_be_focused()
    await expect(badge).to_have_count(0)


async def test_the_view_follows_new_messages_only_from_the_foot(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    page = await started(page_at, sandbox)
    for number in range(14):
        last = await bot.say(ALMA_ID, f"Message {number}\n\n\nwith some height")
    await expect(message(page, last)).to_be_in_viewport()
    last = await bot.say(ALMA_ID, "At the foot")
    await expect(message(page, last)).to_be_in_viewport()
    await expect(page.get_by_test_id("to-bottom")).to_be_hidden()

    await page.locator("#scroller").evaluate("(node) => { node.scrollTop = 0; }")
    await expect(page.get_by_test_id("to-bottom")).to_be_visible()
    unseen = await bot.say(ALMA_ID, "Below the view")
    await expect(message(page, unseen)).to_be_attached()
    await expect(page.get_by_test_id("to-bottom")).to_contain_text("1")
    await expect(message(page, unseen)).not_to_be_in_viewport()
    assert await page.locator("#scroller").evaluate("(node) => node.scrollTop") == 0
    await page.get_by_test_id("to-bottom").click()
    await expect(message(page, unseen)).to_be_in_viewport()


async def test_a_server_that_was_away_is_found_again_and_nothing_is_missed(
    page_at: Visits, tmp_path: Path
) -> None:
    async with Sandbox.start(data=tmp_path) as first:
        port = int(first.url.rsplit(":", 1)[1])
        await first.person(ALMA_ID).start()
        page = await page_at(first.url, ALMA_ID, ALMA_ID)
        async with ScriptedBot(first.url, first.token) as bot:
            await bot.say(ALMA_ID, "Before")
        await expect(page.get_by_text("Before").last).to_be_visible()
    await expect(page.get_by_test_id("connection")).to_have_text("Connecting…")
    async with (
        Sandbox.start(data=tmp_path, port=port) as second,
        ScriptedBot(second.url, second.token) as bot,
    ):
        missed = await bot.say(ALMA_ID, "While you were away")
        await expect(message(page, missed)).to_be_visible(timeout=PATIENCE)
        await expect(page.get_by_test_id("connection")).to_be_empty()
        live = await bot.say(ALMA_ID, "And live again")
        await expect(message(page, live)).to_be_visible()
        await page.close()


async def test_a_refused_text_is_not_lost(sandbox: Sandbox, page_at: Visits) -> None:
    page = await started(page_at, sandbox)
    await page.route("**/text", lambda route: route.abort())
    await page.get_by_test_id("composer").fill("Keep me")
    await page.get_by_test_id("composer").press("Enter")
    await expect(page.get_by_test_id("toast")).to_contain_text("does not answer")
    await expect(page.get_by_test_id("composer")).to_have_value("Keep me")


async def test_an_admin_of_a_supergroup_writes_anonymously(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    dana, alma = sandbox.person(DANA_ID), sandbox.person(ALMA_ID)
    group = await sandbox.new_group("Large", [alma], creator=dana, type="supergroup")
    page = await page_at(sandbox.url, DANA_ID, group.id)
    await page.get_by_test_id("chat-menu").click()
    await page.get_by_test_id("menu-anonymous").click()
    field = page.get_by_test_id("composer")
    await expect(field).to_have_attribute("placeholder", "Message, as the group")
    await page.get_by_test_id("chat-menu").click()
    await expect(page.get_by_test_id("menu-anonymous")).to_contain_text("own name again")
    await page.keyboard.press("Escape")
    sent = await dana.say("Good evening", group.id)
    await expect(message(page, sent["id"])).to_have_attribute("data-from", "me")
    other = await page_at(sandbox.url, ALMA_ID, group.id)
    await expect(message(other, sent["id"])).to_contain_text("Large")
    await expect(message(other, sent["id"])).not_to_contain_text("Dana")
