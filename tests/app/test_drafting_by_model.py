"""An instructor has a document drafted by a language model: over HTTP on both sides, by clicks."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot.domain.errors import SettingError
from bot.sandbox.client import Sandbox
from bot.sandbox.humans import Human
from bot.sandbox.people import DANA_ID
from bot.storage import tables
from bot.storage.database import Database, database_url
from tests.app.bot_process import BotProcess
from tests.app.conftest import (
    QUESTIONS,
    ShiftedClock,
    Stage,
    make_app,
    one_database,
    prepare,
    running,
    settings_for,
)
from tests.app.desk import Desk, screens, toasts
from tests.conftest import Clock, sqlite_threads_ended
from tests.generation.llm.model_server import ModelServer, refuses, served
from tests.generation.llm.rock import BODY, WHEN, WHO
from tests.services.drafting.stage import kept
from tests.settled import SETTLING

KEY = "key-of-tests"
ROCK = f"Title: Gull Rock\nDate: 1988\nLanguage: English\n\n{BODY}\n".encode()
OFFERED = "Shall I send it?"


def further(question: dict[str, Any]) -> dict[str, Any]:
    """The same question about passages that stand below the heading of a file."""
    distractors = [
        {**one, "passage": one["passage"] + 1} if one["quote"] else one
        for one in question["distractors"]
    ]
    return {**question, "passage": question["passage"] + 1, "distractors": distractors}


@dataclass
class Play:
    """A stage with a model's server behind it."""

    stage: Stage
    server: ModelServer
    replies: Path

    @property
    def dana(self) -> Human:
        return self.stage.person("Dana")


@contextlib.asynccontextmanager
async def playing(
    url: str, folder: Path, server: ModelServer, **more: object
) -> AsyncIterator[Play]:
    replies = folder / ".generate"
    asked = {
        "llm_base_url": server.address,
        "llm_model": "some-model",
        "llm_api_key": SecretStr(KEY),
        "llm_concurrency": 1,
        "llm_replies_dir": replies,
        "llm_in_chat": True,
    }
    async with Sandbox.start(answer_within=SETTLING) as sandbox:
        clock = ShiftedClock()
        app = make_app(settings_for(sandbox, url, **(asked | more)), clock)
        async with running(app):
            yield Play(Stage(sandbox, app, clock), server, replies)


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with served(ModelServer(further(WHO), further(WHEN))) as listening:
        yield listening


@pytest.fixture
async def play(stocked_url: str, tmp_path: Path, server: ModelServer) -> AsyncIterator[Play]:
    async with playing(stocked_url, tmp_path, server) as played:
        yield played


async def offered(dana: Human) -> dict[str, Any]:
    """The message that asks before anything is sent, about a document that is kept by then."""
    await dana.start()
    sent = await dana.sends_file(ROCK, "rock.txt")
    report = await dana.sees("paragraphs that questions can quote", after=sent["id"])
    await dana.taps("Keep it", message_id=report["id"])
    card = await dana.sees("is kept as “Gull Rock”", after=report["id"] - 1)
    await dana.taps("Draft by a language model", message_id=card["id"])
    return await dana.sees(OFFERED, after=card["id"])


def waits(server: ModelServer) -> tuple[asyncio.Event, Any]:
    """An act that never answers, and the event that it was asked."""
    asked = asyncio.Event()

    def act(call: Any) -> Any:
        asked.set()
        return server.never(call)

    return asked, act


@one_database
async def test_from_a_yes_to_drafts_and_what_they_cost(play: Play) -> None:
    dana, server = play.dana, play.server
    offer = await offered(dana)
    host = server.address.removeprefix("http://").removesuffix("/v1")
    assert f"is sent to {host}" in offer["text"]
    assert "at most: requests 300, tokens 300,000" in offer["text"]
    assert server.calls == [], "nothing is sent before the yes"
    await dana.taps("Yes, send the text", message_id=offer["id"])
    done = await dana.sees("2 new drafts from “Gull Rock”", after=offer["id"])
    assert "Suggested by the language model: 2." in done["text"]
    assert "Requests: 3. Tokens: 3,000." in done["text"]
    await play.stage.settled()
    assert OFFERED not in json.dumps(await dana.messages()), "it is answered, and gone"
    assert list(play.replies.iterdir()) == []
    await dana.taps("Review 2", message_id=done["id"])
    await dana.sees("Who designed the tower on Gull Rock?", after=done["id"])
    listed = await dana.say("/documents")
    shelf = await dana.sees("Documents", after=listed["id"])
    await dana.taps("1. Gull Rock", message_id=shelf["id"])
    await dana.taps("Draft by a language model", message_id=shelf["id"])
    await dana.taps("Yes, send the text")
    await dana.sees("2 were drafted before", after=shelf["id"])
    said = await dana.say("/privacy")
    await dana.sees("is sent to the server of a language model", after=said["id"])


