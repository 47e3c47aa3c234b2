"""``doctor --live``: what only the real Telegram can show, step by step."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

from telegram import (
    Bot,
    BotCommandScopeAllPrivateChats,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Update,
)
from telegram.constants import ParseMode, PollType
from telegram.error import (
    BadRequest,
    Conflict,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.domain.errors import SecondPoller, SettingError, TokenRejected
from bot.settings import Settings

POLL_SECONDS = 15
PATIENCE = 60
"""Seconds to wait for the person to tap or vote."""

OLD_QUERY = 20
"""Seconds after which an unanswered callback query is too old for an answer."""

BURST = 25


class NotSeenError(Exception):
    """A step did not show what it must."""


Pause = Callable[[float], Awaitable[None]]


@dataclass
class Walk:
    """One walk through the list: the bot, the chat, and what is still wanted by later steps."""

    bot: Bot
    chat: int
    pause: Pause
    offset: int = 0
    query: CallbackQuery | None = None
    poll_id: str = ""

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
    me = await walk.bot.get_me()
    inline = "on" if me.supports_inline_queries else "off: /setinline at @BotFather turns it on"
    return f"@{me.username}; inline mode is {inline}"


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
    sent = await walk.bot.send_message(walk.chat, "Please tap.", reply_markup=keyboard)
    async for update in walk.updates(PATIENCE):
        query = update.callback_query
        if query is None or query.message is None or query.message.message_id != sent.message_id:
            continue
        if query.data != data:
            raise NotSeenError(f"the data came back as {query.data!r}")
        await query.answer("Tapped.")
        walk.query = query
        return "the tap came with its 64 bytes; did you see the toast?"
    raise NotSeenError("nobody tapped")


async def _stale(walk: Walk) -> str:
    if walk.query is None:
        raise NotSeenError("needs the tap of the step before")
    await walk.pause(OLD_QUERY)
    try:
        await walk.query.answer("late")
    except BadRequest as error:
        return f"refused: {error.message}"
    raise NotSeenError("a late answer was taken")


async def _poll(walk: Walk) -> str:
    message = await walk.bot.send_poll(
        walk.chat, "Which of these is a number?", ["seven", "green", "slowly"],
        type=PollType.QUIZ, correct_option_ids=[0], shuffle_options=True,
        is_anonymous=False, open_period=POLL_SECONDS, explanation="<i>Seven</i> counts things.",
        explanation_parse_mode=ParseMode.HTML,
    )  # fmt: skip
    if message.poll is None:
        raise NotSeenError("the reply holds no poll")
    ids = {option.persistent_id for option in message.poll.options}
    if not all(ids):
        raise NotSeenError("the reply holds no persistent ids")
    walk.poll_id = message.poll.id
    async for update in walk.updates(POLL_SECONDS):
        vote = update.poll_answer
        if vote is not None and vote.poll_id == walk.poll_id:
            given = vote.option_persistent_ids
            if not given or not ids.issuperset(given):
                raise NotSeenError(f"the vote names {given}, the poll {sorted(map(str, ids))}")
            return "the vote names the persistent ids of the poll"
    raise NotSeenError("nobody voted in time")


async def _close(walk: Walk) -> str:
    if not walk.poll_id:
        raise NotSeenError("needs the poll of the step before")
    async for update in walk.updates(POLL_SECONDS + 30):
        poll = update.poll
        if poll is not None and poll.id == walk.poll_id and poll.is_closed:
            return "the closed poll was reported"
    raise NotSeenError("no update said that the poll closed")


async def _several(walk: Walk) -> str:
    message = await walk.bot.send_poll(
        walk.chat, "Which of these are numbers?", ["seven", "green", "nine"], type=PollType.QUIZ,
        correct_option_ids=[0, 2], allows_multiple_answers=True, is_anonymous=False,
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
    raise NotSeenError(f"{BURST} messages went through, and none was refused")


async def _menu(walk: Walk) -> str:
    scope = BotCommandScopeAllPrivateChats()
    counts = [len(await walk.bot.get_my_commands(scope, code)) for code in ("en", "ru")]
    if not all(counts):
        raise NotSeenError("no menu is registered; run the bot once")
    return f"{counts[0]} commands in English, {counts[1]} in Russian"


STEPS: tuple[tuple[str, Callable[[Walk], Awaitable[str]]], ...] = (
    ("token", _token), ("chat", _chat), ("text", _text), ("button", _button), ("stale", _stale),
    ("poll", _poll), ("close", _close), ("several", _several), ("file", _file), ("menu", _menu),
    ("rate", _rate),
)  # fmt: skip


async def walk(settings: Settings, chat: int, pause: Pause = asyncio.sleep) -> int:
    """Take every step in CHAT; exit code 0 when each showed what it must.

    Raises SettingError where it would disturb a bot at work.
    """
    if settings.bot_token is None:
        raise SettingError("BOT_TOKEN", "missing; the live check needs the real Telegram")
    bot = Bot(
        settings.bot_token.get_secret_value(),
        base_url=f"{settings.bot_api_url}/bot",
        base_file_url=f"{settings.bot_api_url}/file/bot",
    )
    try:
        async with bot:
            await _must_be_idle(bot)
            failed = await _take_steps(Walk(bot, chat, pause))
    except InvalidToken:
        raise TokenRejected from None
    except Conflict as error:
        raise SecondPoller(error.message) from None
    except NetworkError as error:
        raise SettingError("BOT_API_URL", f"Telegram does not answer: {error.message}") from None
    print(f"{len(STEPS) - failed} of {len(STEPS)} steps showed what they must")
    return 1 if failed else 0


async def _must_be_idle(bot: Bot) -> None:
    """The walk takes updates for itself: nobody's may be waiting or going elsewhere."""
    hook = await bot.get_webhook_info()
    if hook.url:
        raise SettingError(
            "WEBHOOK_URL", "updates go there; run the bot once without it, stop it, and try again"
        )
    if hook.pending_update_count:
        raise SettingError(
            "BOT_TOKEN",
            f"{hook.pending_update_count} updates wait for the bot; run it until it has taken them,"
            " stop it, and try again",
        )


async def _take_steps(taken: Walk) -> int:
    """Every step in order; how many did not show what they must."""
    failed = 0
    for name, step in STEPS:
        print(f"{name:8} …", flush=True)
        try:
            print(f"{name:8} ok: {await step(taken)}", flush=True)
        except Conflict:
            raise
        except (NotSeenError, TelegramError) as error:
            failed += 1
            print(f"{name:8} NOT SEEN: {error}", flush=True)
    while rest := await taken.bot.get_updates(offset=taken.offset, timeout=0):
        taken.offset = rest[-1].update_id + 1  # the bot knows nothing of the walk's polls
    return failed
