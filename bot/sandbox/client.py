"""A client for tests: people of the sandbox as objects, over the same HTTP as the page.

async with Sandbox.start() as sandbox:
    learner = sandbox.person("Alma")
    await learner.say("/start")
    await learner.taps("B")
"""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import json
import re
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar, cast, overload

import httpx

from bot.sandbox.limits import Rates
from bot.sandbox.people import BOT_USERNAME, DANA_ID, SANDBOX_TOKEN
from bot.sandbox.server import serve
from bot.sandbox.store import Store
from bot.sandbox.world import World

Json = dict[str, Any]
T = TypeVar("T")
_PATIENCE = 10.0  # seconds until a wait gives up
_LEADING = re.compile(r"^\W+")


class SandboxError(Exception):
    """The sandbox refused what a person wanted to do: ``status`` and its reason."""

    def __init__(self, status: int, reason: str) -> None:
        self.status = status
        super().__init__(f"{status}: {reason}")


class Sandbox:
    """One running sandbox. ``world`` is set when it runs in this process."""

    def __init__(self, url: str, http: httpx.AsyncClient, world: World | None = None) -> None:
        self.url = url
        self.world = world
        self.token = (world.token if world else None) or SANDBOX_TOKEN
        self.username = BOT_USERNAME
        self.people: list[Human] = []
        self._http = http

    # -- beginning and end --------------------------------------------------------------

    @classmethod
    @contextlib.asynccontextmanager
    async def start(
        cls, *, limits: bool = False, data: Path | None = None, port: int = 0
    ) -> AsyncIterator[Sandbox]:
        """Run a sandbox in this process; ``limits`` switches the flood limits on.

        ``data`` is a folder to keep the world in; without one nothing is kept.
        """
        world = World(
            rates=Rates(enabled=limits), folder=data / "files" if data is not None else None
        )
        store = Store(data) if data is not None else None
        if store is None or not store.load(world):
            world.seed()
        async with serve(world, port=port, store=store) as url, cls._client(url) as http:
            sandbox = cls(url, http, world)
            await sandbox.refresh()
            yield sandbox

    @classmethod
    @contextlib.asynccontextmanager
    async def at(cls, url: str) -> AsyncIterator[Sandbox]:
        """Speak to a sandbox that runs elsewhere on this machine."""
        async with cls._client(url) as http:
            sandbox = cls(url.rstrip("/"), http)
            await sandbox.refresh()
            yield sandbox

    @staticmethod
    def _client(url: str) -> httpx.AsyncClient:
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=20)
        # Loading a list of authorities costs more than a whole test; nothing here is https.
        bare = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        return httpx.AsyncClient(
            base_url=url, timeout=60, limits=limits, trust_env=False, verify=bare
        )

    @property
    def bot_base_url(self) -> str:
        """For python-telegram-bot's ``base_url``."""
        return f"{self.url}/bot"

    @property
    def file_base_url(self) -> str:
        """For python-telegram-bot's ``base_file_url``."""
        return f"{self.url}/file/bot"

    async def get(self, path: str, **query: Any) -> Json:
        """GET a /sandbox path. Raises SandboxError."""
        return _checked(await self._http.get(f"/sandbox/{path}", params=query))

    async def post(self, path: str, body: Json | None = None) -> Json:
        """POST JSON to a /sandbox path. Raises SandboxError."""
        return _checked(await self._http.post(f"/sandbox/{path}", json=body or {}))

    async def api(self, method: str, **params: Any) -> Json:
        """Call a Bot API method with JSON; the whole answer, refused or not."""
        url = f"/bot{self.token}/{method}"
        return cast(Json, (await self._http.post(url, json=params)).json())

    # -- people and chats ---------------------------------------------------------------

    async def refresh(self) -> Json:
        """Read the world again; the instructor's view of it."""
        world = await self.get("world", **{"as": DANA_ID})
        self.people = [Human(self, card) for card in world["people"]]
        return world

    def person(self, who: str | int) -> Human:
        """Someone by first name or id. Raises LookupError."""
        for human in self.people:
            if who in {human.id, human.name}:
                return human
        raise LookupError(f"the sandbox has no {who!r}")

    async def add_person(self, first_name: str, language_code: str = "en", **more: Any) -> Human:
        """Let one more person exist."""
        card = await self.post(
            "people", {"first_name": first_name, "language_code": language_code, **more}
        )
        self.people.append(Human(self, card))
        return self.people[-1]

    async def group(self, title: str = "Security studies") -> Group:
        """The newest group with this title among the instructor's. Raises LookupError."""
        world = await self.refresh()
        for chat in reversed(world["chats"]):
            if chat["title"] == title and chat["type"] != "private":
                return Group(self, chat["id"])
        raise LookupError(f"the instructor is in no group {title!r}")

    async def new_group(
        self, title: str, members: Iterable[Human], *, creator: Human, **more: Any
    ) -> Group:
        """A new group (``type="supergroup"`` for the other kind), without the bot."""
        body = {"title": title, "creator": creator.id, "members": [m.id for m in members], **more}
        return Group(self, (await self.post("chats", body))["id"])

    # -- time and trouble ---------------------------------------------------------------

    async def advance(self, seconds: float) -> None:
        """Move the sandbox's clock on; what falls due happens."""
        await self.post("clock", {"advance": seconds})

    async def faults(self, method: str, kind: str, times: int = 1, **more: Any) -> None:
        """Let the next calls of a method go wrong; see the faults module for kinds."""
        await self.post("faults", {"method": method, "kind": kind, "times": times, **more})

    async def clear_faults(self) -> None:
        _checked(await self._http.delete("/sandbox/faults"))

    async def limits(self, enabled: bool = True, **more: Any) -> None:
        """Switch the flood limits, and set rates and bursts."""
        await self.post("limits", {"enabled": enabled, **more})

    async def idle(self, wait: float = _PATIENCE) -> None:
        """Until the bot has confirmed every update and calls nothing. Raises TimeoutError."""
        if not (await self.get("idle", wait=wait))["idle"]:
            raise TimeoutError(f"the bot was still busy after {wait} s")

    async def calls(self, method: str | None = None, after: int = 0) -> list[Json]:
        """The Bot API calls so far, of one method or of all."""
        found: list[Json] = (await self.get("calls", after=after))["calls"]
        return [c for c in found if method is None or c["method"] == method]

    async def updates(self) -> Json:
        """pending, confirmed_offset and last_update_id."""
        return await self.get("updates")

    async def vote_many(self, chat: int, message_id: int, **how: Any) -> int:
        """Cast many votes at once: ``votes=[...]`` or ``count=, seed=, right_share=``."""
        body = {"chat": chat, "message_id": message_id, **how}
        return int((await self.post("votes", body))["cast"])

    @overload
    async def wait_for(
        self,
        predicate: Callable[[], Awaitable[T | None]],
        timeout: float = ...,  # noqa: ASYNC109
        what: str = ...,
    ) -> T: ...

    @overload
    async def wait_for(
        self,
        predicate: Callable[[], T | None],
        timeout: float = ...,  # noqa: ASYNC109
        what: str = ...,
    ) -> T: ...

    async def wait_for(
        self,
        predicate: Callable[[], Any],
        timeout: float = _PATIENCE,  # noqa: ASYNC109
        what: str = "",
    ) -> Any:
        """Until ``predicate`` (plain or async) is true; what it returned.

        It is asked now and after every event of the sandbox. Raises TimeoutError.
        """
        try:
            async with asyncio.timeout(timeout), self._events() as lines:
                while True:
                    asked = predicate()
                    answer = await asked if inspect.isawaitable(asked) else asked
                    if answer:
                        return answer
                    await _next_event(lines)
        except TimeoutError as error:
            hint = what or getattr(predicate, "__name__", "it")
            raise TimeoutError(f"waited {timeout} s in vain for {hint}") from error

    @contextlib.asynccontextmanager
    async def _events(self) -> AsyncIterator[AsyncIterator[str]]:
        async with self._http.stream("GET", "/sandbox/events", timeout=None) as response:
            lines = response.aiter_lines()
            await anext(lines)  # the stream is open: nothing from here on is missed
            yield lines


