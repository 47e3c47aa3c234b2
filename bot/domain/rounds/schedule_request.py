"""What is asked for behind /schedule: days, a time, and what to play then."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum

from bot.domain.quizzes.quiz_request import Topic, Wanted, read_request
from bot.domain.rounds.modes import Mode, mode_called
from bot.domain.rounds.round import RoundKind
from bot.domain.rounds.round_request import QUESTIONS, SECONDS, RoundRequest, meant, read_round
from bot.domain.rounds.round_request import Flaw as RoundFlaw
from bot.domain.rounds.schedule import EVERY_DAY, Planned, Timing

HOURS = range(1, 21)
"""How long a question of the day may stay open: it is over before the next one comes."""
DEFAULT_HOURS = 8
HOUR = 3600

_LONGEST = 200
"""Characters of a line that is offered instead of one that was refused."""
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})")
_HOURS = re.compile(r"(\d{1,2})\s*(h|hours?|ч|час|часа|часов)?")
_NUMBER = re.compile(r"\d{1,6}")
_EQUALS = re.compile(r"\s*=\s*")
_DASH = re.compile(r"\s*[-–—]\s*")
_DAILY = frozenset({"daily", "everyday", "day", "ежедневно", "день"})
_SPANS = {
    "weekday": frozenset(range(5)), "weekdays": frozenset(range(5)),
    "будни": frozenset(range(5)), "будням": frozenset(range(5)),
    "weekend": frozenset({5, 6}), "weekends": frozenset({5, 6}), "выходные": frozenset({5, 6}),
    "выходным": frozenset({5, 6}),
}  # fmt: skip
_FILLERS = frozenset(
    "at on every and & в во по и каждый каждую каждое".split()  # noqa: SIM905 - it reads better
)
_WEEKDAYS = (
    "mon monday mondays пн понедельник понедельники понедельникам",
    "tue tues tuesday tuesdays вт вторник вторники вторникам",
    "wed weds wednesday wednesdays ср среда среду среды средам",
    "thu thur thurs thursday thursdays чт четверг четверги четвергам",
    "fri friday fridays пт пятница пятницу пятницы пятницам",
    "sat saturday saturdays сб суббота субботу субботы субботам",
    "sun sunday sundays вс воскресенье воскресенья воскресеньям",
)
_WEEKDAY = {word: day for day, words in enumerate(_WEEKDAYS) for word in words.split()}
"""Whole words only: a month is no Monday."""
_OF_THE_DAY = tuple(
    tuple(name.split())
    for name in ("question of the day", "question", "day", "вопрос дня", "вопрос", "день")
)
"""What a question of the day is called, longer names before what they begin with."""
_KEYS = {
    "n": "n", "questions": "n", "вопросов": "n",
    "topic": "topic", "тема": "topic",
    "seconds": "seconds", "sec": "seconds", "секунд": "seconds", "сек": "seconds",
    "mode": "mode", "режим": "mode",
    "open": "open", "открыт": "open",
}  # fmt: skip


class Flaw(StrEnum):
    """Why a line cannot be scheduled."""

    DAYS = "days"
    WORD = "word"
    TIME = "time"
    KEY = "key"
    QUESTIONS = "questions"
    SECONDS = "seconds"
    TOPIC = "topic"
    MODE = "mode"
    OPEN = "open"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What is wrong, and the word at which that was seen."""

    flaw: Flaw
    word: str = ""


def read_schedule(text: str, topics: Sequence[Topic]) -> Planned | Unreadable:
    """``daily 18:00 n=5 topic=treaty``, ``mon,thu 18:00 treaty 5 30 teams``, ``weekdays 9:00
    question open=8h``.

    Behind the time stands what may stand behind /round, by place or by name. ``question``, or
    ``question of the day``, or how long it is open, makes it one.
    """
    words = _words(text)
    place = _place_of_time(words)
    days = _days(words if place is None else words[:place], timed=place is not None)
    if isinstance(days, Unreadable):
        return days
    if place is None:
        return Unreadable(Flaw.TIME)
    at = _time(words[place])
    if at is None:
        return Unreadable(Flaw.TIME, words[place])
    plain, named = _parted(words[place + 1 :])
    for key, value in named.items():
        if key not in _KEYS.values():
            return Unreadable(Flaw.KEY, f"{key}={value}")
    if "open" in named or _own_name(plain):
        return _question_of_the_day(Timing(days, at), plain, named, topics)
    return _round(Timing(days, at), " ".join(plain), named, topics)


def meant_by(text: str, topics: Sequence[Topic], most: int) -> list[str]:
    """What somebody may have meant whose line was refused for its topic: at most ``most`` whole
    lines, the same but for the topic. Empty where nothing is near.
    """
    words = _words(text)
    start = (_place_of_time(words) or 0) + 1
    end = next((n for n in range(start, len(words)) if "=" in words[n]), len(words))
    start += _own_name(words[start:end])
    lines = []
    if start < end:
        behind = meant(" ".join(words[start:end]), topics, most)
        lines += [" ".join((*words[:start], one, *words[end:])) for one in behind]
    _, named = _parted(words)
    if called := named.pop("topic", None):
        rest = [f"{key}={value}" for key, value in named.items()]
        behind = meant(called, topics, most)
        lines += [" ".join((*words[:end], f"topic={one}", *rest)) for one in behind]
    good = (line for line in lines if isinstance(read_schedule(line, topics), Planned))
    return [line for line in good if len(line) <= _LONGEST][:most]


def _words(text: str) -> list[str]:
    return _EQUALS.sub("=", text).split()


def _place_of_time(words: Sequence[str]) -> int | None:
    return next((n for n, word in enumerate(words) if _TIME.fullmatch(word)), None)


