"""Inline mode through the whole bot: asked, answered, shared, and nothing of the asking is kept."""

import re

from sqlalchemy import func, select

from bot.storage.tables import attempts, inbox, metadata, responses
from tests.app.conftest import Stage, one_database


async def rows(stage: Stage) -> dict[str, int]:
    """How many rows each table has."""
    async with stage.app.database.read() as tx:
        return {
            name: (await tx.execute(select(func.count()).select_from(table))).scalar_one()
            for name, table in metadata.tables.items()
        }


@one_database
async def test_a_question_is_shared_and_whoever_follows_it_answers(stage: Stage) -> None:
    alma, chen = stage.person("Alma"), stage.person("Chen")
    group = (await stage.group()).id
    await stage.settled()
    before = await rows(stage)
    typed = [await alma.asks_inline(words, group) for words in ("tr", "treaty", "zzzz", "")]
    assert [found["answered"] for found in typed] == [True] * 4
    _, treaty, nothing, anything = typed
    assert treaty["results"]
    assert (nothing["results"], nothing["button"]["start_parameter"]) == ([], "topics")
    more = await alma.asks_inline("", group, offset=anything["next_offset"])
    assert more["results"]
    assert not {one["id"] for one in more["results"]} & {one["id"] for one in anything["results"]}
    assert await rows(stage) == before, "a look leaves no trace"
    await alma.say("/help")
    [example] = re.findall(r"@\w+ (\S+) in any chat", (await alma.sees("in any chat"))["text"])
    assert (await alma.asks_inline(example, group))["results"], "what /help shows finds something"

    shared = await alma.picks(treaty, 1, group)
    [[button]] = shared["keyboard"]
    payload = button["url"].partition("?start=")[2]
    assert payload == treaty["results"][0]["id"].replace("q", "q_")
    await chen.start(payload)
    await chen.start(payload)
    asked = await chen.sees("1 of 1")
    await chen.taps("I don't know", message_id=asked["id"])
    await chen.sees("¶", after=asked["id"] - 1)
    await stage.settled()
    after = await rows(stage)
    assert (after["attempts"], after["responses"]) == (1, 1)


@one_database
async def test_what_is_shared_with_the_bot_itself_answers_nothing(stage: Stage) -> None:
    """Also while a question waits for a typed reply; and the own score is there to be shared, by
    nobody else who asks at the same moment.
    """
    alma, boris = stage.person("Alma"), stage.person("Boris")
    await alma.say("/quiz 1")
    asked = await alma.sees("1 of 1")
    await alma.taps("I don't know", message_id=asked["id"])
    await alma.sees("¶", after=asked["id"] - 1)
    await alma.say("/score")
    [[share], *_] = (await alma.sees("Your progress"))["keyboard"]
    assert share["text"] == "Share my score"
    found = await alma.asks_inline(share["switch_inline_query"])
    assert "under your Telegram name" in found["results"][0]["description"]
    await stage.settled()
    last = await alma.last_message()
    shared = await alma.picks(found, 1)
    assert "1 answer, 0 wholly right" in shared["text"]
    await stage.settled()
    assert await alma.last_message() == last, "it needs no hint"
    mine, other = [await who.asks_inline("") for who in (alma, boris)]
    assert found["results"][0]["title"] in {one["title"] for one in mine["results"]}
    assert other["results"]
    assert found["results"][0]["title"] not in {one["title"] for one in other["results"]}
    async with stage.app.database.read() as tx:
        assert (await tx.execute(select(func.count()).select_from(responses))).scalar_one() == 1
        dead = select(func.count()).select_from(inbox).where(inbox.c.state == "dead")
        assert (await tx.execute(dead)).scalar_one() == 0
        assert (await tx.execute(select(func.count()).select_from(attempts))).scalar_one() == 1
