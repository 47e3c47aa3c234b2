"""What tells which one is meant by "the NOUN of …", and the words that lean on the text instead."""

from collections.abc import Sequence

from bot.generation.reading.entities import Entity
from bot.generation.sentences.moments import MONTHS
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.spans import Word
from bot.generation.words.table import listed, nouns

LEANING = listed(
    "it he she they them him himself herself itself themselves this that these those such there"
    " here former latter same other others another both each one ones so thus hence therefore"
    " today yesterday tomorrow tonight now currently recently ago next last previous following"
    " above below earlier later then monday tuesday wednesday thursday friday saturday sunday"
    " afterwards thereafter meanwhile i we our us you my your again ours respectively too"
    " nearby inside outside upstairs beside away home"
)
LINKS = listed(
    "of for in on at between against with to from by into onto across near under over through"
    " behind around within about as than without"
)
ENDS = listed("and or but who which that where when while because if until")
_WHOSE = frozenset({"of", "between"})
_TOWARDS = listed("from to for against with")
_LEADS = listed(
    "road route railway line ambassador envoy bridge tunnel path ferry train war treaty agreement"
    " case campaign plan petition pact match game border merger prize award fund society"
)

_SITUATED = (
    nouns("place")
    | nouns("event")
    | nouns("organisation")
    | listed("fair building line route road border plant market session embassy wall dam pier mill")
)
_READ, _NEXT, _YEAR_DIGITS = 8, 2, 4
"""How many words are looked at, and within which of them the name of a place has to come."""


def anchored(noun: Word, link: Word, following: Sequence[Word]) -> bool:
    """Whether a phrase behind a noun tells which: it has a name, a year, or (of) things in general.

    A place tells which only where such things stand or happen: the fair in Amsterdam is one, the
    button on 4 October is any.
    """
    whose = link.small in _WHOSE
    if link.small == "on" and following and following[0].text == "Earth":
        return True
    for place, word in enumerate(following[:_READ]):
        if word.capital and not generic((word,)):
            led = link.small in _TOWARDS
            apt = noun.small in (_LEADS if led else _SITUATED)
            there = apt and word.text not in MONTHS
            return whose or (there and place < _NEXT)
        if whose and word.text.isdigit() and len(word.text) == _YEAR_DIGITS:
            return True
        if word.small in ENDS or not word.is_word:
            break
    if not following or link.small not in {"of", "between"}:
        return False
    # "the cost of the bridge" stands if "the bridge" does, which is asked when it is reached.
    first = following[0]
    return not first.capital and first.small not in {"a", "an", "this", "that", *LEANING}


_OF_ANY = (
    nouns("role")
    | nouns("organisation")
    | nouns("document")
    | listed(
        "joint military national general central regional state federal coordinating permanent"
        " parliamentary supreme public foreign prime defence defense security international local"
        " annual special technical scientific higher main chief deputy member secretaries ministers"
    )
)


def generic(name: Sequence[Word]) -> bool:
    """Whether a name could be that of one in every country: Joint Staff, Military Institute."""
    return all(word.small in _OF_ANY for word in name if word.capital)


def other_who(said: str, end: int, entity: Entity | None) -> bool:
    """Whether *who* follows, at ``end``, what is nobody, so that somebody before it is meant: "a
    pilot from Norway, who" """
    follows = said[end:].startswith((", who ", " who "))
    return follows and entity is not None and entity.kind in _NOBODY


_NOBODY = frozenset(
    {Kind.COUNTRY, Kind.CITY, Kind.REGION, Kind.PLACE, Kind.DOCUMENT, Kind.WORK, Kind.EVENT}
)
