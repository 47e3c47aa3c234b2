"""Which chat a call may act in, and what Telegram answers when it may not."""

from __future__ import annotations

from bot.sandbox.chats import Chat
from bot.sandbox.messages import Message
from bot.sandbox.params import Params, whole
from bot.sandbox.refusals import ApiError, bad_request, forbidden
from bot.sandbox.world import World

_WHAT = {
    "can_send_messages": "text messages",
    "can_send_documents": "documents",
    "can_send_photos": "photos",
    "can_send_polls": "polls",
}


def known_chat(world: World, params: Params) -> Chat:
    """The chat that chat_id names. Raises 400 when missing, unknown or migrated."""
    given = params.text("chat_id").strip()
    if not given:
        raise bad_request("chat_id is empty")
    try:
        chat = world.chats.get(int(given))
    except ValueError:
        chat = None
    if chat is None:
        raise bad_request("chat not found")
    if chat.migrated_to is not None:
        raise ApiError(
            400,
            "group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": chat.migrated_to},
        )
    return chat


def own_chat(world: World, params: Params) -> Chat:
    """A chat the bot is in. Raises 403 where it was blocked, kicked or never let in."""
    chat = known_chat(world, params)
    if chat.private:
        person = world.people[chat.id]
        if person.blocked:
            raise forbidden("bot was blocked by the user")
        if not person.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat
    standing = chat.standing(world.bot.id)
    if standing.status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if not standing.present:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


def writable_chat(world: World, params: Params, right: str) -> Chat:
    """A chat the bot may send this kind of message to. Raises 400 "not enough rights"."""
    chat = own_chat(world, params)
    if chat.group and not chat.standing(world.bot.id).may(right):
        raise bad_request(f"not enough rights to send {_WHAT[right]} to the chat")
    return chat


def charge(world: World, chat: Chat) -> None:
    """Count a message or an edit against the flood limits. Raises 429."""
    world.limiter.charge(chat.id, group=chat.group, now=world.clock.now())


def named_message(world: World, params: Params, chat: Chat, to_do: str) -> Message:
    """The message that message_id names. Raises 400 "message to <to_do> not found"."""
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request(f"message to {to_do} not found")
    return message


def reply_target(params: Params, chat: Chat) -> int | None:
    """The message replied to. Raises 400 when it is gone, unless that is allowed."""
    reply = params.mapping("reply_parameters", "reply parameters") or {}
    target = reply.get("message_id") or params.optional("reply_to_message_id")
    if target is None:
        return None
    number = whole(target, "message_id")
    if number in chat.messages:
        return number
    lenient = reply.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply")
    if lenient:
        return None
    raise bad_request("message to be replied not found")
