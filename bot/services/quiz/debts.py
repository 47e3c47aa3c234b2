"""What a learner's chat is owed in the course of a quiz: screen names, places and arguments."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.owed import Owed
from bot.domain.owed import toast as answer
from bot.domain.people.person import Who
from bot.domain.quizzes.attempt import Attempt


@dataclass(frozen=True, slots=True)
class Tap:
    """Somebody's tap on a button; ``query`` is the callback query to answer.

    ``message`` is the message with that button, as far as it can still be edited.
    """

    who: Who
    query: str
    message: int | None = None

    @property
    def chat(self) -> int:
        return self.who.telegram_id


def toast(tap: Tap, now: datetime, word: str | None = None) -> Owed:
    """The answer to a tap; without a word it only stops the button's clock."""
    args = {"word": word} if word else {}
    return answer(tap.chat, tap.query, now, args)


def step_place(attempt_id: int, position: int) -> str:
    return f"step:{attempt_id}:{position}"


def edited_step(chat: int, attempt_id: int, position: int, *, source: bool = False) -> Owed:
    """The step's message drawn again as it stands; with ``source`` the cited passages opened."""
    args = {"attempt": attempt_id, "position": position, "source": source}
    return Owed(chat, "quiz.step", args, place=step_place(attempt_id, position))


def new_step(chat: int, attempt_id: int, position: int, note: str | None = None) -> Owed:
    """The step at the bottom of the chat; ``note`` names a catalogue entry to stand above it."""
    args = {"attempt": attempt_id, "position": position, "note": note}
    return Owed(chat, "quiz.step", args, place=step_place(attempt_id, position), fresh=True)


def bare(chat: int, attempt_id: int, position: int) -> Owed:
    """Take the buttons off the step's message."""
    return Owed(chat, "quiz.bare", place=step_place(attempt_id, position))


def copy_place(message_id: int) -> str:
    """A message that shows what another one shows by now."""
    return f"copy:{message_id}"


def kept(chat: int, attempt_id: int, position: int, *, source_open: bool = False) -> Owed:
    """Leave on an answered step's message only what can still be done with it."""
    args = {"attempt": attempt_id, "position": position, "source": source_open}
    return Owed(chat, "quiz.kept", args, place=step_place(attempt_id, position))


def end_place(attempt_id: int) -> str:
    return f"end:{attempt_id}"


def end(chat: int, attempt: Attempt) -> Owed:
    """How the attempt came out, at the bottom of the chat."""
    args = {"attempt": attempt.id}
    return Owed(chat, "quiz.end", args, place=end_place(attempt.id), fresh=True)


def screen(chat: int, name: str, **args: int | str | bool | None) -> Owed:
    """A screen of its own at the bottom of the chat, the newest of its name."""
    return Owed(chat, f"quiz.{name}", args, place=f"quiz.{name}", fresh=True)
