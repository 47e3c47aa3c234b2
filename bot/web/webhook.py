"""The door that is open to the world: updates that Telegram brings, and nothing else to see."""

import hmac
import json
from collections.abc import Awaitable, Callable, Sequence

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web.body import BodyTooLarge, body_of

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
MOST_BYTES = 1_000_000
"""Telegram's updates are a few kilobytes."""

Receive = Callable[[Sequence[object]], Awaitable[None]]


class WebhookSite:
    """``receive`` makes updates durable; ``secret`` and ``path`` are where Telegram knocks."""

    def __init__(self, receive: Receive, *, secret: str, path: str) -> None:
        self._receive = receive
        self._secret = secret
        self._path = path

    def app(self) -> Starlette:
        """The ASGI application: this one path."""
        return Starlette(routes=[Route(self._path, self.webhook, methods=["POST"])])

    async def webhook(self, request: Request) -> Response:
        """One update: 200 once it is durable, so that Telegram sends the next at once."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return PlainTextResponse("wrong secret token", 401)
        try:
            update = json.loads(await body_of(request, MOST_BYTES))
        except BodyTooLarge:
            return PlainTextResponse("too large", 413)
        except ClientDisconnect:
            return PlainTextResponse("cut off", 400)
        except (ValueError, RecursionError):
            return PlainTextResponse("not JSON", 400)
        if not isinstance(update, dict) or "update_id" not in update:
            return PlainTextResponse("not an update", 400)
        await self._receive([update])
        return Response(status_code=200)
