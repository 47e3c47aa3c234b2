"""What a document is about, where that is no name: "Acid", "The aardvark"; and what a sentence
says of it."""

import re
from functools import lru_cache
from typing import NamedTuple

from bot.generation.sentences.predicates import is_verb
from bot.generation.sentences.spans import words
from bot.generation.words.table import listed

_ARTICLES = listed("the a an")
_MOST_WORDS = 4


class Topic(NamedTuple):
    """A thing in general that a title names, in small letters, without an article."""

    noun: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """Its name at the beginning of a sentence, alone or in the plural."""
        return _pattern(self.noun)


@lru_cache(maxsize=100)
def _pattern(noun: str) -> re.Pattern[str]:
    one = re.escape(noun.removesuffix("s"))
    return re.compile(rf"(?:(?:the|an?) )?(?P<noun>{one}(?P<plural>e?s)?)(?= )", re.IGNORECASE)


@lru_cache(maxsize=100)
def topic(title: str) -> Topic | None:
    """The topic of a title of a few words, only the first of which has a capital."""
    said = words(re.sub(r" \([^()]*\)", "", title))
    plain = all(word.is_word and not word.capital for word in said[1:])
    if not said or len(said) > _MOST_WORDS or not plain or not said[0].is_word:
        return None
    if any(is_verb(said, at) for at in range(1, len(said))):
        return None
    return Topic(" ".join(word.small for word in said if word.small not in _ARTICLES))


def told_of(about: Topic, sentence: str) -> tuple[str, bool] | None:
    """The topic as a sentence begins with it and goes on with a verb, and whether in the plural."""
    match = about.pattern.match(sentence)
    if match is None:
        return None
    said = words(sentence)
    after = next((at for at, word in enumerate(said) if word.start >= match.end()), len(said))
    if not (is_verb(said, after) or (after < len(said) and said[after].small in {"can", "do"})):
        return None
    name = match[0] if match[0].split()[0].lower() in _ARTICLES else match[0].lower()
    return name[:1].lower() + name[1:], match["plural"] is not None
