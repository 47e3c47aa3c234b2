"""A group, a bank of tea, and hands for what the sender and Telegram would do."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update

from bot.domain.owed import Argument, Owed
from bot.domain.people.group import Actor, GroupChat
from bot.domain.people.person import Who
from bot.domain.question import Option, Question, QuestionType
from bot.domain.rounds.quiz_poll import poll_question
from bot.domain.rounds.round import SeenPoll, Vote
from bot.domain.sent import Sent
from bot.services.rounds.choosing import Choosing
from bot.services.rounds.directing import Directing
from bot.services.rounds.lobby import LobbyService
from bot.services.rounds.opening import RoundService
from bot.services.rounds.polls import PollService
from bot.services.rounds.reading import RoundReading
from bot.storage import tables
from bot.storage.cause import Cause
from bot.storage.database import Database
from bot.storage.delivery import inbox
from bot.storage.delivery.inbox import Arrival
from bot.storage.rounds import polls
from bot.storage.rounds.polls import Asked
from tests.conftest import Clock
from tests.storage.bank_rows import add_set, make_question

GROUP = GroupChat(-4_000_000_001, "Tea room")
ALMA = Who(5_000_000_001, "Alma", language_code="en")
BORIS = Who(5_000_000_002, "Boris", language_code="ru")
CHEN = Who(5_000_000_003, "Chen")
DANA = Who(5_000_000_004, "Dana")
MEMBER, ADMIN = Actor(ALMA, admin=False), Actor(DANA, admin=True)


def tea_questions(number: int = 8) -> list[Question]:
    """Single choices whose key is ``a`` ("Green")."""
    return [make_question(f"tea-{n}") for n in range(number)]


MULTIPLE = make_question(
    "tea-camellia",
    QuestionType.MULTIPLE,
    options=[
        Option("a", "White tea", key=True),
        Option("b", "Rooibos"),
        Option("c", "Pu-erh", key=True),
    ],
)


@dataclass
class Reach:
    """Since when Telegram has been in reach; None while it is not."""

    began: datetime | None

    def since(self) -> datetime | None:
        return self.began


@dataclass
class Stage:
    """The services on a database, and what is owed on it."""

    database: Database
    clock: Clock
    telegram: Reach
    rounds: RoundService
    polls: PollService
    lobby: LobbyService
    directing: Directing
    reading: RoundReading
    choosing: Choosing

    async def debts(self, screen: str | None = None) -> list[Owed]:
        """What is owed, in order, of one screen or of all."""
        query = select(tables.owed).where(tables.owed.c.state == "due").order_by(tables.owed.c.id)
        async with self.database.read() as tx:
            rows = [row for row in await tx.execute(query) if screen in (None, row.screen)]
        return [
            Owed(row.chat, row.screen, row.args, row.place, row.fresh, row.thread, row.callback,
                 row.expires, row.once)
            for row in rows
        ]  # fmt: skip

    async def notes(self) -> list[Argument]:
        return [debt.args["note"] for debt in await self.debts("round_note")]

    async def pay(self, screen: str) -> list[Owed]:
        """Forget the debts of a screen, as if they had been sent; they are returned."""
        paid = await self.debts(screen)
        async with self.database.write() as tx:
            await tx.execute(delete(tables.owed).where(tables.owed.c.screen == screen))
        return paid

    async def send_poll(self, poll_id: str = "p1") -> Asked:
        """Send the one poll that is owed; its options are called o0, o1, … by Telegram."""
        (debt,) = await self.pay("poll")
        asked = await self.asked(debt)
        ids = tuple(f"o{index}" for index in range(len(asked.option_order)))
        async with self.database.write() as tx:
            sent = Sent(debt.chat, 7, self.clock(), poll_id, ids)
            await self.polls.sent(tx, debt, sent)
        return await self.asked(debt)

    async def lose_poll(self) -> Asked:
        """The one poll that is owed gets an unknown fate."""
        (debt,) = await self.debts("poll")
        async with self.database.write() as tx:
            await tx.execute(
                update(tables.owed).where(tables.owed.c.screen == "poll").values(state="unknown")
            )
            await self.polls.fate_unknown(tx, debt)
        return await self.asked(debt)

    async def asked(self, debt: Owed) -> Asked:
        async with self.database.read() as tx:
            round_id, position = debt.args["round"], debt.args["position"]
            assert isinstance(round_id, int)
            assert isinstance(position, int)
            found = await polls.asked(tx, round_id, position)
        assert found is not None
        return found

    async def vote(self, who: Who, asked: Asked, *option_ids: str) -> None:
        await self.polls.take_votes([vote(who, asked, *option_ids, at=self.clock())], self.clock())

    async def timers(self) -> dict[str, float]:
        """Seconds from now until each timer is due."""
        async with self.database.read() as tx:
            rows = await tx.execute(select(tables.timers))
            return {row.key: (row.due - self.clock()).total_seconds() for row in rows}

    async def fire(self) -> None:
        """Let the one timer's time come, and do what it is for."""
        async with self.database.write() as tx:
            (row,) = await tx.execute(select(tables.timers))
            await tx.execute(delete(tables.timers))
        self.clock.now = row.due
        if row.kind == "lobby":
            return await self.lobby.tick(row.args["round"], self.clock())
        await self.rounds.close(row.args["round"], row.args["position"], self.clock())

    async def presences(self) -> dict[str, str]:
        """What is known of people in groups, by first name."""
        of, accounts = tables.members, tables.accounts
        query = select(accounts.c.first_name, of.c.presence).where(
            accounts.c.person_id == of.c.person_id
        )
        async with self.database.read() as tx:
            return {row.first_name: row.presence for row in await tx.execute(query)}

    async def waiting(self, update_id: int, kind: str, chat: int = GROUP.id) -> Cause:
        """Something has come in from a chat just now, and waits in its lane."""
        async with self.database.write() as tx:
            await inbox.put(tx, [Arrival(update_id, str(chat), kind, "{}")], self.clock())
        return Cause([update_id], self.clock())

    async def count(self, table: str) -> int:
        async with self.database.read() as tx:
            query = select(func.count()).select_from(tables.metadata.tables[table])
            return int((await tx.execute(query)).scalar_one())


