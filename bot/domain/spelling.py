"""Spelling: whether a typed text is the key of a text question, a slip of the finger, or wrong.

Texts are compared by their letters and digits alone. A slip is counted in edits of one letter –
left out, put in, exchanged, two swapped – the optimal string alignment distance.
"""

import re
import unicodedata

from rapidfuzz.distance import OSA

from bot.domain.question import TextKey

NO_SLIP, ONE_SLIP = 4, 8
"""Letters up to which none, and up to which one edit is forgiven; of more letters two are."""

_DIGITS = re.compile(r"\d+")


def folded(text: str) -> str:
    """Letters and digits alone, in small letters without diacritics: "Co-opération" as cooperation.

    Vowel signs of scripts that write vowels as marks stay: there they are the word.
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(c for c in decomposed if c.isalnum() or _is_vowel_sign(c))


def _is_vowel_sign(character: str) -> bool:
    mark = unicodedata.category(character) in {"Mc", "Mn"}
    return mark and not unicodedata.combining(character) and not "\ufe00" <= character <= "\ufe0f"


def tolerance(form: str) -> int:
    """How many edits are forgiven in a folded text."""
    letters = sum(not c.isdigit() for c in form)
    if letters <= NO_SLIP:
        return 0
    return 1 if letters <= ONE_SLIP else 2


def slips(form: str, typed: str) -> int | None:
    """The edits between two folded texts, where they are forgiven; None when they are too many.

    Digits are never forgiven: 1992 is not a slip for 1999.
    """
    if _DIGITS.findall(form) != _DIGITS.findall(typed):
        return None
    most = tolerance(form)
    edits = OSA.distance(form, typed, score_cutoff=most)
    return edits if edits <= most else None


def read_as(key: TextKey, typed: str) -> str | None:
    """The right spelling that ``typed`` is taken for, or None when it is wrong.

    A slip counts only while the text is nearer to that spelling than to every near value.
    """
    text = folded(typed)
    near = [folded(known.value) for known in key.near]
    if text in near:
        return None
    for form in key.forms:
        if folded(form) == text:
            return form
    for form in key.forms:
        edits = slips(folded(form), text)
        if edits is not None and all(OSA.distance(one, text) > edits for one in near):
            return form
    return None


def known_wrong(key: TextKey, typed: str) -> int | None:
    """The number, from 1, of the near value that ``typed`` is or is a slip for; None for neither.

    Only for a text that is wrong: see :func:`read_as`.
    """
    text = folded(typed)
    found = [
        (edits, number)
        for number, known in enumerate(key.near, 1)
        if (edits := slips(folded(known.value), text)) is not None
    ]
    return min(found)[1] if found else None


def is_slip(form: str, typed: str) -> bool:
    """Whether two texts differ in what is compared."""
    return folded(form) != folded(typed)
