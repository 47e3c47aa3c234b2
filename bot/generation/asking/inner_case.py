"""A phrase that began a sentence as it stands inside another one: names keep their capital."""

import re
from collections.abc import Set as AbstractSet

from bot.generation.reading.capitals import named_inside
from bot.generation.reading.plain_nouns import opens_plainly
from bot.generation.reading.texts import Text
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.predicates import PREPOSITIONS, is_verb
from bot.generation.sentences.proper_names import common, proper_names
from bot.generation.sentences.quantities import TENS
from bot.generation.sentences.spans import words
from bot.generation.words.table import listed, nouns

_PRINTED = listed("magazine newspaper journal")
_ARTICLES = listed("the a an")
_PRONOUNS = listed("it he she they this that these those there")
_ENDINGS = ("ing", "tion", "ment", "ness", "ism", "ists", "ings", "ors", "ers", "less", "ful")
"""Nouns of things in general end so, and adjectives: they may stand nowhere but where a sentence
begins."""


def lowered(text: Text, phrase: str) -> str:
    """``phrase`` with a small first letter, unless a name, initials or a title begins it."""
    small: AbstractSet[str] = text.lines[0].small if text.lines else frozenset()
    said = words(phrase)
    if not said or not said[0].capital or _keeps(text, phrase, small):
        return phrase
    return phrase[:1].lower() + phrase[1:]


def _keeps(text: Text, phrase: str, small: AbstractSet[str]) -> bool:
    first, *others = words(phrase)[:2]
    bare = first.text.removesuffix("'s").removesuffix("'")
    if any(letter.isupper() or letter.isdigit() for letter in bare[1:]) or len(bare) == 1:
        return bare != "A" or named_inside(text, phrase)
    if bare != first.text and bare in nouns("common"):
        return False  # "Women's section"
    follows = others[0] if others else None
    called = first.text in nouns("title") or first.small in nouns("role")
    if follows is not None and (
        (follows.small in _PRINTED and first.small not in _ARTICLES) or (follows.capital and called)
    ):
        return True  # Time magazine, President Lund, but "The newspaper"
    if first.small.removesuffix("s") in nouns("role") and first.small.endswith("s"):
        return False
    beside = others and first.small in small and _somebody(text, phrase[others[0].start :])
    plain = not named_inside(text, phrase) and opens_plainly(text.entities, words(phrase))
    if beside or plain:  # the winemaker Ada Merrow
        return False
    return _named(text, phrase, small)


def _somebody(text: Text, phrase: str) -> bool:
    """Whether a phrase begins with the full name of a person."""
    who, used = text.entities.at(words(phrase), 0, phrase)
    return who is not None and who.kind is Kind.PERSON and used > 1


_BODY_OF = re.compile(r"(?P<noun>[A-Z][a-z]+) of [A-Z]")


def _body_of(phrase: str) -> bool:
    """Whether a body's name begins with its noun: without an article, "Office of Mines" is one."""
    found = _BODY_OF.match(phrase)
    return found is not None and found["noun"].lower() in nouns("organisation") | {"office"}


def _named(text: Text, phrase: str, small: AbstractSet[str]) -> bool:
    """Whether a name begins a phrase, rather than a word that is only there for the first time."""
    first = words(phrase)[0]
    if first.small.partition("-")[0] in TENS:
        return False  # Forty-six boats
    if named_inside(text, phrase) or _body_of(phrase):
        return True
    if _names_at_start(text, phrase) or _called(text, phrase):
        return True
    if first.small in PREPOSITIONS | {"the", "a", "an", "like", "unlike", "how", "what"}:
        return False
    named = next(iter(proper_names(phrase, small)), None)
    if named is not None and named.span.start == 0 and named.span.end > first.end:
        return True
    return not common(first, small) and not first.text.endswith(_ENDINGS)


def _called(text: Text, phrase: str) -> bool:
    """Whether a lone word is a name of the text elsewhere within a sentence: Shell, no shell."""
    said = words(phrase)
    entity = text.entities.by_form.get(said[0].text)
    small = text.lines[0].small if text.lines else frozenset[str]()
    alone = len(said) == 1 or is_verb(said, 1)
    several = said[0].small.endswith("s") and said[0].small in small
    known = entity is not None and entity.inside and said[0].small not in _PRONOUNS
    return alone and known and not several


def _names_at_start(text: Text, phrase: str) -> bool:
    """Whether a phrase begins with a name in several words, such as the title A Quiet Harbour."""
    return any(
        " " in form and phrase.startswith(form)
        for one in text.entities.within(phrase)
        for form in (one.name, *one.aliases)
    )
