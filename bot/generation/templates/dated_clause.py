"""What the date of a statement dates: the deed of its main clause, where that is sure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.generation.asking.inner_case import lowered
from bot.generation.asking.inverting import Main, main_clause
from bot.generation.asking.vagueness import one_of_many, some
from bot.generation.reading.texts import Statement, Text
from bot.generation.sentences.moments import Moment, moments
from bot.generation.sentences.predicates import PREPOSITIONS, gerund, is_verb
from bot.generation.sentences.spans import Word, tidy, words
from bot.generation.templates.placing import LONGEST, Posed
from bot.generation.templates.planned import deed_and_voice, extra_verbs, meant, planned
from bot.generation.templates.when import ALONE, INCOMPLETE, NO_EVENTS
from bot.generation.words.table import listed, nouns
from bot.generation.words.verbs import Form, verb

SINCE = frozenset({"since"})
UNTIL = frozenset({"until", "till"})
CUT = re.compile(
    r",(?!\d)|;| (?:which|who|whom|whose|that|where|when|while|before|after|as|and|but|or|because"
    r"|so|although|though|until|since)\b"
)
"""Where what follows a date only adds to what it dates."""

BOUND = listed("who which that where when whose after before while since until because than")
_HAPPENINGS = re.compile(
    r"\b(?:death|birth|passage|passing|publication|creation|founding|foundation|establishment"
    r"|invasion|conquest|battle|war|revolution|rebellion|uprising|election|elections|independence"
    r"|discovery|invention|introduction|arrival|departure|release|collapse|fall|end|outbreak"
    r"|assassination|murder|killing|marriage|wedding|coup|attack|attacks|conference|congress|summit"
    r"|meeting|games|olympics|championship|championships|cup|final|tournament|season|edition"
    r"|census|treaty|act|bill|book|novel|paper|article|essay|film|report|study|letter|speech"
    r"|opening|closing|closure|construction|completion|formation|dissolution|occupation|siege"
    r"|earthquake|fire|flood|crash|accident|crisis|strike|protest|protests|vote|referendum"
    r"|campaign|expedition|mission|flight|visit|return|debut|premiere|tour|win|victory|defeat"
    r"|surrender|retirement|resignation|appointment|ratification|signing|agreement|merger"
    r"|acquisition|purchase|sale|adoption|abolition|annexation|reign|raid|hostilities|talks)\b",
    re.IGNORECASE,
)
"""What may have a date of its own: the death, the passage, the battle in 1830."""

_AT_EVENT = re.compile(
    r"\b(?:at|in|during) (?:an?|the|its|their|his|her) (?:(?!of\b|after\b|before\b)[\w-]+ ){0,3}?"
    rf"{_HAPPENINGS.pattern}", re.IGNORECASE
)  # fmt: skip
"""What is done at an event has its date: "approved in a referendum in March 2012"."""

_ADJUNCT = re.compile(
    r"(?<=[\w']),? (?:at|in|on|during|with|within|under|near|through|before|around|along|across|for"
    r"|to|as|by|from) "
)
EVENTS_HERE = listed("go come suggest describe propose plan promise claim")
_BESIDE = re.compile(
    r", (?:just |only |about )?(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d+)"
    r" (?:years?|months?|weeks?|days?) (?:before|after|earlier|later)\b[^,]{0,80}, "
)
"""What tells of a date in front how near it is to another one."""

_NOUNS = listed("king during building including ring wing spring")
_DETERMINERS = listed("the a an its his her their some many several all each to")
_FEW, _FEWEST = 6, 2


def turned(text: Text, one: Statement, moment: Moment) -> Posed | None:
    """ "In which year did the firm open its mill?", where the date surely tells that."""
    before, after = one.text[: moment.phrase.start], one.text[moment.phrase.end :]
    fronted = not before.strip()
    if fronted:
        near = _BESIDE.match(after)
        body, kept = _upper((after[near.end() :] if near else after).lstrip(" ,")), ""
    else:
        cut = CUT.search(after)
        kept = tidy(after[: cut.start()] if cut else after)
        body = tidy(before)
    main = main_clause(body)
    opening = led(text, main) if main else None
    if main is None or opening is None or "{" in body or not _of_main(body, main, moment, fronted):
        return None
    lasting = moment.lead in SINCE | UNTIL
    rest = body[main.rest.start : main.rest.end]
    if "only" in main.adverbs or _OF_WHOM.search(rest):
        return None
    rest = tidy(f"{_short(rest, main) if fronted else rest} {kept} {opening}")
    if not (_lasts if lasting and not planned(main, moment) else happened)(text, main, rest):
        return None
    subject = lowered(text, main.subject)
    if lasting and main.helper in {"is", "are"}:  # "is led by X since": has been led
        main = replace(main, helper={"is": "has", "are": "have"}[main.helper],
                       adverbs=tidy(f"been {main.adverbs}"))  # fmt: skip
    stem = f"{main.asked('{}', subject, rest)}?"
    told = f"{body} {moment.phrase.of(one.text)} {kept}" if not fronted else one.text
    return Posed(stem, subject, f"{main.deed} {rest}", tidy(told))


_OF_WHOM = re.compile(r"\b(?:its|their) [^,]* as\b")
""" "took part in its work as": of somebody named before."""


def _of_main(body: str, main: Main, moment: Moment, fronted: bool) -> bool:
    """Whether a date, before or behind ``body``, tells when its main verb was so."""
    begun = moment.lead in SINCE
    if begun and not (main.helper in {"has", "have"} or main.passive):
        return False
    if not begun and not main.past and not planned(main, moment):
        return False
    if fronted:
        return not moments(body) and main.helper != "had"  # before something else of that year
    rest = body[main.rest.start : main.rest.end]
    alone = main.helper != "had" and not moments(rest)  # "China joined in 1983 and Italy in"
    return alone and main.rest.end >= len(body) and _surely(rest, main)


_WHOSE = ("its ", "his ", "her ", "their ")
"""Of whom a name that is no subject may be: "Ek was its conductor"."""


def _lasts(text: Text, main: Main, rest: str) -> bool:
    """Whether something goes on that a date bounds: who leads a body is no such thing, and growth
    since 1990 is not the growing."""
    office = any(word.small in nouns("role") for word in words(rest))
    if rest.startswith(_WHOSE) or (office and not text.entities.within(rest)):
        return False
    if len(rest.split()) < _FEWEST or some(text, lowered(text, main.subject)):
        return False
    return not re.search(r"^been (?:the )?[A-Z]|\b(?:growth|rise|increase|decline|fall)$", rest)


def _upper(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


def _short(rest: str, main: Main) -> str:
    """What follows the verb, as far as a stem can hold it; the ends that are left out only add."""
    cut = re.search(
        r",? (?:(?:after|under|in|of|by|for|with|to) )?(?:which|whom)\b"
        r"|,? (?:who|where|when|whose|including|because|although|while)\b"
        r"|, [a-z]+ing\b|, (?:an?|the) ", rest
    )  # fmt: skip
    kept = rest[: cut.start()] if cut else rest
    room = LONGEST - 6 - len(words(main.subject))
    ends = [m.start() for m in _ADJUNCT.finditer(kept)]
    while len(words(kept)) > room and ends:
        kept = kept[: ends.pop()]
    return kept


def led(text: Text, main: Main) -> str | None:
    """What stands before the subject as it can stand at the end; nothing where it only adds."""
    first = words(main.opening)[0].small if main.opening else ""
    if first in {"in", "at", "under", "during", "with", "within", "on"}:
        return lowered(text, main.opening) if len(main.opening.split()) <= _FEW else None
    if first == "according":
        return None  # who says so would be lost
    if not first or first.endswith(("ing", "ed")) or verb(first, Form.PARTICIPLE):
        return ""
    return "" if first in {"like", "unlike", "despite"} else None


def _surely(rest: str, main: Main) -> bool:
    """Whether a date behind ``rest`` can only tell when the main verb happened."""
    to = meant(main)
    said = words(rest[to.end() :] if to else rest)
    skip = (1 if main.verb is None else 0) + extra_verbs(main)
    for at, word in enumerate(said):
        if at < skip or word.capital or not word.is_word:
            continue
        if word.small == "as" and not any(is_verb(said, i) for i in range(at + 1, len(said))):
            continue
        busy = word.small.endswith("ing") and (_verbal(said, at) or gerund(said, at))
        done = verb(word.small, Form.PARTICIPLE) is not None and at > skip
        if (
            busy
            or done
            or (word.small == "to" and at + 1 < len(said) and _base(said[at + 1].small))
        ):
            return False
        if word.small in BOUND | {"as"} or (is_verb(said, at) and at > skip):
            return False
    plain = _AT_EVENT.sub("", rest)
    nested = re.sub(r"^(?:the |an? |its |his |her )?(?:\w+ ){0,3}", "", plain)
    return not _HAPPENINGS.search(nested if main.verb or main.passive else plain)


def _verbal(said: Sequence[Word], at: int) -> bool:
    """Whether an -ing form has an object or a phrase of its own: "using the", not "operating
    rights"."""
    after = said[at + 1] if at + 1 < len(said) else None
    owned = after is not None and after.small in _DETERMINERS
    if said[at].small in _NOUNS and not (said[at].small == "building" and owned):
        return False
    before = said[at - 1].small if at else ""
    if before in {"the", "a", "an", "its", "his", "her"}:
        return False
    plain = after is not None and after.is_word and not after.capital
    return not (plain and after is not None and after.small not in PREPOSITIONS | _DETERMINERS)


