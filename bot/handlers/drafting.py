"""Instructors draft questions from documents in private chats, and look through the documents."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.domain.drafts.draft_job import BEST
from bot.generation.backends import LLM, RULES
from bot.handlers.who import who
from bot.services.documents.correcting import Correcting
from bot.services.documents.library import Library
from bot.services.drafting.jobs import Drafting
from bot.views.callback import decode, is_number


class DraftingHandlers:
    """Decodes updates into service calls, and works off the jobs, one of each backend at a time.

    ``owing`` is called when something is owed to a chat.
    """

    def __init__(
        self,
        drafting: Drafting,
        library: Library,
        correcting: Correcting,
        *,
        moment: Callable[[], datetime],
        clock: Callable[[], datetime],
        owing: Callable[[], None],
    ) -> None:
        self.drafting = drafting
        self.library = library
        self.correcting = correcting
        self._moment = moment
        self._clock = clock
        self._owing = owing
        self._asked = {RULES: asyncio.Event(), LLM: asyncio.Event()}

    def handlers(self) -> list[BaseHandler]:  # type: ignore[type-arg]
        """What the application registers."""
        private = filters.ChatType.PRIVATE
        return [
            CommandHandler("documents", self.documents, filters=private),
            CallbackQueryHandler(self.tap, pattern=r"^j\."),
        ]

    async def documents(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """/documents"""
        if update.effective_user is not None:
            await self.library.list_documents(who(update.effective_user), self._moment())

    async def tap(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Any button of a job or of the list; what is forged counts as a job that is gone."""
        query = update.callback_query
        if query is None:
            return
        verb, about = decode(query.data or "")
        numbers = tuple(int(word) for word in about if is_number(word))
        sender, now = who(query.from_user), self._moment()
        match verb, numbers:
            case "j.all" | "j.best", (version_id,):
                await self._ask(update, version_id, BEST if verb == "j.best" else None)
            case "j.send", (version_id, *last) if self.drafting.model:
                await self._ask(update, version_id, None, LLM, last=last[0] if last else 0)
            case "j.model" | "j.unsent", (version_id,) if self.drafting.model:
                over = verb == "j.unsent"
                await self.drafting.offer(sender, query.id, version_id, now, over=over)
            case "j.stop", (job_id,):
                await self.drafting.cancel(sender, query.id, job_id, now)
            case "j.gate" | "j.job", (job_id,):
                await self.drafting.show(sender, query.id, job_id, now, gate=verb == "j.gate")
            case "j.doc", (version_id, page):
                await self.library.open(sender, query.id, version_id, page, now)
            case "j.correct", (version_id, page):
                await self.correcting.ask(sender, query.id, version_id, page, now)
            case "j.away", (version_id, page):
                await self.correcting.ask_away(sender, query.id, version_id, page, now)
            case "j.gone", (version_id, page):
                await self.correcting.take_away(sender, query.id, version_id, page, now)
            case "j.list", (page,):
                await self.library.turn_page(sender, query.id, page, now)
            case _:
                await self.drafting.cancel(sender, query.id, 0, now)

    async def _ask(
        self,
        update: Update,
        version_id: int,
        most: int | None,
        backend: str = RULES,
        *,
        last: int = 0,
    ) -> None:
        query = update.callback_query
        if query is not None:
            sender, now = who(query.from_user), self._moment()
            await self.drafting.ask(
                sender, query.id, version_id, most, now, backend=backend, last=last
            )
            self._asked[backend].set()

    async def run(self) -> None:
        """Work off what waits and what comes, for ever; first what the bot's end interrupted."""
        await self.drafting.recover(self._clock())
        self._owing()
        async with asyncio.TaskGroup() as backends:
            for backend, asked in self._asked.items():
                backends.create_task(self._work_off(backend, asked))

    async def _work_off(self, backend: str, asked: asyncio.Event) -> None:
        """A model may take an hour: who drafts by the rules does not wait for that."""
        while True:
            while await self.drafting.work_next(self._clock, self._owing, backend):
                pass
            await asked.wait()
            asked.clear()
