"""People and boards put together as the application does it, without a network.

Updates go through the inbox, a bound cause and PTB's Application; what is owed is rendered as the
sender would, and kept by chat.
"""

import itertools
import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, insert, select
from telegram import Update, User
from telegram.ext import Application

from bot.delivery.transport import telegram_application
from bot.domain.owed import Owed
from bot.domain.people.person import Who
from bot.domain.sent import Sent as Told
from bot.handlers.boards import BoardHandlers
from bot.handlers.fallback import FallbackHandlers
from bot.handlers.people import PeopleHandlers
from bot.services.boards.reading import Boards
from bot.services.people.settings import FAREWELL, People
from bot.storage import tables
from bot.storage.cause import Cause, bound
from bot.storage.database import Database
from bot.views.boards.podium import PodiumScreens
from bot.views.boards.screens import BoardScreens
from bot.views.general import GeneralScreens
from bot.views.message import File, Keyboard, Message, Photo, Toast
from bot.views.people.screens import PeopleScreens
from tests.conftest import Clock
from tests.handlers.shown import Shown

ALMA = Who(5_000_000_001, "Alma", "Kestrel", "alma_k", "en")
BORIS = Who(5_000_000_002, "Борис", language_code="ru")
CHLOE = Who(5_000_000_003, "Chloé", language_code="fr")
TEACHER = Who(5_000_000_009, "Teacher", language_code="en")
GROUP = -1_001_234_567_890


@dataclass
class Sent(Shown):
    """What a chat was sent or shown again; ``edited`` when its place was there already."""

    screen: str
    html: str = ""
    keyboard: Keyboard = ()
    edited: bool = False
    file: File | None = None
    picture: bytes | None = None


@dataclass
class Chat:
    sent: list[Sent] = field(default_factory=list)
    toasts: list[Toast] = field(default_factory=list)

    @property
    def last(self) -> Sent:
        return self.sent[-1]


