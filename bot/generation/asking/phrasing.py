"""Clauses turned into questions, and said again as short sentences."""

import re

from bot.generation.sentences.clauses import Clause
from bot.generation.sentences.predicates import Shape
from bot.generation.sentences.spans import Span, tidy, without
from bot.generation.words.verbs import Form

LONGEST_STEM = 220
SHORT = 120
"""The longest ``brief``; a poll shows it with the citation below."""

_LONGEST_TITLE = 6
_DATE_BEHIND = re.compile(r" (?:in|on|since|by) (?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4}$")
_TELLING = frozenset({"first", "last", "originally", "partly", "posthumously", "again", "once"})
_PLURAL_AUX = frozenset({"were", "are", "have"})


def asked(wh: str, clause: Clause, subject: str, rest: str) -> str:
    """The clause as a question about something other than its subject; ``wh`` begins it."""
    subject = inner(subject)
    if clause.shape is Shape.COPULA or clause.verb is None:
        parts = [wh, clause.aux, subject, rest]
    elif clause.aux:
        first, *more = clause.aux.split()
        parts = [wh, first, subject, *more, kept(clause), clause.verb.participle, rest]
    else:
        do = "did" if clause.form is Form.PAST else "do" if _several_have(clause) else "does"
        parts = [wh, do, subject, kept(clause), clause.verb.base, rest]
    return f"{_closed(tidy(' '.join(part for part in parts if part)))}?"


def told(clause: Clause, subject: str, rest: str) -> str:
    """The clause as a sentence of its own, without the stop."""
    return capitalised(_closed(tidy(f"{inner(subject)} {predicate(clause)} {rest}")))


def _closed(said: str) -> str:
    """With the mark that closes a title at the end, which stood behind a comma: "The Reef,"."""
    opened = said.rfind('"')
    title = said[opened + 1 :]
    if not said.count('"') % 2 or not title[:1].isalnum() or len(title.split()) > _LONGEST_TITLE:
        return said
    behind = _DATE_BEHIND.search(said, opened)
    return f'{said[: behind.start()]}"{behind[0]}' if behind else f'{said}"'


def predicate(clause: Clause) -> str:
    """The verb with its auxiliary, adverbs left out but for those that change what is said."""
    if clause.shape is Shape.COPULA or clause.verb is None:
        return clause.aux
    if clause.aux:
        return tidy(f"{clause.aux} {kept(clause)} {clause.verb.participle}")
    if _several_have(clause):
        return "have"
    form = clause.verb.past if clause.form is Form.PAST else clause.verb.present
    return tidy(f"{kept(clause)} {form}")


def _several_have(clause: Clause) -> bool:
    """Whether *have* stands in the text: the only plural of the present that is read."""
    return clause.text[clause.predicate.start : clause.rest.start].strip().endswith("have")


def kept(clause: Clause) -> str:
    """The adverb before the verb that tells which of several times is meant, or nothing."""
    said = clause.text[clause.predicate.start : clause.rest.start].split()
    return next((word for word in said if word in _TELLING), "")


def active(clause: Clause, thing: str, rest: str) -> str:
    """A passive clause with its agent as the subject left out: "designed the bridge in 1882"."""
    if clause.verb is None:
        raise ValueError(clause)
    return tidy(f"{clause.verb.past} {inner(thing)} {rest}")


def rest_without(clause: Clause, *cut: Span) -> str:
    """What follows the verb, some spans of the sentence left out."""
    start = clause.rest.start
    kept = tuple(
        Span(max(one.start, start) - start, min(one.end, clause.rest.end) - start)
        for one in cut
        if one.end > start and one.start < clause.rest.end
    )
    return without(clause.rest.of(clause.text), *kept)


def plural(clause: Clause) -> bool:
    return bool(clause.aux) and clause.aux.split()[0] in _PLURAL_AUX


def inner(text: str) -> str:
    """A phrase as it stands inside a sentence."""
    first, _, more = text.partition(" ")
    if first in {"The", "A", "An"}:
        return f"{first.lower()} {more}"
    return text


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    said = capitalised(tidy(text))
    return said if said.endswith(".") else f"{said}."  # in the U.S.


def fits(text: str, limit: int = SHORT) -> bool:
    return len(text) <= limit
