"""``kill -9`` at random moments: no response lost or doubled, every last screen right."""

import asyncio
import random
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.domain.owed import Owed
from bot.sandbox.client import Sandbox
from bot.sandbox.humans import Human
from bot.services.passages import Passages
from bot.services.pictures import Pictures
from bot.services.quiz_reading import QuizReading
from bot.storage.database import Database, database_url
from bot.storage.tables import (
    accounts,
    attempt_questions,
    attempts,
    inbox,
    owed,
    responses,
    shown,
    totals,
)
from bot.views.message import Message
from bot.views.quiz import QuizScreens
from tests.app.bot_process import BotProcess
from tests.app.conftest import QUESTIONS
from tests.conftest import Clock

LEARNERS = ("Alma", "Boris", "Chen", "Dana")
ANSWERS = {"q.a", "q.pass"}
BUILDS = {"q.put", "q.undo"}
TOGGLES = "☐☑"
PATIENCE = 60.0
REPEATS = 3


@dataclass
class Tapper:
    """Somebody who answers whatever question stands newest in their chat."""

    person: Human
    rng: random.Random
    answered: dict[tuple[int, int], str] = field(default_factory=dict)
    """The first tap on each question, by attempt and position: the one that counts."""
    taps: int = 0

    async def act(self) -> None:
        """One tap on the newest keyboard; a new quiz when there is nothing to go on with."""
        for message in reversed(await self.person.messages()):
            if not message["keyboard"]:
                continue
            for button in self._choices(message):
                await self._tap(message, button)
                return
            break
        await self.person.say("/quiz 4")

    def _choices(self, message: dict[str, Any]) -> list[str]:
        buttons = [
            button
            for row in message["keyboard"] or []
            for button in row
            if "callback_data" in button
        ]
        data = [button["callback_data"] for button in buttons]
        if any(button["text"][0] in TOGGLES for button in buttons):
            # Several correct: options only toggle, so this person does not know.
            return [one for one in data if one.startswith("q.pass")]
        answers = [one for one in data if one.split(":")[0] in ANSWERS]
        # What is put together tap by tap is begun, and given up at some point.
        answers += [one for one in data if one.split(":")[0] in BUILDS]
        onward = [one for one in data if one.startswith(("q.next", "q.resume"))]
        return [self.rng.choice(answers)] if answers else onward

    async def _tap(self, message: dict[str, Any], data: str) -> None:
        verb, *about = data.split(":")
        for _ in range(self.rng.choice((1, 1, 1, 2))):  # some people tap twice
            await self.person.forges(data, message["id"], wait=0)
        self.taps += 1
        if verb in ANSWERS:
            self.answered.setdefault((int(about[0]), int(about[1])), data)


@dataclass
class Theatre:
    sandbox: Sandbox
    bot: BotProcess
    database: Database


@pytest.fixture
async def theatre(empty_url: str, tmp_path: Path, clock: Clock) -> AsyncIterator[Theatre]:
    folder = tmp_path / "bot"
    folder.mkdir()
    async with Sandbox.start() as sandbox:
        bot = BotProcess(
            folder,
            {
                "BOT_TOKEN": sandbox.token,
                "BOT_API_URL": sandbox.url,
                "DATABASE_URL": empty_url,
                "QUESTIONS_DIR": str(QUESTIONS),
                "WEB_PORT": "0",
            },
        )
        database = Database(database_url(empty_url), clock)
        yield Theatre(sandbox, bot, database)
        if bot.process is not None:
            await bot.kill()
        await database.close()


async def confirmed_something(theatre: Theatre, before: int) -> None:
    """Wait until the bot has confirmed an update later than ``before``: it is at work."""

    async def more() -> bool:
        return int((await theatre.sandbox.updates())["confirmed_offset"]) > before

    await theatre.sandbox.wait_for(more, PATIENCE, "the bot to take updates")


async def play_and_kill(theatre: Theatre, taps: int, kills: int, seed: int) -> list[Tapper]:
    rng = random.Random(seed)
    tappers = [Tapper(theatre.sandbox.person(name), rng) for name in LEARNERS]
    await theatre.bot.start()
    for tapper in tappers:
        await tapper.person.start()
        await tapper.person.sees(" ", timeout=PATIENCE)
    moments = sorted(rng.sample(range(5, taps - kills), kills))
    while (number := sum(tapper.taps for tapper in tappers)) < taps:
        await rng.choice(tappers).act()
        if moments and number >= moments[0]:
            moments.pop(0)
            await asyncio.sleep(rng.uniform(0, 0.15))  # any moment of its work
            await theatre.bot.kill()
            offset = int((await theatre.sandbox.updates())["confirmed_offset"])
            await theatre.bot.start()
            await rng.choice(tappers).act()
            await confirmed_something(theatre, offset)
        else:
            await asyncio.sleep(rng.uniform(0, 0.03))
    return tappers


