"""Whether a text seems to have a verb: auxiliaries, past forms, endings."""

import re
from collections.abc import Mapping

_VERBS: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:is|are|was|were|be|been|has|have|had|does|do|did|will|would|can|could|shall|should"
        r"|may|might|must|became|began|took|gave|made|went|came|led|held|\w{3,}ed)\b",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        r"[–—]| - |\b\w+(?:(?:[еи]|[ую]|[ая])т(?:ся)?|[аеиоуыяё]л(?:а|о|и|ся|ась|ось|ись)?"
        r"|[ае]н(?:а|о|ы)?)\b",
        re.IGNORECASE,
    ),
}


def has_verb(text: str, language: str) -> bool:
    """A guess that errs on the side of yes; False in a language without a pattern."""
    pattern = _VERBS.get(language)
    return bool(pattern and pattern.search(text))
