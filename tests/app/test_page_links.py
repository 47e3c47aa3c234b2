"""What leads from a group into a private chat, on a phone: a round's misses, a shared question."""

import pytest
from playwright.async_api import expect

from bot.sandbox.chats import SEEDED_GROUP_ID
from bot.sandbox.people import ALMA_ID, BORIS_ID, BOT_USERNAME, CHEN_ID
from tests.app import test_page
from tests.app.conftest import Stage
from tests.app.page_learner import Mouse, PageLearner
from tests.app.test_page import poll, vote, write
from tests.pages.visits import PHONE, Visits

pytestmark = pytest.mark.browser

stage = test_page.stage


async def test_after_a_round_each_is_asked_what_they_missed(stage: Stage, page_at: Visits) -> None:
    url = stage.sandbox.url
    boris = await page_at(url, BORIS_ID, SEEDED_GROUP_ID)
    alma = await page_at(url, ALMA_ID, SEEDED_GROUP_ID, viewport=PHONE, has_touch=True)
    await alma.get_by_test_id("add-bot").click()
    await expect(alma.get_by_test_id("log")).to_contain_text("Hello, Security studies!")
    await write(alma, "/quiz 2 60")
    asked = []
    for number in (1, 2):
        await expect(alma.get_by_test_id("poll")).to_have_count(number)
        stem = await poll(alma).get_by_test_id("poll-question").inner_text()
        asked.append(PageLearner.BANK[stem.removeprefix(f"{number}/2 · ")])
        await vote(alma, asked[-1], rightly=number == 1)
        await vote(boris, asked[-1], rightly=True)
        await stage.advance(60)
    result = alma.get_by_test_id("message").filter(has_text="The quiz is over ·")
    await result.get_by_role("button", name="Review what you missed").click()
    learner = PageLearner(alma, Mouse(alma))
    message, question = await learner.asked(1, 1)
    assert question == asked[1]
    await expect(message).to_contain_text("From the quiz in your group: the 1 question you missed.")
    await learner.answer(message, question, rightly=True)
    await learner.told(question)
    await learner.press("See the result")
    await expect(learner.message("1 of 1 in")).to_be_visible()

    await boris.get_by_role("button", name="Review what you missed").click()
    await expect(PageLearner(boris, Mouse(boris)).message("ошибок")).to_be_visible()


async def test_a_question_is_shared_into_a_group_and_answered(
    stage: Stage, page_at: Visits
) -> None:
    url = stage.sandbox.url
    alma = await page_at(url, ALMA_ID, SEEDED_GROUP_ID, viewport=PHONE, has_touch=True)
    chen = await page_at(url, CHEN_ID, SEEDED_GROUP_ID, viewport=PHONE, has_touch=True)
    field = alma.get_by_test_id("composer")
    await field.press_sequentially(f"@{BOT_USERNAME} treaty")
    offered = alma.get_by_test_id("inline-result")
    await expect(offered.nth(2)).to_be_visible()
    listed = await offered.nth(2).inner_text()
    await offered.nth(2).click()
    shared = chen.get_by_test_id("message").filter(has_text="A question for you")
    [question] = [one for stem, one in PageLearner.BANK.items() if stem[:60] in listed]
    await expect(shared).to_contain_text(question.stem)
    await expect(shared.get_by_test_id("via")).to_contain_text(BOT_USERNAME)
    await shared.get_by_role("button", name="Answer it in private").click()
    learner = PageLearner(chen, Mouse(chen))
    message, asked = await learner.asked(1, 1)
    assert asked == question
    await learner.answer(message, question, rightly=False)
    await expect(learner.message(question.stem)).to_contain_text(question.citations[0].quote)
