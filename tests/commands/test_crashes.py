"""What may happen to a file while it is written: killed writers, several writers, a full disk."""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from interdict.store.checks import CHECKS
from interdict.store.connection import open_reading
from tests.conftest import Run
from tests.samples import THAI, add_case, dump_tables, leave_journal

WRITE = """
import sys
from pathlib import Path
from interdict.domain.changes import Change
from interdict.domain.ids import make_id
from interdict.store.connection import open_writing
from interdict.store.log import write_changes
import interdict.domain.models  # loaded before the clock starts
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[2])):
    with open_writing(Path(sys.argv[1])) as connection:
        change = Change("source", make_id(), "create", new={"key": f"{sys.argv[3]}-{number}", "title": "x" * 5000})
        write_changes(connection, [change, change._replace(record=make_id())], author=sys.argv[3])
"""


def start_writer(path: Path, count: int, name: str) -> subprocess.Popen[str]:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITE, str(path), str(count), name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    return writer


def let_go(writer: subprocess.Popen[str]) -> None:
    assert writer.stdin is not None
    writer.stdin.write("\n")
    writer.stdin.flush()


def find_problems(path: Path) -> list[object]:
    with open_reading(path) as connection:
        return [finding for check in CHECKS.values() for finding in check.run(connection)]


def test_writer_killed_at_any_moment_leaves_whole_commands(file: Path) -> None:
    draw = random.Random(7)
    written = 0
    for turn in range(15):
        writer = start_writer(file, 1000, f"w{turn}")
        let_go(writer)
        time.sleep(draw.uniform(0.0, 0.06))
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        assert find_problems(file) == []
        with open_reading(file) as connection:
            changes = connection.execute("SELECT count(*) FROM change").fetchone()[0]
            sets = connection.execute("SELECT count(*) FROM changeset").fetchone()[0]
        assert changes == 2 * sets
        written = max(written, sets)
    assert written > 0


def test_three_writers_at_once_lose_nothing(file: Path) -> None:
    writers = [start_writer(file, 30, name) for name in ("ana", "ben", "cho")]
    for writer in writers:
        let_go(writer)
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    with open_reading(file) as connection:
        counts = connection.execute("SELECT actor, count(*) FROM changeset GROUP BY actor ORDER BY actor").fetchall()
    assert [tuple(row) for row in counts] == [("ana", 30), ("ben", 30), ("cho", 30)]
    assert find_problems(file) == []


# Says at the moment of locking whether the models, which take long to load, are there already.
LOCK = """
import sys
from interdict import cli
from interdict.store import connection as store
connect = store.connect

def connect_traced(path, mode):
    connection = connect(path, mode)
    connection.set_trace_callback(say)
    return connection

def say(sql):
    if sql.startswith("BEGIN IMMEDIATE"):
        print("interdict.domain.models" in sys.modules, file=sys.stderr)

store.connect = connect_traced
cli.run(["add", "--title", "x", "-q"])
"""


def test_models_are_loaded_before_the_file_is_locked(file: Path) -> None:
    environment = {**os.environ, "INTERDICT_DB": str(file)}
    done = subprocess.run([sys.executable, "-c", LOCK], env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == "True\n"
    assert len(dump_tables(file)["interdiction"]) == 1


def test_twenty_cases_added_at_once_are_twenty_cases(file: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-m", "interdict", "add", "--title", f"x{number}", "--source", f"Report {number}", "-q"],
            env={**os.environ, "INTERDICT_DB": str(file)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(20)
    ]
    assert [writer.communicate(timeout=120)[1] for writer in writers] == [""] * 20
    assert len(dump_tables(file)["interdiction"]) == 20
    assert find_problems(file) == []


def test_journal_of_a_killed_writer_is_healed_when_the_file_is_next_read(file: Path, run: Run) -> None:
    add_case(file, THAI)
    before = dump_tables(file)
    leave_journal(file)
    assert run("list").returncode == 0
    assert dump_tables(file) == before
    assert find_problems(file) == []


def test_file_size_limit_leaves_the_file_as_it_was(file: Path) -> None:
    add_case(file, THAI)
    before = file.read_bytes()
    size = len(before)
    long = "x" * 900_000

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100_000, size + 100_000))

    done = subprocess.run(
        [sys.executable, "-m", "interdict", "add", "-"],
        input=f"title: x\nsummary: {long}\n",
        capture_output=True,
        text=True,
        env={**os.environ, "INTERDICT_DB": str(file)},
        preexec_fn=limit,
        check=False,
    )
    assert done.returncode == 1
    assert "error: " in done.stderr
    assert "Traceback" not in done.stderr
    assert file.read_bytes() == before


def test_locked_file_is_waited_for_and_then_told(file: Path, run: Run) -> None:
    add_case(file, THAI)
    before = file.read_bytes()
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        done = run("note", "TH-2009", "hello")
    finally:
        connection.execute("ROLLBACK")
        connection.close()
    assert done.returncode == 1
    assert "locked by another program for over 5 seconds" in done.stderr
    assert file.read_bytes() == before


@pytest.mark.parametrize("moment", [0.0, 0.05, 0.2])
def test_interrupted_command_is_quiet_and_writes_nothing(file: Path, moment: float) -> None:
    before = file.read_bytes()
    process = subprocess.Popen(
        [sys.executable, "-m", "interdict", "import", "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "INTERDICT_DB": str(file)},
    )
    time.sleep(0.6 + moment)  # it waits for its document by now
    process.send_signal(signal.SIGINT)
    _, words = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "interrupted" in words
    assert "Traceback" not in words
    assert file.read_bytes() == before


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_copy_is_not_given_a_name_that_sqlite_would_delete(file: Path, run: Run, ending: str) -> None:
    target = Path(f"{file}{ending}")
    for command in (("db", "backup", target), ("share", target)):
        done = run(*map(str, command))
        assert done.returncode == 2
        assert "SQLite gives" in done.stderr
    assert not target.exists()
