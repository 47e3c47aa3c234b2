"""Ruling on disputed questions, and taking a ruling back."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.disputes.dispute import FREEZES_AT
from bot.domain.disputes.rewording import Rewording, longest, reworded
from bot.domain.disputes.ruling import (
    REASON_LENGTH,
    REASONED,
    UNDOABLE,
    CannotRule,
    Standard,
    Verdict,
    judged,
    renewed,
    ruled,
)
from bot.domain.errors import NotANumber, NotAShortText
from bot.domain.marking import read_typed
from bot.domain.question import ASSEMBLED, Question, State
from bot.services.disputes.new_proof import is_proven, with_proof
from bot.storage.database import Tx
from bot.storage.disputes import disputes, rulings, versions
from bot.storage.disputes import ruled as ruled_on
from bot.storage.disputes.rulings import Ruling, SetOf
from bot.storage.disputes.versions import Version

PURPOSE = "ruling"
"""What a prompt for an instructor's words is for."""


class Refused(StrEnum):
    """Why a ruling was not made."""

    NOT_YOURS = "not_yours"
    OUTDATED = "outdated"
    UNFIT = "unfit"
    REASON = "reason"
    WORDS = "words"
    VALUE = "value"
    PROOF = "proof"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody rules on the version that they saw.

    ``choice`` is an option's id, another part that is reworded
    (:mod:`bot.domain.disputes.rewording`), or what was typed; ``words`` are the reason, or the
    other words of a rewording. ``proof`` is a quote for another key, or a note that says why it is
    right.
    """

    question_id: int
    version_id: int
    verdict: Verdict
    choice: str = ""
    words: str = ""
    proof: str = ""


def may_rule(of: SetOf, verdict: Verdict, telegram_id: int, instructors: Collection[int]) -> bool:
    """Whether somebody may: as with publishing, an instructor's set is its owner's; but what is
    wrong can be made void by every instructor, as every one can take a set back.
    """
    if telegram_id not in instructors:
        return False
    return of.owner in (None, telegram_id) or verdict is Verdict.VOID


def fits(question: Question, verdict: Verdict) -> bool:
    """Whether a verdict makes sense for a question of its type at all."""
    if verdict in (Verdict.KEY, Verdict.BOTH):
        return question.type not in ASSEMBLED
    return True


async def rule(
    tx: Tx, wish: Wish, by: int, now: datetime, *, strict: bool = False
) -> int | Refused:
    """Make a ruling; its id. Responses are marked anew afterwards, beside everything else.

    ``strict`` refuses where nothing is disputed (any more), since somebody else may have ruled just
    now, and another key that stands in no quote, where no note says why it is right.
    """
    held, alike = await versions.held(tx, wish.question_id, wish.version_id)
    stale = wish.version_id != await disputed_version(tx, wish.question_id, held)
    if stale or (strict and await disputes.newest_disputed(tx, wish.question_id) is None):
        return Refused.OUTDATED
    on = held[wish.version_id]
    if (refused := _too_long_or_short(wish)) is not None:
        return refused
    try:
        choice = _choice(on, wish)
        standard = ruled(on.question, on.standard, wish.verdict, choice)
        made = _made(on, standard, wish, now)
    except CannotRule:
        return Refused.UNFIT
    except (NotANumber, NotAShortText):
        return Refused.VALUE
    if made is not None and wish.verdict is Verdict.KEY:
        if wish.proof:
            made = await with_proof(tx, on.id, made, wish.proof, now.date())
        if strict and not is_proven(made, on.question, wish.proof):
            return Refused.PROOF
    new = None
    if made is not None and made != on.question and await _asked(tx, held, alike):
        new = await versions.add(tx, wish.question_id, made, now)
        if made.state is State.RETIRED:  # it asks the same still, so it is to say what counts
            held, alike = await versions.held(tx, wish.question_id, wish.version_id)
    about = {one: held[one] for one in alike}
    return await rulings.make(
        tx, about, wish.question_id, on.id,
        verdict=wish.verdict,
        reason=None if wish.verdict is Verdict.WORDING else wish.words or None,
        now_right=_now_right(about, wish.verdict, choice),
        new_version_id=new, by=by, now=now,
    )  # fmt: skip


def _too_long_or_short(wish: Wish) -> Refused | None:
    if wish.verdict in REASONED and not 0 < len(wish.words) <= REASON_LENGTH:
        return Refused.REASON
    if wish.verdict is Verdict.WORDING and not 0 < len(wish.words) <= longest(wish.choice):
        return Refused.WORDS
    return None


def _now_right(about: Mapping[int, Version], verdict: Verdict, choice: str) -> dict[int, Standard]:
    """What counts as right in those versions whose marks a verdict changes."""
    found = {}
    for one in about.values():
        with suppress(CannotRule):  # it counts there already
            standard = ruled(one.question, one.standard, verdict, choice)
            if standard != one.standard:
                found[one.id] = standard
    return found


async def take_back(tx: Tx, last: Ruling, by: int, now: datetime) -> int | Refused:
    """Let what a ruling changed be as it was: by another one, as long as it is the last."""
    if not last.last or last.verdict not in UNDOABLE:
        return Refused.OUTDATED
    held, alike = await versions.held(tx, last.question_id, last.version_id)
    on, about = held[last.version_id], {one: held[one] for one in alike}
    asked = await _asked(tx, held, {*alike, last.new_version_id})
    right = last.before.get(on.id, on.standard)
    new = None
    if last.new_version_id is not None and asked:
        made = renewed(on.question, right, "", now.date())
        new = await versions.add(tx, last.question_id, made, now)
    # What has come since and asks the same goes by what was ruled on.
    now_right = {one: last.before.get(one, right) for one in alike} if last.before else {}
    made_id = await rulings.make(
        tx, about, last.question_id, on.id,
        verdict=Verdict.REVERSED, reason=None, now_right=now_right, new_version_id=new, by=by,
        now=now,
    )  # fmt: skip
    await disputes.reopen(tx, last.id)  # nobody has answered these any more
    _, asked_alike = await versions.held(tx, last.question_id, on.id)
    if await disputes.reporters(tx, asked_alike) >= FREEZES_AT:
        await disputes.freeze(tx, asked_alike, now)
    return made_id


async def _asked(tx: Tx, held: Mapping[int, Version], among: Collection[int | None]) -> bool:
    """Whether one of these versions is served, or would be had no ruling left too few options."""
    newest = max(held.values(), key=lambda one: one.number)
    if newest.id in among and newest.question.state is State.RETIRED:
        return await ruled_on.is_by_ruling(tx, newest.id)
    return any(held[one].served for one in among if one is not None)


async def disputed_version(tx: Tx, question_id: int, held: dict[int, Version]) -> int | None:
    """Which version is to be ruled on: the newest disputed one, or else what is served."""
    newest = await disputes.newest_disputed(tx, question_id)
    if newest is not None:
        return newest
    return next((one.id for one in held.values() if one.served), max(held, default=None))


def readable(question: Question, text: str) -> bool:
    """Whether what was typed can be a reply to the question."""
    try:
        read_typed(question, text)
    except (NotANumber, NotAShortText):
        return False
    return True


def _choice(on: Version, wish: Wish) -> str:
    """An option's id as it is, what was typed as it reads."""
    question = on.question
    if wish.verdict not in (Verdict.KEY, Verdict.BOTH) or question.options:
        return wish.choice
    given = read_typed(question, wish.choice)
    return given.text if given.text is not None else str(given.value)


def _made(on: Version, standard: Standard, wish: Wish, now: datetime) -> Question | None:
    """What is asked from now on; None where a ruling makes no version."""
    match wish.verdict:
        case Verdict.WORDING:
            rewording = Rewording(wish.words, wish.choice)
            return reworded(judged(on.question, on.standard), rewording, now.date())
        case Verdict.KEY | Verdict.BOTH:
            return renewed(on.question, standard, wish.words, now.date())
    return None
