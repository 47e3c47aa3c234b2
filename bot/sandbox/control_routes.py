"""The test bench over HTTP: clock, faults, limits, the call log, idleness and events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.events import Event
from bot.sandbox.faults import fault_of
from bot.sandbox.people_routes import guarded, json_of
from bot.sandbox.view import message_for
from bot.sandbox.world import World

Json = dict[str, Any]
_QUIET = 0.05  # seconds without a call that count as idle
_KEEP_ALIVE = 15.0


class ControlRoutes:
    """Handlers that see and steer the sandbox itself."""

    def __init__(self, world: World) -> None:
        self.world = world

    def routes(self) -> list[Route]:
        return [
            Route("/sandbox/clock", guarded(self.clock), methods=["GET", "POST"]),
            Route("/sandbox/faults", guarded(self.faults), methods=["GET", "POST", "DELETE"]),
            Route("/sandbox/limits", guarded(self.limits), methods=["GET", "POST"]),
            Route("/sandbox/feedback", guarded(self.feedback), methods=["GET", "POST"]),
            Route("/sandbox/calls", guarded(self.calls)),
            Route("/sandbox/updates", guarded(self.updates)),
            Route("/sandbox/idle", guarded(self.idle)),
            Route("/sandbox/events", guarded(self.events)),
        ]

    async def clock(self, request: Request) -> Response:
        if request.method == "POST":
            wanted = await json_of(request)
            if wanted.get("stand"):
                self.world.clock.stand()
            self.world.advance(float(wanted.get("advance", 0)))
        return JSONResponse({"now": self.world.clock.iso()})

    async def faults(self, request: Request) -> Response:
        if request.method == "POST":
            self.world.faults.add(fault_of(await json_of(request)))
        elif request.method == "DELETE":
            self.world.faults.clear()
        return JSONResponse({"faults": [f.describe() for f in self.world.faults.pending]})

    async def limits(self, request: Request) -> Response:
        if request.method == "POST":
            self.world.limiter.rates.change(await json_of(request))
            self.world.limiter.reset()
        return JSONResponse(vars(self.world.limiter.rates))

    async def feedback(self, request: Request) -> Response:
        """BotFather's /setinlinefeedback: whether chosen_inline_result is sent."""
        bot = self.world.bot
        if request.method == "POST":
            bot.inline_feedback = bool((await json_of(request))["enabled"])
            self.world.dirty.set()
        return JSONResponse({"enabled": bot.inline_feedback})

    async def calls(self, request: Request) -> Response:
        after = int(request.query_params.get("after", "0"))
        return JSONResponse({"calls": [c for c in self.world.calls if c["n"] > after]})

    async def updates(self, request: Request) -> Response:
        queue = self.world.queue
        queue.expire(self.world.clock.now())
        return JSONResponse(
            {
                "pending": len(queue.waiting),
                "confirmed_offset": queue.confirmed + 1,
                "last_update_id": queue.next_id - 1,
            }
        )

    async def idle(self, request: Request) -> Response:
        """Wait until all is confirmed and no call has been in flight for a moment."""
        wait = float(request.query_params.get("wait", "5"))
        quiet = float(request.query_params.get("quiet", _QUIET))
        try:
            async with asyncio.timeout(wait):
                await self._until_idle(quiet)
        except TimeoutError:
            return JSONResponse({"idle": False})
        return JSONResponse({"idle": True})

    async def _until_idle(self, quiet: float) -> None:
        world = self.world
        while True:
            busy = world.queue.waiting or world.in_flight
            seen = world.call_count
            if busy:
                await world.events.wait(60)
                continue
            stirred = await world.events.wait(quiet)
            still = not stirred and not world.queue.waiting and not world.in_flight
            if still and world.call_count == seen:
                return

    # -- events -----------------------------------------------------------------------

    async def events(self, request: Request) -> Response:
        query = request.query_params
        viewer = int(query["as"]) if "as" in query else None
        if viewer is not None:
            self.world.person(viewer)
        given = query.get("after") or request.headers.get("last-event-id")
        after = int(given) if given is not None else self.world.events.last
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(
            self._stream(viewer, after), headers=headers, media_type="text/event-stream"
        )

    async def _stream(self, viewer: int | None, after: int) -> AsyncIterator[bytes]:
        events = self.world.events
        yield b": open\n\n"
        while not events.closed:
            fresh = events.after(after)
            if fresh is None:
                after = events.last
                yield _frame({"type": "reset", "seq": after})
                continue
            for event in fresh:
                after = event.seq
                if self._concerns(event, viewer):
                    yield _frame(self._shown(event, viewer))
            if after == events.last and not events.closed and not await events.wait(_KEEP_ALIVE):
                yield b": still here\n\n"

    def _concerns(self, event: Event, viewer: int | None) -> bool:
        if viewer is None:
            return True
        if event.only is not None:
            return viewer in event.only
        chat = self.world.chats.get(event.chat or 0)
        if chat is None or chat.standing(viewer).present:
            return True
        return event.type == "chat" and viewer in chat.members  # they see themselves go

    def _shown(self, event: Event, viewer: int | None) -> Json:
        shown: Json = {"seq": event.seq, "type": event.type, **event.extra}
        if event.chat is not None:
            shown["chat"] = event.chat
        if event.message is not None:
            shown["message_id"] = event.message
            chat = self.world.chats.get(event.chat or 0)
            message = chat.messages.get(event.message) if chat else None
            if viewer is not None and message is not None and event.type != "toast":
                shown["message"] = message_for(self.world, message, viewer)
        return shown


def _frame(value: Json) -> bytes:
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"id: {value['seq']}\ndata: {body}\n\n".encode()
