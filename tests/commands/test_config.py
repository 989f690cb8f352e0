"""`interdict config` at the command line."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.conftest import Run


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "config.toml"
    monkeypatch.setenv("INTERDICT_CONFIG", str(path))
    monkeypatch.delenv("INTERDICT_AUTHOR")
    monkeypatch.setenv("LOGNAME", "ana")
    return path


def test_bare_command_lists_like_list(config: Path, run: Run) -> None:
    assert run("config").stdout == run("config", "list").stdout
    assert not config.exists()


def test_list_says_where_each_value_is_from(config: Path, run: Run) -> None:
    config.write_text('color = "never"\n', encoding="utf-8")
    done = run("config", "list", "-f", "json", INTERDICT_AUTHOR="Ben")
    found = {row["name"]: (row["value"], row["from"]) for row in json.loads(done.stdout)}
    assert found["author"] == ("Ben", "INTERDICT_AUTHOR")
    assert found["db"] == (str(config.parent / "cases.sqlite"), "INTERDICT_DB")
    assert found["color"] == ("never", "file")
    assert found["limit"] == ("100", "default")


def test_list_fits_a_narrow_terminal(config: Path, run: Run) -> None:
    done = run("config", "-f", "table", COLUMNS="60")
    assert done.returncode == 2  # its options come after `list`
    done = run("config", "list", "-f", "table", COLUMNS="60")
    assert max(map(len, done.stdout.splitlines())) <= 60
    assert not config.exists()


def test_set_value_is_got_and_unset(config: Path, run: Run) -> None:
    done = run("config", "set", "author", "Ana", "Maria")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"author is now Ana Maria (in {config})\n")
    assert run("config", "get", "author").stdout == "Ana Maria\n"
    done = run("config", "unset", "author")
    assert done.stderr == f"author is no longer set in {config}; it is ana\n"
    assert run("config", "get", "author").stdout == "ana\n"


def test_database_is_written_as_a_whole_path(config: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(config.parent)
    run("config", "set", "db", "mine.sqlite", "-q", db=None)
    assert run("config", "get", "db", db=None).stdout == f"{config.parent / 'mine.sqlite'}\n"
    assert run("db", "path", db=None).stdout == f"{config.parent / 'mine.sqlite'}\n"


def test_database_that_is_not_set_is_the_default_file(config: Path, run: Run) -> None:
    expected = Path(os.environ["HOME"]) / "interdict" / "interdict.sqlite"
    assert run("config", "get", "db", db=None).stdout == f"{expected}\n"
    assert run("db", "path", db=None).stdout == f"{expected}\n"
    assert not config.exists()


def test_set_tells_of_a_variable_that_wins(config: Path, run: Run) -> None:
    done = run("config", "set", "author", "Ana", INTERDICT_AUTHOR="Ben")
    assert done.stderr.splitlines()[1] == "the variable INTERDICT_AUTHOR is set, and it wins"
    assert 'author = "Ana"' in config.read_text(encoding="utf-8")


def test_set_form_is_used_by_other_commands(config: Path, run: Run) -> None:
    run("config", "set", "format", "json")
    assert json.loads(run("log").stdout) == []
    assert config.exists()


@pytest.mark.parametrize(
    ("arguments", "code", "error", "hint"),
    [
        (("get", "autor"), 2, "there is no setting 'autor'", "did you mean author?"),
        (("unset", "autor"), 2, "there is no setting 'autor'", "did you mean author?"),
        (("set", "limit", "many"), 2, "limit cannot be 'many'", "it is a whole number, 0 for all"),
        (("set", "color", "red"), 2, "color cannot be 'red'", "use one of auto, always, never"),
        (("set", "author", ""), 2, "author cannot be empty", "'interdict config unset author' goes back to"),
        (("set", "db", ""), 2, "db cannot be empty", "'interdict config unset db' goes back to"),
        (("set", "author"), 2, "VALUE is missing", "'interdict config set --help' explains it"),
    ],
)
def test_mistake_is_an_error_with_a_remedy(
    config: Path, run: Run, arguments: tuple[str, ...], code: int, error: str, hint: str
) -> None:
    done = run("config", *arguments)
    assert done.returncode == code
    assert done.stdout == ""
    first, second = done.stderr.splitlines()
    assert first == f"error: {error}"
    assert second.startswith(f"hint: {hint}")
    assert not config.exists()


def test_bad_file_is_one_error_for_every_command_but_path(config: Path, run: Run) -> None:
    config.write_text("author = Ana\n", encoding="utf-8")
    done = run("config", "list")
    assert done.returncode == 4
    assert done.stderr.startswith(f"error: {config}:1: this is not TOML: ")
    assert run("log", db=None).returncode == 4
    assert run("config", "path").stdout == f"{config}\n"
