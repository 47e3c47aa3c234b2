"""Clauses within a sentence that are true by themselves: "…, where she studied", "until 1890, when
it burned down", "after the war ended in 1918", "the council said that …"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.generation.sentences.boundaries import subject_at
from bot.generation.sentences.moments import Precision, moments
from bot.generation.sentences.predicates import PREPOSITIONS
from bot.generation.sentences.spans import Word, words
from bot.generation.statements.beside import capital
from bot.generation.statements.framing import Frame
from bot.generation.statements.wholeness import begins_clause, finite
from bot.generation.words.saying import STATED
from bot.generation.words.table import either, listed, nouns
from bot.generation.words.verbs import Form, verb

_WHERE = re.compile(
    r"\b(?P<link>in|at|to|into|near|from) (?P<place>(?:the )?(?:[A-Z][\w.'-]+)"
    r"(?: (?:of |de |and the )?[A-Z][\w.'-]+){0,5}(?:, [A-Z][\w.'-]+(?: [A-Z][\w.'-]+)?)?), where "
    r"(?P<clause>.+)"
)
_AT = listed("university college school academy institute court stadium museum hospital station")
_FACTIVE = re.compile(
    r"(?:^|,? )(?P<link>[Aa]fter|[Ww]hen|[Bb]ecause|[Aa]lthough|[Tt]hough) (?P<clause>[^,;:]+)"
)
_CLAIMS = STATED | {"added", "told"}
_OPENING = listed("until before after when while because although that who which and or")
_DETERMINERS = listed("the a an its his her their")
_PERSONAL = listed("he she it they")
_THAT = re.compile(
    rf"(?:{either(STATED)})"
    r"(?: (?:on|late on|early on) [A-Z]\w+day| in a (?:statement|report))?(?: that)? (?P<clause>.+)"
)
_PRONOUN = re.compile(r"(?:He|She|It|They|We|I)\b")


def within(text: str, one: Frame | None) -> Iterator[tuple[str, str]]:
    """Each clause as a sentence, and what stood before it."""
    yield from _dated(text, one)
    yield from _placed(text, one)
    yield from _presupposed(text, one)
    yield from _with_date(text, one)
    if one is not None:
        yield from _reported(one)


def _dated(text: str, one: Frame | None) -> Iterator[tuple[str, str]]:
    if ", when " not in text:
        return
    for moment in moments(text):
        rest = text[moment.span.end :]
        if moment.precision is Precision.LOOSE or not rest.startswith(", when "):
            continue
        clause = _own(rest[len(", when ") :], one, text[: moment.span.end])
        if clause is None or moments(clause):
            continue
        lead = "On" if moment.precision is Precision.DAY else "In"
        yield f"{lead} {moment.span.of(text)}, {clause}", text[: moment.phrase.start]


def _placed(text: str, one: Frame | None) -> Iterator[tuple[str, str]]:
    match = _WHERE.search(text) if ", where " in text else None
    clause = _own(match["clause"], one, text[: match.start()]) if match else None
    if match is None or clause is None:
        return
    last = match["place"].split(",")[0].lower().split()
    link = "At" if match["link"] == "at" or _AT & set(last) else "In"
    yield f"{link} {match['place']}, {clause}", text[: match.start()]


_AND_IN = re.compile(
    r",? (?:and|but|while|whereas)"
    r" (?P<clause>(?:in|on|by|during) (?:[A-Za-z0-9]+ ){0,3}?\d{4},? .+)"
)


def _with_date(text: str, one: Frame | None) -> Iterator[tuple[str, str]]:
    """ "…, and on 3 May 1890 the council sold it": a clause of its own behind a date."""
    match = _AND_IN.search(text)
    if match is None or one is None:
        return
    clause = capital(match["clause"])
    lead = next(iter(moments(clause)), None)
    if lead is None or lead.phrase.start:
        return
    rest = clause[lead.span.end :].lstrip(" ,")
    if begins_clause(rest) or (rest[:1].islower() and subject_at(words(rest), 0) is not None):
        yield text[: match.start()], ""
        yield clause, text[: match.start()]


def _own(clause: str, one: Frame | None, before: str) -> str | None:
    """A clause with the name of the subject in place of a pronoun that begins it."""
    first, _, rest = clause.partition(" ")
    if first not in _PERSONAL:
        return clause if _begins(clause) else None
    if one is None or not rest or not begins_clause(clause):
        return None
    said = words(before[len(one.lead) + len(one.subject) :])
    alone = one.subject.lower() == first
    others = any(w.capital or w.small in _DETERMINERS for w in said[:-1])
    if not alone and (others or (first == "they") != one.several):
        return None
    return f"{inner(one.subject)} {rest}"


def _begins(clause: str) -> bool:
    return begins_clause(clause) or subject_at(words(clause), 0) is not None


def inner(subject: str) -> str:
    """A phrase with a capital as it stands within a sentence."""
    article = subject.split(" ", 1)[0] in {"The", "A", "An", "Its", "His", "Her", "He", "She", "It"}
    return subject[:1].lower() + subject[1:] if article else subject


def _presupposed(text: str, one: Frame | None) -> Iterator[tuple[str, str]]:
    """What a clause with *after* or *because* takes for granted, where it tells of the past."""
    for match in _FACTIVE.finditer(text):
        clause = match["clause"]
        if not begins_clause(clause):
            continue
        before = text[: match.start()]
        front = not before.strip()
        if front and not text.startswith(",", match.end()):
            continue
        if not front and (one is None or not one.past or _claimed(before)):
            continue
        said = words(clause)
        told = next((at for at in range(1, len(said)) if finite(said, at)), 0)
        if any(word.small in _OPENING for word in said[1:told]) or _two_phrases(said[:told]):
            continue
        if _goes_on(said, told):
            continue
        if said[told].small not in {"was", "were", "had"} and not verb(said[told].small, Form.PAST):
            continue
        yield capital(_simple(clause)), before


def _goes_on(said: Sequence[Word], told: int) -> bool:
    """Whether the main clause follows without a comma: "(After) the band broke up Holm wrote" """
    later = (at for at in range(told + 2, len(said)) if finite(said, at))
    return any(not any(word.small in _OPENING for word in said[told + 1 : at]) for at in later)


def _two_phrases(said: Sequence[Word]) -> bool:
    """ "(After) Indian independence the firm": no subject, but what stands before one."""
    return any(
        this.small in _DETERMINERS | _PERSONAL | {"few", "many", "some", "this"}
        and before.small not in PREPOSITIONS
        for before, this in pairwise(said)
    )


def _claimed(before: str) -> bool:
    """Whether somebody's words are told, or what did not happen."""
    return any(w.small in _CLAIMS or w.small in _UNREAL for w in words(before))


