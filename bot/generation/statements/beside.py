"""What a sentence tells beside its subject, between commas or in front, each as a sentence of its
own: "the fund, founded in 1890, …", "Ada Merrow, a native of Moss, …"."""

import re
from collections.abc import Iterator, Sequence

from bot.generation.sentences.moments import Precision, moments
from bot.generation.sentences.predicates import DONE_TO_NOBODY, PREPOSITIONS, is_verb
from bot.generation.sentences.spans import Word, tidy, words
from bot.generation.statements.framing import Frame
from bot.generation.words.table import listed, nouns
from bot.generation.words.verbs import Form, doing, verb

_AGE = re.compile(r"(?:aged )?\d{1,2}(?:, |$)")
_DONE_BEFORE = PREPOSITIONS | listed("as to jointly officially originally formally first")
_LASTING = listed(
    "know call name locate base situate consider regard own operate run lead head chair border"
    " surround back support publish title use house headquarter"
)
"""Verbs whose participle tells of a state, which goes on while the main verb says so."""

_INTO = listed("elect appoint name crown ordain nominate proclaim declare re-elect call")
_OPINIONS = listed("believe think suspect expect say fear estimate report allege")
_STATES = listed("located based situated headquartered nicknamed dubbed entitled titled")
_NO_DEEDS = listed(
    "following including according regarding concerning considering depending assuming excluding"
    " barring notwithstanding beginning starting dating continuing being owing"
)
_OF_EVENTS = listed(
    "kill injure wound leave make cause force bring allow create end prompt spark lead result mean"
    " give raise reduce increase destroy damage mark pave turn trigger put enable help set provide"
    " become send keep let drive ensure prevent block cut push show suggest indicate confirm"
    " involve concern contain cover deal feature comprise affect"
    " prove add say tell note cite claim argue warn call describe use take have represent"
    " amount total equal bring"
)
"""Verbs that rather tell what an event did than what its subject did: "…, killing nine"."""

_BEHIND_DEED = PREPOSITIONS | listed("the a an its his her their as that out up off down over back")
_OFFICES = nouns("role")
_HEAD = re.compile(r" (?:of|for|in|at|to|from|on|with|who|which|that|and)\b|,")
_NAMED = re.compile(r"(?:the )?[A-Z][\w.'-]*(?: (?:of|de|von|the|van|&|[A-Z\d][\w.'-]*)){0,5}")
_OWNED = re.compile(r"(?:the|an?|its|his|her|their)\b|[A-Z]\w+'s? ", re.IGNORECASE)


_POSSESSED = re.compile(r"(?:its|his|her|their)\b|(?:[Tt]he )?[A-Z]\w+'s? ", re.IGNORECASE)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def told_beside(one: Frame) -> Iterator[str]:
    """The sentences that an aside behind the subject makes, and the sentence without it."""
    if not one.aside:
        return
    subject, age = capital(one.subject), _AGE.match(one.aside)
    aside = one.aside[age.end() :] if age else one.aside
    yield f"{subject} {one.predicate}"
    said = words(aside)
    if len(said) > 1 and not said[0].capital:
        made = _of_aside(one, subject, aside, said)
        if made is not None:
            yield made
    named = _NAMED.fullmatch(aside) and _OWNED.match(one.subject)
    if named and aside.split()[-1][:1].isupper() and not _of_somebody(one.subject):
        if one.past or one.verb in {"has", "have"}:
            yield f"{capital(aside)} {one.predicate}"
        if _POSSESSED.match(one.subject) and not (_office(one.subject) or " and " in one.subject):
            yield f"{subject} {one.be} {aside}"


