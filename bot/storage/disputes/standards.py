"""What counts as right by a ruling, as JSON and in force: versions are read with it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from bot.domain.disputes.ruling import Standard, judged
from bot.domain.question import Question
from bot.storage.bank import question_json
from bot.storage.database import Tx
from bot.storage.tables import question_versions


@dataclass(frozen=True, slots=True)
class InForce:
    """A version that is marked by a ruling: the question as it was asked, and what counts now."""

    ruling_id: int
    question: Question
    standard: Standard | None


def to_json(standard: Standard) -> dict[str, Any]:
    """Plain values; numbers stay exact, as text."""
    return {
        "keys": sorted(standard.keys),
        "also": sorted(standard.also),
        "value": None if standard.value is None else str(standard.value),
        "also_values": list(map(str, standard.also_values)),
        "forms": list(standard.forms),
        "void": standard.void,
    }


def from_json(content: Mapping[str, Any] | None) -> Standard | None:
    """The inverse of :func:`to_json`; None for a version that no ruling is about."""
    if content is None:
        return None
    value = content["value"]
    return Standard(
        frozenset(content["keys"]),
        frozenset(content["also"]),
        None if value is None else Decimal(value),
        tuple(map(Decimal, content["also_values"])),
        tuple(content["forms"]),
        content["void"],
    )


def standing(content: dict[str, Any], standard: Mapping[str, Any] | None) -> Question:
    """A question version with the key that it has by now."""
    return judged(question_json.from_json(content), from_json(standard))


async def in_force(tx: Tx, version_ids: Collection[int]) -> dict[int, InForce]:
    """Those of the versions that are marked by a ruling, none of which can change until the commit.

    So a response is marked by what holds when it enters the log, and a ruling finds all that were
    marked before it. (SQLite has one writer.)
    """
    versions = question_versions.c
    query = select(versions.id, versions.ruling_id).where(versions.id.in_(version_ids))
    if tx.dialect.name != "sqlite":
        query = query.order_by(versions.id).with_for_update(read=True, key_share=True)
    about = [row.id for row in await tx.execute(query) if row.ruling_id is not None]
    if not about:
        return {}
    columns = (versions.id, versions.ruling_id, versions.content, versions.standard)
    rows = await tx.execute(select(*columns).where(versions.id.in_(about)))
    return {
        row.id: InForce(
            row.ruling_id, question_json.from_json(row.content), from_json(row.standard)
        )
        for row in rows
    }
