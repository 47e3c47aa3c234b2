"""The disputes that say that a typed reply should have counted, until they are ruled on."""

from itertools import groupby

from sqlalchemy import func, select

from bot.domain.disputes.appeal import Appeals, replies
from bot.domain.disputes.dispute import Kind
from bot.storage.bank.question_json import from_json
from bot.storage.database import Tx
from bot.storage.tables import disputes, question_versions, questions, responses, sets

_APPEALS = disputes.c.kind == Kind.COUNTS.value


async def is_made(tx: Tx, attempt_id: int, position: int) -> bool:
    """Whether the response at this position was reported."""
    found = await tx.execute(
        select(disputes.c.id)
        .join(responses, responses.c.id == disputes.c.response_id)
        .where(responses.c.attempt_id == attempt_id, responses.c.position == position, _APPEALS)
    )
    return found.one_or_none() is not None


async def listed(tx: Tx, set_slug: str | None = None) -> list[Appeals]:
    """Every open one by set and question, of one set if it is named; who made them is left out.

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
            disputes.c.at,
        )
        .join(responses, responses.c.id == disputes.c.response_id)
        .join(questions, questions.c.id == responses.c.question_id)
        .join(sets, sets.c.id == questions.c.set_id)
        .join(last, last.c.question_id == questions.c.id)
        .join(today, today.c.id == func.coalesce(questions.c.version_id, last.c.id))
        .where(_APPEALS, disputes.c.ruling_id.is_(None))
        .order_by(sets.c.slug, questions.c.slug, disputes.c.id)
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
