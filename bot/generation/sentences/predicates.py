"""Finite verbs in a sentence: where one stands, with which auxiliary, in which shape."""

from collections.abc import Sequence
from enum import Enum, auto
from typing import NamedTuple

from bot.generation.sentences.spans import Word
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, Verb, doing, finite, is_form, verb

BE = frozenset({"is", "are", "was", "were"})
HAVE = frozenset({"has", "have", "had"})
MODAL = listed("will would can could may might must shall should do does did")
_ADVERBS = listed(
    "also first last originally officially formally finally initially later then soon probably"
    " jointly still already usually partly completely fully largely eventually posthumously again"
    " once recently widely only today now mainly never ever"
)
PREPOSITIONS = listed(
    "of in on at for by with from to into onto across between under over through during against"
    " near about after before behind beside within without towards among around along"
)
ONLY_DONE = listed(
    "resign die retire arrive appear return emigrate graduate disappear leave join settle stay live"
    " work study serve play fight stand lie come go fall rise grow fail succeed compete tour travel"
    " remain become vanish flee marry win lose act apply arise belong consist continue crash depart"
    " depend emerge end exist expire function happen insist land last march occur participate rely"
    " retreat sail specialise step"
)
"""Verbs that are no participle behind another one: "was appointed in 2016 and resigned in 2023"."""

DONE_TO_NOBODY = listed(
    "die arrive appear emigrate disappear resign graduate fail stay live belong consist crash"
    " emerge exist expire happen occur participate rely retreat vanish collapse succumb perish"
)
"""Verbs whose past form is never a participle of what stands before it: "…, died in 1890"."""

_OF_STATES = listed("member participating signatory united founding neighbouring other")
_DETERMINERS = listed("the a an its his her their and some many all both")
_ARTICLES = frozenset({"the", "a", "an", "its", "their"})
_AUXILIARY = BE | HAVE | MODAL
_LEADS = _ADVERBS | _AUXILIARY
_BEFORE_NOUNS = PREPOSITIONS | _DETERMINERS
_WITH_OF = listed("consist die speak dispose approve think hear complain warn accuse become rob")
ALSO_NOUNS = listed(
    "works plans reports claims results studies views orders costs tests names causes uses needs"
    " limits increases supports attacks lists marks forms records rules leads visits moves returns"
    " trains ranks places heads hands faces ends starts calls attempts awards offers reviews states"
    " settles shares shows signs stages stands steps stores targets tours trades turns walks prices"
    " houses hosts guides fires films fights features exports imports drives designs deals damages"
    " covers counts controls contracts changes chairs charges checks bombs notes numbers parts"
    " forces measures borders"
    " clocks prints projects promises raises reaches releases rents repairs requests runs sails"
    " backs balances benefits blocks brands briefs campaigns challenges charts copies crashes"
    " cures debates debuts disputes displays fences fines grounds groups halts highlights labels"
    " lectures lobbies locks maps marches men objects outlines packs pardons parks pilots plots"
    " points poses profits prompts questions quotes rallies rebels reserves rewards rivals rolls"
    " ruins samples sanctions schedules ships sketches spots storms strands strips structures"
    " switches taxes terms tops touches tows triumphs wages waters winds wrecks yields judges"
    " boxes appeals archives contests counters clashes anchors hunts seals stresses suspects logs"
    " replies repeats mentions triggers picks"
)


class Shape(Enum):
    """How a clause is built, which decides how it is asked about."""

    PASSIVE = auto()
    ACTIVE = auto()
    COPULA = auto()


class VerbGroup(NamedTuple):
    """A verb with its auxiliary (*was*, *has been*, or nothing), and the index of what follows."""

    shape: Shape
    aux: str
    verb: Verb | None
    form: Form
    after: int


