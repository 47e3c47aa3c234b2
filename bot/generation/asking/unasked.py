"""What is not asked of a text although it tells it: what others did too, what befell somebody whom
nobody knows otherwise, and what is of something that only the sentence before says."""

import re
from collections.abc import Callable

from bot.generation.asking.context import leans_on_title
from bot.generation.candidates import TRUEFALSE, KeyKind, Proposal
from bot.generation.reading.entities import Entity
from bot.generation.reading.passing import one_land, only_a_voice
from bot.generation.reading.source_names import out_of_document
from bot.generation.reading.texts import Text
from bot.generation.sentences.name_kinds import Kind, demonym
from bot.generation.sentences.spans import words
from bot.generation.sentences.speech import unquoted

_ALSO = re.compile(
    r"\b(?:[Ww]ho|[Ww]hich (?:[a-z]+ ){1,2})(?: ?(?:has|had|have|was|were|is))? ?also\b"
)


def others_too(_text: Text, one: Proposal) -> bool:
    """ "who also lost a boat": somebody of the text lost one before, who is as right."""
    return one.kind is KeyKind.NAME and _ALSO.search(unquoted(one.stem)) is not None


_SUFFERED = re.compile(
    r"\b(?:had|has had|have|having|underwent|undergo) (?:an?|the|her) (?:[a-z]+ )?"
    r"(?:termination|abortion|miscarriage|stillbirth|breakdown|overdose|transplant|mastectomy)\b"
    r"|\b(?:was|is|been|being|get|got) (?:[A-Z][\w'-]+ ){0,3}(?:[a-z]+ly )?"
    r"(?:raped|molested|groped|abused|assaulted|blackmailed|stalked|harassed|trafficked|mugged"
    r"|diagnosed)\b"
    r"|\b(?:attempted|committed?) suicide\b|\b(?:suffers?|suffered|suffering) from (?!the\b)[a-z]"
)
"""Illnesses, and crimes as one victim has them; several are no person asked by name."""


def of_a_private_person(text: Text, one: Proposal) -> bool:
    """Whether what ails somebody, or what crime befell them, is asked by name, where the document
    is not about that person."""
    said = f"{one.fact.relation} {unquoted(one.stem)} {one.said}"
    if not _SUFFERED.search(said):
        return False
    there = text.entities.within(one.said)
    return any(who.kind is Kind.PERSON and not _about(text, who) for who in there)


_LIVES = re.compile(
    r"(?:(?:^|, )[Ww]ho|[A-Z][\w'-]+) (?:lives?|lived|resides?|resided|(?:runs?|ran|owns?) an?"
    r"|(?:was|is|were) (?:taken|rushed|airlifted|flown|brought|admitted|given permission))\b"
)
_ACCIDENT = re.compile(
    r"\b(?:(?:tragic|car|road|traffic|freak|workplace|climbing|motorcycle) (?:accident|crash)"
    r"|(?:struck|hit|run over) by an? (?:car|truck|lorry|bus|van|train|motorist))\b"
)
_KIN = re.compile(r"(?<!of )\bthe (?:[A-Z][\w'-]+ )+(?:family|couple|household)\b")


def private_life(text: Text, one: Proposal) -> bool:
    """Who lives or runs a shop somewhere, was taken to hospital, or died by an accident, where the
    document is not about that person: a family's plans neither."""
    bare = out_of_document(one.stem)
    if any(match[0] not in text.document.source.title for match in _KIN.finditer(bare)):
        return True
    named = one.kind is KeyKind.NAME or one.fact.template == TRUEFALSE
    asked = named and _LIVES.search(bare) is not None
    if not asked and not _ACCIDENT.search(one.fact.line.text):
        return False
    there = text.entities.within(f"{one.said} {one.key}")
    people = [who for who in there if who.kind in _PEOPLE and who is not text.entities.main]
    return any(who not in text.entities.within(text.document.source.title) for who in people)


def of_a_voice(text: Text, one: Proposal) -> bool:
    """What somebody owns or does whom a report only asks for a word. An office is asked of those,
    too, and when something happened."""
    if one.kind is KeyKind.DATE or one.fact.template in _OFFICES:
        return False
    return any(only_a_voice(text, who) for who in text.entities.within(f"{one.said} {one.key}"))


_OFFICES = frozenset({"role", "match", "acronym", "definition"})
_PEOPLE = frozenset({Kind.PERSON, Kind.UNKNOWN})


def _about(text: Text, who: Entity) -> bool:
    main = who is text.entities.main
    return main or who in text.entities.within(text.document.source.title)


