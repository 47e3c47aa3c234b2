"""Instructors' sets: checked, previewed, published under a code, or cancelled."""

import asyncio
import hashlib
import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.bank.upload import Report as Checked
from bot.bank.upload import check_upload, shown_name
from bot.domain.code import new_code
from bot.domain.finding import Finding
from bot.domain.fingerprint import fingerprint
from bot.domain.owed import Owed
from bot.domain.person import Who
from bot.domain.question import Question, QuestionSet, Review, Source, State
from bot.domain.upload import Report, Upload, UploadState
from bot.storage import bank, people, uploads
from bot.storage.database import Database, Tx
from bot.storage.owing import owe

TOAST_LIFE = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class UploadScreen:
    """An upload, and how to speak to its chat."""

    upload: Upload
    voice: people.Voice


@dataclass(frozen=True, slots=True)
class PreviewScreen:
    """One question of an uploaded file, as learners will see it; ``position`` from 1."""

    upload: Upload
    language: str
    question: Question
    sources: Mapping[str, Source]
    position: int
    total: int
    voice: people.Voice


class Uploads:
    """Use cases of instructors. ``instructors`` are the Telegram ids that the settings name."""

    def __init__(
        self, database: Database, instructors: Collection[int], rng: random.Random
    ) -> None:
        self.database = database
        self.instructors = instructors
        self.rng = rng

    async def receive(self, who: Who, file_name: str, data: bytes, now: datetime) -> None:
        """Check a file as ``bank check`` does, keep it, and owe the report."""
        if who.telegram_id not in self.instructors:
            await self._turn_away(who, now)
            return
        checked = await self._check(file_name, data)
        findings = [Finding(p.line, p.code, p.values) for p in checked.problems]
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            report = Report(findings=tuple(findings))
            if checked.set is not None:
                report = await _compared(tx, checked, checked.set, report)
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
            await owe(tx, [_report_owed(who.telegram_id, upload_id)], now)

    async def refuse(self, who: Who, word: str, now: datetime) -> None:
        """Say why a file is not even looked at: too large, or not a question file."""
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            await owe(tx, [Owed(who.telegram_id, "upload.refused", {"word": word})], now)

    async def sample(self, who: Who, now: datetime) -> None:
        """Owe a file to start from."""
        if who.telegram_id not in self.instructors:
            await self._turn_away(who, now)
            return
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            await owe(tx, [Owed(who.telegram_id, "upload.sample")], now)

    async def publish(self, who: Who, callback: str, upload_id: int, now: datetime) -> None:
        """Make the checked file the current version of its set; drafts in it become approved.

        The person who publishes approves what they publish. The file is compared with the bank
        again: somebody may have published the same set meanwhile.
        """
        checked = await self._checked(upload_id)
        async with self.database.write() as tx:
            person = await people.recognise(tx, who, now)
            upload = await uploads.find(tx, upload_id)
            if (
                upload is None
                or upload.state is not UploadState.CHECKED
                or not self._may(upload, who)
                or checked.set is None
            ):
                await owe(tx, _gone(who, callback, upload, now), now)
                return
            report = await _compared(tx, checked, checked.set, Report())
            if report.findings:
                await owe(tx, [_toast(who, callback, "bank.toast.outdated", now, alert=True)], now)
                return
            approved = _approved(checked.set, now)
            published = await bank.publish(
                tx,
                approved,
                fingerprints={q.id: fingerprint(q) for q in approved.questions},
                own_sources=checked.sources,
                origin="upload",
                code=new_code(self.rng.choice),
                content_hash=hashlib.sha256((upload.content or "").encode()).hexdigest(),
                by=person.id,
                now=now,
            )
            await uploads.move(tx, upload_id, UploadState.PUBLISHED, set_id=published.set_id)
            await owe(
                tx,
                [
                    _toast(who, callback, "bank.toast.published", now),
                    _report_owed(who.telegram_id, upload_id),
                ],
                now,
            )

    async def cancel(self, who: Who, callback: str, upload_id: int, now: datetime) -> None:
        """Forget the file; nothing changes for learners."""
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            upload = await uploads.find(tx, upload_id)
            if not self._may(upload, who) or not await uploads.move(
                tx, upload_id, UploadState.CANCELLED
            ):
                await owe(tx, _gone(who, callback, upload, now), now)
                return
            await owe(
                tx,
                [
                    _toast(who, callback, "bank.toast.cancelled", now),
                    _report_owed(who.telegram_id, upload_id),
                ],
                now,
            )

    async def preview(
        self, who: Who, callback: str, upload_id: int, position: int, now: datetime
    ) -> None:
        """Owe one question of the file, as learners will see it with the key shown."""
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            upload = await uploads.find(tx, upload_id)
            if not self._may(upload, who) or upload is None or upload.content is None:
                await owe(tx, _gone(who, callback, upload, now), now)
                return
            args = {"upload": upload_id, "position": position}
            debts = [
                Owed(who.telegram_id, "toast", callback=callback, expires=now + TOAST_LIFE),
                Owed(who.telegram_id, "upload.preview", args, place=f"preview:{upload_id}"),
            ]
            await owe(tx, debts, now)

    async def upload_screen(self, chat: int, upload_id: int) -> UploadScreen | None:
        """What the report's screen shows."""
        async with self.database.read() as tx:
            upload = await uploads.find(tx, upload_id)
            voice = await people.voice(tx, chat)
        return UploadScreen(upload, voice) if upload else None

    async def preview_screen(
        self, chat: int, upload_id: int, position: int
    ) -> PreviewScreen | None:
        """What the preview of one question shows; None when the file is gone."""
        checked = await self._checked(upload_id)
        async with self.database.read() as tx:
            upload = await uploads.find(tx, upload_id)
            voice = await people.voice(tx, chat)
            shared = await bank.load_sources(tx)
        if upload is None or checked.set is None or not 1 <= position <= len(checked.set.questions):
            return None
        return PreviewScreen(
            upload,
            checked.set.language,
            checked.set.questions[position - 1],
            {source.id: source for source in (*shared, *checked.sources)},
            position,
            len(checked.set.questions),
            voice,
        )

    async def voice(self, chat: int) -> people.Voice:
        """How to speak to a chat."""
        async with self.database.read() as tx:
            return await people.voice(tx, chat)

    async def _checked(self, upload_id: int) -> Checked:
        """The file read again, outside any transaction: reading takes long."""
        async with self.database.read() as tx:
            upload = await uploads.find(tx, upload_id)
        if upload is None or upload.content is None:
            return check_upload("", b"")
        return await self._check(upload.file_name, upload.content.encode())

    async def _check(self, file_name: str, data: bytes) -> Checked:
        async with self.database.read() as tx:
            known = await bank.load_sources(tx)
        return await asyncio.to_thread(check_upload, file_name, data, known)

    def _may(self, upload: Upload | None, who: Who) -> bool:
        return (
            upload is not None
            and upload.chat == who.telegram_id
            and who.telegram_id in self.instructors
        )

    async def _turn_away(self, who: Who, now: datetime) -> None:
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            await owe(
                tx, [Owed(who.telegram_id, "upload.refused", {"word": "bank.not_yours"})], now
            )


