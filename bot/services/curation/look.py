"""A draft as one looks at it, and once it is published the question as learners have it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.disputes.ruling import Verdict
from bot.domain.drafts.draft import Draft, Event, stand
from bot.domain.question import Question, Source
from bot.services.bank.passages import Passage
from bot.services.curation.acts import Seen
from bot.services.curation.edition_names import citing, sources_called
from bot.storage.curation.afterwards import Later
from bot.storage.database import Tx


@dataclass(frozen=True, slots=True)
class Look:
    """A draft with all that one has to know to decide about it.

    ``source`` is its document; ``passages`` are those of its citations in order, each parted
    around the quote, None where the quote does not stand there. ``place`` (from 1) of ``total`` in
    the queue by which it was reached, place 0 for one that is not in it (any more).
    """

    draft: Draft
    source: Source
    passages: tuple[Passage | None, ...]
    history: tuple[Event, ...]
    place: int
    total: int
    sources: Mapping[str, Source] = field(default_factory=dict)
    """Every source that it cites, by id."""

    newest: int = 1
    """The newest edition of its document, which need not be the one that it was drafted from."""

    later: tuple[Later, ...] = ()
    """What became of it after it was published."""

    live: Question | None = None
    """The version that learners have, where it is another one than was published."""

    paragraphs: tuple[Passage | None, ...] = ()
    """Those that the citations name, each parted around the sentences named, for where the quote
    does not stand; None where there is no such paragraph.
    """

    def paragraph(self, number: int) -> Passage | None:
        """The paragraph of citation ``number``, from 0."""
        return self.paragraphs[number] if number < len(self.paragraphs) else None

    @property
    def question(self) -> Question:
        """As learners have it, or would have it: ``passages`` are those of its citations."""
        return self.live or self.draft.question

    @property
    def version(self) -> int | None:
        """The number of the live version, from 1."""
        return next((one.version for one in reversed(self.later) if one.after), None)

    @property
    def void(self) -> bool:
        """Whether a ruling that holds made it count for nobody."""
        held: list[Verdict] = []
        for one in self.later:
            if one.verdict is Verdict.REVERSED:
                held = held[:-1]
            elif one.verdict is not None:
                held.append(one.verdict)
        return Verdict.VOID in held

    @property
    def seen(self) -> Seen:
        return Seen(self.draft.id, self.draft.revision)

    @property
    def note(self) -> str | None:
        """The curator's note on the wording as it stands; what is undone says nothing."""
        return stand(self.history, 1).note


async def live_version(tx: Tx, draft: Draft, later: Sequence[Later]) -> Question | None:
    """The last version since a draft was published, its sources called as the draft calls them;
    None where none came.
    """
    newest = next((one.after for one in reversed(later) if one.after), None)
    if newest is None:
        return None
    called = await sources_called(tx, draft.texts)
    return citing(newest, {one.id: name for name, one in called.items()})
