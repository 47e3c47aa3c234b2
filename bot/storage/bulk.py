"""Many rows, or many ids, as one parameter: for the hot paths.

A statement with a placeholder for each value of each row has to be written, taken apart again by
the driver and planned, which costs more than the rows themselves. Here the rows go as one JSON
text that the database takes apart: the statement is short, always the same, and prepared once.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    JSON,
    BigInteger,
    ColumnElement,
    Dialect,
    Select,
    Table,
    Text,
    any_,
    bindparam,
    cast,
    column,
    func,
    select,
    true,
)
from sqlalchemy.dialects import postgresql, sqlite

Insert = postgresql.Insert | sqlite.Insert

_ROWS = bindparam("bulk_rows", type_=Text)


def inserting(
    dialect: Dialect, table: Table, rows: Sequence[Mapping[str, Any]]
) -> tuple[Insert, dict[str, str]]:
    """An insert of ``rows``, at least one, all naming the same columns; and its parameters.

    ``on_conflict_…`` and ``returning`` can be added. Defaults that Python gives are left out.
    """
    names = tuple(rows[0])
    written = _written(dialect, table, names, rows)
    # SQLite finds a value by its place in half the time that it takes to find it by its name.
    whole = [list(row.values()) for row in written] if dialect.name == "sqlite" else written
    # Not as ASCII: what cannot be stored is to fail here, not when it is read again.
    text = json.dumps(whole, ensure_ascii=False, default=_iso)
    return _statement(dialect.name, table, names), {_ROWS.key: text}


@lru_cache(maxsize=64)
def _statement(dialect: str, table: Table, names: tuple[str, ...]) -> Insert:
    if dialect == "sqlite":
        chosen = _from_sqlite(table, names)
        return sqlite.insert(table).from_select(list(names), chosen, include_defaults=False)
    chosen = _from_json(table, names)
    return postgresql.insert(table).from_select(list(names), chosen, include_defaults=False)


def among(dialect: Dialect, of: ColumnElement[int], ids: Collection[int]) -> ColumnElement[bool]:
    """Whether an id is one of these, however many they are."""
    if dialect.name == "sqlite":
        each = func.json_each(bindparam(None, json.dumps(list(ids)), type_=Text))
        return of.in_(select(each.table_valued("value").c.value))
    return of == any_(bindparam(None, list(ids), type_=ARRAY(BigInteger)))


def _from_json(table: Table, names: Sequence[str]) -> Select[Any]:
    typed = [column(name, table.c[name].type) for name in names]
    read = func.json_to_recordset(cast(_ROWS, JSON)).table_valued(*typed)
    return select(*read.render_derived(with_types=True).c)


def _from_sqlite(table: Table, names: Sequence[str]) -> Select[Any]:
    row = func.json_each(_ROWS).table_valued("value").c.value
    values = [
        func.json_extract(row, f"$[{place}]", type_=table.c[name].type)
        for place, name in enumerate(names)
    ]
    return select(*values).where(true())  # or ON CONFLICT would be read as a join's ON


def _written(
    dialect: Dialect, table: Table, names: tuple[str, ...], rows: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The values as the columns keep them."""
    written = [dict(row) for row in rows]
    for name, process in _processes(dialect, table, names):
        for row in written:
            row[name] = process(row[name])
    return written


@lru_cache(maxsize=64)
def _processes(
    dialect: Dialect, table: Table, names: tuple[str, ...]
) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """How the columns' types write a value, for those that change it."""
    found = []
    for name in names:
        kind = table.c[name].type
        nested = isinstance(kind, JSON) and dialect.name != "sqlite"  # it is JSON already
        process = None if nested else kind.dialect_impl(dialect).bind_processor(dialect)
        if process is not None:
            found.append((name, process))
    return tuple(found)


def _iso(moment: date) -> str:
    return moment.isoformat()
