"""The polls of rounds in SQL: what became of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, or_, select, update

from bot.domain.disputes.ruling import Standard
from bot.domain.question import Question
from bot.domain.rounds.quiz_poll import Place
from bot.domain.rounds.round import DONE, GRACE, PollState, RoundState
from bot.storage.bank.topic_titles import TITLES, topic_title
from bot.storage.database import Tx
from bot.storage.disputes import standards
from bot.storage.rounds.rounds import Round, round_of
from bot.storage.tables import (
    owed,
    question_versions,
    questions,
    round_questions,
    rounds,
    sets,
    shown,
)

SCREEN = "poll"
"""The screen of the debts that send a poll."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a round with what Telegram called its poll; ``option_order`` is the poll's."""

    round: Round
    position: int
    state: PollState
    question_id: int
    version_id: int
    question: Question
    option_order: tuple[str, ...]
    set_slug: str
    language: str
    poll_id: str | None
    persistent_ids: tuple[str, ...]
    message_id: int | None
    by_message: bool
    closes_at: datetime | None
    set_title: str
    topic_title: str
    void: bool
    also: frozenset[str]
    """Options that count beside the key, by a ruling."""

    @property
    def taps_until(self) -> datetime | None:
        """Until when taps count that come in where it is asked by message, once that is known."""
        return None if self.closes_at is None else self.closes_at + GRACE

    def may_be_answered(self, now: datetime) -> bool:
        """Whether people can still try to, by what Telegram shows, unless it is closed there."""
        if self.message_id is None:
            return False
        return self.by_message or (self.closes_at is not None and self.closes_at > now)

    @property
    def refused(self) -> bool:
        """Whether Telegram did not take it: nobody has seen it."""
        return self.state is PollState.LOST and self.closes_at is None

    @property
    def over(self) -> bool:
        """Whether it was asked, and is over."""
        return self.state in DONE and not self.refused

    @property
    def place(self) -> Place:
        """Which question of its round it is."""
        return Place(self.position, self.round.total, self.round.kind)

    @property
    def own_poll_id(self) -> str:
        """What stands for a poll's id when it is asked by message; Telegram gives no such id."""
        return f"message:{self.round.id}:{self.position}"


_REFUSED = (round_questions.c.state == PollState.LOST.value) & round_questions.c.closes_at.is_(None)
"""What Telegram did not take never had a time to close; what may have been shown had."""


async def asked(tx: Tx, round_id: int, position: int) -> Asked | None:
    """The question at a position of a round."""
    found = await tx.execute(
        _asked_query().where(
            round_questions.c.round_id == round_id, round_questions.c.position == position
        )
    )
    row = found.one_or_none()
    return None if row is None else _asked(row)


async def asked_in_polls(tx: Tx, poll_ids: Iterable[str]) -> dict[str, Asked]:
    """The questions that those polls ask, by poll id; unknown polls are left out."""
    rows = await tx.execute(_asked_query().where(round_questions.c.poll_id.in_(list(poll_ids))))
    return {row.poll_id: _asked(row) for row in rows}


async def last_done(tx: Tx, round_id: int) -> Asked | None:
    """The last question of a round that is closed or lost."""
    done = [state.value for state in DONE]
    found = await tx.execute(
        _asked_query()
        .where(round_questions.c.round_id == round_id, round_questions.c.state.in_(done), ~_REFUSED)
        .order_by(round_questions.c.position.desc())
        .limit(1)
    )
    row = found.one_or_none()
    return None if row is None else _asked(row)


async def closed_in(tx: Tx, round_id: int) -> list[tuple[int, Question]]:
    """The questions of a round that are closed, with their positions, in order."""
    rows = await tx.execute(
        _asked_query()
        .where(
            round_questions.c.round_id == round_id,
            round_questions.c.state == PollState.CLOSED.value,
        )
        .order_by(round_questions.c.position)
    )
    return [(one.position, one.question) for one in map(_asked, rows)]


async def lost_positions(tx: Tx, round_id: int) -> tuple[int, ...]:
    """The positions of a round whose polls were lost, in order."""
    found = await tx.execute(
        select(round_questions.c.position)
        .where(
            round_questions.c.round_id == round_id,
            round_questions.c.state == PollState.LOST.value,
            ~_REFUSED,
        )
        .order_by(round_questions.c.position)
    )
    return tuple(found.scalars())


