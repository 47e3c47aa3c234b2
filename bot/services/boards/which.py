"""Which board a wish means: whose, of which season, and of which days."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo

from bot.domain.boards.board import EVERYONE, NO_SEASON, BoardKey
from bot.domain.boards.period import Period, first_day
from bot.domain.boards.season import Season
from bot.services.boards.wish import Wish
from bot.storage.boards import seasons
from bot.storage.database import Tx
from bot.storage.groups import groups


async def seasons_of(tx: Tx, of: int) -> Sequence[Season]:
    """The seasons of a group, newest first; everyone has none."""
    return () if of == EVERYONE else (await seasons.of_chats(tx, {of})).get(of, ())


def of_season(wish: Wish, played: Sequence[Season]) -> Wish:
    """With the season that is meant: the one named, else the newest."""
    if wish.period is not Period.SEASON:
        return replace(wish, season=NO_SEASON)
    known = [season.id for season in played]
    return wish if wish.season in known else replace(wish, season=known[0] if known else NO_SEASON)


def whose(chat: int, wish: Wish) -> int:
    """The group whose board it is, the chat itself, or in private the wished one or EVERYONE."""
    return chat if chat < 0 else wish.group or EVERYONE


def granted(chat: int, wish: Wish, mine: Collection[int]) -> Wish:
    """In private, everyone's board for that of a group which is none of theirs."""
    return wish if chat < 0 or wish.group in mine else replace(wish, group=None)


async def zone_of(tx: Tx, of: int) -> tzinfo:
    """Where the days of a group's board begin and end; everyone's do in UTC."""
    return UTC if of == EVERYONE else await groups.zone(tx, of)


def key(of: int, wish: Wish, now: datetime, zone: tzinfo) -> BoardKey:
    """What the board of a wish is kept by, in the period that holds ``now``."""
    day = first_day(wish.period, now, zone)
    return BoardKey(of, wish.period, day, wish.topic, wish.season)
