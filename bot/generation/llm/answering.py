"""A second reading: the question is answered from its passage, by somebody who knows no key."""

import hashlib
from collections.abc import Mapping
from string import ascii_uppercase

from bot.domain.documents.source_document import SourceDocument
from bot.generation.candidates import Candidate
from bot.generation.gate.findings import Finding, Hard
from bot.generation.llm.calls import Asked
from bot.generation.llm.prompts import answer_messages
from bot.generation.llm.shapes import Verdict, verdict_schema

_ROOM = 1_000
_NONE = "NONE"


def lettered(one: Candidate) -> dict[str, str]:
    """The options under letters, shuffled by a hash: chance, but the same each time."""
    texts = [text for text, _ in one.options]
    mixed = sorted(texts, key=lambda text: hashlib.sha256(f"{one.stem}\n{text}".encode()).digest())
    return dict(zip(ascii_uppercase, mixed, strict=False))


def asked(one: Candidate, document: SourceDocument, options: Mapping[str, str]) -> Asked:
    """The call that asks for an answer."""
    schema = verdict_schema(tuple(options))
    passage = document.block(one.citations[0].paragraph).line
    messages = answer_messages(document.source, passage, one.stem, options, schema)
    return Asked(messages, schema, _ROOM)


def disagreement(one: Candidate, options: Mapping[str, str], verdict: Verdict) -> Finding | None:
    """Why the answer speaks against the candidate; None where it agrees."""
    answer = verdict.answer.strip().upper()
    if answer == _NONE:
        return Finding(Hard.UNANSWERABLE)
    if options.get(answer) != one.key:
        return Finding(Hard.ANSWERED, options.get(answer, ""))
    others = {letter.strip().upper() for letter in verdict.also_right} - {answer}
    rivals = [options[letter] for letter in sorted(others & options.keys())]
    return Finding(Hard.RIVAL, rivals[0]) if rivals else None
