"""Leaderboards: opened, turned to another one, and read for drawing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.boards.board import EVERY_TOPIC, EVERYONE, Standing
from bot.domain.boards.movement import Movement, movement
from bot.domain.boards.period import Period
from bot.domain.boards.season import Season
from bot.domain.owed import Argument, Owed, toast
from bot.domain.people.person import BoardName, Person, Who
from bot.services.boards.which import granted, key, of_season, seasons_of, whose, zone_of
from bot.services.boards.wish import Wish, args_of, board_owed, read_wish
from bot.storage.bank import topics
from bot.storage.boards import boards, proving, rebuilding, snapshots
from bot.storage.boards.boards import Line
from bot.storage.boards.proving import Difference
from bot.storage.database import Database, Tx
from bot.storage.delivery.owing import owe
from bot.storage.people import people
from bot.storage.people.people import Voice

PAGE = 10
PICTURE = "board_picture"
GROUPS = 8
"""How many of a person's groups are offered, or listed on a page."""
MOST_GROUPS = 1000
"""Telegram lets nobody be in more."""


@dataclass(frozen=True, slots=True)
class Own:
    """Where the person who asked stands. ``label`` as on the board; ``gap`` to the next place.

    ``gap`` is in hundredths of a question, None at the top; 0 when only accuracy decides. ``page``
    is the one with their line.
    """

    standing: Standing
    label: str | None
    gap: int | None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Board:
    """A leaderboard as it is to be drawn: a page of lines, and the asker's own standing.

    ``wish`` is what is shown in fact. ``title`` is the group's, ``groups`` those to choose from in
    private, ``seasons`` those of the group, newest first.
    """

    wish: Wish
    title: str | None
    people: int
    rounds: int
    lines: Sequence[Line]
    own: Own | None
    private: bool
    voice: Voice
    topic: str | None = None
    groups: Sequence[tuple[int, str]] = ()
    seasons: Sequence[Season] = ()

    @property
    def pages(self) -> int:
        return _pages(self.people, PAGE)

    @property
    def season(self) -> Season | None:
        return next((one for one in self.seasons if one.id == self.wish.season), None)


