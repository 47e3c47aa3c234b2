"""Inline mode: how a query reaches the bot, what it may answer, what is sent."""

import asyncio

import pytest

from bot.sandbox.client import Group, Human, Sandbox, SandboxError
from tests.sandbox.answers import Json, button, keyboard, refusal, result
from tests.sandbox.pictures import png

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
SAID = {"message_text": "The treaty is of <b>1992</b>", "parse_mode": "HTML"}


def article(number: str = "1", **more: object) -> Json:
    return {
        "type": "article",
        "id": number,
        "title": f"Treaty {number}",
        "input_message_content": SAID,
        **more,
    }


@pytest.fixture
async def group(sandbox: Sandbox) -> Group:
    """The seeded group with the bot in it."""
    found = await sandbox.group()
    await found.bot()
    return found


async def next_update(sandbox: Sandbox, kind: str) -> Json:
    """The newest update of this kind, waiting for it."""

    async def found() -> Json | None:
        updates = result(await sandbox.api("getUpdates"))
        return next((u[kind] for u in reversed(updates) if kind in u), None)

    return await sandbox.wait_for(found)


async def asked(sandbox: Sandbox, person: Human, query: str = "treaty", **how: object) -> str:
    """Someone asks and waits for nothing; the query's id."""
    await person.asks_inline(query, wait=0, **how)  # type: ignore[arg-type]
    return str((await next_update(sandbox, "inline_query"))["id"])


async def answered(
    sandbox: Sandbox, person: Human, *results: Json, chat: int | None = None, **more: object
) -> Json:
    """Someone asks, the bot answers with these results; what the person then sees."""
    asking = asyncio.create_task(person.asks_inline("treaty", chat))
    query = await next_update(sandbox, "inline_query")
    call = {"inline_query_id": query["id"], "results": list(results), **more}
    result(await sandbox.api("answerInlineQuery", **call))
    return await asking


async def refused(sandbox: Sandbox, person: Human, **call: object) -> str:
    query = await asked(sandbox, person)
    code, reason = refusal(await sandbox.api("answerInlineQuery", inline_query_id=query, **call))
    assert code == 400
    return reason.removeprefix("Bad Request: ")


async def test_a_query_says_who_asks_what_and_where(
    sandbox: Sandbox, alma: Human, group: Group
) -> None:
    """InlineQuery chat_type: "“sender” for a private chat with the inline query sender"."""
    await alma.asks_inline("  treaty of 1992 ", wait=0)
    query = await next_update(sandbox, "inline_query")
    assert (query["from"]["id"], query["query"], query["offset"]) == (alma.id, "treaty of 1992", "")
    assert query["chat_type"] == "sender"
    await alma.asks_inline("", group.id, offset="50", wait=0)
    query = await next_update(sandbox, "inline_query")
    assert (query["query"], query["offset"], query["chat_type"]) == ("", "50", "group")


async def test_a_query_is_cut(sandbox: Sandbox, alma: Human) -> None:
    """InlineQuery query: "Text of the query (up to 256 characters)"."""
    await alma.asks_inline("x" * 300, wait=0)
    assert (await next_update(sandbox, "inline_query"))["query"] == "x" * 256


async def test_at_most_fifty_results(sandbox: Sandbox, alma: Human) -> None:
    """answerInlineQuery: "No more than 50 results per query are allowed"."""
    many = [article(str(number)) for number in range(51)]
    assert await refused(sandbox, alma, results=many) == "RESULTS_TOO_MUCH"
    assert len((await answered(sandbox, alma, *many[:50]))["results"]) == 50


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("", "RESULT_ID_EMPTY"),
        ("ж" * 33, "RESULT_ID_INVALID"),
        (None, "can't parse inline query result: Can't find field \"id\""),
    ],
)
async def test_ids_of_results_are_short(
    sandbox: Sandbox, alma: Human, number: str | None, reason: str
) -> None:
    """InlineQueryResultArticle id: "Unique identifier for this result, 1-64 Bytes"."""
    assert await refused(sandbox, alma, results=[{**article(), "id": number}]) == reason
    found = await answered(sandbox, alma, article("ж" * 32))
    assert found["results"][0]["id"] == "ж" * 32


