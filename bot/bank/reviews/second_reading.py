"""What `bank check` demands of an approval: that others answered the question, with the passages
and without them, and that it did not tell its own key, or a reason why it stays as it is.

A record is of the wording that was approved: a sheet has to fit that. So it does not matter whether
an earlier wording told its key, and ``rewritten`` excuses nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from bot.bank.problem import Problem
from bot.bank.reading import SetFile
from bot.domain.finding import Phrase, Value
from bot.domain.question import Question, State
from bot.domain.review import TOLD, Blind, Unseen


def reading_problems(file: SetFile) -> Iterator[Problem]:
    """E372, E378, E379: an approved question that lacks a reader, or told its key without a why."""
    for placed in file.questions:
        found = _lack(placed.question)
        if found:
            line = file.tree.line((*placed.path, "review"))
            code, values = found
            yield Problem(file.file, line, code, {"id": placed.question.id, **values})


def unseen_readings(questions: Iterable[Question]) -> dict[Unseen, int]:
    """How many approved questions were missed without passages, or hit by what."""
    blinds = [_blind(question) for question in questions if question.state is State.APPROVED]
    count = Counter(blind.unseen for blind in blinds if blind and blind.unseen)
    return {unseen: count[unseen] for unseen in Unseen}


def _lack(question: Question) -> tuple[str, dict[str, Value]] | None:
    if question.state is not State.APPROVED:
        return None
    blind = _blind(question)
    if blind is None:
        return "E372", {}
    if blind.unseen is None:
        return "E378", {}
    if blind.unseen in TOLD and not blind.why:
        return "E379", {"told": Phrase(f"told_by_{blind.unseen.value}")}
    return None


def _blind(question: Question) -> Blind | None:
    return question.review.blind if question.review else None
