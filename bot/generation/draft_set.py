"""Drafts as a question set of the bank, and the report on how they came about."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from bot.bank.files.writing import set_text
from bot.domain.documents.edition import named_after
from bot.domain.documents.source_document import SourceDocument
from bot.domain.question import Question, QuestionSet, Source
from bot.domain.shortening import shortened
from bot.generation.gate.findings import WORDS
from bot.generation.generated import Drafted, Generated

_TITLE, _TOPIC, _NOTE = 60, 40, 1_000


def draft_set_text(
    drafts: Iterable[Drafted], documents: Iterable[SourceDocument], listed: Collection[str] = ()
) -> str:
    """A set in the house form, a topic for each document; ``listed`` are the ids of documents that
    the bank's bibliography describes, the others are described in the set."""
    by_id = {one.source.id: one.source for one in documents}
    questions = tuple(_question(one) for one in drafts)
    used = [by_id[slug] for slug in dict.fromkeys(q.citations[0].source for q in questions)]
    cited = dict.fromkeys(c.source for q in questions for c in q.citations)
    own = [by_id[slug] for slug in cited if slug not in listed]
    return set_text(_set(used, questions), own)


def _set(sources: list[Source], questions: tuple[Question, ...]) -> QuestionSet:
    first = sources[0]
    more = f" and {len(sources) - 1} more" if len(sources) > 1 else ""
    return QuestionSet(
        slug=named_after(first.id, before="drafts-"),
        title=f"Drafts: {shortened(first.title, _TITLE - len(more) - 8)}{more}",
        language="en",
        version=1,
        topics={source.id: shortened(source.title, _TOPIC) for source in sources},
        questions=questions,
    )


def _question(one: Drafted) -> Question:
    note = "; ".join((*_origin(one), *map(str, one.findings)))
    topic = one.question.citations[0].source
    return replace(one.question, topic=topic, note=shortened(note, _NOTE) if note else None)


def _origin(one: Drafted) -> Iterator[str]:
    """The model that worded a draft, for those who judge it."""
    by = one.candidate.provenance
    if by.model is not None:
        yield f"by {by.model}, prompt {by.version}"


def report(made: Generated) -> Iterator[str]:
    """The figures of a run, line by line."""
    drafts = "draft" if len(made.drafts) == 1 else "drafts"
    yield f"{len(made.drafts)} {drafts} from {made.words} words: {made.per_thousand:.1f} per 1,000"
    parts = (
        (len(made.drafts), drafts),
        (made.turned_away, "refused by the gate"),
        (made.crowded, "left out beside a better draft of the same sentence or words"),
        (made.beyond, "left out beyond the limit"),
    )
    told = ", ".join(f"{count} {what}" for count, what in parts if count)
    yield f"of {made.candidates} candidates: {told or 'none'}"
    yield from _table("drafts by template", made.by_template)
    yield from _table("candidates by template", made.proposed)
    refused = {f"{code} {WORDS[code]}": number for code, number in sorted(made.refused.items())}
    yield from _table("reasons of the gate, several of one candidate", refused)
    found: dict[str, int] = {}
    for one in made.drafts:
        for code in sorted({finding.code for finding in one.findings}):
            found[f"{code} {WORDS[code]}"] = found.get(f"{code} {WORDS[code]}", 0) + 1
    yield from _table("findings for the curator", dict(sorted(found.items())))


def _table(title: str, rows: Mapping[str, int]) -> Iterator[str]:
    yield f"{title}: {sum(rows.values()) or 'none'}"
    width = max((len(str(number)) for number in rows.values()), default=0)
    yield from (f"  {number:>{width}}  {name}" for name, number in rows.items())
