"""People: what they may do, and what they are told when they may not."""

import pytest

from bot.sandbox.client import Human, Sandbox, SandboxError
from bot.sandbox.people import ALMA_ID, DANA_ID
from tests.sandbox.answers import result


async def test_the_world_begins_with_four_people_and_a_group(sandbox: Sandbox) -> None:
    """Three learners and an instructor; the group waits for the bot to be added."""
    world = await sandbox.get("world", **{"as": ALMA_ID})
    people = [(p["first_name"], p["language_code"], p["role_hint"]) for p in world["people"]]
    assert people == [
        ("Alma", "en", "learner"),
        ("Boris", "ru", "learner"),
        ("Chen", "en", "learner"),
        ("Dana", "en", "instructor"),
    ]
    private, group = world["chats"]
    assert (private["id"], private["type"]) == (ALMA_ID, "private")
    assert (group["title"], group["admins"], group["bot_status"]) == (
        "Security studies",
        [DANA_ID],
        "left",
    )


async def test_ids_need_64_bits(sandbox: Sandbox) -> None:
    """User id: "may have more than 32 significant bits"."""
    assert all(person.id > 2**32 for person in sandbox.people)


async def test_unread_messages_are_counted(sandbox: Sandbox, alma: Human) -> None:
    """The chat list says how many are new; reading makes them old."""
    await sandbox.api("sendMessage", chat_id=alma.id, text="one")
    await sandbox.api("sendMessage", chat_id=alma.id, text="two")
    world = await sandbox.get("world", **{"as": alma.id})
    assert (world["chats"][0]["unread"], world["chats"][0]["last"]["text"]) == (2, "two")
    await alma.messages()
    world = await sandbox.get("world", **{"as": alma.id})
    assert world["chats"][0]["unread"] == 0


async def test_starting_with_a_payload(sandbox: Sandbox) -> None:
    """Deep linking: up to 64 characters of A-Z, a-z, 0-9, _ and -."""
    alma = sandbox.person("Alma")
    await alma.start("set_7")
    assert result(await sandbox.api("getUpdates"))[-1]["message"]["text"] == "/start set_7"
    for payload in ("x" * 65, "a b", "é"):
        with pytest.raises(SandboxError, match="a payload is at most 64"):
            await alma.start(payload)


async def test_whoever_blocked_the_bot_cannot_write(sandbox: Sandbox, alma: Human) -> None:
    """The app shows "Unblock" in place of the input field."""
    await alma.block()
    with pytest.raises(SandboxError, match="unblock it first"):
        await alma.say("hello")
    await alma.start()
    assert (await alma.messages())[-1]["text"] == "/start"


async def test_an_edited_text_is_told_as_such(sandbox: Sandbox, alma: Human) -> None:
    """Update.edited_message: "New version of a message that is known to the bot"."""
    said = await alma.say("1999")
    seen = await alma.edits(said["id"], "2001")
    assert (seen["edited"], seen["html"]) == (True, "2001")
    update = result(await sandbox.api("getUpdates"))[-1]
    assert update["edited_message"]["message_id"] == said["id"]
    assert "edit_date" in update["edited_message"]
    sent = result(await sandbox.api("sendMessage", chat_id=alma.id, text="x"))
    with pytest.raises(SandboxError, match="one's own"):
        await alma.edits(sent["message_id"], "y")


async def test_messages_are_safe_and_complete(sandbox: Sandbox, alma: Human) -> None:
    """Text from people is escaped in the fragment that the page shows."""
    said = await alma.say("<img src=x onerror=alert(1)> /help")
    assert said["html"] == (
        '&lt;img src=x onerror=alert(1)&gt; <span class="command" data-command="/help">/help</span>'
    )
    assert said["sender"] == {"id": alma.id, "name": "Alma", "is_bot": False}
    assert (said["edited"], said["keyboard"], said["id"]) == (False, None, said["message_id"])


async def test_requests_that_make_no_sense(sandbox: Sandbox, alma: Human) -> None:
    """Each gets 4xx with a reason, none a 500."""
    sent = result(await sandbox.api("sendMessage", chat_id=alma.id, text="x"))
    for path, body, reason in (
        (f"people/{alma.id}/text", {}, "missing: text"),
        (f"people/{alma.id}/text", {"text": " "}, "nothing to send"),
        (f"people/{alma.id}/text", {"text": "x" * 4097}, "over 4096"),
        ("people/1/text", {"text": "x"}, "nobody has the id 1"),
        (f"people/{alma.id}/tap", {"chat": alma.id, "message_id": 1, "data": "x"}, "no such"),
        (
            f"people/{alma.id}/tap",
            {"chat": alma.id, "message_id": sent["message_id"], "row": 0, "column": 0},
            "no such button",
        ),
        (
            f"people/{alma.id}/vote",
            {"chat": alma.id, "message_id": sent["message_id"], "options": [0]},
            "no poll",
        ),
        ("chats/7/bot", {}, "no such group"),
        ("chats", {"title": "x", "type": "channel", "creator": 1, "members": []}, "type is"),
        ("limits", {"speed": 1}, "no limit is called"),
        ("clock", {"advance": -1}, "only moves forward"),
    ):
        with pytest.raises(SandboxError, match=reason) as caught:
            await sandbox.post(path, body)
        assert 400 <= caught.value.status < 500


async def test_clearing_a_chat(sandbox: Sandbox, alma: Human) -> None:
    """The private chat begins anew."""
    await alma.clear()
    assert await alma.messages() == []


async def test_people_can_be_added(sandbox: Sandbox) -> None:
    """One more learner, with a private chat of their own."""
    eve = await sandbox.add_person("Eve", "fr", last_name="Ng")
    await eve.start()
    user = result(await sandbox.api("getUpdates"))[-1]["message"]["from"]
    assert (user["first_name"], user["last_name"], user["language_code"]) == ("Eve", "Ng", "fr")
