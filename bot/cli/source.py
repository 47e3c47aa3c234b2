"""``python -m bot source``: documents in, and what is held of them."""

import argparse
import asyncio
import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.cli.reporting import counted
from bot.domain.documents.source_document import BlockKind
from bot.domain.errors import SettingError
from bot.services.documents.keeping import Documents, Shown
from bot.settings import Settings, load
from bot.storage.documents.documents import Held

_WRONG = {
    "unclear": "is no date",
    "no_day": "is no day of the calendar",
    "ahead": "has not come yet",
}
_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,35}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    source = commands.add_parser("source", help="documents that questions are written from")
    steps = source.add_subparsers(dest="step", required=True, metavar="STEP")
    add = steps.add_parser("add", help="read .txt, .md, .html, .pdf and .docx, up to 20 MB each")
    add.add_argument("files", nargs="+", type=Path, metavar="FILE")
    add.add_argument("--title", help="as the document states it, or a supplied one in [brackets]")
    add.add_argument("--publisher", help="who published it")
    add.add_argument(
        "--date", type=date, metavar="DATE", help="2019, 2019-05, 2019-05-15, or unknown"
    )
    add.add_argument("--language", type=language, metavar="TAG", help="such as en or ru")
    add.add_argument("--licence", help="a note on what may be done with it")
    add.add_argument("--id", type=short_name, metavar="ID", help="its short name")
    editions = add.add_mutually_exclusive_group()
    editions.add_argument("--edition-of", metavar="ID", help="a new edition of that document")
    editions.add_argument("--new", action="store_true", help="no new edition of any document")
    add.set_defaults(run=run_add)
    reanchor = steps.add_parser("reanchor", help="let sets follow their documents' editions")
    reanchor.add_argument("files", nargs="+", type=Path, metavar="SET.yaml")
    reanchor.set_defaults(run=run_reanchor)
    steps.add_parser("list", help="the documents that are held").set_defaults(run=run_list)
    show = steps.add_parser("show", help="a document's paragraphs with their numbers")
    show.add_argument("id", metavar="ID")
    show.add_argument("--version", type=int, metavar="N", help="an older edition")
    show.add_argument("--dropped", action="store_true", help="and the furniture left out of it")
    show.set_defaults(run=run_show)


def date(text: str) -> str:
    """A date as an argument gives it."""
    from bot.generation.documents.written import UNKNOWN, Unfit, written_date

    try:
        return written_date(text, datetime.now(UTC).date())
    except Unfit as error:
        how = f"write 2019, 2019-05, 2019-05-15, or {UNKNOWN}"
        raise argparse.ArgumentTypeError(f"{text} {_WRONG[error.why]}; {how}") from None


def language(text: str) -> str:
    """A language tag as an argument gives it."""
    if not _LANGUAGE.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text} is no language tag; write en or ru")
    return text


def short_name(text: str) -> str:
    """A document's id as an argument gives it."""
    if not _ID.fullmatch(text):
        raise argparse.ArgumentTypeError(
            f"{text} is no short name; write small letters, digits and hyphens, 2 to 36 of them"
        )
    return text


def run_add(args: argparse.Namespace) -> int:
    """Read and keep each file; 1 when one is refused."""
    from bot.cli.source_add import Kind, Wanted, add_files

    if len(args.files) > 1 and (args.title or args.id or args.edition_of):
        raise SettingError("--title, --id, --edition-of", "give them with one FILE at a time")
    wanted = Wanted(
        title=args.title,
        publisher=args.publisher,
        date=args.date,
        language=args.language,
        licence=args.licence,
        id=args.id,
        edition_of=args.edition_of,
        new=args.new,
    )
    kinds = Counter(asyncio.run(add_files(load(), args.files, wanted)))
    print(f"source: {', '.join(f'{kinds[kind]} {kind.value}' for kind in Kind)}")
    return 1 if kinds[Kind.REFUSED] else 0


def run_reanchor(args: argparse.Namespace) -> int:
    """Re-anchor each file's citations; 1 when one cannot be read."""
    from bot.cli.source_reanchor import reanchor_files

    return 0 if asyncio.run(reanchor_files(load(), args.files)) else 1


def run_list(_args: argparse.Namespace) -> int:
    """A line for each document."""
    held = asyncio.run(_held(load()))
    rows = [
        (
            one.source.id,
            f"v{one.version}",
            one.source.date or "undated",
            one.source.language,
            f"{len(one.source.paragraphs)} ¶",
            one.source.title,
            one.source.publisher or "",
        )
        for one in held
    ]
    for line in _table(rows):
        print(line)
    print(f"source: {counted(len(held), 'document')}")
    return 0


def run_show(args: argparse.Namespace) -> int:
    """What is known of a document, then its paragraphs."""
    shown = asyncio.run(_find(load(), args.id, args.version))
    if shown is None:
        edition = f"version {args.version} of " if args.version else ""
        raise SettingError(
            "ID", f"there is no {edition}{args.id}; `python -m bot source list` names what is held"
        )
    document = shown.document
    source = document.source
    print(f"{source.id}, version {document.version}: {source.title}")
    facts = (source.publisher or "no publisher", source.date or "undated", source.language)
    print(f"{', '.join(facts)}; {document.licence or 'no licence stated'}")
    print(f"sha256 {source.sha256}")
    for block in document.blocks:
        kind = "" if block.kind is BlockKind.BODY else f" [{block.kind.value}]"
        page = f" p. {block.page}" if block.page else ""
        print(f"\n¶{block.number}{page}{kind}\n{block.text}")
    if args.dropped:
        print(f"\nleft out: {counted(len(shown.dropped), 'piece')} of furniture")
        for one in shown.dropped:
            page = f" p. {one.page}" if one.page else ""
            print(f"- [{one.why.value}]{page} {one.text}")
    return 0


def _table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


async def _held(settings: Settings) -> list[Held]:
    from bot.cli.opened import opened

    async with opened(settings) as database:
        return await Documents(database).held()


async def _find(settings: Settings, slug: str, version: int | None) -> Shown | None:
    from bot.cli.opened import opened

    async with opened(settings) as database:
        return await Documents(database).find(slug, version)
