"""Dated facts as events: told in a few words, without their date, so that they can be options."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.bank.meaning import OPTION, utf16
from bot.domain.question import Citation
from bot.generation.asking.naming import naming
from bot.generation.asking.phrasing import capitalised
from bot.generation.asking.quoting import cite
from bot.generation.candidates import Fact, Proposal
from bot.generation.reading.texts import Line, Text
from bot.generation.sentences.moments import Moment, Precision, moments
from bot.generation.sentences.predicates import Shape, VerbGroup, is_verb, verb_group
from bot.generation.sentences.spans import Span, Word, tidy, words
from bot.generation.templates.when import ALONE, UNDATED
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, verb

_TEMPLATES = ("when", "who", "which", "count", "inplace")
"""Whose facts may tell an event, those first that read it best."""

_LEADS = frozenset({"in", "on"})
_FEWEST, _MOST = 3, 18
_PLACED = listed(
    "first second third fourth fifth sixth seventh eighth ninth tenth last latest final finally"
    " originally initially later earlier again still already now since after before until till"
    " following next previous previously former formerly eventually subsequently subsequent then"
    " remaining return returned reopened rebuilt restored resumed renamed reelected renewed"
    " continued succeeded successor predecessor anniversary once another further twice when while"
    " whilst meanwhile newly recently ago age aged ended concluded year years month months decades"
    " century centuries week weeks day days beginning early late posthumously yet more soon both"
    " consecutive time times reentered rejoined regained"
)
"""Words by which an event tells its place among others, or leans on another."""

_OTHER_TIMES = re.compile(
    r"(?<![\d,.$£€])\b(?:1\d{3}|20\d\d)s?\b(?![,.]\d)|\d(?:st|nd|rd|th)\b|\b\d0s\b|\bre-[a-z]"
)
_CLAUSES = listed("who which that where whose whom because although though if so but")
_AROUND = listed("in on at to from with for by under near within")
_ASIDE = re.compile(r"(?<=\w), (?=(?:an?|the|sister|brother|son|daughter|then) )")
_ADJUNCT = re.compile(
    r"(?<=[a-z\d]) (?:in|at|during|under|together with) (?!which|order|favou?r|charge|command)"
)
_ALONE = ALONE - listed("land arrive return end reopen launch")
"""Verbs that tell an event with nothing behind them, without those that leave open where, or which
time of several: an option has no sentence around it that says so."""

_NO_EVENTS = UNDATED | listed(
    "rank live total cost exceed contain consist use produce amount number range vary depend belong"
    " serve account represent grow rise fall increase decrease drop decline average employ"
)
"""Verbs of what lasts, is only said, or goes on every year."""

_OBJECTS = re.compile(
    r"\b(?:him|them|himself|herself|it)\b"
    r"|\bher(?= (?:an?|the|to|in|on|at|as|for|from|with|by|of)\b|$)"
)
"""Pronouns that mean somebody else than the subject, who is not named then."""

_STATISTIC = re.compile(
    r"^(?:(?:about|some|over|nearly|almost) )?[$£€]?\d[\d,.]*"
    r"(?:%|,\d{3}| million| billion| per cent)"
)


@dataclass(frozen=True, eq=False)
class Event:
    """Something that happened in a year, as its sentence tells it."""

    text: str
    moment: Moment
    fact: Fact
    group: VerbGroup
    subject: str
    rest: str

    @property
    def line(self) -> Line:
        return self.fact.line

    @cached_property
    def years(self) -> tuple[int, int]:
        """The first and the last year that its sentence names: the event lies in one of them."""
        every = [one.year for one in self.line.moments]
        return min(every), max(every)

    @property
    def deed(self) -> str:
        return self.group.verb.base if self.group.verb else ""

    @property
    def why(self) -> str:
        return f"The source dates it to {self.moment.said}."

    def cited(self, option: int = 0) -> Iterator[Citation]:
        """Its sentence, and where the names that it uses in full stand so; ``option``: its number
        where the citations do not prove the key."""
        refutes = (option,) if option else ()
        whole = Span(0, len(self.line.text))
        yield cite(self.line, self.moment.span, whole, refutes=refutes)
        for one in naming(self.fact, self.text):
            yield Citation(one.source, one.paragraph, one.sentences, one.quote, refutes)


def events(text: Text, proposals: Iterable[Proposal]) -> tuple[Event, ...]:
    """What a document's proposals tell, in the order of the years; no two of one sentence, and
    nothing whose date is told in two ways."""
    found: dict[int, Event] = {}
    values: dict[tuple[str, str], set[str]] = defaultdict(set)
    usable = [one for one in proposals if one.fact.template in _TEMPLATES]
    for one in usable:
        values[one.fact.claim].add(one.fact.value)
    for one in sorted(usable, key=lambda one: _TEMPLATES.index(one.fact.template)):
        agreed = len(values[one.fact.claim]) == 1
        event = _event(text, one) if agreed else None
        if event is not None:
            found.setdefault(event.line.order, event)
    return tuple(sorted(found.values(), key=lambda one: (one.moment.year, one.line.order)))


def _event(text: Text, one: Proposal) -> Event | None:
    said = one.said.removesuffix(".")
    parted = _dateless(said)
    if parted is None:
        return None
    bare, moment = _short(parted[0]), parted[1]
    at = next((m for m in one.fact.line.moments if m.key == moment.key), None)
    every = words(bare)
    if at is None or not _alone(bare, every):
        return None
    told = next((i for i in range(1, len(every)) if is_verb(every, i)), 0)
    group = verb_group(every, told) if told else None
    if group is None or not _happened(group):
        return None
    start = every[group.after].start if group.after < len(every) else len(bare)
    made = Event(bare, at, one.fact, group, tidy(bare[: every[told].start]), bare[start:])
    return made if _whole(made) and not _of_nobody(text, made.subject) else None


def _of_nobody(text: Text, subject: str) -> bool:
    """Whether a subject is one bare noun of which nobody says whose: "production", "narrow
    house"."""
    said = words(subject)
    bare = said[0].small not in _DETERMINERS and not text.entities.within(subject)
    plain = all(word.is_word and not word.capital for word in said[1:])
    return bare and plain and not said[-1].small.endswith("s")


