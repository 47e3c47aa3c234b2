"""L07: the grammar of stem and options fits the key alone."""

import re

from bot.bank.lint.asked import Asked, Choice, Flaws
from bot.bank.lint.roots import words
from bot.domain.finding import Phrase

_ARTICLE = re.compile(r"\b(an?)\s*[_.:…\s]*$", re.IGNORECASE)
_VOWEL = re.compile(r"(?!eu|u[bfkqrt][aeiou]|uni(?!n)|one\b|once)[aeiou]|hour|honest|honou?r|heir")
# Said letter by letter, these begin with a vowel: an SCO summit, a UN body.
_SPELLED = re.compile(r"(?:[AEFHILMNORSX](?=[A-Z\d]|\b))[A-Z\d]*\b")
_ACRONYM = re.compile(r"[A-Z]{2,}\b")

_SEVERAL = {
    "en": re.compile(
        r"\b(?:which|what)(?: [\w'-]+){0,2}? [\w'-]+[^\Wsui]s (?:are|were|have|do)\b"
        r"|\bwhich (?:of (?:them|these|those) )?(?:are|were)\b",
        re.IGNORECASE,
    ),
    "ru": re.compile(r"\b(?:какие|которые|каких|каким|какими)\b", re.IGNORECASE),
}
_JOINED = {
    "en": re.compile(r"\w,? and \w|\w & \w", re.IGNORECASE),
    "ru": re.compile(r"\w,? и \w", re.IGNORECASE),
}

_SUBJECTS = frozenset({"it", "he", "she", "they"})
_FUTURE = frozenset({"will", "shall"})
_BOTH = frozenset({"put", "set"})


def grammar(asked: Asked) -> Flaws:
    """L07: an article, a plural or a tense that only the key goes with."""
    if asked.language == "en":
        yield from _article(asked)
        yield from _tense(asked)
    yield from _number(asked)


def _article(asked: Asked) -> Flaws:
    """The stem ends in *a* or *an*, and some option cannot follow."""
    match = _ARTICLE.search(asked.stem)
    if match is None or not asked.keys:
        return
    vowel = match[1].lower() == "an"
    misfit = next((c for c in asked.distractors if _begins_with_vowel(c.text) != vowel), None)
    if misfit:
        cue = Phrase("cue_article", {"word": match[1], "number": misfit.number})
        yield ("stem",), {"cue": cue}


def _begins_with_vowel(text: str) -> bool:
    if _ACRONYM.match(text):
        return bool(_SPELLED.match(text))
    return bool(_VOWEL.match(text.lower()))


def _number(asked: Asked) -> Flaws:
    """The stem asks for several things, and only the key of a single question names several."""
    several, joined = _SEVERAL.get(asked.language), _JOINED.get(asked.language)
    if several is None or joined is None or not asked.single or not asked.distractors:
        return
    if not several.search(asked.own_words):
        return
    if all(joined.search(c.text) for c in asked.keys) and not any(
        joined.search(c.text) for c in asked.distractors
    ):
        for key in asked.keys[:1]:
            yield key.path, {"cue": Phrase("cue_number", {"number": key.number})}


def _tense(asked: Asked) -> Flaws:
    """Options such as *It signed …* of which only the key stands in its tense."""
    known = asked.known
    past = known.past if known else frozenset()
    tenses = {choice.number: _tense_of(choice, past) for choice in asked.rivals}
    key = next(iter(asked.keys), None)
    if key is None or len(asked.keys) > 1 or None in tenses.values():
        return
    others = {tenses[choice.number] for choice in asked.distractors}
    if len(others) == 1 and tenses[key.number] not in others:
        yield key.path, {"cue": Phrase("cue_tense", {"number": key.number})}


def _tense_of(choice: Choice, past: frozenset[str]) -> str | None:
    """past, present or future; None where one word does not tell."""
    first, verb, *_ = (*words(choice.text), "", "")
    if first not in _SUBJECTS or verb in _BOTH:
        return None
    if verb in _FUTURE:
        return "future"
    if verb in past or verb.endswith("ed"):
        return "past"
    third = first != "they" and verb.endswith("s") and not verb.endswith("ss")
    return "present" if third or verb in {"is", "are", "has", "have"} else None