def _of_aside(one: Frame, subject: str, aside: str, said: Sequence[Word]) -> str | None:
    first, behind = said[0].small, aside[said[0].end :].strip()
    if first in {"who", "which"}:
        # of the tests of athletes, who won, the athletes won
        of_whom = first == "who" and _HEAD.search(subject) and words(subject)[-1].text.islower()
        return f"{subject} {behind}" if is_verb(said, 1) and not of_whom else None
    if first == "whose":
        owner = f"{subject}'" if subject.endswith("s") else f"{subject}'s"
        return f"{owner} {behind}" if any(is_verb(said, at) for at in range(2, len(said))) else None
    if first in {"a", "an", "the"}:
        fits = (not _office(aside) or first != "the") and not _of_last(one.subject, aside)
        return f"{subject} {one.be} {aside}" if fits and not _verbal(said) else None
    return done_to(one, aside, said)


def _of_somebody(phrase: str) -> bool:
    """Whether a second person stands in it, whose name may follow: "a friend of the king" """
    _, *behind = _HEAD.split(phrase)
    return any(word.lower() in _OFFICES for part in behind for word in part.split())


def _of_last(subject: str, aside: str) -> bool:
    """Whether an apposition may tell of the name that a subject ends with: "sales of the Lumo, a
    lamp"; not "the mayor of Moss, a teacher"."""
    head, *behind = _HEAD.split(subject)
    if not behind or not behind[-1].strip() or not head:
        return False
    *before, noun = head.split()
    begins = not before and noun.endswith("s")  # "Sales of": no name for sure
    if noun[0].isupper() and not begins:
        return False
    named = behind[-1].split()[-1][:1].isupper()
    return named and not (_office(subject) and _office(aside))


def _office(phrase: str) -> bool:
    head = _HEAD.split(phrase)[0].split()
    return bool(head) and head[-1].lower() in _OFFICES


def _verbal(said: Sequence[Word]) -> bool:
    """Whether a verb stands in an apposition outside a clause of its own."""
    inside = next((i for i, w in enumerate(said) if w.small in _OPENS), len(said))
    return any(is_verb(said, at) and not verb(said[at].small, Form.PARTICIPLE)
               for at in range(1, inside))  # fmt: skip


_OPENS = listed("who which that where when whose , and but")


def done_to(one: Frame, phrase: str, said: Sequence[Word]) -> str | None:
    """ "founded in 1890 by X" of a subject, as a sentence; None for another phrase."""
    first = said[0].small
    found = verb(first, Form.PARTICIPLE)
    if (found is None and first not in _STATES) or said[0].capital or len(said) < 3:  # noqa: PLR2004
        return None
    named = found is not None and found.base in _INTO
    if said[1].small not in _DONE_BEFORE and not (said[1].text[0].isdigit() or named):
        return None
    if found is not None and (found.base in _OPINIONS or found.base in DONE_TO_NOBODY):
        return None
    be = "were" if one.several else "was"
    if found is None or found.base in _LASTING:
        be = one.be
    return f"{capital(one.subject)} {be} {phrase}"


def led(one: Frame) -> Iterator[str]:
    """What a participle in front tells of the subject, and the sentence without it."""
    lead = tidy(one.lead)
    if not lead or not one.lead.rstrip().endswith(","):
        return
    lead = lead[:1].lower() + lead[1:]
    said = words(lead)
    rest = f"{capital(one.subject)} {one.text[len(one.lead) + len(one.subject) :].lstrip()}"
    rest = rest.replace(" ,", ",")
    done = done_to(one, lead, said)
    did = (done if said[0].small != "based" else None) or deed(one, said, lead)
    if did is not None:
        yield did
    if did is not None or (said[0].small.endswith("ing") and said[0].small != "according"):
        yield rest


def deed(one: Frame, said: Sequence[Word], phrase: str) -> str | None:
    """ "leaving Moss in 1905", "after leaving Moss", "having left Moss": the subject left Moss."""
    if said and said[0].small == "after":
        said, phrase = said[1:], phrase[said[0].end :].strip()
    if len(said) < 2 or not one.past or said[0].small in _NO_DEEDS:  # noqa: PLR2004
        return None
    subject = capital(one.subject)
    if said[0].small == "having":
        done = verb(said[1].small, Form.PARTICIPLE)
        if done is None or said[1].small == "been":
            return None
        return f"{subject} {done.past} {phrase.split(' ', 2)[2]}" if len(said) > 2 else None  # noqa: PLR2004
    doing_it = doing(said[0].small)
    if doing_it is None:
        return None
    return f"{subject} {doing_it.past} {phrase.split(' ', 1)[1]}"


