"""The webhook makes updates durable before it answers; probes and metrics tell the truth."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from bot.delivery.intake import Intake
from bot.delivery.metrics import Metrics
from bot.domain.errors import SettingError
from bot.domain.owed import Owed
from bot.storage.database import Database
from bot.storage.delivery import debts, inbox
from bot.storage.delivery.owing import owe
from bot.web.server import listen, serve
from bot.web.status import StatusSite
from bot.web.webhook import MOST_BYTES, SECRET_HEADER, WebhookSite
from tests.conftest import Clock
from tests.delivery.conftest import ALMA, one_database, text, vote
from tests.services.rounds.stage import GROUP, MEMBER, stage_with

SECRET = "s3cret_Token-1"


def _client(app: Starlette) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://bot")


class Site:
    """Both sites over a database, without a network in between."""

    def __init__(self, database: Database, clock: Clock, *, polls: bool = False) -> None:
        self.database = database
        self.clock = clock
        self.metrics = Metrics()
        self.woken: list[str] = []
        self.looks: list[object] = []
        self.away = False
        self.intake = intake = Intake(
            database, bot_id=1, wake=self.woken.extend, look=self.looks.extend, clock=clock,
            metrics=self.metrics,
        )  # fmt: skip
        self.app = StatusSite(self._figures, self.metrics, clock=clock, polls=polls).app()
        self.http = _client(self.app)
        self.hook = _client(WebhookSite(intake.receive, secret=SECRET, path="/webhook").app())

    async def _figures(self) -> Any:
        if self.away:
            raise ConnectionError
        async with self.database.read() as tx:
            return await inbox.state(tx), await debts.state(tx)

    async def post(self, content: bytes, secret: str | None = SECRET) -> int:
        headers = {} if secret is None else {SECRET_HEADER: secret}
        return (await self.hook.post("/webhook", content=content, headers=headers)).status_code

    async def waiting(self) -> int:
        async with self.database.read() as tx:
            return (await inbox.state(tx)).waiting


@asynccontextmanager
async def site_of(database: Database, clock: Clock, *, polls: bool) -> AsyncIterator[Site]:
    made = Site(database, clock, polls=polls)
    async with made.http, made.hook:
        yield made


@pytest.fixture
async def site(database: Database, clock: Clock) -> AsyncIterator[Site]:
    async with site_of(database, clock, polls=False) as made:
        yield made


@pytest.fixture
async def polling(database: Database, clock: Clock) -> AsyncIterator[Site]:
    async with site_of(database, clock, polls=True) as made:
        yield made


async def test_an_update_is_in_the_inbox_once_it_is_answered(site: Site) -> None:
    update = json.dumps(text(1, "x")).encode()
    assert await site.post(update) == 200
    assert await site.post(update) == 200
    assert await site.waiting() == 1
    assert site.woken[0] == str(ALMA)


@one_database
@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", "ключ"])
async def test_nobody_else_may_bring_updates(site: Site, secret: str | None) -> None:
    headers = [] if secret is None else [(SECRET_HEADER.encode(), secret.encode())]
    update = json.dumps(text(1, "x")).encode()
    answer = await site.hook.post("/webhook", content=update, headers=headers)
    assert answer.status_code == 401
    assert await site.waiting() == 0


@one_database
@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"{", 400),
        (b"", 400),
        (b"[]", 400),
        (b"{}", 400),
        (b"\xff", 400),
        (b"[" * 100_000, 400),
        (b"x" * (MOST_BYTES + 1), 413),
    ],
    ids=["broken", "empty", "array", "no id", "not UTF-8", "deep", "large"],
)
async def test_what_is_no_update_is_refused(site: Site, content: bytes, status: int) -> None:
    assert await site.post(content) == status
    assert await site.waiting() == 0


@one_database
async def test_a_look_is_taken_and_not_stored(site: Site) -> None:
    """It counts as heard: the webhook's watch is told by it that deliveries come through."""
    look = {"update_id": 7, "inline_query": {"id": "1", "from": {"id": 5}, "query": "tea"}}
    assert await site.post(json.dumps(look).encode()) == 200
    assert site.looks == [look]
    async with site.database.read() as tx:
        assert (await inbox.state(tx)).waiting == 0
    assert await site.intake.last_received() == site.clock()


