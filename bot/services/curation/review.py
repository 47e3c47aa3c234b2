"""The queue of drafts in chat: one message, an entry at a time."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from datetime import datetime

from bot.domain.drafts.draft import (
    REASONS,
    Filter,
    Moved,
    NoDraft,
    NotApprovable,
    NothingApproved,
    Unfit,
    Wording,
)
from bot.domain.drafts.draft_fields import fields
from bot.domain.errors import CiteQuizError
from bot.domain.owed import Owed
from bot.domain.people.person import Person, Who
from bot.services.curation import acts
from bot.services.curation.acts import Act
from bot.services.curation.debts import EXPECTED, PLACE, UNASKED, Tap
from bot.services.curation.publishing import DraftPublishing
from bot.services.curation.queue import Curation
from bot.services.curation.undoing import undo
from bot.services.documents.library import opened_page
from bot.services.documents.meant import ask_elsewhere
from bot.storage.curation import draft_queue, drafts, open_edits
from bot.storage.curation.open_edits import OpenEdit
from bot.storage.database import Tx
from bot.storage.delivery import debts
from bot.storage.delivery.owing import owe
from bot.storage.people import people

NOTE, REASON = "note", "reason"
"""What a curator writes that is no field of the question."""

PUBLISH = "publish"
"""The mode of a message that asks whether it shall be published."""

Doing = Callable[[Tx, Person], Awaitable[list[Owed]]]


class Review:
    """Use cases of curators in chat. ``instructors`` are the Telegram ids of the settings."""

    def __init__(
        self, curation: Curation, publishing: DraftPublishing, instructors: Collection[int]
    ) -> None:
        self.curation = curation
        self.publishing = publishing
        self.database = curation.database
        self.instructors = instructors

    async def open(self, who: Who, document: str, now: datetime) -> None:
        """/review: the first entry of the queue, of that document if it is one's id."""

        async def first(tx: Tx, person: Person) -> list[Owed]:
            number = await draft_queue.document_named(tx, document)
            tap = Tap(who, now, document=number)
            return [await self._after(tx, tap, person)]

        await self._doing(Tap(who, now), first)

    async def begin(self, tap: Tap) -> None:
        """The same by a button elsewhere: in a new message below that. Where the button names a
        draft, that one.
        """

        async def first(tx: Tx, person: Person) -> list[Owed]:
            entry = tap.page() if tap.draft else await self._after(tx, tap, person)
            return [*tap.say(), replace(entry, fresh=True)]

        await self._doing(tap, first)

    async def show(self, tap: Tap, mode: str = "") -> None:
        """The entry as it stands, or with what there is to choose from: ``mode``. Where that is
        the reason, it can be written at once.
        """

        async def shown(tx: Tx, person: Person) -> list[Owed]:
            if mode == "reasons" and await drafts.find(tx, tap.draft):
                await _open(tx, tap, person, REASON)
            return [*tap.say(), tap.page(mode=mode)]

        await self._doing(tap, shown)

    async def next(self, tap: Tap) -> None:
        """Leave an entry for later."""

        async def following(tx: Tx, person: Person) -> list[Owed]:
            after = await self._after(tx, tap, person)
            if after.args["draft"]:
                return [*tap.say(), after]
            return [*tap.say("last"), tap.page()]

        await self._doing(tap, following)

    async def approve(self, tap: Tap, note: str | None = None) -> None:
        """Approve an entry and go on; where only a note would do, ask for it."""

        async def approved(tx: Tx, person: Person) -> list[Owed]:
            behind = await self._after(tx, tap, person)  # of the place that it leaves
            try:
                done = await acts.approve(tx, tap.seen, self._act(person, tap), note)
            except NotApprovable as error:
                if not error.excusable:
                    raise
                return [*tap.refused(error), await _asked(tx, tap, person, NOTE)]
            return [*tap.decided(done), behind]

        await self._doing(tap, approved)

    async def reject(self, tap: Tap, reason: str) -> None:
        """Reject an entry and go on; for one of the usual reasons by its number, or in words."""
        usual = {str(number): name for number, name in enumerate(REASONS)}

        async def rejected(tx: Tx, person: Person) -> list[Owed]:
            words = usual.get(reason, reason)
            behind = await self._after(tx, tap, person)
            done = await acts.reject(tx, tap.seen, self._act(person, tap), words)
            return [*tap.decided(done), behind]

        await self._doing(tap, rejected)

    async def ask(self, tap: Tap, field: str) -> None:
        """Open an edit: the person's next text is for that field, the note, or the reason."""

        async def asked(tx: Tx, person: Person) -> list[Owed]:
            draft = await drafts.find(tx, tap.draft)
            if draft is None or draft.revision != tap.revision:
                raise Moved(tap.draft) if draft else NoDraft(tap.draft)
            if field not in {NOTE, REASON, *fields(draft.question)}:
                raise Unfit(field, "")
            return [*tap.say(), await _asked(tx, tap, person, field)]

        await self._doing(tap, asked)

    async def put(self, tap: Tap, field: str, value: str) -> None:
        """Write a field anew. It is judged before the transaction, since that takes long."""
        if tap.who.telegram_id not in self.instructors:
            await self.show(tap)
            return
        try:
            wording = await self.curation.reworded(tap.seen, {field: value})
        except EXPECTED as error:
            await self._doing(tap, _refusing(tap, error, field))
            return
        await self._doing(tap, self._written(tap, wording))

    async def undo(self, tap: Tap) -> None:
        """Take back one's own last act, wherever it was, and show that entry."""

        async def undone(tx: Tx, person: Person) -> list[Owed]:
            done = await undo(tx, self._act(person, tap))
            return [*tap.undone(done), tap.page(done.first.id)]

        await self._doing(tap, undone)

    async def ask_publish(
        self, tap: Tap, document: int, opened: tuple[int, int] | None = None
    ) -> None:
        """Ask once whether what is approved of a document shall go to learners, in the message of
        the button: an entry's, or the document's own where that is ``opened``.
        """

        async def asked(tx: Tx, _person: Person) -> list[Owed]:
            slug = await draft_queue.document_numbered(tx, document) or ""
            if slug not in await draft_queue.approved(tx):
                raise NothingApproved(slug)
            return [*tap.say(), _asking(tap, document, opened)]

        await self._doing(tap, asked, _opened(tap, opened))

    async def publish(
        self, tap: Tap, document: int, number: int, opened: tuple[int, int] | None = None
    ) -> None:
        """Publish what is approved of a document, and tell of it in a message of its own; then the
        message of the button is drawn anew, as above. Where what is approved is not the ``number``
        of drafts that was asked about, ask anew.
        """
        behind = _opened(tap, opened)

        async def published(tx: Tx, person: Person) -> list[Owed]:
            slug = await draft_queue.document_numbered(tx, document) or ""
            if (await draft_queue.approved(tx)).get(slug, 0) not in {0, number}:
                return [*tap.say("recounted", alert=True), _asking(tap, document, opened)]
            done = await self.publishing.issue(tx, slug, self._act(person, tap))
            told = Owed(
                tap.who.telegram_id,
                "review.published",
                {
                    "title": done.title,
                    "version": done.version,
                    "n": done.questions,
                    "new": done.new,
                    "code": done.code,
                    "left_out": ", ".join(done.left_out),
                },
            )
            return [*tap.say("published"), told, behind or tap.page()]

        await self._doing(tap, published, behind)

    async def text(
        self, who: Who, text: str, now: datetime, *, replied_to: int | None = None
    ) -> bool:
        """Take a text for what is open; False where nothing is, or something else was shown since
        and the text replies to nothing of ours.
        """
        if who.telegram_id not in self.instructors:
            return False
        async with self.database.read() as tx:
            person = await people.find(tx, who.telegram_id)
            edit = await open_edits.of(tx, person.id) if person else None
            if edit is None or not await _is_meant(tx, who.telegram_id, edit, replied_to):
                return False
        tap = Tap(who, now, edit.draft, edit.revision, edit.document)
        if edit.field == NOTE:
            await self.approve(tap, text)
        elif edit.field == REASON:
            await self.reject(tap, text)
        else:
            await self.put(tap, edit.field, text)
        return True

    def _written(self, tap: Tap, wording: Wording) -> Doing:
        async def written(tx: Tx, person: Person) -> list[Owed]:
            await acts.reword(tx, tap.seen, self._act(person, tap), wording)
            return [*(tap.say("edited") if tap.callback else []), tap.page()]

        return written

    async def _after(self, tx: Tx, tap: Tap, person: Person) -> Owed:
        """The entry behind that one, or that no other waits."""
        slug = await draft_queue.document_numbered(tx, tap.document)
        which = Filter(slug, curator=person.id)
        return tap.page(await self.curation.following(tx, which, tap.draft) or 0)

    async def _doing(self, tap: Tap, doing: Doing, behind: Owed | None = None) -> None:
        """One transaction: what an instructor does, or why it is not done, and what they see."""
        async with self.database.write() as tx:
            person = await people.recognise(tx, tap.who, tap.now)
            if tap.who.telegram_id not in self.instructors:
                await owe(tx, tap.say("not_yours", alert=True), tap.now)
                return
            await open_edits.close(tx, person.id)
            await ask_elsewhere(tx, person.id)
            try:
                owed = await doing(tx, person)
            except EXPECTED as error:
                owed = [*tap.refused(error), behind or tap.page()]
            await owe(tx, owed, tap.now)

    def _act(self, person: Person, tap: Tap) -> Act:
        return self.curation.act(person.id, tap.now)


