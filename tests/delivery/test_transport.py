"""The transport: aiohttp beneath python-telegram-bot, and never from inside a transaction."""

import socket

import pytest
from telegram.error import NetworkError, TimedOut

from bot.delivery.transport import NetworkInTransactionError, bot_request, never_sent
from bot.storage.database import Database


async def test_the_network_is_refused_inside_a_transaction(database: Database) -> None:
    request = bot_request()
    for transaction in (database.write, database.read):
        async with transaction():
            with pytest.raises(NetworkError) as caught:
                await request.retrieve("http://127.0.0.1:9/bot1:a/getMe")
        assert isinstance(caught.value.__cause__, NetworkInTransactionError)
    await request.shutdown()


async def test_a_connection_that_never_came_about_sent_nothing() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # not listening: connections are refused
        request = bot_request()
        with pytest.raises(NetworkError) as caught:
            await request.retrieve(f"http://127.0.0.1:{taken.getsockname()[1]}/x")
        await request.shutdown()
    assert never_sent(caught.value)


@pytest.mark.parametrize("error", [TimedOut(), NetworkError("httpx.ReadError: ")])
def test_a_broken_connection_may_have_sent_everything(error: NetworkError) -> None:
    assert not never_sent(error)
