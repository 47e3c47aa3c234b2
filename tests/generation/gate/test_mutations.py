"""Sound drafts corrupted on purpose: the share that the gate catches, kind by kind."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from bot.bank.texts.passages import sentence_spans
from bot.domain.question import QuestionType
from bot.generation.candidates import COMBINED, FALSE, TRUE, Candidate
from bot.generation.gate.ground import Ground, ground
from bot.generation.gate.hard import hard
from bot.generation.gate.statement import put_back
from bot.generation.sentences.moments import dated
from bot.generation.words.verbs import Form, verb
from tests.generation.texts import documents, generated

LEAST = 0.99
NEAREST = 6
"""Years that stand for the one of a stem, each in turn."""

RECORD = "0014-a-backend-proposes-the-gate-disposes.md"
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
    if one.type is QuestionType.TRUEFALSE:
        other = FALSE if one.key == TRUE else TRUE
        yield replace(one, key=other, options=((other, None), (one.key, "No.")))
    if one.type is QuestionType.ORDERING:
        yield replace(one, options=one.options[::-1])


def exchanged_value(one: Candidate, known: Ground) -> Iterator[Candidate]:
    """The value of a true statement is exchanged for others of its document, that of a false one
    put back."""
    if one.type is not QuestionType.TRUEFALSE:
        return
    if one.key == FALSE:
        yield replace(one, stem=put_back(one, known) or "")
        return
    own = next(iter(dated(one.fact)), None)
    for text in {text for drafted in generated().drafts for text in drafted.candidate.distractors
                 if drafted.candidate.place[0] == one.place[0]} - {one.fact}:  # fmt: skip
        other = next(iter(dated(text)), None)
        dates = own is not None and other is not None and own.precision is other.precision
        if dates or (own is None is other and one.fact[:1].isupper() and text not in one.stem):
            yield replace(one, stem=one.stem.replace(one.fact, text))


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


def near_sentence(one: Candidate, known: Ground) -> Iterator[Candidate]:
    """A true quote from another sentence of the same paragraph stands for the key."""
    first, *rest = one.citations
    block = known.documents[first.source].block(first.paragraph)
    for number, (start, end) in enumerate(sentence_spans(block.text), 1):
        if number not in first.sentences:
            quote = " ".join(block.line[start:end].split()[:8])
            cited = replace(first, sentences=(number,), quote=quote)
            yield replace(one, citations=(cited, *rest))


def wrong_end(one: Candidate, known: Ground) -> Iterator[Candidate]:
    """The other end of a gap is quoted from another paragraph that has a date."""
    proving = [citation for citation in one.citations if citation.proves]
    if one.provenance.template != "gap" or len(proving) < 2:
        return
    for block in known.documents[proving[1].source].citable:
        moment = next(iter(dated(block.line)), None)
        if moment is None or block.number in {citation.paragraph for citation in proving}:
            continue
        number = sum(end <= moment.span.start for _, end in sentence_spans(block.text)) + 1
        other = replace(proving[1], paragraph=block.number, sentences=(number,))
        quote = " ".join(block.line[max(0, moment.phrase.start) : moment.span.end].split())
        yield replace(one, citations=(proving[0], replace(other, quote=quote)))


def exchanged_places(one: Candidate, _known: Ground) -> Iterator[Candidate]:
    """Two places of an order are exchanged; of events the first and last of which is asked for,
    the other is called right."""
    if one.type is QuestionType.ORDERING:
        for first, second in combinations(range(len(one.options)), 2):
            options = list(one.options)
            options[first], options[second] = options[second], options[first]
            yield replace(one, key=options[0][0], options=tuple(options))
    if one.provenance.template in COMBINED and one.type is QuestionType.SINGLE:
        for text in one.distractors:
            options = [(t, None if t == text else why or "No.") for t, why in one.options]
            yield replace(one, key=text, options=tuple(options))


def invented_year(one: Candidate, _known: Ground) -> Iterator[Candidate]:
    """A year that no document has stands in the stem, or in place of the one there."""
    year = "1743"
    found = next(iter(dated(one.stem)), None)
    if found is None:
        yield replace(one, stem=f"{one.stem.rstrip('?')} in {year}?")
    else:
        span = found.span
        yield replace(one, stem=f"{one.stem[: span.start]}{year}{one.stem[span.end :]}")


def other_year(one: Candidate, known: Ground) -> Iterator[Candidate]:
    """A year of the stem is swapped for the nearest others of the same document; a false
    statement with one more of these stays false."""
    if one.type is QuestionType.TRUEFALSE and one.key == FALSE:
        return
    found = next((moment for moment in dated(one.stem) if moment.year), None)
    if found is None:
        return
    lines = (block.line for block in known.documents[one.citations[0].source].citable)
    years = {moment.year for line in lines for moment in dated(line)} - {found.year}
    for year in sorted(years, key=lambda year: (abs(year - found.year), year))[:NEAREST]:
        yield replace(one, stem=one.stem.replace(str(found.year), str(year)))


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


@cache
def caught(mutation: Mutation) -> tuple[int, int]:
    """How many of the corrupted candidates the gate refuses, and how many there are."""
    known = ground(documents())
    made = [bad for one in generated().drafts for bad in mutation(one.candidate, known)]
    return sum(next(hard(bad, known), None) is not None for bad in made), len(made)


@pytest.mark.parametrize(
    ("mutation", "fewest"),
    [
        (wrong_key, 100),
        (exchanged_value, 20),
        (changed_word, 300),
        (wrong_sentence, 300),
        (near_sentence, 300),
        (wrong_end, 20),
        (exchanged_places, 60),
        (invented_year, 50),
        (other_year, 300),
        (invented_place, 90),
    ],
)
def test_nearly_every_corruption_is_caught(mutation: Mutation, fewest: int) -> None:
    found, made = caught(mutation)
    assert made >= fewest
    assert found >= LEAST * made


def test_a_relation_turned_round_is_what_only_a_person_sees() -> None:
    """No bar for these two: their figures stand in the decision record."""
    assert all(caught(mutation)[1] >= 10 for mutation in (negated, denied))  # else they say nothing
    assert all(verb(word, Form.PARTICIPLE) or verb(word, Form.BASE) for word in OPPOSITES)


ROWS: dict[str, Mutation] = {
    "another option, or value, called right": wrong_key,
    "another value in a true statement, its own in a false one": exchanged_value,
    "one word of the quote changed": changed_word,
    "a true quote from another paragraph": wrong_sentence,
    "a true quote from the same paragraph": near_sentence,
    "another date quoted for the end of a gap": wrong_end,
    "two places of an order exchanged": exchanged_places,
    "an invented year": invented_year,
    "another year of the document in the stem": other_year,
    "an invented place": invented_place,
    "a *not* put into the stem": denied,
    "the relation turned round (opened: closed)": negated,
}


def test_the_decision_record_has_these_figures() -> None:
    """What it should say is written out where it says something else."""
    record = Path(__file__).parents[3] / "docs" / "decisions" / RECORD
    rows = [f"| {what} | {found:,} of {made:,} |" for what, mutation in ROWS.items()
            for found, made in [caught(mutation)]]  # fmt: skip
    assert "\n".join(["| corruption | caught |", "|---|---|", *rows]) in record.read_text("utf-8")
