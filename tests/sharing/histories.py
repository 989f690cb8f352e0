"""Random histories of several people and their copies of one file, the same for the same number."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from interdict.domain.changes import Change
from interdict.domain.ids import derive_id
from interdict.domain.records import Record
from interdict.errors import InterdictError
from interdict.sharing.conflicts import list_conflicts, plan_fate, plan_resolution
from interdict.sharing.merging import Merged, merge
from interdict.store.cases import read_record
from interdict.store.connection import open_reading, open_writing
from interdict.store.contests import plan_whole_removal
from interdict.store.dependents import plan_removal
from interdict.store.history import find_newest
from interdict.store.log import write_changes
from interdict.store.migrations import create_file
from interdict.store.undoing import undo

CASES = [derive_id("00000000-0000-4000-8000-000000000000", "interdiction", str(number)) for number in range(3)]
PARTS = [(case, derive_id(case, "cargo", "load")) for case in CASES]
SOURCES = [derive_id(CASES[0], "source", str(number)) for number in range(2)]
PEOPLE = ("Ana", "Ben", "Chi")
VALUES: dict[str, list[Any]] = {
    "outcome": ["seized", "released", "cleared", None],
    "title": ["one", "two", None],
    "states": [["AE"], ["TH"], ["AE", "TH"]],
    "position": [{"latitude": 1, "longitude": 2.5}, {"latitude": 1, "longitude": 3}, {"precision": "city"}, None],
    "date": ["2009-08", "2009-08-14~", None],
}


class World:
    """Some people, each with a copy of the file, a clock of their own, and backups."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.draw = random.Random(seed)
        self.now_ms = 1_790_000_000_000
        self.skew = dict.fromkeys(PEOPLE, 0)
        self.files = {person: folder / f"{person}.sqlite" for person in PEOPLE}
        self.backups: list[Path] = []
        first = self.files[PEOPLE[0]]
        create_file(first)
        self.parts = PARTS
        if self.draw.random() < 0.8:  # everybody has a case with parts from the beginning
            self.parts = PARTS[: self.draw.choice((1, 2))]
            self.fill(first)
        for person in PEOPLE[1:]:
            shutil.copyfile(first, self.files[person])

    def fill(self, path: Path) -> None:
        """Enter the cases with their cargo, a claim and a note on it, and the source of the claim."""
        with self.clock_of(PEOPLE[0]), open_writing(path) as connection:
            changes = [Change("source", SOURCES[0], "create", new={"key": "first", "title": "A source"})]
            for case, part in self.parts:
                changes.append(
                    Change("interdiction", case, "create", new={"title": "full", "ref": f"TH-2009-{case[:3]}"})
                )
                changes.append(Change("cargo", part, "create", new={"interdiction": case, "key": "load"}))
                subject = {"table": "cargo", "id": part}
                for table, more in (("note", {"text": "x"}), ("claim", {"field": "note", "source": SOURCES[0]})):
                    new = {"interdiction": case, "key": f"{table}-1", "subject": subject, **more}
                    changes.append(Change(table, derive_id(case, table, "1"), "create", new=new))
            write_changes(connection, changes, author=PEOPLE[0])

    def live(self, steps: int) -> None:
        """Let some random things happen."""
        actions = [self.write] * 10 + [self.merge] * 3 + [self.copy, self.back_up, self.restore, self.turn_clock]
        for _ in range(steps):
            self.now_ms += self.draw.choice((0, 1, 1000, 3_600_000))
            self.draw.choice(actions)()

    def pick(self) -> tuple[str, Path]:
        """Draw a person."""
        person = self.draw.choice(PEOPLE)
        return person, self.files[person]

    def write(self) -> None:
        """Let someone enter, change, remove, bring back or settle something."""
        person, path = self.pick()
        with self.clock_of(person), open_writing(path) as connection:
            try:
                if self.draw.random() < 0.15:
                    undo(connection, find_newest(connection), author=person)
                    return
                changes = self.settle(connection) if self.draw.random() < 0.3 else self.plan(connection)
                write_changes(connection, changes, author=person)
            except InterdictError:
                return  # nothing to undo, or a record that is not there: nothing happens then

    def settle(self, connection: sqlite3.Connection) -> list[Change]:
        """Settle one of the conflicts."""
        conflict = next(list_conflicts(connection), None)
        if conflict is None:
            return []
        if not conflict.field:
            return plan_fate(connection, conflict, keep=self.draw.random() < 0.5)
        return [plan_resolution(connection, conflict, self.draw.choice(conflict.choices).value)]

    def plan(self, connection: sqlite3.Connection) -> list[Change]:
        """Draw a change of a case or of what belongs to it, sometimes of both."""
        case, part = self.draw.choice(self.parts)
        present = read_record(connection, "interdiction", case)
        if present is None:
            new = {"title": self.draw.choice(("new", "newer")), "ref": "TH-2009-7KQ"}
            return [Change("interdiction", case, "create", new=new)]
        cargo = read_record(connection, "cargo", part)
        roll = self.draw.random()
        if roll < 0.2:
            return self.remove(connection, [record for record in (present, cargo) if record])
        if roll < 0.35 and cargo is None:
            new = {"interdiction": case, "key": "load", "description": self.draw.choice(("arms", "coal"))}
            return [Change("cargo", part, "create", new=new)]
        if roll < 0.5:
            return self.say(connection, cargo or present, case)
        if roll < 0.6 and cargo is not None:
            return [Change("cargo", part, "update", "description", cargo.values.get("description"), f"goods {roll:.3}")]
        fields = self.draw.sample(sorted(VALUES), self.draw.choice((1, 1, 2)))
        changes = []
        for field in fields:
            old, new = present.values.get(field), self.draw.choice(VALUES[field])
            if old != new:
                changes.append(Change("interdiction", case, "update", field, old, new))
        return changes

    def remove(self, connection: sqlite3.Connection, records: list[Record]) -> list[Change]:
        """Draw a removal, as commands plan it or as another program may write it: of a case, its cargo, or a source."""
        roll = self.draw.random()
        if roll < 0.35 and (source := read_record(connection, "source", self.draw.choice(SOURCES))):
            return [Change("source", source.id, "delete")]
        if roll < 0.45:
            return [Change(record.table, record.id, "delete") for record in records]
        if roll < 0.7:
            return plan_removal(connection, [self.draw.choice(records)])
        return plan_whole_removal(connection, [self.draw.choice(records)])

    def say(self, connection: sqlite3.Connection, subject: Record, case: str) -> list[Change]:
        """Draw a note, a claim with its source, or a judgement on a record."""
        spoken = {} if subject.id == case else {"subject": {"table": subject.table, "id": subject.id}}
        new: dict[str, Any] = {"interdiction": case, "key": f"said-{self.draw.random()}", **spoken}
        record = derive_id(case, "said", new["key"])
        roll = self.draw.random()
        if roll < 0.4:
            return [Change("note", record, "create", new={**new, "text": "a note"})]
        if roll < 0.6:
            other = self.draw.choice(CASES)
            if other == case or read_record(connection, "interdiction", other) is None:
                return []
            return [Change("judgement", record, "create", new={**new, "other": other, "verdict": "different"})]
        source = self.draw.choice(SOURCES)
        if roll < 0.75 and (row := connection.execute("SELECT id, source_id FROM claim").fetchone()):
            if source == row[1] or read_record(connection, "source", source) is None:
                return []
            return [Change("claim", row[0], "update", "source", row[1], source)]
        changes = [Change("claim", record, "create", new={**new, "field": "note", "value": "x", "source": source})]
        if read_record(connection, "source", source) is None:
            changes.insert(0, Change("source", source, "create", new={"key": source[:8], "title": "A source"}))
        return changes

    def merge(self) -> None:
        """Let someone take in what another has."""
        (person, path), (_, other) = self.pick(), self.pick()
        if path != other:
            with self.clock_of(person):
                merge_files(path, other)

    def copy(self) -> None:
        """Let someone replace their file by a plain copy of another's."""
        (_, path), (_, other) = self.pick(), self.pick()
        if path != other:
            self.keep(path)  # what only this file held must not be lost for the final count
            shutil.copyfile(other, path)

    def back_up(self) -> None:
        """Keep a copy of somebody's file."""
        self.keep(self.pick()[1])

    def keep(self, path: Path) -> None:
        """Keep a copy of a file among the backups."""
        backup = self.folder / f"backup-{len(self.backups)}.sqlite"
        shutil.copyfile(path, backup)
        self.backups.append(backup)

    def restore(self) -> None:
        """Let somebody go back to an old backup."""
        if self.backups:
            path = self.pick()[1]
            self.keep(path)
            shutil.copyfile(self.draw.choice(self.backups), path)

    def turn_clock(self) -> None:
        """Set somebody's clock wrong, backwards or forwards, by half a day at most."""
        self.skew[self.draw.choice(PEOPLE)] = self.draw.randint(-12 * 3600, 11 * 3600) * 1000

    @contextmanager
    def clock_of(self, person: str) -> Iterator[None]:
        """Let the system's clock be somebody's."""
        now = self.now_ms + self.skew[person]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(time, "time_ns", lambda: now * 1_000_000)
            patch.setattr(time, "time", lambda: now / 1000)
            yield


