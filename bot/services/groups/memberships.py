"""Who belongs to a group: what was seen of it, and what a look-up says."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.people.membership import OUTSIDE, RECENT, Presence, Unknown
from bot.domain.rounds.lobby import RANKED_FROM
from bot.services.rounds.debts import redrawing
from bot.services.rounds.votes import draw_again
from bot.storage.boards import disowning
from bot.storage.boards.disowning import Outsider
from bot.storage.database import Database, Tx
from bot.storage.delivery.owing import owe
from bot.storage.groups import groups, members
from bot.storage.people import people
from bot.storage.rounds import rounds

AT_ONCE = 20
"""How many people are read together to be looked up, one after the other."""


class Memberships:
    """Each writing method is one transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def seen(
        self, chat: int, telegram_ids: Iterable[int], now: datetime, *, present: bool
    ) -> None:
        """People came into a group, or left it; of those we do not know nothing is kept."""
        async with self.database.write() as tx:
            found = [await people.find(tx, telegram_id) for telegram_id in telegram_ids]
            known = [person.id for person in found if person is not None]
            presence = Presence.MEMBER if present else Presence.LEFT
            left_at = None if present else now
            await members.note(tx, chat, known, presence, now, left_at=left_at)
            if present:
                return
            for person_id in known:
                for round_id in await members.leave_lobbies(tx, chat, person_id):
                    of = await rounds.find(tx, round_id)
                    await owe(tx, [redrawing(of)] if of else [], now)

    async def unknown(self) -> list[Unknown]:
        """Whom to look up next, the best of the newest round first."""
        async with self.database.read() as tx:
            return await members.unknown(tx, self.database.clock() - RECENT, AT_ONCE)

    async def looked_up(self, one: Unknown, presence: Presence, now: datetime) -> None:
        """What Telegram says of somebody. A stranger's answers leave the board and the table; of
        who was a member once only those do that came after they had left.
        """
        async with self.database.write() as tx:
            outsider = await _outsider(tx, one)
            await rounds.hold(tx, [one.round_id, *await disowning.rounds_of(tx, outsider)])
            outsider = await _outsider(tx, one)  # seen there meanwhile: of fewer rounds, then
            if presence is Presence.STRANGER and outsider.since is not None:
                presence = Presence.LEFT
            left_at = outsider.since if presence is Presence.LEFT else None
            await members.note(tx, one.chat, [one.person_id], presence, now, left_at=left_at)
            if presence not in OUTSIDE:
                return
            state = await groups.find(tx, one.chat)
            enough = state.group.ranked_from if state else RANKED_FROM
            touched = await disowning.rounds_of(tx, outsider)
            lost = await disowning.disown(tx, outsider, touched, enough)
            for round_id in sorted({one.round_id, *lost}):
                if (of := await rounds.find(tx, round_id)) is not None:
                    await draw_again(tx, of, now)


async def _outsider(tx: Tx, one: Unknown) -> Outsider:
    """Somebody as they are to be taken if they turn out not to be in the group."""
    since = await members.last_there(tx, one.chat, one.person_id)
    return Outsider(one.chat, one.person_id, since)
