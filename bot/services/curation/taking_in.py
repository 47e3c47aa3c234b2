"""How drafts come into the queue: each once, with the texts that it cites."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.documents.source_document import SourceDocument
from bot.domain.drafts.draft import NewDraft, NotKept, Remark, Wording
from bot.domain.question import Question
from bot.generation.generated import Drafted
from bot.services.curation.judging import Documents
from bot.storage.curation import drafts
from bot.storage.database import Tx


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of drafts that a backend made: ids of the new ones, how many were held."""

    new: tuple[int, ...]
    known: int


async def take_in(
    tx: Tx,
    new: Sequence[NewDraft],
    remarks: Sequence[tuple[Remark, ...] | None],
    cited: Sequence[SourceDocument],
    now: datetime,
) -> TakenIn:
    """Put drafts into the queue, each with what is to be said about it, None for one that another
    edition asks already: see :meth:`bot.services.curation.queue.Curation.take_in`. Raises NotKept.
    """
    by_id = {one.source.id: one for one in cited}
    held = await drafts.version_ids(tx, [one.source.sha256 for one in cited])
    rows = []
    for one, said in zip(new, remarks, strict=True):
        texts = _texts(one.question, by_id)
        own = _own(one)
        if texts.get(own) not in held:
            raise NotKept(own)
        if said is not None:
            rows.append((one, Wording(one.question, said), held[texts[own]], texts))
    added = await drafts.add(tx, rows, now)
    asked = {(one.question.id, texts[_own(one)]) for one, *_, texts in rows}
    # Two of one id are one draft, which is not there twice for that.
    told = sum(said is None for said in remarks)
    return TakenIn(tuple(added), told + len(asked) - len(added))


def _own(one: NewDraft) -> str:
    return one.question.citations[0].source


def new_draft(one: Drafted) -> NewDraft:
    """What a backend drafted, as it is taken in; the model that worded it stands in its note."""
    made = one.candidate.provenance
    findings = tuple((str(found.code), found.detail) for found in one.findings)
    question = one.question
    if made.model is not None:
        question = replace(question, note=f"by {made.model}, prompt {made.version}")
    return NewDraft(question, made.backend, made.template, made.version, findings)


def _texts(question: Question, cited: Documents) -> dict[str, str]:
    """The hashes of the texts that a question cites, by source id. Raises NotKept."""
    wanted = dict.fromkeys(citation.source for citation in question.citations)
    for one in wanted:
        if one not in cited:
            raise NotKept(one)
    return {one: cited[one].source.sha256 for one in wanted}
