"""The bank in SQL: publishing a version of a set, and reading it back whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, update

from bot.domain.question import Question, QuestionSet, Release, Source, State
from bot.storage import tables
from bot.storage.bank import bank_sources, question_json, question_rows, set_versions
from bot.storage.bank.topic_titles import left_behind, topic_title
from bot.storage.database import Tx
from bot.storage.disputes import ruled


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing a set did: slugs of its questions by what happened to them."""

    set_id: int
    code: str
    version: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetRow:
    """A set as it stands: where its version came from (``file`` or ``upload``), and whose it is.

    ``newest`` is the highest version ever published: above ``version`` once that was taken back.
    ``shipped`` sets had a version from a file, so that they are the bank's; the others belong to
    the person ``owner_id``, who published them first.
    """

    id: int
    slug: str
    code: str
    origin: str
    version: int
    topics: Mapping[str, str]
    former_topics: Mapping[str, str]
    withdrawn_at: datetime | None
    owner_id: int | None
    newest: int
    shipped: bool


async def find_set(tx: Tx, slug: str) -> SetRow | None:
    """The set with that slug, locked to the end of the transaction: who asks is about to change it.

    Without the lock two people could publish the same version at once, and one would be lost. The
    lock comes first, since PostgreSQL reads other tables as they were before it had to wait.
    """
    named = tables.sets.c.slug == slug
    await tx.execute(select(tables.sets.c.id).where(named).with_for_update())
    asked = {"newest": set_versions.published(), "shipped": set_versions.shipped()}
    columns = [
        asked[name].label(name) if name in asked else tables.sets.c[name]
        for name in SetRow.__slots__
    ]
    row = (await tx.execute(select(*columns).where(named))).one_or_none()
    return None if row is None else SetRow(**row._mapping)


async def owners_of(tx: Tx, question_slugs: Iterable[str]) -> dict[str, str]:
    """For questions that the bank has: the slug of the set each belongs to."""
    rows = await tx.execute(
        select(tables.questions.c.slug, tables.sets.c.slug)
        .join(tables.sets, tables.sets.c.id == tables.questions.c.set_id)
        .where(tables.questions.c.slug.in_(list(question_slugs)))
    )
    return {row[0]: row[1] for row in rows}


async def publish(
    tx: Tx,
    published: QuestionSet,
    *,
    fingerprints: dict[str, str],
    own_sources: Sequence[Source],
    origin: str,
    code: str,
    content_hash: str,
    by: int | None,
    now: datetime,
) -> Published:
    """Make ``published`` the current version of its set.

    A question whose content differs becomes a new version; one that is gone is served no more.
    Only approved questions are served; attempts keep the versions they were asked. What an upload
    replaces is kept, so that it can be offered again.
    """
    known = await find_set(tx, published.slug)
    values: dict[str, object] = {
        "origin": origin,
        "version": published.version,
        "title": published.title,
        "language": published.language,
        "topics": dict(published.topics),
        "changelog": [
            {"version": r.version, "on": r.on.isoformat(), "changes": r.changes}
            for r in published.changelog
        ],
    }
    if known is None:
        made = await tx.execute(
            insert(tables.sets)
            .values(slug=published.slug, code=code, owner_id=by, **values)
            .returning(tables.sets.c.id)
        )
        set_id = made.scalar_one()
    else:
        set_id, code = known.id, known.code
        values["former_topics"] = left_behind(known.topics, known.former_topics, published.topics)
        if origin == "upload":
            await set_versions.keep(tx, set_id)
        await tx.execute(update(tables.sets).where(tables.sets.c.id == set_id).values(**values))
    await set_versions.note(
        tx,
        set_id,
        published.version,
        origin=origin,
        content_hash=content_hash,
        by=by,
        now=now,
    )
    added, changed = await _put_questions(tx, set_id, published.questions, fingerprints, now)
    retired = await _retire_missing(tx, set_id, [question.id for question in published.questions])
    await bank_sources.put(tx, own_sources, set_id)
    return Published(set_id, code, published.version, added, changed, retired)


