"""What a file holds that a word on the command line may mean: read for completion, quickly and without any trace."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from interdict.domain.fields import CASE_TABLES, Field, field_columns
from interdict.errors import InterdictError
from interdict.store.connection import check_header, connect, has_journal
from interdict.store.listing import split_list
from interdict.store.source_names import SOURCE_NAME

MOST = 200  # words that are offered
NEWEST = 20_000  # rows of a table that are looked at for values in use
PATIENCE_MS = 100  # for a file that somebody is writing


@contextmanager
def open_quietly(path: Path) -> Iterator[sqlite3.Connection | None]:
    """Open a file for reading; None where there is none to read, or where reading would first have to mend it."""
    try:
        is_whole = not has_journal(path) and bool(check_header(path))
    except (InterdictError, OSError):
        is_whole = False
    if not is_whole:
        yield None
        return
    connection = connect(path, "ro")
    try:
        connection.row_factory = None
        connection.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
        connection.execute("PRAGMA query_only = ON")
        yield connection
    finally:
        connection.close()


def list_refs(connection: sqlite3.Connection, beginning: str) -> list[tuple[str, str]]:
    """Return the references that begin so, in any case of letters, with the titles."""
    wanted = beginning.upper()
    return connection.execute(
        "SELECT ref, coalesce(title, '') FROM interdiction WHERE ref >= ? AND ref < ? ORDER BY ref LIMIT ?",
        (wanted, f"{wanted}\U0010ffff", MOST),
    ).fetchall()


def list_keys(connection: sqlite3.Connection, ref: str, beginning: str) -> list[tuple[str, str]]:
    """Return the keys of the records of a case that begin so, with the kinds of the records; claims are left out."""
    found = _read_keys(connection, ref)
    return [(key, table) for key, table in found if key.casefold().startswith(beginning.casefold())][:MOST]


def _read_keys(connection: sqlite3.Connection, ref: str) -> list[tuple[str, str]]:
    select = " UNION ALL ".join(
        f"SELECT key, '{table}' FROM {table} WHERE interdiction_id = :case AND key IS NOT NULL"
        for table in CASE_TABLES
        if table != "claim"  # of which there are many, by names that nobody types
    )
    row = connection.execute("SELECT id FROM interdiction WHERE ref = ? COLLATE NOCASE", (ref,)).fetchone()
    return [] if row is None else connection.execute(select, {"case": row[0]}).fetchall()


def find_table(connection: sqlite3.Connection, ref: str) -> str | None:
    """Return the table of the record that REF or REF/KEY names, None where it names none."""
    head, slash, key = ref.partition("/")
    if not slash:
        return "interdiction"
    return next((table for found, table in _read_keys(connection, head) if found == key), None)


def list_sources(connection: sqlite3.Connection, beginning: str) -> list[tuple[str, str]]:
    """Return the keys of sources that begin so, with what the sources are."""
    return connection.execute(
        f"SELECT {SOURCE_NAME}, coalesce(publisher, '') || coalesce(': ' || title, '') FROM source "
        "WHERE substr(key, 1, length(:start)) = :start COLLATE NOCASE ORDER BY key, id LIMIT :most",
        {"start": beginning.partition("~")[0], "most": MOST},
    ).fetchall()


def list_changesets(connection: sqlite3.Connection, beginning: str) -> list[tuple[str, str]]:
    """Return the newest changesets that begin so, as hexadecimal digits, with who made them and when."""
    rows = connection.execute(
        "SELECT lower(hex(uid)), actor, hlc FROM changeset WHERE lower(hex(uid)) >= :start AND lower(hex(uid)) < :end "
        "ORDER BY id DESC LIMIT 20",
        {"start": beginning.lower(), "end": f"{beginning.lower()}~"},
    )
    return [(uid[: max(10, len(beginning))], f"{actor}, {hlc[:16].replace('T', ' ')}") for uid, actor, hlc in rows]


def list_in_use(connection: sqlite3.Connection, table: str, field: Field, beginning: str) -> list[str]:
    """Return the values of a field in the newest rows that begin so: texts, or the names of places."""
    column = field_columns(field)[0]
    found = sorted(_read_distinct(connection, table, column), key=str.casefold)
    return [value for value in found if value.casefold().startswith(beginning.casefold())][:MOST]


def list_countries(connection: sqlite3.Connection, table: str, field: Field) -> list[str]:
    """Return the codes of the countries that a field has in the newest rows."""
    if field.kind == "countries":
        return sorted({code for text in _read_distinct(connection, table, field.name) for code in split_list(text)})
    return sorted(_read_distinct(connection, table, f"{field.name}_country" if field.kind == "place" else field.name))


def list_years(connection: sqlite3.Connection) -> list[str]:
    """Return the years in which the newest cases begin."""
    return sorted({day[:4] for day in _read_distinct(connection, "interdiction", "earliest")})


def _read_distinct(connection: sqlite3.Connection, table: str, column: str) -> list[str]:
    # Of a very large file the newest rows: a TAB must not take long.
    rows = connection.execute(
        f"SELECT DISTINCT {column} FROM (SELECT {column} FROM {table} ORDER BY rowid DESC LIMIT {NEWEST})"
    )
    return [row[0] for row in rows if isinstance(row[0], str)]
