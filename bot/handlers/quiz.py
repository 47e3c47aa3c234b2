"""Learners in private chats: commands, buttons and typed answers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from telegram import CallbackQuery, Message, Update, User
from telegram.constants import ChatType
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.domain.quizzes.attempt import LONGEST, Scope
from bot.domain.quizzes.quiz_request import Wanted
from bot.handlers.who import who
from bot.services.quiz.answering import Answering
from bot.services.quiz.debts import Tap
from bot.services.quiz.links import read_link
from bot.services.quiz.starting import Quiz
from bot.views.callback import decode

_PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
_LARGEST_ID = 2**63 - 1
_LARGEST_PLACE = 2**31 - 2
"""Positions, places and pages: a database's smaller integers."""


class QuizHandlers:
    """Decodes updates into service calls; ``clock`` gives aware UTC times."""

    def __init__(self, quiz: Quiz, answering: Answering, clock: Callable[[], datetime]) -> None:
        self.quiz = quiz
        self.answering = answering
        self.clock = clock

    def handlers(self) -> list[BaseHandler[Any, Any, Any]]:
        """Commands, buttons whose data begins with ``q.``, and private texts, which come last."""
        return [
            CommandHandler("start", self.on_start, _PRIVATE),
            CommandHandler("quiz", self.on_quiz, _PRIVATE),
            CommandHandler("resume", self.on_resume, _PRIVATE),
            CommandHandler("stop", self.on_stop, _PRIVATE),
            CommandHandler("topics", self._shows("topics"), _PRIVATE),
            CommandHandler("score", self._shows("score"), _PRIVATE),
            CommandHandler("sources", self._shows("sources"), _PRIVATE),
            CallbackQueryHandler(self.on_tap, pattern=r"^q\."),
            MessageHandler(_PRIVATE & filters.TEXT & ~filters.COMMAND, self.on_text),
        ]

    async def on_start(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        await self.quiz.start(who(_user(update)), " ".join(context.args or ()), self.clock())

    async def on_quiz(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        await self.quiz.quiz(who(_user(update)), " ".join(context.args or ()), self.clock())

    async def on_resume(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await self.quiz.resume(who(_user(update)), self.clock())

    async def on_stop(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        await self.quiz.stop(who(_user(update)), self.clock())

    async def on_text(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """What was shared via this bot was not typed: it answers nothing and needs no hint."""
        message = update.effective_message
        if message and message.via_bot and message.via_bot.id == context.bot.id:
            return
        text = message.text if message and message.text else ""
        await self.answering.text(who(_user(update)), text, self.clock())

    def _shows(self, name: str) -> Callable[[Update, ContextTypes.DEFAULT_TYPE], Any]:
        async def show(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
            await self.quiz.show(who(_user(update)), name, self.clock())

        return show

    async def on_tap(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """A button: people can forge its data, so anything that cannot be read gets a toast."""
        query = update.callback_query
        if query is None or query.data is None:
            return
        message = query.message
        editable = message.message_id if isinstance(message, Message) else None
        tap = Tap(who(query.from_user), query.id, editable)
        verb, about = decode(query.data)
        act = self._acts().get(verb)
        if act is None or not _private(query):
            await self.answering.unclear(tap, self.clock())
            return
        try:
            call = act(tap, about, self.clock())
        except (ValueError, IndexError, TypeError):
            await self.answering.unclear(tap, self.clock())
            return
        await call

    def _acts(self) -> dict[str, Callable[[Tap, tuple[str, ...], datetime], Any]]:
        """For each verb: read its arguments (errors mean forged data), give the call to await."""
        quiz, answering = self.quiz, self.answering
        return {
            "q.a": lambda tap, about, now: answering.choose(tap, *_step_and(about), now),
            "q.put": self._put,
            "q.undo": lambda tap, about, now: answering.undo(tap, *_step_and(about), now),
            "q.ok": lambda tap, about, now: answering.submit(tap, *_step(about), now),
            "q.pass": lambda tap, about, now: answering.give_up(tap, *_step(about), now),
            "q.next": self._next,
            "q.source": lambda tap, about, now: answering.source(tap, *_step(about), now),
            "q.hide": lambda tap, about, now: answering.source(tap, *_step(about), now, hide=True),
            "q.appeal": self._appeal,
            "q.answers": lambda tap, about, now: answering.answers(tap, _attempt(about), 1, now),
            "q.end": lambda tap, about, now: answering.answers(tap, _attempt(about), 0, now),
            "q.page": self._page,
            "q.quick": lambda tap, about, now: quiz.pick(tap, Wanted(), now),
            "q.topic": lambda tap, about, now: quiz.pick(tap, _wanted(about), now),
            "q.topics": lambda tap, about, now: quiz.show(tap.who, "topics", now, tap=tap),
            "q.score": lambda tap, about, now: quiz.show(tap.who, "score", now, tap=tap),
            "q.resume": lambda tap, about, now: quiz.resume(tap.who, now, tap),
            "q.anew": self._anew,
            "q.retake": lambda tap, about, now: quiz.retake(tap, _attempt(about), 0, now),
            "q.again": self._again,
            "q.link": self._link,
        }

    def _next(self, tap: Tap, about: tuple[str, ...], now: datetime) -> Any:
        attempt, position, source_open = _step_and(about)
        return self.answering.next(tap, attempt, position, now, source_open=bool(source_open))

    def _put(self, tap: Tap, about: tuple[str, ...], now: datetime) -> Any:
        *step, shown = about
        attempt, position, taken = _step_and(tuple(step))
        return self.answering.put(tap, attempt, position, now, taken=taken, shown=_place(shown))

    def _appeal(self, tap: Tap, about: tuple[str, ...], now: datetime) -> Any:
        attempt, position, source_open = _step_and(about)
        return self.answering.appeal(tap, attempt, position, now, source_open=bool(source_open))

    def _page(self, tap: Tap, about: tuple[str, ...], now: datetime) -> Any:
        match about:
            case ("answers", attempt, page):
                return self.answering.answers(tap, _id(attempt), _place(page), now)
            case (("topics" | "unknown_topic" | "sources") as name, page):
                return self.quiz.turn_page(tap, name, _place(page), now)
        raise ValueError(about)

    def _anew(self, tap: Tap, about: tuple[str, ...], now: datetime) -> Any:
        instead_of, set_id, topic, count = about
        if _id(count) > LONGEST:
            raise ValueError(about)
        wanted = Wanted(Scope(_id(set_id) or None, topic or None), _id(count) or None)
        return self.quiz.start_anew(tap, _id(instead_of), wanted, now)

    def _again(self, tap: Tap, about: tuple[str, ...], now: datetime) -> Any:
        instead_of, attempt = about
        return self.quiz.retake(tap, _id(attempt), _id(instead_of), now)

    def _link(self, tap: Tap, about: tuple[str, ...], now: datetime) -> Any:
        instead_of, payload = about
        link = read_link(payload)
        if link is None:
            raise ValueError(about)
        return self.quiz.links.follow(tap, link, _id(instead_of), now)


def _id(part: str, largest: int = _LARGEST_ID) -> int:
    """A whole number that fits a database's; ValueError otherwise."""
    if not (part.isascii() and part.isdigit()) or int(part) > largest:
        raise ValueError(part)
    return int(part)


def _place(part: str) -> int:
    return _id(part, _LARGEST_PLACE)


def _attempt(about: tuple[str, ...]) -> int:
    (attempt,) = about
    return _id(attempt)


def _step(about: tuple[str, ...]) -> tuple[int, int]:
    attempt, position = about
    return _id(attempt), _place(position)


def _step_and(about: tuple[str, ...]) -> tuple[int, int, int]:
    attempt, position, third = about
    return _id(attempt), _place(position), _place(third)


def _wanted(about: tuple[str, ...]) -> Wanted:
    """A topic, and the number of questions where one was asked for."""
    set_id, topic, *count = about
    if len(count) > 1:
        raise ValueError(about)
    return Wanted(Scope(_id(set_id), topic), _id(count[0], LONGEST) if count else None)


def _private(query: CallbackQuery) -> bool:
    message = query.message
    return message is not None and message.chat.type == ChatType.PRIVATE


def _user(update: Update) -> User:
    user = update.effective_user
    if user is None:  # a private chat always has its person
        raise ValueError(f"update {update.update_id} has no sender")
    return user