_DETERMINERS = listed("the a an its his her their this that some many several all both")


def _whole(one: Event) -> bool:
    """Whether somebody does something, or something is done to it, and no figure is given."""
    subject, rest = one.subject, one.rest
    first = words(subject)[0]
    done = first.small == "born" or verb(first.small, Form.PARTICIPLE) is not None
    led = done and len(words(subject)) > 1 and words(subject)[1].small in _AROUND | {"and", "as"}
    asides = subject.count(",") % 2 == 0 and any(word.text.isalpha() for word in words(subject))
    if not one.group.aux and (rest.endswith("ly") if rest else one.deed not in _ALONE):
        return False
    figures = _STATISTIC.search(rest) or _STATISTIC.search(subject) or subject[0].isdigit()
    return asides and not led and not figures and not _OBJECTS.search(one.text)


def _dateless(said: str) -> tuple[str, Moment] | None:
    """A sentence without the one date at its beginning, its end or between two of its last
    phrases, and the date."""
    found = moments(said)
    if len(found) != 1 or found[0].precision is Precision.LOOSE:
        return None
    (moment,) = found
    before, after = said[: moment.phrase.start], said[moment.phrase.end :].strip()
    within = moment.lead.partition(" ")[0] in _LEADS  # in the autumn of
    if not within and (moment.lead or moment.precision is not Precision.DAY):
        return None
    if not before.strip():
        return (capitalised(tidy(after)), moment) if moment.lead else None
    if after and (words(after)[0].small not in _AROUND or not moment.lead):
        return None
    return tidy(f"{before} {after}"), moment


def _short(bare: str) -> str:
    """An event that is too long for an option, without where or during what it happened."""
    if utf16(bare) <= OPTION:
        return bare
    cuts = [m.start() for m in _ADJUNCT.finditer(bare) if m.start() <= OPTION]
    aside = _ASIDE.search(bare) if bare.count(",") == 1 else None
    if aside and aside.start() <= OPTION:
        cuts = sorted([*cuts, aside.start()])
    return tidy(bare[: cuts[-1]]) if cuts else bare


def _alone(bare: str, every: Sequence[Word]) -> bool:
    """Whether an event is told in few words, of which none tells its place or another clause."""
    said = {word.small for word in every if not (word.capital and word.start)}
    few = _FEWEST <= sum(word.is_word for word in every) <= _MOST and utf16(bare) <= OPTION
    return few and not said & (_PLACED | _CLAUSES) and not _OTHER_TIMES.search(bare)


def _happened(group: VerbGroup) -> bool:
    """Whether a verb tells what happened once in the past."""
    if group.verb is None or group.shape is Shape.COPULA or group.verb.base in _NO_EVENTS:
        return False
    if group.shape is Shape.PASSIVE:
        return group.aux in {"was", "were"}
    return group.aux == "" and group.form is Form.PAST
