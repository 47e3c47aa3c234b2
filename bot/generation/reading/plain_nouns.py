"""Words with a capital that only shows where a sentence begins, though no table has them."""

from collections.abc import Sequence

from bot.generation.reading.entities import Entities
from bot.generation.sentences.name_kinds import Kind
from bot.generation.sentences.spans import Word
from bot.generation.words.verbs import Form, verb

_ENDINGS = ("s", "tion", "sion", "ness", "ment", "ance", "ence", "ity", "ism")
_NAMES_END = ("ss", "us", "is", "os", "as")


def opens_plainly(entities: Entities, said: Sequence[Word]) -> bool:
    """Whether a phrase begins with such a word: "Importers in all states are" """
    if len(said) < 2 or said[1].capital or not said[1].is_word:  # noqa: PLR2004
        return False
    small = said[0].small
    if small.endswith("ly") and verb(said[1].small, Form.PARTICIPLE):
        return True  # "Originally built in 1191, the complex"
    if not small.endswith(_ENDINGS) or small.endswith(_NAMES_END):
        return False
    entity = entities.by_form.get(said[0].text)
    return entity is not None and not entity.inside and entity.kind is Kind.UNKNOWN
