"""Rounds: live quizzes in groups, and what becomes of the questions that they ask."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.boards.board import Standing
from bot.domain.errors import CiteQuizError
from bot.domain.people.person import Who
from bot.domain.question import Question, Source
from bot.domain.quizzes.cited_pages import Pages
from bot.domain.rounds.lobby import RANKED_FROM
from bot.domain.rounds.modes import Mode, TeamPlace

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

PAUSE_LIMIT = timedelta(hours=24)
"""How long a round may stay paused before it is stopped."""

RESULT_KEPT = timedelta(days=7)
"""How long a result is kept for a group in which it cannot be shown just now."""

TIMER = "round"
"""Kind of the timers that close a round's questions; args ``round`` and ``position``."""
PAUSE_TIMER = "round_pause"
"""Kind of the timers that stop a round paused for too long; args ``round``."""
RETURN_TIMER = "round_return"
"""Kind of the timers that let go of a result that could not be shown; args ``round``."""


class RoundKind(StrEnum):
    """A round of questions one after another, or the question of the day, open for hours.

    Of each kind one may be open in a chat, or in a topic of a forum.
    """

    ROUND = "round"
    DAY = "day"


class RoundState(StrEnum):
    OPEN = "open"
    FINISHED = "finished"
    STOPPED = "stopped"


class Phase(StrEnum):
    """What an open round is at: waiting for people, asking, or waiting to be resumed.

    A pause begins when the question that is being asked is over: a poll cannot be held.
    """

    LOBBY = "lobby"
    ASKING = "asking"
    PAUSED = "paused"


class PollState(StrEnum):
    """What became of a question's poll.

    ``waiting`` to be sent; ``unknown`` whether it was sent; ``open``; ``closed``; ``lost``: it may
    have been shown, but no vote on it could be told apart, so it gives no marks; or, without a time
    to close, Telegram refused it.
    """

    WAITING = "waiting"
    UNKNOWN = "unknown"
    OPEN = "open"
    CLOSED = "closed"
    LOST = "lost"


DONE = frozenset({PollState.CLOSED, PollState.LOST})
"""Of a question that is over."""


@dataclass(eq=False)
class PollNotRecorded(CiteQuizError):
    """Votes on polls that no round knows (yet): the reply to ``sendPoll`` may still be coming."""

    poll_ids: frozenset[str]


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
    """What a question is asked from; ``sources`` by id, for the citations.

    ``picture`` is the content of the question's picture, where there is one. ``pages`` are those of
    cited paragraphs, in documents that have pages.
    """

    position: int
    total: int
    seconds: int
    question: Question
    option_order: tuple[str, ...]
    language: str
    wishes: tuple[str | None, ...]
    sources: Mapping[str, Source]
    picture: bytes | None = None
    kind: RoundKind = RoundKind.ROUND
    pages: Pages = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the last question of a round went; ``answered``, ``right`` and ``partly`` right count
    people.

    ``void``: a ruling has it that it counts for nobody.
    ``named`` are the labels of the first who were right, of those who have one. ``pages`` are those
    of cited paragraphs, in documents that have pages.
    """

    position: int
    state: PollState
    question: Question
    language: str
    sources: Mapping[str, Source]
    answered: int
    right: int
    void: bool = False
    named: tuple[str, ...] = ()
    pages: Pages = field(default_factory=dict)
    partly: int = 0


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of a round's table; ``label`` is None for a person who wants to be without a name.

    ``out`` is the position of the question at which a person was knocked out.
    """

    standing: Standing
    label: str | None
    out: int | None = None


@dataclass(frozen=True, slots=True)
class LobbyScene:
    """Who waits for a round: the labels of the first of ``people`` who joined.

    ``seconds_left`` until the first question.
    Where there are teams, ``teams`` are how many people each has, and ``sides`` those of the
    ``labels``, None for who has none yet.
    """

    labels: tuple[str | None, ...]
    people: int
    seconds_left: int
    teams: tuple[int, ...] = ()
    sides: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A round as its message shows it. ``lines`` are the first of ``people`` people.

    ``set_code`` is the code of the set that all questions come from, if it is one; ``languages``
    are those of all sets that questions come from. ``lobby`` is there while people may join. The
    answers of ``ranked_from`` people make the round count. ``scheduled``: it came by itself.
    ``refused``: Telegram did not take the question at which it stopped. ``fell`` is how many people
    were knocked out by the last question that is over. ``between``: the question at ``position``
    has not come yet. ``nobody_came``: its lobby was over before anybody had joined.
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
    phase: Phase = Phase.ASKING
    mode: Mode = Mode.CLASSIC
    ranked: bool = True
    ranked_from: int = RANKED_FROM
    lobby: LobbyScene | None = None
    teams: tuple[TeamPlace, ...] = ()
    kind: RoundKind = RoundKind.ROUND
    scheduled: bool = False
    refused: bool = False
    fell: int = 0
    between: bool = False
    nobody_came: bool = False

    @property
    def over(self) -> bool:
        return self.state is not RoundState.OPEN
