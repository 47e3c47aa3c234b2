"""Typed words, orders and pairs, from a file to the chat: by HTTP, in a browser, over a kill."""

import contextlib
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect
from sqlalchemy import select

from bot.bank.reading import read_bank
from bot.domain.fingerprint import fingerprint
from bot.domain.question import Question
from bot.sandbox.client import Sandbox
from bot.sandbox.humans import Human
from bot.sandbox.people import ALMA_ID
from bot.storage.database import Database, database_url
from bot.storage.tables import disputes, responses
from tests.app.bot_process import BotProcess
from tests.app.conftest import ShiftedClock, Stage, make_app, one_database, running, settings_for
from tests.app.page_learner import Keys, Mouse, PageLearner
from tests.conftest import Clock
from tests.pages.visits import PHONE, Visits

SOURCES = f"""corpus: mill
sources:
  - id: mill-book
    file: mill.txt
    title: A Book of Mills
    publisher: null
    date: null
    short: Book of Mills
    language: en
    sha256: "{"0" * 64}"
    paragraphs: ["{"0" * 12}", "{"1" * 12}", "{"2" * 12}"]
"""
MILL = """set: mill
title: The mill
language: en
version: 1
topics: {words: Words, steps: Steps, pairs: Pairs}
questions:
  - id: mill-river
    type: text
    stem: On which river does the mill stand?
    answer: Loviisa
    accept: [Lovisa]
    near:
      - {value: Kymi, rationale: The Kymi flows further west.}
    rationale: It stands on the Loviisa.
    brief: On the Loviisa.
    citations:
      - {source: mill-book, paragraph: 1, sentences: [1], quote: "on the Loviisa"}
    topic: words
    difficulty: easy
    state: draft
  - id: mill-steps
    type: ordering
    stem: Put the way of the grain through the mill in order, first step first.
    options:
      - {text: The grain is cleaned of stones and straw, rationale: Stones would break the wheel.}
      - {text: It is wetted and left to rest overnight, rationale: Only clean grain is wetted.}
      - {text: The stones grind it to meal, rationale: Rested grain grinds evenly.}
      - {text: The meal is sifted into flour and bran, rationale: Sifting comes last.}
    rationale: Clean, wet, grind, sift.
    brief: Clean, wet, grind, sift.
    citations:
      - {source: mill-book, paragraph: 2, sentences: [1], quote: "cleaned, wetted, ground"}
    topic: steps
    difficulty: medium
    state: draft
  - id: mill-parts
    type: matching
    stem: What does each part of the mill do?
    pairs:
      - text: The sluice
        match: It lets the water in when the miller lifts it
        rationale: It opens upwards.
      - text: The hopper
        match: It holds the grain above the stones
        rationale: Grain falls from it.
      - text: The damsel
        match: It shakes the grain down
        rationale: It chatters as it turns.
    extra:
      - {text: It rings when the flour is done, rationale: No part of this mill rings.}
    rationale: Water comes by the sluice, grain by hopper and damsel.
    brief: Sluice for water, hopper and damsel for grain.
    citations:
      - {source: mill-book, paragraph: 3, sentences: [1], quote: "sluice, hopper and damsel"}
    topic: pairs
    difficulty: medium
    state: draft
"""


def make_bank(folder: Path) -> dict[str, Question]:
    """The mill's questions, approved, as a folder; by stem."""
    (folder / "sets").mkdir(parents=True)
    (folder / "sources.yaml").write_text(SOURCES, encoding="utf-8")
    path, text = folder / "sets" / "mill.yaml", MILL
    path.write_text(text, encoding="utf-8")
    for placed in read_bank(folder).questions:
        mark = fingerprint(placed.question)
        review = f'review: {{on: 2026-11-23, fingerprint: "{mark}"}}'
        text = text.replace("state: draft", f"state: approved\n    {review}", 1)
    path.write_text(text, encoding="utf-8")
    bank = read_bank(folder)
    assert bank.problems == ()
    return {placed.question.stem: placed.question for placed in bank.questions}


