"""Where the subject of a clause ends, and where the clause does."""

from collections.abc import Sequence

from bot.generation.sentences.moments import moments
from bot.generation.sentences.predicates import (
    ALSO_NOUNS,
    DONE_TO_NOBODY,
    PREPOSITIONS,
    is_verb,
    plural_verb,
)
from bot.generation.sentences.spans import Span, Word
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, verb

RELATIVE = frozenset({"which", "who", "whom", "whose", "where", "that", "what"})
STOPS = frozenset({";", ":", "–", "—", "(", ")", '"', "?", "!", "."})
_SUBORDINATE = listed(
    "because although though while when whereas if unless so as until before after since"
)
_ALWAYS_CLAUSES = frozenset({"because", "although", "though", "while", "whereas", "unless"})
_JOINS = frozenset({"and", "but", "or"})
_NO_SUBJECT = listed(
    "there here this that these those then later but and so yet however meanwhile also if when"
    " while because although who what which whose how why where not only as every"
    " instead otherwise moreover therefore thus hence soon already now"
)
_TIMES = listed("year month week day decade")
_MOMENTS = _TIMES | listed("day time moment season night morning")
_THEN = listed("later after earlier before")
_OBJECTS = frozenset({"the", "a", "an", "its", "his", "her", "their"})
_TWO_OBJECTS = listed(
    "call name give award elect appoint make dub grant offer pay teach show tell ask send deny"
    " allow consider declare lend sell buy bring leave"
)
"""Verbs whose participle may have an object: "the prize given the winner"."""

_LONGEST_SUBJECT, _LONGEST_ASIDE, _LONGEST_LIST, _LONGEST_PLURAL = 22, 25, 8, 7


def subject_at(said: Sequence[Word], start: int) -> tuple[Span, int] | None:
    """The subject that begins at ``start``, and the index of the verb after it."""
    if start >= len(said) or said[start].small in _NO_SUBJECT:
        return None
    if said[start].small in PREPOSITIONS and not rough(said, start):
        return None
    end = start
    at = start
    while at < len(said) and at - start <= _LONGEST_SUBJECT:
        word = said[at]
        if at > start and is_verb(said, at):
            whole = end > start and said[end - 1].small not in _JOINS
            whole = whole and not _time_when(said, start, end)
            return (Span(said[start].start, said[end - 1].end), at) if whole else None
        if word.text == "(":
            at = _after(said, at, ")")
            continue
        if word.text == ",":
            aside = _past_aside(said, at)
            if aside is None:
                return None
            at = aside
            continue
        if (word.text in STOPS and word.text != '"') or word.small in RELATIVE | _SUBORDINATE:
            return None
        at += 1
        end = at
    return None


def _time_when(said: Sequence[Word], start: int, end: int) -> bool:
    """Whether a time stands there with a clause about it: "the year the mill closed" """
    if end - start < 3 or said[start].small != "the" or said[start + 1].small not in _MOMENTS:  # noqa: PLR2004
        return False
    return said[start + 2].capital or said[start + 2].small in _OBJECTS


def plural_subject_at(said: Sequence[Word], at: int) -> tuple[Span, int] | None:
    """A subject in the plural before a verb that shows no ending: "unsafe roads cause many" """
    for index in range(at + 1, min(len(said) - 1, at + _LONGEST_PLURAL)):
        known = said[index].small in RELATIVE or is_verb(said, index)
        if not said[index].is_word or known:
            return None
        if plural_verb(said, index):
            return Span(said[at].start, said[index - 1].end), index
    return None


def rough(said: Sequence[Word], start: int) -> bool:
    """Whether a number is only said to be rough: "about 300 people", "over 12,000 tickets" """
    number = start + 1 < len(said) and said[start + 1].text[0].isdigit()
    return number and said[start].small in {"about", "around", "over", "under", "near"}


def _after(said: Sequence[Word], at: int, mark: str) -> int:
    return next((i + 1 for i in range(at, len(said)) if said[i].text == mark), len(said))


def _past_aside(said: Sequence[Word], comma: int) -> int | None:
    """The verb after ", an aside," that begins at ``comma``; None where there is no such thing, as
    in "the boy, Karl, fell ill, while Ada, the girl, got well"."""
    deed = verb(said[comma + 1].small, Form.PARTICIPLE) if comma + 1 < len(said) else None
    if is_verb(said, comma + 1) and (deed is None or deed.base in DONE_TO_NOBODY):
        return None
    for at in range(comma + 2, min(len(said) - 1, comma + _LONGEST_ASIDE)):
        if said[at].text == "," and is_verb(said, at + 1):
            return at + 1
        stops = said[at].text in STOPS and said[at].text != '"'
        if stops or (said[at - 1].text == "," and said[at].small in _ALWAYS_CLAUSES):
            return None
    return None


def end_of(text: str, said: Sequence[Word], start: int) -> int | None:
    """Where the clause ends whose rest begins at ``start``; None where a list would be cut."""
    dates = [one.phrase for one in moments(text)]
    at = start
    while at < len(said):
        word = said[at]
        inside = any(one.start <= word.start < one.end for one in dates)
        if not inside and _ends(said, at):
            break
        if word.text == "," and not inside:
            beyond = _past_region(said, at)
            if beyond:
                at = beyond
                continue
            if _listed(said, at):
                return None
            break
        at += 1
    if at < len(said) and said[at].small == "that" and at == start:
        return None  # said that …
    half = {said[at].small if at < len(said) and at == start else "", said[at - 1].small}
    if half & _JOINS:
        return None
    return at


