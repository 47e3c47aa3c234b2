"""getUpdates: offset, limit, long polling, one poller, and how long updates are kept."""

import asyncio
from typing import Any

import httpx

from bot.sandbox.client import Human, Sandbox
from bot.sandbox.people import DANA_ID
from tests.sandbox.answers import button, keyboard, refusal, result

Json = dict[str, Any]


async def fetch(sandbox: Sandbox, **params: Any) -> list[Json]:
    return list(result(await sandbox.api("getUpdates", **params)))


def texts(updates: list[Json]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_come_again_until_confirmed(sandbox: Sandbox, alma: Human) -> None:
    """getUpdates: confirmed "as soon as getUpdates is called with an offset higher"."""
    await alma.say("two")
    first = await fetch(sandbox)
    assert texts(first) == ["/start", "two"]
    assert texts(await fetch(sandbox)) == ["/start", "two"]
    assert texts(await fetch(sandbox, offset=first[0]["update_id"] + 1)) == ["two"]
    assert await fetch(sandbox, offset=first[1]["update_id"] + 1) == []


async def test_ids_rise_by_one(sandbox: Sandbox, alma: Human) -> None:
    """Update: identifiers "start from a certain positive number and increase sequentially"."""
    await alma.say("two")
    first, second = await fetch(sandbox)
    assert second["update_id"] == first["update_id"] + 1 > 0


async def test_a_negative_offset_counts_from_the_end(sandbox: Sandbox, alma: Human) -> None:
    """getUpdates: with a negative offset "all previous updates will be forgotten"."""
    for text in ("b", "c", "d"):
        await alma.say(text)
    assert texts(await fetch(sandbox, offset=-2)) == ["c", "d"]
    assert texts(await fetch(sandbox)) == ["c", "d"]


async def test_a_batch_is_limited(sandbox: Sandbox, alma: Human) -> None:
    """getUpdates limit: "Values between 1-100 are accepted. Defaults to 100"."""
    for number in range(104):
        await alma.say(str(number))
    assert len(await fetch(sandbox, limit=3)) == 3
    assert len(await fetch(sandbox)) == 100
    assert len(await fetch(sandbox, limit=500)) == 100
    assert len(await fetch(sandbox, limit=0)) == 1


async def test_a_long_poll_returns_at_the_first_update(sandbox: Sandbox, alma: Human) -> None:
    """getUpdates timeout: "Timeout in seconds for long polling"."""
    offset = (await fetch(sandbox))[-1]["update_id"] + 1
    waiting = asyncio.create_task(fetch(sandbox, offset=offset, timeout=50))
    await sandbox.wait_for(lambda: polling(sandbox))
    await alma.say("at last")
    assert texts(await waiting) == ["at last"]


async def polling(sandbox: Sandbox) -> bool:
    """Whether everything is confirmed, as it is once the long poll has arrived."""
    return bool((await sandbox.updates())["pending"] == 0)


async def test_a_second_poller_ends_the_first(sandbox: Sandbox, alma: Human) -> None:
    """Error 409: "terminated by other getUpdates request"."""
    offset = (await fetch(sandbox))[-1]["update_id"] + 1
    first = asyncio.create_task(sandbox.api("getUpdates", offset=offset, timeout=50))
    await sandbox.wait_for(lambda: polling(sandbox))
    second = asyncio.create_task(sandbox.api("getUpdates", offset=offset, timeout=50))
    assert refusal(await first) == (
        409,
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running",
    )
    await alma.say("for the second")
    assert texts(result(await second)) == ["for the second"]


async def test_polling_is_refused_while_a_webhook_is_set(sandbox: Sandbox) -> None:
    """getUpdates: "will not work if an outgoing webhook is set up"."""
    await sandbox.api("setWebhook", url="http://127.0.0.1:9/hook")
    code, text = refusal(await sandbox.api("getUpdates"))
    assert code == 409
    assert text.startswith("Conflict: can't use getUpdates method while webhook is active")
    await sandbox.api("deleteWebhook")
    assert await fetch(sandbox) == []


async def test_allowed_updates_are_remembered(sandbox: Sandbox, alma: Human) -> None:
    """getUpdates allowed_updates: "If not specified, the previous setting will be used"."""
    await fetch(sandbox, allowed_updates=["callback_query"])
    await alma.say("unheard")
    assert texts(await fetch(sandbox)) == ["/start"]  # it was there before
    await fetch(sandbox, allowed_updates=[])
    await alma.say("heard")
    assert texts(await fetch(sandbox)) == ["/start", "heard"]


async def test_chat_member_comes_only_when_asked_for(sandbox: Sandbox) -> None:
    """Update.chat_member: the bot must be administrator and name it in allowed_updates."""
    group = await sandbox.group()
    await group.bot("administrator")
    boris = sandbox.person("Boris")
    await boris.leave(group.id)
    await fetch(sandbox, allowed_updates=["chat_member"])
    await boris.join(group.id)
    updates = await fetch(sandbox)
    (change,) = [u["chat_member"] for u in updates if "chat_member" in u]
    assert change["new_chat_member"] == {"user": change["from"], "status": "member"}


async def test_updates_are_kept_a_day(sandbox: Sandbox, alma: Human) -> None:
    """Getting updates: they "will not be kept longer than 24 hours"."""
    await sandbox.advance(24 * 3600 - 60)
    assert texts(await fetch(sandbox)) == ["/start"]
    await sandbox.advance(61)
    assert await fetch(sandbox) == []


async def test_a_tap_is_kept_150_seconds(sandbox: Sandbox, alma: Human) -> None:
    """Observed, not documented: a callback query that nobody fetches is dropped after 150 s."""
    sent = result(
        await sandbox.api(
            "sendMessage", chat_id=alma.id, text="?", reply_markup=keyboard(button("A", "a"))
        )
    )
    await alma.forges("a", sent["message_id"], wait=0)
    await sandbox.advance(149)
    assert "callback_query" in (await fetch(sandbox))[-1]
    await sandbox.advance(2)
    assert texts(await fetch(sandbox)) == ["/start"]


async def test_a_wrong_token_is_unauthorized(sandbox: Sandbox) -> None:
    """Making requests: the token in the path is the bot's only proof."""
    async with httpx.AsyncClient() as http:
        answer = await http.get(f"{sandbox.url}/bot1:wrong/getMe")
    assert answer.status_code == 401
    assert answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_an_unknown_method_is_not_found(sandbox: Sandbox) -> None:
    """Making requests: "All methods in the Bot API are case-insensitive"."""
    assert refusal(await sandbox.api("sendNothing")) == (404, "Not Found: method not found")
    assert result(await sandbox.api("GETME"))["is_bot"]


async def test_parameters_come_in_four_ways(sandbox: Sandbox, alma: Human) -> None:
    """Making requests: query string, urlencoded, JSON, multipart."""
    url = f"{sandbox.url}/bot{sandbox.token}/sendMessage"
    async with httpx.AsyncClient() as http:
        for text, more in (
            ("query", {"params": {"chat_id": alma.id, "text": "query"}}),
            ("form", {"data": {"chat_id": alma.id, "text": "form"}}),
            ("json", {"json": {"chat_id": alma.id, "text": "json"}}),
            ("multi", {"files": {"chat_id": (None, str(alma.id)), "text": (None, "multi")}}),
        ):
            answer = (await http.post(url, **more)).json()
            assert result(answer)["text"] == text


async def test_ten_thousand_answers_are_fetched_in_a_hundred_calls(sandbox: Sandbox) -> None:
    """PollAnswer: bots receive votes "only in polls that were sent by the bot itself"."""
    group = await sandbox.group()
    await group.bot()
    sent = result(
        await sandbox.api(
            "sendPoll",
            chat_id=group.id,
            question="?",
            options=["a", "b"],
            type="quiz",
            correct_option_ids=[0],
            is_anonymous=False,
        )
    )
    await fetch(sandbox, offset=-1, allowed_updates=["poll_answer"])
    offset = (await fetch(sandbox))[-1]["update_id"] + 1
    number = sent["message_id"]
    assert await sandbox.vote_many(group.id, number, count=10_000, right_share=1) == 10_000
    users = set()
    for _ in range(100):
        batch = await fetch(sandbox, offset=offset)
        offset = batch[-1]["update_id"] + 1
        users |= {update["poll_answer"]["user"]["id"] for update in batch}
        assert all(update["poll_answer"]["option_ids"] == [0] for update in batch)
    assert len(users) == 10_000
    poll = (await sandbox.person("Dana").messages(group.id))[-1]["poll"]
    assert (poll["total_voter_count"], DANA_ID in users) == (10_000, False)
