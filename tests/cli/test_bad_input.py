"""Bad settings, databases, tokens, banks and ports: one line that names the place and the mend."""

import asyncio
import contextlib
import logging
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.delivery.logs import OURS
from bot.sandbox.client import Sandbox
from bot.sandbox.holding import held
from bot.sandbox.people import BOT_ID
from tests.app.bot_process import ROOT, BotProcess
from tests.bank.samples import DOCUMENTS, SET, copy_bank

SETTINGS = ("BOT_TOKEN", "DATABASE_URL", "QUESTIONS_DIR", "SOURCES_DIR", "WEB_PORT", "SANDBOX_PORT")

QUIET = {"WEB_PORT": "0", "LOG_LEVEL": "WARNING"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to run in, with nothing set and a small bank."""
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # for a sandbox that is started from here
    monkeypatch.chdir(tmp_path)
    copy_bank(tmp_path / "questions")
    return tmp_path


Said = Callable[..., tuple[int, str]]


@pytest.fixture
def begin(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Said:
    """What `run` says here when it comes to nothing: as `run`, without a process to start."""
    root, ours = logging.getLogger(), logging.getLogger(OURS)
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", root.level)
    monkeypatch.setattr(ours, "level", ours.level)

    def begin(*options: str, **settings: str) -> tuple[int, str]:
        capfd.readouterr()
        with monkeypatch.context() as patch:
            for name, value in settings.items():
                patch.setenv(name, value)
            try:
                code = main(["run", *options])
            except SystemExit as ended:
                code = int(ended.code or 0)
        said = capfd.readouterr()
        return code, said.out + said.err

    return begin


def files(folder: Path) -> set[str]:
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return found - {"bot.log", "questions/" + SET, "questions/sources.yaml"}


def run(folder: Path, *options: str, **settings: str) -> tuple[int, str]:
    """`python -m bot run` to its end: exit code, and all it says."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "run", *options],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), "PTB_TIMEDELTA": "1", **settings},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


async def ran(folder: Path, **settings: str) -> tuple[int, str]:
    """The same beside what a test itself serves; forked."""
    bot = BotProcess(folder, settings)
    await bot.start()
    async with asyncio.timeout(60):
        return await bot.ended(), bot.log


@contextlib.contextmanager
def occupied() -> Iterator[int]:
    """A port of this machine that somebody else listens on, who is no sandbox."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("WEB_PORT=eighty", "WEB_PORT: 'eighty' will not do; write a number from 0 to 65535"),
        ("BOT_TOKEN=hello", "BOT_TOKEN: not a bot token; copy it from @BotFather: 123:ABC"),
        (
            "SOURCES_DIR=nowhere",
            "SOURCES_DIR: nowhere is not a folder; name the documents' folder",
        ),
        ('BOT_TOKEN="1:A', ".env:1: not understood; write NAME=value, and quotes in pairs"),
    ],
)
def test_a_bad_line_in_env(folder: Path, begin: Said, line: str, said: str) -> None:
    (folder / ".env").write_text(line + "\n")
    before = files(folder)
    assert begin() == (1, f"citequiz: {said}\n")
    assert files(folder) == before


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:///missing/citequiz.db", r"there is no folder \S+/missing; create it, or"),
        (
            "sqlite:////proc/citequiz.db",
            "(/proc/citequiz.db cannot be written; mend|there is no file /proc/citequiz.db yet;)",
        ),
        ("sqlite:///questions", r"\S+/questions is a folder; name a file in it"),
        (f"sqlite:///questions/{SET}", r"\S+ is not an SQLite database; name another file"),
        ("sqlite://", "a database in memory forgets everything; write sqlite:///citequiz.db"),
        ("sqlite:///:memory:", "a database in memory forgets everything; write sqlite:///"),
        ("citequiz.db", "not a database URL; write sqlite:///citequiz.db or postgresql://…"),
        ("postgres://u:secret@host/name", "postgres:// is the old style; write postgresql://"),
        ("mysql://u:secret@host/name", "mysql:// is not supported; use sqlite:/// or postgresql"),
        ("postgresql://u:secret@127.0.0.1:1/name", r"the server does not answer \(.*start it, or"),
    ],
)
def test_a_database_that_cannot_be_had(
    folder: Path,
    url: str,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    before = files(folder)
    for command in (["database", "upgrade"], ["bank", "import"], ["totals", "check"]):
        assert main(command) == 1
        captured = capsys.readouterr()
        assert re.fullmatch(f"citequiz: DATABASE_URL: {said}.*\n", captured.err), captured.err
        assert captured.out == ""
        assert "secret" not in captured.err
    assert files(folder) == before


def test_a_postgresql_database_that_is_not_there(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_url.removesuffix("postgres") + "nowhere")
    assert main(["database", "upgrade"]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("citequiz: DATABASE_URL: ")
    assert line.endswith('database "nowhere" does not exist; create it, or correct its name')


def test_a_bank_with_problems(folder: Path) -> None:
    file = folder / "questions" / SET
    file.write_text(file.read_text().replace("topic: wreck", "topic: reef"))
    before = files(folder)
    code, said = run(folder, BOT_TOKEN="1:A", **QUIET)
    assert code == 1
    assert files(folder) == before
    head, *problems = said.splitlines()
    assert head == "citequiz: the bank has problems; nothing was imported:"
    assert len(problems) == 1
    assert re.fullmatch(rf"questions/{SET}:\d+ E308 .* → .*", problems[0])


def test_a_missing_bank(folder: Path, begin: Said) -> None:
    before = files(folder)
    code, said = begin(BOT_TOKEN="1:A", QUESTIONS_DIR="elsewhere", **QUIET)
    assert (code, said) == (
        1,
        "citequiz: QUESTIONS_DIR: there is no folder elsewhere; name the folder of questions\n",
    )
    assert files(folder) == before


def test_a_folder_that_holds_no_bank(folder: Path, begin: Said) -> None:
    (folder / "elsewhere").mkdir()
    code, said = begin(BOT_TOKEN="1:A", QUESTIONS_DIR="elsewhere", **QUIET)
    assert (code, said) == (
        1,
        "citequiz: QUESTIONS_DIR: elsewhere has no folder sets/ in it;"
        " name the folder of questions\n",
    )


@pytest.mark.parametrize(
    "wrong", [{"QUESTIONS_DIR": "elsewhere"}, {"DATABASE_URL": "sqlite:///missing/citequiz.db"}]
)
def test_no_sandbox_is_started_for_nothing(
    folder: Path, begin: Said, wrong: dict[str, str]
) -> None:
    code, said = begin(SANDBOX_PORT="0", **wrong)
    [place] = wrong
    assert re.fullmatch(rf"citequiz: {place}: there is no folder \S+; .*\n", said), said
    assert code == 1
    assert not (folder / ".sandbox").exists()


@pytest.mark.parametrize(
    "command", [["bank", "export", "--to", "out"], ["totals", "check"], ["totals", "rebuild"]]
)
def test_a_database_that_is_not_there_is_not_made_to_find_nothing_in_it(
    folder: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(folder)
    assert main(command) == 1
    assert capsys.readouterr().err == (
        f"citequiz: DATABASE_URL: there is no file {folder / 'citequiz.db'} yet; correct its name,"
        " or fill one with `python -m bot bank import`\n"
    )
    assert files(folder) == before


def test_a_file_where_the_sandbox_keeps_its_world(folder: Path, begin: Said) -> None:
    (folder / ".sandbox").write_text("")
    code, said = begin(SANDBOX_PORT="0")
    assert (code, said) == (
        1,
        "citequiz: .sandbox: the sandbox cannot keep its world here (file exists); make way for a"
        " folder of this name, or start from a folder that you may write to\n",
    )


def test_a_folder_that_nobody_may_write_to(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Root may write everywhere, so that it has to be told that it may not."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setenv("SANDBOX_PORT", "0")
    assert main(["run"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("citequiz: .sandbox: the sandbox cannot keep its world here (permission")


def test_a_service_does_not_become_a_sandbox(folder: Path, begin: Said) -> None:
    before = files(folder)
    code, said = begin("--telegram", SANDBOX_PORT="0")
    assert (code, said) == (1, "citequiz: BOT_TOKEN: missing; copy it from @BotFather into .env\n")
    assert files(folder) == before
    assert not (folder / ".sandbox").exists()


def served(folder: Path, bot_id: int) -> None:
    """A database in which the updates of that bot were."""
    assert main(["database", "upgrade"]) == 0
    with contextlib.closing(sqlite3.connect(folder / "citequiz.db")) as connection, connection:
        connection.execute("INSERT INTO poller (bot_id, next_update_id) VALUES (?, 1)", [bot_id])


def test_a_database_of_telegrams_is_not_given_to_the_sandbox(folder: Path, begin: Said) -> None:
    served(folder, 7)
    code, said = begin(SANDBOX_PORT="0", DATABASE_URL="sqlite:///./citequiz.db")
    assert (code, said) == (
        1,
        "citequiz: DATABASE_URL: this database serves bot 7 on Telegram, and BOT_TOKEN is empty;"
        " fill in the token, or leave DATABASE_URL empty for the sandbox\n",
    )


def test_a_database_of_the_sandbox_is_not_given_to_telegram(folder: Path, begin: Said) -> None:
    served(folder, BOT_ID)
    code, said = begin(BOT_TOKEN="7:A", BOT_API_URL="http://127.0.0.1:1", **QUIET)
    assert (code, said) == (
        1,
        "citequiz: DATABASE_URL: people of the sandbox stand in this database;"
        " name another one for Telegram\n",
    )


@pytest.mark.parametrize("port", ["99999", "-1", "x", "²"])
def test_a_port_that_is_none_of_the_sandbox(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["sandbox", f"--port={port}"])
    assert ended.value.code == 2
    assert f"{port!r} is no port; write a number from 0 to 65535" in capsys.readouterr().err


def test_an_occupied_port_of_the_web_server(folder: Path, begin: Said) -> None:
    before = files(folder)
    with occupied() as port:
        code, said = begin(BOT_TOKEN="1:A", WEB_PORT=str(port))
    assert (code, said) == (
        1,
        f"citequiz: WEB_PORT: cannot listen on 127.0.0.1:{port} (address already in use);"
        " choose another\n",
    )
    assert files(folder) == before


def test_an_occupied_port_of_the_sandbox(
    folder: Path, begin: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.cli.run.SEAT_SECONDS", 0.1)  # who listens there never answers
    before = files(folder)
    with occupied() as port:
        code, said = begin(SANDBOX_PORT=str(port))
    assert (code, said) == (
        1,
        f"citequiz: SANDBOX_PORT: cannot listen on {port} (address already in use);"
        " choose another\n",
    )
    assert files(folder) == before


@pytest.mark.parametrize("complete", [True, False])
async def test_documents_that_lack_are_said_at_the_start(folder: Path, complete: bool) -> None:
    """In one line before anything else can go wrong; what is there as it was cited needs none."""
    (folder / "documents").mkdir()
    if complete:
        shutil.copy(DOCUMENTS / "lighthouse.txt", folder / "documents")
    async with Sandbox.start() as sandbox:
        places = {"BOT_API_URL": sandbox.url, "SOURCES_DIR": "documents"}
        _, said = await ran(folder, BOT_TOKEN="1:SECRET", **places, **QUIET)
    *lines, end = said.splitlines()
    assert end.startswith("citequiz: BOT_TOKEN: Telegram rejects it")
    warned = (
        "SOURCES_DIR: documents lacks documents that questions cite: lighthouse.txt (not there)."
    )
    assert [warned in line for line in lines] == ([] if complete else [True])


async def test_a_rejected_token(folder: Path) -> None:
    before = files(folder)
    async with Sandbox.start() as sandbox:
        code, said = await ran(folder, BOT_TOKEN="1:SECRET", BOT_API_URL=sandbox.url, **QUIET)
    assert (code, said) == (
        1,
        "citequiz: BOT_TOKEN: Telegram rejects it; copy it again from @BotFather\n",
    )
    assert files(folder) == before


NEWER = (
    "DATABASE_URL: the database is newer than this program (schema 9999);"
    " update the program, or name another database\n"
)


def from_the_future(folder: Path) -> None:
    """The deployment's database as a later program leaves it."""
    assert main(["database", "upgrade"]) == 0
    with contextlib.closing(sqlite3.connect(folder / "citequiz.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


async def test_a_database_that_is_newer_than_the_program(folder: Path) -> None:
    await asyncio.to_thread(from_the_future, folder)
    nowhere = {"BOT_TOKEN": "1:A", "BOT_API_URL": "http://127.0.0.1:1"}
    code, said = await ran(folder, **nowhere, **QUIET)
    assert (code, said) == (1, f"citequiz: {NEWER}")


@pytest.mark.parametrize(
    "command",
    [["database", "upgrade"], ["bank", "import"], ["bank", "export"], ["totals", "check"]],
    ids=" ".join,
)
def test_no_command_works_on_a_newer_database(
    folder: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    from_the_future(folder)
    capsys.readouterr()
    before = files(folder)
    assert main(command) == 1
    assert capsys.readouterr() == ("", f"citequiz: {NEWER}")
    assert files(folder) == before


def test_the_doctor_knows_a_newer_database(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from_the_future(folder)
    assert main(["doctor"]) == 1
    assert f"WRONG database: {NEWER}" in capsys.readouterr().out


async def test_a_sandbox_that_runs_is_used_and_takes_no_second_bot(
    folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    begin: Said,
) -> None:
    """Two would take each other's updates away. A bot that was killed keeps nobody out."""
    other = tmp_path_factory.mktemp("other")
    copy_bank(other / "questions")
    async with Sandbox.start() as sandbox:
        port = sandbox.url.rsplit(":", 1)[1]
        bot = BotProcess(folder, {"SANDBOX_PORT": port, "WEB_PORT": "0"}, forked=False)
        await bot.start()
        await sandbox.person("Alma").start()
        await sandbox.person("Alma").sees("", timeout=60)
        assert f"Open  http://127.0.0.1:{port}" in bot.log
        before = files(other)
        refused = (
            1,
            f"citequiz: SANDBOX_PORT: a bot plays in the sandbox on {port} already"
            f" (http://127.0.0.1:{port}); stop that one; a second copy needs a clone of its own,"
            " with another SANDBOX_PORT in its .env\n",
        )
        for place in (other, folder):
            monkeypatch.chdir(place)
            assert await asyncio.to_thread(begin, SANDBOX_PORT=port) == refused
        assert files(other) == before
        await sandbox.person("Alma").say("/help")
        await sandbox.person("Alma").sees("What we can do together", timeout=60)
        await bot.kill()
        await bot.start()
        await sandbox.person("Alma").say("/score")
        await sandbox.person("Alma").sees("Your progress", timeout=60)
        assert await bot.stop() == 0
        assert await sandbox.get("clock"), "the sandbox goes on"


async def address_of(bot: BotProcess) -> str:
    """The sandbox that a bot has started and promised."""
    async with asyncio.timeout(60):
        said = r"Open  (http://127\.0\.0\.1:\d+)"
        while not (found := re.search(said, bot.log)):  # noqa: ASYNC110 - a process writes
            await asyncio.sleep(0.05)
    return found[1]


async def test_a_run_keeps_others_out_of_the_sandbox_that_it_started(
    folder: Path, begin: Said
) -> None:
    bot = BotProcess(folder, {"SANDBOX_PORT": "0", "WEB_PORT": "0"})
    await bot.start()
    port = (await address_of(bot)).rsplit(":", 1)[1]
    code, told = await asyncio.to_thread(begin, SANDBOX_PORT=port)
    assert code == 1
    assert told.startswith(f"citequiz: SANDBOX_PORT: a bot plays in the sandbox on {port} already")
    assert await bot.stop() == 0


def test_a_world_that_cannot_be_read(folder: Path, begin: Said) -> None:
    (folder / ".sandbox").mkdir()
    world = folder / ".sandbox" / "world.json"
    world.write_text("{}")
    code, said = begin(SANDBOX_PORT="0")
    assert (code, said) == (
        2,
        "sandbox: .sandbox/world.json cannot be read ('version'). It was left as it is; to begin"
        " anew, move the folder .sandbox aside, to keep it, or delete it\n",
    )
    assert world.read_text() == "{}"


def test_a_folder_that_another_sandbox_holds(folder: Path, begin: Said) -> None:
    with held(folder / ".sandbox"):
        code, said = begin(SANDBOX_PORT="0")
    assert (code, said) == (
        2,
        "sandbox: the folder .sandbox belongs to a sandbox that runs already (process"
        f" {os.getpid()}); stop that one; a second copy needs a clone of its own, or another folder"
        " behind --data of `python -m bot sandbox`\n",
    )


async def test_a_run_ends_when_its_sandbox_does(folder: Path) -> None:
    """Else it would sit there and take the next one's updates away."""
    bot = BotProcess(folder, {"SANDBOX_PORT": "0", "WEB_PORT": "0"})
    await bot.start()
    await address_of(bot)
    os.kill(int((folder / ".sandbox" / "lock").read_text()), signal.SIGKILL)
    assert await asyncio.wait_for(bot.ended(), 60) == 1
    assert bot.log.endswith("citequiz: the sandbox has ended, and the bot with it\n")


async def test_a_killed_run_takes_its_sandbox_along(folder: Path) -> None:
    bot = BotProcess(folder, {"SANDBOX_PORT": "0", "WEB_PORT": "0"})
    await bot.start()
    async with Sandbox.at(await address_of(bot)) as sandbox:
        await sandbox.person("Alma").say("before")
    await bot.kill()
    with held(folder / ".sandbox", patience=60):  # it let go
        assert "before" in (folder / ".sandbox" / "world.json").read_text()
