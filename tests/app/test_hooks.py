"""What the sender learns reaches the rest of the bot: the application has tied the two together."""

from sqlalchemy import func, select

from bot.domain.owed import Owed
from bot.storage import tables
from bot.storage.delivery.owing import owe
from tests.app.conftest import Stage, one_database
from tests.app.desk import Desk

pytestmark = one_database


async def test_a_poll_that_telegram_refuses_stops_the_round_which_says_so(stage: Stage) -> None:
    alma, group = stage.person("Alma"), await stage.group()
    await stage.sandbox.faults("sendPoll", "status", status=400)
    await alma.say("/quiz 2 20", group.id)
    await alma.sees("Telegram does not let me send polls here", group.id)
    await alma.sees("The quiz could not be asked", group.id)
    await stage.settled()
    async with stage.app.database.read() as tx:
        assert (await tx.execute(select(tables.rounds.c.state))).scalar_one() == "stopped"
        states = select(tables.round_questions.c.state).order_by(tables.round_questions.c.position)
        assert (await tx.execute(states)).scalars().all() == ["lost", "waiting"]
        timers = select(func.count()).select_from(tables.timers)
        assert (await tx.execute(timers)).scalar_one() == 0
    assert not [message for message in await alma.messages(group.id) if "poll" in message]


async def test_a_poll_that_may_have_been_sent_is_waited_for(stage: Stage) -> None:
    alma, group = stage.person("Alma"), await stage.group()
    await stage.sandbox.faults("sendPoll", "drop")
    await alma.say("/quiz 1 20", group.id)
    await alma.sees("A quiz of 1 question", group.id)
    await stage.settled()
    async with stage.app.database.read() as tx:
        assert (await tx.execute(select(tables.round_questions.c.state))).scalar_one() == "unknown"
    await stage.advance(20 + 15)
    await alma.sees("The quiz is over", group.id)
    await stage.settled()
    assert not [message for message in await alma.messages(group.id) if "poll" in message]


async def test_a_farewell_that_cannot_arrive_leaves_no_trace(stage: Stage) -> None:
    alma = stage.person("Alma")
    await alma.start()
    await alma.say("/forget")
    asked = await alma.sees("Shall I forget you?")
    await stage.sandbox.faults("editMessageText", "status", status=403, chat=alma.id)
    await alma.taps("Yes, forget me", message_id=asked["id"])
    await stage.settled()
    async with stage.app.database.read() as tx:
        for table in (tables.owed, tables.shown):
            left = select(func.count()).select_from(table).where(table.c.chat == alma.id)
            assert (await tx.execute(left)).scalar_one() == 0
        assert (await tx.execute(select(tables.accounts.c.telegram_id))).all() == []


async def test_a_group_that_has_moved_is_known_from_the_refusal(desk: Desk) -> None:
    dana, group = desk.person("Dana"), await desk.group()
    await desk.taps(dana, "r.zone:Europe/Berlin", chat=group.id)
    moved = await group.migrate()
    async with desk.app.database.write() as tx:
        debt = Owed(group.id, "round_note", {"note": "none_open"})
        await owe(tx, [debt], desk.app.clock())
    await desk.app.runtime.sender.idle()
    await dana.sees("No quiz", moved.id)
    async with desk.app.database.read() as tx:
        rows = await tx.execute(select(tables.groups.c.id, tables.groups.c.timezone))
        assert (moved.id, "Europe/Berlin") in rows.all()
