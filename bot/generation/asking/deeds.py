"""The deeds that a statement tells: its main clause, what is joined to it, what stands behind a
date or a clause in front."""

import re
from dataclasses import replace
from functools import lru_cache

from bot.generation.asking.inverting import Main, main_clause
from bot.generation.sentences.moments import moments
from bot.generation.sentences.predicates import PREPOSITIONS, is_verb
from bot.generation.sentences.spans import words
from bot.generation.words.table import listed

_WHENS = listed("when after before while as although though because since until")
_CLAUSE = re.compile(
    r"(?P<clause>(?!During)(?:While|When|After|Before|As|Although|Though|Because|Since|Able|[A-Z][a-z]+ing"
    r"|[A-Z][a-z]+ed)\b[^,]{5,90}), (?P<rest>(?:the )?[A-Z].+)"
)
_JOINED = re.compile(r",? and (?:then |later |subsequently )?(?=[a-z])")
_RELATIVE = re.compile(r"\b(?:that|which|who)\b")
_LEANING = listed("he she it they we i this that these those there")


@lru_cache(maxsize=1_000)
def deeds(said: str) -> tuple[Main, ...]:
    """The clauses of a statement that can be asked about, each with its own text and subject."""
    main = _behind_date(said) or main_clause(said) or _behind_clause(said)
    if main is None or main.subject.lower() in _LEANING or _holds_verb(main.opening):
        return ()
    second = _second(main)
    return (main,) if second is None else (main, second)


def _holds_verb(lead: str) -> bool:
    """Whether what stands in front is a clause of its own, and not said to be one."""
    said = words(lead)
    if not said or said[0].small not in PREPOSITIONS - _WHENS:
        return False
    return any(is_verb(said, at) for at in range(1, len(said)))


def verb_at(main: Main) -> int:
    """Where the verb of a clause begins, with the adverbs before it."""
    before = main.text[: main.rest.start].rstrip()
    adverbs = main.adverbs.split()
    while before:
        before = before.rpartition(" ")[0]
        if before.rpartition(" ")[2] not in adverbs:
            break
    return len(before) + 1 if before else 0


def opening(main: Main) -> str:
    """The phrase in front of a clause, where it can as well stand at its end; else nothing."""
    first = main.opening.split(" ", 1)[0].lower()
    return main.opening if first in PREPOSITIONS | _WHENS else ""


def _behind_date(said: str) -> Main | None:
    """ "On June 7, 1776, she left": a date in front has commas of its own."""
    lead = next((one.phrase for one in moments(said) if one.phrase.start == 0), None)
    main = main_clause(said[lead.end :].lstrip(" ,")) if lead else None
    if lead is None or main is None or main.opening:
        return None
    return replace(main, opening=said[: lead.end])


def _behind_clause(said: str) -> Main | None:
    """ "When the war ended, she moved to Rome": she moved to Rome, when the war ended."""
    match = _CLAUSE.match(said)
    main = main_clause(match["rest"]) if match else None
    if match is None or main is None or main.opening:
        return None
    return replace(main, opening=match["clause"])


def _second(main: Main) -> Main | None:
    """ "She left Lund and moved to Rome": she moved to Rome."""
    tail = main.text[main.rest.end :]
    joined = _JOINED.match(tail)
    dated = any(True for _ in moments(main.rest.of(main.text)))
    if joined is None or main.verb is None or dated:
        return None
    if _RELATIVE.search(main.rest.of(main.text)):
        return None  # "led a row that split the town and threatens the club": the row does
    following = tail[joined.end() :]
    if not is_verb(words(following), 0, joined=True) or following.startswith(("is ", "has ")):
        return None
    again = main_clause(f"{main.subject} {following}")
    return replace(again, opening=main.opening) if again and not again.opening else None
