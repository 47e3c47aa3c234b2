"""A statement with a name replaced by what asks for it: "who wrote …?", "in which city was …?" """

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.generation.asking import LONGEST_STEM, capitalised, fits, sentence
from bot.generation.candidates import Fact, KeyKind, Proposal
from bot.generation.context import asks_well, in_context, in_document
from bot.generation.corpus import Line, Text
from bot.generation.entities import Entity
from bot.generation.gate.ground import content
from bot.generation.inner_case import lowered
from bot.generation.inverting import Main, main_clause
from bot.generation.moments import moments
from bot.generation.predicates import PREPOSITIONS, is_verb
from bot.generation.proper_names import Named, demonym, proper_names
from bot.generation.quantities import quantities
from bot.generation.sorts import PERSON, PLACES, WATERS, namesake, sort_of
from bot.generation.source_names import source_name
from bot.generation.spans import Span, tidy, words
from bot.generation.statements import Statement, statements
from bot.generation.templates.attribution import attributed
from bot.generation.words.table import listed, nouns

NAME = "names"
_TO_PLACES = listed("in at to from near into towards")
_TO_BODIES = listed("at by to from for with")
_TO_PEOPLE = listed("by to with from for under")
_TO_EVENTS = listed("in during at under")
_EVENTS = frozenset({"war", "battle", "revolution", "treaty", "act"})
_SAYS = listed(
    "say says said tell tells told add adds added insist insists insisted warn warns warned"
)
_PRESENT = re.compile(r"\b(?:is|are|has|have|does|do)\b")
_ROLE = re.compile(
    rf"(?:(?:[Tt]he|[Hh]is|[Hh]er|[Aa]n?) )?(?:[A-Z][a-z]+(?:-[A-Za-z]+)? |[a-z-]+ ){{0,3}}"
    rf"(?i:{'|'.join(sorted(nouns('role')))})"
)
"""What a person is called by before the name: "The Swedish chemist" """

_GOES_ON = re.compile(r" (?:and|or|&) |, (?:[A-Z][a-z]+(?:,|$| [A-Z])|and )|'|-| [A-Z]")
"""Behind a name: a second one, the rest of a longer one, or a region that tells it."""

_NO_FACT = listed("will can must shall would")
_SEVERAL = listed("were are have do")
_BROKEN = re.compile(
    r", (?:[A-Z][\w.]+ ){1,3}(?:was|were|is|had|has|[a-z]+ed) "
    r"|\b(?:starting|beginning|ending|living|taking)\?$"
    r"|\b(?:in|of) (?:North|South|East|West)(?:east|west)?\?$"
)
_WHERE = re.compile(r"^, [A-Z][a-z]+(?=[ ,]|$)")
_TAKING = re.compile(r"[a-z]{3,}ing")
_GAPPED = re.compile(r" and (?:[A-Z][\w-]+ )+\d")
_TWICE = re.compile(r"\b(\w{4,}),? \1\b")
_INNER = listed("that which who whom whose where when and or as than because if")
_KIN = (
    r"(?:friend|student|pupil|teacher|wife|husband|son|daughter|brother|sister|nephew|niece|cousin"
)
_KIN += r"|grandson|granddaughter|uncle|aunt|grandfather|grandmother|descendant|successor|rival"
_KIN += r"|follower|disciple|allegory|translation|widow|mistress|secretary|assistant|ally) of"
_PLACE = re.compile(
    rf" (?P<link>at|in|during|under|from|by|with|against|to|for|{_KIN})(?= )"
    r" (?:the )?(?:(?:[A-Z][a-z]+ )?(?:[a-z-]+ ){0,2})?$"
)
_WHOSE = frozenset({"by", "with", "from", "to", "against"}) | {
    noun for noun in _KIN[3:].replace(") of", "").split("|")
}

