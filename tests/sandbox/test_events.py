"""What watchers are told, and when the sandbox is idle."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.sandbox.client import Human, Sandbox
from bot.sandbox.people import BORIS_ID
from tests.sandbox.answers import button, keyboard, result

Json = dict[str, Any]


async def events(lines: AsyncIterator[str]) -> AsyncIterator[Json]:
    async for line in lines:
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))


async def test_a_person_sees_their_chats_only(sandbox: Sandbox, alma: Human) -> None:
    """Events go to those who are in the chat, with the message as they see it."""
    boris = sandbox.person("Boris")
    async with httpx.AsyncClient(base_url=sandbox.url) as http:
        query = {"as": str(boris.id), "after": "0"}
        async with http.stream("GET", "/sandbox/events", params=query) as response:
            assert response.headers["content-type"].startswith("text/event-stream")
            stream = events(response.aiter_lines())
            await alma.say("for nobody else")
            await boris.say("mine")
            while (event := await anext(stream))["type"] != "message":
                assert event["type"] in {"reset", "chat"}
            assert (event["chat"], event["message"]["text"]) == (BORIS_ID, "mine")
            assert event["message_id"] == event["message"]["id"]


async def test_who_left_hears_no_more(sandbox: Sandbox) -> None:
    """Someone who left sees that they left, and nothing that comes after."""
    group = await sandbox.group()
    alma, boris = sandbox.person("Alma"), sandbox.person("Boris")
    last = (await sandbox.get("world", **{"as": boris.id}))["seq"]
    await boris.leave(group.id)
    await alma.say("among ourselves", group.id)
    await boris.say("mine")
    async with httpx.AsyncClient(base_url=sandbox.url) as http:
        query = {"as": str(boris.id), "after": str(last)}
        async with http.stream("GET", "/sandbox/events", params=query) as response:
            stream = events(response.aiter_lines())
            seen = [await anext(stream), await anext(stream)]
    assert [(event["type"], event["chat"]) for event in seen] == [
        ("chat", group.id),
        ("message", boris.id),
    ]


async def test_every_kind_of_change_is_told(sandbox: Sandbox, alma: Human) -> None:
    """message, edit, delete, poll, typing, toast, clock."""
    last = (await sandbox.get("world", **{"as": alma.id}))["seq"]
    api, where = sandbox.api, {"chat_id": alma.id}
    sent = result(
        await api("sendMessage", **where, text="x", reply_markup=keyboard(button("A", "a")))
    )
    number = {"message_id": sent["message_id"]}
    await alma.taps("A", wait=0)
    query = result(await api("getUpdates"))[-1]["callback_query"]
    await api("answerCallbackQuery", callback_query_id=query["id"], text="Right")
    await api("sendChatAction", **where, action="typing")
    await api("editMessageText", **where, **number, text="y")
    await api("deleteMessage", **where, **number)
    poll = result(await api("sendPoll", **where, question="?", options=["a"]))
    await api("stopPoll", **where, message_id=poll["message_id"])
    await sandbox.advance(1)
    seen: list[Json] = []
    async with httpx.AsyncClient(base_url=sandbox.url) as http:
        query = {"as": str(alma.id), "after": str(last)}
        async with http.stream("GET", "/sandbox/events", params=query) as response:
            async for event in events(response.aiter_lines()):
                seen.append(event)
                if event["type"] == "clock":
                    break
    kinds = [event["type"] for event in seen]
    assert kinds == ["message", "toast", "typing", "edit", "delete", "message", "poll", "clock"]
    assert seen[1]["text"] == "Right"
    assert seen[6]["message"]["poll"]["is_closed"] is True


async def test_whoever_missed_too_much_begins_anew(sandbox: Sandbox) -> None:
    """A number the log does not know gives "reset"."""
    async with httpx.AsyncClient(base_url=sandbox.url) as http:
        query = {"after": "999999"}
        async with http.stream("GET", "/sandbox/events", params=query) as response:
            first = await anext(events(response.aiter_lines()))
    assert first["type"] == "reset"


async def test_idle_waits_for_the_bot(sandbox: Sandbox, alma: Human) -> None:
    """Idle: every update confirmed and no call in flight."""
    waiting = asyncio.create_task(sandbox.idle())
    updates = result(await sandbox.api("getUpdates"))
    assert not waiting.done()
    await sandbox.api("getUpdates", offset=updates[-1]["update_id"] + 1)
    await waiting
    await alma.say("unheard")
    with pytest.raises(TimeoutError):
        await sandbox.idle(wait=0.05)


async def test_calls_are_logged(sandbox: Sandbox, alma: Human) -> None:
    """Method, parameters and status of each call, without the bytes of files."""
    await sandbox.api("sendMessage", chat_id=alma.id, text="x")
    await sandbox.api("sendmessage", chat_id=1, text="y")
    logged = await sandbox.calls("sendMessage")
    assert [(c["params"]["text"], c["status"]) for c in logged] == [("x", 200), ("y", 400)]
    assert await sandbox.calls(after=logged[-1]["n"]) == []


async def test_waiting_in_vain_says_for_what(sandbox: Sandbox, alma: Human) -> None:
    """A test that waits for what never comes fails with its name."""
    with pytest.raises(TimeoutError, match="'Never' in Alma's chat"):
        await alma.sees("Never", timeout=0.05)
