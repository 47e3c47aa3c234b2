"""Taps: how they reach the bot, and when their query is too old."""

import asyncio

from bot.sandbox.client import Human, Sandbox
from tests.sandbox.answers import Json, button, keyboard, refusal, result

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def ask(sandbox: Sandbox, chat: int, *buttons: Json) -> Json:
    markup = keyboard(*(buttons or (button("A", "a:1"), button("B", "b:1"))))
    sent: Json = result(
        await sandbox.api("sendMessage", chat_id=chat, text="?", reply_markup=markup)
    )
    return sent


async def next_query(sandbox: Sandbox) -> Json:
    """The newest callback query, waiting for it."""

    async def found() -> Json | None:
        updates = result(await sandbox.api("getUpdates"))
        queries = [u["callback_query"] for u in updates if "callback_query" in u]
        return queries[-1] if queries else None

    return await sandbox.wait_for(found)


async def test_a_tap_carries_its_message_and_data(sandbox: Sandbox, alma: Human) -> None:
    """CallbackQuery: "Message sent by the bot with the callback button"."""
    sent = await ask(sandbox, alma.id)
    tap = asyncio.create_task(alma.taps("B"))
    query = await next_query(sandbox)
    assert (query["data"], query["from"]["id"]) == ("b:1", alma.id)
    assert query["message"] == sent
    await sandbox.api("answerCallbackQuery", callback_query_id=query["id"])
    assert (await tap)["answered"] is True


async def test_answers_are_short(sandbox: Sandbox, alma: Human) -> None:
    """answerCallbackQuery text: "0-200 characters"."""
    await ask(sandbox, alma.id)
    await alma.taps("A", wait=0)
    query = await next_query(sandbox)
    long = await sandbox.api("answerCallbackQuery", callback_query_id=query["id"], text="x" * 201)
    assert refusal(long) == (400, "Bad Request: MESSAGE_TOO_LONG")
    right = await sandbox.api("answerCallbackQuery", callback_query_id=query["id"], text="x" * 200)
    assert result(right) is True


async def test_a_query_is_too_old_after_fifteen_seconds(sandbox: Sandbox, alma: Human) -> None:
    """Observed, not documented: an answer after some fifteen seconds is refused as too old."""
    await ask(sandbox, alma.id)
    await alma.taps("A", wait=0)
    query = await next_query(sandbox)
    await sandbox.advance(16)
    late = await sandbox.api("answerCallbackQuery", callback_query_id=query["id"])
    assert refusal(late) == (400, TOO_OLD)
    unknown = await sandbox.api("answerCallbackQuery", callback_query_id="1")
    assert refusal(unknown) == (400, TOO_OLD)


async def test_an_unanswered_tap_says_so(sandbox: Sandbox, alma: Human) -> None:
    """The app's progress bar ends at last although nobody answers."""
    await ask(sandbox, alma.id)
    assert (await alma.taps("A", wait=0))["answered"] is False


async def test_address_buttons_are_opened_not_sent(sandbox: Sandbox, alma: Human) -> None:
    """InlineKeyboardButton url: "HTTP or tg:// URL to be opened"."""
    await ask(sandbox, alma.id, {"text": "Site", "url": "https://e.org/"})
    assert await alma.taps("Site") == {"open": {"url": "https://e.org/"}}
    assert "callback_query" not in result(await sandbox.api("getUpdates"))[-1]


async def test_a_deep_link_button_starts_the_bot(sandbox: Sandbox) -> None:
    """Deep linking: t.me/<bot>?start=X opens the chat and sends /start X."""
    alma = sandbox.person("Alma")
    group = await sandbox.group()
    await group.bot()
    url = f"https://t.me/{sandbox.username}?start=set_7"
    await ask(sandbox, group.id, {"text": "In private", "url": url})
    opened = await alma.taps("In private", group.id)
    assert opened == {"open": {"url": url, "chat": alma.id}}
    assert (await alma.messages())[-1]["text"] == "/start set_7"


async def test_a_button_is_found_by_its_beginning(sandbox: Sandbox, alma: Human) -> None:
    """The client's "taps B" means the button B, not the first with a B in it."""
    await ask(sandbox, alma.id, button("Brno", "1"), button("☐ B. Bern", "2"))
    await alma.taps("B", wait=0)
    assert (await next_query(sandbox))["data"] == "2"


async def test_stale_data_can_be_forged(sandbox: Sandbox, alma: Human) -> None:
    """Callback data comes from the client: "a bad client can send arbitrary data"."""
    sent = await ask(sandbox, alma.id)
    await alma.forges("old:9", sent["message_id"], wait=0)
    assert (await next_query(sandbox))["data"] == "old:9"
