"""The bot as a stranger meets it: the real bot and bank behind the sandbox's page."""

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Locator, Page, expect

from bot.bank.sample import SAMPLE_NAME, sample
from bot.domain.question import Question, QuestionType
from bot.sandbox.chats import SEEDED_GROUP_ID
from bot.sandbox.client import Sandbox
from bot.sandbox.people import ALMA_ID, BORIS_ID, CHEN_ID, DANA_ID
from tests.app.conftest import ShiftedClock, Stage, make_app, running, settings_for
from tests.app.page_learner import TRUTH, Keys, Mouse, PageLearner
from tests.conftest import SHARED_SOURCES
from tests.pages.visits import PHONE, Visits

pytestmark = pytest.mark.browser

ROUND = 3
"""Questions of a round."""


@pytest.fixture
async def stage(stocked_sqlite: Path, database_folder: Path) -> AsyncIterator[Stage]:
    """One database is enough where the page is looked at; the documents, where they are here."""
    path = database_folder / "test.db"
    await asyncio.to_thread(shutil.copyfile, stocked_sqlite, path)
    clock = ShiftedClock()
    sources = SHARED_SOURCES if SHARED_SOURCES.is_dir() else None
    async with Sandbox.start() as sandbox:
        settings = settings_for(sandbox, f"sqlite:///{path}", sources_dir=sources)
        async with running(make_app(settings, clock)) as app:
            yield Stage(sandbox, app, clock)


async def write(page: Page, text: str) -> None:
    await page.get_by_test_id("composer").fill(text)
    await page.get_by_test_id("composer").press("Enter")


async def introduced(page: Page, hands: type[Mouse] | type[Keys] = Mouse) -> PageLearner:
    """The person at ``page`` has pressed START and been welcomed."""
    learner = PageLearner(page, hands(page))
    await expect(page.get_by_test_id("introduction")).to_contain_text(
        "Press the button below to begin"
    )
    if hands is Mouse:
        await page.get_by_test_id("start-button").click()
    else:
        await expect(page.get_by_test_id("start-button")).to_be_focused()
        await page.keyboard.press("Enter")
    await expect(learner.message("Hello")).to_contain_text("5 documents")
    if hands is Keys:  # START is gone; what answers it goes on from there
        await expect(learner.button("Quick quiz · 5")).to_be_focused()
    return learner


async def test_a_whole_quiz_by_mouse(stage: Stage, page_at: Visits) -> None:
    page = await page_at(stage.sandbox.url, ALMA_ID, ALMA_ID)
    learner = await introduced(page)
    await learner.press("Quick quiz · 5")
    for position in range(1, 6):
        message, question = await learner.asked(position, 5)
        await learner.answer(message, question, rightly=position > 1)
        feedback = await learner.told(question)
        await expect(feedback).to_contain_text("✗" if position == 1 else "✓")
        if position == 1:
            missed = question
            await learner.press("Source")
            await expect(feedback).to_contain_text(PageLearner.TITLES[question.citations[0].source])
            if SHARED_SOURCES.is_dir():
                await expect(feedback.locator("blockquote").first).to_be_visible()
        await learner.press("Next" if position < 5 else "See the result")

    end = learner.message("4 of 5")
    await expect(end).to_contain_text(missed.stem[:100])
    await expect(end).to_contain_text(f"“{missed.citations[0].quote}”")
    await learner.press("Retake what I missed")
    message, question = await learner.asked(1, 1)
    assert question == missed
    await learner.answer(message, question, rightly=True)
    await learner.told(question)
    await learner.press("See the result")
    await expect(learner.message("1 of 1 in")).to_be_visible()


async def test_a_whole_quiz_by_keyboard_alone(stage: Stage, page_at: Visits) -> None:
    page = await page_at(stage.sandbox.url, ALMA_ID, ALMA_ID)
    learner = await introduced(page, Keys)
    await page.keyboard.type("/quiz 3")
    await page.keyboard.press("Enter")
    for position in (1, 2, 3):
        message, question = await learner.asked(position, 3)
        await learner.answer(message, question, rightly=position != 2)
        await learner.told(question)
        await learner.press("Next" if position < 3 else "See the result")
    await expect(learner.message("2 of 3 in")).to_be_visible()
    await learner.press("Show my answers")
    await expect(learner.message("Your answers")).to_contain_text("✗")


def poll(page: Page) -> Locator:
    return page.get_by_test_id("poll").last


