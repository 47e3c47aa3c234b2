"""What a sentence tells beside a name: "Leo Marsh, who edited the Gazette, …": who edited it?"""

import re
from collections.abc import Iterator

from bot.domain.documents.source_document import BlockKind
from bot.generation.asking.context import asks_well, in_context
from bot.generation.asking.phrasing import LONGEST_STEM, capitalised, fits, sentence
from bot.generation.candidates import Fact, KeyKind, Proposal
from bot.generation.reading.entities import Entity
from bot.generation.reading.passing import passing
from bot.generation.reading.sorts import PERSON, sort_of
from bot.generation.reading.source_names import source_name
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.content import content
from bot.generation.sentences.moments import moments
from bot.generation.sentences.name_kinds import Named
from bot.generation.sentences.predicates import is_verb
from bot.generation.sentences.spans import Span, tidy, words
from bot.generation.sentences.speech import quotes_speech
from bot.generation.statements.standing import standing
from bot.generation.templates.attribution import attributed, by_document
from bot.generation.words.table import listed, nouns

NAME = "aside"
_WHO = re.compile(r",? (?P<who>who|which) (?P<rest>[^,.;:()\"]{12,140}?)(?=[,.;]|$)")
_MAKER = (
    "founder|co-founder|author|co-author|inventor|discoverer|creator|architect|designer|composer"
    "|sculptor|builder|translator|winner|librettist|illustrator|namesake"
)
_FIRST = re.compile(
    r", (?P<rest>(?:(?:the|[A-Z][\w-]+(?:'s|s')) (?:[a-z-]+ )?(?:first|second|third|fourth|fifth"
    rf"|last|only|oldest|youngest|largest|longest|highest|{_MAKER})\b"
    rf"|(?:{_MAKER}) of )[^,.;:()\"]{{4,100}}?)(?=[,.;]|$)"
)
_POST = re.compile(
    r", (?:\d{2}, )?(?P<rest>an? (?:(?!(?:of|for|at|and|or|in|with|from|on) )[\w'-]+ ){0,4}?"
    rf"(?:{'|'.join(sorted(nouns('role')))}|partner|fellow|expert)"
    r" (?:of (?:[a-z]+ ){1,3}?)?(?:for|at|with) (?P<whose>[^,.;:()\"]{3,70}?))"
    r"(?=[,.;]| who | that |$)"
)
"""What somebody is, and where: "Ada Merrow, a lawyer at the Ansel Bank," """

_SET_APART = re.compile(r"(?:is|was) (?:the|first|last|only|\d+(?:st|nd|rd|th)|[a-z]+ed)\b")
_DOUBTED = listed(
    "may might could would should perhaps probably possibly allegedly reportedly said says seems"
    " will can told"
)
_LEAST_WORDS, _LEAST_PART, _MUCH = 4, 4, 7


def propose(text: Text) -> Iterator[Proposal]:
    for line in text.lines:
        if line.block.kind is not BlockKind.BODY or quotes_speech(line.text):
            continue
        for named in line.names:
            after = line.text[named.span.end :]
            match = _WHO.match(after) or _FIRST.match(after) or _POST.match(after)
            if match is None or _any_body(match):
                continue
            entity = text.entities.find(named.text)
            if entity is None or entity is text.entities.main:
                continue
            made = _propose(text, line, named, entity, match)
            if made is not None:
                yield made


def _any_body(match: re.Match[str]) -> bool:
    """ "a lawyer for the museum", "who represents a bank": who speaks for whom is no news."""
    if re.match(r"(?:represents|speaks|works|acts) ", match["rest"]):
        return True
    whose = match.groupdict().get("whose")
    speaks = re.search(r"\bspokes(?:man|woman|person)\b", match[0])
    return whose is not None and bool(speaks or not any(w.capital for w in words(whose)))


def _propose(
    text: Text, line: Line, named: Named, entity: Entity, match: re.Match[str]
) -> Proposal | None:
    sort = sort_of(entity, text)
    relative, post = match.groupdict().get("who"), match.re is _POST
    if sort is None or ((relative == "who") != (sort == PERSON) and relative is not None):
        return None
    if sort != PERSON and (relative is None or line.text[: named.span.start] not in {"", "The "}):
        return None  # "in Kabul, which": the attack
    if re.search(r"(?:^|[ ,])(?:and|or|&) (?:the )?$", line.text[: named.span.start]):
        return None  # "A and B, who": both
    rest = _rest(text, line, entity, match["rest"], bool(relative))
    if rest is None or _told(text, entity, rest):
        return None
    wh = "Who" if sort == PERSON else f"Which {sort}"
    bare = rest.removeprefix("the ")
    as_it_is = post or rest[0].isupper()
    told = rest if relative else f"was {rest}" if as_it_is else f"was the {bare}"
    question, said = f"{wh} {told}?", f"{entity.said} {told}"
    now = bool(relative) and not _past(rest)
    stem = attributed(text, question) if now else in_context(text, line, question, entity.name)
    if post:
        stem = by_document(text, question)
    beside = (post or now) and passing(text, line, rest, entity)
    if beside or stem is None or not asks_well(text, stem) or not fits(stem, LONGEST_STEM):
        return None
    surname = entity.name.split()[-1]
    fully = sentence(capitalised(said))
    return Proposal(
        Fact(NAME, rest, "is", entity.name, text, line, named.span,
             Span(named.span.start, named.span.end + match.end())),
        stem,
        entity.name,
        KeyKind.NAME,
        fully,
        fully if fits(fully) else f"The name is {entity.name}.",
        name_kind=entity.kind,
        typed_stem=stem if sort in {PERSON, "city", "country"} else None,
        accept=(surname,) if sort == PERSON and surname != entity.name else (),
        sort=sort,
    )  # fmt: skip


def _past(rest: str) -> bool:
    first = words(rest)[0]
    return (
        first.small in {"was", "were", "had"}
        or first.small.endswith("ed")
        or not (first.small.endswith("s"))
    )


def _rest(text: Text, line: Line, entity: Entity, said: str, relative: bool) -> str | None:
    """What is told, so that it stands alone."""
    every = words(said)
    if len(every) < _LEAST_WORDS or any(word.small in _DOUBTED for word in every):
        return None
    if relative and not (is_verb(every, 0) and _for_itself(said)):
        return None
    alone = standing(text, line, tidy(said), entity)
    if alone is None:
        return None
    names = text.entities.within(alone)
    dated = any(True for _ in moments(alone))
    if not relative:
        return alone if names else None
    bare = every[0].small in {"is", "was", "were", "are"} and not dated
    if bare and not _SET_APART.match(alone):
        return None
    enough = len(content(alone)) >= _MUCH or (names and len(content(alone)) > 2)  # noqa: PLR2004
    return alone if enough and (names or dated) else None


def _for_itself(said: str) -> bool:
    """Whether an aside is told for itself: what somebody *had* done, at no date, only explains."""
    return not said.startswith("had ") or bool(moments(said))


def _told(text: Text, entity: Entity, rest: str) -> bool:
    parts = [part for part in entity.name.split() if len(part) >= _LEAST_PART]
    return any(part in rest or part in source_name(text) for part in parts)
