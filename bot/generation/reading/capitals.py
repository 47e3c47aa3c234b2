"""Words at the beginning of a phrase that have their capital within a sentence as well."""

import re

from bot.generation.reading.texts import Text
from bot.generation.sentences.predicates import PREPOSITIONS
from bot.generation.sentences.spans import words
from bot.generation.words.table import listed

_NO_NAMES = PREPOSITIONS | listed("the it he she they this that these those there")
_PAIR, _NAME_WITHIN = 2, 4
"""So many words are looked for, and within so many a name tells that a title may begin there."""


def named_inside(text: Text, phrase: str) -> bool:
    """Whether the text has the first words of a phrase with their capital within a sentence, and a
    number or a name is near: Debian 2.1, A Voyage to Moss, Reflections on the Sea."""
    said = words(phrase)
    if len(said) < _PAIR or not said[0].capital or said[0].small in _NO_NAMES:
        return False
    if said[1].text[:1].isdigit():
        begin = said[0].text
    elif any(word.capital for word in said[1:_NAME_WITHIN]):
        last = said[1] if said[1].capital or len(said) == _PAIR else said[_PAIR]
        begin = phrase[: last.end]
    else:
        return False
    within = re.compile(rf"(?<=[a-z,] ){re.escape(begin)}\b")
    return any(within.search(line.text) for line in text.lines if begin in line.text)
