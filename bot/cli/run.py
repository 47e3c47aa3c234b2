"""``python -m bot run``: the bot on Telegram, or with the sandbox when there is no token."""

import argparse
import asyncio
import errno
import gc
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from select import select
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.domain.errors import SettingError
from bot.settings import Settings, load

SANDBOX_DATA = Path(".sandbox")
SANDBOX_DATABASE = "sqlite:///.sandbox/citequiz.db"
SEAT_SECONDS = 5.0
"""How long a program of this machine may take to say whether it is a sandbox."""

DEFAULT_DATABASE = Settings.model_fields["database_url"].default


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the commands ``run`` and ``database``."""
    parser = commands.add_parser("run", help="run the bot (without BOT_TOKEN: in the sandbox)")
    parser.add_argument(
        "--telegram", action="store_true", help="never the sandbox: end where BOT_TOKEN is empty"
    )
    parser.set_defaults(run=run)
    database = commands.add_parser("database", help="the database's schema")
    steps = database.add_subparsers(dest="step", required=True, metavar="STEP")
    steps.add_parser("upgrade", help="create or migrate the schema").set_defaults(run=upgrade)


@contextmanager
def to_stay() -> Iterator[None]:
    """What is imported here stays: looking for garbage in it would take a sixth of the start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def run(args: argparse.Namespace) -> int:
    """Run until SIGINT or SIGTERM."""
    with to_stay():
        from bot.app import serve
        from bot.services.bank.shipping import pack

    settings = load()
    if settings.bot_token is not None:
        asyncio.run(_keep_apart(settings))
        return asyncio.run(serve(settings))
    if args.telegram:
        raise SettingError("BOT_TOKEN", "missing; copy it from @BotFather into .env")
    # A wrong database or bank is said before a sandbox is started for nothing.
    asyncio.run(_keep_apart(in_sandbox(settings)))
    shipment = asyncio.run(pack(settings.questions_dir))
    with sandbox(settings.sandbox_port) as (address, seat):
        line = f"\n  No BOT_TOKEN: this is the sandbox. Open  {address}\n"
        chosen = in_sandbox(settings, address)
        if not chosen.page_port:
            port = lasting_port(SANDBOX_DATA / "page-port", chosen.page_host)
            chosen = chosen.model_copy(update={"page_port": port})
        playing = serve(
            chosen,
            partial(print, line, flush=True),
            shipment=shipment,
            lifeline=seat,
        )
        code = asyncio.run(playing)
        if select([seat], [], [], 0)[0]:
            print("citequiz: the sandbox has ended, and the bot with it", file=sys.stderr)
            return 1
        return code


def upgrade(_args: argparse.Namespace) -> int:
    """Bring the database to the newest schema."""
    from bot.app import migrate

    asyncio.run(migrate(load()))
    print("the database has the newest schema")
    return 0


async def _keep_apart(settings: Settings) -> None:
    """Raises SettingError for a database that would serve the sandbox's bot and another one."""
    from bot.sandbox.people import BOT_ID
    from bot.storage.apart import must_be_apart
    from bot.storage.database import Database, database_url
    from bot.storage.schema import must_have_folder

    if settings.database_url != SANDBOX_DATABASE:  # its folder is made with the sandbox
        must_have_folder(database_url(settings.database_url))
    token = settings.bot_token.get_secret_value() if settings.bot_token else ""
    database = Database(database_url(settings.database_url), lambda: datetime.now(UTC))
    try:
        await must_be_apart(database, int(token.partition(":")[0]), BOT_ID)
    finally:
        await database.close()


def in_sandbox(settings: Settings, address: str = "") -> Settings:
    """The settings for a bot that plays in the sandbox: its token, its instructor, its database."""
    from bot.sandbox.people import DANA_ID, SANDBOX_TOKEN

    changes: dict[str, object] = {
        "bot_token": SecretStr(SANDBOX_TOKEN),
        "bot_api_url": address,
        "instructors": settings.instructors | {DANA_ID},
        "page_url": "http://127.0.0.1:0",  # wherever it listens
    }
    if settings.database_url == DEFAULT_DATABASE:
        changes["database_url"] = SANDBOX_DATABASE
    chosen = settings.model_fields_set  # what was written down holds, also where it is the default
    for port in {"web_port", "page_port"} - chosen:
        changes[port] = 0  # any free one: nobody looks for it here
    if "log_level" not in chosen:
        changes["log_level"] = "WARNING"  # what goes well would push the address out of sight
    return settings.model_copy(update=changes)


def lasting_port(kept: Path, host: str) -> int:
    """The port that was kept, while it is free, or any free one, which is kept from then on: a tab
    that stands open finds the page again, and what was typed in it.
    """
    from bot.web.server import listen

    try:
        before = min(int(kept.read_text(encoding="utf-8")), 65_535)
    except (OSError, ValueError):
        before = 0
    for port in (before, 0):
        with suppress(SettingError), closing(listen(host, port, setting="PAGE")) as listener:
            found = int(listener.getsockname()[1])
            kept.write_text(f"{found}\n", encoding="utf-8")
            return found
    return 0


@contextmanager
def sandbox(port: int) -> Iterator[tuple[str, socket.socket]]:
    """The address of a sandbox in which our bot has its seat: one that listens already, or our own.

    The seat is a line on which nothing comes until the sandbox ends. Raises SettingError where
    another bot plays already: both would get half of the updates.
    """
    seat = _seat(port) if port else None
    if seat is None:
        _must_be_free(port)
    _make_folder()
    if seat is not None:
        address = f"http://127.0.0.1:{port}"
        with closing(seat):
            yield address, seat.sock
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
            address = _announced(process)
            with closing(_own_seat(urlsplit(address).port or port)) as seat:
                yield address, seat.sock
        finally:
            process.terminate()


def _make_folder() -> None:
    """The sandbox's folder; the bot's own database goes there too."""
    try:
        SANDBOX_DATA.mkdir(exist_ok=True)
        if not os.access(SANDBOX_DATA, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SettingError(
            str(SANDBOX_DATA),
            f"the sandbox cannot keep its world here ({reason}); make way for a folder of this"
            " name, or start from a folder that you may write to",
        ) from None


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


def _seat(port: int) -> HTTPConnection | None:
    """The bot's seat in the sandbox there, ours until the connection is closed or we are gone.

    None where no sandbox listens. Raises SettingError where another bot has the seat.
    """
    connection = HTTPConnection("127.0.0.1", port, timeout=SEAT_SECONDS)
    try:
        connection.request("POST", "/sandbox/seat")
        answer = connection.getresponse()
        if answer.status == HTTPStatus.OK and answer.readline() == b"yours\n":
            return connection
        taken = answer.status == HTTPStatus.CONFLICT
    except (HTTPException, OSError):
        taken = False
    connection.close()
    if taken:
        raise SettingError(
            "SANDBOX_PORT",
            f"a bot plays in the sandbox on {port} already (http://127.0.0.1:{port}); stop that"
            " one; a second copy needs a clone of its own, with another SANDBOX_PORT in its .env",
        )
    return None


def _own_seat(port: int) -> HTTPConnection:
    """The seat in the sandbox that we have just started."""
    seat = _seat(port)
    if seat is None:
        raise SettingError("SANDBOX_PORT", f"the sandbox on {port} does not answer; try again")
    return seat
