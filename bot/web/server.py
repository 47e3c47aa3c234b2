"""Serving the web application inside the bot's own event loop."""

import contextlib
import socket
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette

from bot.domain.errors import SettingError

_LAST_WORDS = 1
"""Seconds that answers under way get at the end."""


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals stay with the runtime: it decides when all ends."""
        yield


def listen(host: str, port: int, *, setting: str = "WEB") -> socket.socket:
    """A listening socket; ``port`` 0 takes a free one.

    Raises SettingError, which names ``setting`` with _HOST or _PORT behind it.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio leaves Nagle's delay on every answer.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(1024)
    except socket.gaierror:
        listener.close()
        raise SettingError(f"{setting}_HOST", f"{host} is no address of this machine") from None
    except OSError as error:
        listener.close()
        reason = (error.strerror or str(error)).lower()
        raise SettingError(
            f"{setting}_PORT", f"cannot listen on {host}:{port} ({reason}); choose another"
        ) from None
    listener.setblocking(False)
    return listener


class Listeners:
    """Listening sockets by the setting's name; ``places`` are their hosts and ports.

    A port that was free stays the one, also when its listener is opened again.
    """

    def __init__(self, places: Mapping[str, tuple[str, int]]) -> None:
        self._places = dict(places)
        self._waiting: dict[str, socket.socket] = {}

    def open(self, settings: Iterable[str]) -> None:
        """Take addresses before anything else is done. Raises SettingError."""
        for setting in settings:
            self._waiting[setting] = self._listen(setting)

    def take(self, setting: str) -> socket.socket:
        """The listener that was opened, or a new one when its loop is started again."""
        return self._waiting.pop(setting, None) or self._listen(setting)

    def address(self, setting: str, url: str | None) -> str | None:
        """An address with the listener's port where it names port 0."""
        if url is None or urlsplit(url).port != 0:
            return url
        return url.replace(":0", f":{self._places[setting][1]}", 1)

    def close(self) -> None:
        """Let go of those that nobody took."""
        for listener in self._waiting.values():
            listener.close()

    def _listen(self, setting: str) -> socket.socket:
        host, port = self._places[setting]
        made = listen(host, port, setting=setting)
        self._places[setting] = host, made.getsockname()[1]
        return made


async def serve(app: Starlette, listener: socket.socket) -> None:
    """Serve until cancelled, then close the socket."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=_LAST_WORDS,
    )
    server = _Server(config)
    try:
        await server.serve(sockets=[listener])
    finally:
        if server.started:  # cancelled: uvicorn itself would only have stopped listening to us
            await server.shutdown(sockets=[listener])
        listener.close()
