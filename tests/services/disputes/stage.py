"""A bank of tea in which people have answered, and hands for what they report and are ruled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC

from sqlalchemy import select

from bot.domain.boards.board import EVERYONE
from bot.domain.disputes.ruling import Verdict
from bot.domain.fingerprint import fingerprint
from bot.domain.marking import Given, mark
from bot.domain.people.person import Person, Who
from bot.domain.question import Question, QuestionSet
from bot.domain.quizzes.attempt import AttemptKind, AttemptState, Scope
from bot.services.disputes.rescoring import Left, Rescoring
from bot.services.disputes.rulings import Refused, Wish, rule, take_back
from bot.storage import tables
from bot.storage.bank import bank, questions
from bot.storage.boards import proving
from bot.storage.database import Database, Tx
from bot.storage.disputes import rulings
from bot.storage.people import people
from bot.storage.quiz import attempts
from bot.storage.quiz.new_response import NewResponse
from bot.storage.quiz.responses import record
from tests.conftest import Clock
from tests.storage.bank_rows import make_question

GROUP = -4_000_000_001
TEACHER = Who(9_000_000_001, "Tess")
QUESTIONS = [make_question(f"tea-{n}") for n in range(3)]
DISPUTED = QUESTIONS[0]
A, B, C = (Given(frozenset(one)) for one in "abc")


@dataclass
class Stage:
    """A bank of tea in which people have answered."""

    database: Database
    clock: Clock
    people: list[Person] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)

    async def begin(self, number: int) -> None:
        async with self.database.write() as tx:
            await self.publish(tx, QUESTIONS)
            for n in range(number):
                who = Who(5_000_000_001 + n, f"Learner {n}")
                self.people.append(await people.recognise(tx, who, self.clock()))

    async def publish(self, tx: Tx, brought: Sequence[Question], version: int = 1) -> None:
        """Bring the set as a file would."""
        tea = QuestionSet("tea", "Tea", "en", version, {"leaf": "Leaf"}, tuple(brought))
        await bank.publish(
            tx, tea, fingerprints={q.id: fingerprint(q) for q in brought}, own_sources=[],
            origin="file", code="TEA", content_hash="0", by=None, now=self.clock(),
        )  # fmt: skip
        rows = await tx.execute(select(tables.questions))
        for row in rows:
            self.ids[row.slug], self.versions[row.slug] = row.id, row.version_id

    async def answer(
        self,
        person: int,
        given: Mapping[str, Given],
        *,
        poll: str = "",
        seen: Question | None = None,
    ) -> list[int]:
        """Responses in a private attempt, or in a group's polls; their ids. Marked as the versions
        stand, or as they were ``seen``.
        """
        who, now = self.people[person], self.clock()
        async with self.database.write() as tx:
            attempt, asked = None, []
            for slug, said in given.items():
                version = self.versions[slug]
                asked.append((seen or (await questions.load(tx, [version]))[version], said))
            if not poll:
                frozen = [attempts.Frozen(self.versions[q.id], ()) for q, _ in asked]
                attempt = await attempts.begin(
                    tx, who.id, frozen, kind=AttemptKind.QUIZ, scope=Scope(), now=now
                )
            new = [
                NewResponse(
                    who.id, self.ids[q.id], self.versions[q.id], GROUP if poll else EVERYONE, said,
                    mark(q, said), now, attempt, n if attempt else None,
                    f"{poll}{q.id}" if poll else None,
                )
                for n, (q, said) in enumerate(asked, 1)
            ]  # fmt: skip
            await record(tx, new, UTC)
            if attempt is not None:
                await attempts.end(tx, attempt, AttemptState.FINISHED, now)
            log = tables.responses
            made = select(log.c.id).where(log.c.person_id == who.id).order_by(log.c.id.desc())
            return sorted((await tx.execute(made.limit(len(new)))).scalars())

    async def rule(self, verdict: Verdict, choice: str = "", words: str = "") -> int | Refused:
        async with self.database.write() as tx:
            teacher = await people.recognise(tx, TEACHER, self.clock())
            wish = Wish(self.ids[DISPUTED.id], self.versions[DISPUTED.id], verdict, choice, words)
            return await rule(tx, wish, teacher.id, self.clock())

    async def undo(self, ruling: int | Refused | None = None) -> int | Refused:
        """Take that ruling back, by default the last."""
        async with self.database.write() as tx:
            teacher = await people.recognise(tx, TEACHER, self.clock())
            if isinstance(ruling, int):
                last = await rulings.find(tx, ruling)
            else:
                last = await rulings.last_on(tx, self.ids[DISPUTED.id])
            assert last is not None
            return await take_back(tx, last, teacher.id, self.clock())

    async def settle(self) -> int:
        """All that follows; the number of steps."""
        following, steps = Rescoring(self.database), 0
        while (left := await following.step(self.clock())) is not Left.NOTHING:
            steps += 1
            if left is Left.LATER:
                async with self.database.write() as tx:
                    await tx.execute(tables.owed.delete())
        return steps

    async def marks(self) -> list[tuple[int, bool]]:
        """The marks of the log, in order, and whether each is void."""
        log = tables.responses
        async with self.database.read() as tx:
            rows = await tx.execute(select(log.c.mark, log.c.void).order_by(log.c.id))
            return [(row.mark, row.void) for row in rows]

    async def totals(self) -> list[tuple[int, ...]]:
        """Everybody's totals on all boards, which are as the log says."""
        async with self.database.read() as tx:
            assert await proving.differences(tx) == []
            rows = await tx.execute(
                select(tables.totals).order_by(tables.totals.c.board_id, tables.totals.c.person_id)
            )
            return [tuple(row) for row in rows]

    async def owed(self, screen: str) -> list[int]:
        """The chats that a screen is owed to."""
        query = select(tables.owed.c.chat).where(tables.owed.c.screen == screen)
        async with self.database.read() as tx:
            return sorted((await tx.execute(query)).scalars())

    async def asked(self) -> set[str]:
        """The questions that may be drawn."""
        async with self.database.read() as tx:
            found = await questions.candidates(tx, self.people[0].id)
        return {slug for slug, n in self.ids.items() if n in {one.question_id for one in found}}
