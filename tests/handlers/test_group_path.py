"""A group from greeting to last table: updates, runtime, sender and the sandbox's Telegram."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.delivery.pacing import Limits, Quota, Rate
from bot.domain.people.person import Who
from bot.domain.question import Option
from bot.sandbox.client import Human, Sandbox
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.rounds import polls
from tests.handlers.rounds_bot import MovableClock, RoundsBot, group_with_bot, running
from tests.services.rounds.stage import tea_questions, vote
from tests.settled import SETTLING, taken_in, worked_off
from tests.storage.bank_rows import add_set, make_question

HOUR = 3600.0


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox.start(answer_within=SETTLING) as started:
        yield started


@pytest.fixture
async def bot(database: Database, sandbox: Sandbox) -> AsyncIterator[RoundsBot]:
    async with database.write() as tx:
        await add_set(tx, questions=tea_questions())
    async with running(database, sandbox) as started:
        yield started


@pytest.fixture
def alma(sandbox: Sandbox) -> Human:
    return sandbox.person("Alma")


@pytest.fixture
def boris(sandbox: Sandbox) -> Human:
    return sandbox.person("Boris")


@pytest.fixture
def dana(sandbox: Sandbox) -> Human:
    return sandbox.person("Dana")


async def test_a_round_of_two_questions(
    bot: RoundsBot, sandbox: Sandbox, alma: Human, boris: Human, dana: Human
) -> None:
    group = await group_with_bot(sandbox, dana)
    await alma.sees("Hello, ", group.id)
    await alma.say("/quiz 2 20", group.id)
    begun = await alma.sees("A quiz of 2 questions", group.id)
    first = await alma.sees_poll(group.id)
    assert first["poll"]["question"].startswith("1/2 · What is asked by tea-")
    assert first["poll"]["is_anonymous"] is False
    await alma.vote("Green", message_id=first["id"], chat=group.id)
    await boris.vote("Black", message_id=first["id"], chat=group.id)
    await bot.settled()
    await bot.advance(21)
    shown = await alma.sees("Question 1 of 2 is over · 2 answered, 1 right", group.id)
    assert shown["id"] > first["id"]
    assert "✓ \u2068Green\u2069" in shown["text"]
    assert "📖 Tea book (2021), ¶1" in shown["text"]
    assert "1. \u2068Alma\u2069 · 1" in shown["text"]
    why = shown["keyboard"][0][0]
    assert why["url"] == f"https://t.me/{sandbox.username}?start=why_1_1"
    second = await boris.sees_poll(group.id, after=first["id"])
    await boris.vote("Green", message_id=second["id"], chat=group.id)
    await bot.settled()
    await bot.advance(21)
    over = await alma.sees("The quiz is over · 2 questions", group.id, after=second["id"])
    assert "Question 2 of 2 is over · 1 answered, 1 right" in over["text"]
    table = "2 people took part:\n1. \u2068Alma\u2069 · 1\n1. \u2068Boris\u2069 · 1"
    assert over["text"].endswith(table)
    [_why], [review], [practise] = over["keyboard"]
    assert review["url"] == f"https://t.me/{sandbox.username}?start=miss_1"
    assert practise["url"] == f"https://t.me/{sandbox.username}?start=s_TEA"
    head = await alma.sees("see the result below", group.id)
    assert head["id"] == begun["id"]
    assert head["text"] == "The quiz is over, see the result below."

    async def gone() -> bool:
        return shown["id"] not in {message["id"] for message in await alma.messages(group.id)}

    await sandbox.wait_for(gone, what="the table to go, now that the result says more")


async def test_many_private_commands_at_once_cost_a_group_one_message(
    bot: RoundsBot, sandbox: Sandbox, alma: Human, dana: Human
) -> None:
    group = await group_with_bot(sandbox, dana)
    await alma.sees("Hello, ", group.id)
    await bot.settled()
    await sandbox.faults("sendMessage", "status", status=429, retry_after=3600)
    for command in ("/score", "/forget", "/topics"):
        await alma.say(command, group.id)
        await worked_off(sandbox, bot.database)
    await bot.advance(3601)
    bot.runtime.sender.ring()
    told = await alma.sees("/topics works in a private chat", group.id)
    said = [message.get("text", "") for message in await alma.messages(group.id)]
    assert sum("works in a private chat" in text for text in said) == 1
    assert told["keyboard"][0][0]["url"] == f"https://t.me/{sandbox.username}?start"


async def test_nobody_sees_the_key_or_anothers_vote_before_the_poll_closes(
    bot: RoundsBot, sandbox: Sandbox, alma: Human, boris: Human, dana: Human
) -> None:
    group = await group_with_bot(sandbox, dana)
    await alma.say("/quiz 1 20", group.id)
    poll = await alma.sees_poll(group.id)
    await alma.vote("Green", message_id=poll["id"], chat=group.id)
    for person in (alma, boris):
        seen = (await person.sees_poll(group.id))["poll"]
        assert "correct_option_ids" not in seen
        assert not any(option["voter_count"] for option in seen["options"])
    await bot.settled()
    await bot.advance(21)
    messages = await boris.messages(group.id)
    [closed] = [message["poll"] for message in messages if message["id"] == poll["id"]]
    assert [option["voter_count"] for option in closed["options"] if option["text"] == "Green"] == [
        1
    ]
    assert closed["correct_option_ids"]


async def test_the_result_is_one_message_that_late_votes_change(
    bot: RoundsBot, sandbox: Sandbox, alma: Human, boris: Human, dana: Human
) -> None:
    group = await group_with_bot(sandbox, dana)
    await alma.say("/quiz 1 600", group.id)
    poll = await alma.sees_poll(group.id)
    await alma.vote("Green", message_id=poll["id"], chat=group.id)
    await bot.settled()
    await dana.say("/stop", group.id)
    result = await alma.sees("1 person took part", group.id, after=poll["id"])
    async with bot.database.read() as tx:
        asked = await polls.asked(tx, 1, 1)
    assert asked is not None
    late = vote(Who(boris.id, "Boris"), asked, "a")  # cast before the stop, and long on its way
    await bot.rooms.polls.take_votes([late], bot.clock())
    bot.runtime.sender.ring()
    later = await alma.sees("2 people took part", group.id, after=poll["id"])
    assert later["id"] == result["id"]
    assert "2 people" not in (await alma.sees("see the result below", group.id))["text"]


async def test_a_result_that_did_not_get_through_comes_later(
    bot: RoundsBot, sandbox: Sandbox, alma: Human, dana: Human
) -> None:
    group = await group_with_bot(sandbox, dana)
    await alma.say("/quiz 3 600", group.id)
    await alma.sees_poll(group.id)
    await bot.settled()
    await sandbox.faults("sendMessage", "status", status=500)
    await alma.say("/stop", group.id)
    await alma.sees("The quiz was stopped at question 1 of 3", group.id)
    await bot.settled()
    shown = [message.get("text", "") for message in await alma.messages(group.id)]
    assert sum("stopped at question" in text for text in shown) == 1


async def test_stop_closes_the_poll(
    bot: RoundsBot, sandbox: Sandbox, alma: Human, boris: Human, dana: Human
) -> None:
    group = await group_with_bot(sandbox, dana)
    await alma.say("/quiz 3 600", group.id)
    poll = await alma.sees_poll(group.id)
    asked = await boris.say("/stop", group.id)
    refused = await boris.sees("Only an admin", group.id)
    assert refused["reply_to_message"]["message_id"] == asked["id"]
    await dana.say("/stop", group.id)
    stopped = await alma.sees("The quiz was stopped at question 1 of 3", group.id, after=poll["id"])
    assert stopped["text"].endswith("Nobody answered this time.")
    await alma.sees("The quiz was stopped, see the result below.", group.id)
    await bot.settled()
    messages = await alma.messages(group.id)
    assert [m["poll"]["is_closed"] for m in messages if m["id"] == poll["id"]] == [True]
    assert bot.runtime.metrics.fired == 0


async def test_admins_set_the_language_and_others_are_told(
    bot: RoundsBot, sandbox: Sandbox, alma: Human, dana: Human
) -> None:
    group = await group_with_bot(sandbox, dana)
    refused = await alma.taps("Language", group.id)
    assert refused["text"] == "Only admins of this group can change this."
    await dana.taps("Language", group.id)
    await dana.taps("Русский", group.id)
    shown = await alma.sees("Настройки группы", group.id)
    assert "Язык: Русский" in shown["text"]
    await dana.say("/timezone Asia/Tashkent", group.id)
    await alma.sees("Часовой пояс: Ташкент", group.id)
    await dana.say("/timezone Ташкентт", group.id)
    await alma.sees("Может быть, Ташкент?", group.id)
    assert bot.runtime.metrics.limited == 0


async def test_a_bot_that_may_not_post_polls_says_so_and_stops(
    bot: RoundsBot, sandbox: Sandbox, alma: Human, dana: Human
) -> None:
    group = await group_with_bot(
        sandbox, dana, status="restricted", can_send_messages=True, can_send_polls=False
    )
    await alma.sees("I am not allowed to send polls here", group.id)
    await alma.say("/quiz", group.id)
    await alma.sees("Telegram does not let me send polls here", group.id)
    await group.bot("administrator", by=dana.id)
    await bot.settled()
    await alma.say("/quiz", group.id)
    await alma.sees_poll(group.id)
    assert bot.runtime.metrics.fired == 0


async def test_a_poll_whose_reply_was_lost_is_recognised_when_it_closes(
    bot: RoundsBot, sandbox: Sandbox, alma: Human, dana: Human
) -> None:
    group = await group_with_bot(sandbox, dana)
    await sandbox.faults("sendPoll", "reset")
    await alma.say("/quiz 1 20", group.id)
    poll = await alma.sees_poll(group.id)
    await alma.vote("Green", message_id=poll["id"], chat=group.id)
    await taken_in(sandbox)  # a vote on a poll that nobody knows waits
    await bot.advance(21)
    await worked_off(sandbox, bot.database)
    await bot.advance(5)
    over = await alma.sees("The quiz is over ·", group.id)
    assert "1 answered, 1 right" in over["text"]
    polls = [message for message in await alma.messages(group.id) if "poll" in message]
    assert len(polls) == 1


async def test_a_round_survives_the_move_to_a_supergroup(
    bot: RoundsBot, sandbox: Sandbox, alma: Human, dana: Human
) -> None:
    group = await group_with_bot(sandbox, dana)
    await alma.say("/quiz 2 20", group.id)
    poll = await alma.sees_poll(group.id)
    await alma.vote("Green", message_id=poll["id"], chat=group.id)
    await bot.settled()
    moved = await group.migrate()
    await bot.settled()
    await bot.advance(21)
    await alma.sees("Question 1 of 2 is over · 1 answered, 1 right", moved.id)
    second = await alma.sees_poll(moved.id)
    assert second["poll"]["question"].startswith("2/2 · ")
    await bot.settled()
    await bot.advance(21)
    over = await alma.sees("The quiz is over ·", moved.id)
    await bot.settled()
    last = max(await alma.messages(moved.id), key=lambda message: int(message["id"]))
    assert last["id"] == over["id"], "nothing below it says that it stands below"


async def test_a_round_goes_on_after_a_restart_that_took_longer_than_its_question(
    database: Database, sandbox: Sandbox, alma: Human, boris: Human, dana: Human
) -> None:
    clock = MovableClock()
    async with database.write() as tx:
        await add_set(tx, questions=tea_questions())
    async with running(database, sandbox, clock) as bot:
        group = await group_with_bot(sandbox, dana)
        await alma.say("/quiz 2 20", group.id)
        poll = await alma.sees_poll(group.id)
        await bot.settled()
    await boris.vote("Green", message_id=poll["id"], chat=group.id)
    await sandbox.advance(100)
    clock.ahead += timedelta(seconds=100)
    async with running(database, sandbox, clock):
        await alma.sees("Question 1 of 2 is over · 1 answered, 1 right", group.id)
        second = await alma.sees_poll(group.id, after=poll["id"])
        assert second["poll"]["question"].startswith("2/2 · ")


async def test_a_knock_out_goes_on_when_votes_wait_at_telegram_at_the_start(
    database: Database, sandbox: Sandbox, alma: Human, boris: Human, dana: Human
) -> None:
    clock = MovableClock()
    async with database.write() as tx:
        await add_set(tx, questions=tea_questions())
    async with running(database, sandbox, clock) as bot:
        group = await group_with_bot(sandbox, dana)
        await alma.say("/quiz 3 20 knockout", group.id)
        first = await alma.sees_poll(group.id)
        for who in (alma, boris):
            await who.vote("Green", message_id=first["id"], chat=group.id)
        await bot.settled()
        await bot.advance(21)
        second = await alma.sees_poll(group.id, after=first["id"])
        await alma.vote("Green", message_id=second["id"], chat=group.id)
        await bot.settled()
    await boris.vote("Green", message_id=second["id"], chat=group.id)
    await sandbox.advance(100)
    clock.ahead += timedelta(seconds=100)
    await sandbox.faults("getUpdates", "delay", seconds=0.5)
    async with running(database, sandbox, clock):
        third = await alma.sees_poll(group.id, after=second["id"])
        assert third["poll"]["question"].startswith("3/3 · ")
        await alma.sees("Question 2 of 3 is over · 2 answered, 2 right", group.id)


# --- the lobby and what directs a round ----------------------------------------------------------


async def test_who_joined_while_the_bot_was_away_plays(
    database: Database, sandbox: Sandbox, alma: Human, boris: Human, dana: Human
) -> None:
    clock = MovableClock()
    async with database.write() as tx:
        await add_set(tx, questions=tea_questions())
    async with running(database, sandbox, clock) as bot:
        group = await group_with_bot(sandbox, dana)
        await alma.say("/round 2 20", group.id)
        await alma.sees("Starts in about 45\u00a0s", group.id)
        await bot.settled()
    for who in (alma, boris):
        await who.taps("Join", group.id, wait=0)
    await sandbox.advance(60)
    clock.ahead += timedelta(seconds=60)
    await sandbox.faults("getUpdates", "delay", seconds=0.5)
    async with running(database, sandbox, clock):
        poll = await alma.sees_poll(group.id)
        assert poll["poll"]["question"].startswith("1/2 · ")
    async with database.read() as tx:
        players = select(func.count()).select_from(tables.round_players)
        assert (await tx.execute(players)).scalar_one() == 2


async def test_a_round_with_a_lobby_from_joining_to_the_first_poll(
    bot: RoundsBot, sandbox: Sandbox, alma: Human, boris: Human, dana: Human
) -> None:
    group = await group_with_bot(sandbox, dana)
    await alma.say("/round 2 20", group.id)
    lobby = await alma.sees("Starts in about 45\u00a0s", group.id)
    toast = await alma.taps("Join", group.id)
    assert toast["text"] == "You are in. The first question comes soon."
    await boris.taps("Join", group.id)
    await alma.sees("2 have joined: \u2068Alma\u2069, \u2068Boris\u2069", group.id)
    refused = await boris.taps("Start now", group.id)
    assert refused["text"] == "Only an admin, or whoever opened this quiz, can do that."
    await bot.settled()
    await bot.advance(50)
    poll = await alma.sees_poll(group.id)
    assert poll["poll"]["question"].startswith("1/2 · ")
    begun = await alma.sees("A quiz of 2 questions", group.id)
    assert (begun["id"], begun.get("keyboard")) == (lobby["id"], None)
    assert "Nothing of this counts" not in begun["text"]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_groups_budget_is_for_what_begins_and_not_for_what_goes(
    database: Database, sandbox: Sandbox, alma: Human, boris: Human, dana: Human
) -> None:
    """Five calls an hour: a lobby that is drawn again and again leaves two for the first question,
    and to take a table away costs none.
    """
    five = Limits(group=Quota(5, Rate(per_second=5 / HOUR, burst=5), seconds=HOUR))
    async with database.write() as tx:
        await add_set(tx, questions=tea_questions())
    async with running(database, sandbox, limits=five) as bot:
        group = await group_with_bot(sandbox, dana)
        await alma.sees("Hello, ", group.id)
        await bot.settled()
        await bot.advance(2 * HOUR)
        await alma.say("/round 3 20", group.id)
        await alma.taps("Join", group.id)
        await alma.sees("1 has joined", group.id)
        await boris.taps("Join", group.id)
        await alma.sees("2 have joined", group.id)
        await dana.taps("Join", group.id)
        await alma.taps("Start now", group.id)
        first = await alma.sees_poll(group.id)
        await alma.vote("Green", message_id=first["id"], chat=group.id)
        await bot.settled()
        await bot.advance(2 * HOUR)
        await alma.say("Another hour.")
        poll = first
        for number in (1, 2):
            await alma.sees(f"Question {number} of 3 is over", group.id)
            poll = await alma.sees_poll(group.id, after=poll["id"])
            await worked_off(sandbox, database)
            await bot.advance(21)
        await alma.sees("The quiz is over · 3 questions", group.id)


async def test_pausing_resuming_and_skipping(
    bot: RoundsBot, sandbox: Sandbox, alma: Human, boris: Human, dana: Human
) -> None:
    group = await group_with_bot(sandbox, dana)
    await alma.say("/quiz 3 60", group.id)
    first = await alma.sees_poll(group.id)
    await bot.settled()
    await boris.say("/pause", group.id)
    await boris.sees("can stop, pause, resume or skip", group.id)
    await alma.say("/pause", group.id)
    await alma.sees("pauses after this question", group.id)
    await alma.say("/skip", group.id)
    await bot.settled()
    await bot.advance(2)
    await alma.sees("Paused. /resume goes on", group.id)
    messages = await alma.messages(group.id)
    assert [m["poll"]["is_closed"] for m in messages if "poll" in m] == [True]
    await alma.say("/resume", group.id)
    second = await alma.sees_poll(group.id, after=first["id"])
    assert second["poll"]["question"].startswith("2/3 · ")


async def test_each_table_takes_the_place_of_the_one_before(
    bot: RoundsBot, sandbox: Sandbox, alma: Human, dana: Human
) -> None:
    group = await group_with_bot(sandbox, dana)
    await alma.say("/quiz 3 20", group.id)
    last = 0
    for position in (1, 2):
        poll = await alma.sees_poll(group.id, after=last)
        await alma.vote("Green", message_id=poll["id"], chat=group.id)
        await bot.settled()
        await bot.advance(21)
        table = await alma.sees(f"Question {position} of 3 is over", group.id, after=poll["id"])
        last = table["id"]
    await alma.sees_poll(group.id, after=last)

    async def alone() -> bool:
        texts = [message.get("text", "") for message in await alma.messages(group.id)]
        return sum("is over ·" in text for text in texts) == 1

    await sandbox.wait_for(alone, what="the table of question 1 to go")


async def test_what_no_poll_holds_is_answered_by_button(
    database: Database, sandbox: Sandbox, alma: Human, boris: Human, dana: Human
) -> None:
    options = [Option("a", "Green " + "g" * 100, key=True), Option("b", "Black")]
    async with database.write() as tx:
        await add_set(tx, questions=[make_question("tea-long", stem="y" * 400, options=options)])
    async with running(database, sandbox) as bot:
        group = await group_with_bot(sandbox, dana)
        await alma.say("/quiz 1 20", group.id)
        asked = await alma.sees("y" * 400, group.id)
        green = "A" if "A Green" in asked["text"] else "B"
        toast = await alma.taps(green, group.id)
        assert toast["text"].startswith(f"Your answer: {green}.")
        await boris.taps("B" if green == "A" else "A", group.id)
        await boris.taps(green, group.id)
        await bot.settled()
        await bot.advance(22)
        over = await alma.sees("The quiz is over", group.id, after=asked["id"])
        assert "2 answered, 2 right" in over["text"]

        async def bare() -> bool:
            messages = await alma.messages(group.id)
            return not next(m for m in messages if m["id"] == asked["id"]).get("keyboard")

        await sandbox.wait_for(bare, what="the buttons to go")


async def closings(database: Database) -> list[datetime]:
    """When the questions asked so far close, by our clock."""
    closes_at = tables.round_questions.c.closes_at
    query = select(closes_at).where(closes_at.is_not(None))
    async with database.read() as tx:
        rows = await tx.execute(query.order_by(tables.round_questions.c.position))
        return list(rows.scalars())


def closing(message: dict[str, Any]) -> datetime:
    """When a poll closes, by Telegram's clock."""
    return datetime.fromtimestamp(message["poll"]["close_date"], UTC)


