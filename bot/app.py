"""The composition root: the one place that builds things and owns the clock and chance."""

import asyncio
import logging
import random
import signal
import socket
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cached_property, partial
from urllib.parse import urlsplit

from bot.behaviour import behaviour
from bot.delivery.faults import numbered
from bot.delivery.logs import configure
from bot.delivery.pacing import Limits
from bot.delivery.runtime import Runtime
from bot.delivery.transport import bot_request, telegram_application
from bot.delivery.webhook import Webhook
from bot.domain.errors import SettingError
from bot.domain.owed import Owed
from bot.rooms import Rooms
from bot.screens import Renderer, renderers
from bot.services.bank.passages import shortfall
from bot.services.bank.shipping import Shipment, Shipping, pack
from bot.services.bank.taking_in import Bank
from bot.settings import Settings
from bot.storage import schema
from bot.storage.cause import received
from bot.storage.database import Database, database_url
from bot.use_cases import use_cases
from bot.views.instructors.published import link
from bot.views.message import Rendered
from bot.web.curation.disputes import Disputing
from bot.web.curation.site import CurationSite
from bot.web.server import Listeners
from bot.web.server import serve as serve_web
from bot.web.status import StatusSite
from bot.web.webhook import WebhookSite

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The clock of a deployment."""
    return datetime.now(UTC)


class App:
    """The bot of one deployment, built but not running; it sends within Telegram's ``limits``."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock = utc_now,
        rng: random.Random | None = None,
        limits: Limits | None = None,
    ) -> None:
        if settings.bot_token is None:
            raise SettingError("BOT_TOKEN", "missing; copy it from @BotFather into .env")
        self.settings = settings
        self.clock = clock
        self.rng = rng or random.SystemRandom()
        self.limits = limits
        self.database = Database(database_url(settings.database_url), clock)
        self.services = use_cases(self.database, settings, self.rng, self._reached_since)
        self.application = telegram_application(
            settings.bot_token.get_secret_value(), api_url=settings.bot_api_url
        )
        self.rooms = Rooms(
            self.database,
            self.services,
            self.application,
            settings.instructors,
            clock=clock,
            moment=self.moment,
            owing=self._owing,
        )
        self.runtime = self._runtime()
        self._listeners = Listeners(
            {
                "WEB": (settings.web_host, settings.web_port),
                "WEBHOOK": (settings.webhook_host, settings.webhook_port),
                "PAGE": (settings.page_host, settings.page_port),
            }
        )

    def _runtime(self) -> Runtime:
        services, rooms = self.services, self.rooms
        return Runtime(
            self.database,
            self.application,
            behaviour(
                services.rounds,
                services.groups,
                services.people,
                render=self.render,
                fire={**rooms.rounds.timers(), **rooms.schedules.timers()},
            ),
            clock=self.clock,
            rng=self.rng,
            limits=self.limits,
            loops={
                "menus": rooms.menus.run,
                "members": rooms.members.run,
                "documents": rooms.documents.run,
                "disputes": rooms.disputes.run,
                "drafting": rooms.drafting.run,
                "status": self._status,
            }
            | ({"webhook site": self._webhook_site} if self.webhook else {})
            | ({"curation page": self._curation_page} if self.settings.page_url else {}),
            poll_request=None if self.webhook else bot_request(),
            webhook=self.webhook,
        )

    def _reached_since(self) -> datetime | None:
        return self.runtime.contact.since

    def _owing(self) -> None:
        self.runtime.sender.ring()

    def moment(self) -> datetime:
        """When what is being handled was done: at its receipt, even if it waited overnight since.

        Rounds keep the clock itself: what the bot asks, and for how long, is not done by people.
        """
        return received() or self.clock()

    @cached_property
    def webhook(self) -> Webhook | None:
        """Where Telegram brings updates; None when the bot asks for them."""
        url, secret = self.settings.webhook_url, self.settings.webhook_secret
        return Webhook(url, secret.get_secret_value()) if url and secret else None

    async def render(self, owed: Owed) -> Rendered | None:
        """Draw an owed screen from SQL."""
        return await self._renderers[owed.screen](owed)

    @cached_property
    def _renderers(self) -> Mapping[str, Renderer]:
        """Made when the first is drawn, since links need the bot's name."""
        bot = self.application.bot
        return renderers(self.services, bot, self.clock, lambda: self.page_address)

    @property
    def page_address(self) -> str | None:
        """Where browsers find the curation page; None where there is none."""
        return self._listeners.address("PAGE", self.settings.page_url)

    async def _status(self) -> None:
        """Health, readiness, metrics: on a listener of their own, since the webhook's is public."""
        runtime = self.runtime
        site = StatusSite(runtime.figures, runtime.metrics, clock=self.clock, polls=runtime.polls)
        await serve_web(site.app(), self._listeners.take("WEB"))

    async def _webhook_site(self) -> None:
        assert self.webhook is not None  # noqa: S101 - the loop is there only with a webhook
        receive, path = self.runtime.intake.receive, urlsplit(self.webhook.url).path
        site = WebhookSite(receive, secret=self.webhook.secret, path=path)
        await serve_web(site.app(), self._listeners.take("WEBHOOK"))

    async def _curation_page(self) -> None:
        listener, of = self._listeners.take("PAGE"), self.services
        site = CurationSite(
            of.page_access, of.curation, of.draft_publishing,
            Disputing(of.dispute_queue, of.dispute_reading, self.rooms.disputes.ring),
            address=self.page_address or "", clock=self.clock, fault=partial(numbered, self.rng),
            link=lambda code: link(self.application.bot.username, code),
        )  # fmt: skip
        await serve_web(site.app(), listener)

    async def prepare(self, shipment: Shipment | None = None) -> None:
        """Look at everything that can be wrong, then bring schema and bank up to date.

        The database comes last: what a mistake ends leaves no file behind, and no newer schema.
        Raises SettingError, BankRefused, TokenRejected.
        """
        doors = {"WEB": True, "WEBHOOK": self.webhook, "PAGE": self.settings.page_url}
        if model := self.services.drafting.model:
            model.must_be_kept()
        self._listeners.open(door for door, wanted in doors.items() if wanted)
        shipment = shipment or await pack(self.settings.questions_dir)
        await self._look_at_documents(shipment)
        await self.runtime.greet()
        await schema.upgrade(self.database)
        await self.services.curation.restand()
        await self._take_in(shipment)

    async def _look_at_documents(self, shipment: Shipment) -> None:
        """What Source cannot show is no reason not to start, but nobody would notice otherwise."""
        folder = self.settings.sources_dir
        if folder and (lacking := await shortfall(shipment.files.sources, folder)):
            log.warning("SOURCES_DIR: %s", lacking)

    async def _take_in(self, shipment: Shipment) -> None:
        """Import the files of the bank that are new; a refused file leaves what is served."""
        done = await Shipping(Bank(self.database, self.rng)).take_in(shipment, self.clock())
        if done is None:
            return
        for path, published in done.published.items():
            log.info("imported %s, version %d", path, published.version)
        for refusal in done.refused:
            log.warning("not imported: %s: %s; %s", refusal.path, refusal.reason, refusal.mend)

    async def close(self) -> None:
        self._listeners.close()
        await self.runtime.disconnect()
        await self.database.close()


async def serve(
    settings: Settings,
    ready: Callable[[], None] = lambda: None,
    *,
    shipment: Shipment | None = None,
    lifeline: socket.socket | None = None,
) -> int:
    """Run the bot until SIGINT or SIGTERM; returns the exit code.

    ``ready`` is called once all is found good. ``shipment`` is the bank, where it was read already.
    Once anything comes over the ``lifeline``, be it its end, nobody is there to talk to: it stops.
    """
    configure(settings.log_format, settings.log_level)
    app = App(settings)
    try:
        await app.prepare(shipment)
        ready()
        loop = asyncio.get_running_loop()
        if lifeline is not None:
            loop.add_reader(lifeline, app.runtime.stop)
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, app.runtime.stop)
        await app.runtime.run()
    finally:
        if lifeline is not None:
            asyncio.get_running_loop().remove_reader(lifeline)
        await app.close()
    return 0


async def migrate(settings: Settings) -> None:
    """Bring the schema to its newest state and nothing else."""
    database = Database(database_url(settings.database_url), utc_now)
    try:
        await schema.upgrade(database)
    finally:
        await database.close()
