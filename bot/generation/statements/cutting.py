"""Where a sentence may be cut so that what is left is still a whole sentence and still true."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from bot.generation.sentences.paired import paired
from bot.generation.sentences.predicates import PREPOSITIONS, is_verb
from bot.generation.sentences.spans import Word, stopless, tidy, words
from bot.generation.statements.report_days import tells_day, without_days
from bot.generation.statements.splitting import split
from bot.generation.statements.wholeness import RELATIVE, begins_clause, finite, whole

_OPENING = re.compile(
    r"(?:However|Also|In addition|Moreover|Furthermore|Meanwhile|Finally|Eventually|Additionally"
    r"|Nevertheless|Nonetheless|Indeed|In fact|Of course|For example|For instance|Similarly"
    r"|Unfortunately|Overall|Historically|Traditionally|In particular|As a result|Consequently"
    r"|Thus|Therefore|Hence|Notably|Interestingly|Importantly|Sadly|Fortunately|Surprisingly"
    r"|Subsequently|In the event|On the other hand|At last|By contrast|In contrast|Later|Then"
    r"|In short|Specifically|Generally|Today|Currently|Now|Soon|Recently|Initially|Originally|Again"
    r"|At the same time|At (?:current|present|the moment|this point)|Accordingly|Ultimately"
    r"|Likewise|Conversely),? (?=\w)"
    r"|(?:But|And|Yet|So|Or) (?=\w)"
    r"|(?:(?:Not long|Soon|Shortly) (?:after|afterwards?|thereafter)|Afterwards?|That year"
    r"|At (?:that|the) time|(?:In )?(?:[Tt]hat|[Tt]he) same year"
    r"|The (?:next|following) (?:year|month|day|week)"
    r"|[A-Z]\w+ (?:years?|months?|weeks?|days?) (?:later|earlier)), (?=\w)"
    r"|Of (?:the |its |his |her |their )?(?:two|three|four|five|\d+) [a-z]+,? "
    r"(?=the [a-z]+, [A-Z][\w'-]+, [a-z])"
    r"|[A-Z]\w+ (?:years?|months?|weeks?|days?) (?:later|earlier) "
    r"(?=(?:the|it|he|she|they|[A-Z]\w+)\b)"
)
"""What joins a sentence to the one before it and says nothing by itself."""

_BRACKETS = re.compile(r" ?\((?:[^()]|\([^()]*\))*\)")
_STRANGE = re.compile(r"[?!\[\]{}|=<>*\\_#@…]|\.\.\.|--|://|www\.|and/or|, ?,")
_LOST = (" the has ", " the is ", " the was ", " the are ", " the have ", " the were ", " the of ",
         " the in ", " the and ")  # fmt: skip
_PARTED = re.compile(
    r";|(?<=[a-z]{3})(?<!Brig|Capt|Prof|Corp|Dept|Inst)\. (?=[A-Z])|:(?!\d)| [–—-] "
)
_FIRM = re.compile(r"\b(Inc|Corp|Co|Ltd|Jr|Sr)\.(?=,? [a-z]|, )")
"""The stop of what is short for a word, within a sentence."""

_DASHES = (" – ", " — ", " - ", " -- ")
_DASHED = re.compile(r" (?:--|[–—-]) (?P<aside>[^–—;:]{2,90}?) (?:--|[–—-]) (?P<after>[a-z]+)")
_BETWEEN = re.compile(
    r", (?!and )[^,;:]{2,90}, (?=to (?:be|have|become)\b)|, or [^,;:]{2,60}, (?=of (?!which|whom))"
)
"""What stands between a verb or a measure and what it is of: "the hull turned out, after tests,
to be oak"."""

