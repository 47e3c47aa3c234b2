"""Which dates and days can stand beside a key: as exact, of its time, and not of its sentence."""

import re
from collections.abc import Iterator
from itertools import islice

from bot.generation.asking.teaching import Told, elsewhere, taught
from bot.generation.asking.true_as_well import MOST_TRIED, other_years
from bot.generation.candidates import Proposal, Rival
from bot.generation.reading.corpus import Corpus
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.moments import Moment, Precision, days

_FAR_YEARS = 45
_NEVER = 9999


def rival_dates(proposal: Proposal, corpus: Corpus, told: Told) -> Iterator[Rival]:
    """Other dates as exact as the key, nearest in time first, those of its own document before."""
    fact = proposal.fact
    key = next((m for m in fact.line.moments if m.span == fact.span), None)
    begun = _BEGUN.search(proposal.stem)
    if key is None:
        if begun is None or proposal.value is None:
            return
        key = Moment(fact.span, fact.span, "until", Precision.YEAR, int(proposal.value))
    seen = {one.key for one in fact.line.moments} | {key.key}
    years = {key.year, *other_years(proposal)}
    earliest = int(begun[1]) + 1 if begun else 0
    if _PLANNED.search(proposal.stem):
        earliest = written(fact.text)  # what is planned has no rivals in the past
    for text in corpus.around(fact.text):
        for line, moment in islice(text.dates_near(key), MOST_TRIED):
            if abs(moment.year - key.year) > _FAR_YEARS:
                break
            if moment.key in seen or moment.year in years or moment.said in proposal.stem:
                continue
            if not earliest <= moment.year <= max(written(fact.text), key.year):
                continue
            seen.add(moment.key)
            years.add(moment.year)
            yield _dated(moment.said, line, moment, text, told)


def rival_days(proposal: Proposal) -> Iterator[Rival]:
    """Other days of the document that leave out their year, those told nearest first."""
    fact = proposal.fact
    seen = {proposal.key, *(one.said for one in days(fact.line.text))}
    nearest = sorted(fact.text.lines, key=lambda line: abs(line.order - fact.line.order))
    for line in nearest:
        for day in days(line.text):
            if day.said not in seen and day.lead in {"on", "from", "until", "by"}:
                seen.add(day.said)
                yield elsewhere(day.said, line, day.span)


_BEGUN = re.compile(r"\b[Ff]rom (?:[A-Z]\w+ )?(\d{4}) until which year")
"""When a span of years began: earlier ones are no rivals of its end."""


_PLANNED = re.compile(r"\b(?:which|what) \w+(?: and year)? (?:will|shall|is|are|does|do)\b")


def written(text: Text) -> int:
    """The year of a document; what it dates later is planned, and rivals nothing that happened."""
    date = text.document.source.date
    return int(date[:4]) if date else _NEVER


def _dated(said: str, line: Line, moment: Moment, text: Text, told: Told) -> Rival:
    other = told.of(text.document.source.id, said)
    return taught(said, other) or elsewhere(said, line, moment.span)
