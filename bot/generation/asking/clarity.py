"""Which proposals ask plainly: those whose stem says of what, of whom, and in words that are known.

Each rule here takes away a way of asking that people who judged drafts kept mending.
"""

import re
from collections.abc import Callable, Collection

from bot.bank.texts.dates import in_words
from bot.domain.documents.source_document import BlockKind
from bot.generation.asking.context import leans_on_title
from bot.generation.asking.garbled import cut_short, garbled, limbs, retold, unsaid
from bot.generation.asking.ownerless import (
    lone_body,
    long_gone,
    minister_of_nowhere,
    of_no_body,
    office_of_nobody,
    office_of_nothing,
)
from bot.generation.asking.several_keys import SEVERAL_KEYS
from bot.generation.asking.severed import severed
from bot.generation.asking.unasked import UNASKED
from bot.generation.asking.unfinished import UNFINISHED
from bot.generation.asking.wrecked import WRECKED
from bot.generation.candidates import KeyKind, Proposal
from bot.generation.reading.mentions import singular
from bot.generation.reading.source_names import out_of_document
from bot.generation.reading.texts import Text
from bot.generation.reading.topics import topic
from bot.generation.reading.torn_names import torn_name
from bot.generation.sentences.content import content
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.spans import stands_in
from bot.generation.sentences.speech import unquoted
from bot.generation.words.table import listed, own_cities
from bot.generation.words.verbs import Form, verb

_INITIALS = re.compile(r"\b[A-Z]{2,8}\b")
_EVERYWHERE = listed(
    "LED DVD GPS UNESCO NATO UNICEF NASA BBC UN EU US USA UK USSR AIDS DNA HIV OPEC FIFA UEFA NOT"
    " SI GDP TV CD PC CIA FBI KGB IMF WHO WTO AD BC BCE CE"
)
OF_PEOPLE = listed(
    "bear die marry elect appoint resign retire graduate study emigrate flee knight educate bury"
    " succeed divorce"
)
_NO_PEOPLE = frozenset(
    {"country", "city", "region", "place", "document", "work", "event", "organisation"}
)
_ROMAN = re.compile(r"[IVX]+")


def clear(text: Text, one: Proposal, spelled: Collection[str] = ()) -> bool:
    """Whether a proposal asks plainly; ``spelled``: initials that the corpus spells out."""
    if any(fault(text, one) for fault in _FAULTS):
        return False
    bare = unquoted(one.stem)
    initials = () if one.fact.template == "acronym" else _INITIALS.findall(bare)
    return all(short in spelled or _known(text, short) for short in initials)


def _known(text: Text, short: str) -> bool:
    """Whether initials say what they stand for: what is VDSZ?"""
    if short in _EVERYWHERE or _ROMAN.fullmatch(short):
        return True
    entity = text.entities.by_form.get(short)
    in_full = entity is not None and any(" " in form for form in entity.aliases)
    main = text.entities.main
    if main is not None and short == "".join(filter(str.isupper, main.name)):
        return True
    return in_full or entity is main is not None


def _no_person(text: Text, one: Proposal) -> bool:
    """ "the Netherlands was elected": somebody else was."""
    entity = text.entities.find(one.fact.subject)
    deed = one.fact.relation.partition(" ")[0]
    return deed in OF_PEOPLE and entity is not None and entity.kind in _NO_PEOPLE


def _some_of_many(_text: Text, one: Proposal) -> bool:
    """ "what was the steam tram called": a name is asked for by a noun that tells too little."""
    if one.fact.template != "named":
        return False
    noun = one.fact.subject
    return not re.search(r" (?:of|for|by|about|between|on|in) ", noun)


_RANKED = re.compile(
    r"(?:finish(?:ed)?|come|came) (?!with\b)(?:\w+th|first|second|third|last)\b"
    r"(?!.* in (?:the |[A-Z]))"
)


def _placed_in_nothing(_text: Text, one: Proposal) -> bool:
    """ "finished second with 27 per cent": in what?"""
    told = one.fact.template in {"when", "count", "inplace"}
    named = one.fact.template == "names" and bool(_RANKED.search(unquoted(one.stem)))
    return named or (told and bool(_RANKED.match(one.fact.relation)))


_BROKEN = re.compile(r" (?:Brig|Bvt|Gen|Lt|Col|Maj|Capt|Sgt|Rev|St|Dr|Mr|Mrs|Prof|No|vs|etc)\??$")


def _broken_off(text: Text, one: Proposal) -> bool:
    """ "ordered Brig", "started an International Monetary Fund": what follows was cut off."""
    if _BROKEN.search(one.stem.removesuffix("?")):
        return True
    last = re.search(r"\ban? ([A-Z][^?]*)\?$", one.stem)
    award = last is not None and re.search(r"\b(?:Award|Prize|Medal|Order|Cup)$", last[1])
    return last is not None and not award and text.entities.find(last[1]) is not None


_SOMEWHEN = re.compile(r"\b(?:first|second) half of the \w+ century\b")


def _several_then(_text: Text, one: Proposal) -> bool:
    """ "Which country invaded it in the first half of the 14th century": another did as well."""
    return one.kind is KeyKind.NAME and _SOMEWHEN.search(one.stem) is not None


