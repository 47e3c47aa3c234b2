"""Which thing is described: "X is a humanitarian organization that …" asks for X."""

import re
from collections.abc import Iterator

from bot.generation.asking.context import in_document
from bot.generation.asking.idle import of_passer_by
from bot.generation.asking.phrasing import LONGEST_STEM, fits, sentence
from bot.generation.candidates import Fact, KeyKind, Proposal
from bot.generation.reading.entities import Entity
from bot.generation.reading.source_names import source_name
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.name_kinds import Kind, Named
from bot.generation.sentences.spans import Span
from bot.generation.statements.standing import standing
from bot.generation.templates.attribution import by_document, source_date
from bot.generation.words.verbs import Form, finite, verb

NAME = "which"
_IS_A = re.compile(
    r"^(?: \([^()]*\))?(?: (?P<be>is|was)|,) (?P<what>an? [^,;:()\"]{3,80}?) (?P<link>that|which"
    r"|who|based in|located in|situated in) (?P<does>[^,;:()\"]{8,110}?)(?=[,.;]|$)"
)
_MOST = re.compile(
    r"^(?: \([^()]*\))?(?:,| (?P<be>is|was)) (?P<what>the (?:[a-z]+ )?(?:largest|oldest|longest"
    r"|highest|tallest|biggest|youngest|smallest|busiest|deepest|widest|only|most [a-z]+)"
    r" [^,;:()\"]{8,90}?)(?=[,.;]|$)"
)
"""What is the first of its kind: "X, the largest maker of bottles in Norway," """

_NEVER = re.compile(r"\b(?:never|not|no)\b")
"""What somebody has not done, many have not."""

_LEAST_WORDS = 3


def propose(text: Text) -> Iterator[Proposal]:
    for line in text.lines:
        for named in line.names[:1]:
            if line.text[: named.span.start].lower() not in {"", "the "}:
                continue
            entity = text.entities.find(named.text)
            after = line.text[named.span.end :]
            match, most = _IS_A.match(after), _MOST.match(after)
            made = _propose(text, line, named, entity, match) if entity and match else None
            if made is None and entity and most:
                made = _foremost(text, line, named, entity, most)
            if made is not None:
                yield made


def _foremost(
    text: Text, line: Line, named: Named, entity: Entity, match: re.Match[str]
) -> Proposal | None:
    what = standing(text, line, match["what"], None)
    be = match["be"] or "is"
    told = any(len(part) > _LEAST_WORDS and part in match["what"] for part in entity.name.split())
    if what is None or told or not text.entities.within(what):
        return None
    who = "who" if entity.kind is Kind.PERSON else "what"
    stem: str | None = by_document(text, f"{who} {be} {what}?")
    if any(form in source_name(text) for form in entity.aliases):  # a title may tell the key
        date = source_date(text)
        stem = f"As of {date}, {who} {be} {what}?" if date else None
    if stem is None or not fits(stem, LONGEST_STEM):
        return None
    said = sentence(f"{entity.said} {be} {what}")
    evidence = Span(named.span.start, named.span.end + match.end())
    fact = Fact(NAME, what, "is", entity.name, text, line, named.span, evidence)
    return _asked_for(entity, fact, stem, said, f"It is {entity.said}.")


def _propose(
    text: Text, line: Line, named: Named, entity: Entity, match: re.Match[str]
) -> Proposal | None:
    noun = match["what"].split(" ", 1)[1]
    if noun.split()[-1].endswith("s") or any(part.lower() in noun.lower() for part in
                                             entity.name.split() if len(part) > 3):  # fmt: skip  # noqa: PLR2004
        return None
    does = match["does"]
    located = match["link"].endswith(" in")
    first = does.split()[0].lower()
    known = first in {"is", "was", "has", "had"} or finite(first) or verb(first, Form.PRESENT)
    if (not located and not known) or len(does.split()) + located < _LEAST_WORDS:
        return None
    what = standing(text, line, noun, None)
    alone = standing(text, line, does, entity)
    if (
        of_passer_by(text, line, entity, does)  # "a local journalist who saw it"
        or what is None
        or alone is None
        or any(
            len(part) > _LEAST_WORDS and part in f"{what} {alone}" for part in entity.name.split()
        )
    ):
        return None
    be = match["be"] or "is"
    doing = f"{be} {match['link']} {alone}" if located else alone
    stem = f"Which {what} {doing}?"
    if entity is not text.entities.main:  # many an engineer trained in Leningrad
        if any(form in source_name(text) for form in entity.aliases):
            return None
        stem = in_document(text, stem)
    person = entity.kind is Kind.PERSON and not _NEVER.search(alone)
    if not fits(stem, LONGEST_STEM) or not (person or text.entities.within(f"{what} {alone}")):
        return None  # "which organisation promotes cooperation": many do
    said = sentence(f"{entity.said} {be} {match['what']} {match['link']} {alone}")
    evidence = Span(named.span.start, named.span.end + match.end())
    surname = entity.name.split()[-1] if entity.kind is Kind.PERSON else entity.name
    fact = Fact(NAME, f"{what} {doing}", "is", entity.name, text, line, named.span, evidence)
    otherwise = f"The description is that of {entity.said}."
    return _asked_for(entity, fact, stem, said, otherwise, surname)


def _asked_for(
    entity: Entity, fact: Fact, stem: str, said: str, otherwise: str, *also: str
) -> Proposal:
    """A question for an entity, typed by any of its names or what else is told (``also``);
    ``otherwise`` is the brief where ``said`` is too long for one."""
    return Proposal(
        fact,
        stem,
        entity.name,
        KeyKind.NAME,
        said,
        said if fits(said) else otherwise,
        name_kind=entity.kind,
        typed_stem=stem,
        accept=tuple(sorted({*also, *entity.aliases} - {entity.name})),
    )
