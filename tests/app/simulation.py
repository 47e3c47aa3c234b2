"""Groups, crowds and learners that act at random, and what must be true when they have gone home.

The truth is the sandbox's own record of polls and votes and the key in the bank's YAML; nothing
here asks the code under test what is right.
"""

import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import yaml
from sqlalchemy import func, select

from bot.sandbox.client import Sandbox, SandboxError
from bot.sandbox.humans import Group
from bot.sandbox.people import DANA_ID
from bot.sandbox.polls import Poll
from bot.storage import tables
from bot.storage.database import Database
from tests.app.conftest import QUESTIONS
from tests.app.test_kill import Tapper

TROUBLES: tuple[dict[str, Any], ...] = (
    {"method": "getUpdates", "kind": "duplicate", "times": 2},
    {"method": "getUpdates", "kind": "reset"},
    {"method": "getUpdates", "kind": "status", "status": 502},
    {"method": "getUpdates", "kind": "delay", "seconds": 0.1},
    {"method": "sendPoll", "kind": "reset"},
    {"method": "sendPoll", "kind": "drop"},
    {"method": "sendPoll", "kind": "status", "status": 500},
    {"method": "sendPoll", "kind": "status", "status": 429, "retry_after": 1},
    {"method": "sendPoll", "kind": "delay", "seconds": 0.1},
    {"method": "sendMessage", "kind": "status", "status": 429, "retry_after": 1},
    {"method": "sendMessage", "kind": "reset"},
    {"method": "sendMessage", "kind": "drop"},
    {"method": "editMessageText", "kind": "status", "status": 500},
    {"method": "editMessageText", "kind": "reset"},
    {"method": "editMessageText", "kind": "delay", "seconds": 0.1},
    {"method": "answerCallbackQuery", "kind": "status", "status": 503},
)
MARKED = 100
STEPS = 400


@dataclass
class Club:
    """A group that plays rounds of ``size`` questions; no two clubs have the same size, so that
    a poll whose reply was lost can be told from the others'."""

    group: Group
    size: int
    rounds: int = 0


