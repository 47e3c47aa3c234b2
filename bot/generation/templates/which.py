"""Which thing is described: "X is a humanitarian organization that …" asks for X."""

import re
from collections.abc import Iterator

from bot.generation.asking import fits, sentence
from bot.generation.candidates import Fact, KeyKind, Proposal
from bot.generation.corpus import Line, Text
from bot.generation.entities import Entity
from bot.generation.proper_names import Kind, Named
from bot.generation.spans import Span
from bot.generation.standing import standing
from bot.generation.words.verbs import Form, finite, verb

NAME = "which"
_IS_A = re.compile(
    r"^(?: \([^()]*\))? (?P<be>is|was) (?P<what>an? [^,;:()\"]{3,80}?) (?P<link>that|which|who"
    r"|based in|located in|situated in) (?P<does>[^,;:()\"]{8,110}?)(?=[,.;]|$)"
)
_LEAST_WORDS = 3


def propose(text: Text) -> Iterator[Proposal]:
    for line in text.lines:
        for named in line.names[:1]:
            if line.text[: named.span.start].lower() not in {"", "the "}:
                continue
            entity = text.entities.find(named.text)
            match = _IS_A.match(line.text[named.span.end :])
            if entity and match:
                made = _propose(text, line, named, entity, match)
                if made is not None:
                    yield made


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
        what is None
        or alone is None
        or any(
            len(part) > _LEAST_WORDS and part in f"{what} {alone}" for part in entity.name.split()
        )
    ):
        return None
    doing = f"{match['be']} {match['link']} {alone}" if located else alone
    stem = f"Which {what} {doing}?"
    if not fits(stem, 220):
        return None
    said = sentence(f"{entity.said} {match['be']} {match['what']} {match['link']} {alone}")
    evidence = Span(named.span.start, named.span.end + match.end())
    surname = entity.name.split()[-1] if entity.kind is Kind.PERSON else entity.name
    return Proposal(
        Fact(NAME, f"{what} {doing}", "is", entity.name, text, line, named.span, evidence),
        stem,
        entity.name,
        KeyKind.NAME,
        said,
        said if fits(said) else f"The description is that of {entity.said}.",
        name_kind=entity.kind,
        typed_stem=stem,
        accept=tuple(sorted({surname, *entity.aliases} - {entity.name})),
    )
