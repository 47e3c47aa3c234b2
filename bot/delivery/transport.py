"""HTTP to Telegram: python-telegram-bot over aiohttp, and what a failure says about the request."""

import ssl
from functools import cache
from typing import Any

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport
from telegram.ext import Application, ApplicationBuilder
from telegram.request import HTTPXRequest

from bot.storage.database import in_transaction

_CONNECTIONS = 100
_IDLE = 3.0
"""Seconds that an idle connection is kept: less than servers do, or a request could meet one that
is just being closed, and nobody would know whether it arrived."""


class NetworkInTransactionError(RuntimeError):
    """Somebody waits for the network while a transaction is open: everyone else would wait too."""


class GuardedTransport(AiohttpTransport):
    """aiohttp under httpx (the stock pool slows down as more requests run side by side).

    It cannot be started again after it was closed: one per request object.
    """

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if in_transaction():
            raise NetworkInTransactionError(request.url.path.rpartition("/")[2])
        return await super().handle_async_request(request)


@cache
def _authorities() -> ssl.SSLContext:
    """Whom to trust, read once for all requests: the list takes its time."""
    return httpx.create_ssl_context()


def bot_request(
    *, read_timeout: float = 20.0, connections: int = _CONNECTIONS, proxy: str | None = None
) -> HTTPXRequest:
    """A request object for a Bot; the poller needs one of its own, so that it never waits in line.

    ``read_timeout`` in seconds; ``proxy`` is an ``http://`` address.
    """
    options: dict[str, Any] = {"proxy": httpx.Proxy(proxy)} if proxy else {}
    limits = httpx.Limits(max_connections=connections, keepalive_expiry=_IDLE)
    transport = GuardedTransport(verify=_authorities(), limits=limits, **options)
    return HTTPXRequest(
        connect_timeout=10.0,
        read_timeout=read_timeout,
        write_timeout=20.0,
        media_write_timeout=60.0,
        pool_timeout=20.0,
        httpx_kwargs={"transport": transport},
    )


def never_sent(error: BaseException) -> bool:
    """Whether the request certainly did not leave: no connection came about.

    The transport reports a lost connection as a failed one, so what lies beneath decides.
    """
    beneath: BaseException | None = error
    while beneath is not None:
        if isinstance(
            beneath,
            aiohttp.ClientConnectorError
            | aiohttp.ConnectionTimeoutError
            | httpx.PoolTimeout
            | NetworkInTransactionError,
        ):
            return True
        beneath = beneath.__cause__
    return False


def telegram_application(
    token: str, *, api_url: str = "https://api.telegram.org", proxy: str | None = None
) -> Application[Any, Any, Any, Any, Any, Any]:
    """python-telegram-bot without its updater and its timers, over this transport."""
    return (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(bot_request(proxy=proxy))
        .get_updates_request(bot_request(proxy=proxy))
        .updater(None)
        .job_queue(None)
        .build()
    )
