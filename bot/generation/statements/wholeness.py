"""Whether a piece of a sentence is a whole sentence itself."""

import re
from collections.abc import Sequence

from bot.generation.sentences.leads import loose_lead
from bot.generation.sentences.predicates import PREPOSITIONS, is_verb
from bot.generation.sentences.spans import Word, words
from bot.generation.statements.complements import wanting
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, verb

_HOLE = re.compile(
    r"\b(?:and|or|of|in|on|between|from|to|the|a|an|with|by|than|about|is|are|was|were|be|for|at"
    r"|as|into|under|over|near|only|around|per|which|who|that|even|in part|i\.e|e\.g)(?:,| ,|\.?$)"
    r"|, about \d+$"
)
"""What a lost formula or a lost link leaves: "between 105 and, "."""

_ABBREVIATED = re.compile(
    r" (?:Bvt|Brig|Gen|Maj|Capt|Lt|Col|Sgt|Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Gov|Sen|Rep|St|Mt|No|vs|cf|ca"
    r"|Vol|pp?|[A-Z])$"
)
_OF_A_NATION = re.compile(
    r"\bthe (?!first|last|only|next)[a-z]+ (?:[A-Z]\w+ )?[A-Z]\w+(?:ish|ese|ian|can)$"
)
"""An end before its noun: "of the small West African"."""

_NOT_CUT = {" both ": " and ", " between ": " and ", " either ": " or ", " not only ": " but "}
"""What begins a pair, and what has to stand between its halves."""
_SUBORDINATE = listed(
    "when while as after although though because since if before until despite following once"
    " whereas unless"
)
RELATIVE = listed("who which that whose whom where when what how why because although though if")
_FEW_BEFORE, _LONGEST_SUBJECT, _FAR = 4, 10, 120


def begins_clause(rest: str) -> bool:
    """Whether a subject and a finite verb begin a phrase."""
    said = words(rest[:_FAR])
    if not said or not (said[0].capital or said[0].small in _SUBJECTS):
        return False
    for at in range(1, min(len(said), _LONGEST_SUBJECT)):
        if said[at].text == "," or said[at].small in RELATIVE | {"and", "or"}:
            return False
        if finite(said, at):
            return said[at - 1].small not in PREPOSITIONS
    return False


def finite(said: Sequence[Word], at: int) -> bool:
    """Whether a finite verb stands here, and not a participle or a noun of the same form."""
    before = said[at - 1] if at else None
    after = said[at + 1].small if at + 1 < len(said) else ""
    if before is not None and (before.small in _DETERMINERS or before.text.endswith(("'s", "s'"))):
        return False
    if is_verb(said, at):
        led = before is not None and before.small in PREPOSITIONS
        if led and verb(said[at].small, Form.PARTICIPLE):
            return False  # "with increased voting rights"
        return not (after == "of" and verb(said[at].small, Form.PRESENT))
    if before is None or not before.is_word or said[at].capital:
        return False
    return _by_ending(before, said[at], after) or _by_place(before, said[at], after, at)


def _by_ending(before: Word, word: Word, after: str) -> bool:
    """ "she befriended", "it mentions": verbs that no table has."""
    if word.small.endswith("ed"):
        told = before.capital or before.small in _PRONOUNS or before.small.endswith("ly")
        return told and after != "by"
    return before.small in {"it", "he", "she"} and word.small.endswith("s") and word.is_word


def _by_place(before: Word, word: Word, after: str, at: int) -> bool:
    """ "herons live", "methods allow the": the form of many people shows no ending."""
    if verb(word.small, Form.BASE) is None:
        return False
    plural = before.small.endswith("s") and not before.small.endswith("ss")
    free = before.small not in _NEVER_BEFORE and not before.text[0].isdigit()
    return (at in {1, 2} and plural) or (after in _BEHIND_VERB and free)


_DETERMINERS = listed("the a an its his their")
_BEHIND_VERB = listed("the a an their its his her in on as to from with by for that no into at")
_NEVER_BEFORE = PREPOSITIONS | listed(
    "to the a an its his her their this that no any some will would can could may might must shall"
    " should not and or is are was were be been being"
)
_PRONOUNS = listed("he she it they who which that")
_SUBJECTS = listed("the a an he she it they his her its their some many most several all")


def whole(part: str, every: Sequence[Word], rest: str) -> bool:
    """Whether a beginning of a sentence, before ``rest``, is a whole sentence itself; ``every``:
    its words."""
    if not every or _HOLE.search(part) or _ABBREVIATED.search(part) or _OF_A_NATION.search(part):
        return False
    small = f" {part.lower()}"
    for opens, closes in _NOT_CUT.items():
        at = small.find(opens)
        if at >= 0 and closes not in small[at:] and (closes in rest or opens == " between "):
            return False
    if part.count('"') % 2 or (rest and any(cut(part, rest) for cut in _CUTS)):
        return False
    if _unfinished(every) or wanting(every):
        return False
    return has_verb(every, rest)


