"""Native polls and quizzes in the page."""

import re

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from bot.sandbox.chats import SEEDED_GROUP_ID as GROUP
from bot.sandbox.client import Sandbox
from bot.sandbox.people import ALMA_ID, BORIS_ID, CHEN_ID, DANA_ID
from tests.pages.scripted_bot import ScriptedBot
from tests.pages.visits import Visits

pytestmark = pytest.mark.browser


@pytest_asyncio.fixture(loop_scope="session")
async def group(sandbox: Sandbox) -> int:
    """The seeded group with the bot in it."""
    await sandbox.post(f"chats/{GROUP}/bot", {"status": "member", "by": DANA_ID})
    return GROUP


def option(page: Page, text: str) -> Locator:
    return page.get_by_test_id("poll-option").filter(has_text=text)


async def test_a_vote_by_click_shows_right_and_wrong_in_words(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits, group: int
) -> None:
    page = await page_at(sandbox.url, ALMA_ID, group)
    quiz = await bot.quiz(
        group,
        "Where?",
        ["Moscow", "Tashkent", "Minsk"],
        [1],
        is_anonymous=False,
        explanation="¶3 of the charter",
    )
    await expect(page.get_by_test_id("poll-kind")).to_have_text("Quiz")
    await expect(page.get_by_test_id("poll-total")).to_have_text("No answers yet")
    await expect(page.get_by_test_id("poll-lamp")).to_have_count(0)
    await option(page, "Moscow").click()
    answer = await bot.next("poll_answer")
    assert (answer["user"]["id"], answer["option_ids"]) == (ALMA_ID, [0])
    await expect(option(page, "Moscow")).to_contain_text("wrong, your answer")
    await expect(option(page, "Tashkent")).to_contain_text("right answer")
    await expect(option(page, "Moscow")).to_contain_text("100%")
    await expect(option(page, "Minsk")).to_contain_text("0%")
    await expect(page.get_by_test_id("poll-total")).to_have_text("1 answered")
    await expect(page.get_by_test_id("poll-explanation")).to_have_text("¶3 of the charter")

    # Two of three for Tashkent: 67 and 33.
    await sandbox.person(BORIS_ID).vote("Tashkent", chat=group, message_id=quiz)
    await sandbox.person(CHEN_ID).vote("Tashkent", chat=group, message_id=quiz)
    await expect(option(page, "Tashkent")).to_contain_text("67%")
    await expect(option(page, "Moscow")).to_contain_text("33%")
    await expect(option(page, "Tashkent").get_by_test_id("poll-voters")).to_have_text("Boris, Chen")
    await expect(page.get_by_test_id("poll-total")).to_have_text("3 answered")
    lamp = page.get_by_test_id("poll-lamp")
    await lamp.click()
    await expect(page.get_by_test_id("poll-explanation")).to_be_hidden()
    await expect(lamp).to_have_attribute("aria-expanded", "false")


async def test_several_answers_are_picked_and_then_sent(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits, group: int
) -> None:
    page = await page_at(sandbox.url, BORIS_ID, group)
    await bot.quiz(
        group,
        "Who signed?",
        ["Armenia", "Moldova", "Uzbekistan"],
        [0, 2],
        is_anonymous=False,
        allows_multiple_answers=True,
    )
    vote = page.get_by_test_id("poll-vote")
    await expect(vote).to_have_attribute("aria-disabled", "true")
    await page.get_by_role("checkbox", name="Armenia").click()
    await page.get_by_role("checkbox", name="Moldova").click()
    await page.get_by_role("checkbox", name="Moldova").click()
    await page.get_by_role("checkbox", name="Uzbekistan").click()
    await expect(page.get_by_role("checkbox", name="Armenia")).to_have_attribute(
        "aria-checked", "true"
    )
    await expect(page.get_by_role("checkbox", name="Uzbekistan")).to_be_focused()
    await vote.click()
    assert (await bot.next("poll_answer"))["option_ids"] == [0, 2]
    await expect(option(page, "Armenia")).to_contain_text("right, your answer")
    await expect(option(page, "Uzbekistan")).to_contain_text("right, your answer")


