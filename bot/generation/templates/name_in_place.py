"""A name asked for where it stands in its statement: "… was sold to which company in 1932?"

Nothing has to be known of the verb then; only that the name is a whole phrase of the main clause.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.generation.asking.deeds import deeds
from bot.generation.asking.inner_case import lowered
from bot.generation.asking.telling import superlative
from bot.generation.reading.entities import Entity
from bot.generation.reading.sorts import PERSON, namesake
from bot.generation.reading.texts import Statement, Text
from bot.generation.sentences.boundaries import RELATIVE
from bot.generation.sentences.content import content
from bot.generation.sentences.moments import moments
from bot.generation.sentences.name_kinds import demonym
from bot.generation.sentences.predicates import PREPOSITIONS, is_verb
from bot.generation.sentences.quantities import quantities
from bot.generation.sentences.spans import Span, Word, tidy, words
from bot.generation.words.table import listed, nouns

_INNER = RELATIVE | listed("when while because although though if whether like unlike but how why")
"""What begins another clause."""

_CLAUSES = listed("when while after before as although because since")
_MAY_BEGIN = listed("as after before since until than and")
"""What begins another clause where a verb follows."""

_BEYOND = re.compile(
    r",? (?:(?:for|of|in|at|to|from|by|with|after|under|on) )?(?:which|whom|who|whose|where|when"
    r"|although|though|while|because)\b"
)
"""What is told beyond the name, and of it: it is left out."""

_IN = re.compile(r"(?:^| )(?:in|at) $")
_HAPPENS = listed(
    "bear bury die settle hold found meet establish open build house stage discover add adopt"
    " conclude negotiate sign start begin occur crash land erect construct take arrest baptise"
    " install launch make produce found unveil inaugurate celebrate introduce test capture kill"
)
"""What is done at some place once."""

_STARTS = re.compile(r"(?:Is|Are|Was|Were|Has|Have|Had|Do|Does|Did) ")
_LEADS = PREPOSITIONS | listed("as following")

_LINKS = PREPOSITIONS - listed(
    "near about around behind beside within without along like of across between among on"
)
_OF = listed(
    "capital coast government parliament president king queen emperor ruler son daughter brother"
    " sister father mother wife husband widow nephew niece grandson granddaughter pupil student"
    " friend direction supervision leadership command patronage work reign house home successor"
    " guidance editorship presidency chairmanship member director headquarters independence mouth"
    " shore shores south north east west part invasion annexation conquest occupation army border"
    " territory governor mayor chairman faculty board department professor rector graduate owner"
    " ownership control possession control citizen native subsidiary branch division campus"
    " foundation replacement"
    " assassination murder death arrest election appointment defeat abdication"
)
"""What a name behind *of* may belong to, so that asking of which one is plain."""

_GOES_ON = re.compile(
    r"(?:'|-|–| [A-Z\"(]| (?:and|or|&) (?!(?:was|were|is|had|has|[a-z]+ed)\b)"
    r"|, (?:[A-Z][\w.-]+,? )*(?:and |or )(?:the )?[A-Z]|, [A-Z])"
)
"""Behind a name: the rest of it, a second one, or a region that tells it."""

_FOLLOWS = (PREPOSITIONS - {"of"}) | listed("and to after before as ,")
_NO_FACT = listed("will can must shall would")
_NOT_TOLD = listed("according unlike like including such say says said tell told than not never")
_FEWEST_BEFORE, _MUCH, _LITTLE, _MOST, _CALLED = 3, 6, 4, 26, 4


class Sought(NamedTuple):
    """A name that is asked for: where its statement has it, what bears it, and of what sort."""

    at: Span
    entity: Entity
    sort: str

    @property
    def wh(self) -> str:
        return "whom" if self.sort == PERSON else f"which {self.sort}"


def in_place(text: Text, one: Statement, name: Sought) -> str | None:
    """The statement with a name in it asked for; None where that is not plain."""
    before, after = one.text[: name.at.start], one.text[name.at.end :]
    beyond = _BEYOND.match(after)
    after = after[: beyond.start()] if beyond else after
    said = words(before)
    to_do = name.sort == PERSON and after.startswith(" to ")
    if to_do or is_verb(words(one.text.lower()), 0) or _STARTS.match(one.text):
        return None
    if not _in_main_clause(said) or _GOES_ON.match(after) or namesake(name.entity.name, after):
        return None
    start = _phrase(said, name.sort) if _is_over(after) else None
    if start is None:
        return None
    stem = tidy(f"{before[:start]} {name.wh}{after}")
    if len(words(stem)) > _MOST or not _tells(text, name.entity, stem):
        return None
    return f"{stem}?"


def _in_main_clause(said: Sequence[Word]) -> bool:
    """Whether the verb of the main clause is behind, and no other clause has begun."""
    at = next((at for at in range(1, len(said)) if is_verb(said, at)), None)
    if at is None or len(said) < _FEWEST_BEFORE or any(w.small in _NOT_TOLD for w in said):
        return False
    lead = said[0].small in _CLAUSES and next(
        (i for i in range(len(said)) if said[i].text == ","), 0
    )
    return _plain(said[lead:] if lead else said)


def _plain(said: Sequence[Word]) -> bool:
    """Whether no other clause has begun."""
    for at, word in enumerate(said):
        if word.capital and at:
            continue
        if word.small in _INNER:
            return False
        verbal = any(
            is_verb(said, then, joined=then == at + 1) for then in range(at + 1, len(said))
        )
        if word.small in _MAY_BEGIN and verbal:
            return False
    return True


def in_lead(text: Text, one: Statement, name: Sought) -> str | None:
    """ "After the war with Norway in 1814, Moss was sold": after the war with which country?"""
    main = next(iter(deeds(one.text)), None)
    if main is None or main.text != one.text or main.helper in _NO_FACT:
        return None
    lead = main.opening
    if name.at.end > len(lead) or not lead or main.opening not in one.text[: len(lead)]:
        return None
    before, after = lead[: name.at.start], lead[name.at.end :]
    said = words(before)
    dated = not after or any(
        m.phrase.start <= 1 and m.phrase.end == len(after) for m in moments(after)
    )
    if not said or said[0].small not in _LEADS or not dated or not _plain(said):
        return None
    start = _phrase(said, name.sort)
    if start is None:
        return None
    rest = main.text[main.rest.start : main.rest.end]
    stem = main.asked(f"{before[:start]} {name.wh}{after}", lowered(text, main.subject), rest)
    if len(words(stem)) > _MOST or not _tells(text, name.entity, stem):
        return None
    return f"{stem}?"


def where(text: Text, one: Statement, name: Sought) -> str | None:
    """ "It was adopted in Moss in 1851": where was it adopted in 1851?"""
    main = next(iter(deeds(one.text)), None)
    before, after = one.text[: name.at.start], one.text[name.at.end :]
    if main is None or main.text != one.text or main.deed not in _HAPPENS or not main.past:
        return None
    if not main.rest.holds(name.at) or _GOES_ON.match(after) or not _is_over(after):
        return None
    link = _IN.search(before)
    if link is None or link.start() < main.rest.start or not _plain(words(before)):
        return None
    rest = f"{before[main.rest.start : link.start()]}{one.text[name.at.end : main.rest.end]}"
    lead = lowered(text, main.opening)
    stem = main.asked("Where", lowered(text, main.subject), f"{rest} {lead}")
    dated = any(True for _ in moments(stem))
    return f"{stem}?" if dated and len(words(stem)) <= _MOST else None


def _is_over(after: str) -> bool:
    """Whether a name's phrase ends with it, and no verb of another clause follows at once."""
    said = words(after)
    if not said or any(one.phrase.start <= said[0].start for one in moments(after)):
        return True
    return said[0].small in _FOLLOWS


