"""``python -m bot bank import`` and ``export``: the files of questions into SQL and back."""

import argparse
import asyncio
import random
from pathlib import Path

from bot.domain.drafts.draft import DraftState
from bot.domain.errors import SettingError
from bot.services.bank.shipping import Shipping, Written, pack
from bot.services.bank.taking_in import Bank, Imported
from bot.settings import Settings, load

_IN_FILES = {"draft": DraftState.WAITING.value, "retired": DraftState.REJECTED.value}
"""States as files of drafts name them."""


def add_steps(steps: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the steps that need the database."""
    take_in = steps.add_parser("import", help="bring the files that are new into the database")
    take_in.add_argument("path", nargs="?", type=Path, metavar="PATH", help="a folder of questions")
    take_in.add_argument(
        "--adopt",
        action="append",
        default=[],
        metavar="SET",
        help="let the file of this set take the place of what an instructor published",
    )
    take_in.add_argument(
        "--drafts", type=Path, metavar="FILE", help="what was decided in a file of drafts"
    )
    take_in.add_argument(
        "--by", type=int, metavar="ID", help="the Telegram id of the instructor who decided it"
    )
    take_in.set_defaults(run=run_import)
    write_out = steps.add_parser("export", help="write what the database holds into files")
    write_out.add_argument("--to", type=Path, metavar="DIR", help="a folder of questions")
    write_out.add_argument(
        "--drafts", metavar="DOCUMENT", help="the drafts of a document; --to names a new file"
    )
    write_out.add_argument(
        "--state",
        choices=[*(one.value for one in DraftState), *_IN_FILES, "all"],
        default=DraftState.WAITING.value,
        help="of the drafts (waiting); draft and retired, as files say it, will do",
    )
    write_out.set_defaults(run=run_export)


def run_import(args: argparse.Namespace) -> int:
    """Import, and report file by file; 1 when a file is refused."""
    settings = load()
    if args.drafts is not None:
        from bot.cli.draft_files import take_in_drafts

        return take_in_drafts(settings, args.drafts, args.by)
    if args.by is not None:
        raise SettingError("--by", "names who decided a file of drafts; name that with --drafts")
    folder = args.path or settings.questions_dir
    if folder.is_file():
        raise SettingError("PATH", f"{folder} is a file; name the folder that has sets/ in it")
    done = asyncio.run(_import(settings, folder, args.adopt))
    if done is None:
        print("import: no file is new")
        return 0
    for path, published in done.published.items():
        counts = {
            "new": published.added, "changed": published.changed, "retired": published.retired,
        }  # fmt: skip
        said = ", ".join(f"{len(ids)} {word}" for word, ids in counts.items() if ids)
        print(f"{path}: version {published.version}, {said or 'no question changed'}")
    for path in done.unchanged:
        print(f"{path}: unchanged")
    for refusal in done.refused:
        print(f"{refusal.path}: refused: {refusal.reason} → {refusal.mend}")
    numbers = (len(done.published), len(done.unchanged), len(done.refused))
    print("import: {} imported, {} unchanged, {} refused".format(*numbers))
    return 1 if done.refused else 0


def run_export(args: argparse.Namespace) -> int:
    """Write out, and report file by file; 1 when the folder has problems afterwards."""
    settings = load()
    if args.drafts is not None:
        from bot.cli.draft_files import write_out_drafts

        wanted = _IN_FILES.get(args.state, args.state)
        state = None if wanted == "all" else DraftState(wanted)
        return write_out_drafts(settings, args.drafts, state, args.to)
    folder = args.to or settings.questions_dir
    done = asyncio.run(_export(settings, folder))
    for path in done.written:
        print(f"{folder / path}: written")
    for path in done.unchanged:
        print(f"{folder / path}: unchanged")
    for problem in done.problems:
        print(problem)
    numbers = (len(done.written), len(done.unchanged))
    print("export: {} written, {} unchanged".format(*numbers))
    return 1 if done.problems else 0


async def _import(settings: Settings, folder: Path, adopted: list[str]) -> Imported | None:
    from bot.app import utc_now
    from bot.cli.opened import opened

    shipment = await pack(folder)  # before a database is made for it
    async with opened(settings, new=True) as database:
        shipping = Shipping(Bank(database, random.SystemRandom()))
        return await shipping.take_in(shipment, utc_now(), adopted)


async def _export(settings: Settings, folder: Path) -> Written:
    from bot.cli.opened import opened

    async with opened(settings) as database:
        shipping = Shipping(Bank(database, random.SystemRandom()))
        return await shipping.write_out(folder, settings.questions_dir)
