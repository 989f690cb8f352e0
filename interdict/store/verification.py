"""Read the log as it stands, and verify that it is what was written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from interdict.domain.changes import Changeset, LoggedChange, hash_change, hash_changeset, hash_creates

PACE = 10_000  # changes between two reports

NAMED_PREVS = """
    SELECT lower(hex(named.uid)) || ':' || (replaced.id - named.id)
    FROM change AS replaced JOIN changeset AS named ON named.id = replaced.changeset
    WHERE replaced.id = """


class Header(NamedTuple):
    """A changeset as a file keeps it: `number` is the id of its first change."""

    number: int
    uid: bytes
    changeset: Changeset
    size: int


class Entry(NamedTuple):
    """One change as a file keeps it; `prev` is the id that it replaces, `digest` stands for what was forgotten."""

    id: int
    changeset: int
    logged: LoggedChange
    prev: int | None
    digest: str | None


def read_headers(connection: sqlite3.Connection, *, where: str = "", values: Iterable[object] = ()) -> Iterator[Header]:
    """Yield the headers of changesets in the order in which they came into the file."""
    rows = connection.execute(
        f"SELECT id, uid, hlc, actor, tool, note, undoes, size FROM changeset {where} ORDER BY id", tuple(values)
    )
    for number, uid, hlc, actor, tool, note, undoes, size in rows:
        yield Header(number, uid, Changeset(hlc, actor, tool, note, undoes), size)


def read_entries(connection: sqlite3.Connection, first: int, last: int) -> Iterator[Entry]:
    """Yield the changes with ids from `first` to `last`, with the global names of what they replace."""
    further = _read_further(connection, first, last)
    pending = next(further, None)
    rows = connection.execute(
        f"""
        SELECT change.id, change.changeset, change.tbl, change.record, change.op, change.field, change.prev,
               change.old, change.new,
               CASE WHEN change.prev IS NOT NULL THEN ({NAMED_PREVS} change.prev) END,
               lower(hex(forgotten.digest))
        FROM change LEFT JOIN forgotten ON forgotten.change = change.id
        WHERE change.id BETWEEN ? AND ?
        ORDER BY change.id
        """,
        (first, last),
    )
    for number, changeset, table, record, op, field, prev, old, new, name, digest in rows:
        names: tuple[str, ...] = () if prev is None else (name or "",)
        while pending is not None and pending[0] < number:
            pending = next(further, None)
        if pending is not None and pending[0] == number:
            names = tuple(sorted((*names, *pending[1])))
        yield Entry(number, changeset, LoggedChange(table, record, op, field, old, new, names), prev, digest or None)


def _read_further(connection: sqlite3.Connection, first: int, last: int) -> Iterator[tuple[int, list[str]]]:
    rows = connection.execute(
        f"""
        SELECT change, ({NAMED_PREVS} change_prev.prev)
        FROM change_prev
        WHERE change BETWEEN ? AND ?
        ORDER BY change, prev
        """,
        (first, last),
    )
    for change, group in groupby(rows, key=lambda row: int(row[0])):
        yield change, [row[1] or "" for row in group]


def find_altered(
    connection: sqlite3.Connection, *, report: Callable[[int, int], None] | None = None
) -> Iterator[tuple[Header, str]]:
    """Yield each changeset that is not what was written, with what is wrong with it; `report` hears how far it is."""
    following = 1
    total = connection.execute("SELECT max(id) FROM change").fetchone()[0] or 0
    for header in read_headers(connection):
        problem = _find_gap(header, following) or _Verification(connection, header, report, total).find_problem()
        if problem:
            yield header, problem
        following = max(following, header.number + header.size)


def _find_gap(header: Header, following: int) -> str:
    if header.size < 1:
        return "it has no changes"
    return "its changes overlap those of another" if header.number < following else ""


def verify(connection: sqlite3.Connection, header: Header) -> str:
    """Say what is wrong with one changeset, nothing when it is what was written."""
    return _find_gap(header, 0) or _Verification(connection, header, None, 0).find_problem()


class _Verification:
    """Go once through the changes of a changeset: do they give its uid, and are they in their places?"""

    def __init__(
        self, connection: sqlite3.Connection, header: Header, report: Callable[[int, int], None] | None, total: int
    ) -> None:
        self.connection = connection
        self.header = header
        self.report = report
        self.total = total
        self.problem = ""

    def find_problem(self) -> str:
        """Say what is wrong with the changeset; nothing when all is well."""
        try:
            uid = hash_changeset(self.header.changeset, self._list_digests())
        except (TypeError, ValueError, AttributeError):
            return "it cannot be read"
        return self.problem or ("" if uid == self.header.uid else "its text or its author was altered")

    def _list_digests(self) -> Iterator[str]:
        first, last = self.header.number, self.header.number + self.header.size - 1
        following = first
        there = min(last, self.connection.execute("SELECT max(id) FROM change").fetchone()[0] or 0)
        for start in range(first, there + 1, PACE):  # the size may be altered to any number
            end = min(start + PACE - 1, there)
            for number, digest in self._list_stretch(start, end):
                if number != following:
                    self.problem = "some of its changes are missing"
                following = number + 1
                yield digest
            if self.report and end < last:
                self.report(end, self.total)
        if following != last + 1:
            self.problem = "some of its changes are missing"

    def _list_stretch(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Yield the numbers and digests of some changes: new records, which most are, in the quickest way."""
        where = f"id BETWEEN {int(start)} AND {int(end)}"
        odd = "op <> 'create' OR prev IS NOT NULL OR old IS NOT NULL OR field IS NOT NULL OR new IS NULL"
        is_plain = not self.connection.execute(
            f"SELECT EXISTS (SELECT 1 FROM change WHERE {where} AND ({odd} OR changeset <> ?)) "
            "OR EXISTS (SELECT 1 FROM forgotten WHERE change BETWEEN ? AND ?)",
            (self.header.number, start, end),
        ).fetchone()[0]
        if is_plain:
            rows = self.connection.execute(f"SELECT id, tbl, record, new FROM change WHERE {where} ORDER BY id")
            yield from hash_creates(rows)
            return
        for entry in read_entries(self.connection, start, end):
            if entry.changeset != self.header.number:
                self.problem = "some of its changes are missing"
            elif entry.prev is not None and entry.prev >= self.header.number:
                self.problem = "it replaces a change that is later than itself"
            elif "" in entry.logged.prev:
                self.problem = "it replaces a change that is not in the file"
            yield entry.id, entry.digest or hash_change(entry.logged)
