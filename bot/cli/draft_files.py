"""``bank export --drafts`` and ``bank import --drafts``: the queue for those who review in git."""

import asyncio
import sys
from collections import Counter
from pathlib import Path

from bot.app import utc_now
from bot.cli.opened import opened
from bot.cli.reporting import counted
from bot.domain.drafts.draft import DraftState
from bot.domain.errors import SettingError
from bot.services.bank.shipping import GLOSSARY
from bot.services.curation.files import DraftsFile, drafts_file
from bot.services.curation.judging import Judging
from bot.services.curation.merging import DraftMerging, Fate, Outcome
from bot.services.curation.queue import Curation
from bot.settings import Settings


def write_out_drafts(
    settings: Settings, document: str, state: DraftState | None, to: Path | None
) -> int:
    """Write a document's drafts into a new file, or to the terminal."""
    found = asyncio.run(_written(settings, document, state))
    if found is None:
        of = "" if state is None else f" that is {state.value}"
        raise SettingError(
            "--drafts", f"the queue has no draft of {document}{of}; see `python -m bot source list`"
        )
    if to is not None and to.is_dir():
        name = to / f"{document}.yaml"
        raise SettingError("--to", f"{to} is a folder; drafts are one file: name it, as {name}")
    if to is None:
        print(found.text, end="")
    elif to.exists():
        raise SettingError("--to", f"{to} is there already; name a new file")
    else:
        try:
            to.write_text(found.text, encoding="utf-8")
        except OSError as error:
            reason = (error.strerror or "it cannot be written").lower()
            raise SettingError("--to", f"{to}: {reason}; name another file") from None
        print(f"export: {to} written")
    if found.twins:
        print(
            f"export: {counted(found.twins, 'draft')} left out, of an older edition and with the"
            " id of a newer one → decide the newer ones and export again",
            file=sys.stderr,
        )
    return 0


def take_in_drafts(settings: Settings, path: Path, by: int | None) -> int:
    """Do what the file decides; 1 when it is refused, or some of it could not be done.

    ``by`` is the Telegram id of the instructor whose decisions these are.
    """
    if by is not None and by not in settings.instructors:
        raise SettingError("--by", f"{by} is no instructor; name one of INSTRUCTORS")
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise SettingError("--drafts", f"{path}: {reason}; name a file of drafts") from None
    outcome = asyncio.run(_merged(settings, path.as_posix(), data, by))
    for problem in outcome.problems:
        print(problem)
    if outcome.problems:
        print(f"import: {path} refused, nothing was changed")
        return 1
    counts: Counter[Fate] = Counter()
    for one in outcome.merged:
        counts.update(one.fates)
        if one.why:
            print(f"{path}:{one.line} {one.question}: {one.why}")
    told = ", ".join(f"{counts[fate]} {fate.value}" for fate in Fate if counts[fate])
    print(f"import: {counted(len(outcome.merged), 'question')}: {told or 'nothing'}")
    return 1 if any(one.why for one in outcome.merged) else 0


async def _written(
    settings: Settings, document: str, state: DraftState | None
) -> DraftsFile | None:
    async with opened(settings) as database:
        return await drafts_file(database, document, state, settings.curators)


async def _merged(settings: Settings, name: str, data: bytes, by: int | None) -> Outcome:
    async with opened(settings) as database:
        judging = Judging(settings.questions_dir / GLOSSARY)
        merging = DraftMerging(Curation(database, judging, settings.curators))
        curator = None if by is None else await merging.curator(by)
        if by is not None and curator is None:
            raise SettingError("--by", f"{by} has not met the bot yet; send it /start first")
        return await merging.take_in(name, data, utc_now(), curator)
