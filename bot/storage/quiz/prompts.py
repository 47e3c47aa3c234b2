"""Whose next text is waited for, and what it will be about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select

from bot.storage.database import Tx
from bot.storage.tables import prompts

PATIENCE = timedelta(hours=1)
"""A text that comes later than that was not meant for a prompt."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """``purpose`` is ``dispute``, ``ruling`` or ``document``, or ``opened`` or ``sent``, which only
    remember the document that is meant; ``about`` holds plain values.
    """

    person_id: int
    purpose: str
    about: Mapping[str, Any]
    at: datetime

    def waits(self, asked_at: datetime | None, now: datetime) -> bool:
        """Whether a text of ``now`` is for it, with a typed question asked at ``asked_at``."""
        return now - self.at < PATIENCE and (asked_at is None or asked_at <= self.at)


async def ask(tx: Tx, person_id: int, purpose: str, about: Mapping[str, Any], at: datetime) -> None:
    """Wait for a text of somebody; what was waited for before is waited for no more."""
    await end(tx, person_id)
    values = {"person_id": person_id, "purpose": purpose, "about": dict(about), "at": at}
    await tx.execute(insert(prompts).values(values))


async def of(tx: Tx, person_id: int) -> Prompt | None:
    """What is waited for."""
    row = (await tx.execute(select(prompts).where(prompts.c.person_id == person_id))).one_or_none()
    return None if row is None else Prompt(row.person_id, row.purpose, row.about, row.at)


async def end(tx: Tx, person_id: int) -> None:
    """Wait no more."""
    await tx.execute(delete(prompts).where(prompts.c.person_id == person_id))
