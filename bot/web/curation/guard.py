"""What every answer of the page carries, and which requests are not even looked at."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Never to other sites; and not less, or forms would come from the origin "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
_READING = frozenset({"GET", "HEAD"})


class Guard:
    """Middleware; ``origin`` is the page's own, such as ``https://quiz.example.org``."""

    def __init__(self, app: ASGIApp, origin: str) -> None:
        self.app = app
        self._origin = origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        if scope["method"] not in _READING and self._is_foreign(Headers(scope=scope)):
            await PlainTextResponse("not from this page", 403)(scope, receive, secured)
            return
        await self.app(scope, receive, secured)

    def _is_foreign(self, headers: Headers) -> bool:
        """Whether a browser says that another site sends this."""
        origin = headers.get("origin")
        if origin is not None and origin != self._origin:
            return True
        return headers.get("sec-fetch-site", "same-origin") != "same-origin"