_UNREAL = listed("not never would could may might if that only even shortly soon")


def _simple(clause: str) -> str:
    """ "the war had ended": the war ended."""
    match = re.search(r"\bhad (?P<done>[a-z]+)\b", clause)
    found = verb(match["done"], Form.PARTICIPLE) if match else None
    if match is None or found is None:
        return clause
    return f"{clause[: match.start()]}{found.past}{clause[match.end() :]}"


def _reported(one: Frame) -> Iterator[tuple[str, str]]:
    """ "The council said (that) nine people …": according to the council, nine people …"""
    match = _THAT.match(one.predicate) if not one.lead else None
    if match is None or not _begins(match["clause"]) or one.subject.lower() in _PERSONAL:
        return
    clause = match["clause"]
    who = speaker(one.subject)
    if who is None or _PRONOUN.match(capital(clause)) or '"' in clause or not opens(clause):
        return
    yield f"According to {who}, {clause}", ""


def speaker(subject: str) -> str | None:
    """Who said something, as it stands within a sentence; None where that is nobody in particular,
    or where it is not sure whether a capital is a name's."""
    first, _, rest = subject.partition(" ")
    if inner(subject) != subject or first.endswith(("'s", "s'")):
        return inner(subject)
    if first.lower() in nouns("role") and first not in nouns("title"):
        return f"{first.lower()} {rest}" if rest[:1].isupper() else None
    if not rest:
        return None if first.endswith("s") or first == "Police" else subject
    told = rest[:1].isupper() or rest.startswith(("of ", "for ")) or first.isupper()
    return subject if told else None


def opens(clause: str) -> bool:
    """Whether the first words are a whole subject: not "(that) estimate did" """
    first = words(clause)[0]
    known = first.capital or first.text[0].isdigit() or first.small in _DETERMINERS
    return known or first.small.endswith("s") or first.small in {"people", "police", "some", "many"}
