"""What the gate asks of a model's candidates beyond what it asks of everybody's."""

import re
import unicodedata
from collections.abc import Iterator

from bot.generation.candidates import Candidate
from bot.generation.documents.language import language_of
from bot.generation.gate.findings import Finding, Hard
from bot.generation.gate.ground import Ground

# Telegram makes a link of a bare name such as site.com, too.
_LINK = re.compile(
    r"\w://|\bwww\.|\bmailto:|@\w{3,}"
    r"|\b[\w-]+\.(?:com|org|net|info|io|app|dev|me|ru|uk|eu|xyz|link|site|example)\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"</?[a-z!]|&#?\w+;|\]\(|\*\*|__|~~|`|\{\{|\}\}|\[\[|<\||\|>", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_TO_A_MACHINE = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)(?: (?:all|any|everything|of|the|your|these"
    r"|those|my|previous|prior|earlier|former|above))* (?:instructions?|prompts?|guidelines)\b"
    r"|\b(?:ignore|disregard|forget) (?:all|everything)(?: of)?(?: the)? (?:above|before)\b"
    r"|\b(?:system prompt|you are now (?:an?|in)|as an AI|AI assistant)\b"
    r"|^(?:system|assistant|user) ?:",
    re.IGNORECASE,
)


def own_rules(one: Candidate, known: Ground) -> Iterator[Finding]:
    """The hard ones."""
    texts = (one.stem, one.rationale, one.brief, *_options(one))
    if (strange := _strange(texts, known)) is not None:
        yield Finding(Hard.PLAIN, strange)
    if (order := _order(one, texts, known)) is not None:
        yield Finding(Hard.ADDRESSED, order)
    foreign = (known.foreign(text) for text in texts[1:])
    if (detail := next(filter(None, foreign), None)) is not None:
        yield Finding(Hard.FOREIGN, detail)


def _options(one: Candidate) -> Iterator[str]:
    for text, why in one.options:
        yield text
        yield from [why] if why else []


def _strange(texts: tuple[str, ...], known: Ground) -> str | None:
    """What is not plain English: a link, markup, a control, letters or words of other languages."""
    for text in texts:
        for pattern in (_LINK, _MARKUP):
            if match := pattern.search(text):
                return match.group()
        for char in text:
            if unicodedata.category(char)[0] == "C":
                return f"U+{ord(char):04X}"
        for word in _WORD.finditer(text):
            if not all(map(_latin, word.group())) and word.group() not in known.text:
                return word.group()
    language = language_of(" ".join(texts))
    return None if language in {None, "en"} else language


def _latin(letter: str) -> bool:
    return letter.isascii() or "LATIN" in unicodedata.name(letter, "")


def _order(one: Candidate, texts: tuple[str, ...], known: Ground) -> str | None:
    """Words to a machine, in the candidate or in a whole passage that it cites."""
    cited = (
        document.block(c.paragraph).line
        for c in one.citations
        if (document := known.documents.get(c.source)) and 1 <= c.paragraph <= len(document.blocks)
    )
    return next((m.group() for text in (*texts, *cited) if (m := _TO_A_MACHINE.search(text))), None)