@pytest.fixture
async def stage(empty_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """The mill's questions, on SQLite and on PostgreSQL."""
    make_bank(tmp_path / "bank")
    clock = ShiftedClock()
    async with Sandbox.start() as sandbox, contextlib.AsyncExitStack() as stack:
        settings = settings_for(sandbox, empty_url, questions_dir=tmp_path / "bank")
        app = await stack.enter_async_context(running(make_app(settings, clock)))
        yield Stage(sandbox, app, clock)


def labels(message: dict[str, Any]) -> list[str]:
    return [button["text"] for row in message["keyboard"] or [] for button in row]


def letters(message: dict[str, Any]) -> dict[str, str]:
    """The letters of the options that stand in the text, by how these begin."""
    lines = [line.partition(" ") for line in message["text"].splitlines()]
    return {text: letter for letter, _, text in lines if re.fullmatch("[A-F]", letter)}


async def seen_at(person: Human, message_id: int) -> dict[str, Any]:
    return next(one for one in await person.messages() if one["id"] == message_id)


async def place(person: Human, asked: int, texts: list[str], first: int = 1) -> None:
    """Tap what these texts' letters say, in that order, from place ``first`` on."""
    for number, text in enumerate(texts, first):
        message = await seen_at(person, asked)
        [letter] = [one for words, one in letters(message).items() if words.startswith(text)]
        await person.taps(letter, message_id=asked)
        await person.sees(f"{number}. {text}")


async def given(database: Database) -> list[tuple[dict[str, Any], int]]:
    async with database.read() as tx:
        rows = await tx.execute(select(responses.c.given, responses.c.mark))
        return [(row.given, row.mark) for row in rows]


@one_database
async def test_a_typed_word_is_refused_and_its_writer_reports_it(stage: Stage) -> None:
    alma = stage.person("Alma")
    await alma.say("/quiz words 1")
    await alma.sees("Write me the answer: a word or a name.")
    await alma.say("Kymmi")  # four letters forgive nothing
    told = await alma.sees("✗ Kymmi")
    assert "✓ Loviisa – It stands on the Loviisa." in told["text"]
    toast = await alma.taps("Report: my answer should count", message_id=told["id"])
    assert toast["text"] == "Noted for those who keep the questions. Thank you."
    await stage.settled()
    assert "Reported – thank you" in labels(await seen_at(alma, told["id"]))
    async with stage.app.database.read() as tx:
        assert len((await tx.execute(select(disputes))).all()) == 1

    await alma.taps("See the result", message_id=told["id"])
    await alma.taps("Retake what I missed")
    await alma.sees("Once more: the 1 question you missed.")
    await alma.say("loviissa")
    await alma.sees("✓ loviissa – I read that as Loviisa.")


@one_database
async def test_an_order_is_put_together_undone_and_graded(stage: Stage) -> None:
    alma = stage.person("Alma")
    await alma.say("/quiz steps 1")
    asked = await alma.sees("Tap what comes first")
    await place(alma, asked["id"], ["The grain", "The stones"])
    await alma.taps("← Undo", message_id=asked["id"])
    await stage.settled()
    assert "2. The stones" not in (await seen_at(alma, asked["id"]))["text"]
    await place(alma, asked["id"], ["It is wetted", "The meal", "The stones"], first=2)
    await alma.taps("Submit", message_id=asked["id"])
    told = await alma.sees("In the right order: 5; the wrong way round: 1.")
    assert told["id"] == asked["id"]
    assert "✓ 2. It is wetted" in told["text"]
    assert "✗ 3. The stones grind it to meal (yours: 4) – Rested grain" in told["text"]
    assert await given(stage.app.database) == [
        ({"options": [], "value": None, "sequence": ["a", "b", "d", "c"]}, 67)
    ]


@one_database
async def test_pairs_are_found_and_graded(stage: Stage) -> None:
    alma = stage.person("Alma")
    await alma.say("/quiz pairs 1")
    asked = await alma.sees("Tap what belongs to The sluice.")
    for left, text in (
        ("The sluice", "It lets"),
        ("The hopper", "It rings"),
        ("The damsel", "It shakes"),
    ):
        message = await alma.sees(f"{left} → …")
        [letter] = [one for words, one in letters(message).items() if words.startswith(text)]
        await alma.taps(letter, message_id=asked["id"])
        await alma.sees(f"{left} → {text}")
    await alma.taps("Submit", message_id=asked["id"])
    told = await alma.sees("✗ It rings when the flour is done – No part of this mill rings.")
    assert "✗ The hopper → It holds the grain above the stones, not It rings" in told["text"]
    assert told["text"].count("✓") == 2
    [(response, mark)] = await given(stage.app.database)
    assert (response["sequence"], mark) == (["a", "d", "c"], 67)


@one_database
async def test_half_an_order_outlives_a_kill(empty_url: str, tmp_path: Path, clock: Clock) -> None:
    """``kill -9`` in the midst of it, taps while the bot is away: no place is lost or doubled."""
    make_bank(tmp_path / "bank")
    (tmp_path / "bot").mkdir()
    async with Sandbox.start() as sandbox:
        settings = {
            "BOT_TOKEN": sandbox.token,
            "BOT_API_URL": sandbox.url,
            "DATABASE_URL": empty_url,
            "QUESTIONS_DIR": str(tmp_path / "bank"),
            "WEB_PORT": "0",
        }
        bot = BotProcess(tmp_path / "bot", settings)
        await bot.start()
        alma = sandbox.person("Alma")
        await alma.say("/quiz steps 1")
        asked = (await alma.sees("Tap what comes first", timeout=60))["id"]
        await place(alma, asked, ["The grain"])
        half = await seen_at(alma, asked)
        await bot.kill()
        [wetted] = [one for words, one in letters(half).items() if words.startswith("It is wetted")]
        for _ in range(2):  # tapped twice, since nothing happens
            await alma.taps(wetted, message_id=asked, wait=0)
        await bot.start()
        await alma.sees("2. It is wetted", timeout=60)
        await bot.kill()
        await bot.start()
        await alma.say("/resume")
        again = await alma.sees("2. It is wetted", after=asked, timeout=60)
        assert sorted(labels(again)) == sorted([*letters(again).values(), "← Undo", "I don't know"])
        assert "3. " not in again["text"]
        await place(alma, again["id"], ["The stones", "The meal"], first=3)
        await alma.taps("Submit", message_id=again["id"])
        await alma.sees("✓ 4. The meal")
        assert await bot.stop() == 0, bot.log
        database = Database(database_url(empty_url), clock)
        assert [mark for _, mark in await given(database)] == [100]
        await database.close()


@pytest.mark.browser
@pytest.mark.parametrize("hands", [Mouse, Keys])
async def test_every_type_is_played_on_a_phone(
    tmp_path: Path, page_at: Visits, hands: type[Mouse] | type[Keys]
) -> None:
    bank = make_bank(tmp_path / "bank")
    async with Sandbox.start() as sandbox, contextlib.AsyncExitStack() as stack:
        url = f"sqlite:///{tmp_path / 'test.db'}"
        settings = settings_for(sandbox, url, questions_dir=tmp_path / "bank")
        await stack.enter_async_context(running(make_app(settings)))
        alma = sandbox.person("Alma")
        await alma.say("/quiz 3")
        await alma.sees("1 of 3")
        page = await page_at(sandbox.url, ALMA_ID, ALMA_ID, viewport=PHONE, color_scheme="dark")
        learner = PageLearner(page, hands(page), bank)
        for position in (1, 2, 3):
            message, question = await learner.asked(position, 3)
            await expect(message).to_be_in_viewport(ratio=1)
            await learner.answer(message, question, rightly=position > 1)
            told = await learner.told(question)
            await expect(told).to_contain_text("✗" if position == 1 else "✓")
            await expect(learner.button("Source")).to_be_in_viewport()
            await learner.press("Next" if position < 3 else "See the result")
        await expect(learner.message("2 of 3 in")).to_be_visible()
        width = await page.evaluate("document.documentElement.scrollWidth")
        assert width == PHONE["width"]