def _phrase(said: Sequence[Word], sort: str) -> int | None:
    """Where the phrase of a name begins: behind its preposition or the verb, before what its
    bearer is called; None where that is not plain."""
    end = len(said)
    if end > 1 and said[end - 1].small == "of" and said[end - 2].small == sort:
        end -= 2  # in the city of
    while end and (said[end - 1].small in nouns("role") or said[end - 1].small == sort):
        end -= 1
    if end < len(said) and end and (demonym(said[end - 1].text) or said[end - 1].small == "late"):
        end -= 1
    if end and said[end - 1].small == "the":
        end -= 1
    if not end or len(said) - end > _CALLED:
        return None
    link = said[end - 1]
    if link.small == "of":
        return link.end if end > 1 and said[end - 2].small in _OF else None
    object_of = sort != PERSON and is_verb(said, end - 1)
    return link.end if (link.small in _LINKS and not link.capital) or object_of else None


def _tells(text: Text, key: Entity, stem: str) -> bool:
    """Whether a stem has what singles its key out: a name, and a date, a number, a rank, or much
    else."""
    named = [one for one in text.entities.within(stem) if one.name != key.name]
    if " one of " in stem or not named:
        return False
    said = len(content(stem))
    told = bool(moments(stem)) or superlative(stem) or bool(quantities(stem))
    return said >= _LITTLE and (told or said >= _MUCH)
