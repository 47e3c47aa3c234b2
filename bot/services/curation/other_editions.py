"""New drafts beside those of the other editions of their document, off the event loop."""

import asyncio
from collections.abc import Mapping, Sequence

from bot.domain.draft import NewDraft
from bot.domain.question import Question
from bot.generation.gate.earlier import Earlier, OtherEditions
from bot.services.curation.judging import Documents
from bot.storage.curation import drafts
from bot.storage.database import Tx

Findings = Sequence[tuple[str, str]]
"""Codes of the gate, each with what it was found in."""

Others = Mapping[str, Sequence[tuple[str, Question]]]
"""Templates and questions of drafts, by their document."""


async def of_others(tx: Tx, new: Sequence[NewDraft], cited: Documents) -> Others:
    """What was drafted from the other editions of the documents that new drafts are from."""
    own = dict.fromkeys(one.question.citations[0].source for one in new)
    return {
        name: await drafts.of_other_editions(tx, name, cited[name].source.sha256)
        for name in own
        if name in cited
    }


async def compared(new: Sequence[NewDraft], others: Others) -> list[Findings | None]:
    """What another edition's drafts say to each; None where one of them asks the same."""
    return await asyncio.to_thread(_compared, new, others)


def _compared(new: Sequence[NewDraft], others: Others) -> list[Findings | None]:
    known = {
        name: OtherEditions.of(Earlier(template, question) for template, question in found)
        for name, found in others.items()
    }
    return [_beside(one, known.get(one.question.citations[0].source)) for one in new]


def _beside(one: NewDraft, known: OtherEditions | None) -> Findings | None:
    if known is None:
        return ()
    if known.asks(Earlier(one.template, one.question)):
        return None
    return [(str(found.code), found.detail) for found in known.near(one.question)]
