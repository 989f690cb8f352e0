"""`log` and `undo` at the command line: history outlives what it is about, and a dry run tells what will be done."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from interdict.domain.changes import Change
from interdict.domain.ids import make_id
from interdict.store.connection import open_reading, open_writing
from interdict.store.history import list_changesets, read_changes
from interdict.store.log import write_changes
from interdict.store.undoing import plan_undo
from tests.conftest import Run
from tests.samples import THAI, add_case, dump_tables


def read_log(run: Run, *arguments: str) -> list[dict[str, str]]:
    done = run("log", *arguments, "--limit", "0", "-f", "csv")
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


@pytest.mark.parametrize("name", ["TH-2009-7KQ", "th-2009-7kq", THAI["id"]])
def test_log_of_a_removed_case_still_tells_its_history(file: Path, run: Run, name: str) -> None:
    add_case(file, {**THAI, "ref": "TH-2009-7KQ"})
    before = read_log(run, "TH-2009-7KQ")
    assert run("remove", "TH-2009-7KQ", "-y").returncode == 0
    rows = read_log(run, name)
    assert [row["op"] for row in rows].count("delete") == len(before)
    assert [row for row in rows if row["op"] == "create"] == before
    table = run("log", name, "-f", "table").stdout
    assert "TH-2009-7KQ" in table.split("create")[0]  # named by what it was, not by its id


def test_log_of_a_removed_record_still_tells_its_history(run: Run) -> None:
    run("add", "--title", "x", "--state", "TH", "--cargo", "boots; key=b")
    run("remove", "TH-/b", "-y")
    assert [row["op"] for row in read_log(run, "TH-/b")] == ["delete", "create"]
    assert [row["op"] for row in read_log(run, "TH-/cargo/b")] == ["delete", "create"]
    assert run("log", "TH-/c").returncode == 3
    assert run("log", "TH-/party/b").returncode == 3


def test_log_of_a_case_of_more_records_than_sqlite_takes_values(file: Path, run: Run) -> None:
    case_id = add_case(file, THAI)
    own = {"interdiction": case_id, "subject": {"table": "interdiction", "id": case_id}, "text": "x"}
    notes = [Change("note", make_id(), "create", new={**own, "key": f"note-{number}"}) for number in range(33_000)]
    with open_writing(file) as connection:
        write_changes(connection, notes, author="Ana")
    assert len(read_log(run, "TH-2009")) > 33_000


def test_undo_of_an_empty_name_is_not_undo_of_the_newest(file: Path, run: Run) -> None:
    add_case(file, THAI)
    done = run("undo", "", "-y")
    assert done.returncode == 2
    assert len(dump_tables(file)["interdiction"]) == 1


def prepare(file: Path, run: Run, what: str) -> None:
    """Make a last changeset of some kind."""
    add_case(file, THAI)
    if what == "add":
        return
    if what == "edit":
        run("edit", "TH-2009", "--outcome", "released", "--title", "another")
        return
    run("remove", "TH-2009/load", "-y")
    if what != "remove":
        run("edit", "TH-2009", "--cargo", "hats; key=load")
    if what == "undo":
        run("undo", "-y")


@pytest.mark.parametrize("what", ["add", "edit", "remove", "make again", "undo"])
def test_dry_run_of_an_undo_tells_what_the_undo_then_does(file: Path, run: Run, what: str) -> None:
    prepare(file, run, what)
    with open_reading(file) as connection:
        uid = list_changesets(connection)[0].uid
    before = file.read_bytes()
    dry = run("undo", uid, "-n")
    asked = run("undo", uid)
    assert file.read_bytes() == before or asked.returncode == 0
    if asked.returncode == 2:  # it shows what it asks about: the same lines
        assert dry.stderr.splitlines()[:-1] == asked.stderr.splitlines()[:-2]
        with open_reading(file) as connection:
            planned = plan_undo(connection, list_changesets(connection)[0]).changes
        done = run("undo", uid, "-y")
        with open_reading(file) as connection:
            entry = list_changesets(connection)[0]
            assert entry.undoes == uid
            assert list(read_changes(connection, entry.number)) == planned
    else:
        done = asked
    assert dry.stderr.splitlines()[-1].replace("would take", "took") == done.stderr.splitlines()[0]
    assert json.loads(run("log", "--limit", "1", "-f", "json").stdout)[0]["undoes"] == uid[:10]


def test_undo_that_leaves_something_says_how_much(file: Path, run: Run) -> None:
    add_case(file, THAI)
    run("edit", "TH-2009", "--outcome", "released", "--title", "another")
    with open_reading(file) as connection:
        uid = list_changesets(connection)[0].uid
    run("edit", "TH-2009", "--outcome", "pending")
    lines: list[Any] = [run("undo", uid, "--force", *options).stderr.strip() for options in (["-n"], ["-y"])]
    assert lines[0].splitlines()[-1].endswith("2 changes; 1 is left as it is")
    assert lines[1].splitlines()[0] == lines[0].splitlines()[-1].replace("would take", "took")
