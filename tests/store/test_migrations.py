"""Making files, bringing older ones up to date, and copies."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import Table

from interdict.domain.fields import TABLES, list_columns
from interdict.domain.models import MODELS
from interdict.errors import DataError, InterdictError, NotFoundError
from interdict.store.connection import APPLICATION_ID, SCHEMA, check_header, open_reading, open_writing
from interdict.store.migrations import (
    back_up,
    create_file,
    find_database_folder,
    find_free_name,
    list_migrations,
    migrate_file,
    split_statements,
)
from interdict.store.summary import summarise
from tests.samples import THAI, add_case, dump_tables

WIDEN = """
-- A column more; and a table.
ALTER TABLE cargo ADD COLUMN colour TEXT;
CREATE TABLE paint (
    colour TEXT NOT NULL PRIMARY KEY  -- red; or blue
) STRICT;
INSERT INTO paint (colour) VALUES ('red;');
UPDATE cargo SET colour = 'red;'
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the real migrations, to which a test adds one."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in (find_database_folder() / "migrations").glob("*.sql"):
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


def add_migration(folder: Path, sql: str) -> int:
    number = SCHEMA + 1
    (folder / f"{number:04d}_next.sql").write_text(sql, encoding="utf-8")
    return number


def query(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def list_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


# SQLite's rules of affinity (https://sqlite.org/datatype3.html, 3.1) for the types that SQLModel gives.
def find_affinity(declared: str) -> str:
    for pattern, affinity in (("INT", "INTEGER"), ("CHAR|CLOB|TEXT", "TEXT"), ("REAL|FLOA|DOUB", "REAL")):
        if re.search(pattern, declared.upper()):
            return affinity
    return "NUMERIC"


@pytest.mark.parametrize("table", TABLES)
def test_model_equals_the_table(file: Path, table: str) -> None:
    rows = query(file, f"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{table}') ORDER BY cid")
    found = [(name, find_affinity(str(kind)), bool(needed), bool(key)) for name, kind, needed, key in rows]
    model = MODELS[table].__table__  # type: ignore[attr-defined]  # SQLModel adds it to table classes
    assert isinstance(model, Table)
    assert found == [
        (column.name, find_affinity(str(column.type)), not column.nullable, column.primary_key)
        for column in model.columns
    ]
    assert tuple(row[0] for row in found) == list_columns(table)
    assert MODELS[table].__tablename__ == table


def test_file_has_no_other_record_tables(file: Path) -> None:
    log = {"changeset", "change", "change_prev", "forgotten", "signature", "conflict", "receipt", "meta"}
    rows = query(file, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    assert {row[0] for row in rows} == log | set(TABLES)
    assert set(MODELS) == set(TABLES)


def test_every_table_is_strict_and_nothing_runs_by_itself(file: Path) -> None:
    assert query(file, "SELECT name FROM pragma_table_list WHERE strict = 0 AND name NOT LIKE 'sqlite%'") == []
    assert query(file, "SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view')") == []


def test_new_file_says_what_it_is(file: Path) -> None:
    assert check_header(file) == (SCHEMA, APPLICATION_ID)
    assert query(file, "PRAGMA journal_mode") == [("delete",)]
    assert query(file, "PRAGMA encoding") == [("UTF-8",)]
    with open_reading(file) as connection:
        assert summarise(connection).file_id


def test_newest_migration_is_the_schema_that_this_version_knows() -> None:
    assert [number for number, _ in list_migrations()] == list(range(1, SCHEMA + 1))


def test_lost_migration_is_noticed(folder: Path, file: Path) -> None:
    (folder / f"{SCHEMA + 2:04d}_later.sql").write_text("SELECT 1;", encoding="utf-8")
    with pytest.raises(InterdictError, match="lacks a part of itself"):
        migrate_file(file, folder=folder, newest=SCHEMA + 2)
    with pytest.raises(InterdictError, match="lacks a part of itself"):
        list_migrations(folder / "nowhere")


@pytest.mark.parametrize(
    ("sql", "count"),
    [
        ("", 0),
        ("\n  \n", 0),
        ("SELECT 1;\nSELECT 2;\n", 2),
        ("SELECT 1;\nSELECT 2", 2),
        ("-- one; two\nSELECT ';';\n/* three; \n four; */ SELECT 5;", 2),
        ("CREATE TABLE a (\n  b TEXT, -- c;\n  d TEXT\n);\n", 1),
    ],
)
def test_script_is_split_into_statements(sql: str, count: int) -> None:
    statements = split_statements(sql)
    assert len(statements) == count
    assert "".join(statements).strip() == sql.strip()


@pytest.mark.parametrize("kind", ["file", "folder", "link", "dangling link"])
def test_what_exists_is_never_replaced(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "cases.sqlite"
    if kind == "file":
        path.write_text("mine", encoding="utf-8")
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path if kind == "link" else tmp_path / "nowhere")
    before = path.lstat()
    for make in (create_file, lambda target: back_up(make_source(tmp_path), target)):
        with pytest.raises(InterdictError, match="exists already"):
            make(path)
    assert path.lstat() == before
    assert not (tmp_path / "nowhere").exists()


def make_source(folder: Path) -> Path:
    path = folder / "source" / "source.sqlite"
    if not path.exists():
        create_file(path)
    return path


def test_folders_are_made_for_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "cases.sqlite"
    create_file(path)
    assert list_names(path.parent) == [path.name]


@pytest.mark.parametrize("path", ["text/cases.sqlite", "text/deeper/cases.sqlite"])
def test_file_within_a_file_is_an_error(tmp_path: Path, path: str) -> None:
    (tmp_path / "text").write_text("x", encoding="utf-8")
    with pytest.raises(InterdictError, match="is not a folder") as caught:
        create_file(tmp_path / path)
    assert caught.value.exit_code == 1
    with pytest.raises(InterdictError, match="is not a folder"):
        back_up(make_source(tmp_path), tmp_path / path)


def test_many_who_make_one_file_make_it_once(tmp_path: Path) -> None:
    path = tmp_path / "cases.sqlite"
    outcomes: list[bool] = []

    def make() -> None:
        try:
            create_file(path)
        except InterdictError:
            outcomes.append(False)
        else:
            outcomes.append(True)

    threads = [threading.Thread(target=make) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False] * 5 + [True]
    assert list_names(tmp_path) == [path.name]


def test_migration_keeps_the_data_and_a_backup(file: Path, folder: Path) -> None:
    add_case(file, THAI)
    old, rows = file.read_bytes(), dump_tables(file)
    number = add_migration(folder, WIDEN)
    backup = migrate_file(file, folder=folder, newest=number)
    assert backup == file.with_name(f"cases.schema-{SCHEMA}.sqlite")
    assert dump_tables(backup) == rows
    assert backup.stat().st_size == len(old)
    assert query(file, "PRAGMA user_version") == [(number,)]
    assert query(file, "SELECT colour FROM cargo") == [("red;",)]
    assert query(file, "SELECT colour FROM paint") == [("red;",)]
    for table in TABLES:
        kept = query(file, f"SELECT {', '.join(list_columns(table))} FROM {table}")
        assert sorted(kept, key=str) == rows[table]
    assert list_names(file.parent) == sorted([file.name, backup.name])


def test_file_of_the_newest_schema_is_left_alone(file: Path) -> None:
    before = file.read_bytes()
    assert migrate_file(file) is None
    assert file.read_bytes() == before
    assert list_names(file.parent) == [file.name]


@pytest.mark.parametrize(
    "broken",
    [
        "ALTER TABLE cargo ADD COLUMN colour TEXT;\nDELETE FROM cargo;\nCREATE TABEL paint (x);",
        "DROP TABLE claim;\nINSERT INTO nowhere VALUES (1);",
        "DELETE FROM meta;\nINSERT INTO interdiction (id) VALUES (NULL);",
        "DELETE FROM cargo;\nSELECT 'not closed",
    ],
)
def test_failed_migration_leaves_nothing(file: Path, folder: Path, broken: str) -> None:
    add_case(file, THAI)
    before, rows = file.read_bytes(), dump_tables(file)
    number = add_migration(folder, broken)
    with pytest.raises(InterdictError) as caught:
        migrate_file(file, folder=folder, newest=number)
    assert "\n" not in caught.value.message
    assert caught.value.hint
    assert file.read_bytes() == before
    backup = file.with_name(f"cases.schema-{SCHEMA}.sqlite")
    assert dump_tables(backup) == rows
    assert list_names(file.parent) == sorted([file.name, backup.name])


def test_backups_of_several_tries_stand_side_by_side(file: Path, folder: Path) -> None:
    number = add_migration(folder, "CREATE TABEL paint (x);")
    for _ in range(3):
        with pytest.raises(InterdictError):
            migrate_file(file, folder=folder, newest=number)
    names = [f"cases.schema-{SCHEMA}{number}.sqlite" for number in ("", "-2", "-3")]
    assert list_names(file.parent) == sorted([file.name, *names])


# The statement is long enough for the file itself to be written before it ends.
SLOW = """
CREATE TABLE filler (number INTEGER, text TEXT) STRICT;
INSERT INTO filler
WITH RECURSIVE counter (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM counter WHERE number < 100000000)
SELECT number, hex(randomblob(100)) FROM counter;
"""


def test_kill_in_a_migration_leaves_the_old_schema_and_the_backup(file: Path, folder: Path) -> None:
    add_case(file, THAI)
    before, rows = file.read_bytes(), dump_tables(file)
    number = add_migration(folder, f"DELETE FROM cargo;\n{SLOW}")
    code = (
        "import sys; from pathlib import Path; from interdict.store.migrations import migrate_file; "
        f"migrate_file(Path(sys.argv[1]), folder=Path(sys.argv[2]), newest={number})"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(file), str(folder)])
    while file.stat().st_size < len(before) + 1_000_000 and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert file.read_bytes() != before
    assert check_header(file) == (SCHEMA, APPLICATION_ID)
    assert dump_tables(file) == rows
    assert file.read_bytes() == before
    assert dump_tables(file.with_name(f"cases.schema-{SCHEMA}.sqlite")) == rows
    (folder / f"{number:04d}_next.sql").write_text(WIDEN, encoding="utf-8")
    assert migrate_file(file, folder=folder, newest=number) == file.with_name(f"cases.schema-{SCHEMA}-2.sqlite")


def test_two_who_migrate_at_once_migrate_once(file: Path, folder: Path) -> None:
    add_case(file, THAI)
    number = add_migration(folder, "ALTER TABLE cargo ADD COLUMN colour TEXT;")
    code = (
        "import sys; from pathlib import Path; from interdict.store import connection, migrations; "
        f"connection.SCHEMA = {number}; sys.stdin.readline(); "
        f"print(migrations.migrate_file(Path(sys.argv[1]), folder=Path(sys.argv[2]), newest={number}))"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(file), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    outputs = sorted(process.communicate()[0].strip() for process in processes)
    assert outputs == [str(file.with_name(f"cases.schema-{SCHEMA}.sqlite")), "None", "None"]


def test_file_that_a_newer_version_made_is_not_migrated(file: Path) -> None:
    query(file, "PRAGMA user_version = 99")
    before = file.read_bytes()
    for use in (migrate_file, lambda path: back_up(path, path.with_name("copy.sqlite"))):
        with pytest.raises(DataError, match="newer interdict"):
            use(file)
    assert file.read_bytes() == before
    assert list_names(file.parent) == [file.name]


def test_older_file_is_refused_until_it_is_migrated(file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_case(file, THAI)
    number = add_migration(folder, WIDEN)
    monkeypatch.setattr("interdict.store.connection.SCHEMA", number)
    before = file.read_bytes()
    for use in (open_reading, open_writing):
        with pytest.raises(DataError, match=f"older schema {SCHEMA}") as caught, use(file):
            pass
        assert "interdict db migrate" in caught.value.hint
    assert file.read_bytes() == before
    migrate_file(file, folder=folder, newest=number)
    with open_reading(file) as connection:
        assert summarise(connection).schema == number


def test_copy_holds_what_the_file_holds(file: Path, tmp_path: Path) -> None:
    add_case(file, THAI)
    target = tmp_path / "folder?" / "-copy #1%.sqlite"
    target.parent.mkdir()
    back_up(file, target)
    assert dump_tables(target) == dump_tables(file)
    assert list_names(target.parent) == [target.name]


def test_copy_is_as_private_as_the_file(file: Path, tmp_path: Path) -> None:
    file.chmod(0o600)
    back_up(file, tmp_path / "copy.sqlite")
    assert stat.S_IMODE((tmp_path / "copy.sqlite").stat().st_mode) == 0o600
    file.chmod(0o400)
    back_up(file, tmp_path / "again.sqlite")
    assert stat.S_IMODE((tmp_path / "again.sqlite").stat().st_mode) == 0o600


def test_copy_is_made_while_somebody_writes(file: Path, tmp_path: Path) -> None:
    add_case(file, THAI)
    rows = dump_tables(file)
    with open_writing(file) as connection:
        connection.execute("DELETE FROM cargo")
        # From another process: closing a file drops the locks that this process has on it.
        code = "import sys; from pathlib import Path; from interdict.store.migrations import back_up; "
        code += "back_up(Path(sys.argv[1]), Path(sys.argv[2]))"
        subprocess.run([sys.executable, "-c", code, str(file), str(tmp_path / "copy.sqlite")], check=True)
    assert dump_tables(tmp_path / "copy.sqlite") == rows


def test_copy_of_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        back_up(tmp_path / "nowhere.sqlite", tmp_path / "copy.sqlite")
    assert list_names(tmp_path) == []


def test_copy_into_a_missing_folder_is_an_error(file: Path, tmp_path: Path) -> None:
    with pytest.raises(InterdictError, match="there is no folder"):
        back_up(file, tmp_path / "nowhere" / "copy.sqlite")


def test_free_name_is_free(tmp_path: Path) -> None:
    path = tmp_path / "a.b.sqlite"
    names = []
    for _ in range(3):
        names.append(find_free_name(path, "x").name)
        os.mkfifo(tmp_path / names[-1])
    assert names == ["a.b.x.sqlite", "a.b.x-2.sqlite", "a.b.x-3.sqlite"]
