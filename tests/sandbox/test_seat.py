"""The bot's seat: the sandbox's own, of which Telegram's documentation knows nothing."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from bot.sandbox.client import Sandbox

PATIENCE = 60.0


@contextlib.asynccontextmanager
async def sitting(sandbox: Sandbox) -> AsyncIterator[int]:
    """Ask for the seat on a connection of one's own; the status, while the connection stands."""
    host, port = sandbox.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"POST /sandbox/seat HTTP/1.1\r\nHost: {host}:{port}\r\n".encode())
    writer.write(b"Content-Length: 0\r\n\r\n")
    yield int((await reader.readline()).split()[1])
    writer.transport.abort()  # as when its process is killed
    with contextlib.suppress(OSError):
        await writer.wait_closed()


async def test_one_connection_has_the_seat_until_it_ends(sandbox: Sandbox) -> None:
    async with sitting(sandbox) as first, sitting(sandbox) as second:
        assert (first, second) == (200, 409)
    async with asyncio.timeout(PATIENCE):
        status = 0
        while status != 200:  # the sandbox learns of the end in a turn of its own loop
            async with sitting(sandbox) as status:
                pass


async def test_a_sandbox_that_is_stopped_says_in_one_line_that_a_bot_plays(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with contextlib.AsyncExitStack() as stack, Sandbox.start() as sandbox:
        assert await stack.enter_async_context(sitting(sandbox)) == 200
    assert caplog.messages == [
        "sandbox: stopped while a bot had its seat here;"
        " a bot that still runs waits until the sandbox is started again"
    ]
