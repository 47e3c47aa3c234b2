"""The shapes in which a name is asked for in a clause, each a question or None."""

import re
from dataclasses import dataclass

from bot.generation.asking.clarity import OF_PEOPLE
from bot.generation.asking.deeds import opening, verb_at
from bot.generation.asking.inner_case import lowered
from bot.generation.asking.inverting import Main
from bot.generation.asking.phrasing import capitalised
from bot.generation.asking.telling import once
from bot.generation.reading.entities import Entity
from bot.generation.reading.sorts import PERSON, PLACES, WATERS, namesake, region_beside
from bot.generation.reading.texts import Text
from bot.generation.sentences.moments import moments
from bot.generation.sentences.predicates import is_verb
from bot.generation.sentences.spans import Span, Word, tidy, words
from bot.generation.templates.name_phrases import WITH_STATES
from bot.generation.words.table import listed, nouns

_TO_PLACES = listed("in at to from near into towards")
_TO_BODIES = listed("at by to from for with")
_TO_PEOPLE = listed("by to with from for under")
_TO_EVENTS = listed("in during at under")
_EVENTS = frozenset({"war", "battle", "revolution", "treaty", "act"})
_ANYWHERE = listed("in at by to")
"""Links that need not stand right behind the verb."""

_ROLE = re.compile(
    rf"(?:(?:[Tt]he|[Hh]is|[Hh]er|[Aa]n?) )?(?:[A-Z][A-Za-z]+(?:-[A-Za-z]+)? |[a-z-]+ ){{0,3}}"
    rf"(?i:{'|'.join(sorted(nouns('role')))})"
)
"""What a person is called by before the name: "The Swedish chemist" """

_BESIDE = nouns("role") | listed("the city town state")
_GOES_ON = re.compile(
    r" (?:and|or|&) |, (?:[A-Z][a-z]+(?:,|$| [A-Z])|and )|'|-| [A-Z]| into (?:the )?[A-Z]"
)
"""Behind a name: a second one, the rest of a longer one, or a region that tells it."""

_NO_DEEDS = OF_PEOPLE | {"be", "have", "situate", "locate", "base", "lie"}
"""What countries and bodies are not asked by: "Norway was elected": somebody else was."""

OF_CITIES = listed("host become grow lie get lose receive see celebrate get hold")
"""What cities are asked by; what else a city did, its country or its club did."""

