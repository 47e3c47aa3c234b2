"""Files that instructors send: checked, kept, shown, looked through, cancelled."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.bank.upload import shown_name
from bot.domain.owed import Owed
from bot.domain.people.person import Who
from bot.domain.question import Question, Source
from bot.domain.quizzes.cited_pages import Pages
from bot.domain.sets.upload import Standing, Upload, UploadState
from bot.services.uploads.check import UploadCheck, compared, report_of
from bot.services.uploads.debts import gone, page, toast, turned_away
from bot.storage.bank import published
from bot.storage.database import Database
from bot.storage.delivery.owing import owe
from bot.storage.documents import documents, uploads
from bot.storage.people import people


@dataclass(frozen=True, slots=True)
class UploadScreen:
    """An upload, its set as it stands once it is published, and how to speak to its chat."""

    upload: Upload
    standing: Standing | None
    voice: people.Voice


@dataclass(frozen=True, slots=True)
class PreviewScreen:
    """One question of an uploaded file, as learners will see it; ``position`` from 1. ``pages`` are
    those of cited paragraphs, in documents that have pages.
    """

    upload: Upload
    language: str
    question: Question
    sources: Mapping[str, Source]
    position: int
    total: int
    voice: people.Voice
    pages: Pages = field(default_factory=dict)


class Uploads:
    """Use cases before publishing. ``instructors`` are the Telegram ids that the settings name."""

    def __init__(
        self, database: Database, instructors: Collection[int], check: UploadCheck
    ) -> None:
        self.database = database
        self.instructors = instructors
        self.check = check

    async def receive(self, who: Who, file_name: str, data: bytes, now: datetime) -> None:
        """Check a file as ``bank check`` does, keep it, and owe the report."""
        if who.telegram_id not in self.instructors:
            await self.refuse(who, "bank.not_yours", now)
            return
        checked = await self.check.check(file_name, data)
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            report = report_of(checked)
            if checked.set is not None:
                report = await compared(tx, checked, checked.set, person.id, now)
            good = checked.set is not None and not report.findings
            upload_id = await uploads.add(
                tx,
                person_id=person.id,
                chat=who.telegram_id,
                file_name=shown_name(file_name),
                content=data.decode("utf-8") if good else None,
                report=report,
                state=UploadState.CHECKED if good else UploadState.REFUSED,
                now=now,
            )
            await owe(tx, [page(who.telegram_id, upload_id)], now)

    async def refuse(self, who: Who, word: str, now: datetime) -> None:
        """Say why a file is not even looked at: too large, or not a question file."""
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            await owe(tx, [turned_away(who, word)], now)

    async def sample(self, who: Who, now: datetime) -> None:
        """Owe a file to start from."""
        if who.telegram_id not in self.instructors:
            await self.refuse(who, "bank.not_yours", now)
            return
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            await owe(tx, [Owed(who.telegram_id, "upload.sample")], now)

    async def report(self, who: Who, callback: str, upload_id: int, now: datetime) -> None:
        """Owe the report in its message again, as it stands."""
        shown = page(who.telegram_id, upload_id)
        await self._show(who, callback, upload_id, now, shown=shown, has=lambda _: True)

    async def cancel(self, who: Who, callback: str, upload_id: int, now: datetime) -> None:
        """Forget the file; nothing changes for learners."""
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            upload = await uploads.find(tx, upload_id)
            if not self.may(upload, who) or not await uploads.move(
                tx, upload_id, UploadState.CANCELLED
            ):
                await owe(tx, gone(who, callback, upload, now), now)
                return
            said = toast(who, callback, now, "bank.toast.cancelled")
            await owe(tx, [said, page(who.telegram_id, upload_id)], now)

    async def preview(
        self, who: Who, callback: str, upload_id: int, position: int, now: datetime
    ) -> None:
        """Owe one question of the file, as learners will see it with the key shown."""

        def has_it(upload: Upload) -> bool:
            return upload.content is not None and 1 <= position <= upload.report.questions

        shown = page(who.telegram_id, upload_id, "upload.preview", position=position)
        await self._show(who, callback, upload_id, now, shown=shown, has=has_it)

    async def changes(
        self, who: Who, callback: str, upload_id: int, number: int, now: datetime
    ) -> None:
        """Owe a page, from 1, of what publishing the file would change for learners."""

        def has_any(upload: Upload) -> bool:
            return upload.state is UploadState.CHECKED and upload.report.change is not None

        shown = page(who.telegram_id, upload_id, "upload.changes", page=number)
        await self._show(who, callback, upload_id, now, shown=shown, has=has_any)

    async def _show(
        self,
        who: Who,
        callback: str,
        upload_id: int,
        now: datetime,
        *,
        shown: Owed,
        has: Callable[[Upload], bool],
    ) -> None:
        """Owe a page about a file that is theirs; the report where it has no such page by now."""
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            upload = await uploads.find(tx, upload_id)
            if upload is None or not self.may(upload, who) or not has(upload):
                await owe(tx, gone(who, callback, upload, now), now)
                return
            await owe(tx, [toast(who, callback, now), shown], now)

    def may(self, upload: Upload | None, who: Who) -> bool:
        """Whether a file is theirs to decide about."""
        return (
            upload is not None
            and upload.chat == who.telegram_id
            and who.telegram_id in self.instructors
        )

    async def upload_screen(self, chat: int, upload_id: int) -> UploadScreen | None:
        """What the report's screen shows."""
        async with self.database.read() as tx:
            upload = await uploads.find(tx, upload_id)
            if upload is None:
                return None
            set_id = upload.set_id
            standing = None if set_id is None else await published.with_id(tx, set_id)
            return UploadScreen(upload, standing, await people.voice(tx, chat))

    async def preview_screen(
        self, chat: int, upload_id: int, position: int
    ) -> PreviewScreen | None:
        """What the preview of one question shows; None when the file is gone."""
        read = await self.check.read_again(upload_id)
        async with self.database.read() as tx:
            upload = await uploads.find(tx, upload_id)
            voice = await people.voice(tx, chat)
            if upload is None or read is None or not 1 <= position <= len(read[0].questions):
                return None
            offered, sources = read[0], {source.id: source for source in read[1]}
            question = offered.questions[position - 1]
            return PreviewScreen(
                upload,
                offered.language,
                question,
                sources,
                position,
                len(offered.questions),
                voice,
                await documents.cited_pages(tx, [(question, sources)]),
            )

    async def voice(self, chat: int) -> people.Voice:
        """How to speak to a chat."""
        async with self.database.read() as tx:
            return await people.voice(tx, chat)
