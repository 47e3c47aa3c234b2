"""Methods that send messages: text, documents, photos, chat actions."""

from __future__ import annotations

from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.entities import Entity, utf16_length
from bot.sandbox.files import Stored, document_of, photo_of
from bot.sandbox.keyboards import inline_keyboard
from bot.sandbox.messages import Message
from bot.sandbox.methods.reach import charge, own_chat, reply_target, writable_chat
from bot.sandbox.params import Params
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import World

Json = dict[str, Any]
TEXT_MAX = 4096  # of UTF-16 units: the stricter reading of "characters"
CAPTION_MAX = 1024
_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def checked_text(params: Params) -> tuple[str, list[Entity]]:
    """The call's text, parsed. Raises 400 when empty or longer than 4096."""
    text, entities = params.formatted("text")
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > TEXT_MAX:
        raise bad_request("message is too long")
    return text, entities


def checked_caption(params: Params) -> tuple[str | None, list[Entity]]:
    """The call's caption, parsed; None when empty. Raises 400 when longer than 1024."""
    text, entities = params.formatted("caption", given="caption_entities")
    if utf16_length(text) > CAPTION_MAX:
        raise bad_request("message caption is too long")
    return text or None, entities


def deliver(world: World, params: Params, chat: Chat, **content: Any) -> Json:
    """Put the bot's message into the chat; the Message object that the method returns."""
    common: Json = {
        "keyboard": inline_keyboard(params, private=chat.private),
        "reply_to": reply_target(params, chat),
        "thread": params.optional("message_thread_id"),
        "silent": params.flag("disable_notification"),
    }
    charge(world, chat)
    message: Message = world.post(chat, world.bot.id, **common, **content)
    return world.message_object(message)


def send_message(world: World, params: Params) -> Json:
    chat = writable_chat(world, params, "can_send_messages")
    text, entities = checked_text(params)
    return deliver(world, params, chat, text=text, entities=entities)


def _stored(world: World, params: Params, name: str) -> Stored:
    given = params.upload(name)
    if given is None:
        raise bad_request(f"there is no {name} in the request")
    if isinstance(given, str):
        if given.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        return world.files.get(given)
    if not given.content:
        raise bad_request("file must be non-empty")
    return world.files.keep(given, name)


def send_document(world: World, params: Params) -> Json:
    chat = writable_chat(world, params, "can_send_documents")
    caption, entities = checked_caption(params)
    document = document_of(_stored(world, params, "document"))
    return deliver(
        world, params, chat, document=document, caption=caption, caption_entities=entities
    )


def send_photo(world: World, params: Params) -> Json:
    chat = writable_chat(world, params, "can_send_photos")
    caption, entities = checked_caption(params)
    photo = photo_of(_stored(world, params, "photo"))
    return deliver(world, params, chat, photo=photo, caption=caption, caption_entities=entities)


def send_chat_action(world: World, params: Params) -> bool:
    chat = own_chat(world, params)
    if params.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.events.emit("typing", chat.id, None, None, action=params.text("action"))
    return True
