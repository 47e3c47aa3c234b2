"""What instructors tap and write to rule: each step is in SQL, and what is outdated is refused."""

from dataclasses import dataclass

import pytest
from sqlalchemy import delete, select

from bot.domain.disputes.dispute import Kind
from bot.domain.disputes.ruling import Verdict
from bot.domain.marking import Given
from bot.domain.owed import Owed
from bot.domain.people.person import Person, Who
from bot.domain.question import QuestionType
from bot.services.disputes.queue import DisputeQueue
from bot.services.disputes.rulings import Wish
from bot.services.documents import meant
from bot.services.quiz.debts import Tap
from bot.storage import tables
from bot.storage.bank import questions
from bot.storage.curation import open_edits
from bot.storage.database import Database
from bot.storage.disputes import disputes, rulings
from bot.storage.people import people
from bot.storage.quiz import attempts, prompts
from tests.conftest import Clock
from tests.handlers.learner import ALMA
from tests.storage.bank_rows import AddedSet, add_set, sample_questions
from tests.storage.disputes.test_appeals import answered

TESS, URSA = Who(9_000_000_001, "Tess"), Who(9_000_000_002, "Ursa")
BY_TYPE = {question.type: question for question in sample_questions()}
GIVEN = {
    QuestionType.YEAR: Given(value=None),
    QuestionType.TEXT: Given(text="Galle"),
    QuestionType.MULTIPLE: Given(frozenset("ab")),
}


@dataclass
class Desk:
    database: Database
    clock: Clock
    queue: DisputeQueue
    tea: AddedSet
    tess: Person

    async def report(self, kind: QuestionType) -> Wish:
        """A learner reports a question of that type; what would be ruled on it, but the verdict."""
        slug = BY_TYPE[kind].id
        async with self.database.write() as tx:
            alma = await people.recognise(tx, ALMA, self.clock())
            attempt = await answered(tx, self.tea, alma.id, self.clock(), (slug, GIVEN[kind]))
            step = await attempts.step(tx, attempt, 1)
            assert step is not None and step.response_id is not None
            about = await disputes.answered(tx, step.response_id)
            assert about is not None
            assert await disputes.make(tx, about, Kind.KEY, self.clock())
        return Wish(self.tea.questions[slug], self.tea.versions[slug], Verdict.KEY)

    async def taps(self, wish: Wish, who: Who = TESS, *, chosen: bool = False) -> list[Owed]:
        await self.queue.choose(Tap(who, "q"), wish, self.clock(), chosen=chosen)
        return await self.owed()

    async def writes(self, text: str) -> list[str]:
        """What is owed for a text that was asked for, by screens and words."""
        async with self.database.write() as tx:
            prompt = await prompts.of(tx, self.tess.id)
            assert prompt is not None, "nothing was asked for"
            debts = await self.queue.said(tx, self.tess, prompt, text, self.clock())
        return [str(debt.args.get("word", debt.screen)) for debt in debts]

    async def owed(self) -> list[Owed]:
        async with self.database.write() as tx:
            rows = (await tx.execute(select(tables.owed).order_by(tables.owed.c.id))).all()
            await tx.execute(delete(tables.owed))
        return [Owed(row.chat, row.screen, row.args, row.place) for row in rows]

    async def served(self, kind: QuestionType) -> object:
        """The key of what is served now."""
        async with self.database.read() as tx:
            versions = tables.questions.c
            mine = versions.slug == BY_TYPE[kind].id
            version = (await tx.execute(select(versions.version_id).where(mine))).scalar_one()
            question = (await questions.load(tx, [version]))[version]
        if question.text_key:
            return question.text_key.forms
        return question.typed.value if question.typed else question.keys


@pytest.fixture
async def desk(database: Database, clock: Clock) -> Desk:
    async with database.write() as tx:
        tea = await add_set(tx)
        tess = await people.recognise(tx, TESS, clock())
    queue = DisputeQueue(database, {TESS.telegram_id, URSA.telegram_id})
    return Desk(database, clock, queue, tea, tess)


