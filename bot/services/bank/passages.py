"""The passages that questions cite, where the deployment has the documents."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from bot.bank.proofs.proof import read_library
from bot.bank.reading import SourcesFile
from bot.bank.texts.passages import Document, document, one_line, paragraph_fingerprint
from bot.bank.texts.passages import locate as locate_quote
from bot.domain.documents.source_document import Block
from bot.domain.question import Citation, Source
from bot.storage.database import Database
from bot.storage.documents import documents

NAMED = 5
"""Documents of one kind that a line names; the rest is counted."""

_FAULTS = {"E401": "not there", "E402": "not UTF-8 text", "E403": "not the text that was cited"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph on one line, parted around the locating quote: before, the quote, after.

    ``page`` counts from 1, where the document has pages.
    """

    before: str
    quote: str
    after: str
    page: int | None = None


class Passages:
    """Reads documents from ``folder`` once each, and those that are not there from ``database``."""

    def __init__(self, folder: Path | None, database: Database | None = None) -> None:
        self.folder = folder
        self.database = database
        self._documents: dict[tuple[str, str], Document | None] = {}

    async def find(self, source: Source, citation: Citation) -> Passage | None:
        """The cited passage, or None: no such file, another text than the cited one, no quote.

        Of a document that has changed, a paragraph is shown only if its fingerprint has not.
        """
        paragraph = await self._in_folder(source, citation.paragraph)
        if paragraph is not None:
            return parted(paragraph, citation.quote)
        block = await self._in_database(source, citation.paragraph)
        return None if block is None else parted(block.text, citation.quote, block.page)

    async def _in_folder(self, source: Source, number: int) -> str | None:
        if self.folder is None:
            return None
        key = (source.file, source.sha256)
        if key not in self._documents:
            self._documents[key] = await asyncio.to_thread(_read, self.folder, source)
        found = self._documents[key]
        return _cited_paragraph(found, source, number) if found else None

    async def _in_database(self, source: Source, number: int) -> Block | None:
        """From the very edition that was cited; a later one does not replace it."""
        if self.database is None:
            return None
        async with self.database.read() as tx:
            held = await documents.with_text(tx, source.sha256)
        if held is None or not 1 <= number <= len(held.blocks):
            return None
        return held.block(number)


def parted(paragraph: str, quote: str, page: int | None = None) -> Passage | None:
    """The paragraph of that page around its quote; None when the quote does not stand in it."""
    place = locate_quote(quote, paragraph)
    if place is None:
        return None
    flat, (start, end) = one_line(paragraph), place
    return Passage(flat[:start], flat[start:end], flat[end:], page)


def _cited_paragraph(held: Document, source: Source, number: int) -> str | None:
    """Paragraph ``number`` (from 1), if it is surely the text that was cited."""
    paragraph = held.paragraph(number)
    if paragraph is None or held.sha256 == source.sha256:
        return paragraph
    pinned = source.paragraphs[number - 1] if number <= len(source.paragraphs) else None
    return paragraph if pinned == paragraph_fingerprint(paragraph) else None


def _read(folder: Path, source: Source) -> Document | None:
    # The name may come from an uploaded set: it never leads out of the folder.
    if Path(source.file).name != source.file:
        return None
    try:
        return document((folder / source.file).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


async def shortfall(bibliography: SourcesFile, folder: Path) -> str | None:
    """Which documents of the bibliography ``folder`` lacks or has otherwise, and what follows, on
    one line for whoever runs the bot; None when it holds them all as they were cited.
    """
    library = await asyncio.to_thread(read_library, bibliography, folder)
    faults = []
    for code, fault in _FAULTS.items():
        files = [str(one.values["file"]) for one in library.problems if one.code == code]
        if files:
            more = f" and {len(files) - NAMED} more" if len(files) > NAMED else ""
            faults.append(f"{', '.join(files[:NAMED])}{more} ({fault})")
    if not faults:
        return None
    return (
        f"{folder} lacks documents that questions cite: {'; '.join(faults)}. Source shows the"
        " reference wherever a cited paragraph is not there as it was; put the documents of"
        " sources.yaml there"
    )
