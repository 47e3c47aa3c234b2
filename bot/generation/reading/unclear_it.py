"""Where *it* means nothing, or may well mean what the sentence before has just brought up."""

import re

from bot.generation.sentences.predicates import BE, is_verb
from bot.generation.sentences.spans import words
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, verb

_TAKES = re.compile(
    r"\b[Ii]t (?:took|takes|has taken|had taken|would take) (?:[^,;:]+ )?(?:seconds?|minutes?"
    r"|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|time|long|longer|until|till)\b"
)
"""What a deed takes: "it took nine hours for them to leave"."""

_NO_LEADS = listed("following including according regarding concerning during given")


def unclear(said: str, before: str) -> bool:
    """Whether *it* in a sentence behind another stands for nothing named, or for whichever."""
    return _TAKES.search(said) is not None or _may_mean_another(said, before)


def _may_mean_another(said: str, before: str) -> bool:
    """Whether *it* behind a participle in front may mean a thing that ``before``, the sentence
    before, brought up last: "The firm entered a car in the race. Carrying three men, it won." """
    first = words(said)[0]
    comma = said.find(", ")
    doing = first.small.endswith("ing") or verb(first.small, Form.PARTICIPLE) is not None
    if not doing or first.small in _NO_LEADS or not re.match(r"it\b", said[comma + 2 :]):
        return False
    every = words(before)
    told = next((i for i in range(1, len(every)) if is_verb(every, i)), len(every))
    if told < len(every) and every[told].small in BE:
        return False  # "The firm is a mill. Founded in 1890, it": the firm
    return any(word.small in {"a", "an"} for word in every[told:])