async def _next_event(lines: AsyncIterator[str]) -> Json:
    async for line in lines:
        if line.startswith("data: "):
            return cast(Json, json.loads(line.removeprefix("data: ")))
    raise ConnectionError("the sandbox ended the stream of events")


def _checked(response: httpx.Response) -> Json:
    if response.is_error:
        try:
            reason = response.json()["error"]
        except (ValueError, KeyError):
            reason = response.text
        raise SandboxError(response.status_code, str(reason))
    return cast(Json, response.json())


class Group:
    """A group as a place: who is in it, what the bot may do there."""

    def __init__(self, sandbox: Sandbox, chat_id: int) -> None:
        self.sandbox = sandbox
        self.id = chat_id

    async def bot(self, status: str = "member", *, by: int | None = None, **rights: bool) -> None:
        """Add the bot, make it administrator, restrict it, or remove it."""
        body: Json = {"status": status, "rights": rights}
        await self.sandbox.post(f"chats/{self.id}/bot", body | ({"by": by} if by else {}))

    async def admin(self, person: Human, admin: bool = True) -> None:
        await self.sandbox.post(f"chats/{self.id}/admin", {"person": person.id, "admin": admin})

    async def migrate(self) -> Group:
        """Upgrade to a supergroup, which has another id."""
        return Group(self.sandbox, (await self.sandbox.post(f"chats/{self.id}/migrate"))["id"])