async def test_another_value_and_its_reason_are_written_one_after_the_other(desk: Desk) -> None:
    wish = await desk.report(QuestionType.YEAR)
    async with desk.database.write() as tx:
        await meant.mean_opened(tx, desk.tess.id, 7, 1, desk.clock())
    await desk.taps(wish)
    assert await desk.writes("in the winter") == ["ruling.toast.value"]
    assert await desk.writes(" 1774 ") == ["quiz.bare", "ruling"]
    assert await desk.writes("x" * 121) == ["ruling.toast.reason"]
    assert await desk.writes("The book says so.") == ["quiz.bare", "ruling"]
    assert await desk.served(QuestionType.YEAR) != 1774, "the quote proves another year"
    assert await desk.writes("It is on the title page.") == ["quiz.bare", "ruling"]
    assert await desk.served(QuestionType.YEAR) == 1774
    async with desk.database.read() as tx:
        opened = await meant.opened(tx, desk.tess.id, desk.clock())
        assert opened and opened.about == {"version": 7, "page": 1}, "it is meant again"
        last = await rulings.last_on(tx, wish.question_id)
    assert last is not None and (last.verdict, last.reason) == (Verdict.KEY, "The book says so.")


async def test_another_spelling_counts_as_well(desk: Desk) -> None:
    wish = await desk.report(QuestionType.TEXT)
    async with desk.database.write() as tx:
        assert await open_edits.of(tx, desk.tess.id) is None
    await desk.taps(Wish(wish.question_id, wish.version_id, Verdict.BOTH))
    assert await desk.writes("Galle") == ["quiz.bare", "ruling"]
    assert await desk.served(QuestionType.TEXT) == ("Colombo", "Kolamba", "Galle")


async def test_of_several_keys_one_changes_sides(desk: Desk) -> None:
    wish = await desk.report(QuestionType.MULTIPLE)
    debts = await desk.taps(wish)
    assert debts[-1].args["step"] == "key"
    await desk.queue.pick(Tap(TESS, "q"), wish, "1", desk.clock())
    assert await desk.writes("Rooibos is one, it says.") == ["quiz.bare", "ruling"]
    assert await desk.writes("The next page lists it.") == ["quiz.bare", "ruling"]
    assert await desk.served(QuestionType.MULTIPLE) == frozenset("abc")


async def test_what_is_void_is_meant(desk: Desk) -> None:
    wish = await desk.report(QuestionType.TEXT)
    void = Wish(wish.question_id, wish.version_id, Verdict.VOID)
    async with desk.database.write() as tx:
        await meant.mean_sent(tx, desk.tess.id, 1, desk.clock())
    assert (await desk.taps(void))[-1].args["step"] == "void"
    async with desk.database.read() as tx:
        prompt = await prompts.of(tx, desk.tess.id)
    assert prompt and prompt.about == {"sent": 1}, "a document asks for no words meanwhile"
    debts = await desk.taps(void, chosen=True)
    assert debts[0].args["word"] == "ruling.toast.ruled"
    assert (await desk.taps(void, URSA, chosen=True))[0].args["word"] == "ruling.toast.outdated"


async def test_an_option_of_no_place_and_a_version_of_no_question_change_nothing(
    desk: Desk,
) -> None:
    wish = await desk.report(QuestionType.MULTIPLE)
    await desk.queue.pick(
        Tap(TESS, "q"), Wish(wish.question_id, wish.version_id, Verdict.BOTH), "77", desk.clock()
    )
    assert (await desk.owed())[0].args["word"] == "ruling.toast.unfit"
    stray = Wish(wish.question_id, 999, Verdict.VOID)
    assert (await desk.taps(stray, chosen=True))[0].args["word"] == "ruling.toast.outdated"


async def test_a_learner_rules_nothing(desk: Desk) -> None:
    wish = await desk.report(QuestionType.TEXT)
    void = Wish(wish.question_id, wish.version_id, Verdict.VOID)
    debts = await desk.taps(void, ALMA, chosen=True)
    assert [debt.args["word"] for debt in debts] == ["bank.toast.gone"]
    assert not await desk.queue.waits(ALMA.telegram_id)
    assert await desk.queue.waits(TESS.telegram_id)
