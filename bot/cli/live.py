"""``doctor --live``: what only the real Telegram can show, step by step."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode, PollType
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.domain.errors import SettingError
from bot.settings import Settings

POLL_SECONDS = 15
PATIENCE = 60
"""Seconds to wait for the person to tap or vote."""

OLD_QUERY = 20
"""Seconds after which an unanswered callback query is too old for an answer."""

BURST = 25


class NotSeenError(Exception):
    """A step did not show what it must."""


@dataclass
class Walk:
    """One walk through the list: the bot, the chat, and what is still wanted by later steps."""

    bot: Bot
    chat: int
    offset: int = 0
    kept: dict[str, Any] = field(default_factory=dict)

    async def updates(self, seconds: float) -> AsyncIterator[Update]:
        """Updates as they come, for at most that long."""
        clock = asyncio.get_running_loop()
        end = clock.time() + seconds
        while (left := end - clock.time()) > 0:
            for update in await self.bot.get_updates(
                offset=self.offset,
                timeout=int(min(left, 10)),
                allowed_updates=[Update.CALLBACK_QUERY, Update.POLL, Update.POLL_ANSWER],
            ):
                self.offset = update.update_id + 1
                yield update


async def _token(walk: Walk) -> str:
    return f"@{(await walk.bot.get_me()).username}"


async def _chat(walk: Walk) -> str:
    chat = await walk.bot.get_chat(walk.chat)
    member = await walk.bot.get_chat_member(walk.chat, walk.bot.id)
    if member.status in {"left", "kicked"}:
        raise NotSeenError("the bot is not a member of this chat")
    return f"{chat.title or chat.first_name}, the bot is {member.status} there"


async def _text(walk: Walk) -> str:
    html = "CiteQuiz check\n<blockquote expandable>A passage,\nlong\nenough\nto\nfold.</blockquote>"
    message = await walk.bot.send_message(walk.chat, html, parse_mode=ParseMode.HTML)
    await message.edit_text(html + "\nedited", parse_mode=ParseMode.HTML)
    try:
        await message.edit_text(html + "\nedited", parse_mode=ParseMode.HTML)
    except BadRequest as error:
        return f"sent, edited; the same again is refused: {error.message}"
    raise NotSeenError("the same text again was not refused")


async def _button(walk: Walk) -> str:
    data = "check:" + "x" * 58
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Tap me", callback_data=data)]])
    await walk.bot.send_message(walk.chat, "Please tap.", reply_markup=keyboard)
    async for update in walk.updates(PATIENCE):
        query = update.callback_query
        if query is not None:
            if query.data != data:
                raise NotSeenError(f"the data came back as {query.data!r}")
            await query.answer("Tapped.")
            walk.kept["query"] = query
            return "the tap came with its 64 bytes; did you see the toast?"
    raise NotSeenError("nobody tapped")


async def _stale(walk: Walk) -> str:
    if "query" not in walk.kept:
        raise NotSeenError("needs the tap of the step before")
    await asyncio.sleep(OLD_QUERY)
    try:
        await walk.kept["query"].answer("late")
    except BadRequest as error:
        return f"refused: {error.message}"
    raise NotSeenError("a late answer was taken")


async def _poll(walk: Walk) -> str:
    message = await walk.bot.send_poll(
        walk.chat, "Which of these is a number?", ["seven", "green", "slowly"],
        type=PollType.QUIZ, api_kwargs={"correct_option_ids": [0], "shuffle_options": True},
        is_anonymous=False, open_period=POLL_SECONDS, explanation="<i>Seven</i> counts things.",
        explanation_parse_mode=ParseMode.HTML,
    )  # fmt: skip
    sent = json.loads(message.to_json())["poll"]
    ids = [option.get("persistent_id") for option in sent["options"]]
    if not all(ids):
        raise NotSeenError("the reply holds no persistent ids")
    walk.kept["poll"] = sent["id"]
    async for update in walk.updates(POLL_SECONDS):
        if update.poll_answer is not None and update.poll_answer.poll_id == sent["id"]:
            given = json.loads(update.to_json())["poll_answer"].get("option_persistent_ids")
            if not set(given or ()) <= set(ids) or not given:
                raise NotSeenError(f"the vote names {given}, the poll {ids}")
            return "the vote names the persistent ids of the poll"
    raise NotSeenError("nobody voted in time")


async def _close(walk: Walk) -> str:
    async for update in walk.updates(POLL_SECONDS + 30):
        if update.poll is not None and update.poll.is_closed:
            return "the closed poll was reported"
    raise NotSeenError("no update said that the poll closed")


async def _several(walk: Walk) -> str:
    message = await walk.bot.send_poll(
        walk.chat, "Which of these are numbers?", ["seven", "green", "nine"], type=PollType.QUIZ,
        api_kwargs={"correct_option_ids": [0, 2]}, allows_multiple_answers=True,
        is_anonymous=False,
    )  # fmt: skip
    await walk.bot.stop_poll(walk.chat, message.message_id)
    return "accepted with two keys, and stopped"


async def _file(walk: Walk) -> str:
    content = "two lines\nдве строки\n".encode()
    message = await walk.bot.send_document(walk.chat, content, filename="check.txt")
    if message.document is None:
        raise NotSeenError("the reply holds no document")
    back = await (await message.document.get_file()).download_as_bytearray()
    if bytes(back) != content:
        raise NotSeenError("other bytes came back")
    return f"{len(content)} bytes up and down"


async def _rate(walk: Walk) -> str:
    for number in range(BURST):
        try:
            await walk.bot.send_message(walk.chat, f"burst {number + 1} of {BURST}")
        except RetryAfter as error:
            return f"after {number} messages: retry after {error.retry_after}"
    return f"{BURST} messages went through"


async def _menu(walk: Walk) -> str:
    counts = [
        len(await walk.bot.get_my_commands(language_code=language)) for language in ("en", "ru")
    ]
    if not all(counts):
        raise NotSeenError("no menu is registered; run the bot once")
    return f"{counts[0]} commands in English, {counts[1]} in Russian"


STEPS: tuple[tuple[str, Callable[[Walk], Awaitable[str]]], ...] = (
    ("token", _token), ("chat", _chat), ("text", _text), ("button", _button), ("stale", _stale),
    ("poll", _poll), ("close", _close), ("several", _several), ("file", _file), ("menu", _menu),
    ("rate", _rate),
)  # fmt: skip


async def walk(settings: Settings, chat: int) -> int:
    """Take every step in CHAT; exit code 0 when each showed what it must."""
    if settings.bot_token is None:
        raise SettingError("BOT_TOKEN", "missing; the live check needs the real Telegram")
    bot = Bot(
        settings.bot_token.get_secret_value(),
        base_url=f"{settings.bot_api_url}/bot",
        base_file_url=f"{settings.bot_api_url}/file/bot",
    )
    failed = 0
    try:
        async with bot:
            taken = Walk(bot, chat)
            for name, step in STEPS:
                print(f"{name:8} …", flush=True)
                try:
                    print(f"{name:8} ok: {await step(taken)}")
                except (NotSeenError, TelegramError) as error:
                    failed += 1
                    print(f"{name:8} NOT SEEN: {error}")
    except InvalidToken:
        raise SettingError("BOT_TOKEN", "Telegram rejects it; copy it from @BotFather") from None
    print(f"{len(STEPS) - failed} of {len(STEPS)} steps showed what they must")
    return 1 if failed else 0
