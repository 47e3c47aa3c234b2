"""Rulings on disputed questions: what counts as right from then on, and what was given before.

All of it follows from the question, what was given and the ruling, so that marking anew is the same
as having marked so at first.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.domain.fingerprint import fingerprint
from bot.domain.marking import FULL, Given, Mark, mark
from bot.domain.question import (
    ASSEMBLED,
    Citation,
    Near,
    NearText,
    Option,
    Question,
    QuestionType,
    State,
)
from bot.domain.review import Review
from bot.domain.spelling import folded

REASON_LENGTH = 120
"""Characters of a ruling's reason: of a changed key it becomes the rationale, in polls too."""

FEWEST_OPTIONS = 2
"""So many are left when those that count as well are left out; else nothing would be wrong."""

FEWEST_ASKED = 3
"""Options of a question that is asked, as in ``set.json``: with fewer it is retired."""


class Verdict(StrEnum):
    KEY = "key"
    """Something else is right."""

    BOTH = "both"
    """Something else is right as well."""

    VOID = "void"
    """It counts for nobody, and is not asked any more."""

    WORDING = "wording"
    """It is written otherwise; what is right stays."""

    REJECTED = "rejected"
    """It stays as it is."""

    REVERSED = "reversed"
    """What an earlier ruling changed is as it was before."""


REASONED = frozenset({Verdict.KEY, Verdict.REJECTED})
"""The verdicts that need a reason in words."""

UNDOABLE = frozenset(Verdict) - {Verdict.REVERSED}


@dataclass(frozen=True, slots=True)
class Standard:
    """What counts as right by a ruling, all of it, whatever the version itself says.

    ``keys`` and ``also`` are ids of options (``also``: right as well, and no part of the key),
    ``value`` and ``also_values`` numbers, ``forms`` the spellings of a text, its own first.
    """

    keys: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    value: Decimal | None = None
    also_values: tuple[Decimal, ...] = ()
    forms: tuple[str, ...] = ()
    void: bool = False


def standard_of(question: Question) -> Standard:
    """What counts as right by the question itself."""
    return Standard(
        keys=question.keys,
        value=question.typed.value if question.typed else None,
        forms=question.text_key.forms if question.text_key else (),
    )


def judged(question: Question, standard: Standard | None) -> Question:
    """The question with the key that a ruling gave it; order and partners stay as they are."""
    if standard is None:
        return question
    if question.text_key is not None and standard.forms:
        known = {folded(form) for form in standard.forms}
        near = tuple(n for n in question.text_key.near if folded(n.value) not in known)
        own, *accepted = standard.forms
        key = replace(question.text_key, value=own, accept=tuple(accepted), near=near)
        return replace(question, text_key=key)
    if question.typed is not None and standard.value is not None:
        values = {standard.value, *standard.also_values}
        kept = tuple(n for n in question.typed.near if n.value not in values)
        return replace(question, typed=replace(question.typed, value=standard.value, near=kept))
    if standard.keys and question.type not in ASSEMBLED:
        options = tuple(replace(o, key=o.id in standard.keys) for o in question.options)
        return replace(question, options=options)
    return question


def mark_by(question: Question, given: Given, standard: Standard | None) -> Mark:
    """Mark a response as a ruling says; without one, as the question does.

    A void question is worth nothing. What counts as well is worth as much as the key; where
    several may be chosen, it makes no difference whether it was.
    """
    if standard is None:
        return mark(question, given)
    if standard.void or given.passed:
        return Mark(0)
    if given.value is not None and given.value in standard.also_values:
        return Mark(FULL)
    asked = judged(question, standard)
    if not standard.also:
        return mark(asked, given)
    if question.type is not QuestionType.MULTIPLE:
        right = len(given.options) == 1 and given.options <= standard.also
        return Mark(FULL) if right else mark(asked, given)
    options = tuple(option for option in asked.options if option.id not in standard.also)
    rest = Given(given.options - standard.also)
    return mark(replace(asked, options=options), rest)


# --- what a verdict makes of it -------------------------------------------------------------------


class CannotRule(ValueError):
    """This verdict does not fit this question."""


def ruled(question: Question, now: Standard, verdict: Verdict, choice: str = "") -> Standard:
    """What counts after a verdict; CannotRule where it makes no sense.

    ``now`` is what counted before it. ``choice`` is an option's id, or what was typed; of a
    question with several keys the option whose part in the key changes.
    """
    if verdict is Verdict.VOID:
        return replace(now, void=True)
    if verdict not in (Verdict.KEY, Verdict.BOTH):
        return now
    if question.text_key is not None:
        if not folded(choice):
            raise CannotRule(choice)
        return replace(now, forms=(choice,) if verdict is Verdict.KEY else (*now.forms, choice))
    if question.typed is not None:
        number = Decimal(choice)
        if verdict is Verdict.KEY:
            return replace(now, value=number, also_values=())
        return replace(now, also_values=(*now.also_values, number))
    if question.type in ASSEMBLED or choice not in {option.id for option in question.options}:
        raise CannotRule(choice)
    return _chosen(question, now, verdict, choice)


