"""The frame of a sentence: what stands in front, its subject, what is said beside it, its verb."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.generation.sentences.boundaries import plural_subject_at, subject_at
from bot.generation.sentences.leads import loose_lead, when_lead
from bot.generation.sentences.moments import moments
from bot.generation.sentences.predicates import MODAL, PREPOSITIONS, after_adverbs, is_verb
from bot.generation.sentences.spans import Span, Word
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, verb

_PAST = listed("was were had did")
_PRESENT = listed("is are has have does do")
_SEVERAL = listed("are were have do")
_ONE = listed("is was has does")
_PEOPLE = listed("people men women children police")
_LONGEST_OPENING = 26


class Frame(NamedTuple):
    """A main clause; texts as they stand in the sentence."""

    text: str
    said: Sequence[Word]
    lead: str
    """What stands before the subject, its comma with it."""

    subject: str
    aside: str
    """What stands between commas behind the subject, without them."""

    verb_at: int

    @property
    def predicate(self) -> str:
        return self.text[self.said[self.verb_at].start :]

    @property
    def verb(self) -> str:
        """The verb or its auxiliary, in small letters."""
        return self.said[after_adverbs(self.said, self.verb_at)].small

    @property
    def past(self) -> bool:
        if self.verb in _PAST:
            return True
        return self.verb not in _PRESENT and verb(self.verb, Form.PAST) is not None

    @property
    def several(self) -> bool:
        """Whether the subject is in the plural."""
        if self.verb in _SEVERAL or self.verb in _ONE:
            return self.verb in _SEVERAL
        if not self.past and self.verb not in MODAL:
            return verb(self.verb, Form.PRESENT) is None
        head = self.subject.split(" of ")[0].split(" in ")[0]
        last = head.rsplit(" ", 1)[-1]
        plural = last.endswith("s") and not last.endswith(("ss", "us", "is", "'s"))
        name = last[:1].isupper() and head.lower().startswith(("the ", "a ")) is False
        return (plural and not name) or last in _PEOPLE or " and " in self.subject

    @property
    def be(self) -> str:
        """The copula in the tense and number of the clause."""
        return ("were" if self.past else "are") if self.several else "was" if self.past else "is"


def frame(text: str, said: Sequence[Word]) -> Frame | None:
    """The frame of a sentence, where its subject is sure."""
    at = _opening(text, said)
    found = subject_at(said, at) or plural_subject_at(said, at) if at < len(said) else None
    found = found or _many_beside(said, at)
    if found is None:
        return None
    span, verb_at = found
    beside = text[span.end : said[verb_at].start].strip()
    aside = beside.strip(" ,") if beside.startswith(",") and beside.endswith(",") else ""
    return Frame(text, said, text[: said[at].start], text[said[at].start : span.end], aside,
                 verb_at)  # fmt: skip


def _many_beside(said: Sequence[Word], at: int) -> tuple[Span, int] | None:
    """A subject in the plural, an aside, and a verb that shows no ending: "the woods, which shrank,
    cover" """
    commas = [i for i in range(at, min(len(said) - 1, at + _LONGEST_OPENING))
              if said[i].text == ","]  # fmt: skip
    for first, second in pairwise(commas):
        head, on = said[first - 1], said[second + 1]
        plain = head.small.endswith("s") and not head.small.endswith(("ss", "'s"))
        inside = [word.small for word in said[at:first]]
        if not plain or on.capital or any(is_verb(said, i) for i in range(at + 1, first)):
            return None
        if said[first + 1].small in {"which", "who"} and verb(on.small, Form.BASE):
            return None if "," in inside else (Span(said[at].start, head.end), second + 1)
    return None


def _opening(text: str, said: Sequence[Word]) -> int:
    """Where the subject stands behind what is in front of it."""
    found = loose_lead(said) or when_lead(said)
    if not said or (found and subject_at(said, found)):
        return found
    first = said[0].small
    dated = _behind_date(text, said)
    if dated:
        return dated
    participle = verb(first, Form.PARTICIPLE) is not None
    if not (participle or first in PREPOSITIONS or first.endswith(("ed", "ing"))):
        return found
    commas = (i + 1 for i, word in enumerate(said[:_LONGEST_OPENING]) if word.text == ",")
    at = next((at for at in commas if _subject_follows(said, at) and not _listed(said, at)), found)
    return found if first in PREPOSITIONS and any(_told(said, i) for i in range(1, at)) else at


def _listed(said: Sequence[Word], at: int) -> bool:
    """Whether a name before the comma belongs to the subject: "in 1919, Ek, Hal and Lund met" """
    comma = next((i for i in range(at - 2, -1, -1) if said[i].text == ","), -1)
    name = said[comma + 1 : at - 1]
    several = any(word.small == "and" for word in said[at : at + _NEAR])
    return comma >= 0 and bool(name) and all(word.capital for word in name) and several


_NEAR = 4


def _told(said: Sequence[Word], at: int) -> bool:
    """Whether a verb that is no participle stands here."""
    return is_verb(said, at) and not verb(said[at].small, Form.PARTICIPLE)


def _behind_date(text: str, said: Sequence[Word]) -> int:
    """Where the subject stands right behind a date in front: "In December 1958 the cabinet met"."""
    when = next(iter(moments(text)), None) if said[0].small in _DATE_LEADS else None
    if when is None or when.span.start > _FAR:
        return 0
    at = next((i for i, word in enumerate(said) if word.start >= when.span.end), len(said))
    return at if at < len(said) and _subject_follows(said, at) else 0


_DATE_LEADS = listed("in on during by")
_FAR = 40


def _subject_follows(said: Sequence[Word], at: int) -> bool:
    first = said[at] if at < len(said) else None
    begins = first is not None and (first.capital or first.small in _BEGIN)
    return begins and subject_at(said, at) is not None


_BEGIN = listed("the a an it he she they its his her their")