def _within_list(part: str, rest: str) -> bool:
    """Whether a list goes on in the rest: "Poles, Czechs, who …, and Slovaks"."""
    _, comma, last = part.rpartition(", ")
    if not comma or last.count(" ") >= _FEW_BEFORE:
        return False
    goes_on = re.match(r", (?!and (?:he|she|it|they|the)\b)[^,]+(?:, [^,]+)*,? (?:and|or) ", rest)
    return goes_on is not None and not _verbal(last)


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
    asides = list(re.finditer(r", (?=[a-z])", rest[:_FAR]))[1:]
    for place, aside in enumerate(asides):
        behind = words(rest[aside.end() : aside.end() + _FAR])
        if is_verb(behind, 0) and (not place or behind[0].small in _HELPERS):
            return True
    return False


def _half_of_pair(part: str, rest: str) -> bool:
    """Whether only the last one of a list is left: ", and the Articles" """
    if not rest.startswith(", and ") or not part.count(", "):
        return False
    if part.count(", ") == 1 and loose_lead(words(part)):
        return False
    behind = words(rest[2:].split(", ", 1)[0])
    return not any(finite(behind, at) for at in range(1, len(behind)))


def _within_predicates(part: str, rest: str) -> bool:
    """Whether the last of several predicates is left out: "is a member, holds a seat, and has" """
    if not rest.startswith((", and ", " and ")) or ", " not in part:
        return False
    return any(is_verb(words(part[at.end() :]), 0) for at in re.finditer(r", (?=[a-z])", part))


_LISTED = re.compile(
    r", (?:(?:an?|the|his|her|its|their|one|some|many|several|most|all|both|each|in|on|at|by|for"
    r"|from|to|of|with) )[^,]{1,40}(?:, [^,]{1,40})*,? (?:and|or) "
)


def _goes_on(_part: str, rest: str) -> bool:
    """Whether a list with articles goes on: "in the Baltic, the Black Sea and the Aegean"."""
    return _LISTED.match(rest) is not None


def _before_object(part: str, rest: str) -> bool:
    """Whether what a verb is done to comes behind an aside: "designed, among others, a car" """
    said = words(part)
    last = len(said) - 1
    if not rest.startswith(",") or last < 1 or verb(said[last].small, Form.PAST) is None:
        return False
    return finite(said, last) and said[last].small not in _ALONE


def _within_predicate(part: str, rest: str) -> bool:
    """Whether a part ends within what stands between a verb and its object: "became, in 1990"."""
    head, comma, _ = part.rpartition(", ")
    return bool(comma) and rest.startswith(", ") and _before_object(head, ", ")


def _before_adjective(part: str, rest: str) -> bool:
    """ "a mixed, mostly Danish, crew" """
    return re.search(r"\b(?:an?|the) [a-z]+$", part) is not None and (
        re.match(r", [^,]+, [a-z]", rest) is not None
    )


def _lead_only(part: str, rest: str) -> bool:
    """Whether only what stands before the main clause is left: "By custom in law reports" """
    first = part.split(" ", 1)[0].lower()
    return first in PREPOSITIONS | _SUBORDINATE and begins_clause(rest.lstrip(", "))


def _before_infinitive(_part: str, rest: str) -> bool:
    """Whether the verb goes on behind asides: "the hull turned out, after tests, to be oak" """
    return re.match(r"(?:, [^,;:]+)*, to (?:be|have|become)\b", rest) is not None


_HELPERS = listed("is are was were has have had can could may might will would must should")
_ALONE = listed("died resigned retired sank fell rose collapsed failed won lost left opened closed")

_CUTS = (
    _within_list,
    _within_aside,
    _before_verb,
    _half_of_pair,
    _goes_on,
    _before_object,
    _within_predicate,
    _within_predicates,
    _before_adjective,
    _lead_only,
    _before_infinitive,
)


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
        if any(w.small in RELATIVE for w in said[max(start, at - 4) : at]) and not commas:
            continue
        if at == start + 1 and said[start].text[0].isdigit():
            return False  # "68 ordered in 1975"
        ambiguous = verb(word.small, Form.PAST) and verb(word.small, Form.PARTICIPLE)
        behind = said[at + 1].small if at + 1 < len(said) else ""
        if ambiguous and (behind == "by" or (rest and behind in {"in", "from", "for", "on"})):
            continue
        if commas == 1 and _in_apposition(said[start:at]):
            continue  # "Merrow F.C., a team formed in 1881"
        return True
    return False


def _in_apposition(before: Sequence[Word]) -> bool:
    """Whether an aside goes on behind a subject: "Merrow, the actor known for" """
    comma = next(at for at, word in enumerate(before) if word.text == ",")
    aside = [word.small for word in before[comma + 1 :]]
    named = all(word.capital or not word.is_word for word in before[:comma]) or before[0].small in {
        "the",
        "a",
        "an",
    }
    return named and aside[:1] in (["a"], ["an"], ["the"]) and "and" not in aside


def _main_clause(said: Sequence[Word]) -> int | None:
    """Where the main clause begins, behind a subordinate one in front of it."""
    if said[0].small not in _SUBORDINATE and not loose_lead(said):
        return 0
    if said[0].small not in _SUBORDINATE:
        return loose_lead(said)
    comma = next((at for at, word in enumerate(said) if word.text == ","), None)
    return comma + 1 if comma is not None and comma + 1 < len(said) else None
