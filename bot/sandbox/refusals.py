"""What the sandbox answers when it refuses: Telegram's own codes and descriptions."""

from __future__ import annotations

from typing import Any

_PREFIX = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


class ApiError(Exception):
    """A refused Bot API call: HTTP status, description without prefix, parameters."""

    def __init__(
        self, code: int, reason: str = "", parameters: dict[str, int] | None = None
    ) -> None:
        prefix = _PREFIX.get(code, "Error")
        self.code = code
        self.description = f"{prefix}: {reason}" if reason else prefix
        self.parameters = parameters
        super().__init__(self.description)

    def body(self) -> dict[str, Any]:
        """The JSON object Telegram answers with."""
        answer: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


class PeopleError(Exception):
    """A person asked for something Telegram's apps would not let them do."""

    def __init__(self, reason: str, status: int = 400) -> None:
        self.status = status
        super().__init__(reason)


def bad_request(reason: str) -> ApiError:
    """400 with Telegram's prefix; ``reason`` is its description after the colon."""
    return ApiError(400, reason)


def forbidden(reason: str) -> ApiError:
    """403 with Telegram's prefix."""
    return ApiError(403, reason)


def too_many(retry_after: int) -> ApiError:
    """429; ``retry_after`` in whole seconds, at least 1."""
    return ApiError(429, f"retry after {retry_after}", {"retry_after": retry_after})