_TRAIL = re.compile(
    r", (?:thus |thereby |then |later |also )?(?P<doing>[a-z]+ing) (?P<rest>[^;:]+)$"
)


def trailing(one: Frame) -> Iterator[str]:
    """What the subject did besides: "…, becoming the first woman to fly"."""
    match = _TRAIL.search(one.predicate) if one.past else None
    found = doing(match["doing"]) if match else None
    if match is None or found is None or match["doing"] in _NO_DEEDS:
        return
    if found.base in _OF_EVENTS - {"become"} or ", " in one.predicate[: match.start()]:
        return
    before, behind = words(one.predicate[: match.start()]), words(match["rest"])[0]
    if not (behind.capital or behind.text[0].isdigit() or behind.small in _BEHIND_DEED):
        return  # "trading posts, logging camps"
    if any(word.small in _OPENS - {",", "and"} for word in before):
        return
    yield f"{capital(one.subject)} {found.past} {match['rest']}"


_BUILT = re.compile(
    r"\b(?P<link>[a-z]+) (?P<what>(?:the|its|his|her) (?:[a-z-]+ ){0,2}[A-Z][\w.'&-]*"
    r"(?: (?:of |for |and |the |on |de )*[A-Z\d][\w.'&-]*){0,6}(?: [a-z]+s?)?), (?P<done>[a-z]+)"
    r" (?P<rest>(?:in|on|by|at|between|for|from) [^;:]+)$"
)
_NEARBY = listed("in at near to into from on through across outside inside around")


def done_to_last(text: str) -> Iterator[str]:
    """What was done to the thing that a sentence names last: "by the Treaty of Moss, signed in
    1991 by four states"."""
    match = _BUILT.search(text)
    if match is None or match["link"] in _NEARBY or match["link"] in {"and", "or", "as"}:
        return
    before = text[: match.start()].split()
    if before and before[-1][0].isupper():
        return  # "the Movement for the Liberation of Angola, founded …"
    found = verb(match["done"], Form.PARTICIPLE)
    if found is None or found.base in _NOT_OF_THINGS:
        return
    be = "were" if match["what"].endswith("s") and match["what"].split()[-1].islower() else "was"
    yield f"{capital(match['what'])} {be} {match['done']} {match['rest']}"


_NOT_OF_THINGS = (
    _OPINIONS
    | _LASTING - {"publish"}
    | listed(
        "bear follow base compare become come run make take set leave win lose beat defeat kill die"
        " join age die injure succeed replace elect appoint give put hold marry educate"
    )
)


def on_date(one: Frame) -> Iterator[str]:
    """A sentence with nothing in front but the one date that is told there."""
    if one.lead.count(" ") < _LONG_LEAD:
        return
    found = [m for m in moments(one.lead) if m.precision is not Precision.LOOSE]
    if len(found) != 1 or len(moments(one.lead)) > 1 or found[0].phrase.start == 0:
        return
    (when,) = found
    if when.lead not in {"in", "on"} and not when.lead.startswith("on the "):
        return
    before = words(one.lead[: when.phrase.start])
    if before[0].small not in _AT or any(word.small in _CONDITIONS for word in before):
        return
    if any(word.capital for word in words(one.lead[when.phrase.end :])[1:2]):
        return  # "in 1919, Wilson, Cecil and Smuts": the first of a list is no lead
    link = "On" if when.precision is Precision.DAY else "In"
    rest = one.text[len(one.lead) :]
    yield f"{link} {when.span.of(one.lead)}, {rest}"


_LONG_LEAD = 4
_AT = listed("in on at during")
_CONDITIONS = listed("under since until before after by according despite following war")
