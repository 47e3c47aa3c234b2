"""What a text defines: "anatomy is the branch of biology concerned with …" asks for its name.

The title's own thing is asked for without the title, which would tell it. The answer is typed.
"""

import re
from collections.abc import Iterator

from bot.domain.documents.source_document import BlockKind
from bot.generation.asking.phrasing import LONGEST_STEM, fits, sentence
from bot.generation.candidates import Fact, Proposal
from bot.generation.reading.source_names import source_name
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.predicates import PREPOSITIONS
from bot.generation.sentences.spans import Span, tidy, words
from bot.generation.templates.attribution import by_document
from bot.generation.templates.what_called import what_called
from bot.generation.words.table import listed, nouns

NAME = "definition"
_IS = re.compile(
    r"^(?P<article>The |An? )?(?P<name>[A-Z]?[\w-]+(?: [\w-]+){0,4}?)(?: \([^()]*\))*"
    r"(?:,? (?:also|or|often|formally|officially) [^,()]{3,50},)?"
    r" (?P<be>is|are|was) (?P<what>(?:an?|the) [^;:()\"]{20,260}?)(?=\.$|\. |;| \(|$)"
)
_ENDS = re.compile(
    r", (?=(?:which|who|and|or|but|by|with|in|on|as|so|since|often|usually|typically|although"
    r"|including|especially|first|one|where|when|while|[a-z]+ed|[a-z]+ing) )"
)
"""Where a definition may end; another comma only parts what is listed."""

_MORE = re.compile(r"(?:and|or|but) (?:that|which|who|whose)\b")
_JOINS = re.compile(r" (?:and|or|but|as|than|that)$")

_TELLS = re.compile(
    r" (?:that|which|who|whose|in which|where|used|made|concerned|based|written|directed|produced"
    r"|designed|of|by) "
)
_DOES = re.compile(r" (?:that|which|who|whose|in which) ")
_WORKS = nouns("work") | listed("novella book drama essay poem")
_ONE_NAMED = _WORKS | nouns("organisation") | nouns("document") | nouns("thing")
_RANK = re.compile(r"the (?:\d+(?:st|nd|rd|th)|first|last|only|largest|oldest|highest|smallest) ")
_WHICH_OF_THEM = re.compile(
    r"(?:the|an?) (?:first|second|third|fourth|fifth|sixth|last|next|other|only|same|latter|former"
    r"|largest|smallest|oldest|best|main|one)"
    r"(?:[,;]| (?:of|in|to|is|was|that|which|whose|and)\b|$)"
)
""" "The second, thanks to a vote": of what was listed before."""

_LEANING = listed("this these those here there such same former latter he she we you our following")
_NO_THING = listed(
    "it this that he she they there these those what which who one each most many some another"
    " both all such here result reason problem aim goal purpose main first second third"
    " fourth last example"
)
_LINKS = PREPOSITIONS | listed(
    "that which who whose where produced written directed based located used made whose"
)
_VAGUE = listed(
    "tenth half third quarter feature amount type kind form part number one term word name series"
    " result way example sort"
)
_PLACES = nouns("place") | listed("state country nation republic capital")
_SOMEWHERE = frozenset({Kind.CITY, Kind.COUNTRY, Kind.REGION, Kind.PLACE})
_FEWEST, _MOST_NAME, _TELLING, _FIRST_LINES = 8, 4, 4, 2


def propose(text: Text) -> Iterator[Proposal]:
    for line in text.lines:
        if line.block.kind is not BlockKind.BODY:
            continue
        match = _IS.match(line.text)
        made = _propose(text, line, match) if match else None
        if made is not None:
            yield made


def _propose(text: Text, line: Line, match: re.Match[str]) -> Proposal | None:
    name, what = match["name"], _defining(match["what"])
    title = text.document.source.title
    main = name.lower() == title.lower() and line.order <= _FIRST_LINES
    if not _is_name(name, main=main) or not _defines(name, what):
        return None
    stem = _asked(text, line, match, what, main=main)
    if stem is None or not fits(stem, LONGEST_STEM):
        return None
    told = _alike(name, stem)
    if told:
        return None
    said = sentence(f"{match['article'] or ''}{name} {match['be']} {what}")
    span = Span(match.start("name"), match.end("name"))
    fact = Fact(NAME, what, "is", name, text, line, span, Span(0, match.end()))
    return what_called(fact, stem, said, f"It is called {name}.")


def _defining(what: str) -> str:
    """The definition without what a comma adds to it; all of it where a list comes first. Nothing
    where it goes on: what is cut from "…, and that is not due to an injury" defines as well."""
    end = _ENDS.search(what)
    listed_before = end and "," in what[: end.start()]
    if end is None or listed_before:
        return tidy(what)
    found = tidy(what[: end.start()])
    return "" if _MORE.match(what, end.end()) or _JOINS.search(found) else found


def _asked(text: Text, line: Line, match: re.Match[str], what: str, *, main: bool) -> str | None:
    """A thing in general by what it is; a work, a body by what no other is."""
    if not main:
        common = _in_general(line, match) and _DOES.search(what) is not None
        told = _alike(match["name"], source_name(text))
        return by_document(text, f"what name is given to {what}?") if common and not told else None
    entity, bare = text.entities.main, what.split(" ", 1)[1]
    if entity is not None and entity.kind is Kind.PERSON:
        return f"Who {match['be']} {what}?" if _RANK.match(what) else None
    if _head(bare) in _PLACES or (entity is not None and entity.kind in _SOMEWHERE):
        return None
    named = sum(word.capital for word in words(match["name"])) > 1
    if _head(bare) not in _ONE_NAMED and not named:
        return f"What name is given to {what}?"
    title = "title" if _head(bare) in _WORKS else "name"
    apt = text.entities.within(bare) and _TELLS.search(bare)
    return f"What is the {title} of the {bare}?" if apt else None


def _in_general(line: Line, match: re.Match[str]) -> bool:
    """Whether what is defined is a thing in general, not one of a name."""
    said = words(match["name"])
    if match["be"] == "was":
        return False
    plain = said[0].small in line.small and not any(word.capital for word in said[1:])
    return plain and match["article"] != "The " and said[0].small not in PREPOSITIONS


def _head(bare: str) -> str:
    """The noun of a phrase: what stands before its first link."""
    head = ""
    for word in words(bare):
        if word.small in _LINKS:
            break
        head = word.small
    return head


def _is_name(name: str, *, main: bool) -> bool:
    said = words(name)
    if len(said) > _MOST_NAME or any(word.small in _NO_THING for word in said):
        return False
    return main or not any(word.capital for word in said[1:])


def _defines(name: str, what: str) -> bool:
    """Whether a phrase says what a thing is, so that it alone can be meant."""
    said = words(what)
    if (
        len(said) < _FEWEST
        or len(said[-1].text) == 1
        or any(word.small in _LEANING for word in said)
        or _WHICH_OF_THEM.match(what)
    ):
        return False
    head = _head(what.split(" ", 1)[1])
    return _TELLS.search(what) is not None and head not in _VAGUE and not _alike(name, what)


def _alike(name: str, other: str) -> bool:
    roots = [word.small[: max(_TELLING, len(word.small) - 3)] for word in words(name)
             if len(word.small) >= _TELLING]  # fmt: skip
    return any(word.small.startswith(root) for root in roots for word in words(other))
