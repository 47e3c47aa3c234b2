"""The composition root: the one place that builds things and owns the clock and chance."""

import asyncio
import logging
import random
import signal
import socket
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from urllib.parse import urlsplit

from bot.delivery.logs import configure
from bot.delivery.pacing import Limits
from bot.delivery.runtime import Behaviour, Runtime
from bot.delivery.settling import Hooks
from bot.delivery.transport import bot_request, telegram_application
from bot.delivery.webhook import Webhook
from bot.domain.errors import SettingError
from bot.domain.owed import Owed
from bot.domain.round import TIMER
from bot.domain.schedule import TIMER as SCHEDULE_TIMER
from bot.handlers.admins import Admins
from bot.handlers.boards import BoardHandlers
from bot.handlers.documents import DocumentHandlers
from bot.handlers.fallback import FallbackHandlers
from bot.handlers.groups import GroupHandlers
from bot.handlers.inline import InlineHandlers
from bot.handlers.instructors import InstructorHandlers
from bot.handlers.members import MemberHandlers
from bot.handlers.menus import Menus
from bot.handlers.people import PeopleHandlers
from bot.handlers.quiz import QuizHandlers
from bot.handlers.rounds import RoundHandlers, RoundRooms
from bot.handlers.schedules import ScheduleHandlers
from bot.handlers.seasons import SeasonHandlers
from bot.services.answering import Answering
from bot.services.bank import Bank
from bot.services.beginning import Beginning
from bot.services.boards import Boards
from bot.services.choosing import Choosing
from bot.services.groups import GroupService
from bot.services.inline_reading import InlineReading
from bot.services.lobby import LobbyService
from bot.services.memberships import Memberships
from bot.services.passages import Passages, shortfall
from bot.services.people import People
from bot.services.pictures import PICTURES, Pictures
from bot.services.publishing import Publishing
from bot.services.quiz import Quiz
from bot.services.quiz_reading import QuizReading
from bot.services.round_debts import BY_THEMSELVES
from bot.services.round_debts import SCREEN as HEAD
from bot.services.round_directing import Directing
from bot.services.round_reading import RoundReading
from bot.services.round_why import WhyReading
from bot.services.rounds import RoundService
from bot.services.schedule_play import SchedulePlay
from bot.services.schedules import Schedules
from bot.services.seasons import Seasons
from bot.services.sent_documents import SentDocuments
from bot.services.shipping import Shipment, Shipping, pack
from bot.services.upload_check import UploadCheck
from bot.services.uploads import Uploads
from bot.services.votes import PollService
from bot.services.zones import spoken_zones
from bot.settings import Settings
from bot.storage import schema
from bot.storage.cause import received
from bot.storage.database import Database, database_url
from bot.views.board import BoardScreens
from bot.views.documents import DocumentScreens
from bot.views.general import GeneralScreens
from bot.views.groups import GroupScreens
from bot.views.message import Rendered
from bot.views.people import PeopleScreens
from bot.views.podium import PodiumScreens
from bot.views.quiz import QuizScreens
from bot.views.quiz_preview import preview
from bot.views.round_why import WhyScreens
from bot.views.rounds import RoundScreens
from bot.views.schedules import ScheduleScreens
from bot.views.seasons import SeasonScreens
from bot.views.uploads import UploadScreens
from bot.views.words import LOCALES
from bot.web.server import listen
from bot.web.server import serve as serve_web
from bot.web.status import StatusSite
from bot.web.webhook import WebhookSite

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
Renderer = Callable[[Owed], Awaitable[Rendered | None]]
BESIDE_THE_OTHERS = -1
"""python-telegram-bot's number for handlers that hear an update and leave it to the others."""


