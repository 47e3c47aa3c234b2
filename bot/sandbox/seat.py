"""The seat of the one bot that plays here: two would take each other's updates away."""

from __future__ import annotations

from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send


class Seat:
    """ASGI application for POST /sandbox/seat. Its answer ends when the connection does.

    Whoever holds the connection has the seat; a connection ends with its process, however that
    ends, so nobody dead sits here. Whoever comes meanwhile gets 409.
    """

    def __init__(self) -> None:
        self.taken = False

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
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:
            self.taken = False
