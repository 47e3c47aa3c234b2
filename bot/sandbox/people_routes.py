"""The people's side over HTTP: /sandbox/... in JSON."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox import groups, inline, private, tapping, voting, writing
from bot.sandbox.api import attachment
from bot.sandbox.files import Upload, photo_mime
from bot.sandbox.people import Person
from bot.sandbox.refusals import ApiError, PeopleError
from bot.sandbox.view import message_for, messages_for, world_for
from bot.sandbox.world import World

Json = dict[str, Any]
_FIRST_ADDED = 5000000101


class PeopleRoutes:
    """Handlers that act as a person, or look at the world as one."""

    def __init__(self, world: World) -> None:
        self.world = world

    def routes(self) -> list[Route]:
        person = "/sandbox/people/{person:int}"
        return [
            self._get("/sandbox/world", self.see_world),
            Route("/sandbox/chats/{chat}/messages", guarded(self.messages)),
            Route("/sandbox/files/{file_id}", guarded(self.file)),
            self._post(f"{person}/text", self.text),
            self._post(f"{person}/edit", self.edit),
            self._post(f"{person}/file", self.document),
            self._post(f"{person}/photo", self.photo),
            self._post(f"{person}/tap", self.tap),
            self._post(f"{person}/inline", self.inline),
            self._post(f"{person}/choose", self.choose),
            self._post(f"{person}/vote", self.vote),
            self._post(f"{person}/retract", self.retract),
            self._post(f"{person}/start", self.start),
            self._post(f"{person}/block", self.block),
            self._post(f"{person}/unblock", self.unblock),
            self._post(f"{person}/leave", self.leave),
            self._post(f"{person}/join", self.join),
            self._post(f"{person}/anonymous", self.anonymous),
            self._post(f"{person}/clear", self.clear),
            self._post("/sandbox/people", self.add_person),
            self._post("/sandbox/votes", self.votes),
            self._post("/sandbox/chats", self.add_chat),
            self._post("/sandbox/chats/{chat}/bot", self.bot),
            self._post("/sandbox/chats/{chat}/admin", self.admin),
            self._post("/sandbox/chats/{chat}/migrate", self.migrate),
        ]

    def _get(self, path: str, handler: Callable[[Request], Awaitable[Response]]) -> Route:
        return Route(path, guarded(handler), methods=["GET"])

    def _post(self, path: str, handler: Callable[[Request], Awaitable[Response]]) -> Route:
        return Route(path, guarded(handler), methods=["POST"])

    def _person(self, request: Request) -> Person:
        return self.world.person(int(request.path_params["person"]))

    # -- looking ----------------------------------------------------------------------

    async def see_world(self, request: Request) -> Response:
        chat = request.query_params.get("chat")
        viewer = int(request.query_params["as"])
        return JSONResponse(world_for(self.world, viewer, int(chat) if chat else None))

    async def messages(self, request: Request) -> Response:
        query = request.query_params
        viewer = int(query["as"])
        chat = self.world.chat_of(int(request.path_params["chat"]), viewer)
        after, limit = int(query.get("after", "0")), int(query.get("limit", "200"))
        return JSONResponse(
            {"messages": messages_for(self.world, chat, viewer, after, max(0, min(limit, 1000)))}
        )

    async def file(self, request: Request) -> Response:
        stored = self.world.files.known.get(request.path_params["file_id"])
        if stored is None:
            raise PeopleError("there is no such file", 404)
        content = self.world.files.content(stored.file_id)
        if stored.width:
            return Response(content, media_type=photo_mime(content))
        headers = {"Content-Disposition": attachment(stored.name)}
        return Response(content, headers=headers, media_type="application/octet-stream")

    # -- acting -----------------------------------------------------------------------

    async def text(self, request: Request) -> Response:
        body, person = await json_of(request), self._person(request)
        message = writing.say(
            self.world,
            person,
            int(body.get("chat", person.id)),
            str(body["text"]),
            thread=body.get("thread"),
            reply_to=body.get("reply_to"),
        )
        return JSONResponse({"message": message_for(self.world, message, person.id)})

    async def edit(self, request: Request) -> Response:
        body, person = await json_of(request), self._person(request)
        chat, number = int(body.get("chat", person.id)), int(body["message_id"])
        message = writing.edit(self.world, person, chat, number, str(body["text"]))
        return JSONResponse({"message": message_for(self.world, message, person.id)})

    async def document(self, request: Request) -> Response:
        return await self._upload(request, "document")

    async def photo(self, request: Request) -> Response:
        return await self._upload(request, "photo")

    async def _upload(self, request: Request, kind: str) -> Response:
        person = self._person(request)
        async with request.form() as form:
            given = form.get("file")
            if not isinstance(given, UploadFile):
                raise PeopleError("the form needs a file")
            mime = given.content_type or "application/octet-stream"
            upload = Upload(given.filename or "file", await given.read(), mime)
            chat = int(str(form.get("chat") or person.id))
            caption = str(form.get("caption") or "")
        message = writing.send_file(self.world, person, chat, upload, caption=caption, kind=kind)
        return JSONResponse({"message": message_for(self.world, message, person.id)})

    async def tap(self, request: Request) -> Response:
        body = await json_of(request)
        return JSONResponse(await tapping.tap(self.world, self._person(request), body))

    async def inline(self, request: Request) -> Response:
        body, person = await json_of(request), self._person(request)
        found = await inline.ask(
            self.world,
            person,
            int(body.get("chat") or person.id),
            str(body.get("query", "")),
            offset=str(body.get("offset", "")),
            wait=float(body.get("wait", 5)),
        )
        return JSONResponse(found)

    async def choose(self, request: Request) -> Response:
        body, person = await json_of(request), self._person(request)
        chat = int(body.get("chat") or person.id)
        named = str(body["query_id"]), str(body["result_id"])
        message = inline.choose(self.world, person, chat, *named)
        return JSONResponse({"message": message_for(self.world, message, person.id)})

    async def vote(self, request: Request) -> Response:
        body, person = await json_of(request), self._person(request)
        options = list(body["options"])
        if not options:
            raise PeopleError("choose an option; /retract takes a vote back")
        poll = voting.vote(self.world, person, int(body["chat"]), int(body["message_id"]), options)
        return JSONResponse({"poll": poll})

    async def retract(self, request: Request) -> Response:
        body, person = await json_of(request), self._person(request)
        poll = voting.vote(self.world, person, int(body["chat"]), int(body["message_id"]), [])
        return JSONResponse({"poll": poll})

    async def start(self, request: Request) -> Response:
        body, person = await json_of(request), self._person(request)
        message = private.start(self.world, person, str(body.get("payload") or ""))
        return JSONResponse({"message": message_for(self.world, message, person.id)})

    async def block(self, request: Request) -> Response:
        private.block(self.world, self._person(request))
        return JSONResponse({})

    async def unblock(self, request: Request) -> Response:
        private.unblock(self.world, self._person(request))
        return JSONResponse({})

    async def leave(self, request: Request) -> Response:
        body = await json_of(request)
        groups.leave(self.world, self._person(request), int(body["chat"]))
        return JSONResponse({})

    async def join(self, request: Request) -> Response:
        body = await json_of(request)
        groups.join(self.world, self._person(request), int(body["chat"]))
        return JSONResponse({})

    async def anonymous(self, request: Request) -> Response:
        body = await json_of(request)
        chat, anonymous = int(body["chat"]), bool(body["anonymous"])
        groups.set_anonymous(self.world, self._person(request), chat, anonymous)
        return JSONResponse({})

    async def clear(self, request: Request) -> Response:
        private.clear(self.world, self._person(request))
        return JSONResponse({})

    # -- arranging --------------------------------------------------------------------

    async def add_person(self, request: Request) -> Response:
        body = await json_of(request)
        known = [who for who, p in self.world.people.items() if not p.crowd]
        person = Person(
            int(body.get("id") or max(_FIRST_ADDED, max(known, default=0) + 1)),
            str(body["first_name"]),
            language_code=str(body.get("language_code") or "en"),
            last_name=str(body["last_name"]) if body.get("last_name") else None,
            username=str(body["username"]) if body.get("username") else None,
            role_hint=str(body.get("role_hint") or "learner"),
        )
        if person.id in self.world.people or person.id <= 0:
            raise PeopleError("that id is taken or not a person's", 409)
        return JSONResponse(self.world.add_person(person).profile())

    async def votes(self, request: Request) -> Response:
        return JSONResponse(voting.vote_many(self.world, await json_of(request)))

    async def add_chat(self, request: Request) -> Response:
        body = await json_of(request)
        kind = str(body.get("type", "group"))
        if kind not in {"group", "supergroup"}:
            raise PeopleError("type is group or supergroup")
        chat = groups.new_group(
            self.world,
            str(body["title"]),
            kind,
            int(body["creator"]),
            [int(m) for m in body["members"]],
        )
        chat.is_forum = bool(body.get("is_forum")) and kind == "supergroup"
        return JSONResponse(self.world.chat_object(chat))

    async def bot(self, request: Request) -> Response:
        groups.set_bot(self.world, int(request.path_params["chat"]), await json_of(request))
        return JSONResponse({})

    async def admin(self, request: Request) -> Response:
        body = await json_of(request)
        groups.set_admin(
            self.world, int(request.path_params["chat"]), int(body["person"]), bool(body["admin"])
        )
        return JSONResponse({})

    async def migrate(self, request: Request) -> Response:
        chat = self.world.chats.get(int(request.path_params["chat"]))
        if chat is None:
            raise PeopleError("there is no such chat", 404)
        return JSONResponse(self.world.chat_object(groups.migrate(self.world, chat)))


async def json_of(request: Request) -> Json:
    """The request's JSON object; an empty body is an empty object. Raises PeopleError."""
    body = await request.body()
    try:
        values = json.loads(body or b"{}")
    except ValueError as error:
        raise PeopleError("the body is not JSON") from error
    if not isinstance(values, dict):
        raise PeopleError("the body has to be a JSON object")
    return values


def guarded(
    handler: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    """Turn what a person may not do, and what a request lacks, into 4xx with ``error``."""

    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except PeopleError as error:
            return JSONResponse({"error": str(error)}, error.status)
        except ApiError as error:
            return JSONResponse({"error": error.description}, error.code)
        except KeyError as error:
            return JSONResponse({"error": f"missing: {error.args[0]}"}, 400)
        except (ValueError, TypeError) as error:
            return JSONResponse({"error": str(error)}, 400)
        except asyncio.CancelledError:
            raise

    return answer
