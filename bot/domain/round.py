"""Rounds: live quizzes in groups, asked as native polls, and what fits one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.board import Standing
from bot.domain.errors import CiteQuizError
from bot.domain.person import Who
from bot.domain.question import Citation, Question, QuestionType, Source

QUESTIONS = range(1, 21)
"""How many questions a round may have."""
SECONDS = range(10, 601)
"""How long a poll may stay open, in seconds."""
DEFAULT_QUESTIONS = 5
DEFAULT_SECONDS = 30

GRACE = timedelta(seconds=1)
"""How long after a poll's close its last votes may still be on their way."""
UNKNOWN_GRACE = timedelta(seconds=15)
"""How much longer to wait for a sign of a poll that may or may not have been sent."""

POLL_QUESTION = 300
POLL_OPTION = 100
POLL_OPTIONS = 10
POLL_EXPLANATION = 200
POLL_EXPLANATION_LINE_FEEDS = 2
BRIEF = 120
_LONGEST_PREFIX = len("20/20 · ")
_TWO_NUMBERS = 2


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


@dataclass(frozen=True)
class PollNotRecorded(CiteQuizError):
    """Votes on polls that no round knows (yet): the reply to ``sendPoll`` may still be coming."""

    poll_ids: frozenset[str]


@dataclass(frozen=True)
class BadRoundRequest(CiteQuizError):
    """A wish for a round that cannot be: ``what`` is ``questions``, ``seconds`` or ``numbers``."""

    what: str


@dataclass(frozen=True, slots=True)
class RoundRequest:
    """What was asked for; ``topic`` as it was typed, a slug or a title."""

    topic: str | None = None
    questions: int = DEFAULT_QUESTIONS
    seconds: int = DEFAULT_SECONDS


@dataclass(frozen=True, slots=True)
class Vote:
    """What a person chose in a poll: persistent option ids, none when it was taken back."""

    poll_id: str
    who: Who
    options: tuple[str, ...]


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
class Place:
    """A line of a round's table: who, as boards name them (None: nobody we know any more)."""

    standing: Standing
    name: str | None


@dataclass(frozen=True, slots=True)
class Scene:
    """A round as its message shows it. ``places`` are the first of ``people`` people."""

    round_id: int
    chat: int
    state: RoundState
    position: int
    total: int
    seconds: int
    wishes: tuple[str | None, ...]
    outcome: Outcome | None
    lost: tuple[int, ...]
    places: tuple[Place, ...]
    people: int
    ended_at: datetime | None = None


def read_request(words: Sequence[str]) -> RoundRequest:
    """``[topic] [questions] [seconds]``, the topic in any number of words; BadRoundRequest."""
    numbers = [int(word) for word in words if _is_number(word)]
    topic = " ".join(word for word in words if not _is_number(word)) or None
    if len(numbers) > _TWO_NUMBERS:
        raise BadRoundRequest("numbers")
    questions = numbers[0] if numbers else DEFAULT_QUESTIONS
    seconds = numbers[1] if len(numbers) == _TWO_NUMBERS else DEFAULT_SECONDS
    if questions not in QUESTIONS:
        raise BadRoundRequest("questions")
    if seconds not in SECONDS:
        raise BadRoundRequest("seconds")
    return RoundRequest(topic, questions, seconds)


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < len("10000")


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
    if question.typed is not None or question.picture is not None:
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


def by_recency(shuffled: Sequence[int], asked: Mapping[int, int]) -> list[int]:
    """The least recently asked first: ``asked`` maps a question's id to when, bigger is later."""
    return sorted(shuffled, key=lambda question_id: asked.get(question_id, 0))


def is_poll_of(seen: SeenPoll, question: Question, position: int, total: int) -> bool:
    """Whether a poll that Telegram shows is the one that this position of a round asks.

    The words of true and false are the view's: there the place of the key decides.
    """
    if tidy(seen.question) != poll_question(position, total, question.stem):
        return False
    if len(seen.options) != len(question.options):
        return False
    if seen.correct != tuple(i for i, option in enumerate(question.options) if option.key):
        return False
    if question.type is QuestionType.TRUEFALSE:
        return True
    return all(
        tidy(text) == tidy(option.text)
        for (_, text), option in zip(seen.options, question.options, strict=True)
    )


def cited(citation: Citation, sources: Mapping[str, Source]) -> tuple[str, str]:
    """Short name and year of a citation's source; its id and nothing when it is not at hand."""
    source = sources.get(citation.source)
    if source is None:
        return citation.source, ""
    return source.short, (source.date or "")[:4]