async def _put_questions(
    tx: Tx,
    set_id: int,
    questions: Sequence[Question],
    fingerprints: dict[str, str],
    now: datetime,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Many rows to a statement: a set may hold thousands of questions."""
    newest = await _newest_versions(tx, set_id)
    known = await ruled.fingerprints(tx, set_id)
    before = {
        q.id: newest[q.id]
        for q in questions
        if q.id in newest and (newest[q.id].question_id, fingerprints[q.id]) in known
    }
    questions = [ruled.as_ruled(q, before[q.id]) if q.id in before else q for q in questions]
    fingerprints = fingerprints | {slug: row.fingerprint for slug, row in before.items()}
    contents = {question.id: question_json.to_json(question) for question in questions}
    added = [q for q in questions if q.id not in newest]
    changed = [q for q in questions if q.id in newest and newest[q.id].content != contents[q.id]]
    ids = {slug: row.question_id for slug, row in newest.items()}
    ids |= await question_rows.add_questions(tx, set_id, added)
    versions = {row.question_id: row.id for row in newest.values()}
    versions |= await question_rows.add_versions(
        tx,
        [
            question_rows.version_row(
                ids[question.id],
                newest[question.id].version + 1 if question.id in newest else 1,
                question,
                content=contents[question.id],
                fingerprint=fingerprints[question.id],
                now=now,
            )
            for question in (*added, *changed)
        ],
    )
    for question in changed:  # the same in another place: what was ruled on it, or waits, stays
        old = newest[question.id]
        if old.fingerprint == fingerprints[question.id]:
            await ruled.carry_over(tx, old, versions[old.question_id])
    served = {
        ids[q.id]: versions[ids[q.id]] if q.state is State.APPROVED else None for q in questions
    }
    now_served = {row.question_id: row.served for row in newest.values()}
    await question_rows.serve(
        tx, {one: version for one, version in served.items() if now_served.get(one) != version}
    )
    return tuple(q.id for q in added), tuple(q.id for q in changed)


async def _newest_versions(tx: Tx, set_id: int) -> dict[str, Any]:
    """The newest version of every question of a set, served or not, by the question's slug."""
    rows = await tx.execute(_versions(set_id, _newest_version()))
    return {row.slug: row for row in rows}


async def _standing_versions(tx: Tx, set_id: int) -> list[Any]:
    """Every question of a set as it is served, or in its newest version when it is not."""
    standing = func.coalesce(tables.questions.c.version_id, _newest_version())
    return list(await tx.execute(_versions(set_id, standing)))


def _versions(set_id: int, version_id: Any) -> Select[Any]:
    versions, questions = tables.question_versions, tables.questions
    return (
        select(questions.c.slug, questions.c.version_id.label("served"), versions)
        .join(questions, questions.c.id == versions.c.question_id)
        .where(questions.c.set_id == set_id, versions.c.id == version_id)
        .order_by(questions.c.id)
    )


def _newest_version() -> Any:
    """For a row of ``questions``: the id of its newest version."""
    newest = tables.question_versions.alias("newest")
    return (
        select(newest.c.id)
        .where(newest.c.question_id == tables.questions.c.id)
        .order_by(newest.c.version.desc())
        .limit(1)
        .correlate(tables.questions)
        .scalar_subquery()
    )


async def _retire_missing(tx: Tx, set_id: int, kept: Sequence[str]) -> tuple[str, ...]:
    """Take out of service what the new version of the set does not hold any more."""
    questions = tables.questions
    gone = await tx.execute(
        update(questions)
        .where(
            questions.c.set_id == set_id,
            questions.c.slug.not_in(kept),
            questions.c.version_id.is_not(None),
        )
        .values(version_id=None)
        .returning(questions.c.slug)
    )
    return tuple(sorted(gone.scalars()))


async def load_sets(tx: Tx) -> list[QuestionSet]:
    """Every set as it stands, also with what it serves no more: that counts as retired."""
    rows = (await tx.execute(select(tables.sets).order_by(tables.sets.c.slug))).all()
    return [await _loaded(tx, row) for row in rows]


async def load_set(tx: Tx, slug: str) -> QuestionSet | None:
    """The set with that slug, as :func:`load_sets` has it."""
    row = (await tx.execute(select(tables.sets).where(tables.sets.c.slug == slug))).one_or_none()
    return None if row is None else await _loaded(tx, row)


async def _loaded(tx: Tx, row: Any) -> QuestionSet:
    questions = tuple(
        _standing(version, withdrawn=row.withdrawn_at is not None)
        for version in await _standing_versions(tx, row.id)
    )
    # A retired question may be on a topic that has left the set.
    used = [question.topic for question in questions if question.topic not in row.topics]
    former = {slug: topic_title(slug, row.topics, row.former_topics, row.title) for slug in used}
    return QuestionSet(
        row.slug,
        row.title,
        row.language,
        row.version,
        {**row.topics, **former},
        questions,
        tuple(
            Release(entry["version"], date.fromisoformat(entry["on"]), entry["changes"])
            for entry in row.changelog
        ),
    )


def _standing(row: Any, *, withdrawn: bool) -> Question:
    """A question as it stands; one that was approved but is served no more counts as retired."""
    question = question_json.from_json(row.content)
    if (withdrawn or row.served is None or row.void) and question.state is State.APPROVED:
        return replace(question, state=State.RETIRED)
    return question


async def file_hashes(tx: Tx) -> dict[str, str]:
    """The hash of each imported file's content when it was last imported, by path."""
    files = tables.bank_files
    rows = await tx.execute(select(files.c.path, files.c.content_hash))
    return {row.path: row.content_hash for row in rows}


async def note_file(tx: Tx, path: str, content_hash: str, now: datetime) -> None:
    """Remember that a file was imported with that content."""
    files = tables.bank_files
    await tx.execute(delete(files).where(files.c.path == path))
    await tx.execute(insert(files).values(path=path, content_hash=content_hash, imported_at=now))
