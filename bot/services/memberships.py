"""Who belongs to a group: what was seen of it, and what a look-up says."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.membership import RECENT, Presence, Unknown
from bot.services.round_debts import drawing
from bot.services.votes import draw_again
from bot.storage import members, people, rounds
from bot.storage.database import Database
from bot.storage.owing import owe

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
            await members.note(tx, chat, known, presence, now)
            if present:
                return
            for person_id in known:
                for round_id in await members.leave_lobbies(tx, chat, person_id):
                    of = await rounds.find(tx, round_id)
                    await owe(tx, [drawing(of)] if of else [], now)

    async def unknown(self) -> list[Unknown]:
        """Whom to look up next, the best of the newest round first."""
        async with self.database.read() as tx:
            return await members.unknown(tx, self.database.clock() - RECENT, AT_ONCE)

    async def looked_up(self, one: Unknown, presence: Presence, now: datetime) -> None:
        """What Telegram says of somebody. A stranger's answers leave the board and the table."""
        async with self.database.write() as tx:
            if presence is Presence.STRANGER:
                await rounds.hold_all(tx, {one.chat})  # what the group knows of people comes then
            await members.note(tx, one.chat, [one.person_id], presence, now)
            if presence is not Presence.STRANGER:
                return
            await members.disown(tx, one.chat, one.person_id)
            of = await rounds.find(tx, one.round_id)
            if of is not None:
                await draw_again(tx, of, now)
