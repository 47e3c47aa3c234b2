"""Publishing a set touches no other, and keeps its history."""

from sqlalchemy import select

from bot.domain.question import Question, QuestionSet, State
from bot.storage import tables
from bot.storage.bank import bank, questions
from bot.storage.database import Database, Tx
from tests.conftest import Clock
from tests.storage.bank_rows import make_question


async def publish(tx: Tx, clock: Clock, slug: str, version: int, *held: Question) -> bank.Published:
    return await bank.publish(
        tx,
        QuestionSet(slug, slug.title(), "en", version, {"leaf": "The leaf"}, held),
        fingerprints={question.id: "f" * 16 for question in held},
        own_sources=[],
        origin="file",
        code=f"CODE-{slug}",
        content_hash=f"{slug} {version}",
        by=None,
        now=clock(),
    )


async def served(tx: Tx) -> int:
    return len(await questions.candidates(tx, 1))


async def test_a_newer_version_retires_only_what_its_own_set_served(
    database: Database, clock: Clock
) -> None:
    one, two, other = (make_question(slug) for slug in ("tea-1", "tea-2", "milk-1"))
    draft = make_question("tea-draft", state=State.DRAFT)
    async with database.write() as tx:
        await publish(tx, clock, "milk", 1, other)
        first = await publish(tx, clock, "tea", 1, one, two, draft)
        assert (first.added, first.changed, first.retired) == (
            ("tea-1", "tea-2", "tea-draft"), (), (),
        )  # fmt: skip
        assert await served(tx) == 3, "a draft is not asked"
        second = await publish(tx, clock, "tea", 2, one)
        assert (second.added, second.changed, second.retired) == ((), (), ("tea-2",))
        assert await served(tx) == 2
        third = await publish(tx, clock, "tea", 3, one)
        assert third.retired == (), "what was retired before is not retired again"
        assert (third.set_id, third.code) == (first.set_id, first.code)


async def test_the_same_version_twice_is_one_and_older_ones_stay(
    database: Database, clock: Clock
) -> None:
    tea = make_question("tea-1")
    async with database.write() as tx:
        await publish(tx, clock, "milk", 2, make_question("milk-1"))
        for version in (1, 2, 2):
            await publish(tx, clock, "tea", version, tea)
        rows = select(tables.set_versions.c.content_hash).order_by(tables.set_versions.c.id)
        assert (await tx.execute(rows)).scalars().all() == ["milk 2", "tea 1", "tea 2"]
        versions = select(tables.question_versions.c.version)
        assert (await tx.execute(versions)).scalars().all() == [1, 1], "nothing in them changed"
