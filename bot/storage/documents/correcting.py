"""What is said of a kept document, changed; and a document taken away whole."""

from collections.abc import Collection, Sequence

from sqlalchemy import String, cast, delete, or_, select, update

from bot.domain.drafts.draft import DraftState
from bot.domain.question import Question, Source
from bot.storage.bank.bank_sources import from_json, to_json
from bot.storage.bank.question_json import from_json as question_from
from bot.storage.database import Tx
from bot.storage.tables import (
    document_sets,
    document_versions,
    documents,
    draft_events,
    draft_jobs,
    drafts,
    open_edits,
    sources,
)


async def describe(
    tx: Tx, version_id: int, source: Source, licence: str | None, by_people: Collection[str] = ()
) -> int:
    """Say of a document's version what this source says, also where sets describe that text; how
    many sets do. ``by_people`` names what of it somebody has said now.
    """
    mine = document_versions.c.id == version_id
    said = (await tx.execute(select(document_versions.c.by_people).where(mine))).scalar_one()
    await tx.execute(
        update(document_versions)
        .where(mine)
        .values(source=to_json(source), licence=licence, by_people=sorted({*said, *by_people}))
    )
    same = sources.c.content["sha256"].as_string() == source.sha256
    own = sources.c.set_id.is_not(None)
    query = select(sources.c.id, sources.c.content).where(same, own)
    rows = (await tx.execute(query)).all()
    for row in rows:
        held = from_json(row.content)
        said = {**to_json(source), "id": held.id, "file": held.file}
        await tx.execute(update(sources).where(sources.c.id == row.id).values(content=said))
    return len(rows)


async def asked_of(tx: Tx, version_id: int) -> list[tuple[DraftState, Question]]:
    """The questions drafted from a version that are not rejected, each with its draft's state."""
    mine = drafts.c.document_version_id == version_id
    living = drafts.c.state != DraftState.REJECTED.value
    rows = await tx.execute(select(drafts.c.state, drafts.c.content).where(mine, living))
    return [(DraftState(row.state), question_from(row.content)) for row in rows]


async def is_cited(tx: Tx, number: int) -> bool:
    """Whether somebody else needs a document: a set, published or sent, the bibliography, or drafts
    from other documents. ``number`` is the document's.
    """
    own = document_versions.c.document_id == number
    published = select(document_sets.c.set_id).where(document_sets.c.document_id == number)
    if (await tx.execute(published)).first() is not None:
        return True
    hashes = (await tx.execute(select(document_versions.c.sha256).where(own))).scalars().all()
    cited = sources.c.content["sha256"].as_string().in_(hashes)
    if (await tx.execute(select(sources.c.id).where(cited).limit(1))).first() is not None:
        return True
    texts = cast(drafts.c.texts, String)
    others = (
        select(drafts.c.id)
        .join(document_versions, document_versions.c.id == drafts.c.document_version_id)
        .where(document_versions.c.document_id != number, or_(*map(texts.contains, hashes)))
    )
    return (await tx.execute(others.limit(1))).first() is not None


async def hold(tx: Tx, number: int) -> None:
    """Let nobody else begin to need a document until the transaction ends."""
    await tx.execute(select(documents.c.id).where(documents.c.id == number).with_for_update())


async def take_away(tx: Tx, number: int) -> None:
    """Take a document away with its versions, its drafts and what happened to them, its jobs."""
    versions = select(document_versions.c.id).where(document_versions.c.document_id == number)
    mine = select(drafts.c.id).where(drafts.c.document_version_id.in_(versions))
    for table, column in ((draft_events, "draft_id"), (open_edits, "draft_id")):
        await tx.execute(delete(table).where(table.c[column].in_(mine)))
    await tx.execute(delete(drafts).where(drafts.c.document_version_id.in_(versions)))
    await tx.execute(delete(draft_jobs).where(draft_jobs.c.version_id.in_(versions)))
    await tx.execute(delete(document_versions).where(document_versions.c.document_id == number))
    await tx.execute(delete(documents).where(documents.c.id == number))


def saying(every: Sequence[tuple[DraftState, Question]], words: Sequence[str]) -> list[int]:
    """Of questions with their drafts' states, how many say one of these words: in drafts, and with
    learners.
    """
    found = [0, 0]
    for state, question in every:
        said = f"{question.stem} {question.rationale} {question.brief}"
        if any(word in said for word in words):
            found[state is DraftState.PUBLISHED] += 1
    return found
