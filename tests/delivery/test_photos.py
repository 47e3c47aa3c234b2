"""Messages with a picture: sent with their text as caption, edited, and what does not fit there."""

from typing import Any

import pytest

from bot.domain.owed import Owed
from bot.storage.delivery import debts
from tests.delivery.conftest import ALMA, Bench, one_database
from tests.delivery.telegram_double import refusal

NO_TEXT = refusal(400, "Bad Request: there is no text in the message to edit")
NO_CAPTION = refusal(400, "Bad Request: there is no caption in the message to edit")

pytestmark = one_database


def owed(screen: str, words: str, **more: Any) -> Owed:
    return Owed(ALMA, screen, {"text": words}, place="step:1:1", **more)


async def paid(bench: Bench, debt: Owed) -> list[str]:
    """The methods called to pay it."""
    await bench.owe(debt)
    before = len(bench.telegram.calls)
    await bench.runtime.sender.idle()
    assert await bench.owed() == []
    return [call.method for call in bench.telegram.calls[before:]]


async def place(bench: Bench) -> int | None:
    async with bench.database.read() as tx:
        return await debts.shown_at(tx, ALMA, "step:1:1")


async def test_a_picture_is_sent_once_and_its_caption_edited(bench: Bench) -> None:
    assert await paid(bench, owed("photo", "asked")) == ["sendPhoto"]
    assert await paid(bench, owed("photo", "told")) == ["editMessageCaption"]
    sent, edited = bench.telegram.calls
    assert sent.params["caption"] == "asked"
    assert edited.params["caption"] == "told"
    assert edited.params["message_id"] == await place(bench) == 101


async def test_a_text_that_fits_under_the_picture_goes_there(bench: Bench) -> None:
    await bench.shown(ALMA, "step:1:1", 7)
    bench.telegram.next("editMessageText", NO_TEXT)
    calls = await paid(bench, owed("echo", "w" * 1024))
    assert calls == ["editMessageText", "editMessageCaption"]
    assert await place(bench) == 7


async def test_a_longer_text_comes_below_and_the_picture_keeps_no_buttons(bench: Bench) -> None:
    await bench.shown(ALMA, "step:1:1", 7)
    bench.telegram.next("editMessageText", NO_TEXT)
    calls = await paid(bench, owed("echo", "w" * 1025))
    assert calls == ["editMessageText", "editMessageReplyMarkup", "sendMessage"]
    assert "reply_markup" not in bench.telegram.calls[1].params
    assert await place(bench) == 101


async def test_after_a_crash_the_longer_text_still_comes(bench: Bench) -> None:
    """The buttons were taken off before it: Telegram says so, and that is no reason to stop."""
    await bench.shown(ALMA, "step:1:1", 7)
    bench.telegram.next("editMessageText", NO_TEXT)
    bench.telegram.next("editMessageReplyMarkup", refusal(400, "message is not modified: …"))
    calls = await paid(bench, owed("echo", "w" * 1025))
    assert calls[-1] == "sendMessage"


async def test_a_message_without_picture_stays_without(bench: Bench) -> None:
    await bench.shown(ALMA, "step:1:1", 7)
    bench.telegram.next("editMessageCaption", NO_CAPTION)
    assert await paid(bench, owed("photo", "told")) == ["editMessageCaption", "editMessageText"]
    assert bench.telegram.texts() == ["told"]
    assert await place(bench) == 7


async def test_a_picture_that_telegram_refuses_does_not_keep_its_text_back(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.telegram.next("sendPhoto", refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"))
    assert await paid(bench, owed("photo", "asked")) == ["sendPhoto", "sendMessage"]
    assert bench.telegram.texts() == ["asked"]
    assert "a picture was refused" in caplog.text


async def test_where_nobody_is_the_text_is_not_tried_either(bench: Bench) -> None:
    bench.telegram.next("sendPhoto", refusal(400, "Bad Request: chat not found"))
    await bench.owe(owed("photo", "asked"))
    await bench.runtime.sender.idle()
    assert [call.method for call in bench.telegram.calls] == ["sendPhoto"]
