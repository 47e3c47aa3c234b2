"""The sandbox's server: the same code for the command line and inside a test."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from bot.sandbox.api import BotApi, FileApi
from bot.sandbox.control_routes import ControlRoutes
from bot.sandbox.guard import Guard
from bot.sandbox.limits import Rates
from bot.sandbox.people import SANDBOX_TOKEN
from bot.sandbox.people_routes import PeopleRoutes
from bot.sandbox.seat import Seat
from bot.sandbox.store import Store, opened
from bot.sandbox.webhooks import deliver_webhooks
from bot.sandbox.wire import TrackedProtocol
from bot.sandbox.world import World

LOOPBACK = ("127.0.0.1", "localhost", "::1")
DEFAULT_PORT = 8081
LAST_PORT = 65535
_LAST_WORDS = 1.0  # seconds
PAGE = Path(__file__).parent / "page"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".json": "application/json",
    ".woff2": "font/woff2",
}


def application(world: World) -> Starlette:
    """The ASGI application over a world."""
    anything = ["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE"]
    return Starlette(
        routes=[
            Route("/bot{token}/{method}", BotApi(world), methods=anything),
            Route("/file/bot{token}/{path:path}", FileApi(world)),
            *PeopleRoutes(world).routes(),
            *ControlRoutes(world).routes(),
            Route("/sandbox/seat", Seat(world.events.ending), methods=["POST"]),
            Route("/", _index),
            Route("/page/{name:path}", _asset),
        ],
        middleware=[Middleware(Guard)],
    )


async def _index(request: Request) -> Response:
    return _page_file("index.html")


async def _asset(request: Request) -> Response:
    return _page_file(request.path_params["name"])


def _page_file(name: str) -> Response:
    path = (PAGE / name).resolve()
    known = path.suffix in _TYPES and path.is_relative_to(PAGE.resolve()) and path.is_file()
    if not known:
        raise HTTPException(404)
    headers = {"Cache-Control": "no-cache"}
    return FileResponse(path, headers=headers, media_type=_TYPES[path.suffix])


@contextlib.asynccontextmanager
async def serve(
    world: World, *, host: str = "127.0.0.1", port: int = 0, store: Store | None = None
) -> AsyncIterator[str]:
    """Serve a world; yields the base URL. ``port`` 0 takes a free one.

    Raises ValueError for a host that is not this machine, OSError for a port in use.
    """
    if host not in LOOPBACK:
        raise ValueError(f"the sandbox listens on this machine only: {', '.join(LOOPBACK)}")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio leaves Nagle's delay of 40 ms on every answer.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except BaseException:
        listener.close()
        raise
    server = await _listening(world, listener)
    work = [server.main_loop(), _timers(world), deliver_webhooks(world)]
    if store is not None:
        work.append(store.keep_saving(world))
    tasks = [asyncio.create_task(job) for job in work]
    name = f"[{host}]" if ":" in host else host
    try:
        yield f"http://{name}:{listener.getsockname()[1]}"
    finally:
        world.events.close()
        world.queue.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await _hang_up(server)
        listener.close()
        if store is not None:
            await store.save(world, last=True)


async def _listening(world: World, listener: socket.socket) -> uvicorn.Server:
    config = uvicorn.Config(
        application(world),
        http=TrackedProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        backlog=1024,
    )
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup(sockets=[listener])
    return server


async def _hang_up(server: uvicorn.Server) -> None:
    """Stop listening, let answers under way finish for a moment, close every connection.

    Uvicorn's own shutdown waits in tenths of a second, which every test would pay for.
    """
    for listening in server.servers:
        listening.close()
    for connection in list(server.server_state.connections):
        connection.shutdown()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_LAST_WORDS):
            state = server.server_state
            while state.connections or state.tasks:  # noqa: ASYNC110 - uvicorn has no event for it
                await asyncio.sleep(0.002)
    for task in list(server.server_state.tasks):
        task.cancel()
    for connection in list(server.server_state.connections):
        connection.transport.abort()
    await asyncio.sleep(0)


async def _timers(world: World) -> None:
    """Close polls when their time comes."""
    while True:
        world.due.clear()
        wait = world.run_timers()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(None if wait is None else max(wait, 0.01)):
                await world.due.wait()


def _port(text: str) -> int:
    """Raises ArgumentTypeError, which argparse shows."""
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) > LAST_PORT:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no port; write a number from 0 to {LAST_PORT}"
        )
    return int(text)


def parser() -> argparse.ArgumentParser:
    """The command line of ``python -m bot sandbox``."""
    made = argparse.ArgumentParser(
        prog="python -m bot sandbox", description="A local Telegram to try the bot with."
    )
    made.add_argument("--host", default="127.0.0.1", help="address of this machine")
    made.add_argument("--port", type=_port, default=DEFAULT_PORT, help="0 takes a free one")
    made.add_argument("--data", default=".sandbox", help="folder to keep, or :memory:")
    made.add_argument("--token", default=SANDBOX_TOKEN, help="the bot token to accept")
    made.add_argument("--no-limits", action="store_true", help="no 429 for many messages")
    made.add_argument("--owned", action="store_true", help="stop when standard input ends")
    made.add_argument("--tokenfree", action="store_true", help="accept any token")
    return made


async def run(options: argparse.Namespace) -> int:
    """Serve until interrupted, or disowned; the exit code."""
    folder = None if options.data == ":memory:" else Path(options.data)
    world = World(
        token=options.token, rates=Rates(enabled=not options.no_limits), folder=_files(folder)
    )
    if options.tokenfree:
        world.token = None
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    if options.owned:
        loop.add_reader(sys.stdin.fileno(), _disowned, stop)
    with opened(world, folder) as store:
        async with serve(world, host=options.host, port=options.port, store=store) as url:
            print(f"sandbox: {url}", flush=True)  # noqa: T201
            await stop.wait()
    return 0


def _disowned(stop: asyncio.Event) -> None:
    """Standard input ended: whoever started this sandbox is gone, however that came."""
    if not os.read(sys.stdin.fileno(), 4096):
        asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
        stop.set()


def _files(folder: Path | None) -> Path | None:
    return None if folder is None else folder / "files"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the sandbox from the command line; the exit code."""
    options = parser().parse_args(argv)
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    try:
        return asyncio.run(run(options))
    except (ValueError, OSError) as error:
        print(f"sandbox: {error}", file=sys.stderr)  # noqa: T201
        return 2
    except KeyboardInterrupt:
        return 0
