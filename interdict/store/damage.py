"""Tell damage from a fault of interdict's own: what fails on a file that does not pass its checks is damage."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from interdict.errors import DataError

# What reading raises on values that interdict cannot have written.
UNREADABLE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)

_LONGEST = 100  # characters of what SQLite says
_BY_SQLITE = frozenset({"", "SQLITE_ERROR", "SQLITE_MISMATCH", "SQLITE_TOOBIG", "SQLITE_RANGE"})


@contextmanager
def blame_damage(path: Path, connection: sqlite3.Connection) -> Iterator[None]:
    """Turn what is raised within into a DataError, where the checks find that the file is not as interdict writes it.

    Else it goes on as it is: it is a fault of the program, or of the disk.
    """
    try:
        yield
    except (*UNREADABLE, sqlite3.Error) as error:
        if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorname", "") not in _BY_SQLITE:
            raise  # locked, full, not a database: those have words of their own
        cause = _find_cause(path, connection)
        if cause is None:
            raise
        raise cause from error


def _find_cause(path: Path, connection: sqlite3.Connection) -> DataError | None:
    from interdict.store.checks import CHECKS, run_check

    for name in CHECKS:
        for finding in run_check(connection, name):
            return DataError(
                f"{path} is damaged, or was changed outside interdict: {finding.place}: {finding.finding}",
                hint="'interdict check' says more, and what can be done",
            )
    return None


def find_damage(path: Path) -> str:
    """Return what SQLite's quick check finds in a file, empty where it is whole."""
    from interdict.store.connection import choose_mode, connect

    connection = connect(path, choose_mode(path))
    try:
        found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") not in {"SQLITE_CORRUPT", "SQLITE_NOTADB"}:
            raise
        found = str(error)
    finally:
        connection.close()
    return "" if found == "ok" else " ".join(found.removeprefix("*** in database main ***").split())[:_LONGEST]