# --- days and times -------------------------------------------------------------------------------


def _days(words: Sequence[str], *, timed: bool) -> frozenset[int] | Unreadable:
    """The weekdays that the words before the time name; ``timed`` if a time follows them."""
    found: set[int] = set()
    for word in _DASH.sub("-", " ".join(words).replace(",", " ").casefold()).split():
        if word in _FILLERS:
            continue
        named = _named(word)
        if named is None:
            # Behind days that were understood it may be a time that was not.
            return Unreadable(Flaw.WORD if timed or not found else Flaw.TIME, word)
        found |= named
    return frozenset(found) if found else Unreadable(Flaw.DAYS)


def _named(word: str) -> frozenset[int] | None:
    if word in _DAILY:
        return EVERY_DAY
    if word in _SPANS:
        return _SPANS[word]
    ends = [_WEEKDAY.get(part.removesuffix(".")) for part in word.split("-")]
    match ends:
        case [int(day)]:
            return frozenset({day})
        case [int(first), int(last)]:
            return frozenset((first + n) % 7 for n in range((last - first) % 7 + 1))
        case _:
            return None


def _time(word: str) -> time | None:
    hours, minutes = map(int, _TIME.fullmatch(word).groups())  # type: ignore[union-attr]
    return time(hours, minutes) if hours < 24 and minutes < 60 else None  # noqa: PLR2004


# --- what to play ---------------------------------------------------------------------------------


def _parted(words: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """The words before the first ``key=``, and the values by key; a value may be several words."""
    plain: list[str] = []
    named: dict[str, list[str]] = {}
    into = plain
    for word in words:
        key, equals, value = word.partition("=")
        if equals:
            into = named.setdefault(_KEYS.get(key.casefold(), key), [])
        into += [value] if equals else [word]
    return plain, {key: " ".join(value).strip(' "«»“”') for key, value in named.items()}


def _round(
    timing: Timing, plain: str, named: Mapping[str, str], topics: Sequence[Topic]
) -> Planned | Unreadable:
    wanted = read_round(plain, topics)
    if not isinstance(wanted, RoundRequest):
        return Unreadable(_FLAWS[wanted], plain)
    if "topic" in named:
        called = read_request(named["topic"], topics)
        if not isinstance(called, Wanted) or called.count is not None or not named["topic"]:
            return Unreadable(Flaw.TOPIC, named["topic"] or "topic=")
        wanted = replace(wanted, scope=called.scope)
    if "n" in named:
        if (number := _number(named["n"])) not in QUESTIONS:
            return Unreadable(Flaw.QUESTIONS, named["n"])
        wanted = replace(wanted, questions=number)
    if "seconds" in named:
        if (number := _number(named["seconds"])) not in SECONDS:
            return Unreadable(Flaw.SECONDS, named["seconds"])
        wanted = replace(wanted, seconds=number)
    if "mode" in named:
        if (mode := mode_called(named["mode"])) is None:
            return Unreadable(Flaw.MODE, named["mode"])
        wanted = replace(wanted, mode=mode)
    return Planned(
        timing, RoundKind.ROUND, wanted.scope, wanted.questions, wanted.seconds, wanted.mode
    )


def _question_of_the_day(
    timing: Timing, plain: Sequence[str], named: Mapping[str, str], topics: Sequence[Topic]
) -> Planned | Unreadable:
    """One question; speed, teams and a knock-out make no sense over hours."""
    if strange := next((f"{key}={named[key]}" for key in ("n", "seconds") if key in named), None):
        return Unreadable(Flaw.DAY, strange)
    hours = _HOURS.fullmatch(named["open"].casefold()) if "open" in named else None
    if "open" in named and (hours is None or int(hours[1]) not in HOURS):
        return Unreadable(Flaw.OPEN, named["open"])
    rest = " ".join(plain[_own_name(plain) :])
    if number := _number_beside(rest, topics):
        return Unreadable(Flaw.DAY, number)
    about = {key: value for key, value in named.items() if key != "open"}
    planned = _round(timing, rest, about | {"n": "1"}, topics)
    if isinstance(planned, Unreadable):
        return planned
    if planned.mode not in (Mode.CLASSIC, Mode.PRACTICE):
        return Unreadable(Flaw.DAY, planned.mode.value)
    seconds = HOUR * (int(hours[1]) if hours else DEFAULT_HOURS)
    return replace(planned, kind=RoundKind.DAY, questions=1, seconds=seconds)


def _own_name(plain: Sequence[str]) -> int:
    """How many words at the beginning call it a question of the day: 0 where it is a round."""
    folded = tuple(word.casefold() for word in plain)
    return next((len(name) for name in _OF_THE_DAY if folded[: len(name)] == name), 0)


def _number_beside(text: str, topics: Sequence[Topic]) -> str | None:
    """A number of questions or seconds, the last; one that belongs to a topic's title is none."""
    words = text.split()
    name = " ".join(words[:-1]) if words and mode_called(words[-1]) else text
    for called in (text, name):
        wanted = read_request(called, topics)
        if isinstance(wanted, Wanted) and wanted.count is None:
            return None
    return next((word for word in reversed(words) if _NUMBER.fullmatch(word)), None)


_FLAWS = {
    RoundFlaw.QUESTIONS: Flaw.QUESTIONS,
    RoundFlaw.SECONDS: Flaw.SECONDS,
    RoundFlaw.TOPIC: Flaw.TOPIC,
}


def _number(word: str) -> int:
    """The number, -1 for what is none."""
    return int(word) if _NUMBER.fullmatch(word) and word.isascii() else -1
