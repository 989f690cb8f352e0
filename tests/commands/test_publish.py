"""`interdict publish` and `interdict extract` at the command line: what they write, and what they never touch."""

from __future__ import annotations

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from interdict.domain.ids import make_id
from interdict.sharing.vetting import PUBLISHED_ID
from tests.conftest import Run
from tests.samples import THAI, add_case


@pytest.fixture
def full(file: Path) -> Path:
    """Return a file with two cases, one of them marked."""
    add_case(file, THAI)
    add_case(file, {"id": make_id(), "title": "Kept back", "mode": "sea", "tlp": "amber"})
    return file


def list_names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "home")


def test_copy_is_a_file_of_its_own_kind(full: Path, run: Run, tmp_path: Path) -> None:
    before = full.read_bytes()
    done = run("publish", "copy.db", "--title", "Arms", "--licence", "CC BY 4.0", "-q", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    connection = sqlite3.connect(tmp_path / "copy.db")
    assert connection.execute("PRAGMA application_id").fetchone()[0] == PUBLISHED_ID
    told = dict(connection.execute("SELECT name, value FROM metadata").fetchall())
    connection.close()
    assert (told["title"], told["licence"], told["sharing"]) == ("Arms", "CC BY 4.0", "TLP:CLEAR")
    assert "Admiralty" in told["standard of evidence"]
    assert full.read_bytes() == before
    assert list_names(tmp_path) == ["cases.sqlite", "copy.db"]


@pytest.mark.usefixtures("full")
def test_json_tells_all(run: Run, tmp_path: Path) -> None:
    done = run("publish", str(tmp_path / "copy.db"), "-f", "json")
    told = json.loads(done.stdout)
    assert list(told) == ["file", "dry_run", "mark", "published", "left_out", "emptied", "emptied_total"]
    assert told["published"]["interdiction"] == 1
    assert {"kind": "interdiction", "reason": "TLP:AMBER", "records": 1} in told["left_out"]


@pytest.mark.usefixtures("full")
def test_dry_run_tells_the_same_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    dry = json.loads(run("publish", str(tmp_path / "copy.db"), "-f", "json", "--dry-run").stdout)
    assert list_names(tmp_path) == ["cases.sqlite"]
    wet = json.loads(run("publish", str(tmp_path / "copy.db"), "-f", "json").stdout)
    assert dry.pop("dry_run") is True
    assert wet.pop("dry_run") is False
    assert dry == wet


@pytest.mark.usefixtures("full")
def test_extract_takes_terms_and_needs_them(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "air.db"
    assert run("extract", "-o", str(target)).returncode == 2
    assert run("extract", "mode:air").returncode == 2
    assert not target.exists()
    done = run("extract", "mode:air", "outcome:seized", "-o", str(target))
    assert done.returncode == 0
    assert "1 case, 2 sources, TLP:CLEAR" in done.stderr


@pytest.mark.usefixtures("full")
def test_mark_is_raised_only_by_wish(run: Run, tmp_path: Path) -> None:
    assert "2 cases" in run("publish", str(tmp_path / "copy.db"), "--tlp", "amber").stderr
    done = run("publish", str(tmp_path / "other.db"), "--tlp", "red")
    assert (done.returncode, (tmp_path / "other.db").exists()) == (2, False)


@pytest.mark.usefixtures("full")
def test_copy_is_replaced_only_when_told(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    run("publish", str(target))
    first = target.read_bytes()
    done = run("publish", str(target), "mode:sea")
    assert (done.returncode, target.read_bytes()) == (1, first)
    assert "--replace" in done.stderr
    assert run("publish", str(target), "mode:sea", "--replace").returncode == 0
    assert target.read_bytes() != first


@pytest.mark.parametrize("flags", [(), ("--replace",), ("--replace", "--dry-run")])
def test_nothing_else_is_ever_replaced(full: Path, run: Run, tmp_path: Path, flags: tuple[str, ...]) -> None:
    own = full.read_bytes()
    other = tmp_path / "other.sqlite"
    other.write_bytes(own)
    (tmp_path / "hard.db").hardlink_to(full)
    (tmp_path / "soft.db").symlink_to(other)
    foreign = tmp_path / "foreign.db"
    sqlite3.connect(foreign).execute("CREATE TABLE t (x)").connection.close()
    (tmp_path / "folder.db").mkdir()
    text = tmp_path / "notes.txt"
    text.write_text("mine")
    os.mkfifo(tmp_path / "pipe.db")
    (tmp_path / "new.db-journal").write_text("left")
    names = ("cases.sqlite", "other.sqlite", "hard.db", "soft.db", "foreign.db", "notes.txt", "pipe.db", "folder.db")
    before = foreign.read_bytes()
    for name in (*names, "new.db", "x-wal", "none/copy.db"):
        done = run("publish", str(tmp_path / name), *flags)
        assert done.returncode in {1, 2}, name
        assert done.stderr.startswith("error: "), name
    assert (full.read_bytes(), other.read_bytes(), foreign.read_bytes(), text.read_text()) == (own, own, before, "mine")
    assert not (tmp_path / "new.db").exists()


def test_title_must_not_tell_what_is_left_out(file: Path, run: Run, tmp_path: Path) -> None:
    add_case(file, {**THAI, "parties": [{"name": "Ivan Petrov", "kind": "company", "tlp": "red"}]})
    done = run("publish", str(tmp_path / "copy.db"), "--title", "All on Ivan Petrov")
    assert (done.returncode, list_names(tmp_path)) == (2, ["cases.sqlite"])
    assert "--title" in done.stderr


def test_full_disk_leaves_nothing(full: Path, tmp_path: Path) -> None:
    code = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (30000, 30000)); import interdict.__main__"
    command = [sys.executable, "-c", f"{code}; interdict.__main__.main()", "publish", str(tmp_path / "copy.db")]
    done = subprocess.run(
        command, env={**os.environ, "INTERDICT_DB": str(full)}, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("error: the disk is full")
    assert "copy.db was not made" in done.stderr
    assert list_names(tmp_path) == ["cases.sqlite"]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 30000


def test_interrupted_leaves_nothing(file: Path, tmp_path: Path) -> None:
    from tests.bench.generate import make_bench_file

    make_bench_file(file, 1500)
    command = [sys.executable, "-m", "interdict", "publish", str(tmp_path / "copy.db")]
    child = subprocess.Popen(
        command,
        env={**os.environ, "INTERDICT_DB": str(file)},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    while child.poll() is None and not list(tmp_path.glob(".interdict-*")):
        time.sleep(0.01)
    child.send_signal(signal.SIGINT)
    _, errors = child.communicate(timeout=60)
    assert (child.returncode, errors.splitlines()[-1]) == (130, "error: interrupted")
    assert list_names(tmp_path) == ["cases.sqlite"]


def test_damaged_row_is_named_and_nothing_is_written(full: Path, run: Run, tmp_path: Path) -> None:
    connection = sqlite3.connect(full)
    connection.execute("UPDATE interdiction SET states = 'nonsense['")
    connection.commit()
    connection.close()
    done = run("publish", str(tmp_path / "copy.db"))
    assert done.returncode == 4
    assert list_names(tmp_path) == ["cases.sqlite"]


@pytest.mark.parametrize("name", ["copy ☠ ?%#.db", "-copy.db", "a'b\"c.db"])
@pytest.mark.usefixtures("full")
def test_any_name_will_do(run: Run, tmp_path: Path, name: str) -> None:
    assert run("publish", "--", name, cwd=tmp_path).returncode == 0
    assert (tmp_path / name).read_bytes().startswith(b"SQLite format 3")


def test_empty_file_gives_an_empty_copy(run: Run, tmp_path: Path) -> None:
    done = run("publish", str(tmp_path / "copy.db"))
    assert done.returncode == 0
    assert "0 cases, 0 sources" in done.stderr


@pytest.mark.parametrize("command", ["publish", "extract"])
def test_help_has_two_examples(run: Run, command: str) -> None:
    examples = run(command, "--help").stdout.partition("Examples:\n")[2].partition("\n\n")[0]
    assert len(examples.splitlines()) == 2
