"""The ways to play a round, over one engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Mode(StrEnum):
    """How a round is played; what each means stands in the functions below, and of a knock-out in
    :mod:`bot.domain.rounds.knockout`.
    """

    CLASSIC = "classic"
    SPEED = "speed"
    KNOCKOUT = "knockout"
    TEAMS = "teams"
    PRACTICE = "practice"


_CALLED = {
    "classic": Mode.CLASSIC, "обычная": Mode.CLASSIC, "обычный": Mode.CLASSIC,
    "speed": Mode.SPEED, "fast": Mode.SPEED, "скорость": Mode.SPEED, "быстрая": Mode.SPEED,
    "knockout": Mode.KNOCKOUT, "elimination": Mode.KNOCKOUT, "выбывание": Mode.KNOCKOUT,
    "вылет": Mode.KNOCKOUT,
    "teams": Mode.TEAMS, "team": Mode.TEAMS, "команды": Mode.TEAMS, "командная": Mode.TEAMS,
    "practice": Mode.PRACTICE, "practise": Mode.PRACTICE, "тренировка": Mode.PRACTICE,
}  # fmt: skip


def mode_called(word: str) -> Mode | None:
    """The mode that a word means, in English or Russian, with or without hyphens."""
    return _CALLED.get(word.casefold().replace("-", ""))


TEAMS = 2
"""How many teams there are; they are numbered from 0."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question that a round asked: when it was opened, if that is known, and for how long."""

    position: int
    opened_at: datetime | None
    seconds: int


@dataclass(frozen=True, slots=True)
class Response:
    """What the log has at a position of somebody; ``mark`` in hundredths of a question."""

    position: int
    person: int
    mark: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Play:
    """All that a round's standings follow from: what was asked and is over, in order, the log's
    responses, and who joined (with their team, where there are teams).
    """

    asked: Sequence[Asking]
    responses: Sequence[Response]
    joined: Mapping[int, int | None]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands. ``score`` in hundredths of a question."""

    rank: int
    person: int
    score: int


@dataclass(frozen=True, slots=True)
class TeamPlace:
    """Where a team stands: its score is the mean of its ``members``', in hundredths."""

    rank: int
    team: int
    score: int
    members: int


def places(mode: Mode, play: Play) -> list[Place]:
    """Where people stand by their scores, best first; equal ranks are shared and the next is
    skipped.
    """
    scores = _scores(mode, play)
    keys = {person: (score,) for person, score in scores.items()}
    return [Place(rank, person, scores[person]) for rank, person in ranks(keys)]


def speed_mark(mark: int, answered: timedelta, seconds: int) -> int:
    """What a mark is worth when it came ``answered`` after the opening of a question that is open
    for ``seconds``: all of it at once, half of it at the end, in a straight line, rounded up.
    """
    whole = seconds * 1000
    taken = min(max(answered // timedelta(milliseconds=1), 0), whole)
    return -(-mark * (2 * whole - taken) // (2 * whole))


def team_places(play: Play) -> list[TeamPlace]:
    """Where teams stand. Who is silent counts as a member with nothing; empty teams do not."""
    scores = _scores(Mode.TEAMS, play)
    members: dict[int, list[int]] = {}
    for person, team in play.joined.items():
        if team is not None:
            members.setdefault(team, []).append(scores.get(person, 0))
    means = {team: _mean(of_team) for team, of_team in members.items()}
    ranked = ranks({team: (mean,) for team, mean in means.items()})
    return [TeamPlace(rank, team, means[team], len(members[team])) for rank, team in ranked]


def team_sizes(joined: Mapping[int, int | None]) -> list[int]:
    """How many people each team has."""
    return [list(joined.values()).count(team) for team in range(TEAMS)]


def with_teams(people: Sequence[int], sizes: Sequence[int]) -> dict[int, int]:
    """A team for each, the smallest one in turn; ``sizes`` are those of the teams so far."""
    now = list(sizes)
    chosen: dict[int, int] = {}
    for person in people:
        team = now.index(min(now))
        now[team] += 1
        chosen[person] = team
    return chosen


def ranks(keys: Mapping[int, tuple[int, ...]]) -> list[tuple[int, int]]:
    """Rank and id, the greatest key first; equal keys share a rank and the next is skipped."""
    ordered = sorted(keys, key=lambda one: (*(-part for part in keys[one]), one))
    found: list[tuple[int, int]] = []
    for place, one in enumerate(ordered, start=1):
        tied = found and keys[found[-1][1]] == keys[one]
        found.append((found[-1][0] if tied else place, one))
    return found


def _scores(mode: Mode, play: Play) -> dict[int, int]:
    """The score of everybody who answered something that is over."""
    asked = {question.position: question for question in play.asked}
    scores: dict[int, int] = {}
    for response in play.responses:
        question = asked.get(response.position)
        if question is None:
            continue
        mark = response.mark
        if mode is Mode.SPEED and question.opened_at is not None:
            mark = speed_mark(mark, response.at - question.opened_at, question.seconds)
        scores[response.person] = scores.get(response.person, 0) + mark
    return scores


def _mean(scores: Sequence[int]) -> int:
    """Rounded half up."""
    return (2 * sum(scores) + len(scores)) // (2 * len(scores))
