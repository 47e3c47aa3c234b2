"""Groups: arriving, leaving, moving, and what their admins choose."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.owed import Argument, Owed
from bot.domain.people.group import ABSENT, Actor, GroupChat, GroupState, Membership, Right, Tap
from bot.domain.people.person import WhoMayStart
from bot.domain.people.zones import UnknownZone, match_zone
from bot.domain.rounds.lobby import RANKED_CHOICES
from bot.domain.rounds.round import RoundKind, RoundState
from bot.domain.rounds.schedule import ScheduleState
from bot.services.groups.toasts import toast
from bot.services.rounds.course import close_open, end_early
from bot.services.rounds.debts import say
from bot.services.rounds.returning import bring, keep
from bot.services.schedules.debts import note
from bot.services.schedules.timers import cut_off, set_all
from bot.storage.boards import rebuilding
from bot.storage.database import Database, Tx
from bot.storage.delivery import debts
from bot.storage.delivery.owing import owe
from bot.storage.groups import groups, schedules
from bot.storage.people import people
from bot.storage.rounds import rounds

SCREEN = "group"
MUTE = "group_mute"
CUT_OFF = "group_cut_off"
WORD = "group_word"
PLACE = "group"
PAGES = ("main", "language", "zone", "start", "ranked")
_LOCALE = 8


class GroupService:
    """Each writing method is one transaction.

    ``spoken`` maps names of time zones, as people write them, to zones; ``locales`` are those that
    a group may choose. Whether an actor is an admin has been asked before.
    """

    def __init__(
        self, database: Database, spoken: Mapping[str, str], locales: tuple[str, ...]
    ) -> None:
        self.database = database
        self.spoken = spoken
        self.locales = locales

    # --- coming and going ------------------------------------------------------------------------

    async def membership(self, change: Membership, now: datetime) -> None:
        """The bot was added, removed, promoted, demoted or restricted."""
        async with self.database.write() as tx:
            before = await groups.find(tx, change.chat.id)
            if not change.present:
                if before is not None:
                    await self._leave(tx, change, now)
                return
            state = await groups.ensure(tx, change.chat.id, change.chat.title, now)
            await groups.set_standing(tx, change.chat.id, change.status, change.missing)
            if Right.MESSAGES in change.missing:
                await self._cut_off(tx, change.chat.id, now)
            if before is None or before.status in ABSENT:
                await self._added(tx, state, change, now)
            elif before.missing != change.missing and Right.MESSAGES not in change.missing:
                await self._rights_changed(tx, before, change, now)
            if before is not None and _may_do_more(before, change):
                await bring(tx, change.chat.id, now)
                await self._recall_schedules(tx, change.chat, now)

    async def _recall_schedules(self, tx: Tx, chat: GroupChat, now: datetime) -> None:
        """Say that what was scheduled before the bot was cut off is still paused."""
        if any(of.state is ScheduleState.CUT_OFF for of in await schedules.of_chat(tx, chat.id)):
            await owe(tx, [note(chat.id, None, "may_go_on")], now)

    async def _added(self, tx: Tx, state: GroupState, change: Membership, now: datetime) -> None:
        """Greet the group; one that was greeted before gets a line."""
        if state.group.locale is None and change.by.language_code:
            await groups.choose(tx, change.chat.id, locale=change.by.language_code[:_LOCALE])
        if Right.MESSAGES not in change.missing:
            greeted = await debts.shown_at(tx, change.chat.id, PLACE) is not None
            await owe(tx, [_word(change.chat, "back") if greeted else _greeting(change.chat)], now)
        elif await people.find(tx, change.by.telegram_id) is not None:
            # Silenced there: whoever added the bot can be told in private, if they know it.
            await owe(tx, [Owed(change.by.telegram_id, MUTE, {"group": change.chat.id})], now)

    async def _rights_changed(
        self, tx: Tx, before: GroupState, change: Membership, now: datetime
    ) -> None:
        """Only what is missing now is said; what came is seen where the settings stand."""
        greeted = await debts.shown_at(tx, change.chat.id, PLACE) is not None
        if Right.MESSAGES in before.missing and not greeted:
            await owe(tx, [_greeting(change.chat)], now)
        elif change.missing - before.missing:
            await owe(tx, [_word(change.chat, "rights")], now)
        elif greeted:
            await owe(tx, [_screen(change.chat, "main")], now)

    async def _leave(self, tx: Tx, change: Membership, now: datetime) -> None:
        await groups.set_standing(tx, change.chat.id, change.status, frozenset())
        await self._cut_off(tx, change.chat.id, now)

    async def _cut_off(self, tx: Tx, chat: int, now: datetime) -> None:
        """Nothing can be said there any more: rounds end, and whoever began one is told in private.

        What is scheduled pauses. Nothing is owed to the group, so nothing is tried in vain; the
        results are, once the bot may write there again.
        """
        await cut_off(tx, await schedules.hold_all(tx, {chat}), now)
        for going in await rounds.all_open(tx, chat):
            await close_open(tx, going)
            await rounds.end(tx, going, RoundState.STOPPED, now)
            await keep(tx, going, now)
            starter = await people.telegram_id(tx, going.started_by) if going.started_by else None
            if starter is not None:
                await owe(tx, [Owed(starter, CUT_OFF, {"group": chat})], now)

    async def migrate(self, old: int, new: int, now: datetime) -> None:
        """The group became a supergroup: both chats say so, and the first word counts."""
        async with self.database.write() as tx:
            await self._move(tx, old, new, now)

    async def migrated(self, tx: Tx, old: int, new: int) -> None:
        """The same, learnt from Telegram's refusal to send to the old chat."""
        await self._move(tx, old, new, self.database.clock())

    async def _move(self, tx: Tx, old: int, new: int, now: datetime) -> None:
        """Where a round was begun in the new chat before the news came, that one stays open."""
        if not await groups.hold_to_move(tx, old):
            return
        await schedules.hold_all(tx, {old, new})
        await rounds.hold_all(tx, {old, new})
        # A basic group has no topics: only what is beside all topics can be in the way.
        for kind in RoundKind:
            going = await rounds.open_round(tx, old, kind=kind)
            if going is not None and await rounds.open_round(tx, new, kind=kind) is not None:
                await end_early(tx, going, now)
        await groups.migrate(tx, old, new, now)

    # --- what the admins choose ------------------------------------------------------------------

    async def open_settings(self, actor: Actor, chat: GroupChat, now: datetime) -> None:
        """Show the settings at the bottom; only admins may call for them."""
        async with self.database.write() as tx:
            await groups.ensure(tx, chat.id, chat.title, now)
            if actor.admin:
                await owe(tx, [_screen(chat, "main", fresh=True)], now)
            else:
                await say(tx, chat, "admins_only", now)

    async def turn_to(
        self, actor: Actor, chat: GroupChat, tap: Tap, page: str, now: datetime
    ) -> None:
        """A tap that opens a page of the settings."""
        async with self.database.write() as tx:
            if await self._admitted(tx, actor, chat, tap, now, valid=page in PAGES):
                await self._draw(tx, chat, tap, page, now)

    async def choose_locale(
        self, actor: Actor, chat: GroupChat, tap: Tap, locale: str, now: datetime
    ) -> None:
        """A tap on a language."""
        async with self.database.write() as tx:
            if await self._admitted(tx, actor, chat, tap, now, valid=locale in self.locales):
                await groups.choose(tx, chat.id, locale=locale)
                await self._draw(tx, chat, tap, "main", now)

    async def choose_zone(
        self, actor: Actor, chat: GroupChat, tap: Tap, zone: str, now: datetime
    ) -> None:
        """A tap on a time zone; the group's totals are counted again in it."""
        async with self.database.write() as tx:
            valid = zone in self.spoken.values()
            if await self._admitted(tx, actor, chat, tap, now, valid=valid):
                await self._move_zone(tx, chat, zone, now)
                await self._draw(tx, chat, tap, "main", now)

    async def choose_start(
        self, actor: Actor, chat: GroupChat, tap: Tap, who: str, now: datetime
    ) -> None:
        """A tap on who may start a round."""
        async with self.database.write() as tx:
            valid = who in set(WhoMayStart)
            if await self._admitted(tx, actor, chat, tap, now, valid=valid):
                await groups.choose(tx, chat.id, who_may_start=who)
                await self._draw(tx, chat, tap, "main", now)

    async def choose_ranked_from(
        self, actor: Actor, chat: GroupChat, tap: Tap, people: str, now: datetime
    ) -> None:
        """A tap on how many people a round takes that counts."""
        async with self.database.write() as tx:
            valid = people in set(map(str, RANKED_CHOICES))
            if await self._admitted(tx, actor, chat, tap, now, valid=valid):
                await groups.choose(tx, chat.id, ranked_from=int(people))
                await self._draw(tx, chat, tap, "main", now)

    async def stale_tap(self, chat: int, query: str, now: datetime) -> None:
        """A button of groups where no group is: forged, so it changes nothing."""
        async with self.database.write() as tx:
            await owe(tx, [toast(chat, query, now, "group.toast.stale")], now)

    async def name_zone(self, actor: Actor, chat: GroupChat, text: str, now: datetime) -> None:
        """``/timezone Europe/Berlin``; without a name the page with zones."""
        async with self.database.write() as tx:
            await groups.ensure(tx, chat.id, chat.title, now)
            if not actor.admin:
                return await say(tx, chat, "admins_only", now)
            if not text.strip():
                return await owe(tx, [_screen(chat, "zone", fresh=True)], now)
            try:
                zone = match_zone(text, self.spoken)
            except UnknownZone as unknown:
                near = ",".join(unknown.near)
                note = "zone_near" if near else "zone_unknown"
                return await say(tx, chat, note, now, near=near)
            await self._move_zone(tx, chat, zone, now)
            await owe(tx, [_screen(chat, "main", fresh=True)], now)

    async def _move_zone(self, tx: Tx, chat: GroupChat, zone: str, now: datetime) -> None:
        """Totals are counted again, and what is scheduled comes by the new clocks."""
        await groups.choose(tx, chat.id, timezone=zone)
        await set_all(tx, chat.id, now)
        await rebuilding.rebuild(tx, chat.id)

    async def _admitted(
        self, tx: Tx, actor: Actor, chat: GroupChat, tap: Tap, now: datetime, *, valid: bool
    ) -> bool:
        """Only an admin's tap on a button that exists counts; the others get their toast here."""
        await groups.ensure(tx, chat.id, chat.title, now)
        if actor.admin and valid:
            return True
        word = "group.toast.stale" if actor.admin else "group.toast.admins_only"
        await owe(tx, [toast(chat.id, tap.query, now, word)], now)
        return False

    async def _draw(self, tx: Tx, chat: GroupChat, tap: Tap, page: str, now: datetime) -> None:
        """Edit the message that was tapped; an older one than the last gets a new one below."""
        old = await debts.shown_at(tx, chat.id, PLACE) != tap.message_id
        await owe(tx, [toast(chat.id, tap.query, now), _screen(chat, page, fresh=old)], now)

    # --- reading, for the screens ----------------------------------------------------------------

    async def state(self, chat: int) -> GroupState | None:
        """The group as it stands."""
        async with self.database.read() as tx:
            return await groups.find(tx, chat)

    async def wishes(self, chat: int) -> tuple[str | None, ...]:
        """The languages to speak to a chat in, best first."""
        async with self.database.read() as tx:
            return (await people.voice(tx, chat)).wishes


def _may_do_more(before: GroupState, change: Membership) -> bool:
    """Whether the bot may write, and could not do so, or less, before."""
    back = before.status in ABSENT or bool(before.missing - change.missing)
    return back and Right.MESSAGES not in change.missing


def _word(chat: GroupChat, about: str) -> Owed:
    return Owed(chat.id, WORD, {"about": about}, thread=chat.thread)


def _greeting(chat: GroupChat) -> Owed:
    return _screen(chat, "main", fresh=True, greet=True)


def _screen(chat: GroupChat, page: str, *, fresh: bool = False, greet: bool = False) -> Owed:
    args: dict[str, Argument] = {"page": page, "greet": greet}
    return Owed(chat.id, SCREEN, args, place=PLACE, fresh=fresh, thread=chat.thread)
