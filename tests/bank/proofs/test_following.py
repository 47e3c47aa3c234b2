"""A set follows a document into its next edition."""

from dataclasses import replace
from datetime import date

from bot.bank.proofs.following import follow
from bot.bank.proofs.reanchoring import Fate
from bot.bank.texts.passages import document
from bot.domain.fingerprint import fingerprint
from bot.domain.question import Citation, Question, QuestionSet, State
from bot.domain.review import Review
from tests.storage.bank_rows import make_question

FIRST = "The board met in the old customs house on 14 May 2019."
SECOND = "The first ferry is to sail in March 2020. The second follows a year later."
THIRD = "Nobody spoke against it."
OLD = document("\n\n".join((FIRST, SECOND, THIRD)))
NEW = document("\n\n".join(("Corrected.", FIRST, SECOND.replace("a year", "two years"))))


def approved(slug: str, *citations: Citation) -> Question:
    made = make_question(slug, citations=citations)
    return replace(made, review=Review(date(2026, 11, 29), fingerprint(made)))


BOARD = Citation("ferry", 1, (1,), "old customs house")
SAILS = Citation("ferry", 2, (1,), "sail in March 2020")
AGAINST = Citation("ferry", 3, (1,), "spoke against it")
OTHER = Citation("tea-book", 1, (1,), "a leaf and hot water")


def test_approvals_go_with_paragraphs_that_moved_and_with_no_others() -> None:
    questions = (
        approved("board", BOARD, OTHER),
        approved("sails", BOARD, SAILS),
        approved("against", SAILS, AGAINST),
        approved("tea", OTHER),
    )
    held = QuestionSet("ferry", "Ferry", "en", 1, {"leaf": "Leaves"}, questions)
    followed = follow(held, "ferry", OLD, NEW)
    assert followed.fates == {"board": Fate.MOVED, "sails": Fate.REWORDED, "against": Fate.LOST}
    board, sails, against, tea = followed.set.questions
    assert [(c.source, c.paragraph) for c in board.citations] == [("ferry", 2), ("tea-book", 1)]
    assert board.state is State.APPROVED
    assert board.review == Review(date(2026, 11, 29), fingerprint(board))
    assert [c.paragraph for c in sails.citations] == [2, 3]
    assert (sails.state, sails.review) == (State.DRAFT, None)
    assert against == replace(questions[2], state=State.RETIRED)
    assert tea == questions[3]


def test_an_approval_of_something_else_stays_void() -> None:
    stale = replace(approved("board", BOARD), review=Review(date(2026, 11, 29), "0" * 16))
    held = QuestionSet("ferry", "Ferry", "en", 1, {"leaf": "Leaves"}, (stale,))
    [moved] = follow(held, "ferry", OLD, NEW).set.questions
    assert moved.review == stale.review
