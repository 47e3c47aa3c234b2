"""Questions to which a text has a second right answer: what is left out beside the key tells it."""

import re
from collections.abc import Callable

from bot.generation.candidates import KeyKind, Proposal
from bot.generation.reading.texts import Text
from bot.generation.sentences.spans import stands_in
from bot.generation.sentences.speech import unquoted

_NAME = r"[A-Z][\w.'-]*(?: (?:of (?:the )?)?[A-Z][\w.'-]*)*"
_NEXT = re.compile(r",? (?:and|but|or) (?:later|then|afterwards|subsequently|previously|earlier)\b")
_PAIR_BEFORE = re.compile(
    rf"\b(?:at|by|for|from|in|into|of|to|with) (?:both )?(?:the )?(?P<other>{_NAME}),? (?:and|or)"
    r" (?:the )?$"
)
_NEWEST = re.compile(r"\bthe (?:[a-z]+ )?(?:new|newer|newest|recent|latest)\b")
_CALLED = frozenset({"named", "called", "term"})
_PLACED = re.compile(r"^(?:[^?]*, )?[Ww]hich [^?]* (?:is|was) (?:based|located|situated) in ")
_CORRELATIVE = re.compile(r"\b(?:either|both|neither)\b")
_SECOND = {"either": "or", "neither": "nor", "both": "and"}


def afterwards_another(_text: Text, one: Proposal) -> bool:
    """ "served in the Moss Office, and later in …": either is where somebody served."""
    return one.kind is KeyKind.NAME and _NEXT.match(_after(one)) is not None


def one_of_a_pair(_text: Text, one: Proposal) -> bool:
    """ "graduated from Moss and Ek College": of whatever kind the other is, it is right as well."""
    if one.kind is not KeyKind.NAME:
        return False
    pair = _PAIR_BEFORE.search(one.fact.line.text[: one.fact.span.start])
    return pair is not None and not stands_in(pair["other"], one.stem)


_YEAR = r"(?:1\d{3}|20\d{2})"


def in_two_years(text: Text, one: Proposal) -> bool:
    """ "the 1932 and 1984 games": a sentence gives two years to what is asked for, one of them the
    key."""
    if one.kind is not KeyKind.DATE or not re.fullmatch(_YEAR, one.key[-4:]):
        return False
    year = one.key[-4:]
    pair = re.compile(rf"\b(?:{year} and {_YEAR}|{_YEAR} and {year}) (?P<what>\w+)")
    found = (pair.search(line.text) for line in text.lines if year in line.text)
    return any(match is not None and stands_in(match["what"], one.stem) for match in found)


def half_of_the_office(_text: Text, one: Proposal) -> bool:
    """ "the Minister of Mines, Energy and Water": more than mines."""
    if one.fact.template != "role" or not one.fact.subject:
        return False
    office = re.escape(one.fact.subject.rsplit(" ", 1)[-1])
    field = "[A-Z][a-z]+(?: [A-Z][a-z]+)*"
    more = rf"\b{office}, (?:{field}, )*{field},? and [A-Z]"
    return re.search(more, one.fact.line.text) is not None


def half_of_the_doers(_text: Text, one: Proposal) -> bool:
    """ "Lund and Merrow, who founded the firm": it was not founded by Merrow alone."""
    who, said = one.fact.subject, one.fact.line.text
    if not who or f" and {who}" not in said:
        return False
    return re.search(rf"[A-Z][\w-]+,? and {re.escape(who)},? who\b", said) is not None


def newest(_text: Text, one: Proposal) -> bool:
    """ "What was the new breed called?": another comes after it, and may be what the text is
    about."""
    asked = one.fact.template in _CALLED
    return asked and _NEWEST.search(unquoted(one.stem)) is not None


def merely_placed(_text: Text, one: Proposal) -> bool:
    """ "Which population is located in Remote Oceania?": many are."""
    return one.fact.template == "which" and _PLACED.match(one.stem) is not None


def half_of_a_pair(_text: Text, one: Proposal) -> bool:
    """ "had either been burned or skimmed": the sentence goes on to what else it may have been."""
    stem = unquoted(one.stem)
    found = _CORRELATIVE.search(stem)
    if found is None:
        return False
    link = rf"\b{_SECOND[found[0]]}\b"
    told = one.fact.line.text
    at = told.find(found[0])
    left = len(re.findall(link, stem[found.end() :]))
    if found[0] == "either":
        return left < len(re.findall(link, told[max(at, 0) :]))
    return not left


def _after(one: Proposal) -> str:
    return one.fact.line.text[one.fact.span.end :]


SEVERAL_KEYS: tuple[Callable[[Text, Proposal], bool], ...] = (
    afterwards_another,
    one_of_a_pair,
    in_two_years,
    half_of_the_office,
    half_of_the_doers,
    newest,
    merely_placed,
    half_of_a_pair,
)
