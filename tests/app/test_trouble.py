"""A handler that fails, a second poller, a message nobody understands: over HTTP, to the end."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.errors import SecondPoller
from bot.sandbox.client import Sandbox
from bot.views.words import words
from tests.app.conftest import ShiftedClock, Stage, make_app, one_database, settings_for


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'other.db'}"


@one_database
async def test_a_failing_handler_apologises_with_an_id_of_the_log_and_the_next_tap_works(
    stage: Stage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    alma = stage.person("Alma")
    await alma.say("/quiz 3")
    asked = await alma.sees("1 of 3")
    with monkeypatch.context() as broken:
        broken.setattr(stage.app.services.answering, "give_up", fail)
        answer = await alma.taps("I don't know", message_id=asked["id"])
        assert answer["answered"], "the tap does not spin for ever"
        apology = await alma.sees("went wrong")
    found = re.search(r"[0-9a-f]{8}", apology["text"])
    assert found is not None
    [logged] = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert logged.__dict__["error"] == found[0]
    assert "an accident" not in apology["text"]
    await alma.taps("I don't know", message_id=asked["id"])
    told = await alma.sees("¶")
    assert told["id"] == asked["id"]


@one_database
async def test_feedback_that_fails_is_apologised_for_and_shown_at_the_next_tap(
    stage: Stage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    alma = stage.person("Alma")
    await alma.say("/quiz 3")
    asked = await alma.sees("1 of 3")
    with monkeypatch.context() as broken:
        broken.setattr(stage.app.services.reading, "step", fail)
        await alma.taps("I don't know", message_id=asked["id"])
        apology = await alma.sees("went wrong")
    found = re.search(r"[0-9a-f]{8}", apology["text"])
    assert found is not None
    [logged] = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert logged.__dict__["error"] == found[0]
    again = await alma.taps("I don't know", message_id=asked["id"])
    assert again["text"] == words("en").plain("quiz.toast.answered")
    told = await alma.sees("¶")
    assert told["id"] == asked["id"]
    await alma.taps("Next", message_id=asked["id"])
    await alma.sees("2 of 3")


async def fail(*_args: object, **_more: object) -> None:
    raise RuntimeError("an accident")


@one_database
@pytest.mark.parametrize("text", ["/nonsense", "What is the capital of tea?", "🙂"])
async def test_what_is_not_understood_gets_a_hint(stage: Stage, text: str) -> None:
    alma = stage.person("Alma")
    await alma.say(text)
    hint = await alma.sees("/")
    assert "/quiz" in hint["text"] or "/help" in hint["text"]


async def test_a_second_poller_ends_with_a_line_that_names_the_token(
    sqlite_url: str,
) -> None:
    """Two bots with one token: whoever sees conflicts for longer than a handover takes, ends."""
    clock, met = ShiftedClock(), Bell("another program polls")
    async with Sandbox.start() as sandbox, met.hung_up():
        other = asyncio.create_task(poll_for_ever(sandbox))
        app = make_app(settings_for(sandbox, sqlite_url), clock)
        try:
            await app.prepare()
            running = asyncio.create_task(app.runtime.run())
            await asyncio.wait_for(met.rung.wait(), 30)
            clock.ahead = timedelta(seconds=30)
            with pytest.raises(SecondPoller) as caught:
                await running
        finally:
            other.cancel()
            await app.close()
    assert str(caught.value).startswith(
        "BOT_TOKEN: another program is polling with the same token; stop it, or use a token"
    )


async def poll_for_ever(sandbox: Sandbox) -> None:
    while True:
        await sandbox.api("getUpdates", timeout=20)


class Bell(logging.Handler):
    """Rings when something is logged: the sandbox does not know of it."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.rung = asyncio.Event()
        self._words = words

    def emit(self, record: logging.LogRecord) -> None:
        if self._words in record.getMessage():
            self.rung.set()

    @asynccontextmanager
    async def hung_up(self) -> AsyncIterator[None]:
        logging.getLogger("bot").addHandler(self)
        try:
            yield
        finally:
            logging.getLogger("bot").removeHandler(self)
