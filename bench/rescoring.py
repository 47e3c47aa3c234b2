"""A ruling on a question that up to a hundred thousand people answered: all marked anew."""

import argparse
import asyncio
from datetime import UTC
from pathlib import Path

from bench.databases import fresh, servers
from bench.saying import say
from bench.timing import Taken, milliseconds, timed
from bot.app import utc_now
from bot.domain.disputes.ruling import Verdict
from bot.domain.fingerprint import fingerprint
from bot.domain.marking import Given, mark
from bot.domain.people.person import Who
from bot.domain.question import Question, QuestionSet
from bot.handlers.disputes import BETWEEN, LATER
from bot.services.disputes.rescoring import Left, Rescoring
from bot.services.disputes.rulings import Wish, rule
from bot.storage.bank import bank
from bot.storage.boards.proving import differences
from bot.storage.database import Database
from bot.storage.disputes import rulings
from bot.storage.people import people
from bot.storage.quiz.new_response import NewResponse
from bot.storage.quiz.responses import record
from bot.storage.rounds.voters import recognise_many
from tests.storage.bank_rows import make_question

TEACHER = Who(1, "Teacher")
GROUP = -1
BATCH = 1_000
FIRST = 1_000
"""Telegram ids of learners count from here."""


def add_arguments(parser: "argparse._ArgumentGroup") -> None:
    """What may be chosen."""
    parser.add_argument("--answers", type=int, default=100_000, help="to the question ruled on")


async def measure(folder: Path, args: argparse.Namespace) -> None:
    """Print a line for each figure as it comes."""
    with servers(folder) as kinds:
        for kind, server in kinds.items():
            async with fresh(server, "rescoring") as database:
                await answered(database, args.answers)
                await marked_anew(database, kind, args.answers)


async def answered(database: Database, number: int) -> None:
    """A question that so many answered in a group's poll; half of them gave the key."""
    question, now = make_question("disputed"), utc_now()
    await publish(database, question)
    for start in range(0, number, BATCH):
        crowd = [Who(FIRST + n, f"Learner {n}") for n in range(start, min(start + BATCH, number))]
        async with database.write() as tx:
            made = await recognise_many(tx, crowd, now)
            new = []
            for place, one in enumerate(crowd):
                given = Given(frozenset("ab"[place % 2]))
                new.append(
                    NewResponse(
                        made[one.telegram_id], 1, 1, GROUP, given, mark(question, given), now,
                        poll_id="p",
                    )
                )  # fmt: skip
            await record(tx, new, UTC)


async def publish(database: Database, question: Question) -> None:
    """Bring the question as the only one of its set."""
    tea = QuestionSet("tea", "Tea", "en", 1, {"leaf": "Leaf"}, (question,))
    async with database.write() as tx:
        await bank.publish(
            tx, tea, fingerprints={question.id: fingerprint(question)}, own_sources=[],
            origin="file", code="TEA", content_hash="0", by=None, now=utc_now(),
        )  # fmt: skip


async def marked_anew(database: Database, kind: str, number: int) -> None:
    """Rule that the other option is right; step by step, with the pauses that others get."""
    async with database.write() as tx:
        teacher = await people.recognise(tx, TEACHER, utc_now())
        wish = Wish(1, 1, Verdict.KEY, "b", "It says so.")
        made = await rule(tx, wish, teacher.id, utc_now())
    following, steps = Rescoring(database), list[Taken]()

    async def all_of_it() -> None:
        while (left := await step()) is not Left.NOTHING:  # noqa: ASYNC110 - as the bot does
            await asyncio.sleep(BETWEEN if left is Left.MORE else LATER)

    async def step() -> Left:
        found: list[Left] = []

        async def one() -> None:
            found.append(await following.step(utc_now()))

        steps.append(await timed(one))
        return found[0]

    whole = await timed(all_of_it)
    async with database.read() as tx:
        wrong = await differences(tx)
        ruling = await rulings.find(tx, made) if isinstance(made, int) else None
    if wrong or ruling is None or ruling.pending:
        raise RuntimeError(f"not marked anew as the log says: {made}, {wrong[:3]}")
    say(
        f"{kind}: {number:,} responses marked anew in {whole.clock:.0f} s, processor"
        f" {whole.processor:.0f} s; {len(steps)} steps of {milliseconds(steps)}"
    )
