"""`interdict cite`, `accept`, `compare` and `judge` on a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interdict.cli import run as run_here
from interdict.store.connection import open_reading
from interdict.store.sources import list_sources
from tests.conftest import Run
from tests.samples import THAI, add_case, dump_tables

FORMS = ("table", "tsv", "csv", "json", "yaml", "md")


@pytest.fixture
def held(file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file with one case, the file that commands use."""
    add_case(file, {**THAI, "ref": "TH-2009-ABC"})
    monkeypatch.setenv("INTERDICT_DB", str(file))
    return file


def read_values(text):
    """Return what stands before the standard of evidence, which explains the marks."""
    return text.partition("## Standard of evidence")[0]


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("form", FORMS)
def test_disputed_field_is_never_printed_without_its_mark(capsys, form):
    assert run_here(["compare", "TH-2009", "date", "-f", form]) == 0
    plain = read_values(capsys.readouterr().out)
    assert run_here(["cite", "TH-2009", "date", "2009-12-13", "--source", "act", "-q"]) == 0
    capsys.readouterr()
    assert run_here(["compare", "TH-2009", "date", "-f", form]) == 0
    assert "disputed" not in plain
    assert "disputed" in read_values(capsys.readouterr().out)


@pytest.mark.parametrize(
    "arguments",
    [
        ["cite", "TH-2009", "colour", "red", "--source", "act"],
        ["cite", "TH-2009", "date", "2009", "--source", "no-such-source"],
        ["cite", "TH-2009", "date", "2009", "--source", "A new one", "--credibility", "9"],
        ["cite", "TH-2009", "date", "2009", "--source", "A new one; reliability=X"],
        ["cite", "TH-2009", "date", "sometime", "--source", "A new one"],
        ["accept", "TH-2009/load", "quantity", "--claim", "7", "-y"],
        ["judge", "TH-2009/load", "TH-2009/plane", "same", "--why", "x"],
    ],
    ids=" ".join,
)
def test_refused_command_writes_nothing(held, capsys, arguments):
    before = dump_tables(held)
    assert run_here(arguments) in {2, 3, 4}
    assert dump_tables(held) == before
    assert "hint: " in capsys.readouterr().err


def test_new_source_is_written_with_its_first_claim_and_taken_back_with_it(held):
    assert (
        run_here(["cite", "TH-2009", "date", "2009-12", "--source", "A book; publisher=A press; key=book", "-q"]) == 0
    )
    assert run_here(["cite", "TH-2009/load", "quantity", "36 t", "--source", "book", "-q"]) == 0
    with open_reading(held) as connection:
        claims = {row["key"]: row["claims"] for row in list_sources(connection)}
    assert claims["book"] == 2
    before = dump_tables(held)
    assert run_here(["undo", "-y"]) == 0
    assert run_here(["undo", "-y"]) == 0
    assert len(dump_tables(held)["source"]) == len(before["source"]) - 1


def test_source_that_is_known_by_its_work_is_not_made_again(held):
    phrase = "Statement; publisher=A ministry; published=2012"
    assert run_here(["cite", "TH-2009", "date", "2009-12", "--source", phrase, "-q"]) == 0
    assert run_here(["cite", "TH-2009", "mode", "air", "--source", phrase, "-q"]) == 0
    with open_reading(held) as connection:
        titles = [row["title"] for row in list_sources(connection)]
    assert titles.count("Statement") == 1


def test_cited_case_survives_export_and_import(held, tmp_path, run: Run):
    for words in (["36 t"], ["-", "--as-reported", "a lot"], ["37 t", "--stance", "denies"]):
        assert run_here(["cite", "TH-2009/load", "quantity", *words, "--source", "act", "-q"]) == 0
    document = tmp_path / "case.yaml"
    assert run("export", "-o", str(document)).returncode == 0
    other = tmp_path / "other.sqlite"
    assert run("init", db=other).returncode == 0
    assert run("import", str(document), db=other).returncode == 0
    assert dump_tables(other) == dump_tables(held)


def test_accepting_and_undoing_leaves_the_case_as_it_was(held):
    before = dump_tables(held)
    assert run_here(["accept", "TH-2009/load", "quantity", "--claim", "1", "--why", "weighed", "-y", "-q"]) == 0
    assert dump_tables(held) != before
    assert run_here(["undo", "-y"]) == 0
    assert dump_tables(held) == before


def test_judgement_is_one_for_a_pair_whichever_way_round(held):
    add_case(held, {"date": "2011", "states": ["AE"], "conveyances": [{"key": "plane", "kind": "aircraft"}]})
    pair = ("TH-2009/plane", "AE-2011/plane")
    assert run_here(["judge", *pair, "same", "--why", "serial number", "-q"]) == 0
    assert run_here(["judge", *reversed(pair), "different", "--why", "other engines", "-q"]) == 0
    rows = dump_tables(held)["judgement"]
    assert [row[-2:] for row in rows] == [("different", "other engines")]
    assert run_here(["undo", "-y"]) == 0
    assert [row[-2:] for row in dump_tables(held)["judgement"]] == [("same", "serial number")]


def test_private_persons_are_left_out_unless_asked_for(held, capsys):
    person = {"key": "captain", "name": "Jane Doe", "kind": "person", "role": "captain", "source": "act"}
    add_case(held, {**THAI, "ref": "TH-2009-ABC", "parties": [*THAI["parties"], person]})
    for form in FORMS:
        assert run_here(["compare", "TH-2009", "-f", form]) == 0
        out, err = capsys.readouterr()
        assert "Jane Doe" not in out + err
        assert "private persons left out: 1" in err
    assert run_here(["compare", "TH-2009/captain", "-f", "json", "--persons"]) == 0
    assert "Jane Doe" in {row["value"] for row in json.loads(capsys.readouterr().out)}


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize(
    ("form", "mark"),
    [
        ("table", "12 Dec 2009 (disputed)"),
        ("md", "12 Dec 2009 (disputed)"),
        ("html", "12 Dec 2009 (disputed)"),
        ("json", '"disputed": ["date"]'),
        ("yaml", "disputed: - date"),
        ("tsv", " 0 date"),
        ("csv", ",0,date"),
    ],
)
def test_list_marks_what_is_disputed_in_every_form(capsys, monkeypatch, form, mark):
    monkeypatch.setenv("COLUMNS", "120")

    def read() -> str:
        assert run_here(["list", "-f", form]) == 0
        return " ".join(capsys.readouterr().out.split())

    assert mark not in read()
    assert run_here(["cite", "TH-2009", "date", "2009-12-13", "--source", "act", "-q"]) == 0
    capsys.readouterr()
    assert mark in read()