class Human:
    """A person of the sandbox, acting. ``chat`` defaults to the private chat with the bot."""

    def __init__(self, sandbox: Sandbox, card: Json) -> None:
        self.sandbox = sandbox
        self.id: int = card["id"]
        self.name: str = card["first_name"]
        self.language: str = card["language_code"]

    async def _act(self, what: str, **body: Any) -> Json:
        return await self.sandbox.post(f"people/{self.id}/{what}", body)

    async def say(
        self,
        text: str,
        chat: int | None = None,
        *,
        thread: int | None = None,
        reply_to: int | None = None,
    ) -> Json:
        """Send a text; the message."""
        answer = await self._act(
            "text", chat=chat or self.id, text=text, thread=thread, reply_to=reply_to
        )
        return cast(Json, answer["message"])

    async def start(self, payload: str = "") -> Json:
        """Press Start, or follow a deep link with a payload."""
        return cast(Json, (await self._act("start", payload=payload))["message"])

    async def messages(self, chat: int | None = None, after: int = 0) -> list[Json]:
        """The messages of a chat as this person sees them, oldest first."""
        answer = await self.sandbox.get(
            f"chats/{chat or self.id}/messages", **{"as": self.id, "after": after, "limit": 1000}
        )
        return cast(list[Json], answer["messages"])

    async def last_message(self, chat: int | None = None, *, of_bot: bool = True) -> Json | None:
        """The newest message in a chat, by default of those the bot sent."""
        for message in reversed(await self.messages(chat)):
            if message["sender"]["is_bot"] or not of_bot:
                return message
        return None

    async def sees(
        self,
        text: str,
        chat: int | None = None,
        *,
        after: int = 0,
        timeout: float = _PATIENCE,  # noqa: ASYNC109
    ) -> Json:
        """Wait for a message of the bot that contains ``text``; that message, the newest."""

        async def found() -> Json | None:
            for message in reversed(await self.messages(chat, after)):
                shown = message.get("text") or message.get("caption") or ""
                shown = shown or message.get("poll", {}).get("question", "")
                if message["sender"]["is_bot"] and text in shown:
                    return message
            return None

        return await self.sandbox.wait_for(found, timeout, f"{text!r} in {self.name}'s chat")

    async def sees_poll(
        self,
        chat: int | None = None,
        *,
        after: int = 0,
        timeout: float = _PATIENCE,  # noqa: ASYNC109
    ) -> Json:
        """Wait for an open poll later than message ``after``; its message, the newest."""

        async def found() -> Json | None:
            polls = [m for m in await self.messages(chat, after) if "poll" in m]
            return next((m for m in reversed(polls) if not m["poll"]["is_closed"]), None)

        return await self.sandbox.wait_for(found, timeout, "a poll")

    async def taps(
        self,
        button: str,
        chat: int | None = None,
        *,
        message_id: int | None = None,
        wait: float = 5,
        timeout: float = _PATIENCE,  # noqa: ASYNC109
    ) -> Json:
        """Tap a button on the newest message that has it, waiting for one to come.

        ``button`` is the text, or how it begins: "B" finds "B. Paris". Returns the answer:
        {answered, text, alert, url}, or {open: {url}} for a button with an address.
        """

        async def found() -> tuple[int, str] | None:
            for message in reversed(await self.messages(chat)):
                if message_id in {None, message["id"]}:
                    text = _button_text(message["keyboard"] or [], button)
                    if text is not None:
                        return message["id"], text
            return None

        number, text = await self.sandbox.wait_for(found, timeout, f"a button {button!r}")
        return await self._act("tap", chat=chat or self.id, message_id=number, text=text, wait=wait)

    async def taps_at(
        self, message_id: int, row: int, column: int, chat: int | None = None, wait: float = 5
    ) -> Json:
        """Tap the button at a place of one message's keyboard."""
        return await self._act(
            "tap", chat=chat or self.id, message_id=message_id, row=row, column=column, wait=wait
        )

    async def forges(
        self, data: str, message_id: int, chat: int | None = None, wait: float = 5
    ) -> Json:
        """Send callback data of one's own making, as from a stale or changed client."""
        return await self._act(
            "tap", chat=chat or self.id, message_id=message_id, data=data, wait=wait
        )

    async def vote(
        self, *options: str | int, message_id: int | None = None, chat: int | None = None
    ) -> Json:
        """Vote for options by text, persistent id or place as shown; the poll afterwards."""
        number = message_id or (await self.sees_poll(chat))["id"]
        answer = await self._act(
            "vote", chat=chat or self.id, message_id=number, options=list(options)
        )
        return cast(Json, answer["poll"])

    async def retract(self, message_id: int, chat: int | None = None) -> Json:
        """Take one's vote back."""
        answer = await self._act("retract", chat=chat or self.id, message_id=message_id)
        return cast(Json, answer["poll"])

    async def sends_file(
        self,
        content: bytes | str | Path,
        name: str | None = None,
        *,
        caption: str = "",
        chat: int | None = None,
        kind: str = "file",
    ) -> Json:
        """Send a document (``kind="photo"``: a picture) from bytes, text or a path."""
        if isinstance(content, Path):
            name, content = name or content.name, await asyncio.to_thread(content.read_bytes)
        body = content.encode() if isinstance(content, str) else content
        answer = await self.sandbox._http.post(
            f"/sandbox/people/{self.id}/{kind}",
            data={"chat": str(chat or self.id), "caption": caption},
            files={"file": (name or "file.txt", body)},
        )
        return cast(Json, _checked(answer)["message"])

    async def reads_file(self, message: Json) -> bytes:
        """Download the document or photo of a message."""
        url = (message.get("document") or message["photo"])["url"]
        response = await self.sandbox._http.get(url)
        response.raise_for_status()
        return response.content

    async def menu(self, chat: int | None = None) -> list[Json]:
        """The command menu as this person sees it in a chat."""
        world = await self.sandbox.get("world", **{"as": self.id, "chat": chat or self.id})
        return cast(list[Json], world["commands"])

    async def block(self) -> None:
        """Block the bot."""
        await self._act("block")

    async def unblock(self) -> None:
        await self._act("unblock")

    async def leave(self, chat: int) -> None:
        await self._act("leave", chat=chat)

    async def join(self, chat: int) -> None:
        await self._act("join", chat=chat)

    async def clear(self) -> None:
        """Clear the history of the private chat."""
        await self._act("clear")


def _button_text(rows: list[list[Json]], wanted: str) -> str | None:
    """The text of the button meant: the same, the same but for marks before, or a beginning."""
    texts: list[str] = [button["text"] for row in rows for button in row]
    for text in texts:
        if text == wanted:
            return text
    for text in texts:
        if _LEADING.sub("", text) == wanted:
            return text
    start = re.compile(rf"^\W*{re.escape(wanted)}(?!\w)")
    return next((text for text in texts if start.match(text)), None)
