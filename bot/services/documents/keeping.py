"""Documents that drafts are written from: taken in once, and again when there is a new edition."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.bank.proofs.reanchoring import Fate, reanchor
from bot.bank.texts.passages import Document, paragraph_fingerprint
from bot.domain.documents.edition import FEWEST_OF_ALL, LONGEST_ID, edition_of
from bot.domain.documents.source_document import Block, BlockKind, Dropped, SourceDocument
from bot.domain.drafts.draft import DraftState
from bot.domain.latin import in_latin
from bot.domain.question import Source
from bot.generation.backends import UNTOLD
from bot.generation.documents.problem import Note
from bot.generation.documents.reading import Reading, Stated
from bot.generation.documents.written import is_ahead
from bot.storage.bank import bank_sources
from bot.storage.curation import draft_queue
from bot.storage.database import Database, Tx
from bot.storage.documents import documents

LONGEST_SHORT = 30
LONGEST_TITLE, LONGEST_PUBLISHER, LONGEST_LICENCE = 200, 120, 200


@dataclass(frozen=True, slots=True)
class Recognised:
    """What is held already of a document: the very text, or an earlier edition; ``listed`` is what
    the bibliography says of this very text.
    """

    same: SourceDocument | None = None
    earlier: SourceDocument | None = None
    listed: Source | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A question whose citation of an earlier edition is not where it was; ``number`` is the
    paragraph in the new edition, None where it is lost; ``page`` is the old one's, of a PDF.
    """

    set_slug: str
    question: str
    stem: str
    fate: Fate
    paragraph: int
    number: int | None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """A document as it was taken in; of a new edition what became of the citations of earlier ones:
    how many of each fate, and those that do not simply stand. ``unpublished``: drafts of earlier
    editions that are in the queue, and cite the text that they were made from.
    """

    document: SourceDocument
    fates: Counter[Fate]
    moved: tuple[Moved, ...] = ()
    unpublished: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A version of a document with the furniture that was left out of it."""

    document: SourceDocument
    dropped: Sequence[Dropped]


class Documents:
    """Use cases of the command line and of instructors."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def recognise(
        self, reading: Reading, *, edition: str | None = None, new: bool = False
    ) -> Recognised:
        """Whether the text is held, or which document it is an edition of.

        Of ``edition``, where somebody says so, or of none with ``new``; else of one that is alike.
        """
        async with self.database.read() as tx:
            return await recognise(tx, reading, edition=edition, new=new)

    async def add(
        self,
        reading: Reading,
        stated: Stated,
        now: datetime,
        *,
        recognised: Recognised,
        wanted_id: str | None = None,
        by_people: Collection[str] = (),
    ) -> Added:
        """Keep a document: see :func:`keep`."""
        async with self.database.write() as tx:
            return await keep(
                tx, reading, stated, now,
                recognised=recognised, wanted_id=wanted_id, by_people=by_people,
            )  # fmt: skip

    async def editions(self, sha256: str) -> tuple[SourceDocument, SourceDocument] | None:
        """The document with that text and its newest edition; None where it is the newest, or where
        there is none.
        """
        async with self.database.read() as tx:
            old = await documents.with_text(tx, sha256)
            new = await documents.load(tx, old.source.id) if old else None
        return None if old is None or new is None or old == new else (old, new)

    async def with_text(self, sha256: str) -> SourceDocument | None:
        """The document with that text; None where none is held."""
        async with self.database.read() as tx:
            return await documents.with_text(tx, sha256)

    async def bibliography(self) -> list[Source]:
        """The sources that every set may cite."""
        async with self.database.read() as tx:
            return await bank_sources.load(tx)

    async def held(self) -> list[documents.Held]:
        """The newest version of each document."""
        async with self.database.read() as tx:
            return await documents.newest(tx)

    async def find(self, slug: str, version: int | None = None) -> Shown | None:
        """A version of a document, or the newest; None where there is none."""
        async with self.database.read() as tx:
            found = await documents.load(tx, slug, version)
            if found is None:
                return None
            return Shown(found, await documents.dropped(tx, found.source.sha256))


async def recognise(
    tx: Tx, reading: Reading, *, edition: str | None = None, new: bool = False
) -> Recognised:
    """See :meth:`Documents.recognise`."""
    text = _text(reading)
    if same := await documents.with_text(tx, text.sha256):
        return Recognised(same=same)
    listed = await bank_sources.pinned(tx, text.sha256)
    if edition is None and not new:
        edition = await _alike(tx, reading)
    earlier = await documents.load(tx, edition) if edition else None
    return Recognised(earlier=earlier, listed=listed)


