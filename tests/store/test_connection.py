"""Opening files: what is refused, in which words, and that it is left as it was."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from interdict.domain.document_writer import write_case
from interdict.errors import DataError, InterdictError
from interdict.store.cases import read_case
from interdict.store.connection import APPLICATION_ID, SCHEMA, check_header, open_reading, open_writing
from interdict.store.history import list_changesets, read_changes
from interdict.store.migrations import create_file
from tests.conftest import Run
from tests.samples import THAI, add_case, dump_tables

READ = ("log",)
WRITE = ("source", "add", "--title", "A report")


def set_pragma(path: Path, name: str, value: int) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA {name} = {value}")
    connection.close()


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def make_foreign(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE cookies (host TEXT)")
    connection.commit()
    connection.close()


def make_fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


# What is wrong with a file: how it comes about, the exit code, and words of the message.
FAULTS: dict[str, tuple[Callable[[Path], Any], int, str]] = {
    "missing": (Path.unlink, 3, "there is no file"),
    "a folder": (make_folder, 4, "is a folder"),
    "a pipe": (make_fifo, 4, "is not a regular file"),
    "empty": (lambda path: path.write_bytes(b""), 4, "is empty"),
    "text": (lambda path: path.write_text("title: Arms\n" * 50), 4, "is not a SQLite file"),
    "a zip": (lambda path: path.write_bytes(b"PK\x03\x04" + bytes(500)), 4, "is not a SQLite file"),
    "of another program": (make_foreign, 4, "of another program"),
    "of a newer interdict": (lambda path: set_pragma(path, "user_version", 99), 4, "a newer interdict (schema 99"),
    "of an older interdict": (lambda path: set_pragma(path, "user_version", 0), 4, "the older schema 0"),
    "cut within the header": (lambda path: path.write_bytes(path.read_bytes()[:60]), 4, "is not a SQLite file"),
    "cut after the header": (lambda path: path.write_bytes(path.read_bytes()[:100]), 4, "is damaged"),
    "cut in half": (lambda path: path.write_bytes(path.read_bytes()[:20_000]), 4, "is damaged"),
    "overwritten": (lambda path: path.write_bytes(path.read_bytes()[:100] + b"\xa5" * 90_000), 4, "is damaged"),
}


def read_state(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def list_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "home")


def check_complaint(done: subprocess.CompletedProcess[str], code: int, words: str) -> None:
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert [line.split(":")[0] for line in lines] == ["error", "hint"], done.stderr
    assert words in lines[0]


@pytest.mark.parametrize("command", [READ, WRITE], ids=["reading", "writing"])
@pytest.mark.parametrize("fault", FAULTS)
def test_unusable_file_is_refused_in_one_line_and_left_alone(
    file: Path, run: Run, fault: str, command: tuple[str, ...]
) -> None:
    spoil, code, words = FAULTS[fault]
    spoil(file)
    before = read_state(file)
    check_complaint(run(*command), code, words)
    assert read_state(file) == before
    assert list_names(file.parent) in ([file.name], [])


@pytest.mark.parametrize("seed", range(40))
def test_damage_anywhere_is_no_surprise(file: Path, seed: int) -> None:
    add_case(file, THAI)
    lot = random.Random(seed)
    spoilt = bytearray(file.read_bytes())
    page = lot.randrange(1, len(spoilt) // 4096) * 4096
    if seed % 2:
        spoilt[page : page + 4096] = lot.randbytes(4096)
    else:
        del spoilt[page + lot.randrange(4096) :]
    file.write_bytes(spoilt)
    try:
        with open_reading(file) as connection:
            for (case_id,) in connection.execute("SELECT id FROM interdiction").fetchall():
                write_case(read_case(connection, case_id).values())
            for entry in list_changesets(connection):
                list(read_changes(connection, entry.number))
    except DataError as error:  # that the damage is not met is right as well
        complaint = f"{error.message} {error.hint}"
    else:
        complaint = "is damaged"
    assert "is damaged" in complaint
    assert file.read_bytes() == spoilt


@pytest.mark.parametrize(
    "name",
    [
        "what? 100% #1.sqlite",
        "-n.sqlite",
        "--db",
        "a b.sqlite",
        "C:\\x.sqlite",
        "%41.sqlite",
        "file:x?mode=ro",
        "données ☠.sqlite",
        "x&cache=shared",
        os.fsdecode(b"\xff\xfe.sqlite"),
        "n" * 247,
    ],
)
def test_any_name_is_the_name_of_the_file(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "folder"
    path = folder / name
    create_file(path)
    add_case(path, THAI)
    assert len(dump_tables(path)["cargo"]) == 1
    assert list_names(folder) == [name]


def test_name_that_leaves_no_room_for_a_journal_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InterdictError, match="name too long"):
        create_file(tmp_path / "folder" / ("n" * 250))
    assert list_names(tmp_path / "folder") == []


def test_name_that_begins_with_a_hyphen_is_taken_from_the_option(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    create_file(Path("-x ?.sqlite"))
    done = run("--db", "-x ?.sqlite", *WRITE, db=None)
    assert done.returncode == 0, done.stderr
    assert len(dump_tables(Path("-x ?.sqlite"))["source"]) == 1


def test_two_slashes_at_the_start_name_no_host(file: Path) -> None:
    with open_reading(Path(f"/{file}")) as connection:
        assert connection.execute("SELECT count(*) FROM source").fetchone()[0] == 0


def test_locked_file_is_given_up_after_five_seconds(file: Path) -> None:
    add_case(file, THAI)
    before = file.read_bytes()
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    began = time.monotonic()
    commands = (READ, WRITE, ("db", "info"), ("db", "backup", str(file.with_name("copy.sqlite"))))
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "interdict", "--db", str(file), *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for command in commands
    ]
    for process in processes:
        out, err = process.communicate(timeout=30)
        done = subprocess.CompletedProcess(process.args, process.returncode, out, err)
        check_complaint(done, 1, "has been locked by another program for over 5 seconds")
    assert time.monotonic() - began > 4.5
    holder.close()
    assert file.read_bytes() == before
    assert not file.with_name("copy.sqlite").exists()


def test_short_lock_is_waited_for(file: Path, run: Run) -> None:
    code = (
        "import sqlite3, sys, time; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "c.execute('BEGIN EXCLUSIVE'); print(flush=True); time.sleep(1)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(file)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        holder.stdout.readline()
        assert run(*WRITE).returncode == 0


# Reading needs no leave to write; root has every leave, so the command runs as somebody else.
AS_NOBODY = """
import os, sys
from interdict.cli import run
for command in ("log", "source add --title x", "init", "db backup"):
    run(["--db", sys.argv[1], *command.split(), "-q"])  # so that all modules are loaded while they can be
    run(["--db", sys.argv[1] + ".new", *command.split(), "-q"])
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
sys.stdout.flush()
print("--", flush=True)
print("--", file=sys.stderr, flush=True)
os._exit(run(sys.argv[2:]))
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that anybody may enter, with a file in it; pytest's own are for its user alone."""
    folder = Path(tempfile.mkdtemp(prefix="interdict-test-"))
    folder.chmod(0o755)
    create_file(folder / "cases.sqlite")
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def run_as_nobody(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    good = tmp_path / f"{time.monotonic_ns()}.sqlite"
    create_file(good)
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(good), *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "INTERDICT_CONFIG": os.devnull},
        check=False,
    )
    out, err = (text.rpartition("--\n")[2] for text in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def test_read_only_file_is_read_but_not_written(open_folder: Path, tmp_path: Path) -> None:
    path = open_folder / "cases.sqlite"
    path.chmod(0o444)
    open_folder.chmod(0o777)
    before = path.read_bytes()
    read = run_as_nobody(tmp_path, "--db", str(path), *READ, "-f", "json")
    assert (read.returncode, read.stdout.strip()) == (0, "[]"), read.stderr
    check_complaint(run_as_nobody(tmp_path, "--db", str(path), *WRITE), 1, "may not be written")
    assert path.read_bytes() == before


def test_file_in_a_read_only_folder_is_read_but_not_written(open_folder: Path, tmp_path: Path) -> None:
    path = open_folder / "cases.sqlite"
    path.chmod(0o666)
    open_folder.chmod(0o555)
    before = path.read_bytes()
    read = run_as_nobody(tmp_path, "--db", str(path), *READ, "-f", "json")
    assert (read.returncode, read.stdout.strip()) == (0, "[]"), read.stderr
    check_complaint(run_as_nobody(tmp_path, "--db", str(path), *WRITE), 1, "cannot be written where it is")
    assert path.read_bytes() == before


@pytest.mark.parametrize("command", [READ, WRITE], ids=["reading", "writing"])
def test_file_that_may_not_be_read_is_an_error(open_folder: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    path = open_folder / "cases.sqlite"
    path.chmod(0o600)
    check_complaint(run_as_nobody(tmp_path, "--db", str(path), *command), 1, "cannot read")
    open_folder.chmod(0o700)
    check_complaint(run_as_nobody(tmp_path, "--db", str(path), *command), 1, "cannot read")


@pytest.mark.parametrize("command", [("init",), ("db", "backup")])
def test_nothing_is_made_in_a_folder_of_others(open_folder: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    path = open_folder / ("new.sqlite" if command == ("init",) else "cases.sqlite")
    check_complaint(run_as_nobody(tmp_path, "--db", str(path), *command), 1, "cannot make")
    open_folder.chmod(0o700)
    check_complaint(run_as_nobody(tmp_path, "--db", str(path), *command), 1, "cannot")
    assert list_names(open_folder) == ["cases.sqlite"]


# A limit on the size of files is what a full disk looks like from here.
WITH_LIMIT = """
import os, resource, sys
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
from interdict.cli import run
os._exit(run(sys.argv[2:]))
"""


def run_with_limit(limit: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITH_LIMIT, str(limit), *arguments], capture_output=True, text=True, check=False
    )


def test_full_disk_leaves_the_file_as_it_was(file: Path) -> None:
    add_case(file, THAI)
    before = file.read_bytes()
    done = run_with_limit(len(before), "--db", str(file), "source", "add", "--title", "x" * 60_000)
    check_complaint(done, 1, f"the disk is full; {file} is as it was")
    assert file.read_bytes() == before
    assert list_names(file.parent) == [file.name]


@pytest.mark.parametrize("limit", [0, 8192, 60_000])
def test_full_disk_makes_no_file(tmp_path: Path, limit: int) -> None:
    path = tmp_path / "folder" / "new.sqlite"
    check_complaint(run_with_limit(limit, "init", "--db", str(path)), 1, "the disk is full")
    assert list_names(path.parent) == []


def test_full_disk_makes_no_backup(file: Path) -> None:
    before = file.read_bytes()
    target = file.with_name("copy.sqlite")
    done = run_with_limit(8192, "--db", str(file), "db", "backup", str(target))
    check_complaint(done, 1, f"the disk is full; {target} was not made")
    assert file.read_bytes() == before
    assert list_names(file.parent) == [file.name]


# Fills the page cache, so that the file itself is written before the end, and waits to be killed.
HALF_DONE = """
import sys, time
from pathlib import Path
from interdict.store.connection import open_writing
with open_writing(Path(sys.argv[1])) as connection:
    connection.execute("PRAGMA cache_size = 5")
    connection.execute("UPDATE interdiction SET title = 'half done'")
    connection.execute("PRAGMA user_version = 1")
    for number in range(300):
        connection.execute("INSERT INTO meta (name, value) VALUES (?, ?)", (f"x{number}", "x" * 1000))
    print(flush=True)
    time.sleep(60)
"""


def leave_half_done(path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", HALF_DONE, str(path)], stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def test_killed_write_is_taken_back_by_the_next_reader(file: Path) -> None:
    add_case(file, THAI)
    before = file.read_bytes()
    leave_half_done(file)
    assert file.read_bytes() != before
    assert Path(f"{file}-journal").exists()
    assert dump_tables(file)["interdiction"][0][2] == THAI["title"]
    assert file.read_bytes() == before
    assert not Path(f"{file}-journal").exists()


def test_killed_write_is_taken_back_by_the_next_writer(file: Path, run: Run) -> None:
    add_case(file, THAI)
    leave_half_done(file)
    assert run(*WRITE).returncode == 0
    assert dump_tables(file)["interdiction"][0][2] == THAI["title"]


def test_killed_write_is_taken_back_through_a_link(file: Path) -> None:
    add_case(file, THAI)
    leave_half_done(file)
    link = file.parent / "elsewhere" / "link.sqlite"
    link.parent.mkdir()
    link.symlink_to(file)
    assert dump_tables(link)["interdiction"][0][2] == THAI["title"]


def test_header_of_a_killed_write_is_not_believed(file: Path) -> None:
    add_case(file, THAI)
    leave_half_done(file)
    with file.open("r+b") as raw:
        raw.seek(60)
        raw.write((99).to_bytes(4))
    assert check_header(file) == (SCHEMA, APPLICATION_ID)
    assert len(dump_tables(file)["interdiction"]) == 1


def test_killed_write_that_may_not_be_taken_back_says_what_to_do(open_folder: Path, tmp_path: Path) -> None:
    path = open_folder / "cases.sqlite"
    add_case(path, THAI)
    leave_half_done(path)
    path.chmod(0o444)
    Path(f"{path}-journal").chmod(0o444)
    before = path.read_bytes()
    done = run_as_nobody(tmp_path, "--db", str(path), *READ)
    check_complaint(done, 1, "cannot be written where it is")
    assert "-journal" in done.stderr.splitlines()[1]
    assert path.read_bytes() == before


def test_reading_cannot_write(file: Path) -> None:
    with pytest.raises(InterdictError), open_reading(file) as connection:
        connection.execute("DELETE FROM meta")


def test_raised_error_takes_the_whole_transaction_back(file: Path) -> None:
    before = file.read_bytes()
    with pytest.raises(KeyError):
        write_and_fail(file)
    assert file.read_bytes() == before


def write_and_fail(path: Path) -> None:
    with open_writing(path) as connection:
        connection.execute("DELETE FROM meta")
        raise KeyError("x")
