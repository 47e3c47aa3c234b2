"""Methods about the bot itself: who it is, its command menu, its texts."""

from __future__ import annotations

from typing import Any

from bot.sandbox.commands import checked, scope_key
from bot.sandbox.methods.reach import known_chat
from bot.sandbox.params import Params
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import World

Json = dict[str, Any]


def get_me(world: World, params: Params) -> Json:
    return world.bot.me()


def _scope(world: World, params: Params) -> tuple[str, str]:
    """Scope and language. Raises ApiError 400 for a chat that the bot does not know."""
    given = params.mapping("scope", "BotCommandScope")
    scope = scope_key(given)
    if scope.startswith("chat"):
        chat = known_chat(world, Params({"chat_id": (given or {}).get("chat_id", "")}))
        if chat.private and not world.people[chat.id].started:
            raise bad_request("chat not found")
    return scope, params.text("language_code")


def set_my_commands(world: World, params: Params) -> bool:
    scope, language = _scope(world, params)
    world.commands.set(scope, language, checked(params.json("commands", "commands")))
    world.changed("chat")
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    return world.commands.get(*_scope(world, params))


def delete_my_commands(world: World, params: Params) -> bool:
    world.commands.set(*_scope(world, params), [])
    world.changed("chat")
    return True


def _set_text(texts: dict[str, str], params: Params, name: str, most: int) -> bool:
    text = params.text(name)
    if len(text) > most:
        raise bad_request(f"bot {name.replace('_', ' ')} is too long")
    if text:
        texts[params.text("language_code")] = text
    else:
        texts.pop(params.text("language_code"), None)
    return True


def _get_text(texts: dict[str, str], params: Params, name: str) -> Json:
    return {name: texts.get(params.text("language_code")) or texts.get("", "")}


def set_my_name(world: World, params: Params) -> bool:
    return _set_text(world.bot.names, params, "name", 64)


def get_my_name(world: World, params: Params) -> Json:
    return _get_text(world.bot.names, params, "name")


def set_my_description(world: World, params: Params) -> bool:
    return _set_text(world.bot.descriptions, params, "description", 512)


def get_my_description(world: World, params: Params) -> Json:
    return _get_text(world.bot.descriptions, params, "description")


def set_my_short_description(world: World, params: Params) -> bool:
    return _set_text(world.bot.short_descriptions, params, "short_description", 120)


def get_my_short_description(world: World, params: Params) -> Json:
    return _get_text(world.bot.short_descriptions, params, "short_description")


def get_chat_menu_button(world: World, params: Params) -> Json:
    return {"type": "commands"}


def accepted(world: World, params: Params) -> bool:
    """Methods whose effect nobody sees here: logOut, close, default administrator rights."""
    return True
