"""A document changes: what rested on it is asked no more, but whoever was asked may finish."""

import random
from pathlib import Path

from bot.__main__ import main
from bot.domain.people.person import Who
from bot.services.bank.shipping import Shipping, pack
from bot.services.bank.taking_in import Bank
from bot.services.disputes.reporting import Disputes
from bot.services.quiz.answering import Answering
from bot.services.quiz.beginning import Beginning
from bot.services.quiz.debts import Tap
from bot.services.quiz.starting import Quiz
from bot.storage.bank import questions
from bot.storage.database import Database, Tx
from bot.storage.quiz import attempts
from tests.bank.proofs.test_retiring import approved_bank, documents, inserted
from tests.bank.samples import SET
from tests.conftest import Clock

ALMA = Who(5_000_000_001, "Alma", "en")
BORIS = Who(5_000_000_002, "Boris", "en")


async def served(tx: Tx) -> set[str]:
    drawn = await questions.candidates(tx, 1)
    return {
        question.id
        for question in (await questions.load(tx, [one.version_id for one in drawn])).values()
    }


async def test_what_fell_leaves_the_running_bot_and_its_attempts_go_on(
    database: Database, rng: random.Random, clock: Clock, tmp_path: Path
) -> None:
    folder = approved_bank(tmp_path / "bank", clock)
    shipping, quiz = Shipping(Bank(database, rng)), Quiz(database, rng)
    await shipping.take_in(await pack(folder), clock())
    await quiz.quiz(ALMA, "", clock())
    async with database.read() as tx:
        assert await served(tx) == {"lamp-lit-date", "wreck-drowned", "horn-year"}
        [begun] = [await attempts.find(tx, 1)]
        before = await attempts.steps(tx, 1)
    assert begun is not None
    assert begun.open

    sources = documents(tmp_path / "sources", inserted)
    assert main(["bank", "verify", "--sources", str(sources), str(folder), "--retire"]) == 0
    done = await shipping.take_in(await pack(folder), clock())
    assert done is not None
    assert set(done.published[SET].changed) == {"lamp-lit-date", "wreck-drowned", "horn-year"}

    async with database.read() as tx:
        assert await served(tx) == set()
        assert await attempts.steps(tx, 1) == before, "frozen as it was asked"
    await quiz.quiz(BORIS, "", clock())
    answering = Answering(database, Beginning(database, rng), Disputes(database, ()))
    for step in before:
        await answering.give_up(Tap(ALMA, f"tap {step.position}"), 1, step.position, clock())
        await answering.next(
            Tap(ALMA, f"next {step.position}"), 1, step.position, clock(), source_open=False
        )
    async with database.read() as tx:
        steps = await attempts.steps(tx, 1)
        assert [step.answered for step in steps] == [True] * 3
        assert [step.version_id for step in steps] == [step.version_id for step in before]
        assert await attempts.find(tx, 2) is None, "there is nothing left to ask anybody"


async def test_what_is_approved_again_is_asked_again(
    database: Database, rng: random.Random, clock: Clock, tmp_path: Path
) -> None:
    folder = approved_bank(tmp_path / "bank", clock)
    shipping = Shipping(Bank(database, rng))
    await shipping.take_in(await pack(folder), clock())
    sources = documents(tmp_path / "sources", inserted)
    main(["bank", "verify", "--sources", str(sources), str(folder), "--retire"])
    await shipping.take_in(await pack(folder), clock())
    file = folder / SET
    text = file.read_text(encoding="utf-8").replace("state: retired", "state: approved")
    file.write_text(text, encoding="utf-8")
    await shipping.take_in(await pack(folder), clock())
    async with database.read() as tx:
        assert await served(tx) == {"lamp-lit-date", "wreck-drowned", "horn-year"}
