"""The webhook as Telegram sees it: announced at the start, then asked after every minute."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from telegram import Bot, WebhookInfo
from telegram.error import BadRequest, TelegramError

from bot.delivery.alarm import Pause
from bot.delivery.contact import Contact
from bot.delivery.intake import ALLOWED_UPDATES
from bot.domain.errors import SettingError
from bot.storage.passing import passing

log = logging.getLogger(__name__)

INTERVAL = 60.0
"""Seconds between two questions how deliveries go."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram is to bring updates, and the secret by which it shows that it is Telegram."""

    url: str
    secret: str


class WebhookWatch:
    """Without polling nobody hears that nothing came: so Telegram is asked.

    ``received`` is when an update last came in, None for never.
    """

    def __init__(
        self,
        bot: Bot,
        webhook: Webhook,
        contact: Contact,
        *,
        received: Callable[[], Awaitable[datetime | None]],
        pause: Pause = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._webhook = webhook
        self._contact = contact
        self._received = received
        self._pause = pause

    async def run(self) -> None:
        """Watch for ever. Raises SettingError when Telegram will not bring anything there."""
        await self._announce()
        while True:
            try:
                info = await self._bot.get_webhook_info()
                if await self._is_delivered(info):
                    self._heard(info)
                else:
                    self._contact.missed()
            except Exception as error:
                if not isinstance(error, TelegramError) and not passing(error):
                    raise
                log.info("nobody says how deliveries go: %s", type(error).__name__)
            await self._pause(INTERVAL)

    async def _announce(self) -> None:
        try:
            await self._bot.set_webhook(
                self._webhook.url,
                secret_token=self._webhook.secret,
                allowed_updates=list(ALLOWED_UPDATES),
            )
        except BadRequest as error:
            raise SettingError("WEBHOOK_URL", f"Telegram refuses it: {error.message}") from None
        log.info("updates come by webhook")

    def _heard(self, info: WebhookInfo) -> None:
        """What waited at Telegram is here when nothing waits, or after a minute of deliveries:
        where much is going on, something waits always."""
        lasting = self._contact.since is not None
        self._contact.heard()
        if lasting or not info.pending_update_count:
            self._contact.took_in_all()

    async def _is_delivered(self, info: WebhookInfo) -> bool:
        """Whether what waits at Telegram, if anything, is only on its way.

        A delivery that failed after the last one that came in says that they do not come through.
        """
        if not info.pending_update_count or info.last_error_date is None:
            return True
        received = await self._received()
        return received is not None and received > info.last_error_date
