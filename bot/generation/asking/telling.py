"""Whether a stem that asks for a name says enough to single it out, and says it whole."""

import re

from bot.generation.asking.inverting import Main
from bot.generation.reading.entities import Entity
from bot.generation.reading.sorts import PERSON
from bot.generation.reading.source_names import out_of_document, source_name
from bot.generation.reading.texts import Text
from bot.generation.sentences.content import content
from bot.generation.sentences.moments import moments
from bot.generation.sentences.name_kinds import Kind, demonym
from bot.generation.sentences.predicates import is_verb
from bot.generation.sentences.quantities import quantities
from bot.generation.sentences.spans import Span, words
from bot.generation.words.table import listed

_SUPERLATIVE = re.compile(
    r"\bthe (?:\w+ )?(?:first|last|only|sole|largest|oldest|biggest|longest|highest|tallest"
    r"|youngest|smallest|busiest|deepest|widest|earliest|best|most|main|principal|chief)\b"
)
_ONE = re.compile(r"(?:Who|Which \w+) (?:is|was) (?:the|[A-Z]\w+'s?) ")
"""A copula and what only one can be."""

_ONCE = listed(
    "bear bury hold sign found base locate situate die settle build make marry launch establish"
    " meet discover move open premiere perform film record publish print study graduate retire"
    " execute crown baptise educate design invent compose write paint direct lead defeat succeed"
    " win introduce conduct create translate coin develop draft engineer patent record replace"
    " become work teach lecture serve return flee emigrate migrate describe propose assassinate"
    " kill appoint elect nominate dismiss invade annex occupy conquer join merge acquire buy"
    " sell rename divide house headquarter stage host arrange commission"
)
_GAPPED = re.compile(
    r" and (?:[A-Z][\w-]+ )+\d"
    r"|, (?:[A-Z][\w-]+ )+(?:and (?:[A-Z][\w-]+ )+)?in (?:[A-Z][a-z]+ )?\d{4}"
)
"""A second subject whose verb is left out: "took 3 wickets and Holm 2"."""

_TWICE = re.compile(r"\b(\w{4,}),? \1\b")
_CLAUSE = r"(?:was|were|is|had|has|[a-z]+ed) "
_BROKEN = re.compile(
    rf"^(?!(?i:as|after|when|while|before|in|on|at|by|during|under|with|\w+ing|\w+ed)\b)"
    rf"[^,]* {_CLAUSE}[^,]*, (?:[A-Z][\w.]+ ){{1,3}}{_CLAUSE}"
    rf"|, [^,]* {_CLAUSE}[^,]*, (?:[A-Z][\w.]+ ){{1,3}}{_CLAUSE}"
    r"|'s (?:the|an?) |\b(?:after|before) [A-Z]\w+(?:ic|ian|ish|ese)\?$"
    r"|\b(?:starting|beginning|ending|living|taking|saying|telling|adding)\?$"
    r"|\b(?:in|of) (?:North|South|East|West)(?:east|west)?\?$"
)
"""Two clauses with nothing between them but a comma, or an end that is none."""

_CUT = re.compile(
    r", (?:\w+ )?(?:years?|months?|weeks?|days?)\?$"
    r"|\bthe (?!first|last|only|next)[a-z]+ (?:[A-Z]\w+ )?[A-Z]\w+(?:ish|ese|ian|can)\?$"
    r"|\b[a-z]{4,}-\d[\d,.]* (?:million|billion)\b"
)
"""An end in mid-phrase ("…, two years?", "of the small West African?"), a hyphen for a space."""

_NAME = r"(?:the )?[A-Z][\w.&-]*(?: (?:of )?(?:the )?[A-Z][\w.&-]*)*"
_UNSAID = re.compile(
    rf"\b(?:telling|informing|assuring|reminding|warning) {_NAME}\?$"
    r"|\b(?:saying|adding|stating|declaring|arguing|claiming|insisting|warning|noting|explaining)"
    r" (?:in|at|to|on|during|after|before|with) (?!that\b)[^,]*\?$"
    rf"|\b(?:inform|notify|assure|remind|convince|persuade|tell|told|notified"
    rf"|(?:inform|remind|assur|convinc|persuad)ed)(?: (?:{_NAME}|which [a-z]+|whom))?"
    r"(?: (?:in|on|at) (?:\d+ )?(?:[A-Z][a-z]+ )?(?:\d+,? )?\d{4})?\?$"
)
"""What was said or made known is cut: "telling The Moss Gazette?", "did she inform?" """

_OF_WHAT = re.compile(
    r"\bthe (?:second |third )?(?:most|least|fewest|highest|lowest|largest|smallest|biggest)"
    r"(?:,|\?$)"
)
"""A rank that does not say of what: "recorded the most, 910, followed by …"."""

_CLAUSES = re.compile(r" (?:when|where|while|because|although|whose) ")
_LEAST_PART, _ROOT, _LITTLE, _SOME, _MUCH = 4, 2, 4, 5, 7


def once(main: Main) -> bool:
    """Whether a deed is of a kind that is done once, or at one place."""
    return main.deed in _ONCE


def superlative(stem: str) -> bool:
    return _SUPERLATIVE.search(stem) is not None


def told_beside(text: Text, entity: Entity, said: str, at: Span, sort: str) -> bool:
    """Whether the rest of a sentence, or the document's title, has a part of the key."""
    beside = f"{said[: at.start]}{said[at.end :]}"
    around = f"{beside} {source_name(text)}"
    parts = [one for one in entity.name.split() if len(one) >= _LEAST_PART and one[0].isupper()]
    if entity.kind is Kind.COUNTRY and (
        f" {parts[-1][:_LEAST_PART]}" in f" {around}"
        or any(demonym(w.text) and w.text[:_ROOT] == entity.name[:_ROOT] for w in words(beside))
    ):
        return True  # "Afghan leaders", "a French architect": of which country?
    return any(part in around for part in parts if part.lower() != sort)


def tells(text: Text, key: Entity, sort: str, main: Main, stem: str) -> bool:
    """Whether a stem has what singles its key out: another name, a date, a number, a rank."""
    if " one of " in stem:
        return False
    named = [one for one in text.entities.within(stem) if one.name != key.name]
    ranked = superlative(stem)
    if main.deed == "be":
        apt = ranked and (named or sort == PERSON)
        return bool(apt or (named and (_ONE.match(stem) or stem.endswith("by whom?"))))
    said = len(content(stem))
    dated = bool(moments(stem))
    told = dated or ranked or bool(quantities(stem))
    others = any(one is not text.entities.main for one in named)
    if said < _LITTLE - (dated and others):
        return False  # "Who left Moss in 2015?"
    if not stem.startswith(("Who ", "Whose ", "Which ")):
        return bool(named) and (told or once(main))
    national = any(demonym(word.text) for word in words(stem)[1:])
    return (
        others or (bool(named or national) and told) or (dated and said >= _SOME) or said >= _MUCH
    )


def full(stem: str) -> bool:
    """Whether a stem has a date, or so many words that a longer one would not be better."""
    asked = out_of_document(stem)
    return len(content(asked)) >= _MUCH or bool(moments(asked))


_NOT_WHOLE = (_BROKEN, _CUT, _GAPPED, _TWICE, _UNSAID, _OF_WHAT)


def whole(stem: str) -> bool:
    """Whether nothing in a stem is said twice, left out, or begun and not ended."""
    if "—" in stem or any(one.search(stem) for one in _NOT_WHOLE):
        return False
    later = (words(stem[clause.end() :]) for clause in _CLAUSES.finditer(stem))
    return all(any(is_verb(said, at) for at in range(1, len(said))) for said in later)
