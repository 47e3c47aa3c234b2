"""``python -m bot source add``: read files one by one, ask for what they do not say, keep them."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from enum import Enum
from pathlib import Path

from bot.app import utc_now
from bot.bank.proofs.reanchoring import Fate
from bot.cli.opened import opened
from bot.cli.reporting import counted
from bot.cli.source import date
from bot.domain.documents.source_document import BlockKind, SourceDocument
from bot.domain.errors import SettingError
from bot.generation.documents.problem import UnreadableDocument
from bot.generation.documents.reading import Reading, Stated, merged
from bot.generation.documents.safe import read_file
from bot.generation.documents.written import UNKNOWN
from bot.services.documents.keeping import Added, Documents, Moved, timely
from bot.services.documents.said import said_before, said_by_people, said_in
from bot.settings import Settings


class Kind(Enum):
    """What became of a file."""

    ADDED = "added"
    HELD = "held already"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the options say; ``new``: it is no edition of a document that is held."""

    title: str | None
    publisher: str | None
    date: str | None
    language: str | None
    licence: str | None
    id: str | None
    edition_of: str | None
    new: bool

    @property
    def stated(self) -> Stated:
        return Stated(self.title, self.publisher, self.date, self.language, self.licence)


class Unsaid(Exception):
    """Nobody says what has to be known of a document, and nobody can be asked."""

    def __init__(self, missing: Sequence[str]) -> None:
        stated = " and ".join(f"no {name}" for name in missing)
        options = ", ".join(f"--{name}" for name in missing)
        unknown = f" (or --date {UNKNOWN})" if "date" in missing else ""
        super().__init__(f"it states {stated} → give {options}{unknown}")


async def add_files(settings: Settings, files: Sequence[Path], wanted: Wanted) -> list[Kind]:
    """Add each file and tell what became of it, at once; one that is refused stops no other."""
    kinds = []
    async with opened(settings, new=True) as database:
        service = Documents(database)
        if wanted.edition_of and await service.find(wanted.edition_of) is None:
            named = "`python -m bot source list` names what is held"
            raise SettingError("--edition-of", f"there is no {wanted.edition_of}; {named}")
        for number, path in enumerate(files, 1):
            _progress(number, len(files), path)
            try:
                kinds.append(await _add(service, path, wanted))
            except UnreadableDocument as error:
                print(error)
                kinds.append(Kind.REFUSED)
            except Unsaid as unsaid:
                print(f"{path}: {unsaid}")
                kinds.append(Kind.REFUSED)
    return kinds


async def _add(service: Documents, path: Path, wanted: Wanted) -> Kind:
    try:
        reading = timely(await read_file(path), utc_now().date())
    finally:
        _progress_over()
    known = await service.recognise(reading, edition=wanted.edition_of, new=wanted.new)
    if known.same is not None:
        source = known.same.source
        print(f"{path}: held already as {source.id}, version {known.same.version}")
        return Kind.HELD
    said = merged(wanted.stated, reading.stated)
    if (before := known.earlier) is not None:
        said = merged(wanted.stated, said_by_people(before), said, said_before(before))
    if known.listed is not None:
        said = merged(wanted.stated, said_in(known.listed), Stated(date=UNKNOWN), said)
    stated = _complete(path, said)
    given = [name for name, value in asdict(wanted.stated).items() if value]
    added = await service.add(
        reading, stated, utc_now(), recognised=known, wanted_id=wanted.id, by_people=given
    )
    for line in _told(path, reading, added):
        print(line)
    return Kind.ADDED


def _complete(path: Path, said: Stated) -> Stated:
    """What is known, and what is asked for on a terminal. Raises Unsaid elsewhere."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        missing = [name for name in ("title", "date") if getattr(said, name) is None]
        if missing:
            raise Unsaid(missing)
        return _dated(said)
    if said.title is None:
        said = replace(said, title=_asked(f"{path}: what is its title?") or path.stem)
    if said.publisher is None:
        said = replace(said, publisher=_asked(f"{path}: who published it? [nobody]") or None)
    while said.date is None:
        text = _asked(f"{path}: of what date is it? 2019, 2019-05, 2019-05-15 [{UNKNOWN}]")
        try:
            said = replace(said, date=date(text or UNKNOWN))
        except argparse.ArgumentTypeError as error:
            print(error)
    return _dated(said)


def _dated(said: Stated) -> Stated:
    return replace(said, date=None) if said.date == UNKNOWN else said


def _asked(question: str) -> str:
    try:
        return " ".join(input(f"{question} ").split())
    except EOFError:  # who is asked has left
        raise KeyboardInterrupt from None


def _told(path: Path, reading: Reading, added: Added) -> Iterator[str]:
    document = added.document
    source = document.source
    what = "added as" if document.version == 1 else f"version {document.version} of"
    yield f"{path}: {what} {source.id}: {_counts(document, reading)}"
    yield f"  {source.title}"
    facts = (
        source.publisher or "no publisher",
        source.date or "undated",
        source.language,
        document.licence or "no licence stated",
    )
    yield f"  {', '.join(facts)}"
    for note in reading.notes:
        yield f"  note: {note}"
    if added.fates:
        counts = ", ".join(
            f"{added.fates[fate]} {_FATES[fate]}" for fate in Fate if added.fates[fate]
        )
        yield f"  citations of earlier editions: {counts}"
    yield from _moved(added.moved)
    if added.unpublished:
        drafts = counted(added.unpublished, "draft")
        yield f"  in the queue, of earlier editions: {drafts}; each cites the text it was made from"


_FATES = {
    Fate.STANDS: "stand",
    Fate.MOVED: "moved",
    Fate.REWORDED: "reworded",
    Fate.LOST: "lost",
}


def _counts(document: SourceDocument, reading: Reading) -> str:
    citable = sum(1 for _ in document.citable)
    furniture = sum(block.kind is BlockKind.FURNITURE for block in document.blocks)
    left_out = furniture + len(reading.dropped)
    told = f"{counted(citable, 'paragraph')} to cite"
    return f"{told}, {counted(left_out, 'piece')} of furniture ({reading.format.value})"


def _moved(citations: Sequence[Moved]) -> Iterator[str]:
    """Where paragraphs went, at once; each citation that somebody has to read again, by itself."""
    places = sorted({(one.paragraph, one.number) for one in citations if one.fate is Fate.MOVED})
    if places:
        yield "  moved: " + ", ".join(f"¶{old} is ¶{new}" for old, new in places)
    for one in citations:
        page = f"p. {one.page}, " if one.page else ""
        where = f"{one.set_slug}/{one.question}: {page}¶{one.paragraph}"
        if one.fate is Fate.LOST:
            yield f"  {where} is lost"
        elif one.fate is Fate.REWORDED:
            yield f"  {where} is ¶{one.number}, reworded: read it again"


def _progress(number: int, total: int, path: Path) -> None:
    if total > 1 and sys.stderr.isatty():
        print(
            f"\r\033[Kreading {number} of {total}: {path.name}", end="", file=sys.stderr, flush=True
        )


def _progress_over() -> None:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