_MARKS = (";", ":", ". ", " – ", " — ", " - ")
_COLON_LEFT = re.compile(
    r"\b(?:are|is|was|were|be|include|includes|included|including|as|follows|following|by|of|for"
    r"|to|in|on|with|from|that|namely|said|says|things?|ways?|e\.g|i\.e)$"
)
_SOME_OF = r"(?:(?:some|many|most|one|two|three|all|both|each|none|several|half) )?"
_TAIL = re.compile(
    r", (?:which|who|whose|whom|where|when|while|although|though|but|so|as|because|since|with"
    r"|including|even|despite|whereas|thus|thereby|an?|the|one|each|all|both|some|most|many|several"
    r"|his|her|its|their|notably|especially|particularly|mainly|mostly|largely|partly|thanks"
    r"|according|followed|such|together|along|at|in|on|by|for|from|to|of|under|after|before"
    r"|until|among|between|into|through|during|against|near|behind|without|within|across"
    r"|(?:[A-Z][a-z]+ ){1,2}[a-z]{3,}ing"
    r"|and (?:also|then|later|he|she|it|they|the|his|her|its|a|an|is|was|were|has|had|have|in)"
    r"|(?!(?:k|r|str|spr|w|th)ing)[a-z]+ing"
    r"|[a-z]+ed (?:by|in|on|from|as|at|to))\b"
    r"| (?:as part of|in order to|in an? (?:effort|attempt|bid|move) to|because of|due to|amid"
    r"|following|thanks to|ahead of|after [a-z]+ing|by [a-z]+ing)\b"
    r"| (?:because|although|though|whereas|while|despite)\b"
    rf"|,? {_SOME_OF}(?:of|in|at|from|by|after|during|on|under|for|to|with|into|through)"
    r" (?:which|whom)\b"
)
"""What a sentence may end before: what follows adds, and does not limit what was said."""

_SPLIT = re.compile(r"(?:, |; |,? )(?:and|but|while|whereas|although) (?=\S)")
_LEAD = re.compile(
    r"(?:Although|Though|Despite|While|Because|Since|Due to|As(?! of\b)|After|Following) "
)
_ASIDE = re.compile(
    r", (?:who|which|whose|whom|where|known|called|named|then|now|also|however|formerly|aged|though"
    r"|although|[a-z]+ed by|located|based|situated)\b[^,;:]{2,90}, (?=(?P<after>[a-z]+) )"
    r"|, (?:however|too|therefore|thus|moreover|meanwhile|also|in fact|of course), "
)
_APPOSED = re.compile(r"(?<=\w), (?:the|an?|his|her|its) [a-z][^,;:]{2,60}, (?=(?P<after>[a-z]+) )")
"""What stands beside the name that a second clause begins with."""

_AGE = re.compile(r", (?:aged )?\d{1,2}, (?=[a-z])")
_FEWEST_SPACES, _MOST_SPACES = 4, 34
_LONGEST_LEAD = 20


class Part(NamedTuple):
    """A sentence cut out of another; ``undated``: a day was cut off that its document tells."""

    text: str
    said: Sequence[Word]
    undated: bool
    before: str
    """What stood in front of it, which it may lean on."""


def parts(sentence: str) -> tuple[Part, ...]:
    """The whole sentences, without their stops, that a sentence can be cut to; the shortest of
    each beginning first."""
    found: dict[str, Part] = {}
    for clause, first in _clauses(sentence):
        undated = tells_day(clause)
        for said, second in _plainer(clause):
            for piece, inside in _beginnings(said):
                before = f"{first} {second}".strip()
                found.setdefault(piece, Part(piece, inside, undated, before))
        for one in split((without_days(clause) or "") if undated else clause):
            for piece, inside in _beginnings(one.text):
                before = f"{first} {one.before}".strip()
                found.setdefault(piece, Part(piece, inside, undated, before))
    return tuple(found.values())


def _clauses(sentence: str) -> Iterator[tuple[str, str]]:
    if not sentence.endswith((".", '."', '".')):
        return
    bare = _BRACKETS.sub("", sentence) if "(" in sentence else sentence
    bare = _FIRM.sub(r"\1", bare) if ". " in bare or ".," in bare else bare
    if any(dash in bare for dash in _DASHES):
        bare = _DASHED.sub(_commas, bare)
    bare = _BETWEEN.sub(" ", bare)
    said = _opened(stopless(bare.strip()))
    small = f" {said[:1].lower()}{said[1:]}"
    if not said or _STRANGE.search(said) or any(lost in small for lost in _LOST):
        return
    parted = any(mark in said for mark in _MARKS)
    marks = list(_PARTED.finditer(said)) if parted else []
    if not marks:
        yield said, ""
        return
    yield from _parted(said, marks)


