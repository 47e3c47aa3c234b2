"""``python -m bot run``: the bot on Telegram, or with the sandbox when there is no token."""

import argparse
import asyncio
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from pydantic import SecretStr

from bot.domain.errors import SettingError
from bot.settings import Settings, load

SANDBOX_DATA = Path(".sandbox")
SANDBOX_DATABASE = "sqlite:///.sandbox/citequiz.db"
DEFAULT_DATABASE = Settings.model_fields["database_url"].default
DEFAULT_WEB_PORT = Settings.model_fields["web_port"].default


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the commands ``run`` and ``database``."""
    parser = commands.add_parser("run", help="run the bot (without BOT_TOKEN: in the sandbox)")
    parser.set_defaults(run=run)
    database = commands.add_parser("database", help="the database's schema")
    steps = database.add_subparsers(dest="step", required=True, metavar="STEP")
    steps.add_parser("upgrade", help="create or migrate the schema").set_defaults(run=upgrade)


def run(_args: argparse.Namespace) -> int:
    """Run until SIGINT or SIGTERM."""
    from bot.app import serve
    from bot.storage.database import database_url

    settings = load()
    if settings.bot_token is not None:
        return asyncio.run(serve(settings))
    database_url(
        settings.database_url
    )  # a wrong one is said before a sandbox is started for nothing
    with sandbox(settings.sandbox_port) as address:
        line = f"\n  No BOT_TOKEN: this is the sandbox. Open  {address}\n"
        ready = partial(print, line, flush=True)
        return asyncio.run(serve(in_sandbox(settings, address), ready))


def upgrade(_args: argparse.Namespace) -> int:
    """Bring the database to the newest schema."""
    from bot.app import migrate

    asyncio.run(migrate(load()))
    print("the database has the newest schema")
    return 0


def in_sandbox(settings: Settings, address: str) -> Settings:
    """The settings for a bot that plays in the sandbox: its token, its instructor, its database."""
    from bot.sandbox.people import DANA_ID, SANDBOX_TOKEN

    changes: dict[str, object] = {
        "bot_token": SecretStr(SANDBOX_TOKEN),
        "bot_api_url": address,
        "instructors": settings.instructors | {DANA_ID},
    }
    if settings.database_url == DEFAULT_DATABASE:
        changes["database_url"] = SANDBOX_DATABASE
    if settings.web_port == DEFAULT_WEB_PORT:
        changes["web_port"] = 0  # any free one: nobody looks for it here
    return settings.model_copy(update=changes)


@contextmanager
def sandbox(port: int) -> Iterator[str]:
    """The address of a running sandbox: the one that listens already, or one of our own."""
    address = f"http://127.0.0.1:{port}"
    runs = bool(port) and _is_sandbox(address)
    if not runs:
        _must_be_free(port)
    SANDBOX_DATA.mkdir(exist_ok=True)  # the bot's own database goes there too
    if runs:
        yield address
        print(f"the sandbox was there before and goes on at {address}", file=sys.stderr)
        return
    command = [sys.executable, "-m", "bot", "sandbox", "--port", str(port), "--owned"]
    # Its standard input ends with this process, even a killed one, and the sandbox with it.
    process = subprocess.Popen(  # noqa: S603 - our own program
        [*command, "--data", str(SANDBOX_DATA)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    with process:
        try:
            yield _announced(process)
        finally:
            process.terminate()


def _must_be_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise SettingError(
                "SANDBOX_PORT", f"cannot listen on {port} ({reason}); choose another"
            ) from None


def _announced(process: "subprocess.Popen[str]") -> str:
    """The address that the sandbox prints once it listens; it says itself why it does not."""
    for line in process.stdout or ():
        if line.startswith("sandbox: "):
            return line.removeprefix("sandbox: ").strip()
    raise SystemExit(process.wait() or 1)


def _is_sandbox(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/sandbox/clock", timeout=2) as reply:  # noqa: S310
            return bool(reply.status == 200)  # noqa: PLR2004
    except (urllib.error.URLError, OSError):
        return False