_LEAST_PART, _LITTLE, _MUCH = 4, 4, 7
_SUPERLATIVE = re.compile(
    r"\bthe (?:\w+ )?(?:first|last|only|sole|largest|oldest|biggest|longest|highest|tallest"
    r"|youngest|smallest|busiest|deepest|widest|earliest|best|most|main|principal|chief)\b"
)
_DONE_TO_PEOPLE = listed(
    "marry meet beat defeat succeed replace appoint elect nominate hire introduce interview kill"
    " assassinate murder arrest invite inspire influence teach train coach join follow accompany"
    " engage represent portray criticise criticize praise thank support back sue accuse befriend"
    " consult commission dismiss execute overthrow oust name choose select face play"
)
_ONCE = listed(
    "bear bury hold sign found base locate situate die settle build make marry launch establish"
    " meet discover move open premiere perform film record publish print study graduate retire"
    " execute crown baptise educate design invent compose write paint direct lead defeat succeed"
    " win introduce conduct create translate coin develop draft engineer patent record replace"
    " become work teach lecture serve return flee emigrate migrate describe propose assassinate kill appoint elect nominate dismiss invade annex occupy conquer"
    " join leave merge acquire buy sell rename divide house headquarter stage host arrange commission"
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A name in a statement: where it stands, and what it is asked for as."""

    statement: Statement
    named: Named
    entity: Entity
    sort: str
    main: Main

    @property
    def verb_at(self) -> int:
        """Where the verb begins, with the adverbs before it."""
        before = self.main.text[: self.main.rest.start].rstrip()
        adverbs = self.main.adverbs.split()
        while before:
            before = before.rpartition(" ")[0]
            if before.rpartition(" ")[2] not in adverbs:
                break
        return len(before) + 1 if before else 0

    @property
    def opening(self) -> str:
        """The phrase in front, where it can as well stand at the end."""
        first = self.main.opening.split(" ", 1)[0].lower()
        return self.main.opening if first in PREPOSITIONS else ""

    @property
    def which(self) -> str:
        return f"which {self.sort}"


def propose(text: Text) -> Iterator[Proposal]:
    for line in text.lines:
        if not line.names:
            continue
        best: dict[str, Proposal] = {}
        for one in _asked(text, line):
            made = _propose(text, line, one)
            if made is None:
                continue
            before = best.get(one.entity.name)
            if before is None or (not _enough(before.stem) and _enough(made.stem)):
                best[one.entity.name] = made
        yield from best.values()


def _asked(text: Text, line: Line) -> Iterator[_Asked]:
    """Each name of a line in each statement of it, the shortest ones first."""
    for statement, main in _read(text, line):
        for named in proper_names(statement.text, line.small):
            entity = text.entities.find(named.text)
            if entity is None or entity is text.entities.main:
                continue
            sort = sort_of(entity, text)
            if sort is not None:
                yield _Asked(statement, named, entity, sort, main)


def _read(text: Text, line: Line) -> Iterator[tuple[Statement, Main]]:
    """Each statement of a line with its main clause, and what else its subject did as another."""
    for statement in map(_parted, statements(text, line)):
        main = main_clause(statement.text)
        if main is None or main.subject.lower() in {"he", "she", "it", "they", "we", "i"}:
            continue
        yield statement, main
        second = _second(main)
        again = main_clause(second) if second else None
        if second and again:
            yield replace(statement, text=second), again


def _second(main: Main) -> str | None:
    """ "She left Lund and moved to Rome": she moved to Rome."""
    tail = main.text[main.rest.end :]
    joined = re.match(r",? and (?:then |later |subsequently )?(?=[a-z])", tail)
    if joined is None or main.verb is None or any(True for _ in moments(main.rest.of(main.text))):
        return None
    following = tail[joined.end() :]
    if not is_verb(words(following), 0, joined=True) or following.startswith(("is ", "has ")):
        return None
    opening = f"{main.opening}, " if main.opening else ""
    return f"{opening}{main.subject} {following}"


def _parted(one: Statement) -> Statement:
    """A statement with a comma behind the date that begins it."""
    lead = next((m.phrase for m in moments(one.text) if m.phrase.start == 0), None)
    if lead is None or one.text[lead.end : lead.end + 1] != " ":
        return one
    return replace(one, text=f"{one.text[: lead.end]},{one.text[lead.end :]}")


def _enough(stem: str) -> bool:
    """Whether a stem has a date, or so many words that a longer one would not be better."""
    return len(content(stem)) >= _MUCH or any(True for _ in moments(stem))


def _propose(text: Text, line: Line, one: _Asked) -> Proposal | None:
    at = next((n for n in line.names if text.entities.find(n.text) is one.entity), None)
    if at is None or _told_elsewhere(text, one):
        return None
    if any(word.small in _SAYS for word in words(one.statement.text)):
        return None
    stem = _subject(text, one) or _complement(text, one) or _behind(text, one) or _at_end(one)
    stem = f"{tidy(stem.replace(' also ', ' ').rstrip('?'))}?" if stem else None
    if stem is None or not _telling(text, one, stem) or not _whole(stem):
        return None
    whole = _placed(text, line, one, stem)
    if whole is None or not fits(whole, LONGEST_STEM):
        return None
    said = sentence(one.statement.text)
    name = one.entity.name
    surname = name.split()[-1]
    typed = one.sort in {PERSON} | PLACES | WATERS
    return Proposal(
        Fact(NAME, whole, "is", name, text, line, at.span, Span(0, len(line.text))),
        whole,
        name,
        KeyKind.NAME,
        said,
        said if fits(said) else f"The name is {name}.",
        name_kind=one.entity.kind,
        typed_stem=whole if typed else None,
        accept=(surname,) if one.sort == PERSON and surname != name else (),
        sort=one.sort,
    )


def _whole(stem: str) -> bool:
    """Whether nothing in a stem is said twice, left out, or begun and not ended."""
    if "—" in stem or _BROKEN.search(stem) or _GAPPED.search(stem) or _TWICE.search(stem):
        return False
    for clause in re.finditer(r" (?:when|where|while|because|although|whose) ", stem):
        later = words(stem[clause.end() :])
        if not any(is_verb(later, at) for at in range(1, len(later))):
            return False
    return True


def _told_elsewhere(text: Text, one: _Asked) -> bool:
    """Whether the rest of the sentence or the document's title tells the key."""
    said = one.statement.text
    around = said[: one.named.span.start] + said[one.named.span.end :]
    parts = [p for p in one.entity.name.split() if len(p) >= _LEAST_PART and p[0].isupper()]
    if one.sort not in {PERSON, "city", "country"}:
        parts = [p for p in parts if p.lower() != one.sort]
    title = source_name(text)
    return any(part in around or part in title for part in parts)


def _subject(text: Text, one: _Asked) -> str | None:
    """ "Ada Merrow drew the plans in 1890": who drew them?"""
    main, said = one.main, one.statement.text
    before = tidy(said[: one.named.span.start])
    role = before.removeprefix(main.opening).lstrip(" ,")
    if not before.startswith(main.opening) or one.named.span.end > one.verb_at:
        return None
    if role and role not in {"The", "the"} and not (one.sort == PERSON and _ROLE.fullmatch(role)):
        return None
    between = said[one.named.span.end : one.verb_at].strip()
    aside = between.startswith(",") and between.endswith(",") and between.count(",") == 2  # noqa: PLR2004
    if between and not aside:
        return None
    if main.helper in _NO_FACT or (one.sort != PERSON and main.helper in _SEVERAL):
        return None
    wh = "Who" if one.sort == PERSON else capitalised(one.which)
    rest = said[one.verb_at : main.rest.end]
    beyond = re.search(r", (?:which|where|who|when|while|after which|although|though) ", rest)
    if beyond:
        rest = rest[: beyond.start()]
    if re.match(r",? (?:and|but) (?:then |later |also )?[a-z]+", said[main.rest.end :]):
        tail = words(said[main.rest.end :])
        joined = next((i for i, w in enumerate(tail) if w.small in {"and", "but"}), 0)
        if is_verb(tail, joined + 1, joined=True) and not beyond:
            rest = said[one.verb_at :]
    if one.sort != PERSON and main.deed in {"be", "have"}:
        return None
    opening = one.opening
    if opening and " that " in f"{rest} ":
        return f"{opening}, {wh[:1].lower()}{wh[1:]} {rest}?"
    return f"{wh} {rest} {lowered(text, opening)}?"


def _complement(text: Text, one: _Asked) -> str | None:
    """ "The first to cross it was the engineer Ada Merrow": who was the first to cross it?"""
    main, said, span = one.main, one.statement.text, one.named.span
    if (
        main.deed != "be"
        or not main.rest.holds(span)
        or not main.subject.startswith(("The ", "the "))
    ):
        return None
    role = said[main.rest.start : span.start].strip()
    after = said[span.end : main.rest.end]
    if (role and not _ROLE.fullmatch(role)) or (after and not after.startswith(", ")):
        return None
    wh = "Who" if one.sort == PERSON else capitalised(one.which)
    opening = f" {lowered(text, one.opening)}" if one.opening else ""
    return f"{wh} {main.helper} {lowered(text, main.subject)}{opening}?"


def _at_end(one: _Asked) -> str | None:
    """A name at the end of the clause, asked for where it stands: "… a close friend of whom?" """
    main, said, span = one.main, one.statement.text, one.named.span
    if not main.rest.holds(span) or span.end != main.rest.end or span.end != len(said):
        return None
    found = _PLACE.search(said[: span.start])
    if found is None or (one.sort == PERSON and found["link"].split()[0] not in _WHOSE):
        return None
    before = said[: found.start()]
    later = words(said[main.rest.start : span.start])
    first = 1 if main.verb is None and main.deed != "be" else 0
    if any(is_verb(later, i) for i in range(first, len(later))):
        return None
    if any(w.small in _INNER - {"as", "and", "or"} or w.text == "," for w in later):
        return None
    wh = "whom" if one.sort == PERSON else one.which
    return f"{before} {found['link']} {wh}?"


def _behind(text: Text, one: _Asked) -> str | None:
    """A name behind a preposition or the verb: "was built by whom", "moved to which city" """
    main, said, span = one.main, one.statement.text, one.named.span
    if not main.rest.holds(span) or main.deed == "be":
        return None
    before = said[main.rest.start : span.start]
    after = said[span.end : main.rest.end]
    if one.sort in {"college", "university"}:
        after = _WHERE.sub("", after)
    if _GOES_ON.match(after) or namesake(one.entity.name, after):
        return None
    if after.startswith(","):
        aside = re.match(r", [^,]+,", after)
        if aside is None:
            return None
        after = after[aside.end() :]
    found = _link(one, before)
    if found is None:
        return None
    link, start = found
    if any(word.small in _INNER for word in words(before[:start])):
        return None
    first = 1 if main.verb is None else 0  # behind an auxiliary stands its participle
    if any(is_verb(words(before), i) for i in range(first, len(words(before)))):
        return None
    wh = "whom" if one.sort == PERSON else one.which
    asked = f"{link} {wh}".strip()
    rest = tidy(f"{before[:start]}{after}")
    opening = lowered(text, one.opening) if one.opening else ""
    return main.asked(capitalised(asked), lowered(text, main.subject), f"{rest} {opening}") + "?"


def _link(one: _Asked, before: str) -> tuple[str, int] | None:
    """The preposition before a name, and where it begins; nothing right behind the verb."""
    said = words(before)
    at = len(said)
    if one.sort == PERSON and one.main.verb and (not before or _ROLE.fullmatch(before.strip())):
        return ("", 0) if one.main.deed in _DONE_TO_PEOPLE else None
    while at and (said[at - 1].small in nouns("role") or said[at - 1].text in nouns("title")
                  or said[at - 1].small in {"the", "city", "town", "state", "composer"}):  # fmt: skip
        at -= 1
    if at == 0:
        people = one.sort != PERSON or one.main.deed in _DONE_TO_PEOPLE
        return ("", 0) if people and not one.main.passive and one.main.deed != "be" else None
    word = said[at - 1]
    if one.sort == PERSON:
        links = _TO_PEOPLE
    elif one.sort in _EVENTS:
        links = _TO_EVENTS
    elif one.sort in PLACES | WATERS:
        links = _TO_PLACES
    else:
        links = _TO_BODIES
    if word.small not in links or (at > 1 and _TAKING.fullmatch(said[at - 2].small)):
        return None
    if word.small == "by" and not one.main.passive:
        return None
    aux = one.main.verb is None
    direct = at == 1 + aux or any(m.phrase.end == said[at - 2].end for m in moments(before))
    if not direct and (word.small not in {"in", "at", "by", "to"} or said[at - 2].capital):
        return None
    if not direct and word.small != "by" and one.main.deed not in _ONCE:
        return None
    return word.small, word.start


def _telling(text: Text, one: _Asked, stem: str) -> bool:
    """Whether a stem says enough to single its key out."""
    named = [e for e in text.entities.within(stem) if e.name != one.entity.name]
    dated = any(True for _ in moments(stem))
    counted = any(True for _ in quantities(stem))
    told = dated or _SUPERLATIVE.search(stem) is not None or counted
    others = [e for e in named if e is not text.entities.main]
    of_a_nation = any(demonym(word.text) for word in words(stem)[1:])
    if " one of " in stem:
        return False
    if len(content(stem)) < _LITTLE:
        return False
    if one.main.deed == "be":
        the = re.match(r"(?:Who|Which \w+) (?:is|was) (?:the|[A-Z]\w+'s?) ", stem) is not None
        if stem.endswith("by whom?"):
            return bool(named)
        ranked = _SUPERLATIVE.search(stem) is not None
        return (ranked and (bool(named) or one.sort == PERSON)) or (the and bool(named))
    if stem.startswith(("Who ", "Which ")):
        enough = len(content(stem)) >= _MUCH and one.sort in {PERSON, "organisation"}
        return (
            bool(others) or (bool(named or of_a_nation) and told) or (dated and counted) or enough
        )
    return bool(named) and (told or one.main.deed in _ONCE)


def _placed(text: Text, line: Line, one: _Asked, stem: str) -> str | None:
    if not asks_well(text, stem) and not one.statement.leans:
        ranked = one.main.past and _SUPERLATIVE.search(stem) is not None
        return in_document(text, stem) if ranked and fits(stem, LONGEST_STEM) else None
    if _PRESENT.search(one.statement.text) or not one.main.past:
        return attributed(text, stem)
    if one.statement.leans:
        return in_document(text, stem)
    return in_context(text, line, stem, one.entity.name)
