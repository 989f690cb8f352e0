"""Files that were damaged or edited by hand: every command that reads gives values or one line of error, never a fault.

The lots are drawn from a seed. INTERDICT_FUZZ=5000 draws that many of each kind instead of the few of a normal run.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from interdict.cli import run
from interdict.domain.changes import UPDATE, Change
from interdict.domain.fields import TABLES
from interdict.exchange.starter import read_starter_case
from interdict.store.connection import open_writing
from interdict.store.log import write_changes, write_fixed
from interdict.store.migrations import create_file, find_database_folder
from interdict.store.reports import REPORTS
from tests.samples import THAI, add_case, dump_tables

STARTER = "2018-01-south-korea-talent-ace"  # the shortest
REF = "TH-2009"  # of THAI
CHOSEN = int(os.environ.get("INTERDICT_FUZZ", "0"))
KNOWN_CODES = {0, 2, 3, 4}

TEXTS = (
    "", "x", "2009-13-45", "Infinity", "NaN", "null", "true", "3", "-1", "1e999", "9" * 400, "[1]", "{}", "[]", '{"a"',
    '["TH",3]', '[["a"]]', '["US"]', "[" * 3000, '{"value":"x"}', '{"value":{}}', '{"value":1e400}', '{"unit":5}',
    '{"name":3}', '{"value":35,"unit":"t","bogus":1}', '{"table":"nope","id":1}', '"2009-99"', "\0", "a\0b", "\x1b[2J",
    "\u202eTH", "zz", "interdiction", "claim", "create", "update", "delete", "restore", "[2009", "2009/2008", "0000",
    "ffffffff-ffff-4fff-8fff-ffffffffffff", b"\xff\xfe\x80",
)  # fmt: skip
POOLS: dict[str, Sequence[Any]] = {
    "TEXT": TEXTS,
    "REAL": (float("inf"), float("-inf"), -1.0, 1e300, 0.1, 5e-324, 1e15, 0.0),
    "INTEGER": (0, -1, 3, 2**62, -(2**63)),
    "BLOB": (b"", b"abc", b"\xff" * 20),
}
READS: list[list[str]] = [
    ["list"], ["list", "-f", "json"], ["list", "-f", "table"], ["list", "tanker"], ["list", "is:disputed"],
    ["list", "is:conflict"], ["list", "date:2009"], ["list", "claim:35"], ["list", "published:2010"],
    ["list", "event.date:2009"], ["list", "imo:9000000"], ["list", "place:Oman"],
    ["export"], ["export", "-f", "json"], ["log"], ["log", "-f", "json"], ["log", REF], ["log", REF, "-f", "json"],
    ["show", REF], ["show", REF, "-f", "json"], ["show", REF, "-f", "tsv"], ["show", REF, "-f", "html"],
    ["show", f"{REF}/load"], ["compare", REF], ["compare", REF, "-f", "json"], ["compare", REF, "-f", "csv"],
    ["compare", REF, "date"], ["source", "list"], ["source", "list", "-f", "json"], ["source", "show", "act"],
    ["db", "info"], ["report", "book", "-f", "html"], ["check"],
    *(["report", name, "-f", form] for name in REPORTS if name != "crosstab" for form in ("table", "json")),
    *(["report", "crosstab", "--rows", rows, "--columns", "outcome"] for rows in ("mode", "party.country", "regime")),
]  # fmt: skip


class Cell(NamedTuple):
    """A column of a table with rows: what it may hold."""

    table: str
    column: str
    type: str
    may_be_empty: bool


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small file with something in every kind of table, and with an edit that was undone."""
    path = tmp_path_factory.mktemp("damage") / "whole.sqlite"
    create_file(path)
    case = read_starter_case(find_database_folder() / "cases" / f"{STARTER}.yaml")
    with open_writing(path) as connection:
        write_fixed(connection, case.changeset, case.changes)
    judgement = {"of": "plane", "other": "plane", "verdict": "unsure", "why": "for the test"}
    case_id = add_case(path, {**THAI, "judgements": [judgement]})
    for old, new in (("seized", "released"), ("released", "seized")):
        with open_writing(path) as connection:
            change = Change("interdiction", case_id, UPDATE, "outcome", old, new)
            write_changes(connection, [change], author="Ana")
    return path


