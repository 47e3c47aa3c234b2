"""Drafts as they stand, and their events: every act names the revision that it saw."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.drafts.draft import (
    Draft,
    DraftState,
    Event,
    EventKind,
    NewDraft,
    Remark,
    Stand,
    Wording,
)
from bot.domain.question import Question
from bot.storage.bank.question_json import from_json, to_json
from bot.storage.database import Tx
from bot.storage.tables import accounts, document_versions, documents, draft_events, drafts


async def version_ids(tx: Tx, hashes: Collection[str]) -> dict[str, int]:
    """The ids of those document versions that have these texts, by hash."""
    versions = document_versions.c
    query = select(versions.sha256, versions.id).where(versions.sha256.in_(list(hashes)))
    return {row.sha256: row.id for row in await tx.execute(query)}


async def add(
    tx: Tx, made: Sequence[tuple[NewDraft, Wording, int, Mapping[str, str]]], now: datetime
) -> list[int]:
    """Keep drafts, each with what was found in it, the id of its document's version and the hashes
    of what it cites; the ids of those that were not held already.
    """
    insert_ = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    rows = [
        {
            "document_version_id": version_id,
            "slug": one.question.id,
            "backend": one.backend,
            "template": one.template,
            "version": one.version,
            "texts": dict(texts),
            "state": DraftState.WAITING.value,
            "revision": 1,
            "edited": False,
            "first_id": None,
            "at": now,
            "rank": len(wording.remarks),  # for good: what is edited keeps its place in the queue
            **_worded(wording),
        }
        for one, wording, version_id, texts in made
    ]
    if not rows:
        return []
    added = (
        await tx.execute(
            insert_(drafts)
            .on_conflict_do_nothing()
            .returning(drafts.c.id, drafts.c.content, drafts.c.remarks),
            rows,
        )
    ).all()
    if added:
        await tx.execute(
            insert(draft_events),
            [
                {
                    "draft_id": row.id,
                    "revision": 1,
                    "kind": EventKind.MADE.value,
                    "person_id": None,
                    "at": now,
                    "note": None,
                    "content": row.content,
                    "remarks": row.remarks,
                }
                for row in added
            ],
        )
    return [row.id for row in added]


async def find(tx: Tx, draft_id: int) -> Draft | None:
    """The draft with that id."""
    row = (await tx.execute(_drafts().where(drafts.c.id == draft_id))).one_or_none()
    return None if row is None else _draft(row)


async def named(tx: Tx, slug: str, sha256: str) -> Draft | None:
    """The draft of a question's id that was drafted from that text."""
    mine = (drafts.c.slug == slug) & (document_versions.c.sha256 == sha256)
    row = (await tx.execute(_drafts().where(mine))).one_or_none()
    return None if row is None else _draft(row)


async def of_document(tx: Tx, document: str) -> list[tuple[str, Question, str]]:
    """The template and the question of every draft of a document, with the hash of the text that
    it is from; newer editions first.
    """
    query = (
        _drafts()
        .add_columns(document_versions.c.sha256)
        .where(documents.c.slug == document)
        .order_by(document_versions.c.version.desc(), drafts.c.id)
    )
    return [(row.template, from_json(row.content), row.sha256) for row in await tx.execute(query)]


async def several(tx: Tx, ids: Sequence[int]) -> list[Draft]:
    """Drafts by id, in the order of the ids."""
    rows = await tx.execute(_drafts().where(drafts.c.id.in_(list(ids))))
    found = {row.id: _draft(row) for row in rows}
    return [found[one] for one in ids if one in found]


async def events(tx: Tx, draft_id: int) -> list[Event]:
    """Everything that happened to a draft, in order."""
    rows = await tx.execute(_events().where(draft_events.c.draft_id == draft_id))
    return [_event(row) for row in rows]


