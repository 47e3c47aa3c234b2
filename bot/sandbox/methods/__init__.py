"""The Bot API's methods, one function each, in a table by lower-case name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.methods import (
    account,
    answering,
    editing,
    hooks,
    inline,
    membership,
    polling,
    sending,
)
from bot.sandbox.params import Params
from bot.sandbox.world import World

Method = Callable[[World, Params], Any]

_NAMED: dict[str, Method] = {
    "getMe": account.get_me,
    "logOut": account.accepted,
    "close": account.accepted,
    "setMyCommands": account.set_my_commands,
    "getMyCommands": account.get_my_commands,
    "deleteMyCommands": account.delete_my_commands,
    "setMyName": account.set_my_name,
    "getMyName": account.get_my_name,
    "setMyDescription": account.set_my_description,
    "getMyDescription": account.get_my_description,
    "setMyShortDescription": account.set_my_short_description,
    "getMyShortDescription": account.get_my_short_description,
    "setMyDefaultAdministratorRights": account.accepted,
    "setChatMenuButton": account.accepted,
    "getChatMenuButton": account.get_chat_menu_button,
    "setWebhook": hooks.set_webhook,
    "deleteWebhook": hooks.delete_webhook,
    "getWebhookInfo": hooks.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendDocument": sending.send_document,
    "sendPhoto": sending.send_photo,
    "sendChatAction": sending.send_chat_action,
    "sendPoll": polling.send_poll,
    "stopPoll": polling.stop_poll,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageMedia": editing.edit_message_media,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "answerCallbackQuery": answering.answer_callback_query,
    "answerInlineQuery": inline.answer_inline_query,
    "getFile": answering.get_file,
    "getChat": membership.get_chat,
    "getChatMember": membership.get_chat_member,
    "getChatAdministrators": membership.get_chat_administrators,
    "getChatMemberCount": membership.get_chat_member_count,
    "leaveChat": membership.leave_chat,
    "pinChatMessage": membership.pin_chat_message,
    "unpinChatMessage": membership.unpin_chat_message,
    "unpinAllChatMessages": membership.unpin_all_chat_messages,
}
# Method names are case-insensitive.
METHODS: dict[str, Method] = {name.lower(): method for name, method in _NAMED.items()}
SPELLING: dict[str, str] = {name.lower(): name for name in (*_NAMED, "getUpdates")}
