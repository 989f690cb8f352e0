"""Save what still verifies from a damaged file, or from one that another program changed, into a new one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from interdict.domain.changes import Changeset
from interdict.errors import DataError, InterdictError
from interdict.sharing.merging import Taking
from interdict.sharing.sandbox import Report, run_confined
from interdict.sharing.touched import fold_touched
from interdict.sharing.vetting import SECONDS_PER_GB, copy_in, make_private_folder, open_copy
from interdict.store.connection import APPLICATION_ID, SCHEMA, open_writing, refuse_schema
from interdict.store.migrations import create_file, place_file, read_expected_schema
from interdict.store.verification import Header, verify

LOG = ("changeset", "change", "change_prev", "forgotten", "signature")
MOST_REASONS = 20
STEP = 100  # headers read at once
_SHAPES = frozenset(
    (int, bytes, str, str, str, note, undoes, int) for note in (str, type(None)) for undoes in (bytes, type(None))
)


class Recovered(NamedTuple):
    """What was saved, by author, and what was not, with the first reasons."""

    changesets: dict[str, int]
    changes: int
    cases: int
    lost: int
    reasons: list[str]
    had_cases: int | None = None  # rows of cases in the damaged file, None where they cannot be counted

    @property
    def is_whole(self) -> bool:
        """Say whether nothing was lost."""
        return not self.lost and self.cases >= (self.had_cases or 0)


def recover(path: Path, target: Path, *, report: Report | None = None) -> Recovered:
    """Write a new file with every changeset that verifies and needs none that does not; say what was saved.

    Raises DataError when nothing can be saved, InterdictError when the target exists.
    """
    with make_private_folder() as folder:
        copied = copy_in(path, folder)
        if not copied.size:
            raise DataError(f"{path} is empty", hint="go back to a copy that is whole")
        _refuse_newer(path, copied.head)
        if not copied.head.startswith(b"SQLite format 3\0"):
            raise DataError(f"{path} is not a SQLite file", hint="go back to a copy that is whole")
        saved = folder / "saved.sqlite"
        create_file(saved)
        seconds = 60 + 10 * SECONDS_PER_GB * copied.size // (1 << 30)

        def save(tell: Report) -> Any:
            return _save(copied.path, saved, tell)

        result = run_confined(save, seconds=seconds, what=str(path), report=report, may_write=True)
        recovered = Recovered(*result)
        if not recovered.changesets:
            raise DataError(
                f"nothing can be saved from {path}: {'; '.join(recovered.reasons[:3]) or 'its log is empty'}",
                hint="go back to a copy that is whole",
            )
        place_file(saved, target)
        return recovered


def _refuse_newer(path: Path, head: bytes) -> None:
    """Raise DataError for the file of a newer interdict, of which this one might leave out what it does not know."""
    if int.from_bytes(head[68:72]) == APPLICATION_ID and int.from_bytes(head[60:64]) > SCHEMA:
        raise refuse_schema(path, int.from_bytes(head[60:64]))


def _save(path: Path, saved: Path, tell: Report) -> Recovered:
    other = open_copy(path)
    try:
        _check_log_tables(other)
        with open_writing(saved) as connection:
            return _Saving(connection, other, path.name).save(tell)
    except sqlite3.Error as error:
        raise DataError(f"it cannot be read ({error})", hint="go back to a copy that is whole") from error
    finally:
        other.close()


def _check_log_tables(other: sqlite3.Connection) -> None:
    """Raise DataError unless the tables of the log are tables as interdict makes them; others are not looked at."""
    expected = {row[1]: row for row in read_expected_schema(SCHEMA) if row[0] == "table"}
    rows = other.execute("SELECT type, name, tbl_name, sql FROM sqlite_master LIMIT 100000")
    found = {str(row[1]): tuple(str(part) for part in row) for row in rows}
    for name in LOG:
        if found.get(name) != expected[name]:
            raise DataError(f"it has no table {name} as interdict makes it", hint="go back to a copy that is whole")


class _Saving:
    """The changesets that are being saved, and what was lost so far."""

    def __init__(self, connection: sqlite3.Connection, other: sqlite3.Connection, origin: str) -> None:
        self.connection = connection
        self.other = other
        self.taking = Taking(connection, other, origin)
        self.lost = 0
        self.reasons: list[str] = []

    def save(self, tell: Report) -> Recovered:
        """Take what can be taken, one changeset after the other."""
        last = self._find_last()
        for header in self._read_headers(last):
            self._try(header)
            tell(header.number, last)
        fold_touched(self.connection, 1)
        self.connection.execute("DELETE FROM receipt")
        cases = self.connection.execute("SELECT count(*) FROM interdiction").fetchone()[0]
        changes = sum(self.taking.changes.values())
        had = self._count_cases()
        return Recovered(dict(self.taking.changesets), changes, cases, self.lost, self.reasons, had)

    def _count_cases(self) -> int | None:
        """Count the cases that the damaged file has, as far as its table of them can be read."""
        try:
            return int(self.other.execute("SELECT count(*) FROM interdiction").fetchone()[0])
        except sqlite3.Error:
            return None

    def _find_last(self) -> int:
        for query in ("SELECT max(id) FROM changeset", "SELECT max(changeset) FROM change"):
            try:
                return int(self.other.execute(query).fetchone()[0] or 0)
            except sqlite3.Error:
                continue
        return 0

    def _read_headers(self, last: int) -> Iterator[Header]:
        """Yield the headers that can be read; where a stretch cannot, go through it one by one."""
        number = 1
        while number <= last:
            try:
                rows = self._select("id >= ?", number)
            except (sqlite3.Error, UnicodeDecodeError):
                rows = []
                for one in range(number, number + STEP):
                    try:
                        rows += self._select("id = ?", one)
                    except (sqlite3.Error, UnicodeDecodeError):
                        self._lose(f"the changeset at {one} cannot be read")
                number += STEP
                yield from self._make_headers(rows)
                continue
            if not rows:
                return
            yield from self._make_headers(rows)
            number = int(rows[-1][0]) + 1

    def _select(self, where: str, number: int) -> list[tuple[Any, ...]]:
        columns = "id, uid, hlc, actor, tool, note, undoes, size"
        query = f"SELECT {columns} FROM changeset WHERE {where} ORDER BY id LIMIT {STEP}"
        return self.other.execute(query, (number,)).fetchall()

    def _make_headers(self, rows: list[tuple[Any, ...]]) -> Iterator[Header]:
        for row in rows:
            if tuple(map(type, row)) in _SHAPES:
                number, uid, hlc, actor, tool, note, undoes, size = row
                yield Header(number, uid, Changeset(hlc, actor, tool, note, undoes), size)
            else:
                self._lose(f"the changeset at {row[0]} is none")

    def _try(self, header: Header) -> None:
        name = f"the changeset {header.uid.hex()[:10]} by {header.changeset.actor[:40]}"
        before = self.taking.remember()
        self.connection.execute("SAVEPOINT one")
        try:
            if problem := verify(self.other, header):
                self._lose(f"{name}: {problem}")
            else:
                self.taking.take(header)
                self.taking.check_rules(header)
                self.connection.execute("RELEASE one")
                return
        except InterdictError as error:
            self._lose(error.message)
        except (sqlite3.Error, UnicodeDecodeError, RecursionError) as error:
            self._lose(f"{name}: {error}")
        self.connection.execute("ROLLBACK TO one")
        self.connection.execute("RELEASE one")
        self.taking.go_back(before)

    def _lose(self, reason: str) -> None:
        self.lost += 1
        if len(self.reasons) < MOST_REASONS:
            self.reasons.append(reason)
