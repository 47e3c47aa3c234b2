"""Commands, typed answers, several correct, source, retake, resume and stop."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.bank.texts.passages import document
from bot.domain.question import Citation, QuestionType
from bot.storage.database import Database
from tests.conftest import Clock
from tests.handlers.learner import ALMA, BORIS, PROBLEM, Bot
from tests.storage.bank_rows import (
    TEA_BOOK,
    add_question,
    add_set,
    make_question,
    retire,
    sample_questions,
)

BY_TYPE = {
    question.type: question for question in sample_questions() if question.id != "tea-brewing"
}


async def bot_with(database: Database, clock: Clock, *types: QuestionType) -> Bot:
    async with database.write() as tx:
        await add_set(tx, questions=[BY_TYPE[type] for type in types] if types else None)
    return Bot(database, clock)


# --- /start ---------------------------------------------------------------------------------------


async def test_a_sets_link_starts_its_quiz(database: Database, clock: Clock) -> None:
    bot = await bot_with(database, clock)
    wall = await bot.writes(ALMA, "/start s_tea")
    assert wall.last.text.startswith("All about tea: 9 questions, one at a time;")
    assert "1 of 9" in wall.last.text


@pytest.mark.parametrize(
    ("payload", "words"), [("s_NOPE", "no set with that code"), ("hello", "Write /quiz to begin")]
)
async def test_an_unknown_payload_gets_a_word_and_the_welcome(
    database: Database, clock: Clock, payload: str, words: str
) -> None:
    bot = await bot_with(database, clock)
    wall = await bot.writes(ALMA, f"/start {payload}")
    assert words in wall.last.text
    assert "Hello." in wall.last.text
    assert "Quick quiz · 5" in wall.last.labels


async def test_a_bank_without_questions_says_so(database: Database, clock: Clock) -> None:
    bot = Bot(database, clock)
    wall = await bot.writes(ALMA, "/start")
    assert "There are no questions yet" in wall.last.text
    await bot.writes(ALMA, "/quiz")
    assert "There are no questions on that" in wall.last.text
    await bot.writes(ALMA, "/topics")
    assert "There are no questions yet" in wall.last.text
    await bot.writes(ALMA, "/sources")
    assert "no documents yet" in wall.last.text
    await bot.writes(ALMA, "/score")
    assert "Nothing answered yet" in wall.last.text


async def test_the_persons_telegram_language_decides(database: Database, clock: Clock) -> None:
    bot = await bot_with(database, clock)
    wall = await bot.writes(BORIS, "/start")
    assert "9 вопросов · 1 документ" in wall.last.text
    await bot.taps(BORIS, "Быстрая викторина · 5")
    assert "1 из 5" in wall.last.text


async def test_questions_in_another_language_are_announced_as_such(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock)
    async with database.write() as tx:
        mint = [make_question("mint-leaf", topic="leaf")]
        await add_set(tx, "mint", mint, language="ru", title="Мята", topics={"leaf": "Лист"})
    his, hers = await bot.writes(BORIS, "/topics"), await bot.writes(ALMA, "/topics")
    assert "\nAll about tea · язык: английский\n" in his.last.text
    assert "\nМята\n" in his.last.text
    assert "\nAll about tea\n" in hers.last.text
    assert "\nМята · in Russian\n" in hers.last.text
    await bot.writes(ALMA, "/start")
    assert "newest set: Мята · in Russian" in hers.last.text
    await bot.writes(ALMA, "/start s_mint")
    assert "\n1 of 1 · Лист · medium · in Russian\n" in hers.last.text
    await bot.writes(BORIS, "/start s_tea")
    assert his.last.text.splitlines()[2].endswith(" · язык: английский")
    await bot.taps(BORIS, "Не знаю")
    assert " · язык: английский\n" in his.last.text, "the head stays as it was"


async def test_sets_of_one_title_are_told_apart_for_learners(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock)
    async with database.write() as tx:
        await add_set(tx, "other", [make_question("other-leaf")])
    wall = await bot.writes(ALMA, "/topics")
    text = wall.last.text
    assert "\nAll about tea (TEA)\n" in text and "\nAll about tea (OTHER)\n" in text
    assert "The leaf – All about tea (OTHER) · 1" in wall.last.labels
    assert len(set(wall.last.labels)) == len(wall.last.labels)


# --- /quiz ----------------------------------------------------------------------------------------


async def test_arguments_that_cannot_be_met_are_answered_clearly(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock)
    for command, words in (
        ("/quiz 0", "from 1 to 50"),
        ("/quiz -2", "from 1 to 50"),
        ("/quiz -2", "Try /quiz 10."),
        ("/quiz leaf 51", "from 1 to 50"),
        ("/quiz leaf 51", "Try /quiz leaf 6."),
        ("/quiz leaf -1", "Try /quiz leaf 6."),
        ("/quiz 77 tea", "Try /quiz tea 9."),
        ("/quiz leaf many", "no number I can read. Digits are enough: /quiz leaf 6"),
        ("/quiz coffee", "no topic of that name"),
        ("/quiz history 9", "There are 3 questions on this, so you get all of them."),
    ):
        wall = await bot.writes(ALMA, command)
        assert words in wall.last.text, command
        assert wall.last.keyboard


async def test_an_unknown_topic_shows_all_that_are_known(database: Database, clock: Clock) -> None:
    topics = {f"topic-{n:02}": f"Topic {n:02}" for n in range(10)}
    async with database.write() as tx:
        questions = [make_question(f"tea-{slug}", topic=slug) for slug in topics]
        await add_set(tx, questions=questions, topics=topics)
    bot = Bot(database, clock)
    wall = await bot.writes(ALMA, "/quiz coffee")
    assert wall.last.text.startswith("I have no topic of that name. These are the ones I know:")
    assert "Topic 07: /quiz topic-07" in wall.last.text
    await bot.taps(ALMA, "More →")
    assert len(wall.bubbles) == 1, "turned in place"
    assert wall.last.text.startswith("I have no topic of that name.")
    assert wall.last.labels[1:] == ["Topic 08 · 1", "Topic 09 · 1", "← Back"]


async def test_after_a_wrong_number_the_topic_is_a_tap_away(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock)
    wall = await bot.writes(ALMA, "/quiz history 99")
    assert wall.last.labels == ["History of tea · 3", "Topics"]
    await bot.taps(ALMA, "History of tea · 3")
    assert "1 of 3 · History of tea" in wall.last.text


async def test_an_open_quiz_is_offered_at_the_question_that_comes_next(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock)
    wall = await bot.writes(ALMA, "/quiz leaf 3")
    await bot.taps(ALMA, "I don't know")
    await bot.writes(ALMA, "/quiz history")
    assert "The leaf, question 2 of 3." in wall.last.text
    await bot.writes(ALMA, "/start")
    assert wall.last.labels[0].endswith("2 of 3")
    await bot.taps(ALMA, wall.last.labels[0])
    assert "2 of 3 · The leaf" in wall.last.text


async def test_a_quiz_while_one_is_open_offers_both_ways(database: Database, clock: Clock) -> None:
    bot = await bot_with(database, clock)
    wall = await bot.writes(ALMA, "/quiz leaf 3")
    first = wall.last
    await bot.writes(ALMA, "/quiz history")
    assert wall.last.text == (
        "You have a quiz open: The leaf, question 1 of 3."
        " Go on with it, or start anew with History of tea?"
    )
    offer = wall.last
    await bot.taps(ALMA, "Resume")
    assert wall.last.text == first.text
    assert first.keyboard == (), "its buttons moved down with the question"
    await bot.taps(ALMA, "Start anew", offer)
    assert "1 of 3 · History of tea" in wall.last.text
    await bot.taps(ALMA, "Start anew", offer)
    assert wall.toasts[-1] == "quiz.toast.stale", "that attempt is stopped already"


async def test_topics_are_buttons_with_their_counts(database: Database, clock: Clock) -> None:
    bot = await bot_with(database, clock)
    wall = await bot.writes(ALMA, "/topics")
    assert wall.last.labels == ["A mix of everything · 9", "History of tea · 3", "The leaf · 6"]
    assert "All about tea\nHistory of tea: /quiz history\nThe leaf: /quiz leaf\n" in wall.last.text
    await bot.taps(ALMA, "History of tea · 3")
    assert "1 of 3 · History of tea" in wall.last.text


async def test_many_topics_turn_their_pages_in_place(database: Database, clock: Clock) -> None:
    topics = {f"topic-{n:02}": f"Topic {n:02}" for n in range(20)}
    async with database.write() as tx:
        questions = [make_question(f"tea-{slug}", topic=slug) for slug in topics]
        await add_set(tx, questions=questions, topics=topics)
    bot = Bot(database, clock)
    wall = await bot.writes(ALMA, "/topics")
    assert "Page 1 of 3" in wall.last.text
    assert "Topic 07: /quiz topic-07" in wall.last.text
    assert "Topic 08" not in wall.last.text
    assert "Topic 07 · 1" in wall.last.labels
    await bot.taps(ALMA, "More →")
    assert len(wall.bubbles) == 1
    middle = [f"Topic {n:02} · 1" for n in range(8, 16)]
    assert wall.last.labels[1:] == [*middle, "← Back", "More →"]
    await bot.taps(ALMA, "More →")
    assert wall.last.labels[1:] == [*(f"Topic {n} · 1" for n in range(16, 20)), "← Back"]
    assert "Topic 15" not in wall.last.text


# --- answering ------------------------------------------------------------------------------------


async def test_several_correct_are_toggled_then_submitted(database: Database, clock: Clock) -> None:
    bot = await bot_with(database, clock, QuestionType.MULTIPLE)
    wall = await bot.writes(ALMA, "/quiz")
    question = wall.last
    await bot.taps(ALMA, "Submit")
    assert wall.toasts[-1] == "quiz.toast.choose_first"
    await bot.taps(ALMA, "☐ Mint tea")
    await bot.taps(ALMA, "☐ White tea")
    await bot.taps(ALMA, "☑ Mint tea")
    assert {"☑ White tea", "☐ Mint tea"} <= set(question.labels)
    await bot.taps(ALMA, "Submit")
    # One of two keys, no distractor: half a mark.
    assert wall.toasts[-1] == "quiz.toast.partly"
    assert "Partly right: 0.5 of 1." in question.text
    assert "✓ White tea" in question.text
    assert "○ Pu-erh – right, but not chosen: It is fermented tea." in question.text
    assert "Mint" not in question.text
    await bot.taps(ALMA, "See the result")
    assert wall.last.text.startswith("0.5 of 1")


async def test_a_typed_year(database: Database, clock: Clock) -> None:
    bot = await bot_with(database, clock, QuestionType.YEAR)
    wall = await bot.writes(ALMA, "/quiz")
    question = wall.last
    assert "Write me the year." in question.text
    await bot.writes(ALMA, "long ago")
    assert wall.last.text.startswith("That is not a year I can read.")
    await bot.writes(ALMA, "17")
    assert wall.last.text.startswith("That seems to be cut short. Please type a whole year")
    assert "Your question is still open." in wall.last.text
    await bot.writes(ALMA, "1776")
    assert "✗ 1776 – That is the declaration." in wall.last.text
    assert "✓ 1773 – This is why" in wall.last.text
    assert wall.last.labels == [
        "See the result",
        "Source",
        "Report: my answer should count",
        PROBLEM,
    ]
    assert question.keyboard == ()
    await bot.writes(ALMA, "1773")
    assert wall.other == ["hint"], "the question is answered: the text is a stray one"


async def test_a_text_while_the_feedback_is_open_is_told_the_way_on(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock)
    wall = await bot.writes(ALMA, "/quiz leaf 2")
    await bot.taps(ALMA, "I don't know")
    await bot.writes(ALMA, "and now?")
    assert wall.other == ["hint next"]


async def test_a_typed_number_within_its_tolerance_is_right(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock, QuestionType.NUMBER)
    wall = await bot.writes(ALMA, "/quiz")
    await bot.writes(ALMA, "340,0")
    assert "✗" not in wall.last.text
    assert "✓ 342 chests (± 2)" in wall.last.text


async def test_a_text_where_a_button_is_wanted_gets_a_hint(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock, QuestionType.SINGLE)
    wall = await bot.writes(ALMA, "hello")
    assert wall.other == ["hint"]
    await bot.writes(ALMA, "/quiz")
    await bot.writes(ALMA, "Green")
    assert wall.last.text.startswith("Please tap one of the buttons")


async def test_true_and_false_are_said_in_the_language_of_the_set(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock, QuestionType.TRUEFALSE)
    wall = await bot.writes(BORIS, "/quiz")
    assert wall.last.labels == ["True", "False", "Не знаю"]
    await bot.taps(BORIS, "False")
    assert "✗ False – Only the handling of the leaf differs." in wall.last.text


# --- the source -----------------------------------------------------------------------------------


async def test_the_source_opens_in_the_answered_message(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    text = "First.\n\nYou need a leaf and hot water, <b>no</b> more."
    (tmp_path / "tea.txt").write_text(text, encoding="utf-8")
    cited = make_question(
        "tea-1", citations=[Citation("tea-book", 2, (1,), "a leaf and hot water")]
    )
    book = replace(TEA_BOOK, sha256=document(text).sha256)
    async with database.write() as tx:
        await add_set(tx, questions=[cited], sources=[book])
    bot = Bot(database, clock, tmp_path)
    wall = await bot.writes(ALMA, "/quiz")
    question = wall.last
    await bot.taps(ALMA, "Green")
    await bot.taps(ALMA, "Source")
    assert len(wall.bubbles) == 1
    assert (
        "<i>A short book of tea</i>. The Kettle Press, May 2021.\n"
        "<blockquote expandable>¶2 · You need <b>a leaf and hot water</b>,"
        " &lt;b&gt;no&lt;/b&gt; more.</blockquote>" in question.html
    )
    assert "📖" not in question.text, "the citation's line has given way to the passage"
    assert question.labels == ["See the result", "Hide the source", PROBLEM]
    await bot.taps(ALMA, "See the result")
    assert question.labels == ["Hide the source", PROBLEM], "the source is open already"
    await bot.taps(ALMA, "Hide the source", question)
    assert "blockquote" not in question.html and "📖" in question.text
    assert question.labels == ["Source", PROBLEM]


async def test_without_documents_the_source_is_the_full_reference(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock, QuestionType.YEAR)
    wall = await bot.writes(ALMA, "/quiz")
    await bot.taps(ALMA, "I don't know")
    await bot.taps(ALMA, "Source")
    assert "blockquote" not in wall.last.html
    assert wall.last.text.endswith(
        "\n\nA short book of tea. The Kettle Press, May 2021.\n"
        "¶3: “in the winter of 1773”\n¶4: “chests of tea”"
    )


async def test_the_source_of_a_past_question_opens_where_it_stands(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock)
    wall = await bot.writes(ALMA, "/quiz 2")
    first = wall.last
    await bot.taps(ALMA, "I don't know")
    await bot.taps(ALMA, "Next")
    await bot.taps(ALMA, "Source", first)
    assert "The Kettle Press" in first.text
    assert first.labels == ["Hide the source", PROBLEM]
    assert len(wall.bubbles) == 2


# --- resume, stop, the end ------------------------------------------------------------------------


async def test_resume_after_an_answer_asks_the_next_question(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock)
    wall = await bot.writes(ALMA, "/quiz 3")
    answered = wall.last
    await bot.taps(ALMA, "I don't know")
    await bot.writes(ALMA, "/resume")
    assert "2 of 3" in wall.last.text
    assert answered.labels == ["Source", PROBLEM]
    await bot.writes(ALMA, "/resume")
    assert "2 of 3" in wall.last.text


async def test_a_stopped_quiz_has_no_result_to_resume_to(database: Database, clock: Clock) -> None:
    bot = await bot_with(database, clock)
    await bot.writes(ALMA, "/quiz 2")
    wall = await bot.writes(ALMA, "/stop")
    ends = wall.screens.count("quiz.end")
    for command in ("/resume", "/stop"):
        await bot.writes(ALMA, command)
        assert wall.screens[-1] == "quiz.nothing_open"
    assert wall.screens.count("quiz.end") == ends


async def test_resume_with_nothing_open(database: Database, clock: Clock) -> None:
    bot = await bot_with(database, clock)
    wall = await bot.writes(ALMA, "/resume")
    assert "No quiz is open" in wall.last.text
    await bot.writes(ALMA, "/quiz 1")
    await bot.taps(ALMA, "I don't know")
    await bot.writes(ALMA, "/resume")
    assert wall.last.text.startswith("0 of 1"), "a result not seen yet is shown"
    await bot.writes(ALMA, "/stop")
    assert "No quiz is open" in wall.last.text


async def test_stop_shows_how_it_came_out_so_far(database: Database, clock: Clock) -> None:
    bot = await bot_with(database, clock, QuestionType.SINGLE, QuestionType.TRUEFALSE)
    wall = await bot.writes(ALMA, "/quiz 2")
    await bot.taps(ALMA, "I don't know")
    await bot.taps(ALMA, "Next")
    waiting = wall.last
    await bot.writes(ALMA, "/stop")
    assert wall.last.text.startswith("Stopped after 1 of 2 questions.\n0 of 1 in 0 s")
    assert waiting.keyboard == ()
    await bot.taps(ALMA, "Show my answers")
    assert "○ not answered" in wall.last.text


async def test_retake_asks_only_what_was_missed_and_is_still_served(
    database: Database, clock: Clock
) -> None:
    async with database.write() as tx:
        tea = await add_set(tx, questions=[make_question(f"tea-{n}") for n in range(4)])
    bot = Bot(database, clock)
    wall = await bot.writes(ALMA, "/quiz 4")
    missed = []
    for right in (True, False, False, False):
        stem = next(f"tea-{n}" for n in range(4) if f"tea-{n}" in wall.last.text)
        if not right:
            missed.append(stem)
        await bot.taps(ALMA, "Green" if right else "Black")
        await bot.taps(ALMA, wall.last.labels[0])
    async with database.write() as tx:
        await retire(tx, tea, missed[0])
        await add_question(tx, tea, make_question(missed[1], stem="Reworded?"))
    assert wall.last.text.startswith("1 of 4")
    end = wall.last
    await bot.taps(ALMA, "Retake what I missed")
    asked = []
    for label in ("Next", "See the result"):
        asked.append(wall.last.text)
        await bot.taps(ALMA, "Green")
        await bot.taps(ALMA, label)
    assert asked[0].startswith("Once more: the 2 questions you missed.")
    assert sorted("Reworded?" in text for text in asked) == [False, True]
    assert wall.last.text.startswith("2 of 2")
    await bot.writes(ALMA, "/quiz")
    await bot.taps(ALMA, "Retake what I missed", end)
    assert wall.last.labels == ["Resume", "Start anew"]
    await bot.taps(ALMA, "Start anew")
    assert wall.last.text.startswith("Once more: the 2 questions you missed.")


async def test_a_frozen_attempt_still_asks_what_was_retired_meanwhile(
    database: Database, clock: Clock
) -> None:
    async with database.write() as tx:
        tea = await add_set(tx, questions=[make_question(f"tea-{n}") for n in range(2)])
    bot = Bot(database, clock)
    wall = await bot.writes(ALMA, "/quiz 2")
    async with database.write() as tx:
        await retire(tx, tea, "tea-0")
        await retire(tx, tea, "tea-1")
    for label in ("Next", "See the result"):
        await bot.taps(ALMA, "Green")
        await bot.taps(ALMA, label)
    assert wall.last.text.startswith("2 of 2")
    assert "Everything right." in wall.last.text


async def test_the_end_knows_the_best_so_far(database: Database, clock: Clock) -> None:
    bot = await bot_with(database, clock, QuestionType.SINGLE)
    wall = bot.wall(ALMA)
    heads = []
    for label in ("Black", "Green", "Oolong"):
        await bot.writes(ALMA, "/quiz 1")
        clock.advance(75)
        await bot.taps(ALMA, label)
        await bot.taps(ALMA, "See the result")
        heads.append(wall.last.text.splitlines()[0])
    assert heads == [
        "0 of 1 in 1 min 15 s",
        "1 of 1 in 1 min 15 s · your best so far",
        "0 of 1 in 1 min 15 s · best so far 1",
    ]


async def test_own_score_by_topic_with_the_last_quizzes(database: Database, clock: Clock) -> None:
    bot = await bot_with(database, clock, QuestionType.SINGLE)
    await bot.writes(ALMA, "/quiz leaf 1")
    await bot.taps(ALMA, "Green")
    wall = await bot.writes(ALMA, "/score")
    assert wall.last.text == (
        "Your progress\n1 answer, 1 wholly right (100%)\n\nBy topic\nThe leaf: 1 of 1 (100%)\n\n"
        "Last quizzes\n23 Nov · The leaf: 1 of 1"
    )


async def test_documents_with_their_full_references(database: Database, clock: Clock) -> None:
    bot = await bot_with(database, clock)
    wall = await bot.writes(ALMA, "/sources")
    assert wall.last.text == (
        "What my questions rest on\n\n"
        "Tea book\nA short book of tea. The Kettle Press, May 2021.\n9 questions"
    )
