"""The bot's side over HTTP: /bot<token>/<method> and /file/bot<token>/<path>."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.sandbox.faults import Fault
from bot.sandbox.files import UPLOAD_LIMIT, Upload
from bot.sandbox.methods import METHODS, SPELLING
from bot.sandbox.methods.hooks import get_updates
from bot.sandbox.params import Params
from bot.sandbox.refusals import ApiError, bad_request, too_many
from bot.sandbox.updates import dumps
from bot.sandbox.wire import cut
from bot.sandbox.world import World

_OVERHEAD = 1024 * 1024  # of a multipart body beside the file
_UNAUTHORIZED = ApiError(401)


async def params_of(request: Request) -> Params:
    """The call's parameters, wherever they stand. Raises ApiError 413 or 400."""
    if int(request.headers.get("content-length", "0")) > UPLOAD_LIMIT + _OVERHEAD:
        raise ApiError(413)
    params = Params(dict(request.query_params))
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        params.values |= _json_body(await request.body())
    elif kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        try:
            await _read_form(request, params)
        except HTTPException as error:
            raise bad_request("can't parse the form") from error
    return params


async def _read_form(request: Request, params: Params) -> None:
    async with request.form() as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                mime = value.content_type or "application/octet-stream"
                params.files[name] = Upload(value.filename or "file", await value.read(), mime)
            else:
                params.values[name] = value


def _json_body(body: bytes) -> dict[str, Any]:
    try:
        values = json.loads(body or b"{}")
    except ValueError as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(values, dict):
        raise bad_request("can't parse JSON object")
    return values


class BotApi:
    """ASGI application for /bot<token>/<method>."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        token, method = request.path_params["token"], request.path_params["method"].lower()
        if self.world.token is not None and token != self.world.token:
            await _answer(_UNAUTHORIZED.code, dumps(_UNAUTHORIZED.body()))(scope, receive, send)
            return
        polling = method == "getupdates"
        self.world.in_flight += not polling
        try:
            await self._serve(request, method, scope, receive, send)
        finally:
            self.world.in_flight -= not polling
            if not polling:
                self.world.backstage("call")

    async def _serve(
        self, request: Request, method: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        try:
            params = await params_of(request)
        except ApiError as error:
            await _answer(error.code, dumps(error.body()))(scope, receive, send)
            return
        fault = self.world.faults.take(method, params.text("chat_id") or None)
        if fault is not None:
            self.world.backstage("fault")
        if fault is not None and not await self._before(fault, method, params, scope):
            return
        status, body = await self._call(method, params, fault)
        self._log(method, params, status)
        if fault is not None and fault.kind == "reset":
            await cut(scope, reset=True)
            return
        if fault is not None and fault.kind == "timeout_after_effect":
            await self.world.events.pause(fault.seconds)
        await _answer(status, body)(scope, receive, send)

    async def _before(self, fault: Fault, method: str, params: Params, scope: Scope) -> bool:
        """What a fault does before the call; False when the call never happens."""
        if fault.kind == "delay":
            await self.world.events.pause(fault.seconds)
        if fault.kind == "drop":
            self._log(method, params, 0)
            await cut(scope, reset=False)
            return False
        return True

    async def _call(self, method: str, params: Params, fault: Fault | None) -> tuple[int, bytes]:
        try:
            return 200, await self._result(method, params, fault)
        except ApiError as error:
            return error.code, dumps(error.body())

    async def _result(self, method: str, params: Params, fault: Fault | None) -> bytes:
        if fault is not None and fault.kind == "status":
            if fault.retry_after:
                raise too_many(fault.retry_after)
            raise ApiError(fault.status)
        if method == "getupdates":
            if fault is not None and fault.kind == "duplicate":
                params.values.pop("offset", None)
            return await get_updates(self.world, params)
        function = METHODS.get(method)
        if function is None:
            raise ApiError(404, "method not found")
        return b'{"ok":true,"result":' + dumps(function(self.world, params)) + b"}"

    def _log(self, method: str, params: Params, status: int) -> None:
        world = self.world
        world.call_count += 1
        world.calls.append(
            {
                "n": world.call_count,
                "method": SPELLING.get(method, method),
                "params": params.logged(),
                "status": status,
                "at": world.clock.now(),
            }
        )


def _answer(status: int, body: bytes) -> Response:
    headers = {}
    if status == 429:  # noqa: PLR2004
        parameters: dict[str, Any] = json.loads(body).get("parameters", {})
        if "retry_after" in parameters:
            headers["Retry-After"] = str(parameters["retry_after"])
    return Response(body, status, headers, media_type="application/json")


class FileApi:
    """ASGI application for /file/bot<token>/<path>: what getFile's file_path points to."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        params = Request(scope, receive).path_params
        if self.world.token is not None and params["token"] != self.world.token:
            response = _answer(401, dumps(_UNAUTHORIZED.body()))
        else:
            stored = self.world.files.at_path(params["path"])
            if stored is None:
                response = _answer(404, dumps(ApiError(404).body()))
            else:
                content = self.world.files.content(stored.file_id)
                response = Response(content, media_type="application/octet-stream")
        await response(scope, receive, send)


def attachment(name: str) -> str:
    """A Content-Disposition that no file name can break out of."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"
