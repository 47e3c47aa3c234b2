"""The webhook with a server that delivers by itself: the sandbox."""

import asyncio
import random
from datetime import UTC, datetime

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.delivery.behaviour import Behaviour
from bot.delivery.runtime import Runtime
from bot.delivery.transport import telegram_application
from bot.delivery.webhook import Webhook
from bot.sandbox.client import Sandbox
from bot.storage.database import Database
from bot.web.server import listen, serve
from bot.web.webhook import WebhookSite
from tests.conftest import Clock
from tests.delivery.conftest import EchoBot, one_database


def _now() -> datetime:
    return datetime.now(UTC)


@one_database
async def test_updates_come_by_webhook_and_are_answered(database: Database, clock: Clock) -> None:
    async with Sandbox.start() as sandbox:
        alma = sandbox.person("Alma")
        await alma.start()
        echo = EchoBot(database, clock)

        async def on_text(update: Update, context: object) -> None:
            await echo.on_text(update, context)

        application = telegram_application(sandbox.token, api_url=sandbox.url)
        application.add_handler(MessageHandler(filters.TEXT, on_text))
        listener = listen("127.0.0.1", 0)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/webhook"
        runtime = Runtime(
            database,
            application,
            Behaviour(echo.render, echo.take_votes),
            clock=_now,
            rng=random.Random(1),
            webhook=Webhook(address, "s3cret"),
            loops={"web": lambda: serve(site.app(), listener)},
        )
        site = WebhookSite(runtime.intake.receive, secret="s3cret", path="/webhook")
        task = asyncio.create_task(runtime.run())
        await alma.say("hello")
        await alma.sees("hello")
        runtime.stop()
        await task
        assert (await sandbox.updates())["pending"] == 0