def is_verb(said: Sequence[Word], at: int, joined: bool = False) -> bool:
    """Whether a finite verb stands here; ``joined``: after an "and" that may join two of them."""
    if at >= len(said):
        return False
    word = said[at]
    leads = word.small in _LEADS
    if not (leads or is_form(word.small)) or word.capital:
        return False
    if leads:
        infinitive = at > 0 and said[at - 1].small == "to"  # "has to do more"
        return not infinitive and (word.small in _AUXILIARY or is_verb(said, at + 1, joined))
    past = verb(word.small, Form.PAST)
    if past:
        of = at + 1 < len(said) and said[at + 1].small == "of"
        an_estimated = at > 0 and (said[at - 1].small in _ARTICLES or _owns(said[at - 1]))
        return not an_estimated and (not of or past.base in _WITH_OF)
    nations = word.small == "states" and at and said[at - 1].small in _OF_STATES
    if nations or verb(word.small, Form.PRESENT) is None:
        return False
    before = said[at - 1] if at and not joined else None
    noun = before is not None and (
        before.small in _BEFORE_NOUNS or not before.text[-1].isalpha() or _owns(before)
    )
    follows = said[at + 1] if at + 1 < len(said) else None
    verbal = follows is not None and (
        follows.small in _AUXILIARY
        or _past(follows)
        or (word.small in ALSO_NOUNS and follows.small in {"of", "for", "in"})
    )
    return not noun and not verbal and not (joined and word.small in ALSO_NOUNS)


def _owns(word: Word) -> bool:
    """Whether what follows is somebody's: "the company's attacks" """
    return word.text.endswith(("'s", "s'")) and len(word.text) > len("it's")


def gerund(said: Sequence[Word], at: int) -> bool:
    """Whether an -ing form behind a preposition has an object or a particle: "of hushing up", "for
    inciting violence" """
    small = said[at].small
    if at == 0 or said[at - 1].small not in PREPOSITIONS or not small.endswith("ing"):
        return False
    after = said[at + 1].small if at + 1 < len(said) else ""
    if said[at].capital or small in _NO_DEED or after in PREPOSITIONS - _OBJECT:
        return False
    return after in _OBJECT or (doing(small) is not None and after.isalpha())


_OBJECT = listed("up out down off away back over the a an his her its their")
_NO_DEED = listed("king during building ring wing spring evening morning")


_SEVERAL = listed("people men women children fish sheep cattle police")
_BEHIND_PLURAL = PREPOSITIONS | listed(
    "the a an about over more up each every up down out away off together two three four five six"
    " seven eight nine ten"
)


def plural_verb(said: Sequence[Word], at: int) -> bool:
    """Whether a verb without an ending stands behind a plural: "unsafe roads cause 300 deaths" """
    if not 0 < at < len(said) - 1 or said[at].capital or not said[at].is_word:
        return False
    noun, after = said[at - 1], said[at + 1]
    several = noun.small in _SEVERAL or (
        noun.small.endswith("s") and not noun.small.endswith(("ss", "'s", "us", "is"))
    )
    if not several or verb(said[at].small, Form.BASE) is None:
        return False
    return after.text[0].isdigit() or after.small in _BEHIND_PLURAL


def _past(word: Word) -> bool:
    return not word.capital and verb(word.small, Form.PAST) is not None


def verb_group(said: Sequence[Word], at: int) -> VerbGroup | None:
    """The verb at ``at``; None where it is modal, denied, or not known."""
    at = after_adverbs(said, at)
    word = said[at].small
    if word in BE | HAVE:
        return _with_auxiliary(said, at, word)
    main = finite(word)
    if main is None or word in MODAL:
        return None
    form = Form.PAST if verb(word, Form.PAST) else Form.PRESENT
    return VerbGroup(Shape.ACTIVE, "", main, form, at + 1)


def _with_auxiliary(said: Sequence[Word], at: int, word: str) -> VerbGroup | None:
    following = after_adverbs(said, at + 1)
    if following >= len(said) or said[following].small in {"not", "no"}:
        return None
    aux, after = word, following
    if word in HAVE and said[after].small == "been":
        aux, after = f"{word} been", after_adverbs(said, after + 1)
    participle = verb(said[after].small, Form.PARTICIPLE) if after < len(said) else None
    if participle and not said[after].capital:
        passive = word in BE or aux.endswith("been")
        shape = Shape.PASSIVE if passive else Shape.ACTIVE
        return VerbGroup(shape, aux, participle, Form.PARTICIPLE, after + 1)
    past = Form.PAST if word in {"was", "were", "had"} else Form.PRESENT
    if word in BE:
        unknown = said[following].small.endswith(("ed", "en", "wn"))
        return None if unknown else VerbGroup(Shape.COPULA, word, None, past, following)
    have = verb("have", Form.BASE)
    return VerbGroup(Shape.ACTIVE, "", have, past, following) if aux == word else None


def after_adverbs(said: Sequence[Word], at: int) -> int:
    while at < len(said) and said[at].small in _ADVERBS:
        at += 1
    return at