async def test_a_poll_that_was_long_on_its_way_has_its_whole_time(
    bot: RoundsBot, sandbox: Sandbox, alma: Human, dana: Human
) -> None:
    group = await group_with_bot(sandbox, dana)
    await sandbox.faults("sendPoll", "delay", seconds=1.0)
    await alma.say("/quiz 1 20", group.id)
    sending = select(tables.owed.c.id).where(tables.owed.c.state == "sending")
    async with asyncio.timeout(60):
        while True:
            async with bot.database.read() as tx:
                if (await tx.execute(sending)).first() is not None:
                    break
    await bot.advance(10)
    poll = await alma.sees_poll(group.id)
    await bot.settled()
    (closes_at,) = await closings(bot.database)
    assert closes_at >= closing(poll)


async def test_at_telegrams_limit_a_round_slows_down_and_each_poll_has_its_whole_time(
    database: Database, sandbox: Sandbox, alma: Human, dana: Human
) -> None:
    """Two calls at once and then one in half a second: Telegram, as strict, refuses none."""
    await sandbox.limits(group_rate=2.0, group_burst=3)
    slow = Limits(group=Quota(2, Rate(per_second=2.0, burst=2), seconds=1.0))
    async with database.write() as tx:
        await add_set(tx, questions=tea_questions())
    async with running(database, sandbox, limits=slow) as bot:
        group = await group_with_bot(sandbox, dana)
        await alma.say("/quiz 2 20", group.id)
        first = await alma.sees_poll(group.id)
        await bot.settled()
        await bot.advance(21)
        second = await alma.sees_poll(group.id, after=first["id"])
        await bot.settled()
        for closes_at, poll in zip(await closings(database), (first, second), strict=True):
            assert closes_at >= closing(poll)
        assert bot.runtime.metrics.limited == 0
