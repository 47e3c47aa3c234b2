"""Sending and editing: what Telegram takes, and with which words it refuses."""

import pytest

from bot.sandbox.client import Human, Sandbox
from tests.sandbox.answers import button, keyboard, refusal, result

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "message text is empty"),
        (" \n ", "message text is empty"),
        ("<b> </b>", "message text is empty"),
        ("x" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
        ("<b>x", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    ],
)
async def test_texts_that_are_refused(
    sandbox: Sandbox, alma: Human, text: str, reason: str
) -> None:
    """sendMessage text: "1-4096 characters after entities parsing"."""
    answer = await sandbox.api("sendMessage", chat_id=alma.id, text=text, parse_mode="HTML")
    assert refusal(answer) == (400, f"Bad Request: {reason}")


async def test_the_longest_text_is_taken(sandbox: Sandbox, alma: Human) -> None:
    """The limit counts what is left "after entities parsing"."""
    text = f"<b>{'x' * 4096}</b>"
    sent = result(await sandbox.api("sendMessage", chat_id=alma.id, text=text, parse_mode="html"))
    assert len(sent["text"]) == 4096


async def test_a_caption_has_its_own_limit(sandbox: Sandbox, alma: Human) -> None:
    """sendDocument caption: "0-1024 characters after entities parsing"."""
    await alma.sends_file("x", "a.txt")
    document = (await alma.messages())[-1]["document"]["file_id"]
    for length, refused in ((1024, False), (1025, True)):
        answer = await sandbox.api(
            "sendDocument", chat_id=alma.id, document=document, caption="x" * length
        )
        if refused:
            assert refusal(answer) == (400, "Bad Request: message caption is too long")
        else:
            assert result(answer)["caption"] == "x" * length


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (button("A", "x" * 65), "BUTTON_DATA_INVALID"),
        (button("A", "é" * 33), "BUTTON_DATA_INVALID"),
        (
            button("A", ""),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "A"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"callback_data": "a"}, "can't parse inline keyboard button: Can't find field \"text\""),
        (
            {"text": "A", "url": "javascript:alert(1)"},
            "inline keyboard button URL 'javascript:alert(1)' is invalid: Wrong HTTP URL",
        ),
    ],
)
async def test_buttons_that_are_refused(
    sandbox: Sandbox, alma: Human, bad: dict[str, str], reason: str
) -> None:
    """InlineKeyboardButton callback_data: "1-64 bytes"; exactly one optional field."""
    answer = await sandbox.api("sendMessage", chat_id=alma.id, text="x", reply_markup=keyboard(bad))
    assert refusal(answer) == (400, f"Bad Request: {reason}")


async def test_64_bytes_of_data_are_taken(sandbox: Sandbox, alma: Human) -> None:
    """callback_data counts bytes, not characters."""
    markup = keyboard(button("A", "é" * 32))
    answer = await sandbox.api("sendMessage", chat_id=alma.id, text="x", reply_markup=markup)
    assert result(answer)["reply_markup"] == markup


async def test_chats_that_cannot_be_written_to(sandbox: Sandbox, alma: Human) -> None:
    """FAQ: a person has to write first; a person may block the bot."""
    boris = sandbox.person("Boris")
    await alma.block()
    for chat, code, reason in (
        (alma.id, 403, "Forbidden: bot was blocked by the user"),
        (boris.id, 403, "Forbidden: bot can't initiate conversation with a user"),
        (123, 400, "Bad Request: chat not found"),
        ("@nobody", 400, "Bad Request: chat not found"),
        ("", 400, "Bad Request: chat_id is empty"),
    ):
        answer = await sandbox.api("sendMessage", chat_id=chat, text="x")
        assert refusal(answer) == (code, reason)


async def test_unblocking_lets_the_bot_write_again(sandbox: Sandbox, alma: Human) -> None:
    """my_chat_member: for private chats "only when the bot is blocked or unblocked"."""
    await alma.block()
    await alma.unblock()
    result(await sandbox.api("sendMessage", chat_id=alma.id, text="x"))
    updates = result(await sandbox.api("getUpdates"))
    changes = [u["my_chat_member"] for u in updates if "my_chat_member" in u]
    assert [c["new_chat_member"]["status"] for c in changes] == ["kicked", "member"]


