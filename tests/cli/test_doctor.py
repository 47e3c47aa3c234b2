"""`python -m bot doctor`: its checks, the probe, and the walk with a person who taps and votes."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from pydantic import SecretStr
from telegram import Bot

from bot.__main__ import main
from bot.cli.live import STEPS, NotSeenError, Walk, walk
from bot.domain.errors import SecondPoller, SettingError, TokenRejected
from bot.handlers.menus import Menus
from bot.sandbox.client import Sandbox
from bot.sandbox.people import DANA_ID
from bot.settings import Settings
from tests.bank.samples import DOCUMENTS, copy_bank


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("BOT_TOKEN", "DATABASE_URL", "QUESTIONS_DIR", "SOURCES_DIR", "WEB_PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    copy_bank(tmp_path / "questions")
    return tmp_path


def settings_for(sandbox: Sandbox, token: str | None = None) -> Settings:
    return Settings.model_validate(
        {"bot_token": SecretStr(token or sandbox.token), "bot_api_url": sandbox.url}
    )


def test_a_well_deployment(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "import"]) == 0
    capsys.readouterr()
    assert main(["doctor"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"ok    settings: no file {folder / '.env'}, so defaults and the environment;"
        " 0 instructors, log as text",
        "ok    database: sqlite, 1 set, 4 questions",
        "ok    bank: 1 set, 4 questions in the files, no problem",
        "ok    documents: no SOURCES_DIR, so Source shows the reference",
        "ok    token: none, so `make run` starts the sandbox",
    ]


def test_the_documents_are_compared_with_those_that_were_cited(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCES_DIR", str(DOCUMENTS))
    assert main(["doctor"]) == 0
    assert f"ok    documents: 1 document in {DOCUMENTS}, as they were cited" in (
        capsys.readouterr().out.splitlines()
    )
    (folder / "other").mkdir()
    (folder / "other" / "lighthouse.txt").write_text("Another text.")
    monkeypatch.setenv("SOURCES_DIR", "other")
    assert main(["doctor"]) == 1
    assert (
        "WRONG documents: SOURCES_DIR: other lacks documents that questions cite: lighthouse.txt"
        " (not the text that was cited). Source shows the reference wherever a cited paragraph is"
        " not there as it was; put the documents of sources.yaml there"
    ) in capsys.readouterr().out.splitlines()


def test_it_says_which_env_it_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / ".env").write_text("INSTRUCTORS=7\n")
    main(["doctor"])
    assert f"ok    settings: {folder / '.env'} read; 1 instructor, log as text" in (
        capsys.readouterr().out.splitlines()
    )


def test_it_says_who_drafts_in_chat_and_nothing_secret(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / ".env").write_text(
        "LLM_BASE_URL=https://me:pass@models.example/v1\nLLM_MODEL=m\nLLM_IN_CHAT=1\n"
    )
    main(["doctor"])
    assert capsys.readouterr().out.splitlines()[0] == (
        f"ok    settings: {folder / '.env'} read;"
        " 0 instructors, who may have m at models.example draft, log as text"
    )


def test_a_deployment_that_never_ran_is_not_changed_by_looking(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor"]) == 0
    assert "ok    database: sqlite, not there yet; the first start makes it" in (
        capsys.readouterr().out.splitlines()
    )
    assert not (folder / "citequiz.db").exists()


def test_every_fault_is_named_in_one_go(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    monkeypatch.setenv("QUESTIONS_DIR", "elsewhere")
    monkeypatch.setenv("BOT_TOKEN", "1:A")
    monkeypatch.setenv("BOT_API_URL", "http://127.0.0.1:1")
    assert main(["doctor"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[:2] for line in lines[1:]] == [
        ["WRONG database", " DATABASE_URL"],
        ["WRONG bank", " QUESTIONS_DIR"],
        ["ok    documents", " no SOURCES_DIR, so Source shows the reference"],
        ["WRONG token", " BOT_API_URL"],
    ]


async def test_a_rejected_token_and_a_good_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async with Sandbox.start() as sandbox:
        monkeypatch.setenv("BOT_API_URL", sandbox.url)
        monkeypatch.setenv("BOT_TOKEN", sandbox.token)
        assert await asyncio.to_thread(main, ["doctor"]) == 0
        assert f"ok    token: @{sandbox.username}" in capsys.readouterr().out
        monkeypatch.setenv("BOT_TOKEN", "1:A")
        assert await asyncio.to_thread(main, ["doctor"]) == 1
        assert "WRONG token: BOT_TOKEN: Telegram rejects it" in capsys.readouterr().out


class Probe(BaseHTTPRequestHandler):
    """A bot's /healthz; ``status`` is what it answers."""

    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status if self.path == "/healthz" else 404)
        self.end_headers()
        self.wfile.write(b"said")

    def log_message(self, *_args: object) -> None:
        """Silent."""


