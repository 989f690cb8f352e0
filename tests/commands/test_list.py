"""`interdict list`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interdict.cli import run as run_here
from interdict.store.listing import COLUMNS
from interdict.store.migrations import create_file
from tests.samples import THAI, add_case

pytestmark = pytest.mark.usefixtures("listed")


@pytest.fixture
def listed(file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file with three cases, the file that commands use."""
    add_case(file, {**THAI, "states": ["TH", "US"]})
    add_case(file, {"title": "Sugar\tship", "date": "2013-07-10/2013-07-15", "outcome": "turned_back"})
    add_case(file, {"title": "\x1b]0;no\x07 date", "cargo": ["arms", "sugar", "coal"]})
    monkeypatch.setenv("INTERDICT_DB", str(file))
    return file


def test_json_has_every_key_in_order(capsys):
    assert run_here(["list", "-f", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [tuple(row) for row in rows] == [COLUMNS] * 3
    assert rows[0]["states"] == ["TH", "US"]
    assert rows[1]["states"] == []
    assert rows[2]["date"] is None


def test_pipe_gets_tsv_with_lists_joined_and_text_escaped(capsys):
    assert run_here(["list"]) == 0
    out = capsys.readouterr().out
    head, first, second, third = [line.split("\t") for line in out.splitlines()]
    assert head == list(COLUMNS)
    assert first[COLUMNS.index("states")] == "TH, US"
    assert second[COLUMNS.index("title")] == "Sugar\\x09ship"
    assert third[COLUMNS.index("title")] == "\\x1b]0;no\\x07 date"
    assert third[COLUMNS.index("cargo")] == "arms; sugar; coal"


@pytest.mark.parametrize("form", ["csv", "yaml", "md", "table", "json", "tsv"])
def test_every_format_lists_the_cases(capsys, form):
    assert run_here(["list", "-f", form]) == 0
    assert "Il-76" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("width", "titles"),
    [
        (120, ["Ref", "Date", "Where", "Title", "Cargo", "Outcome"]),
        (80, ["Ref", "Date", "Where", "Title", "Outcome"]),
        (60, ["Ref", "Date", "Title", "Outcome"]),
    ],
)
def test_table_is_in_words_and_has_the_columns_that_fit(capsys, monkeypatch, width, titles):
    monkeypatch.setenv("COLUMNS", str(width))
    assert run_here(["list", "-f", "table"]) == 0
    out = capsys.readouterr().out
    assert out.split("\n")[0].split() == titles
    assert max(map(len, out.splitlines())) <= width
    assert "12 Dec 2009" in out
    assert "turned back" in " ".join(out.split())
    assert ("arms; sugar; coal" in out) == (width == 120)
    assert ("Bangkok, Thailand" in out) == (width >= 80)


def test_terms_and_order_are_obeyed(capsys):
    assert run_here(["list", "date:..2013", "--reverse", "-f", "json"]) == 0
    assert [row["date"] for row in json.loads(capsys.readouterr().out)] == ["2013-07-10/2013-07-15", "2009-12-12"]


def test_limit_says_how_many_there_are(capsys):
    assert run_here(["list", "--limit", "2", "-f", "json"]) == 0
    out, err = capsys.readouterr()
    assert len(json.loads(out)) == 2
    assert err == "(showing 2 of 3; --limit 0 for all)\n"


def test_setting_limits_a_table_on_a_terminal_and_nothing_else(listed, capsys, monkeypatch):
    config = listed.with_name("config.toml")
    config.write_text('limit = "1"\n', encoding="utf-8")
    monkeypatch.setenv("INTERDICT_CONFIG", str(config))
    assert run_here(["list", "-f", "table"]) == 0
    assert "showing" not in capsys.readouterr().out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert run_here(["list"]) == 0
    assert "(showing 1 of 3; --limit 0 for all)" in capsys.readouterr().out
    assert run_here(["list", "--limit", "0"]) == 0
    assert "showing" not in capsys.readouterr().out
    assert run_here(["list", "-f", "tsv"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 4


@pytest.mark.parametrize("form", ["json", "tsv", "table"])
def test_no_match_is_no_error(capsys, form):
    assert run_here(["list", "mode:rail", "-f", form]) == 0
    out, err = capsys.readouterr()
    assert err == "no case matches\n"
    assert out == {"json": "[]\n", "tsv": "\t".join(COLUMNS) + "\n", "table": ""}[form]


def test_empty_file_says_what_to_do(tmp_path, capsys):
    create_file(tmp_path / "empty.sqlite")
    assert run_here(["list", "--db", str(tmp_path / "empty.sqlite")]) == 0
    assert "interdict add" in capsys.readouterr().err


def test_quiet_says_nothing(capsys):
    assert run_here(["list", "mode:rail", "-q", "-f", "json"]) == 0
    assert capsys.readouterr() == ("[]\n", "")


def test_output_goes_to_a_file_whole(capsys, tmp_path):
    assert run_here(["list", "-o", str(tmp_path / "out.json")]) == 0
    assert capsys.readouterr().out == ""
    assert len(json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))) == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["outcom:seized"], "error: there is no field 'outcom'\nhint: did you mean outcome?"),
        (["--sort", "dates"], "error: cases are not sorted by 'dates'\nhint: did you mean date?"),
        (["--limit", "-1"], "error: --limit cannot be '-1'\nhint: it is a whole number, 0 for all"),
        (["--limit", "9" * 20], f"error: --limit cannot be '{'9' * 20}'\nhint: it is a whole number, 0 for all"),
        (["-x:y"], "error: there is no option"),
    ],
)
def test_wrong_command_line_is_exit_2(capsys, arguments, message):
    assert run_here(["list", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(message)


def test_missing_file_is_exit_3(tmp_path, capsys):
    assert run_here(["list", "--db", str(tmp_path / "none.sqlite")]) == 3
    assert "interdict init" in capsys.readouterr().err


def test_list_runs_in_a_process_of_its_own(run):
    assert run("list").stdout.count("\n") == 4
    assert run("list", "title:sugar").stdout.count("\n") == 2
