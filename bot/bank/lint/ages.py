"""L17: a fact that is true today, asked without a date."""

import re
from collections.abc import Mapping, Sequence

from bot.bank.lint.asked import Asked, Flaws
from bot.bank.problem import excerpt
from bot.domain.finding import Phrase

_YEAR = re.compile(r"(?<!\d)(?:1\d{3}|20\d{2}|21\d{2})(?!\d)")

_NOW: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:currently|nowadays|presently|today(?:'s)?|at present|at the moment|right now"
        r"|so far|to date|until now|up to now|these days|recently|lately|in recent (?:years|months)"
        r"|(?:this|last|next) (?:year|month|week)|now(?! (?:that|known|called)\b)"
        r"|(?:the|its|their|whose) (?:current|latest|incumbent|sitting|present-day)"
        r"|the present (?:day|time)|(?:is|are|has|have) still|still (?:is|are|has|have))\b",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"\b(?:сейчас|теперь|ныне|нынче|сегодня|сегодняшн\w+|нынешн\w+|действующ(?:ий|ая|его|ей)"
        r"(?= (?:президент|председател|генеральн|секретар|глав|министр|руководител))"
        r"|текущ(?:ий|ая|его|ей)(?= (?:президент|председател|генеральн|секретар|глав|министр))"
        r"|в настоящее время|в настоящий момент|на данный момент|в данный момент"
        r"|на сегодняшний день|по сей день|до сих пор|недавно|в последнее время"
        r"|в последние годы|в (?:этом|прошлом|следующем) (?:году|месяце))\b",
        re.IGNORECASE,
    ),
}
# A document is of a year; what it tells need not be: "by an explainer of January 2022", "a release
# of 2015 says". The year of a fact stands with the fact.
_DOCUMENT: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:explainer|release|report|note|account|article|document|statement|book|leaflet"
        r"|review|survey|paper|communiqu[eé])(?: (?!of\b)[\w'-]+){0,3}"
        r" (?:of|from|dated)(?: (?:early|late|mid|\d{1,2}))?(?: [A-Z][a-z]+)? \d{4}(?!\d)"
    ),
    "ru": re.compile(
        r"\b(?:стать|отч[её]т|доклад|релиз|сообщени|справк|обзор|документ|заявлени|книг)\w*"
        r"(?: \w+){0,2} (?:от|за)?(?: ?\d{1,2})?(?: ?[а-яё]+)? ?\d{4}(?!\d)",
        re.IGNORECASE,
    ),
}
_OFFICES = (
    r"(?:secretary|secretaries|presidents?|ministers?|chair(?:man|woman|person)?|heads?|chiefs?"
    r"|commander|directors?|leaders?|speaker|ambassador|premier|chancellor|king|queen|mayor"
    r"|governor|members?|chairmanship)"
)
_OFFICE: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        rf"\b[Ww]ho (?:is|are) (?:[\w'-]+ ){{0,6}}(?i:{_OFFICES})\b"
        r"|\b[Ww]ho (?:heads|leads|chairs|commands|runs|presides|holds the office)\b"
        rf"|^[A-Z][\w'-]+(?: [A-Z][\w'-]+)+ is (?:the |a )?(?:[\w'-]+ ){{0,5}}(?i:{_OFFICES})\b"
        r"|\b[Ww]hich (?:\w+ )?(?:office|post|position) does\b"
    ),
    "ru": re.compile(
        r"\bкто (?:сейчас )?(?:возглавляет|руководит|председательствует|занимает (?:пост|должность)"
        r"|командует|является (?:\w+ ){0,4}(?:секретар|президент|министр|председател|глав"
        r"|начальник|руководител|командующ|член|директор|посл))"
        r"|\bкакой пост занимает\b|\bкакую должность занимает\b",
        re.IGNORECASE,
    ),
}
_MEMBERSHIP: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:is|are|isn't|aren't) (?:not |NOT |still |also |both |all )*(?:an? |the |its )?"
        r"(?:full |associate |permanent |non-permanent |candidate )?(?:members?|observers?"
        r"|signator(?:y|ies)|part(?:y|ies)|member states?|observer states?|candidates?)"
        r" (?:of|to|in|at)\b"
        r"|\b[Hh]ow many (?:\w+ )?(?:members?|states|countries|observers|parties)(?: states)?"
        r"(?: (?!did\b|had\b|was\b|were\b)\w+){0,3}? (?:does|do|has|have|are|belong|make up)\b"
        r"|\b(?:belongs?|do not belong|doesn't belong) to (?:the )?[A-Z]"
        r"|\b(?:has|have) observer status\b"
    ),
    "ru": re.compile(
        r"\b(?:входит|входят|состоит|состоят) (?:\w+ )?(?:в|во)\b"
        r"|\b(?:является|являются) (?:\w+ ){0,2}(?:член|участни|наблюдател|сторон)\w*"
        r"|\bимеет статус наблюдателя\b|\bимеют статус наблюдател",
        re.IGNORECASE,
    ),
}
_NO_AGEING: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:founding|original|former|first|last) (?:\w+ )?(?:members?|parties|signatories)\b"
        r"|\bby now\b",
        re.IGNORECASE,
    ),
    "ru": re.compile(r"\b(?:членами-основателями|основател\w+|бывш\w+|первоначальн\w+)\b", re.I),
}


_TABLES: Sequence[tuple[Mapping[str, re.Pattern[str]], str]] = (
    (_NOW, "ages_now"),
    (_OFFICE, "ages_office"),
    (_MEMBERSHIP, "ages_member"),
)


def ages(asked: Asked) -> Flaws:
    """L17: *currently* and its like, an office or a membership in the present tense, no year.

    That of the document which tells of a membership does not date the membership.
    """
    if asked.language not in _NOW:
        return
    own = _NO_AGEING[asked.language].sub(" ", asked.own_words)
    tables = _TABLES
    if _YEAR.search(asked.stem):
        if _YEAR.search(_DOCUMENT[asked.language].sub(" ", asked.stem)):
            return
        tables = _TABLES[-1:]
    for table, kind in tables:
        if match := table[asked.language].search(own):
            yield ("stem",), {"words": excerpt(match[0]), "kind": Phrase(kind)}
            return
    if tables is not _TABLES:
        return
    for choice in asked.choices:
        match = _NOW[asked.language].search(choice.text)
        if match and not _YEAR.search(choice.text):
            yield choice.path, {"words": excerpt(match[0]), "kind": Phrase("ages_now")}
