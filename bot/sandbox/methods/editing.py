"""Methods that change or remove a message that is there."""

from __future__ import annotations

from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.files import document_of, photo_of
from bot.sandbox.keyboards import inline_keyboard
from bot.sandbox.messages import Message
from bot.sandbox.methods.reach import charge, named_message, own_chat
from bot.sandbox.methods.sending import checked_caption, checked_text
from bot.sandbox.params import Params, formatted, whole
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import World

Json = dict[str, Any]
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
_DELETABLE_FOR = 48 * 3600


def _editable(world: World, params: Params) -> tuple[Chat, Message]:
    if params.has("inline_message_id"):
        sent = world.inline_message(params.text("inline_message_id"))
        if sent is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return world.chats[sent.chat], sent
    chat = own_chat(world, params)
    message = named_message(world, params, chat, "edit")
    if message.sender != world.bot.id:
        raise bad_request("message can't be edited")
    return chat, message


def _apply(world: World, params: Params, chat: Chat, message: Message, **new: Any) -> Json | bool:
    """Set fields and the keyboard. Raises 400 when nothing would change.

    The Message, or True for one that was named by its inline_message_id.
    """
    keyboard = inline_keyboard(params, private=chat.private)
    before = (message.content(), message.keyboard)
    after = Message(**{**vars(message), **new, "keyboard": keyboard})
    if (after.content(), after.keyboard) == before:
        raise bad_request(_SAME)
    charge(world, chat)
    for name, value in new.items():
        setattr(message, name, value)
    message.keyboard = keyboard
    if new:  # a change of the keyboard alone does not mark a message as edited
        message.edited = world.clock.stamp()
    world.changed("edit", chat.id, message.id)
    if params.has("inline_message_id"):
        return True
    return world.message_object(message)


def edit_message_text(world: World, params: Params) -> Json | bool:
    chat, message = _editable(world, params)
    text, entities = checked_text(params)
    if message.text is None:
        raise bad_request("there is no text in the message to edit")
    return _apply(world, params, chat, message, text=text, entities=entities)


def edit_message_caption(world: World, params: Params) -> Json | bool:
    chat, message = _editable(world, params)
    caption, entities = checked_caption(params)
    if message.document is None and message.photo is None:
        raise bad_request("there is no caption in the message to edit")
    return _apply(world, params, chat, message, caption=caption, caption_entities=entities)


def edit_message_reply_markup(world: World, params: Params) -> Json | bool:
    chat, message = _editable(world, params)
    return _apply(world, params, chat, message)


def edit_message_media(world: World, params: Params) -> Json | bool:
    chat, message = _editable(world, params)
    media = params.mapping("media", "input media") or {}
    kind = media.get("type")
    if kind not in ("photo", "document"):
        raise bad_request("can't parse InputMedia: media type is unsupported")
    if message.poll is not None:
        raise bad_request("message can't be edited")
    if params.has("inline_message_id") and params.files:
        raise bad_request("a new file can't be uploaded for an inline message")
    inner = Params({kind: media.get("media")}, params.files)
    given = inner.upload(kind)
    if given is None:
        raise bad_request("can't parse InputMedia: media not found")
    stored = world.files.get(given) if isinstance(given, str) else world.files.keep(given, kind)
    caption, entities = formatted(
        str(media.get("caption") or ""),
        str(media.get("parse_mode") or ""),
        media.get("caption_entities"),
    )
    return _apply(
        world,
        params,
        chat,
        message,
        text=None,
        entities=[],
        caption=caption or None,
        caption_entities=entities,
        photo=photo_of(stored) if kind == "photo" else None,
        document=document_of(stored) if kind == "document" else None,
    )


def delete_message(world: World, params: Params) -> bool:
    chat = own_chat(world, params)
    message = named_message(world, params, chat, "delete")
    _check_deletable(world, chat, message)
    world.delete(chat, message)
    return True


def delete_messages(world: World, params: Params) -> bool:
    chat = own_chat(world, params)
    for given in params.array("message_ids", "message identifiers") or []:
        message = chat.messages.get(whole(given, "message_ids"))
        if message is not None:
            _check_deletable(world, chat, message)
            world.delete(chat, message)
    return True


def _check_deletable(world: World, chat: Chat, message: Message) -> None:
    standing = chat.standing(world.bot.id)
    own = message.sender == world.bot.id
    may = own or chat.private or standing.may("can_delete_messages")
    late = world.clock.now() - message.date > _DELETABLE_FOR
    if not may or (late and not standing.may("can_delete_messages")):
        raise bad_request("message can't be deleted")