@one_database
async def test_an_update_that_could_not_be_stored_is_not_confirmed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing(*_: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr(inbox, "put", failing)
    with pytest.raises(ConnectionError):  # the server makes a 500 of it: Telegram tries again
        await site.post(json.dumps(text(1, "x")).encode())


@one_database
@pytest.mark.parametrize("path", ["/", "/healthz", "/readyz", "/metrics", "/webhook"])
async def test_the_webhooks_listener_which_is_public_tells_nothing(site: Site, path: str) -> None:
    refused = 405 if path == "/webhook" else 404
    assert (await site.hook.get(path)).status_code == refused
    assert (await site.http.post("/webhook", content=b"{}")).status_code == 404


@one_database
async def test_ready_while_updates_come_in_and_are_worked_off(polling: Site) -> None:
    assert (await polling.http.get("/healthz")).text == "ok"
    polling.metrics.last_poll = polling.clock()
    answer = await polling.http.get("/readyz")
    assert (answer.status_code, answer.json()) == (
        200,
        {"database": True, "inbox": True, "poller": True},
    )


@one_database
async def test_not_ready_when_the_poller_has_fallen_silent(polling: Site) -> None:
    answer = await polling.http.get("/readyz")
    assert (answer.status_code, answer.json()["poller"]) == (503, False)
    polling.metrics.last_poll = polling.clock()
    polling.clock.advance(121)
    assert (await polling.http.get("/readyz")).status_code == 503


async def test_not_ready_when_the_inbox_stands_still(site: Site) -> None:
    await site.post(json.dumps(text(1, "x")).encode())
    assert (await site.http.get("/readyz")).status_code == 200
    site.clock.advance(121)
    answer = await site.http.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"database": True, "inbox": False})


async def test_votes_that_wait_for_an_unknown_poll_keep_nobody_from_being_ready(
    site: Site,
) -> None:
    """They wait up to an hour; once the poll is recorded they have no excuse any more."""
    await site.post(json.dumps(vote(1, "p1", ALMA, "0")).encode())
    site.clock.advance(121)
    assert (await site.http.get("/readyz")).status_code == 200
    assert await site.waiting() == 1
    stage = await stage_with(site.database, site.clock)
    await stage.rounds.start(MEMBER, GROUP, "2 20", site.clock())
    await stage.pay("round")
    await stage.send_poll("p1")
    assert (await site.http.get("/readyz")).status_code == 503


@one_database
async def test_not_ready_without_the_database(site: Site) -> None:
    site.away = True
    answer = await site.http.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"database": False})
    assert (await site.http.get("/metrics")).status_code == 200


async def test_metrics_name_what_waits_and_what_was_done(site: Site) -> None:
    await site.post(json.dumps(text(1, "x")).encode())
    async with site.database.write() as tx:
        await inbox.put(tx, [inbox.Arrival(2, "x", "message", "{}", reason="why")], site.clock())
        await owe(tx, [Owed(ALMA, "score")], site.clock())
    site.clock.advance(5)
    site.metrics.handled["message"] += 3
    site.metrics.handling_seconds["message"] += 0.25
    site.metrics.limited = 2
    lines = (await site.http.get("/metrics")).text.splitlines()
    assert {
        "citequiz_inbox_waiting 1",
        "citequiz_inbox_oldest_seconds 5",
        "citequiz_dead_letters 1",
        'citequiz_owed{state="due"} 1',
        'citequiz_handled_total{kind="message"} 3',
        'citequiz_handling_seconds_total{kind="message"} 0.25',
        'citequiz_received_total{kind="message"} 1',
        "citequiz_limited_total 2",
    } <= set(lines)
    named = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert len(named) == len(set(named))


@one_database
async def test_the_server_answers_on_its_socket_until_it_is_cancelled(site: Site) -> None:
    listener = listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    task = asyncio.create_task(serve(site.app, listener))
    async with httpx.AsyncClient(trust_env=False) as http:
        assert (await http.get(f"http://127.0.0.1:{port}/healthz")).text == "ok"
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_an_address_that_is_taken_names_the_setting() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingError, match=f"WEB_PORT: cannot listen on 127.0.0.1:{port}"):
            listen("127.0.0.1", port)
        with pytest.raises(SettingError, match="WEBHOOK_PORT: cannot listen"):
            listen("127.0.0.1", port, setting="WEBHOOK")


def test_an_address_that_is_none_names_the_setting() -> None:
    with pytest.raises(SettingError, match="WEB_HOST"):
        listen("no such host.invalid", 0)
