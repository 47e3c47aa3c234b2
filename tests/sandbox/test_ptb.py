"""python-telegram-bot, unmodified, against the sandbox: the calls a quiz bot lives on."""

import asyncio
from datetime import timedelta

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    ChatAdministratorRights,
    ChatMemberAdministrator,
    ChatMemberRestricted,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    NetworkError,
    RetryAfter,
)

from bot.sandbox.client import Human, Sandbox
from bot.sandbox.people import ALMA_ID, BOT_ID


async def latest(bot: Bot) -> Update:
    """Confirm all but the newest update and return it."""
    updates = await bot.get_updates(timeout=5)
    return updates[-1]


async def test_get_me_names_the_bot(bot: Bot) -> None:
    """getMe: "basic information about the bot in form of a User object"."""
    me = await bot.get_me()
    assert (me.id, me.is_bot) == (BOT_ID, True)


async def test_a_text_arrives_with_its_command_marked(bot: Bot, alma: Human) -> None:
    """MessageEntity: type "bot_command" covers the command itself."""
    update = await latest(bot)
    assert update.message is not None
    assert update.message.chat.id == ALMA_ID == alma.id
    assert update.message.from_user is not None
    assert update.message.from_user.language_code == "en"
    assert list(update.message.parse_entities(["bot_command"]).values()) == ["/start"]


async def test_a_message_is_sent_edited_and_seen(bot: Bot, alma: Human) -> None:
    """editMessageText: "the edited Message is returned"."""
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("A", callback_data="a:1")]])
    sent = await bot.send_message(alma.id, "<b>One</b> & two", ParseMode.HTML)
    edited = await bot.edit_message_text(
        "<i>Three</i>", alma.id, sent.message_id, parse_mode=ParseMode.HTML, reply_markup=keyboard
    )
    assert isinstance(edited, type(sent))
    assert (sent.text, edited.text) == ("One & two", "Three")
    seen = await alma.last_message()
    assert seen is not None
    assert (seen["html"], seen["edited"]) == ("<i>Three</i>", True)
    assert seen["keyboard"][0][0]["text"] == "A"


async def test_a_tap_is_answered(bot: Bot, alma: Human) -> None:
    """answerCallbackQuery: shown "as a notification at the top" or as an alert."""
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("B. Paris", callback_data="b:1")]])
    await bot.send_message(alma.id, "Which?", reply_markup=keyboard)
    tap = asyncio.create_task(alma.taps("B"))
    offset = (await latest(bot)).update_id + 1
    (update,) = await bot.get_updates(offset=offset, timeout=5)
    assert update.callback_query is not None
    assert update.callback_query.data == "b:1"
    await update.callback_query.answer("Right", show_alert=True)
    assert await tap == {"answered": True, "text": "Right", "alert": True, "url": None}


async def test_a_quiz_poll_goes_round(bot: Bot, alma: Human) -> None:
    """PollAnswer: "0-based identifiers of chosen answer options"; persistent ones beside."""
    message = await bot.send_poll(
        alma.id,
        "Capital of France?",
        ["Rome", "Paris", "Bern"],
        type="quiz",
        correct_option_ids=[1],
        is_anonymous=False,
        explanation="It is <b>Paris</b>.",
        explanation_parse_mode=ParseMode.HTML,
        shuffle_options=True,
        open_period=30,
    )
    poll = message.poll
    assert poll is not None
    before = (await latest(bot)).update_id
    seen = await alma.vote("Paris")
    assert seen["options"][seen["correct_option_ids"][0]]["text"] == "Paris"
    answer, state = await bot.get_updates(offset=before + 1, timeout=5)
    assert answer.poll_answer is not None
    assert answer.poll_answer.poll_id == poll.id
    assert answer.poll_answer.option_ids == (1,)
    assert answer.poll_answer.option_persistent_ids == (poll.options[1].persistent_id,)
    assert state.poll is not None
    assert [option.voter_count for option in state.poll.options] == [0, 1, 0]
    closed = await bot.stop_poll(alma.id, message.message_id)
    assert closed.is_closed


async def test_files_travel_both_ways(bot: Bot, alma: Human) -> None:
    """getFile: "download it via the link .../file/bot<token>/<file_path>"."""
    await alma.sends_file("title: Set", "set.yaml", caption="/sample")
    update = await latest(bot)
    assert update.message is not None
    assert update.message.document is not None
    assert update.message.document.file_name == "set.yaml"
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"title: Set"
    await bot.send_document(alma.id, b"exported", filename="data.json", caption="Yours")
    message = await alma.sees("Yours")
    assert message["document"]["file_name"] == "data.json"
    assert await alma.reads_file(message) == b"exported"


async def test_the_command_menu_is_kept(bot: Bot, alma: Human) -> None:
    """getMyCommands: "current list of the bot's commands for the given scope"."""
    await bot.set_my_commands([BotCommand("quiz", "Play")])
    await bot.set_my_commands([BotCommand("quiz", "Играть")], language_code="ru")
    assert [c.description for c in await bot.get_my_commands()] == ["Play"]
    assert (await alma.menu())[0]["description"] == "Play"


async def test_one_cannot_write_to_strangers(bot: Bot, sandbox: Sandbox) -> None:
    """FAQ: users must send it a message before the bot can write to them."""
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(sandbox.person("Boris").id, "Hello")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(77, "Hello")