async def vote(page: Page, question: Question, *, rightly: bool) -> None:
    """Choose every key, or one distractor."""
    wanted = [option for option in question.options if option.key is rightly]
    wanted = wanted if rightly else wanted[:1]
    for option in wanted:
        words = page.get_by_text(option.text or TRUTH[option.id], exact=True)
        await poll(page).get_by_test_id("poll-option").filter(has=words).click()
    if question.type is QuestionType.MULTIPLE:
        await poll(page).get_by_test_id("poll-vote").click()
    await expect(poll(page).get_by_test_id("poll-vote")).to_have_count(0)
    await expect(poll(page).locator("[data-state=picked]")).to_have_count(len(wanted))


async def keep(page: Page, name: str) -> None:
    """A picture of ``page`` in the folder that SCREENSHOTS names; those of the README are such."""
    if folder := os.environ.get("SCREENSHOTS"):
        await page.screenshot(path=Path(folder) / name)


async def play(pages: list[Page], position: int, right: int) -> Question:
    """Everybody votes on the question that has come, the first ``right`` of them rightly."""
    for page in pages:
        await expect(poll(page)).to_contain_text(f"{position}/{ROUND} · ")
    stem = await poll(pages[0]).get_by_test_id("poll-question").inner_text()
    question = PageLearner.BANK[stem.removeprefix(f"{position}/{ROUND} · ")]
    for place, page in enumerate(pages):
        await vote(page, question, rightly=place < right)
    return question


async def test_a_group_plays_a_round_and_looks_at_its_board(stage: Stage, page_at: Visits) -> None:
    """Three people, from the lobby to the board; two of them at phones, a dark and a light one."""
    url = stage.sandbox.url
    alma = await page_at(url, ALMA_ID, SEEDED_GROUP_ID, viewport=PHONE, color_scheme="dark")
    boris = await page_at(url, BORIS_ID, SEEDED_GROUP_ID, viewport=PHONE, color_scheme="light")
    chen = await page_at(url, CHEN_ID, SEEDED_GROUP_ID)
    await alma.get_by_test_id("add-bot").click()
    await expect(alma.get_by_test_id("log")).to_contain_text("Hello, Security studies!")
    await write(alma, f"/round {ROUND} 60")
    for page, joined in ((boris, "1 has joined"), (chen, "2 have joined"), (alma, "3 have joined")):
        await page.get_by_test_id("keyboard-button").filter(has_text="Join").click()
        await expect(alma.get_by_test_id("log")).to_contain_text(joined)
    await keep(alma, "lobby.png")
    await alma.get_by_test_id("keyboard-button").filter(has_text="Start now").click()
    for position in range(1, ROUND + 1):
        question = await play([alma, boris, chen], position, right=ROUND + 1 - position)
        await stage.advance(60)
        if position == 2:
            table = boris.get_by_test_id("message").filter(has_text="Question 2 of 3")
            await expect(table).to_contain_text("2 right")
            await keep(boris, "table.png")

    result = alma.get_by_test_id("message").filter(has_text="The quiz is over ·")
    await expect(result).to_contain_text("3 answered, 1 right")
    await expect(result).to_contain_text(f"¶{question.citations[0].paragraph}")
    ranks = r"1\. \W*Alma\W* · 3\s+2\. \W*Boris\W* · 2\s+3\. \W*Chen\W* · 1"
    await expect(result).to_contain_text(re.compile(ranks))
    await expect(poll(boris)).to_contain_text("wrong, your answer")
    await expect(poll(boris)).to_contain_text(question.brief)

    await write(alma, "/leaderboard all")
    for page in (alma, boris):
        board = page.get_by_test_id("message").filter(has_text=re.compile(r"\d people?"))
        board = board.filter(has=page.locator("[data-testid=keyboard-button]")).last
        await expect(board).to_contain_text(re.compile(r"1\W+Alma\W* · 3 · 3/3 · 100% · 1"))
    await keep(alma, "group.png")
    await board.get_by_role("button", name=re.compile("^All")).click()
    await expect(board).to_contain_text("All time")
    await expect(board.get_by_role("button", name="All ✓")).to_be_visible()
    await expect(board).to_contain_text(re.compile(r"Chen\W* · 1 · 1/3 · 33% · 1"))


async def test_the_clock_button_carries_a_round_to_its_table(stage: Stage, page_at: Visits) -> None:
    page = await page_at(stage.sandbox.url, ALMA_ID, SEEDED_GROUP_ID, viewport=PHONE)
    await page.get_by_test_id("add-bot").click()
    await expect(page.get_by_test_id("log")).to_contain_text("Hello, Security studies!")
    await write(page, "/quiz 2 30")
    polls = page.get_by_test_id("poll")
    for number in (1, 2):
        await expect(polls).to_have_count(number)
        await expect(polls.last).to_contain_text(f"{number}/2 · ")
        await page.get_by_test_id("clock-30").click()
        await expect(polls.nth(number - 1)).to_contain_text("Final results")
        await expect(polls.nth(number - 1)).to_contain_text("No votes")
    table = page.get_by_test_id("message").filter(has_text="The quiz is over ·")
    await expect(table).to_be_in_viewport()


