"""The results that a group could not be shown: they are owed once the bot may write there again."""

from datetime import datetime

from bot.domain.owed import Owed
from bot.domain.rounds.round import RESULT_KEPT, Phase, RoundState
from bot.services.rounds.debts import RESULT, STOPPED, concluding, drawing, stopping
from bot.storage.database import Database, Tx
from bot.storage.delivery.owing import owe
from bot.storage.rounds import kept_results, polls, rounds
from bot.storage.rounds.rounds import Round


async def keep(tx: Tx, of: Round, now: datetime) -> None:
    """A round is over, and its group cannot be told just now."""
    await kept_results.keep(tx, of, now + RESULT_KEPT)


async def bring(tx: Tx, chat: int, now: datetime) -> None:
    """The bot may write there again: show what became of the rounds that ended meanwhile."""
    waiting = await kept_results.kept(tx, chat)
    await rounds.hold(tx, waiting)
    for round_id in waiting:
        await kept_results.let_go(tx, round_id)
        of = await rounds.find(tx, round_id)
        if of is not None and of.state is not RoundState.OPEN:
            await owe(tx, await _shown(tx, of, now), now)


async def _shown(tx: Tx, of: Round, now: datetime) -> list[Owed]:
    """The result, an end to what people could still answer, and the head; a lobby has only that."""
    if of.phase is Phase.LOBBY:
        return [drawing(of)]
    asked = await polls.asked(tx, of.id, of.position)
    close = [stopping(asked)] if asked is not None and asked.may_be_answered(now) else []
    return [concluding(of), *close, drawing(of)]


class Unshown:
    """What is done where Telegram does not take a result; inside the sender's transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.when_failed = {RESULT: self.failed, STOPPED: self.failed}

    async def failed(self, tx: Tx, owed: Owed) -> None:
        """Keep it: the bot may have been thrown out, and not know yet."""
        of = await rounds.find(tx, owed.number("round"))
        if of is not None:
            await keep(tx, of, self.database.clock())
