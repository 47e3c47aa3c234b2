"""Putting things in order and matching pairs: tap by tap, back, twice, late, and redrawn."""

from collections.abc import Sequence

import pytest
from sqlalchemy import select

from bot.domain.question import Question, QuestionType
from bot.storage import tables
from bot.storage.database import Database
from tests.conftest import Clock
from tests.handlers.learner import ALMA, BORIS, PROBLEM, Bot, Bubble
from tests.storage.bank_rows import add_set, make_question, sample_questions

MAKING, WATER = (
    next(one for one in sample_questions() if one.type is kind)
    for kind in (QuestionType.ORDERING, QuestionType.MATCHING)
)
RIGHT = [option.text for option in MAKING.options]


async def bot_with(database: Database, clock: Clock, *questions: Question) -> Bot:
    async with database.write() as tx:
        await add_set(tx, questions=questions)
    return Bot(database, clock)


def lettered(bubble: Bubble) -> dict[str, str]:
    """The letters of the options that stand in the text, by their texts."""
    lines = [line.partition(" ") for line in bubble.text.splitlines()]
    return {text: letter for letter, _, text in lines if len(letter) == 1 and letter.isupper()}


async def put(bot: Bot, texts: Sequence[str]) -> Bubble:
    """Put them in that order, by the letters that they have; the question's message."""
    question = bot.wall(ALMA).last
    letters = lettered(question)
    for text in texts:
        await bot.taps(ALMA, letters[text], question)
    return question


async def logged(database: Database) -> list[tuple[dict[str, object], int]]:
    async with database.read() as tx:
        rows = await tx.execute(
            select(tables.responses.c.given, tables.responses.c.mark).order_by(
                tables.responses.c.id
            )
        )
        return [(row.given, row.mark) for row in rows]


async def test_an_order_is_tapped_in_sequence_then_submitted(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock, MAKING)
    wall = await bot.writes(ALMA, "/quiz")
    assert "Tap what comes first, then what follows." in wall.last.text
    assert wall.last.labels == ["A", "B", "C", "D", "I don't know"]
    question = await put(bot, RIGHT[:2])
    assert "1. The leaf is left to wither\n2. The leaf is rolled\n\n" in question.text
    assert sorted(lettered(question)) == sorted(RIGHT[2:])
    letters = [lettered(question)[text] for text in lettered(question)]
    assert question.labels == [*letters, "← Undo", "I don't know"]
    for text in RIGHT[2:]:
        await bot.taps(ALMA, lettered(question)[text])
    assert question.labels == ["Submit", "← Undo", "I don't know"]
    assert await logged(database) == [], "a slip can still be undone"
    await bot.taps(ALMA, "Submit")
    assert wall.toasts[-1] == "quiz.toast.right"
    assert question.text.splitlines()[3:8] == [
        "✓ 1. The leaf is left to wither – Fresh leaves would break.",
        "✓ 2. The leaf is rolled – Rolling opens the withered leaf.",
        "✓ 3. The leaf takes up air – The rolled leaf turns brown.",
        "✓ 4. The leaf is dried – Drying ends it.",
        "",
    ]
    assert question.labels == ["See the result", "Source", PROBLEM]
    assert len(wall.bubbles) == 1
    assert await logged(database) == [
        ({"options": [], "value": None, "sequence": ["a", "b", "c", "d"]}, 100)
    ]


