"""Put what a vetted file holds into one's own: the union of their changesets, in one transaction.

Nothing is decided here. Every changeset that the own file lacks is appended as it is, and the records that it touches
are folded anew; values that nobody replaced and that differ become conflicts.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple, TypeVar

from interdict.domain.fields import TABLES, get_fields
from interdict.errors import DataError
from interdict.sharing.incoming import find_change_fault, find_header_fault, find_latest_stamp
from interdict.sharing.sandbox import Report
from interdict.sharing.touched import Touched, fold_touched
from interdict.store.operations import read_clock
from interdict.store.verification import Entry, Header, read_entries, read_headers

T = TypeVar("T")
BATCH = 500  # uids in one query
CHUNK = 5_000  # changes in one insert
MOST_CACHED = 50_000  # changesets whose place is remembered

Wants = Callable[[Header], bool]


class Merged(NamedTuple):
    """What a merge brought: by author, how many changesets and changes; and what became of the record."""

    changesets: Counter[str]
    changes: Counter[str]
    held: Counter[str]  # changesets by author that were not wanted, or need one that was not
    unknown: Counter[str]  # tables and fields that this version does not know
    forgotten: int  # changes that came without a value, and cannot be verified whole
    touched: Touched

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing came."""
        return not self.changesets


def merge(
    connection: sqlite3.Connection,
    other: sqlite3.Connection,
    *,
    origin: str,
    wants: Wants | None = None,
    report: Report | None = None,
) -> Merged:
    """Take every changeset that the file lacks out of a vetted one, within the transaction that is open.

    `origin` is the name under which their receipts are kept. Raises DataError when a changeset may not be taken.
    """
    taking = Taking(connection, other, origin)
    total = other.execute("SELECT max(id) FROM change").fetchone()[0] or 0
    for header in list_new_headers(connection, other):
        if (wants and not wants(header)) or (taking.held and taking.needs_held(header)):
            taking.held[header.changeset.actor] += 1
            continue
        taking.take(header)
        if report:
            report(header.number + header.size, total)
    taking.finish()
    touched = fold_touched(connection, taking.first, report=report)
    return Merged(
        taking.changesets,
        taking.changes,
        taking.held,
        taking.unknown,
        taking.forgotten,
        touched,
    )


def list_new_headers(connection: sqlite3.Connection, other: sqlite3.Connection) -> Iterator[Header]:
    """Yield the headers of the changesets that the other file has and this one lacks."""
    for batch in batch_up(read_headers(other), BATCH):
        known = find_known(connection, [header.uid for header in batch])
        yield from (header for header in batch if header.uid not in known)


def find_known(connection: sqlite3.Connection, uids: Sequence[bytes]) -> set[bytes]:
    """Return those of the uids that the file has."""
    marks = ",".join("?" * len(uids))
    return {row[0] for row in connection.execute(f"SELECT uid FROM changeset WHERE uid IN ({marks})", uids)}


