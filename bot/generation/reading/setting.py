"""The country that a report is about, where neither its title nor its publisher says so."""

import re
from collections import Counter
from functools import lru_cache

from bot.generation.reading.source_names import source_name
from bot.generation.reading.texts import Text
from bot.generation.sentences.name_kinds import demonym
from bot.generation.sentences.spans import words
from bot.generation.words.table import names

_OPENING, _FEWEST, _SHARE, _FAR_AHEAD = 3, 4, 5, 3
"""The country stands in the first sentences, in so many of them, in one of so many, and in so many
times as many as every other one."""

_SHORTEST = 6
"""Letters of a country whose adjective begins as it does: Tunisia, Tunisian."""

_OWN = frozenset({"United States", "United States of America", "United Kingdom", "Britain"})
"""Countries that reports in English do not have to name, and name for much else."""


def setting(text: Text) -> str | None:
    """The country that a document is about: the one of its title, where what stems call it has
    lost that; or the one that a dated report without a main name in its title mostly tells of."""
    title = source_name(text)
    lost = lands(text.document.source.title) - lands(title)
    if len(lost) == 1 and not lands(title):
        return next(iter(lost))
    if text.document.source.date is None or not text.lines:
        return None
    main = text.entities.main
    if main is not None and any(form in title for form in main.aliases):
        return None
    told = [lands(line.text) for line in text.lines]
    often = Counter(land for found in told for land in found).most_common(2)
    if not often or often[0][0] in _OWN or spoken_of(often[0][0], title):
        return None
    land, times = often[0]
    begins = any(land in found for found in told[:_OPENING])
    alone = len(often) == 1 or times >= _FAR_AHEAD * often[1][1]
    return land if begins and alone and times >= max(_FEWEST, len(told) // _SHARE) else None


@lru_cache(maxsize=5_000)
def lands(said: str) -> frozenset[str]:
    """The countries that a sentence speaks of, by their names or their adjectives."""
    found = {match[0] for match in _lands().finditer(said)}
    for word in words(said):
        said_of = word.text.removesuffix("'s").removesuffix("s")
        if word.capital and demonym(said_of):
            found |= {one for one in _begun().get(said_of[:4], ()) if _adjective(said_of, one)}
    return frozenset(found)


def spoken_of(land: str, said: str) -> bool:
    """Whether a phrase has a country's name or adjective."""
    return land in lands(said)


def _adjective(word: str, land: str) -> bool:
    return len(land) >= _SHORTEST and word.startswith(land[:-1])


@lru_cache(maxsize=1)
def _lands() -> re.Pattern[str]:
    longest = sorted(names("countries.txt"), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b")


@lru_cache(maxsize=1)
def _begun() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in names("countries.txt"):
        found.setdefault(one[:4], []).append(one)
    return found
