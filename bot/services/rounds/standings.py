"""Where people stand in a round, by its mode."""

from bot.domain.boards.board import Standing, Total
from bot.domain.rounds.knockout import lasting
from bot.domain.rounds.modes import Mode, TeamPlace, places, team_places
from bot.domain.rounds.round import TableLine
from bot.storage.database import Tx
from bot.storage.rounds import round_log, round_results
from bot.storage.rounds.rounds import Round

Standings = tuple[tuple[TableLine, ...], int, tuple[TeamPlace, ...], int]
"""The first lines, how many people there are, the teams, and how many were knocked out last."""

_SUMMED = frozenset({Mode.CLASSIC, Mode.PRACTICE})
"""Modes in which a score is a sum of marks: the database adds them up, for crowds."""


async def standings(tx: Tx, of: Round, limit: int) -> Standings:
    """The best ``limit`` people of a round, how many there are, where its teams stand, and how many
    its last question knocked out.
    """
    if of.mode in _SUMMED:
        summed, people = await round_results.table(tx, of.id, limit)
        return tuple(summed), people, (), 0
    if of.mode is Mode.KNOCKOUT:
        return await _knock_out(tx, of, limit)
    play = await round_log.play_of(tx, of)
    found = places(of.mode, play)
    best = found[:limit]
    called = await round_log.labels(tx, [place.person for place in best])
    lines = tuple(
        _line(place.rank, place.person, place.score, called[place.person]) for place in best
    )
    return lines, len(found), tuple(team_places(play)) if of.mode is Mode.TEAMS else (), 0


async def _knock_out(tx: Tx, of: Round, limit: int) -> Standings:
    """What was answered after falling gives no points."""
    contest = await round_log.contest_of(tx, of)
    found = lasting(contest)
    best = found[:limit]
    called = await round_log.labels(tx, [one.person for one in best])
    scores = await round_log.scores_until(tx, of, {one.person: one.out for one in best})
    lines = tuple(
        _line(one.rank, one.person, scores[one.person], called[one.person], one.out) for one in best
    )
    fell = sum(one.out is not None and one.out == contest.asked[-1] for one in found)
    return lines, len(found), (), fell


def _line(
    rank: int, person: int, score: int, label: str | None, out: int | None = None
) -> TableLine:
    return TableLine(Standing(rank, Total(person, score, responses=0, right=0)), label, out)
