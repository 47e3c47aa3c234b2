"""Where a quote may begin: rather with a phrase than within one ("and was signed by").

Told by closed classes of words and the table of verbs, since nothing is parsed here: what is not
known to begin a phrase counts as standing within one.
"""

from collections.abc import Sequence
from enum import IntEnum

from bot.generation.sentences.spans import Word
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, verb

_BEFORE_NOUNS = listed(
    "the a an this these those his her its their our some several many most all both each every"
    " another no"
)
_SUBJECTS = listed("he she it they we there")
_AUXILIARIES = listed(
    "was were is are be been being has have had did does do can could will would shall should may"
    " might must"
)
_PREPOSITIONS = listed(
    "of in on at by to from for with into near under over since until between during within across"
    " against among through towards toward as than about per via around behind beyond without upon"
    " along above below off out up down like"
)
_NOT = listed("not never nor")
_AND = listed("and or but") | _NOT
_BEFORE_CLAUSES = listed(
    "that which who whom whose where when while because if although though after before so"
)
_JOINTS = _AND | _BEFORE_CLAUSES
_SAYING_LITTLE = listed("and but that which who whom of in on at by to from for with into")
"""What stands before phrases and is not missed in a quote, as *not* and *until* would be."""

_MONTHS = listed(
    "january february march april may june july august september october november december"
)
_MARKS = frozenset(',;:(–—"“')


class Start(IntEnum):
    """How well a quote begins with a word, best first."""

    PHRASE = 1
    VERB = 2
    TIED = 3
    """To the words before it, as by a preposition."""

    WITHIN = 4


def start_of(said: Sequence[Word], at: int) -> Start:
    """How well a quote begins with the word at that place of its sentence."""
    if at == 0:
        return Start.PHRASE
    word, before = said[at], said[at - 1]
    if not word.is_word or word.small in _JOINTS or before.small in _BEFORE_NOUNS | _MONTHS:
        return Start.WITHIN
    if before.small in _MARKS:
        return Start.VERB if _may_be_done(word) else Start.PHRASE
    follows = said[at + 1] if at + 1 < len(said) else None
    return _of_closed_class(word, before) or _of_open_class(word, before, follows)


def is_passed_over(word: Word) -> bool:
    """Whether a quote may begin behind it without losing anything of what is said."""
    return not word.is_word or word.small in _SAYING_LITTLE


def _of_closed_class(word: Word, before: Word) -> Start | None:
    """Of a word that is known for what it does; None of one with a meaning of its own."""
    if word.small in _BEFORE_NOUNS:
        return Start.PHRASE
    if word.small in _SUBJECTS:  # "it" may be an object, too
        return Start.TIED if _may_be_done(before) else Start.PHRASE
    if word.small in _PREPOSITIONS:
        return Start.TIED
    if word.small in _AUXILIARIES:
        return Start.WITHIN if before.small in _AUXILIARIES | _NOT else Start.VERB
    return None


def _of_open_class(word: Word, before: Word, follows: Word | None) -> Start:
    """Of a name, a number, a noun, or a verb with a meaning of its own."""
    if before.small in _BEFORE_CLAUSES:
        return Start.PHRASE
    if word.capital and word.small not in _MONTHS:
        dated = before.text[0].isdigit()  # In 1873 Parliament approved
        tied = before.small in _PREPOSITIONS or before.small in _AND
        return Start.PHRASE if dated else Start.TIED if tied else Start.WITHIN
    if _may_be_done(word):
        led = before.small in _AUXILIARIES or before.small in _PREPOSITIONS or before.small in _AND
        adverb = before.small.endswith("ly")
        alone = follows is None or follows.small in _PREPOSITIONS or not follows.is_word
        passive = alone and verb(word.small, Form.PARTICIPLE) is not None
        return Start.WITHIN if led or adverb or passive else Start.VERB
    return Start.TIED if before.small in _PREPOSITIONS else Start.WITHIN


def _may_be_done(word: Word) -> bool:
    """Whether it is the past of a verb, or a participle."""
    return verb(word.small, Form.PAST) is not None or verb(word.small, Form.PARTICIPLE) is not None
