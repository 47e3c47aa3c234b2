"""A server with the OpenAI interface on this machine, which plays what a test tells it to."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.generation.llm.service import Service
from bot.web.server import listen, serve

Call = Mapping[str, Any]
"""The JSON of a request."""

Act = Callable[[Call], Response]

TOKENS = 1_000
"""What a good reply is said to have taken."""


def says(content: object, *, tokens: object = TOKENS, finish: str = "stop") -> Response:
    """A reply with these words, or with this value as JSON; ``finish``: why it ends there."""
    text = content if isinstance(content, str) else json.dumps(content)
    choice = {"message": {"role": "assistant", "content": text}, "finish_reason": finish}
    body: dict[str, Any] = {"choices": [choice]}
    if tokens is not None:
        body["usage"] = {"total_tokens": tokens}
    return JSONResponse(body)


def refuses(status: int, message: str = "", **headers: str) -> Response:
    """An error in the interface's form; ``retry_after`` becomes a header."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return JSONResponse({"error": {"message": message}}, status, headers=named)


class Cut(Response):
    """Promises more than it sends, then hangs up."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"choices": [', "more_body": False})


def endless() -> Response:
    """Bytes without end, as fast as they are taken."""

    async def stream() -> AsyncIterator[bytes]:
        while True:
            await asyncio.sleep(0)  # or nobody else gets a turn, once the caller has hung up
            yield b" " * 65_536

    return StreamingResponse(stream())


def data(call: Call) -> Any:
    """What a call puts before the model as data."""
    return json.loads(call["messages"][1]["content"])


class ModelServer:
    """Answers each call by the next of ``acts``; when there is none, as a good model does.

    A good model suggests ``questions`` about the passages it is shown, and answers them rightly.
    """

    def __init__(self, *questions: dict[str, Any]) -> None:
        self.questions = list(questions)
        self.acts: deque[Act] = deque()
        self.calls: list[Call] = []
        self.headers: list[Mapping[str, str]] = []
        self.address = ""
        self.quiet = asyncio.Event()
        """Set at the end, for calls that are never answered."""

    def good(self, call: Call) -> Response:
        """What a good model says."""
        said = data(call)
        if "question" not in said:
            shown = {one["passage"] for one in said["passages"]}
            return says({"questions": [q for q in self.questions if q.get("passage") in shown]})
        key = next(q["key"] for q in self.questions if q["stem"] == said["question"])
        if "options" not in said:
            return says({"answer": key, "fault": "none"})
        return says({"answer": letter(call, key), "also_right": [], "fault": "none"})

    def drafting(self, value: object) -> None:
        """Say this when questions are asked for next, whatever it is."""
        self.acts.append(lambda _call: says(value))

    def service(self, **more: Any) -> Service:
        """How to reach it."""
        return Service(self.address, "some-model", "key-of-tests", **{"timeout": 30.0, **more})

    async def respond(self, request: Request) -> Response:
        """Play the next act."""
        call = await request.json()
        self.calls.append(call)
        self.headers.append(dict(request.headers))
        act = self.acts.popleft() if self.acts else self.good
        return act(call)

    def never(self, _call: Call) -> Response:
        """An act: no answer before the test has ended."""

        async def stream() -> AsyncIterator[bytes]:
            await self.quiet.wait()
            yield b""

        return StreamingResponse(stream())


def letter(call: Call, text: str) -> str:
    """Under which letter a call offers an option."""
    options: Mapping[str, str] = data(call)["options"]
    return next(key for key, option in options.items() if option == text)


@asynccontextmanager
async def served(server: ModelServer) -> AsyncIterator[ModelServer]:
    """The server, listening."""

    async def respond(request: Request) -> Response:
        return await server.respond(request)

    app = Starlette(routes=[Route("/v1/chat/completions", respond, methods=["POST"])])
    listener = listen("127.0.0.1", 0)
    server.address = f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
    task = asyncio.create_task(serve(app, listener))
    try:
        yield server
    finally:
        server.quiet.set()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