def _commas(aside: re.Match[str]) -> str:
    """An aside between dashes between commas instead, where the sentence goes on with its verb."""
    goes_on = is_verb(words(aside["after"]), 0) and "," not in aside["aside"]
    return f", {aside['aside']}, {aside['after']}" if goes_on else aside[0]


def _opened(said: str) -> str:
    """Without what joins a sentence to the one before, unless its verb stands in front then."""
    joins = _OPENING.match(said)
    bare = said[joins.end() :] if joins else said
    if joins and is_verb(words(bare), 0):
        bare = said
    return bare[:1].upper() + bare[1:]


def _parted(said: str, marks: Sequence[re.Match[str]]) -> Iterator[tuple[str, str]]:
    """What stands between semicolons; what stands before a colon or a dash."""
    start = 0
    for mark in (*marks, None):
        piece = said[start : mark.start() if mark else len(said)].strip()
        colon = mark is not None and mark[0] == ":"
        if not (colon and _COLON_LEFT.search(piece)):
            whole_one = _opened(piece[:1].upper() + piece[1:])
            if not start or _begins(whole_one):
                yield whole_one, said[:start]
        if mark is None or mark[0] not in {";", ". "}:
            return  # what a colon or a dash begins may be no sentence
        start = mark.end()


def _begins(piece: str) -> bool:
    """Whether a clause begins here, or behind a phrase and a comma."""
    if begins_clause(piece):
        return True
    lead, comma, rest = piece.partition(", ")
    first = lead.split(" ")[0].lower()
    return bool(comma) and first in PREPOSITIONS - {"to"} and begins_clause(rest)


def _plainer(clause: str) -> Iterator[tuple[str, str]]:
    """A clause as it is, and without what stands in its middle or in front and adds only."""
    said = without_days(clause) if tells_day(clause) else clause
    if not said:
        return
    yield said, ""
    asides = said.count(", ") > 1
    bare = _AGE.sub(" ", _ASIDE.sub(_left_out, said)) if asides else said
    if bare != said:
        yield bare, ""
    for one in dict.fromkeys((said, bare)):
        rest = _behind_lead(one)
        if rest:
            yield rest, one[: -len(rest)]
        for mark in _SPLIT.finditer(one):
            first, second = one[: mark.start()], _APPOSED.sub(_left_out, one[mark.end() :])
            if _of_pair(one, mark):
                continue
            if begins_clause(second) and _ends_clause(first):
                yield _opened(second[:1].upper() + second[1:]), first


def _of_pair(said: str, mark: re.Match[str]) -> bool:
    """Whether what is joined is the second of two names, not a clause."""
    if not mark[0].endswith("and "):
        return False
    every = words(said)
    join = next(at for at, word in enumerate(every) if word.end == mark.end() - 1)
    return paired(every, join)


def _left_out(aside: re.Match[str]) -> str:
    """An aside away where the sentence goes on with its verb; else it stays."""
    after = aside["after"]
    return aside[0] if after and not is_verb(words(after), 0) else " "


def _behind_lead(said: str) -> str | None:
    """The main clause behind "Although …, ", which is true without it."""
    if not _LEAD.match(said):
        return None
    comma = said.find(", ")
    rest = said[comma + 2 :]
    if comma < 0 or len(said[:comma].split()) > _LONGEST_LEAD or not begins_clause(rest):
        return None
    return rest[:1].upper() + rest[1:]


def _ends_clause(before: str) -> bool:
    """Whether a clause is over here, not within one that *that* or *who* began."""
    last = _SPLIT.split(before)[-1]
    said = words(last)
    verbal = [at for at in range(1, len(said)) if finite(said, at)]
    return bool(verbal) and not any(word.small in RELATIVE | {"that"} for word in words(before))


def _beginnings(said: str) -> Iterator[tuple[str, Sequence[Word]]]:
    """Each whole beginning with its words."""
    every = words(said)
    for end in (*(match.start() for match in _TAIL.finditer(said)), len(said)):
        if not _FEWEST_SPACES <= said.count(" ", 0, end) <= _MOST_SPACES:
            continue
        part = tidy(said[:end])
        same = said.startswith(part)
        inside = every[: bisect_right(every, len(part), key=_END)] if same else words(part)
        if whole(part, inside, said[end:]):
            yield part, inside


_END = attrgetter("end")