def _ends(said: Sequence[Word], at: int) -> bool:
    word = said[at]
    if word.text in STOPS and word.text != '"':
        return True
    if word.small in RELATIVE:
        return True
    if word.small in _SUBORDINATE:
        return word.small in _ALWAYS_CLAUSES or _has_verb(said, at + 1)
    if word.small in _JOINS:
        return not _of_one_noun(said, at) and _joined_on(said, at + 1)
    return False


def _joined_on(said: Sequence[Word], at: int) -> bool:
    """Whether another clause or another deed begins behind *and*."""
    if _made_of(said, at) or _later(said, at):
        return True
    return is_verb(said, at, joined=True) or _has_subject(said, at)


def _of_one_noun(said: Sequence[Word], join: int) -> bool:
    """Whether two adjectives of a noun are joined: "had a tall and narrow house built" """
    last = join + 2
    if join < 2 or last >= len(said) or said[join - 2].small not in {"a", "an"}:  # noqa: PLR2004
        return False
    if said[join + 1].small in _DETERMINED:
        return False
    return not any(
        said[i].capital or not said[i].is_word or is_verb(said, i, joined=i < last)
        for i in (join + 1, last)
    )


_DETERMINED = _OBJECTS | _NO_SUBJECT | PREPOSITIONS


def _made_of(said: Sequence[Word], at: int) -> bool:
    """Whether a second participle is joined on: "is 31 metres long and built of granite" """
    following = said[at + 1].small if at + 1 < len(said) else ""
    return following == "of" and verb(said[at].small, Form.PARTICIPLE) is not None


def _later(said: Sequence[Word], at: int) -> bool:
    """Whether what is joined on is of another time: "and an associate professor a year later" """
    then = next((i for i in range(at + 1, min(len(said) - 1, at + _LONGEST_ASIDE))
                 if said[i + 1].small in _THEN and said[i].small.removesuffix("s") in _TIMES),
                at)  # fmt: skip
    between = range(at + 1, then)
    return then > at and not any(
        said[i].text in STOPS or said[i].text == "," or is_verb(said, i) for i in between
    )


def _past_region(said: Sequence[Word], comma: int) -> int:
    """The index behind ", Kansas," where the clause goes on: "in Moss, Kansas, in 1964"; else 0."""
    at = comma + 1
    while at < len(said) and said[at].capital and at - comma <= 2:  # noqa: PLR2004 - a region
        at += 1
    closed = at > comma + 1 and at + 1 < len(said) and said[at].text == ","
    goes_on = closed and said[at + 1].small in {"in", "on"} and said[comma - 1].capital
    return at + 1 if goes_on else 0


def _has_subject(said: Sequence[Word], at: int) -> bool:
    """Whether a clause with a subject of its own begins here."""
    return subject_at(said, at) is not None


def _has_verb(said: Sequence[Word], at: int) -> bool:
    for index in range(at, len(said)):
        if said[index].text in STOPS | {","}:
            return False
        if is_verb(said, index):
            return True
    return False


def _listed(said: Sequence[Word], comma: int) -> bool:
    """Whether a comma separates what a list holds: "A, B and C" """
    if _names_follow(said, comma):
        return True
    for index in range(comma + 1, min(len(said), comma + _LONGEST_LIST)):
        adjective = said[index - 1].small in {"a", "an", "the"}  # "a sponsored walk"
        verbal = is_verb(said, index) and not adjective
        if said[index].small in RELATIVE or said[index].text in STOPS or verbal:
            return False
        if said[index].small in {"and", "or"} and index > comma + 1:
            return not is_verb(said, index + 1) and not _has_subject(said, index + 1)
    return False


def _names_follow(said: Sequence[Word], comma: int) -> bool:
    """Whether another name follows between commas, and one more behind it: ", China, Japan" """
    at = comma + 1
    at += at < len(said) and said[at].small == "the"
    first = at
    while at < len(said) and said[at].capital:
        at += 1
    if at == first or at + 2 >= len(said) or said[at].text != ",":
        return False
    return said[at + 1].capital or (said[at + 1].small == "the" and said[at + 2].capital)


_PARTICLES = frozenset({"out", "up", "off", "down", "over"})


def reduced(said: Sequence[Word], at: int, end: int) -> bool:
    """Whether a past form may rather be a participle: "the bridge designed by X opened" """
    following = said[at + 1] if at + 1 < len(said) else None
    if verb(said[at].small, Form.PARTICIPLE) is None:
        return False  # rose, gave: a past and nothing else
    if following is not None and following.small == "by":
        return True
    if at + 2 < len(said) and said[at + 1].small in _PARTICLES and said[at + 2].small == "by":
        return True  # carried out by
    deed = verb(said[at].small, Form.PAST)
    if following and following.small in _OBJECTS and deed and deed.base not in _TWO_OBJECTS:
        return False  # "installed its first lights": no participle has an object
    return any(is_verb(said, index) for index in range(at + 1, end)
               if not (verb(said[index].small, Form.PARTICIPLE) and index > at + 1)
               and said[index].small not in ALSO_NOUNS)  # fmt: skip
