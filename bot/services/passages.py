"""The passages that questions cite, where the deployment has the documents."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from bot.bank.passages import Document, document, one_line
from bot.bank.passages import locate as locate_quote
from bot.domain.question import Citation, Source


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph on one line, parted around the locating quote: before, the quote, after."""

    before: str
    quote: str
    after: str


class Passages:
    """Reads documents from ``folder`` once each; without a folder there is no passage at all."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._documents: dict[tuple[str, str], Document | None] = {}

    async def find(self, source: Source, citation: Citation) -> Passage | None:
        """The cited passage, or None: no such file, another text than the cited one, no quote."""
        if self.folder is None:
            return None
        key = (source.file, source.sha256)
        if key not in self._documents:
            self._documents[key] = await asyncio.to_thread(_read, self.folder, source)
        found = self._documents[key]
        paragraph = found.paragraph(citation.paragraph) if found else None
        return None if paragraph is None else parted(paragraph, citation.quote)


def parted(paragraph: str, quote: str) -> Passage | None:
    """The paragraph around its quote; None when the quote does not stand in it."""
    place = locate_quote(quote, paragraph)
    if place is None:
        return None
    flat, (start, end) = one_line(paragraph), place
    return Passage(flat[:start], flat[start:end], flat[end:])


def _read(folder: Path, source: Source) -> Document | None:
    # The name may come from an uploaded set: it never leads out of the folder.
    if Path(source.file).name != source.file:
        return None
    try:
        found = document((folder / source.file).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if found.sha256 == source.sha256 else None
