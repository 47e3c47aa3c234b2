"""The command menu: lists per scope and language, and which of them a person sees."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.refusals import bad_request

Json = dict[str, Any]
_NAME = re.compile(r"^[a-z0-9_]{1,32}$")
_SCOPES = {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
    "chat",
    "chat_administrators",
    "chat_member",
}
_MOST = 100
_DESCRIPTION = 256


def scope_key(scope: Json | None) -> str:
    """A scope as one string. Raises ApiError 400 for an unknown kind."""
    kind = (scope or {}).get("type", "default")
    if not isinstance(kind, str) or kind not in _SCOPES:
        raise bad_request("unsupported BotCommandScope type specified")
    parts = [kind]
    for name in ("chat_id", "user_id"):
        needs = kind == "chat_member" or (name == "chat_id" and kind.startswith("chat"))
        if needs:
            parts.append(str((scope or {}).get(name, "")))
    return ":".join(parts)


def checked(commands: Any) -> list[Json]:
    """The list of BotCommand, checked. Raises ApiError 400 where Telegram does."""
    if not isinstance(commands, list) or not all(isinstance(c, dict) for c in commands):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > _MOST:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for item in commands:
        if not _NAME.match(str(item.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(item.get("description", ""))) <= _DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return [
        {"command": str(c["command"]).removeprefix("/"), "description": str(c["description"])}
        for c in commands
    ]


@dataclass
class Commands:
    """Lists by scope and language; language ``""`` is for everybody."""

    lists: dict[str, dict[str, list[Json]]] = field(default_factory=dict)

    def set(self, scope: str, language: str, commands: list[Json]) -> None:
        """Keep a list; an empty one is no list, so that wider scopes show again."""
        if commands:
            self.lists.setdefault(scope, {})[language] = commands
        else:
            self.lists.get(scope, {}).pop(language, None)

    def get(self, scope: str, language: str) -> list[Json]:
        return self.lists.get(scope, {}).get(language, [])

    def seen(
        self, *, chat: int, person: int, private: bool, admin: bool, language: str
    ) -> list[Json]:
        """What the menu shows, in the order of the Bot API's "Determining list of commands"."""
        if private:
            order = [f"chat:{chat}", "all_private_chats", "default"]
        else:
            order = [f"chat_member:{chat}:{person}"]
            order += [f"chat_administrators:{chat}"] if admin else []
            order += [f"chat:{chat}"]
            order += ["all_chat_administrators"] if admin else []
            order += ["all_group_chats", "default"]
        for scope in order:
            for spoken in (language, ""):
                if found := self.get(scope, spoken):
                    return found
        return []
