"""``kill -9`` at random moments: no response lost or doubled, every last screen right."""

import asyncio
import random
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, or_, select

from bot.domain.owed import Owed
from bot.sandbox.client import Sandbox
from bot.sandbox.people import DANA_ID
from bot.services.bank.passages import Passages
from bot.services.bank.pictures import Pictures
from bot.services.people.settings import People
from bot.services.quiz.reading import QuizReading
from bot.storage.database import Database, database_url
from bot.storage.tables import accounts, attempts, inbox, owed, shown
from bot.views.message import Message
from bot.views.people.screens import PeopleScreens
from bot.views.quiz.screens import QuizScreens
from tests.app.bot_process import BotProcess
from tests.app.conftest import QUESTIONS
from tests.app.simulation import Simulation
from tests.app.tapper import Tapper
from tests.conftest import Clock

LEARNERS = ("Alma", "Boris", "Chen", "Dana")
ERRANDS = ("source", "appeal", "retake", "leaderboard", "settings")
KINDS = {
    "single", "multiple", "truefalse", "typed", "text", "ordering", "matching", "undo", "pass",
    "next", "vote", "publish", "upload", *ERRANDS,
}  # fmt: skip
"""What people do: answers of every kind, votes, and whatever else changes something."""
NOTES = (None, "quiz.note.retake", "quiz.note.stale")
WISHES = ("/quiz 4", "/quiz leaf 5", "/quiz cup 3")
"""Of all there is; and every question of the sample set, which holds every type."""
ONWARD = {"q.a", "q.put", "q.undo", "q.ok", "q.pass", "q.next"}
"""Buttons of a question that waits, or of its feedback until the next one is asked."""
STANDING = ONWARD | {"q.source", "q.appeal", "q.answers", "q.retake"}
"""The same with what answered questions keep, and results have."""
PATIENCE = 60.0
PEACE = 600.0
"""Seconds until a bot that does not finish fails its test: a group is sent twenty a minute."""
VOTING = 0.2
"""How often votes are cast between two taps."""


Screen = tuple[str, tuple[tuple[tuple[str, str | None], ...], ...]]
"""Text, and rows of buttons: what stands on each, and its data or address."""
Json = dict[str, Any]


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
                "INSTRUCTORS": str(DANA_ID),
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


async def gather(theatre: Theatre, seed: int, clubs: int) -> Simulation:
    """Four learners with errands, one of them the instructor, and groups that play rounds."""

    async def wait(seconds: float) -> None:
        await asyncio.sleep(seconds / 5)

    rng = random.Random(seed)
    simulation = Simulation(theatre.sandbox, theatre.database, wait, rng, seconds=10, killed=True)
    for name in LEARNERS:
        person = theatre.sandbox.person(name)
        errands = (*ERRANDS, "upload") if person.id == DANA_ID else ERRANDS
        simulation.tappers.append(Tapper(person, rng, simulation.heard, errands))
    await theatre.bot.start()
    for tapper in simulation.tappers:
        await tapper.person.start()
        await tapper.person.sees(" ", timeout=PATIENCE)
    await simulation.gather(clubs)
    return simulation


def missing(simulation: Simulation) -> set[str]:
    """What nobody has done so far."""
    return KINDS - {kind for tapper in simulation.tappers for kind in tapper.done}


async def play_and_kill(theatre: Theatre, simulation: Simulation, taps: int, kills: int) -> None:
    """So many taps at least; with groups, until there was something of every kind.

    A tap on a button that was tapped before does not count: people tap again while the bot is
    away, and how long that is depends on the machine.
    """
    rng, tappers = simulation.rng, simulation.tappers
    moments = sorted(rng.sample(range(5, taps - kills), kills))
    most = 5 * taps if simulation.clubs else taps
    while (number := sum(tapper.taps for tapper in tappers)) < most:
        if number >= taps and not missing(simulation):
            break
        await simulation.begin_rounds(most=taps)
        if rng.random() < VOTING:
            await simulation.vote()
            for club in simulation.clubs:
                await simulation.enter(club)
        actor = rng.choice(tappers)
        actor.wish = rng.choice(WISHES)
        due = bool(moments) and number >= moments[0]
        await actor.act(hurried=due)
        if due:
            moments.pop(0)
            await asyncio.sleep(rng.uniform(0, 0.15))  # any moment of its work
            await theatre.bot.kill()
            offset = int((await theatre.sandbox.updates())["confirmed_offset"])
            await theatre.bot.start()
            other = rng.choice(tappers)
            if not await other.act(hurried=True):
                await other.ask_for_board()
            await confirmed_something(theatre, offset)
        else:
            await asyncio.sleep(rng.uniform(0, 0.03))


