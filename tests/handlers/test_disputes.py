"""A learner reports a problem: by taps, with words or without."""

from sqlalchemy import select

from bot.domain.question import QuestionType
from bot.services.quiz.debts import step_place
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.delivery import debts
from bot.storage.disputes import disputes
from bot.storage.people import people
from tests.conftest import Clock
from tests.handlers.learner import ALMA, BORIS, PROBLEM, Bot
from tests.storage.bank_rows import add_set, make_question, sample_questions

YEARS = [q for q in sample_questions() if q.type is QuestionType.YEAR]
YEAR, NUMBER = YEARS[0], next(q for q in sample_questions() if q.type is QuestionType.NUMBER)


async def reports(database: Database) -> list[tuple[str, str | None]]:
    """The kinds that were reported, with the words."""
    log = tables.disputes
    async with database.read() as tx:
        rows = await tx.execute(select(log.c.kind, log.c.words).order_by(log.c.id))
        return [(row.kind, row.words) for row in rows]


async def test_a_problem_is_reported_once_and_words_may_follow(
    database: Database, clock: Clock
) -> None:
    async with database.write() as tx:
        await add_set(tx, questions=[YEAR])
    bot = Bot(database, clock)
    await bot.writes(ALMA, "/quiz")
    wall = await bot.writes(ALMA, "1773")
    answered = wall.last
    await bot.taps(ALMA, PROBLEM)
    assert wall.last.labels == [
        "The answer given is wrong", "It is unclear", "It is out of date", "It is misspelt",
        "Cancel",
    ]  # fmt: skip
    await bot.taps(ALMA, "It is unclear")
    assert wall.last.labels == ["That is all"]
    await bot.writes(ALMA, "Which <harbour>?")
    assert wall.last.labels == []
    assert "You wrote: “Which <harbour>?”" in wall.last.text
    assert await reports(database) == [("unclear", "Which <harbour>?")]
    await bot.writes(ALMA, "And one more thing")
    assert await reports(database) == [("unclear", "Which <harbour>?")]
    await bot.taps(ALMA, PROBLEM, answered)
    assert wall.last.labels == [
        "The answer given is wrong", "It is out of date", "It is misspelt", "Cancel",
    ]  # fmt: skip
    data = next(b.data for row in answered.keyboard for b in row if b.text == PROBLEM)
    assert data is not None
    await bot.sends_data(ALMA, f"{data.replace('ask', 'kind')}:unclear")
    assert wall.toasts[-1] == "quiz.toast.reported_before"
    await bot.sends_data(BORIS, data)
    assert bot.wall(BORIS).toasts == ["quiz.toast.foreign"]
    for forged in ("o.kind:1:counts", "o.kind:1:nonsense", "o.kind:x:key", "o.ask", "o.ask:1:2"):
        await bot.sends_data(ALMA, forged)
    async with database.write() as tx:
        boris = await people.find(tx, BORIS.telegram_id)
        assert boris is not None
        assert not await disputes.say(tx, 1, boris.id, "Not mine.")
    assert await reports(database) == [("unclear", "Which <harbour>?")]


async def test_words_are_for_what_was_asked_last(database: Database, clock: Clock) -> None:
    async with database.write() as tx:
        await add_set(tx, questions=[YEAR, NUMBER])
    bot = Bot(database, clock)
    await bot.writes(ALMA, "/quiz 2")
    wall = await bot.writes(ALMA, "342" if "chests" in bot.wall(ALMA).last.text else "1773")
    answered = wall.last
    clock.advance(5)
    await bot.taps(ALMA, PROBLEM)
    await bot.taps(ALMA, "The answer given is wrong")
    clock.advance(5)
    await bot.taps(ALMA, "Next", answered)
    await bot.writes(ALMA, "342" if "chests" in wall.last.text else "1773")
    assert await reports(database) == [("key", None)]
    async with database.read() as tx:
        assert len((await tx.execute(select(tables.responses))).all()) == 2
    clock.advance(5)
    await bot.taps(ALMA, PROBLEM, answered)
    await bot.taps(ALMA, "It is misspelt")
    clock.advance(3601)
    await bot.writes(ALMA, "Hello?")
    assert await reports(database) == [("key", None), ("typo", None)]


async def test_a_report_can_be_left_before_it_is_made(database: Database, clock: Clock) -> None:
    async with database.write() as tx:
        await add_set(tx, questions=[YEAR])
    bot = Bot(database, clock)
    await bot.writes(ALMA, "/quiz")
    wall = await bot.writes(ALMA, "1773")
    await bot.taps(ALMA, PROBLEM)
    await bot.taps(ALMA, "Cancel")
    assert wall.last.text.startswith("Nothing is reported.")
    assert wall.last.labels == []
    assert await reports(database) == []


async def test_words_below_a_question_with_buttons_are_no_report_s(
    database: Database, clock: Clock
) -> None:
    """Where a report is made while that question stands below it, its card comes down first."""
    async with database.write() as tx:
        await add_set(tx, questions=[make_question(f"tea-{n}") for n in range(2)])
    bot = Bot(database, clock)
    wall = await bot.writes(ALMA, "/quiz 2")
    await bot.taps(ALMA, "Green")
    answered = wall.last
    await bot.taps(ALMA, PROBLEM)
    await bot.taps(ALMA, "It is unclear")
    clock.advance(5)
    await bot.taps(ALMA, "Next", answered)
    assert "quiz.tap_hint" in (await bot.writes(ALMA, "Green, I think")).screens
    assert await reports(database) == [("unclear", None)]
    clock.advance(5)
    await bot.taps(ALMA, PROBLEM, answered)
    card = wall.last
    async with database.write() as tx:
        await debts.show(tx, ALMA.telegram_id, "dispute:1", 70, clock())
        await debts.show(tx, ALMA.telegram_id, step_place(1, 2), 71, clock())
    await bot.taps(ALMA, "It is misspelt", card)
    assert wall.last is not card
    assert (card.labels, wall.last.labels) == ([], ["That is all"])
    await bot.writes(ALMA, "Grene")
    assert await reports(database) == [("unclear", None), ("typo", "Grene")]