async def test_ids_of_results_differ(sandbox: Sandbox, alma: Human) -> None:
    """InlineQueryResultArticle id: "Unique identifier for this result"."""
    twice = [article("1"), article("1")]
    assert await refused(sandbox, alma, results=twice) == "RESULT_ID_DUPLICATE"


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("x", "can't parse inline query result: Inline query result must be an object"),
        ({**article(), "type": "riddle"}, "RESULT_TYPE_INVALID"),
        ({**article(), "title": ""}, "can't parse inline query result: Can't find field \"title\""),
        (
            {"type": "article", "id": "1", "title": "x"},
            "can't parse inline query result: Input message content is not specified",
        ),
        (
            article(input_message_content={"parse_mode": "HTML"}),
            "can't parse inline query result: Can't find field \"message_text\"",
        ),
        (article(input_message_content={"message_text": " "}), "message text is empty"),
        (article(input_message_content={"message_text": "x" * 4097}), "message is too long"),
        (article(reply_markup=keyboard(button("x", "d" * 65))), "BUTTON_DATA_INVALID"),
        (
            article(reply_markup=keyboard({"text": "x", "web_app": {"url": "https://e.org"}})),
            "BUTTON_TYPE_INVALID",
        ),
        (
            {"type": "photo", "id": "1"},
            "can't parse inline query result: Can't find field \"photo_url\"",
        ),
        ({"type": "photo", "id": "1", "photo_file_id": "x"}, "invalid file_id"),
        (
            {"type": "photo", "id": "1", "photo_url": "https://e.org/x.jpg"},
            "failed to get HTTP URL content",
        ),
    ],
)
async def test_results_are_checked_when_they_are_offered(
    sandbox: Sandbox, alma: Human, item: Json, reason: str
) -> None:
    """InputTextMessageContent message_text: "Text of the message to be sent, 1-4096 characters"."""
    assert await refused(sandbox, alma, results=[item]) == reason


async def test_offsets_are_short(sandbox: Sandbox, alma: Human) -> None:
    """answerInlineQuery next_offset: "Offset length can't exceed 64 bytes"."""
    long = await refused(sandbox, alma, results=[], next_offset="x" * 65)
    assert long == "NEXT_OFFSET_INVALID"
    assert (await answered(sandbox, alma, next_offset="x" * 64))["next_offset"] == "x" * 64


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"start_parameter": ""}, "can't use empty start_parameter"),
        ({"start_parameter": "x" * 65}, "too long start_parameter specified"),
        ({"start_parameter": "a b"}, "unallowed characters in start_parameter are used"),
        ({"text": " ", "start_parameter": "a"}, "inline query results button text is empty"),
        ({}, "inline query results button needs exactly one of its optional fields"),
        (
            {"start_parameter": "a", "web_app": {"url": "https://e.org"}},
            "inline query results button needs exactly one of its optional fields",
        ),
    ],
)
async def test_the_button_above_the_results_is_checked(
    sandbox: Sandbox, alma: Human, fields: Json, reason: str
) -> None:
    """InlineQueryResultsButton: "You must use exactly one of the optional fields"."""
    button_above = {"text": "More in private", **fields}
    assert await refused(sandbox, alma, results=[], button=button_above) == reason


async def test_the_button_above_the_results_is_shown(sandbox: Sandbox, alma: Human) -> None:
    """start_parameter: "1-64 characters, only A-Z, a-z, 0-9, _ and - are allowed"."""
    above = {"text": "More", "start_parameter": "aZ09_-" + "x" * 58}
    assert (await answered(sandbox, alma, button=above))["button"] == above


async def test_an_inline_query_grows_too_old(sandbox: Sandbox, alma: Human) -> None:
    """answerInlineQuery answers in time or not at all: the app waits no longer."""
    query = await asked(sandbox, alma)
    await sandbox.advance(16)
    late = await sandbox.api("answerInlineQuery", inline_query_id=query, results=[])
    assert refusal(late) == (400, TOO_OLD)


async def test_a_bot_that_wants_no_inline_queries_is_not_waited_for(
    sandbox: Sandbox, alma: Human
) -> None:
    """allowed_updates: "list of the update types you want your bot to receive"."""
    await sandbox.api("getUpdates", allowed_updates=["message"])
    found = await alma.asks_inline("treaty", wait=3600)
    assert (found["answered"], found["results"]) == (False, [])


async def test_a_tap_is_no_inline_query(sandbox: Sandbox, alma: Human) -> None:
    """inline_query_id: "Unique identifier for the answered query"."""
    markup = keyboard(button("A", "a"))
    await sandbox.api("sendMessage", chat_id=alma.id, text="?", reply_markup=markup)
    await alma.taps("A", wait=0)
    tap = await next_update(sandbox, "callback_query")
    crossed = await sandbox.api("answerInlineQuery", inline_query_id=tap["id"], results=[])
    assert refusal(crossed) == (400, TOO_OLD)
    query = await asked(sandbox, alma)
    crossed = await sandbox.api("answerCallbackQuery", callback_query_id=query)
    assert refusal(crossed) == (400, TOO_OLD)


async def test_answers_are_given_again_for_a_while_to_anybody(
    sandbox: Sandbox, alma: Human
) -> None:
    """is_personal: "By default, results may be returned to any user who sends the same query"."""
    boris = sandbox.person("Boris")
    await answered(sandbox, alma, article(), cache_time=60)
    assert (await boris.asks_inline("treaty", wait=0))["results"][0]["id"] == "1"
    assert (await boris.asks_inline("treaty", offset="1", wait=0))["answered"] is False
    await sandbox.advance(61)
    assert (await boris.asks_inline("treaty", wait=0))["answered"] is False


