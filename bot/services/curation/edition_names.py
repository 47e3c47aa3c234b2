"""What sets and files call the texts that drafts cite: several editions may stand in one set."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.documents.edition import edition_id
from bot.domain.question import Question, Source
from bot.storage.database import Tx
from bot.storage.documents import documents


async def sources_called(tx: Tx, texts: Mapping[str, str]) -> dict[str, Source]:
    """The sources of texts (hashes by the id that a draft calls them) under the same keys, each
    with the id that a set calls it.
    """
    found: dict[str, Source] = {}
    for name, sha256 in texts.items():
        document = await documents.with_text(tx, sha256)
        if document is not None:
            told = edition_id(name, document.version)
            found[name] = replace(document.source, id=told)
    return found


def citing(question: Question, names: Mapping[str, str]) -> Question:
    """A question whose citations have other names for their sources."""
    cited = (replace(one, source=names.get(one.source, one.source)) for one in question.citations)
    return replace(question, citations=tuple(cited))
