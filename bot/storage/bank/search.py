"""Finding served questions by words, or by when somebody met them last."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select, tuple_

from bot.domain.question import Question
from bot.domain.quizzes.quiz_request import Topic
from bot.domain.quizzes.search import begins_a_word
from bot.storage.bank.questions import named_topics, served
from bot.storage.bank.topic_titles import TITLES, topic_title
from bot.storage.database import Tx
from bot.storage.disputes.standards import standing
from bot.storage.tables import question_versions, questions, responses, sets

_STEP, _SIZE = 7919, 10_007
"""Primes: ids times the one, modulo the other, stand in an order that looks like chance."""


@dataclass(frozen=True, slots=True)
class Found:
    """A served question in its present version, with what it is called by."""

    question_id: int
    version_id: int
    question: Question
    topic_title: str
    set_title: str
    language: str


async def by_words(tx: Tx, words: Sequence[str], *, skip: int, limit: int) -> list[Found]:
    """Questions that every word finds, in the stem or by topic or set; by stem goes first.

    ``words`` are those of :func:`bot.domain.quizzes.search.looked_for`.
    """
    topics = await named_topics(tx)
    in_stem = [question_versions.c.found_by.like(f"% {word}%") for word in words]
    called = [
        or_(hit, _of(_topics(word, topics))) for word, hit in zip(words, in_stem, strict=True)
    ]
    hits: Any = sum(case((hit, 1), else_=0) for hit in in_stem)
    query = _served_ids().where(and_(*called)).order_by(hits.desc(), questions.c.id)
    return await _read(tx, query, skip, limit)


async def met_last(
    tx: Tx, person_id: int | None, today: date, *, skip: int, limit: int
) -> list[Found]:
    """All questions: first what the person answered last, then a mix that changes every day."""
    mix = (questions.c.id * _STEP + today.toordinal()) % _SIZE
    query = _served_ids()
    if person_id is not None:
        last = (
            select(responses.c.question_id, func.max(responses.c.at).label("at"))
            .where(responses.c.person_id == person_id)
            .group_by(responses.c.question_id)
            .subquery()
        )
        query = query.outerjoin(last, last.c.question_id == questions.c.id)
        query = query.order_by(last.c.at.desc().nulls_last())
    return await _read(tx, query.order_by(mix, questions.c.id), skip, limit)


def _topics(word: str, topics: Collection[Topic]) -> list[tuple[int, str]]:
    """Set and slug of the topics that are called so, or whose set is: by name or short name."""
    return [
        (topic.set_id, topic.slug)
        for topic in topics
        if any(
            begins_a_word(word, name)
            for name in (topic.title, topic.slug, topic.set_title, topic.set_slug)
        )
    ]


def _of(topics: Collection[tuple[int, str]]) -> ColumnElement[bool]:
    if not topics:
        return false()
    return tuple_(questions.c.set_id, question_versions.c.topic).in_(topics)


def _served_ids() -> Select[Any]:
    return select(questions.c.id).select_from(served)


async def _read(tx: Tx, query: Select[Any], skip: int, limit: int) -> list[Found]:
    """Contents of these questions only, so that nothing long is put in order."""
    ids = (await tx.execute(query.offset(skip).limit(limit))).scalars().all()
    rows = await tx.execute(
        select(
            questions.c.id,
            questions.c.version_id,
            question_versions.c.content,
            question_versions.c.standard,
            question_versions.c.topic,
            *TITLES,
            sets.c.language,
        )
        .select_from(served)
        .where(questions.c.id.in_(ids))
    )
    found: dict[int, Found] = {row.id: _found(row) for row in rows}
    return [found[one] for one in ids]


def _found(row: Any) -> Found:
    return Found(
        row.id,
        row.version_id,
        standing(row.content, row.standard),
        topic_title(row.topic, row.topics, row.former_topics, row.set_title),
        row.set_title,
        row.language,
    )
