"""Messages: what is kept of one, and its Bot API object."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.entities import Entity, to_html

Json = dict[str, Any]


@dataclass
class Message:
    """One message of a chat; JSON-ready fields only, so that it can be saved as it is."""

    id: int
    chat: int
    date: int
    sender: int | None = None  # None: the chat itself (a service message)
    text: str | None = None
    entities: list[Entity] = field(default_factory=list)
    caption: str | None = None
    caption_entities: list[Entity] = field(default_factory=list)
    document: Json | None = None
    photo: list[Json] | None = None
    poll: str | None = None
    keyboard: list[list[Json]] | None = None
    edited: int | None = None
    reply_to: int | None = None
    thread: int | None = None
    service: Json | None = None  # fields such as new_chat_members or migrate_to_chat_id
    silent: bool = False
    anonymous: bool = False  # written by an admin in the group's name
    via_bot: bool = False  # chosen by a person among the bot's inline results
    inline_id: str | None = None  # inline_message_id, where it has a keyboard

    def html(self) -> str:
        """Text or caption as a safe HTML fragment."""
        if self.text is not None:
            return to_html(self.text, self.entities)
        return to_html(self.caption or "", self.caption_entities)

    def content(self) -> tuple[Any, ...]:
        """What "message is not modified" compares, besides the keyboard."""
        return (
            self.text,
            _comparable(self.entities),
            self.caption,
            _comparable(self.caption_entities),
            self.document and self.document.get("file_unique_id"),
            self.photo and self.photo[-1].get("file_unique_id"),
        )


def _comparable(entities: list[Entity]) -> tuple[Any, ...]:
    return tuple(tuple(sorted(entity.items())) for entity in entities)


def body_of(message: Message) -> Json:
    """The content fields of the Bot API's Message, without chat, sender and poll."""
    answer: Json = {}
    if message.text is not None:
        answer["text"] = message.text
        if message.entities:
            answer["entities"] = message.entities
    if message.document is not None:
        answer["document"] = message.document
    if message.photo is not None:
        answer["photo"] = message.photo
    if message.caption is not None:
        answer["caption"] = message.caption
        if message.caption_entities:
            answer["caption_entities"] = message.caption_entities
    if message.keyboard is not None:
        answer["reply_markup"] = {"inline_keyboard": message.keyboard}
    if message.edited is not None:
        answer["edit_date"] = message.edited
    if message.thread is not None:
        answer["message_thread_id"] = message.thread
        answer["is_topic_message"] = True
    if message.service:
        answer |= message.service
    return answer