async def send_file(page: Page, name: str, content: bytes) -> None:
    """By the attach button and the dialog that follows it."""
    async with page.expect_file_chooser() as chooser:
        await page.get_by_test_id("attach").click()
    file = FilePayload(name=name, mimeType="application/yaml", buffer=content)
    await (await chooser.value).set_files(file)
    await page.get_by_test_id("send-file").get_by_role("button", name="Send").click()


async def test_an_instructor_publishes_a_set_and_a_learner_follows_its_link(
    stage: Stage, page_at: Visits
) -> None:
    page = await page_at(stage.sandbox.url, ALMA_ID, ALMA_ID)
    await page.get_by_test_id(f"person-{DANA_ID}").click()
    dana = await introduced(page)
    await write(page, "/sample")
    document = dana.message(SAMPLE_NAME)
    async with page.expect_download() as download:
        await document.get_by_text("Download").click()
    saved = await (await download.value).path()
    assert await asyncio.to_thread(saved.read_bytes) == sample()

    await send_file(page, "broken.yaml", sample().replace(b" key: true", b" key: maybe", 1))
    await expect(dana.message("broken.yaml")).to_contain_text(re.compile(r"line \d+: .*maybe"))
    await send_file(page, "tea.yaml", sample())
    report = dana.message("tea.yaml: 8 questions read")
    await dana.press("Preview")
    shown = page.get_by_test_id("message").filter(has_text="Green and black tea")
    await expect(shown).to_contain_text("“the same bush”")
    await dana.press("Back to the report")
    await report.get_by_role("button", name="Publish").click()
    report = dana.message("Publish “How tea is made”?")
    await report.get_by_role("button", name="Yes, publish").click()
    report = dana.message("tea.yaml: 8 questions read")
    await expect(report).to_contain_text("Published.")
    link = await report.locator("a").first.inner_text()
    code = await report.locator("code").inner_text()
    assert link.endswith(f"?start=s_{code}")

    await page.get_by_test_id("chat-row").filter(has_text="Security studies").click()
    await write(page, f"Homework: {link}")
    await page.get_by_test_id(f"person-{CHEN_ID}").click()
    await page.get_by_test_id("chat-row").filter(has_text="Security studies").click()
    await page.get_by_test_id("log").get_by_role("link", name=link).click()
    chen = PageLearner(page, Mouse(page))
    await expect(chen.message("1 of 8")).to_be_visible()
    for position in range(1, 9):
        message = chen.message(f"{position} of 8 · ")
        await message.get_by_role("button", name="I don't know").click()
        await expect(message).to_contain_text("Tea leaflet")
        await chen.press("Next" if position < 8 else "See the result")
    await expect(chen.message("0 of 8 in")).to_be_visible()


async def test_settings_speak_russian_an_alias_is_shown_and_forgetting_asks_first(
    stage: Stage, page_at: Visits
) -> None:
    page = await page_at(stage.sandbox.url, ALMA_ID, ALMA_ID)
    alma = await introduced(page)
    await write(page, "/settings")
    await alma.press("Русский")
    await expect(alma.message("Настройки")).to_contain_text("Язык: Русский")
    await write(page, "/alias Тихая сова")
    await expect(alma.message("Имя в таблицах")).to_contain_text("Тихая сова")

    await write(page, "/forget")
    await alma.press("Нет, всё оставить")
    await expect(alma.message("Ничего не удалено")).to_be_visible()
    await write(page, "/forget")
    await alma.press("Да, забыть меня")
    await expect(alma.message("я вас больше не помню")).to_be_visible()
    await write(page, "/settings")
    await expect(alma.message("Name on leaderboards")).to_contain_text("Alma")


async def test_a_question_fits_a_phone_in_the_dark(stage: Stage, page_at: Visits) -> None:
    page = await page_at(
        stage.sandbox.url, ALMA_ID, ALMA_ID, viewport=PHONE, color_scheme="dark", has_touch=True
    )
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    alma = await introduced(page)
    await write(page, "/quiz 2")
    message, question = await alma.asked(1, 2)
    await expect(message).to_be_in_viewport(ratio=1)
    await alma.answer(message, question, rightly=False)
    feedback = await alma.told(question)
    await expect(alma.button("Next")).to_be_in_viewport()
    await expect(feedback).to_be_in_viewport()
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width == PHONE["width"]
