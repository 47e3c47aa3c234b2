"""What the line below a title, or above it, says: who put the text out, and when.

Such a line is made of short parts, *Harbour Board, Press Release No. 4, Moss, 3 May 2019*. Each is
known by its form; a line with a part that tells of something else is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from bot.domain.documents.source_document import Block
from bot.generation.documents.events import HAPPENED
from bot.generation.documents.kinds import DATE, MONTHLY, YEAR, headline, is_dateline
from bot.generation.documents.publishers import is_body_or_paper, is_name, is_paper, is_work

_MOST_WORDS, _MOST_LINES = 30, 4
_MOST_LOWER = 8
"""Words of a part such as *science and environment*."""

_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
_SEASON = r"(?:(?:early |late )?(?:spring|summer|autumn|fall|winter|весна|лето|осень|зима) )?"
_WHEN = re.compile(
    rf"(?:(?P<label>(?:(?:first|last|text|page|entry|edition) )?(?:published|posted|issued|released"
    rf"|dated|updated|revised|modified|©|\(c\)|copyright))(?: on| in)?:? )?{_WEEKDAY}"
    rf"(?P<date>{MONTHLY}|{_SEASON}{YEAR})(?: г(?:ода|\.)?)?",
    re.IGNORECASE,
)
_AGAIN = re.compile("updated|revised|modified", re.IGNORECASE)
_NUMBERED_OF = re.compile(
    rf"(?:(?:issue|no\.?|№) ?\d+[/-]|(?:\w+ ){{0,2}}(?:issue|number|edition),? )(?P<date>{YEAR})",
    re.IGNORECASE,
)
_DAY_ONLY = re.compile(rf"{_WEEKDAY}(?:{DATE})|{_WEEKDAY.removesuffix(',? )?')})", re.IGNORECASE)
_PUT_OUT = re.compile(
    r"(?i:(?:first )?(?:published|issued|released) by (?P<the>the )?)(?P<who>.+?)"
    rf"(?: (?:on|in) (?P<date>(?i:{MONTHLY}|{YEAR})))?"
)
_ISSUE = re.compile(
    r"(?<!\w)(?:nos?|nr|vol|volume|issue|number|edition|edn|ed|printing|entry|circular|version|series"
    r"|supplement|№|том|выпуск|издание|номер)(?!\w)",
    re.IGNORECASE,
)
_RUNNING = re.compile(r"(?<!\w)(?:nos?|nr|issue|number|circular|№|номер)(?!\w)", re.I)
"""How a paper counts, which no author does."""

_OF_A_PAPER = re.compile(
    r"(?:the |an? )?(?:\w+ ){0,2}(?:magazine|journal|newspaper|newsletter|quarterly|weekly|monthly)"
    r"(?: of\b.*)?"
)
_KINDS = (
    r"(?:(?:press|media|news) (?:release|statement|note)|backgrounder|background (?:paper|note)"
    r"|(?:information|fact) ?sheet|factsheet|digest|briefing|(?:policy |white )?paper|report"
    r"|handbook|manual|profile|essay|guide|leaflet|brochure|reader|summary|newsletter|minutes"
    r"|communiqu[eé]|chapter|пресс-релиз|справка|доклад|отч[её]т|бюллетень|сообщение)"
)
_KIND = re.compile(
    rf"(?:an? |the )?(?:[\w'’-]+ ){{0,3}}{_KINDS}(?!\w)(?: ?(?P<rest>.*))?", re.IGNORECASE
)
_OF_WHOM = re.compile(r"(?:of|from|by) (?:the )?(?P<who>[A-ZА-Я].+)")
_FROM = re.compile(
    r"(?:(?:from|source|text|entry from|extract from|из)(?::| the| an?)?|©|\(c\)) ", re.IGNORECASE
)
_MADE_FOR = re.compile(
    r"(?:(?:published|printed|prepared|issued|written|compiled|produced|reviewed) \w*(?: |$)"
    r"|text of an? )",
    re.IGNORECASE,
)
"""How a part begins that says what a paper was made for, whatever words it has."""

_AUTHOR = re.compile(r"(?:.* )?(?i:by) [A-ZА-Я].*")
_BY = re.compile(
    r"(?:(?:interview|text|words|story|report(?:ing)?|written|edited|prepared|photographs?) )?"
    r"(?:by|prepared by) [A-Z].*",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:report|review|minutes|handbook|manual|guide|newsletter|digest|agenda|programme|plan"
    r"|strategy|accounts|letter|speech|diary|history|volume|vol)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?:based|adapted|reprinted|translated|abridged|photo\w*|image|illustration|figure|map|see|cf"
    r"|quoted|cited|cover|cast)(?!\w)",
    re.IGNORECASE,
)
"""How a line begins that tells whose something else is."""

_COMMA_IN_DATE = re.compile(rf"([A-Za-z]{{3,9}}\.?(?: \d\d?(?:st|nd|rd|th)?)?), (?={YEAR}\b)")
_YEAR = re.compile(YEAR)
_OF_MONTH = re.compile(rf"{MONTHLY}", re.IGNORECASE)
_IN_BRACKETS = re.compile(rf"(?P<day>\b(?:{DATE})) \((?P<who>[^()]{{2,60}})\)\.?$", re.IGNORECASE)
_PARTED = re.compile(
    r"(?:(?<=[\w)][\w)])(?<!\b[Nn]o)(?<!\b[Vv]ol)(?<!\b[Ee]d)|(?<=\d))[.;] |, | [|·•] | [–—-] "
)
_BRACKETED = re.compile(r" \(([^(),]+), ([^()]+)\)\.?$")
_TITLED_BY = re.compile(r"^([^:]+): ([A-Z][^:]*)$")
_QUOTED = re.compile(r"^[\"“«]([^\"“”«»]*)[\"”»]$")
_LIST_BEGINS = re.compile(r"(?:of|for|on) [A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*")
_LIST_ENDS = re.compile(r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)* (?:and|&) [A-Z][\w'’-]*(?: [A-Z].*)?")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a line says; ``date`` as it is written there, ``again`` where a later edition's."""

    date: str | None = None
    again: bool = False
    publisher: str | None = None
    parts: int = 1
    sure: bool = False
    """It has a day or a month, and beside it a body or what only mastheads have."""


