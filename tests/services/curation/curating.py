"""A document about a lighthouse that is held, and what the rules draft from it."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from bot.domain.documents.source_document import SourceDocument
from bot.domain.drafts.draft import NewDraft
from bot.domain.people.person import Who
from bot.generation.documents.blocks import source_document
from bot.generation.generator import generate
from bot.services.curation.judging import Judging
from bot.services.curation.queue import Curation
from bot.services.curation.taking_in import new_draft
from bot.storage.database import Database
from bot.storage.documents import documents
from bot.storage.people import people

DANA = Who(5_000_000_004, "Dana", "en")
ERIC = Who(5_000_000_005, "Eric", "en")
TEXT = """Port Ansel and its light

Ada Merrow founded the Ansel Library in Port Ansel on 3 March 1871. Edith Sallow opened the \
Sallow Museum in Port Ansel on 4 June 1874. Olive Granger founded the Granger School in Halden \
in May 1880. Hugo Brant opened the Brant Theatre in Halden on 9 May 1902.

1877: The lamp is lit.

1902: A horn is added to it.

1988: The lamp becomes electric.

1936: The service takes over."""


OPENED = {1: "on 9 May 1902", 2: "on 9 May 1903"}
"""When the theatre opened, as the editions have it; later ones as the first."""


@cache
def document(edition: int = 1) -> SourceDocument:
    """The document; another edition has a sentence more, the second another date as well."""
    more = "" if edition == 1 else f"\n\nThe light was painted {edition} times."
    text = TEXT.replace(OPENED[1], OPENED.get(edition, OPENED[1]))
    made = source_document(text + more, id="port-ansel", title="Port Ansel", date="1990")
    return SourceDocument(made.source, made.blocks, edition)


@cache
def drafted(edition: int = 1) -> Sequence[NewDraft]:
    """What the rules make of its dates; they may ask for other things of it one day."""
    made = map(new_draft, generate([document(edition)]).drafts)
    return tuple(one for one in made if one.template in {"when", "timeline"})


async def stage(
    database: Database, now: datetime, *, curators: int = 1, edition: int = 1
) -> Curation:
    """The document held, its drafts in the queue."""
    curation = Curation(database, Judging(), curators)
    async with database.write() as tx:
        held = document(edition)
        await documents.add(tx, held, format="text", dropped=(), now=now)
    await curation.take_in(drafted(edition), [document(edition)], now)
    return curation


async def person(database: Database, who: Who, now: datetime) -> int:
    """The id of somebody who acts."""
    async with database.write() as tx:
        return (await people.recognise(tx, who, now)).id
