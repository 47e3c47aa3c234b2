"""Faults on request: each goes wrong the way it says, as often as it says."""

import asyncio

import httpx
import pytest

from bot.sandbox.client import Human, Sandbox, SandboxError
from tests.sandbox.answers import refusal, result


async def texts(person: Human) -> list[str]:
    return [m["text"] for m in await person.messages() if m["sender"]["is_bot"]]


async def test_a_dropped_call_never_happens(sandbox: Sandbox, alma: Human) -> None:
    """drop: the connection is closed and nothing was done."""
    await sandbox.faults("sendMessage", "drop")
    with pytest.raises(httpx.TransportError):
        await sandbox.api("sendMessage", chat_id=alma.id, text="lost")
    result(await sandbox.api("sendMessage", chat_id=alma.id, text="kept"))
    assert await texts(alma) == ["kept"]


async def test_a_reset_call_has_happened(sandbox: Sandbox, alma: Human) -> None:
    """reset: done, but the bot cannot know."""
    await sandbox.faults("sendMessage", "reset")
    with pytest.raises(httpx.TransportError):
        await sandbox.api("sendMessage", chat_id=alma.id, text="done")
    assert await texts(alma) == ["done"]


async def test_a_status_is_answered_instead(sandbox: Sandbox, alma: Human) -> None:
    """status: the server's trouble, as often as asked for."""
    await sandbox.faults("*", "status", times=2, status=502)
    for _ in range(2):
        answer = await sandbox.api("sendMessage", chat_id=alma.id, text="x")
        assert refusal(answer) == (502, "Bad Gateway")
    result(await sandbox.api("sendMessage", chat_id=alma.id, text="y"))
    assert await texts(alma) == ["y"]


async def test_a_429_can_be_asked_for(sandbox: Sandbox, alma: Human) -> None:
    """status 429 with retry_after, without sending a flood first."""
    await sandbox.faults("sendMessage", "status", status=429, retry_after=7)
    answer = await sandbox.api("sendMessage", chat_id=alma.id, text="x")
    assert refusal(answer) == (429, "Too Many Requests: retry after 7")
    assert answer["parameters"] == {"retry_after": 7}


async def test_a_timeout_after_the_effect(sandbox: Sandbox, alma: Human) -> None:
    """timeout_after_effect: done, the answer comes too late."""
    await sandbox.faults("sendMessage", "timeout_after_effect", seconds=30)
    url = f"{sandbox.url}/bot{sandbox.token}/sendMessage"
    async with httpx.AsyncClient() as http:
        with pytest.raises(httpx.ReadTimeout):
            await http.post(url, json={"chat_id": alma.id, "text": "done"}, timeout=0.2)
    assert await texts(alma) == ["done"]


async def test_a_delayed_call_lets_others_pass(sandbox: Sandbox, alma: Human) -> None:
    """delay: one call waits, the next is served meanwhile."""
    await sandbox.faults("sendMessage", "delay", seconds=0.2)
    slow = asyncio.create_task(sandbox.api("sendMessage", chat_id=alma.id, text="slow"))

    async def taken() -> bool:
        return not (await sandbox.get("faults"))["faults"]

    await sandbox.wait_for(taken)
    result(await sandbox.api("sendMessage", chat_id=alma.id, text="quick"))
    result(await slow)
    assert await texts(alma) == ["quick", "slow"]


async def test_a_batch_can_come_twice(sandbox: Sandbox, alma: Human) -> None:
    """duplicate: getUpdates forgets the confirmation once."""
    first = result(await sandbox.api("getUpdates"))
    await sandbox.faults("getUpdates", "duplicate")
    offset = first[-1]["update_id"] + 1
    assert result(await sandbox.api("getUpdates", offset=offset)) == first
    assert result(await sandbox.api("getUpdates", offset=offset)) == []


async def test_a_fault_can_be_for_one_chat(sandbox: Sandbox, alma: Human) -> None:
    """chat: only calls to that chat go wrong."""
    boris = sandbox.person("Boris")
    await boris.start()
    await sandbox.faults("sendMessage", "status", status=500, chat=boris.id)
    result(await sandbox.api("sendMessage", chat_id=alma.id, text="x"))
    answer = await sandbox.api("sendMessage", chat_id=boris.id, text="x")
    assert refusal(answer) == (500, "Internal Server Error")


async def test_faults_are_cleared_and_checked(sandbox: Sandbox, alma: Human) -> None:
    """A fault that makes no sense is refused, and a cleared one does not happen."""
    await sandbox.faults("sendMessage", "drop", times=9)
    await sandbox.clear_faults()
    result(await sandbox.api("sendMessage", chat_id=alma.id, text="x"))
    for method, kind, more in (
        ("sendPoll", "explode", {}),
        ("sendPoll", "duplicate", {}),
        ("sendPoll", "drop", {"times": 0}),
        ("sendPoll", "drop", {"color": "red"}),
    ):
        with pytest.raises(SandboxError):
            await sandbox.faults(method, kind, **more)
