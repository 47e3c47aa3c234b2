"""What comes by schedule, end to end; and that ``kill -9`` neither loses nor doubles it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.sandbox.client import Sandbox
from bot.sandbox.people import DANA_ID
from bot.storage.database import Database, database_url
from bot.storage.tables import rounds, timers
from tests.app.bot_process import BotProcess
from tests.app.conftest import QUESTIONS, Stage, one_database
from tests.app.desk import Desk
from tests.conftest import Clock

HOUR = 3600


async def leap(stage: Stage, seconds: float) -> None:
    """Hours pass in a moment, which looks like an outage: the fetch under way ends with a word."""
    await stage.advance(seconds)
    await stage.person("Chen").say("/help")


async def at_its_time(stage: Stage) -> None:
    """The time of the only schedule comes."""
    async with stage.app.database.read() as tx:
        query = select(timers.c.due).where(timers.c.kind == "schedule")
        due: datetime = (await tx.execute(query)).scalar_one()
    await leap(stage, (due - stage.clock()).total_seconds() + 1)


@one_database
async def test_a_round_comes_by_schedule_until_somebody_removes_it(stage: Stage) -> None:
    alma, dana = stage.person("Alma"), stage.person("Dana")
    group = await stage.group()
    soon = (stage.clock() + timedelta(minutes=10)).strftime("%H:%M")
    await alma.say(f"/schedule daily {soon}", group.id)
    await alma.sees("Only admins of this group and instructors", group.id)
    await dana.say(f"/schedule daily {soon} n=1 seconds=20", group.id)
    listed = await alma.sees(f"Every day at {soon} · 1 question, 20\u00a0s", group.id)
    await at_its_time(stage)
    await alma.sees("This comes by schedule", group.id, after=listed["id"])
    await alma.taps("Join", group.id)
    await dana.taps("Start now", group.id)
    poll = await alma.sees_poll(group.id)
    for person in (alma, dana):
        await person.vote(0, message_id=poll["id"], chat=group.id)
    await stage.settled()
    await stage.advance(22)
    await alma.sees("The quiz is over · 1 question", group.id, after=poll["id"])
    refused = await alma.taps("Pause 1", message_id=listed["id"], chat=group.id)
    assert "Only admins" in refused["text"]
    await dana.taps("Pause 1", message_id=listed["id"], chat=group.id)
    await dana.sees("⏸ Paused", group.id)
    await dana.taps("Remove 1", message_id=listed["id"], chat=group.id)
    await dana.sees("Nothing is scheduled here.", group.id)


@one_database
async def test_a_lobby_whose_message_telegram_refuses_pauses_what_brought_it(
    stage: Stage,
) -> None:
    dana, group, paused = stage.person("Dana"), await stage.group(), "is paused: I may not write"
    await dana.start()
    soon = (stage.clock() + timedelta(minutes=10)).strftime("%H:%M")
    await dana.say(f"/schedule daily {soon} n=1", group.id)
    await dana.sees("Every day at", group.id)
    await stage.settled()
    await stage.sandbox.faults("sendMessage", "status", status=403, chat=group.id)
    await at_its_time(stage)
    told = await dana.sees(paused)
    await dana.say("/schedule", group.id)
    await dana.taps("Go on 1", group.id)
    await stage.settled()
    await at_its_time(stage)
    await dana.sees("This comes by schedule", group.id)
    await stage.settled()
    await stage.sandbox.faults("editMessageText", "status", status=403, chat=group.id)
    await dana.taps("Join", group.id, wait=0)
    await dana.sees(paused, after=told["id"])


@one_database
async def test_a_question_of_the_day_is_open_for_hours_beside_a_quiz(stage: Stage) -> None:
    alma, dana = stage.person("Alma"), stage.person("Dana")
    group = await stage.group()
    soon = (stage.clock() + timedelta(minutes=10)).strftime("%H:%M")
    await dana.say(f"/schedule daily {soon} question open=3h", group.id)
    await alma.sees("question of the day, open for 3 hours", group.id)
    await at_its_time(stage)
    await alma.sees("Question of the day, open for 3 hours.", group.id)
    of_day = await alma.sees_poll(group.id)
    await alma.vote(0, message_id=of_day["id"], chat=group.id)
    await dana.say("/quiz 1 20", group.id)
    of_quiz = await alma.sees_poll(group.id, after=of_day["id"])
    await stage.settled()
    await stage.advance(22)
    over = await alma.sees("The quiz is over", group.id, after=of_quiz["id"])
    await leap(stage, 2 * HOUR)
    await dana.vote(0, message_id=of_day["id"], chat=group.id)
    await stage.settled()
    await leap(stage, HOUR)
    result = await alma.sees("The question of the day is over · 2 answered", group.id)
    assert result["id"] > over["id"]
    stem = of_day["poll"]["question"].removeprefix("Question of the day · ")
    assert stem in result["text"]
    await alma.taps("Why?", message_id=result["id"], chat=group.id)
    assert stem in (await alma.sees("¶"))["text"]
    assert await stage.app.services.boards.check_totals() == []


@one_database
async def test_channels_and_anonymous_admins_are_asked_to_come_as_themselves(desk: Desk) -> None:
    chat = {"id": (await desk.group()).id, "type": "supergroup", "title": "Club"}
    channel = {"id": -1_001_000_000_007, "type": "channel", "title": "News"}
    stand_in = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group"}
    said = {"message_id": 1, "date": 1_795_000_000, "chat": chat, "from": stand_in}
    command = [{"type": "bot_command", "offset": 0, "length": len("/schedule")}]
    asked = said | {"sender_chat": channel, "text": "/schedule daily 18:00", "entities": command}
    tap = {"id": "t", "from": stand_in, "chat_instance": "1", "data": "h.pause:1", "message": said}
    debts = await desk.works_off([{"message": asked}, {"callback_query": tap}])
    told = [(debt.args.get("note"), debt.args.get("word")) for debt in debts]
    assert ("channel", None) in told
    assert (None, "round.toast.as_yourself") in told
    assert (await desk.world())["schedules"] == []


@pytest.fixture
async def theatre(
    stocked_url: str, tmp_path: Path, clock: Clock
) -> AsyncIterator[tuple[Sandbox, BotProcess, Database]]:
    """A bot in a process of its own, not started; and its database, to look into."""
    async with Sandbox.start() as sandbox:
        settings = {
            "BOT_TOKEN": sandbox.token,
            "BOT_API_URL": sandbox.url,
            "DATABASE_URL": stocked_url,
            "QUESTIONS_DIR": str(QUESTIONS),
            "INSTRUCTORS": str(DANA_ID),
            "WEB_PORT": "0",
        }
        bot = BotProcess(tmp_path, settings)
        database = Database(database_url(stocked_url), clock)
        yield sandbox, bot, database
        if bot.process is not None:
            await bot.kill()
        await database.close()


@one_database
async def test_killed_before_and_after_its_time_it_comes_once(
    theatre: tuple[Sandbox, BotProcess, Database],
) -> None:
    sandbox, bot, database = theatre
    dana = sandbox.person("Dana")
    await bot.start()
    group = await sandbox.group()
    await group.bot("member", by=DANA_ID)
    now = datetime.now(UTC)
    await dana.say(f"/schedule daily {now:%H:%M} n=1", group.id)
    listed = await dana.sees("Every day at", group.id, timeout=60)
    await bot.kill()
    async with database.write() as tx:  # as if it had been scheduled before this minute
        await tx.execute(update(timers).values(due=now))
    await bot.start()

    async def opened() -> bool | None:
        async with database.read() as tx:
            return (await tx.execute(select(rounds.c.id))).first() is not None or None

    await sandbox.wait_for(opened, 60, "the round of the schedule")
    await bot.kill()
    await bot.start()
    await dana.sees("This comes by schedule", group.id, after=listed["id"], timeout=60)
    await dana.taps("Start now", group.id)
    await dana.sees("A quiz of 1 question, 30\u00a0s to answer.", group.id)
    async with database.read() as tx:
        assert len((await tx.execute(select(rounds.c.id))).all()) == 1
        (due,) = (
            await tx.execute(select(timers.c.due).where(timers.c.kind == "schedule"))
        ).scalars()
    assert due == now.replace(second=0, microsecond=0) + timedelta(days=1)
