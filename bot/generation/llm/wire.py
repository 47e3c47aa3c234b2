"""One call over HTTP: its deadline, its bounds, and what a server's answer means."""

import asyncio
import ipaddress
import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import httpx
from pydantic import BaseModel, Field, JsonValue, ValidationError

from bot.bank.texts.passages import one_line
from bot.domain.redaction import without_secrets, without_user
from bot.generation.llm.service import Service, estimated_tokens

_LONGEST_REPLY = 400_000
"""Bytes; whoever sends more is not listened to."""

_MOST_TOKENS = 10_000_000
"""No call takes more: a server that says so does not count."""

_LATER = frozenset({408, 409, 425, 429})
_NOT_THIS = frozenset({400, 413, 422})
_WHO_ASKS = frozenset({401, 403})


class Failed(Exception):
    """A call without a reply. ``worked``: the server may have been at work on it, and count it."""

    worked = False


class Again(Failed):
    """The call may be tried again, after as many seconds as the server asks for."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        super().__init__(why)
        self.wait = wait


class Confused(Again):
    """The same where the server came to grief over the call; that may be its way to refuse it."""


class Broken(Again):
    """The same of a call that was under way."""

    worked = True


class Late(Broken):
    """The same of a call that took too long."""


class Refused(Failed):
    """The server does not take this request; it may take another one."""


class NoReply(Failed):
    """The server gives no usable reply, however often it is asked."""


class Endless(NoReply):
    """It gives one that does not end."""

    worked = True


class Stopped(Failed):
    """No further call has a point; the text says why."""


class _Message(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: JsonValue = None


class _Completion(BaseModel):
    """What is read of a reply; tool calls and all else are passed over."""

    choices: list[_Choice] = Field(min_length=1)
    usage: JsonValue = None


@dataclass(frozen=True)
class Reply:
    """What the model said, and the tokens of the call where the server counts them."""

    text: str
    tokens: int | None = None
    cut: bool = False
    """It was as long as it was let be, and is not at its end."""


class Wire:
    """The connection to a server. ``now`` reads the clock, in UTC."""

    def __init__(
        self, service: Service, http: httpx.AsyncClient, now: Callable[[], datetime]
    ) -> None:
        self._service = service
        self._http = http
        self._now = now
        self._url = f"{service.base_url.rstrip('/')}/chat/completions"

    async def reply(self, body: Mapping[str, Any]) -> Reply:
        """Send a request. Raises a Failed of the kind that says what may be done next."""
        try:
            async with (
                asyncio.timeout(self._service.timeout),
                self._http.stream("POST", self._url, json=body) as response,
            ):
                data = await _bounded(response)
        except TimeoutError:
            seconds = f"{self._service.timeout:g} seconds"
            raise Late(f"no reply within {seconds}; see LLM_TIMEOUT") from None
        except (httpx.UnsupportedProtocol, httpx.InvalidURL):
            raise Stopped(f"{without_user(self._service.base_url)} is no address") from None
        except httpx.ConnectError:
            raise Again("the server cannot be reached") from None
        except httpx.RequestError:
            raise Broken("the connection broke off") from None
        if response.status_code != HTTPStatus.OK:
            raise self._failure(response, data)
        return _read(data)

    def _failure(self, response: httpx.Response, data: bytes) -> Failed:
        status = response.status_code
        why = f"the server answers {status}{_said(data, self._service)}"
        if status in _LATER or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            wait = _asked_to_wait(response.headers.get("retry-after", ""), self._now())
            confused = status == HTTPStatus.INTERNAL_SERVER_ERROR
            return Confused(why, wait) if confused else Again(why, wait)
        if status in _NOT_THIS:
            return Refused(why)
        look = "LLM_API_KEY" if status in _WHO_ASKS else "LLM_BASE_URL and LLM_MODEL"
        return Stopped(f"{why}; look at {look}")


def client(service: Service) -> httpx.AsyncClient:
    """Connections to the server; a local one is asked without a proxy."""
    key = {"Authorization": f"Bearer {service.api_key}"} if service.api_key else {}
    return httpx.AsyncClient(
        headers=key,
        timeout=httpx.Timeout(None),  # a call has one deadline, for all that it does
        follow_redirects=False,
        trust_env=not _local(service.base_url),
    )


def _local(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def _bounded(response: httpx.Response) -> bytes:
    data = bytearray()
    async for piece in response.aiter_bytes():
        data += piece
        if len(data) > _LONGEST_REPLY:
            raise Endless("a reply without an end")
    return bytes(data)


def _read(data: bytes) -> Reply:
    """The reply; an empty one where the body is none."""
    try:
        read = _Completion.model_validate_json(data)
    except ValidationError:
        return Reply("")
    first = read.choices[0]
    text = first.message.content or ""
    return Reply(text, _counted(read.usage, text), first.finish_reason == "length")


def _counted(usage: JsonValue, text: str) -> int | None:
    """The tokens of a call as the server counts them, which are no fewer than its reply has; None
    where it does not count.
    """
    said = usage.get("total_tokens") if isinstance(usage, dict) else None
    if type(said) is not int or not 0 < said <= _MOST_TOKENS:
        return None
    return max(said, estimated_tokens(text))


def _said(body: bytes, service: Service) -> str:
    """A server's own words, short and printable. What may hold the key is cut after it is gone."""
    text = body.decode("utf-8", "replace")
    with suppress(ValueError, KeyError, TypeError, RecursionError):
        text = str(json.loads(body)["error"]["message"])
    plain = one_line("".join(char if char.isprintable() else " " for char in text))
    plain = without_secrets(plain, service.base_url, service.host, service.api_key)
    return f" ({plain[:160].rstrip()})" if plain else ""


def _asked_to_wait(said: str, now: datetime) -> float | None:
    """Seconds that a Retry-After asks for, as a number or as a date."""
    if re.fullmatch(r"[0-9]{1,9}(?:\.[0-9]+)?", said):
        return float(said)
    try:
        at = parsedate_to_datetime(said)
    except ValueError:
        return None
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())