async def keep(
    tx: Tx,
    reading: Reading,
    stated: Stated,
    now: datetime,
    *,
    recognised: Recognised,
    wanted_id: str | None = None,
    by_people: Collection[str] = (),
) -> Added:
    """Keep a document that was read; ``stated`` is what is known of it, its title at least;
    ``by_people`` names what of that somebody said.

    One with an earlier edition becomes the next version of that; what the bibliography lists is
    kept as it says. One that was added in the meantime is given back as it is held.
    """
    text, earlier, listed = _text(reading), recognised.earlier, recognised.listed
    if same := await documents.with_text(tx, text.sha256):
        return Added(same, Counter())
    taken = {one.source.id for one in await documents.newest(tx)}
    version = earlier.version + 1 if earlier else 1
    if earlier is not None:
        slug = earlier.source.id
    elif listed is not None and listed.id not in taken:
        slug = listed.id
    else:
        slug = _free_id(wanted_id or stated.title or "", taken)
    source = listed if listed is not None and listed.id == slug else None
    made = SourceDocument(
        source or _source(slug, version, text, stated),
        reading.blocks,
        version,
        stated.licence[:LONGEST_LICENCE] if stated.licence else None,
        tuple(sorted({*by_people, *(earlier.by_people if earlier else ())})),
    )
    await documents.add(tx, made, format=reading.format.value, dropped=reading.dropped, now=now)
    return await _reanchored(tx, made, text) if earlier else Added(made, Counter())


def timely(reading: Reading, today: date) -> Reading:
    """A reading without the date that its document states, where that has not come yet."""
    stated = reading.stated
    if stated.date is None or not is_ahead(stated.date, today):
        return reading
    note = Note("N205", {"date": stated.date})
    return replace(reading, stated=replace(stated, date=None), notes=(*reading.notes, note))


async def _alike(tx: Tx, reading: Reading) -> str | None:
    """The document that a text is alike to; only of those that share something is the text read,
    which tells furniture and headings from what somebody wrote.
    """
    mine, held = authored(reading.blocks), {}
    for one in await documents.newest(tx):
        if len(mine.intersection(one.source.paragraphs)) >= FEWEST_OF_ALL:
            found = await documents.with_id(tx, one.id)
            held[one.source.id] = authored(found.blocks) if found else frozenset()
    return edition_of(mine, held)


def authored(blocks: Iterable[Block]) -> frozenset[str]:
    """The fingerprints of what may be cited, without headings: *Conclusion* is anybody's."""
    bare = {BlockKind.FURNITURE, BlockKind.HEADING}
    return frozenset(paragraph_fingerprint(one.text) for one in blocks if one.kind not in bare)


async def _reanchored(tx: Tx, made: SourceDocument, text: Document) -> Added:
    fates: Counter[Fate] = Counter()
    moved = []
    for version in range(1, made.version):
        old = await documents.load(tx, made.source.id, version)
        if old is None:
            continue
        before = Document(tuple(block.text for block in old.blocks))
        for citing in await bank_sources.citing(tx, old.source.sha256):
            found = reanchor(citing.citation, before, text)
            fates[found.fate] += 1
            if found.fate is not Fate.STANDS:
                number = None if found.fate is Fate.LOST else found.citation.paragraph
                which, cited = (citing.set_slug, citing.question, citing.stem), citing.citation
                page = _page(old, cited.paragraph)
                moved.append(Moved(*which, found.fate, cited.paragraph, number, page))
    states = await draft_queue.states(tx, made.source.id)
    unpublished = states[DraftState.WAITING] + states[DraftState.APPROVED]
    return Added(made, fates, tuple(moved), unpublished)


def _page(document: SourceDocument, paragraph: int) -> int | None:
    return next((one.page for one in document.blocks if one.number == paragraph), None)


def _text(reading: Reading) -> Document:
    return Document(tuple(block.text for block in reading.blocks))


def _source(slug: str, version: int, text: Document, stated: Stated) -> Source:
    file = f"{slug}.txt" if version == 1 else f"{slug}-{version}.txt"
    bare = Source(slug, file, slug, slug, UNTOLD, text.sha256, paragraphs=text.fingerprints)
    return described(bare, stated)


def described(source: Source, stated: Stated) -> Source:
    """A source of which this is known."""
    title = (stated.title or source.id)[:LONGEST_TITLE]
    return replace(
        source,
        title=title,
        short=_short(title, stated.date),
        language=stated.language or UNTOLD,
        publisher=stated.publisher[:LONGEST_PUBLISHER] if stated.publisher else None,
        date=stated.date,
    )


def _short(title: str, date: str | None) -> str:
    """The title, cut at a word, and the year."""
    year = f" ({date[:4]})" if date and date[:4] not in title else ""
    room = LONGEST_SHORT - len(year)
    if len(title) > room:
        title = title[: room - 1].rsplit(" ", 1)[0].rstrip(" ,.;:–—-") + "…"
    return title + year


def _free_id(wanted: str, taken: set[str]) -> str:
    """An id made of the words, with a number behind it where another document has it."""
    slug = re.sub(r"[^a-z0-9]+", "-", in_latin(wanted)).strip("-")
    room = LONGEST_ID - 4
    if len(slug) > room:
        words = slug[: room + 1].rpartition("-")[0]
        slug = words if len(words) > room // 2 else slug[:room].rstrip("-")
    if len(slug) < 2:  # noqa: PLR2004 - the shortest id
        slug = "document"
    numbered = (f"{slug}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (slug, *numbered) if one not in taken)
