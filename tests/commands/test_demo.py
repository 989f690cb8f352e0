"""`interdict demo`."""

from __future__ import annotations

from pathlib import Path

import pytest

from interdict.cli import run as run_here
from interdict.store.migrations import create_file


@pytest.mark.parametrize("arguments", [["demo", "x"], ["demo", "--db", "x"], ["--db", "x", "demo"]])
def test_file_is_made_where_it_is_named(tmp_path, monkeypatch, capsys, arguments):
    monkeypatch.chdir(tmp_path)
    assert run_here(arguments) == 0
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["x"]
    assert "interdict --db x list" in capsys.readouterr().err


def test_file_of_the_user_is_never_touched(file: Path, tmp_path, monkeypatch, capsys):
    before = file.read_bytes()
    monkeypatch.setenv("INTERDICT_DB", str(file))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    assert run_here(["demo"]) == 0
    assert f"made {tmp_path}/interdict-demo-" in capsys.readouterr().err
    assert file.read_bytes() == before


@pytest.mark.parametrize("named", [["demo", "mine"], ["--db", "mine", "demo"]])
@pytest.mark.parametrize("make", [create_file, Path.mkdir, lambda path: path.write_text("a text")])
def test_path_that_is_there_is_an_error(tmp_path, monkeypatch, capsys, named, make):
    monkeypatch.chdir(tmp_path)
    path = Path("mine")
    make(path)
    before = path.stat()
    assert run_here(named) == 1
    out, err = capsys.readouterr()
    assert (out, err.splitlines()[0]) == ("", "error: mine exists already")
    assert path.stat() == before
