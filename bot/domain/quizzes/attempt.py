"""An attempt: one learner's run through questions that were frozen when it began."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.disputes.appeal import could_count
from bot.domain.marking import FULL, Given, Mark
from bot.domain.question import ASSEMBLED, TYPED, Question

DEFAULT_LENGTH = 5
"""Questions of a quiz when the learner names no number."""

LONGEST = 50
"""The most questions that one attempt may ask."""


class AttemptKind(StrEnum):
    QUIZ = "quiz"
    RETAKE = "retake"


class AttemptState(StrEnum):
    OPEN = "open"
    FINISHED = "finished"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Scope:
    """What an attempt draws from: one topic of a set, a whole set, or everything."""

    set_id: int | None = None
    topic: str | None = None


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Attempt:
    """``position`` counts from 1; it is ``total`` + 1 once the end has been shown.

    ``round_id`` is the round whose misses it asks again, if it reviews one.
    """

    id: int
    person_id: int
    kind: AttemptKind
    scope: Scope
    state: AttemptState
    position: int
    total: int
    started_at: datetime
    ended_at: datetime | None = None
    round_id: int | None = None

    @property
    def open(self) -> bool:
        return self.state is AttemptState.OPEN


@dataclass(frozen=True, slots=True)
class Step:
    """One position of an attempt: a question version, how its options stand, what was given.

    ``order`` holds the option ids as this attempt shows them, ``selected`` those toggled so far, or
    put in their places so far, in the order of the places.
    ``topic_title``, ``language`` and ``set_title`` come from the question's set.
    ``asked_at`` is when the question was put to the learner last: None before that, and when
    something else has come before them since.
    """

    attempt_id: int
    position: int
    total: int
    question_id: int
    version_id: int
    question: Question
    order: tuple[str, ...]
    topic_title: str
    language: str
    set_title: str = ""
    selected: tuple[str, ...] = ()
    asked_at: datetime | None = None
    given: Given | None = None
    mark: Mark | None = None
    answered_at: datetime | None = None
    response_id: int | None = None
    void: bool = False
    """A ruling has it that the question counts for nobody."""

    also: frozenset[str] = frozenset()
    """Options that count as well as the key, by a ruling."""

    @property
    def answered(self) -> bool:
        return self.mark is not None

    @property
    def aside(self) -> bool:
        """Whether it waits for an answer, but is not what stands before the learner."""
        return not self.answered and self.asked_at is None

    @property
    def last(self) -> bool:
        return self.position == self.total

    @property
    def typed(self) -> bool:
        return self.question.type in TYPED

    @property
    def assembled(self) -> bool:
        """Whether it is put together tap by tap."""
        return self.question.type in ASSEMBLED

    @property
    def places(self) -> int:
        """How many places there are to fill: one for each left side, or else for each option."""
        return len(self.question.lefts or self.question.options)

    @property
    def whole(self) -> bool:
        """Whether every place is taken."""
        return len(self.selected) == self.places

    @property
    def refused(self) -> bool:
        """Whether something was typed and marked wrong that could be another reading."""
        if not self.typed or self.void or self.mark is None or self.given is None:
            return False
        wrong = not self.given.passed and not self.mark.right
        return wrong and could_count(self.question, self.given)


@dataclass(frozen=True, slots=True)
class TopicScore:
    """``score`` in hundredths of a question, out of ``asked`` questions."""

    title: str
    score: int
    asked: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What an attempt came to. ``score`` in hundredths of a question, out of ``total`` questions.

    ``missed`` are the answered steps without a full mark; ``spent`` is the time from each
    question to its response, so that a pause before resuming does not count.
    """

    score: int
    answered: int
    total: int
    spent: timedelta
    topics: tuple[TopicScore, ...]
    missed: tuple[Step, ...]


def summarise(steps: Sequence[Step]) -> Summary:
    """The summary of an attempt's steps, answered or not; topics in the order they came.

    Void ones are left out of everything.
    """
    steps = [step for step in steps if not step.void]
    answered = [step for step in steps if step.mark is not None]
    return Summary(
        score=sum(_value(step) for step in answered),
        answered=len(answered),
        total=len(steps),
        spent=sum((_spent(step) for step in answered), timedelta()),
        topics=_by_topic(answered),
        missed=tuple(step for step in answered if _value(step) < FULL),
    )


def _value(step: Step) -> int:
    return step.mark.value if step.mark else 0


def _spent(step: Step) -> timedelta:
    if step.asked_at is None or step.answered_at is None:
        return timedelta()
    return max(step.answered_at - step.asked_at, timedelta())


def _by_topic(answered: Iterable[Step]) -> tuple[TopicScore, ...]:
    scores: dict[str, tuple[int, int]] = {}
    for step in answered:
        score, asked = scores.get(step.topic_title, (0, 0))
        scores[step.topic_title] = (score + _value(step), asked + 1)
    return tuple(TopicScore(title, score, asked) for title, (score, asked) in scores.items())
