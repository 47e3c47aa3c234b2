"""A second reading: the question is answered from its passages, by somebody who knows no key."""

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from string import ascii_uppercase

from bot.bank.texts.dates import mentions
from bot.bank.texts.names import AROUND
from bot.domain.documents.source_document import SourceDocument
from bot.generation.candidates import Candidate
from bot.generation.gate.findings import Finding, Hard
from bot.generation.gate.keys import TYPED
from bot.generation.gate.likeness import alike
from bot.generation.generated import Drafted
from bot.generation.llm.calls import Asked
from bot.generation.llm.prompts import answer_messages
from bot.generation.llm.shapes import Verdict, verdict_schema
from bot.generation.sentences.spans import stands_in

_ROOM = 1_000
_NONE, _NO_FAULT = "NONE", "none"
_NOUN = 2
"""Words more than the key has: Cyclone Winston, where Winston is asked for."""


def lettered(one: Candidate) -> dict[str, str]:
    """The options under letters, shuffled by a hash: chance, but the same each time."""
    texts = [text for text, _ in one.options]
    mixed = sorted(texts, key=lambda text: hashlib.sha256(f"{one.stem}\n{text}".encode()).digest())
    return dict(zip(ascii_uppercase, mixed, strict=False))


def asked(one: Candidate, document: SourceDocument, options: Mapping[str, str]) -> Asked:
    """The call that asks for an answer: by letter, or in words where there are no options.

    It shows the passages that prove the key or say what the stem says, and none that speaks of a
    distractor alone.
    """
    schema = verdict_schema(tuple(options))
    shown = sorted({cited.paragraph for cited in one.citations if not cited.refutes})
    passages = [document.block(number).line for number in shown]
    messages = answer_messages(document.source, passages, one.stem, options, schema)
    return Asked(messages, schema, _ROOM)


def disagreement(drafted: Drafted, options: Mapping[str, str], verdict: Verdict) -> Finding | None:
    """Why the reading speaks against a draft; None where it does not."""
    against = _otherwise(drafted, options, verdict)
    if against is None and verdict.fault != _NO_FAULT:
        return Finding(Hard.FAULTED, verdict.fault)
    return against


def _otherwise(drafted: Drafted, options: Mapping[str, str], verdict: Verdict) -> Finding | None:
    """What is answered in place of the key."""
    answer = verdict.answer.strip().upper()
    if answer.rstrip(".") == _NONE:
        return Finding(Hard.UNANSWERABLE)
    if not options:
        right = _right(drafted.candidate, verdict.answer)
        return None if right else Finding(Hard.ANSWERED, verdict.answer)
    if options.get(answer) != drafted.candidate.key:
        return Finding(Hard.ANSWERED, options.get(answer, ""))
    others = {letter.strip().upper() for letter in verdict.also_right} - {answer}
    rivals = [options[letter] for letter in sorted(others & options.keys())]
    return Finding(Hard.RIVAL, rivals[0]) if rivals else None


def _right(one: Candidate, text: str) -> bool:
    """Whether words are the key: its value, or a form of it, spelt otherwise or with its noun."""
    if one.type in TYPED:
        there = mentions(text)
        years = {Decimal(date.year) for date in there.dates if date.year is not None}
        return {number.value for number in there.numbers} | years == {one.value}
    key, said = _plain(one.key), _plain(text)
    with_noun = len(said.split()) <= len(key.split()) + _NOUN and stands_in(key, said)
    return with_noun or alike(key, said) or said in map(_plain, one.accept)


def _plain(text: str) -> str:
    return AROUND.sub("", text.strip().rstrip(".")).casefold()
