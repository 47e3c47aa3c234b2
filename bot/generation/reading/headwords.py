"""Titles as works of reference have them, the family name first: "Lehmann, Inge"."""

import re
from collections.abc import Iterable, Mapping

_LARGE = r"[^\W\d_a-z][\w.'’-]*"
_HEADWORD = re.compile(
    rf"(?P<family>{_LARGE}(?: {_LARGE})?), (?P<given>{_LARGE}(?: {_LARGE}){{0,3}})"
)
_LIFE = re.compile(r"\b(?:born|b\.)|\b\d{4}\)? ?[–—-] ?(?:\d{1,2} [A-Z]\w+ )?\d{4}\b")
_SOMEBODY = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er)\b")
_FEWEST = 3
"""How often an article about a person says he or she, at least."""


def headword(title: str) -> str:
    """A title turned round, as one says a name: Inge Lehmann; nothing of one of another form."""
    found = _HEADWORD.fullmatch(title)
    return f"{found['given']} {found['family']}" if found else ""


def forms_of_headword(title: str, lines: Iterable[str]) -> Mapping[str, str]:
    """What an article about a person calls whom it is about, each with the whole name.

    "Moss, North Shore" is a place: nobody is born there in the first line and goes on as she.
    """
    found = _HEADWORD.fullmatch(title)
    said = list(lines)
    life = bool(said) and _LIFE.search(said[0]) is not None
    if found is None or not life or sum(len(_SOMEBODY.findall(x)) for x in said) < _FEWEST:
        return {}
    return dict.fromkeys((found["family"], found["given"]), headword(title))
