"""The screens of disputes: within Telegram's limits, whatever stands in them, and escaped."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.disputes.dispute import Kind
from bot.domain.disputes.ruling import Verdict
from bot.domain.marking import Given, Mark
from bot.domain.question import Option, Question, QuestionType
from bot.domain.quizzes.attempt import Step
from bot.services.disputes.reading import Entry, OutcomeScreen, QueueScreen
from bot.storage.disputes.rulings import Ruling, SetOf
from bot.storage.people.people import Voice
from bot.storage.quiz.prompts import Prompt
from bot.views.fitting import TEXT_LIMIT, length
from bot.views.instructors.rulings import OFFERED, entry_message
from bot.views.people.disputes import outcome_message
from bot.views.words import LOCALES, words
from tests.storage.bank_rows import TEA_BOOK, make_question, sample_questions

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
LONG = make_question(
    "long",
    stem="<b>Why</b> & " + "so long " * 200,
    options=[Option(one, f"<{one}> " + "word " * 80, key=one == "a") for one in "abcdef"],
)
ALL = [*sample_questions(), LONG]
RULING = Ruling(7, 1, 2, Verdict.KEY, "<It> says so.", {}, 3, NOW, last=True)


def entry(question: Question, **more: object) -> Entry:
    step = Step(
        0, 1, 1, 1, 2, question, tuple(o.id for o in question.options), "", "en", "<Tea>"
    )  # fmt: skip
    given = Given(frozenset("ab")) if question.options else Given(text="<x>")
    made = Entry(
        step=step,
        version=1,
        of=SetOf("tea", "<Tea>", "en", None, shipped=True),
        place=1,
        wait=2,
        frozen=True,
        reporters=3,
        kinds=Counter([Kind.KEY, Kind.KEY, Kind.TYPO]),
        words=["<i>" + "w" * 490] * 5,
        answers=[(replace(step, given=given, mark=Mark(0)), 9)] if not step.assembled else [],
        sources={},
        may=OFFERED,
        last=(RULING, 12),
        prompt=None,
    )
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
@pytest.mark.parametrize("step", ["", "key", "both", "void", "wording"])
def test_a_disputed_question_fits_into_a_message(
    locale: str, question: Question, step: str
) -> None:
    message = entry_message(QueueScreen(entry(question), Voice((), None)), words(locale), step)
    assert length(message.html) <= TEXT_LIMIT
    assert "<w" not in message.html
    assert message.keyboard


@pytest.mark.parametrize("wants", ["value", "words", "proof"])
@pytest.mark.parametrize("verdict", [Verdict.KEY, Verdict.REJECTED, Verdict.WORDING])
def test_what_is_to_be_written_is_asked_below_it(verdict: Verdict, wants: str) -> None:
    about = {"question": 1, "version": 2, "verdict": verdict.value, "choice": "", "wants": wants}
    shown = entry(LONG, prompt=Prompt(1, "ruling", about, NOW))
    message = entry_message(QueueScreen(shown, Voice((), None)), words("en"))
    assert length(message.html) <= TEXT_LIMIT
    assert [button.text for row in message.keyboard for button in row] == ["Cancel"]


@pytest.mark.parametrize(("locale", "word"), [("en", "no more"), ("ru", "не задаётся")])
def test_that_a_ruling_would_take_the_question_out_of_service_is_said_before(
    locale: str, word: str
) -> None:
    three = make_question("three")
    four = make_question("four", options=[*three.options, Option("d", "White", rationale="No.")])
    for question, said in ((three, True), (four, False)):
        screen = QueueScreen(entry(question), Voice((), None))
        assert (f"<b>{word}</b>" in entry_message(screen, words(locale), "both").html) is said


def test_learner_and_instructor_read_what_counts_as_well() -> None:
    three = make_question("three")
    step = replace(entry(three).step, given=Given(frozenset("b")))
    ruling = replace(RULING, verdict=Verdict.BOTH, reason=None)
    told = OutcomeScreen(ruling, step, True, None, Voice((), None), [step])
    assert (
        "<b>Black</b> counts now as well as <b>Green</b>" in outcome_message(told, words("en")).html
    )
    seen = entry(three, last=(ruling, 1), as_well=[step])
    assert (
        "Counts as well: <b>Black</b>"
        in entry_message(QueueScreen(seen, Voice((), None)), words("en")).html
    )


def test_who_reported_reads_the_new_words() -> None:
    before = make_question("three")
    ruling = replace(RULING, verdict=Verdict.WORDING, reason=None)
    for made, text in (
        (replace(before, stem="Which <leaf> is it?"), "Which &lt;leaf&gt; is it?"),
        (replace(before, options=tuple(replace(o, text=f"{o.text} leaf") for o in before.options)),
         "<b>Green leaf</b>"),
        (replace(before, rationale="So the book says."), "So the book says."),
    ):  # fmt: skip
        told = OutcomeScreen(
            ruling, entry(before).step, True, None, Voice((), None), reworded=entry(made).step
        )
        html = outcome_message(told, words("en")).html
        assert text in html
        assert before.stem in html, "what was asked is known again"


def test_another_key_says_how_many_steps_it_takes_and_what_was_given_so_far() -> None:
    three, say = make_question("three"), words("en")
    about = {"question": 1, "version": 2, "verdict": "key", "choice": "b", "words": "So it <is>."}
    screen = QueueScreen(entry(three), Voice((), None))
    assert "Step 1 of 3" in entry_message(screen, say, "key").html
    for wants, step, given in (
        ("words", 2, "You gave: <b>Black</b>\n"),
        ("proof", 3, "You gave: <b>Black</b>, because: So it &lt;is&gt;.\n"),
    ):
        shown = entry(three, prompt=Prompt(1, "ruling", {**about, "wants": wants}, NOW))
        html = entry_message(QueueScreen(shown, Voice((), None)), say).html
        assert f"Step {step} of 3" in html
        assert given in html


def test_a_disputed_question_says_on_which_page_its_key_stands() -> None:
    about = {"sources": {"tea-book": TEA_BOOK}, "pages": {(TEA_BOOK.sha256, 1): 12}}
    screen = QueueScreen(entry(make_question("three"), **about), Voice((), None))
    assert "Tea book (May 2021), p. 12, ¶1: " in entry_message(screen, words("en")).html


def test_what_cannot_be_ruled_has_no_button() -> None:
    ordering = next(q for q in ALL if q.type is QuestionType.ORDERING)
    shown = entry(ordering, may=[Verdict.VOID], last=None, wait=1)
    message = entry_message(QueueScreen(shown, Voice((), None)), words("en"))
    labels = [button.text for row in message.keyboard for button in row]
    assert labels == ["Void", "To the drafts"]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("marks", [None, (100, 0, False), (100, 0, True)])
def test_everybody_reads_what_was_ruled_and_what_becomes_of_their_points(
    locale: str, verdict: Verdict, marks: tuple[int, int, bool] | None
) -> None:
    screen = OutcomeScreen(
        replace(RULING, verdict=verdict), entry(LONG).step, True, marks, Voice((), None)
    )  # fmt: skip
    html = outcome_message(screen, words(locale)).html
    assert length(html) <= TEXT_LIMIT
    assert "&lt;It&gt; says so." in html
    assert ("→" in html) is (marks is not None and not marks[2])
    again = words(locale).plain("dispute.open_again")
    assert (again in html) is (verdict is Verdict.REVERSED)
