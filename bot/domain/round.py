"""Rounds: live quizzes in groups, asked as native polls, and what fits one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.attempt import Scope
from bot.domain.board import Standing
from bot.domain.errors import CiteQuizError
from bot.domain.option_order import in_order
from bot.domain.person import Who
from bot.domain.question import POLLED, Question, QuestionType, Source
from bot.domain.quiz_request import BadCount, NotACount, Topic, UnknownTopic, Wanted, read_request

QUESTIONS = range(1, 21)
"""How many questions a round may have."""
SECONDS = range(10, 601)
"""How long a poll may stay open, in seconds."""
DEFAULT_QUESTIONS = 5
DEFAULT_SECONDS = 30

GRACE = timedelta(seconds=1)
"""How long after a poll's close, by our clock, its last votes may still be on their way."""
SEEN_GRACE = timedelta(milliseconds=250)
"""The same once Telegram has said that it is closed: what was given before came before that."""
DRAINING = timedelta(milliseconds=100)
"""How long to wait, again and again, for votes that are here but not worked off."""
ADOPTED_GRACE = timedelta(seconds=3)
"""How long to wait for the votes on a poll that was recognised only when it had closed."""
UNKNOWN_GRACE = timedelta(seconds=15)
"""How much longer to wait for a sign of a poll that may or may not have been sent."""

POLL_QUESTION = 300
POLL_OPTION = 100
POLL_OPTIONS = 10
POLL_EXPLANATION = 200
BRIEF = 120
_LONGEST_PREFIX = len("20/20 · ")
_SANE_DIGITS = 6

TIMER = "round"
"""Kind of the timers that close a round's questions; args ``round`` and ``position``."""


class RoundState(StrEnum):
    OPEN = "open"
    FINISHED = "finished"
    STOPPED = "stopped"


class PollState(StrEnum):
    """What became of a question's poll.

    ``waiting`` to be sent; ``unknown`` whether it was sent; ``open``; ``closed``; ``lost``: it may
    have been shown, but no vote on it could be told apart, so it gives no marks.
    """

    WAITING = "waiting"
    UNKNOWN = "unknown"
    OPEN = "open"
    CLOSED = "closed"
    LOST = "lost"


@dataclass(eq=False)
class PollNotRecorded(CiteQuizError):
    """Votes on polls that no round knows (yet): the reply to ``sendPoll`` may still be coming."""

    poll_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class RoundRequest:
    """What is asked for behind ``/quiz`` in a group."""

    scope: Scope
    questions: int = DEFAULT_QUESTIONS
    seconds: int = DEFAULT_SECONDS


class Flaw(StrEnum):
    """Why a request cannot be met."""

    QUESTIONS = "questions"
    SECONDS = "seconds"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Vote:
    """What a person chose in a poll: persistent option ids, none when it was taken back.

    ``at`` is when we heard of it; Telegram does not say when it was.
    """

    poll_id: str
    who: Who
    options: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class SeenPoll:
    """A poll as an update shows it. ``options`` are persistent id and text, in our order."""

    id: str
    question: str
    options: tuple[tuple[str, str], ...]
    correct: tuple[int, ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class PollToSend:
    """What a round's poll is drawn from; ``sources`` by id, for the citations."""

    position: int
    total: int
    seconds: int
    question: Question
    option_order: tuple[str, ...]
    language: str
    wishes: tuple[str | None, ...]
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the last question of a round went; ``answered`` and ``right`` count people."""

    position: int
    state: PollState
    question: Question
    language: str
    sources: Mapping[str, Source]
    answered: int
    right: int


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of a round's table; ``label`` is None for a person who wants to be without a name."""

    standing: Standing
    label: str | None


@dataclass(frozen=True, slots=True)
class Scene:
    """A round as its message shows it. ``lines`` are the first of ``people`` people.

    ``set_code`` is the code of the set that all questions come from, if it is one; ``languages``
    are those of all sets that questions come from.
    """

    round_id: int
    chat: int
    state: RoundState
    position: int
    total: int
    seconds: int
    wishes: tuple[str | None, ...]
    outcome: Outcome | None
    lost: tuple[int, ...]
    lines: tuple[TableLine, ...]
    people: int
    set_code: str | None = None
    languages: tuple[str, ...] = ()


def read_round(text: str, topics: Sequence[Topic]) -> RoundRequest | Flaw:
    """``[topic] [questions] [seconds]``: ``treaty 5 30``, ``5 30``, ``treaty``, or nothing.

    The last of two numbers is the seconds, unless the first belongs to a topic's title
    ("Summit 2022 8").
    """
    words = text.split()
    if len(words) > 1 and _is_number(words[-1]) and _is_number(words[-2]):
        timed = _request(" ".join(words[:-1]), topics, int(words[-1]), counted=True)
        if isinstance(timed, RoundRequest):
            return timed
        plain = _request(text, topics)
        better = isinstance(plain, RoundRequest) or timed is Flaw.TOPIC
        return plain if better else timed
    return _request(text, topics)


def _request(
    text: str, topics: Sequence[Topic], seconds: int = DEFAULT_SECONDS, *, counted: bool = False
) -> RoundRequest | Flaw:
    wanted = read_request(text, topics)
    if isinstance(wanted, UnknownTopic) or (
        counted and isinstance(wanted, Wanted) and wanted.count is None
    ):
        return Flaw.TOPIC
    if isinstance(wanted, BadCount | NotACount):
        return Flaw.QUESTIONS
    count = DEFAULT_QUESTIONS if wanted.count is None else wanted.count
    if count not in QUESTIONS:
        return Flaw.QUESTIONS
    if seconds not in SECONDS:
        return Flaw.SECONDS
    return RoundRequest(wanted.scope, count, seconds)


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < _SANE_DIGITS


def units(text: str) -> int:
    """Length as the strictest reading of Telegram's limits counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def poll_question(position: int, total: int, stem: str) -> str:
    """The question of a poll, as Telegram is to show it."""
    return f"{position}/{total} · {tidy(stem)}"


def tidy(text: str) -> str:
    """The text on one line, as Telegram leaves it."""
    return " ".join(text.split())


def fits_poll(question: Question) -> bool:
    """Whether the question can be asked as a native poll, whole: what is too long stays out."""
    if question.type not in POLLED or question.picture is not None:
        return False
    if not 1 < len(question.options) <= POLL_OPTIONS or not question.keys:
        return False
    if _LONGEST_PREFIX + units(tidy(question.stem)) > POLL_QUESTION:
        return False
    if units(tidy(question.brief)) > BRIEF:
        return False
    if question.type is QuestionType.TRUEFALSE:
        return True
    return all(0 < units(tidy(option.text)) <= POLL_OPTION for option in question.options)


def is_poll_of(
    seen: SeenPoll, question: Question, order: Sequence[str], position: int, total: int
) -> bool:
    """Whether a poll that Telegram shows is the one that this position of a round asks.

    ``order`` holds the option ids as the poll has them. The words of true and false are the
    view's: there the place of the key decides.
    """
    options = [question.option(option_id) for option_id in order]
    if tidy(seen.question) != poll_question(position, total, question.stem):
        return False
    if len(seen.options) != len(options):
        return False
    if seen.correct != tuple(i for i, option in enumerate(options) if option.key):
        return False
    if question.type is QuestionType.TRUEFALSE:
        return True
    texts = [tidy(text) for _, text in seen.options]
    return texts == [tidy(option.text) for option in options]


def keeps_order(question: Question) -> bool:
    """Whether the options have an order of their own: dates, numbers, true and false."""
    return question.type is QuestionType.TRUEFALSE or in_order(question.options) is not None
