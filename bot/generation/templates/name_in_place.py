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
from bot.generation.reading.sorts import PERSON
from bot.generation.reading.texts import Statement, Text
from bot.generation.sentences.content import content
from bot.generation.sentences.moments import moments
from bot.generation.sentences.predicates import PREPOSITIONS, is_verb
from bot.generation.sentences.quantities import quantities
from bot.generation.sentences.spans import Span, Word, tidy, words
from bot.generation.templates.name_phrases import behind, phrase_start, plain
from bot.generation.words.saying import SAY
from bot.generation.words.table import listed

_IN = re.compile(r"(?:^|,? )(?:in|at) $")
_HAPPENS = listed(
    "bear bury die settle hold found meet establish open build house stage discover add adopt"
    " conclude negotiate sign start begin occur crash land erect construct take arrest baptise"
    " install launch make produce found unveil inaugurate celebrate introduce test capture kill"
)
"""What is done at some place once."""

_CLAUSES = listed("when while after before as although because since")
_STARTS = re.compile(r"(?:Is|Are|Was|Were|Has|Have|Had|Do|Does|Did) ")
_LEADS = PREPOSITIONS | listed("as following")

_OFTEN = re.compile(
    r"\b(?:los[et]|loses|losing|w[io]ns?|beat|defeat(?:ed)?|play(?:ed)?|m[e]+t|face[ds]?)\b"
)
"""What the same people do more than once: it takes a date."""

_NO_FACT = listed("will can must shall would")
_NOT_TOLD = SAY - {"tells"} | listed("according unlike like including such than not never")
"""Words that make of a name no part of what happened; a museum *tells* a story itself."""

_FEWEST_BEFORE, _MUCH, _LITTLE, _MOST = 3, 6, 4, 26


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
    before = one.text[: name.at.start]
    after = behind(name.entity.name, one.text[name.at.end :], name.sort)
    to_do = name.sort == PERSON and after is not None and after.startswith(" to ")
    if after is None or to_do or _STARTS.match(one.text) or not _of_main(one, name, after):
        return None
    said = words(before)
    start = phrase_start(said, name.sort) if _in_main_clause(said) else None
    if start is None:
        return None
    return _asked(text, name, f"{before[:start]} {name.wh}{after}")


def _asked(text: Text, name: Sought, stem: str) -> str | None:
    """A stem that is not too long and tells enough."""
    said = tidy(stem)
    apt = len(words(said)) <= _MOST and _tells(text, name.entity, said)
    return f"{said}?" if apt else None


def _of_main(one: Statement, name: Sought, after: str) -> bool:
    """Whether a name stands in what the main clause says, not in an aside: "chaired by her, the
    jury …"."""
    main = next(iter(deeds(one.text)), None)
    if main is None:
        said = words(after)
        aside = after.startswith(",") and "," in one.text[: name.at.start]
        return not aside and not any(is_verb(said, at) for at in range(len(said)))
    return main.text != one.text or main.rest.holds(name.at)


def _in_main_clause(said: Sequence[Word]) -> bool:
    """Whether the verb of the main clause is behind, and no other clause has begun."""
    at = next((at for at in range(1, len(said)) if is_verb(said, at)), None)
    if at is None or len(said) < _FEWEST_BEFORE or any(w.small in _NOT_TOLD for w in said):
        return False
    comma = next((i for i, word in enumerate(said) if word.text == ","), 0)
    return plain(said[comma:] if said[0].small in _CLAUSES else said)


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
    if not said or said[0].small not in _LEADS or not dated or not plain(said):
        return None
    start = phrase_start(said, name.sort)
    if start is None:
        return None
    rest = main.text[main.rest.start : main.rest.end]
    wh = f"{before[:start]} {name.wh}{after}"
    return _asked(text, name, main.asked(wh, lowered(text, main.subject), rest))


def where(text: Text, one: Statement, name: Sought) -> str | None:
    """ "It was adopted in Moss in 1851": where was it adopted in 1851?"""
    main = next(iter(deeds(one.text)), None)
    before, after = one.text[: name.at.start], one.text[name.at.end :]
    if main is None or main.text != one.text or main.deed not in _HAPPENS or not main.past:
        return None
    if not main.rest.holds(name.at) or behind(name.entity.name, after, name.sort) is None:
        return None
    link = _IN.search(before)
    if link is None or link.start() < main.rest.start or not plain(words(before)):
        return None
    beyond = one.text[name.at.end : main.rest.end].removeprefix(",")
    rest = f"{before[main.rest.start : link.start()]}{beyond}"
    lead = lowered(text, main.opening)
    stem = main.asked("Where", lowered(text, main.subject), f"{rest} {lead}")
    dated = any(True for _ in moments(stem))
    return f"{stem}?" if dated and len(words(stem)) <= _MOST else None


def _tells(text: Text, key: Entity, stem: str) -> bool:
    """Whether a stem has what singles its key out: a name, and a date, a number, a rank, or much
    else."""
    named = [one for one in text.entities.within(stem) if one.name != key.name]
    if " one of " in stem or not named:
        return False
    said = len(content(stem))
    dated = any(True for _ in moments(stem))
    if _OFTEN.search(stem) and not dated:
        return False
    told = dated or superlative(stem) or bool(quantities(stem))
    return said >= _LITTLE and (told or said >= _MUCH)
