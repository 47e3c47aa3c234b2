"""A name asked for in its statement: "who wrote …?", "in which city was …?", "… against whom?" """

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.generation.asking.deeds import deeds
from bot.generation.asking.idle import comes_and_goes, idle, of_passer_by, unsaid_words
from bot.generation.asking.phrasing import LONGEST_STEM, fits, sentence
from bot.generation.asking.retelling import Marks, marks
from bot.generation.asking.telling import full, superlative, tells, told_beside, whole
from bot.generation.asking.tenses import simple
from bot.generation.candidates import Fact, KeyKind, Proposal
from bot.generation.reading.sorts import PERSON, somewhere, sort_of
from bot.generation.reading.texts import Line, Statement, Text
from bot.generation.sentences.moments import moments
from bot.generation.sentences.name_kinds import Kind, Named
from bot.generation.sentences.proper_names import proper_names
from bot.generation.sentences.spans import Span, tidy, words
from bot.generation.statements.alone import statements
from bot.generation.templates.name_beside import only_where, shared
from bot.generation.templates.name_context import in_context, known_by_document
from bot.generation.templates.name_in_place import Sought, in_lead, in_place, where
from bot.generation.templates.name_shapes import Wanted, asked
from bot.generation.words.saying import SAY
from bot.generation.words.table import listed, names, regions

NAME = "names"
_BY_WORD = SAY | listed("add adds added insist insists insisted warn warns warned")
"""What makes of a statement somebody's word, and no fact of what it tells."""

PLACE = "place"
"""Of which sort is not known."""

_WIDER = {
    **dict.fromkeys(
        listed("university college school academy museum library hospital"), "institution"
    ),
    **dict.fromkeys(listed("prize medal trophy cup shield fellowship"), "award"),
    **dict.fromkeys(
        listed("convention agreement declaration directive protocol charter"), "document"
    ),
    "company": "firm",
    "ministry": "government body",
    "club": "team",
}
"""What a name that is typed is asked for as, where its noun would tell half of it."""

_MOST_TYPED = 4
_PRESENT = re.compile(r"(?<!to )\b(?:is|are|has|have|does|do)\b")


def propose(text: Text) -> Iterator[Proposal]:
    seen: list[Marks] = []
    for line in text.lines:
        for one in _of_line(text, line) if _has_key(text, line) else ():
            mark = marks(text, one)
            if not any(mark.of_one_fact(other) for other in seen):
                seen.append(mark)
                yield one


def _has_key(text: Text, line: Line) -> bool:
    """Whether a line has a name whose sort is sure and that the document's does not tell, so that
    it is worth reading its statements."""
    for one in (text.entities.find(named.text) for named in line.names):
        if one is None or one is text.entities.main:
            continue
        sort = sort_of(one, text) or (PLACE if somewhere(one, text) else None)
        if sort and sort != "continent" and not told_beside(text, one, "", _NOWHERE, sort):
            return True
    return False


_NOWHERE = Span(0, 0)


def _of_line(text: Text, line: Line) -> Iterator[Proposal]:
    """One question for each name: the shortest that is full or says when, or the first."""
    best: dict[str, Proposal] = {}
    told = [one for one in statements(text, line) if not idle(one.text)]
    named = {one.text: proper_names(one.text, line.small) for one in told}
    for loose in (False, True):
        found = dict(best)
        for statement in told:
            for one in _wanted(text, line, statement, named):
                if one.entity.name in found:
                    continue
                made = _turned(text, line, statement, one, loose)
                before = best.get(one.entity.name)
                if made and (before is None or _says_more(made.stem, before.stem)):
                    best[one.entity.name] = made
    for statement in told:
        for name in _names(text, statement, named[statement.text]):
            stem = _standing(text, statement, name) if name.entity.name not in best else None
            made = _kept(text, line, statement, name, stem, loose=True) if stem else None
            if made:
                best[name.entity.name] = made
    yield from best.values()


def _standing(text: Text, statement: Statement, name: Sought) -> str | None:
    if name.sort == PLACE:
        return where(text, statement, name)
    return in_place(text, statement, name) or in_lead(text, statement, name)


def _says_more(stem: str, before: str) -> bool:
    """Whether a stem tells enough, or when, and one before it does not."""
    return (full(stem) and not full(before)) or (bool(moments(stem)) and not moments(before))


def _names(text: Text, statement: Statement, there: Sequence[Named]) -> Iterator[Sought]:
    """Each name of a statement whose sort is sure, where it stands once and nothing else tells
    it."""
    found = [(n.span, e) for n in there
             if (e := text.entities.find(n.text)) and e is not text.entities.main]  # fmt: skip
    for at, entity in found:
        sort = sort_of(entity, text) or (PLACE if somewhere(entity, text) else None)
        alone = sum(other is entity for _, other in found) == 1
        if sort and alone and not told_beside(text, entity, statement.text, at, sort):
            yield Sought(at, entity, sort)