def batch_up(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the items in lists of that size, the last one shorter."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch


class Taking:
    """The changesets that are being taken, and what is known so far."""

    def __init__(self, connection: sqlite3.Connection, other: sqlite3.Connection, origin: str) -> None:
        """Take the two files, and the name under which receipts are kept."""
        self.connection = connection
        self.other = other
        self.receipt = (datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), origin)
        self.first = self.following = (connection.execute("SELECT max(id) FROM change").fetchone()[0] or 0) + 1
        self.newest = find_latest_stamp(read_clock(connection))
        self.places: dict[str, tuple[int, int]] = {}
        self.changesets: Counter[str] = Counter()
        self.changes: Counter[str] = Counter()
        self.held: Counter[str] = Counter()
        self.unknown: Counter[str] = Counter()
        self.forgotten = 0
        connection.execute("DROP TABLE IF EXISTS temp.touched")
        connection.execute(
            "CREATE TEMP TABLE touched (record TEXT PRIMARY KEY, tbl TEXT NOT NULL) STRICT, WITHOUT ROWID"
        )

    def needs_held(self, header: Header) -> bool:
        """Say whether a changeset replaces a change that was not taken."""
        entries = read_entries(self.other, header.number, header.number + header.size - 1)
        return any(self._find_place(name) is None for entry in entries for name in entry.logged.prev)

    def take(self, header: Header) -> None:
        """Append one changeset."""
        if fault := find_header_fault(header, self.newest):
            raise _refuse(header, fault)
        number = self.following
        uid, changeset, size = header.uid, header.changeset, header.size
        self.connection.execute(
            "INSERT INTO changeset (id, uid, hlc, actor, tool, note, undoes, size) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (number, uid, changeset.hlc, changeset.actor, changeset.tool, changeset.note, changeset.undoes, size),
        )
        self.connection.execute(
            "INSERT INTO receipt (changeset, received, origin) VALUES (?, ?, ?)", (number, *self.receipt)
        )
        self.following += size
        for chunk in batch_up(read_entries(self.other, header.number, header.number + size - 1), CHUNK):
            self._append(header, number, chunk)
        self.changesets[changeset.actor] += 1
        self.changes[changeset.actor] += size

    def _append(self, header: Header, number: int, chunk: Sequence[Entry]) -> None:
        rows: list[tuple[object, ...]] = []
        further: list[tuple[int, int]] = []
        touched: list[tuple[str, str]] = []
        for entry in chunk:
            change = entry.logged
            if fault := find_change_fault(change, is_forgotten=entry.digest is not None):
                raise _refuse(header, fault)
            own = number + entry.id - header.number
            prevs = sorted(self._get_place(header, name) for name in change.prev)
            rows.append(
                (own, number, change.table, change.record, change.op, change.field, prevs[0] if prevs else None,
                 change.old, change.new)
            )  # fmt: skip
            further.extend((own, prev) for prev in prevs[1:])
            touched.append((change.record, change.table))
            self._note_unknown(entry)
            if entry.digest:
                self.forgotten += 1
        self.connection.executemany(
            "INSERT INTO change (id, changeset, tbl, record, op, field, prev, old, new) VALUES (?,?,?,?,?,?,?,?,?)",
            rows,
        )
        self.connection.executemany("INSERT INTO change_prev (change, prev) VALUES (?, ?)", further)
        self.connection.executemany("INSERT OR IGNORE INTO temp.touched (record, tbl) VALUES (?, ?)", touched)
        self._keep_forgotten(chunk, number - header.number)

    def _keep_forgotten(self, chunk: Sequence[Entry], shift: int) -> None:
        for entry in chunk:
            if entry.digest:
                rows = self.other.execute("SELECT digest, field FROM forgotten WHERE change = ?", (entry.id,))
                self.connection.executemany(
                    "INSERT INTO forgotten (change, digest, field) VALUES (?, ?, ?)",
                    [(entry.id + shift, *row) for row in rows],
                )

    def _note_unknown(self, entry: Entry) -> None:
        change = entry.logged
        if change.table not in TABLES:
            self.unknown[change.table] += 1
        elif change.field is not None and change.field not in get_fields(change.table):
            self.unknown[f"{change.table}.{change.field}"] += 1

    def _find_place(self, name: str) -> int | None:
        """Return the id here of the change that a global name means, None when it is not here."""
        uid, _, position = name.partition(":")
        place = self.places.get(uid)
        if place is None:
            if len(self.places) >= MOST_CACHED:
                self.places.clear()
            row = self.connection.execute(
                "SELECT id, size FROM changeset WHERE uid = ?", (bytes.fromhex(uid),)
            ).fetchone()
            if row is None:
                return None
            place = self.places[uid] = (row[0], row[1])
        number, size = place
        return number + int(position) if int(position) < size else None

    def _get_place(self, header: Header, name: str) -> int:
        place = self._find_place(name)
        if place is None:
            raise _refuse(header, f"it replaces a change that is nowhere, {name[:10]}")
        return place

    def finish(self) -> None:
        """Hold what was appended to the rules that concern more than one change; take the signatures."""
        self.check_rules()
        rows = self.other.execute("SELECT id, signer, manifest, armor FROM signature")
        self.connection.executemany(
            "INSERT OR IGNORE INTO signature (id, signer, manifest, armor) VALUES (?, ?, ?, ?)", rows
        )

    def check_rules(self, header: Header | None = None) -> None:
        """Hold what was appended, or the last changeset of it, to the rules that concern more than one change."""
        first = self.first if header is None else self.following - header.size
        for query in _RULES:
            row = self.connection.execute(query, {"first": first}).fetchone()
            if row is not None:
                raise DataError(
                    f"the changeset {row[0].hex()[:10]} by {row[1]}: it {row[2]} of the {row[3]} {row[4]}",
                    hint="it was not made by interdict; 'interdict recover' takes out of the file what may be taken",
                )

    def remember(self) -> tuple[int, Counter[str], Counter[str], Counter[str], int]:
        """Return how far the taking is, for `go_back`."""
        return self.following, self.changesets.copy(), self.changes.copy(), self.unknown.copy(), self.forgotten

    def go_back(self, state: tuple[int, Counter[str], Counter[str], Counter[str], int]) -> None:
        """Go back to where the taking was, when what came since was rolled back."""
        self.following, self.changesets, self.changes, self.unknown, self.forgotten = state
        self.places.clear()


_WHOSE = "SELECT changeset.uid, changeset.actor, {what}, change.tbl, change.record"
_MISFIT = """
    (earlier.record <> change.record OR earlier.tbl <> change.tbl
     OR (change.op = 'restore' AND earlier.op <> 'delete')
     OR (change.op = 'update'
         AND NOT (earlier.op = 'create' OR (earlier.op = 'update' AND earlier.field = change.field))))
"""
_RULES = (
    f"""
    {_WHOSE.format(what="'replaces what it may not'")}
    FROM change JOIN changeset ON changeset.id = change.changeset JOIN change AS earlier ON earlier.id = change.prev
    WHERE change.id >= :first AND {_MISFIT}
    """,
    f"""
    {_WHOSE.format(what="'replaces what it may not'")}
    FROM change JOIN changeset ON changeset.id = change.changeset
        JOIN change_prev ON change_prev.change = change.id JOIN change AS earlier ON earlier.id = change_prev.prev
    WHERE change.id >= :first AND {_MISFIT}
    """,
    f"""
    {_WHOSE.format(what="'changes the table'")}
    FROM change JOIN changeset ON changeset.id = change.changeset
        JOIN change AS earlier ON earlier.id = (
            SELECT oldest.id FROM change AS oldest WHERE oldest.record = change.record ORDER BY oldest.id LIMIT 1
        )
    WHERE change.id >= :first AND earlier.tbl <> change.tbl
    """,
    f"""
    {_WHOSE.format(what="'changes a field twice'")}
    FROM change JOIN changeset ON changeset.id = change.changeset
    WHERE change.id >= :first AND change.op = 'update'
    GROUP BY change.changeset, change.record, change.field HAVING count(*) > 1
    """,
)


def _refuse(header: Header, fault: str) -> DataError:
    return DataError(
        f"the changeset {header.uid.hex()[:10]} by {header.changeset.actor}: {fault}",
        hint="nothing was taken; 'interdict recover' takes out of the file what may be taken",
    )
