"""Webhooks: delivered with the secret, again until 2xx, one of a lane at a time."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

import bot.sandbox.webhooks as module
from bot.sandbox.client import Human, Sandbox
from tests.sandbox.answers import refusal, result

Json = dict[str, Any]


class Receiver:
    """A bot's webhook: keeps what it gets, answers what it is told."""

    def __init__(self) -> None:
        self.updates: list[Json] = []
        self.secrets: list[str | None] = []
        self.statuses: list[int] = []  # for the next requests; then 200
        self.answer = b"{}"
        self.open = asyncio.Event()  # answers wait for this
        self.open.set()
        self.arrived = asyncio.Event()
        self.under_way = 0
        self.most = 0
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if line)
        body = json.loads(await reader.readexactly(int(fields["content-length"])))
        self.updates.append(body)
        self.secrets.append(fields.get("x-telegram-bot-api-secret-token"))
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        self.arrived.set()
        await self.open.wait()
        self.under_way -= 1
        status = self.statuses.pop(0) if self.statuses else 200
        answer = f"HTTP/1.1 {status} Some\r\nContent-Length: {len(self.answer)}\r\n"
        writer.write(answer.encode() + b"Connection: close\r\n\r\n" + self.answer)
        await writer.drain()
        writer.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"


@pytest.fixture
async def receiver(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Receiver]:
    monkeypatch.setattr(module, "FIRST_DELAY", 0.01)
    made = Receiver()
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    async with server:
        yield made


async def delivered(sandbox: Sandbox) -> None:
    async def none_left() -> bool:
        return bool((await sandbox.updates())["pending"] == 0)

    await sandbox.wait_for(none_left)


async def test_an_update_is_posted_with_the_secret(
    sandbox: Sandbox, alma: Human, receiver: Receiver
) -> None:
    """setWebhook secret_token: sent in "X-Telegram-Bot-Api-Secret-Token" in every request."""
    await sandbox.api("setWebhook", url=receiver.url, secret_token="s3cret")
    await delivered(sandbox)
    assert [u["message"]["text"] for u in receiver.updates] == ["/start"]
    assert receiver.secrets == ["s3cret"]


async def test_a_refused_update_comes_again(
    sandbox: Sandbox, alma: Human, receiver: Receiver
) -> None:
    """setWebhook: on a non-2xx answer "we will repeat the request"."""
    receiver.statuses = [500, 404]
    await sandbox.api("setWebhook", url=receiver.url)
    await delivered(sandbox)
    assert len({u["update_id"] for u in receiver.updates}) == 1
    assert len(receiver.updates) == 3
    info = result(await sandbox.api("getWebhookInfo"))
    assert info["last_error_message"] == "Wrong response from the webhook: 404 Some"
    assert info["pending_update_count"] == 0


async def test_a_chat_is_one_at_a_time_and_chats_side_by_side(
    sandbox: Sandbox, alma: Human, receiver: Receiver
) -> None:
    """setWebhook max_connections: "simultaneous HTTPS connections"; a lane has one."""
    receiver.open.clear()
    await sandbox.api("setWebhook", url=receiver.url)
    await alma.say("second")
    await receiver.arrived.wait()
    receiver.arrived.clear()
    await sandbox.person("Boris").start()
    await receiver.arrived.wait()
    assert [u["message"]["from"]["first_name"] for u in receiver.updates] == ["Alma", "Boris"]
    receiver.open.set()
    await delivered(sandbox)
    assert receiver.most == 2
    assert [u["message"]["text"] for u in receiver.updates][-1] == "second"


async def test_a_polls_answers_share_a_lane(sandbox: Sandbox, receiver: Receiver) -> None:
    """The Bot API server keeps poll answers in line by poll: one in flight."""
    group = await sandbox.group()
    await group.bot()
    sent = result(
        await sandbox.api(
            "sendPoll", chat_id=group.id, question="?", options=["a"], is_anonymous=False
        )
    )
    await sandbox.api("getUpdates", offset=-1, allowed_updates=["poll_answer"])
    await sandbox.api(
        "setWebhook", url=receiver.url, drop_pending_updates=True, max_connections=100
    )
    await sandbox.vote_many(group.id, sent["message_id"], count=20)
    await delivered(sandbox)
    assert receiver.most == 1
    ids = [u["update_id"] for u in receiver.updates if "poll_answer" in u]
    assert ids == sorted(ids)
    assert len(ids) == 20


async def test_pending_updates_can_be_dropped(
    sandbox: Sandbox, alma: Human, receiver: Receiver
) -> None:
    """setWebhook drop_pending_updates: "Pass True to drop all pending updates"."""
    await sandbox.api("setWebhook", url=receiver.url, drop_pending_updates=True)
    await alma.say("new")
    await delivered(sandbox)
    assert [u["message"]["text"] for u in receiver.updates] == ["new"]


async def test_without_a_webhook_updates_wait_again(
    sandbox: Sandbox, alma: Human, receiver: Receiver
) -> None:
    """deleteWebhook: "if you decide to switch back to getUpdates"."""
    await sandbox.api("setWebhook", url=receiver.url)
    await delivered(sandbox)
    assert result(await sandbox.api("deleteWebhook")) is True
    await alma.say("polled")
    assert [u["message"]["text"] for u in result(await sandbox.api("getUpdates"))] == ["polled"]
    assert result(await sandbox.api("getWebhookInfo"))["url"] == ""


async def test_a_method_in_the_answer_is_called(
    sandbox: Sandbox, alma: Human, receiver: Receiver
) -> None:
    """Making requests when getting updates: a method may stand in the answer."""
    receiver.answer = json.dumps(
        {"method": "sendMessage", "chat_id": alma.id, "text": "in passing"}
    ).encode()
    await sandbox.api("setWebhook", url=receiver.url)
    assert (await alma.sees("in passing"))["sender"]["is_bot"]


async def test_webhooks_that_are_refused(sandbox: Sandbox) -> None:
    """setWebhook secret_token: "Only characters A-Z, a-z, 0-9, _ and - are allowed"."""
    spaced = await sandbox.api("setWebhook", url="http://127.0.0.1:9/", secret_token="a b")
    assert refusal(spaced) == (400, "Bad Request: secret token contains unallowed characters")
    foreign = await sandbox.api("setWebhook", url="http://example.org/")
    assert refusal(foreign)[0] == 400
