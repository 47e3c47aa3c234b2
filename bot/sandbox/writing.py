"""What people write: texts, documents and photos."""

from __future__ import annotations

from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.entities import utf16_length, with_found
from bot.sandbox.files import Upload, document_of, photo_of
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.refusals import ApiError, PeopleError
from bot.sandbox.world import World

Json = dict[str, Any]
_TEXT_MAX = 4096


def writing(world: World, person: Person, chat_id: int) -> Chat:
    """The chat someone writes to. Raises PeopleError where the app shows no input field."""
    chat = world.chat_of(chat_id, person.id)
    if chat.migrated_to is not None:
        raise PeopleError(f"the group became the supergroup {chat.migrated_to}", 409)
    if chat.private:
        if person.blocked:
            raise PeopleError("you blocked the bot; unblock it first", 409)
        person.started = True
    elif not chat.standing(person.id).may("can_send_messages"):
        raise PeopleError("you may not write in this chat", 403)
    return chat


def say(
    world: World,
    person: Person,
    chat_id: int,
    text: str,
    *,
    thread: int | None = None,
    reply_to: int | None = None,
) -> Message:
    """Write a text; commands and links in it are marked as Telegram's apps do."""
    body = text.strip()
    if not body:
        raise PeopleError("there is nothing to send")
    if utf16_length(body) > _TEXT_MAX:
        raise PeopleError("the app would split a text over 4096")
    chat = writing(world, person, chat_id)
    return world.post(
        chat, person.id, text=body, entities=with_found(body, []), thread=thread, reply_to=reply_to
    )


def edit(world: World, person: Person, chat_id: int, message_id: int, text: str) -> Message:
    """Change a text of one's own; the bot gets edited_message where it got the message."""
    chat = writing(world, person, chat_id)
    message = world.message(chat, message_id)
    if message.sender != person.id or message.text is None:
        raise PeopleError("only one's own texts can be edited", 403)
    body = text.strip()
    if not 1 <= utf16_length(body) <= _TEXT_MAX:
        raise PeopleError("a text has 1 to 4096 characters")
    message.text, message.entities = body, with_found(body, [])
    message.edited = world.clock.stamp()
    world.changed("edit", chat.id, message.id)
    if world.bot_hears(chat, message):
        world.push("edited_message", world.message_object(message), f"chat:{chat.id}")
    return message


def send_file(
    world: World, person: Person, chat_id: int, upload: Upload, *, caption: str, kind: str
) -> Message:
    """Send a document or a photo."""
    chat = writing(world, person, chat_id)
    if not upload.content:
        raise PeopleError("Telegram takes no empty file")
    try:
        stored = world.files.keep(upload, kind)
    except ApiError as error:
        raise PeopleError(error.description) from error
    caption = caption.strip()
    content: Json = {"caption": caption or None, "caption_entities": with_found(caption, [])}
    if kind == "photo":
        content["photo"] = photo_of(stored)
    else:
        content["document"] = document_of(stored)
    return world.post(chat, person.id, **content)
