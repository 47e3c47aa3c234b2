"""Whether a sentence tells of something else as well that the next one may go on with."""

from collections.abc import Sequence

from bot.generation.reading.mentions import singular
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.spans import Word, words
from bot.generation.statements.told import ARTICLES, Told
from bot.generation.statements.wholeness import begins_clause, finite
from bot.generation.words.saying import REPORTING
from bot.generation.words.table import listed

_BE = listed("is are was were has have had been be became become becomes remains remained")
_NO_RIVALS = listed(
    "year month week day decade century year's number total majority lot few way result part third"
    " quarter half hour minute moment time while kilometre metre mile tonne rest cost rate height"
    " length depth width population value maximum minimum average series member size speed"
)
_JOINING = listed("and but while whereas when because although so that as")


def interrupted(text: Text, line: Line, found: Told, pronoun: str) -> bool:
    """Whether *it* or *they* behind a line may mean something else than what it tells of."""
    said = words(line.text)
    at = next((i for i in range(1, len(said)) if finite(said, i)), len(said))
    if at >= len(said) or said[at].small in REPORTING or _another_clause(line.text, said, at):
        return True
    if found.entity is not None and found.entity is text.entities.main:
        return False
    linking = said[at].small in _BE
    if linking and found.entity is None and at + 1 < len(said) and said[at + 1].capital:
        return True  # "the largest town is Moss. It"
    if pronoun == "they":
        return not linking and _several(said, at)
    return (not linking and _object(said, at + 1)) or _new(said, at, linking)


def _object(said: Sequence[Word], at: int) -> bool:
    """Whether something is done to what is named here, behind the verb."""
    if at >= len(said) or said[at].small in {"its", "their"}:
        return False
    return said[at].capital or said[at].small in ARTICLES


def _new(said: Sequence[Word], verb_at: int, linking: bool) -> bool:
    """Whether something is brought up, but for what the thing is said to be, or a measure."""
    for at in range(verb_at + 1, len(said) - 1):
        if said[at].small not in {"a", "an"} or (linking and at <= verb_at + 2):
            continue
        if said[at - 1].small in {"as", "such", "of"}:
            continue
        if not any(singular(word.small) in _NO_RIVALS for word in said[at + 1 : at + 4]):
            return True
    return False


def _several(said: Sequence[Word], verb_at: int) -> bool:
    """Whether other things are told of behind the verb, in the plural."""
    return any(
        word.small.endswith("s")
        and not word.small.endswith(("ss", "'s", "us", "is"))
        and word.is_word
        and singular(word.small) not in _NO_RIVALS
        for word in said[verb_at + 1 :]
    )


def _another_clause(whole: str, said: Sequence[Word], verb_at: int) -> bool:
    """Whether another subject is told of behind the first verb."""
    for at in range(verb_at + 1, len(said) - 2):
        if said[at].text in {":", "–", "—"}:
            return True
        opens = said[at].text == ";" or said[at].small in _JOINING
        follows = said[at + 1]
        if opens and follows.small not in {"it", "they"} and begins_clause(whole[follows.start :]):
            return True
    return False
