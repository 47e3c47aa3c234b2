"""Native polls: limits, votes, what each viewer sees, and closing by the clock."""

from typing import Any

import pytest

from bot.sandbox.client import Human, Sandbox, SandboxError
from tests.sandbox.answers import refusal, result

Json = dict[str, Any]


async def quiz(sandbox: Sandbox, chat: int, **more: Any) -> Json:
    """Send a quiz "2 + 2?" with the key at 1."""
    params = {
        "question": "2 + 2?",
        "options": ["3", "4", "5"],
        "type": "quiz",
        "correct_option_ids": [1],
        "is_anonymous": False,
        "explanation": "Two and two.",
    }
    message: Json = result(await sandbox.api("sendPoll", chat_id=chat, **params | more))
    return message


async def answers(sandbox: Sandbox) -> list[Json]:
    updates = result(await sandbox.api("getUpdates"))
    return [u["poll_answer"] for u in updates if "poll_answer" in u]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"question": ""}, "poll question must be non-empty"),
        ({"question": "x" * 301}, "poll question length must not exceed 300"),
        ({"options": []}, "poll must have at least 1 option"),
        ({"options": list("abcdefghijklm")}, "poll can't have more than 12 options"),
        ({"options": ["a", " "]}, "poll options must be non-empty"),
        ({"options": ["a", "x" * 101]}, "poll options length must not exceed 100"),
        ({"correct_option_ids": []}, "wrong correct option ID specified"),
        ({"correct_option_ids": [3]}, "wrong correct option ID specified"),
        ({"correct_option_ids": [0, 1]}, "wrong correct option ID specified"),
        ({"explanation": "x" * 201}, "message is too long"),
        ({"explanation": "a\nb\nc\nd"}, "message is too long"),
        ({"description": "x" * 1025}, "message caption is too long"),
        ({"open_period": 4}, "OPEN_PERIOD_INVALID"),
        ({"open_period": 2_628_001}, "OPEN_PERIOD_INVALID"),
        ({"type": "riddle"}, "unsupported poll type specified"),
    ],
)
async def test_polls_that_are_refused(
    sandbox: Sandbox, alma: Human, change: Json, reason: str
) -> None:
    """sendPoll: question 1-300, 1-12 options of 1-100, explanation 0-200, 5-2628000 s."""
    params = {
        "question": "?",
        "options": ["a", "b", "c"],
        "type": "quiz",
        "correct_option_ids": [1],
    }
    answer = await sandbox.api("sendPoll", chat_id=alma.id, **params | change)
    assert refusal(answer) == (400, f"Bad Request: {reason}")


async def test_the_widest_poll_is_taken(sandbox: Sandbox, alma: Human) -> None:
    """sendPoll: the limits themselves are allowed, two line feeds in an explanation too."""
    sent = await quiz(
        sandbox,
        alma.id,
        question="x" * 300,
        options=[f"{n:100}"[::-1] if n else "x" * 100 for n in range(12)],
        explanation="a\nb\n" + "x" * 196,
        correct_option_ids=[0, 11],
        allows_multiple_answers=True,
        open_period=2_628_000,
    )
    assert len(sent["poll"]["options"]) == 12
    assert sent["poll"]["correct_option_ids"] == [0, 11]


async def test_polls_are_anonymous_unless_told(sandbox: Sandbox, alma: Human) -> None:
    """sendPoll is_anonymous "defaults to True"; poll_answer is for non-anonymous polls."""
    sent = await quiz(sandbox, alma.id, is_anonymous=None)
    await alma.vote("4", message_id=sent["message_id"])
    assert sent["poll"]["is_anonymous"] is True
    assert await answers(sandbox) == []


async def test_a_quiz_takes_one_vote(sandbox: Sandbox, alma: Human) -> None:
    """sendPoll allows_revoting: "defaults to False for quizzes and True for regular polls"."""
    sent = await quiz(sandbox, alma.id)
    await alma.vote("3", message_id=sent["message_id"])
    with pytest.raises(SandboxError, match="does not allow changing a vote"):
        await alma.vote("4", message_id=sent["message_id"])
    with pytest.raises(SandboxError, match="does not allow changing a vote"):
        await alma.retract(sent["message_id"])
    assert [a["option_ids"] for a in await answers(sandbox)] == [[0]]


