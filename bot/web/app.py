"""The web application: webhook, health, readiness, metrics."""

import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.delivery.metrics import Metrics
from bot.storage.debts import DebtState
from bot.storage.inbox import InboxState
from bot.web.exposition import exposition

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
WEBHOOK_PATH = "/webhook"
MOST_BYTES = 1_000_000
"""Telegram's updates are a few kilobytes."""
MOST_WAIT = timedelta(minutes=2)
"""How long the oldest update may wait before the bot no longer counts as ready."""
MOST_SILENCE = timedelta(minutes=2)
"""How long Telegram may have left ``getUpdates`` unanswered."""

Receive = Callable[[Sequence[object]], Awaitable[None]]
Figures = Callable[[], Awaitable[tuple[InboxState, DebtState]]]


class Web:
    """What the routes need.

    ``receive`` makes updates durable; ``figures`` asks the database; ``polls`` is whether updates
    come by polling; ``secret`` is the webhook's, None when there is no webhook, and ``path`` is
    where Telegram knocks.
    """

    def __init__(
        self,
        *,
        receive: Receive,
        figures: Figures,
        metrics: Metrics,
        clock: Callable[[], datetime],
        polls: bool,
        secret: str | None = None,
        path: str = WEBHOOK_PATH,
    ) -> None:
        self._receive = receive
        self._figures = figures
        self._metrics = metrics
        self._clock = clock
        self._polls = polls
        self._secret = secret
        self._path = path

    def app(self) -> Starlette:
        """The ASGI application; the webhook is there only with a secret."""
        routes = [
            Route("/healthz", self.health),
            Route("/readyz", self.ready),
            Route("/metrics", self.metrics),
        ]
        if self._secret is not None:
            routes.append(Route(self._path, self.webhook, methods=["POST"]))
        return Starlette(routes=routes)

    async def webhook(self, request: Request) -> Response:
        """One update: 200 once it is durable, so that Telegram sends the next at once."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), (self._secret or "").encode()):
            return PlainTextResponse("wrong secret token", 401)
        body = await _body(request)
        if body is None:
            return PlainTextResponse("too large", 413)
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            return PlainTextResponse("not JSON", 400)
        if not isinstance(update, dict) or "update_id" not in update:
            return PlainTextResponse("not an update", 400)
        await self._receive([update])
        return Response(status_code=200)

    async def health(self, _request: Request) -> Response:
        """The event loop is alive, or this would not answer."""
        return PlainTextResponse("ok")

    async def ready(self, _request: Request) -> Response:
        """200 when the database answers, the inbox moves and updates come in; else 503 and why."""
        checks = await self._checks()
        return JSONResponse(checks, 200 if all(checks.values()) else 503)

    async def _checks(self) -> dict[str, bool]:
        now = self._clock()
        try:
            inbox, _ = await self._figures()
        except Exception:
            log.exception("the database does not answer")
            return {"database": False}
        checks = {
            "database": True,
            "inbox": inbox.oldest is None or now - inbox.oldest <= MOST_WAIT,
        }
        if self._polls:
            last = self._metrics.last_poll
            checks["poller"] = last is not None and now - last <= MOST_SILENCE
        return checks

    async def metrics(self, _request: Request) -> Response:
        """Prometheus' text format; only this process' counters while the database is away."""
        try:
            figures = await self._figures()
        except Exception:
            log.exception("the database does not answer")
            figures = None
        text = exposition(self._metrics, figures, self._clock())
        return PlainTextResponse(text, media_type="text/plain; version=0.0.4")


async def _body(request: Request) -> bytes | None:
    """The request's body, None when it is too large (whatever its header claims)."""
    chunks, size = [], 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > MOST_BYTES:
                return None
            chunks.append(chunk)
    except ClientDisconnect:
        return b""
    return b"".join(chunks)
