"""A question with a picture, from its file to the chat: asked, answered, asked again, opened."""

import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.bank.reading import read_bank
from bot.bank.texts.passages import document, paragraph_fingerprint
from bot.domain.fingerprint import fingerprint
from bot.sandbox.client import Sandbox
from bot.sandbox.humans import Human
from tests.app.bot_process import BotProcess
from tests.app.conftest import ShiftedClock, Stage, make_app, one_database, running, settings_for
from tests.sandbox.pictures import png

DOCUMENT = """The kettle sings before it boils. Its note rises as bubbles collapse.

A cup holds two hundred millilitres, and a samovar holds five litres.
"""
FILLER = "That is said at length. " * 11
"""Some 250 characters: with three of them feedback is more than a caption holds."""

QUESTIONS = """set: kettles
title: Kettles
language: en
version: 1
topics: {kettles: Kettles}
questions:
  - id: kettle-sings
    type: single
    stem: What does the kettle in the picture do before it boils?
    options:
      - {text: It sings, key: true}
      - {text: It sleeps, rationale: Kettles do not sleep. LONG}
      - {text: It dances, rationale: Only the lid does. LONG}
    rationale: It sings while bubbles collapse. LONG LONG And that is all.
    brief: It sings.
    citations:
      - {source: kettle-book, paragraph: 1, sentences: [1], quote: "sings before it boils"}
    topic: kettles
    picture: {file: kettle.png, alt: A kettle on a stove}
    difficulty: easy
    state: draft
"""
TYPED = """  - id: samovar-litres
    type: number
    stem: How many litres does the samovar in the picture hold?
    answer: 5
    unit: litres
    rationale: It holds five.
    brief: Five litres.
    citations:
      - {source: kettle-book, paragraph: 2, sentences: [1], quote: "a samovar holds five litres"}
    topic: kettles
    picture: {file: kettle.png, alt: A samovar with two cups}
    difficulty: easy
    state: draft
"""
SOURCES = """corpus: kettles
sources:
  - id: kettle-book
    file: kettles.txt
    title: A Book of Kettles
    publisher: null
    date: "1902"
    short: Book of Kettles
    language: en
    sha256: {sha256}
    paragraphs: [{paragraphs}]
"""


def make_bank(folder: Path, filler: str = "", *, typed: bool = False) -> Path:
    """Questions with a picture, approved, and beside them the document they cite."""
    (folder / "sets").mkdir(parents=True)
    (folder / "documents").mkdir()
    (folder / "pictures").mkdir()
    (folder / "documents" / "kettles.txt").write_text(DOCUMENT, encoding="utf-8")
    found = document(DOCUMENT)
    prints = ", ".join(f'"{paragraph_fingerprint(one)}"' for one in found.paragraphs)
    sources = SOURCES.format(sha256=found.sha256, paragraphs=prints)
    (folder / "sources.yaml").write_text(sources, encoding="utf-8")
    (folder / "glossary.yaml").write_text("corpus: kettles\nnames: []\n", encoding="utf-8")
    text = (QUESTIONS + (TYPED if typed else "")).replace("LONG", filler)
    path = folder / "sets" / "kettles.yaml"
    path.write_text(text, encoding="utf-8")
    (folder / "pictures" / "kettle.png").write_bytes(png(320, 200))
    for placed in read_bank(folder).questions:
        mark = fingerprint(placed.question)
        review = f'review: {{on: 2026-11-23, fingerprint: "{mark}"}}'
        text = text.replace("state: draft", f"state: approved\n    {review}", 1)
    path.write_text(text, encoding="utf-8")
    assert read_bank(folder).problems == ()
    return folder


@pytest.fixture
async def opened(empty_url: str, tmp_path: Path) -> AsyncIterator[Callable[..., Any]]:
    """Starts the bot on a bank made as told; on SQLite and on PostgreSQL."""
    clock = ShiftedClock()
    async with Sandbox.start() as sandbox, contextlib.AsyncExitStack() as stack:

        async def start(filler: str = "", *, typed: bool = False) -> Stage:
            bank = make_bank(tmp_path / "bank", filler, typed=typed)
            settings = settings_for(
                sandbox, empty_url, questions_dir=bank, sources_dir=bank / "documents"
            )
            app = await stack.enter_async_context(running(make_app(settings, clock)))
            return Stage(sandbox, app, clock)

        yield start


def labels(message: dict[str, Any]) -> list[str]:
    return [button["text"] for row in message["keyboard"] or [] for button in row]


async def seen_at(person: Human, message_id: int) -> dict[str, Any]:
    return next(one for one in await person.messages() if one["id"] == message_id)


async def bots(person: Human) -> list[dict[str, Any]]:
    return [one for one in await person.messages() if one["sender"]["is_bot"]]


