"""When a text was published, as its first and last lines say; any other date is none of its own."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.domain.documents.source_document import Block, BlockKind
from bot.generation.documents.events import HAPPENED
from bot.generation.documents.kinds import DATE, MONTHLY, YEAR, headline
from bot.generation.documents.publishers import is_body_or_paper, is_work

_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
_DAY = rf"(?P<date>(?i:{MONTHLY}))(?: г(?:ода|\.)?)?"
_LINE = re.compile(
    rf"(?:(?P<who>[^?!|]{{1,80}}?)(?:,| ?[–—]| -) ?)?(?i:(?:on )?{_WEEKDAY}){_DAY}"
    r"(?:,? \d\d?[:.]\d\d)?"
)
_LABELLED = re.compile(
    r"(?:first |last )?(?P<label>posted|published|issued|released|dated|publication date"
    r"|date of (?:publication|issue)|for (?:immediate )?release|updated|revised|modified"
    r"|дата публикации|обновлено)"
    rf"(?: on)?:? {_WEEKDAY}(?P<date>{MONTHLY}|{YEAR}(?! ?[–—-] ?\d))"
    r"(?=$|,|\.$| (?:at|by)\b| ?[·–—-]| г)",
    re.IGNORECASE,
)
"""When a page says it was put up, whatever follows: "Posted 5 May 2019 at 18:05"."""

_ISSUED_BY = re.compile(
    r"(?:first )?(?:posted|published|issued|released) by [^.?!:;|]{2,80}?"
    rf"(?: on (?P<day>{MONTHLY})|, (?P<date>{MONTHLY}|{YEAR}(?! ?[–—-] ?\d)))(?=$|\.$|\. [A-ZА-Я])",
    re.IGNORECASE,
)
_AGAIN = frozenset({"updated", "revised", "modified", "обновлено"})
"""Labels of a later day, which counts where no other is said."""

_PUBLISHING = (
    r"(?:(?<!\w)(?:vol(?:ume)?|no|issue|edition|edn?|annual report|copyright|magazine|press|journal"
    r"|bulletin|gazette|newsletter|review|yearbook|spring|summer|autumn|fall|winter|season|том"
    r"|выпуск|издание|изд|журнал|вестник|газета|годовой отч[её]т|издательство|весна|лето|осень"
    r"|зима|сезон)(?!\w)|©|\(c\)|(?<!\w)from:)"
)
_YEARLY = re.compile(
    rf"(?i:{_PUBLISHING})(?P<gap>[^|;]{{0,60}}?)(?<![\w/–—-])(?P<year>{YEAR})(?=$|[.,;)](?:$| )| г)"
)
"""A year behind a word of publishing; not one of two, as in *season 2018/19*."""

_CLAIMED = re.compile(rf"(?:©|\(c\)|copyright) ?(?P<year>{YEAR})(?! ?[–—/-] ?\d)", re.IGNORECASE)

_NAMED_YEAR = re.compile(rf"(?P<who>.{{2,80}}), (?P<year>{YEAR})\.?")
_PARTS = re.compile(r"(?<=\w\w)[.;] | [·•] ")
_IN = re.compile(r"(?:^|\W)(?:in|в)(?: the)? ?$", re.IGNORECASE)
_SMALL = frozenset(("of", "the", "and", "for", "at", "de", "la", "van", "von", "der", "&"))
_LONGEST_NAME = 10
"""Words of a publisher and its place."""

_EVENT = re.compile(
    r"built|born|died|begun|since|until|before|after|cut|lost|won|sunk"
    r"|(?!united|limited|allied|associated|incorporated)\w{3,}ed"
    r"|(?:основан|открыт|построен|создан|закрыт|завершен|завершён|рожден|рождён)[аоы]?"
    r"|родил(?:ся|ась|ись)|умер(?:ла|ли)?",
    re.IGNORECASE,
)
"""A word that says what happened then, which is not that the text was published."""

_LABELS = frozenset({"from", "by", "text", "source", "текст", "из"})
"""Words whose colon has a publisher or an author behind it."""

_OF_DATE = re.compile(rf"(?:{DATE})(?:$|:|\n)", re.IGNORECASE)
"""A heading of a chronicle."""


def is_chronicle(blocks: Sequence[Block]) -> bool:
    """Whether several dates are headings: none of them is the text's."""
    return len({found[0] for one in blocks if (found := _OF_DATE.match(one.text))}) > 1


