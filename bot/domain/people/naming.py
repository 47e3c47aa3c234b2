"""Names and aliases that people choose: what is accepted, and what is shown to others."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.errors import CiteQuizError
from bot.domain.people.person import BoardName

ALIAS_LENGTH = 40
NAME_LENGTH = 24
"""Characters of a name that fit beside a score on a telephone."""

_MARKS_IN_A_ROW = 2
# Letters and symbols that draw nothing: Hangul fillers, the empty Braille pattern.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
# Control and format characters (zero width, direction overrides), surrogates, private use,
# unassigned, line and paragraph separators: they change how the text around them is drawn.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_VISIBLE = frozenset("LNPS")


class AliasFlaw(StrEnum):
    EMPTY = "empty"
    LONG = "long"
    CHARACTERS = "characters"


@dataclass(eq=False)
class AliasRefused(CiteQuizError):
    """An alias that cannot stand on a board, and why."""

    flaw: AliasFlaw


def clean_alias(text: str) -> str:
    """The alias as it is kept: composed, single spaces, 1-40 characters; AliasRefused else.

    Refused is what could make it look like another's or disturb the text around it.
    """
    alias = " ".join(unicodedata.normalize("NFC", text).split(" ")).strip(" ")
    if not alias:
        raise AliasRefused(AliasFlaw.EMPTY)
    if not all(map(_plain, alias)) or _heaped(alias) or not _seen(alias):
        raise AliasRefused(AliasFlaw.CHARACTERS)
    alias = " ".join(alias.split())
    if len(alias) > ALIAS_LENGTH:
        raise AliasRefused(AliasFlaw.LONG)
    return alias


def shown_name(text: str, limit: int = NAME_LENGTH) -> str:
    """A name from Telegram or an old alias, fit to stand in a list; empty when nothing is left.

    Hidden characters go, marks do not pile up, and more than ``limit`` characters are cut with …
    """
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text):
        marks = marks + 1 if _is_mark(character) else 0
        if marks > _MARKS_IN_A_ROW or (marks and not kept):
            continue
        if character.isspace():
            kept.append(" ")
        elif _plain(character):
            kept.append(character)
    name = " ".join("".join(kept).split())
    if not _seen(name):
        return ""
    if len(name) <= limit:
        return name
    return _without_loose_end(name[: limit - 1]) + "…"


def board_label(chosen: BoardName, full_name: str, alias: str | None) -> str | None:
    """What others read beside a person's score; None for a quiet learner without a name."""
    if chosen is BoardName.HIDDEN:
        return None
    name = alias or "" if chosen is BoardName.ALIAS else full_name
    return shown_name(name, ALIAS_LENGTH) or None


def _plain(character: str) -> bool:
    return unicodedata.category(character) not in _HIDDEN and character not in _BLANK


def _seen(text: str) -> bool:
    return any(unicodedata.category(character)[0] in _VISIBLE for character in text)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _heaped(text: str) -> bool:
    """Whether marks stand alone at the start or pile up on one letter."""
    marks = 0
    for index, character in enumerate(text):
        marks = marks + 1 if _is_mark(character) else 0
        if marks > _MARKS_IN_A_ROW or (marks and not index):
            return True
    return False


def _without_loose_end(text: str) -> str:
    return text.rstrip(" ,.-–—")
