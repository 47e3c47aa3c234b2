"""A round's steps, inside the transaction of whoever takes them; the round is held by then."""

from datetime import datetime

from bot.domain.marking import Given, mark
from bot.domain.rounds.knockout import decided
from bot.domain.rounds.lobby import next_moment
from bot.domain.rounds.modes import Mode, team_sizes, with_teams
from bot.domain.rounds.round import Phase, PollState, RoundState
from bot.services.rounds.debts import asking, concluding, drawing, stopping, table
from bot.services.rounds.ranking import record_in
from bot.storage.database import Tx
from bot.storage.delivery.owing import cancel_timer, owe
from bot.storage.quiz.new_response import NewResponse
from bot.storage.rounds import choices, participants, polls, round_log, rounds
from bot.storage.rounds.polls import Asked
from bot.storage.rounds.rounds import Round


def is_current(asked: Asked) -> bool:
    """Whether a question is the one that its round, still open, is asking.

    So it is in a pause: the question that was asked before it runs to its end.
    """
    of = asked.round
    going = of.state is RoundState.OPEN and of.phase is not Phase.LOBBY
    return going and asked.position == of.position


async def open_up(tx: Tx, round_id: int, now: datetime) -> None:
    """A round was just made: show its head, and open its lobby or ask its first question."""
    of = await rounds.find(tx, round_id)
    assert of is not None  # noqa: S101 - it was just made
    if of.lobby_until is not None:
        await rounds.set_lobby(tx, of, next_moment(of.lobby_until, now))
    await owe(tx, [drawing(of)], now)
    if of.lobby_until is None:
        await ask(tx, of, 1, now)


async def begin(tx: Tx, of: Round, now: datetime) -> None:
    """The lobby is over: ask the first question."""
    await rounds.enter(tx, of.id, Phase.ASKING)
    if of.mode is Mode.TEAMS:
        await complete_teams(tx, of.id)
    await cancel_timer(tx, rounds.lobby_key(of.id))
    await owe(tx, [drawing(of)], now)
    await ask(tx, of, 1, now)


async def complete_teams(tx: Tx, round_id: int) -> None:
    """Give a team to those who joined and chose none."""
    joined = await participants.joined(tx, round_id)
    without = [person for person, team in joined.items() if team is None]
    await participants.give_teams(tx, round_id, with_teams(without, team_sizes(joined)))


async def ask(tx: Tx, of: Round, position: int, now: datetime) -> None:
    """Have a question asked, by poll or by message."""
    asked = await polls.asked(tx, of.id, position)
    assert asked is not None  # noqa: S101 - a round holds its questions
    await owe(tx, [asking(asked)], now)


async def close_question(tx: Tx, asked: Asked) -> None:
    """Nobody can answer any more. What was tapped below a message becomes responses now.

    What people see of it is left to the caller.
    """
    of = asked.round
    await polls.set_poll(tx, of.id, asked.position, PollState.CLOSED)
    if not asked.by_message:
        return
    new = []
    for choice in await choices.take(tx, of.id, asked.position):
        given = Given(frozenset(choice.options))
        new.append(
            NewResponse(
                choice.person_id, asked.question_id, asked.version_id, of.chat, given,
                mark(asked.question, given), choice.at, poll_id=asked.own_poll_id,
            )
        )  # fmt: skip
    await record_in(tx, of, new)


async def close_open(tx: Tx, of: Round) -> Asked | None:
    """Close the question that a round has open now; None when it has none."""
    asked = await polls.asked(tx, of.id, of.position)
    if asked is None or asked.state is not PollState.OPEN:
        return None
    await close_question(tx, asked)
    return asked


async def advance(tx: Tx, of: Round, now: datetime) -> None:
    """The question being asked is over: show how it went, and go on unless the round is paused."""
    if of.position == of.total or await _decided(tx, of):
        await rounds.end(tx, of, RoundState.FINISHED, now)
        await owe(tx, [concluding(of), drawing(of)], now)
        return
    await owe(tx, [table(of, of.position)], now)
    if of.phase is Phase.ASKING:
        await ask_next(tx, of, now)


async def _decided(tx: Tx, of: Round) -> bool:
    return of.mode is Mode.KNOCKOUT and decided(await round_log.contest_of(tx, of))


async def ask_next(tx: Tx, of: Round, now: datetime) -> None:
    await rounds.move_to(tx, of.id, of.position + 1)
    await ask(tx, of, of.position + 1, now)


async def end_early(tx: Tx, of: Round, now: datetime, *, asked_for: bool = False) -> None:
    """Stop a round: its open poll is closed, its result is shown. A lobby is called off.

    The result first: somebody waits for it, and Telegram may let only one call through just now.
    """
    asked = await close_open(tx, of)
    await rounds.end(tx, of, RoundState.STOPPED, now)
    close = [stopping(asked)] if asked else []
    result = [] if of.phase is Phase.LOBBY else [concluding(of, asked_for=asked_for)]
    await owe(tx, [*result, *close, drawing(of)], now)
