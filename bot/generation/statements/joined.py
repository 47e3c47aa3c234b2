"""Predicates that share a subject, each as a sentence of its own: "was founded in 1874, grew fast
and moved to Moss in 1890"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.generation.sentences.boundaries import RELATIVE
from bot.generation.sentences.moments import moments
from bot.generation.sentences.predicates import (
    BE,
    HAVE,
    ONLY_DONE,
    PREPOSITIONS,
    after_adverbs,
    is_verb,
)
from bot.generation.sentences.spans import Word, tidy
from bot.generation.statements.beside import capital
from bot.generation.statements.framing import Frame
from bot.generation.words.saying import SAY
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, verb

_JOINS = listed("and but")
_AUX = BE | HAVE
_WORD_OR_DOUBT = SAY | listed("claimed claims argued than not never neither")
_INSIDE = RELATIVE | _WORD_OR_DOUBT | listed(
    "if because although while whereas unless whether how why"
)  # fmt: skip
_PRONOUNS = listed("it its he she his her him they them their")
_DETERMINERS = listed("the a an its his her their one two three four five six seven")
_TIME = re.compile(r"\b(?:centur(?:y|ies)|decades?|\d{3}0s|year|reign)\b")
_THEN = listed("then later also subsequently eventually finally")


class _Predicate(NamedTuple):
    start: int
    """The word that its verb, or an adverb before it, is."""

    end: int
    """The word behind its last one."""


def joined(one: Frame) -> Iterator[tuple[str, str]]:
    """Each predicate with its subject, and what was left out before it."""
    said = one.said
    every = _predicates(one)
    if len(every) < 2:  # noqa: PLR2004
        return
    subject = capital(one.subject)
    helper = said[after_adverbs(said, one.verb_at)].small
    first = _text(one, every[0])
    if _fits_lead(one, first) and not _open_list(first):
        yield f"{capital(one.lead + one.subject)} {first}", ""
    for at, (_, this) in enumerate(pairwise(every), 1):
        told = _text(one, this)
        aux = _carried(said, this, helper)
        left = one.text[said[one.verb_at].start : said[this.start].start]
        if aux is None or _open_list(told) or not _plain(said, this, left):
            continue
        lead = _lead(one, told)
        if lead is None:
            continue
        whole = f"{subject} {aux} {told}" if aux else f"{subject} {told}"
        yield (capital(f"{lead}{whole[0].lower() if lead and _small(subject) else whole[0]}"
                       f"{whole[1:]}"), left if at else "")  # fmt: skip


def _open_list(told: str) -> bool:
    """Whether a list ends without *and*, so that it may go on: "of the Fund, the Pact, Lund" """
    *before, last = told.split(", ")
    return len(before) > 1 and " and " not in last and last.count(" ") < _SHORT


_SHORT = 4


def _small(subject: str) -> bool:
    return subject.split(" ", 1)[0] in {"The", "A", "An", "It", "He", "She", "Its", "His", "Her"}


def _text(one: Frame, part: _Predicate) -> str:
    return tidy(one.text[one.said[part.start].start : one.said[part.end - 1].end])


def _fits_lead(one: Frame, told: str) -> bool:
    return not one.lead or not moments(one.lead) or not moments(told)


def _lead(one: Frame, told: str) -> str | None:
    """What stands in front for this predicate as well; None where that is not sure."""
    if not one.lead:
        return ""
    if moments(one.lead):
        return "" if moments(told) else None
    if _TIME.search(one.lead):
        return one.lead
    lasting = told.split(" ", 1)[0] in _AUX and one.lead.startswith(("In ", "At ", "On "))
    return one.lead if lasting else None


def _predicates(one: Frame) -> list[_Predicate]:
    """The predicates of a clause; the first one alone where it is not sure where they end."""
    said = one.said
    if said[after_adverbs(said, one.verb_at)].small in _INSIDE:
        return [_Predicate(one.verb_at, len(said))]  # who says that something was and showed that
    starts, ends = [one.verb_at], list[int]()
    commas: list[int] = []
    for at in range(one.verb_at + 1, len(said) - 1):
        word = said[at]
        if word.small in _INSIDE or word.text in {";", ":", "(", ")", '"', "–", "—"}:
            break
        if word.small in _WHEN and _clause_of_its_own(said, at + 1):
            break
        follows = at + 1
        if word.small in _JOINS:
            follows = _past_adverbs(said, at + 1)
            if _verb_here(said, follows, one) and not _coordinate(one, at, follows):
                for comma in commas:
                    starts.append(comma + 1)
                    ends.append(comma)
                commas = []
                starts.append(at + 1)
                ends.append(at - 1 if said[at - 1].text == "," else at)
        elif (
            word.text == ","
            and said[follows].small not in _JOINS
            and _verb_here(said, follows, one, listed_only=True)
        ):
            commas.append(at)
    last = next(
        (
            i
            for i in range(starts[-1] + 1, len(said))
            if said[i].small in _INSIDE - {"that"} or said[i].text in {";", ":"}
        ),
        len(said),
    )
    ends.append(last if len(starts) > 1 else len(said))
    return [_Predicate(start, end) for start, end in zip(starts, ends, strict=True) if end > start]


def _clause_of_its_own(said: Sequence[Word], at: int) -> bool:
    """Whether somebody else does what is joined on: "Holm left when the mill closed and burned" """
    for index in range(at + 1, len(said)):
        if said[index].text == "," or said[index].small in _JOINS | _INSIDE:
            return False
        if is_verb(said, index):
            return True
    return False


_WHEN = listed("when before after until since as once")


def _past_adverbs(said: Sequence[Word], at: int) -> int:
    while at < len(said) and (said[at].small in _THEN or said[at].small.endswith("ly")):
        at += 1
    return at


def _coordinate(one: Frame, join: int, at: int) -> bool:
    """Whether two participles of a noun are joined: "a film produced and directed by X" """
    done = all(verb(one.said[i].small, Form.PARTICIPLE) for i in (join - 1, at))
    return done and join - 1 > after_adverbs(one.said, one.verb_at)


def _verb_here(said: Sequence[Word], at: int, one: Frame, listed_only: bool = False) -> bool:
    """Whether a verb of the same tense as the main one begins another predicate here."""
    if at >= len(said) or not is_verb(said, at, joined=True):
        return False
    word = said[after_adverbs(said, at)].small
    if word in _AUX:
        return (word in {"was", "were", "had"}) == one.past or not listed_only
    past = verb(word, Form.PAST) is not None
    if listed_only and at + 1 < len(said) and said[at + 1].small == "by":
        return False
    if one.past:
        return past
    return verb(word, Form.PRESENT) is not None or (past and one.verb in _AUX)


def _carried(said: Sequence[Word], part: _Predicate, helper: str) -> str | None:
    """The auxiliary of the first predicate where this one needs it; None where that is not sure."""
    at = after_adverbs(said, _past_adverbs(said, part.start))
    word = said[at].small
    follows = said[at + 1] if at + 1 < len(said) else None
    if word in _AUX or not verb(word, Form.PARTICIPLE):
        return ""
    if follows is not None and not _surely(follows):
        return None  # "climate change and increased extraction"
    if helper in HAVE:
        return helper
    small = follows.small if follows is not None else ""
    if helper not in BE:
        return None if small == "by" else ""
    return _after_be(word, follows, helper)


def _after_be(word: str, follows: Word | None, helper: str) -> str | None:
    """ "was launched and carried 600 people", "was built in 1890 and opened in 1892" """
    found = verb(word, Form.PAST)
    if found is None:
        return helper
    has_object = follows is not None and (
        follows.small in _DETERMINERS or follows.capital or follows.text[0].isdigit()
    )
    if found.base in ONLY_DONE or has_object:
        return "" if helper in {"was", "were"} else None
    if follows is not None and follows.small == "into":
        return helper if found.base in _INTO else "" if found.base == "enter" else None
    return helper if follows is not None and follows.small in _DONE_WHERE else None


_DONE_WHERE = listed("by in on as at of")
_INTO = listed("turn convert transform divide split put incorporate translate integrate make")
"""Verbs done to something behind *was*: "entered into force" is done by it."""


def _surely(follows: Word) -> bool:
    """Whether the word behind shows that a form in *-ed* is a verb, not told of a noun."""
    small = follows.small
    plain = follows.is_word and not follows.capital and not follows.text[0].isdigit()
    return not plain or small in _BEHIND_VERBS or small.endswith("ly")


_BEHIND_VERBS = (
    PREPOSITIONS
    | _DETERMINERS
    | listed(
        "that to as up out off down over back away him her them it itself himself herself some many"
        " several more about around most all both eight nine ten eleven twelve because when until"
    )
)


def _plain(said: Sequence[Word], part: _Predicate, left: str) -> bool:
    """Whether no pronoun of a predicate may mean what only the ones before it name."""
    names = any(word[:1].isupper() for word in left.split())
    pronoun = any(word.small in _PRONOUNS for word in said[part.start : part.end])
    return not (names and pronoun)
