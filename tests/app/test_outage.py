"""The reply to ``sendPoll`` is lost, and updates come only long after the poll has closed."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from sqlalchemy import func, select

from bot.sandbox.client import Sandbox
from bot.sandbox.humans import Group
from bot.storage.tables import accounts, inbox, responses, round_questions
from tests.app.conftest import ShiftedClock, Stage, make_app, running, settings_for

VOTERS = ("Alma", "Boris")


async def poll_in_doubt(stage: Stage, group: Group) -> None:
    """A round's first poll is out, and the bot does not know."""
    await stage.sandbox.faults("sendPoll", "reset")
    await stage.person("Alma").say("/quiz 2 30", group.id)
    await stage.person("Alma").sees_poll(group.id)

    async def in_doubt() -> bool:
        return "unknown" in await states(stage)

    await until(in_doubt, 30, "the poll's fate to be unknown")


async def until(reached: Callable[[], Awaitable[bool]], seconds: float, what: str) -> None:
    """Wait for what only the bot knows; no event of the sandbox tells of it."""
    try:
        async with asyncio.timeout(seconds):
            while not await reached():  # noqa: ASYNC110 - the bot's own tables know
                await asyncio.sleep(0.02)
    except TimeoutError as error:
        raise TimeoutError(f"waited {seconds} s in vain for {what}") from error


async def states(stage: Stage) -> Sequence[str]:
    query = select(round_questions.c.state).order_by(round_questions.c.position)
    async with stage.app.database.read() as tx:
        return (await tx.execute(query)).scalars().all()


async def check_votes(stage: Stage, group: Group) -> None:
    """Both votes count, the table says so, and the round goes on."""
    alma = stage.person("Alma")

    async def adopted() -> bool:
        return await taken(stage) == sorted(VOTERS)

    await until(adopted, 30, "the votes to count")
    await stage.advance(5)
    await alma.sees("Question 1 of 2 is over · 2 answered", group.id)
    await stage.settled()
    assert await states(stage) == ["closed", "open"]
    async with stage.app.database.read() as tx:
        dead = select(func.count()).select_from(inbox).where(inbox.c.state == "dead")
        assert (await tx.execute(dead)).scalar_one() == 0


async def taken(stage: Stage) -> list[str]:
    """Who has a response in the log."""
    query = select(accounts.c.first_name).join(
        responses, responses.c.person_id == accounts.c.person_id
    )
    async with stage.app.database.read() as tx:
        return sorted((await tx.execute(query)).scalars())


async def test_votes_of_an_outage_longer_than_their_poll_count(stage: Stage) -> None:
    group = await stage.group()
    await poll_in_doubt(stage, group)
    await stage.sandbox.faults("getUpdates", "drop", times=10_000)
    await stage.person("Chen").say("/help")  # what is under way ends with it

    async def away() -> bool:
        return stage.app.runtime.contact.since is None

    await until(away, 30, "the bot to notice that nothing comes")
    for name in VOTERS:
        await stage.person(name).vote(0, chat=group.id)
    await stage.advance(50)
    await stage.app.runtime.timers.submit_due()
    await stage.app.runtime.lanes.idle()
    assert await states(stage) == ["unknown", "waiting"], "it is not given up meanwhile"
    await stage.sandbox.clear_faults()
    await check_votes(stage, group)


async def test_votes_of_a_downtime_longer_than_their_poll_count(empty_url: str) -> None:
    """The question is overdue when the bot starts, before it has asked for any update."""
    clock = ShiftedClock()
    async with Sandbox.start() as sandbox:
        settings = settings_for(sandbox, empty_url)
        async with running(make_app(settings, clock)) as app:
            before = Stage(sandbox, app, clock)
            group = await before.group()
            await poll_in_doubt(before, group)
        for name in VOTERS:
            await before.person(name).vote(0, chat=group.id)
        await sandbox.advance(60)
        clock.ahead += timedelta(seconds=60)
        async with running(make_app(settings, clock)) as app:
            await check_votes(Stage(sandbox, app, clock), group)
