"""Spelling: whether a typed text is the key of a text question, a slip of the finger, or wrong.

Texts are compared by their letters and digits alone. A slip is counted in edits of one letter –
left out, put in, exchanged, two swapped – the optimal string alignment distance – word by word, so
that a long first name does not excuse another surname.
"""

import re
import unicodedata
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from bot.domain.question import TextKey

NO_SLIP, ONE_SLIP = 4, 8
"""Letters up to which none, and up to which one edit is forgiven; of more letters two are."""

_DIGITS = re.compile(r"\d+")
_APOSTROPHES = re.compile(r"['’ʼ`´]")


def folded(text: str) -> str:
    """Letters and digits alone, in small letters without diacritics: "Co-opération" as cooperation.

    Vowel signs of scripts that write vowels as marks stay: there they are the word.
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(c for c in decomposed if c.isalnum() or _is_vowel_sign(c))


def _is_vowel_sign(character: str) -> bool:
    mark = unicodedata.category(character) in {"Mc", "Mn"}
    return mark and not unicodedata.combining(character) and not "\ufe00" <= character <= "\ufe0f"


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text, each folded: "Nagorno-Karabakh" are two, "O'Brien" is one."""
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text))
    parts = "".join(c if _belongs(c) else " " for c in decomposed).split()
    return tuple(word for part in parts if (word := folded(part)))


def _belongs(character: str) -> bool:
    """Whether a character stands inside a word: letters, digits, every mark on them."""
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def tolerance(word: str) -> int:
    """How many edits are forgiven in a folded word."""
    letters = sum(not c.isdigit() for c in word)
    if letters <= NO_SLIP:
        return 0
    return 1 if letters <= ONE_SLIP else 2


def slips(form: Sequence[str], typed: Sequence[str]) -> int | None:
    """The edits between two texts in folded words, where every word's are forgiven; else None.

    A word more or less is no slip. Digits are never forgiven: 1992 is not a slip for 1999.
    """
    if len(form) != len(typed):
        return None
    edits = 0
    for word, other in zip(form, typed, strict=True):
        most = tolerance(word)
        found = OSA.distance(word, other, score_cutoff=most)
        if found > most or _DIGITS.findall(word) != _DIGITS.findall(other):
            return None
        edits += found
    return edits


def read_as(key: TextKey, typed: str) -> str | None:
    """The right spelling that ``typed`` is taken for, or None when it is wrong.

    A slip counts only while the text is nearer to that spelling than to every near value, and has
    none among its words that the spelling has not.
    """
    text, said = folded(typed), folded_words(typed)
    near = [folded(known.value) for known in key.near]
    within = [w for w in (folded_words(known.value) for known in key.near) if _within(w, said)]
    if text in near:
        return None
    for form in key.forms:
        if folded(form) == text:
            return form
    for form in key.forms:
        words = folded_words(form)
        edits = slips(words, said)
        if any(not _within(one, words) for one in within):
            continue
        if edits is not None and all(OSA.distance(one, text) > edits for one in near):
            return form
    return None


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether words stand in a row among others."""
    size = len(part)
    starts = range(len(whole) - size + 1)
    return any(tuple(whole[at : at + size]) == tuple(part) for at in starts)


def known_wrong(key: TextKey, typed: str) -> int | None:
    """The number, from 1, of the near value that ``typed`` is or is a slip for; None for neither.

    Only for a text that is wrong: see :func:`read_as`.
    """
    text, said = folded(typed), folded_words(typed)
    found = []
    for number, known in enumerate(key.near, 1):
        same = folded(known.value) == text
        edits = 0 if same else slips(folded_words(known.value), said)
        if edits is not None:
            found.append((edits, number))
    return min(found)[1] if found else None


def is_slip(form: str, typed: str) -> bool:
    """Whether two texts differ in what is compared."""
    return folded(form) != folded(typed)