async def test_a_wrong_order_says_what_stood_right_and_what_it_is_worth(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock, MAKING)
    wall = await bot.writes(ALMA, "/quiz")
    question = await put(bot, [RIGHT[0], RIGHT[2], RIGHT[1], RIGHT[3]])
    await bot.taps(ALMA, "Submit")
    assert wall.toasts[-1] == "quiz.toast.partly"
    told = question.text.splitlines()
    assert told[3].startswith("Partly right: 0.")
    assert "In the right order: 5; the wrong way round: 1. So 5 − 1 = 4 of 6." in told[3]
    assert [line[0] for line in told[4:8]] == ["✓", "✗", "✗", "✓"]
    assert told[5] == "✗ 2. The leaf is rolled (yours: 3) – Rolling opens the withered leaf."
    await bot.taps(ALMA, "See the result")
    await bot.taps(ALMA, "Show my answers")
    arrows = " → ".join
    assert arrows([RIGHT[0], RIGHT[2], RIGHT[1], RIGHT[3]]) in wall.last.text
    assert f"Right: {arrows(RIGHT)}" in wall.last.text
    await bot.taps(ALMA, "Retake what I missed")
    assert "D" in wall.last.labels


async def test_undo_takes_back_one_step(database: Database, clock: Clock) -> None:
    bot = await bot_with(database, clock, MAKING)
    await bot.writes(ALMA, "/quiz")
    question = await put(bot, RIGHT)
    await bot.taps(ALMA, "← Undo")
    assert len(question.labels[0]) == 1, "a letter again"
    await bot.taps(ALMA, "← Undo")
    assert "2. The leaf is rolled" in question.text
    assert "3. " not in question.text
    await bot.taps(ALMA, "← Undo")
    await bot.taps(ALMA, "← Undo")
    assert question.labels == ["A", "B", "C", "D", "I don't know"]


async def test_a_tap_twice_or_late_places_nothing_more(database: Database, clock: Clock) -> None:
    bot = await bot_with(database, clock, MAKING)
    wall = await bot.writes(ALMA, "/quiz")
    old = Bubble(0, wall.last.html, wall.last.keyboard)
    await bot.taps(ALMA, "A")
    after_one = Bubble(0, wall.last.html, wall.last.keyboard)
    for label in ("A", "B"):  # the same again, and another of the old buttons
        await bot.taps(ALMA, label, old)
        assert wall.toasts[-1] == "quiz.toast.as_it_stands"
        assert (wall.last.html, wall.last.keyboard) == (after_one.html, after_one.keyboard)
    await bot.taps(ALMA, "← Undo")
    await bot.taps(ALMA, "← Undo", after_one)
    assert wall.toasts[-1] == "quiz.toast.as_it_stands", "two taps on Undo undo one step"
    assert wall.last.html == old.html


@pytest.mark.parametrize("data", ["q.put:1:1:1:{0}", "q.put:1:1:9:1", "q.undo:1:1:4"])
async def test_forged_places_change_nothing(database: Database, clock: Clock, data: str) -> None:
    bot = await bot_with(database, clock, MAKING)
    wall = await bot.writes(ALMA, "/quiz")
    first = (wall.last.button("A").data or "").rsplit(":", 1)[1]
    await bot.taps(ALMA, "A")
    before = wall.last.html
    await bot.sends_data(ALMA, data.format(first))
    assert wall.toasts[-1] == "quiz.toast.as_it_stands"
    assert wall.last.html == before


async def test_submitting_too_early_and_choosing_instead_of_placing(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock, MAKING)
    wall = await bot.writes(ALMA, "/quiz")
    await bot.sends_data(ALMA, "q.ok:1:1")
    assert wall.toasts[-1] == "quiz.toast.not_whole"
    await bot.sends_data(ALMA, "q.a:1:1:0")
    assert wall.toasts[-1] == "quiz.toast.unclear"
    await bot.sends_data(ALMA, "q.put:1:1:0:7")
    assert wall.toasts[-1] == "quiz.toast.unclear"
    his = await bot.sends_data(BORIS, "q.put:1:1:0:0")
    assert his.toasts[-1] == "quiz.toast.foreign"
    assert await logged(database) == []


