"""Dates of what stands beside the main clause of a statement: in its opening, or behind what its
subject is said to be."""

import re

from bot.generation.asking.inner_case import lowered
from bot.generation.asking.inverting import main_clause
from bot.generation.asking.vagueness import one_of_many, some
from bot.generation.reading.texts import Statement, Text
from bot.generation.sentences.moments import Moment
from bot.generation.sentences.predicates import is_verb
from bot.generation.sentences.spans import tidy, words
from bot.generation.templates.dated_clause import EVENTS_HERE
from bot.generation.templates.placing import Posed
from bot.generation.templates.when import ALONE, NO_EVENTS
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, doing, verb

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
    deed = participle or (doing(first) if first.endswith("ing") else None)
    if deed is None or (participle and several) or deed.base in NO_EVENTS - EVENTS_HERE:
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