async def test_an_edit_has_to_change_something(sandbox: Sandbox, alma: Human) -> None:
    """Observed, not documented: an edit to the same text and markup is refused."""
    markup = keyboard(button("A", "a"))
    sent = result(await sandbox.api("sendMessage", chat_id=alma.id, text="x", reply_markup=markup))
    where = {"chat_id": alma.id, "message_id": sent["message_id"]}
    same = await sandbox.api("editMessageText", **where, text="x", reply_markup=markup)
    assert refusal(same) == (400, NOT_MODIFIED)
    bold = await sandbox.api(
        "editMessageText", **where, text="<b>x</b>", parse_mode="HTML", reply_markup=markup
    )
    assert result(bold)["entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    bare = result(await sandbox.api("editMessageReplyMarkup", **where))
    assert "reply_markup" not in bare
    again = await sandbox.api("editMessageReplyMarkup", **where)
    assert refusal(again) == (400, NOT_MODIFIED)


async def test_an_edit_without_markup_takes_the_keyboard_away(
    sandbox: Sandbox, alma: Human
) -> None:
    """Observed, not documented: where editMessageText gives no reply_markup, there is none."""
    sent = result(
        await sandbox.api(
            "sendMessage", chat_id=alma.id, text="x", reply_markup=keyboard(button("A", "a"))
        )
    )
    edited = await sandbox.api(
        "editMessageText", chat_id=alma.id, message_id=sent["message_id"], text="y"
    )
    assert "reply_markup" not in result(edited)


async def test_edits_that_are_refused(sandbox: Sandbox, alma: Human) -> None:
    """Observed, not documented: a bot edits its own text messages that are still there."""
    theirs = await alma.say("mine")
    poll = result(await sandbox.api("sendPoll", chat_id=alma.id, question="?", options=["a", "b"]))
    for number, reason in (
        (999_999, "message to edit not found"),
        (theirs["id"], "message can't be edited"),
        (poll["message_id"], "there is no text in the message to edit"),
    ):
        answer = await sandbox.api("editMessageText", chat_id=alma.id, message_id=number, text="x")
        assert refusal(answer) == (400, f"Bad Request: {reason}")
    missing = await sandbox.api("editMessageText", chat_id=alma.id, text="x")
    assert refusal(missing) == (400, "Bad Request: message to edit not found")


async def test_captions_are_edited(sandbox: Sandbox, alma: Human) -> None:
    """editMessageCaption: "edit captions of messages"."""
    await alma.sends_file("x", "a.txt")
    document = (await alma.messages())[-1]["document"]["file_id"]
    sent = result(await sandbox.api("sendDocument", chat_id=alma.id, document=document))
    where = {"chat_id": alma.id, "message_id": sent["message_id"]}
    edited = await sandbox.api("editMessageCaption", **where, caption="now")
    assert result(edited)["caption"] == "now"
    text = result(await sandbox.api("sendMessage", chat_id=alma.id, text="x"))
    refused = await sandbox.api(
        "editMessageCaption", chat_id=alma.id, message_id=text["message_id"], caption="y"
    )
    assert refusal(refused) == (400, "Bad Request: there is no caption in the message to edit")


async def test_deleting(sandbox: Sandbox, alma: Human) -> None:
    """deleteMessage: "can only be deleted if it was sent less than 48 hours ago"."""
    old = result(await sandbox.api("sendMessage", chat_id=alma.id, text="old"))
    await sandbox.advance(48 * 3600 + 1)
    new = result(await sandbox.api("sendMessage", chat_id=alma.id, text="new"))

    async def delete(number: int) -> dict[str, object]:
        return await sandbox.api("deleteMessage", chat_id=alma.id, message_id=number)

    assert refusal(await delete(old["message_id"])) == (
        400,
        "Bad Request: message can't be deleted",
    )
    assert result(await delete(new["message_id"])) is True
    assert refusal(await delete(new["message_id"])) == (
        400,
        "Bad Request: message to delete not found",
    )
    shown = [m["text"] for m in await alma.messages()]
    assert shown == ["/start", "old"]


async def test_replies_name_their_message(sandbox: Sandbox, alma: Human) -> None:
    """ReplyParameters: a missing message is refused unless sending without is allowed."""
    said = await alma.say("question")
    answer = await sandbox.api(
        "sendMessage", chat_id=alma.id, text="x", reply_parameters={"message_id": said["id"]}
    )
    assert result(answer)["reply_to_message"]["text"] == "question"
    gone = {"message_id": 999_999}
    refused = await sandbox.api("sendMessage", chat_id=alma.id, text="x", reply_parameters=gone)
    assert refusal(refused) == (400, "Bad Request: message to be replied not found")
    lenient = {**gone, "allow_sending_without_reply": True}
    allowed = await sandbox.api("sendMessage", chat_id=alma.id, text="x", reply_parameters=lenient)
    assert "reply_to_message" not in result(allowed)


async def test_other_parse_modes_are_refused(sandbox: Sandbox, alma: Human) -> None:
    """Of the formatting options the sandbox knows HTML; it says so rather than guess."""
    answer = await sandbox.api("sendMessage", chat_id=alma.id, text="*x*", parse_mode="Markdown")
    assert refusal(answer) == (400, "Bad Request: unsupported parse_mode")


async def test_a_topic_is_passed_through(sandbox: Sandbox) -> None:
    """sendMessage message_thread_id: the "target message thread (topic)" of a forum."""
    dana, alma = sandbox.person("Dana"), sandbox.person("Alma")
    group = await sandbox.new_group("Forum", [alma], creator=dana, type="supergroup", is_forum=True)
    await group.bot()
    await alma.say("/quiz", group.id, thread=7)
    heard = result(await sandbox.api("getUpdates"))[-1]["message"]
    assert (heard["message_thread_id"], heard["chat"]["is_forum"]) == (7, True)
    sent = await sandbox.api("sendMessage", chat_id=group.id, text="x", message_thread_id=7)
    assert result(sent)["message_thread_id"] == 7


async def test_typing_is_seen(sandbox: Sandbox, alma: Human) -> None:
    """sendChatAction: tells the user "that something is happening on the bot's side"."""
    done = await sandbox.api("sendChatAction", chat_id=alma.id, action="typing")
    assert result(done) is True
    wrong = await sandbox.api("sendChatAction", chat_id=alma.id, action="dancing")
    assert refusal(wrong) == (400, "Bad Request: wrong parameter action in request")
