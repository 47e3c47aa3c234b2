"""Options that differ in form, or that all begin alike."""

import re
from collections.abc import Sequence

from bot.bank.lint.asked import Asked, Choice, Flaws
from bot.bank.lint.roots import words
from bot.bank.lint.scales import Kind, kind
from bot.bank.lint.verbs import has_verb
from bot.bank.lint.vocabulary import Vocabulary
from bot.bank.problem import excerpt
from bot.domain.finding import Phrase
from bot.domain.quizzes.option_order import in_order

_ABBREVIATED = re.compile(
    r"(?:\b[A-ZА-Я]\w?|\w\.\w+|\b(?:etc|Inc|Ltd|Corp|Gen|Col|Vol|Art|Co|г|гг|в|вв|др|пр|млн|млрд"
    r"|тыс|руб|обл))\.$"
)
_RUSSIAN_INFINITIVE = re.compile(
    r"(?:[аяеиуоы]ть|[йд]ти|(?:[еоя]|ре)чь|ться|тись)$|(?:ве|не|зе|ра)сти$"
)
_STRICT = frozenset({"infinitive", "gerund", "pronoun", "preposition"})
_EITHER = "either"
"""A possessive begins a noun (its fleet) or a clause (its fleet left)."""

_LEAST = 3
_SHARED_WORDS = 3


def parallel(asked: Asked) -> Flaws:
    """L08: one option is told from the others by its form: stop, capital, number, grammar.

    The two last give nothing away where options are only to be put in order.
    """
    if len(asked.choices) < _LEAST:
        return
    for odd, difference in (
        (_odd_stop(asked.choices), "form_stop"),
        (_odd_capital(asked), "form_capital"),
        (_odd_kind(asked.rivals), "form_kind"),
        (_odd_opening(asked), "form_opening"),
    ):
        if odd:
            yield odd.path, {"number": odd.number, "difference": Phrase(difference)}


def opening(asked: Asked) -> Flaws:
    """L14: all options begin with words that belong in the stem; names may repeat."""
    choices, known = asked.choices, asked.known
    if known is None or len(choices) < _LEAST or in_order(asked.question.options):
        return
    said = [choice.text.split() for choice in choices]
    shared = 0
    while all(len(w) > shared + 1 and _alike(w[shared], said[0][shared]) for w in said):
        shared += 1
    piece = said[0][:shared]
    named = any(word[0].isupper() or word[0].isdigit() for word in piece[1:])
    the = shared > 1 and piece[0].lower() in known.determiners
    plain = words(piece[-1]) if piece else ()
    telling = bool(plain) and plain[0] not in known.stop_words
    if shared >= _SHARED_WORDS + named or (the and telling and not named):
        yield choices[0].path, {"words": excerpt(" ".join(piece))}


def _alike(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _odd_one(choices: Sequence[Choice], marked: Sequence[bool]) -> Choice | None:
    """The first of those that are fewer; None when all are the same."""
    if all(marked) or not any(marked):
        return None
    fewer = sum(marked) * 2 <= len(marked)
    return next(c for c, mark in zip(choices, marked, strict=True) if mark is fewer)


def _odd_stop(choices: Sequence[Choice]) -> Choice | None:
    return _odd_one(choices, [_stops(choice.text) for choice in choices])


def _stops(text: str) -> bool:
    if text.endswith((";", ",", ":")):
        return True
    return text.endswith(".") and not text.endswith("..") and not _ABBREVIATED.search(text)


def _odd_capital(asked: Asked) -> Choice | None:
    """Capitals where options answer a question; a sentence may be completed by small words."""
    if "?" not in asked.stem:
        return None
    lettered = [c for c in asked.choices if c.text[0].isalpha() and not _inner_capital(c.text)]
    return _odd_one(lettered, [choice.text[0].islower() for choice in lettered])


def _inner_capital(text: str) -> bool:
    first = text.split(maxsplit=1)[0]
    return first[0].islower() and not first.islower()


def _odd_kind(choices: Sequence[Choice]) -> Choice | None:
    """Words among dates and numbers, or a number among words."""
    kinds = {choice.number: kind(choice.text) for choice in choices}
    measured = [choice for choice in choices if kinds[choice.number] is Kind.MEASURE]
    worded = [choice for choice in choices if kinds[choice.number] is Kind.WORDS]
    if not measured or not worded or len(measured) + len(worded) < _LEAST:
        return None
    return worded[0] if len(worded) <= len(measured) else measured[0]


def _odd_opening(asked: Asked) -> Choice | None:
    """The one option that begins otherwise than all others, where their beginning is strict."""
    known = asked.known
    if known is None or not asked.rivals:
        return None
    kinds = {
        choice.number: _opening_kind(choice.text, asked.language, known) for choice in asked.choices
    }
    for odd in asked.choices:
        found = kinds[odd.number]
        rest = [choice for choice in asked.choices if choice is not odd]
        others = {kinds[choice.number] for choice in rest} - {_EITHER}
        if found == _EITHER or found in others:
            continue
        clauses = any(has_verb(choice.text, asked.language) for choice in rest)
        if others == {"pronoun"}:
            stands_out = not has_verb(odd.text, asked.language)
        elif found == "pronoun":
            stands_out = not others & _STRICT and not clauses
        else:
            strict = len(others) == 1 and others <= _STRICT
            stands_out = strict or (found == "infinitive" and not others & _STRICT)
        if stands_out:
            return odd
    return None


def _opening_kind(text: str, language: str, known: Vocabulary) -> str:
    first, second, *_ = (*text.split(), "", "")
    word = (*words(first), "")[0]
    if word in known.possessives:
        return _EITHER
    if word in known.pronouns:
        return "pronoun"
    if _infinitive(word, second, language, known):
        return "infinitive"
    if word in known.prepositions:
        return "preposition"
    gerund = language == "en" and word.endswith("ing") and len(word) >= len("using")
    return "gerund" if gerund and word not in known.not_inflected else "other"


def _infinitive(word: str, second: str, language: str, known: Vocabulary) -> bool:
    if language == "ru":
        return bool(_RUSSIAN_INFINITIVE.search(word)) and word not in known.not_inflected
    return word == "to" and second.islower() and second not in known.determiners