def _asking(tap: Tap, document: int, opened: tuple[int, int] | None) -> Owed:
    """The question whether it shall be published, in the message of the button."""
    asks = _opened(tap, opened, asks=PUBLISH)
    return asks or tap.page(mode=PUBLISH, field=str(document))


def _opened(tap: Tap, opened: tuple[int, int] | None, asks: str | None = None) -> Owed | None:
    """A document's own message, by its version and the page of /documents on which it stands."""
    return opened_page(tap.who.telegram_id, *opened, asks) if opened else None


def _refusing(tap: Tap, error: CiteQuizError, field: str) -> Doing:
    """Say why a field was not written; after a text it is asked for again."""

    async def refusing(tx: Tx, person: Person) -> list[Owed]:
        if tap.callback is not None:
            return [*tap.refused(error), tap.page()]
        return [*tap.refused(error), await _asked(tx, tap, person, field)]

    return refusing


async def _asked(tx: Tx, tap: Tap, person: Person, field: str) -> Owed:
    await _open(tx, tap, person, field)
    return tap.page(mode="text", field=field)


async def _open(tx: Tx, tap: Tap, person: Person, field: str) -> None:
    edit = OpenEdit(tap.draft, tap.revision, field, tap.document, tap.now)
    await open_edits.put(tx, person.id, edit)


async def _is_meant(tx: Tx, chat: int, edit: OpenEdit, replied_to: int | None) -> bool:
    """Whether a text is for the open edit: it replies to its message, or that was shown last."""
    if replied_to is not None:
        return await debts.shown_at(tx, chat, PLACE) == replied_to
    return not await open_edits.shown_since(tx, chat, edit.at, UNASKED)
