"""Recording what is answered in a round, which counts once enough people have answered."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.rounds.lobby import counts
from bot.domain.rounds.modes import Mode
from bot.storage.database import Tx
from bot.storage.groups import groups, members
from bot.storage.quiz.new_response import NewResponse
from bot.storage.quiz.responses import people_of, record
from bot.storage.rounds import rounds
from bot.storage.rounds.rounds import Round


async def record_in(tx: Tx, of: Round, new: Sequence[NewResponse]) -> list[NewResponse]:
    """Record what was answered in a round, held by the caller; those that were not known yet.

    With the answers that make it enough the round counts, and all that was answered before as well.
    """
    if not new:
        return []
    promoting = not of.ranked and await _enough(tx, of, new)
    if promoting:
        await rounds.rank(tx, of.id)
    marked = [replace(one, ranked=of.ranked or promoting) for one in new]
    return await record(tx, marked, await groups.zone(tx, of.chat), [of.id] if promoting else ())


async def _enough(tx: Tx, of: Round, new: Sequence[NewResponse]) -> bool:
    """Whether a round has enough people with those who answer now; asked once for all of them."""
    if of.mode is Mode.PRACTICE:
        return False  # it never will: not worth counting a crowd for at each of its votes
    state = await groups.find(tx, of.chat)
    assert state is not None  # noqa: S101 - a round's group is known
    here = {one.person_id for one in new} - await members.outside(tx, of.chat)
    answered = here | await people_of(tx, of.id)
    return counts(of.mode, len(answered), state.group.ranked_from)