def merge_files(path: Path, *others: Path) -> list[Merged]:
    """Merge files into one, as they lie, and return what came of each."""
    merged = []
    for other in others:
        with open_reading(other) as source, open_writing(path) as connection:
            source.row_factory = None
            merged.append(merge(connection, source, origin=other.name))
    return merged


def dump(path: Path) -> tuple[Any, ...]:
    """Return what must be the same in two files with the same changesets: all records and conflicts."""
    from interdict.domain.fields import TABLES, list_columns

    with open_reading(path) as connection:
        connection.row_factory = None
        tables = [
            connection.execute(f"SELECT {', '.join(list_columns(table))} FROM {table} ORDER BY id").fetchall()
            for table in TABLES
        ]
        conflicts = connection.execute("SELECT * FROM conflict ORDER BY record, tbl, field").fetchall()
        uids = connection.execute("SELECT hex(uid) FROM changeset ORDER BY 1").fetchall()
    return tables, conflicts, uids


def list_operations(path: Path) -> dict[str, dict[str, Any]]:
    """Return every operation by its global name, with the names of what it replaces."""
    from interdict.store.verification import read_entries, read_headers

    operations = {}
    with open_reading(path) as connection:
        for header in read_headers(connection):
            for entry in read_entries(connection, header.number, header.number + header.size - 1):
                name = f"{header.uid.hex()}:{entry.id - header.number}"
                operations[name] = {**entry.logged._asdict(), "uid": header.uid.hex(), "hlc": header.changeset.hlc}
    return operations