def vote(who: Who, asked: Asked, *option_ids: str, at: datetime | None = None) -> Vote:
    """A vote for options by the bank's ids."""
    assert asked.poll_id is not None
    chosen = [asked.persistent_ids[asked.option_order.index(one)] for one in option_ids]
    return Vote(asked.poll_id, who, tuple(chosen), at or Clock().now)


async def stage_with(
    database: Database, clock: Clock, questions: Sequence[Question] | None = None,
    topics: Mapping[str, str] | None = None,
) -> Stage:  # fmt: skip
    """The services, with a set of tea questions to ask."""
    async with database.write() as tx:
        await add_set(
            tx,
            questions=tea_questions() if questions is None else questions,
            topics=dict(topics) if topics else None,
        )
    instructors = frozenset({CHEN.telegram_id})
    telegram = Reach(clock.now)
    return Stage(
        database,
        clock,
        telegram,
        RoundService(database, random.Random(7), instructors, reached_since=telegram.since),
        PollService(database),
        LobbyService(database, instructors),
        Directing(database, instructors),
        RoundReading(database),
        Choosing(database),
    )


def shown(asked: Asked, poll_id: str = "late", *, closed: bool = True) -> SeenPoll:
    """The poll as a closing update shows it."""
    options = [asked.question.option(one) for one in asked.option_order]
    return SeenPoll(
        poll_id,
        poll_question(asked.position, asked.round.total, asked.question.stem),
        tuple((f"o{index}", option.text) for index, option in enumerate(options)),
        tuple(index for index, option in enumerate(options) if option.key),
        closed,
    )
