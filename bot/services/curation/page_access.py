"""Who may see the curation page: instructors, by a link from the bot or as a Mini App."""

import hmac
import random
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain.owed import Argument, Owed, toast
from bot.domain.page import page_pass
from bot.domain.page.init_data import LIFE, opened_by
from bot.domain.page.page_pass import LINK_LIFE, VISIT_LIFE, Pass, PassRefused, Purpose, Refusal
from bot.domain.people.person import Person, Who
from bot.storage.curation import page_passes
from bot.storage.database import Database, Tx
from bot.storage.delivery.owing import owe
from bot.storage.people import people

SCREEN = "page.link"


@dataclass(frozen=True, slots=True)
class Visitor:
    """An instructor on the page; ``form_token`` is what each of their forms carries."""

    person: Person
    visit: Pass
    form_token: str

    @property
    def wishes(self) -> tuple[str | None, ...]:
        """Languages, the best first."""
        return (self.person.locale, self.person.who.language_code)

    def must_own(self, token: str) -> None:
        """Raises PassRefused for a form that is not of this visit."""
        if not hmac.compare_digest(token.encode(errors="replace"), self.form_token.encode()):
            raise PassRefused(Refusal.WRONG)


class PageAccess:
    """Use cases; ``instructors`` are Telegram ids, ``token`` is the bot's."""

    def __init__(
        self, database: Database, instructors: Collection[int], token: str, rng: random.Random
    ) -> None:
        self.database = database
        self.instructors = instructors
        self._token = token
        self._key = page_pass.signing_key(token)
        self._rng = rng

    async def ask(self, who: Who, now: datetime, *, query: str | None = None) -> None:
        """Owe an instructor a link to the page, others a word; ``query`` is the tap to answer."""
        async with self.database.write() as tx:
            await people.recognise(tx, who, now)
            debts = [toast(who.telegram_id, query, now)] if query else []
            if who.telegram_id in self.instructors:
                made = self._new(Purpose.LINK, who.telegram_id, now + LINK_LIFE)
                args: dict[str, Argument] = {
                    "nonce": made.nonce,
                    "expires": int(made.expires.timestamp()),
                }
                debts.append(Owed(who.telegram_id, SCREEN, args, place=SCREEN, fresh=True))
            else:
                debts.append(Owed(who.telegram_id, "upload.refused", {"word": "page.not_yours"}))
            await owe(tx, debts, now)

    def link(self, telegram_id: int, nonce: str, expires: int) -> str:
        """The pass of an owed link, signed."""
        until = datetime.fromtimestamp(expires, UTC)
        return page_pass.signed(Pass(Purpose.LINK, telegram_id, until, nonce), self._key)

    async def look(self, link: str, now: datetime) -> people.Voice:
        """How to speak to whom a good link is for; it is not spent. Raises PassRefused."""
        given = page_pass.read_pass(link, Purpose.LINK, self._key, now)
        async with self.database.read() as tx:
            if await page_passes.is_spent(tx, given.nonce):
                raise PassRefused(Refusal.USED)
            return await people.voice(tx, given.telegram_id)

    async def enter(self, link: str, now: datetime) -> str:
        """Spend a link on a visit: its pass, signed. Raises PassRefused."""
        given = page_pass.read_pass(link, Purpose.LINK, self._key, now)
        return await self._visit(given.telegram_id, given.nonce, given.expires, now)

    async def enter_app(self, init_data: str, now: datetime) -> str:
        """The same with what Telegram tells a Mini App, once. Raises PassRefused."""
        telegram_id, seal = opened_by(init_data, self._token, now)
        # Telegram's clock may be ahead: what is kept must outlast what is still accepted.
        return await self._visit(telegram_id, seal, now + 2 * LIFE, now)

    async def visitor(self, visit: str, now: datetime) -> Visitor:
        """Who shows this pass, asked at each request. Raises PassRefused."""
        given = page_pass.read_pass(visit, Purpose.VISIT, self._key, now)
        async with self.database.read() as tx:
            if await page_passes.is_spent(tx, given.nonce):
                raise PassRefused(Refusal.USED)
            person = await self._instructor(tx, given.telegram_id)
        return Visitor(person, given, page_pass.form_token(given, self._key))

    async def leave(self, visitor: Visitor, now: datetime) -> None:
        """End a visit, wherever its pass may be by now."""
        async with self.database.write() as tx:
            await page_passes.spend(tx, visitor.visit.nonce, visitor.visit.expires, now)

    async def voice(self, chat: int) -> people.Voice:
        """How to speak to a chat."""
        async with self.database.read() as tx:
            return await people.voice(tx, chat)

    async def names(self, person_ids: Collection[int]) -> dict[int, str]:
        """What people are called, by id, who still have an account."""
        async with self.database.read() as tx:
            return await people.names(tx, person_ids)

    async def _visit(self, telegram_id: int, nonce: str, expires: datetime, now: datetime) -> str:
        async with self.database.write() as tx:
            await self._instructor(tx, telegram_id)
            if not await page_passes.spend(tx, nonce, expires, now):
                raise PassRefused(Refusal.USED)
        made = self._new(Purpose.VISIT, telegram_id, now + VISIT_LIFE)
        return page_pass.signed(made, self._key)

    async def _instructor(self, tx: Tx, telegram_id: int) -> Person:
        person = await people.find(tx, telegram_id)
        if person is None or telegram_id not in self.instructors:
            raise PassRefused(Refusal.NOT_INSTRUCTOR)
        return person

    def _new(self, purpose: Purpose, telegram_id: int, until: datetime) -> Pass:
        nonce = page_pass.nonce_of(self._rng.randbytes(page_pass.NONCE_BYTES))
        whole = until.replace(microsecond=0) + timedelta(seconds=bool(until.microsecond))
        return Pass(purpose, telegram_id, whole, nonce)
