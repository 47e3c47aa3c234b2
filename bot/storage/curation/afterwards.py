"""What became of a published question: rulings on it, and its later versions."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.domain.disputes.ruling import Verdict
from bot.domain.question import Question
from bot.storage.bank import question_json
from bot.storage.database import Tx
from bot.storage.tables import question_versions, questions, rulings


@dataclass(frozen=True, slots=True)
class Later:
    """A ruling, with the version that it made if it did, or a version that came otherwise.

    ``verdict`` is None where nobody ruled; ``version`` counts from 1, ``before`` and ``after`` are
    that question as it was and is, None where a ruling made no version. ``by`` is a person's id.
    """

    at: datetime
    by: int | None = None
    verdict: Verdict | None = None
    reason: str | None = None
    version: int | None = None
    before: Question | None = None
    after: Question | None = None


async def stems(tx: Tx, slugs: Collection[str]) -> dict[str, str]:
    """The stems that published questions have by now, by the questions' ids."""
    query = (
        select(questions.c.slug, question_versions.c.content)
        .join(questions, questions.c.id == question_versions.c.question_id)
        .where(questions.c.slug.in_(slugs))
        .order_by(question_versions.c.version)
    )
    return {row.slug: row.content["stem"] for row in await tx.execute(query)}  # the last one stays


async def since(tx: Tx, slug: str, published: datetime) -> list[Later]:
    """All that happened to a question after it was published at that instant, in order."""
    mine = select(questions.c.id).where(questions.c.slug == slug).scalar_subquery()
    versions = question_versions.c
    written = select(versions.id, versions.version, versions.content, versions.created_at)
    rows = await tx.execute(written.where(versions.question_id == mine).order_by(versions.version))
    made: dict[int, Later] = {}
    before: Question | None = None
    for row in rows:
        after = question_json.from_json(row.content)
        if row.created_at > published:
            made[row.id] = Later(row.created_at, None, None, None, row.version, before, after)
        before = after
    ruled: list[Later] = []
    found = select(rulings).where(rulings.c.question_id == mine, rulings.c.at > published)
    for row in await tx.execute(found.order_by(rulings.c.id)):
        its = made.pop(row.new_version_id or 0, Later(row.at))
        told = (row.at, row.person_id, Verdict(row.verdict), row.reason)
        ruled.append(Later(*told, its.version, its.before, its.after))
    return sorted((*ruled, *made.values()), key=lambda one: one.at)
