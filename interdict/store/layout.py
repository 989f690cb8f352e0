"""Compare the schema of a file with what interdict's migrations make: whatever differs was made by other hands."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import cache
from typing import NamedTuple


class Difference(NamedTuple):
    """What is unlike in the schema: its kind and name, and in words how."""

    place: str
    finding: str


def find_differences(connection: sqlite3.Connection) -> Iterator[Difference]:
    """Yield each table, index, trigger and view that is missing, unlike, or none of interdict's.

    SQLite's own tables, such as those that ANALYZE makes, do not count.
    """
    expected, found = _read_expected(), _read_objects(connection)
    for (kind, name), sql in expected.items():
        if (kind, name) not in found:
            yield Difference(f"{kind} {name}", "it is missing")
        elif found[kind, name] != sql:
            yield Difference(f"{kind} {name}", _describe(connection, kind, name))
    for kind, name in found.keys() - expected.keys():
        yield Difference(f"{kind} {name}", "interdict makes none of this name")


def _describe(connection: sqlite3.Connection, kind: str, name: str) -> str:
    """Say how a table or an index differs from what interdict makes: by its columns where it is these."""
    if kind != "table":
        return "it is not as interdict makes it"
    with closing(_make_empty()) as model:
        wanted, present = _read_columns(model, name), _read_columns(connection, name)
    missing = [column for column in wanted if column not in present]
    strange = [column for column in present if column not in wanted]
    unlike = [column for column in wanted if column in present and wanted[column] != present[column]]
    parts = [f"{_name(missing)} missing"] if missing else []
    parts += [f"{_name(strange)} not of interdict"] if strange else []
    parts += [f"{_name(unlike)} of another type"] if unlike else []
    return "; ".join(parts) or "it is not written as interdict writes it"


def _name(columns: list[str]) -> str:
    listed = ", ".join(columns[:5]) + (f" and {len(columns) - 5} more" if len(columns) > 5 else "")
    return f"column {listed} is" if len(columns) == 1 else f"columns {listed} are"


def _read_columns(connection: sqlite3.Connection, table: str) -> dict[str, tuple[object, ...]]:
    """Return type, NOT NULL, default and place in the key of each column of a table."""
    rows = connection.execute('SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?)', (table,))
    return {name: tuple(rest) for name, *rest in rows}


def _read_objects(connection: sqlite3.Connection) -> Mapping[tuple[str, str], str]:
    """Return the SQL of each object of a schema by kind and name, with blanks and remarks as SQLite keeps them."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    return {(str(kind), str(name)): " ".join(str(sql).split()) for kind, name, sql in rows}


@cache
def _read_expected() -> Mapping[tuple[str, str], str]:
    with closing(_make_empty()) as model:
        return _read_objects(model)


def _make_empty() -> sqlite3.Connection:
    """Return a file in memory that went through all migrations."""
    from interdict.store.migrations import list_migrations, split_statements

    connection = sqlite3.connect(":memory:", isolation_level=None)
    for _, sql in list_migrations():
        for statement in split_statements(sql):
            connection.execute(statement)
    return connection