def _wanted(
    text: Text, line: Line, statement: Statement, known: Mapping[str, Sequence[Named]]
) -> Iterator[Wanted]:
    """Each name whose sort is sure, in each clause of a statement."""
    claimed = statement.text.startswith("According to ")
    if claimed or any(word.small in _BY_WORD for word in words(statement.text)):
        return
    for main in deeds(statement.text):
        for named in known.get(main.text) or proper_names(main.text, line.small):
            entity = text.entities.find(named.text)
            if entity is None or entity is text.entities.main:
                continue
            sort = sort_of(entity, text)
            if sort and not told_beside(text, entity, statement.text, _at(statement, named.text),
                                        sort):  # fmt: skip
                yield Wanted(main, named.span, entity, sort)


def _at(statement: Statement, name: str) -> Span:
    at = max(statement.text.find(name), 0)
    return Span(at, at + len(name))


def _turned(
    text: Text, line: Line, statement: Statement, one: Wanted, loose: bool
) -> Proposal | None:
    """The clause of a name turned into a question for it."""
    said = asked(text, one)
    stem = f"{tidy(said.rstrip('?'))}?" if said else None
    if stem is None or not tells(text, one.entity, one.sort, one.main, stem):
        return None
    ranked = one.main.past and superlative(stem)
    ages = _PRESENT.search(one.main.text) is not None or not one.main.past
    name = Sought(one.span, one.entity, one.sort)
    return _kept(text, line, statement, name, stem, loose=loose, ranked=ranked, ages=ages)


def _kept(
    text: Text, line: Line, statement: Statement, sought: Sought, stem: str,
    *, loose: bool, ranked: bool = False, ages: bool | None = None,
) -> Proposal | None:  # fmt: skip
    """A stem that asks for a name as a proposal, with its document in front where it needs that;
    ``loose``: also where only the document tells what is meant."""
    entity, sort = sought.entity, sought.sort
    at = next((n for n in line.names if text.entities.find(n.text) is entity), None)
    if at is None or not whole(stem) or _trivial(text, sort, stem) or _twice(text, stem):
        return None
    stem = _LEANING.sub(" ", stem)
    if unsaid_words(stem) or comes_and_goes(stem) or of_passer_by(text, line, entity, stem):
        return None
    if shared(text, line, at, statement, stem) or only_where(text, line, at, sort, stem):
        return None
    now = _PRESENT.search(statement.text) is not None if ages is None else ages
    stem = simple(stem)
    found = in_context(text, line, statement, stem, entity.name, ages=now, ranked=ranked)
    if found is None and loose:
        found = known_by_document(text, statement, stem, now)
    if found is None or not fits(found, LONGEST_STEM):
        return None
    told, name = sentence(statement.text), entity.name
    surname = name.rsplit(" ", 1)[-1]
    known_as = _WIDER.get(sort, sort) if sort in name.lower() else sort
    wider = found.replace(f"hich {sort}", f"hich {known_as}")
    twice = known_as != sort and known_as[:4] in found  # awards which award?
    typed = wider if len(name.split()) <= _MOST_TYPED and not twice else None
    initials = {form for form in entity.aliases if form.isupper()}
    also = {surname} if sort == PERSON else initials
    return Proposal(
        Fact(NAME, found, "is", name, text, line, at.span, Span(0, len(line.text))),
        _REGION.sub(_anywhere, found),
        name,
        KeyKind.NAME,
        told,
        told if fits(told) else f"The name is {name}.",
        name_kind=entity.kind,
        typed_stem=typed,
        accept=tuple(sorted(also - {name})),
        sort=sort,
    )


_LEANING = re.compile(r" (?:also|previously|already) (?=[a-z])")
"""Adverbs that lean on what was told before."""

_REGION = re.compile(r"hich city in (?P<region>[A-Z]\w+(?: [A-Z]\w+)?)")


def _anywhere(match: re.Match[str]) -> str:
    """The city alone where options stand below: only one of them lies in its region."""
    known = match["region"] in regions() or match["region"] in names("countries.txt")
    return "hich city" if known else match[0]


def _trivial(text: Text, sort: str, stem: str) -> bool:
    """Whether a stem asks for a continent, or the country of one of its states: all know it."""
    if sort == "continent":
        return True
    told = (*text.entities.within(stem), text.entities.main)
    return sort == "country" and any(one and one.kind is Kind.REGION for one in told)


def _twice(text: Text, stem: str) -> bool:
    """Whether a stem names what its document is about two times."""
    main = text.entities.main
    return main is not None and " " in main.name and stem.count(main.name) > 1