def _chosen(question: Question, now: Standard, verdict: Verdict, choice: str) -> Standard:
    if verdict is Verdict.KEY:
        several = question.type is QuestionType.MULTIPLE
        keys = now.keys ^ {choice} if several else frozenset({choice})
        if not keys or keys == now.keys:
            raise CannotRule(choice)
        return replace(now, keys=keys, also=now.also - {choice})
    also = now.also | {choice}
    left = len(question.options) - len(also)
    keys = now.keys - also
    if choice in now.also or not keys or left < FEWEST_OPTIONS:
        raise CannotRule(choice)
    if question.type is not QuestionType.MULTIPLE and choice in now.keys:
        raise CannotRule(choice)
    return replace(now, keys=keys, also=also)


def renewed(question: Question, standard: Standard, reason: str, on: date) -> Question:
    """The version that is asked from now on, approved by the ruling on that day.

    An option that counts as well is left out of it: nobody is to choose between two right ones.
    Where too few would be left it stays whole, and is retired. Of a changed key the ``reason`` is
    the rationale.
    """
    changed = standard_of(question).keys != standard.keys - standard.also
    made = judged(question, standard)
    if question.typed is not None and standard.value is not None:
        changed = question.typed.value != standard.value
    if question.text_key is not None and standard.forms:
        changed = question.text_key.value != standard.forms[0]
    if changed and reason:
        made = replace(
            made,
            rationale=reason,
            brief=reason,
            options=tuple(_unexplained(o, question) for o in made.options),
        )
        # Where a citation bore out why something was no key, that is for nobody any more.
        now_keys = {n for n, option in enumerate(made.options, 1) if option.key}
        made = replace(made, citations=tuple(_citing(made.citations, now_keys)))
        made = _with_near(made, question)
    if standard.also and too_few(question, standard.also):
        made = replace(made, state=State.RETIRED)
    elif standard.also:
        made = _without(made, standard.also)
    return approved(made, on) if made != question else question


def too_few(question: Question, left_out: frozenset[str]) -> bool:
    """Whether a question without these options has fewer than are asked."""
    return len(question.options) - len(left_out) < FEWEST_ASKED


def approved(question: Question, on: date) -> Question:
    """Who rules approves what they made; a second reader has not seen it."""
    return replace(question, review=Review(on, fingerprint(question)))


def _unexplained(option: Option, before: Question) -> Option:
    """An option that changed sides loses what was said of it."""
    return option if before.option(option.id).key == option.key else replace(option, rationale=None)


def _with_near(question: Question, before: Question) -> Question:
    """A typed question whose value changed keeps near values with reasons, and they only."""
    if before.near == question.near:
        return question
    # Citations name near values by their numbers, which are others now.
    kept: list[Near | NearText] = list(question.near)
    numbers = {old: kept.index(n) + 1 for old, n in enumerate(before.near, 1) if n in kept}
    return replace(question, citations=tuple(_renumbered(question.citations, numbers)))


def _without(question: Question, left_out: frozenset[str]) -> Question:
    """The question without these options; ids and numbers close up."""
    kept = [o for o in question.options if o.id not in left_out]
    numbers = {
        old: kept.index(option) + 1 for old, option in enumerate(question.options, 1)
        if option in kept
    }  # fmt: skip
    letters = [option.id for option in question.options]
    options = tuple(replace(o, id=letters[place]) for place, o in enumerate(kept))
    citations = tuple(_renumbered(question.citations, numbers))
    return replace(question, options=options, citations=citations)


def _citing(citations: Iterable[Citation], keys: set[int]) -> Iterable[Citation]:
    for one in citations:
        yield replace(one, refutes=tuple(number for number in one.refutes if number not in keys))


def _renumbered(citations: Iterable[Citation], numbers: dict[int, int]) -> Iterable[Citation]:
    """Citations by the new numbers; one that was only for what is gone goes too."""
    for one in citations:
        refutes = tuple(numbers[number] for number in one.refutes if number in numbers)
        if refutes or not one.refutes:
            yield replace(one, refutes=refutes)


def asks_alike(one: Question, other: Question) -> bool:
    """Whether two versions ask the same, so that a ruling on one is a ruling on the other."""

    def asked(question: Question) -> tuple[object, ...]:
        options = tuple((option.id, option.text) for option in question.options)
        return question.type, question.stem, options, question.lefts

    return asked(one) == asked(other)