@dataclass
class Simulation:
    """``wait`` lets so many seconds pass, for Telegram and for the bot."""

    sandbox: Sandbox
    database: Database
    wait: Callable[[float], Awaitable[None]]
    rng: random.Random
    seconds: int = 20
    clubs: list[Club] = field(default_factory=list)
    tappers: list[Tapper] = field(default_factory=list)

    async def gather(self, clubs: int) -> None:
        """Groups with the bot and people in them."""
        people = [self.sandbox.person(name) for name in ("Alma", "Boris", "Chen")]
        self.tappers = [Tapper(person, self.rng) for person in people]
        dana = self.sandbox.person(DANA_ID)
        for number in range(clubs):
            group = await self.sandbox.new_group(f"Club {number}", people, creator=dana)
            await group.bot("member", by=dana.id)
            self.clubs.append(Club(group, size=2 + number))

    # --- what people do --------------------------------------------------------------------------

    async def play(self, rounds: int, *, troubles: int) -> None:
        """Until every club has begun so many rounds; ``troubles`` faults at each step."""
        for _ in range(STEPS):
            ended = await self._ended_rounds()
            for club in self.clubs:
                if ended[club.group.id] == club.rounds < rounds:
                    await self._begin(club)
            if ended.total() == rounds * len(self.clubs):
                return
            await self.step(troubles)
        raise AssertionError(f"the rounds did not come to an end: {ended}")

    async def step(self, troubles: int = 0) -> None:
        """Some trouble, some votes, some taps, some seconds."""
        pending = (await self.sandbox.get("faults"))["faults"]
        waiting = {
            fault["method"] for fault in pending
        }  # one at a time, so that some calls go well
        for fault in self.rng.sample(TROUBLES, troubles):
            if fault["method"] not in waiting:
                await self.sandbox.faults(**fault)
        for poll in self._polls():
            if not poll.closed:
                await self._vote(poll)
        await self.rng.choice(self.tappers).act()
        await self.wait(self.rng.choice((4, 6, 8)))

    async def _begin(self, club: Club) -> None:
        words = f"/quiz {club.size} {self.seconds}"
        # Some are told twice by impatient people: the second starts nothing.
        for tapper in self.rng.sample(self.tappers, self.rng.choice((1, 1, 2))):
            await tapper.person.say(words, club.group.id)
        club.rounds += 1

    async def _vote(self, poll: Poll) -> None:
        """A few of the crowd, and perhaps one of the people, who may choose several."""
        try:
            await self.sandbox.vote_many(
                poll.chat, poll.message, count=self.rng.randrange(12),
                seed=self.rng.randrange(1000), right_share=0.6,
            )  # fmt: skip
            voter = self.rng.choice(self.tappers).person
            number = self.rng.randint(1, len(poll.options)) if poll.multiple else 1
            chosen = self.rng.sample([option["text"] for option in poll.options], number)
            await voter.vote(*chosen, message_id=poll.message, chat=poll.chat)
        except SandboxError as refused:
            assert refused.status == 409, refused  # closed meanwhile, or this person has voted

    def _polls(self) -> list[Poll]:
        assert self.sandbox.world is not None
        return list(self.sandbox.world.polls.values())

    # --- the end ---------------------------------------------------------------------------------

    async def settle(self) -> None:
        """Peace: everything that is under way comes to its end."""
        await self.sandbox.clear_faults()
        left: dict[str, int] = {}
        for _ in range(STEPS):
            await self.wait(5)
            left = await self._under_way()
            if not any(left.values()):
                return
        raise AssertionError(f"still under way: {left}")

    async def _ended_rounds(self) -> Counter[int]:
        """How many rounds of each chat are over."""
        query = select(tables.rounds.c.chat).where(tables.rounds.c.state != "open")
        async with self.database.read() as tx:
            return Counter((await tx.execute(query)).scalars())

    async def _under_way(self) -> dict[str, int]:
        what = {
            "rounds": tables.rounds.c.state == "open",
            "inbox": tables.inbox.c.state == "waiting",
            "owed": tables.owed.c.state.in_(("due", "sending")),
            "timers": tables.timers.c.key.is_not(None),
        }
        async with self.database.read() as tx:
            return {
                name: (
                    await tx.execute(select(func.count()).select_from(tables.metadata.tables[name])
                    .where(condition))
                ).scalar_one()
                for name, condition in what.items()
            }  # fmt: skip

    async def check(self) -> None:
        """All that has to be true, after :meth:`settle`."""
        await self._check_nothing_failed()
        await self._check_polls()
        await self._check_votes()
        await self._check_taps()
        await self._check_totals()

    async def _check_nothing_failed(self) -> None:
        failed = select(tables.owed.c.screen, tables.owed.c.reason)
        dead = select(tables.inbox.c.kind, tables.inbox.c.reason)
        async with self.database.read() as tx:
            lost = (await tx.execute(failed.where(tables.owed.c.state == "failed"))).all()
            buried = (await tx.execute(dead.where(tables.inbox.c.state == "dead"))).all()
        assert (lost, buried) == ([], [])

    async def _check_polls(self) -> None:
        """Every question's poll went out once, or is recorded as lost and never went out."""
        query = select(
            tables.rounds.c.chat, tables.rounds.c.state.label("round"), tables.round_questions
        ).join(tables.rounds, tables.rounds.c.id == tables.round_questions.c.round_id)
        async with self.database.read() as tx:
            rows = (await tx.execute(query)).all()
        assert {row.round for row in rows} == {"finished"}
        rounds = sum(club.rounds * club.size for club in self.clubs)
        assert len(rows) == rounds
        there = Counter((poll.chat, poll.id) for poll in self._polls())
        recorded = Counter((row.chat, row.poll_id) for row in rows if row.poll_id)
        assert recorded == there
        assert {row.state for row in rows if row.poll_id} <= {"closed"}
        assert {row.state for row in rows if not row.poll_id} <= {"lost"}
        # Telegram said neither yes nor "later" to those that were lost, and was not asked again.
        calls = Counter(call["status"] for call in await self.sandbox.calls("sendPoll"))
        assert calls[200] == len(there)
        assert calls[0] + calls[500] == sum(not row.poll_id for row in rows)
        assert calls.keys() <= {200, 0, 500, 429}

    async def _check_votes(self) -> None:
        """Every vote that Telegram took is a response, once, with its options and its mark."""
        expected = {}
        for poll in self._polls():
            stem = poll.question.split(" · ", 1)[1]
            for person, chosen in poll.votes.items():
                texts = frozenset(poll.options[index]["text"] for index in chosen)
                expected[poll.id, person] = (texts, BANK[stem].mark(texts))
        assert expected
        query = (
            select(
                tables.responses, tables.accounts.c.telegram_id, tables.question_versions.c.content
            )
            .join(
                tables.accounts, tables.accounts.c.person_id == tables.responses.c.person_id
            )
            .join(
                tables.question_versions,
                tables.question_versions.c.id == tables.responses.c.version_id,
            )
            .where(tables.responses.c.poll_id.is_not(None))
        )  # fmt: skip
        async with self.database.read() as tx:
            rows = (await tx.execute(query)).all()
        logged = {
            (row.poll_id, row.telegram_id): (_texts(row.given["options"], row.content), row.mark)
            for row in rows
        }
        assert len(rows) == len(logged)
        assert logged == expected

    async def _check_taps(self) -> None:
        """Private quizzes: the first tap on each question, once, with its option and its mark."""
        tapped = {at: data for tapper in self.tappers for at, data in tapper.answered.items()}
        asked, log = tables.attempt_questions, tables.responses
        same = (asked.c.attempt_id == log.c.attempt_id) & (asked.c.position == log.c.position)
        query = (
            select(log, asked.c.option_order, tables.question_versions.c.content)
            .join(asked, same)
            .join(tables.question_versions, tables.question_versions.c.id == log.c.version_id)
        )  # fmt: skip
        async with self.database.read() as tx:
            rows = (await tx.execute(query)).all()
        assert Counter((row.attempt_id, row.position) for row in rows) == Counter(tapped.keys())
        for row in rows:
            verb, *about = tapped[row.attempt_id, row.position].split(":")
            chosen = [row.option_order[int(about[2])]] if verb == "q.a" else []
            texts = _texts(chosen, row.content)
            assert row.given["options"] == chosen
            assert row.mark == (BANK[row.content["stem"]].mark(texts) if chosen else 0)

    async def _check_totals(self) -> None:
        """The first response to a question on a board in a period counts, and nothing else."""
        async with self.database.read() as tx:
            log = (await tx.execute(select(tables.responses).order_by(tables.responses.c.id))).all()
            stored = {
                (row.board, row.period, row.first_day, row.person_id): (
                    row.score, row.responses, row.right,
                )
                for row in await tx.execute(select(tables.totals))
            }  # fmt: skip
        counted: dict[tuple[int, str, date, int], tuple[int, int, int]] = {}
        seen = set()
        for row in log:
            for period, day in _days(row.at):
                key = (row.board, period, day, row.person_id)
                if (key, row.question_id) in seen:
                    continue
                seen.add((key, row.question_id))
                score, number, right = counted.get(key, (0, 0, 0))
                counted[key] = (score + row.mark, number + 1, right + (row.mark == MARKED))
        assert stored == counted


