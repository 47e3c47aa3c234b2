"""Many rows of whole numbers as few parameters: what a statement with thousands of them costs is
their names, which the driver reads again each time.
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Select, bindparam, func, select, true
from sqlalchemy.dialects.postgresql import ARRAY

from bot.storage.database import Tx


def many(tx: Tx, names: Sequence[str], rows: Sequence[Sequence[int]]) -> Select[Any]:
    """A query for those rows, in that order, to insert from; at least one row."""
    if tx.dialect.name == "sqlite":
        each = func.json_each(bindparam(None, json.dumps(rows))).table_valued("value")
        columns = [
            func.json_extract(each.c.value, f"$[{n}]").label(name) for n, name in enumerate(names)
        ]
        # SQLite takes ON CONFLICT for a join's condition unless a WHERE stands between.
        return select(*columns).where(true())
    arrays = [
        bindparam(None, list(column), ARRAY(BigInteger)) for column in zip(*rows, strict=True)
    ]
    return select(func.unnest(*arrays).table_valued(*names).render_derived())
