"""Stems that say of whom and of where they are: "Ek's father Ansel", "(on Norway, May 2019)"."""

import re
from collections.abc import Callable
from dataclasses import replace

from bot.generation.candidates import KeyKind, Proposal
from bot.generation.reading.entities import Entity
from bot.generation.reading.setting import setting, spoken_of
from bot.generation.reading.texts import Text
from bot.generation.sentences.name_kinds import Kind
from bot.generation.words.table import nouns

_KIN = (
    "father|mother|wife|husband|son|daughter|brother|sister|uncle|aunt|cousin|grandfather"
    "|grandmother|nephew|niece|widow|stepfather|stepmother"
)
_LONE = re.compile(
    r"(?:^(?!According to)|[\")], |\b(?:did|does|was|were|had|has|have) )"
    r"(?P<name>[A-Z][a-z]+)(?= [a-z])"
)
_IN_FRONT = re.compile(r'^(?P<named>According to "[^"]*")(?: \((?P<date>[^()]*)\))?(?=, )')
_LANDS = frozenset({Kind.COUNTRY, Kind.CITY, Kind.REGION, Kind.PLACE})


def introduced(text: Text, one: Proposal) -> Proposal:
    """The proposal with a stem that says whose father a first name is, and which country a report
    is about."""
    return _within_land(text, _of_kin(text, one))


def _of_kin(text: Text, one: Proposal) -> Proposal:
    found = _LONE.search(one.stem)
    name = found["name"] if found else ""
    if not name or stands_for_much(text, name):
        return one
    said = _relation(text, name)
    if said is None:
        return one
    return _reworded(
        one, lambda stem: _LONE.sub(lambda at: at[0].replace(name, said), stem, count=1)
    )


def stands_for_much(text: Text, name: str) -> bool:
    """Whether a lone name is no first name of somebody whom the title does not name."""
    entity = text.entities.find(name)
    main = text.entities.main
    if entity is None or entity is main or entity.kind not in {Kind.PERSON, Kind.UNKNOWN}:
        return True
    return name in text.document.source.title or " " in entity.name


def _relation(text: Text, name: str) -> str | None:
    """ "Ek's father Ansel", as the document has it, or says it of its subject: "His father, Ansel";
    a full name, where one person alone has it."""
    own = {"he": "[Hh]is", "she": "[Hh]er"}.get(text.entities.pronoun, "(?!)")
    of_main = re.compile(rf"\b{own} (?P<kin>{_KIN}),? {name}\b")
    owned = re.compile(rf"\b(?P<owner>[A-Z]\w+)'s (?P<kin>{_KIN}),? {name}\b")
    main = text.entities.main
    for line in text.lines:
        if name not in line.text:
            continue
        if (found := owned.search(line.text)) and found["owner"] not in nouns("first"):
            return f"{found['owner']}'s {found['kin']} {name}"
        if main is not None and main.kind is Kind.PERSON and (found := of_main.search(line.text)):
            return f"{_surname(main)}'s {found['kin']} {name}"
    if name not in nouns("first"):
        return None
    full = [who for who in text.entities.all if who.name.startswith(f"{name} ")]
    return full[0].name if len(full) == 1 and full[0].kind is Kind.PERSON else None


def _surname(main: Entity) -> str:
    return main.name.rsplit(" ", 1)[-1]


def _within_land(text: Text, one: Proposal) -> Proposal:
    found = _IN_FRONT.match(one.stem)
    land = setting(text) if found else None
    if land is None or found is None or spoken_of(land, one.stem):
        return one
    if one.kind is KeyKind.NAME and (one.name_kind in _LANDS or spoken_of(land, one.key)):
        return one
    date = f", {found['date']}" if found["date"] else ""
    front = f"{found['named']} (on {land}{date})"
    return _reworded(one, lambda stem: _IN_FRONT.sub(lambda _: front, stem))


def _reworded(one: Proposal, change: Callable[[str], str]) -> Proposal:
    typed = change(one.typed_stem) if one.typed_stem else one.typed_stem
    return replace(one, stem=change(one.stem), typed_stem=typed)
