"""Registering menus: only what differs is written, and a failure stops nothing."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotDescription,
    BotShortDescription,
    Chat,
    Message,
    Update,
    User,
)
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.handlers.menus import LANGUAGES, Menus

PATIENCE = 60.0
SCOPES = {
    "all_private_chats", "all_group_chats", "all_chat_administrators", "chat:7",
}  # fmt: skip


class Memory:
    """What Telegram remembers of a bot, which does not know the chat of the instructor 8 yet."""

    def __init__(self) -> None:
        self.menus: dict[tuple[str, str], list[BotCommand]] = {}
        self.texts: dict[tuple[str, str], str] = {}
        self.writes = 0
        self.troubles: list[TelegramError] = []
        self.strangers = {8}
        self.asked_for_chats = 0
        self.stirred = asyncio.Event()

    def key(self, scope: BotCommandScope) -> str:
        chat = getattr(scope, "chat_id", None)
        self.asked_for_chats += chat is not None
        if chat in self.strangers:
            raise BadRequest("Chat not found")
        return str(scope.type) if chat is None else f"{scope.type}:{chat}"

    async def get_my_commands(self, scope: BotCommandScope, code: str) -> tuple[BotCommand, ...]:
        self.stirred.set()
        if self.troubles:
            raise self.troubles.pop(0)
        return tuple(self.menus.get((self.key(scope), code), ()))

    async def set_my_commands(
        self, commands: list[BotCommand], scope: BotCommandScope, code: str
    ) -> None:
        self.menus[self.key(scope), code] = commands
        self.writes += 1
        self.stirred.set()

    async def delete_my_commands(self, scope: BotCommandScope, code: str) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        self.menus.pop((self.key(scope), code), None)
        self.writes += 1
        self.stirred.set()

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
        self.stirred.set()

    async def until(self, seen: Callable[[], bool]) -> None:
        """Wait for a call that makes it true."""
        async with asyncio.timeout(PATIENCE):
            while not seen():
                self.stirred.clear()
                await self.stirred.wait()

    def has(self, what: set[tuple[str, str]]) -> bool:
        """Whether all of these (scope, language) have a menu."""
        return what <= self.menus.keys()

    def is_described(self) -> bool:
        """Whether the descriptions are there, which come last."""
        return len(self.texts) == 2 * len(LANGUAGES)


class Pauses(list[float]):
    """Pauses that take no time, noted down."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


def menus_for(telegram: Memory, instructors: Iterable[int] = (), **more: Any) -> Menus:
    bot: Bot = telegram  # type: ignore[assignment]
    return Menus(bot, instructors, **more)


def written_by(person: int, chat: int | None = None) -> Update:
    """A text, in private unless in a group."""
    where = Chat(person, "private") if chat is None else Chat(chat, "group")
    sender = User(person, "Dana", is_bot=False)
    sent = datetime(2026, 11, 23, 12, tzinfo=UTC)
    return Update(1, message=Message(1, sent, where, from_user=sender, text="hello"))


async def hear(menus: Menus, update: Update) -> None:
    """What the application does with an update."""
    (handler,) = menus.handlers()
    if handler.check_update(update):
        await handler.callback(update, None)