async def test_a_regular_poll_can_be_voted_anew_and_retracted(
    sandbox: Sandbox, alma: Human
) -> None:
    """PollAnswer option_ids: "May be empty if the vote was retracted"."""
    sent = await quiz(sandbox, alma.id, type="regular", correct_option_ids=None)
    number, ids = sent["message_id"], [o["persistent_id"] for o in sent["poll"]["options"]]
    await alma.vote("3", message_id=number)
    await alma.vote("5", message_id=number)
    seen = await alma.retract(number)
    assert seen["total_voter_count"] == 0
    told = await answers(sandbox)
    assert [a["option_ids"] for a in told] == [[0], [2], []]
    assert [a["option_persistent_ids"] for a in told] == [[ids[0]], [ids[2]], []]


async def test_several_options_need_leave(sandbox: Sandbox, alma: Human) -> None:
    """sendPoll allows_multiple_answers: "defaults to False"."""
    one = await quiz(sandbox, alma.id)
    with pytest.raises(SandboxError, match="one option only"):
        await alma.vote("3", "4", message_id=one["message_id"])
    several = await quiz(sandbox, alma.id, allows_multiple_answers=True, correct_option_ids=[1, 2])
    seen = await alma.vote("5", "4", message_id=several["message_id"])
    assert (seen["my_options"], seen["correct_option_ids"]) == ([1, 2], [1, 2])


async def test_the_key_shows_after_the_vote(sandbox: Sandbox, alma: Human) -> None:
    """Poll correct_option_ids: for others only once they answered or the poll closed."""
    sent = await quiz(sandbox, alma.id)
    before = (await alma.messages())[-1]["poll"]
    assert not {"correct_option_ids", "explanation", "explanation_html"} & before.keys()
    assert [o["voter_count"] for o in before["options"]] == [0, 0, 0]
    after = await alma.vote("3", message_id=sent["message_id"])
    assert (after["my_options"], after["correct_option_ids"]) == ([0], [1])
    assert after["explanation_html"] == "Two and two."
    assert after["options"][0]["voters"] == [{"id": alma.id, "name": "Alma"}]


async def test_hidden_results_wait_for_the_close(sandbox: Sandbox) -> None:
    """sendPoll hide_results_until_closes: shown "only after the poll closes"."""
    group, alma, boris = await sandbox.group(), sandbox.person("Alma"), sandbox.person("Boris")
    await group.bot()
    sent = await quiz(sandbox, group.id, hide_results_until_closes=True)
    await alma.vote("3", message_id=sent["message_id"], chat=group.id)
    for person in (alma, boris):
        seen = (await person.messages(group.id))[-1]["poll"]
        assert (seen["results_visible"], seen["can_vote"]) == (False, person is boris)
        assert not {"correct_option_ids", "explanation", "explanation_html"} & seen.keys()
        assert [option["voter_count"] for option in seen["options"]] == [0, 0, 0]
        assert not any("voters" in option for option in seen["options"])
    await sandbox.api("stopPoll", chat_id=group.id, message_id=sent["message_id"])
    for person in (alma, boris):
        seen = (await person.messages(group.id))[-1]["poll"]
        assert (seen["results_visible"], seen["correct_option_ids"]) == (True, [1])
        assert seen["options"][0]["voters"] == [{"id": alma.id, "name": "Alma"}]
        assert seen["explanation_html"] == "Two and two."


async def test_shuffling_is_per_viewer_and_answers_are_not_shuffled(sandbox: Sandbox) -> None:
    """PollAnswer option_ids: 0-based identifiers in the poll's own order."""
    group = await sandbox.group()
    await group.bot()
    options = [f"option {n}" for n in range(12)]
    sent = await quiz(sandbox, group.id, options=options, shuffle_options=True)
    orders = set()
    for human in sandbox.people:
        shown = (await human.messages(group.id))[-1]["poll"]["options"]
        orders.add(tuple(option["text"] for option in shown))
        assert sorted(option["text"] for option in shown) == sorted(options)
        # Index as shown: the place where this person sees the key.
        place = [option["text"] for option in shown].index("option 1")
        await human.vote(place, message_id=sent["message_id"], chat=group.id)
    assert len(orders) > 1
    told = await answers(sandbox)
    key = sent["poll"]["options"][1]["persistent_id"]
    assert [a["option_ids"] for a in told] == [[1]] * 4
    assert [a["option_persistent_ids"] for a in told] == [[key]] * 4


async def test_a_poll_closes_by_the_clock(sandbox: Sandbox, alma: Human) -> None:
    """sendPoll open_period: "seconds the poll will be active after creation"."""
    sent = await quiz(sandbox, alma.id, open_period=30)
    await sandbox.advance(28)
    assert (await alma.messages())[-1]["poll"]["is_closed"] is False
    await sandbox.advance(3)
    assert (await alma.messages())[-1]["poll"]["is_closed"] is True
    last = result(await sandbox.api("getUpdates"))[-1]
    assert (last["poll"]["id"], last["poll"]["is_closed"]) == (sent["poll"]["id"], True)
    with pytest.raises(SandboxError, match="the poll is closed"):
        await alma.vote("4", message_id=sent["message_id"])


