"""A draft on its way to learners: what it says, what was found in it, and who decided what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.errors import CiteQuizError
from bot.domain.finding import Value, plain_all, valued_all
from bot.domain.question import Question

Place = tuple[str | int, ...]
"""Where something stands in a question, as lint names it: ``("options", 1, "text")``."""


class DraftState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    PUBLISHED = "published"


class EventKind(StrEnum):
    MADE = "made"
    EDITED = "edited"
    APPROVED = "approved"
    REJECTED = "rejected"
    UNDONE = "undone"
    PUBLISHED = "published"


ACTS = frozenset({EventKind.EDITED, EventKind.APPROVED, EventKind.REJECTED})
"""What a curator does, and may undo."""


REASONS = ("wrong_key", "unclear", "unfair", "trifle", "twin", "ages")
"""Why drafts are rejected, for those who need no words of their own."""


class Weight(StrEnum):
    """What a remark does to an approval."""

    ERROR = "error"
    """No note helps: it cannot be asked like that, or it is not proven."""

    HARD = "hard"
    """A curator's note has to say why it is right all the same."""

    SOFT = "soft"
    """Worth a look."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What the gate (G…), the bank's rules (E…) or lint (L…) found in a wording, and where.

    ``values`` are those of the code's words; the gate's have one, ``detail``.
    """

    weight: Weight
    code: str
    place: Place = ()
    values: Mapping[str, Value] = field(default_factory=dict)

    def to_json(self) -> list[Any]:
        """Plain values for the database."""
        return [self.weight.value, self.code, list(self.place), plain_all(self.values)]

    @classmethod
    def from_json(cls, content: Sequence[Any]) -> "Remark":
        """The inverse of :meth:`to_json`."""
        weight, code, place, values = content
        return cls(Weight(weight), code, tuple(place), valued_all(values))


@dataclass(frozen=True, slots=True)
class Wording:
    """A question as it was worded at some time, and what was found in that wording."""

    question: Question
    remarks: tuple[Remark, ...] = ()

    @property
    def errors(self) -> tuple[Remark, ...]:
        return tuple(one for one in self.remarks if one.weight is Weight.ERROR)

    @property
    def doubts(self) -> tuple[Remark, ...]:
        """What only a note excuses."""
        return tuple(one for one in self.remarks if one.weight is Weight.HARD)


@dataclass(frozen=True, slots=True)
class NewDraft:
    """What a backend drafted; its question's first citation names the document that it is from.

    ``findings`` are the gate's soft ones: a code such as G52, and what it was found in.
    """

    question: Question
    backend: str
    template: str
    version: int
    findings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a draft. ``revision`` counts its events from 1.

    ``by`` is a person's id, None for the backend and for a file that names nobody. ``note`` is a
    curator's note, the reason of a rejection, or the set's version. ``wording`` is there where it
    changed. ``left`` is whether that person was forgotten since.
    """

    revision: int
    kind: EventKind
    by: int | None
    at: datetime
    note: str | None = None
    wording: Wording | None = None
    left: bool = False


@dataclass(frozen=True, slots=True)
class Stand:
    """How a draft stands after its events. ``valid`` are those that nobody undid."""

    state: DraftState
    wording: Wording
    approvals: tuple[Event, ...]
    edited: bool
    valid: tuple[Event, ...]

    @property
    def note(self) -> str | None:
        """The latest curator's note on the wording as it stands."""
        return next((one.note for one in reversed(self.approvals) if one.note), None)


def stand(events: Iterable[Event], curators: int) -> Stand:
    """Events of one draft, in order, as the state they lead to.

    An undo takes the last event away that nobody undid. An edit is a new wording: approvals of
    the former one say nothing about it. Approved is what ``curators`` different people approved;
    an approval that names nobody is enough where one is, and counts as nobody beside others. So
    does that of somebody who left: the next one to approve may be the same human, come back.
    """
    valid: list[Event] = []
    for event in events:
        if event.kind is EventKind.UNDONE:
            valid.pop()
        else:
            valid.append(event)
    state = DraftState.WAITING
    wording: Wording | None = None
    approvals: list[Event] = []
    for event in valid:
        if event.wording is not None:
            wording, approvals, state = event.wording, [], DraftState.WAITING
        elif event.kind is EventKind.APPROVED:
            approvals.append(event)
            people = {one.by for one in approvals if not one.left} - {None}
            enough = curators == 1 or len(people) >= curators
            state = DraftState.APPROVED if enough else DraftState.WAITING
        elif event.kind is EventKind.REJECTED:
            approvals, state = [], DraftState.REJECTED
        elif event.kind is EventKind.PUBLISHED:
            state = DraftState.PUBLISHED
    if wording is None:
        raise ValueError("a draft begins with its wording")
    edited = any(event.kind is EventKind.EDITED for event in valid)
    return Stand(state, wording, tuple(approvals), edited, tuple(valid))


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it stands. ``document`` is the slug of what it was drafted from, ``edition`` that
    document's version (from 1); ``texts`` are the hashes of all that it cites, by source id.

    ``first`` is who approved it already, where a second person still has to.
    """

    id: int
    revision: int
    state: DraftState
    wording: Wording
    document: str
    edition: int
    texts: Mapping[str, str]
    backend: str
    template: str
    version: int
    edited: bool
    first: int | None
    at: datetime

    @property
    def question(self) -> Question:
        return self.wording.question


@dataclass(frozen=True, slots=True)
class Filter:
    """Which drafts a queue shows; None: of any. ``finding`` is a code such as G51 or L05.

    ``curator`` leaves out what that person approved already, while it waits for a second one.
    """

    document: str | None = None
    template: str | None = None
    finding: str | None = None
    state: DraftState | None = DraftState.WAITING
    curator: int | None = None


@dataclass(eq=False)
class NoDraft(CiteQuizError):
    """There is no such draft."""

    draft: int


@dataclass(eq=False)
class Moved(CiteQuizError):
    """Somebody did something to the draft since it was looked at; nothing was changed."""

    draft: int


@dataclass(eq=False)
class NotNow(CiteQuizError):
    """That cannot be done to a draft in this state, or this person did it already."""

    draft: int
    state: DraftState


@dataclass(eq=False)
class NotApprovable(CiteQuizError):
    """What stands in the way of an approval. ``excusable``: a curator's note would do."""

    draft: int
    remarks: tuple[Remark, ...]
    excusable: bool


@dataclass(eq=False)
class Nameless(CiteQuizError):
    """Two different people have to approve a draft, and this approval names nobody."""

    draft: int


@dataclass(eq=False)
class NothingToUndo(CiteQuizError):
    """There is no act of one's own that nothing came after; ``overtaken``: there was one before."""

    overtaken: bool


@dataclass(eq=False)
class Unfit(CiteQuizError):
    """A field got a value that it cannot have; ``number`` where it takes a number alone."""

    field: str
    value: str
    number: bool = False


@dataclass(eq=False)
class NotKept(CiteQuizError):
    """A draft is from a document that is not held, or not with that text."""

    document: str


@dataclass(eq=False)
class NothingApproved(CiteQuizError):
    """No draft of the document waits to be published, or none whose id is free."""

    document: str
    taken: tuple[str, ...] = ()


@dataclass(eq=False)
class SetOfOthers(CiteQuizError):
    """The document's set belongs to somebody else, or to the bank by now."""

    title: str