async def test_every_kind_of_update_is_parsed(bot: Bot, sandbox: Sandbox) -> None:
    """Update: "At most one of the optional parameters can be present"."""
    group = await sandbox.group()
    alma, boris = sandbox.person("Alma"), sandbox.person("Boris")
    await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    await group.bot()
    await group.bot("administrator", by=boris.id)
    await group.admin(alma)
    await boris.leave(group.id)
    await group.bot("restricted", can_send_messages=True)
    poll = await bot.send_message(group.id, "x")
    await group.bot("administrator")
    poll = await bot.send_poll(group.id, "?", ["a", "b"], is_anonymous=False)
    await alma.vote("a", message_id=poll.message_id, chat=group.id)
    await alma.retract(poll.message_id, group.id)
    await alma.start()
    sent = await bot.send_message(alma.id, "x")
    await alma.forges("x", sent.message_id, wait=0)
    await alma.block()
    await sandbox.post(f"people/{alma.id}/inline", {"query": "x", "wait": 0})
    await group.migrate()
    updates = await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    kinds = {
        name
        for update in updates
        for name in Update.ALL_TYPES
        if getattr(update, name, None) is not None
    }
    assert kinds == {
        "message",
        "callback_query",
        "inline_query",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
    }
    retracted = [u.poll_answer for u in updates if u.poll_answer][-1]
    assert (retracted.option_ids, retracted.option_persistent_ids) == ((), ())


async def test_an_inline_query_is_answered_chosen_and_edited(
    bot: Bot, sandbox: Sandbox, alma: Human
) -> None:
    """ChosenInlineResult inline_message_id: "can be used to edit the message"."""
    await sandbox.feedback()
    asking = asyncio.create_task(alma.asks_inline("treaty"))
    while (query := (await latest(bot)).inline_query) is None:
        pass
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Why?", callback_data="why:7")]])
    said = InputTextMessageContent("<b>1992</b>", ParseMode.HTML)
    article = InlineQueryResultArticle("7", "The treaty", said, reply_markup=keyboard)
    above = InlineQueryResultsButton("Train these", start_parameter="t_treaty")
    assert await query.answer([article], cache_time=0, is_personal=True, button=above)
    sent = await alma.picks(await asking, 1)
    updates = await bot.get_updates(timeout=5)
    message = next(u.message for u in updates if u.message and u.message.message_id == sent["id"])
    assert message.via_bot is not None
    assert message.via_bot.id == BOT_ID
    [chosen] = [u.chosen_inline_result for u in updates if u.chosen_inline_result]
    assert (chosen.result_id, chosen.query) == ("7", "treaty")
    edited = await bot.edit_message_text(
        "1992, in Tashkent", inline_message_id=chosen.inline_message_id
    )
    assert edited is True
    assert (await alma.messages())[-1]["text"] == "1992, in Tashkent"


async def test_chats_and_members_are_parsed(bot: Bot, sandbox: Sandbox) -> None:
    """getChat gives ChatFullInfo, getChatMember a ChatMember of the right kind."""
    group = await sandbox.group()
    await group.bot("administrator")
    alma = sandbox.person("Alma")
    assert (await bot.get_chat(group.id)).title == "Security studies"
    assert (await bot.get_chat(alma.id)).first_name == "Alma"
    me = await bot.get_chat_member(group.id, bot.id)
    assert isinstance(me, ChatMemberAdministrator)
    assert me.can_delete_messages
    await group.bot("restricted", can_send_messages=True)
    me = await bot.get_chat_member(group.id, bot.id)
    assert isinstance(me, ChatMemberRestricted)
    assert (me.can_send_messages, me.can_send_polls) == (True, False)
    assert await bot.get_chat_member_count(group.id) == 5


async def test_account_methods_are_answered(bot: Bot) -> None:
    """Methods that an application calls as it starts and stops."""
    assert await bot.delete_webhook()
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.set_my_name("Quiz")
    assert (await bot.get_my_name()).name == "Quiz"
    assert (await bot.get_me()).first_name == "Quiz"
    assert await bot.set_my_description("Learn")
    assert (await bot.get_my_description()).description == "Learn"
    assert await bot.set_my_short_description("Short")
    assert (await bot.get_my_short_description()).short_description == "Short"
    rights = ChatAdministratorRights.no_rights()
    assert await bot.set_my_default_administrator_rights(rights)
    scope = BotCommandScopeAllPrivateChats()
    assert await bot.set_my_commands([("quiz", "Play")], scope=scope)
    assert await bot.get_my_commands() == ()
    assert await bot.delete_my_commands(scope=scope)


async def test_errors_become_the_librarys_own(bot: Bot, sandbox: Sandbox) -> None:
    """Making requests: error_code and description, "parameters" to handle some automatically."""
    group = await sandbox.group()
    await group.bot()
    new = await group.migrate()
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(group.id, "x")
    assert migrated.value.new_chat_id == new.id
    await sandbox.faults("sendMessage", "status", status=429, retry_after=3)
    with pytest.raises(RetryAfter) as late:
        await bot.send_message(new.id, "x")
    assert late.value.retry_after == timedelta(seconds=3)
    await sandbox.faults("sendMessage", "drop")
    with pytest.raises(NetworkError):
        await bot.send_message(new.id, "x")
    first = asyncio.create_task(bot.get_updates(timeout=50, offset=10**9))
    await sandbox.idle()
    second = asyncio.create_task(bot.get_updates(timeout=50, offset=10**9))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first
    await sandbox.person("Alma").start()
    assert (await second)[0].message is not None
