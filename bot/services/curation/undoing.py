"""Taking back one's own last act, whole: what was approved in one go is one act."""

from dataclasses import dataclass

from bot.domain.drafts.draft import ACTS, Draft, Event, EventKind, NothingToUndo, stand
from bot.services.curation.acts import Act, add
from bot.storage.curation import acts, drafts
from bot.storage.database import Tx


@dataclass(frozen=True, slots=True)
class Undone:
    """The drafts on which an act was taken back, in the order in which it was done, and those that
    ``stay``, since somebody did something to them since.
    """

    drafts: tuple[Draft, ...]
    stay: tuple[Draft, ...] = ()

    @property
    def first(self) -> Draft:
        return self.drafts[0]


async def undo(tx: Tx, act: Act, draft_id: int | None = None) -> Undone:
    """Take back one's own last act, on that draft alone or wherever it was.

    Approvals of one person at one instant were one act. Raises NothingToUndo where there is none,
    or where somebody else did something since to every draft that it was on.
    """
    assert act.by is not None  # noqa: S101 - a file undoes nothing
    acted = [draft_id] if draft_id is not None else await acts.acted_on(tx, act.by)
    for one in acted:
        last = _last(await drafts.events(tx, one), act)
        if last is None:
            continue
        alike = [one]
        if draft_id is None and last.kind is EventKind.APPROVED:
            alike = await acts.approved_at(tx, act.by, last.at)
        return await _taken_back(tx, act, last, alike)
    raise NothingToUndo(overtaken=False)


async def _taken_back(tx: Tx, act: Act, last: Event, ids: list[int]) -> Undone:
    """Take that act back on each of the drafts where it is the last thing that happened."""
    gone, stay = [], []
    for draft in await drafts.several(tx, ids):
        events = await drafts.events(tx, draft.id)
        valid = stand(events, act.curators).valid
        if not any(_is(one, last) for one in valid):
            continue  # taken back by itself before
        if _is(valid[-1], last):
            gone.append(await add(tx, draft, events, EventKind.UNDONE, act))
        else:
            stay.append(draft)
    if not gone:
        raise NothingToUndo(overtaken=True)
    return Undone(tuple(gone), tuple(stay))


def _last(events: list[Event], act: Act) -> Event | None:
    """Somebody's last act on a draft that nobody undid."""
    valid = stand(events, act.curators).valid if events else ()
    return next((one for one in reversed(valid) if one.by == act.by and one.kind in ACTS), None)


def _is(event: Event, act: Event) -> bool:
    return (event.kind, event.by, event.at) == (act.kind, act.by, act.at)
