"""What is asked for behind /round and /quiz in a group."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.quizzes.attempt import Scope
from bot.domain.quizzes.quiz_request import (
    BadCount,
    NotACount,
    Topic,
    UnknownTopic,
    Wanted,
    read_request,
    word_for,
)
from bot.domain.rounds.modes import Mode, mode_called

QUESTIONS = range(1, 21)
"""How many questions a round may have."""
SECONDS = range(10, 601)
"""How long a poll may stay open, in seconds."""
DEFAULT_QUESTIONS = 5
DEFAULT_SECONDS = 30
NAMED = 6
"""How many requests are offered when several topics could be meant."""
_SANE_DIGITS = 6


@dataclass(frozen=True, slots=True)
class RoundRequest:
    """What is asked for behind ``/round`` or ``/quiz`` in a group."""

    scope: Scope
    questions: int = DEFAULT_QUESTIONS
    seconds: int = DEFAULT_SECONDS
    mode: Mode = Mode.CLASSIC


class Flaw(StrEnum):
    """Why a request cannot be met."""

    QUESTIONS = "questions"
    SECONDS = "seconds"
    TOPIC = "topic"


def read_round(text: str, topics: Sequence[Topic]) -> RoundRequest | Flaw:
    """``[topic] [questions] [seconds] [mode]``: ``treaty 5 30``, ``5 teams``, or nothing.

    The last of two numbers is the seconds, unless the first belongs to a topic's title
    ("Summit 2022 8"). A last word that means a mode is the mode, unless what stands before it
    makes no sense without it.
    """
    words = text.split()
    mode = mode_called(words[-1]) if words else None
    if mode is None:
        return _read(text, topics)
    before = _read(" ".join(words[:-1]), topics)
    if before is Flaw.TOPIC and isinstance(whole := _read(text, topics), RoundRequest):
        return whole
    return replace(before, mode=mode) if isinstance(before, RoundRequest) else before


def _read(text: str, topics: Sequence[Topic]) -> RoundRequest | Flaw:
    words = text.split()
    if len(words) > 1 and _is_number(words[-1]) and _is_number(words[-2]):
        timed = _request(" ".join(words[:-1]), topics, int(words[-1]), counted=True)
        if isinstance(timed, RoundRequest):
            return timed
        plain = _request(text, topics)
        if timed is Flaw.TOPIC and isinstance(read_request(text, topics), BadCount):
            # Too many for a count, so seconds; unless a title ends in the number before it.
            named = read_request(" ".join(words[:-1]), topics)
            return timed if isinstance(named, UnknownTopic) else plain
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


def meant(text: str, topics: Sequence[Topic], most: int) -> list[str]:
    """What somebody may have meant whose words name no topic, or several: at most ``most`` whole
    requests, the same but for the topic. Empty where nothing is near.
    """
    words = text.split()
    end = len(words)
    while end > 1 and (_is_number(words[end - 1]) or mode_called(words[end - 1])):
        end -= 1
    start = int(end > 1 and end == len(words) and _is_number(words[0]))
    wanted = read_request(" ".join(words[start:end]), topics)
    near = wanted.near if isinstance(wanted, UnknownTopic) else ()
    called = [name for topic in near if (name := word_for(topic.scope, topics))]
    return [" ".join((name, *words[:start], *words[end:])) for name in called[:most]]


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < _SANE_DIGITS
