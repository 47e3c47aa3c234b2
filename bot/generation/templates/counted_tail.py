"""What belongs to a question behind the noun that it counts: the rest of the clause, up to what
only adds to it."""

import re

from bot.generation.sentences.predicates import PREPOSITIONS, is_verb
from bot.generation.sentences.spans import Word, words
from bot.generation.words.table import listed

_CUT = re.compile(
    r",(?!\d)|;|:| (?:which|who|whom|whose|that|where|when|while|before|after|as|and|but|or|because"
    r"|so|although|though|until|since(?! (?:[A-Z]\w+ )?\d{4}\b)|including|compared|than)\b"
)
_LISTED_ON = re.compile(
    r"(?:, (?:the )?[A-Z][\w'-]+(?: [A-Z][\w'-]+)*)+,? (?:and|or) (?:the )?[A-Z][\w'-]+"
)


def tail(after: str) -> str:
    """What belongs to the question behind the noun: the rest, up to what only adds to it."""
    cut = _CUT.search(after)
    named = cut is not None and re.search(r"\b[A-Z][\w'-]+$", after[: cut.start()])
    listed_on = _LISTED_ON.match(after, cut.start()) if cut and named and cut[0] == "," else None
    if listed_on:
        return after[: listed_on.end()] + tail(after[listed_on.end() :])
    goes_on = _belonging(after, cut) if cut else 0
    if goes_on:
        return after[:goes_on] + tail(after[goes_on:])
    return after[: cut.start()] if cut else after


def _belonging(after: str, cut: re.Match[str]) -> int:
    """The end of what a word that cuts mostly joins to what stands before it: "for years as its
    head", "in the city and thirty towns"; 0 where another clause or another thing begins."""
    if cut[0] not in {" as", " and", " or"}:
        return 0
    following = _CUT.search(after, cut.end())
    end = following.start() if following else len(after)
    said = words(after[cut.end() : end])
    verbal = any(is_verb(said, i, joined=not i) for i in range(len(said)))
    if not said or verbal or said[0].small in PREPOSITIONS | _PRONOUNS:
        return 0
    if cut[0] == " as":
        return end if said[0].small in _ARTICLES else 0
    before = _PLACED.search(after[: cut.start()])
    if before is None:
        return 0
    plainly = len(said) <= _FEW and _several(words(before[0])[-1]) and _several(said[-1])
    return end if plainly or said[-1].small in _SETTLED else 0


def _several(word: Word) -> bool:
    return word.is_word and word.small.endswith("s") and not word.capital


_FEW = 2
"""Of how many words the second of two that stand behind one preposition has at most."""


_ARTICLES = listed("a an the its his her their")
_SETTLED = listed(
    "towns villages cities municipalities districts communes counties provinces countries states"
    " regions settlements parishes boroughs suburbs islands"
)
_PRONOUNS = listed("he she it they there")
_PLACED = re.compile(r"\b(?:in|at|from|to|near|of) [^,;:]+$")

_WHEN = re.compile(r" (?:when|after|before|while|since) (?P<clause>[^,;:]+)$")
_BOTH_DONE = re.compile(r" [a-z]+(?:ed|en) (?:and|or) [a-z]+(?:ed|en)\b")
_LONGEST_WHEN = 14
_PRONOUN = re.compile(
    r"\b(?:he|she|it|they|them|him|his|her|its|their|this|that|these|those|there)\b"
)


def with_when(after: str) -> str:
    """The rest with the clause that tells when, where that is short and names what it speaks of."""
    joined = _BOTH_DONE.match(after)
    if joined:
        return joined[0] + with_when(after[joined.end() :])
    short_one = tail(after)
    clause = _WHEN.match(after[len(short_one) :])
    short = clause is not None and len(clause["clause"].split()) <= _LONGEST_WHEN
    return after if clause and short and not _PRONOUN.search(clause["clause"]) else short_one