async def test_half_an_order_is_there_again_after_a_restart(
    database: Database, clock: Clock
) -> None:
    bot = await bot_with(database, clock, MAKING)
    await bot.writes(ALMA, "/quiz")
    before = (await put(bot, RIGHT[:2])).html
    again = bot.again()
    wall = await again.writes(ALMA, "/resume")
    assert wall.last.html == before
    await put(again, RIGHT[2:])
    await again.taps(ALMA, "Submit")
    assert wall.toasts[-1] == "quiz.toast.right"


async def test_short_options_are_the_buttons_themselves(database: Database, clock: Clock) -> None:
    short = make_question("tea-short", QuestionType.ORDERING)
    bot = await bot_with(database, clock, short)
    wall = await bot.writes(ALMA, "/quiz")
    assert sorted(wall.last.labels[:3]) == ["Black", "Green", "Oolong"]
    for text in ("Green", "Black", "Oolong"):
        await bot.taps(ALMA, text)
    assert "1. Green\n2. Black\n3. Oolong" in wall.last.text


async def test_pairs_are_found_one_left_side_at_a_time(database: Database, clock: Clock) -> None:
    bot = await bot_with(database, clock, WATER)
    wall = await bot.writes(ALMA, "/quiz")
    question = wall.last
    assert "White tea → …\nOolong → …\nBlack tea → …" in question.text
    assert "Tap what belongs to White tea." in question.text
    assert sorted(question.labels[:-1]) == ["80 degrees", "90 degrees", "Boiling", "Lukewarm"]
    await bot.taps(ALMA, "80 degrees")
    assert "White tea → 80 degrees\nOolong → …\nBlack tea → …" in question.text
    assert "80 degrees" not in question.labels
    await bot.taps(ALMA, "Boiling")
    await bot.taps(ALMA, "← Undo")
    assert "Boiling" in question.labels
    await bot.taps(ALMA, "Lukewarm")
    await bot.taps(ALMA, "Boiling")
    assert question.labels == ["Submit", "← Undo", "I don't know"]
    await bot.taps(ALMA, "Submit")
    assert wall.toasts[-1] == "quiz.toast.partly"
    told = question.text.splitlines()[3:]
    assert told[0].startswith("Partly right: 0.")
    assert told[1:5] == [
        "✓ White tea → 80 degrees – Hotter water makes it bitter.",
        "✗ Oolong → 90 degrees, not Lukewarm – A little below the boil.",
        "✓ Black tea → Boiling – It needs all the heat.",
        "✗ Lukewarm – No tea wants that.",
    ]
    assert await logged(database) == [
        ({"options": [], "value": None, "sequence": ["a", "d", "c"]}, 67)
    ]
    await bot.taps(ALMA, "See the result")
    assert "White tea – 80 degrees; Oolong – 90 degrees; Black tea – Boiling" in wall.last.text


async def test_all_pairs_right(database: Database, clock: Clock) -> None:
    bot = await bot_with(database, clock, WATER)
    wall = await bot.writes(ALMA, "/quiz")
    for text in ("80 degrees", "90 degrees", "Boiling"):
        await bot.taps(ALMA, text)
    await bot.taps(ALMA, "Submit")
    assert wall.toasts[-1] == "quiz.toast.right"
    assert "Partly" not in wall.last.text
    assert "Lukewarm" not in wall.last.text


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (MAKING, "1. The leaf is left to wither – Fresh leaves would break."),
        (WATER, "Oolong → 90 degrees – A little below the boil."),
    ],
)
async def test_who_does_not_know_is_shown_how_it_is_right(
    database: Database, clock: Clock, question: Question, line: str
) -> None:
    bot = await bot_with(database, clock, question)
    wall = await bot.writes(ALMA, "/quiz")
    await bot.taps(ALMA, wall.last.labels[0])
    await bot.taps(ALMA, "I don't know")
    assert "○ I don't know" in wall.last.text
    assert line in wall.last.text.splitlines()
    assert await logged(database) == [({"options": [], "value": None}, 0)]
    await bot.taps(ALMA, "See the result")
    assert wall.last.text.startswith("0 of 1")
