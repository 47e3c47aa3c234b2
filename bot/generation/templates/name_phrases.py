"""The phrase that a name is the end of, and what may stand before and behind it in its clause."""

import re
from collections.abc import Sequence

from bot.generation.reading.sorts import LANDS, PERSON, PLACES, WATERS, namesake, region_beside
from bot.generation.sentences.boundaries import RELATIVE
from bot.generation.sentences.moments import moments
from bot.generation.sentences.name_kinds import demonym
from bot.generation.sentences.predicates import PREPOSITIONS, is_verb
from bot.generation.sentences.spans import Word, words
from bot.generation.words.table import listed, nouns

_INNER = RELATIVE | listed("when while because although though if whether like unlike but how why")
"""What begins another clause."""

_MAY_BEGIN = listed("as after before since until than and")
"""What begins another clause where a verb follows."""

_BEYOND = re.compile(
    r",? (?:(?:for|of|in|at|to|from|by|with|after|under|on) )?(?:which|whom|who|whose|where|when"
    r"|although|though|while|because)\b|, (?:and|but) (?=(?!the [A-Z])[a-z])"
)
"""What is told beyond the name, and of it: it is left out."""

_TRADES = listed(
    "giant maker chain retailer producer operator subsidiary unit affiliate broker carrier lender"
    " insurer manufacturer supplier firm group bank newspaper magazine broadcaster publisher agency"
)
_OF_TRADES = listed(
    "energy oil gas drug car software technology chip media news insurance food telecoms mining"
    " steel investment state-owned"
)
"""What a body is called right before its name: the energy giant Ansel."""

_LINKS = PREPOSITIONS - listed(
    "near about around behind beside within without along like of across between among on"
)
_OF = listed(
    "capital coast government parliament president king queen emperor ruler son daughter brother"
    " sister father mother wife husband widow nephew niece grandson granddaughter pupil student"
    " friend direction supervision leadership command patronage work reign house home successor"
    " guidance editorship presidency chairmanship member director headquarters independence mouth"
    " shore shores south north east west part invasion annexation conquest occupation army border"
    " territory governor mayor chairman faculty board department professor rector graduate owner"
    " ownership control possession control citizen native subsidiary branch division campus"
    " foundation replacement"
    " assassination murder death arrest election appointment defeat abdication"
)
"""What a name behind *of* may belong to, so that asking of which one is plain."""

_GOES_ON = re.compile(
    r"(?:'|-|–| [A-Z\"(]| into (?:the )?[A-Z]| (?:and|or|&) (?!(?:was|were|is|had|has|[a-z]+ed)\b)"
    r"|, (?:[A-Z][\w.-]+,? )*(?:and |or )(?:the )?[A-Z]|, (?:the )?[A-Z])"
)
"""Behind a name: the rest of it, a second one, or a region that tells it."""

WITH_STATES = listed("with by against for")
"""Behind these a city stands for its country: "broke off relations with Oslo"."""

_FOLLOWS = (PREPOSITIONS - {"of"}) | listed("and to after before as ,")
_INSIDE = frozenset({"in", "into", "inside", "through", "towards", "toward"})
_PLACES = (
    PLACES | WATERS | LANDS | listed("war battle revolution siege magazine newspaper prefecture")
)
"""What something can be in."""

_OF_LAND = listed("late u.s us uk")
_CALLED = 4
"""The most words that tell what the bearer of a name is, before it."""


def behind(name: str, after: str, sort: str) -> str | None:
    """What follows a name, without what is told of it alone, a region beside a city joined to it:
    " in Kansas in 1964"; None where the name goes on, is one of several, or begins a clause."""
    region = region_beside(after) if sort == "city" else None
    told = after.removeprefix(f", {region}") if region else after
    beyond = _BEYOND.match(told)
    if beyond:
        told = told[: beyond.start()]
    if region:
        told = f" in {region}{told.removeprefix(',')}"
    goes_on = _GOES_ON.match(told) or namesake(name, told)
    return None if goes_on or not _is_over(told) else told


def plain(said: Sequence[Word]) -> bool:
    """Whether no other clause has begun."""
    for at, word in enumerate(said):
        if word.capital and at:
            continue
        if word.small in _INNER:
            return False
        verbal = any(
            is_verb(said, then, joined=then == at + 1) for then in range(at + 1, len(said))
        )
        if word.small in _MAY_BEGIN and verbal:
            return False
    return True


def _is_over(after: str) -> bool:
    """Whether a name's phrase ends with it, and no verb of another clause follows at once."""
    said = words(after)
    if not said or said[0].small in _FOLLOWS:
        return True
    return any(one.phrase.start <= said[0].start for one in moments(after))


def phrase_start(said: Sequence[Word], sort: str) -> int | None:
    """Where the phrase of a name begins: behind its preposition or the verb, before what its
    bearer is called; None where that is not plain."""
    end = _before_calling(said, sort)
    if not end or len(said) - end > _CALLED:
        return None
    link = said[end - 1]
    if link.small == "by" and end > 1 and said[end - 2].text == '"':
        return None  # gave a prize to a film by somebody
    if link.small in _INSIDE and sort not in _PLACES:
        return None
    if sort == "city" and link.small in WITH_STATES:
        return None
    if link.small == "of":
        return link.end if end > 1 and said[end - 2].small in _OF else None
    object_of = sort != PERSON and is_verb(said, end - 1)
    return link.end if (link.small in _LINKS and not link.capital) or object_of else None


def _before_calling(said: Sequence[Word], sort: str) -> int:
    """How many words stand before those that only say what a name's bearer is: "the late energy
    giant", "in the city of"."""
    end = len(said)
    if end > 1 and said[end - 1].small == "of" and said[end - 2].small == sort:
        end -= 2
    while end and (said[end - 1].small in nouns("role") | _TRADES or said[end - 1].small == sort):
        end -= 1
    while 0 < end < len(said) and said[end - 1].small in _OF_TRADES:
        end -= 1
    of_land = end and (demonym(said[end - 1].text) or said[end - 1].small in _OF_LAND)
    if of_land and end < len(said):
        end -= 1
    return end - 1 if end and said[end - 1].small == "the" else end