async def test_answers_are_kept_five_minutes_by_default(sandbox: Sandbox, alma: Human) -> None:
    """cache_time: "Defaults to 300"."""
    await answered(sandbox, alma, article())
    await sandbox.advance(299)
    assert (await alma.asks_inline("treaty", wait=0))["answered"] is True
    await sandbox.advance(2)
    assert (await alma.asks_inline("treaty", wait=0))["answered"] is False


async def test_personal_answers_stay_with_whoever_asked(sandbox: Sandbox, alma: Human) -> None:
    """is_personal: "cached on the server side only for the user that sent the query"."""
    await answered(sandbox, alma, article(), is_personal=True)
    assert (await alma.asks_inline("treaty", wait=0))["answered"] is True
    boris = sandbox.person("Boris")
    assert (await boris.asks_inline("treaty", wait=0))["answered"] is False


async def test_a_chosen_article_is_the_persons_message_via_the_bot(
    sandbox: Sandbox, alma: Human, group: Group
) -> None:
    """Privacy mode lets through: "Inline messages sent via the bot"."""
    found = await answered(sandbox, alma, article("1"), article("2"), chat=group.id)
    sent = await alma.picks(found, 2, group.id)
    message = await next_update(sandbox, "message")
    assert message["message_id"] == sent["id"]
    assert (message["from"]["id"], message["via_bot"]["username"]) == (alma.id, sandbox.username)
    assert message["text"] == "The treaty is of 1992"
    assert [entity["type"] for entity in message["entities"]] == ["bold"]
    assert sent["via"] == sandbox.username


async def test_a_chosen_picture_carries_its_caption(sandbox: Sandbox, alma: Human) -> None:
    """InlineQueryResultCachedPhoto photo_file_id: "A valid file identifier of the photo"."""
    await alma.sends_file(png(40, 30), "map.png", kind="photo")
    file_id = (await next_update(sandbox, "message"))["photo"][-1]["file_id"]
    item = {"type": "photo", "id": "p", "photo_file_id": file_id, "caption": "The map"}
    found = await answered(sandbox, alma, item)
    assert found["results"][0]["title"] == "The map"
    sent = await alma.picks(found, 1)
    assert (sent["photo"]["file_id"], sent["caption"]) == (file_id, "The map")
    shown = await alma.reads_file({"photo": found["results"][0]["photo"]})
    assert shown == png(40, 30)


async def test_choices_are_told_when_feedback_is_on(sandbox: Sandbox, alma: Human) -> None:
    """ChosenInlineResult: "It is necessary to enable inline feedback via @BotFather"."""
    found = await answered(sandbox, alma, article())
    await alma.picks(found, 1)
    assert "chosen_inline_result" not in str(result(await sandbox.api("getUpdates")))
    await sandbox.feedback()
    await alma.picks(found, 1)
    chosen = await next_update(sandbox, "chosen_inline_result")
    assert chosen == {"result_id": "1", "from": chosen["from"], "query": "treaty"}
    assert chosen["from"]["id"] == alma.id


async def test_buttons_of_an_inline_message_speak_of_it_by_its_own_id(
    sandbox: Sandbox, alma: Human, group: Group
) -> None:
    """inline_message_id: "Available only if there is an inline keyboard attached"."""
    await sandbox.feedback()
    item = article(reply_markup=keyboard(button("Why?", "why:7")))
    found = await answered(sandbox, alma, item, chat=group.id)
    await alma.picks(found, 1, group.id)
    number = (await next_update(sandbox, "chosen_inline_result"))["inline_message_id"]
    await sandbox.person("Boris").taps("Why?", group.id, wait=0)
    tap = await next_update(sandbox, "callback_query")
    assert (tap["inline_message_id"], tap["data"]) == (number, "why:7")
    assert "message" not in tap

    change = {"inline_message_id": number, "text": "1992, by six states"}
    assert result(await sandbox.api("editMessageText", **change)) is True
    shown = (await alma.messages(group.id))[-1]
    assert (shown["text"], shown["keyboard"]) == ("1992, by six states", None)
    wrong = await sandbox.api("editMessageText", inline_message_id="x", text="y")
    assert refusal(wrong) == (400, "Bad Request: MESSAGE_ID_INVALID")


async def test_only_what_was_offered_to_oneself_can_be_chosen(
    sandbox: Sandbox, alma: Human
) -> None:
    """A result belongs to the query of the person who asked."""
    found = await answered(sandbox, alma, article())
    with pytest.raises(SandboxError, match="gone"):
        await sandbox.person("Boris").picks(found, 1)
    found["results"][0]["id"] = "2"
    with pytest.raises(SandboxError, match="gone"):
        await alma.picks(found, 1)
