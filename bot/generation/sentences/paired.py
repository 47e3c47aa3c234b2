"""Whether two names that *and* joins stand together, so that what follows is told of both or of
what is before them, and is no clause of the second one."""

from collections.abc import Sequence

from bot.generation.sentences.predicates import PREPOSITIONS
from bot.generation.sentences.spans import Word
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, verb

_OF_SEVERAL = listed("were are have do")


def paired(said: Sequence[Word], join: int) -> bool:
    """ "Ada Merrow and Peter Holm were", "that Moss and Lund need": of both; "charges set by the
    Fund and the Bank linked to trade": the charges. ``join`` is where *and* stands."""
    if join == 0 or not said[join - 1].capital:
        return False
    first = join + 1 + (join + 1 < len(said) and said[join + 1].small == "the")
    at = first
    while at < len(said) and said[at].capital:
        at += 1
    if at == first or at >= len(said):
        return False
    word = said[at].small
    plain = verb(word, Form.BASE) and not verb(word, Form.PAST)
    if word in _OF_SEVERAL or plain:
        return True
    follows = said[at + 1].small if at + 1 < len(said) else ""
    done = verb(word, Form.PARTICIPLE) is not None and follows in PREPOSITIONS
    return done and _led(said, join - 1)


def _led(said: Sequence[Word], last: int) -> bool:
    """Whether the name that ends here stands behind a preposition."""
    at = last
    while at >= 0 and said[at].capital:
        at -= 1
    return at >= 0 and said[at - (said[at].small == "the" and at > 0)].small in PREPOSITIONS