@one_database
async def test_an_offer_is_good_for_one_yes(play: Play) -> None:
    """Of two that stand open, the other puts the question anew once one was said yes to."""
    dana, server = play.dana, play.server
    old = await offered(dana)
    data = old["keyboard"][1][0]["callback_data"]
    await dana.forges(data.replace("j.unsent", "j.model"), old["id"])
    offer = await dana.sees(OFFERED, after=old["id"])
    assert "for the model some-model" in offer["text"]
    await dana.taps("Yes, send the text", message_id=offer["id"])
    done = await dana.sees("2 new drafts", after=offer["id"])
    asked = len(server.calls)
    answer = await dana.taps("Yes, send the text", message_id=old["id"])
    assert answer["text"].startswith("A language model has been asked about this document since")
    again = await dana.sees(OFFERED, after=done["id"])
    assert len(server.calls) == asked
    await dana.taps("Yes, send the text", message_id=again["id"])
    await dana.sees("2 were drafted before", after=again["id"])


@one_database
async def test_a_no_sends_nothing(play: Play) -> None:
    offer = await offered(play.dana)
    answer = await play.dana.taps("No, send nothing", message_id=offer["id"])
    assert answer["text"] == "Nothing was sent."
    await play.stage.settled()
    assert OFFERED not in json.dumps(await play.dana.messages())
    assert play.server.calls == []


@one_database
async def test_what_was_cancelled_is_gone_on_with_and_not_paid_for_twice(play: Play) -> None:
    dana, server = play.dana, play.server
    asked, act = waits(server)
    server.acts.extend([server.good, server.good, act])
    offer = await offered(dana)
    await dana.taps("Yes, send the text", message_id=offer["id"])
    await asked.wait()
    running = await dana.sees("drafting questions", after=offer["id"])
    await dana.taps("Cancel", message_id=running["id"])
    await dana.sees("drafting is cancelled", after=offer["id"])
    server.calls.clear()
    await dana.taps("Try again", message_id=running["id"])
    again = await dana.sees(OFFERED, after=running["id"])
    await dana.taps("Yes, send the text", message_id=again["id"])
    done = await dana.sees("2 new drafts", after=again["id"])
    assert len(server.calls) == 1
    assert "Answers kept from before, at no further cost: 2." in done["text"]


@one_database
async def test_two_taps_ask_once(play: Play) -> None:
    dana, server = play.dana, play.server
    asked, act = waits(server)
    server.acts.append(act)
    offer = await offered(dana)
    data = offer["keyboard"][0][0]["callback_data"]
    first = await dana.forges(data, offer["id"])
    assert first["text"] == "Asked for. The message below says how far it is."
    await asked.wait()
    working = await dana.sees("drafting questions", after=offer["id"])
    second = await dana.forges(data, working["id"])
    assert second["text"] == "It is being drafted from already."
    await dana.taps("Cancel")
    await dana.sees("drafting is cancelled")
    assert len(server.calls) == 1


