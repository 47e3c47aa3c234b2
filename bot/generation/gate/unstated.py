"""Keys that no sentence states: a difference of two years, a name that a list does not have."""

import re
from decimal import Decimal

from bot.bank.texts.passages import locate
from bot.generation.candidates import Candidate
from bot.generation.gate.ground import Ground
from bot.generation.reading.enumerations import begins_alike
from bot.generation.sentences.content import content
from bot.generation.sentences.spans import stands_in

GAP, MEMBER = "gap", "member"
_YEAR = re.compile(r"(?<![\d.,])(?:1\d{3}|20\d{2})(?![\d]|[.,]\d)")
_HALF = 0.5
_ASKED = frozenset({"accord", "name", "those", "one", "these"})


def gap_follows(one: Candidate) -> str | None:
    """The value is the difference between the two years that the quotes give: one quote with both,
    or two with one each."""
    quotes = [citation.quote for citation in one.citations if citation.proves]
    years = [sorted({int(year) for year in _YEAR.findall(quote)}) for quote in quotes]
    found = years[0] if len(years) == 1 else [year for own in years for year in own]
    single = len(years) == 1 or all(len(own) == 1 for own in years)
    if len(found) != 2 or not single:  # noqa: PLR2004 - a beginning and an end
        return one.key
    return None if Decimal(abs(found[1] - found[0])) == one.value else one.key


def listed_but_key(one: Candidate, known: Ground) -> str | None:
    """Every other option stands in the sentence that is quoted first, the key does not."""
    first = one.citations[0] if one.citations else None
    cited = (known.cited(first) or ()) if first else ()
    said = next((s for s in cited if first and locate(first.quote, s)), "")
    missing = next((text for text in one.distractors if not stands_in(text, said)), None)
    if missing is not None or not one.distractors or stands_in(one.key, said):
        return missing or one.key
    keys = [text for text, why in one.options if why is None]
    return None if keys == [one.key] else ", ".join(keys)


def outside(one: Candidate, known: Ground) -> str | None:
    """No sentence of the corpus holds the key together with half of what the stem asks, or with two
    of those listed in the same list, and no listed name begins like it."""
    if one.provenance.template != MEMBER:
        return None
    asked = content(re.sub(r'"[^"]*"', "", one.stem)) - _ASKED
    for text in one.distractors:
        if begins_alike(text, one.key):
            return f"{text} / {one.key}"
    for form in {one.key, *one.accept}:
        for sentence in known.holding(form):
            if asked and len(asked & content(sentence)) >= _HALF * len(asked):
                return one.key
            if sum(stands_in(text, sentence) for text in one.distractors) > 1:
                return one.key
    return None
