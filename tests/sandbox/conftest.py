"""A sandbox of its own for every test, and python-telegram-bot's Bot pointed at it."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "1")

import ssl
from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.sandbox.client import Human, Sandbox


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A fresh sandbox without flood limits, in this process."""
    async with Sandbox.start() as started:
        yield started


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    """An unmodified python-telegram-bot Bot that talks to the sandbox."""
    async with bot_at(sandbox) as made:
        yield made


def bot_at(sandbox: Sandbox) -> Bot:
    """A Bot for a sandbox; enter it before use."""
    plain = {"trust_env": False, "verify": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)}
    return Bot(
        sandbox.token,
        base_url=sandbox.bot_base_url,
        base_file_url=sandbox.file_base_url,
        request=HTTPXRequest(httpx_kwargs=plain),
        get_updates_request=HTTPXRequest(httpx_kwargs=plain),
    )


@pytest.fixture
async def alma(sandbox: Sandbox) -> Human:
    """A learner who has started the bot."""
    person = sandbox.person("Alma")
    await person.start()
    return person
