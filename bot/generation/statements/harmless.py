"""Words that mostly lean on a text, where they stand so that they do not."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from bot.generation.reading.mentions import POSSESSIVES
from bot.generation.sentences.predicates import PREPOSITIONS, is_verb
from bot.generation.sentences.spans import Word
from bot.generation.words.table import listed, nouns
from bot.generation.words.verbs import Form, verb

AUXILIARY = listed("is are was were has have had be been")
NUMBERS = listed("two three four five six seven eight nine ten eleven twelve")
UNITS = listed(
    "years year months month weeks week days day hours minutes decades decade century centuries"
)
_AMONG = listed("and or any many several most than among each all no some various")
_MODALS = listed("can cannot could may might will would should must and or")
_ADDED = listed(
    "later then now also too thus therefore hence currently recently again still afterwards"
    " thereafter"
)
"""Adverbs without which a sentence stays true."""

_FAR = 2
_DENIED = listed("not no never none nobody nothing neither nor without")


class _Seat(NamedTuple):
    """Where a word stands: the words beside it (empty at an edge)."""

    said: Sequence[Word]
    at: int
    before: str
    follows: str

    @property
    def after(self) -> Word:
        return self.said[self.at + 1]


def _one(seat: _Seat) -> bool:
    """ "one of three", "at one", "one film" """
    after, said, at = seat.after, seat.said, seat.at
    plain = after.is_word and not after.capital and not is_verb(said, at + 1)
    thing = plain and seat.follows not in PREPOSITIONS | _MODALS and not after.text[0].isdigit()
    past = verb(seat.follows, Form.PAST) is not None
    return seat.follows in {"of", "out"} or seat.before in {"at", "than"} or (thing and not past)


def _that(seat: _Seat) -> bool:
    """ "says that": no demonstrative."""
    word = seat.said[seat.at - 1]
    return seat.at > 1 and word.is_word and seat.before not in PREPOSITIONS


def _situated(seat: _Seat) -> bool:
    """ "above the sea", "outside Paris" """
    number = seat.after.text[0].isdigit() or seat.follows in NUMBERS
    return seat.follows in {"the", "a", "an"} or seat.after.capital or number


def _other(seat: _Seat) -> bool:
    """ "and other towns" """
    return seat.before in _AMONG or seat.at > _FAR


def _owned(seat: _Seat) -> bool:
    """ "her later novels", "its last king" """
    return seat.before in POSSESSIVES


def _near(word: str, reach: int) -> Callable[[_Seat], bool]:
    return lambda seat: any(w.small == word for w in seat.said[seat.at : seat.at + reach])


_AT_AN_EDGE: Mapping[str, Callable[[_Seat], bool]] = {
    "home": lambda seat: seat.before not in {"", "returned"},
    "respectively": lambda seat: sum(w.small == "and" for w in seat.said[: seat.at]) > 1,
    "ago": lambda seat: any(
        "," in w.text or w.small == "million" for w in seat.said[max(0, seat.at - 2) : seat.at]
    ),
}
_WITHIN: Mapping[str, Callable[[_Seat], bool]] = {
    "there": lambda seat: seat.follows in AUXILIARY and seat.before != "from",
    "such": lambda seat: seat.follows == "as",
    "so": _near("that", 5),
    "that": _that,
    **dict.fromkeys(("above", "below", "outside", "inside", "following", "nearby"), _situated),
    **dict.fromkeys(("other", "others"), _other),
    "both": _near("and", 30),
    "one": _one,
    "former": lambda seat: seat.after.capital or seat.follows in nouns("role"),
    **dict.fromkeys(("later", "last", "next"), _owned),
    "those": lambda seat: seat.follows in {"who", "of", "with", "in"},
    "same": _near("as", 5),
    "each": lambda _: True,
    "away": lambda seat: seat.follows == "from",
}


def harmless(said: Sequence[Word], at: int) -> bool:
    """Whether a word that may lean on the text does not where it stands."""
    before = said[at - 1].small if at else ""
    follows = said[at + 1].small if at + 1 < len(said) else ""
    seat = _Seat(said, at, before, follows)
    small = said[at].small
    told = _AT_AN_EDGE.get(small) or (_WITHIN.get(small) if follows else None)
    return told is not None and told(seat)


def added(said: Sequence[Word], at: int) -> bool:
    """Whether an adverb stands with the verb, so that it can be left out."""
    if said[at].small not in _ADDED or not 0 < at < len(said) - 1:
        return False
    before = said[at - 1]
    if said[at].small == "again" and said[at + 1].small in PREPOSITIONS:
        return not any(word.small in _DENIED for word in said)
    if not before.is_word or before.text[0].isdigit():
        return False
    verbal = is_verb(said, at + 1) or verb(said[at + 1].small, Form.PARTICIPLE) is not None
    return before.small in AUXILIARY | {"will"} or (verbal and before.small not in UNITS)
