"""Which names are those of a publisher: a body, a firm, or a paper, and no person or place."""

import re

_BODIES = (
    "academy administration agency archive archives assembly association authority bank board"
    " brigade broadcaster bureau cent(?:er|re) club coalition college commission committee congress"
    " consortium cooperative corps council court department directorate embassy federation"
    " foundation friends fund gallery group hospital inspectorate institute institution"
    " laboratory league library ministry museum network observatory office organi[sz]ation"
    " parliament partnership party police press programme school secretariat service services"
    " society team trust union university"
    " агентство академия ассоциация архив банк библиотека бюро ведомство институт комиссия комитет"
    " министерство музей общество организация отдел посольство правительство секретариат служба"
    " совет союз университет управление федерация фонд центр"
)
_PAPERS = (
    "bulletin chronicle courier gazette herald journal magazine mail mirror monthly news newspaper"
    " observer post quarterly record review star sun telegraph times tribune weekly wire"
    " вестник газета журнал известия новости ведомости"
)
_WORKS = (
    "encyclop(?:ae|e)dia dictionary gazetteer companion almanac(?:k)? yearbook энциклопедия словарь"
)
_FIRMS = "ltd limited plc inc llc llp gmbh ag as asa sa ab oy nv bv corp corporation company co"


def _one_of(words: str) -> re.Pattern[str]:
    return re.compile("|".join(words.split()), re.IGNORECASE)


_BODY, _PAPER, _WORK, _FIRM = map(_one_of, (_BODIES, _PAPERS, _WORKS, _FIRMS))
_GENERIC = _one_of(
    f"{_BODIES} news the media public relations information communications editorial our general"
    " annual executive company special special staff"
)
"""Words that name no body by themselves: *Press Office* is some office of somebody."""

_HEAD_ENDS = re.compile(r" (?:of|for|on|in|de|du|der|für|по|при|и)\b ?", re.I)
_ACRONYM = re.compile(r" ?\([^()]*\)$")
_OWN_NEWS = re.compile(rf"(?:{'|'.join(_BODIES.split())}|company) news", re.IGNORECASE)
"""A page's section: *Embassy News*."""

_FOR_NEWS = re.compile(r"\b(?:news|press|wire|media)\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:\d|(?:first|second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|\w+teen|\w+tie)th)\b)",
    re.IGNORECASE,
)
"""The third congress is a meeting."""

_SMALL = frozenset(
    ("of", "the", "and", "for", "on", "at", "in", "to", "de", "la", "du", "van", "von", "der", "&")
)
_LONGEST = 14
"""Words of a publisher's name."""


def is_body_or_paper(name: str) -> bool:
    """Whether a name's head says that it is a body, a firm or a paper: *Harbour Board of Moss*."""
    return _told_by(name, _BODY, _PAPER) or _is_firm(name)


def is_paper(name: str) -> bool:
    """Whether a name is that of a paper, or of an agency of news, for which authors write."""
    return _told_by(name, _PAPER) or (is_body_or_paper(name) and _FOR_NEWS.search(name) is not None)


def is_work(name: str) -> bool:
    """Whether a name is that of a work with many entries, which stands for who put it out."""
    return _told_by(name.replace("ompanion to ", "ompanion of "), _WORK)


def is_name(text: str) -> bool:
    """Whether all words but the small ones are written large; in Russian the first one is."""
    words = [word.strip("\"'“”«»().,") for word in text.split()]
    words = [word for word in words if word]
    if not 0 < len(words) <= _LONGEST or not words[0][0].isupper() or words[-1] in _SMALL:
        return False
    if re.search("[а-яё]", text):
        return True
    return all(word[0].isupper() or word in _SMALL or _PAPER.fullmatch(word) for word in words)


def _told_by(name: str, *kinds: re.Pattern[str]) -> bool:
    if not is_name(name) or re.search(r"\d|:", name) or _COUNTED.match(name):
        return False
    if _OWN_NEWS.fullmatch(name):
        return False
    plain = _ACRONYM.sub("", name)
    said = [word.strip("\"'“”«».,") for word in plain.split()]
    if len(said) < 2 or all(map(_GENERIC.fullmatch, said)):  # noqa: PLR2004 - *Museum* is any
        return False
    first = _HEAD_ENDS.split(plain)[0].split()
    heads = [first[-1]] if first else []
    if re.search("[а-яё]", name):
        heads = said
    return any(kind.fullmatch(head.strip("\"'“”«».,")) for head in heads for kind in kinds)


def _is_firm(name: str) -> bool:
    """*Moss Ferries Ltd*, and no *Founding of the Moss Company*."""
    words = name.rstrip(".").split()
    large = all(word[0].isupper() or word in ("and", "&") for word in words[:-1])
    return len(words) > 1 and large and is_name(name) and bool(_FIRM.fullmatch(words[-1]))
