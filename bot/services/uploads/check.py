"""A sent set against everything it has to fit: the rules, the documents, the bank as it runs."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.bank.proofs.proof import read_documents
from bot.bank.texts.passages import Document
from bot.bank.upload import Report as Checked
from bot.bank.upload import check_upload
from bot.domain.finding import Finding, Value
from bot.domain.fingerprint import fingerprint
from bot.domain.question import Question, QuestionSet, Source, State
from bot.domain.review import Review
from bot.domain.sets.comparing import compare
from bot.domain.sets.upload import Report, Upload
from bot.storage.bank import bank, bank_sources
from bot.storage.database import Database, Tx
from bot.storage.documents import documents, uploads

_HASH = re.compile(rb"\b[0-9a-f]{64}\b")
_MOST_SOURCES = 1_000


class UploadCheck:
    """Reads sets off the event loop; ``documents`` is the folder of the sources, if any. Documents
    that were added stand in the database.
    """

    def __init__(self, database: Database, documents: Path | None = None) -> None:
        self.database = database
        self.documents = documents

    async def check(self, file_name: str, data: bytes) -> Checked:
        """The checks of a file; its quotes too, where their documents are at hand."""
        async with self.database.read() as tx:
            known = await bank_sources.load(tx)
            named = {source.sha256 for source in known} | _hashes(data)
            held = await documents.texts(tx, named)
        return await asyncio.to_thread(_checked, file_name, data, known, self.documents, held)

    async def check_again(self, upload: Upload) -> Checked:
        """The checks of a file that was kept, outside any transaction: reading takes long."""
        return await self.check(upload.file_name, (upload.content or "").encode())

    async def read_again(self, upload_id: int) -> tuple[QuestionSet, tuple[Source, ...]] | None:
        """A kept set and every source that it may cite, its own before the shared ones."""
        async with self.database.read() as tx:
            upload = await uploads.find(tx, upload_id)
            known = await bank_sources.load(tx)
        if upload is None or upload.content is None:
            return None
        data = upload.content.encode()
        read = await asyncio.to_thread(check_upload, upload.file_name, data, known)
        return None if read.set is None else (read.set, (*known, *read.sources))


def _checked(
    name: str,
    data: bytes,
    known: list[Source],
    folder: Path | None,
    held: Mapping[str, tuple[str, ...]],
) -> Checked:
    texts = {sha256: Document(paragraphs) for sha256, paragraphs in held.items()}
    if folder is not None:
        texts |= read_documents(folder)
    return check_upload(name, data, known, texts)


def _hashes(data: bytes) -> set[str]:
    """Every hash of a text that a set could name."""
    return {found.decode() for found in _HASH.findall(data)[:_MOST_SOURCES]}


def report_of(checked: Checked) -> Report:
    """What the check alone found."""
    return Report(
        findings=tuple(Finding(p.line, p.code, p.values) for p in checked.problems),
        unchecked=tuple(source.short for source in checked.unchecked),
        warnings=tuple(Finding(p.line, p.code, p.values) for p in checked.warnings),
    )


async def compared(
    tx: Tx, checked: Checked, offered: QuestionSet, sender: int, now: datetime
) -> Report:
    """The report with what publishing would change, and with what stands in its way.

    ``sender`` is the id of the person who sent the file.
    """
    report = report_of(checked)
    findings = [*report.findings, *await _in_the_way(tx, checked, offered, sender)]
    return replace(
        report,
        title=offered.title,
        slug=offered.slug,
        version=offered.version,
        questions=len(offered.questions),
        findings=tuple(findings),
        change=compare(await bank.load_set(tx, offered.slug), approved(offered, now)),
    )


async def _in_the_way(tx: Tx, checked: Checked, offered: QuestionSet, sender: int) -> list[Finding]:
    """What only the running bank knows: whose the set is, its versions, and whose the questions.

    A set is the bank's once a file brought it, else it is whose who published it first.
    """
    known = await bank.find_set(tx, offered.slug)
    values: dict[str, Value] = {"id": offered.slug}
    if known is None:
        return await _taken(tx, checked, offered, offered.slug)
    if known.shipped or known.owner_id != sender:
        code = "E603" if known.shipped else "E604"
        taken = Finding(checked.line(("set",)), code, values)
        return [taken, *await _taken(tx, checked, offered, None)]
    findings = await _taken(tx, checked, offered, offered.slug)
    if offered.version <= known.newest:
        values |= {"version": known.newest, "next": known.newest + 1}
        findings.insert(0, Finding(checked.line(("version",)), "E601", values))
    return findings


async def _taken(tx: Tx, checked: Checked, offered: QuestionSet, mine: str | None) -> list[Finding]:
    """The ids of questions that belong to another set than ``mine``."""
    owners = await bank.owners_of(tx, [question.id for question in offered.questions])
    return [
        Finding(
            checked.line(("questions", index, "id")),
            "E602",
            {"id": question.id, "set": owners[question.id]},
        )
        for index, question in enumerate(offered.questions)
        if owners.get(question.id, mine) != mine
    ]


def approved(offered: QuestionSet, now: datetime) -> QuestionSet:
    """The set with its drafts approved by the person who publishes it."""

    def approve(question: Question) -> Question:
        if question.state is not State.DRAFT:
            return question
        review = Review(now.date(), fingerprint(question))
        return replace(question, state=State.APPROVED, review=review)

    return replace(offered, questions=tuple(map(approve, offered.questions)))
