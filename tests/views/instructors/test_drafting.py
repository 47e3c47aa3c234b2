"""Screens for drafting and for the documents: what they say, and which buttons they bear."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.drafts.draft import DraftState
from bot.domain.drafts.draft_job import DraftJob, Failure, JobState
from bot.domain.question import Source
from bot.services.documents.library import Opened, Shelf
from bot.services.drafting.screens import JobScreen
from bot.storage.documents.documents import Held
from bot.storage.people.people import Voice
from bot.views.fitting import TEXT_LIMIT, length
from bot.views.instructors.drafting import gate_message, job_message
from bot.views.instructors.library import document_message, shelf_message
from bot.views.languages import language_name
from bot.views.message import Message
from bot.views.words import LOCALES, words
from tests.conftest import Clock

NOBODY = Voice((), None)
DONE = {"drafts": 5, "new": 3, "words": 410, "candidates": 9, "refused": {"G03": 1, "G07": 4}}


def held(title: str = "Ferries <of> Lindvik", language: str = "en", number: int = 7) -> Held:
    source = Source(f"ferries-{number}", "ferries.txt", title, "Ferries", language, "0" * 64)
    return Held(number, 3, source, 2, "text", Clock()())


def screen(state: JobState, **more: Any) -> JobScreen:
    job = DraftJob(4, 1, 9, 7, "rules", **({"most": None} | more), state=state)
    return JobScreen(job, held(), 3, NOBODY)


def buttons(message: Message) -> list[str | None]:
    return [button.data for row in message.keyboard for button in row]


def test_a_running_job_says_how_far_it_is_and_can_be_cancelled() -> None:
    say = words("en")
    begun = job_message(screen(JobState.RUNNING), say)
    assert "Reading the text" in begun.html
    assert "Ferries &lt;of&gt; Lindvik" in begun.html
    half = job_message(screen(JobState.RUNNING, done=13, total=26), say)
    assert "▰▰▰▰▰▱▱▱▱▱ 50 %\nLooking for facts" in half.html
    late = job_message(screen(JobState.RUNNING, done=20, total=26), say)
    assert "76 %\nWording questions" in late.html
    assert buttons(half) == buttons(begun) == ["j.stop:4"]


def test_a_job_that_is_done_tells_new_drafts_from_old_ones() -> None:
    say = words("en")
    done = job_message(screen(JobState.DONE, outcome=DONE), say)
    assert "<b>3 new drafts</b>" in done.html
    assert "2 more were drafted before" in done.html
    again = job_message(screen(JobState.DONE, outcome=DONE | {"new": 0}), say)
    assert "No new draft from “Ferries &lt;of&gt; Lindvik”: 5 were drafted before" in again.html
    assert buttons(done) == ["v.go:0:0:3", "j.gate:4"]


def test_every_possible_question_is_accounted_for() -> None:
    outcome = DONE | {"candidates": 16, "crowded": 4, "beyond": 5}
    for locale in LOCALES:
        told = gate_message(screen(JobState.DONE, outcome=outcome), words(locale)).html
        counts = [int(line.split(" – ")[0]) for line in told.split("\n") if " – " in line]
        assert counts[:4] == [5, 2, 4, 5]
    say = words("en")
    done = job_message(screen(JobState.DONE, outcome=outcome), say)
    assert "5 more could be asked, but 1000 are the most at once." in done.html
    best = job_message(screen(JobState.DONE, most=20, outcome=outcome | {"new": 0}), say)
    assert "5 more could be asked: you wanted the 20 best." in best.html


@pytest.mark.parametrize("locale", LOCALES)
def test_one_question_that_was_refused_is_spoken_of_as_one(locale: str) -> None:
    say = words(locale)
    told = {
        "en": ("1 – is a draft", "1 – was refused by the gate", "1 – was left out, "),
        "ru": ("1 – черновик", "1 – отклонил контроль", "1 – остался, "),
    }
    for name, said in zip(("drafts", "turned_away", "beyond"), told[locale], strict=True):
        one = say(f"drafting.gate.{name}", n=1)
        assert one == said if name != "beyond" else one.startswith(said)


def test_the_gate_has_one_word_in_russian_and_the_filter_another() -> None:
    say = words("ru")
    assert say("review.clean").startswith("Ни контроль")
    assert say("review.toast.doubtful").startswith("Контроль")
    assert say("page.filters") == "Фильтр"


def test_the_gates_counts_come_with_the_most_frequent_first() -> None:
    message = gate_message(screen(JobState.DONE, outcome=DONE), words("en"))
    assert message.html.endswith(
        "4 – the sources bear a distractor out as well\n"
        "1 – a number, date or name stands neither in the sources nor in the glossary"
    )
    assert buttons(message) == ["j.job:4"]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_failure_has_its_words_and_a_way_on(locale: str) -> None:
    say = words(locale)
    texts = set()
    for failure in Failure:
        failed = screen(JobState.FAILED, most=20, outcome={"failure": failure.value})
        message = job_message(failed, say)
        assert "→" in message.html
        assert buttons(message) == ["j.best:7"]
        texts.add(message.html)
    assert len(texts) == len(Failure)


def test_a_document_in_a_language_that_nobody_drafts_in_says_so_and_has_no_button() -> None:
    none = Counter[DraftState]()
    for locale, told in (("en", "Its language is: Russian."), ("ru", "Его язык: русский.")):
        message = document_message(
            Opened(held(language="ru"), none, None, NOBODY), 1, words(locale)
        )
        assert told in message.html
        assert "/sample" in message.html
        assert buttons(message) == ["j.correct:7:1", "j.away:7:1", "j.list:1"]
    english = document_message(Opened(held(), none, None, NOBODY), 1, words("en"))
    assert buttons(english)[:3] == ["j.all:7", "j.best:7", "j.correct:7:1"]
    approved = document_message(
        Opened(held(), Counter({DraftState.APPROVED: 18}), None, NOBODY), 2, words("en")
    )
    assert approved.keyboard[0][0].text == "Publish 18 approved"
    assert buttons(approved)[0] == "v.issue:0:0:3:7:2"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_document_asks_once_before_what_is_approved_goes_to_learners(locale: str) -> None:
    say = words(locale)
    some = Opened(held(), Counter({DraftState.APPROVED: 18}), None, NOBODY)
    asked = document_message(some, 2, say, "publish")
    assert buttons(asked) == ["v.yes:0:0:3:7:2:18", "j.doc:7:2"]
    assert asked.html.endswith(say("review.publish.sure"))
    none = Opened(held(), Counter[DraftState](), None, NOBODY)
    assert document_message(none, 2, say, "publish") == document_message(none, 2, say)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_document_is_corrected_by_lines_and_taken_away_after_a_question(locale: str) -> None:
    opened = Opened(held(), Counter({DraftState.WAITING: 2}), None, NOBODY)
    correct = document_message(opened, 1, words(locale), "correct")
    assert buttons(correct) == ["j.doc:7:1"]
    assert correct.html.count("<code>") == 5
    away = document_message(opened, 1, words(locale), "away")
    assert buttons(away) == ["j.gone:7:1", "j.doc:7:1"]
    assert " 2 " in away.html


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("asks", [None, "correct"])
def test_a_document_shows_its_licence(locale: str, asks: str | None) -> None:
    say, none = words(locale), Counter[DraftState]()
    licensed = Opened(replace(held(), licence="CC BY <4.0>"), none, None, NOBODY)
    message = document_message(licensed, 1, say, asks)
    assert say("document.licence", value="CC BY <4.0>") in message.html.split("\n")
    bare = document_message(Opened(held(), none, None, NOBODY), 1, say)
    assert say("document.licence", value="").strip() not in bare.html


def test_what_is_cited_cannot_be_taken_away() -> None:
    say, none = words("en"), Counter[DraftState]()
    for cited in (False, True):
        opened = Opened(held(), none, None, NOBODY, cited)
        assert ("j.away:7:1" in buttons(document_message(opened, 1, say))) is not cited


def test_a_full_page_of_documents_fits_into_a_message() -> None:
    longest = [held("🙂" * 200, number=number) for number in range(1, 6)]
    states = Counter(dict.fromkeys(DraftState, 10**6))
    shelf = Shelf(longest, {one.source.id: states for one in longest}, 2, 3, NOBODY)
    for locale in LOCALES:
        message = shelf_message(shelf, words(locale))
        assert length(message.html) <= TEXT_LIMIT
        assert buttons(message)[-2:] == ["j.list:1", "j.list:3"]
        assert "<b>6. " in message.html
        assert "<b>10. " in message.html


@pytest.mark.parametrize("locale", LOCALES)
def test_of_a_language_without_drafts_nothing_is_said_to_come_yet(locale: str) -> None:
    say, one = words(locale), held(language="ru")
    shelf = Shelf([one], {one.source.id: Counter()}, 1, 1, NOBODY)
    opened = document_message(Opened(one, Counter(), None, NOBODY), 1, say)
    for message in (shelf_message(shelf, say), opened):
        assert say("library.drafts.none") not in message.html
        assert language_name("ru", say) in message.html