async def test_a_poll_closes_by_itself(sandbox: Sandbox, alma: Human) -> None:
    """sendPoll open_period: "the poll will be active after creation" so long."""
    await quiz(sandbox, alma.id, open_period=5)
    await sandbox.advance(4.9)

    async def closed() -> bool:
        return bool((await alma.messages())[-1]["poll"]["is_closed"])

    assert await sandbox.wait_for(closed)


async def test_a_close_date_is_kept(sandbox: Sandbox, alma: Human) -> None:
    """sendPoll close_date: "at least 5 and no more than 2628000 seconds in the future"."""
    now = result(await sandbox.api("sendMessage", chat_id=alma.id, text="now"))["date"]
    refused = await sandbox.api(
        "sendPoll", chat_id=alma.id, question="?", options=["a"], close_date=now + 3
    )
    assert refusal(refused)[0] == 400
    await quiz(sandbox, alma.id, close_date=now + 100)
    await sandbox.advance(101)
    assert (await alma.messages())[-1]["poll"]["is_closed"] is True


async def test_stopping(sandbox: Sandbox, alma: Human) -> None:
    """stopPoll: "the stopped Poll is returned"."""
    sent = await quiz(sandbox, alma.id)
    where = {"chat_id": alma.id, "message_id": sent["message_id"]}
    assert result(await sandbox.api("stopPoll", **where))["is_closed"] is True
    again = await sandbox.api("stopPoll", **where)
    assert refusal(again) == (400, "Bad Request: poll has already been closed")
    text = result(await sandbox.api("sendMessage", chat_id=alma.id, text="x"))
    other = await sandbox.api("stopPoll", chat_id=alma.id, message_id=text["message_id"])
    assert refusal(other) == (400, "Bad Request: message is not a poll")


async def test_many_votes_follow_the_share(sandbox: Sandbox) -> None:
    """A crowd votes in one call, the same for the same seed."""
    group = await sandbox.group()
    await group.bot()
    sent = await quiz(sandbox, group.id)
    cast = await sandbox.vote_many(group.id, sent["message_id"], count=200, seed=5, right_share=1)
    some = await sandbox.vote_many(group.id, sent["message_id"], count=100, right_share=0)
    updates = result(await sandbox.api("getUpdates", offset=-1))
    counts = [option["voter_count"] for option in updates[-1]["poll"]["options"]]
    assert (cast, some, counts[1], sum(counts)) == (200, 100, 200, 300)


async def test_votes_of_named_people_in_one_call(sandbox: Sandbox) -> None:
    """One call may name each voter."""
    group = await sandbox.group()
    await group.bot()
    sent = await quiz(sandbox, group.id)
    stranger = sandbox.people[0]
    await stranger.leave(group.id)
    votes = [{"person": p.id, "options": [n % 3]} for n, p in enumerate(sandbox.people)]
    assert await sandbox.vote_many(group.id, sent["message_id"], votes=votes) == 4
    assert [a["option_ids"] for a in await answers(sandbox)] == [[0], [1], [2], [0]]
    crowd = [{"member": n, "options": [1]} for n in (7, 3)]
    assert await sandbox.vote_many(group.id, sent["message_id"], votes=crowd) == 2
    members = [a["user"]["id"] for a in (await answers(sandbox))[4:]]
    assert members == [6_000_000_007, 6_000_000_003], "made where they are missing"
    for who, standing in (*((member, "member") for member in members), (stranger.id, "left")):
        found = result(await sandbox.api("getChatMember", chat_id=group.id, user_id=who))
        assert found["status"] == standing, "the crowd belongs to the group, nobody else by voting"
    with pytest.raises(SandboxError, match="counted from 0"):
        await sandbox.vote_many(
            group.id, sent["message_id"], votes=[{"member": -1, "options": [1]}]
        )


async def test_a_crowd_grows_by_those_who_have_not_voted(sandbox: Sandbox) -> None:
    group = await sandbox.group()
    await group.bot()
    sent = await quiz(sandbox, group.id)
    some = [{"member": n, "options": [1]} for n in (0, 2)]
    await sandbox.vote_many(group.id, sent["message_id"], votes=some)
    assert await sandbox.vote_many(group.id, sent["message_id"], count=2) == 2
    voters = [a["user"]["id"] - 6_000_000_000 for a in await answers(sandbox)]
    assert voters == [0, 2, 1, 3]
