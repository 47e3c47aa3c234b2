"""What curators do to a draft, inside the caller's transaction; every door comes through here."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.drafts.draft import (
    Draft,
    DraftState,
    Event,
    EventKind,
    Moved,
    Nameless,
    NoDraft,
    NotApprovable,
    NotNow,
    Stand,
    Unfit,
    Wording,
    stand,
)
from bot.storage.curation import draft_queue, drafts
from bot.storage.database import Tx

LONGEST_NOTE = 1_000


@dataclass(frozen=True, slots=True)
class Seen:
    """A draft in the revision that somebody looked at."""

    draft: int
    revision: int


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, when: a person's id, None for a file that names nobody. ``curators``
    people approve.
    """

    by: int | None
    now: datetime
    curators: int = 1


async def approve(
    tx: Tx, seen: Seen, act: Act, note: str | None = None, *, waiting: bool = False
) -> Draft:
    """Approve a draft as it is worded; with ``waiting`` only one that nobody has rejected.

    Raises NotApprovable where its key does not follow, or another hard rule is broken, and there is
    no ``note`` to say why it is right; and for an error, with a note or without. A note that went
    with an earlier approval of this wording is enough. Raises Nameless where two people have to
    approve and nobody is named.
    """
    if act.by is None and act.curators > 1:
        raise Nameless(seen.draft)
    draft, events = await _held(tx, seen)
    stood = stand(events, act.curators)
    mine = any(one.by == act.by for one in stood.approvals)
    allowed = {DraftState.WAITING} if waiting else {DraftState.WAITING, DraftState.REJECTED}
    if mine or draft.state not in allowed:
        raise NotNow(draft.id, draft.state)
    note = _note(note)
    if stood.wording.errors:
        raise NotApprovable(draft.id, stood.wording.errors, excusable=False)
    if stood.wording.doubts and not (note or stood.note):
        raise NotApprovable(draft.id, stood.wording.doubts, excusable=True)
    return await add(tx, draft, events, EventKind.APPROVED, act, note=note)


async def reject(tx: Tx, seen: Seen, act: Act, reason: str) -> Draft:
    """Reject a draft; ``reason`` is one of ``REASONS``, or the curator's own words."""
    draft, events = await _held(tx, seen)
    if draft.state not in {DraftState.WAITING, DraftState.APPROVED}:
        raise NotNow(draft.id, draft.state)
    return await add(tx, draft, events, EventKind.REJECTED, act, note=_note(reason))


async def reword(tx: Tx, seen: Seen, act: Act, wording: Wording) -> Draft:
    """Give a draft another wording, judged already; the same wording changes nothing.

    Raises Unfit for a question of another id: learners' responses will hang on it.
    """
    draft, events = await _held(tx, seen)
    if draft.state is DraftState.PUBLISHED:
        raise NotNow(draft.id, draft.state)
    if wording.question.id != draft.question.id:
        raise Unfit("id", wording.question.id)
    if wording.question == draft.question:
        return draft
    return await add(tx, draft, events, EventKind.EDITED, act, wording=wording)


async def restand(tx: Tx, curators: int, by: int | None = None) -> None:
    """Bring the rows of undecided drafts to what their events say where ``curators`` approve: the
    number may be another one than when they were written, or ``by``, whose approvals they have,
    has been forgotten.
    """
    for draft in await drafts.several(tx, await draft_queue.with_approvals(tx, by)):
        stood = stand(await drafts.events(tx, draft.id), curators)
        if (stood.state, _first(stood)) != (draft.state, draft.first):
            await drafts.restand(tx, draft, stood, _first(stood))


async def _held(tx: Tx, seen: Seen) -> tuple[Draft, list[Event]]:
    """The draft as it was seen. Raises NoDraft, Moved."""
    draft = await drafts.find(tx, seen.draft)
    if draft is None:
        raise NoDraft(seen.draft)
    if draft.revision != seen.revision:
        raise Moved(seen.draft)
    return draft, await drafts.events(tx, seen.draft)


async def add(
    tx: Tx,
    draft: Draft,
    events: list[Event],
    kind: EventKind,
    act: Act,
    *,
    note: str | None = None,
    wording: Wording | None = None,
) -> Draft:
    """Add an event to a draft that has these. Raises Moved where somebody was faster."""
    event = Event(draft.revision + 1, kind, act.by, act.now, note, wording)
    stood = stand([*events, event], act.curators)
    if not await drafts.put(tx, draft.id, event, stood, _first(stood)):
        raise Moved(draft.id)
    after = await drafts.find(tx, draft.id)
    assert after is not None  # noqa: S101 - nothing is deleted
    return after


def _first(stood: Stand) -> int | None:
    """Who approved it, while another one has to."""
    if stood.state is not DraftState.WAITING:
        return None
    return next((one.by for one in reversed(stood.approvals) if not one.left), None)


def _note(text: str | None) -> str | None:
    """A note without what surrounds it, cut to what is kept."""
    return (text or "").strip()[:LONGEST_NOTE] or None
