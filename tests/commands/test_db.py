"""`interdict db` at the command line."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from interdict.domain.ids import make_id
from interdict.store.connection import SCHEMA, open_reading
from interdict.store.migrations import create_file
from interdict.store.summary import Moment, summarise
from tests.conftest import Run
from tests.samples import THAI, add_case, dump_tables


def list_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_path_is_all_that_path_prints(file: Path, run: Run, tmp_path: Path) -> None:
    done = run("db", "path")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{file}\n", "")
    other = tmp_path / "other ☠.sqlite"
    for arguments in (("--db", str(other), "db", "path"), ("db", "path", "--db", str(other))):
        done = run(*arguments)
        assert done.stdout == f"{other}\n"
        assert done.stderr == "there is no such file yet; 'interdict init' makes it\n"
    assert run("db", "path", "-q", "--db", str(other)).stderr == ""


def test_summary_counts_what_is_there(file: Path) -> None:
    with open_reading(file) as connection:
        empty = summarise(connection)
    assert (empty.changesets, empty.first, empty.last, set(empty.rows.values())) == (0, None, None, {0})
    add_case(file, THAI)
    add_case(file, {**THAI, "id": make_id()}, author="Ben")
    with open_reading(file) as connection:
        full = summarise(connection)
    assert (full.rows["interdiction"], full.rows["cargo"], full.rows["source"]) == (2, 2, 2)
    assert full.changesets == 2
    assert full.size == file.stat().st_size
    assert isinstance(full.first, Moment)
    assert isinstance(full.last, Moment)
    assert (full.first.author, full.last.author) == ("Ana", "Ben")
    assert full.first.at < full.last.at
    assert full.file_id == empty.file_id


def test_free_room_is_counted(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE filler (text TEXT)")
    connection.execute("INSERT INTO filler VALUES (?)", ("x" * 50_000,))
    connection.execute("DROP TABLE filler")
    connection.commit()
    connection.close()
    with open_reading(file) as reading:
        assert summarise(reading).free >= 50_000


def test_info_is_one_document(file: Path, run: Run) -> None:
    add_case(file, THAI)
    found = json.loads(run("db", "info", "-f", "json").stdout)
    assert list(found) == [
        *("path", "cases", "size", "free", "schema", "file_id", "rows"),
        *("changesets", "changes", "conflicts", "first", "last"),
    ]
    assert (found["path"], found["cases"], found["schema"]) == (str(file), 1, SCHEMA)
    assert found["first"]["author"] == "Ana"


def test_info_is_rows_in_a_pipe_and_on_a_terminal(file: Path, run: Run) -> None:
    add_case(file, THAI)
    rows = dict(line.split("\t") for line in run("db", "info").stdout.splitlines())
    assert rows["cases"] == "1"
    assert rows["rows in cargo"] == "1"
    assert rows["last change"].endswith(" UTC by Ana")
    table = run("db", "info", "-f", "table", COLUMNS="60").stdout
    assert max(map(len, table.splitlines())) <= 60


def test_info_on_an_empty_file_has_no_first_change(file: Path, run: Run) -> None:
    rows = dict(line.split("\t") for line in run("db", "info", "--db", str(file)).stdout.splitlines())
    assert (rows["cases"], rows["first change"]) == ("0", "")


def test_backup_stands_beside_the_file_with_the_date(file: Path, run: Run) -> None:
    add_case(file, THAI)
    first = file.with_name(f"cases.{datetime.now(UTC):%Y-%m-%d}.sqlite")
    second = file.with_name(f"{first.stem}-2.sqlite")
    for target in (first, second):
        done = run("db", "backup")
        assert (done.returncode, done.stdout) == (0, f"{target}\n")
        assert done.stderr == f"copied {file} to {target}\n"
        assert dump_tables(target) == dump_tables(file)
    assert list_names(file.parent) == sorted([file.name, first.name, second.name])


def test_backup_goes_where_it_is_told(file: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite"
    assert run("db", "backup", str(target), "-q").stdout == f"{target}\n"
    assert dump_tables(target) == dump_tables(file)
    folder = tmp_path / "folder"
    folder.mkdir()
    assert run("db", "backup", str(folder)).returncode == 0
    assert list_names(folder) == [f"cases.{datetime.now(UTC):%Y-%m-%d}.sqlite"]


def test_backup_replaces_nothing(file: Path, run: Run) -> None:
    before = file.read_bytes()
    done = run("db", "backup", str(file))
    assert done.returncode == 1
    assert done.stderr == f"error: {file} exists already\nhint: it was left as it is; name another\n"
    assert file.read_bytes() == before


def test_backup_of_nothing_is_an_error(run: Run, tmp_path: Path) -> None:
    done = run("db", "backup", "--db", str(tmp_path / "nowhere.sqlite"))
    assert done.returncode == 3
    assert done.stderr.startswith("error: there is no file")


def test_migrate_leaves_the_newest_schema_alone(file: Path, run: Run) -> None:
    before = file.read_bytes()
    done = run("db", "migrate")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"{file} has the newest schema ({SCHEMA}) already\n"
    assert run("db", "migrate", "-q").stderr == ""
    assert file.read_bytes() == before
    assert list_names(file.parent) == [file.name]


def test_migrate_says_what_it_did_and_where_the_copy_is(run: Run, tmp_path: Path) -> None:
    old = tmp_path / "old.sqlite"
    create_file(old)
    connection = sqlite3.connect(old)  # as a file was before the first migration: nothing in it but its mark
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        if not name.startswith("sqlite"):
            connection.execute(f"DROP TABLE {name}")
    connection.execute("PRAGMA user_version = 0")
    connection.close()
    assert run("log", "--db", str(old)).returncode == 4
    done = run("db", "migrate", "--db", str(old))
    copy = tmp_path / "old.schema-0.sqlite"
    assert done.stderr == f"brought {old} to schema {SCHEMA}; {copy} is a copy of it as it was\n"
    assert copy.exists()
    assert run("log", "--db", str(old)).returncode == 0


@pytest.mark.parametrize("subcommand", ["path", "info", "backup", "migrate"])
def test_help_has_two_examples(run: Run, subcommand: str) -> None:
    text = run("db", subcommand, "--help").stdout
    examples = text.partition("Examples:\n")[2].partition("\n\n")[0]
    assert len(examples.splitlines()) == 2
