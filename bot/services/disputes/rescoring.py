"""What follows from rulings, a small step at a time beside everything else: questions leave what is
open, responses are marked anew, and those concerned are told.
"""

from datetime import datetime, timedelta
from enum import Enum, auto

from bot.domain.owed import Owed
from bot.domain.rounds.round import RoundState
from bot.services.disputes.queue import MARKED, OUTCOME
from bot.services.rounds.debts import RESULT, TABLE
from bot.services.rounds.votes import draw_again
from bot.storage.bank import withdrawing
from bot.storage.database import Database, Tx
from bot.storage.delivery import debts
from bot.storage.delivery.owing import owe
from bot.storage.disputes import rescoring, rulings
from bot.storage.disputes.rescoring import Work
from bot.storage.people import people
from bot.storage.rounds import rounds

LATELY = timedelta(days=2)
"""Tables of rounds that ended longer ago stay as they were posted."""

ROUNDS = 50
"""Tables that are drawn anew in one step; more wait until these stand."""

TOLD_AT_ONCE = 20
"""People who are told in one step; more wait until these have their message."""


class Left(Enum):
    """What there is to do after a step."""

    MORE = auto()
    LATER = auto()
    """There is more, but others are to have their turn first."""

    NOTHING = auto()


class Rescoring:
    """Each step is one transaction; whatever dies, the next step finds what is left to do."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def step(self, now: datetime) -> Left:
        """One step of it."""
        async with self.database.write() as tx:
            if await withdrawing.withdraw(tx):
                return Left.MORE
            work = await rescoring.next_work(tx)
            if work is None:
                return Left.NOTHING
            if work.state == rulings.TELLING:
                return await _tell(tx, work, now)
            if work.state == rulings.REDRAWING:
                return await _redraw(tx, work, now)
            if not await rescoring.rescore_some(tx, work):
                await _say_so(tx, work, now)
                await rescoring.move(tx, work.ruling_id, rulings.REDRAWING)
            return Left.MORE


async def _redraw(tx: Tx, work: Work, now: datetime) -> Left:
    """Bring some tables of late rounds up to date, where they still stand in their chats."""
    if await debts.due_of(tx, RESULT, TABLE) >= ROUNDS:
        return Left.LATER
    some = await rescoring.rounds_concerned(tx, work, now - LATELY, ROUNDS)
    if not some:
        await rescoring.move(tx, work.ruling_id, rulings.TELLING)
        return Left.MORE
    for round_id in some:
        of = await rounds.find(tx, round_id)
        if of is None:
            continue
        ended = of.state is not RoundState.OPEN
        if not ended or await debts.shown_at(tx, of.chat, f"result:{of.id}") is not None:
            await draw_again(tx, of, now)
    await rescoring.reach(tx, work.ruling_id, some[-1])
    return Left.MORE


async def _say_so(tx: Tx, work: Work, now: datetime) -> None:
    """Let whoever ruled know that the log is marked by it, where that made any difference."""
    chat = await people.telegram_id(tx, work.person_id)
    number = await rescoring.number_changed(tx, work.ruling_id)
    if chat is not None and number:
        await owe(tx, [Owed(chat, MARKED, {"number": number})], now)


async def _tell(tx: Tx, work: Work, now: datetime) -> Left:
    """Owe some people the outcome, each once."""
    if await debts.due_of(tx, OUTCOME) >= TOLD_AT_ONCE:
        return Left.LATER
    some = await rescoring.to_tell(tx, work, TOLD_AT_ONCE)
    if not some:
        await rescoring.move(tx, work.ruling_id, rulings.DONE)
        return Left.MORE
    args = {"ruling": work.ruling_id}
    await owe(tx, [Owed(chat, OUTCOME, args) for _, chat in some], now)
    await rescoring.reach(tx, work.ruling_id, some[-1][0])
    return Left.MORE
