"""A set that follows one of its documents into a new edition."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.bank.proofs.reanchoring import Fate, reanchor
from bot.bank.texts.passages import Document
from bot.domain.fingerprint import fingerprint
from bot.domain.question import Question, QuestionSet, State

_BY_WEIGHT = (Fate.STANDS, Fate.MOVED, Fate.REWORDED, Fate.LOST)


@dataclass(frozen=True, slots=True)
class Followed:
    """The set as it cites the new edition, and the worst fate of a citation by question."""

    set: QuestionSet
    fates: Mapping[str, Fate]


def follow(held: QuestionSet, source: str, old: Document, new: Document) -> Followed:
    """Re-anchor every citation of ``source`` from its old text to the new one.

    Where paragraphs only moved, an approval stays: what was approved reads the same. Where one was
    reworded, the question is a draft again; where a citation is lost, it is retired.
    """
    fates: dict[str, Fate] = {}
    questions = []
    for question in held.questions:
        moved, fate = _question(question, source, old, new)
        questions.append(moved)
        if fate is not None:
            fates[question.id] = fate
    return Followed(replace(held, questions=tuple(questions)), fates)


def _question(
    question: Question, source: str, old: Document, new: Document
) -> tuple[Question, Fate | None]:
    citations, found = [], []
    for citation in question.citations:
        if citation.source != source:
            citations.append(citation)
            continue
        there = reanchor(citation, old, new)
        citations.append(there.citation)
        found.append(there.fate)
    if not found:
        return question, None
    fate = max(found, key=_BY_WEIGHT.index)
    moved = replace(question, citations=tuple(citations))
    match fate:
        case Fate.LOST:
            return replace(question, state=State.RETIRED), fate
        case Fate.REWORDED if question.state is State.APPROVED:
            return replace(moved, state=State.DRAFT, review=None), fate
    review = question.review
    if review is not None and review.fingerprint == fingerprint(question):
        moved = replace(moved, review=replace(review, fingerprint=fingerprint(moved)))
    return moved, fate
