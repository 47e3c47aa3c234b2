"""What a thing is called, or called as well: "the script, later known as …", "is nicknamed …".

The answer is typed; other names that the sentence gives at once are accepted, too.
"""

import re
from collections.abc import Iterator

from bot.domain.documents.source_document import BlockKind
from bot.generation.asking.inner_case import lowered
from bot.generation.asking.phrasing import LONGEST_STEM, fits, inner, sentence
from bot.generation.candidates import Fact, Proposal
from bot.generation.reading.anchoring import LEANING
from bot.generation.reading.source_names import source_name
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.predicates import PREPOSITIONS, is_verb
from bot.generation.sentences.spans import Span, words
from bot.generation.statements.standing import standing
from bot.generation.templates.attribution import by_document
from bot.generation.templates.term import NAME, is_called
from bot.generation.templates.what_called import what_called
from bot.generation.words.table import listed

_ADVERB = (
    "also|sometimes|often|usually|generally|commonly|now|originally|formerly|widely|frequently"
    "|informally|colloquially|typically|later|previously|locally|popularly"
)
_VERB = r"(?P<verb>called|termed|known as|referred to as|nicknamed|dubbed)"
_NAME = (
    r"(?:the |an? )?(?P<name>\"[^\"]{3,40}\"|'[^']{3,40}'"
    r"|[A-Za-z][\w-]+(?: (?!or |and |in |by |after |for |from |when |on )[\w'-]+){0,3}?)"
    r"(?=[,.;)]| \(| or | (?:in|by|after|for|from|beginning|when|on|because|since)\b|$)"
)
_IS = re.compile(
    rf"^(?P<what>[A-Z][^,;:()\"]{{3,110}}?)(?:, (?:which|who) [^,;:()\"]{{3,80}},)?(?: \([^()]*\))?"
    rf" (?P<be>is|are|was|were) (?:(?P<adverb>{_ADVERB}) )?{_VERB} {_NAME}"
)
_BESIDE = re.compile(
    rf"^(?P<what>[A-Z][^,;:()\"]{{3,80}}?)(?:, | \()(?P<adverb>{_ADVERB}) {_VERB} {_NAME}"
    r"[^,()]{0,60}[,)] (?P<be>is|are|was|were) "
)
_RELATIVE = re.compile(r"( (?:that|which|who|whose) )")
_ALSO = re.compile(r"\"?(?:,| or|, or) (?:the |an? )?\"([^\"]{3,40})\"")
_PAST = listed("later originally formerly previously")
_VAGUE = listed("so what these those some many most one such another first second third latter")
_TO_DO = listed("up on upon for in out off to by at") | {"into", "from"}
_TELLING, _LEAST_WORDS, _MOST_NAME = 4, 2, 4


def propose(text: Text) -> Iterator[Proposal]:
    for line in text.lines:
        if line.block.kind is not BlockKind.BODY:
            continue
        if is_called(line.text):
            continue  # read by the other reader of names
        match = _IS.match(line.text) or _BESIDE.match(line.text)
        made = _propose(text, line, match) if match else None
        if made is not None:
            yield made


def _propose(text: Text, line: Line, match: re.Match[str]) -> Proposal | None:
    name = match["name"].strip("\"'")
    if match["name"] == name and line.text[match.end("name") :].startswith(" or "):
        return None  # an elective or voluntary abortion
    what = _what(text, line, match["what"])
    if what is None or not _fits_as_name(name, what, source_name(text), match["name"]):
        return None
    be, adverb, verb = match["be"], match["adverb"] or "", match["verb"]
    if match.re is _BESIDE:
        be = {"is": "was", "are": "were"}.get(be, be) if adverb in _PAST else be
    stem = by_document(text, " ".join(f"what {be} {what} {adverb} {verb}".split()) + "?")
    if not fits(stem, LONGEST_STEM):
        return None
    said = sentence(" ".join(f"{what} {be} {adverb} {verb} {name}".split()))
    at = match.start("name") + (match["name"][0] in "\"'")
    span = Span(at, at + len(name))
    also = tuple(dict.fromkeys(_others(line.text[match.end("name") :])))
    fact = Fact(NAME, what, f"{adverb} called", name, text, line, span, Span(0, match.end()))
    accept = tuple(one for one in also if one != name)
    return what_called(fact, stem, said, f"The name is {name}.", accept=accept)


def _others(after: str) -> Iterator[str]:
    """Further names in quotes, given at once."""
    at = 0
    while match := _ALSO.match(after, at):
        yield match[1]
        at = match.end()


def _what(text: Text, line: Line, said: str) -> str | None:
    """What bears the name, so that it stands alone and says what it is."""
    every = words(said)
    if every[0].small in _VAGUE | LEANING or any(is_verb(every, i) and not _relative(said)
                                                 for i in range(1, len(every))):  # fmt: skip
        return None
    named = text.entities.find(said)
    if named is None and (len(every) < _LEAST_WORDS or every[0].small in PREPOSITIONS):
        return None
    if named is None and every[0].small in {"the"} and not text.entities.within(said):
        return None  # the group of which text?
    first = text.entities.find(every[0].text)
    if len(every) > 1 and not every[1].capital and not (first and first.inside):
        said = said[:1].lower() + said[1:]
    alone = [standing(text, line, inner(part), None) for part in _RELATIVE.split(said)[::2]]
    if None in alone or len(alone) > 2:  # noqa: PLR2004 - a thing and what it does
        return None
    links = _RELATIVE.findall(said)
    whole = f"{alone[0]}{links[0]}{alone[1]}" if links else f"{alone[0]}"
    return lowered(text, whole)


def _relative(said: str) -> bool:
    return _RELATIVE.search(said) is not None


def _fits_as_name(name: str, what: str, title: str, quoted: str) -> bool:
    """Whether a name is one, is short, and is told by nothing around it."""
    parts = [word for word in words(name) if word.is_word]
    if not parts or len(parts) > _MOST_NAME or parts[0].small in LEANING | PREPOSITIONS:
        return False
    if any(word.small in _TO_DO for word in parts):
        return False
    if quoted[0] not in "\"'" and len(parts) == 1 and parts[0].small.endswith(("ed", "ing", "ly")):
        return False
    other = f"{what} {title}".lower()
    return not any(p.small[: max(_TELLING, len(p.small) - 2)] in other
                   for p in parts if len(p.small) >= _TELLING)  # fmt: skip
