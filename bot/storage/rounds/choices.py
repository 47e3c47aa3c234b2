"""What people have tapped so far on a question that a round asks by message and buttons."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database import Tx
from bot.storage.tables import round_choices


@dataclass(frozen=True, slots=True)
class Choice:
    """The option ids that a person has chosen, and when they did so last."""

    person_id: int
    options: tuple[str, ...]
    at: datetime


def _of(round_id: int, position: int) -> ColumnElement[bool]:
    return (round_choices.c.round_id == round_id) & (round_choices.c.position == position)


async def chosen(tx: Tx, round_id: int, position: int, person_id: int) -> tuple[str, ...]:
    """What one person has chosen so far; empty for nothing."""
    mine = round_choices.c.person_id == person_id
    query = select(round_choices.c.options).where(_of(round_id, position), mine)
    return tuple((await tx.execute(query)).scalar_one_or_none() or ())


async def choose(tx: Tx, round_id: int, position: int, choice: Choice) -> None:
    """Put one person's choice in place of the one before; without options it is taken back."""
    if not choice.options:
        mine = round_choices.c.person_id == choice.person_id
        await tx.execute(delete(round_choices).where(_of(round_id, position), mine))
        return
    insert = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    row = {"options": list(choice.options), "at": choice.at}
    key = {"round_id": round_id, "position": position, "person_id": choice.person_id}
    statement = insert(round_choices).values(**key, **row)
    await tx.execute(statement.on_conflict_do_update(index_elements=list(key), set_=row))


async def take(tx: Tx, round_id: int, position: int) -> list[Choice]:
    """Everybody's choice, in the order in which they were made; none of it stays here."""
    query = select(round_choices).where(_of(round_id, position))
    rows = (await tx.execute(query.order_by(round_choices.c.at, round_choices.c.person_id))).all()
    await tx.execute(delete(round_choices).where(_of(round_id, position)))
    return [Choice(row.person_id, tuple(row.options), row.at) for row in rows]
