"""What the gate asks of words that no template made: those of a model, and of people."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from bot.domain.drafts.draft import Place
from bot.domain.question import QuestionType
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


Text = tuple[Place, str]
"""A text of a candidate and where it stands."""


def wording_rules(one: Candidate, known: Ground) -> Iterator[Finding]:
    """The hard ones, each once."""
    texts = (("stem",), one.stem), *_explanations(one), *_answers(one)
    found = (_strange(texts, known), _order(one, texts, known), _foreign(one, known))
    yield from (finding for finding in found if finding is not None)


def _explanations(one: Candidate) -> Iterator[Text]:
    yield ("rationale",), one.rationale
    yield ("brief",), one.brief
    for index, (_, why) in enumerate(one.options):
        if why:
            yield ("options", index, "rationale"), why


def _answers(one: Candidate) -> Iterator[Text]:
    for index, (text, _) in enumerate(one.options):
        yield ("options", index, "text"), text
    if one.unit:
        yield ("answer",), one.unit
    if one.type is QuestionType.TEXT:
        yield ("answer",), one.key
        yield from ((("accept",), form) for form in one.accept)


def _foreign(one: Candidate, known: Ground) -> Finding | None:
    """What only an explanation says; stem and options are everybody's. A key may be reckoned."""
    for place, text in _explanations(one):
        detail = known.foreign(text)
        if detail not in {None, one.key}:
            return Finding(Hard.FOREIGN, detail, place)
    return None


def _strange(texts: Sequence[Text], known: Ground) -> Finding | None:
    """What is not plain English: a link, markup, a control, letters or words of other languages."""
    for place, text in texts:
        if (detail := _odd(text, known)) is not None:
            return Finding(Hard.PLAIN, detail, place)
    language = language_of(" ".join(text for _, text in texts))
    return None if language in {None, "en"} else Finding(Hard.PLAIN, language)


def _odd(text: str, known: Ground) -> str | None:
    for pattern in (_LINK, _MARKUP):
        if match := pattern.search(text):
            return match.group()
    for char in text:
        if unicodedata.category(char)[0] == "C":
            return f"U+{ord(char):04X}"
    for word in _WORD.finditer(text):
        if not all(map(latin, word.group())) and word.group() not in known.text:
            return word.group()
    return None


def latin(letter: str) -> bool:
    """Whether a character is of the Latin alphabet, or of none."""
    return letter.isascii() or "LATIN" in unicodedata.name(letter, "")


def _order(one: Candidate, texts: Sequence[Text], known: Ground) -> Finding | None:
    """Words to a machine, in the candidate or in a whole passage that it cites."""
    cited = (
        (("citations", index, "quote"), document.block(c.paragraph).line)
        for index, c in enumerate(one.citations)
        if (document := known.documents.get(c.source)) and 1 <= c.paragraph <= len(document.blocks)
    )
    for place, text in (*texts, *cited):
        if match := _TO_A_MACHINE.search(text):
            return Finding(Hard.ADDRESSED, match.group(), place)
    return None
