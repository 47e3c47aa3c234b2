"""Webhooks: updates posted to the bot, again and again until it answers 2xx.

Updates of one lane (a chat, a poll's answers, a person's taps) go one after another; lanes go
side by side, at most ``max_connections`` at once. A lane that fails waits, longer each time.
"""

from __future__ import annotations

import asyncio
import ssl
from typing import Any

import httpx

from bot.sandbox.methods import METHODS
from bot.sandbox.params import Params
from bot.sandbox.refusals import ApiError
from bot.sandbox.updates import Update
from bot.sandbox.world import World

Json = dict[str, Any]
FIRST_DELAY = 0.5  # seconds before a failed update is tried again; doubled up to the longest
LONGEST_DELAY = 30.0
_TIMEOUT = 60.0
_OK = range(200, 300)


class Deliverer:
    """Posts one webhook's updates. Made anew when the webhook changes."""

    def __init__(self, world: World, hook: Json, http: httpx.AsyncClient) -> None:
        self.world = world
        self.hook = hook
        self.http = http
        self.lanes: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Deliver until cancelled or until the webhook is another."""
        slots = asyncio.Semaphore(self.hook["max_connections"])
        try:
            while self.world.webhook is self.hook:
                changed = self.world.queue.changed()
                self.world.queue.expire(self.world.clock.now())
                for update in self.world.queue.waiting:
                    if update.lane not in self.lanes:
                        task = asyncio.create_task(self._lane(update.lane, slots))
                        self.lanes[update.lane] = task
                await changed.wait()
        finally:
            for task in self.lanes.values():
                task.cancel()

    async def _lane(self, lane: str, slots: asyncio.Semaphore) -> None:
        delay = FIRST_DELAY
        try:
            while (update := self._next(lane)) is not None:
                async with slots:
                    done = await self._post(update)
                if done:
                    self.world.queue.remove(update.id)
                    self.world.backstage("confirmed")
                    delay = FIRST_DELAY
                else:
                    await asyncio.sleep(delay)
                    delay = min(LONGEST_DELAY, delay * 2)
        finally:
            self.lanes.pop(lane, None)

    def _next(self, lane: str) -> Update | None:
        return next((u for u in self.world.queue.waiting if u.lane == lane), None)

    async def _post(self, update: Update) -> bool:
        """One attempt; True when the bot answered 2xx. The reason of a failure is kept."""
        headers = {"Content-Type": "application/json"}
        if self.hook["secret"]:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.hook["secret"]
        try:
            response = await self.http.post(
                self.hook["url"], content=update.raw, headers=headers, timeout=_TIMEOUT
            )
        except httpx.HTTPError as error:
            self._failed(f"{type(error).__name__}: {error}")
            return False
        if response.status_code not in _OK:
            reason = f"{response.status_code} {response.reason_phrase}"
            self._failed(f"Wrong response from the webhook: {reason}")
            return False
        self._call_in_answer(response)
        return True

    def _failed(self, reason: str) -> None:
        self.hook["error"] = reason
        self.hook["error_date"] = self.world.clock.stamp()
        self.world.backstage("hook")

    def _call_in_answer(self, response: httpx.Response) -> None:
        """A method named in the answer is called, and nobody learns its result."""
        try:
            values = response.json()
        except ValueError:
            return
        if not isinstance(values, dict):
            return
        method = METHODS.get(str(values.pop("method", "")).lower())
        if method is not None:
            try:
                method(self.world, Params(values))
            except ApiError as error:
                self._failed(error.description)


async def deliver_webhooks(world: World) -> None:
    """Deliver to whatever webhook is set, for as long as the sandbox runs."""
    bare = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # plain HTTP on this machine only
    async with httpx.AsyncClient(trust_env=False, verify=bare) as http:
        while True:
            changed = world.queue.changed()
            if world.webhook is not None:
                await Deliverer(world, world.webhook, http).run()
            else:
                await changed.wait()
