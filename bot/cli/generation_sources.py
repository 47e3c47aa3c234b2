"""The documents that ``generate`` is asked for: files, and what ``source add`` has kept."""

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

from bot.bank.files.build import Name
from bot.bank.reading import SOURCES, load, read_bibliography, read_glossary
from bot.bank.texts.passages import Document
from bot.domain.documents.source_document import Block, BlockKind, SourceDocument
from bot.domain.question import Source
from bot.generation.documents.kinds import HEADING_WORDS, headline, is_dateline
from bot.generation.documents.masthead import is_masthead
from bot.generation.documents.problem import UnreadableDocument
from bot.generation.documents.reading import Reading
from bot.generation.documents.safe import read_file
from bot.generation.documents.written import UNKNOWN
from bot.generation.reading.outdated import fitting
from bot.generation.reading.source_names import shortened

_FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._ -]{0,119}")
"""Names of files as a set describes them."""

_MARK = re.compile(r"\d+|(?=\w*\d)[0-9a-f]{6,}|")
"""A number or a sum in a file's name, which tells nobody anything."""

_BEGINNING = 56
_TELLING = 3
"""The shortest word of a file's name that may tell what it is about."""

_TITLE, _PUBLISHER, _SHORT, _ID = 200, 120, 30, 36


@dataclass(frozen=True, slots=True)
class Sources:
    """What was found; ``notes`` say what was passed over. ``listed``: ids that the bibliography
    describes; ``glossary``: its names, where one of its documents is among them."""

    documents: tuple[SourceDocument, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    listed: frozenset[str]
    glossary: tuple[Name, ...]


async def found_sources(
    names: Sequence[str], bank: Path, stated: str | None, *, kept: bool = False
) -> Sources:
    """Read each file, or take what is kept under an id; ``stated`` dates files that say no date.

    A text is taken once, whatever its files are called; with ``kept`` as the document that the
    database holds, where it holds it.
    """
    known = read_bibliography(bank).sources if (bank / SOURCES).exists() else ()
    by_hash = {source.sha256: source for source in known}
    documents: dict[str, SourceDocument] = {}
    problems: list[str] = []
    notes: list[str] = []
    for name in names:
        try:
            path = Path(name) if _is_file(name) else None
            found = await _file(path, by_hash, stated) if path else await _kept(name)
        except UnreadableDocument as error:
            problems.append(str(error))
            continue
        if found is None:
            problems.append(f"{name}: no file, and no document of that id → see `source list`")
            continue
        if kept:
            found = await _as_kept(found)
        text = found.source.sha256
        if text in documents:
            notes.append(f"{name}: the same text as {documents[text].source.id}, taken once")
        else:
            if path and stated and stated != UNKNOWN and found.source.date is None:
                notes.append(f"{name}: tells of later years than {stated}, so it is left undated")
            documents[text] = _named_apart(found, documents.values())
    every = tuple(documents.values())
    listed = frozenset(source.id for source in known) & {one.source.id for one in every}
    file = bank / "glossary.yaml"
    glossary = read_glossary(load(file)).names if listed and file.exists() else ()
    return Sources(every, tuple(problems), tuple(notes), listed, glossary)


def _named_apart(document: SourceDocument, others: Collection[SourceDocument]) -> SourceDocument:
    """The document, with a number behind its id and its short name where others have them."""
    source = document.source
    ids, shorts = ({one.source.id for one in others}, {one.source.short for one in others})
    named = replace(
        source,
        id=_free(source.id, "-{}", _ID, ids),
        short=_free(source.short, " ({})", _SHORT, shorts),
    )
    return replace(document, source=named)


def _free(name: str, number: str, longest: int, taken: Collection[str]) -> str:
    ends = ("", *(number.format(n) for n in range(2, len(taken) + 2)))
    names = (f"{name[: longest - len(end)].rstrip()}{end}" if end else name for end in ends)
    return next(one for one in names if one not in taken)


def _is_file(name: str) -> bool:
    return Path(name).exists() or "/" in name or "." in name


async def _kept(slug: str) -> SourceDocument | None:
    from bot.cli.opened import opened
    from bot.services.documents.keeping import Documents
    from bot.settings import load as settings

    async with opened(settings()) as database:
        shown = await Documents(database).find(slug)
    return shown.document if shown else None


async def _as_kept(document: SourceDocument) -> SourceDocument:
    """The document that the database holds of the same text, or the document itself."""
    from bot.cli.opened import opened
    from bot.services.documents.keeping import Documents
    from bot.settings import load as settings

    async with opened(settings()) as database:
        return await Documents(database).with_text(document.source.sha256) or document


async def _file(path: Path, listed: dict[str, Source], stated: str | None) -> SourceDocument:
    reading = await read_file(path)
    text = Document(tuple(block.text for block in reading.blocks))
    source = listed.get(text.sha256) or _source(path, reading, text, stated)
    return SourceDocument(source, reading.blocks, licence=reading.stated.licence)


def _heading(reading: Reading) -> str | None:
    """The first heading over the text, but for one in capitals such as PRESS RELEASE, and one that
    only says who published it when.

    A heading further down is a chapter's.
    """
    over = takewhile(lambda block: not _is_prose(block), reading.blocks)
    headings = (headline(b.text) or b.line for b in over if b.kind is BlockKind.HEADING)
    own = (h for h in headings if not (h.isupper() or is_dateline(h) or is_masthead(h)))
    return next(own, None)


def _is_prose(block: Block) -> bool:
    return block.kind is BlockKind.BODY and len(block.text.split()) > HEADING_WORDS


def _untitled(path: Path, reading: Reading) -> str:
    """What a document without a title is called: the words of its file's name, or how it begins."""
    said = [one for one in re.split(r"[\W_]+", path.stem) if not _MARK.fullmatch(one)]
    if any(len(one) >= _TELLING for one in said):
        return " ".join(said)
    begins = (b.line for b in reading.blocks if b.kind is BlockKind.BODY)
    return shortened(next(begins, path.stem), _BEGINNING)


def _source(path: Path, reading: Reading, text: Document, stated: str | None) -> Source:
    """The entry of a document that no bibliography has; a title of ours stands in brackets."""
    said = reading.stated
    telling = said.title if said.title and not said.title.isupper() else None
    title = (telling or _heading(reading) or said.title or f"[{_untitled(path, reading)}]")[:_TITLE]
    slug = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")[:_ID].strip("-")
    if len(slug) < 2:  # noqa: PLR2004 - the shortest id
        slug = f"document-{hashlib.sha256(path.stem.encode()).hexdigest()[:8]}"
    return Source(
        id=slug,
        file=path.name if _FILE.fullmatch(path.name) else f"{slug}{path.suffix}",
        title=title,
        short=shortened(title, _SHORT),
        language=said.language or "en",
        sha256=text.sha256,
        publisher=said.publisher[:_PUBLISHER] if said.publisher else None,
        date=said.date or fitting(stated, reading.blocks),
        paragraphs=text.fingerprints,
    )
