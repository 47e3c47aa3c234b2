"""A statement turned into a question by its word order alone: its first auxiliary, or *did*, goes
before the subject, and everything else keeps its place.

So little has to be known of the verb, and all of the subject: where it is not sure, nothing is
turned.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.generation.sentences.boundaries import (
    RELATIVE,
    plural_subject_at,
    reduced,
    subject_at,
)
from bot.generation.sentences.leads import loose_lead
from bot.generation.sentences.moments import moments
from bot.generation.sentences.paired import paired
from bot.generation.sentences.predicates import BE, HAVE, PREPOSITIONS, after_adverbs, is_verb
from bot.generation.sentences.spans import Span, Word, tidy, words
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, Verb, verb

_MODAL = listed("will can could must shall")
_NO_SUBJECTS = BE | HAVE | {"having", "being"}
"""A verb whose subject was left out: "in 2001 was named the dean" """

_NOT_TURNED = listed("did does do not no never n't")
_DROPPED = listed("also then later soon still already")
_NO_ADVERB = listed("family assembly only july reply supply ally monopoly anomaly italy fly")
_JOINS = listed("and but or")
_BUSINESS_YEAR = re.compile(
    r"(?:In|During|For) (?:the )?(?:financial|fiscal|business|academic) year \d{4}(?:[/–-]\d{2,4})?"
)
_LONGEST_ASIDE = 9


@dataclass(frozen=True, slots=True)
class Main:
    """The main clause of a statement; spans are offsets into ``text``."""

    text: str
    opening: str
    """A phrase before the subject, without its comma, or nothing."""

    subject: str
    helper: str
    """The auxiliary that goes before the subject, *did* and *does* among them; never empty."""

    adverbs: str
    verb: Verb | None
    """The verb, where it has no auxiliary of its own; else the rest has it."""

    deed: str
    """The base form of the verb that tells what happened; *be* for a bare copula."""

    passive: bool
    past: bool
    rest: Span
    """What follows the verb, or its auxiliary, up to where the clause ends."""

    def asked(self, wh: str, subject: str, rest: str) -> str:
        """The clause as a question about what ``rest`` leaves out."""
        base = self.verb.base if self.verb else ""
        parts = (wh, self.helper, subject, self.adverbs, base, rest)
        return tidy(" ".join(part for part in parts if part))


@lru_cache(maxsize=1_000)
def main_clause(text: str) -> Main | None:
    """The main clause that a statement begins with; None where it cannot be read for sure."""
    every = words(text)
    said = tuple(w for i, w in enumerate(every) if not _manner(every, i))
    at = _opening(text, said)
    found = (subject_at(said, at) or plural_subject_at(said, at)) if at < len(said) else None
    if found is None:
        return None
    span, verb_at = found
    subject = _subject(text, said, at, span.end, verb_at)
    if not any(letter.isalpha() for letter in subject) or said[at].small in _NO_SUBJECTS:
        return None
    lead = tidy(text[: said[at].start]) if at else ""
    between = text[said[verb_at - 1].end : said[verb_at].start]
    return _turned(text, said, verb_at, (lead, subject, tidy(between)))


def _opening(text: str, said: Sequence[Word]) -> int:
    """Where the subject stands behind a phrase in front: "In Norway, …", "Born in Rome, …", "In
    1890 …" """
    if not said:
        return 0
    found = _dated(text, said) or loose_lead(said)
    if found and said[found - 1].text == ",":
        return _further(said, found)
    if found and said[found - 1].text[-1].isdigit():
        return found
    first = said[0].small
    turned = first in {"like", "unlike", "despite", "following"} or (
        first.endswith(("ing", "ed")) or verb(first, Form.PARTICIPLE) is not None
    )
    if not turned:
        return 0
    comma = next((i for i, word in enumerate(said) if word.text == ","), 0)
    told = any(is_verb(said, i) and not verb(said[i].small, Form.PARTICIPLE)
               for i in range(1, comma))  # fmt: skip
    return comma + 1 if comma and not told else 0


def _dated(text: str, said: Sequence[Word]) -> int:
    """Where a sentence goes on behind a date in front, which needs no comma."""
    date = next((one for one in moments(text)[:1] if one.phrase.start == 0), None)
    year = _BUSINESS_YEAR.match(text)
    if not year and (date is None or date.lead == "from" or text[0].isdigit()):
        return 0
    behind = year.end() if year else date.phrase.end if date else 0
    at = next((i for i, word in enumerate(said) if word.start >= behind), 0)
    at += bool(at) and said[at].text == ","
    doing = at < len(said) and (
        said[at].small.endswith("ing") or verb(said[at].small, Form.PARTICIPLE) is not None
    )
    return 0 if doing else at


