"""How a noun was brought up before: what "the NOUN" may mean where it stands."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.generation.reading.anchoring import ENDS, LINKS
from bot.generation.sentences.name_kinds import demonym
from bot.generation.sentences.predicates import PREPOSITIONS, is_verb
from bot.generation.sentences.spans import Word, words
from bot.generation.words.table import listed, nouns

POSSESSIVES = listed("its his her their our my your whose")
_OTHERS = listed(
    "a an another this that these those one two three four five six seven eight nine ten some any"
    " many several most all both each every no such various other certain few more"
)
_MOST_WORDS = 5
_SMALL = LINKS | ENDS | PREPOSITIONS
SAID_AGAIN = nouns("place") | nouns("work") | nouns("event") | nouns("role") | listed(
    "group company firm man woman men women people person report study survey incident move"
    " decision deal plan plans attack family couple pair case change result process problem issue"
    " situation project proposal meeting talk agreement accident crash fire operation team series"
    " paper article two three four five six latter former first second third rest same idea"
    " theory method system program programme practice practise term word name effect reason way"
    " time day year month week period era age end beginning site building house ship vessel boat"
    " aircraft plane train victim suspect officer police court law act bill document letter"
    " statement speech claim matter figure number total amount rate following measure organisation"
    " organization body association party club school church war battle conflict campaign election"
    " vote game match race tournament state country nation region area animal creature species"
    " bird fish plant substance compound material drug disease condition concept view approach"
    " phenomenon event device machine product version edition piece score text language tribe"
    " institution agency department ministry bureau office bank title post position job role task"
    " offer visit trip journey tour show concert performance production recording release move"
    " girl boy child youth teenager crew players pilot competitors detainees tourists hosts"
    " visitors capital land property estate farm cost money funds budget loss damage death"
    " structure object item example type kind form sort part section chapter stage step level"
    " remainder others one latter site ban strike dispute raid blaze flood storm explosion"
    " tragedy row wreckage artifact artefact latest find dose shootout rout siege clash collapse"
    " rescue chase work metal maximum minimum average goal aim target objective argument difficulty"
    " novelty success failure lesson question answer experience change difference cloth liquid gas"
    " wood mixture sum last-named first-named rule principle arrangement exercise verdict outcome"
)  # fmt: skip
"""Nouns that take up again what other words said before."""

_DEEDS = ("tion", "sion", "ment", "val", "ance", "ence", "ing", "ture", "ery", "sal", "down")
_NO_DEEDS = listed(
    "population government parliament environment constitution legislation treatment temperature"
    " spring morning evening literature agriculture architecture culture element segment cement"
    " building ceiling basement pavement nation religion section fraction science distance"
    " station location fertility pigment ligament sediment instrument regiment silence difference"
    " sequence furniture sentence audience"
)


class Mention(NamedTuple):
    """A noun phrase by its last noun: what stands before it."""

    order: int
    paragraph: int
    determiner: str
    """*the*, *its* for every possessive, *a* for what brings up something new, or nothing."""

    before: tuple[str, ...]
    of: bool


class Mentions:
    """The noun phrases of a text by the singular of their last words, each noun's read when it is
    asked for; ``lines``: (order, paragraph, text), in order."""

    def __init__(self, lines: Iterable[tuple[int, int, str]]) -> None:
        self._lines = tuple((order, place, text, text.lower()) for order, place, text in lines)
        self._read: dict[str, tuple[Mention, ...]] = {}

    def said_before(self, form: str, order: int) -> bool:
        """Whether a word stands in a sentence before ``order``."""
        return any(
            word.small == form
            for at, _, text, small in self._lines
            if at < order and form in small
            for word in words(text)
        )

    def of(self, noun: str) -> tuple[Mention, ...]:
        """The phrases that end in a noun, given in the singular, in the order of the text."""
        if noun not in self._read:
            self._read[noun] = tuple(
                one
                for order, paragraph, text, small in self._lines
                if noun in small
                for one in within(words(text), noun, order, paragraph)
            )
        return self._read[noun]


def within(said: Sequence[Word], noun: str, order: int, paragraph: int) -> Iterator[Mention]:
    """The phrases of one sentence that end in a noun, given in the singular."""
    for at, word in enumerate(said):
        if singular(word.small) == noun and (one := _phrase(said, at, order, paragraph)):
            yield one


def _phrase(said: Sequence[Word], at: int, order: int, paragraph: int) -> Mention | None:
    """The noun phrase whose last word stands here, if one does."""
    word = said[at]
    if word.capital or not word.is_word or word.small in _NEITHER:
        return None
    after = said[at + 1] if at + 1 < len(said) else None
    if after is not None and _goes_on(said, at + 1):
        return None
    of = after is not None and after.small == "of"
    determiner, before = _before(said, at)
    return Mention(order, paragraph, determiner, before, of)


def _goes_on(said: Sequence[Word], at: int) -> bool:
    """Whether a noun phrase has another noun behind it."""
    word = said[at]
    if word.capital or not word.is_word or word.small in _NEITHER or word.small.endswith("ly"):
        return False
    return not is_verb(said, at)


_NO_NOUNS = listed(
    "the a an its his her their is are was were has have had will would can could may might also"
    " not to it he she they this that these those then later now there so most more"
)
_NEITHER = _SMALL | _NO_NOUNS


def _before(said: Sequence[Word], at: int) -> tuple[str, tuple[str, ...]]:
    found: list[str] = []
    for index in range(at - 1, max(-1, at - 1 - _MOST_WORDS), -1):
        word = said[index]
        if word.small == "the":
            return "the", tuple(reversed(found))
        if word.small in POSSESSIVES or word.text.endswith(("'s", "s'")):
            return "its", tuple(reversed(found))
        if word.small in _OTHERS or word.text[0].isdigit():
            return "a", tuple(reversed(found))
        stops = not word.is_word or word.small in _SMALL
        if stops or is_verb(said, index):
            break
        found.append(word.text)
    return "", tuple(reversed(found))


def first_of_its_kind(
    head: Word, before: tuple[str, ...], at: tuple[int, int], said: Sequence[Mention], general: bool
) -> bool:
    """Whether "the ``before`` ``head``" in sentence ``at`` (order, paragraph) takes up nothing.

    ``general``: the sentence tells of things in general, as of an animal's nose.
    """
    bare = all(demonym(word) or word in _WEAK or word.endswith("ed") for word in before)
    if bare and (singular(head.small) in SAID_AGAIN or head.small in SAID_AGAIN):
        return False
    noun = singular(head.small)
    if bare and noun.endswith(_DEEDS) and noun not in _NO_DEEDS and not general:
        return False
    order, paragraph = at
    return all(
        _another(one, before, general and (not one.determiner or one.paragraph != paragraph))
        for one in said
        if one.order < order
    )


_WEAK = listed("new old small large big whole entire current present original young final main")


def _another(one: Mention, before: tuple[str, ...], general: bool) -> bool:
    """Whether an earlier mention does not tell which one is meant here."""
    if before and one.before and one.before != before:
        return before[-1] not in _WEAK
    if one.determiner in {"the", "its"}:
        return (one.before == before and not one.of) or bool(before)
    return general


def singular(noun: str) -> str:
    """A noun without the *s* of its plural."""
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
