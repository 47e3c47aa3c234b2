"""Where a sentence may be cut so that what is left is still a whole sentence and still true."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.generation.leads import loose_lead
from bot.generation.predicates import PREPOSITIONS, is_verb
from bot.generation.spans import Word, tidy, words
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, verb

_OPENING = re.compile(
    r"(?:However|Also|In addition|Moreover|Furthermore|Meanwhile|Finally|Eventually|Additionally"
    r"|Nevertheless|Nonetheless|Indeed|In fact|Of course|For example|For instance|Similarly"
    r"|Unfortunately|Overall|Historically|Traditionally|In particular|As a result|Consequently"
    r"|Thus|Therefore|Hence|Notably|Interestingly|Importantly|Sadly|Fortunately|Surprisingly"
    r"|Subsequently|In the event|On the other hand|At last|By contrast|In contrast|Later|Then"
    r"|In short|Specifically|Generally|Today|Currently|Now|Recently|Initially|Originally|Again"
    r"|At the same time|Accordingly|Ultimately|Likewise|Conversely),? (?=\w)"
    r"|(?:But|And|Yet|So|Or) (?=\w)"
    r"|(?:(?:Not long|Soon|Shortly) (?:after|afterwards?|thereafter)|At (?:that|the) time|Afterwards?"
    r"|(?:In )?(?:[Tt]hat|[Tt]he) same year|The (?:next|following) (?:year|month|day|week)|That year"
    r"|[A-Z]\w+ (?:years?|months?|weeks?|days?) (?:later|earlier)), (?=\w)"
)
"""What joins a sentence to the one before it and says nothing by itself."""

_BRACKETS = re.compile(r" ?\((?:[^()]|\([^()]*\))*\)")
_STRANGE = re.compile(r"[?!\[\]{}|=<>*\\_#@…]|\.\.\.|--|://|www\.|and/or|, ?,")
_LOST = (" the has ", " the is ", " the was ", " the are ", " the have ", " the were ", " the of ",
         " the in ", " the and ")  # fmt: skip
_PARTED = re.compile(
    r";|(?<=[a-z]{3})(?<!Brig|Capt|Prof|Corp|Dept|Inst)\. (?=[A-Z])|:(?!\d)| [–—-] "
)
_MARKS = (";", ":", ". ", " – ", " — ", " - ")
_COLON_LEFT = re.compile(
    r"\b(?:are|is|was|were|be|include|includes|included|including|as|follows|following|by|of|for"
    r"|to|in|on|with|from|that|namely|said|says|things?|ways?|e\.g|i\.e)$"
)
_HOLE = re.compile(
    r"\b(?:and|or|of|in|on|between|from|to|the|a|an|with|by|than|about|is|are|was|were|be|for|at"
    r"|as|into|under|over|near|only|around|per|which|who|that|i\.e|e\.g)(?:,| ,|\.?$)"
)
"""What a lost formula or a lost link leaves: "between 105 and, "."""

_ABBREVIATED = re.compile(
    r" (?:Bvt|Brig|Gen|Maj|Capt|Lt|Col|Sgt|Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Gov|Sen|Rep|St|Mt|No|vs|cf|ca"
    r"|Vol|pp?|[A-Z])$"
)
_SOME_OF = r"(?:(?:some|many|most|one|two|three|all|both|each|none|several|half) )?"
_TAIL = re.compile(
    r", (?:which|who|whose|whom|where|when|while|although|though|but|so|as|because|since|with"
    r"|including|even|despite|whereas|thus|thereby|and (?:also|then|later|he|she|it|they|the|his"
    r"|her|its|a|an|is|was|were|has|had|have|in)|(?!(?:k|r|str|spr|w|th)ing)[a-z]+ing"
    r"|[a-z]+ed (?:by|in|on|from|as|at|to))\b"
    r"| (?:because|although|though|whereas|while|despite)\b"
    rf"|,? {_SOME_OF}(?:of|in|at|from|by|after|during|on) (?:which|whom)\b"
)
"""What a sentence may end before: what follows adds, and does not limit what was said."""

_SPLIT = re.compile(r"(?:, |; |,? )(?:and|but|while|whereas|although) (?=\S)")
_LEAD = re.compile(r"(?:Although|Though|Despite|While|Because|Since|Due to|As|After|Following) ")
_ASIDE = re.compile(
    r", (?:who|which|whose|whom|where|known|called|named|then|now|also|however|formerly|aged|though"
    r"|although|[a-z]+ed by|located|based|situated)\b[^,;:]{2,90}, (?=(?P<after>[a-z]+) )"
    r"|, (?:however|too|therefore|thus|moreover|meanwhile|also|in fact|of course), "
)
_AGE = re.compile(r", (?:aged )?\d{1,2}, (?=[a-z])")
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_PART_OF_DAY = r"(?: (?:morning|afternoon|evening|night))?(?: local time)?"
_WHEN = re.compile(
    rf"(?:^|,? )(?:(?:early |late |earlier |later )?(?:yesterday|today|tonight|tomorrow)"
    rf"{_PART_OF_DAY}|(?:early |late )?(?:on )?(?:{_DAYS}){_PART_OF_DAY}(?! [A-Z])"
    rf"|(?:late )?last (?:night|week|month|year|{_DAYS})"
    r"|overnight|(?:early |late |earlier |later )?this (?:morning|afternoon|evening|week|month|year)"
    r")(?:(?<=\w)(?=,| [a-z\d]|$)|(?= [A-Z]))(?!'s)",
    re.IGNORECASE,
)
"""Days that only the date of a report tells."""

_LED_BY = re.compile(
    r"\b(?:by|of|from|until|since|till|before|after|for|to|between|and|or|than|about|during|as|at"
    r"|with|over|in|late|early|was|is|were)$"
)
_NOT_CUT = {" both ": " and ", " between ": " and ", " either ": " or ", " not only ": " but "}
"""What begins a pair, and what has to stand between its halves."""
_SUBORDINATE = listed(
    "when while as after although though because since if before until despite following once"
    " whereas unless"
)
_RELATIVE = listed("who which that whose whom where when what how why because although though if")
_FEW_BEFORE = 4
_FEWEST_SPACES, _MOST_SPACES = 4, 34
_LONGEST_LEAD, _LONGEST_SUBJECT = 20, 10


class Part(NamedTuple):
    """A sentence cut out of another; ``undated``: a day was cut off that its document tells."""

    text: str
    undated: bool
    before: str
    """What stood in front of it, which it may lean on."""


def parts(sentence: str) -> tuple[Part, ...]:
    """The whole sentences, without their stops, that a sentence can be cut to; the shortest of
    each beginning first."""
    found: dict[str, Part] = {}
    for clause, first in _clauses(sentence):
        undated = _tells_day(clause)
        for said, second in _plainer(clause):
            for piece in _beginnings(said):
                found.setdefault(piece, Part(piece, undated, f"{first} {second}".strip()))
    return tuple(found.values())


def _clauses(sentence: str) -> Iterator[tuple[str, str]]:
    if not sentence.endswith((".", '."', '".')):
        return
    bare = _BRACKETS.sub("", sentence) if "(" in sentence else sentence
    said = _opened(bare.strip().removesuffix("."))
    small = f" {said[:1].lower()}{said[1:]}"
    if not said or _STRANGE.search(said) or any(lost in small for lost in _LOST):
        return
    parted = any(mark in said for mark in _MARKS)
    marks = list(_PARTED.finditer(said)) if parted else []
    if not marks:
        yield said, ""
        return
    yield from _parted(said, marks)


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
    if _begins_clause(piece):
        return True
    lead, comma, rest = piece.partition(", ")
    return bool(comma) and lead.split(" ")[0].lower() in PREPOSITIONS and _begins_clause(rest)


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
    for mark in marks:
        piece = said[start : mark.start()].strip()
        if mark[0] != ":" or not _COLON_LEFT.search(piece):
            yield _opened(piece), said[:start]
        if mark[0] not in {";", ". "}:
            return  # what a colon or a dash begins may be no sentence
        start = mark.end()
    yield _opened(said[start:].strip()), said[:start]


def _plainer(clause: str) -> Iterator[tuple[str, str]]:
    """A clause as it is, and without what stands in its middle or in front and adds only."""
    said = _without_days(clause) if _tells_day(clause) else clause
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
            first, second = one[: mark.start()], one[mark.end() :]
            if _begins_clause(second) and _ends_clause(first):
                yield _opened(second[:1].upper() + second[1:]), first


def _left_out(aside: re.Match[str]) -> str:
    """An aside away where the sentence goes on with its verb; else it stays."""
    after = aside["after"]
    return aside[0] if after and not is_verb(words(after), 0) else " "


def _tells_day(said: str) -> bool:
    small = said.lower()
    return any(hint in small for hint in _HINTS) and _WHEN.search(said) is not None


_HINTS = ("day", "night", "morrow", "this ", "last ")


def _without_days(said: str) -> str | None:
    """Without the days that a date of the document tells; None where one cannot be left out."""
    pieces, at = [], 0
    for match in _WHEN.finditer(said):
        before = said[at : match.start()]
        if said.startswith("'s", match.end()) or (
            _LED_BY.search(before) and not match[0].lstrip(", ").startswith("on ")
        ):
            return None
        pieces.append(before)
        at = match.end()
    rest = "".join((*pieces, said[at:])).lstrip(" ,")
    return rest[:1].upper() + rest[1:]


def _behind_lead(said: str) -> str | None:
    """The main clause behind "Although …, ", which is true without it."""
    if not _LEAD.match(said):
        return None
    comma = said.find(", ")
    rest = said[comma + 2 :]
    if comma < 0 or len(said[:comma].split()) > _LONGEST_LEAD or not _begins_clause(rest):
        return None
    return rest[:1].upper() + rest[1:]


def _begins_clause(rest: str) -> bool:
    """Whether a subject and a finite verb begin a phrase."""
    said = words(rest)
    if not said or not (said[0].capital or said[0].small in _SUBJECTS):
        return False
    for at in range(1, min(len(said), _LONGEST_SUBJECT)):
        if said[at].text == "," or said[at].small in _RELATIVE | {"and", "or"}:
            return False
        if finite(said, at):
            return said[at - 1].small not in PREPOSITIONS
    return False


def finite(said: Sequence[Word], at: int) -> bool:
    """Whether a finite verb stands here, and not a participle or a noun of the same form."""
    before = said[at - 1] if at else None
    after = said[at + 1] if at + 1 < len(said) else None
    if before is not None and before.text.endswith(("'s", "s'")):
        return False
    if before is not None and before.small in {"the", "a", "an", "its", "his", "their"}:
        return False
    amount = after is not None and after.small == "of" and verb(said[at].small, Form.PRESENT)
    if is_verb(said, at):
        return not amount
    if before is not None and said[at].small.endswith("ed") and not said[at].capital:
        told = before.capital or before.small in _PRONOUNS or before.small.endswith("ly")
        return told and (after is None or after.small != "by")
    if before is not None and before.small in {"it", "he", "she"} and said[at].small.endswith("s"):
        return said[at].is_word
    if before is None or said[at].capital or verb(said[at].small, Form.BASE) is None:
        return False
    plural = before.is_word and before.small.endswith("s") and not before.small.endswith("ss")
    goes_on = after is not None and after.small in _BEHIND_VERB
    free = before.is_word and before.small not in _NEVER_BEFORE and not before.text[0].isdigit()
    return (at in {1, 2} and plural) or (goes_on and free)


_BEHIND_VERB = listed("the a an their its his her in on as to from with by for that no into at")
_NEVER_BEFORE = PREPOSITIONS | listed(
    "to the a an its his her their this that no any some will would can could may might must shall"
    " should not and or is are was were be been being"
)
_PRONOUNS = listed("he she it they who which that")
_SUBJECTS = listed("the a an he she it they his her its their some many most several all")


def _ends_clause(before: str) -> bool:
    """Whether a clause is over here, not within one that *that* or *who* began."""
    last = _SPLIT.split(before)[-1]
    said = words(last)
    verbal = [at for at in range(1, len(said)) if finite(said, at)]
    return bool(verbal) and not any(word.small in _RELATIVE | {"that"} for word in words(before))


def _beginnings(said: str) -> Iterator[str]:
    for end in (*(match.start() for match in _TAIL.finditer(said)), len(said)):
        if not _FEWEST_SPACES <= said.count(" ", 0, end) <= _MOST_SPACES:
            continue
        part = tidy(said[:end])
        if whole(part, said[end:]):
            yield part


def whole(part: str, rest: str) -> bool:
    """Whether a beginning of a sentence, before ``rest``, is a whole sentence itself."""
    every = words(part)
    if not every or _HOLE.search(part) or _ABBREVIATED.search(part):
        return False
    small = f" {part.lower()}"
    for opens, closes in _NOT_CUT.items():
        at = small.find(opens)
        if at >= 0 and closes not in small[at:] and (closes in rest or opens == " between "):
            return False
    if part.count('"') % 2 or (rest and any(cut(part, rest) for cut in _CUTS)):
        return False
    if _unfinished(every):
        return False
    return has_verb(every, rest)


def _within_list(part: str, rest: str) -> bool:
    """Whether a list goes on in the rest: "Poles, Czechs, who …, and Slovaks"."""
    _, comma, last = part.rpartition(", ")
    few = len(words(last)) <= _FEW_BEFORE if comma else False
    goes_on = re.match(r", (?!and (?:he|she|it|they|the)\b)[^,]+(?:, [^,]+)*,? (?:and|or) ", rest)
    return bool(comma) and few and goes_on is not None and not _verbal(last)


def _verbal(phrase: str) -> bool:
    said = words(phrase)
    return any(is_verb(said, at) for at in range(1, len(said)))


def _within_aside(part: str, rest: str) -> bool:
    """Whether a part ends within what stands between two commas."""
    head, comma, last = part.rpartition(", ")
    opens = re.match(r"(?:who|which|whose|whom|where|when|[a-z]+ing|[a-z]+ed)\b", last)
    return bool(comma and head) and rest.startswith(",") and opens is not None


def _before_verb(part: str, rest: str) -> bool:
    """Whether a part ends in the subject of what follows: "says the sheet, which …, is" """
    aside = re.match(r",[^,]*, (?=[a-z])", rest)
    return aside is not None and is_verb(words(rest[aside.end() :]), 0)


def _half_of_pair(part: str, rest: str) -> bool:
    """Whether only the last one of a list is left: ", and the Articles" """
    lead = 1 if loose_lead(words(part)) else 0
    if not rest.startswith(", and ") or part.count(", ") <= lead:
        return False
    behind = words(rest)
    return not any(finite(behind, at) for at in range(2, len(behind)))


_CUTS = (_within_list, _within_aside, _before_verb, _half_of_pair)


def _unfinished(said: Sequence[Word]) -> bool:
    """Whether a clause within has no verb yet: "when Peter the Great" """
    last = next((at for at in range(len(said) - 1, 0, -1) if said[at].small in _OPENS), None)
    if last is None:
        return False
    rest = range(last + 1, len(said))
    return not any(is_verb(said, at) or said[at].small.endswith("ed") for at in rest)


_OPENS = listed("when where who which because although whether whose")


def has_verb(said: Sequence[Word], rest: str = "") -> bool:
    """Whether a finite verb stands in the main clause."""
    start = _main_clause(said)
    if start is None:
        return False
    commas = 0
    for at in range(start, len(said)):
        word = said[at]
        commas += word.text == ","
        if at == start or not finite(said, at):
            continue
        if any(w.small in _RELATIVE for w in said[max(start, at - 4) : at]) and not commas:
            continue
        if at == start + 1 and said[start].text[0].isdigit():
            return False  # "68 ordered in 1975"
        ambiguous = verb(word.small, Form.PAST) and verb(word.small, Form.PARTICIPLE)
        behind = said[at + 1].small if at + 1 < len(said) else ""
        if ambiguous and (behind == "by" or (rest and behind in {"in", "from", "for", "on"})):
            continue
        if commas == 1 and ambiguous and said[start].capital:
            article = next((w for w in said[start:at] if w.text == ","), None)
            behind = [w.small for w in said if article and w.start > article.start][:1]
            if behind and behind[0] in {"a", "an"}:
                return False  # "Merrow F.C., a team formed in 1881"
        return True
    return False


def _main_clause(said: Sequence[Word]) -> int | None:
    """Where the main clause begins, behind a subordinate one in front of it."""
    if said[0].small not in _SUBORDINATE and not loose_lead(said):
        return 0
    if said[0].small not in _SUBORDINATE:
        return loose_lead(said)
    comma = next((at for at, word in enumerate(said) if word.text == ","), None)
    return comma + 1 if comma is not None and comma + 1 < len(said) else None
