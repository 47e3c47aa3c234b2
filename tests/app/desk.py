"""The whole bot with nobody to send for it: updates go in, what they owe is read from SQL.

Telegram's wall is left out, so that hundreds of taps cost little; who may do what, and what a tap
changes, is the real application's.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, delete, func, select

from bot.app import App
from bot.domain.owed import Owed
from bot.sandbox.client import Sandbox
from bot.sandbox.humans import Group, Human
from bot.sandbox.people import DANA_ID
from bot.storage.tables import inbox, metadata, owed

PASSING_THROUGH = {"inbox", "owed", "poller"}
"""Tables of what comes in and goes out; the others hold what is so."""

World = Mapping[str, Sequence[Row[Any]]]


@dataclass
class Desk:
    """``app`` is connected, and its sender is not running."""

    sandbox: Sandbox
    app: App
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def person(self, name: str) -> Human:
        return self.sandbox.person(name)

    async def group(self) -> Group:
        """The seeded group, with the bot in it; its admin is the instructor."""
        group = await self.sandbox.group()
        await group.bot("member", by=DANA_ID)
        return group

    async def says(self, person: Human, text: str) -> list[Owed]:
        """A command or a text in private; what is owed for it."""
        entities = []
        if text.startswith("/"):
            length = len(text.split(maxsplit=1)[0])
            entities = [{"type": "bot_command", "offset": 0, "length": length}]
        message = _message(person, person.id) | {"text": text, "entities": entities}
        return await self.works_off([{"message": message}])

    async def sends_file(self, person: Human, name: str) -> list[Owed]:
        """A small document in private; what is owed for it."""
        document = {"file_id": "f", "file_unique_id": "f", "file_name": name, "file_size": 9}
        return await self.works_off(
            [{"message": _message(person, person.id) | {"document": document}}]
        )

    async def taps(self, person: Human, *data: str, chat: int | None = None) -> list[Owed]:
        """Buttons of one message with any data at all, one after the other; what is owed then."""
        queries = [
            {
                "id": f"{person.id}:{one}",
                "from": _user(person),
                "chat_instance": "1",
                "data": one,
                "message": _message(person, chat or person.id),
            }
            for one in data
        ]
        return await self.works_off([{"callback_query": query} for query in queries])

    async def works_off(self, contents: Sequence[dict[str, Any]]) -> list[Owed]:
        """Any updates, as Telegram writes them but for their ids; what is owed for them."""
        updates = [{"update_id": next(self._ids), **content} for content in contents]
        await self.app.runtime.intake.receive(updates)
        await self.app.runtime.lanes.idle()
        async with self.app.database.write() as tx:
            rows = (await tx.execute(select(owed).order_by(owed.c.id))).all()
            await tx.execute(delete(owed))
        return [
            Owed(
                row.chat, row.screen, row.args, row.place, row.fresh, row.thread, row.callback,
                row.expires, row.once,
            )
            for row in rows
        ]  # fmt: skip

    async def world(self) -> World:
        """All that is so, table by table."""
        async with self.app.database.read() as tx:
            return {
                table.name: (await tx.execute(select(table).order_by(*table.primary_key))).all()
                for table in metadata.sorted_tables
                if table.name not in PASSING_THROUGH
            }

    async def dead_letters(self) -> int:
        """How many updates nobody could work off."""
        async with self.app.database.read() as tx:
            dead = select(func.count()).select_from(inbox).where(inbox.c.state == "dead")
            return int((await tx.execute(dead)).scalar_one())


def toasts(debts: Sequence[Owed]) -> dict[str, str | None]:
    """The word of each answer by the data of its tap; there is one answer for each."""
    answers = [debt for debt in debts if debt.callback is not None]
    words = {
        str(debt.callback).partition(":")[2]: None if (word := debt.args.get("word")) is None
        else str(word)
        for debt in answers
    }  # fmt: skip
    assert len(words) == len(answers), "a tap was answered twice"
    return words


def screens(debts: Sequence[Owed]) -> list[tuple[int, str]]:
    """Chat and name of whatever else is owed."""
    return [(debt.chat, debt.screen) for debt in debts if debt.callback is None]


def _user(person: Human) -> dict[str, Any]:
    return {
        "id": person.id,
        "is_bot": False,
        "first_name": person.name,
        "language_code": person.language,
    }


def _message(person: Human, chat: int) -> dict[str, Any]:
    kind = "private" if chat == person.id else "supergroup"
    return {
        "message_id": 1,
        "date": 1_795_000_000,
        "chat": {"id": chat, "type": kind, "first_name": person.name, "title": "Club"},
        "from": _user(person),
    }
