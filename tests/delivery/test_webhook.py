"""With a webhook nobody polls: whether Telegram is in reach, it has to be asked."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import pytest
from telegram import Bot
from telegram.error import TimedOut

from bot.delivery.contact import Contact
from bot.delivery.webhook import INTERVAL, Webhook, WebhookWatch
from bot.domain.errors import SettingError
from tests.conftest import Clock
from tests.delivery.conftest import Ticker
from tests.delivery.telegram_double import TOKEN, TelegramDouble, ok, refusal

URL = "https://bot.example/webhook"


class Watched:
    """A watch whose deliveries are told by the test."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.ticker = Ticker(clock)
        self.telegram = TelegramDouble()
        self.contact = Contact(clock)
        self.received_at: datetime | None = None
        self.watch = WebhookWatch(
            Bot(TOKEN, request=self.telegram),
            Webhook(URL, "s3cret"),
            self.contact,
            received=self.received,
            pause=self.ticker.pause,
        )

    async def received(self) -> datetime | None:
        return self.received_at

    def says(self, *, pending: int = 0, failed_at: datetime | None = None) -> None:
        info: dict[str, Any] = {
            "url": URL,
            "has_custom_certificate": False,
            "pending_update_count": pending,
        }
        if failed_at is not None:
            info["last_error_date"] = int(failed_at.timestamp())
            info["last_error_message"] = "Connection refused"
        self.telegram.next("getWebhookInfo", ok(info))

    @asynccontextmanager
    async def asked(self) -> AsyncIterator[asyncio.Task[None]]:
        """It has asked once, and waits for its next minute."""
        task = asyncio.create_task(self.watch.run())
        try:
            await self.ticker.waiting(task)
            assert self.ticker.waits == [INTERVAL]
            yield task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
def watched(clock: Clock) -> Watched:
    return Watched(clock)


async def test_the_webhook_is_announced_with_its_secret(watched: Watched) -> None:
    watched.says()
    async with watched.asked():
        [announced] = watched.telegram.of("setWebhook")
    assert (announced.params["url"], announced.params["secret_token"]) == (URL, "s3cret")


async def test_an_address_that_telegram_refuses_names_its_setting(watched: Watched) -> None:
    watched.telegram.next("setWebhook", refusal(400, "Bad Request: bad webhook"))
    with pytest.raises(SettingError, match=r"WEBHOOK_URL: Telegram refuses it: [Bb]ad webhook"):
        await watched.watch.run()


async def test_nothing_that_waits_is_contact(watched: Watched) -> None:
    watched.says(failed_at=watched.clock())
    async with watched.asked():
        assert watched.contact.since == watched.clock()


async def test_what_is_on_its_way_is_contact(watched: Watched) -> None:
    watched.says(pending=3)
    async with watched.asked():
        assert watched.contact.since == watched.clock()


async def test_all_is_here_when_nothing_waits(watched: Watched) -> None:
    watched.says()
    async with watched.asked():
        assert watched.contact.complete


async def test_where_something_waits_always_a_minute_of_deliveries_is_enough(
    watched: Watched,
) -> None:
    watched.says(pending=3)
    async with watched.asked() as task:
        assert not watched.contact.complete
        watched.says(pending=5)
        watched.ticker.advance(INTERVAL)
        await watched.ticker.waiting(task)
        assert watched.contact.complete


async def test_deliveries_that_fail_are_none_until_one_comes_through(watched: Watched) -> None:
    failed_at = watched.clock()
    watched.says(pending=3, failed_at=failed_at)
    async with watched.asked() as task:
        assert watched.contact.since is None
        watched.received_at = failed_at
        watched.says(pending=2, failed_at=failed_at)
        watched.ticker.advance(INTERVAL)
        await watched.ticker.waiting(task)
        assert watched.contact.since is None
        watched.received_at = watched.clock()
        watched.says(pending=1, failed_at=failed_at)
        watched.ticker.advance(INTERVAL)
        await watched.ticker.waiting(task)
        assert watched.contact.since == watched.clock()


async def test_a_delivery_that_fails_ends_the_contact(watched: Watched) -> None:
    watched.says()
    async with watched.asked() as task:
        assert watched.contact.since is not None
        watched.says(pending=1, failed_at=watched.clock())
        watched.ticker.advance(INTERVAL)
        await watched.ticker.waiting(task)
        assert watched.contact.since is None


async def test_a_telegram_out_of_reach_is_asked_again(watched: Watched) -> None:
    watched.telegram.next("getWebhookInfo", TimedOut())
    async with watched.asked() as task:
        assert watched.contact.since is None
        watched.says()
        watched.ticker.advance(INTERVAL)
        await watched.ticker.waiting(task)
        assert watched.contact.since == watched.clock()