async def test_question_and_feedback_stand_under_the_picture(opened: Callable[..., Any]) -> None:
    stage = await opened()
    alma = stage.person("Alma")
    await alma.say("/quiz kettles 1")
    asked = await alma.sees("1 of 1")
    assert await alma.reads_file(asked) == png(320, 200)
    assert "Picture: A kettle on a stove" in asked["caption"]
    assert "What does the kettle" in asked["caption"]
    await alma.taps("It sleeps", message_id=asked["id"])
    told = await alma.sees("Kettles do not sleep")
    assert told["id"] == asked["id"], "the caption is edited"
    assert await alma.reads_file(told) == png(320, 200)
    assert "What does the kettle" in told["caption"], "the question stays above its feedback"
    await alma.taps("Source", message_id=asked["id"])
    opened_source = await alma.sees("A Book of Kettles")
    assert opened_source["id"] == asked["id"], "a short passage fits under the picture"
    await alma.taps("See the result", message_id=asked["id"])
    await alma.sees("0 of 1")
    await stage.settled()
    assert labels(await seen_at(alma, asked["id"])) == ["Hide the source", "Report a problem"]
    await alma.taps("Hide the source", message_id=asked["id"])
    await stage.settled()
    hidden = await seen_at(alma, asked["id"])
    assert labels(hidden) == ["Source", "Report a problem"]
    assert hidden["caption"] == told["caption"]


@one_database
async def test_what_does_not_fit_comes_below_the_picture(opened: Callable[..., Any]) -> None:
    stage = await opened(FILLER)
    alma = stage.person("Alma")
    await alma.say("/quiz kettles 1")
    asked = await alma.sees("1 of 1")
    await alma.taps("It sleeps", message_id=asked["id"])
    told = await alma.sees("Kettles do not sleep")
    assert told["id"] == asked["id"]
    assert "That is said…" in told["caption"], "it fits shortened"
    await alma.taps("Source", message_id=asked["id"])
    whole = await alma.sees("A Book of Kettles")
    await stage.settled()
    assert whole["id"] > asked["id"]
    assert "Kettles do not sleep" in whole["text"]
    assert "And that is all." in whole["text"]
    assert labels(whole) == ["See the result", "Hide the source", "Report a problem"]
    left = await seen_at(alma, asked["id"])
    assert labels(left) == []
    assert await alma.reads_file(left) == png(320, 200)
    await alma.taps("Hide the source", message_id=whole["id"])
    await stage.settled()
    hidden = await seen_at(alma, whole["id"])
    assert labels(hidden) == ["See the result", "Source", "Report a problem"]
    assert "Kettles do not sleep" in hidden["text"]
    await alma.taps("See the result")
    await alma.sees("0 of 1")


@one_database
async def test_resume_brings_the_picture_down_again(opened: Callable[..., Any]) -> None:
    stage = await opened()
    alma = stage.person("Alma")
    await alma.say("/quiz kettles 1")
    asked = await alma.sees("1 of 1")
    await alma.say("/resume")
    again = await alma.sees("1 of 1", after=asked["id"])
    await stage.settled()
    assert await alma.reads_file(again) == png(320, 200)
    assert labels(again) == labels(asked)
    assert labels(await seen_at(alma, asked["id"])) == [], "the older copy has no buttons"


@one_database
async def test_a_typed_answer_brings_the_picture_with_its_feedback(
    opened: Callable[..., Any],
) -> None:
    stage = await opened(typed=True)
    alma = stage.person("Alma")
    await alma.say("/quiz kettles 2")
    asked = await alma.sees("1 of 2")
    if "kettle in" in asked["caption"]:
        await alma.taps("It sings", message_id=asked["id"])
        await alma.taps("Next", message_id=asked["id"])
        asked = await alma.sees("2 of 2")
    assert "samovar in" in asked["caption"]
    await alma.say("5")
    told = await alma.sees("It holds five", after=asked["id"])
    await stage.settled()
    assert await alma.reads_file(told) == png(320, 200)
    assert "A samovar with two cups" in told["caption"]
    assert labels(await seen_at(alma, asked["id"])) == []


@one_database
async def test_without_its_file_the_question_is_asked_in_words(opened: Callable[..., Any]) -> None:
    stage = await opened()
    (stage.app.settings.questions_dir / "pictures" / "kettle.png").unlink()
    alma = stage.person("Alma")
    await alma.say("/quiz kettles 1")
    asked = await alma.sees("Picture: A kettle on a stove")
    assert "photo" not in asked
    await alma.taps("It sings", message_id=asked["id"])
    assert (await alma.sees("bubbles collapse"))["id"] == asked["id"]


@one_database
async def test_a_kill_between_question_and_answer_keeps_the_picture(
    empty_url: str, tmp_path: Path
) -> None:
    """``kill -9``, an answer while the bot is away, and the caption is edited after its return."""
    bank = make_bank(tmp_path / "bank")
    (tmp_path / "bot").mkdir()
    async with Sandbox.start() as sandbox:
        settings = {
            "BOT_TOKEN": sandbox.token,
            "BOT_API_URL": sandbox.url,
            "DATABASE_URL": empty_url,
            "QUESTIONS_DIR": str(bank),
            "WEB_PORT": "0",
        }
        bot = BotProcess(tmp_path / "bot", settings)
        await bot.start()
        alma = sandbox.person("Alma")
        await alma.say("/quiz kettles 1")
        asked = await alma.sees("1 of 1", timeout=60)
        await alma.say("/score")
        await alma.sees("Nothing answered yet", timeout=60)  # so the question is recorded as sent
        await bot.kill()
        await alma.taps("It sleeps", message_id=asked["id"], wait=0)
        await bot.start()
        told = await alma.sees("Kettles do not sleep", timeout=60)
        assert told["id"] == asked["id"]
        assert await alma.reads_file(told) == png(320, 200)
        await bot.stop()
