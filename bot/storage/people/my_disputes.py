"""What a person reported and ruled, for the file they can ask for."""

from typing import Any

from sqlalchemy import select

from bot.storage.database import Tx
from bot.storage.tables import disputes, question_versions, questions, responses, rulings

Data = dict[str, Any]


async def reports(tx: Tx, person: int) -> list[Data]:
    """What they reported of questions, with what they had typed there."""
    rows = await tx.execute(
        select(
            disputes, responses.c.attempt_id, responses.c.position, responses.c.poll_id,
            responses.c.given, questions.c.slug, question_versions.c.version,
        )
        .join(responses, responses.c.id == disputes.c.response_id)
        .join(question_versions, question_versions.c.id == disputes.c.version_id)
        .join(questions, questions.c.id == disputes.c.question_id)
        .where(disputes.c.person_id == person)
        .order_by(disputes.c.id)
    )  # fmt: skip
    return [
        {
            "at": row.at.isoformat(),
            "kind": row.kind,
            "words": row.words,
            "attempt": row.attempt_id,
            "position": row.position,
            "poll": row.poll_id,
            "question": row.slug,
            "version": row.version,
            "typed": row.given.get("text") or row.given["value"],
        }
        for row in rows
    ]


async def rulings_made(tx: Tx, person: int) -> list[Data]:
    """What they ruled as instructors."""
    rows = await tx.execute(
        select(rulings, questions.c.slug)
        .join(questions, questions.c.id == rulings.c.question_id)
        .where(rulings.c.person_id == person)
        .order_by(rulings.c.id)
    )
    return [
        {
            "at": row.at.isoformat(),
            "question": row.slug,
            "verdict": row.verdict,
            "reason": row.reason,
        }
        for row in rows
    ]
