"""Statements to be judged: a true one says what is cited, a false one has one value exchanged."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bot.bank.proofs.evidence import Cited, Evidence, evidence
from bot.bank.texts.dates import mentions
from bot.bank.texts.names import Proof
from bot.bank.texts.passages import locate
from bot.bank.texts.tokens import tokens
from bot.domain.question import QuestionType
from bot.generation.candidates import FALSE, TRUE, Candidate
from bot.generation.gate.ground import Ground
from bot.generation.reading.source_names import by_whom
from bot.generation.sentences.content import content
from bot.generation.sentences.spans import words

_SAME = 0.6
"""The part of its other words with which a sentence would say a false statement as well."""


class _Kind:
    DATE, NUMBER, NAME = "date", "number", "name"


Value = tuple[str, str]
"""A kind and how it is written."""


class _Proven(NamedTuple):
    """The sentences in which the quote stands, and all sentences that prove names."""

    said: tuple[str, ...]
    named: tuple[str, ...]


def statement_follows(one: Candidate, known: Ground) -> str | None:
    """Every date, number and name of a true statement stands in the sentence quoted, but for names
    that are cited in full; of a false one all but one, and the quote has another in its place."""
    keys = [text for text, why in one.options if why is None]
    if keys != [one.key] or one.key not in {TRUE, FALSE}:
        return ", ".join(keys) or one.key
    lacking = tuple(_lacking(one, known))
    if one.key == TRUE:
        return lacking[0][1] if lacking else _instead(one, known)
    return None if put_back(one, known) else one.stem


def exchanged(one: Candidate, known: Ground) -> str | None:
    """The value of a false statement that its sentence has not; None where it is not one."""
    if one.type is not QuestionType.TRUEFALSE or one.key != FALSE:
        return None
    lacking = tuple(_lacking(one, known))
    return lacking[0][1] if len(lacking) == 1 else None


def put_back(one: Candidate, known: Ground) -> str | None:
    """A statement as its sentence says it: a false one with the value that the quote has. None
    where no value is exchanged, or more than one."""
    if one.key == TRUE:
        return one.stem
    lacking = tuple(_lacking(one, known))
    if len(lacking) != 1:
        return None
    kind, said = lacking[0]
    other = next((v for k, v in _quoted(one, known) if k == kind), None)
    return one.stem.replace(said, other) if other else None


def plainly(one: Candidate, known: Ground) -> tuple[str, str]:
    """The words of a statement but for its document and its names, with its own value put back, and
    the sentence that has to have them."""
    said = _claim(put_back(one, known) or one.stem)
    small = " ".join(word.text for word in words(said) if not word.capital)
    return small, " ".join(_proven(one, known).said)


def said_elsewhere(one: Candidate, known: Ground) -> str | None:
    """A false statement's value, where a sentence has it with most of what is stated."""
    value = exchanged(one, known)
    if value is None:
        return None
    stated = content(_claim(one.stem).replace(value, " "))
    for sentence in known.holding(value):
        if stated and len(stated & content(sentence)) >= _SAME * len(stated):
            return value
    return None


def _claim(statement: str) -> str:
    """What is stated, whoever tells it."""
    return statement.removeprefix(by_whom(statement))


def _lacking(one: Candidate, known: Ground) -> Iterator[Value]:
    """The values of a statement that do not stand where it is proven, nor in the source's entry."""
    found = _proven(one, known)
    document = known.documents.get(one.citations[0].source)
    if document is None or not found.said:
        yield _Kind.NAME, one.stem
        return
    values, names = (
        evidence([Cited(said, document.source)], known.book, known.small)
        for said in (found.said, found.named)
    )
    yield from _missing(one.stem, values, names.proof)


def _instead(one: Candidate, known: Ground) -> str | None:
    """A value of a statement that its sentence has not, where the quote has another of its kind
    that the statement has not: a year of the entry, a name of another sentence cited."""
    stated = _claim(one.stem)
    alone = _alone(_proven(one, known).said, known)
    other = {kind for kind, _ in _quoted(one, known)}
    return next(
        (text for kind, text in _missing(stated, alone, alone.proof) if kind in other), None
    )


def _alone(said: tuple[str, ...], known: Ground) -> Evidence:
    """What sentences say without the entry of their source."""
    own = mentions(" ".join(said))
    years = frozenset(date.year for date in own.dates if date.year is not None)
    numbers = frozenset({*(number.value for number in own.numbers), *map(Decimal, years)})
    proof = Proof(tuple(map(tokens, said)), known.book, known.small)
    return Evidence(own.dates, numbers, years, proof, proof)


def _missing(text: str, values: Evidence, names: Proof) -> Iterator[Value]:
    """The dates, numbers and names of a text that are not proven."""
    asked = mentions(text)
    yield from ((_Kind.DATE, date.text) for date in asked.dates if not values.has_date(date))
    for number in asked.numbers:
        if (number.digits or number.value != 1) and not values.has_number(number):
            yield _Kind.NUMBER, number.text
    yield from ((_Kind.NAME, name) for name in names.missing_names(text, asked.taken))


def _proven(one: Candidate, known: Ground) -> _Proven:
    first = one.citations[0]
    cited = known.cited(first) or ()
    said = tuple(s for s in cited if first.quote and locate(first.quote, s))
    others = [s for c in one.citations[1:] if c.proves for s in known.cited(c) or ()]
    return _Proven(said, (*cited, *others))


def _quoted(one: Candidate, known: Ground) -> Iterator[Value]:
    """The values of the quote that the statement has not."""
    quote = one.citations[0].quote
    there, stated = mentions(quote), mentions(one.stem)
    for date in there.dates:
        if not any(date.within(other) for other in stated.dates):
            yield _Kind.DATE, date.text
    values = {number.value for number in stated.numbers}
    yield from ((_Kind.NUMBER, n.text) for n in there.numbers if n.value not in values)
    proof = Proof((tokens(one.stem),), known.book, known.small)
    yield from ((_Kind.NAME, name) for name in proof.missing_names(quote, there.taken))