async def settle(theatre: Theatre) -> None:
    """Let the bot finish and stop in peace; then nothing waits and nothing is owed.

    Its tables say when it has: it calls for longer, since it looks up members one by one.
    """
    try:
        async with asyncio.timeout(PEACE):
            while await outstanding(theatre):  # noqa: ASYNC110 - it is the database that knows
                await asyncio.sleep(0.2)
    except TimeoutError:
        raise AssertionError(f"{await outstanding(theatre)}\n{theatre.bot.log}") from None
    assert await theatre.bot.stop() == 0, theatre.bot.log
    assert await outstanding(theatre) == {}


async def outstanding(theatre: Theatre) -> dict[str, object]:
    """What is not worked off or not sent; empty when all is."""
    async with theatre.database.read() as tx:
        waiting = select(func.count()).select_from(inbox).where(inbox.c.state == "waiting")
        left = (await tx.execute(waiting)).scalar_one()
        debts = select(owed.c.screen, owed.c.state, owed.c.reason, func.count())
        # A poll whose sending was interrupted is kept for the record: it is never sent again.
        kept = (owed.c.state == "unknown") & owed.c.once
        grouped = debts.where(~kept).group_by(*debts.selected_columns[:3])
        due = [tuple(row) for row in await tx.execute(grouped)]
    pending = (await theatre.sandbox.updates())["pending"]
    found = {"pending": pending, "waiting": left, "owed": due}
    return {name: value for name, value in found.items() if value}


async def drawn(theatre: Theatre, owed: Owed) -> Screen:
    """A screen as the database has it now."""
    reading = QuizReading(theatre.database, Passages(None), Pictures(None))
    people = PeopleScreens(People(theatre.database), theatre.database.clock)
    renderers = {**QuizScreens(reading, shares=True).renderers(), **people.renderers()}
    message = await renderers[owed.screen](owed)
    assert isinstance(message, Message)
    keyboard = tuple(
        tuple((button.text, button.data or button.url or button.share) for button in row)
        for row in message.keyboard
    )
    return unescape(re.sub(r"<[^>]*>", "", message.html)).strip(), keyboard


def seen(message: Json) -> Screen:
    """A message as it stands in the chat."""
    leads = ("callback_data", "url", "switch_inline_query")
    keyboard = tuple(
        tuple((button["text"], *(button[key] for key in leads if key in button)) for button in row)
        for row in message["keyboard"] or ()
    )
    return message.get("text", "").strip(), keyboard


def leads_on(message: Json) -> bool:
    """Whether a button of it answers a question or asks the next one."""
    _, keyboard = seen(message)
    return any(str(data).partition(":")[0] in ONWARD for row in keyboard for _, data in row)


def of_quiz(message: Json) -> bool:
    """Whether it is a question or a result, by its buttons."""
    _, keyboard = seen(message)
    return any(str(data).partition(":")[0] in STANDING for row in keyboard for _, data in row)


async def last_shown(theatre: Theatre, chat: int, *places: str) -> tuple[str, int] | None:
    """Place and message of the lowest message in a chat whose place begins like one of these."""
    async with theatre.database.read() as tx:
        of_these = or_(*(shown.c.place.startswith(place) for place in places))
        query = select(shown.c.place, shown.c.message_id).where(shown.c.chat == chat, of_these)
        row = (await tx.execute(query.order_by(shown.c.message_id.desc()).limit(1))).one_or_none()
        return None if row is None else (row.place, row.message_id)


