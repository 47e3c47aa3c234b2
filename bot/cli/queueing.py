"""``python -m bot generate --queue``: drafts where curators find them."""

import asyncio
from collections.abc import Sequence

from bot.app import utc_now
from bot.cli.opened import opened
from bot.cli.reporting import counted
from bot.domain.documents.source_document import SourceDocument
from bot.domain.errors import SettingError
from bot.generation.gate.earlier import Asked
from bot.generation.gate.succession import Earlier
from bot.generation.generated import Drafted, Generated, IsAsked
from bot.generation.ranking import Acceptance
from bot.services.curation.judging import Judging
from bot.services.curation.queue import Curation
from bot.services.curation.taking_in import TakenIn, new_draft
from bot.settings import load


def must_be_kept(documents: Sequence[SourceDocument]) -> None:
    """Before anything is drafted: a draft hangs on a document of the database. SettingError."""
    lacking = asyncio.run(_lacking(documents))
    if lacking:
        raise SettingError(
            "--queue",
            f"{', '.join(lacking)}: not kept, or with another text; keep the file first with"
            " `python -m bot source add FILE`",
        )


def asked_already(documents: Sequence[SourceDocument]) -> IsAsked:
    """What drafts of these documents ask by now: it counts against no limit."""
    by_id = asyncio.run(_asked(documents))

    def asked(one: Drafted) -> bool:
        found = by_id[one.question.citations[0].source]
        return found.asks(Earlier(one.candidate.provenance.template, one.question))

    return asked


def fared_here() -> Acceptance:
    """How each template's drafts fared so far, in the sheets and in this database's queue."""
    return asyncio.run(_fared())


def queue(made: Generated, documents: Sequence[SourceDocument]) -> None:
    """Put drafts into the queue, and say how many are new there."""
    done = asyncio.run(_taken_in(made, documents))
    print(f"generate: {counted(len(done.new), 'draft')} in the queue, {done.known} known already")


async def _lacking(documents: Sequence[SourceDocument]) -> list[str]:
    async with opened(load()) as database:
        return await Curation(database, Judging()).lacking(documents)


async def _asked(documents: Sequence[SourceDocument]) -> dict[str, Asked]:
    async with opened(load()) as database:
        return await Curation(database, Judging()).asked(documents)


async def _fared() -> Acceptance:
    async with opened(load()) as database:
        return await Curation(database, Judging()).acceptance()


async def _taken_in(made: Generated, documents: Sequence[SourceDocument]) -> TakenIn:
    async with opened(load()) as database:
        new = tuple(map(new_draft, made.drafts))
        return await Curation(database, Judging()).take_in(new, documents, utc_now())
