"""Leaderboards: opened, turned to another period, and read for drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from bot.domain.board import EVERYONE, Standing
from bot.domain.owed import Argument, Owed, toast
from bot.domain.period import Period, begins, first_day
from bot.domain.person import BoardName, Who
from bot.storage import boards, people
from bot.storage.boards import BoardKey, Difference, Line
from bot.storage.database import Database, Tx
from bot.storage.owing import owe
from bot.storage.people import Voice

TOP = 10


@dataclass(frozen=True, slots=True)
class Own:
    """Where the person who asked stands. ``label`` as on the board; ``gap`` to the next place.

    ``gap`` is in hundredths of a question, None at the top; 0 when only accuracy decides.
    """

    standing: Standing
    label: str | None
    gap: int | None


@dataclass(frozen=True, slots=True)
class Board:
    """A leaderboard as it is to be drawn: the first lines, and the asker's own standing."""

    period: Period
    title: str | None
    people: int
    rounds: int | None
    lines: Sequence[Line]
    own: Own | None
    private: bool
    voice: Voice


@dataclass(frozen=True, slots=True)
class Call:
    """Who asks for a board and where; ``query`` is the callback query of a tap."""

    chat: int
    who: Who
    thread: int | None = None
    query: str | None = None


class Boards:
    """``chat`` is a private chat (positive: the board EVERYONE) or a group (its own board)."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def open(self, call: Call, message_id: int, period: Period, now: datetime) -> None:
        """A board at the bottom of the chat; ``message_id`` (what asked for it) names its place."""
        async with self.database.write() as tx:
            asker = await people.find(tx, call.who.telegram_id)
            args = _args(message_id, asker.id if asker else 0, period, own=True)
            await owe(tx, _debts(call, args, now, fresh=True), now)

    async def turn(
        self, call: Call, message_id: int, asker: int, period: Period, now: datetime
    ) -> None:
        """Another period on the same message.

        The own line stays for the person (``asker``, a surrogate id) that asked for the board; a
        tap of anybody else shows it without one.
        """
        async with self.database.write() as tx:
            person = await people.find(tx, call.who.telegram_id)
            own = person is not None and person.id == asker
            await owe(tx, _debts(call, _args(message_id, asker, period, own=own), now), now)

    async def board(
        self, chat: int, period: Period, asker: int | None, now: datetime, *, limit: int = TOP
    ) -> Board:
        """The board of a chat in the period that holds ``now``, in the chat's time zone."""
        private = chat > 0
        async with self.database.read() as tx:
            voice = await people.voice(tx, chat)
            number = EVERYONE if private else chat
            zone: tzinfo = UTC if private or not voice.timezone else ZoneInfo(voice.timezone)
            key = BoardKey(number, period, first_day(period, now, zone))
            lines = await boards.top(tx, key, limit)
            return Board(
                period,
                None if private else await boards.group_title(tx, chat),
                await boards.people_on(tx, key),
                None if private else await boards.rounds_since(tx, chat, begins(period, now, zone)),
                lines,
                await _own(tx, key, asker, private=private) if asker else None,
                private,
                voice,
            )

    async def rebuild_totals(self) -> int:
        """Derive all totals from the response log anew; the number of rows written."""
        async with self.database.write() as tx:
            return await boards.rebuild(tx)

    async def check_totals(self) -> list[Difference]:
        """Where the totals are not what the log says: nowhere, when all is well."""
        async with self.database.read() as tx:
            return await boards.differences(tx)


async def _own(tx: Tx, key: BoardKey, person_id: int, *, private: bool) -> Own | None:
    """The asker's standing; in a group only for those who stand there under their own name.

    A line that appears because somebody asked would tell the group whose alias it is.
    """
    appearance = await boards.appearance(tx, person_id)
    if appearance is None or (not private and appearance.chosen is not BoardName.NAME):
        return None
    standing = await boards.standing_of(tx, key, person_id)
    if standing is None:
        return None
    above = await boards.next_score(tx, key, standing.total)
    gap = None if above is None else above - standing.total.score
    return Own(standing, appearance.label, gap)


def _args(message_id: int, asker: int, period: Period, *, own: bool) -> dict[str, Argument]:
    return {"period": period.value, "board": message_id, "asker": asker, "own": own}


def _debts(
    call: Call, args: dict[str, Argument], now: datetime, *, fresh: bool = False
) -> list[Owed]:
    debts = []
    if call.query is not None:
        debts.append(toast(call.chat, call.query, now))
    if call.chat > 0 and call.who.language_code:
        # Somebody without an account has no other voice.
        args = {**args, "language": call.who.language_code}
    place = f"board:{args['board']}"
    debts.append(Owed(call.chat, "board", args, place=place, fresh=fresh, thread=call.thread))
    return debts
