"""Sound drafts corrupted on purpose: the share that the gate catches, kind by kind."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from bot.domain.question import QuestionType
from bot.generation.candidates import Candidate
from bot.generation.gate.ground import Ground, ground
from bot.generation.gate.hard import hard
from bot.generation.moments import dated
from bot.generation.words.verbs import Form, verb
from tests.generation.texts import documents, generated

LEAST = 0.99
Mutation = Callable[[Candidate, Ground], Iterator[Candidate]]


def wrong_key(one: Candidate, _known: Ground) -> Iterator[Candidate]:
    """Each distractor in turn is called right; a typed value is off by one, a typed name another
    one of the text."""
    for text in one.distractors:
        options = tuple((t, None if t == text else why or "No.") for t, why in one.options)
        yield replace(one, key=text, options=options)
    if one.value is not None and one.type in {QuestionType.YEAR, QuestionType.NUMBER}:
        yield replace(one, value=one.value + 1, key=str(one.value + 1))
    if one.type is QuestionType.TEXT:
        yield replace(one, key="Anton Lunde", accept=())
    if one.type is QuestionType.ORDERING:
        yield replace(one, options=one.options[::-1])


def changed_word(one: Candidate, _known: Ground) -> Iterator[Candidate]:
    """Each word of the first quote is replaced by another word."""
    first, *rest = one.citations
    said = first.quote.split()
    for place, word in enumerate(said):
        other = "harbour" if word != "harbour" else "quay"
        quote = " ".join((*said[:place], other, *said[place + 1 :]))
        yield replace(one, citations=(replace(first, quote=quote), *rest))


def wrong_sentence(one: Candidate, known: Ground) -> Iterator[Candidate]:
    """A true quote from another sentence of the same document stands for the key."""
    first, *rest = one.citations
    for block in known.documents[first.source].citable:
        cited = replace(first, paragraph=block.number, sentences=(1,))
        said = known.cited(cited)
        if said and block.number != first.paragraph:
            quote = " ".join(said[0].split()[:8])
            yield replace(one, citations=(replace(cited, quote=quote), *rest))


def invented_year(one: Candidate, _known: Ground) -> Iterator[Candidate]:
    """A year that no document has stands in the stem, or in place of the one there."""
    year = "1743"
    found = next(iter(dated(one.stem)), None)
    if found is None:
        yield replace(one, stem=f"{one.stem.rstrip('?')} in {year}?")
    else:
        span = found.span
        yield replace(one, stem=f"{one.stem[: span.start]}{year}{one.stem[span.end :]}")


def invented_place(one: Candidate, _known: Ground) -> Iterator[Candidate]:
    """A place that no document has stands in the stem, or as a distractor."""
    yield replace(one, stem=f"{one.stem.rstrip('?')} in Samarkand?")
    if one.distractors and one.provenance.template != "acronym":
        options = tuple(
            ("Samarkand", why) if text == one.distractors[0] else (text, why)
            for text, why in one.options
        )
        yield replace(one, options=options)


def negated(one: Candidate, _known: Ground) -> Iterator[Candidate]:
    """The relation is turned round without a *not*: began is ended, opened is closed."""
    for word, other in OPPOSITES.items():
        if f" {word} " in f"{one.stem.rstrip('?')} ":
            yield replace(one, stem=one.stem.replace(word, other))


def denied(one: Candidate, _known: Ground) -> Iterator[Candidate]:
    """A *not* behind the first auxiliary of the stem."""
    for word in (" was ", " were ", " did "):
        if word in one.stem:
            yield replace(one, stem=one.stem.replace(word, f"{word}not ", 1))
            return


OPPOSITES = {
    "opened": "closed",
    "open": "close",
    "founded": "dissolved",
    "built": "demolished",
    "born": "buried",
    "join": "leave",
    "signed": "rejected",
    "adopted": "rejected",
    "designed": "destroyed",
    "approve": "reject",
    "pass": "reject",
    "enter": "leave",
    "die": "marry",
    "moved": "returned",
}


def caught(mutation: Mutation) -> tuple[int, int]:
    """How many of the corrupted candidates the gate refuses, and how many there are."""
    known = ground(documents())
    made = [bad for one in generated().drafts for bad in mutation(one.candidate, known)]
    return sum(next(hard(bad, known), None) is not None for bad in made), len(made)


@pytest.mark.parametrize(
    ("mutation", "fewest"),
    [
        (wrong_key, 100),
        (changed_word, 300),
        (wrong_sentence, 300),
        (invented_year, 50),
        (invented_place, 90),
    ],
)
def test_nearly_every_corruption_is_caught(mutation: Mutation, fewest: int) -> None:
    found, made = caught(mutation)
    assert made >= fewest
    assert found >= LEAST * made


def test_a_relation_turned_round_is_what_only_a_person_sees() -> None:
    """No bar: the figures are printed (``pytest -rP``), and stand in the decision record."""
    for mutation in (negated, denied):
        found, made = caught(mutation)
        sys.stdout.write(f"{mutation.__name__}: {found} of {made} caught\n")
        assert made >= 10  # else the figure says nothing
    assert all(verb(word, Form.PARTICIPLE) or verb(word, Form.BASE) for word in OPPOSITES)
