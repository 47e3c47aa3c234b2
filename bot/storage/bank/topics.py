"""Topics by number, for boards: a set's id and a topic's slug as one short key."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.boards.board import EVERY_TOPIC
from bot.domain.quizzes.attempt import Scope
from bot.storage.bank.topic_titles import TITLES, topic_title
from bot.storage.database import Tx
from bot.storage.tables import question_versions, questions, sets, topics


async def known_topics(tx: Tx, version_ids: Collection[int]) -> dict[int, int]:
    """The topic of each question version; EVERY_TOPIC where that has no number yet."""
    rows = await tx.execute(_topics(version_ids))
    return {version: EVERY_TOPIC if topic is None else topic for version, _, _, topic in rows}


async def topics_of(tx: Tx, version_ids: Collection[int]) -> dict[int, int]:
    """The topic of each question version; numbers are given to topics that have none yet."""
    query = _topics(version_ids)
    rows = (await tx.execute(query)).all()
    if missing := {(set_id, slug) for _, set_id, slug, topic in rows if topic is None}:
        insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
        named = [{"set_id": set_id, "slug": slug} for set_id, slug in sorted(missing)]
        await tx.execute(insert(topics).on_conflict_do_nothing(), named)
        rows = (await tx.execute(query)).all()
    return {version: topic for version, _, _, topic in rows}


def _topics(version_ids: Collection[int]) -> Select[Any]:
    """Version, set, slug, and the number if there is one."""
    return (
        select(question_versions.c.id, questions.c.set_id, question_versions.c.topic, topics.c.id)
        .join(questions, questions.c.id == question_versions.c.question_id)
        .outerjoin(
            topics,
            (topics.c.set_id == questions.c.set_id) & (topics.c.slug == question_versions.c.topic),
        )
        .where(question_versions.c.id.in_(version_ids))
    )


async def number_for(tx: Tx, scope: Scope) -> int:
    """The number of a topic; given now when it has none yet."""
    insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    named = {"set_id": scope.set_id, "slug": scope.topic}
    await tx.execute(insert(topics).values(named).on_conflict_do_nothing())
    query = select(topics.c.id).where(topics.c.set_id == scope.set_id, topics.c.slug == scope.topic)
    return int((await tx.execute(query)).scalar_one())


async def title_of(tx: Tx, number: int) -> str | None:
    """What a topic is called now; None for a number that no topic has."""
    query = (
        select(topics.c.slug, *TITLES)
        .join(sets, sets.c.id == topics.c.set_id)
        .where(topics.c.id == number)
    )
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        return None
    return topic_title(row.slug, row.topics, row.former_topics, row.set_title)
