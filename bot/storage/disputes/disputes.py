"""What learners report about the questions they answered, until it is ruled on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, and_, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.disputes.dispute import Kind
from bot.domain.marking import Given
from bot.domain.question import Question
from bot.storage.database import Tx
from bot.storage.disputes import standards
from bot.storage.quiz import given_json
from bot.storage.tables import (
    accounts,
    disputes,
    question_versions,
    questions,
    responses,
    sets,
)

_ANSWERS = 20
"""Different responses that are worth showing."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A response that its learner may report: to which version, and where it was given."""

    id: int
    person_id: int
    question_id: int
    version_id: int
    question: Question
    language: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A report; ``given`` is what its learner had answered."""

    id: int
    person_id: int
    version_id: int
    kind: Kind
    words: str | None
    at: datetime
    given: Given
    open: bool


async def answered(tx: Tx, response_id: int) -> Answered | None:
    """The response with that id."""
    row = (
        await tx.execute(
            select(
                responses.c.id, responses.c.person_id, responses.c.question_id,
                responses.c.version_id, question_versions.c.content, question_versions.c.standard,
                sets.c.language,
            )
            .join(question_versions, question_versions.c.id == responses.c.version_id)
            .join(questions, questions.c.id == responses.c.question_id)
            .join(sets, sets.c.id == questions.c.set_id)
            .where(responses.c.id == response_id)
        )
    ).one_or_none()  # fmt: skip
    if row is None:
        return None
    question = standards.standing(row.content, row.standard)
    return Answered(row.id, row.person_id, row.question_id, row.version_id, question, row.language)


async def response_in(tx: Tx, poll_id: str, person_id: int) -> int | None:
    """The id of a person's response in a poll."""
    query = select(responses.c.id).where(
        responses.c.poll_id == poll_id, responses.c.person_id == person_id
    )
    return (await tx.execute(query)).scalar_one_or_none()


async def make(tx: Tx, about: Answered, kind: Kind, now: datetime) -> int | None:
    """Open a dispute about a response; its id, or None when that is reported already."""
    insert_ = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    made = await tx.execute(
        insert_(disputes)
        .values(
            person_id=about.person_id, question_id=about.question_id, version_id=about.version_id,
            response_id=about.id, kind=kind.value, at=now,
        )
        .on_conflict_do_nothing()
        .returning(disputes.c.id)
    )  # fmt: skip
    return cast("int | None", made.scalar_one_or_none())


async def say(tx: Tx, dispute_id: int, person_id: int, words: str) -> bool:
    """Add a learner's words to their report; False when it is none of theirs, or ruled on."""
    mine = and_(disputes.c.id == dispute_id, disputes.c.person_id == person_id)
    said = await tx.execute(
        update(disputes).where(mine, disputes.c.ruling_id.is_(None)).values(words=words)
    )
    return bool(said.rowcount)


async def of_response(tx: Tx, response_id: int) -> list[Dispute]:
    """What was reported about a response, in order."""
    return await _read(tx, _reports().where(disputes.c.response_id == response_id))


async def open_on(tx: Tx, version_ids: Collection[int]) -> list[Dispute]:
    """The open disputes on versions, in order."""
    is_open = disputes.c.ruling_id.is_(None)
    return await _read(tx, _reports().where(disputes.c.version_id.in_(version_ids), is_open))


async def close(tx: Tx, version_ids: Collection[int], ruling_id: int) -> None:
    """A ruling answers what was reported on those versions."""
    await tx.execute(
        update(disputes)
        .where(disputes.c.version_id.in_(version_ids), disputes.c.ruling_id.is_(None))
        .values(ruling_id=ruling_id)
    )


async def reopen(tx: Tx, ruling_id: int) -> None:
    """What a ruling answered waits again, but for what its learner reports anew by now."""
    other = disputes.alias("other")
    anew = (
        select(other.c.id)
        .where(
            other.c.question_id == disputes.c.question_id,
            other.c.person_id == disputes.c.person_id,
            other.c.kind == disputes.c.kind,
            other.c.kind != Kind.COUNTS.value,
            other.c.id != disputes.c.id,
            or_(
                other.c.ruling_id.is_(None),
                and_(other.c.ruling_id == ruling_id, other.c.id > disputes.c.id),
            ),
        )
        .exists()
    )
    await tx.execute(
        update(disputes).where(disputes.c.ruling_id == ruling_id, ~anew).values(ruling_id=None)
    )


async def disputed(tx: Tx) -> list[int]:
    """The questions with open disputes: frozen ones first, then by how many people report them,
    then the oldest.
    """
    frozen = func.max(question_versions.c.frozen_at).is_(None)
    people = func.count(accounts.c.person_id.distinct())
    query = (
        select(disputes.c.question_id)
        .join(question_versions, question_versions.c.id == disputes.c.version_id)
        .outerjoin(accounts, accounts.c.person_id == disputes.c.person_id)
        .where(disputes.c.ruling_id.is_(None))
        .group_by(disputes.c.question_id)
        .order_by(frozen, people.desc(), func.min(disputes.c.id))
    )
    return list((await tx.execute(query)).scalars())


async def newest_disputed(tx: Tx, question_id: int) -> int | None:
    """Of a question the newest version with open disputes."""
    query = select(func.max(disputes.c.version_id)).where(
        disputes.c.question_id == question_id, disputes.c.ruling_id.is_(None)
    )
    return cast("int | None", (await tx.execute(query)).scalar_one())


async def reporters(tx: Tx, version_ids: Collection[int]) -> int:
    """How many people have open disputes on those versions. Of those who were forgotten nobody can
    say whether they are different ones, so that they count as nobody; their reports stay.
    """
    query = (
        select(func.count(accounts.c.person_id.distinct()))
        .join_from(disputes, accounts, accounts.c.person_id == disputes.c.person_id)
        .where(disputes.c.version_id.in_(version_ids), disputes.c.ruling_id.is_(None))
    )
    return int((await tx.execute(query)).scalar_one())


async def freeze(tx: Tx, version_ids: Collection[int], now: datetime) -> bool:
    """Ask those versions no more until somebody rules; False when that is so already."""
    frozen = await tx.execute(
        update(question_versions)
        .where(question_versions.c.id.in_(version_ids), question_versions.c.frozen_at.is_(None))
        .values(frozen_at=now)
    )
    return bool(frozen.rowcount)


def _reports() -> Select[Any]:
    return (
        select(disputes, responses.c.given)
        .join(responses, responses.c.id == disputes.c.response_id)
        .order_by(disputes.c.id)
    )


async def _read(tx: Tx, query: Select[Any]) -> list[Dispute]:
    return [
        Dispute(
            row.id, row.person_id, row.version_id, Kind(row.kind), row.words, row.at,
            given_json.from_json(row.given), row.ruling_id is None,
        )
        for row in await tx.execute(query)
    ]  # fmt: skip


async def answers(tx: Tx, version_ids: Collection[int]) -> list[tuple[Given, int]]:
    """What was given to those versions and how often, the most frequent first."""
    number = func.count()
    query = (
        select(responses.c.given, number)
        .join(question_versions, question_versions.c.id == responses.c.version_id)
        .where(
            responses.c.question_id == question_versions.c.question_id,
            responses.c.version_id.in_(version_ids),
        )
        .group_by(responses.c.given)
        .order_by(number.desc())
        .limit(_ANSWERS)
    )
    return [(given_json.from_json(given), times) for given, times in await tx.execute(query)]
