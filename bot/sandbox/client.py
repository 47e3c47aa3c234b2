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
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar, cast, overload

import httpx
from httpx_aiohttp import AiohttpTransport

from bot.sandbox.callbacks import ANSWER_WITHIN
from bot.sandbox.humans import PATIENCE, Group, Human, SandboxError
from bot.sandbox.limits import Rates
from bot.sandbox.people import BOT_USERNAME, DANA_ID, SANDBOX_TOKEN
from bot.sandbox.server import serve
from bot.sandbox.store import opened
from bot.sandbox.world import World

__all__ = ["Group", "Human", "Sandbox", "SandboxError"]

Json = dict[str, Any]
T = TypeVar("T")


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
        cls,
        *,
        limits: bool = False,
        data: Path | None = None,
        port: int = 0,
        answer_within: float = ANSWER_WITHIN,
    ) -> AsyncIterator[Sandbox]:
        """Run a sandbox in this process; ``limits`` switches the flood limits on.

        ``data`` is a folder to keep the world in; without one nothing is kept. A tap may be
        answered for ``answer_within`` seconds: as at Telegram, or longer on a slow machine.
        """
        world = World(
            rates=Rates(enabled=limits), folder=data / "files" if data is not None else None
        )
        world.queries.within = answer_within
        with opened(world, data) as store:
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
        # Any number at once (0, says aiohttp), none kept until the server gives it up.
        limits = httpx.Limits(max_connections=0, keepalive_expiry=3.0)
        # Loading a list of authorities costs more than a whole test; nothing here is https.
        bare = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        # The stock pool takes twice the time for a request: tests make tens of thousands.
        transport = AiohttpTransport(verify=bare, limits=limits, trust_env=False)
        return httpx.AsyncClient(base_url=url, timeout=60, transport=transport, trust_env=False)

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

    async def upload(self, path: str, fields: dict[str, str], file: tuple[str, bytes]) -> Json:
        """POST a form with a file (name, bytes) to a /sandbox path. Raises SandboxError."""
        form = await self._http.post(f"/sandbox/{path}", data=fields, files={"file": file})
        return _checked(form)

    async def download(self, url: str) -> bytes:
        """The bytes behind the ``url`` of a document or photo."""
        response = await self._http.get(url)
        response.raise_for_status()
        return response.content

    async def api(self, method: str, **params: Any) -> Json:
        """Call a Bot API method with JSON; the whole answer, refused or not."""
        url = f"/bot{self.token}/{method}"
        return cast(Json, (await self._http.post(url, json=params)).json())

    # -- people and chats ---------------------------------------------------------------

    async def refresh(self) -> Json:
        """Read the world again; the instructor's view of it."""
        world = await self.get("world", **{"as": DANA_ID})
        self.people = [Human(self, profile) for profile in world["people"]]
        return world

    def person(self, who: str | int) -> Human:
        """Someone by first name or id. Raises LookupError."""
        for human in self.people:
            if who in {human.id, human.name}:
                return human
        raise LookupError(f"the sandbox has no {who!r}")

    async def add_person(self, first_name: str, language_code: str = "en", **more: Any) -> Human:
        """Let one more person exist."""
        profile = await self.post(
            "people", {"first_name": first_name, "language_code": language_code, **more}
        )
        self.people.append(Human(self, profile))
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

    async def stand_still(self) -> None:
        """Let the sandbox's clock move by :meth:`advance` alone."""
        await self.post("clock", {"stand": True})

    async def faults(self, method: str, kind: str, times: int = 1, **more: Any) -> None:
        """Let the next calls of a method go wrong; see the faults module for kinds."""
        await self.post("faults", {"method": method, "kind": kind, "times": times, **more})

    async def clear_faults(self) -> None:
        _checked(await self._http.delete("/sandbox/faults"))

    async def limits(self, enabled: bool = True, **more: Any) -> None:
        """Switch the flood limits, and set rates and bursts."""
        await self.post("limits", {"enabled": enabled, **more})

    async def feedback(self, enabled: bool = True) -> None:
        """Let the bot hear which inline results are chosen, as BotFather's /setinlinefeedback."""
        await self.post("feedback", {"enabled": enabled})

    async def idle(self, wait: float = PATIENCE, quiet: float = 0.05) -> None:
        """Until the bot has confirmed every update and called nothing for ``quiet`` seconds.

        Raises TimeoutError after ``wait`` seconds.
        """
        if not (await self.get("idle", wait=wait, quiet=quiet))["idle"]:
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
        timeout: float = PATIENCE,  # noqa: ASYNC109
        what: str = "",
    ) -> Any:
        """Until ``predicate`` (plain or async) is true; what it returned.

        It is asked now and after every event of the sandbox. Raises TimeoutError.
        """
        try:
            async with asyncio.timeout(timeout), self._stirred() as stirred:
                while True:
                    stirred.clear()
                    asked = predicate()
                    answer = await asked if inspect.isawaitable(asked) else asked
                    if answer:
                        return answer
                    await stirred.wait()
        except TimeoutError as error:
            hint = what or getattr(predicate, "__name__", "it")
            raise TimeoutError(f"waited {timeout} s in vain for {hint}") from error

    @contextlib.asynccontextmanager
    async def _stirred(self) -> AsyncIterator[asyncio.Event]:
        """An event that is set whenever anything happens in the sandbox, from here on."""
        stirred = asyncio.Event()
        async with self._http.stream("GET", "/sandbox/events", timeout=None) as response:
            lines = response.aiter_lines()
            await anext(lines)  # the stream is open: nothing from here on is missed
            reader = asyncio.create_task(_stir(lines, stirred))
            try:
                yield stirred
            finally:
                reader.cancel()
                await asyncio.gather(reader, return_exceptions=True)


async def _stir(lines: AsyncIterator[str], stirred: asyncio.Event) -> None:
    async for line in lines:
        if line.startswith("data: "):
            stirred.set()


def _checked(response: httpx.Response) -> Json:
    if response.is_error:
        try:
            reason = response.json()["error"]
        except (ValueError, KeyError):
            reason = response.text
        raise SandboxError(response.status_code, str(reason))
    return cast(Json, response.json())
