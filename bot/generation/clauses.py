"""The simple clauses of a sentence: subject, verb, what follows. A shallow reading that gives up.

No parser: the verb is the first finite form of a known verb after something that can be a subject,
and a clause ends where another begins. What could be read in two ways is not read at all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.generation.boundaries import RELATIVE, STOPS, end_of, reduced, subject_at
from bot.generation.moments import Moment, dated, moments
from bot.generation.predicates import PREPOSITIONS, Shape, after_adverbs, is_verb, verb_group
from bot.generation.spans import Span, Word, words
from bot.generation.words.table import listed
from bot.generation.words.verbs import Form, Verb, verb

_FIRST_PERSON = listed("i we our us my me you your")
_LONGEST_SENTENCE, _LONGEST_LEAD, _LONGEST_TITLE = 120, 16, 5


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of ``text``; spans are offsets into it. ``rest`` may be empty.

    ``aux`` is *was*, *has been*, or nothing for a plain verb; ``lead`` a date before the subject.
    """

    text: str
    subject: Span
    shape: Shape
    aux: str
    verb: Verb | None
    form: Form
    predicate: Span
    """From the first word of the verb to the end of the rest."""

    rest: Span
    lead: Moment | None = None
    inherited: bool = False
    """The subject stands in an earlier clause of the sentence."""

    adrift: bool = False
    """Words before the subject belong to the clause and are not in it."""

    @property
    def span(self) -> Span:
        start = self.lead.phrase.start if self.lead else self.subject.start
        apart = self.inherited or start > self.predicate.start
        return Span(self.predicate.start if apart else start, self.rest.end)

    @property
    def moments(self) -> tuple[Moment, ...]:
        """The dates of the clause, the one in front first."""
        inside = (one for one in dated(self.text) if self.rest.holds(one.span))
        return (*((self.lead,) if self.lead else ()), *inside)

    @property
    def past(self) -> bool:
        return self.aux in {"was", "were", "had", "had been"} or (
            not self.aux and self.form is Form.PAST
        )


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a sentence that can be read for sure, in order."""
    said = words(text)
    if len(said) > _LONGEST_SENTENCE or text.endswith(("?", "!")):
        return ()
    if any(word.small in _FIRST_PERSON for word in said) or _quotes_speech(text):
        return ()
    return (*_main_clauses(text, said), *_relative_clauses(text, said))


def _quotes_speech(text: str) -> bool:
    """Whether more is quoted than a title or a name."""
    parts = text.split('"')
    if len(parts) % 2 == 0:
        return True
    return any(len(part.split()) > _LONGEST_TITLE or part[:1].islower() for part in parts[1::2])


def _main_clauses(text: str, said: Sequence[Word]) -> Iterator[Clause]:
    lead, at = _lead(text, said)
    loose = 0 if lead else _loose_lead(said)
    at = loose or at
    before: Clause | None = None
    while at < len(said):
        found = _clause(text, said, at, before)
        if found is None:
            return
        clause, end = found
        yield replace(clause, lead=None if before else lead, adrift=bool(loose) and not before)
        before, at = clause, _next(said, end)


def _loose_lead(said: Sequence[Word]) -> int:
    """Where the subject stands after a phrase in front: "With her help he …", "In exile, she …" """
    if not said or said[0].small not in PREPOSITIONS:
        return 0
    for at in range(1, min(len(said) - 1, _LONGEST_LEAD)):
        if said[at].small in {"he", "she", "it"} and is_verb(said, at + 1):
            return at
        if said[at].text == ",":
            return at + 1
        if said[at].text in STOPS or said[at].small in RELATIVE or is_verb(said, at):
            return 0
    return 0


def _relative_clauses(text: str, said: Sequence[Word]) -> Iterator[Clause]:
    """What ", who …" and ", which …" say of the name before the comma."""
    for at in range(1, len(said) - 2):
        if said[at].text != "," or said[at + 1].small not in {"who", "which"}:
            continue
        start = at
        while start > 0 and (
            said[start - 1].capital or (start < at and said[start - 1].small in {"of", "de", "von"})
        ):
            start -= 1
        before = said[start - 1].small if start else ""
        if start == at or not is_verb(said, at + 2):
            continue
        if said[at + 1].small == "which" and before in PREPOSITIONS:
            continue
        subject = Span(said[start].start, said[at - 1].end)
        made = _predicate(text, said, at + 2, subject)
        if made is not None:
            yield made[0]


def _next(said: Sequence[Word], end: int) -> int:
    """Where another clause may begin after one that ended at ``end``."""
    at = end
    while at < len(said) and said[at].text in {",", ";", "and"}:
        at += 1
    return at if at > end else len(said)


def _lead(text: str, said: Sequence[Word]) -> tuple[Moment | None, int]:
    """A date in front of the sentence, and the index of the word after it."""
    first = next(iter(moments(text)), None)
    if first is None or first.phrase.start > 2 or not first.year:  # noqa: PLR2004 - a bullet
        return None, 0
    after = next((i for i, w in enumerate(said) if w.start >= first.span.end), len(said))
    if after < len(said) and said[after].text == ",":
        after += 1
    return first, after


def _clause(
    text: str, said: Sequence[Word], start: int, before: Clause | None
) -> tuple[Clause, int] | None:
    """The clause at ``start`` and the index of its end; ``before``: the clause it is joined to."""
    inherited = before.subject if before else None
    after_aux = before is not None and bool(before.aux)
    if is_verb(said, start, joined=True):
        if inherited is None:
            return None
        subject, at = inherited, start
    else:
        found = subject_at(said, start)
        if found is None:
            return None
        (subject, at), inherited = found, None
    made = _predicate(text, said, at, subject)
    if made is None:
        return None
    clause, end = made
    word = said[after_adverbs(said, at)].small
    if inherited and not clause.aux and after_aux and verb(word, Form.PARTICIPLE):
        return None  # "was launched and carried": a participle, or a past?
    return replace(clause, inherited=inherited is not None), end


def _predicate(
    text: str, said: Sequence[Word], at: int, subject: Span
) -> tuple[Clause, int] | None:
    """The clause of a subject whose verb stands at ``at``, and the index of its end."""
    group = verb_group(said, at)
    end = end_of(text, said, group.after) if group else None
    if group is None or end is None or (not group.aux and reduced(said, at, end)):
        return None
    stop = said[end - 1].end
    rest = Span(min(said[group.after].start if group.after < len(said) else stop, stop), stop)
    predicate = Span(said[at].start, stop)
    made = Clause(text, subject, group.shape, group.aux, group.verb, group.form, predicate, rest)
    return made, end
