"""The seat of the one bot that plays here: two would take each other's updates away."""

from __future__ import annotations

import asyncio
import logging

from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

log = logging.getLogger(__name__)


class Seat:
    """ASGI application for POST /sandbox/seat. Its answer ends when the connection does.

    Whoever holds the connection has the seat; a connection ends with its process, however that
    ends, so nobody dead sits here. Whoever comes meanwhile gets 409. ``ending`` is set when the
    sandbox goes down.
    """

    def __init__(self, ending: asyncio.Event) -> None:
        self.taken = False
        self._ending = ending

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.taken:
            refused = JSONResponse({"error": "a bot plays here already"}, 409)
            await refused(scope, receive, send)
            return
        self.taken = True
        try:
            headers = [(b"content-type", b"text/plain"), (b"cache-control", b"no-store")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": b"yours\n", "more_body": True})
            if not await self._left(receive):
                log.warning(
                    "sandbox: stopped while a bot had its seat here;"
                    " a bot that still runs waits until the sandbox is started again"
                )
                await send({"type": "http.response.body", "body": b""})
        finally:
            self.taken = False

    async def _left(self, receive: Receive) -> bool:
        """Wait until the bot leaves; False when the sandbox goes down before that."""
        leaving = asyncio.ensure_future(_disconnected(receive))
        ending = asyncio.ensure_future(self._ending.wait())
        try:
            await asyncio.wait({leaving, ending}, return_when=asyncio.FIRST_COMPLETED)
            return leaving.done()
        finally:
            for task in (leaving, ending):
                task.cancel()
            await asyncio.gather(leaving, ending, return_exceptions=True)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
