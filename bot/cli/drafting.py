"""Drafts from documents, the figures of a run, judged sheets: what ``generate`` does."""

import argparse
import asyncio
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from bot.cli.generation_sources import Sources, found_sources
from bot.cli.queueing import must_be_kept, queue
from bot.cli.reporting import counted
from bot.domain.errors import SettingError
from bot.generation.backends import knows
from bot.generation.draft_set import draft_set_text, report
from bot.generation.generator import generate
from bot.generation.llm.cost import cost
from bot.generation.llm.service import Service, Spent
from bot.generation.ranking import shipped_acceptance
from bot.generation.sheets import SheetWrong, rates, read_sheet, sample, sheet_text
from bot.generation.sieve import Generated, Rules, no_more

_WIDTH = 30


def run(args: argparse.Namespace) -> int:
    """Draft, measure, or sum up labels."""
    chosen = [bool(args.sources), args.evaluate is not None, args.labels is not None]
    if sum(chosen) != 1:
        raise SettingError("generate", "name SOURCE…, or --evaluate FOLDER, or --labels SHEET…")
    if args.labels is not None:
        return _judge(args.labels)
    if args.queue and not args.sources:
        raise SettingError("--queue", "takes drafts of documents; name SOURCE…")
    if args.out is not None and args.out.exists():
        raise SettingError("--out", f"{args.out} is there already; name a new file")
    if args.out is not None and not args.out.absolute().parent.is_dir():
        raise SettingError("--out", f"{args.out.parent} is no folder; make it first")
    service = _service() if args.backend == "llm" else None
    rules = _syntax(service) if args.syntax else no_more
    names = _files(args.evaluate) if args.evaluate is not None else args.sources
    found = asyncio.run(found_sources(names, args.path, args.date))
    for problem in found.problems:
        print(problem, file=sys.stderr)
    if not found.documents:
        return 1
    if args.queue:
        must_be_kept(found.documents)
    made, spent = _drafted(found, args, service, rules)
    sheet = args.evaluate is not None
    if args.queue and made.drafts:
        queue(made, found.documents)
    if made.drafts:
        text = (
            sheet_text(sample(made.drafts, args.limit))
            if sheet
            else draft_set_text(made.drafts, found.documents, _listed(found, args.out, args.path))
        )
        _write(text, args.out, silent=sheet or args.queue)
    lines = list(report(made))
    if service and spent:
        lines += cost(spent, service.model)
    print(*lines, sep="\n", file=sys.stdout if args.out or sheet or args.queue else sys.stderr)
    whole = made.drafts and not found.problems and not (spent and spent.stopped)
    return 0 if whole else 1


def _service() -> Service:
    from bot.cli.language_model import service
    from bot.settings import load

    return service(load())


def _syntax(service: Service | None) -> Rules:
    if service is not None:
        raise SettingError("--syntax", "it judges what the rules draft; leave --backend llm out")
    from bot.generation.syntax.parser import parser
    from bot.generation.syntax.rules import by_syntax

    return by_syntax(parser())


def _drafted(
    found: Sources, args: argparse.Namespace, service: Service | None, rules: Rules
) -> tuple[Generated, Spent | None]:
    """What came of it, and what it cost where a model was asked."""
    unknown = [d for d in found.documents if not knows(args.backend, d.source.language)]
    for document in unknown:
        source = document.source
        print(
            f"{source.id}: it is in {source.language} → drafts are made from English only",
            file=sys.stderr,
        )
    limit = None if args.evaluate is not None else args.limit
    fared = shipped_acceptance()
    bar = _bar if sys.stderr.isatty() else _silent
    if service is None:
        made = generate(
            found.documents,
            glossary=found.glossary,
            limit=limit,
            acceptance=fared,
            rules=rules,
            progress=bar,
        )
        return made, None
    from bot.cli.language_model import drafted

    return drafted(found, service, limit, fared, bar)


def _files(folder: Path) -> Sequence[str]:
    if not folder.is_dir():
        raise SettingError("--evaluate", f"{folder} is not a folder; name one with documents")
    return [str(path) for path in sorted(folder.iterdir()) if path.is_file()]


def _listed(found: Sources, out: Path | None, bank: Path) -> Collection[str]:
    """Documents that need no description: the set will lie where the bibliography has them."""
    inside = out is not None and out.resolve().parent.parent == bank.resolve()
    return found.listed if inside else ()


def _write(text: str, out: Path | None, *, silent: bool) -> None:
    if out is None:
        if not silent:
            print(text, end="")
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        reason = (error.strerror or "it cannot be written").lower()
        raise SettingError("--out", f"{out}: {reason}; name another file") from None
    print(f"generate: {out} written")


def _judge(sheets: Sequence[Path]) -> int:
    try:
        labelled = [one for path in sheets for one in read_sheet(str(path), path.read_bytes())]
    except SheetWrong as error:
        print(error)
        return 1
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise SettingError("--labels", f"{error.filename}: {reason}") from None
    print(f"generate: {counted(len(sheets), 'sheet')}", *rates(labelled), sep="\n")
    return 0


def _bar(done: int, total: int) -> None:
    filled = _WIDTH * done // total if total else _WIDTH
    bar = "#" * filled + "." * (_WIDTH - filled)
    end = "\n" if done == total else ""
    print(f"\rgenerate: [{bar}] {done} of {total}", end=end, file=sys.stderr, flush=True)


def _silent(_done: int, _total: int) -> None:
    """Where nobody watches."""
