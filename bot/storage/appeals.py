"""Reports that a typed reply should have counted; rulings on them are another matter."""

from datetime import datetime
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.appeal import Appeals, replies
from bot.storage.database import Tx
from bot.storage.question_json import from_json
from bot.storage.tables import appeals, question_versions, questions, responses, sets


async def make(tx: Tx, attempt_id: int, position: int, now: datetime) -> bool:
    """Keep that the response at this position should count; False when that is known already."""
    insert_ = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    reported = select(responses.c.person_id, responses.c.version_id, responses.c.id).where(
        responses.c.attempt_id == attempt_id, responses.c.position == position
    )
    row = (await tx.execute(reported)).one()
    made = await tx.execute(
        insert_(appeals)
        .values(person_id=row.person_id, version_id=row.version_id, response_id=row.id, at=now)
        .on_conflict_do_nothing()
        .returning(appeals.c.id)
    )
    return made.one_or_none() is not None


async def is_made(tx: Tx, attempt_id: int, position: int) -> bool:
    """Whether the response at this position was reported."""
    found = await tx.execute(
        select(appeals.c.id)
        .join(responses, responses.c.id == appeals.c.response_id)
        .where(responses.c.attempt_id == attempt_id, responses.c.position == position)
    )
    return found.one_or_none() is not None


async def listed(tx: Tx, set_slug: str | None = None) -> list[Appeals]:
    """Every report by set and question, of one set if it is named; who made them is left out.

    A question that is not served any more stands as it was in its last version.
    """
    last = (
        select(question_versions.c.question_id, func.max(question_versions.c.id).label("id"))
        .group_by(question_versions.c.question_id)
        .subquery()
    )
    today = question_versions.alias("today")
    query = (
        select(
            sets.c.slug.label("set"), questions.c.id, today.c.content, responses.c.given,
            appeals.c.at,
        )
        .join(responses, responses.c.id == appeals.c.response_id)
        .join(questions, questions.c.id == responses.c.question_id)
        .join(sets, sets.c.id == questions.c.set_id)
        .join(last, last.c.question_id == questions.c.id)
        .join(today, today.c.id == func.coalesce(questions.c.version_id, last.c.id))
        .order_by(sets.c.slug, questions.c.slug, appeals.c.id)
    )  # fmt: skip
    if set_slug is not None:
        query = query.where(sets.c.slug == set_slug)
    found = []
    for _, group in groupby(await tx.execute(query), key=lambda row: row.id):
        rows = list(group)
        reports = [(row.given.get("text") or row.given["value"] or "", row.at) for row in rows]
        question = from_json(rows[0].content)
        found.append(Appeals(rows[0].set, question, replies(reports)))
    return found


async def has_set(tx: Tx, slug: str) -> bool:
    """Whether there is a set of that name."""
    return (await tx.execute(select(sets.c.id).where(sets.c.slug == slug))).first() is not None