@contextlib.asynccontextmanager
async def running(menus: Menus) -> AsyncIterator[None]:
    task = asyncio.create_task(menus.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_menus_are_written_once_for_each_scope_and_language(caplog: Any) -> None:
    telegram = Memory()
    await menus_for(telegram, {7, 8}).register()
    assert set(telegram.menus) == {(scope, code) for scope in SCOPES for code in ("", "en", "ru")}
    assert telegram.menus["all_group_chats", ""] == telegram.menus["all_group_chats", "en"]
    assert telegram.menus["all_group_chats", "ru"] != telegram.menus["all_group_chats", "en"]
    assert "sample" in {command.command for command in telegram.menus["chat:7", "ru"]}
    assert len(telegram.texts) == 6
    assert not caplog.records, "that an instructor has not come yet is no trouble"
    written = telegram.writes
    await menus_for(telegram, {7, 8}).register()
    assert telegram.writes == written


async def test_a_changed_menu_is_written_again() -> None:
    telegram = Memory()
    await menus_for(telegram).register()
    written = telegram.writes
    telegram.menus["all_private_chats", "ru"].pop()
    await menus_for(telegram).register()
    assert telegram.writes == written + 1


async def test_a_telegram_that_is_away_for_a_moment_is_asked_again(caplog: Any) -> None:
    telegram, pauses = Memory(), Pauses()
    telegram.troubles = [RetryAfter(timedelta(seconds=7)), NetworkError("reset")]
    await menus_for(telegram, pause=pauses).register()
    assert pauses == [7.0, 5.0]
    assert len(telegram.menus) == 9
    assert not caplog.records


async def test_a_telegram_that_stays_away_stops_nothing(caplog: Any) -> None:
    telegram = Memory()
    telegram.troubles = [NetworkError("reset")] * 3
    await menus_for(telegram, pause=Pauses()).register()
    assert "menu private not registered: reset" in caplog.text
    assert len(telegram.menus) == 8


OWN = {("chat:8", code) for code in LANGUAGES}


async def test_an_instructor_gets_a_menu_when_they_first_write_and_only_then() -> None:
    telegram = Memory()
    menus = menus_for(telegram, {8})
    async with running(menus):
        await telegram.until(telegram.is_described)
        assert not OWN & telegram.menus.keys()
        telegram.strangers.clear()
        await hear(menus, written_by(8))
        await telegram.until(lambda: telegram.has(OWN))
        assert "sets" in {command.command for command in telegram.menus["chat:8", "ru"]}
    asked = telegram.asked_for_chats
    await hear(menus, written_by(8))
    async with running(menus):
        telegram.texts.clear()
        await telegram.until(telegram.is_described)
    assert telegram.asked_for_chats == asked, "it has its menu: nothing more is asked of Telegram"


async def test_who_writes_in_a_group_rings_nothing() -> None:
    telegram = Memory()
    menus = menus_for(telegram, {8})
    telegram.strangers.clear()
    for person in (8, 9):
        await hear(menus, written_by(person, chat=-5))
        assert not menus.to_do
    await hear(menus, written_by(8))
    assert menus.to_do == {8}


async def test_who_is_an_instructor_no_more_loses_the_menu_at_the_next_message() -> None:
    telegram = Memory()
    telegram.strangers.clear()
    await menus_for(telegram, {7, 8}).register()
    menus = menus_for(telegram, {7})
    async with running(menus):
        await hear(menus, written_by(8))
        await telegram.until(lambda: not OWN & telegram.menus.keys())
        await hear(menus, written_by(7))
    assert telegram.has({("chat:7", code) for code in LANGUAGES}), "an instructor keeps it"


async def test_a_learner_is_asked_about_once() -> None:
    telegram = Memory()
    await menus_for(telegram).register()
    written, menus = telegram.writes, menus_for(telegram)
    async with running(menus):
        await hear(menus, written_by(9))
        await telegram.until(lambda: telegram.asked_for_chats == 1 and not menus.to_do)
    await hear(menus, written_by(9))
    assert not menus.to_do
    assert telegram.writes == written, "there was nothing to take away"


async def test_a_menu_is_dropped_at_a_later_message_when_telegram_was_away() -> None:
    telegram = Memory()
    telegram.strangers.clear()
    await menus_for(telegram, {8}).register()
    telegram.texts.clear()
    menus = menus_for(telegram, pause=Pauses())
    async with running(menus):
        await telegram.until(telegram.is_described)
        telegram.troubles = [NetworkError("reset")] * 3
        await hear(menus, written_by(8))
        await telegram.until(lambda: not telegram.troubles)
        await hear(menus, written_by(8))
        await telegram.until(lambda: not OWN & telegram.menus.keys())


async def test_what_telegram_was_away_for_is_tried_at_the_next_message(caplog: Any) -> None:
    telegram, pauses = Memory(), Pauses()
    menus = menus_for(telegram, {8}, pause=pauses)
    async with running(menus):
        await telegram.until(telegram.is_described)
        telegram.strangers.clear()
        telegram.troubles = [NetworkError("reset")] * 3
        await hear(menus, written_by(8))
        await telegram.until(lambda: not telegram.troubles)
        assert not OWN & telegram.menus.keys()
        await hear(menus, written_by(8))
        await telegram.until(lambda: telegram.has(OWN))
    assert "menu instructor not registered: reset" in caplog.text


async def test_what_telegram_refuses_for_good_is_not_tried_again() -> None:
    telegram = Memory()
    menus = menus_for(telegram, {7})
    telegram.troubles = [BadRequest("BOT_COMMAND_INVALID")] * 20
    await menus.register()
    await hear(menus, written_by(7))
    assert not menus.to_do
