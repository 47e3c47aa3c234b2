"""The command menu: which list a person sees, and which lists are refused."""

from typing import Any

import pytest

from bot.sandbox.client import Sandbox
from tests.sandbox.answers import refusal, result

Json = dict[str, Any]


async def put(sandbox: Sandbox, name: str, scope: Json | None = None, language: str = "") -> None:
    params: Json = {"commands": [{"command": name, "description": name}]}
    if scope:
        params["scope"] = scope
    result(await sandbox.api("setMyCommands", **params, language_code=language))


async def test_private_lists_in_telegrams_order(sandbox: Sandbox) -> None:
    """Determining list of commands: the first list set is returned, narrowest first."""
    boris = sandbox.person("Boris")
    await boris.start()
    chat = {"type": "chat", "chat_id": boris.id}
    steps: list[tuple[Json | None, str, str]] = [
        (None, "", "d"),
        (None, "ru", "d_ru"),
        ({"type": "all_private_chats"}, "", "p"),
        ({"type": "all_private_chats"}, "ru", "p_ru"),
        (chat, "", "c"),
        (chat, "ru", "c_ru"),
    ]
    for scope, language, name in steps:
        await put(sandbox, name, scope, language)
        assert [c["command"] for c in await boris.menu()] == [name]


async def test_group_lists_in_telegrams_order(sandbox: Sandbox) -> None:
    """Determining list of commands: chat_member, administrators, chat, groups, default."""
    dana, alma = sandbox.person("Dana"), sandbox.person("Alma")
    group = await sandbox.group()
    steps: list[tuple[Json | None, str, bool]] = [
        (None, "d", True),
        ({"type": "all_private_chats"}, "p", False),
        ({"type": "all_group_chats"}, "g", True),
        ({"type": "all_chat_administrators"}, "ga", False),
        ({"type": "chat", "chat_id": group.id}, "c", True),
        ({"type": "chat_administrators", "chat_id": group.id}, "ca", False),
        ({"type": "chat_member", "chat_id": group.id, "user_id": alma.id}, "m", True),
    ]
    expected = ""
    for scope, name, for_members in steps:
        await put(sandbox, name, scope)
        expected = name if for_members else expected
        assert [c["command"] for c in await alma.menu(group.id)] == [expected]
    assert [c["command"] for c in await dana.menu(group.id)] == ["ca"]


async def test_deleting_shows_the_wider_list(sandbox: Sandbox) -> None:
    """deleteMyCommands: "higher level commands will be shown to affected users"."""
    alma = sandbox.person("Alma")
    await put(sandbox, "d")
    await put(sandbox, "p", {"type": "all_private_chats"})
    await sandbox.api("deleteMyCommands", scope={"type": "all_private_chats"})
    assert [c["command"] for c in await alma.menu()] == ["d"]


@pytest.mark.parametrize(
    ("commands", "reason"),
    [
        ([{"command": "Quiz", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "x" * 33, "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "quiz", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "quiz", "description": "x" * 257}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "a", "description": "x"}] * 101, "BOT_COMMANDS_TOO_MUCH"),
    ],
)
async def test_lists_that_are_refused(sandbox: Sandbox, commands: list[Json], reason: str) -> None:
    """BotCommand: 1-32 of a-z 0-9 _, description 1-256; setMyCommands: at most 100."""
    answer = await sandbox.api("setMyCommands", commands=commands)
    assert refusal(answer) == (400, f"Bad Request: {reason}")


async def test_the_bots_texts_per_language(sandbox: Sandbox) -> None:
    """setMyDescription language_code: a dedicated text for those users."""
    await sandbox.api("setMyDescription", description="Learn")
    await sandbox.api("setMyDescription", description="Учись", language_code="ru")
    await sandbox.api("setMyShortDescription", short_description="Short")
    boris = await sandbox.get("world", **{"as": sandbox.person("Boris").id})
    alma = await sandbox.get("world", **{"as": sandbox.person("Alma").id})
    assert (boris["bot"]["description"], alma["bot"]["description"]) == ("Учись", "Learn")
    assert boris["bot"]["short_description"] == "Short"
    long = await sandbox.api("setMyDescription", description="x" * 513)
    assert refusal(long)[0] == 400


@pytest.mark.parametrize("method", ["setMyCommands", "getMyCommands", "deleteMyCommands"])
async def test_a_chat_that_the_bot_does_not_know_has_no_list(sandbox: Sandbox, method: str) -> None:
    """BotCommandScopeChat: "a specific chat"; a person's is known once they wrote to the bot."""
    dana = sandbox.person("Dana")
    given: Json = {"commands": [{"command": "sets", "description": "sets"}]}
    for chat in (dana.id, 12345, ""):
        scope = {"type": "chat", "chat_id": chat}
        code, reason = refusal(await sandbox.api(method, scope=scope, **given))
        assert (code, reason.startswith("Bad Request: chat")) == (400, True), chat
    await dana.start()
    result(await sandbox.api(method, scope={"type": "chat", "chat_id": dana.id}, **given))