def utc_now() -> datetime:
    """The clock of a deployment."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Services:
    """Every use case, over one database."""

    quiz: Quiz
    answering: Answering
    reading: QuizReading
    people: People
    boards: Boards
    seasons: Seasons
    schedules: Schedules
    schedule_play: SchedulePlay
    groups: GroupService
    rounds: RoundRooms
    round_reading: RoundReading
    why: WhyReading
    inline: InlineReading
    uploads: Uploads
    publishing: Publishing
    sent_documents: SentDocuments


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
        self.services = self._services()
        self.application = telegram_application(
            settings.bot_token.get_secret_value(), api_url=settings.bot_api_url
        )
        self.menus = Menus(self.application.bot, settings.instructors)
        self.members = MemberHandlers(
            Memberships(self.database), self.application.bot, self.moment, self._owing
        )
        self.quiz = QuizHandlers(self.services.quiz, self.services.answering, self.moment)
        self.documents = DocumentHandlers(
            self.services.sent_documents,
            self.services.uploads,
            self.quiz.on_text,
            self.moment,
            self._owing,
        )
        self.runtime = self._runtime()
        self._listeners: dict[str, socket.socket] = {}

    def _services(self) -> Services:
        database, instructors = self.database, self.settings.instructors
        pictures = Pictures(self.settings.questions_dir / PICTURES)
        passages = Passages(self.settings.sources_dir, self.database)
        check = UploadCheck(database, self.settings.sources_dir)
        uploads = Uploads(database, instructors, check)
        return Services(
            quiz=Quiz(database, self.rng),
            answering=Answering(database, Beginning(database, self.rng)),
            reading=QuizReading(
                database,
                passages,
                pictures,
            ),
            people=People(database, instructors),
            boards=Boards(database),
            seasons=Seasons(database),
            schedules=Schedules(database, instructors),
            schedule_play=SchedulePlay(database, self.rng),
            groups=GroupService(database, spoken_zones(), LOCALES),
            rounds=RoundRooms(
                RoundService(database, self.rng, instructors, reached_since=self._reached_since),
                LobbyService(database, instructors),
                Directing(database, instructors),
                PollService(database),
                Choosing(database),
            ),
            round_reading=RoundReading(database, pictures),
            why=WhyReading(database, passages),
            inline=InlineReading(database, self.rng),
            uploads=uploads,
            publishing=Publishing(uploads, self.rng),
            sent_documents=SentDocuments(database, instructors),
        )

    def _runtime(self) -> Runtime:
        services, clock, moment = self.services, self.clock, self.moment
        admins = Admins(clock)
        rounds, polls = RoundHandlers(services.rounds, admins, clock), services.rounds.polls
        schedules = ScheduleHandlers(services.schedules, services.schedule_play, admins, clock)
        for room in (
            self.documents,
            self.quiz,
            InstructorHandlers(services.uploads, services.publishing, moment),
            GroupHandlers(services.groups, admins, clock),
            rounds,
            schedules,
            self.members,
            PeopleHandlers(services.people, moment),
            BoardHandlers(services.boards, moment),
            SeasonHandlers(services.seasons, admins, clock),
            InlineHandlers(services.inline, moment),
            FallbackHandlers(services.people, moment),
        ):
            self.application.add_handlers(room.handlers())
        self.application.add_handlers(self.menus.handlers(), group=BESIDE_THE_OTHERS)

        return Runtime(
            self.database,
            self.application,
            Behaviour(
                render=self.render,
                take_votes=polls.take_votes,
                fire={**rounds.timers(), **schedules.timers()},
                hooks=Hooks(
                    sent=polls.when_sent(),
                    unknown={"poll": polls.fate_unknown},
                    failed={
                        **polls.when_failed(),
                        HEAD: services.rounds.lobby.not_taken,
                        "people.farewell": services.people.farewell_lost,
                    },
                    migrated=services.groups.migrated,
                ),
                patient=BY_THEMSELVES,
                after_updates=frozenset({TIMER, SCHEDULE_TIMER}),
            ),
            clock=clock,
            rng=self.rng,
            limits=self.limits,
            loops={
                "menus": self.menus.run,
                "members": self.members.run,
                "documents": self.documents.run,
                "status": self._status,
            }
            | ({"webhook site": self._webhook_site} if self.webhook else {}),
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
        """Every screen by name; made when the first is drawn, since links need the bot's name."""
        services, username = self.services, self.application.bot.username
        inline = self.application.bot.supports_inline_queries
        renderers: dict[str, Renderer] = {}
        for room in (
            QuizScreens(services.reading, shares=inline),
            PeopleScreens(services.people, self.clock),
            GeneralScreens(services.people, username),
            BoardScreens(services.boards, self.clock),
            PodiumScreens(services.boards, self.clock),
            SeasonScreens(services.seasons),
            ScheduleScreens(services.schedules),
            GroupScreens(services.groups),
            RoundScreens(services.round_reading, username),
            WhyScreens(services.why),
            DocumentScreens(services.sent_documents),
            UploadScreens(services.uploads, services.publishing, username, preview),
        ):
            renderers |= room.renderers()
        return renderers

    async def _status(self) -> None:
        """Health, readiness, metrics: on a listener of their own, since the webhook's is public."""
        runtime = self.runtime
        site = StatusSite(runtime.figures, runtime.metrics, clock=self.clock, polls=runtime.polls)
        await serve_web(site.app(), self._listener("WEB"))

    async def _webhook_site(self) -> None:
        assert self.webhook is not None  # noqa: S101 - the loop is there only with a webhook
        receive, path = self.runtime.intake.receive, urlsplit(self.webhook.url).path
        site = WebhookSite(receive, secret=self.webhook.secret, path=path)
        await serve_web(site.app(), self._listener("WEBHOOK"))

    def _listener(self, setting: str) -> socket.socket:
        """The listener that was taken at the start, or a new one when its loop is started again."""
        return self._listeners.pop(setting, None) or self._listen(setting)

    def _listen(self, setting: str) -> socket.socket:
        chosen = self.settings
        if setting == "WEBHOOK":
            return listen(chosen.webhook_host, chosen.webhook_port, setting=setting)
        return listen(chosen.web_host, chosen.web_port)

    async def prepare(self, shipment: Shipment | None = None) -> None:
        """Look at everything that can be wrong, then bring schema and bank up to date.

        The database comes last: what a mistake ends leaves no file behind, and no newer schema.
        Raises SettingError, BankRefused, TokenRejected.
        """
        for setting in ("WEB", "WEBHOOK") if self.webhook else ("WEB",):
            self._listeners[setting] = self._listen(setting)  # another bot may be running
        shipment = shipment or await pack(self.settings.questions_dir)
        await self._look_at_documents(shipment)
        await self.runtime.greet()
        await schema.upgrade(self.database)
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
        for listener in self._listeners.values():
            listener.close()
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