_SHARED = 2


def _dated_otherwise(text: Text, one: Proposal) -> bool:
    """Whether a sentence of the year before or after may tell of the same: a name of the stem and
    what else was done stand there, too."""
    if one.kind is not KeyKind.DATE or one.fact.template not in {"when", "inplace"}:
        return False
    key = next((m for m in one.fact.line.moments if m.span == one.fact.span), None)
    if key is None:
        return False
    main = content(text.entities.main.name) if text.entities.main else frozenset()
    asked = content(unquoted(one.stem)) - main
    for line, moment in text.dates_near(key):
        if abs(moment.year - key.year) > 1:
            break
        other = line is not one.fact.line and moment.year != key.year
        if other and len(asked & content(line.text)) >= _SHARED and _won(one.stem, line.text):
            return True
    return False


def _won(*said: str) -> bool:
    """Whether all tell of a win: the same race is won in many years."""
    return all(_WIN.search(one) for one in said)


_WIN = re.compile(r"\b(?:win|won|wins|winner|victory|title|champions?)\b")


def _maimed(text: Text, one: Proposal) -> bool:
    compared = one.fact.relation.startswith("compare ")  # to what others are
    quoted = one.stem.count('"') % 2 == 1
    if quoted or compared or garbled(one.stem):
        return True
    return one.kind is KeyKind.NAME and (cut_short(one.key) or _of_longer_name(text, one))


def _of_longer_name(text: Text, one: Proposal) -> bool:
    """Whether a key is a part of somebody's name."""
    who = text.entities.find(one.key)
    return who is not None and who.kind is Kind.PERSON and torn_name(who, text)


def _of_several(text: Text, one: Proposal) -> bool:
    """ "Merrow moved to Moss": which of the Merrows?"""
    who = one.fact.subject
    if " " in who or not who[:1].isupper() or text.entities.find(who) is not None:
        return False
    bearers = [found for found in text.entities.all if found.name.endswith(f" {who}")]
    return len(bearers) > 1 and not stands_in(who, text.document.source.title)


def _in_what(text: Text, one: Proposal) -> bool:
    """ "… accuses Ansel of the assault": of which one?"""
    return unsaid(one.stem) and not leans_on_title(text, one.stem)


_OVER = frozenset({BlockKind.HEADING, BlockKind.TIMELINE})


def _retold(text: Text, one: Proposal) -> bool:
    """ "in which city is the Ansel Company founded?", from a chronicle."""
    blocks = text.document.blocks[: one.fact.line.block.number]
    over = next((b.text for b in reversed(blocks) if b.kind in _OVER), "")
    date = text.document.source.date
    month = in_words(date[: len("2019-05")]) if date else None
    if month and month in over:
        return False  # when the document was published
    return retold(out_of_document(one.stem), over)


def _of_the_body(_text: Text, one: Proposal) -> bool:
    """ "how many legs": four."""
    told = one.kind is KeyKind.NUMBER and one.unit is not None and one.value is not None
    return told and limbs(str(one.unit), int(one.value or 0))


def _in_half(_text: Text, one: Proposal) -> bool:
    """ "buys from how many growers in Kerala", and in Goa as well."""
    return one.kind is not KeyKind.TOLD and severed(one.said, one.fact.line.text)


def _deed_for_subject(_text: Text, one: Proposal) -> bool:
    """ "… and deals with trade under a pact signed in 1948" is not about deals."""
    said, line = one.fact.subject, one.fact.line.text
    first = said.split(" ", 1)[0]
    if not first.islower() or verb(first, Form.PRESENT) is None or " " not in said:
        return False
    before = line[: line.find(said)].rstrip(" ,") if said in line else ""
    return before.endswith((" and", " but", " or", " also", " then"))


def _of_nobody(text: Text, one: Proposal) -> bool:
    """ "Compliance stood at what percentage?": whose?"""
    who = one.fact.subject
    asked = one.kind in {KeyKind.NUMBER, KeyKind.DATE} and one.fact.template == "inplace"
    if not asked or " " in who or not who or text.entities.within(unquoted(one.stem)):
        return False
    about = topic(text.document.source.title)
    return about is None or singular(who.lower()) not in about.noun


def _beside_its_city(_text: Text, one: Proposal) -> bool:
    """ "Which country set up a festival in Moscow?": its own."""
    own = own_cities().get(one.key, ()) if one.kind is KeyKind.NAME else ()
    return any(stands_in(city, one.stem) for city in own)


_FAULTS: tuple[Callable[[Text, Proposal], bool], ...] = (
    office_of_nothing,
    minister_of_nowhere,
    office_of_nobody,
    lone_body,
    of_no_body,
    long_gone,
    _no_person,
    _some_of_many,
    _placed_in_nothing,
    _broken_off,
    _several_then,
    _dated_otherwise,
    _maimed,
    _in_what,
    _of_several,
    _of_the_body,
    _retold,
    _in_half,
    _deed_for_subject,
    _of_nobody,
    _beside_its_city,
    *UNFINISHED,
    *UNASKED,
    *WRECKED,
    *SEVERAL_KEYS,
)