def has_table(blocks: Sequence[Block]) -> bool:
    """Whether lines have cells: those with a bar follow one another, as rows do; one by itself,
    such as *Harbour news | 7 May 2016*, is none.
    """
    barred = [" | " in line for one in blocks for line in one.text.split("\n")]
    return any(one and two for one, two in pairwise(barred))


def labelled_date(line: str) -> tuple[str, bool] | None:
    """The date that a line says a text was published on, as it is written there, and whether it is
    that of the first publishing.
    """
    for part in line.split(" | "):
        if (found := _ISSUED_BY.match(part)) and (date := found["day"] or found["date"]):
            return date, True
        if found := _LABELLED.match(part):
            return found["date"], found["label"].lower() not in _AGAIN
    return None


def day_of_line(line: str, *, chronicle: bool = False, table: bool = True) -> str | None:
    """The day that a line of its own gives a text, as it is written there; in a ``chronicle`` a
    date alone is none, with a ``table`` none behind a bar.
    """
    date = _day(line if table or line.startswith("|") else line.replace(" | ", ", "))
    return None if chronicle and date == line else date


def date_in_masthead(blocks: Sequence[Block]) -> str | None:
    """The date below the title, as it is written there: a day or a month, or a year behind a word
    of publishing or the name of a publisher.
    """
    if not blocks:
        return None
    below = blocks[0].text.split("\n")[1:] if headline(blocks[0].text) else []
    for line in below:
        days = (_day(part) for part in _PARTS.split(line))
        changed = (_LABELLED.match(part) for part in re.split(r", | - ", line))
        if date := next(filter(None, days), None) or _year(line) or _named_year(line):
            return date
        if found := next(filter(None, changed), None):
            return found["date"]
    alone = not below and blocks[0].kind is BlockKind.HEADING and "\n" not in blocks[0].text
    after = blocks[1].text.split("\n") if alone and len(blocks) > 1 else []
    return next(filter(None, map(_year, _short(after))), None)


def _short(lines: Sequence[str]) -> Iterator[str]:
    return (line for line in lines if not re.search(r"[a-zа-яё]{3}[.!?]$", line))


def _day(line: str) -> str | None:
    """A day, or a month of a year, alone in its line or behind whoever published it, or where."""
    found = _LINE.fullmatch(line)
    if found is None or (found["who"] is not None and not _is_name(found["who"])):
        return None
    # 1911-12 behind a name may be a span.
    month = re.fullmatch(rf"{YEAR}-\d\d", found["date"])
    return None if month and found["who"] else found["date"]


def _year(line: str) -> str | None:
    if claimed := _CLAIMED.match(line):
        return claimed["year"]
    for found in _YEARLY.finditer(line):
        before = line[: found.start()]
        if "|" in line or _IN.search(before) or any(map(_EVENT.fullmatch, before.split())):
            continue
        gap = [word.strip("\"'“”«»().,:") for word in found["gap"].split()]
        if all(not word or _is_large(word) or word in _SMALL for word in gap):
            return found["year"]
    return None


def _named_year(line: str) -> str | None:
    found = _NAMED_YEAR.fullmatch(line)
    return found["year"] if found and _is_name(found["who"]) else None


def _is_name(text: str) -> bool:
    """Whether this can be the name of a publisher, an author or a place; in Russian only the first
    word of one is written large.
    """
    label, colon, name = text.rpartition(":")
    if colon and label.strip().casefold() not in _LABELS:
        return False
    if not is_body_or_paper(name) and (HAPPENED.search(name) or name.startswith(("A ", "An "))):
        return is_work(name)
    words = [word.strip("\"'“”«»().,&") for word in name.split()]
    words = [word for word in words if word]
    if not 0 < len(words) <= _LONGEST_NAME or "|" in name or any(map(_EVENT.fullmatch, words)):
        return False
    if any(char.isdigit() for char in name) or not words[0][0].isupper():
        return False
    cyrillic = re.search("[а-яё]", name) is not None
    return cyrillic or all(_is_large(word) or word in _SMALL for word in words)


def _is_large(word: str) -> bool:
    return (
        word[0].isupper() or word[0].isdigit() or re.fullmatch(_PUBLISHING, word, re.I) is not None
    )