async def settle(theatre: Theatre) -> None:
    """Let the bot finish and stop in peace; then nothing waits and nothing is owed."""
    for _ in range(REPEATS):
        await theatre.sandbox.idle(PATIENCE, quiet=2.5)  # it paces itself, a message a second
        assert await theatre.bot.stop() == 0, theatre.bot.log
        async with theatre.database.read() as tx:
            waiting = select(func.count()).select_from(inbox).where(inbox.c.state == "waiting")
            left = (await tx.execute(waiting)).scalar_one()
            debts = select(owed.c.screen, owed.c.state, owed.c.reason, func.count())
            due = (await tx.execute(debts.group_by(*debts.selected_columns[:3]))).all()
        if not left and not due:
            return
        await theatre.bot.start()
        await theatre.sandbox.person("Alma").say("/score")
    raise AssertionError(f"{left} updates wait, owed: {due}\n{theatre.bot.log}")


async def check_log(theatre: Theatre, tappers: list[Tapper]) -> None:
    """Exactly the questions that were answered have a response: the first tap, once."""
    tapped = {at: data for tapper in tappers for at, data in tapper.answered.items()}
    async with theatre.database.read() as tx:
        order = attempt_questions.c.option_order
        rows = await tx.execute(
            select(responses.c.attempt_id, responses.c.position, responses.c.given, order).join(
                attempt_questions,
                (attempt_questions.c.attempt_id == responses.c.attempt_id)
                & (attempt_questions.c.position == responses.c.position),
            )
        )
        logged = [((row.attempt_id, row.position), row) for row in rows]
        dead = select(func.count()).select_from(inbox).where(inbox.c.state == "dead")
        assert (await tx.execute(dead)).scalar_one() == 0
        counted = select(func.sum(totals.c.responses)).where(totals.c.period == "all")
        firsts = select(responses.c.person_id, responses.c.question_id).distinct().subquery()
        assert (await tx.execute(counted)).scalar_one() == (
            await tx.execute(select(func.count()).select_from(firsts))
        ).scalar_one()
    assert len(logged) == len(dict(logged))
    assert dict(logged).keys() == tapped.keys()
    for at, row in logged:
        verb, *about = tapped[at].split(":")
        chosen = [row.option_order[int(about[2])]] if verb == "q.a" else []
        assert row.given["options"] == chosen


async def check_screens(theatre: Theatre, tappers: list[Tapper]) -> None:
    """The newest message of each quiz shows what the database says."""
    screens = QuizScreens(QuizReading(theatre.database, Passages(None), Pictures(None)))
    for tapper in tappers:
        async with theatre.database.read() as tx:
            newest = (
                await tx.execute(
                    select(attempts)
                    .join(accounts, accounts.c.person_id == attempts.c.person_id)
                    .where(accounts.c.telegram_id == tapper.person.id)
                    .order_by(attempts.c.id.desc())
                    .limit(1)
                )
            ).one_or_none()
        if newest is None:
            continue
        args: dict[str, int | str | bool | None] = {"attempt": newest.id}
        name = "quiz.end"
        if newest.position <= newest.total:  # past the last one, the result has been asked for
            name, args["position"] = "quiz.step", newest.position
        drawn = await screens.renderers()[name](Owed(tapper.person.id, name, args))
        assert isinstance(drawn, Message)
        expected = unescape(re.sub(r"<[^>]*>", "", drawn.html)).strip()
        place = f"step:{newest.id}:{newest.position}" if "position" in args else f"end:{newest.id}"
        messages = {one["id"]: one["text"].strip() for one in await tapper.person.messages()}
        async with theatre.database.read() as tx:
            quiz = select(shown.c.message_id, shown.c.place).where(
                shown.c.chat == tapper.person.id,
                shown.c.place.startswith("step:") | shown.c.place.startswith("end:"),
            )
            last = (await tx.execute(quiz.order_by(shown.c.message_id.desc()).limit(1))).one()
        assert last.place == place, f"{tapper.person.name} sees {last.place} at the bottom"
        assert messages[last.message_id] == expected


async def run(theatre: Theatre, taps: int, kills: int, seed: int) -> None:
    tappers = await play_and_kill(theatre, taps, kills, seed)
    await settle(theatre)
    await check_log(theatre, tappers)
    await check_screens(theatre, tappers)
    assert sum(tapper.taps for tapper in tappers) >= taps
    assert theatre.bot.starts > kills


async def test_nothing_is_lost_over_a_few_kills(theatre: Theatre) -> None:
    await run(theatre, taps=24, kills=3, seed=1)


@pytest.mark.prove
@pytest.mark.parametrize("seed", [11, 12])
async def test_nothing_is_lost_over_200_taps(theatre: Theatre, seed: int) -> None:
    await run(theatre, taps=200, kills=40, seed=seed)
