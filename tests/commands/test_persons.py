"""Private persons are named only where that is asked for, and an export without them breaks nothing."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from interdict.cli import run as run_here
from interdict.domain.document_reader import read_case
from interdict.domain.persons import find_private, leave_out_persons
from tests.samples import THAI, add_case, dump_tables

NAME = "Jane Q. Doe"
CASE = {
    **THAI,
    "ref": "TH-2009-ABC",
    "parties": [
        *THAI["parties"],
        {"key": "captain", "name": NAME, "kind": "person", "role": "captain", "country": "TH"},
        {"key": "firm", "name": "A firm", "kind": "company", "role": "owner"},
        {"key": "mate", "kind": "person", "role": "crew"},
    ],
    "sources": {
        **THAI["sources"],
        "gossip": {"title": f"Who is {NAME}?", "derived_from": "leak"},
        "leak": {"title": "Papers"},
        "bare": {"title": "Cited for the whole case"},
    },
    "claims": [
        *THAI["claims"],
        {"of": "captain", "field": "name", "value": NAME, "source": "gossip"},
        {"of": "captain", "field": "status", "as_reported": f"{NAME} was freed", "source": "act"},
        {"of": "note-2", "field": "text", "as_reported": f"{NAME} denies it", "source": "act"},
        {"of": "firm", "field": "role", "value": "owner", "source": "act"},
        {"of": "firm", "field": "name", "value": "The firm", "source": "wire"},
    ],
    "judgements": [
        {"key": "one", "of": "captain", "other": "firm", "verdict": "unsure", "why": f"{NAME} signs for it"}
    ],
    "notes": [*THAI["notes"], {"key": "note-2", "of": "captain", "text": f"{NAME} was seen at sea"}],
}
FORMS = ("yaml", "json")


@pytest.fixture
def held(file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file with a case of two private persons, the file that commands use."""
    add_case(file, CASE)
    monkeypatch.setenv("INTERDICT_DB", str(file))
    return file


def test_nothing_that_is_left_speaks_of_a_person_or_of_what_was_left_out():
    records = read_case(CASE).records
    rest = leave_out_persons(records)
    assert rest.persons == 2
    assert rest.mentions == ()
    assert NAME not in str(rest.records)
    gone = records.keys() - rest.records.keys()
    for record in rest.records.values():
        values = record.values
        assert gone.isdisjoint((values.get("subject", {}).get("id"), values.get("other"), values.get("source")))
    left = {record.values.get("key") for record in rest.records.values()}
    assert {"crew", "firm", "note-1", "act", "wire", "bare"} <= left
    assert left.isdisjoint({"captain", "mate", "gossip", "leak", "one", "note-2"})


def test_case_without_persons_is_as_it_was():
    records = read_case(THAI).records
    assert find_private(records.values()) == frozenset()
    assert leave_out_persons(records) == (records, 0, ())


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("command", [["export"], ["show", "TH-2009"]], ids=str)
def test_document_leaves_persons_out_and_says_how_many(capsys, command, form):
    assert run_here([*command, "-f", form]) == 0
    out, err = capsys.readouterr()
    assert NAME not in out + err
    assert "private persons left out: 2; --persons shows them" in err
    assert run_here([*command, "-f", form, "--persons"]) == 0
    out, err = capsys.readouterr()
    assert out.count(NAME) >= 7
    assert err == ""


@pytest.mark.parametrize("options", [[], ["--replace"]], ids=str)
@pytest.mark.parametrize("form", FORMS)
def test_export_without_persons_changes_nothing_when_it_comes_back(held, tmp_path, options, form):
    document = tmp_path / f"cases.{form}"
    assert run_here(["export", "-o", str(document), "-q"]) == 0
    before = dump_tables(held)
    assert run_here(["import", str(document), *options, "-y", "-q"]) == 0
    assert dump_tables(held) == before


def test_document_without_persons_still_removes_what_it_leaves_out_of_the_rest(held, tmp_path):
    document = tmp_path / "case.json"
    assert run_here(["show", "TH-2009", "-o", str(document), "-q"]) == 0
    tree = json.loads(document.read_text())
    tree["parties"] = [row for row in tree["parties"] if row["key"] != "firm"]
    tree["claims"] = [row for row in tree["claims"] if row.get("of") != "firm"]
    document.write_text(json.dumps(tree))
    assert run_here(["import", str(document), "--replace", "-y", "-q"]) == 0
    assert {row[2] for row in dump_tables(held)["party"]} == {"crew", "captain", "mate"}


def test_complete_document_removes_a_person_that_it_leaves_out(held, tmp_path):
    document = tmp_path / "case.json"
    assert run_here(["show", "TH-2009", "--persons", "-o", str(document), "-q"]) == 0
    tree = json.loads(document.read_text())
    tree["parties"] = [row for row in tree["parties"] if row["key"] != "mate"]
    document.write_text(json.dumps(tree))
    assert run_here(["import", str(document), "--replace", "-y", "-q"]) == 0
    assert {row[2] for row in dump_tables(held)["party"]} == {"crew", "captain", "firm"}


