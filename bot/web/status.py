"""How the bot is: health, readiness and metrics, for whoever runs it and nobody else."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.delivery.metrics import Metrics
from bot.storage.delivery.debts import DebtState
from bot.storage.delivery.inbox import InboxState
from bot.web.exposition import exposition

log = logging.getLogger(__name__)

MOST_WAIT = timedelta(minutes=2)
"""How long the oldest update may wait before the bot no longer counts as ready."""
MOST_SILENCE = timedelta(minutes=2)
"""How long Telegram may have left ``getUpdates`` unanswered."""

Figures = Callable[[], Awaitable[tuple[InboxState, DebtState]]]


class StatusSite:
    """``figures`` asks the database; ``polls`` is whether updates come by polling."""

    def __init__(
        self,
        figures: Figures,
        metrics: Metrics,
        *,
        clock: Callable[[], datetime],
        polls: bool,
    ) -> None:
        self._figures = figures
        self._metrics = metrics
        self._clock = clock
        self._polls = polls

    def app(self) -> Starlette:
        """The ASGI application."""
        routes = {"/healthz": self.health, "/readyz": self.ready, "/metrics": self.metrics}
        return Starlette(routes=[Route(path, answer) for path, answer in routes.items()])

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
