"""Votes on the polls of rounds: taken as responses, late ones shown as well."""

from collections.abc import Sequence, Set
from datetime import datetime

from bot.domain.marking import Given, Mark, mark
from bot.domain.owed import Owed
from bot.domain.people.membership import RECENT
from bot.domain.rounds.modes import Mode, team_sizes, with_teams
from bot.domain.rounds.round import PollNotRecorded, PollState, RoundState, Vote
from bot.services.rounds.debts import NOTE, concluding, table
from bot.services.rounds.ranking import record_in
from bot.storage.database import Tx
from bot.storage.delivery.owing import owe
from bot.storage.groups import members
from bot.storage.people import people
from bot.storage.quiz.new_response import NewResponse
from bot.storage.rounds import participants, polls, rounds
from bot.storage.rounds.polls import Asked
from bot.storage.rounds.rounds import Round
from bot.storage.rounds.voters import recognise_many


async def take(tx: Tx, votes: Sequence[Vote], now: datetime) -> None:
    """Take votes, any number of them at once.

    PollNotRecorded when a poll is not known (yet); nothing is taken then.
    """
    asked = await held_in_polls(tx, {vote.poll_id for vote in votes})
    if missing := {vote.poll_id for vote in votes} - asked.keys():
        raise PollNotRecorded(frozenset(missing))
    known = await recognise_many(tx, (vote.who for vote in votes if vote.options), now)
    late: dict[int, Round] = {}
    for poll_id, question in asked.items():
        away = await members.outside(tx, question.round.chat, now - RECENT)
        mine = [
            vote
            for vote in votes
            if vote.poll_id == poll_id and known.get(vote.who.telegram_id) not in away
        ]
        new = await record_in(tx, question.round, _responses(question, mine, known))
        await _into_teams(tx, question, new)
        await _tell_of_polls(tx, new, now)
        if new and question.state is not PollState.OPEN:
            late[question.round.id] = question.round
    for of in late.values():  # these came after the table was drawn
        await draw_again(tx, of, now)


async def _tell_of_polls(tx: Tx, new: Sequence[NewResponse], now: datetime) -> None:
    """Tell who hides their name, once and in private, that polls show it all the same."""
    told = await people.tell_of_polls(tx, {one.person_id for one in new}) if new else []
    await owe(tx, [Owed(chat, NOTE, {"note": "polls_show"}) for chat in told], now)


async def _into_teams(tx: Tx, asked: Asked, new: Sequence[NewResponse]) -> None:
    """Where there are teams, who answers without one is put into the smaller one, by first answer.

    Whose vote was not taken is in no team.
    """
    if asked.round.mode is not Mode.TEAMS or not new:
        return
    joined = await participants.joined(tx, asked.round.id)
    voters = dict.fromkeys(response.person_id for response in new)
    late = [person for person in voters if person not in joined]
    teams = with_teams(late, team_sizes(joined))
    await participants.add(tx, asked.round.id, teams, max(response.at for response in new))


async def draw_again(tx: Tx, of: Round, now: datetime) -> None:
    """Bring what a round shows of its results up to date."""
    if of.state is not RoundState.OPEN:
        return await owe(tx, [concluding(of)], now)
    done = await polls.last_done(tx, of.id)
    if done is not None:
        await owe(tx, [table(of, done.position)], now)


async def held_in_polls(tx: Tx, poll_ids: Set[str]) -> dict[str, Asked]:
    """The questions in polls as they stand until the commit: whoever closes one waits, so that its
    last votes stand in the table."""
    found = await polls.asked_in_polls(tx, poll_ids)
    await rounds.hold(tx, (asked.round.id for asked in found.values()))
    return await polls.asked_in_polls(tx, poll_ids)


def _responses(asked: Asked, votes: Sequence[Vote], people: dict[int, int]) -> list[NewResponse]:
    option_ids = dict(zip(asked.persistent_ids, asked.option_order, strict=True))
    graded: dict[tuple[str, ...], tuple[Given, Mark] | None] = {}
    new = []
    for vote in votes:
        if vote.options not in graded:
            graded[vote.options] = _grade(asked, option_ids, vote.options)
        if (result := graded[vote.options]) is None:
            continue
        new.append(
            NewResponse(
                people[vote.who.telegram_id], asked.question_id, asked.version_id,
                asked.round.chat, *result, vote.at,
                poll_id=asked.poll_id,
            )
        )  # fmt: skip
    return new


def _grade(
    asked: Asked, option_ids: dict[str, str], chosen: Sequence[str]
) -> tuple[Given, Mark] | None:
    """None for a vote taken back, or for options that the poll does not have."""
    if not chosen or not option_ids.keys() >= set(chosen):
        return None
    given = Given(frozenset(option_ids[one] for one in chosen))
    return given, mark(asked.question, given)
