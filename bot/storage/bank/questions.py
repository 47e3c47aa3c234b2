"""The questions that are served: what may be drawn, their topics, and the sources they cite."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, distinct, func, or_, select

from bot.domain.question import Difficulty, Question, Source
from bot.domain.quizzes.attempt import EVERYTHING, Scope
from bot.domain.quizzes.draw import Candidate
from bot.domain.quizzes.quiz_request import Topic
from bot.storage.bank.published import OFFERED
from bot.storage.bank.topic_titles import TITLES, topic_title
from bot.storage.database import Tx
from bot.storage.disputes.standards import standing
from bot.storage.tables import question_versions, questions, responses, set_versions, sets, sources


@dataclass(frozen=True, slots=True)
class BankCounts:
    """How much there is to ask; ``newest`` is the set published last: its title and language."""

    questions: int
    documents: int
    newest: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Document:
    """A source, and how many served questions cite it."""

    source: Source
    questions: int


ASKABLE = and_(question_versions.c.frozen_at.is_(None), question_versions.c.void.is_(False))
"""Whether a version may be asked: neither void by a ruling, nor waiting for one."""

served = questions.join(
    question_versions, (question_versions.c.id == questions.c.version_id) & ASKABLE
).join(sets, (sets.c.id == questions.c.set_id) & OFFERED)


def _within(query: Select[Any], scope: Scope) -> Select[Any]:
    if scope.set_id is not None:
        query = query.where(questions.c.set_id == scope.set_id)
    if scope.topic is not None:
        query = query.where(question_versions.c.topic == scope.topic)
    return query


async def candidates(
    tx: Tx, person_id: int, scope: Scope = EVERYTHING, only: Collection[int] | None = None
) -> list[Candidate]:
    """What may be asked now, with when the person last responded to it anywhere.

    ``only`` narrows it to those question ids.
    """
    last_seen = (
        select(responses.c.question_id, func.max(responses.c.at).label("at"))
        .where(responses.c.person_id == person_id)
        .group_by(responses.c.question_id)
        .subquery()
    )
    query = (
        select(
            questions.c.id,
            questions.c.version_id,
            questions.c.set_id,
            question_versions.c.topic,
            question_versions.c.difficulty,
            last_seen.c.at,
        )
        .select_from(served.outerjoin(last_seen, last_seen.c.question_id == questions.c.id))
        .order_by(questions.c.id)
    )
    if only is not None:
        query = query.where(questions.c.id.in_(only))
    return [
        Candidate(
            row.id, row.version_id, f"{row.set_id}:{row.topic}", Difficulty(row.difficulty), row.at
        )
        for row in await tx.execute(_within(query, scope))
    ]


async def load(tx: Tx, version_ids: Collection[int]) -> dict[int, Question]:
    """Question versions by their id, whatever their state."""
    rows = await tx.execute(
        select(
            question_versions.c.id, question_versions.c.content, question_versions.c.standard
        ).where(question_versions.c.id.in_(version_ids))
    )
    return {row.id: standing(row.content, row.standard) for row in rows}


_NAMES = (sets.c.id, sets.c.slug, sets.c.code, sets.c.language, *TITLES)


async def topics(tx: Tx) -> list[Topic]:
    """Every topic that has served questions, by the title of its set and its own title."""
    rows = await tx.execute(
        select(*_NAMES, question_versions.c.topic, func.count().label("questions"))
        .select_from(served)
        .group_by(sets.c.id, question_versions.c.topic)
    )
    found = [_topic(row, row.topic, row.questions) for row in rows]
    return sorted(found, key=lambda topic: (topic.set_title, topic.set_id, topic.title, topic.slug))


async def named_topics(tx: Tx) -> list[Topic]:
    """Every topic that a set on offer names or named, served or not: what may be called so.

    Reads no question, so that a wish that calls nothing by its name waits for none.
    """
    rows = await tx.execute(select(*_NAMES).where(OFFERED))
    return [_topic(row, slug, 0) for row in rows for slug in {**row.former_topics, **row.topics}]


def _topic(row: Any, slug: str, count: int) -> Topic:
    return Topic(
        set_id=row.id,
        set_slug=row.slug,
        set_title=row.set_title,
        set_code=row.code,
        slug=slug,
        title=topic_title(slug, row.topics, row.former_topics, row.set_title),
        count=count,
        language=row.language,
    )


async def set_with_code(tx: Tx, code: str) -> int | None:
    """The set that a code leads to, while it is offered; codes are read in any case."""
    found = await tx.execute(
        select(sets.c.id).where(func.upper(sets.c.code) == code.upper(), OFFERED)
    )
    return found.scalar_one_or_none()


async def counts(tx: Tx) -> BankCounts:
    """What the welcome screen says of the bank."""
    asked = await tx.execute(select(func.count()).select_from(served))
    known = await tx.execute(_of_offered(select(func.count(distinct(sources.c.slug)))))
    newest = await tx.execute(
        select(sets.c.title, sets.c.language)
        .join(set_versions, set_versions.c.set_id == sets.c.id)
        .where(sets.c.id.in_(select(questions.c.set_id).select_from(served)))
        .order_by(set_versions.c.published_at.desc(), set_versions.c.id.desc())
        .limit(1)
    )
    row = newest.one_or_none()
    return BankCounts(asked.scalar_one(), known.scalar_one(), row and (row.title, row.language))


async def sources_for(tx: Tx, version_ids: Collection[int]) -> dict[int, dict[str, Source]]:
    """For each question version: the sources its set may cite, by slug, its own before shared."""
    rows = await tx.execute(
        select(question_versions.c.id, sources.c.content)
        .select_from(
            question_versions.join(questions, questions.c.id == question_versions.c.question_id)
            .join(
                sources,
                or_(sources.c.set_id.is_(None), sources.c.set_id == questions.c.set_id),
            )
        )
        .where(question_versions.c.id.in_(version_ids))
        .order_by(sources.c.set_id.is_not(None))
    )  # fmt: skip
    found: dict[int, dict[str, Source]] = {version_id: {} for version_id in version_ids}
    for version_id, content in rows:
        source = _source(content)
        found[version_id][source.id] = source
    return found


async def documents(tx: Tx) -> list[Document]:
    """Every source, by title, with the number of served questions that cite it."""
    rows = (await tx.execute(_of_offered(select(sources.c.set_id, sources.c.content)))).all()
    own = {(row.set_id, row.content["id"]) for row in rows}
    cited: dict[tuple[int | None, str], int] = {}
    asked = select(questions.c.set_id, question_versions.c.content).select_from(served)
    for set_id, content in await tx.execute(asked):
        for slug in {citation["source"] for citation in content["citations"]}:
            key = (set_id, slug) if (set_id, slug) in own else (None, slug)
            cited[key] = cited.get(key, 0) + 1
    found = [
        Document(_source(row.content), cited.get((row.set_id, row.content["id"]), 0))
        for row in rows
    ]
    return sorted(found, key=lambda document: (document.source.title, document.source.id))


def _of_offered(query: Select[Any]) -> Select[Any]:
    """Only the sources that sets on offer may cite by now."""
    offered = select(sets.c.id).where(OFFERED)
    theirs = or_(sources.c.set_id.is_(None), sources.c.set_id.in_(offered))
    return query.where(theirs, sources.c.listed)


def _source(content: Mapping[str, Any]) -> Source:
    return Source(**{**content, "paragraphs": tuple(content["paragraphs"])})
