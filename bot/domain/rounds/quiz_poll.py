"""What fits a native quiz poll, and how a poll is recognised as ours."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.question import POLLED, Question, QuestionType
from bot.domain.quizzes.option_order import in_order
from bot.domain.rounds.round import RoundKind, SeenPoll

POLL_QUESTION = 300
POLL_OPTION = 100
POLL_OPTIONS = 10
POLL_EXPLANATION = 200
BRIEF = 120
_BETWEEN = " · "
_LONGEST_PREFIX = len("20/20 · ")


def units(text: str) -> int:
    """Length as the strictest reading of Telegram's limits counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def poll_question(position: int, total: int, stem: str) -> str:
    """The question of a poll, as Telegram is to show it."""
    return f"{position}/{total}{_BETWEEN}{tidy(stem)}"


def day_poll_question(heading: str, stem: str) -> str:
    """The same of a question of the day: a heading of its own, left out where it does not fit."""
    headed = f"{heading}{_BETWEEN}{tidy(stem)}"
    return headed if units(headed) <= POLL_QUESTION else tidy(stem)


def tidy(text: str) -> str:
    """The text on one line, as Telegram leaves it."""
    return " ".join(text.split())


def askable(question: Question) -> bool:
    """Whether a group can be asked it at all: by poll, or else by message and buttons."""
    several = question.type in POLLED and len(question.options) > 1 and bool(question.keys)
    if question.type is QuestionType.TRUEFALSE:
        return several
    return several and all(tidy(option.text) for option in question.options)


def fits_poll(question: Question) -> bool:
    """Whether the question can be asked as a native poll, whole: nothing is ever cut.

    A poll cannot hold a picture.
    """
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


@dataclass(frozen=True, slots=True)
class Place:
    """Which question of what round a poll asks; ``position`` is from 1."""

    position: int
    total: int
    kind: RoundKind = RoundKind.ROUND


def is_poll_of(seen: SeenPoll, question: Question, order: Sequence[str], place: Place) -> bool:
    """Whether a poll that Telegram shows is the one that this place of a round asks.

    ``order`` holds the option ids as the poll has them. The words of true and false, and the
    heading of a question of the day, are the view's: there the place of the key, and what follows
    the heading, decide.
    """
    options = [question.option(option_id) for option_id in order]
    if not _asks(tidy(seen.question), question.stem, place):
        return False
    if len(seen.options) != len(options):
        return False
    if seen.correct != tuple(i for i, option in enumerate(options) if option.key):
        return False
    if question.type is QuestionType.TRUEFALSE:
        return True
    texts = [tidy(text) for _, text in seen.options]
    return texts == [tidy(option.text) for option in options]


def _asks(text: str, stem: str, place: Place) -> bool:
    if place.kind is RoundKind.ROUND:
        return text == poll_question(place.position, place.total, stem)
    heading = text.removesuffix(tidy(stem))
    return heading != text and (not heading or heading.endswith(_BETWEEN)) and "/" not in heading


def keeps_order(question: Question) -> bool:
    """Whether the options have an order of their own: dates, numbers, true and false."""
    return question.type is QuestionType.TRUEFALSE or in_order(question.options) is not None