def _texts(option_ids: list[str], content: dict[str, Any]) -> frozenset[str]:
    """What stands on the options of a stored question."""
    words = {option["id"]: option.get("text") for option in content["options"]}
    return frozenset(words[one] or one.capitalize() for one in option_ids)


def _days(at: datetime) -> list[tuple[str, date]]:
    """The periods that a moment belongs to, with their first days; every board keeps UTC here."""
    today = at.astimezone(UTC).date()
    monday = today - timedelta(days=today.weekday())
    first = today.replace(day=1)
    return [("day", today), ("week", monday), ("month", first), ("all", date(1970, 1, 1))]


@dataclass(frozen=True)
class Key:
    """The right options of a question, as its file in the bank has them."""

    right: frozenset[str]
    several: bool

    def mark(self, chosen: frozenset[str]) -> int:
        """One option: all or nothing. Several: each key a share, each distractor takes one away."""
        if not self.several:
            return MARKED if chosen == self.right else 0
        shares = len(chosen & self.right) - len(chosen - self.right)
        return max(0, shares) * MARKED // len(self.right)


def _bank() -> dict[str, Key]:
    bank = {}
    for path in sorted((QUESTIONS / "sets").glob("*.yaml")):
        for question in yaml.safe_load(path.read_text("utf-8"))["questions"]:
            options = question.get("options", [])
            right = frozenset(str(one["text"]) for one in options if one.get("key"))
            if question["type"] == "truefalse":
                right = frozenset([str(question["answer"])])
            stem = " ".join(question["stem"].split())
            bank[stem] = Key(right, several=question["type"] == "multiple")
    return bank


BANK = _bank()
"""Keys by stem."""
