"""A reading copy read back: proposals only, and nothing from a file that interdict does not write."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from interdict.domain.changes import Change
from interdict.domain.fields import TABLES, field_columns, get_fields, list_columns
from interdict.errors import DataError, InterdictError
from interdict.sharing.published import read_expected_copy, read_proposals
from interdict.sharing.readable import list_readable_columns, list_record_columns
from interdict.store.connection import open_reading, open_writing
from interdict.store.importing import plan_import
from interdict.store.log import write_changes
from interdict.store.migrations import create_file
from tests.samples import THAI, add_case, dump_tables
from tests.sharing.test_marks import publish

Damage = Callable[[sqlite3.Connection], object]
CASE = THAI["id"]


@pytest.fixture
def copy(file: Path, tmp_path: Path) -> Path:
    """Return a reading copy of a file with one case."""
    add_case(file, THAI)
    target = tmp_path / "copy.db"
    publish(file, target)
    return target


def plan(copy: Path, file: Path) -> list[Change]:
    """Return what a copy proposes to a file."""
    with open_reading(file) as connection:
        return plan_import(connection, read_proposals(copy, connection))


def alter(copy: Path, *statements: str, values: Sequence[Any] = ()) -> None:
    """Alter a copy by hand."""
    connection = sqlite3.connect(copy)
    for statement in statements:
        connection.execute(statement, values)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("table", TABLES)
def test_copy_has_the_columns_of_the_record_and_some_to_read(copy: Path, table: str) -> None:
    connection = sqlite3.connect(copy)
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    connection.close()
    assert set(columns) == {*list_record_columns(table), *list_readable_columns(table)}
    assert [column for column in columns if column in list_columns(table)] == list(list_record_columns(table))
    linked = {column for field in get_fields(table).values() if field.kind == "link" for column in field_columns(field)}
    assert linked <= set(columns)


def test_copy_proposes_nothing_to_the_file_it_is_of(copy: Path, file: Path) -> None:
    assert plan(copy, file) == []


def test_copy_proposes_nothing_to_the_starter_cases(starter: Path, tmp_path: Path) -> None:
    publish(starter, tmp_path / "copy.db")
    assert plan(tmp_path / "copy.db", starter) == []


def test_copy_brings_its_cases_to_an_empty_file(copy: Path, file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    create_file(other)
    changes = plan(copy, other)
    assert {change.op for change in changes} == {"create"}
    with open_writing(other) as connection:
        write_changes(connection, changes, author="Ben")
    own, brought = dump_tables(file), dump_tables(other)
    own["note"] = []  # it is private
    assert brought == own


def test_altered_copy_proposes_the_change_and_never_a_removal(copy: Path, file: Path) -> None:
    alter(
        copy,
        "UPDATE interdiction SET outcome = 'released', summary = 'new words', agency = NULL",
        "UPDATE interdiction SET mode = NULL",
        "DELETE FROM event",
        "DELETE FROM claim",
        "DELETE FROM basis",
    )
    changes = plan(copy, file)
    assert [(change.op, change.field, change.new) for change in changes] == [
        ("update", "outcome", "released"),
        ("update", "summary", "new words"),
    ]


def test_value_that_was_cut_does_not_replace_the_whole_one(copy: Path, file: Path) -> None:
    alter(copy, "UPDATE cargo SET quantity_as_reported = NULL", "UPDATE interdiction SET place_name = NULL")
    assert plan(copy, file) == []


def test_reference_of_the_file_stays(copy: Path, file: Path, tmp_path: Path) -> None:
    alter(copy, "UPDATE interdiction SET ref = 'TH-2009-ZZZ'")
    assert plan(copy, file) == []
    other = tmp_path / "other.sqlite"
    create_file(other)
    add_case(other, {"title": "Another", "ref": "TH-2009-ZZZ"})
    (created,) = [change for change in plan(copy, other) if change.table == "interdiction"]
    assert created.new["ref"] not in {None, "TH-2009-ZZZ"}


DEEP = "[" * 60_000 + "]" * 60_000
BAD = [
    ("a trigger", "CREATE TRIGGER t AFTER INSERT ON claim BEGIN DELETE FROM claim; END"),
    ("a further table", "CREATE TABLE extra (x)"),
    ("a further view", "CREATE VIEW extra AS SELECT * FROM cases"),
    ("a further index", "CREATE INDEX extra ON claim (lower(title))"),
    ("a generated column", "ALTER TABLE claim ADD COLUMN extra AS (title) VIRTUAL"),
    ("a lacking view", "DROP VIEW cases"),
    ("a virtual table", "CREATE VIRTUAL TABLE extra USING fts5(x)"),
    ("statistics", "ANALYZE"),
    ("an unknown word", "UPDATE interdiction SET outcome = 'stolen'"),
    ("a country that is none", "UPDATE interdiction SET place_country = 'Thailand'"),
    ("states that are no list", "UPDATE interdiction SET states = '\"TH\"'"),
    ("states that are no JSON", "UPDATE interdiction SET states = '[TH'"),
    ("a date that is none", "UPDATE interdiction SET date = 'yesterday'"),
    ("a mark that is none", "UPDATE interdiction SET tlp = 'purple'"),
    ("a reference that is none", "UPDATE interdiction SET ref = 'x'"),
    ("an id that is none", "UPDATE basis SET id = 'x'"),
    ("a blob", "UPDATE interdiction SET title = x'00ff'"),
    ("bad UTF-8", "UPDATE interdiction SET title = CAST(x'ff41' AS TEXT)"),
    ("a surrogate", "UPDATE interdiction SET title = CAST(x'eda080' AS TEXT)"),
    ("a NUL", "UPDATE interdiction SET title = 'a' || char(0)"),
    ("a text for a number", "UPDATE interdiction SET latitude = 'north', longitude = 'east'"),
    ("infinity", "UPDATE cargo SET quantity_value = 9e999"),
    ("a negative count", "UPDATE party SET count = -1"),
    ("JSON 60,000 deep", f"UPDATE claim SET value = '{DEEP}'"),
    ("JSON 30 deep", f"UPDATE claim SET value = '{'[' * 30 + ']' * 30}' WHERE field = 'date'"),
    ("an integer of 6,000 digits", f"UPDATE claim SET value = '{'9' * 6000}'"),
    ("a value of another field", "UPDATE claim SET value = '{\"name\":\"x\"}' WHERE field = 'date'"),
    ("a number that is none", "UPDATE claim SET value = 'NaN'"),
    ("a field that is none", "UPDATE claim SET field = 'colour'"),
    ("a claim on nothing", "UPDATE claim SET subject_id = '01a20cd6-0e0c-7665-86ef-29c36f870c99'"),
    ("a claim on a wrong table", "UPDATE claim SET subject_table = 'party'"),
    ("a claim on no table", "UPDATE claim SET subject_table = 'sqlite_master'"),
    ("a source that is not there", "DELETE FROM source WHERE key = 'act'"),
    ("a row of no case", "UPDATE cargo SET interdiction_id = '01a20cd6-0e0c-7665-86ef-29c36f870c99'"),
    ("two records of one id", "UPDATE cargo SET id = (SELECT id FROM party)"),
    ("a ship that is a party", "UPDATE leg SET conveyance_id = (SELECT id FROM party)"),
    ("a text of 2 MB", "UPDATE interdiction SET title = printf('%.*c', 2000000, 'x')"),
    ("a text of 40 MB", "UPDATE interdiction SET title = printf('%.*c', 40000000, 'x')"),
]


@pytest.mark.parametrize("statement", [statement for _, statement in BAD], ids=[what for what, _ in BAD])
def test_copy_that_interdict_does_not_write_is_refused(copy: Path, file: Path, statement: str) -> None:
    alter(copy, statement)
    before = file.read_bytes()
    with pytest.raises(DataError) as caught:
        plan(copy, file)
    assert caught.value.message.startswith(str(copy))
    assert len(caught.value.message) < 600
    assert file.read_bytes() == before


def test_view_in_the_place_of_a_table_is_refused(copy: Path, file: Path) -> None:
    alter(copy, "ALTER TABLE note RENAME TO hidden", "CREATE VIEW note AS SELECT * FROM hidden")
    with pytest.raises(DataError, match="things that interdict does not make"):
        plan(copy, file)


def test_view_that_never_ends_is_refused(copy: Path, file: Path) -> None:
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    alter(copy, "DROP VIEW cases", f"CREATE VIEW cases AS {endless}")
    with pytest.raises(DataError, match="things that interdict does not make"):
        plan(copy, file)


def test_schema_that_lies_about_a_table_is_refused(copy: Path, file: Path) -> None:
    connection = sqlite3.connect(copy)
    connection.execute("PRAGMA writable_schema = ON")
    root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'claim'").fetchone()[0]
    connection.execute("UPDATE sqlite_master SET rootpage = ? WHERE name = 'note'", (root,))
    connection.commit()
    connection.close()
    with pytest.raises(DataError):
        plan(copy, file)


def spoil(copy: Path, place: int, new: bytes) -> None:
    content = bytearray(copy.read_bytes())
    content[place : place + len(new)] = new
    copy.write_bytes(content)


def test_damage_is_refused(copy: Path, file: Path) -> None:
    whole = copy.read_bytes()
    for place, new in ((18, b"\x02\x02"), (56, b"\0\0\0\2"), (60, b"\0\0\0\x63"), (4096, b"\xff" * 64), (0, b"PK")):
        copy.write_bytes(whole)
        spoil(copy, place, new)
        if place == 18:  # the mark of write-ahead logging is taken out of the private copy
            assert plan(copy, file) == []
            continue
        with pytest.raises(DataError):
            plan(copy, file)
    for content in (whole[:5000], whole[:50], b"", whole + b"x"):
        copy.write_bytes(content)
        with pytest.raises(DataError):
            plan(copy, file)


def test_a_file_with_a_log_and_a_link_are_no_copies(copy: Path, file: Path, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(copy)
    for path in (file, tmp_path / "link.db", tmp_path / "none.db"):
        with pytest.raises(InterdictError):
            plan(path, file)


def test_journal_beside_a_copy_is_not_played(copy: Path, file: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    journal = copy.with_name(f"{copy.name}-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 1000 + str(victim).encode())
    before = copy.read_bytes()
    assert plan(copy, file) == []
    assert (copy.read_bytes(), victim.read_text(), journal.exists()) == (before, "mine", True)


def test_allow_list_is_what_publish_writes(copy: Path) -> None:
    connection = sqlite3.connect(copy)
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    connection.close()
    assert {tuple(str(part) for part in row) for row in rows} == read_expected_copy()
