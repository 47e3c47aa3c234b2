"""The simple clauses of a sentence: subject, verb, what follows. A shallow reading that gives up.

No parser: the verb is the first finite form of a known verb after something that can be a subject,
and a clause ends where another begins. What could be read in two ways is not read at all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.generation.sentences.boundaries import end_of, reduced, subject_at
from bot.generation.sentences.leads import loose_lead, said_before, when_lead
from bot.generation.sentences.moments import Moment, dated, moments
from bot.generation.sentences.name_kinds import demonym
from bot.generation.sentences.predicates import (
    ONLY_DONE,
    PREPOSITIONS,
    Shape,
    after_adverbs,
    is_verb,
    verb_group,
)
from bot.generation.sentences.spans import Span, Word, words
from bot.generation.sentences.speech import quotes_speech
from bot.generation.words.table import listed, nouns
from bot.generation.words.verbs import Form, Verb, verb

_JOINS = frozenset({"and", "but", "or"})
_ALIKE = frozenset({"in", "on", "by"})
_FIRST_PERSON = listed("i we our us my me you your")
_LONGEST_SENTENCE = 120


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
    if any(word.small in _FIRST_PERSON for word in said) or quotes_speech(text):
        return ()
    return (*_main_clauses(text, said), *_relative_clauses(text, said))


def _main_clauses(text: str, said: Sequence[Word]) -> Iterator[Clause]:
    lead, at = _lead(text, said)
    opening = 0 if lead else said_before(said)
    loose = 0 if lead or opening else loose_lead(said) or when_lead(said)
    at = opening or loose or at
    before: Clause | None = None
    inverted = _without_subject(text, said, at) if lead else None
    if inverted is not None:
        yield replace(inverted, lead=lead)
        return
    first = True
    while at < len(said):
        found = _clause(text, said, at, before)
        if found is None:
            at, before, first = _restart(said, at), None, False
            continue
        clause, end = found
        yield replace(clause, lead=lead if first else None, adrift=bool(loose) and first)
        before, at, first = clause, _next(said, end), False


def _restart(said: Sequence[Word], at: int) -> int:
    """Where a clause of its own begins after one that cannot be read: "…; Finland joined later" """
    for index in range(at, len(said) - 1):
        if said[index].text == ";":
            return index + 1
        if said[index].text == "," and said[index + 1].small in {"but", "while", "whereas"}:
            return index + 2
    return len(said)


_ENACTED = listed("establish create sign approve adopt found form launch ratify conclude open")


def _without_subject(text: str, said: Sequence[Word], at: int) -> Clause | None:
    """ "In November 2006 established the Assembly of X": a translator left out who did, so that
    the clause says when the Assembly was established."""
    if at + 3 >= len(said) or said[at].capital:
        return None
    first, found = said[at], verb(said[at].small, Form.PARTICIPLE)
    if found and (found.base, said[at + 1].small) == ("set", "up"):
        found, at = Verb(*("set up",) * 3), at + 1
    elif found is None or found.base not in _ENACTED:
        return None
    several = text[said[at + 1].end :].split(" of ", 1)[0].rstrip(".").endswith("s")
    end = end_of(text, said, at + 1)
    if said[at + 1].small not in {"the", "a", "an"} or several or end is None:
        return None
    subject = Span(said[at + 1].start, said[end - 1].end)
    rest = Span(subject.end, subject.end)
    return Clause(text, subject, Shape.PASSIVE, "was", found, Form.PARTICIPLE,
                  Span(first.start, said[at].end), rest)  # fmt: skip


def _relative_clauses(text: str, said: Sequence[Word]) -> Iterator[Clause]:
    """What ", who …" and ", which …" say of the name before the comma."""
    for at in range(1, len(said) - 2):
        if said[at].text != ",":
            continue
        participle = _apart(said, at + 1)
        if participle is None and said[at + 1].small not in {"who", "which"}:
            continue
        start = at
        while start > 0 and (
            said[start - 1].capital or (start < at and said[start - 1].small in {"of", "de", "von"})
        ):
            start -= 1
        if not said[start].capital:
            continue
        start += demonym(said[start].text) and at - start > 2  # noqa: PLR2004 - two names behind
        before = said[start - 1].small if start else ""
        if start == at or (participle is None and not is_verb(said, at + 2)):
            continue
        several = said[at + 2].small in {"were", "are", "have"}
        whose = before == "the" and start > 1 and said[start - 2].small in {"of", "from"}
        if said[at + 1].small == "who" and whose:
            continue  # "Ada Merrow of the Netherlands, who …"
        if said[at + 1].small == "which" and (several or not _alone(said, start)):
            continue
        subject = Span(said[start].start, said[at - 1].end)
        if participle is not None:
            if start == 0 or (start == 1 and before == "the"):
                yield from _reduced(text, said, at + 1, subject, participle)
            continue
        made = clause_at(text, said, at + 2, subject)
        if made is not None:
            yield made[0]


def _alone(said: Sequence[Word], start: int) -> bool:
    """Whether the name at ``start`` is not a part of a longer phrase, such as "the pupil X" or
    "the fate of the X", which a *which* may mean as well."""
    at = start - 1
    if at >= 0 and said[at].small in {"the", "a", "an", "its", "his", "her", "their"}:
        at -= 1
    if at < 0 or not said[at].is_word:
        return True
    word = said[at].small
    thing = start - at == 1 and word not in nouns("role")  # "its website X, which"
    return word not in PREPOSITIONS and (
        thing or is_verb(said, at) or any(verb(word, form) for form in Form)
    )


def _apart(said: Sequence[Word], at: int) -> Verb | None:
    """The participle of ", born in …" and ", designed by …"."""
    found = None if said[at].capital else verb(said[at].small, Form.PARTICIPLE)
    return found if found and said[at + 1].small in {"in", "on", "by", "at"} else None


def _reduced(
    text: str, said: Sequence[Word], at: int, subject: Span, participle: Verb
) -> Iterator[Clause]:
    """A clause without *who was* or *which was*, up to the comma that ends it."""
    end = end_of(text, said, at + 1)
    if end is None or end <= at + 1:
        return
    while end < len(said) and said[end].text != ",":  # "in Kiveton Park, Sheffield, spent …"
        end += 1
    closes = next((i for i in range(end, min(end + 6, len(said) - 1)) if said[i].text == ","
                   and is_verb(said, i + 1)), None)  # fmt: skip
    deeds = any(said[i].small in _JOINS and verb(said[i + 1].small, Form.PARTICIPLE)
                for i in range(at + 1, end - 1))  # fmt: skip
    if closes is None or deeds:  # "designed by X and opened in 1977": what is dated?
        return
    stop = said[end - 1].end
    rest = Span(said[at + 1].start, stop)
    predicate = Span(said[at].start, stop)
    yield Clause(
        text, subject, Shape.PASSIVE, "was", participle, Form.PARTICIPLE, predicate, rest,
    )  # fmt: skip


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
    made = clause_at(text, said, at, subject)
    if made is None:
        return None
    clause, end = made
    word = said[after_adverbs(said, at)].small
    if inherited and not clause.aux and after_aux and verb(word, Form.PARTICIPLE):
        # "was launched and carried 600 people": a participle, or a past? "… and opened in 1890" is
        # the same either way.
        if clause.verb is not None and clause.verb.base in ONLY_DONE:
            return replace(clause, inherited=True), end
        follows = clause.rest.of(text).split(" ", 1)[0]
        if before is None or before.shape is not Shape.PASSIVE or follows not in _ALIKE:
            return None
        clause = replace(clause, shape=Shape.PASSIVE, aux=before.aux, form=Form.PARTICIPLE)
    return replace(clause, inherited=inherited is not None), end


def clause_at(text: str, said: Sequence[Word], at: int, subject: Span) -> tuple[Clause, int] | None:
    """The clause of a subject whose verb stands at ``at``, and the index of its end; None where
    it cannot be read for sure."""
    group = verb_group(said, at)
    end = end_of(text, said, group.after) if group else None
    if group is None or end is None or (not group.aux and reduced(said, at, end)):
        return None
    stop = said[end - 1].end
    rest = Span(min(said[group.after].start if group.after < len(said) else stop, stop), stop)
    predicate = Span(said[at].start, stop)
    made = Clause(text, subject, group.shape, group.aux, group.verb, group.form, predicate, rest)
    return made, end
