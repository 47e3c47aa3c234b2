"""People and groups as a test handles them; see the client."""

from __future__ import annotations

import asyncio
import re
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from bot.sandbox.client import Sandbox

Json = dict[str, Any]
PATIENCE = 45.0  # seconds until a wait gives up
_TRIES = 10  # of a tap whose button has another text by then
_LEADING = re.compile(r"^\W+")


class SandboxError(Exception):
    """The sandbox refused what a person wanted to do: ``status`` and its reason."""

    def __init__(self, status: int, reason: str) -> None:
        self.status = status
        super().__init__(f"{status}: {reason}")


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

    def __init__(self, sandbox: Sandbox, profile: Json) -> None:
        self.sandbox = sandbox
        self.id: int = profile["id"]
        self.name: str = profile["first_name"]
        self.language: str = profile["language_code"]

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

    async def edits(self, message_id: int, text: str, chat: int | None = None) -> Json:
        """Change a text sent earlier; the message."""
        answer = await self._act("edit", chat=chat or self.id, message_id=message_id, text=text)
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
        timeout: float = PATIENCE,  # noqa: ASYNC109
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
        timeout: float = PATIENCE,  # noqa: ASYNC109
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
        wait: float = PATIENCE,
        timeout: float = PATIENCE,  # noqa: ASYNC109
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

        tries = 0
        while True:
            number, text = await self.sandbox.wait_for(found, timeout, f"a button {button!r}")
            about = {"chat": chat or self.id, "message_id": number, "text": text, "wait": wait}
            try:
                return await self._act("tap", **about)
            except SandboxError as error:  # "Join · 0" became "Join · 1" in between
                tries += 1
                if error.status != HTTPStatus.NOT_FOUND or tries == _TRIES:
                    raise

    async def forges(
        self, data: str, message_id: int, chat: int | None = None, wait: float = PATIENCE
    ) -> Json:
        """Send callback data of one's own making, as from a stale or changed client."""
        return await self._act(
            "tap", chat=chat or self.id, message_id=message_id, data=data, wait=wait
        )

    async def asks_inline(
        self, query: str, chat: int | None = None, *, offset: str = "", wait: float = PATIENCE
    ) -> Json:
        """Type ``@bot query`` into a chat's field: {answered, query_id, results, button, ...}."""
        return await self._act(
            "inline", chat=chat or self.id, query=query, offset=offset, wait=wait
        )

    async def picks(self, found: Json, number: int, chat: int | None = None) -> Json:
        """Send result ``number`` (from 1) of what ``asks_inline`` found; the message."""
        chosen = {"query_id": found["query_id"], "result_id": found["results"][number - 1]["id"]}
        return cast(Json, (await self._act("choose", chat=chat or self.id, **chosen))["message"])

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
        answer = await self.sandbox.upload(
            f"people/{self.id}/{kind}",
            {"chat": str(chat or self.id), "caption": caption},
            (name or "file.txt", body),
        )
        return cast(Json, answer["message"])

    async def reads_file(self, message: Json) -> bytes:
        """Download the document or photo of a message."""
        return await self.sandbox.download((message.get("document") or message["photo"])["url"])

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
