"""What is left in a stem of the text around it, and can go: marks of notes, a lone *also*."""

import re
from dataclasses import replace

from bot.generation.candidates import KeyKind, Proposal

_NOTE = re.compile(r" ?\[\d{1,3}\](?= |$)")
_ALSO = re.compile(r"(?<=[a-z\d]) also(?= [a-z])(?! (?:known|called|named)\b)")
_AT = re.compile(r"\b(?P<a>[Aa])t which (?=(?:city|country|state|town)\b)")


def without_leftovers(one: Proposal) -> Proposal:
    """The proposal in the words that are its own."""
    also = one.kind in {KeyKind.DATE, KeyKind.NUMBER}
    return replace(
        one,
        stem=_plain(one.stem, also=also),
        typed_stem=_plain(one.typed_stem, also=also) if one.typed_stem else one.typed_stem,
        said=_plain(one.said, also=also),
        brief=_plain(one.brief, also=also),
    )


def _plain(said: str, *, also: bool) -> str:
    said = _NOTE.sub("", said).lstrip()
    said = _AT.sub(lambda found: "In which " if found["a"] == "A" else "in which ", said)
    front, quote, rest = said.rpartition('", ')
    return front + quote + _ALSO.sub("", rest) if also else said
