"""Taps that come late, twice, from others, or with forged data; and what they leave untouched."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.domain.boards.board import EVERY_TOPIC
from bot.domain.marking import FULL
from bot.domain.question import Option, QuestionType
from bot.storage import tables
from bot.storage.database import Database
from tests.conftest import Clock
from tests.handlers.learner import ALMA, BORIS, PROBLEM, Bot, Bubble
from tests.storage.bank_rows import add_set, make_question, sample_questions


@pytest.fixture
async def bot(database: Database, clock: Clock) -> Bot:
    """A bot whose bank has single choice questions only: Green, Black, Oolong."""
    async with database.write() as tx:
        await add_set(tx, questions=[make_question(f"tea-{n}") for n in range(1, 8)])
    return Bot(database, clock)


async def marks(database: Database) -> list[int]:
    async with database.read() as tx:
        rows = await tx.execute(select(tables.responses.c.mark).order_by(tables.responses.c.id))
        return list(rows.scalars())


async def everyone_score(database: Database) -> int | None:
    async with database.read() as tx:
        rows = await tx.execute(
            select(func.sum(tables.totals.c.score)).where(
                tables.boards.c.id == tables.totals.c.board_id,
                tables.boards.c.period == "all",
                tables.boards.c.topic == EVERY_TOPIC,
            )
        )
        total = rows.scalar_one()
        return None if total is None else int(total)


async def test_a_tap_is_marked_counted_and_explained(bot: Bot, database: Database) -> None:
    wall = await bot.writes(ALMA, "/quiz 2")
    question = wall.last
    await bot.taps(ALMA, "Green")
    assert wall.toasts[-1] == "quiz.toast.right"
    assert "✓ Green – This is why" in question.text
    assert question.labels == ["Next", "Source", PROBLEM]
    await bot.taps(ALMA, "Next")
    await bot.taps(ALMA, "Black")
    assert wall.toasts[-1] == "quiz.toast.wrong"
    assert "✗ Black – Black tea is oxidised." in wall.last.text
    assert "✓ Green – This is why" in wall.last.text
    assert await marks(database) == [FULL, 0]
    assert await everyone_score(database) == FULL


async def test_the_same_tap_twice_counts_once(bot: Bot, database: Database) -> None:
    wall = await bot.writes(ALMA, "/quiz 2")
    data = wall.last.button("Black").data
    assert data is not None
    await bot.sends_data(ALMA, data)
    before = wall.last.html
    await bot.sends_data(ALMA, data)
    assert wall.toasts[-1] == "quiz.toast.answered"
    assert wall.last.html == before
    assert len(wall.bubbles) == 1
    assert await marks(database) == [0]


@pytest.mark.parametrize("length", [1, 2], ids=["the last", "one of two"])
@pytest.mark.parametrize("then", ["tap", "/resume", "/stop"])
async def test_feedback_that_never_arrived_is_shown_by_whatever_comes_next(
    bot: Bot, length: int, then: str
) -> None:
    wall = await bot.writes(ALMA, f"/quiz {length}")
    question = wall.last
    asked, data = (question.html, question.keyboard), question.button("Black").data
    assert data is not None
    await bot.sends_data(ALMA, data)
    feedback = question.html
    question.html, question.keyboard = asked  # as if the edit had been refused
    if then == "tap":
        await bot.sends_data(ALMA, data)
    else:
        await bot.writes(ALMA, then)
    assert question.html == feedback
    forward = ["See the result"] if length == 1 else ["Next"]
    assert question.labels == [*(forward if then == "tap" else []), "Source", PROBLEM]


async def test_next_twice_asks_one_question(bot: Bot) -> None:
    wall = await bot.writes(ALMA, "/quiz 3")
    await bot.taps(ALMA, "Green")
    data = wall.last.button("Next").data
    assert data is not None
    await bot.sends_data(ALMA, data)
    await bot.sends_data(ALMA, data)
    assert len(wall.bubbles) == 2
    assert "2 of 3" in wall.last.text
    assert wall.toasts[-1] == "quiz.toast.stale"


async def test_an_old_button_shows_where_the_learner_is(
    bot: Bot, clock: Clock, database: Database
) -> None:
    wall = await bot.writes(ALMA, "/quiz 3")
    old = Bubble(0, wall.last.html, wall.last.keyboard)
    await bot.taps(ALMA, "Green")
    await bot.taps(ALMA, "Next")
    waiting = wall.last
    clock.advance(60)
    await bot.taps(ALMA, "Black", old)
    assert wall.toasts[-1] == "quiz.toast.stale"
    assert wall.last is not waiting
    assert wall.last.text.startswith("That button belonged to an earlier question.")
    assert "2 of 3" in wall.last.text
    assert waiting.keyboard == (), "the question has one keyboard only"
    assert await marks(database) == [FULL]
    # A second stray tap right away does not send the question again.
    shown = len(wall.bubbles)
    await bot.taps(ALMA, "Black", old)
    assert len(wall.bubbles) == shown


@pytest.mark.parametrize(("seconds", "again"), [(9.9, 0), (10, 1)])
async def test_a_question_asked_just_now_is_not_sent_again(
    bot: Bot, clock: Clock, seconds: float, again: int
) -> None:
    wall = await bot.writes(ALMA, "/quiz 3")
    old = Bubble(0, wall.last.html, wall.last.keyboard)
    await bot.taps(ALMA, "Green")
    await bot.taps(ALMA, "Next")
    shown = len(wall.bubbles)
    clock.advance(seconds)
    await bot.taps(ALMA, "Black", old)
    assert wall.toasts[-1] == "quiz.toast.stale"
    assert len(wall.bubbles) == shown + again


async def test_an_option_that_is_toggled_after_the_answer_changes_nothing(
    database: Database, clock: Clock
) -> None:
    several = [Option("a", "Green", key=True), Option("b", "Black", key=True), Option("c", "Tar")]
    async with database.write() as tx:
        asked = [
            make_question(f"tea-{n}", QuestionType.MULTIPLE, options=several) for n in range(2)
        ]
        await add_set(tx, questions=asked)
    bot = Bot(database, clock)
    wall = await bot.writes(ALMA, "/quiz 2")
    data = [button.data or "" for row in wall.last.keyboard for button in row]
    await bot.sends_data(ALMA, data[0])
    await bot.sends_data(ALMA, "q.ok:1:1")
    before = wall.last.html
    await bot.sends_data(ALMA, data[1])
    assert wall.toasts[-1] == "quiz.toast.answered"
    assert wall.last.html == before
    async with database.read() as tx:
        first = tables.attempt_questions.c.position == 1
        chosen = select(tables.attempt_questions.c.selected).where(first)
        selected = (await tx.execute(chosen)).scalar_one()
        given = (await tx.execute(select(tables.responses.c.given))).scalar_one()
    assert selected == given["options"]


async def test_a_button_of_an_attempt_that_is_over(bot: Bot, database: Database) -> None:
    wall = await bot.writes(ALMA, "/quiz 2")
    old = Bubble(0, wall.last.html, wall.last.keyboard)
    await bot.writes(ALMA, "/stop")
    await bot.taps(ALMA, "Green", old)
    assert wall.toasts[-1] == "quiz.toast.over"
    assert await marks(database) == []


async def test_next_after_stopping_asks_nothing(bot: Bot) -> None:
    wall = await bot.writes(ALMA, "/quiz 3")
    await bot.taps(ALMA, "Green")
    old = wall.last.button("Next").data
    await bot.writes(ALMA, "/stop")
    shown = len(wall.bubbles)
    assert old is not None
    await bot.sends_data(ALMA, old)
    assert wall.toasts[-1] == "quiz.toast.answered"
    assert len(wall.bubbles) == shown


async def test_somebody_elses_button_changes_nothing(bot: Bot, database: Database) -> None:
    hers = await bot.writes(ALMA, "/quiz 2")
    for label in ("Green", "I don't know"):
        his = await bot.taps(BORIS, label, hers.last)
        assert his.toasts[-1] == "quiz.toast.foreign"
    await bot.taps(ALMA, "Green")
    for label in ("Next", "Source"):
        his = await bot.taps(BORIS, label, hers.last)
        assert his.toasts[-1] == "quiz.toast.foreign"
    assert his.bubbles == []
    assert await marks(database) == [FULL]


FORGED = [
    "q.a:1:1:9", "q.a:1:1:-1", "q.a:1:1:a", "q.a:1:1", "q.a", "q.a:1:1:1:1", "q.a:1:1:٣",
    "q.a:1:1:3",  # one more than there are
    "q.a:9223372036854775808:1:0", "q.a:1:2147483648:0", "q.a:1:1:²", "q.zzz", "q.", "q.anew:1",
    "q.anew:1:0::99", "q.page:a:1", "q.page:topics:x", "q.again:1", "q.next:1:1:", "q.topic:1",
    "q.put:1:1", "q.put:1:1:0", "q.put:1:1:0:a", "q.put:1:1:0:0:0", "q.put:1:1:-1:0", "q.undo:1:1",
    "q.undo:1:1:x", "q.appeal:1:1", "q.appeal:1:1:", "q.put:1:1:0:0", "q.undo:1:1:0",
    "q.appeal:1:1:0",
]  # fmt: skip

UNTIMELY = {
    "q.next:1:1:0": "quiz.toast.answer_first",
    "q.source:1:1": "quiz.toast.answer_first",
    "q.ok:1:1": "quiz.toast.choose_first",
    "q.a:1:2:0": "quiz.toast.stale",
    "q.put:1:2:0:0": "quiz.toast.stale",
    "q.undo:1:2:1": "quiz.toast.stale",
    "q.put:1:3:0:0": "quiz.toast.foreign",
    "q.appeal:999999999999:1:0": "quiz.toast.gone",
    "q.next:1:2:0": "quiz.toast.stale",
    "q.a:999999999999:1:0": "quiz.toast.gone",
    "q.a:1:3:0": "quiz.toast.foreign",
    "q.answers:1": "quiz.toast.finish_first",
    "q.retake:1": "quiz.toast.finish_first",
    "q.topic:1:deadbeef": "quiz.toast.topic_gone",
    "q.anew:77:0::5": "quiz.toast.stale",
}


async def test_forged_data_gets_a_kind_word(bot: Bot, database: Database) -> None:
    wall = await bot.writes(ALMA, "/quiz 2")
    before = wall.last.html
    for data in FORGED:
        await bot.sends_data(ALMA, data)
        assert wall.toasts[-1] == "quiz.toast.unclear", data
    assert (wall.last.html, len(wall.bubbles)) == (before, 1)
    assert await marks(database) == []


async def test_well_formed_data_at_the_wrong_time_reveals_and_changes_nothing(
    bot: Bot, database: Database
) -> None:
    wall = await bot.writes(ALMA, "/quiz 2")
    for data, toast in UNTIMELY.items():
        await bot.sends_data(ALMA, data)
        assert wall.toasts[-1] == toast, data
    assert all("This is why" not in bubble.text for bubble in wall.bubbles)
    assert await marks(database) == []


async def test_a_button_forwarded_into_a_group_does_nothing(bot: Bot, database: Database) -> None:
    wall = await bot.writes(ALMA, "/quiz 2")
    data = wall.last.button("Green").data
    assert data is not None
    await bot.sends_data(ALMA, data, chat={"id": -100, "type": "supergroup", "title": "Tea"})
    assert wall.toasts[-1] == "quiz.toast.unclear"
    assert await marks(database) == []


async def test_no_button_says_which_option_is_the_key(database: Database, clock: Clock) -> None:
    async with database.write() as tx:
        await add_set(tx)
    bot = Bot(database, clock)
    wall = await bot.writes(ALMA, "/quiz 9")
    for _ in sample_questions():
        question = wall.last
        choosing = ("q.a:", "q.put:")
        buttons = [button for row in question.keyboard for button in row]
        options = [button for button in buttons if (button.data or "").startswith(choosing)]
        # Only the place on the screen: nothing in it differs by what the option is.
        assert [(b.data or "").rsplit(":", 1)[1] for b in options] == [
            str(place) for place in range(len(options))
        ]
        await bot.taps(ALMA, "I don't know")
        label = next(label for label in question.labels if label in {"Next", "See the result"})
        await bot.taps(ALMA, label)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.text(max_size=40))
async def test_any_data_at_all_gets_one_toast(bot: Bot, data: str) -> None:
    wall = await bot.sends_data(ALMA, f"q.{data}")
    assert wall.toasts
