"""Checks of a file: is it whole, do its hashes hold, does its record equal its log."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from interdict.store.damage import UNREADABLE
from interdict.store.dependents import find_circular, find_dangling
from interdict.store.drift import find_drift, name_row, read_any_bytes
from interdict.store.layout import find_differences
from interdict.store.verification import find_altered

_PREFIX = "*** in database main ***"
OFTEN = 100_000  # steps of SQLite's machine
LONGEST = 200  # characters of what SQLite says; it may quote a whole text
WHOLE_COPY = "go back to a copy that is whole"
RECOVER = f"{WHOLE_COPY}, or save what verifies with 'interdict recover'"
PUT_BACK = "'interdict check --rebuild' puts it back"
SETTLE = f"it was changed outside interdict: {PUT_BACK}, '--adopt' keeps it"


class Finding(NamedTuple):
    """What a check found: which check, where, what, and what can be done."""

    check: str
    place: str
    finding: str
    remedy: str


class Check(NamedTuple):
    """A check: what it looks at, and the function that yields what it finds."""

    meaning: str
    run: Callable[[sqlite3.Connection], Iterator[Finding]]


def check_structure(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Look for damage in the file itself, by SQLite's own check."""
    for row in connection.execute("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield Finding("structure", "file", " ".join(str(row[0]).removeprefix(_PREFIX).split())[:LONGEST], RECOVER)


def check_schema(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Compare the tables of the file with those that interdict makes."""
    for place, finding in find_differences(connection):
        yield Finding("schema", place, finding, f"another program changed it: undo that there, or {WHOLE_COPY}")


def check_hashes(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Compute the uid of every changeset anew."""
    for header, problem in find_altered(connection):
        yield Finding(
            "hashes",
            header.uid.hex()[:10],
            f"the changeset of {header.changeset.hlc[:16]} by {header.changeset.actor}: {problem}",
            "take the changes from another copy, or save what verifies with 'interdict recover'",
        )
    orphan = connection.execute(
        "SELECT count(*) FROM change WHERE changeset NOT IN (SELECT id FROM changeset)"
    ).fetchone()[0]
    orphan += connection.execute(
        "SELECT count(*) FROM change WHERE prev IS NOT NULL AND prev NOT IN (SELECT id FROM change)"
    ).fetchone()[0]
    if orphan:
        yield Finding(
            "hashes",
            "log",
            f"{orphan} changes belong to no changeset, or replace one that is not there",
            RECOVER,
        )


def check_references(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Look for records that point to a case, record or source that is not there, or in the end to themselves."""
    for pointer, holder, target in find_dangling(connection):
        finding = f"its {pointer.field} {target} is not there"
        remedy = _choose_remedy(connection, target)
        yield Finding("references", name_row(connection, pointer.table, holder), finding, remedy)
    for table, record_id, field in find_circular(connection):
        command = "source edit KEY --derived-from ''" if table == "source" else "edit REF/KEY --set identity_of="
        name = name_row(connection, table, record_id)
        yield Finding("references", name, f"its {field} leads back to itself", f"empty it: 'interdict {command}'")


def _choose_remedy(connection: sqlite3.Connection, target: str) -> str:
    """Say how a record comes back that others point to: it was removed here, or its row in another program."""
    known = {row[0] for row in connection.execute("SELECT DISTINCT op FROM change WHERE record = ?", (target,))}
    if "delete" in known:
        return "undo the removal: 'interdict log' shows it"
    return f"its row was removed outside interdict: {PUT_BACK}" if known else RECOVER


def check_tables(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Fold the whole log anew and compare: the record tables and the conflicts must equal it."""
    for drift in find_drift(connection):
        yield Finding("tables", drift.name, drift.finding, WHOLE_COPY if drift.folded is None else SETTLE)


CHECKS: Mapping[str, Check] = {
    "structure": Check("the file is whole", check_structure),
    "schema": Check("its tables are those that interdict makes", check_schema),
    "hashes": Check("every changeset is what was written", check_hashes),
    "references": Check("nothing points to what is not there", check_references),
    "tables": Check("the record equals the log", check_tables),
}


def run_check(
    connection: sqlite3.Connection, name: str, *, tick: Callable[[], None] | None = None
) -> Iterator[Finding]:
    """Yield what a check finds, which is also that it could not be carried out; call `tick` again and again meanwhile.

    A text that is not UTF-8 is read for once, so that what differs can be said.
    """
    connection.set_progress_handler(tick, OFTEN)  # None, which a handler returns, lets SQLite go on
    try:
        with read_any_bytes(connection):
            yield from CHECKS[name].run(connection)
    except (*UNREADABLE, sqlite3.Error) as error:
        if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_IOERR")):
            raise
        yield Finding(name, "file", f"it cannot be looked at: {str(error)[:LONGEST]}", RECOVER)
    finally:
        connection.set_progress_handler(None, 0)
