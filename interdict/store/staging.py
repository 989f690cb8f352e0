"""What an import remembers from one document to the next, in a temporary database, so that memory does not grow."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple


class Place(NamedTuple):
    """Where a document stands: its file, its number in it, and the line on which it begins."""

    file: str
    number: int
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class CaseRow(NamedTuple):
    """What an import does to one case: how many of its records it creates, changes and removes."""

    ref: str | None
    id: str
    title: str | None
    action: str
    created: int
    changed: int
    removed: int


class StagedSource(NamedTuple):
    """What the documents so far say of a source, and where the first one that named it stands."""

    values: Mapping[str, Any]
    place: Place


_TABLES = """
CREATE TABLE case_row (
    id TEXT PRIMARY KEY, ref TEXT, title TEXT, action TEXT, created INTEGER, changed INTEGER, removed INTEGER,
    file TEXT, document INTEGER, line INTEGER, head TEXT
);
CREATE TABLE reference (ref TEXT PRIMARY KEY, case_id TEXT) WITHOUT ROWID;
CREATE TABLE source (id TEXT PRIMARY KEY, content TEXT, file TEXT, document INTEGER, line INTEGER);
CREATE TABLE later (
    id TEXT, field TEXT, key TEXT, file TEXT, document INTEGER, line INTEGER, PRIMARY KEY (id, field)
);
CREATE TABLE new_key (key TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE warning (case_id TEXT, content TEXT);
"""


class Staging:
    """The cases, references and sources of the documents so far."""

    def __init__(self) -> None:
        self._database = sqlite3.connect(
            "", isolation_level=None
        )  # SQLite's own temporary file, gone when it is closed
        self._database.executescript(_TABLES)
        self._database.execute("BEGIN")

    def close(self) -> None:
        """Forget everything."""
        self._database.close()

    def add_case(self, row: CaseRow, place: Place) -> Place | None:
        """Note a case; return the place of the document that was about it already, None for none."""
        added = self._database.execute(
            "INSERT OR IGNORE INTO case_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
            (row.id, row.ref, row.title, row.action, row.created, row.changed, row.removed, *place),
        )
        if added.rowcount:
            return None
        found = self._database.execute("SELECT file, document, line FROM case_row WHERE id = ?", (row.id,)).fetchone()
        return Place(*found)

    def hold_head(self, case_id: str, values: Mapping[str, Any]) -> None:
        """Keep the record of a new case that is to have its reference when all given ones are known."""
        self._database.execute("UPDATE case_row SET head = ? WHERE id = ?", (json.dumps(values), case_id))

    def take_heads(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield id and values of the cases that wait for their reference."""
        for case_id, head in self._database.execute(
            "SELECT id, head FROM case_row WHERE head IS NOT NULL ORDER BY rowid"
        ):
            yield case_id, json.loads(head)

    def set_ref(self, case_id: str, ref: str) -> None:
        """Note the reference that a case was given."""
        self._database.execute("UPDATE case_row SET ref = ? WHERE id = ?", (ref, case_id))

    def reserve_ref(self, ref: str, case_id: str) -> bool:
        """Note that a reference is of a case; False when it is of another."""
        added = self._database.execute("INSERT OR IGNORE INTO reference VALUES (?, ?)", (ref, case_id))
        if added.rowcount:
            return True
        found = self._database.execute("SELECT case_id FROM reference WHERE ref = ?", (ref,)).fetchone()
        return bool(found[0] == case_id)

    def find_ref(self, ref: str) -> Place | None:
        """Return where the document stands that gave its case a reference, None where none did."""
        row = self._database.execute(
            "SELECT file, document, line FROM case_row JOIN reference ON case_row.id = case_id WHERE reference.ref = ?",
            (ref,),
        ).fetchone()
        return Place(*row) if row else None

    def find_source(self, source_id: str) -> StagedSource | None:
        """Return what was said of a source."""
        row = self._database.execute(
            "SELECT content, file, document, line FROM source WHERE id = ?", (source_id,)
        ).fetchone()
        return StagedSource(json.loads(row[0]), Place(*row[1:])) if row else None

    def add_source(self, source_id: str, values: Mapping[str, Any], place: Place) -> None:
        """Note what the first document that names a source says of it."""
        self._database.execute("INSERT INTO source VALUES (?, ?, ?, ?, ?)", (source_id, json.dumps(values), *place))

    def extend_source(self, source_id: str, values: Mapping[str, Any], place: Place) -> None:
        """Note what a later document adds to what was said of a source; what was said before stays."""
        known = self._database.execute("SELECT content FROM source WHERE id = ?", (source_id,)).fetchone()
        said = json.loads(known[0])
        added = [(source_id, field, values.get("key"), *place) for field in values if field not in said]
        if added:
            content = json.dumps({**values, **said})
            self._database.execute("UPDATE source SET content = ? WHERE id = ?", (content, source_id))
            self._database.executemany("INSERT INTO later VALUES (?, ?, ?, ?, ?, ?)", added)

    def find_later(self, source_id: str, field: str) -> tuple[Place, str] | None:
        """Return where a field of a source was said, and under which key, if not by the first document on it."""
        row = self._database.execute(
            "SELECT file, document, line, key FROM later WHERE id = ? AND field = ?", (source_id, field)
        ).fetchone()
        return (Place(*row[:3]), row[3]) if row else None

    def list_sources(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield id and values of all sources in the order in which they were first named."""
        for source_id, content in self._database.execute("SELECT id, content FROM source ORDER BY rowid"):
            yield source_id, json.loads(content)

    def reserve_key(self, key: str) -> bool:
        """Note that a new source has a key; False when another new one has it too."""
        return bool(self._database.execute("INSERT OR IGNORE INTO new_key VALUES (?)", (key,)).rowcount)

    def add_warning(self, case_id: str | None, text: str) -> None:
        """Note a warning on a case, or on a source, which belongs to none."""
        self._database.execute("INSERT INTO warning VALUES (?, ?)", (case_id, text))

    def list_warnings(self) -> Iterator[str]:
        """Yield all warnings, each with the reference of its case where it is on one."""
        for name, text in self._database.execute(
            "SELECT coalesce(ref, id), content FROM warning LEFT JOIN case_row ON id = case_id ORDER BY warning.rowid"
        ):
            yield f"{name}: {text}" if name else text

    def list_new(self) -> set[str]:
        """Return the ids of the cases that are new."""
        return {row[0] for row in self._database.execute("SELECT id FROM case_row WHERE action = 'added'")}

    def list_cases(self) -> Iterator[CaseRow]:
        """Yield the cases in the order of their documents."""
        return map(
            CaseRow._make,
            self._database.execute(
                "SELECT ref, id, title, action, created, changed, removed FROM case_row ORDER BY rowid"
            ),
        )
