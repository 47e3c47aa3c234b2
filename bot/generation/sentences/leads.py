"""What stands before the subject of a sentence, and where the subject begins behind it."""

from collections.abc import Sequence

from bot.generation.sentences.boundaries import RELATIVE, STOPS, rough
from bot.generation.sentences.predicates import PREPOSITIONS, is_verb
from bot.generation.sentences.spans import Word
from bot.generation.words.table import listed

_RECALLED = listed("recalled noted remembered mentioned added stressed emphasised emphasized")
_LONGEST_LEAD = 16


def said_before(said: Sequence[Word]) -> int:
    """Where a sentence begins behind what says nothing: "It should be recalled that …" """
    opening = [word.small for word in said[:5]]
    known = opening[:3] == ["it", "should", "be"] and opening[4:] == ["that"]
    return 5 if known and opening[3] in _RECALLED else 0


def when_lead(said: Sequence[Word]) -> int:
    """Where the main clause stands behind "When the duty fell, " """
    if not said or said[0].small not in {"when", "after", "before", "as"}:
        return 0
    comma = next((i for i, word in enumerate(said[:_LONGEST_LEAD]) if word.text == ","), 0)
    if any(word.text in STOPS for word in said[:comma]):
        return 0
    return comma + 1 if any(is_verb(said, i) for i in range(1, comma)) else 0


def loose_lead(said: Sequence[Word]) -> int:
    """Where the subject stands after a phrase in front: "With her help he …", "In exile, she …" """
    if not said or said[0].small not in PREPOSITIONS or rough(said, 0):
        return 0
    for at in range(1, min(len(said) - 1, _LONGEST_LEAD)):
        if said[at].small in {"he", "she", "it"} and is_verb(said, at + 1):
            return at
        if said[at].text == ",":
            return at + 1
        if said[at].text in STOPS or said[at].small in RELATIVE or is_verb(said, at):
            return 0
    return 0
