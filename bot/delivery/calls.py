"""Rendered screens as Bot API calls, and how Telegram's refusals are to be read."""

import logging
from collections.abc import Callable
from datetime import datetime

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
    WebAppInfo,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.delivery.logs import gist
from bot.domain.owed import QUOTES, Owed
from bot.domain.sent import Sent
from bot.views import message as screen
from bot.views.fitting import CAPTION_LIMIT, length

log = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

INLINE_SECONDS = 10
"""For how long Telegram may give an inline answer again by itself, to the same person."""

_UNCHANGED = ("message is not modified", "poll has already been closed")
_GONE = (
    "message with poll to stop not found",
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message to be edited not found",
    "message to delete not found",
    "message can't be deleted",
)
_OTHER_KIND = (
    "there is no text in the message to edit",
    "there is no caption in the message to edit",
)
_NO_CHAT = ("chat not found", "peer_id_invalid", "bot was kicked", "user not found")


def chat_is_gone(error: BadRequest) -> bool:
    """Whether nothing at all can be sent to the chat."""
    return _says(error, _NO_CHAT)


async def send(
    bot: Bot, owed: Owed, rendered: screen.Rendered, clock: Callable[[], datetime]
) -> Sent:
    """Send it as a new message. TypeError for what is no message.

    It is dated by the reply: a poll's time begins during the call, so it is over by then plus its
    seconds, however slow the call was.
    """
    message = await _send(bot, owed, rendered)
    now = clock()
    if message.poll is None or not isinstance(rendered, screen.QuizPoll):
        return Sent(owed.chat, message.message_id, now)
    ids = tuple(option.persistent_id for option in message.poll.options)
    return Sent(owed.chat, message.message_id, now, message.poll.id, ids)


async def _send(bot: Bot, owed: Owed, rendered: screen.Rendered) -> Message:
    match rendered:
        case screen.Message(html, keyboard):
            return await bot.send_message(
                owed.chat,
                html,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=_markup(keyboard),
                message_thread_id=owed.thread,
                reply_parameters=_quoting(owed),
            )
        case screen.QuizPoll():
            return await _send_poll(bot, owed, rendered)
        case screen.File(name, content, caption, keyboard):
            return await bot.send_document(
                owed.chat,
                content,
                filename=name,
                caption=caption or None,
                parse_mode=ParseMode.HTML,
                reply_markup=_markup(keyboard),
                message_thread_id=owed.thread,
                disable_content_type_detection=True,
            )
        case screen.Photo():
            return await _send_photo(bot, owed, rendered)
        case _:
            raise TypeError(f"{type(rendered).__name__} is no message")


def _quoting(owed: Owed) -> ReplyParameters | None:
    """What the message quotes; one that is gone is not waited for."""
    if (number := owed.args.get(QUOTES)) is None:
        return None
    return ReplyParameters(int(number), allow_sending_without_reply=True)


async def _send_photo(bot: Bot, owed: Owed, photo: screen.Photo) -> Message:
    """A picture that Telegram does not take must not keep its text from people."""
    try:
        return await bot.send_photo(
            owed.chat,
            photo.content,
            caption=photo.caption_html,
            parse_mode=ParseMode.HTML,
            reply_markup=_markup(photo.keyboard),
            message_thread_id=owed.thread,
        )
    except BadRequest as error:
        if chat_is_gone(error):
            raise
        log.warning("a picture was refused: %s", gist(error), extra={"screen": owed.screen})
        return await _send(bot, owed, screen.Message(photo.caption_html, photo.keyboard))


async def _send_poll(bot: Bot, owed: Owed, poll: screen.QuizPoll) -> Message:
    return await bot.send_poll(
        owed.chat,
        poll.question,
        poll.options,
        type="quiz",
        is_anonymous=False,
        correct_option_ids=list(poll.correct),  # type: ignore[arg-type]  # literals up to 11
        allows_multiple_answers=len(poll.correct) > 1,
        explanation=poll.explanation_html or None,
        explanation_parse_mode=ParseMode.HTML,
        open_period=poll.seconds,
        shuffle_options=poll.shuffle,
        hide_results_until_closes=True,
        message_thread_id=owed.thread,
    )


async def edit(bot: Bot, owed: Owed, rendered: screen.Rendered, message_id: int) -> bool:
    """Edit what is shown; False when that cannot be, and it has to be sent anew.

    A message with a picture stays one, and one without stays without: the text changes. When it is
    too long to stand under the picture, the picture stays above without its buttons.
    """
    try:
        return await _edit(bot, owed, rendered, message_id)
    except BadRequest as error:
        if not _says(error, _OTHER_KIND):
            raise
    match rendered:
        case screen.Photo(content=_, caption_html=html, keyboard=keyboard):
            return await _edit(bot, owed, screen.Message(html, keyboard), message_id)
        case screen.Message(html, keyboard) if length(html) <= CAPTION_LIMIT:
            return await _edit(bot, owed, screen.Photo(b"", html, keyboard), message_id)
        case _:
            await _edit(bot, owed, screen.KeyboardOnly(), message_id)
            return False


async def _edit(bot: Bot, owed: Owed, rendered: screen.Rendered, message_id: int) -> bool:
    try:
        match rendered:
            case screen.Message(html, keyboard):
                await bot.edit_message_text(
                    html,
                    owed.chat,
                    message_id,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=NO_PREVIEW,
                    reply_markup=_markup(keyboard),
                )
            case screen.KeyboardOnly(keyboard):
                await bot.edit_message_reply_markup(
                    owed.chat, message_id, reply_markup=_markup(keyboard)
                )
            case screen.PollEnd():
                await bot.stop_poll(owed.chat, message_id)
            case screen.Gone():
                await bot.delete_message(owed.chat, message_id)
            case screen.Photo(_, caption, keyboard):
                await bot.edit_message_caption(
                    owed.chat,
                    message_id,
                    caption=caption,
                    parse_mode=ParseMode.HTML,
                    reply_markup=_markup(keyboard),
                )
            case _:
                return False
    except BadRequest as error:
        if _says(error, _GONE):
            return False
        if not _says(error, _UNCHANGED):
            raise
    return True


async def answer(bot: Bot, query_id: str, toast: screen.Toast) -> None:
    """Answer a callback query."""
    await bot.answer_callback_query(query_id, toast.text or None, show_alert=toast.alert)


async def answer_inline(bot: Bot, query_id: str, given: screen.InlineAnswer) -> None:
    """Answer an inline query."""
    button = None
    if given.button:
        button = InlineQueryResultsButton(given.button, start_parameter=given.start)
    await bot.answer_inline_query(
        query_id,
        [_article(result) for result in given.results],
        cache_time=INLINE_SECONDS,
        is_personal=True,
        next_offset=given.next_offset,
        button=button,
    )


def _article(result: screen.InlineResult) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        result.message.html, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
    )
    return InlineQueryResultArticle(
        result.id,
        result.title,
        content,
        description=result.description,
        reply_markup=_markup(result.message.keyboard),
    )


def _markup(keyboard: screen.Keyboard) -> InlineKeyboardMarkup | None:
    if not keyboard:
        return None
    return InlineKeyboardMarkup([[_button(one) for one in row] for row in keyboard])


def _button(one: screen.Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        one.text,
        callback_data=one.data,
        url=one.url,
        switch_inline_query=one.share,
        web_app=WebAppInfo(one.web_app) if one.web_app else None,
    )


def _says(error: BadRequest, signs: tuple[str, ...]) -> bool:
    text = error.message.lower()
    return any(sign in text for sign in signs)