@pytest.fixture(scope="module")
def cells(whole: Path) -> list[Cell]:
    with closing(sqlite3.connect(whole)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        filled = [name for name in names if connection.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone()]
        assert {*TABLES, "change", "changeset", "meta"} <= set(filled)
        return [
            Cell(name, column, kind, not required)
            for name in filled
            for _, column, kind, required, *_ in connection.execute(f"PRAGMA table_info({name})")
        ]


def alter_cell(path: Path, cell: Cell, value: object, draw: random.Random) -> bool:
    """Put a value into one row by SQLite alone; say whether anything is otherwise than before."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        rows = connection.execute(f"SELECT count(*) FROM {cell.table}").fetchone()[0]
        spelled = "CAST(? AS TEXT)" if cell.type == "TEXT" and isinstance(value, bytes) else "?"
        key = "rowid" if cell.table not in {"change_prev", "conflict"} else "change"
        before = connection.total_changes
        try:
            connection.execute(
                f"UPDATE {cell.table} SET {cell.column} = {spelled} WHERE {cell.column} IS NOT {spelled} "
                f"AND {key} = (SELECT {key} FROM {cell.table} LIMIT 1 OFFSET ?)",
                (value, value, draw.randrange(rows)),
            )
        except sqlite3.IntegrityError:  # the id of another row
            return False
        return connection.total_changes > before


def read_all(
    path: Path, commands: Sequence[list[str]], capsys: pytest.CaptureFixture[str], story: object
) -> dict[str, int]:
    """Run commands on a file, hold each to what a user may see of damage, and return their exit codes."""
    codes = {}
    for command in commands:
        code = run(["--db", str(path), *command])
        out, words = capsys.readouterr()
        about = f"{command} on {path.name} after {story}: exit code {code}\n{words}"
        assert code in KNOWN_CODES, about
        assert "fault in interdict" not in words, about
        assert code == 0 or ("error: " in words and "hint: " in words), about
        assert "\x1b" not in out + words, about
        assert "\0" not in out + words, about
        codes[command[0]] = code
    return codes


def test_no_altered_cell_is_a_fault_and_every_one_is_found(
    whole: Path, cells: list[Cell], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draw = random.Random(2009)
    for number in range(CHOSEN or 300):
        path = tmp_path / f"cell-{number}.sqlite"
        shutil.copyfile(whole, path)
        story = []
        for _ in range(draw.choice((1, 1, 1, 2, 5))):
            cell = draw.choice(cells)
            pool = [*POOLS[cell.type], *([None] if cell.may_be_empty else [])]
            value = draw.choice(pool)
            if alter_cell(path, cell, value, draw):
                story.append((cell.table, cell.column, value))
        codes = read_all(path, [*draw.sample(READS, 3), ["check", "-q"]], capsys, story)
        if any(table != "meta" for table, _, _ in story):
            assert codes["check"] == 4, story
        path.unlink()


def list_alterations(cells: list[Cell]) -> Iterator[str]:
    for table in dict.fromkeys(cell.table for cell in cells):
        yield f"DROP TABLE {table}"
        yield f"ALTER TABLE {table} RENAME TO other"
        yield f"ALTER TABLE {table} ADD COLUMN other TEXT"
        yield f"CREATE TRIGGER other AFTER UPDATE ON {table} BEGIN SELECT 1; END"
        yield f"CREATE VIEW other AS SELECT * FROM {table}"
    for cell in cells:
        yield f"ALTER TABLE {cell.table} RENAME COLUMN {cell.column} TO other"
    yield "CREATE TABLE other (x)"
    yield "DROP INDEX claim_source"
    yield "CREATE INDEX claim_source_too ON claim (source_id)"


def test_no_altered_schema_is_a_fault_and_every_one_is_found(
    whole: Path, cells: list[Cell], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draw = random.Random(1874)
    alterations = list(list_alterations(cells))
    for number, statement in enumerate(alterations if CHOSEN else draw.sample(alterations, 60)):
        path = tmp_path / f"schema-{number}.sqlite"
        shutil.copyfile(whole, path)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(statement)
        codes = read_all(path, [*draw.sample(READS, 3), ["check", "-q"]], capsys, statement)
        assert codes["check"] == 4, statement
        path.unlink()


def test_no_altered_byte_is_a_fault(whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draw = random.Random(1718)
    content = whole.read_bytes()
    for number in range(CHOSEN or 100):
        altered = bytearray(content)
        story = []
        for _ in range(draw.choice((1, 1, 2, 5, 20, 100))):
            place = draw.choice((draw.randrange(100), draw.randrange(len(content)), draw.randrange(len(content))))
            page = 4096 * draw.randrange(len(content) // 4096) + draw.randrange(12)  # the head of a page
            place = draw.choice((place, page, page))
            altered[place] = draw.randrange(256)
            story.append((place, altered[place]))
        if draw.random() < 0.1:
            del altered[draw.randrange(len(altered)) :]
        path = tmp_path / f"bytes-{number}.sqlite"
        path.write_bytes(altered)
        read_all(path, [*draw.sample(READS, 4), ["check", "-q"]], capsys, story)
        path.unlink()


def test_cell_that_is_put_back_is_whole_again(
    whole: Path, cells: list[Cell], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draw = random.Random(1540)
    before = dump_tables(whole)
    record = [cell for cell in cells if cell.table in TABLES]
    for number in range(CHOSEN or 40):
        path = tmp_path / f"back-{number}.sqlite"
        shutil.copyfile(whole, path)
        story = [
            (cell, value)
            for cell in draw.sample(record, 3)
            for value in draw.sample(POOLS[cell.type], 1)
            if alter_cell(path, cell, value, draw)
        ]
        assert run(["--db", str(path), "check", "--rebuild", "-y", "-q"]) == 0, (story, capsys.readouterr())
        assert dump_tables(path) == before
        capsys.readouterr()
        path.unlink()
