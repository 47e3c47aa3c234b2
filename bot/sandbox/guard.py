"""Who may speak to the sandbox: this machine's own pages and programs, no foreign site.

A browser can be led to 127.0.0.1 by a foreign page (DNS rebinding, forged forms), so the
Host, Origin and Sec-Fetch-Site headers are checked before anything else.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HOSTS = {"127.0.0.1", "localhost", "[::1]"}
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def refusal(headers: Headers) -> str | None:
    """Why a request is refused, None if it is not."""
    host = headers.get("host", "")
    name = host if host.endswith("]") else host.rsplit(":", 1)[0]
    if name.lower() not in _HOSTS:
        return "This sandbox answers to 127.0.0.1 and localhost only."
    origin = headers.get("origin")
    if origin is not None and origin.lower() != f"http://{host.lower()}":
        return "Requests from other sites are refused."
    if headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
        return "Requests from other sites are refused."
    return None


class Guard:
    """Middleware that refuses foreign requests and sends the security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        reason = refusal(Headers(scope=scope))
        if reason is not None:
            await PlainTextResponse(reason, 403)(scope, receive, send)
            return

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = _CSP
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers["Cross-Origin-Resource-Policy"] = "same-origin"
            await send(message)

        await self.app(scope, receive, secured)
