"""Drafts from documents, the figures of a run, judged sheets: what ``generate`` does."""

import argparse
import asyncio
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from bot.cli.bar import bar
from bot.cli.generation_sources import Sources, found_sources
from bot.cli.queueing import asked_already, fared_here, must_be_kept, queue
from bot.cli.reporting import counted
from bot.domain.errors import SettingError
from bot.generation.backends import knows
from bot.generation.draft_set import draft_set_text, report
from bot.generation.generated import Generated, not_asked
from bot.generation.generator import generate
from bot.generation.llm.cost import cost
from bot.generation.llm.kept_replies import KeptReplies, kept_replies
from bot.generation.llm.service import Service, Spent
from bot.generation.ranking import shipped_acceptance
from bot.generation.sheets import SheetWrong, rates, read_sheet, sample, sheet_text
from bot.generation.sieve import Rules, no_more
from bot.services.bank.shipping import replace_file

INTERRUPTED = 130
"""The exit code of what was ended by Ctrl+C."""


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
    try:
        return _draft(args, service, rules)
    except KeyboardInterrupt:
        print(f"\ngenerate: interrupted; {_left(args.out, service)}", file=sys.stderr)
        return INTERRUPTED


def _left(out: Path | None, service: Service | None) -> str:
    """What there is, and what to do, where the work was broken off beside the calls of a model."""
    if out is not None and out.exists():  # it was not there before, and is written whole
        return f"{out} is written"
    if service is not None:
        return "run it again: what the model has said by now is not asked for twice"
    return "nothing is written → run it again: the same drafts come of it"


def _draft(args: argparse.Namespace, service: Service | None, rules: Rules) -> int:
    names = _files(args.evaluate) if args.evaluate is not None else args.sources
    found = asyncio.run(found_sources(names, args.path, args.date, kept=args.queue))
    for told in (*found.problems, *found.notes, *_unknown(found, args.backend)):
        print(told, file=sys.stderr)
    if not any(knows(args.backend, one.source.language) for one in found.documents):
        return 1
    if args.queue:
        must_be_kept(found.documents)
    with _replies() if service else nullcontext() as kept:
        made, spent = _drafted(found, args, service, kept, rules)
        if made.drafts:
            _hand_over(made, found, args)
        elif args.out is not None:
            print(f"generate: no draft, so {args.out} is not written", file=sys.stderr)
        _tell(made, spent, service, args)
        if spent and kept is not None:  # one that holds no reply yet is empty, and counts
            if spent.whole:
                kept.let_go()
            else:
                _say_how_to_go_on(made, kept, args)
    if spent and spent.interrupted:
        return INTERRUPTED
    whole = made.drafts and not found.problems and not (spent and spent.stopped)
    return 0 if whole else 1


def _unknown(found: Sources, backend: str) -> Iterator[str]:
    """Documents that nothing is drafted from."""
    for source in (one.source for one in found.documents):
        if not knows(backend, source.language):
            of = f"{source.id} ({source.title})"
            yield f"{of}: it is in {source.language} → drafts are made from English only"


def _hand_over(made: Generated, found: Sources, args: argparse.Namespace) -> None:
    """Into the queue, a file, or the terminal."""
    if args.queue:
        queue(made, found.documents)
    if args.evaluate is not None:
        _write(sheet_text(sample(made.drafts, args.limit)), args.out, silent=True)
    else:
        listed = _listed(found, args.out, args.path)
        text = draft_set_text(made.drafts, found.documents, listed)
        _write(text, args.out, silent=args.queue)


def _tell(
    made: Generated, spent: Spent | None, service: Service | None, args: argparse.Namespace
) -> None:
    lines = list(report(made))
    if service and spent:
        lines += cost(spent, service.model)
    apart = args.out or args.queue or args.evaluate is not None
    print(*lines, sep="\n", file=sys.stdout if apart else sys.stderr)


def _say_how_to_go_on(made: Generated, kept: KeptReplies, args: argparse.Namespace) -> None:
    """What is there of a run that did not ask everything, and how the rest is had."""
    where = "in the queue" if args.queue else f"in {args.out}" if args.out else "above"
    there = f"{counted(len(made.drafts), 'draft')} {where}" if made.drafts else "no draft"
    again = "the same command"
    if args.out and made.drafts:
        again += " with another --out"
    if kept:
        replies = f"{len(kept)} of the model's replies in {kept.folder}"
        further = f"{again} goes on from there: what is kept is neither asked nor paid for again"
    else:
        replies, further = "no reply of the model", f"{again} begins anew"
    print(f"generate: not done yet: {there}, {replies}", f"→ {further}", sep="\n", file=sys.stderr)


def _service() -> Service:
    from bot.cli.language_model import service
    from bot.settings import load

    return service(load())


def _replies() -> AbstractContextManager[KeptReplies]:
    from bot.settings import load

    return kept_replies(load().llm_replies_dir)


def _syntax(service: Service | None) -> Rules:
    if service is not None:
        raise SettingError("--syntax", "it judges what the rules draft; leave --backend llm out")
    from bot.generation.syntax.parser import parser
    from bot.generation.syntax.rules import by_syntax

    return by_syntax(parser())


def _drafted(
    found: Sources,
    args: argparse.Namespace,
    service: Service | None,
    kept: KeptReplies | None,
    rules: Rules,
) -> tuple[Generated, Spent | None]:
    """What came of it, and what it cost where a model was asked."""
    limit = None if args.evaluate is not None else args.limit
    asked = asked_already(found.documents) if args.queue and limit else not_asked
    fared = fared_here() if args.queue else shipped_acceptance()
    if service is None or kept is None:
        with bar("generate", "per cent") as progress:
            made = generate(
                found.documents,
                glossary=found.glossary,
                limit=limit,
                asked=asked,
                acceptance=fared,
                rules=rules,
                progress=progress,
            )
        return made, None
    from bot.cli.language_model import drafted

    with bar("generate", "parts") as progress:
        return drafted(
            found, service, kept, limit=limit, asked=asked, acceptance=fared, progress=progress
        )


def _files(folder: Path) -> Sequence[str]:
    if not folder.is_dir():
        raise SettingError("--evaluate", f"{folder} is not a folder; name one with documents")
    files = [str(path) for path in sorted(folder.iterdir()) if path.is_file()]
    if not files:
        raise SettingError("--evaluate", f"{folder} has no file in it; name one with documents")
    return files


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
        replace_file(out, text.encode())
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
