"""Where people stand in a round, by its mode."""

from bot.domain.board import Standing, Total
from bot.domain.modes import Mode, TeamPlace, places, team_places
from bot.domain.round import TableLine
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
        lines, people = await round_results.table(tx, of.id, limit)
        return tuple(lines), people, (), 0
    play = await round_log.play_of(tx, of)
    found = places(of.mode, play)
    best = found[:limit]
    called = await round_log.labels(tx, [place.person for place in best])
    lines = [
        TableLine(
            Standing(place.rank, Total(place.person, place.score, responses=0, right=0)),
            called[place.person],
            place.out,
        )
        for place in best
    ]
    teams = tuple(team_places(play)) if of.mode is Mode.TEAMS else ()
    last = play.asked[-1].position if play.asked else None
    fell = sum(place.out is not None and place.out == last for place in found)
    return tuple(lines), len(found), teams, fell
