"""`interdict report`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from interdict.cli import run as run_here
from interdict.store.reports import BOOK, CAVEAT, REPORTS
from tests.samples import THAI, add_case

FORMS = ("table", "md", "tsv", "csv", "json", "yaml", "html", "svg")


pytestmark = pytest.mark.usefixtures("counted")


@pytest.fixture
def counted(file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file with three cases, the file that commands use."""
    add_case(file, THAI)
    add_case(file, {"date": "2011", "states": ["AE"], "mode": "sea", "outcome": "turned_back"})
    add_case(file, {"date": "2011-05", "states": ["AE"], "mode": "sea", "outcome": "seized"})
    monkeypatch.setenv("INTERDICT_DB", str(file))
    return file


def arguments(name: str) -> list[str]:
    return ["report", name, *(["--rows", "mode", "--columns", "outcome"] if name == "crosstab" else [])]


def test_without_a_name_the_reports_are_listed(capsys):
    assert run_here(["report", "-f", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["report"] for row in rows] == [*REPORTS, BOOK]
    assert all(row["meaning"] for row in rows)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", REPORTS)
def test_every_report_has_every_format_with_denominator_and_caveat(capsys, name, form):
    assert run_here([*arguments(name), "mode:sea", "-f", form]) == 0
    out, err = capsys.readouterr()
    text = " ".join((out + err).replace("\\_", "_").split())
    assert "2 of 3 cases; terms: mode:sea" in text
    assert CAVEAT in text
    if form in {"tsv", "csv"}:
        assert CAVEAT not in out


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("width", [20, 60, 80, 200])
def test_every_report_fits_the_screen(capsys, monkeypatch, name, width):
    monkeypatch.setenv("COLUMNS", str(width))
    assert run_here([*arguments(name), "-f", "table"]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= width


def test_json_holds_words_of_the_file_and_plain_numbers(capsys):
    assert run_here(["report", "summary", "-f", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert list(report) == ["totals", "by_outcome", "by_mode", "by_regime", "by_year"]
    assert report["by_outcome"]["rows"][1] == {"outcome": "turned_back", "cases": 1, "share": 33.3}


def test_table_is_in_words(capsys):
    assert run_here(["report", "states", "-f", "table"]) == 0
    assert "United Arab Emirates" in " ".join(capsys.readouterr().out.split())
    assert run_here(["report", "summary", "-f", "table"]) == 0
    out = capsys.readouterr().out
    assert "turned back" in out
    assert "33.3 %" in out


def test_bars_are_drawn_for_people_only(capsys):
    assert run_here(["report", "timeline", "-f", "table"]) == 0
    lines = capsys.readouterr().out.splitlines()
    bars = {line.split()[0]: line.count("█") for line in lines if line[:2] == "20"}
    assert bars["2011"] == 2 * bars["2009"] > 0
    assert bars["2010"] == 0
    assert run_here(["report", "timeline", "-f", "tsv"]) == 0
    assert capsys.readouterr().out == "year\tcases\n2009\t1\n2010\t0\n2011\t2\n"


def test_states_have_all_outcomes_in_data_and_some_on_the_screen(capsys):
    assert run_here(["report", "states", "-f", "json"]) == 0
    (row, _) = json.loads(capsys.readouterr().out)["interdicting_states"]["rows"]
    assert (row["state"], row["turned_back"], row["seized"], row["evaded"]) == ("AE", 1, 1, 0)
    assert "other" not in row
    assert run_here(["report", "states", "-f", "md"]) == 0
    head = capsys.readouterr().out.splitlines()[2]
    assert head == "| State | Cases | Seized | Impounded | Released | Cleared | Other | Years |"


def test_crosstab_on_a_narrow_screen_is_a_list_of_pairs(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "36")
    assert run_here([*arguments("crosstab"), "-f", "table"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["Mode", "Outcome", "Cases"]
    assert lines[3].split() == ["sea", "seized", "1"]


def test_states_on_a_narrow_screen_name_their_outcomes(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "70")
    assert run_here(["report", "states", "-f", "table"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split() == ["State", "Cases", "Outcomes", "Years"]
    assert "1 seized, 1 turned back" in lines[3]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (["sumary"], "error: there is no report 'sumary'\nhint: did you mean summary?"),
        (["mode:sea"], "error: there is no report 'mode:sea'"),
        (["summary", "mod:sea"], "error: there is no field 'mod'\nhint: did you mean mode?"),
        (["crosstab"], "error: a crosstab needs --rows FIELD"),
        (["summary", "--by", "year"], "error: the report summary takes no --by"),
    ],
)
def test_wrong_command_line_is_exit_2(capsys, wrong, message):
    assert run_here(["report", *wrong]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(message)


def test_reading_imports_nothing_heavy():
    code = (
        "import sys; from interdict.cli import run; "
        "run(['report', 'summary', 'tanker', 'mode:sea']); run(['list', 'tanker', 'mode:sea']); "
        "heavy = {'sqlmodel', 'sqlalchemy', 'pydantic', 'geopy', 'rich', 'yaml', 'rapidfuzz'} & set(sys.modules); "
        "sys.exit(str(sorted(heavy)) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("name", "head", "cells"),
    [
        ("routes", ["Country", "Cases", "Of", "which"], ["Thailand", "1", "1", "destination"]),
        ("disagreements", ["Field", "Fields", "Of", "which", "Cases"], ["mode", "1", "1", "differing", "1"]),
    ],
)
def test_counts_of_many_kinds_are_named_on_a_narrow_screen(file, capsys, monkeypatch, name, head, cells):
    sources = {"one": {"title": "One"}}
    claims = [{"of": "interdiction", "field": "mode", "value": "air", "source": "one"}]
    add_case(file, {"mode": "rail", "destination": {"country": "TH"}, "sources": sources, "claims": claims})
    monkeypatch.setenv("COLUMNS", "60")
    assert run_here(["report", name, "mode:rail", "-f", "table"]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[1] == head
    assert cells in lines
