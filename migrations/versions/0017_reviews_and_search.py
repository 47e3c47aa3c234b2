"""Which round an attempt reviews; the words by which people find a question."""

import json
import re
import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

ROWS_AT_A_TIME = 500
APOSTROPHES = re.compile(r"['’ʼ`´]")


def upgrade() -> None:
    op.add_column("attempts", sa.Column("round_id", sa.BigInteger(), nullable=True))
    op.add_column(
        "question_versions",
        sa.Column("found_by", sa.Text(), nullable=False, server_default=""),
    )
    _fill(op.get_bind())


def _fill(bind: sa.Connection) -> None:
    last = bind.execute(sa.text("SELECT MAX(id) FROM question_versions")).scalar() or 0
    query = sa.text("SELECT id, content FROM question_versions WHERE id BETWEEN :first AND :last")
    change = sa.text("UPDATE question_versions SET found_by = :words WHERE id = :id")
    for first in range(1, last + 1, ROWS_AT_A_TIME):
        rows = bind.execute(query, {"first": first, "last": first + ROWS_AT_A_TIME - 1})
        found = [{"id": row.id, "words": _words(row.content)} for row in rows]
        if found:
            bind.execute(change, found)


def _words(content: Any) -> str:
    """The stem's words, each after a space, as the program folded them when this was written."""
    stem = (json.loads(content) if isinstance(content, str) else content)["stem"]
    parted = unicodedata.normalize("NFKD", APOSTROPHES.sub("", stem))
    inside = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in parted)
    words = filter(None, map(_folded, "".join(inside).split()))
    return "".join(f" {word}" for word in words)


def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(c for c in decomposed if c.isalnum() or _is_vowel_sign(c))


def _is_vowel_sign(character: str) -> bool:
    mark = unicodedata.category(character) in {"Mc", "Mn"}
    return mark and not unicodedata.combining(character) and not "\ufe00" <= character <= "\ufe0f"


def downgrade() -> None:
    op.drop_column("question_versions", "found_by")
    op.drop_column("attempts", "round_id")
