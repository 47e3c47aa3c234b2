"""Screens for drafting by a language model: what is said before, and what it cost after."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.drafts.draft import DraftState
from bot.domain.drafts.draft_job import Failure, Halt, JobState
from bot.generation.backends import LLM
from bot.services.documents.library import Opened
from bot.services.drafting.screens import JobScreen, OfferScreen
from bot.views.instructors.by_model import offer_message
from bot.views.instructors.drafting import job_message
from bot.views.instructors.library import document_message
from bot.views.people.screens import privacy_message
from bot.views.words import LOCALES, words
from tests.services.drafting.test_model import MODEL
from tests.views.instructors.test_drafting import NOBODY, buttons, held, screen

SPENT: dict[str, Any] = {
    "requests": 31, "tokens": 45_210, "estimated": False, "recalled": 0, "malformed": 0,
    "halt": None,
}  # fmt: skip
DONE: dict[str, Any] = {
    "drafts": 5, "new": 5, "words": 410, "candidates": 12, "refused": {"G12": 6},
    "crowded": 1, "beyond": 0, "spent": SPENT,
}  # fmt: skip


def of_model(state: JobState, *, by_model: bool = True, **more: Any) -> JobScreen:
    shown = screen(state, **more)
    return replace(shown, job=replace(shown.job, backend=LLM), by_model=by_model)


def ended(halt: Halt, **more: Any) -> dict[str, Any]:
    return {**DONE, "spent": {**SPENT, "halt": halt.value}, **more}


def test_a_document_bears_the_button_only_where_a_model_may_be_asked() -> None:
    opened = Opened(held(), Counter[DraftState](), None, NOBODY)
    without = document_message(opened, 1, words("en"))
    asking = document_message(opened, 1, words("en"), by_model=True)
    assert buttons(asking)[:3] == ["j.all:7", "j.best:7", "j.model:7"]
    assert "j.model:7" not in buttons(without)
    assert asking.html == without.html
    foreign = Opened(held(language="ru"), Counter[DraftState](), None, NOBODY)
    for message in (
        document_message(foreign, 1, words("en"), by_model=True),
        document_message(foreign, 1, words("en")),
    ):
        assert buttons(message)[0] == "j.correct:7:1"


@pytest.mark.parametrize(
    ("locale", "numbers"), [("en", ("300", "300,000")), ("ru", ("300", "300\N{NO-BREAK SPACE}000"))]
)
def test_before_anything_is_sent_it_is_said_where_and_what_it_may_cost(
    locale: str, numbers: tuple[str, str]
) -> None:
    model = replace(
        MODEL, base_url="https://me:pass@<models>/v1", most_requests=300, most_tokens=300_000
    )
    message = offer_message(OfferScreen(held(), model, NOBODY), words(locale))
    assert "<b>&lt;models&gt;</b>" in message.html
    assert "<b>some-model</b>" in message.html
    assert "<b>Ferries &lt;of&gt; Lindvik</b>" in message.html
    assert all(number in message.html for number in numbers)
    assert "pass" not in message.html.replace("pass the gate", "")
    assert "key-of-tests" not in message.html
    assert buttons(message) == ["j.send:7:0", "j.unsent:7"]


def test_a_running_job_says_who_is_at_work() -> None:
    begun = job_message(of_model(JobState.RUNNING), words("en"))
    assert "A language model reads it" in begun.html
    half = job_message(of_model(JobState.RUNNING, done=2, total=4), words("en"))
    assert "▰▰▰▰▰▱▱▱▱▱ 50 %\nA language model reads it" in half.html
    assert buttons(half) == ["j.stop:4"]


def test_the_end_tells_drafts_refusals_and_cost() -> None:
    done = job_message(of_model(JobState.DONE, outcome=DONE), words("en"))
    assert done.html.split("\n")[1:] == [
        "Suggested by the language model: 12. Refused by the gate, or not answered rightly a"
        " second time: 6.",
        "Requests: 31. Tokens: 45,210.",
    ]
    assert buttons(done) == ["v.go:0:0:3", "j.gate:4"]
    spent = {**SPENT, "estimated": True, "recalled": 3, "malformed": 2}
    more = job_message(of_model(JobState.DONE, outcome={**DONE, "spent": spent}), words("en"))
    assert more.html.split("\n")[2:] == [
        "Answers that could not be used: 2.",
        "Requests: 31. Tokens: about 45,210.",
        "Answers kept from before, at no further cost: 3.",
    ]


def test_the_rules_cost_nothing_and_say_so_by_silence() -> None:
    outcome = {name: value for name, value in DONE.items() if name != "spent"}
    done = job_message(screen(JobState.DONE, outcome=outcome), words("en"))
    assert "\n" not in done.html


@pytest.mark.parametrize("locale", LOCALES)
def test_every_halt_has_its_words_and_going_on_where_that_helps(locale: str) -> None:
    texts = set()
    for halt in Halt:
        message = job_message(of_model(JobState.DONE, outcome=ended(halt)), words(locale))
        assert "→" in message.html
        assert ("j.model:7" in buttons(message)) == (halt is not Halt.BUDGET)
        texts.add(message.html)
    assert len(texts) == len(Halt)
    off = of_model(JobState.DONE, by_model=False, outcome=ended(Halt.SERVER))
    assert "j.model:7" not in buttons(job_message(off, words(locale)))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_failure_of_a_model_has_its_words_and_a_way_on(locale: str) -> None:
    say, texts = words(locale), set()
    for failure in Failure:
        outcome = {"failure": failure.value}
        message = job_message(of_model(JobState.FAILED, outcome=outcome), say)
        assert "→" in message.html
        assert buttons(message) == ["j.model:7"]
        texts.add(message.html)
    assert len(texts) == len(Failure)
    by_rules = job_message(screen(JobState.FAILED, outcome={"failure": "nothing"}), say)
    assert by_rules.html not in texts, "the rules' reasons are not a model's"


def test_a_failure_tells_what_it_cost_all_the_same() -> None:
    outcome = ended(Halt.SERVER, failure="server", drafts=0, candidates=0, crowded=0, refused={})
    message = job_message(of_model(JobState.FAILED, outcome=outcome), words("en"))
    assert "Requests: 31. Tokens: 45,210.\nNothing is lost" in message.html
    assert "Suggested" not in message.html
    assert buttons(message) == ["j.model:7", "v.go:0:0:3", "j.gate:4"]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("failure", "spent", "word"),
    [
        ("nothing", {"malformed": 2}, "nothing.unusable"),
        ("server", {"tokens": 0}, "server.unheard"),
        ("time", {"tokens": 0}, "time.unheard"),
        ("server", {"tokens": 0, "recalled": 1}, "server"),
        ("time", {}, "time.llm"),
    ],
)
def test_a_model_of_no_use_is_told_as_what_it_was(
    locale: str, failure: str, spent: dict[str, Any], word: str
) -> None:
    say, nothing = words(locale), {"drafts": 0, "candidates": 0, "crowded": 0, "refused": {}}
    outcome = {**DONE, **nothing, "failure": failure, "spent": {**SPENT, **spent}}
    message = job_message(of_model(JobState.FAILED, outcome=outcome), say)
    title = held().source.title
    assert message.html.split("\n")[0] == say(f"drafting.failed.{word}", title=title)


def test_where_no_model_is_asked_any_more_the_rules_are_the_way_on() -> None:
    for state in (JobState.CANCELLED, JobState.FAILED):
        off = of_model(state, by_model=False, outcome={"failure": "off"})
        assert buttons(job_message(off, words("en"))) == ["j.all:7"]


def test_privacy_says_that_documents_may_go_elsewhere() -> None:
    for locale in LOCALES:
        say = words(locale)
        without = privacy_message(say, 9).html
        told = privacy_message(say, 9, by_model=True).html
        assert told == f"{without}\n\n{say('people.privacy.model')}"