def _pages(lines: int, on_each: int) -> int:
    return max(-(-lines // on_each), 1)


@dataclass(frozen=True, slots=True)
class Podium:
    """A board's first page, and how each line moved since the day ``since``; None without one."""

    board: Board
    since: date | None
    moved: Sequence[Movement]


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """A group of somebody's: its chat, title, size, and where they stand there, if they do."""

    chat: int
    title: str
    people: int
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class MyGroups:
    """Where somebody stands in each of their groups: the page ``wish.page`` of ``total`` groups."""

    wish: Wish
    groups: Sequence[GroupStanding]
    total: int
    voice: Voice

    @property
    def pages(self) -> int:
        return _pages(self.total, GROUPS)


@dataclass(frozen=True, slots=True)
class Call:
    """Who asks for a board and where; ``query`` is the callback query of a tap."""

    chat: int
    who: Who
    thread: int | None = None
    query: str | None = None


class Boards:
    """``chat`` is a private chat (positive) or a group (its own boards)."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def open(
        self, call: Call, message_id: int, period: Period, now: datetime, text: str = ""
    ) -> None:
        """A board at the bottom of the chat; ``message_id`` (what asked for it) names its place.

        ``text`` names a season or a topic.
        """
        async with self.database.write() as tx:
            asker = await people.find(tx, call.who.telegram_id)
            wish, note = await read_wish(tx, call.chat, Wish(period), text)
            args = args_of(message_id, asker.id if asker else 0, wish, own=True) | note
            await _note_ranks(tx, call.chat, wish, asker, now)
            await owe(tx, _debts(call, args, now, fresh=True), now)

    async def turn(
        self, call: Call, message_id: int, asker: int, wish: Wish, now: datetime
    ) -> None:
        """Another board, or page of it, on the same message.

        In a group the own line stays for the person (``asker``, a surrogate id) that asked for the
        board; a tap of anybody else shows it without one.
        """
        async with self.database.write() as tx:
            person = await people.find(tx, call.who.telegram_id)
            if call.chat > 0:
                asker = person.id if person else 0
            own = person is not None and person.id == asker
            await _note_ranks(tx, call.chat, wish, person, now)
            await owe(tx, _debts(call, args_of(message_id, asker, wish, own=own), now), now)

    async def picture(self, call: Call, wish: Wish, now: datetime) -> None:
        """A picture of the board below everything; the board itself stays as it is."""
        async with self.database.write() as tx:
            person = await people.find(tx, call.who.telegram_id)
            args = args_of(0, person.id if person and call.chat > 0 else 0, wish, own=False)
            about = f"{wish.period}:{wish.group}:{wish.topic}:{wish.season}"
            picture = Owed(
                call.chat, PICTURE, args, place=f"picture:{about}", fresh=True, thread=call.thread
            )
            await _note_ranks(tx, call.chat, wish, person, now)
            toasts = [debt for debt in _debts(call, args, now) if debt.screen == "toast"]
            await owe(tx, [*toasts, picture], now)

    async def podium(self, chat: int, wish: Wish, asker: int | None, now: datetime) -> Podium:
        """The first page of a board, and what has moved on it since an earlier day."""
        board = await self.board(chat, replace(wish, page=1), asker, now)
        of = whose(chat, board.wish)
        async with self.database.read() as tx:
            zone = await zone_of(tx, of)
            shown = await boards.find(tx, key(of, board.wish, now, zone))
            today = now.astimezone(zone).date()
            then = await snapshots.before(tx, shown.number, today) if shown else None
        if then is None:
            return Podium(board, None, ())
        day, ranks = then
        standings = [line.standing for line in board.lines]
        moved = [movement(one.total.person, one.rank, ranks) for one in standings]
        return Podium(board, day, moved)

    async def board(
        self, chat: int, wish: Wish, asker: int | None, now: datetime, *, limit: int = PAGE
    ) -> Board:
        """The board of a chat in the period that holds ``now``, in the group's time zone."""
        private = chat > 0
        async with self.database.read() as tx:
            mine = await boards.groups_of(tx, asker, MOST_GROUPS) if private and asker else []
            of = whose(chat, wish := granted(chat, wish, dict(mine)))
            played = await seasons_of(tx, of)
            wish = of_season(wish, played)
            shown = await boards.find(tx, key(of, wish, now, await zone_of(tx, of)))
            people_there = shown.people if shown else 0
            wish = replace(wish, page=min(wish.page, _pages(people_there, PAGE)))
            skip = (wish.page - 1) * PAGE
            return Board(
                wish,
                await boards.group_title(tx, of) if of != EVERYONE else None,
                people_there,
                shown.rounds if shown else 0,
                await boards.page(tx, shown.number, skip, limit) if shown else [],
                await _own(tx, shown.number, asker, private=private) if asker and shown else None,
                private,
                await people.voice(tx, chat),
                await topics.title_of(tx, wish.topic) if wish.topic != EVERY_TOPIC else None,
                _around(mine, wish.group),
                played,
            )

    async def my_groups(self, chat: int, wish: Wish, asker: int, now: datetime) -> MyGroups:
        """Where somebody stands in each of their groups."""
        async with self.database.read() as tx:
            found, mine = [], await boards.groups_of(tx, asker, MOST_GROUPS)
            wish = replace(wish, page=min(wish.page, _pages(len(mine), GROUPS)))
            for group, title in mine[(wish.page - 1) * GROUPS :][:GROUPS]:
                seasonal = wish.period is Period.SEASON
                of = of_season(wish, await seasons_of(tx, group)) if seasonal else wish
                shown = await boards.find(tx, key(group, of, now, await zone_of(tx, group)))
                place = await boards.place_of(tx, shown.number, asker) if shown else None
                size, standing = shown.people if shown else 0, place.standing if place else None
                found.append(GroupStanding(group, title, size, standing))
            return MyGroups(wish, found, len(mine), await people.voice(tx, chat))

    async def rebuild_totals(self) -> int:
        """Derive all totals from the response log anew; the number of rows written."""
        async with self.database.write() as tx:
            return await rebuilding.rebuild(tx)

    async def check_totals(self) -> list[Difference]:
        """Where the totals are not what the log says: nowhere, when all is well."""
        async with self.database.read() as tx:
            return await proving.differences(tx)


async def _note_ranks(tx: Tx, chat: int, wish: Wish, asker: Person | None, now: datetime) -> None:
    """For those who look on another day, at the board that is shown now."""
    if wish.mine:
        return
    # Whoever draws the board reads all their groups; here the one that is wanted is enough.
    group = wish.group
    own = group and asker and await boards.stands_in(tx, group, asker.id)
    of = whose(chat, wish := granted(chat, wish, [group] if group and own else []))
    wish, zone = of_season(wish, await seasons_of(tx, of)), await zone_of(tx, of)
    if shown := await boards.find(tx, key(of, wish, now, zone)):
        await snapshots.take(tx, shown.number, now.astimezone(zone).date())


async def _own(tx: Tx, board: int, person_id: int, *, private: bool) -> Own | None:
    """The asker's standing; in a group only for those who stand there under their own name.

    A line that appears because somebody asked would tell the group whose alias it is.
    """
    found = await boards.place_of(tx, board, person_id)
    if found is None or (not private and found.appearance.chosen is not BoardName.NAME):
        return None
    gap = None if found.above is None else found.above - found.standing.total.score
    return Own(found.standing, found.appearance.label, gap, found.ahead // PAGE + 1)


def _debts(
    call: Call, args: dict[str, Argument], now: datetime, *, fresh: bool = False
) -> list[Owed]:
    debts = []
    if call.query is not None:
        debts.append(toast(call.chat, call.query, now))
    if call.chat > 0 and call.who.language_code:
        # Somebody without an account has no other voice.
        args = {**args, "language": call.who.language_code}
    debts.append(board_owed(call.chat, args, fresh=fresh, thread=call.thread))
    return debts


def _around(mine: Sequence[tuple[int, str]], group: int | None) -> Sequence[tuple[int, str]]:
    """The part of somebody's groups that has ``group``; without one, the first."""
    place = next((place for place, (chat, _) in enumerate(mine) if chat == group), 0)
    return mine[place // GROUPS * GROUPS :][:GROUPS]
