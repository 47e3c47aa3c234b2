"""Registering menus: only what differs is written, and a failure stops nothing."""

from datetime import timedelta
from typing import Any

from telegram import Bot, BotCommand, BotCommandScope, BotDescription, BotShortDescription
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.handlers.menus import register

SCOPES = {
    "all_private_chats", "all_group_chats", "all_chat_administrators", "chat:7",
}  # fmt: skip


class Memory:
    """What Telegram remembers of a bot; the instructor 8 never wrote to it."""

    def __init__(self) -> None:
        self.menus: dict[tuple[str, str], list[BotCommand]] = {}
        self.texts: dict[tuple[str, str], str] = {}
        self.writes = 0
        self.troubles: list[TelegramError] = []

    @staticmethod
    def key(scope: BotCommandScope) -> str:
        chat = getattr(scope, "chat_id", None)
        if chat == 8:
            raise BadRequest("Chat not found")
        return scope.type if chat is None else f"{scope.type}:{chat}"

    async def get_my_commands(self, scope: BotCommandScope, code: str) -> tuple[BotCommand, ...]:
        if self.troubles:
            raise self.troubles.pop(0)
        return tuple(self.menus.get((self.key(scope), code), ()))

    async def set_my_commands(
        self, commands: list[BotCommand], scope: BotCommandScope, code: str
    ) -> None:
        self.menus[self.key(scope), code] = commands
        self.writes += 1

    async def get_my_short_description(self, code: str) -> BotShortDescription:
        return BotShortDescription(self.texts.get(("short", code), ""))

    async def set_my_short_description(self, text: str, code: str) -> None:
        self.texts["short", code] = text
        self.writes += 1

    async def get_my_description(self, code: str) -> BotDescription:
        return BotDescription(self.texts.get(("long", code), ""))

    async def set_my_description(self, text: str, code: str) -> None:
        self.texts["long", code] = text
        self.writes += 1


async def test_menus_are_written_once_for_each_scope_and_language(caplog: Any) -> None:
    telegram = Memory()
    bot: Bot = telegram  # type: ignore[assignment]
    await register(bot, {7, 8})
    assert set(telegram.menus) == {(scope, code) for scope in SCOPES for code in ("", "en", "ru")}
    assert telegram.menus["all_group_chats", ""] == telegram.menus["all_group_chats", "en"]
    assert telegram.menus["all_group_chats", "ru"] != telegram.menus["all_group_chats", "en"]
    assert "sample" in {command.command for command in telegram.menus["chat:7", "ru"]}
    assert len(telegram.texts) == 6
    assert "instructor not registered: Chat not found" in caplog.text
    written = telegram.writes
    await register(bot, {7, 8})
    assert telegram.writes == written


async def test_a_changed_menu_is_written_again() -> None:
    telegram = Memory()
    bot: Bot = telegram  # type: ignore[assignment]
    await register(bot)
    written = telegram.writes
    telegram.menus["all_private_chats", "ru"].pop()
    await register(bot)
    assert telegram.writes == written + 1


async def test_a_telegram_that_is_away_for_a_moment_is_asked_again(caplog: Any) -> None:
    telegram, pauses = Memory(), []
    telegram.troubles = [RetryAfter(timedelta(seconds=7)), NetworkError("reset")]
    bot: Bot = telegram  # type: ignore[assignment]

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    await register(bot, pause=pause)
    assert pauses == [7.0, 5.0]
    assert len(telegram.menus) == 9
    assert not caplog.records


async def test_a_telegram_that_stays_away_stops_nothing(caplog: Any) -> None:
    telegram = Memory()
    telegram.troubles = [NetworkError("reset")] * 3
    bot: Bot = telegram  # type: ignore[assignment]

    async def pause(_seconds: float) -> None:
        return

    await register(bot, pause=pause)
    assert "menu private not registered: reset" in caplog.text
    assert len(telegram.menus) == 8
