"""What to call people on tables and boards."""

from typing import Any

from bot.domain.people.naming import board_label
from bot.domain.people.person import BoardName
from bot.storage.tables import accounts

NAMES = (accounts.c.first_name, accounts.c.last_name, accounts.c.board_name, accounts.c.alias)
"""The columns from which it follows."""


def label_of(row: Any) -> str | None:
    """The label of a row with those columns; None for those without a name or an account."""
    if row.board_name is None:
        return None
    name = f"{row.first_name} {row.last_name or ''}".strip()
    return board_label(BoardName(row.board_name), name, row.alias)
