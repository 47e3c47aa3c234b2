"""What the date of a statement dates: the deed of its main clause, where that is sure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.generation.asking.inner_case import lowered
from bot.generation.asking.inverting import Main, main_clause
from bot.generation.asking.vagueness import one_of_many, some
from bot.generation.reading.texts import Statement, Text
from bot.generation.sentences.moments import Moment, moments
from bot.generation.sentences.predicates import PREPOSITIONS, is_verb
from bot.generation.sentences.spans import Word, tidy, words
from bot.generation.templates.placing import LONGEST, Posed
from bot.generation.templates.when import ALONE, INCOMPLETE, NO_EVENTS
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, Verb, verb

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

_ADJUNCT = re.compile(
    r"(?<=[\w']),? (?:at|in|on|during|with|within|under|near|through|before|around|along|across|for"
    r"|to|as|by|from) "
)
_EVENTS_HERE = listed("go come suggest describe propose plan promise claim")
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
    rest = tidy(f"{_short(rest, main) if fronted else rest} {kept} {opening}")
    if not (_lasts if lasting else happened)(text, main, rest):
        return None
    subject = lowered(text, main.subject)
    if lasting and main.helper in {"is", "are"}:  # "is led by X since": has been led
        main = replace(main, helper={"is": "has", "are": "have"}[main.helper],
                       adverbs=tidy(f"been {main.adverbs}"))  # fmt: skip
    stem = f"{main.asked('{}', subject, rest)}?"
    told = f"{body} {moment.phrase.of(one.text)} {kept}" if not fronted else one.text
    return Posed(stem, subject, f"{main.deed} {rest}", tidy(told))


def _of_main(body: str, main: Main, moment: Moment, fronted: bool) -> bool:
    """Whether a date, before or behind ``body``, tells when its main verb was so."""
    begun = moment.lead in SINCE
    if begun and not (main.helper in {"has", "have"} or main.passive):
        return False
    if not begun and not main.past:
        return False
    if fronted:
        return not moments(body)
    rest = body[main.rest.start : main.rest.end]
    alone = main.helper != "had" and not moments(rest)  # "China joined in 1983 and Italy in"
    return alone and main.rest.end >= len(body) and _surely(rest, main)


def _lasts(text: Text, main: Main, rest: str) -> bool:
    """Whether something goes on that a date bounds: who leads a body is no such thing, and growth
    since 1990 is not the growing."""
    if len(rest.split()) < _FEWEST or some(text, lowered(text, main.subject)):
        return False
    return not re.search(r"^been (?:the )?[A-Z]|\b(?:growth|rise|increase|decline|fall)$", rest)


_MADE = re.compile(
    r"(?P<subject>[A-Z][^,]{1,60}?) (?P<be>is|was) (?:an?|the) (?P<what>[^,]{3,90}?)(?:,| that was"
    r"| which was)? (?P<first>first |originally |officially )?(?P<done>written|founded|established"
    r"|published|composed|released|formed|created|built|launched|invented|designed|developed"
    r"|directed|produced|incorporated|introduced|discovered|opened|completed|patented|born|signed"
    r"|adopted|ratified)(?P<by> by [A-Z][^,]{2,40}?)?(?P<where> (?:in|at) [A-Z][^,]{2,40}?)?,? "
)


def apposed(text: Text, one: Statement, moment: Moment) -> Posed | None:
    """ "The Reef is a novel by Ada Merrow, published in 1890": what was published is the subject,
    where no other name stands between that might be."""
    made = _MADE.fullmatch(one.text[: moment.phrase.start].rstrip(" ,") + " ")
    if made is None or any(is_verb(words(made["subject"]), i)
                           for i in range(1, len(words(made["subject"])))):  # fmt: skip
        return None
    head = re.split(r" (?:by|of|in|from|at|for|on) ", made["what"])
    others = [w for piece in head[:1] for w in words(piece) if w.capital]
    owned = re.search(r" (?:of|for|in|from|at|on|owned|part) .*[A-Z]", made["what"])
    if others or owned or " and " in made["subject"]:
        return None
    subject = lowered(text, made["subject"])
    rest = f"{made['first'] or ''}{made['done']}{made['by'] or ''}{made['where'] or ''}"
    told = f"{made['subject']} was {rest} {moment.phrase.of(one.text)}"
    return Posed(f"{{}} was {subject} {rest}?", subject, rest, told)


_NOT_OPENED = listed(
    "following including according beginning starting dating continuing being having regarding"
    " concerning considering based compared given owing depending assuming used known located"
)


def opened(text: Text, one: Statement, moment: Moment) -> Posed | None:
    """ "Founded in 1890, the firm …", "Leaving Rome in 1905, she …": what the opening tells of the
    subject."""
    main = main_clause(one.text)
    if main is None or not main.opening or moment.span.end > len(main.opening):
        return None
    said = words(main.opening)
    first = said[0].small
    rest = tidy(
        f"{main.opening[said[0].end : moment.phrase.start]} {main.opening[moment.phrase.end :]}"
    )
    if first in _NOT_OPENED or re.search(r"\b(?:and|or|when|while|after|before)\b|,", rest):
        return None
    subject = lowered(text, main.subject)
    several = main.helper in {"are", "were", "have", "do"} or re.search(
        r"(?:[a-z]s|\band\b.*)$", main.subject
    )
    participle = verb(first, Form.PARTICIPLE)
    deed = participle or (_doing(first) if first.endswith("ing") else None)
    if deed is None or (participle and several) or deed.base in NO_EVENTS - _EVENTS_HERE:
        return None
    if some(text, subject) or (not participle and one_of_many(deed.base, rest)):
        return None
    if not rest and deed.base not in ALONE | _BEGUN:
        return None
    clause = f"was {subject} {first}" if participle else f"did {subject} {deed.base}"
    told = f"{main.subject} {f'was {first}' if participle else deed.past} {rest}"
    return Posed(f"{tidy(f'{{}} {clause} {rest}')}?", subject, f"{deed.base} {rest}",
                 f"{tidy(told)} {moment.phrase.of(one.text)}")  # fmt: skip


_BEGUN = listed(
    "found establish build bear create open complete launch form incorporate introduce publish"
    " write compose release design construct erect commission discover invent dissolve abolish"
)


def _doing(small: str) -> Verb | None:
    """The verb of an -ing form."""
    stem = small.removesuffix("ing")
    forms = (stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem)
    return next((found for form in forms if (found := verb(form, Form.BASE))), None)


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
    said = words(rest)
    skip = 1 if main.verb is None else 0
    for at, word in enumerate(said):
        if at < skip or word.capital or not word.is_word:
            continue
        doing = word.small.endswith("ing") and _verbal(said, at)
        done = verb(word.small, Form.PARTICIPLE) is not None and at > skip
        if (
            doing
            or done
            or (word.small == "to" and at + 1 < len(said) and _base(said[at + 1].small))
        ):
            return False
        if word.small in BOUND | {"as"} or (is_verb(said, at) and at > skip):
            return False
    nested = re.sub(r"^(?:the |an? |its |his |her )?(?:\w+ ){0,3}", "", rest)
    return not _HAPPENINGS.search(nested if main.verb or main.passive else rest)


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


def happened(text: Text, main: Main, rest: str) -> bool:
    """Whether something happened that a date tells apart: not a state, not one of many."""
    if main.deed in NO_EVENTS - _EVENTS_HERE or main.deed in {"have", "be", "report"}:
        return False
    if main.deed in {"go", "come"} and len(rest.split()) < 3:  # noqa: PLR2004
        return False
    behind = rest if main.verb else rest.partition(" ")[2]
    complete = any(w.is_word and len(w.small) > 3 for w in words(behind))  # noqa: PLR2004
    alone = main.deed in ALONE or (main.passive and main.deed not in INCOMPLETE)
    if not complete and not alone:
        return False
    subject = lowered(text, main.subject)
    active = "" if main.passive else main.deed
    return not some(text, subject) and not one_of_many(active, behind)