async def newest_quiz(theatre: Theatre, tapper: Tapper) -> tuple[str, Owed] | None:
    """The place where their quiz stands, and what stands there."""
    chat = tapper.person.id
    async with theatre.database.read() as tx:
        mine = select(attempts).join(accounts, accounts.c.person_id == attempts.c.person_id)
        query = mine.where(accounts.c.telegram_id == chat).order_by(attempts.c.id.desc()).limit(1)
        newest = (await tx.execute(query)).one_or_none()
    if newest is None:
        return None
    if newest.position > newest.total:  # past the last one, the result has been asked for
        return f"end:{newest.id}", Owed(chat, "quiz.end", {"attempt": newest.id})
    at = newest.id, newest.position
    args = {"attempt": at[0], "position": at[1], "source": at in tapper.memory.opened}
    return f"step:{at[0]}:{at[1]}", Owed(chat, "quiz.step", args)


def with_notes(owed: Owed) -> list[Owed]:
    """The screen as it may stand: a question with a word of why it has come, until an edit."""
    if owed.screen != "quiz.step":
        return [owed]
    return [replace(owed, args={**owed.args, "note": note}) for note in NOTES]


async def check_screens(theatre: Theatre, tappers: Sequence[Tapper]) -> None:
    """The newest messages of each quiz and of the settings show what the database says."""
    copies = 0
    for tapper in tappers:
        chat = tapper.person.id
        messages = {
            one["id"]: one for one in await tapper.person.messages() if one["sender"]["is_bot"]
        }
        expected = await newest_quiz(theatre, tapper)
        last = await last_shown(theatre, chat, "step:", "end:")
        assert (last is None) == (expected is None)
        if last is not None and expected is not None:
            assert last[0] == expected[0], f"{tapper.person.name} sees {last[0]} at the bottom"
            screens = [await drawn(theatre, one) for one in with_notes(expected[1])]
            assert seen(messages[last[1]]) in screens
            assert max(filter(lambda at: of_quiz(messages[at]), messages)) == last[1]
        copies += await check_others(theatre, chat, messages, last and last[1])
        if tapper.memory.board_name is not None:
            settings = await last_shown(theatre, chat, "settings")
            assert settings is not None
            page = Owed(chat, "people.settings", {"page": "main"})
            assert seen(messages[settings[1]]) == await drawn(theatre, page)
    assert copies <= (theatre.bot.starts - 1) * len(tappers), "a kill interrupts a call in a chat"


async def check_others(
    theatre: Theatre, chat: int, messages: Mapping[int, Json], last: int | None
) -> int:
    """No message but the ``last`` leads on, and those that lead to a result nobody has asked for;
    how many copies do that nobody knew to have arrived.
    """
    results = await results_not_asked_for(theatre, chat)
    async with theatre.database.read() as tx:
        known = select(shown.c.message_id, shown.c.place).where(shown.c.chat == chat)
        recorded = {row.message_id: row.place for row in await tx.execute(known)}
    others = {at for at, message in messages.items() if leads_on(message) and at != last}
    assert {recorded[at] for at in others if at in recorded} <= results
    return len(others - recorded.keys())


async def results_not_asked_for(theatre: Theatre, chat: int) -> set[str]:
    """The last steps of quizzes that are over, where another was begun before *See the result*."""
    over = (attempts.c.state == "finished") & (attempts.c.position == attempts.c.total)
    async with theatre.database.read() as tx:
        mine = select(attempts).join(accounts, accounts.c.person_id == attempts.c.person_id)
        rows = await tx.execute(mine.where(accounts.c.telegram_id == chat, over))
        return {f"step:{row.id}:{row.total}" for row in rows}


async def run(theatre: Theatre, taps: int, kills: int, seed: int, clubs: int = 0) -> Simulation:
    simulation = await gather(theatre, seed, clubs)
    await play_and_kill(theatre, simulation, taps, kills)
    if clubs:
        await simulation.settle()
    await settle(theatre)
    await simulation.check()
    await check_screens(theatre, simulation.tappers)
    assert sum(tapper.taps for tapper in simulation.tappers) >= taps
    assert theatre.bot.starts > kills
    return simulation


async def test_nothing_is_lost_over_a_few_kills(theatre: Theatre) -> None:
    await run(theatre, taps=24, kills=3, seed=1)


@pytest.mark.prove
@pytest.mark.parametrize("seed", [11, 12])
async def test_nothing_is_lost_over_200_taps_of_every_kind(theatre: Theatre, seed: int) -> None:
    simulation = await run(theatre, taps=200, kills=30, seed=seed, clubs=1)
    assert missing(simulation) == set()
