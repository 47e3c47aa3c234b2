"""A learner's chat for tests: updates go through PTB's Application, debts onto a wall of messages.

The wall does what the sender and Telegram do: it renders what is owed, in order, and sends, edits
or re-keys messages.
"""

import itertools
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select
from telegram import Update, User
from telegram.ext import Application

from bot.delivery.transport import telegram_application
from bot.domain.owed import Owed
from bot.domain.people.person import Who
from bot.handlers.disputes import DisputeHandlers
from bot.handlers.quiz import QuizHandlers
from bot.services.bank.passages import Passages
from bot.services.bank.pictures import Pictures
from bot.services.disputes.queue import DisputeQueue
from bot.services.disputes.reading import DisputeReading
from bot.services.disputes.reporting import PURPOSE, Disputes
from bot.services.disputes.rescoring import Rescoring
from bot.services.quiz.answering import Answering
from bot.services.quiz.beginning import Beginning
from bot.services.quiz.reading import QuizReading
from bot.services.quiz.starting import Quiz
from bot.storage import tables
from bot.storage.cause import Cause, bound
from bot.storage.database import Database
from bot.views.message import Keyboard, KeyboardOnly, Message
from bot.views.people.disputes import DisputeScreens
from bot.views.quiz.screens import QuizScreens
from tests.conftest import Clock
from tests.handlers.shown import Shown

PROBLEM = "Report a problem"
"""The last button below every answered question."""

ALMA = Who(5_000_000_001, "Alma", language_code="en")
BORIS = Who(5_000_000_002, "Борис", language_code="ru")


@dataclass
class Bubble(Shown):
    """A message on the wall."""

    id: int
    html: str
    keyboard: Keyboard


@dataclass
class Wall:
    """What one chat shows: messages from above, the places of screens, toasts in order; and the
    names of the screens in the order they were drawn.
    """

    bubbles: list[Bubble] = field(default_factory=list)
    places: dict[str, Bubble] = field(default_factory=dict)
    toasts: list[str | None] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    screens: list[str] = field(default_factory=list)

    @property
    def last(self) -> Bubble:
        return self.bubbles[-1]


