"""Seasons of a group: what its admins start and end."""

from datetime import datetime

from bot.domain.boards.period import Period
from bot.domain.boards.season import NAME_LENGTH, Season
from bot.domain.owed import Argument, Owed
from bot.domain.people.group import Actor, GroupChat, Tap
from bot.domain.people.naming import shown_name
from bot.services.boards.wish import Wish, args_of, board_owed
from bot.services.groups.toasts import toast
from bot.storage.boards import seasons
from bot.storage.database import Database, Tx
from bot.storage.delivery.owing import owe
from bot.storage.groups import groups
from bot.storage.people import people
from bot.storage.people.people import Voice

SCREEN = "season"


class Seasons:
    """Each writing method is one transaction. Whether an actor is an admin was asked before."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def show(self, chat: GroupChat, message_id: int, now: datetime) -> None:
        """The table of the season that runs, or of the last one."""
        async with self.database.write() as tx:
            await groups.ensure(tx, chat.id, chat.title, now)
            await owe(tx, [_table(chat, message_id, None)], now)

    async def start(self, actor: Actor, chat: GroupChat, text: str, now: datetime) -> None:
        """Start one of that name, while none runs; only admins may."""
        name = shown_name(text, NAME_LENGTH + 1)
        async with self.database.write() as tx:
            await groups.ensure(tx, chat.id, chat.title, now)
            if not actor.admin:
                return await owe(tx, [_note(chat, "admins_only")], now)
            if not name or len(name) > NAME_LENGTH:
                note = _note(chat, "long" if name else "nameless", limit=NAME_LENGTH)
                return await owe(tx, [note], now)
            if await seasons.start(tx, chat.id, name, now):
                return await owe(tx, [_note(chat, "started", name=name)], now)
            running = await _running(tx, chat.id)
            await owe(tx, [_note(chat, "runs", name=running.name if running else name)], now)

    async def ask_end(self, actor: Actor, chat: GroupChat, now: datetime) -> None:
        """Ask whether the running one is to end: its table becomes final."""
        async with self.database.write() as tx:
            await groups.ensure(tx, chat.id, chat.title, now)
            if not actor.admin:
                return await owe(tx, [_note(chat, "admins_only")], now)
            running = await _running(tx, chat.id)
            if running is None:
                return await owe(tx, [_note(chat, "none")], now)
            await owe(tx, [_question(chat, running, "sure", fresh=True)], now)

    async def end(
        self, actor: Actor, chat: GroupChat, tap: Tap, season_id: int, now: datetime
    ) -> None:
        """An admin is sure: it ends, and its final table is shown."""
        async with self.database.write() as tx:
            running = await _running(tx, chat.id)
            word = _refusal(actor, running, season_id)
            if running is None or word or not await seasons.end(tx, running.id, now):
                return await owe(tx, [toast(chat.id, tap.query, now, word or _STALE)], now)
            over = _question(chat, running, "ended")
            table = _table(chat, tap.message_id, running.id)
            await owe(tx, [toast(chat.id, tap.query, now), over, table], now)

    async def keep(
        self, actor: Actor, chat: GroupChat, tap: Tap, season_id: int, now: datetime
    ) -> None:
        """It goes on."""
        async with self.database.write() as tx:
            running = await _running(tx, chat.id)
            word = _refusal(actor, running, season_id)
            if running is None or word:
                return await owe(tx, [toast(chat.id, tap.query, now, word or _STALE)], now)
            kept = _question(chat, running, "kept")
            await owe(tx, [toast(chat.id, tap.query, now), kept], now)

    async def stale_tap(self, chat: int, query: str, now: datetime) -> None:
        """A button that no message of ours has there."""
        async with self.database.write() as tx:
            await owe(tx, [toast(chat, query, now, _STALE)], now)

    async def voice(self, chat: int) -> Voice:
        """How to speak to the group."""
        async with self.database.read() as tx:
            return await people.voice(tx, chat)


_STALE = "season.toast.stale"


def _refusal(actor: Actor, running: Season | None, season_id: int) -> str | None:
    """Why a tap changes nothing: it is no admin's, or that season does not run any more."""
    if not actor.admin:
        return "group.toast.admins_only"
    return None if running is not None and running.id == season_id else _STALE


async def _running(tx: Tx, chat: int) -> Season | None:
    known = (await seasons.of_chats(tx, {chat})).get(chat, ())
    return next((season for season in known if season.running), None)


def _note(chat: GroupChat, note: str, **values: Argument) -> Owed:
    return Owed(chat.id, SCREEN, {"note": note, **values, **chat.quoting}, thread=chat.thread)


def _question(chat: GroupChat, season: Season, note: str, *, fresh: bool = False) -> Owed:
    """The message that asks, and later says what came of it."""
    args: dict[str, Argument] = {"note": note, "name": season.name, "season": season.id}
    place = f"season:{season.id}"
    if fresh:
        args |= chat.quoting
    return Owed(chat.id, SCREEN, args, place=place, fresh=fresh, thread=chat.thread)


def _table(chat: GroupChat, message_id: int, season_id: int | None) -> Owed:
    wish = Wish(Period.SEASON, season=season_id or 0)
    args = args_of(message_id, 0, wish, own=False)
    return board_owed(chat.id, args, fresh=True, thread=chat.thread)