async def of_unknown_fate(tx: Tx, since: datetime) -> list[Asked]:
    """What rounds ask by polls that may or may not have been sent.

    A poll counts from the moment it is being sent: after a crash the sign of it may come first. It
    counts also once it was given up or its round was stopped, if that was after ``since``. What
    Telegram refused was not sent: it never had a time to close.
    """
    fate = round_questions.c.state
    may_be_out = fate.in_((PollState.UNKNOWN.value, PollState.LOST.value)) & (
        round_questions.c.closes_at >= since
    )
    may_be_on_its_way = (
        (fate == PollState.WAITING.value)
        & (round_questions.c.position == rounds.c.position)
        & or_(
            rounds.c.state == RoundState.OPEN.value,
            (rounds.c.state == RoundState.STOPPED.value) & (rounds.c.ended_at >= since),
        )
    )
    rows = await tx.execute(
        _asked_query().where(
            round_questions.c.poll_id.is_(None),
            round_questions.c.by_message.is_(False),
            or_(may_be_out, may_be_on_its_way),
        )
    )
    found = [_asked(row) for row in rows]
    if not found:
        return []
    sending = await tx.execute(
        select(owed.c.chat).where(owed.c.screen == SCREEN, owed.c.state.in_(("sending", "unknown")))
    )
    chats = set(sending.scalars())
    return [one for one in found if one.state is not PollState.WAITING or one.round.chat in chats]


async def set_poll(tx: Tx, round_id: int, position: int, state: PollState, **values: Any) -> None:
    """Note what became of a poll; ``values`` are further columns of ``round_questions``."""
    await tx.execute(
        update(round_questions)
        .where(round_questions.c.round_id == round_id, round_questions.c.position == position)
        .values(state=state.value, **values)
    )


async def refuse(tx: Tx, round_id: int, position: int) -> None:
    """Note that Telegram did not take a question."""
    await set_poll(tx, round_id, position, PollState.LOST, closes_at=None)


async def tables_shown(tx: Tx, chat: int, round_id: int) -> list[int]:
    """The positions of a round whose tables stand in its chat."""
    prefix = f"table:{round_id}:"
    found = await tx.execute(
        select(shown.c.place).where(shown.c.chat == chat, shown.c.place.startswith(prefix))
    )
    return sorted(int(place.removeprefix(prefix)) for place in found.scalars())


async def sets_of(tx: Tx, round_id: int) -> list[tuple[str, str]]:
    """Code and language of each set that questions of a round come from."""
    found = await tx.execute(
        select(sets.c.code, sets.c.language)
        .distinct()
        .join(questions, questions.c.set_id == sets.c.id)
        .join(question_versions, question_versions.c.question_id == questions.c.id)
        .join(round_questions, round_questions.c.version_id == question_versions.c.id)
        .where(round_questions.c.round_id == round_id)
        .order_by(sets.c.code)
    )
    return [(row.code, row.language) for row in found]


# --- rows ----------------------------------------------------------------------------------------


def _asked_query() -> Select[Any]:
    return (
        select(
            *[column.label(f"round_{column.name}") for column in rounds.c],
            round_questions.c.position,
            round_questions.c.state,
            round_questions.c.version_id,
            round_questions.c.option_order,
            round_questions.c.poll_id,
            round_questions.c.persistent_ids,
            round_questions.c.message_id,
            round_questions.c.by_message,
            round_questions.c.closes_at,
            question_versions.c.question_id,
            question_versions.c.content,
            question_versions.c.standard,
            question_versions.c.void,
            sets.c.slug.label("set_slug"),
            sets.c.language,
            question_versions.c.topic,
            *TITLES,
        )
        .select_from(round_questions)
        .join(rounds, rounds.c.id == round_questions.c.round_id)
        .join(question_versions, question_versions.c.id == round_questions.c.version_id)
        .join(questions, questions.c.id == question_versions.c.question_id)
        .join(sets, sets.c.id == questions.c.set_id)
    )


def _asked(row: Row[Any]) -> Asked:
    return Asked(
        round_of(row, "round_"),
        row.position,
        PollState(row.state),
        row.question_id,
        row.version_id,
        standards.standing(row.content, row.standard),
        tuple(row.option_order),
        row.set_slug,
        row.language,
        row.poll_id,
        tuple(row.persistent_ids or ()),
        row.message_id,
        row.by_message,
        row.closes_at,
        row.set_title,
        topic_title(row.topic, row.topics, row.former_topics, row.set_title),
        row.void,
        (standards.from_json(row.standard) or Standard()).also,
    )