def test_export_without_persons_makes_a_case_of_its_own_elsewhere(held, tmp_path, run):
    document, other = tmp_path / "cases.yaml", tmp_path / "other.sqlite"
    assert run_here(["export", "-o", str(document), "-q"]) == 0
    assert run("init", db=other).returncode == 0
    assert run("import", str(document), "-y", db=other).returncode == 0
    tables, own = dump_tables(other), dump_tables(held)
    assert NAME not in str(tables)
    assert tables["cargo"] == own["cargo"]
    assert {row[0] for row in tables["party"]} < {row[0] for row in own["party"]}
    assert run("check", db=other).returncode == 0


def test_number_of_persons_left_out_has_to_be_one(held, tmp_path, capsys):
    document = tmp_path / "case.yaml"
    document.write_text("title: x\npersons_left_out: some\n")
    before = dump_tables(held)
    assert run_here(["import", str(document), "-y"]) == 4
    assert "case.yaml:2: persons_left_out" in capsys.readouterr().err
    assert dump_tables(held) == before


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("name", ["case.html", "case.md", "case.txt", "case.tsv", "case.csv", "book.html", "book.md"])
def test_what_is_passed_on_names_no_person_and_says_so(tmp_path, capsys, name):
    path = tmp_path / name
    command = ["report", "book"] if name.startswith("book") else ["show", "TH-2009"]
    assert run_here([*command, "-o", str(path)]) == 0
    assert NAME not in path.read_text()
    assert "--persons" not in path.read_text()
    assert "private persons left out: 2; --persons shows them" in capsys.readouterr().err
    assert run_here([*command, "--persons", "-o", str(path)]) == 0
    assert NAME in path.read_text()
    assert "left out" not in capsys.readouterr().err


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("key", ["captain", "note-2", "one"])
@pytest.mark.parametrize("form", ["table", "md", "html", "tsv", "csv"])
def test_record_of_a_person_alone_is_withheld_in_a_pipe(capsys, key, form):
    assert run_here(["show", f"TH-2009/{key}", "-f", form]) == 0
    out, err = capsys.readouterr()
    assert NAME not in out + err
    assert "private persons left out: 1" in err


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("key", ["captain", "note-2"])
def test_record_of_a_person_alone_is_no_document(capsys, key):
    assert run_here(["show", f"TH-2009/{key}", "-f", "json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert NAME not in err
    assert "hint: --persons" in err
    assert run_here(["show", f"TH-2009/{key}", "-f", "json", "--persons"]) == 0
    assert NAME in capsys.readouterr().out


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("name", ["disagreements", "parties"])
def test_reports_name_persons_only_when_asked(capsys, name):
    assert run_here(["cite", "TH-2009/captain", "name", "J. Doe", "--source", "act", "-q"]) == 0
    assert run_here(["report", name, "-f", "json"]) == 0
    out = capsys.readouterr().out
    assert NAME not in out
    assert "private person" in out
    assert run_here(["report", name, "-f", "json", "--persons"]) == 0
    assert NAME in capsys.readouterr().out


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("key", ["", "/captain", "/note-2"])
def test_comparison_leaves_out_persons_and_the_notes_on_them(capsys, key):
    assert run_here(["compare", f"TH-2009{key}", "-f", "json"]) == 0
    out, err = capsys.readouterr()
    assert NAME not in out + err
    assert f"private persons left out: {1 if key else 2}" in err


def test_name_that_stands_in_another_text_is_warned_of(held, capsys):
    assert run_here(["edit", "TH-2009", "--set", f"summary=The captain, {NAME.upper()}, ran.", "-y", "-q"]) == 0
    assert run_here(["export"]) == 0
    err = capsys.readouterr().err
    assert "warning: the name of one left out still stands in the text of TH-2009-ABC summary" in err
    assert NAME not in err
    assert held.exists()


def run_on_terminal(*arguments: str) -> str:
    outer, inner = pty.openpty()
    found: list[bytes] = []

    def drain() -> None:
        try:
            while piece := os.read(outer, 65536):
                found.append(piece)
        except OSError:
            return

    reader = threading.Thread(target=drain, daemon=True)
    reader.start()
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "TERM": "xterm"}
    command = [sys.executable, "-m", "interdict", *arguments]
    subprocess.run(
        command, stdin=inner, stdout=inner, stderr=subprocess.DEVNULL, env=environment, timeout=60, check=True
    )
    os.close(inner)
    reader.join(5)
    os.close(outer)
    return b"".join(found).decode()


@pytest.mark.usefixtures("held")
def test_owner_of_the_file_sees_persons_on_the_terminal_marked_as_such():
    assert f"{NAME} [3], private person" in run_on_terminal("show", "TH-2009")
    assert "TH-2009-ABC/captain (private person)" in run_on_terminal("show", "TH-2009/captain")
    assert NAME in run_on_terminal("compare", "TH-2009")
    assert NAME not in run_on_terminal("show", "TH-2009", "-f", "md")
    assert NAME not in run_on_terminal("export")