_NO_FACT = listed("will can must shall would")
_SEVERAL = listed("were are have do")
_WHERE = re.compile(r"^, [A-Z][a-z]+(?=[ ,]|$)")
_TAKING = re.compile(r"[a-z]{3,}ing")
_INNER = listed("that which who whom whose where when than because if")
_JOINS = listed("and or as")
_BEYOND = re.compile(r", (?:which|where|who|when|while|after which|although|though) ")
_AND = re.compile(r",? (?:and|but) (?:then |later |also )?(?=[a-z])")
_KIN = (
    "friend|student|pupil|teacher|wife|husband|son|daughter|brother|sister|nephew|niece|cousin"
    "|grandson|granddaughter|uncle|aunt|grandfather|grandmother|descendant|successor|rival"
    "|follower|disciple|allegory|translation|widow|mistress|secretary|assistant|ally"
)
_LINK = re.compile(
    rf" (?P<link>at|in|during|under|from|by|with|against|to|for|(?:{_KIN}) of)(?= )"
    r" (?:the )?(?:(?:[A-Z][a-z]+ )?"
    r"(?:(?!(?:at|in|during|under|from|by|with|against|to|for|of) )[a-z-]+ ){0,2})?$"
)
_TO_WHOM = listed("by with from to against") | set(_KIN.split("|"))
_DONE_TO_PEOPLE = listed(
    "marry meet beat defeat succeed replace appoint elect nominate hire introduce interview kill"
    " assassinate murder arrest invite inspire influence teach train coach join follow accompany"
    " engage represent portray criticise criticize praise thank support back sue accuse befriend"
    " consult commission dismiss execute overthrow oust name choose select face play"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name that is asked for: its clause, where it stands in that, and what sort it is of."""

    main: Main
    span: Span
    entity: Entity
    sort: str

    @property
    def person(self) -> bool:
        return self.sort == PERSON

    @property
    def who(self) -> str:
        return "Who" if self.person else f"Which {self.sort}"

    @property
    def whom(self) -> str:
        where = f" in {self.region}" if self.region else ""
        return "whom" if self.person else f"which {self.sort}{where}"

    @property
    def region(self) -> str | None:
        """The state or country that is told beside a city."""
        return region_beside(self.after) if self.sort == "city" else None

    @property
    def before(self) -> str:
        """From behind the verb, or its auxiliary, to the name."""
        return self.main.text[self.main.rest.start : self.span.start]

    @property
    def after(self) -> str:
        return self.main.text[self.span.end : self.main.rest.end]


def asked(text: Text, one: Wanted) -> str | None:
    """The clause as a question for a name in it, without its document."""
    if one.span.end <= verb_at(one.main):
        return _subject(text, one) or _owner(text, one)
    if not one.main.rest.holds(one.span):
        return None
    return _complement(text, one) or _turned(text, one) or _at_end(one)


def _subject(text: Text, one: Wanted) -> str | None:
    """ "Ada Merrow drew the plans in 1890": who drew them?"""
    main = one.main
    if not _is_subject(one) or main.helper in _NO_FACT:
        return None
    if main.helper in _SEVERAL or (not one.person and main.deed in _NO_DEEDS):
        return None  # "Ada Merrow were": and somebody else
    if one.sort == "city" and main.deed not in OF_CITIES:
        return None  # "Oslo has refused": Norway
    rest, lead = _predicate(main), opening(main)
    if lead and " that " in rest:
        return f"{lead}, {one.who[:1].lower()}{one.who[1:]} {rest}?"
    return f"{one.who} {rest} {lowered(text, lead)}?"


def _owner(text: Text, one: Wanted) -> str | None:
    """ "Ada Merrow's first map was printed in 1890": whose first map was?"""
    said, main = one.main.text, one.main
    lead = tidy(said[: one.span.start])
    owned = said[one.span.end : verb_at(main)]
    if lead not in {"", main.opening, "The"} or not owned.startswith("'s ") or "," in owned:
        return None
    if main.helper in _NO_FACT or owned[3:4].isupper():
        return None
    whose = "Whose" if one.person else f"{one.who}'s"
    rest = f"{owned.removeprefix(chr(39) + 's').strip()} {_predicate(main)}"
    return f"{whose} {rest} {lowered(text, opening(main))}?"


def _is_subject(one: Wanted) -> bool:
    """Whether a name is the whole subject, but for what its bearer is called, or an aside."""
    said = one.main.text
    role = tidy(said[: one.span.start]).removeprefix(one.main.opening).lstrip(" ,")
    if role and role not in {"The", "the"} and not (one.person and _ROLE.fullmatch(role)):
        return False
    between = said[one.span.end : verb_at(one.main)].strip()
    return not between or re.fullmatch(r",[^,]+,", between) is not None


def _predicate(main: Main) -> str:
    """The verb and what follows, with what else the subject did."""
    at = verb_at(main)
    rest, tail = main.text[at : main.rest.end], main.text[main.rest.end :]
    beyond, joined = _BEYOND.search(rest), _AND.match(tail)
    if beyond:
        return rest[: beyond.start()]
    if joined and is_verb(words(tail[joined.end() :]), 0, joined=True):
        return main.text[at:]
    return rest


def _complement(text: Text, one: Wanted) -> str | None:
    """ "The first to cross it was the engineer Ada Merrow": who was the first to cross it?"""
    main, role, after = one.main, one.before.strip(), one.after
    if main.deed != "be" or not main.subject.startswith(("The ", "the ")):
        return None
    if (role and not _ROLE.fullmatch(role)) or (after and not after.startswith(", ")):
        return None
    lead = lowered(text, opening(main))
    return f"{one.who} {main.helper} {lowered(text, main.subject)} {lead}?"


def _at_end(one: Wanted) -> str | None:
    """A name at the end of the clause, asked for where it stands: "… a close friend of whom?" """
    said = one.main.text
    found = _LINK.search(said[: one.span.start])
    if one.span.end != len(said) or found is None or _leaves(one, one.before, _INNER | {","}):
        return None
    if one.person and found["link"].split()[0] not in _TO_WHOM:
        return None
    if one.sort == "city" and found["link"] in WITH_STATES:
        return None
    lead = f"{one.main.opening}, " if opening(one.main) and one.main.opening not in said else ""
    return f"{lead}{said[: found.start()]} {found['link']} {one.whom}?"


def _turned(text: Text, one: Wanted) -> str | None:
    """A name behind a preposition or the verb: "by whom was it built", "to which city …" """
    main, after = one.main, _beyond(one)
    found = _link(one) if main.deed != "be" else None
    if after is None or found is None:
        return None
    link, start = found
    if _leaves(one, one.before[:start], _INNER | _JOINS):
        return None
    wh = capitalised(f"{link} {one.whom}".strip())
    rest = f"{tidy(f'{one.before[:start]}{after}')} {lowered(text, opening(main))}"
    return f"{main.asked(wh, lowered(text, main.subject), rest)}?"


def _beyond(one: Wanted) -> str | None:
    """What follows a name, without an aside; None where the name goes on or is not alone."""
    after = _WHERE.sub("", one.after) if one.sort in {"college", "university"} else one.after
    if one.region:
        after = after.removeprefix(f", {one.region}").removeprefix(",")
    if _GOES_ON.match(after) or namesake(one.entity.name, after):
        return None
    if not after.startswith(","):
        return after
    aside = re.match(r", [^,]+,", after)
    return after[aside.end() :] if aside else None


def _leaves(one: Wanted, before: str, inner: frozenset[str]) -> bool:
    """Whether the words before a name leave the clause: a relative one, another verb."""
    said = words(before)
    first = 1 if one.main.verb is None and one.main.deed != "be" else 0  # its participle
    if any(is_verb(said, at) for at in range(first, len(said))):
        return True
    return any(word.small in inner for word in said)


def _link(one: Wanted) -> tuple[str, int] | None:
    """The preposition before a name, and where it begins; nothing right behind the verb."""
    said = words(one.before)
    if not said or (one.person and _ROLE.fullmatch(one.before.strip())):
        return ("", 0) if _has_object(one) else None
    at = len(said)
    while at and (said[at - 1].small in _BESIDE or said[at - 1].text in nouns("title")):
        at -= 1
    if at == 0:
        return ("", 0) if _has_object(one) else None
    word = said[at - 1]
    if at > 1 and said[at - 2].small in {"early", "late", "deep", "just", "only"}:
        return None  # killed early in the war
    if word.small not in _links(one) or (at > 1 and _TAKING.fullmatch(said[at - 2].small)):
        return None
    return (word.small, word.start) if _of_the_verb(one, said, at) else None


def _has_object(one: Wanted) -> bool:
    """Whether the verb can have the name for its object."""
    main = one.main
    if main.verb is None:
        return not one.person and not main.passive
    return not one.person or main.deed in _DONE_TO_PEOPLE


def _links(one: Wanted) -> frozenset[str]:
    if one.person:
        return _TO_PEOPLE
    if one.sort in _EVENTS:
        return _TO_EVENTS
    return _TO_PLACES if one.sort in PLACES | WATERS else _TO_BODIES


def _of_the_verb(one: Wanted, said: tuple[Word, ...], at: int) -> bool:
    """Whether the phrase of a link goes with the verb, not with a noun before it."""
    link = said[at - 1].small
    if link == "by":
        return one.main.passive
    dates = {one.phrase.end for one in moments(one.before)}
    if at == 1 + (one.main.verb is None) or said[at - 2].end in dates:
        return True
    return link in _ANYWHERE and not said[at - 2].capital and once(one.main)
