"""A round's steps, inside the transaction of whoever takes them; the round is held by then."""

from datetime import datetime

from bot.domain.lobby import counts
from bot.domain.round import Phase, PollState, RoundState
from bot.services.round_debts import concluding, drawing, poll, stopping, table
from bot.storage import groups, players, polls, rounds
from bot.storage.database import Tx
from bot.storage.owing import cancel_timer, owe
from bot.storage.polls import Asked
from bot.storage.rounds import Round

DONE = frozenset({PollState.CLOSED, PollState.LOST})


def is_current(asked: Asked) -> bool:
    """Whether a question is the one that its round, still open, is asking.

    So it is in a pause: the question that was asked before it runs to its end.
    """
    of = asked.round
    going = of.state is RoundState.OPEN and of.phase is not Phase.LOBBY
    return going and asked.position == of.position


async def begin(tx: Tx, of: Round, now: datetime) -> None:
    """The lobby is over: ask the first question. Whether the round counts is decided now."""
    state = await groups.find(tx, of.chat)
    assert state is not None  # noqa: S101 - a round's group is known
    joined = await players.number(tx, of.id)
    ranked = counts(of.mode, joined, state.group.ranked_from)
    await rounds.enter(tx, of.id, Phase.ASKING, ranked=ranked)
    await cancel_timer(tx, rounds.lobby_key(of.id))
    await owe(tx, [drawing(of), poll(of, 1)], now)


async def advance(tx: Tx, of: Round, now: datetime) -> None:
    """The question being asked is over: show how it went, and go on unless the round is paused."""
    if of.position == of.total:
        await rounds.end(tx, of, RoundState.FINISHED, now)
        await owe(tx, [drawing(of), concluding(of)], now)
        return
    await owe(tx, [table(of, of.position)], now)
    if of.phase is Phase.ASKING:
        await ask_next(tx, of, now)


async def ask_next(tx: Tx, of: Round, now: datetime) -> None:
    await rounds.move_to(tx, of.id, of.position + 1)
    await owe(tx, [poll(of, of.position + 1)], now)


async def end_early(tx: Tx, of: Round, now: datetime) -> None:
    """Stop a round: its open poll is closed, its result is shown. A lobby is called off."""
    asked = await polls.close_open(tx, of)
    await rounds.end(tx, of, RoundState.STOPPED, now)
    close = [stopping(asked)] if asked else []
    result = [] if of.phase is Phase.LOBBY else [concluding(of)]
    await owe(tx, [*close, drawing(of), *result], now)