def _base(small: str) -> bool:
    return verb(small, Form.BASE) is not None


_MADE_ONCE = listed(
    "found establish build create open complete construct erect inaugurate introduce name unveil"
    " negotiate install discover"
)
_PEOPLE = re.compile(
    r"(?:an?|some) (?:[a-z-]+ )?(?:man|woman|boy|girl|person|child|driver|officer)\b"
)
"""What is made at a named place is told apart by that: "a wing was opened in Moss"."""

_DECLARED = frozenset({"declare", "name", "make", "call", "appoint", "elect"})
_BEGINNING = frozenset({"apply", "resume"})


def happened(text: Text, main: Main, rest: str) -> bool:
    """Whether something happened that a date tells apart: not a state, not one of many."""
    deed, passive = deed_and_voice(main)
    if deed in NO_EVENTS - EVENTS_HERE or deed in {"have", "be", "report"}:
        return False
    if deed in {"go", "come"} and len(rest.split()) < 3:  # noqa: PLR2004
        return False
    behind = rest if main.verb else rest.partition(" ")[2]
    complete = any(w.is_word and len(w.small) > 3 for w in words(behind))  # noqa: PLR2004
    alone = deed in ALONE | _BEGINNING or (passive and deed not in INCOMPLETE)
    if not complete and not alone:
        return False
    subject = lowered(text, main.subject)
    active = deed if not passive or deed in _DECLARED else ""
    made = passive and deed in _MADE_ONCE and not _PEOPLE.match(subject)
    if made and len(subject.split()) > _FEWEST and text.entities.within(behind):
        return True
    where = passive and behind.split(" ", 1)[0] in PREPOSITIONS
    return not some(text, subject) and (where or not one_of_many(active, behind))