async def _compared(tx: Tx, checked: Checked, offered: QuestionSet, report: Report) -> Report:
    """The report with what publishing would change, and with what stands in its way."""
    findings = list(report.findings)
    known = await bank.find_set(tx, offered.slug)
    if known is not None and offered.version <= known.version:
        findings.append(
            Finding(
                checked.line(("version",)),
                "E601",
                {"id": offered.slug, "version": known.version, "next": known.version + 1},
            )
        )
    owners = await bank.owners_of(tx, [question.id for question in offered.questions])
    findings += [
        Finding(
            checked.line(("questions", index, "id")),
            "E602",
            {"id": question.id, "set": owners[question.id]},
        )
        for index, question in enumerate(offered.questions)
        if owners.get(question.id, offered.slug) != offered.slug
    ]
    before = {
        question.id: question
        for loaded in await bank.load_sets(tx)
        if loaded.slug == offered.slug
        for question in loaded.questions
    }
    now_ids = {question.id for question in offered.questions}
    return replace(
        report,
        title=offered.title,
        slug=offered.slug,
        version=offered.version,
        questions=len(offered.questions),
        findings=tuple(findings),
        added=tuple(q.id for q in offered.questions if q.id not in before),
        changed=tuple(
            q.id
            for q in offered.questions
            if q.id in before and fingerprint(before[q.id]) != fingerprint(q)
        ),
        retired=tuple(sorted(before.keys() - now_ids)),
    )


def _approved(offered: QuestionSet, now: datetime) -> QuestionSet:
    """The set with its drafts approved by the person who publishes it."""

    def approve(question: Question) -> Question:
        if question.state is not State.DRAFT:
            return question
        review = Review(now.date(), fingerprint(question))
        return replace(question, state=State.APPROVED, review=review)

    return replace(offered, questions=tuple(map(approve, offered.questions)))


def _report_owed(chat: int, upload_id: int) -> Owed:
    return Owed(chat, "upload", {"upload": upload_id}, place=f"upload:{upload_id}")


def _toast(who: Who, callback: str, word: str, now: datetime, *, alert: bool = False) -> Owed:
    return Owed(
        who.telegram_id,
        "toast",
        {"word": word, "alert": alert},
        callback=callback,
        expires=now + TOAST_LIFE,
    )


def _gone(who: Who, callback: str, upload: Upload | None, now: datetime) -> list[Owed]:
    """A tap on what has come to its end: say so, and draw it as it stands when it is theirs."""
    debts = [_toast(who, callback, "bank.toast.gone", now)]
    if upload is not None and upload.chat == who.telegram_id:
        debts.append(_report_owed(who.telegram_id, upload.id))
    return debts