def masthead_lines(blocks: Sequence[Block]) -> Iterator[str]:
    """The short lines in front of a text, but for its first."""
    lines: list[str] = []
    for place, block in enumerate(blocks[:_MOST_LINES]):
        mine = block.text.split("\n")
        if place == 0 and len(mine) > 1 and headline(block.text) is None:
            return
        lines += mine
        if any(_is_prose(line) for line in mine[place == 0 :]):
            break
    yield from takewhile(lambda line: not _is_prose(line), lines[1 : _MOST_LINES + 1])


def masthead(line: str) -> Masthead | None:
    """What a line of such parts says, or None where it is no masthead."""
    if len(line.split()) > _MOST_WORDS:
        return None
    agency = _IN_BRACKETS.search(line)
    if agency:
        line = line[: agency.end("day")]
    taken = _FROM.match(line)
    parts = list(_parts(line[taken.end() :] if taken else line))
    if not all(map(_fits, parts)):
        return None
    dates = [found for found in map(_date, parts) if found]
    first = {_YEAR.findall(date)[-1] for date, again in dates if not again}
    if len(first) > 1:  # which of two years is its own, nobody knows
        return None
    who = agency["who"] if agency and is_name(agency["who"]) else _publisher(parts)
    shown = any(map(_is_evidence, parts)) or taken or agency
    # South Seas Post, Apia, 14 June 2024: of three parts the first is somebody's name.
    named = len(parts) > 2 and is_name(parts[0]) and any(map(_OF_MONTH.search, map(_dated, dates)))  # noqa: PLR2004
    if not shown and not (who and dates) and not named:
        return None
    date, again = next((one for one in dates if not one[1]), dates[0]) if dates else (None, False)
    if date is None and len(parts) == 1 and not (taken or agency or _PUT_OUT.fullmatch(parts[0])):
        return None
    monthly = date is not None and _OF_MONTH.fullmatch(date) is not None
    sure = monthly and len(parts) > 2 and bool(who or any(map(_is_evidence, parts)))  # noqa: PLR2004
    return Masthead(date, again, who, len(parts), sure)


def is_masthead(line: str) -> bool:
    """Whether a line in front of a title says only who put the text out, how, and when; with
    *Annual Report* in it it is the title."""
    found = masthead(line)
    if found is None or found.date is None or not is_body_or_paper(found.publisher or ""):
        return False
    own = line.replace(found.publisher or "", "")
    return is_dateline(line) or (found.parts > 2 and not _TITLED.search(own))  # noqa: PLR2004


