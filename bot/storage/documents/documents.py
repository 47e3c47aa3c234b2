"""Documents with their texts; a new edition is a new version, and the older ones stay."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, insert, select

from bot.domain.documents.source_document import (
    Block,
    BlockKind,
    Dropped,
    Furniture,
    SourceDocument,
)
from bot.domain.question import Question, Source
from bot.domain.quizzes.cited_pages import Pages
from bot.storage.bank.bank_sources import from_json, to_json
from bot.storage.database import Tx
from bot.storage.tables import document_versions, documents

PAGED = "PDF"
"""The format whose documents have pages."""

_PAGE = 2
"""Where a block's page stands in it, as it is kept."""


@dataclass(frozen=True, slots=True)
class Held:
    """A version of a document, without its text; ``id`` is the version's, ``number`` the
    document's.
    """

    id: int
    number: int
    source: Source
    version: int
    format: str
    added_at: datetime
    licence: str | None = None


async def add(
    tx: Tx,
    document: SourceDocument,
    *,
    format: str,
    dropped: Sequence[Dropped],
    now: datetime,
) -> None:
    """Keep a document, or the next version of it; its source's id tells which it is."""
    source = document.source
    mine = select(documents.c.id).where(documents.c.slug == source.id)
    row = (await tx.execute(mine)).scalar_one_or_none()
    if row is None:
        made = insert(documents).values(slug=source.id).returning(documents.c.id)
        row = (await tx.execute(made)).scalar_one()
    await tx.execute(
        insert(document_versions).values(
            document_id=row,
            version=document.version,
            sha256=source.sha256,
            format=format,
            source=to_json(source),
            licence=document.licence,
            by_people=list(document.by_people),
            blocks=[[one.kind.value, one.text, one.page] for one in document.blocks],
            dropped=[[one.why.value, one.text, one.page] for one in dropped],
            added_at=now,
        )
    )


async def with_text(tx: Tx, sha256: str) -> SourceDocument | None:
    """The document that has this very text, by the hash of its normal form."""
    return await _one(tx, _versions().where(document_versions.c.sha256 == sha256))


async def load(tx: Tx, slug: str, version: int | None = None) -> SourceDocument | None:
    """A version of a document, or the newest one."""
    query = _versions().where(documents.c.slug == slug)
    if version is not None:
        query = query.where(document_versions.c.version == version)
    return await _one(tx, query.order_by(document_versions.c.version.desc()).limit(1))


async def with_id(tx: Tx, version_id: int) -> SourceDocument | None:
    """The version of a document with that id."""
    return await _one(tx, _versions().where(document_versions.c.id == version_id))


async def held(tx: Tx, version_id: int) -> Held | None:
    """The same without its text."""
    row = (await tx.execute(_held().where(document_versions.c.id == version_id))).one_or_none()
    return None if row is None else _as_held(row)


async def held_as(tx: Tx, slug: str, version: int) -> Held | None:
    """A version of a document, by the document's id and its number; without its text."""
    which = (documents.c.slug == slug, document_versions.c.version == version)
    row = (await tx.execute(_held().where(*which))).one_or_none()
    return None if row is None else _as_held(row)


async def slug_of(tx: Tx, number: int) -> str | None:
    """The id of the document with that number."""
    query = select(documents.c.slug).where(documents.c.id == number)
    return (await tx.execute(query)).scalar_one_or_none()


async def is_any(tx: Tx) -> bool:
    """Whether a document is held."""
    return (await tx.execute(select(documents.c.id).limit(1))).first() is not None


async def is_newest(tx: Tx, version_id: int) -> bool:
    """Whether there is no newer version of that document."""
    mine, newer = document_versions, document_versions.alias()
    query = select(newer.c.id).join(mine, mine.c.document_id == newer.c.document_id)
    later = (mine.c.id == version_id, newer.c.version > mine.c.version)
    return (await tx.execute(query.where(*later).limit(1))).first() is None


async def texts(tx: Tx, hashes: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The paragraphs of those of the texts that are held, by hash."""
    versions = document_versions.c
    query = select(versions.sha256, versions.blocks).where(versions.sha256.in_(hashes))
    return {row.sha256: tuple(text for _, text, _ in row.blocks) for row in await tx.execute(query)}


async def cited_pages(tx: Tx, asked: Iterable[tuple[Question, Mapping[str, Source]]]) -> Pages:
    """The pages of what questions cite, of those of the texts that have pages; each question comes
    with its sources.
    """
    cited: dict[str, set[int]] = {}
    for question, sources in asked:
        for one in question.citations:
            if source := sources.get(one.source):
                cited.setdefault(source.sha256, set()).add(one.paragraph)
    if not cited:
        return {}
    versions, found = document_versions.c, dict[tuple[str, int], int]()
    paged = versions.sha256.in_(cited) & (versions.format == PAGED)
    for text in (await tx.execute(select(versions.sha256).where(paged))).scalars().all():
        numbers = sorted(cited[text])
        # Of a whole book these few numbers alone are read.
        places = (versions.blocks[(number - 1, _PAGE)].as_integer() for number in numbers)
        row = (await tx.execute(select(*places).where(versions.sha256 == text))).one()
        found |= {(text, number): page for number, page in zip(numbers, row, strict=True) if page}
    return found


async def dropped(tx: Tx, sha256: str) -> list[Dropped]:
    """The furniture that was left out of a text."""
    query = select(document_versions.c.dropped).where(document_versions.c.sha256 == sha256)
    found = (await tx.execute(query)).scalar_one_or_none() or []
    return [Dropped(Furniture(why), text, page) for why, text, page in found]


async def newest(tx: Tx) -> list[Held]:
    """The newest version of each document, by id."""
    versions = document_versions
    last = (
        select(versions.c.document_id, func.max(versions.c.version).label("version"))
        .group_by(versions.c.document_id)
        .subquery()
    )
    query = (
        _held()
        .join(
            last,
            (last.c.document_id == versions.c.document_id) & (last.c.version == versions.c.version),
        )
        .order_by(documents.c.slug)
    )
    return [_as_held(row) for row in await tx.execute(query)]


def _held() -> Select[Any]:
    versions = document_versions.c
    told = (versions.source, versions.version, versions.format)
    more = (versions.added_at, versions.licence)
    return select(versions.id, versions.document_id, *told, *more).join(
        documents, documents.c.id == versions.document_id
    )


def _as_held(row: Row[Any]) -> Held:
    source = from_json(row.source)
    edition = (row.version, row.format, row.added_at, row.licence)
    return Held(row.id, row.document_id, source, *edition)


def _versions() -> Select[Any]:
    return select(document_versions).join(
        documents, documents.c.id == document_versions.c.document_id
    )


async def _one(tx: Tx, query: Select[Any]) -> SourceDocument | None:
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        return None
    blocks = tuple(
        Block(number, BlockKind(kind), text, page)
        for number, (kind, text, page) in enumerate(row.blocks, 1)
    )
    said = tuple(row.by_people)
    return SourceDocument(from_json(row.source), blocks, row.version, row.licence, said)
