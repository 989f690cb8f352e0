"""Write a copy of the file that may leave the house: whole, compact, and without what belongs to this copy alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from interdict.domain.ids import make_id
from interdict.errors import DataError
from interdict.sharing.sandbox import Report
from interdict.store.connection import check_header, choose_mode, connect, suggest_recovery, translate_errors
from interdict.store.migrations import make_file
from interdict.store.verification import find_altered

MARKED = ("interdiction", "party", "source", "claim", "note")  # tables with sharing marks


class Shared(NamedTuple):
    """What a shared copy holds: cases, changesets, authors, and what in it is marked as not for everyone."""

    cases: int
    changesets: int
    authors: tuple[str, ...]
    private: Mapping[str, int]  # by table, rows marked private
    tlp: Mapping[str, int]  # by mark
    persons: int
    conflicts: int


def write_share(path: Path, target: Path, *, report: Report | None = None) -> Shared:
    """Write a clean, compact copy under a temporary name, check it, and put it in place; say what it holds.

    What a killed writer left half done is taken back first. Raises InterdictError when the target exists or cannot be
    written, DataError when the file does not verify.
    """
    check_header(path)
    with make_file(target) as temporary, translate_errors(target, outcome="was not made"):
        with translate_errors(path):
            source = connect(path, choose_mode(path))
            try:
                source.execute("VACUUM INTO ?", (str(temporary),))
            finally:
                source.close()
        copy = connect(temporary, "rw")
        try:
            _clean(copy)
            _check(path, copy, report)
            return _describe(copy)
        finally:
            copy.close()


def _clean(copy: sqlite3.Connection) -> None:
    """Take out what belongs to the copy that was shared: receipts name other people's files."""
    copy.execute("PRAGMA secure_delete = ON")
    copy.execute("BEGIN IMMEDIATE")
    copy.execute("DELETE FROM receipt")
    copy.execute("DELETE FROM meta")
    copy.execute("INSERT INTO meta (name, value) VALUES ('file_id', ?)", (make_id(),))
    copy.execute("COMMIT")


def _check(path: Path, copy: sqlite3.Connection, report: Report | None) -> None:
    found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise DataError(f"{path} is damaged: {found}", hint=suggest_recovery(path))
    for header, problem in find_altered(copy, report=report):
        raise DataError(
            f"{path}: the changeset {header.uid.hex()[:10]} by {header.changeset.actor}: {problem}",
            hint="nobody could merge it; 'interdict check' says more, 'interdict recover' saves what verifies",
        )


def _describe(copy: sqlite3.Connection) -> Shared:
    def count(query: str) -> int:
        return int(copy.execute(query).fetchone()[0])

    private = {table: count(f"SELECT count(*) FROM {table} WHERE private = 1") for table in MARKED}
    marks = " UNION ALL ".join(f"SELECT tlp FROM {table} WHERE tlp IS NOT NULL" for table in MARKED)
    tlp = dict(copy.execute(f"SELECT tlp, count(*) FROM ({marks}) GROUP BY tlp ORDER BY tlp").fetchall())
    return Shared(
        cases=count("SELECT count(*) FROM interdiction"),
        changesets=count("SELECT count(*) FROM changeset"),
        authors=tuple(row[0] for row in copy.execute("SELECT DISTINCT actor FROM changeset ORDER BY actor")),
        private={table: number for table, number in private.items() if number},
        tlp=tlp,
        persons=count("SELECT count(*) FROM party WHERE kind = 'person'"),
        conflicts=count("SELECT count(*) FROM conflict"),
    )