def _is_prose(line: str) -> bool:
    return len(line.split()) > _MOST_WORDS or re.search(r"[a-zа-яё]{3}[.!?]$", line) is not None


def _parts(line: str) -> Iterator[str]:
    """The parts of a line; *Department of Health, Education and Welfare* is one."""
    kept = _COMMA_IN_DATE.sub(
        lambda found: (
            found[0].replace(",", "")
            if _OF_MONTH.match(found[0].replace(",", "") + "2000")
            else found[0]
        ),
        line.strip(),
    )
    kept = _BRACKETED.sub(r", \1, \2", kept)
    kept = _TITLED_BY.sub(
        lambda found: ", ".join(found.groups()) if is_body_or_paper(found[1]) else found[0], kept
    )
    parts = [_QUOTED.sub(r"\1", part.strip().rstrip(".")) for part in _PARTED.split(kept)]
    parts = [part for part in parts if part]
    while parts:
        end = _end_of_list(parts)
        yield ", ".join(parts[:end])
        parts = parts[end:]


def _end_of_list(parts: Sequence[str]) -> int:
    """How many parts make the first name."""
    begins = list(_LIST_BEGINS.finditer(parts[0]))
    if not begins or begins[-1].end() != len(parts[0]) or not is_body_or_paper(parts[0]):
        return 1
    for place, part in enumerate(parts[1:], 1):
        if _LIST_ENDS.fullmatch(part) and not is_body_or_paper(part):
            return place + 1
        if not is_name(part) or is_body_or_paper(part):
            break
    return 1


def _date(part: str) -> tuple[str, bool] | None:
    """The date of a part, and whether it is that of a later edition."""
    if found := _WHEN.fullmatch(part):
        return found["date"], bool(found["label"] and _AGAIN.search(found["label"]))
    if (found := _PUT_OUT.fullmatch(part)) and found["date"]:
        return found["date"], False
    return (found["date"], False) if (found := _NUMBERED_OF.fullmatch(part)) else None


def _fits(part: str) -> bool:
    """Whether a part can be one of a masthead."""
    if _date(part) or _DAY_ONLY.fullmatch(part) or _PUT_OUT.fullmatch(part) or _BY.fullmatch(part):
        return True
    if is_body_or_paper(part) or is_work(part) or _ISSUE.search(part) or _MADE_FOR.match(part):
        return True
    if HAPPENED.search(part) or _OTHERS.match(part) or ":" in part:
        return False
    return is_name(part) or len(part.split()) <= _MOST_LOWER or _KIND.fullmatch(part) is not None


def _is_evidence(part: str) -> bool:
    """Whether a part shows that a line is a masthead: *press release*, *third edition*."""
    told = _KIND.fullmatch(part) or _PUT_OUT.fullmatch(part) or _MADE_FOR.match(part)
    return bool(told or _ISSUE.search(part))


def _dated(found: tuple[str, bool]) -> str:
    return found[0]


def _publisher(parts: Sequence[str]) -> str | None:
    """Who put the text out: who is said to have, else the first body or paper, or what has issues,
    else the work that the text is from."""
    for part in parts:
        if (found := _PUT_OUT.fullmatch(part)) and is_name(found["who"]):
            own = found["the"] and re.match(r"\w+['’]s ", found["who"])
            return None if own else str(found["who"])
    authored = False
    for part, beside in pairwise([*parts, ""]):
        who = _of_whom(part)
        if who and (is_paper(who) if authored else is_body_or_paper(who)):
            return who
        if who and part == parts[0] and _is_of_paper(who, beside):
            return who
        authored = authored or _AUTHOR.fullmatch(part) is not None
    return next(filter(is_work, parts), None)


def _is_of_paper(who: str, beside: str) -> bool:
    """Whether what stands beside a name tells that it is a paper's: *Hull, circular 3/24*."""
    if not is_name(who) or _ISSUE.search(who) or _KIND.search(who) or not beside:
        return False
    counted = _RUNNING.search(beside) or re.fullmatch("special issue", beside)
    return bool(_OF_A_PAPER.fullmatch(beside) or counted)


def _of_whom(part: str) -> str | None:
    """The name of a part, in *Press release of the Harbour Board* that of the board."""
    if _date(part) or _BY.fullmatch(part):
        return None
    kind = _KIND.fullmatch(part)
    whose = _OF_WHOM.fullmatch(kind["rest"] or "") if kind else None
    if whose and is_body_or_paper(whose["who"]):
        return whose["who"]
    return None if kind else part