def _further(said: Sequence[Word], start: int) -> int:
    """Where the subject stands behind more phrases in front: "In Norway, in the far north, …" """
    at = start
    while at < len(said) and said[at].small in PREPOSITIONS:
        more = loose_lead(said[at:])
        if not more or said[at + more - 1].text != ",":
            return start
        at += more
    return at


def _manner(said: Sequence[Word], at: int) -> bool:
    """Whether an adverb stands before a verb that is not its own: "successfully rebelled" """
    small = said[at].small
    if not small.endswith("ly") or said[at].capital or small in _NO_ADVERB or at == 0:
        return False
    return at + 1 < len(said) and is_verb(said, at + 1)


def _subject(text: str, said: Sequence[Word], at: int, end: int, verb_at: int) -> str:
    """The subject, with what stands beside it between commas where that is short."""
    bare = text[said[at].start : end]
    beside = text[end : said[verb_at - 1].end]
    short = beside.startswith(",") and len(beside.split()) <= _LONGEST_ASIDE
    return bare + beside if short else bare


def _turned(
    text: str, said: Sequence[Word], verb_at: int, told: tuple[str, str, str]
) -> Main | None:
    opening, subject, manner = told
    at = after_adverbs(said, verb_at)
    small = said[at].small
    adverbs = [manner, *(w.text for w in said[verb_at:at] if w.small not in _DROPPED)]
    if small in _NOT_TURNED or any(w.small in _NOT_TURNED for w in said[at + 1 : at + 3]):
        return None
    deed: Verb | None = None
    helper = small
    passive = False
    past = small in {"was", "were", "had"}
    behind = after_adverbs(said, at + 1)
    participle = verb(said[behind].small, Form.PARTICIPLE) if behind < len(said) else None
    base = participle.base if participle else "be"
    if small in BE:
        done = re.fullmatch(r"[a-z]{3,}ed", said[behind].text) if behind < len(said) else None
        passive = participle is not None or bool(done)
        base = done[0] if done and participle is None else base
    elif small in _MODAL:
        base, passive = _may(said, behind)
    elif small in HAVE and (participle or _been(said, behind)):
        base = participle.base if participle else "have"
    else:
        deed = verb(small, Form.PAST) or verb(small, Form.PRESENT) or verb(small, Form.BASE)
        if small in HAVE:
            deed = verb("have", Form.BASE)
        if deed is None:
            return None
        past = small not in {"has", "have"} and verb(small, Form.PAST) is not None
        bare = small == deed.base and small != "has"
        helper = "did" if past else "do" if bare else "does"
        base = deed.base
    end = _end(said, at + 1)
    says = at + 1 < len(said) and said[at + 1].small == "that"
    if deed is not None and small not in HAVE and not says and reduced(said, at, end):
        return None
    if end <= at + 1:
        rest = Span(said[at].end, said[at].end)
    else:
        rest = Span(said[at + 1].start, said[end - 1].end)
    return Main(text, opening, subject, helper, " ".join(a for a in adverbs if a),
                deed, base, passive, past, rest)  # fmt: skip


def _may(said: Sequence[Word], at: int) -> tuple[str, bool]:
    """What stands behind *will*: the base form of its verb, and whether that is passive."""
    if at < len(said) and said[at].small == "be":
        behind = after_adverbs(said, at + 1)
        done = verb(said[behind].small, Form.PARTICIPLE) if behind < len(said) else None
        return (done.base, True) if done else ("be", False)
    deed = verb(said[at].small, Form.BASE) if at < len(said) else None
    return (deed.base, False) if deed else ("have", False)


def _been(said: Sequence[Word], at: int) -> bool:
    return at < len(said) and (said[at].small == "been" or said[at].small.endswith("ed"))


def _end(said: Sequence[Word], start: int) -> int:
    """Where another clause is joined on, or the end."""
    for at in range(start, len(said)):
        word = said[at]
        if word.text in {";", ":"}:
            return at
        if word.small not in _JOINS or at + 1 >= len(said):
            continue
        joined = is_verb(said, at + 1, joined=True) or re.fullmatch(r"[a-z]+ed", said[at + 1].text)
        other = subject_at(said, at + 1)
        if paired(said, at):
            continue
        if joined or (other is not None and not _in_relative(said, start, at)):
            return at - 1 if said[at - 1].text == "," else at
    return len(said)


def _in_relative(said: Sequence[Word], start: int, at: int) -> bool:
    return any(word.small in RELATIVE for word in said[start:at])