async def test_a_quiz_is_answered_by_keyboard(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits, group: int
) -> None:
    page = await page_at(sandbox.url, CHEN_ID, group)
    await bot.quiz(group, "When?", ["1991", "1992", "1994"], [1], is_anonymous=False)
    await expect(option(page, "1994")).to_be_visible()
    await page.get_by_test_id("composer").press("ArrowUp")
    await expect(option(page, "1991")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    assert (await bot.next("poll_answer"))["option_ids"] == [1]
    await expect(option(page, "1992")).to_contain_text("right, your answer")
    await expect(page.get_by_test_id("composer")).to_be_focused()


async def test_the_timer_counts_down_and_the_clock_closes_the_poll(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits, group: int
) -> None:
    page = await page_at(sandbox.url, ALMA_ID, group)
    await bot.quiz(group, "Quick?", ["Yes", "No"], [0], is_anonymous=False, open_period=600)
    timer = page.get_by_test_id("poll-timer")
    await expect(timer).to_have_text(re.compile(r"^\d+:\d\d$"))
    minutes, seconds = (await timer.inner_text()).split(":")
    before = 60 * int(minutes) + int(seconds)
    assert 0 < before <= 600
    await page.get_by_test_id("clock-30").click()
    await page.wait_for_function(
        """(most) => {
            const [minutes, seconds] = document.querySelector(".poll-timer").textContent.split(":");
            return 60 * minutes + Number(seconds) <= most;
        }""",
        arg=before - 30,
    )
    await sandbox.advance(600)
    await expect(page.get_by_test_id("poll-kind")).to_have_text("Final results")
    await expect(timer).to_have_count(0)
    await expect(option(page, "Yes")).to_contain_text("right answer")
    await expect(page.get_by_role("button", name="Yes")).to_have_count(0)


async def test_a_poll_that_closes_without_a_vote_waits_for_none(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits, group: int
) -> None:
    page = await page_at(sandbox.url, ALMA_ID, group)
    await bot.quiz(group, "Quick?", ["Yes", "No"], [0], is_anonymous=False, open_period=20)
    await expect(page.get_by_test_id("poll-total")).to_have_text("No answers yet")
    await page.get_by_test_id("clock-30").click()
    await expect(page.get_by_test_id("poll-kind")).to_have_text("Final results")
    await expect(page.get_by_test_id("poll-total")).to_have_text("No votes")


async def test_a_vote_that_may_be_taken_back(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits, group: int
) -> None:
    page = await page_at(sandbox.url, ALMA_ID, group)
    await bot.call(
        "sendPoll",
        chat_id=group,
        question="Tea?",
        is_anonymous=False,
        options=[{"text": "Yes"}, {"text": "No"}],
        allows_revoting=True,
    )
    await option(page, "Yes").click()
    await expect(option(page, "Yes")).to_contain_text("your vote")
    await page.get_by_test_id("poll-retract").click()
    await expect(page.get_by_role("button", name="Yes")).to_be_visible()
    await expect(page.get_by_test_id("poll-total")).to_have_text("No votes yet")


async def test_each_press_of_the_clock_says_what_time_it_is_now(url: str, page_at: Visits) -> None:
    page = await page_at(url, ALMA_ID, ALMA_ID)
    said = page.get_by_test_id("toast")
    await page.get_by_test_id("clock-30").click()
    await expect(said).to_have_text(
        re.compile(r"^Clock moved on by 30 s: it shows \d\d:\d\d:\d\d, 30 s ahead\.$")
    )
    await page.get_by_test_id("clock-30").click()
    await expect(said).to_contain_text("1 min ahead.")


async def test_a_poll_is_answered_where_it_stands_after_the_move_to_a_supergroup(
    sandbox: Sandbox, bot: ScriptedBot, page_at: Visits
) -> None:
    group = await sandbox.group()
    await group.bot()
    await bot.quiz(group.id, "Where?", ["Minsk", "Tashkent"], [1], is_anonymous=False)
    page = await page_at(sandbox.url, ALMA_ID, group.id)
    moved = await group.migrate()
    await option(page, "Tashkent").click()
    await expect(option(page, "Tashkent")).to_contain_text("right, your answer")
    answer = await bot.next("poll_answer")
    assert answer["user"]["id"] == ALMA_ID
    await page.get_by_test_id("moved-button").click()
    await expect(page).to_have_url(f"{sandbox.url}/#{ALMA_ID}/{moved.id}")
    await expect(page.get_by_test_id("composer")).to_be_visible()