@contextlib.contextmanager
def answering(status: int) -> Iterator[int]:
    handler = type("Answer", (Probe,), {"status": status})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_the_probe_asks_the_running_bot(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], status: int, code: int
) -> None:
    with answering(status) as port:
        monkeypatch.setenv("WEB_PORT", str(port))
        assert main(["doctor", "--health"]) == code
    assert capsys.readouterr().out == "said\n"


def test_the_probe_of_a_bot_that_does_not_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WEB_PORT", "1")
    assert main(["doctor", "--health"]) == 1
    assert capsys.readouterr().out.startswith(
        "the bot does not answer at http://127.0.0.1:1/health"
    )


async def act(sandbox: Sandbox, chat: int) -> None:
    """A person in the group who does what the walk asks for."""
    dana = sandbox.person("Dana")
    await dana.taps("Tap me", chat, timeout=60)
    poll = await dana.sees_poll(chat, timeout=60)
    await dana.vote("seven", message_id=poll["id"], chat=chat)
    await sandbox.advance(15)


async def test_the_walk_sees_every_step(capsys: pytest.CaptureFixture[str]) -> None:
    async with Sandbox.start(limits=True) as sandbox:
        group = await sandbox.group()
        await group.bot("member", by=DANA_ID)
        async with Bot(sandbox.token, base_url=sandbox.bot_base_url) as bot:
            await Menus(bot).register()
            for update in await bot.get_updates():  # the bot ran and took what came
                await bot.get_updates(offset=update.update_id + 1)
        person = asyncio.create_task(act(sandbox, group.id))
        code = await walk(settings_for(sandbox), group.id, pause=sandbox.advance)
        await person
        lines = capsys.readouterr().out.splitlines()
        seen = [line.split()[0] for line in lines if " ok: " in line]
        assert seen == [name for name, _ in STEPS], "\n".join(lines)
        assert lines[-1] == f"{len(STEPS)} of {len(STEPS)} steps showed what they must"
        assert code == 0
        assert (await sandbox.updates())["pending"] == 0


async def test_a_telegram_that_refuses_nothing_does_not_pass_for_one() -> None:
    """The step is there to see a 429 as Telegram says it."""
    async with (
        Sandbox.start(limits=False) as sandbox,
        Bot(sandbox.token, base_url=sandbox.bot_base_url) as bot,
    ):
        await sandbox.person("Dana").start()
        with pytest.raises(NotSeenError, match="25 messages went through, and none was"):
            await dict(STEPS)["rate"](Walk(bot, DANA_ID, sandbox.advance))


async def test_the_walk_does_not_take_what_waits_for_the_bot() -> None:
    async with Sandbox.start() as sandbox:
        await sandbox.person("Alma").start()
        with pytest.raises(SettingError, match="1 updates wait for the bot"):
            await walk(settings_for(sandbox), DANA_ID)
        assert (await sandbox.updates())["pending"] == 1
        await sandbox.api("setWebhook", url="http://127.0.0.1:9/hook")
        with pytest.raises(SettingError, match="WEBHOOK_URL: updates go there"):
            await walk(settings_for(sandbox), DANA_ID)


async def test_the_walk_with_a_rejected_token() -> None:
    async with Sandbox.start() as sandbox:
        with pytest.raises(TokenRejected):
            await walk(settings_for(sandbox, "1:A"), DANA_ID)


async def test_the_walk_beside_a_running_bot_ends(capsys: pytest.CaptureFixture[str]) -> None:
    async with Sandbox.start() as sandbox:
        dana = sandbox.person("Dana")
        await dana.start()
        updates = await sandbox.api("getUpdates")
        offset = updates["result"][-1]["update_id"] + 1
        await sandbox.api("getUpdates", offset=offset)
        running = asyncio.create_task(walk(settings_for(sandbox), dana.id))
        await dana.sees("Please tap", timeout=30)
        await sandbox.wait_for(lambda: polled(sandbox), 30, "the walk's poll")
        await sandbox.api("getUpdates", offset=offset)
        with pytest.raises(SecondPoller):
            await running
    assert "button" in capsys.readouterr().out


async def polled(sandbox: Sandbox) -> bool:
    assert sandbox.world is not None
    return sandbox.world.queue.allowed == ["callback_query", "poll", "poll_answer"]