class Bot:
    """The quiz slice put together as the application does it, without a network."""

    def __init__(self, database: Database, clock: Clock, sources: Path | None = None) -> None:
        self.database = database
        self.clock = clock
        self.walls: dict[int, Wall] = {}
        disputes, queue = Disputes(database, ()), DisputeQueue(database, ())
        self.renderers = {
            **QuizScreens(QuizReading(database, Passages(sources), Pictures(None))).renderers(),
            **DisputeScreens(disputes, DisputeReading(database, ())).renderers(),
        }
        self._updates = itertools.count(1)
        self._messages = itertools.count(1)
        rng = random.Random(7)
        quiz, answering = (
            Quiz(database, rng),
            Answering(database, Beginning(database, rng), disputes, {PURPOSE: disputes.said}),
        )
        self.errors: list[BaseException] = []
        self.application: Application[Any, Any, Any, Any, Any, Any] = telegram_application(
            "1:token"
        )
        # Never called: getMe would be the network's. The name is what commands are matched with.
        self.application.bot._bot_user = _bot_user(self.application)
        self.application._initialized = True
        learners = QuizHandlers(quiz, answering, clock)
        reports = DisputeHandlers(
            disputes,
            queue,
            Rescoring(database),
            drafts=learners.on_text,
            texts=learners.on_text,
            moment=clock,
            owing=lambda: None,
        )
        self.application.add_handlers([*reports.handlers(), *learners.handlers()])

        async def note(_update: object, context: Any) -> None:
            self.errors.append(context.error)

        self.application.add_error_handler(note)

    def again(self) -> "Bot":
        """The bot after a restart: nothing but the database is left."""
        restarted = Bot(self.database, self.clock)
        restarted._updates = self._updates
        return restarted

    def wall(self, who: Who) -> Wall:
        return self.walls.setdefault(who.telegram_id, Wall())

    async def writes(self, who: Who, text: str) -> Wall:
        """The learner sends a text or a command."""
        entities = []
        if text.startswith("/"):
            entities = [
                {"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}
            ]
        message = {**_message(who, next(self._messages)), "text": text, "entities": entities}
        await self._process({"message": message})
        return self.wall(who)

    async def taps(self, who: Who, label: str, bubble: Bubble | None = None) -> Wall:
        """The learner taps the button with that label, on the last message unless another."""
        bubble = bubble or self.wall(who).last
        data = bubble.button(label).data
        assert data is not None
        return await self.sends_data(who, data)

    async def sends_data(self, who: Who, data: str, chat: dict[str, Any] | None = None) -> Wall:
        """A callback query with any data at all."""
        message = _message(who, 1)
        if chat is not None:
            message["chat"] = chat
        query = {
            "id": str(next(self._updates)),
            "from": _user(who),
            "chat_instance": "1",
            "data": data,
            "message": message,
        }
        before = len(self.wall(who).toasts)
        await self._process({"callback_query": query})
        assert len(self.wall(who).toasts) == before + 1, "a tap gets exactly one toast"
        return self.wall(who)

    async def _process(self, content: dict[str, Any]) -> None:
        update_id = next(self._updates)
        async with self.database.write() as tx:
            await tx.execute(
                insert(tables.inbox).values(
                    update_id=update_id, lane="1", kind="any", raw="{}", state="waiting",
                    received_at=self.clock(),
                )
            )  # fmt: skip
        update = Update.de_json({"update_id": update_id, **content}, self.application.bot)
        with bound(Cause(updates=[update_id])):
            await self.application.process_update(update)
        if self.errors:
            raise self.errors.pop()
        async with self.database.read() as tx:
            states = await tx.execute(select(tables.inbox.c.state).distinct())
            assert states.scalars().all() == ["done"], "one update, one transaction"
        await self.deliver()

    async def deliver(self) -> None:
        """Render and show everything that is owed."""
        async with self.database.write() as tx:
            rows = (await tx.execute(select(tables.owed).order_by(tables.owed.c.id))).all()
            await tx.execute(delete(tables.owed))
        for row in rows:
            await self._show(
                Owed(
                    chat=row.chat,
                    screen=row.screen,
                    args=row.args,
                    place=row.place,
                    fresh=row.fresh,
                    callback=row.callback,
                )
            )

    async def _show(self, owed: Owed) -> None:
        wall = self.walls.setdefault(owed.chat, Wall())
        if owed.screen == "toast":
            assert owed.callback
            word = owed.args.get("word")
            wall.toasts.append(None if word is None else str(word))
            return
        if owed.screen not in self.renderers:
            wall.other.append(
                " ".join([owed.screen, *map(str, filter(None, [owed.args.get("kind")]))])
            )
            return
        wall.screens.append(owed.screen)
        drawn = await self.renderers[owed.screen](owed)
        known = wall.places.get(owed.place or "")
        if isinstance(drawn, KeyboardOnly):
            if known is not None:
                known.keyboard = drawn.keyboard
        elif isinstance(drawn, Message):
            if known is not None and not owed.fresh:
                known.html, known.keyboard = drawn.html, drawn.keyboard
                return
            bubble = Bubble(next(self._messages), drawn.html, drawn.keyboard)
            wall.bubbles.append(bubble)
            if owed.place:
                wall.places[owed.place] = bubble


def _user(who: Who) -> dict[str, Any]:
    return {
        "id": who.telegram_id,
        "is_bot": False,
        "first_name": who.first_name,
        "language_code": who.language_code,
    }


def _message(who: Who, message_id: int) -> dict[str, Any]:
    return {
        "message_id": message_id,
        "date": 1_795_000_000,
        "chat": {"id": who.telegram_id, "type": "private", "first_name": who.first_name},
        "from": _user(who),
    }


def _bot_user(application: Application[Any, Any, Any, Any, Any, Any]) -> Any:
    user = User(1, "Quiz", is_bot=True, username="quiz_bot")
    user.set_bot(application.bot)
    return user
