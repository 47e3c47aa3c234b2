"""Telegram at the end of python-telegram-bot's wire, so that each answer can be told what to be.

The real Bot serialises its calls; only HTTP is replaced. What the server does by itself is tested
against the sandbox.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

from bot.storage.database import in_transaction

TOKEN = "4200000001:DOUBLE"
BOT_ID = 4200000001

Json = dict[str, Any]
Scripted = tuple[int, Json] | TelegramError | Callable[[Json], Awaitable[tuple[int, Json]]]


@dataclass
class Call:
    """A Bot API call as it came in, its parameters decoded.

    ``read_timeout`` is how many seconds the caller waits for the answer, None: for ever.
    """

    method: str
    params: Json
    read_timeout: float | None


def ok(result: Any) -> tuple[int, Json]:
    return 200, {"ok": True, "result": result}


def refusal(code: int, description: str, **parameters: Any) -> tuple[int, Json]:
    body: Json = {"ok": False, "error_code": code, "description": description}
    return code, body | ({"parameters": parameters} if parameters else {})


@dataclass
class TelegramDouble(BaseRequest):
    """Answers as scripted by :meth:`next`, else as if all went well."""

    calls: list[Call] = field(default_factory=list)
    script: dict[str, list[Scripted]] = field(default_factory=dict)
    updates: list[Any] = field(default_factory=list)
    message_id: int = 100
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def next(self, method: str, *answers: Scripted) -> None:
        """What the next calls of a method meet: status and body, an error, or what to await."""
        self.script.setdefault(method, []).extend(answers)

    def of(self, *methods: str) -> list[Call]:
        return [call for call in self.calls if call.method in methods]

    async def until(self, count: int, *methods: str) -> list[Call]:
        """Until so many calls of the methods came in; those calls."""
        while len(calls := self.of(*methods)) < count:
            self.news.clear()
            await self.news.wait()
        return calls

    def texts(self, chat: int | None = None) -> list[str]:
        """Texts sent or edited, in order."""
        return [
            call.params["text"]
            for call in self.of("sendMessage", "editMessageText")
            if chat in (None, call.params["chat_id"])
        ]

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        *_: Any,
        **__: Any,
    ) -> tuple[int, bytes]:
        assert not in_transaction(), "the network is awaited inside a transaction"
        path, _mark, query = url.partition("?")
        name = path.split("/")[-1]
        params = dict(request_data.parameters) if request_data else {}
        timeout = self.read_timeout if read_timeout is self.DEFAULT_NONE else read_timeout
        self.calls.append(Call(name, params | ({"query": query} if query else {}), timeout))
        self.news.set()
        code, body = await self._answer(name, params)
        return code, json.dumps(body).encode()

    async def _answer(self, name: str, params: Json) -> tuple[int, Json]:
        if scripted := self.script.get(name):
            answer = scripted.pop(0)
            if isinstance(answer, TelegramError):
                raise answer
            return answer if isinstance(answer, tuple) else await answer(params)
        match name:
            case "getMe":
                return ok({"id": BOT_ID, "is_bot": True, "first_name": "Q", "username": "q_bot"})
            case "getUpdates":
                await asyncio.Event().wait()  # nothing comes in
            case "sendMessage" | "editMessageText" | "sendDocument" | "sendPhoto":
                return ok(self.message(params))
            case "sendPoll":
                return ok(self.message(params) | {"poll": self.poll(params)})
        return ok(True)

    def message(self, params: Json) -> Json:
        if "message_id" not in params:
            self.message_id += 1
        return {
            "message_id": params.get("message_id", self.message_id),
            "date": 1_700_000_000,
            "chat": {"id": params["chat_id"], "type": "private"},
        }

    def poll(self, params: Json) -> Json:
        options = [
            {"text": option["text"], "voter_count": 0, "persistent_id": f"o{index}"}
            for index, option in enumerate(params["options"])
        ]
        return {
            "id": f"poll{self.message_id}",
            "question": params["question"],
            "options": options,
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": False,
            "type": "quiz",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        }
