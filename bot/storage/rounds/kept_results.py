"""Rounds whose result waits until it can be shown, in SQL: each is a timer that lets go of it."""

from datetime import datetime

from sqlalchemy import select

from bot.domain.owed import Timer
from bot.domain.rounds.round import RETURN_TIMER
from bot.storage.database import Tx
from bot.storage.delivery.owing import cancel_timer, set_timer
from bot.storage.rounds.rounds import Round
from bot.storage.tables import timers


async def keep(tx: Tx, of: Round, until: datetime) -> None:
    """Keep the result of a round for its group."""
    await set_timer(tx, Timer(_key(of.id), until, of.chat, RETURN_TIMER, {"round": of.id}))


async def kept(tx: Tx, chat: int) -> list[int]:
    """The ids of a chat's rounds whose result is kept."""
    query = select(timers.c.args).where(timers.c.chat == chat, timers.c.kind == RETURN_TIMER)
    return sorted(int(args["round"]) for args in (await tx.execute(query)).scalars())


async def let_go(tx: Tx, round_id: int) -> None:
    """Keep it no longer."""
    await cancel_timer(tx, _key(round_id))


def _key(round_id: int) -> str:
    return f"return:{round_id}"