_IN_TIME = r"(?=\?| (?:in|since|on|by|until|from|over) (?:the )?(?:which|what|[A-Z\d]|\w+ies\b))"
_HOW_MANY = r"(?:about |some )?(?:how many|\d[\d,.]*)"
_PERCENT = rf"(?:what percentage|{_HOW_MANY} ?(?:per ?cent|%))"
_WHAT_FOR = (
    r"\ban? (?:[a-z]+ )?(?:agreement|deal|accord|settlement|compromise|consensus)"
    r" (?:(?:was|had been|has been) )?(?:reached|made|struck|found)"
    r"(?! (?:on|to|with|between|that|over|about|for|under)\b)",
    rf"\b(?:proceedings|legal action|charges|hostilities){_IN_TIME}",
    rf"\ban? (?:[a-z]+ )?(?:award|prize|medal|grant|lawsuit){_IN_TIME}",
    r"\bhow many entries (?:did|were|was|had|does|do) an? ",
    rf"\ban? [^?]*\b(?:drew|received|attracted) {_HOW_MANY} entries\b",
    r"\b(?:hold|holds|held|own|owns|owned|keep|kept|acquire|acquired|buy|bought|sold|sell)"
    rf" (?:about )?{_PERCENT}\?$",
    rf"\b{_HOW_MANY} (?:tonnes|tons|litres|gallons|barrels|kilograms)"
    r" (?:(?:will|can|may|must|should) be|was|were|are|is|(?:has|have|had) been)\b",
    r"\bthe (?:[a-z]+ )?(?:score|result|rating|mark|grade|total|figure|ratio) "
    rf"(?:was|is|stood|came|rose|fell|reached)\b[^?]*(?:{_HOW_MANY}|what percentage)",
)
_OF_NOTHING = re.compile("|".join(_WHAT_FOR), re.IGNORECASE)
_MEANT_BEFORE = re.compile(
    r"\b[Tt]he (?:idea|notion|concept|practice|matter|issue|move|measure|step|initiative)\b"
    r"(?! (?:of|for|to|that|behind|on|in|against|by)\b)"
)
"""What only a sentence before has said."""


def of_nothing(text: Text, one: Proposal) -> bool:
    """ "brought proceedings": over what? "the score was what percentage": of what? "the idea came
    from Moss": which? Where the title has it, the document that stands in front tells."""
    if one.kind is KeyKind.TOLD:
        return False
    bare = unquoted(one.stem)
    if _OF_NOTHING.search(bare):
        return True
    return _MEANT_BEFORE.search(bare) is not None and not leans_on_title(text, one.stem)


def told_by_adjective(_text: Text, one: Proposal) -> bool:
    """ "To which country did the Anglo-Irish family move?", "in which country … Chinese novels"."""
    if one.kind is not KeyKind.NAME or one.name_kind is not Kind.COUNTRY or " " in one.key:
        return False
    (land,) = words(one.key)
    said = (part for word in words(out_of_document(one.stem)) for part in word.text.split("-"))
    return any(demonym(part) and one_land(land, part.lower()) for part in said)


_PLACE_ASKED = re.compile(r"(?:(?:in|at|to) (?:which|what)|where)\b", re.IGNORECASE)
_AT_BODY = re.compile(
    r"\b(?:with|by|from|to) the (?:[A-Z][\w'-]+ (?:(?:of|for|and) (?:the )?)?)+(?:in|at|near) $"
)
_OF_THOSE = re.compile(
    r"\b[a-z]{3,}(?<!s)s (?!in\b|at\b|to\b)[a-z]{3,}ing (?!in\b|at\b|to\b)[a-z][^,;.]*"
    r" (?:in|at|to|from) (?:the )?$"
)


def where_others_are(_text: Text, one: Proposal) -> bool:
    """ "In which country did Merrow greet sailors fleeing a storm?": it tells where these were, and
    Merrow may have been elsewhere. "Signed with the Institute of Moss in Lund": it stands there."""
    asked = one.kind is KeyKind.NAME and _PLACE_ASKED.match(out_of_document(one.stem))
    before = one.fact.line.text[: one.fact.span.start]
    return bool(asked) and bool(_OF_THOSE.search(before) or _AT_BODY.search(before))


UNASKED: tuple[Callable[[Text, Proposal], bool], ...] = (
    others_too,
    of_a_private_person,
    private_life,
    of_a_voice,
    of_nothing,
    where_others_are,
    told_by_adjective,
)
