"""Groups: joining, rights, privacy mode, administrators, migration."""

from typing import Any

import pytest

from bot.sandbox.client import Sandbox, SandboxError
from bot.sandbox.people import BOT_ID, DANA_ID
from tests.sandbox.answers import refusal, result

Json = dict[str, Any]


async def heard(sandbox: Sandbox) -> list[Json]:
    """All updates, which are confirmed by this."""
    updates: list[Json] = result(await sandbox.api("getUpdates"))
    if updates:
        await sandbox.api("getUpdates", offset=updates[-1]["update_id"] + 1)
    return updates


async def test_being_added_is_told_twice(sandbox: Sandbox) -> None:
    """Update.my_chat_member, and Message.new_chat_members "the bot itself may be one"."""
    group = await sandbox.group()
    await group.bot()
    change, message = await heard(sandbox)
    assert change["my_chat_member"]["old_chat_member"]["status"] == "left"
    assert change["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert change["my_chat_member"]["from"]["id"] == DANA_ID
    assert message["message"]["new_chat_members"][0]["id"] == BOT_ID


async def test_outside_the_bot_neither_hears_nor_writes(sandbox: Sandbox) -> None:
    """sendMessage to a group the bot is not in is forbidden."""
    group = await sandbox.group()
    await sandbox.person("Alma").say("/quiz", group.id)
    assert await heard(sandbox) == []
    answer = await sandbox.api("sendMessage", chat_id=group.id, text="x")
    assert refusal(answer) == (403, "Forbidden: bot is not a member of the group chat")


async def test_removed_from_a_group(sandbox: Sandbox) -> None:
    """Message.left_chat_member: "this member may be the bot itself"."""
    group = await sandbox.group()
    await group.bot()
    await heard(sandbox)
    await group.bot("kicked")
    change, message = await heard(sandbox)
    assert message["message"]["left_chat_member"]["id"] == BOT_ID
    assert change["my_chat_member"]["new_chat_member"] == {
        "user": change["my_chat_member"]["new_chat_member"]["user"],
        "status": "kicked",
        "until_date": 0,
    }
    answer = await sandbox.api("sendMessage", chat_id=group.id, text="x")
    assert refusal(answer) == (403, "Forbidden: bot was kicked from the group chat")


async def test_privacy_mode(sandbox: Sandbox) -> None:
    """Privacy mode: commands, replies to the bot, and service messages come through."""
    group = await sandbox.group()
    alma = sandbox.person("Alma")
    await group.bot()
    sent = result(await sandbox.api("sendMessage", chat_id=group.id, text="Hello"))
    await heard(sandbox)
    await alma.say("just talking", group.id)
    await alma.say("/quiz@another_bot", group.id)
    await alma.say("/quiz", group.id)
    await alma.say(f"/top@{sandbox.username}", group.id)
    await alma.say("a reply", group.id, reply_to=sent["message_id"])
    texts = [u["message"]["text"] for u in await heard(sandbox)]
    assert texts == ["/quiz", f"/top@{sandbox.username}", "a reply"]
    await group.bot("administrator")
    await heard(sandbox)
    await alma.say("just talking", group.id)
    assert [u["message"]["text"] for u in await heard(sandbox)] == ["just talking"]


@pytest.mark.parametrize(
    ("method", "params", "what"),
    [
        ("sendMessage", {"text": "x"}, "text messages"),
        ("sendPoll", {"question": "?", "options": ["a"]}, "polls"),
        ("sendDocument", {"document": "x"}, "documents"),
        ("sendPhoto", {"photo": "x"}, "photos"),
    ],
)
async def test_a_restricted_bot_lacks_rights(
    sandbox: Sandbox, method: str, params: Json, what: str
) -> None:
    """ChatMemberRestricted: each kind of message has its own right."""
    group = await sandbox.group()
    await group.bot("restricted")
    answer = await sandbox.api(method, chat_id=group.id, **params)
    assert refusal(answer) == (
        400,
        f"Bad Request: not enough rights to send {what} to the chat",
    )


async def test_a_right_can_be_left(sandbox: Sandbox) -> None:
    """ChatMemberRestricted can_send_polls is apart from can_send_messages."""
    group = await sandbox.group()
    await group.bot("restricted", can_send_messages=True)
    result(await sandbox.api("sendMessage", chat_id=group.id, text="x"))
    answer = await sandbox.api("sendPoll", chat_id=group.id, question="?", options=["a"])
    assert refusal(answer)[0] == 400
    me = result(await sandbox.api("getChatMember", chat_id=group.id, user_id=BOT_ID))
    assert (me["can_send_messages"], me["can_send_polls"]) == (True, False)


async def test_who_is_in_a_group(sandbox: Sandbox) -> None:
    """getChatAdministrators: a list "which aren't bots" of the chat's administrators."""
    group = await sandbox.group()
    await group.bot()
    await group.admin(sandbox.person("Chen"))
    admins = result(await sandbox.api("getChatAdministrators", chat_id=group.id))
    assert {(a["user"]["first_name"], a["status"]) for a in admins} == {
        ("Dana", "creator"),
        ("Chen", "administrator"),
    }
    count = result(await sandbox.api("getChatMemberCount", chat_id=group.id))
    assert count == 5
    boris = sandbox.person("Boris")
    await boris.leave(group.id)
    member = result(await sandbox.api("getChatMember", chat_id=group.id, user_id=boris.id))
    assert member["status"] == "left"


async def test_the_bot_leaves(sandbox: Sandbox) -> None:
    """leaveChat: "Use this method for your bot to leave a group"."""
    group = await sandbox.group()
    await group.bot()
    assert result(await sandbox.api("leaveChat", chat_id=group.id)) is True
    answer = await sandbox.api("sendMessage", chat_id=group.id, text="x")
    assert refusal(answer) == (403, "Forbidden: bot is not a member of the group chat")


async def test_pinning_needs_a_right_in_groups(sandbox: Sandbox) -> None:
    """pinChatMessage: the bot needs "the can_pin_messages administrator right"."""
    group = await sandbox.group()
    await group.bot()
    sent = result(await sandbox.api("sendMessage", chat_id=group.id, text="Board"))
    where = {"chat_id": group.id, "message_id": sent["message_id"]}
    refused = await sandbox.api("pinChatMessage", **where)
    assert refusal(refused) == (
        400,
        "Bad Request: not enough rights to manage pinned messages in the chat",
    )
    await group.bot("administrator")
    assert result(await sandbox.api("pinChatMessage", **where)) is True
    chat = result(await sandbox.api("getChat", chat_id=group.id))
    assert chat["pinned_message"]["text"] == "Board"


async def test_migration_tells_both_chats(sandbox: Sandbox) -> None:
    """Message migrate_to_chat_id: "The group has been migrated to a supergroup"."""
    group = await sandbox.group()
    await group.bot()
    await heard(sandbox)
    new = await group.migrate()
    away, here = [u["message"] for u in await heard(sandbox)]
    assert (away["chat"]["id"], away["migrate_to_chat_id"]) == (group.id, new.id)
    assert (here["chat"]["id"], here["migrate_from_chat_id"]) == (new.id, group.id)
    assert new.id < -1_000_000_000_000
    assert here["chat"]["type"] == "supergroup"


async def test_the_old_id_names_the_new_one(sandbox: Sandbox) -> None:
    """ResponseParameters migrate_to_chat_id: "The group has been migrated"."""
    group = await sandbox.group()
    await group.bot()
    new = await group.migrate()
    answer = await sandbox.api("sendMessage", chat_id=group.id, text="x")
    assert refusal(answer) == (
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
    )
    assert answer["parameters"] == {"migrate_to_chat_id": new.id}
    assert (
        result(await sandbox.api("sendMessage", chat_id=new.id, text="x"))["chat"]["id"] == new.id
    )
    with pytest.raises(SandboxError, match="became the supergroup"):
        await sandbox.person("Alma").say("/quiz", group.id)


async def test_supergroups_number_their_own_messages(sandbox: Sandbox) -> None:
    """Message message_id: "Unique message identifier inside this chat"."""
    dana = sandbox.person("Dana")
    group = await sandbox.new_group("Large", [], creator=dana, type="supergroup")
    await group.bot()
    sent = result(await sandbox.api("sendMessage", chat_id=group.id, text="x"))
    assert sent["message_id"] == 2  # after the line that the bot joined


async def test_forbidden_words_differ_for_supergroups(sandbox: Sandbox) -> None:
    """The kind of chat stands in the description."""
    dana = sandbox.person("Dana")
    group = await sandbox.new_group("Large", [], creator=dana, type="supergroup")
    await group.bot()
    await group.bot("kicked")
    answer = await sandbox.api("sendMessage", chat_id=group.id, text="x")
    assert refusal(answer) == (403, "Forbidden: bot was kicked from the supergroup chat")


async def test_strangers_see_nothing(sandbox: Sandbox) -> None:
    """Who is not in a chat neither reads nor writes there."""
    eve = await sandbox.add_person("Eve")
    group = await sandbox.group()
    with pytest.raises(SandboxError, match="no such chat"):
        await eve.messages(group.id)
    with pytest.raises(SandboxError, match="no such chat"):
        await eve.say("hello", group.id)


async def test_an_anonymous_admin_writes_and_votes_in_the_groups_name(sandbox: Sandbox) -> None:
    """Message sender_chat: "the supergroup itself for messages sent by its anonymous
    administrators"; PollAnswer voter_chat."""
    dana, alma = sandbox.person("Dana"), sandbox.person("Alma")
    group = await sandbox.new_group("Large", [alma], creator=dana, type="supergroup")
    await group.bot()
    with pytest.raises(SandboxError, match="only admins"):
        await sandbox.post(f"people/{alma.id}/anonymous", {"chat": group.id, "anonymous": True})
    await sandbox.post(f"people/{dana.id}/anonymous", {"chat": group.id, "anonymous": True})
    await heard(sandbox)
    said = await dana.say("/round", group.id)
    (update,) = await heard(sandbox)
    message = update["message"]
    assert message["sender_chat"]["id"] == group.id
    assert (message["from"]["username"], message["from"]["is_bot"]) == ("GroupAnonymousBot", True)
    assert said["mine"]
    (seen,) = [one for one in await alma.messages(group.id) if one["id"] == said["id"]]
    assert seen["sender"] == {"id": group.id, "name": "Large", "is_bot": False}
    poll = result(
        await sandbox.api(
            "sendPoll", chat_id=group.id, question="?", is_anonymous=False,
            options=[{"text": "a"}, {"text": "b"}],
        )
    )  # fmt: skip
    await dana.vote("a", message_id=poll["message_id"], chat=group.id)
    (answer,) = [u["poll_answer"] for u in await heard(sandbox) if "poll_answer" in u]
    assert answer["voter_chat"]["id"] == group.id
    assert answer["user"]["id"] != dana.id
    member = result(await sandbox.api("getChatMember", chat_id=group.id, user_id=dana.id))
    assert member["is_anonymous"]
    await sandbox.post(f"people/{dana.id}/anonymous", {"chat": group.id, "anonymous": False})
    await dana.say("/stop", group.id)
    assert (await heard(sandbox))[-1]["message"]["from"]["id"] == dana.id
