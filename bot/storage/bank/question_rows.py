"""Rows of questions and their versions, many to a statement: a set may hold thousands."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, update

from bot.domain.question import Question
from bot.domain.quizzes.search import found_by
from bot.storage import tables
from bot.storage.database import Tx


async def add_questions(tx: Tx, set_id: int, added: Sequence[Question]) -> dict[str, int]:
    """Rows for questions that are new; their ids by slug."""
    if not added:
        return {}
    made = await tx.execute(
        insert(tables.questions).returning(tables.questions.c.slug, tables.questions.c.id),
        [{"set_id": set_id, "slug": question.id} for question in added],
    )
    return {row.slug: row.id for row in made}


def version_row(
    question_id: int, number: int, of: Question, *, content: Any, fingerprint: str, now: datetime
) -> dict[str, Any]:
    """The row of a version; ``content`` is the question as JSON."""
    return {
        "question_id": question_id,
        "version": number,
        "content": content,
        "created_at": now,
        "fingerprint": fingerprint,
        "state": of.state.value,
        "topic": of.topic,
        "type": of.type.value,
        "difficulty": of.difficulty.value,
        "found_by": found_by(of.stem),
    }


async def add_versions(tx: Tx, rows: Sequence[dict[str, Any]]) -> dict[int, int]:
    """Rows for new versions; their ids by question."""
    if not rows:
        return {}
    versions = tables.question_versions
    made = await tx.execute(insert(versions).returning(versions.c.question_id, versions.c.id), rows)
    return {row.question_id: row.id for row in made}


async def serve(tx: Tx, versions: Mapping[int, int | None]) -> None:
    """Let questions be asked in a version, or with None not at all."""
    if versions:
        questions = tables.questions
        await tx.execute(
            update(questions)
            .where(questions.c.id == bindparam("question"))
            .values(version_id=bindparam("served")),
            [{"question": one, "served": version} for one, version in versions.items()],
        )
