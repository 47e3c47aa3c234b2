"""The sources that questions cite: shared by every set, or a set's own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, insert, or_, select, update

from bot.domain.documents.edition import told_apart
from bot.domain.question import Citation, Source
from bot.storage import tables
from bot.storage.bank import question_json
from bot.storage.database import Tx


@dataclass(frozen=True, slots=True)
class Cited:
    """A shared source's paragraph that a served question of a set cites."""

    set_slug: str
    set_version: int
    source: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Citing:
    """A citation by a question as it is offered now."""

    set_slug: str
    question: str
    stem: str
    citation: Citation


async def put(tx: Tx, sources: Sequence[Source], set_id: int | None) -> None:
    """Make these the sources of a set, or with None those that every set may cite.

    One that is left out goes, unless it is cited still. What is or can be offered keeps it as it
    is; for what only was asked it stays unlisted: shown there, and nowhere else. Call it when the
    questions stand as they shall.
    """
    given = {source.id for source in sources}
    mine = _scope(set_id)
    held = set((await tx.execute(select(tables.sources.c.slug).where(mine))).scalars())
    offered: set[str] = set()
    asked: set[str] = set()
    if left_out := held - given:
        offered = await _cited_by_offers(tx) & left_out if set_id is None else set()
        asked = await _cited_by_asked(tx, set_id) & left_out - offered
    slug = tables.sources.c.slug
    await tx.execute(delete(tables.sources).where(mine, slug.not_in(offered | asked)))
    await tx.execute(update(tables.sources).where(mine, slug.in_(asked)).values(listed=False))
    if sources:
        rows = [{"set_id": set_id, "slug": one.id, "content": to_json(one)} for one in sources]
        await tx.execute(insert(tables.sources), rows)


async def load(tx: Tx) -> list[Source]:
    """The sources that every set may cite."""
    return await _sources(tx, _scope(None))


async def pinned(tx: Tx, sha256: str) -> Source | None:
    """What the bibliography of all sets says of a text, by the hash of its normal form."""
    content = tables.sources.c.content
    same = content["sha256"].as_string() == sha256
    query = select(content).where(_scope(None), same).order_by(tables.sources.c.slug).limit(1)
    found = (await tx.execute(query)).scalar_one_or_none()
    return None if found is None else from_json(found)


async def own(tx: Tx, set_slug: str) -> list[Source]:
    """The sources that came with a set."""
    found = select(tables.sets.c.id).where(tables.sets.c.slug == set_slug)
    return await _sources(tx, tables.sources.c.set_id == found.scalar_subquery())


async def described(tx: Tx, set_slug: str) -> list[Source]:
    """The sources that a set has to describe: its own, but for what the bibliography says too.

    As a file may have them: each with a short name that no other of them has.
    """
    shared = await load(tx)
    mine = [source for source in await own(tx, set_slug) if source not in shared]
    return told_apart(mine, {one.short for one in shared})


async def served_citations(tx: Tx) -> frozenset[Cited]:
    """What the questions that learners are offered cite of the shared sources."""
    rows = await tx.execute(
        _served(tables.sets.c.slug, tables.sets.c.version).where(
            tables.sets.c.withdrawn_at.is_(None)
        )
    )
    own_sources = await _own_slugs(tx)
    return frozenset(
        Cited(row.slug, row.version, one["source"], one["paragraph"])
        for row in rows
        for one in row.content["citations"]
        if (row.set_id, one["source"]) not in own_sources
    )


async def citing(tx: Tx, sha256: str) -> list[Citing]:
    """The citations of a text, by the hash of its normal form, in questions that are offered."""
    sources = tables.sources
    same = sources.c.content["sha256"].as_string() == sha256
    named = (await tx.execute(select(sources.c.set_id, sources.c.slug).where(same))).all()
    if not named:
        return []
    scopes = {(row.set_id, row.slug) for row in named}
    own_sources = await _own_slugs(tx)
    rows = await tx.execute(_served(tables.sets.c.slug, tables.questions.c.slug.label("question")))
    return [
        Citing(row.slug, row.question, row.content["stem"], one)
        for row in rows
        for one in question_json.from_json(row.content).citations
        if (_scope_of(row.set_id, one.source, own_sources), one.source) in scopes
    ]


def to_json(source: Source) -> dict[str, Any]:
    """Plain values for the database."""
    return {**asdict(source), "paragraphs": list(source.paragraphs)}


def from_json(content: Mapping[str, Any]) -> Source:
    """The inverse of :func:`to_json`."""
    return Source(**{**content, "paragraphs": tuple(content["paragraphs"])})


async def _cited_by_offers(tx: Tx) -> set[str]:
    """The shared sources that sets need: as they stand, taken back or not, or as they were."""
    standing = await tx.execute(_served())
    kept = tables.set_versions.c.content
    cited = set(_shared(standing.all(), await _own_slugs(tx)))
    for content in (await tx.execute(select(kept).where(kept.is_not(None)))).scalars():
        cited.update(content["shared"])
    return cited


async def _cited_by_asked(tx: Tx, set_id: int | None) -> set[str]:
    """The sources of that scope that attempts and rounds need."""
    versions, questions = tables.question_versions, tables.questions
    attempts, rounds = tables.attempt_questions.c.version_id, tables.round_questions.c.version_id
    query = select(questions.c.set_id, versions.c.content).join(
        questions, questions.c.id == versions.c.question_id
    )
    query = query.where(or_(versions.c.id.in_(select(attempts)), versions.c.id.in_(select(rounds))))
    if set_id is None:
        return set(_shared((await tx.execute(query)).all(), await _own_slugs(tx)))
    shared = set((await tx.execute(select(tables.sources.c.slug).where(_scope(None)))).scalars())
    rows = await tx.execute(query.where(questions.c.set_id == set_id))
    # A set's own source hides the shared one of that id, so it must not stay for past ones only.
    return {one["source"] for row in rows for one in row.content["citations"]} - shared


def _served(*more: Any) -> Select[Any]:
    versions, questions = tables.question_versions, tables.questions
    return (
        select(questions.c.set_id, versions.c.content, *more)
        .join(questions, questions.c.version_id == versions.c.id)
        .join(tables.sets, tables.sets.c.id == questions.c.set_id)
    )


def _shared(rows: Sequence[Any], own_slugs: set[tuple[int, str]]) -> Iterator[str]:
    for row in rows:
        for one in row.content["citations"]:
            if (row.set_id, one["source"]) not in own_slugs:
                yield one["source"]


def _scope_of(set_id: int, slug: str, own_sources: set[tuple[int, str]]) -> int | None:
    """Whose source a set means by a slug: its own hides the shared one."""
    return set_id if (set_id, slug) in own_sources else None


async def _own_slugs(tx: Tx) -> set[tuple[int, str]]:
    columns = (tables.sources.c.set_id, tables.sources.c.slug)
    rows = await tx.execute(select(*columns).where(tables.sources.c.set_id.is_not(None)))
    return {(row.set_id, row.slug) for row in rows}


def _scope(set_id: int | None) -> ColumnElement[bool]:
    column = tables.sources.c.set_id
    return column.is_(None) if set_id is None else column == set_id


async def _sources(tx: Tx, which: ColumnElement[bool]) -> list[Source]:
    """Those that are listed, by slug."""
    rows = tables.sources
    content = select(rows.c.content).where(which, rows.c.listed).order_by(rows.c.slug)
    return list(map(from_json, (await tx.execute(content)).scalars()))
