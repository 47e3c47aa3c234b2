"""A round of three people, from the lobby to the result, as they see it."""

from typing import Any

from sqlalchemy import select

from bot.sandbox.humans import Group, Human
from bot.storage.tables import rounds, timers
from tests.app.conftest import Stage, one_database
from tests.app.truth import key_in

Json = dict[str, Any]


async def lobby_of(stage: Stage, group: Group, starter: Human, wish: str) -> list[Human]:
    """A round opened by ``starter`` that three people have joined."""
    people = [stage.person(name) for name in ("Alma", "Boris", "Chen")]
    await starter.say(wish, group.id)
    await starter.sees("Starts in about", group.id)
    for person in people:
        await person.taps("Join", group.id)
    await starter.sees("3 have joined", group.id)
    await stage.settled()
    return people


def choice(poll: Json, *, rightly: bool) -> list[str]:
    """Texts of options to vote for, by what the bank's file says."""
    right = key_in(poll["question"]).right
    options = [option["text"] for option in poll["options"]]
    return [text for text in options if (text in right) is rightly][: len(right) if rightly else 1]


async def answer(stage: Stage, group: Group, message: Json, **rightly: bool) -> None:
    """Each by name votes rightly or wrongly; then the poll's time is over."""
    for name, right in rightly.items():
        person = stage.person(name)
        chosen = choice(message["poll"], rightly=right)
        await person.vote(*chosen, message_id=message["id"], chat=group.id)
    await stage.settled()
    await stage.advance(22)


async def test_three_people_play_a_round(stage: Stage) -> None:
    group = await stage.group()
    alma, boris, chen = await lobby_of(stage, group, stage.person("Alma"), "/round 2 20")
    await alma.taps("Start now", group.id)
    first = await chen.sees_poll(group.id)
    await answer(stage, group, first, Alma=True, Boris=False, Chen=True)
    table = await boris.sees("Question 1 of 2 is over · 3 answered, 2 right", group.id)
    assert table["id"] > first["id"]
    await boris.taps("Why?", group.id)
    why = await boris.sees("Ваш ответ в группе")
    assert "¶" in why["text"]
    second = await chen.sees_poll(group.id, after=table["id"])
    await answer(stage, group, second, Alma=True, Chen=False)
    result = await alma.sees("The quiz is over · 2 questions", group.id, after=second["id"])
    lines = result["text"].splitlines()
    assert lines[-3] == "1. \u2068Alma\u2069 · 2"
    assert lines[-2].startswith("2. \u2068Chen\u2069 · 1")
    assert lines[-1].startswith("3. \u2068Boris\u2069 · ")

    async def table_gone() -> bool:
        return table["id"] not in {message["id"] for message in await alma.messages(group.id)}

    await stage.sandbox.wait_for(table_gone, what="the table to make way for the result")
    await alma.say("/leaderboard", group.id)
    board = await alma.sees("\u2068Alma\u2069", group.id, after=result["id"])
    assert all(person.name in board["text"] for person in (boris, chen))


@one_database
async def test_a_knock_out_ends_when_one_is_left(stage: Stage) -> None:
    group = await stage.group()
    alma, boris, _ = await lobby_of(stage, group, stage.person("Alma"), "/round 5 20")
    await alma.taps("Knock-out", group.id)
    await boris.sees("who is wrong or silent is out", group.id)
    await alma.taps("Start now", group.id)
    first = await boris.sees_poll(group.id)
    await answer(stage, group, first, Alma=True, Boris=True)
    table = await boris.sees("Question 1 of 5 is over", group.id)
    assert "\u2068Chen\u2069 · 0 · out at question 1" in table["text"]
    second = await boris.sees_poll(group.id, after=table["id"])
    await answer(stage, group, second, Alma=True, Boris=False)
    result = await boris.sees("The quiz is over · 2 questions", group.id, after=second["id"])
    assert "1. \u2068Alma\u2069 · 2" in result["text"]


@one_database
async def test_a_round_of_one_counts_for_no_leaderboard(stage: Stage) -> None:
    group = await stage.group()
    alma = stage.person("Alma")
    await alma.say("/round 1 20", group.id)
    await alma.taps("Join", group.id)
    await alma.taps("Start now", group.id)
    await alma.sees("It counts for the leaderboard once 2 people have answered.", group.id)
    poll = await alma.sees_poll(group.id)
    await answer(stage, group, poll, Alma=True)
    await alma.sees("1. \u2068Alma\u2069 · 1", group.id, after=poll["id"])
    await alma.sees("Fewer than 2 people answered: nothing of this counts", group.id)
    await alma.say("/leaderboard", group.id)
    await alma.sees("Nobody", group.id, after=poll["id"])


@one_database
async def test_a_stranger_with_a_forwarded_poll_disappears_from_the_table(stage: Stage) -> None:
    group = await stage.group()
    alma = stage.person("Alma")
    await alma.say("/quiz 2 60", group.id)
    poll = await alma.sees_poll(group.id)
    stranger = await stage.sandbox.add_person("Stranger")
    votes = [{"person": stranger.id, "options": [0]}]
    await stage.sandbox.vote_many(group.id, poll["id"], votes=votes)
    await stage.settled()
    await stage.advance(62)
    table = await alma.sees("Question 1 of 2 is over · 1 answered", group.id)
    assert "Stranger" in table["text"]
    asked = len(await stage.sandbox.calls("getChatMember"))
    await stage.app.rooms.members.look_up()
    later = await alma.sees("Question 1 of 2 is over · nobody answered", group.id)
    assert later["id"] == table["id"]
    assert "Stranger" not in later["text"]
    assert len(await stage.sandbox.calls("getChatMember")) == asked + 1


@one_database
async def test_a_bot_that_is_thrown_out_ends_the_round_and_tells_the_result_once_it_is_back(
    stage: Stage,
) -> None:
    group = await stage.group()
    alma, dana = stage.person("Alma"), stage.person("Dana")
    await alma.start()
    await alma.say("/quiz 3 60", group.id)
    head = await alma.sees("A quiz of 3 questions", group.id)
    poll = await alma.sees_poll(group.id)
    await alma.vote(*choice(poll["poll"], rightly=True), message_id=poll["id"], chat=group.id)
    await stage.settled()
    await group.bot("kicked", by=dana.id)
    await alma.sees("I may not write there any more")
    await stage.settled()
    async with stage.app.database.read() as tx:
        assert (await tx.execute(select(rounds.c.state))).scalars().all() == ["stopped"]
        assert (await tx.execute(select(timers.c.key))).scalars().all() == ["return:1"]
    await stage.advance(120)
    await group.bot("member", by=dana.id)
    await stage.settled()
    back = await alma.sees("I am here again", group.id, after=poll["id"])
    await group.bot("restricted", by=dana.id, can_send_messages=False)
    await group.bot("member", by=dana.id)
    await stage.settled()
    [result] = await alma.messages(group.id, after=back["id"])
    assert result["text"].startswith("The quiz was stopped at question 1 of 3")
    assert "1. \u2068Alma\u2069 · 1" in result["text"]
    shown = {message["id"]: message.get("text") for message in await alma.messages(group.id)}
    assert shown[head["id"]] == "The quiz was stopped, see the result below."