@one_database
async def test_a_dead_server_is_told_in_plain_words(
    stocked_url: str, tmp_path: Path, server: ModelServer
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
    async with playing(stocked_url, tmp_path, server, llm_base_url=nobody) as play:
        offer = await offered(play.dana)
        await play.dana.taps("Yes, send the text", message_id=offer["id"])
        told = await play.dana.sees("gave no usable answer", after=offer["id"])
        assert "Requests: 4. Tokens: 0." in told["text"]
        assert told["keyboard"][0][0]["text"] == "Try again"


@one_database
async def test_who_is_turned_away_hears_neither_key_nor_the_server_s_words(
    play: Play, caplog: pytest.LogCaptureFixture
) -> None:
    dana, server = play.dana, play.server
    server.acts.extend([server.good, server.good])
    server.acts.append(lambda _call: refuses(401, f"{KEY} has run dry"))
    offer = await offered(dana)
    await dana.taps("Yes, send the text", message_id=offer["id"])
    told = await dana.sees("1 new draft", after=offer["id"])
    assert "That is not all: the language model's server" in told["text"]
    assert "run dry" not in told["text"]
    assert "[key] has run dry" in caplog.text
    assert KEY not in caplog.text
    server.calls.clear()
    await dana.taps("Go on with the rest", message_id=told["id"])
    await dana.taps("Yes, send the text")
    await dana.sees("1 more was drafted before", after=told["id"])
    assert len(server.calls) == 1


@one_database
async def test_a_budget_that_is_reached_is_told(
    stocked_url: str, tmp_path: Path, server: ModelServer
) -> None:
    async with playing(stocked_url, tmp_path, server, llm_max_requests=2) as play:
        offer = await offered(play.dana)
        assert "at most: requests 2," in offer["text"]
        await play.dana.taps("Yes, send the text", message_id=offer["id"])
        told = await play.dana.sees("1 new draft", after=offer["id"])
        assert "what one document may cost is spent" in told["text"]
        assert len(server.calls) == 2


@one_database
async def test_a_killed_bot_goes_on_after_its_start_and_pays_nothing_twice(
    stocked_url: str, tmp_path: Path, server: ModelServer, clock: Clock
) -> None:
    """``kill -9``: the process that asks ends too, though nobody ended it."""
    asked, act = waits(server)
    server.acts.extend([server.good, server.good, act])
    async with Sandbox.start(answer_within=SETTLING) as sandbox:
        bot = BotProcess(
            tmp_path,
            {
                "BOT_TOKEN": sandbox.token,
                "BOT_API_URL": sandbox.url,
                "DATABASE_URL": stocked_url,
                "QUESTIONS_DIR": str(QUESTIONS),
                "INSTRUCTORS": str(DANA_ID),
                "WEB_PORT": "0",
                "LLM_BASE_URL": server.address,
                "LLM_MODEL": "some-model",
                "LLM_API_KEY": KEY,
                "LLM_CONCURRENCY": "1",
                "LLM_IN_CHAT": "1",
            },
        )
        await bot.start()
        try:
            dana = sandbox.person("Dana")
            offer = await offered(dana)
            await dana.taps("Yes, send the text", message_id=offer["id"])
            await asked.wait()
            await bot.kill()
            server.calls.clear()
            await bot.start()
            done = await dana.sees("2 new drafts", after=offer["id"])
            assert len(server.calls) == 1
            assert "Answers kept from before, at no further cost: 2." in done["text"]
            assert KEY not in bot.log
            assert await bot.stop() == 0
        finally:
            if bot.process is not None:
                await bot.kill()
    database = Database(database_url(stocked_url), clock)
    async with database.read() as tx:
        rows = str((await tx.execute(select(tables.draft_jobs))).all())
    await database.close()
    await sqlite_threads_ended()
    assert "'llm'" in rows
    assert not any(secret in rows for secret in (KEY, "some-model", server.address))


@one_database
async def test_while_it_is_off_a_forged_tap_is_as_any_unknown_one(desk: Desk, clock: Clock) -> None:
    dana = desk.person("Dana")
    version = await kept(desk.app.database, clock)
    before = await desk.world()
    for verb in ("j.model", "j.send", "j.unsent"):
        unknown, forged = [await desk.taps(dana, f"{one}:{version}") for one in ("j.zzz", verb)]
        assert list(toasts(forged).values()) == list(toasts(unknown).values())
        assert [debt.args for debt in forged] == [debt.args for debt in unknown]
        assert screens(forged) == screens(unknown) == []
    world = await desk.world()
    assert world["draft_jobs"] == before["draft_jobs"] == []


@one_database
async def test_a_server_for_the_command_line_is_not_asked_from_chat(
    stocked_url: str, tmp_path: Path, server: ModelServer
) -> None:
    """LLM_IN_CHAT=0 beside a server and a model."""
    async with playing(stocked_url, tmp_path, server, llm_in_chat=False) as play:
        dana = play.dana
        await dana.start()
        sent = await dana.sends_file(ROCK, "rock.txt")
        report = await dana.sees("paragraphs that questions can quote", after=sent["id"])
        await dana.taps("Keep it", message_id=report["id"])
        card = await dana.sees("is kept as “Gull Rock”", after=report["id"] - 1)
        assert "language model" not in json.dumps(card)
        app = play.stage.app
        async with app.database.read() as tx:
            [version] = (await tx.execute(select(tables.document_versions.c.id))).scalars()
        for verb in ("j.model", "j.send", "j.unsent"):
            await dana.forges(f"{verb}:{version}", card["id"])
        await play.stage.settled()
        async with app.database.read() as tx:
            assert (await tx.execute(select(tables.draft_jobs))).all() == []
        assert OFFERED not in json.dumps(await dana.messages())
        assert server.calls == []
        assert not play.replies.exists()


@one_database
async def test_a_stranger_s_forged_yes_sends_nothing(play: Play) -> None:
    offer = await offered(play.dana)
    data = offer["keyboard"][0][0]["callback_data"]
    chen = play.stage.person("Chen")
    await chen.start()
    shown = await chen.sees(" ")
    asking = offer["keyboard"][1][0]["callback_data"].replace("j.unsent", "j.model")
    for forged in (data, asking):
        answer = await chen.forges(forged, shown["id"])
        assert answer["text"].startswith("Only instructors can draft questions.")
    await play.stage.settled()
    assert play.server.calls == []


@one_database
async def test_where_replies_cannot_be_kept_the_bot_does_not_start(
    stocked_url: str, tmp_path: Path
) -> None:
    (tmp_path / ".generate").touch()
    async with Sandbox.start() as sandbox:
        settings = settings_for(
            sandbox, stocked_url, llm_base_url="http://there/v1", llm_model="m",
            llm_replies_dir=tmp_path / ".generate", llm_in_chat=True,
        )  # fmt: skip
        app = make_app(settings)
        try:
            with pytest.raises(SettingError, match=r"LLM_REPLIES_DIR: .* cannot be kept"):
                await prepare(app)
        finally:
            await app.close()
            await sqlite_threads_ended()
