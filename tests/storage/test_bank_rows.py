"""The rows that tests stand on are what the application would read."""

from sqlalchemy import select

from bot.domain.question import QuestionType
from bot.storage import tables
from bot.storage.bank.question_json import from_json, to_json
from bot.storage.database import Database
from tests.storage.bank_rows import add_set, retire, sample_questions


async def test_the_sample_set_reads_back_as_its_questions(database: Database) -> None:
    async with database.write() as tx:
        added = await add_set(tx)
        await retire(tx, added, "tea-chests")
    async with database.read() as tx:
        rows = (await tx.execute(select(tables.question_versions.c.content))).scalars().all()
        served = (
            await tx.execute(
                select(tables.questions.c.slug).where(tables.questions.c.version_id.is_not(None))
            )
        ).scalars()
        assert "tea-chests" not in set(served)
    assert [from_json(row) for row in rows] == sample_questions()
    assert {question.type for question in sample_questions()} == set(QuestionType)


def test_rows_of_older_types_stand_without_what_newer_ones_have() -> None:
    """As they were frozen before there were text, ordering and matching questions."""
    newer = {QuestionType.TEXT: "text_key", QuestionType.MATCHING: "lefts"}
    for question in sample_questions():
        content = to_json(question)
        assert {"text_key", "lefts"} & content.keys() == {newer.get(question.type)} - {None}
