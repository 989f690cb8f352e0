"""Files made to harm: each is refused with exit code 4, in words, and one's own file stays as it was, byte for byte."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.samples import THAI
from tests.sharing.forging import forge, update
from tests.sharing.people import Desk

OTHER_ID = "01a20cd6-0e0c-7665-86ef-29c36f870cbb"


def run_sql(*statements: str) -> Callable[[Path], None]:
    """Return a function that runs statements on a file, its schema open to writing."""

    def change(path: Path) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            connection.execute(statement)
        connection.close()

    return change


def patch_bytes(offset: int, piece: bytes) -> Callable[[Path], None]:
    """Return a function that overwrites bytes of a file."""

    def change(path: Path) -> None:
        content = bytearray(path.read_bytes())
        start = offset if offset >= 0 else len(content) + offset
        content[start : start + len(piece)] = piece
        path.write_bytes(content)

    return change


def add_tables(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN")
    for number in range(20_000):
        connection.execute(f"CREATE TABLE t{number} (x)")
    connection.execute("COMMIT")
    connection.close()


def alias_root(path: Path) -> None:
    run_sql("UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'change') "
            "WHERE name = 'meta'")(path)  # fmt: skip


def find_page(path: Path, name: str) -> tuple[int, int]:
    """Return the root page of a table and the size of pages."""
    with sqlite3.connect(path) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
        return root, connection.execute("PRAGMA page_size").fetchone()[0]


def confuse_signatures(path: Path) -> None:
    """Put a page of the log where the index of the signatures begins."""
    (index, size), (log, _) = find_page(path, "sqlite_autoindex_signature_1"), find_page(path, "change")
    content = bytearray(path.read_bytes())
    content[(index - 1) * size : index * size] = content[(log - 1) * size : log * size]
    path.write_bytes(content)


def point_to_itself(path: Path) -> None:
    """Turn the root page of the log into an interior page whose child is itself."""
    root, size = find_page(path, "change")
    page = bytearray(size)
    page[0] = 5  # interior page of a table
    page[3:5] = (0).to_bytes(2)
    page[5:7] = size.to_bytes(2)
    page[8:12] = root.to_bytes(4)
    patch_bytes((root - 1) * size, bytes(page))(path)


def bomb_freelist(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[32:36] = (2).to_bytes(4)
    content[36:40] = (0x7FFFFFFF).to_bytes(4)
    path.write_bytes(content)


def loop_overflow(path: Path) -> None:
    """Let the overflow chain of a long value lead back to its own beginning."""
    forge(path, "Ben", [update("summary", "x" * 60_000, path)])
    content = bytearray(path.read_bytes())
    size = int.from_bytes(content[16:18])
    chain = [
        offset for offset in range(size, len(content), size) if content[offset + 4 : offset + size] == b"x" * (size - 4)
    ]
    assert len(chain) > 3
    content[chain[-1] : chain[-1] + 4] = (chain[0] // size + 1).to_bytes(4)
    path.write_bytes(content)


def flip_bits(path: Path) -> None:
    draw = random.Random(7)
    content = bytearray(path.read_bytes())
    for _ in range(200):
        content[draw.randrange(100, len(content))] ^= 1 << draw.randrange(8)
    path.write_bytes(content)


def cut_off(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 5000)


def make_utf16(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA encoding = 'UTF-16le'")
    connection.execute("PRAGMA application_id = 1768846436")
    connection.execute("PRAGMA user_version = 1")
    connection.execute("CREATE TABLE changeset (id INTEGER PRIMARY KEY)")
    connection.commit()
    connection.close()


def make_zip(path: Path) -> None:
    path.unlink()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("cases.sqlite", b"x" * 5000)


def make_empty(path: Path) -> None:
    path.write_bytes(b"")


def make_huge(path: Path) -> None:
    os.truncate(path, 1 << 42)  # 4 TB, all holes


def forge_update(**parts: Any) -> Callable[[Path], None]:
    """Return a function that forges an update of the Thai case in which some parts are wrong."""

    def change(path: Path) -> None:
        forge(path, "Ben", [{**update("outcome", "cleared", path), **parts}])

    return change


def forge_create(new: str, **parts: Any) -> Callable[[Path], None]:
    """Return a function that forges a record."""

    def change(path: Path) -> None:
        row = {"tbl": "interdiction", "record": OTHER_ID, "op": "create", "field": None, "old": None, "new": new}
        forge(path, "Ben", [{**row, "prev": None, **parts}])

    return change


def alter_log(statement: str) -> Callable[[Path], None]:
    return run_sql(statement)


def forge_twice(path: Path) -> None:
    row = update("outcome", "cleared", path)
    forge(path, "Ben", [row, {**row, "new": '"pending"'}])


def forge_cycle(path: Path) -> None:
    """Write a change that names one as replaced which comes later in the file."""
    forge(path, "Ben", [update("outcome", "cleared", path)])
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE change SET prev = id WHERE id = (SELECT max(id) FROM change)")


def change_table(path: Path) -> None:
    """Create a record with the id of the Thai case in another table."""
    content = json.dumps({"interdiction": OTHER_ID, "description": "x"}, sort_keys=True, separators=(",", ":"))
    forge_create(content, tbl="cargo", record=THAI["id"])(path)


def replace_other_record(path: Path) -> None:
    """Replace a change of the load by one of the case."""
    with sqlite3.connect(path) as connection:
        prev = connection.execute("SELECT id FROM change WHERE tbl = 'cargo'").fetchone()[0]
    forge_update(prev=prev)(path)


HOSTILE: dict[str, Callable[[Path], None]] = {
    "trigger": run_sql("CREATE TRIGGER t AFTER INSERT ON change BEGIN DELETE FROM meta; END"),
    "view in a table's place": run_sql(
        "ALTER TABLE changeset RENAME TO old", "CREATE VIEW changeset AS SELECT * FROM old"
    ),
    "recursive view": run_sql(
        "CREATE VIEW bomb AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    ),
    "generated column": run_sql("ALTER TABLE meta ADD COLUMN g TEXT GENERATED ALWAYS AS (hex(zeroblob(9))) VIRTUAL"),
    "CHECK bomb": run_sql(
        "UPDATE sqlite_master SET sql = replace(sql, 'value TEXT NOT NULL', "
        "'value TEXT NOT NULL CHECK (length(hex(zeroblob(100000000))) > 1)') WHERE name = 'meta'"
    ),
    "expression index": run_sql("CREATE INDEX i ON change (length(new))"),
    "partial index": run_sql("CREATE INDEX i ON change (op) WHERE op = 'create'"),
    "DEFAULT with a function": run_sql(
        "UPDATE sqlite_master SET sql = replace(sql, 'origin TEXT NOT NULL', "
        "'origin TEXT NOT NULL DEFAULT (load_extension(1))') WHERE name = 'receipt'"
    ),
    "virtual table": run_sql("CREATE VIRTUAL TABLE v USING fts5(x)"),
    "sqlite_stat1": run_sql("ANALYZE"),
    "20,000 tables": add_tables,
    "root-page alias": alias_root,
    "signatures' index of another table": confuse_signatures,
    "overflow loop": loop_overflow,
    "freelist bomb": bomb_freelist,
    "self-pointing page": point_to_itself,
    "bit flips": flip_bits,
    "truncation": cut_off,
    "UTF-16": make_utf16,
    "wrong application id": run_sql("PRAGMA application_id = 7"),
    "newer schema": run_sql("PRAGMA user_version = 99"),
    "empty": make_empty,
    "a zip renamed": make_zip,
    "too large": make_huge,
    "a value of 120 MB": run_sql("UPDATE change SET new = hex(zeroblob(60000000)) WHERE id = 1"),
    "JSON 60,000 deep": forge_update(field="summary", new="[" * 60_000 + "]" * 60_000),
    "a number of 6,000 digits": forge_update(field="position", new='{"latitude":' + "1" * 6000 + "}"),
    "an infinite number": forge_update(field="position", new='{"latitude":Infinity}'),
    "bad UTF-8": run_sql("UPDATE change SET new = CAST(x'22fffe22' AS TEXT) WHERE id = 1"),
    "a surrogate": forge_update(field="title", new='"\\ud800"'),
    "a surrogate in bytes": run_sql("UPDATE change SET new = CAST(x'22eda08022' AS TEXT) WHERE id = 1"),
    "NUL in a text": forge_update(field="title", new='"a\\u0000b"'),
    "NUL in an author": lambda path: void(forge(path, "B\0n", [update("outcome", "cleared", path)])),
    "an empty author": lambda path: void(forge(path, " ", [update("outcome", "cleared", path)])),
    "text of the log altered": alter_log("UPDATE change SET new = replace(new, 'Il-76', 'Il-96')"),
    "author altered": alter_log("UPDATE changeset SET actor = 'Eve'"),
    "time altered": alter_log("UPDATE changeset SET hlc = '2001-01-01T00:00:00.000Z-0000'"),
    "operation altered": alter_log("UPDATE change SET op = 'delete' WHERE op = 'update'"),
    "table altered": alter_log("UPDATE change SET tbl = 'party' WHERE tbl = 'cargo'"),
    "change removed": alter_log("DELETE FROM change WHERE id = (SELECT max(id) FROM change)"),
    "changeset removed": alter_log("DELETE FROM changeset WHERE id = (SELECT min(id) FROM changeset)"),
    "change of no changeset": alter_log(
        "INSERT INTO change (id, changeset, tbl, record, op) VALUES (9999, 9999, 'a', 'b', 'c')"
    ),
    "dangling prev": alter_log("UPDATE change SET prev = 99999 WHERE op = 'update'"),
    "prev nowhere, hash right": forge_update(prev=99999),
    "no prev, hash right": forge_update(prev=None),
    "prev on another record": replace_other_record,
    "cycle": forge_cycle,
    "a record that changes its table": change_table,
    "a field changed twice": forge_twice,
    "a word that is none": forge_update(new='"stolen"'),
    "a wrong type": forge_update(field="states", new='"TH"'),
    "a number for a text": forge_update(field="title", new="5"),
    "JSON that is none": forge_update(new="cleared"),
    "JSON not in its form": forge_update(field="position", new='{ "latitude": 1.0 }'),
    "a created list": forge_create("[]"),
    "a record of no case": forge_create('{"description":"x"}', tbl="cargo"),
    "a case that is none": forge_create('{"description":"x","interdiction":"nowhere"}', tbl="cargo"),
    "a record with no id": forge_create('{"title":"x"}', record="../../etc"),
    "an operation that is none": forge_update(op="upsert"),
    "a delete with a value": forge_update(op="delete"),
    "a moved record": forge_update(field="interdiction", new=f'"{OTHER_ID}"'),
    "an injected change": forge_update(new='"cleared","op":"delete","x":"'),
}


def void(_: object) -> None:
    """Take a value and give none."""


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_and_ones_own_stays_as_it_was(desk: Desk, name: str) -> None:
    desk.edit("ben", "--outcome", "released")
    HOSTILE[name](desk.file("ben"))
    before = desk.file("ana").read_bytes()
    for command in ("merge", "diff"):
        said = desk.do("ana", command, desk.file("ben"))
        assert said.code == 4, said.err
        assert said.err.startswith(f"error: {desk.file('ben')}") or "changeset" in said.err
        assert "hint: " in said.err
    assert desk.file("ana").read_bytes() == before
    assert sorted(path.name for path in desk.folder.glob("*.sqlite*")) == ["ana.sqlite", "ben.sqlite"]


def test_links_folders_pipes_and_missing_files_are_refused(desk: Desk) -> None:
    desk.edit("ben", "--outcome", "released")
    before = desk.file("ana").read_bytes()
    link, pipe = desk.folder / "link.sqlite", desk.folder / "pipe.sqlite"
    link.symlink_to(desk.file("ben"))
    os.mkfifo(pipe)
    for path, code in ((link, 4), (pipe, 4), (desk.folder, 4), (Path("/dev/zero"), 4), (desk.file("nobody"), 3)):
        assert desk.do("ana", "merge", path).code == code
    assert desk.file("ana").read_bytes() == before


@pytest.mark.parametrize("ending", ["-journal", "-wal"])
def test_forged_journal_beside_a_file_is_ignored_with_a_warning_and_its_victim_lives(desk: Desk, ending: str) -> None:
    desk.edit("ben", "--outcome", "released")
    victim = desk.folder / "victim.txt"
    victim.write_text("alive", encoding="utf-8")
    page = 4096
    journal = bytes.fromhex("d9d505f920a163d7") + (1).to_bytes(4) + bytes(4) + (1).to_bytes(4) + (512).to_bytes(4)
    name = str(victim).encode()
    master = page.to_bytes(4) + name + len(name).to_bytes(4) + sum(name).to_bytes(4) + bytes.fromhex("d9d505f920a163d7")
    beside = desk.folder / f"ben.sqlite{ending}"
    beside.write_bytes(journal.ljust(512, b"\0") + master)
    said = desk.do("ana", "merge", desk.file("ben"))
    assert said.code == 0
    assert f"ben.sqlite{ending} was ignored" in said.err
    assert victim.read_text(encoding="utf-8") == "alive"
    assert beside.exists()
    assert desk.show("ana")["outcome"] == "released"


def test_record_tables_altered_by_hand_do_not_matter_for_a_merge(desk: Desk) -> None:
    desk.edit("ben", "--outcome", "released")
    with sqlite3.connect(desk.file("ben")) as connection:
        connection.execute("UPDATE interdiction SET outcome = 'evaded', title = 'rubbish'")
        connection.execute("DELETE FROM cargo")
    assert desk.do("ana", "merge", desk.file("ben")).code == 0
    shown = desk.show("ana")
    assert (shown["outcome"], shown["title"], len(shown["cargo"])) == ("released", THAI["title"], 1)


def test_file_left_in_wal_mode_is_read_and_what_its_wal_holds_is_named(desk: Desk) -> None:
    desk.edit("ben", "--outcome", "released")
    with sqlite3.connect(desk.file("ben")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("SELECT count(*) FROM meta").fetchone()
    assert desk.do("ana", "merge", desk.file("ben")).code == 0
    assert desk.show("ana")["outcome"] == "released"


TEXTS = (
    "\x1b[31mred\x1b[0m", "\x9b31m", "\x1b]8;;http://example.org\x07link\x1b]8;;\x07", "\x1b]52;c;ZXZpbA==\x07",
    "one\rtwo", "\u202eevil\u202c", "zero\u200bwidth", "[/bold]", "[link=http://example.org]x[/link]", ":skull:",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_text_that_commands_a_terminal_is_shown_escaped_wherever_it_comes_from(desk: Desk, text: str) -> None:
    path = desk.file("ben")
    forge(path, f"B{text}n", [update("title", text, path), update("agency", text, path)], note=text, tool=f"t{text}")
    desk.edit("ana", "--title", "Another")
    other = desk.folder / f"b{text.replace('/', '-')}n.sqlite"
    path.rename(other)
    printed = ""
    for command in (
        ("diff", other), ("merge", other), ("conflicts",), ("conflicts", "-f", "table"), ("log",), ("log", THAI["id"]),
        ("log", "-f", "table"), ("blame", THAI["id"]), ("blame", THAI["id"], "-f", "table"), ("show", THAI["id"]),
        ("list", "-f", "table"), ("list",), ("resolve", THAI["id"], "title", "--pick", "9"), ("merge", f"no{text}"),
        ("sign", "--list"), ("check",), ("forget", THAI["id"], "title", "-n"),
    ):  # fmt: skip
        said = desk.do("ana", *command)
        printed += said.out + said.err
    commands = {char for char in printed if (ord(char) < 32 and char not in "\n\t") or 127 <= ord(char) < 160}
    assert not commands
    assert not set("\u202e\u202c\u200b") & set(printed)


def test_a_real_process_refuses_a_hostile_file_without_a_traceback(desk: Desk) -> None:
    desk.edit("ben", "--outcome", "released")
    point_to_itself(desk.file("ben"))
    done = subprocess.run(
        [sys.executable, "-m", "interdict", "--db", str(desk.file("ana")), "merge", str(desk.file("ben"))],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 4
    assert "Traceback" not in done.stderr


MUTATIONS = int(os.environ.get("INTERDICT_MUTATIONS", "500"))
GROUP = 50


@pytest.mark.parametrize("start", range(0, MUTATIONS, GROUP))
def test_mutated_files_never_crash_hang_or_merge_with_other_content(desk: Desk, start: int) -> None:
    """Change bytes of a whole file at random: it is refused, or merged with exactly the content that it had."""
    desk.edit("ben", "--outcome", "released")
    whole = desk.file("ben").read_bytes()
    desk.file("chi").write_bytes(desk.file("ana").read_bytes())
    desk.do("chi", "merge", desk.file("ben"), "-q")
    from tests.sharing.histories import dump

    wanted = dump(desk.file("chi"))
    mine = desk.file("ana").read_bytes()
    for seed in range(start, min(start + GROUP, MUTATIONS)):
        desk.file("ben").write_bytes(mutate(whole, random.Random(seed)))
        said = desk.do("ana", "merge", desk.file("ben"), "-q")
        assert said.code in (0, 4), (seed, said)
        if said.code == 4:
            assert desk.file("ana").read_bytes() == mine, seed
        else:
            assert dump(desk.file("ana")) in (wanted, dump_bytes(desk, mine)), seed
            desk.file("ana").write_bytes(mine)


def dump_bytes(desk: Desk, content: bytes) -> Any:
    from tests.sharing.histories import dump

    desk.file("plain").write_bytes(content)
    return dump(desk.file("plain"))


def mutate(content: bytes, draw: random.Random) -> bytes:
    """Change a file in one of several ways: bits, bytes, stretches, pages, its length."""
    changed = bytearray(content)
    kind = draw.randrange(7)
    page = 4096
    if kind == 0:
        for _ in range(draw.randint(1, 8)):
            changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
    elif kind == 1:
        for _ in range(draw.randint(1, 64)):
            changed[draw.randrange(len(changed))] = draw.randrange(256)
    elif kind == 2:
        start = draw.randrange(len(changed))
        changed[start : start + draw.randint(1, 600)] = bytes(draw.randint(1, 600))
    elif kind == 3:
        one, two = (draw.randrange(len(changed) // page) * page for _ in range(2))
        changed[one : one + page] = content[two : two + page]
    elif kind == 4:
        del changed[draw.randrange(len(changed)) :]
    elif kind == 5:
        changed[draw.randrange(100)] = draw.randrange(256)
    else:
        start = draw.randrange(len(changed) // page) * page
        changed[start : start + 12] = bytes(draw.randrange(256) for _ in range(12))
    return bytes(changed)