class Stage:
    """The bot of these slices; ``instructors`` holds TEACHER alone."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self.database = database
        self.clock = clock
        self.chats: dict[int, Chat] = {}
        self.errors: list[BaseException] = []
        self._ids = itertools.count(100)
        people, boards = People(database, frozenset({TEACHER.telegram_id})), Boards(database)
        self.people = people
        self.renderers = {
            **GeneralScreens(people, "quiz_bot").renderers(),
            **PeopleScreens(people, clock).renderers(),
            **BoardScreens(boards, clock).renderers(),
            **PodiumScreens(boards, clock).renderers(),
        }
        self.application: Application[Any, Any, Any, Any, Any, Any] = telegram_application(
            "1:token"
        )
        # Never initialised: getMe would be the network's. Commands are matched with the name.
        user = User(1, "Quiz", is_bot=True, username="quiz_bot")
        user.set_bot(self.application.bot)
        self.application.bot._bot_user = user
        self.application._initialized = True
        for slice_ in (
            PeopleHandlers(people, clock),
            BoardHandlers(boards, clock),
            FallbackHandlers(people, clock),
        ):
            self.application.add_handlers(slice_.handlers())
        self.application.add_error_handler(self._note)

    async def _note(self, _update: object, context: Any) -> None:
        self.errors.append(context.error)

    def chat(self, chat: int) -> Chat:
        return self.chats.setdefault(chat, Chat())

    async def writes(self, who: Who, text: str, chat: int | None = None, **more: Any) -> Sent:
        """A text or command; what the chat was sent last for it."""
        entities = []
        if text.startswith("/"):
            length = len(text.split(maxsplit=1)[0])
            entities = [{"type": "bot_command", "offset": 0, "length": length}]
        message = {**self._message(who, chat), "text": text, "entities": entities, **more}
        await self.processes(who, {"message": message}, chat)
        return self.chat(chat or who.telegram_id).last

    async def sends(self, who: Who, **content: Any) -> None:
        """A message that is no text."""
        await self.processes(who, {"message": {**self._message(who, None), **content}})

    async def taps(
        self, who: Who, label: str, on: Sent | None = None, chat: int | None = None
    ) -> Toast:
        """A button of the chat's last message, or of another one; the toast."""
        where = self.chat(chat or who.telegram_id)
        return await self.forges(who, (on or where.last).data(label), chat)

    async def forges(self, who: Who, data: str, chat: int | None = None) -> Toast:
        """A callback query with any data at all; it gets exactly one toast."""
        query = {
            "id": str(next(self._ids)), "from": _user(who), "chat_instance": "1", "data": data,
            "message": self._message(who, chat),
        }  # fmt: skip
        toasts = self.chat(chat or who.telegram_id).toasts
        before = len(toasts)
        await self.processes(who, {"callback_query": query}, chat)
        assert len(toasts) == before + 1, "a tap gets exactly one toast"
        return toasts[-1]

    async def processes(self, who: Who, content: dict[str, Any], chat: int | None = None) -> None:
        """An update, taken in and worked off in its lane; then everything owed is shown."""
        update_id = next(self._ids)
        raw = {"update_id": update_id, **content}
        with bound(None):
            await self.receives(update_id, raw, who, chat)
        update = Update.de_json(raw, self.application.bot)
        with bound(Cause(updates=[update_id])):
            await self.application.process_update(update)
        if self.errors:
            raise self.errors.pop()
        await self.deliver()

    async def receives(
        self, update_id: int, raw: dict[str, Any], who: Who, chat: int | None = None
    ) -> None:
        """Put an update into the inbox."""
        async with self.database.write() as tx:
            await tx.execute(
                insert(tables.inbox).values(
                    update_id=update_id, lane=str(chat or who.telegram_id), kind="message",
                    raw=json.dumps(raw, ensure_ascii=False), sender=who.telegram_id,
                    state="waiting", received_at=self.clock(),
                )
            )  # fmt: skip

    async def deliver(self) -> None:
        """Render and show everything that is owed."""
        async with self.database.write() as tx:
            rows = (await tx.execute(select(tables.owed).order_by(tables.owed.c.id))).all()
            await tx.execute(delete(tables.owed))
        for row in rows:
            debt = Owed(
                row.chat, row.screen, row.args, row.place, row.fresh, row.thread, row.callback
            )
            await self._show(debt)

    async def _show(self, debt: Owed) -> None:
        chat = self.chat(debt.chat)
        drawn = await self.renderers[debt.screen](debt)
        if isinstance(drawn, Toast):
            assert debt.callback
            chat.toasts.append(drawn)
        elif isinstance(drawn, File):
            chat.sent.append(Sent(debt.screen, drawn.caption_html, drawn.keyboard, file=drawn))
        elif isinstance(drawn, Photo):
            shown = Sent(debt.screen, drawn.caption_html, drawn.keyboard, picture=drawn.content)
            chat.sent.append(shown)
        elif isinstance(drawn, Message):
            edited = not debt.fresh and debt.place is not None and await self._shown(debt)
            chat.sent.append(Sent(debt.screen, drawn.html, drawn.keyboard, edited=edited))
            if debt.place is not None:
                await self._remember(debt)
            if debt.screen == FAREWELL:
                async with self.database.write() as tx:
                    await self.people.farewell_sent(tx, debt, Told(debt.chat, 0, self.clock()))

    async def _shown(self, debt: Owed) -> bool:
        shown = tables.shown.c
        async with self.database.read() as tx:
            query = select(shown.message_id).where(
                shown.chat == debt.chat, shown.place == debt.place
            )
            return (await tx.execute(query)).one_or_none() is not None

    async def _remember(self, debt: Owed) -> None:
        shown = tables.shown
        async with self.database.write() as tx:
            await tx.execute(
                delete(shown).where(shown.c.chat == debt.chat, shown.c.place == debt.place)
            )
            await tx.execute(
                insert(shown).values(
                    chat=debt.chat, place=debt.place, message_id=next(self._ids), at=self.clock()
                )
            )

    def _message(self, who: Who, chat: int | None) -> dict[str, Any]:
        where: dict[str, Any] = {"id": who.telegram_id, "type": "private", "first_name": "x"}
        if chat is not None:
            where = {"id": chat, "type": "supergroup", "title": "Tea circle"}
        return {
            "message_id": next(self._ids), "date": 1_795_000_000, "chat": where,
            "from": _user(who),
        }  # fmt: skip


def _user(who: Who) -> dict[str, Any]:
    return {
        "id": who.telegram_id, "is_bot": False, "first_name": who.first_name,
        "last_name": who.last_name, "username": who.username,
        "language_code": who.language_code,
    }  # fmt: skip