async def approved(tx: Tx, document: str) -> list[tuple[Draft, list[Event]]]:
    """The approved drafts of a document with their events, earlier editions first; held to the end
    of the transaction, since they are about to be published.
    """
    query = (
        _drafts()
        .where(documents.c.slug == document, drafts.c.state == DraftState.APPROVED.value)
        .order_by(document_versions.c.version, drafts.c.id)
        .with_for_update(of=drafts)
    )
    found = [_draft(row) for row in await tx.execute(query)]
    rows = await tx.execute(_events().where(draft_events.c.draft_id.in_([one.id for one in found])))
    told: dict[int, list[Event]] = {one.id: [] for one in found}
    for row in rows:
        told[row.draft_id].append(_event(row))
    return [(one, told[one.id]) for one in found]


async def published(
    tx: Tx, made: Sequence[Draft], *, by: int | None, version: int, now: datetime
) -> None:
    """Write down that approved drafts went to learners with a version of their set."""
    if not made:
        return
    await tx.execute(
        update(drafts)
        .where(drafts.c.id.in_([one.id for one in made]))
        .values(state=DraftState.PUBLISHED.value, revision=drafts.c.revision + 1)
    )
    await tx.execute(
        insert(draft_events),
        [
            {
                "draft_id": one.id,
                "revision": one.revision + 1,
                "kind": EventKind.PUBLISHED.value,
                "person_id": by,
                "at": now,
                "note": str(version),
            }
            for one in made
        ],
    )


async def put(tx: Tx, draft_id: int, event: Event, stood: Stand, first: int | None) -> bool:
    """Add an event, and write down how the draft stands after it; False when the event's revision
    is there already: somebody was faster.
    """
    moved = await tx.execute(
        update(drafts)
        .where(drafts.c.id == draft_id, drafts.c.revision == event.revision - 1)
        .values(
            state=stood.state.value,
            revision=event.revision,
            edited=stood.edited,
            first_id=first,
            **_worded(stood.wording),
        )
    )
    if not moved.rowcount:
        return False
    worded = event.wording
    await tx.execute(
        insert(draft_events).values(
            draft_id=draft_id,
            revision=event.revision,
            kind=event.kind.value,
            person_id=event.by,
            at=event.at,
            note=event.note,
            content=worded and to_json(worded.question),
            remarks=worded and [one.to_json() for one in worded.remarks],
        )
    )
    return True


async def restand(tx: Tx, draft: Draft, stood: Stand, first: int | None) -> None:
    """Write down how a draft stands by its events; none is added, and where one came nothing is
    changed.
    """
    unmoved = (drafts.c.id == draft.id) & (drafts.c.revision == draft.revision)
    values = {"state": stood.state.value, "first_id": first}
    await tx.execute(update(drafts).where(unmoved).values(values))


def _drafts() -> Select[Any]:
    return (
        select(drafts, documents.c.slug.label("document"), document_versions.c.version.label("ed"))
        .join(document_versions, document_versions.c.id == drafts.c.document_version_id)
        .join(documents, documents.c.id == document_versions.c.document_id)
    )


def _events() -> Select[Any]:
    """Events in order, each with whether who did it has no account any more."""
    gone = draft_events.c.person_id.is_not(None) & accounts.c.person_id.is_(None)
    return (
        select(draft_events, gone.label("gone"))
        .outerjoin(accounts, accounts.c.person_id == draft_events.c.person_id)
        .order_by(draft_events.c.revision)
    )


def _worded(wording: Wording) -> dict[str, Any]:
    codes = dict.fromkeys(one.code for one in wording.remarks)
    return {
        "content": to_json(wording.question),
        "remarks": [one.to_json() for one in wording.remarks],
        "codes": f" {' '.join(codes)} ",
    }


def _wording(content: dict[str, Any], remarks: list[Any]) -> Wording:
    return Wording(from_json(content), tuple(map(Remark.from_json, remarks)))


def _draft(row: Any) -> Draft:
    return Draft(
        row.id,
        row.revision,
        DraftState(row.state),
        _wording(row.content, row.remarks),
        row.document,
        row.ed,
        row.texts,
        row.backend,
        row.template,
        row.version,
        row.edited,
        row.first_id,
        row.at,
    )


def _event(row: Any) -> Event:
    worded = None if row.content is None else _wording(row.content, row.remarks)
    kind = EventKind(row.kind)
    return Event(row.revision, kind, row.person_id, row.at, row.note, worded, row.gone)
