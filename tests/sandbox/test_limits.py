"""Flood limits: bursts, retry_after, and that time refills."""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox.client import Human, Sandbox
from tests.sandbox.answers import Json, refusal, result


@pytest.fixture
async def limited() -> AsyncIterator[Sandbox]:
    async with Sandbox.start(limits=True) as started:
        await started.stand_still()  # a slow machine would refill the buckets meanwhile
        yield started


async def started(sandbox: Sandbox, name: str = "Alma") -> Human:
    person = sandbox.person(name)
    await person.start()
    return person


async def send(sandbox: Sandbox, chat: int, times: int) -> list[Json]:
    return [await sandbox.api("sendMessage", chat_id=chat, text=str(n)) for n in range(times)]


async def test_a_chat_bears_a_burst(limited: Sandbox) -> None:
    """FAQ: in a single chat "avoid sending more than one message per second"."""
    alma = await started(limited)
    await limited.limits(chat_burst=3)
    answers = await send(limited, alma.id, 4)
    assert [answer["ok"] for answer in answers] == [True, True, True, False]
    assert refusal(answers[3]) == (429, "Too Many Requests: retry after 1")
    assert answers[3]["parameters"] == {"retry_after": 1}


async def test_time_refills(limited: Sandbox) -> None:
    """ResponseParameters retry_after: "seconds left to wait before the request can be repeated"."""
    alma = await started(limited)
    await limited.limits(chat_burst=1)
    (_, refused) = await send(limited, alma.id, 2)
    await limited.advance(refused["parameters"]["retry_after"])
    assert (await send(limited, alma.id, 1))[0]["ok"] is True


async def test_chats_do_not_share_their_burst(limited: Sandbox) -> None:
    """The limit of one chat is not another's."""
    alma, boris = await started(limited), await started(limited, "Boris")
    await limited.limits(chat_burst=1)
    assert [a["ok"] for a in await send(limited, alma.id, 2)] == [True, False]
    assert (await send(limited, boris.id, 1))[0]["ok"] is True


async def test_a_group_bears_twenty_a_minute(limited: Sandbox) -> None:
    """FAQ: in a group "not be able to send more than 20 messages per minute"."""
    group = await limited.group()
    await group.bot()
    answers = await send(limited, group.id, 21)
    assert [answer["ok"] for answer in answers] == [True] * 20 + [False]
    assert answers[20]["parameters"] == {"retry_after": 3}


async def test_edits_count(limited: Sandbox) -> None:
    """Edits fall under the same limits as messages."""
    alma = await started(limited)
    await limited.limits(chat_burst=1)
    sent = result((await send(limited, alma.id, 1))[0])
    edit = await limited.api(
        "editMessageText", chat_id=alma.id, message_id=sent["message_id"], text="new"
    )
    assert refusal(edit)[0] == 429


async def test_the_bot_as_a_whole_is_limited(limited: Sandbox) -> None:
    """FAQ: bulk notifications "over 30 messages per second" are not allowed."""
    alma, boris = await started(limited), await started(limited, "Boris")
    await limited.limits(bot_burst=1)
    assert (await send(limited, alma.id, 1))[0]["ok"] is True
    assert refusal((await send(limited, boris.id, 1))[0]) == (
        429,
        "Too Many Requests: retry after 1",
    )


async def test_what_is_refused_costs_nothing(limited: Sandbox) -> None:
    """A call refused for its content takes nothing from the burst."""
    alma = await started(limited)
    await limited.limits(chat_burst=1)
    for _ in range(3):
        answer = await limited.api("sendMessage", chat_id=alma.id, text="")
        assert refusal(answer)[0] == 400
    assert (await send(limited, alma.id, 1))[0]["ok"] is True


async def test_answers_to_taps_are_free(limited: Sandbox) -> None:
    """answerCallbackQuery sends no message."""
    alma = await started(limited)
    await limited.limits(chat_burst=1, bot_burst=1)
    sent = result((await send(limited, alma.id, 1))[0])
    for _ in range(3):
        await alma.forges("x", sent["message_id"], wait=0)
        query = result(await limited.api("getUpdates"))[-1]["callback_query"]
        answer = await limited.api("answerCallbackQuery", callback_query_id=query["id"])
        assert result(answer) is True


async def test_the_switch(limited: Sandbox) -> None:
    """Speed tests switch the limits off."""
    alma = await started(limited)
    await limited.limits(enabled=False)
    assert all(answer["ok"] for answer in await send(limited, alma.id, 100))
