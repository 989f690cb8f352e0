"""What `interdict` alone says, and what it takes a misspelt word for."""

from __future__ import annotations

from pathlib import Path

import pytest

from interdict.cli import COMMANDS
from interdict.commands.other_words import suggest_command
from interdict.terminal.opening import write_opening
from tests.conftest import Run


def test_it_fits_one_screen_and_says_what_to_do_first(run: Run, file: Path, tmp_path: Path):
    for path, first in ((tmp_path / "none.sqlite", "interdict demo"), (file, f"Your file is {file}")):
        done = run(db=path)
        assert done.returncode == 0
        assert first in done.stdout
        lines = done.stdout.splitlines()
        assert len(lines) < 24
        assert max(map(len, [line for line in lines if str(file) not in line])) <= 80


def test_every_command_is_named(run: Run):
    words = run().stdout.split()
    assert set(COMMANDS) <= set(words)


def test_settings_that_cannot_be_read_do_not_matter(run: Run, tmp_path: Path):
    (tmp_path / "config.toml").write_text("nothing = [", encoding="utf-8")
    done = run(db=None, INTERDICT_CONFIG=str(tmp_path / "config.toml"))
    assert (done.returncode, done.stderr) == (0, "")


def test_many_commands_are_folded():
    text = write_opening({"Record": [f"command-{number}" for number in range(30)]}, None)
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("lst", "did you mean list?"),
        ("LS", "did you mean list?"),
        ("serch", "did you mean list?"),
        ("delete", "did you mean remove?"),
        ("history", "did you mean log?"),
        ("dupes", "did you mean duplicates?"),
        ("zzzzz", ""),
    ],
)
def test_misspelt_command_or_that_of_another_program_is_recognised(word: str, hint: str):
    assert suggest_command(word, tuple(COMMANDS)) == hint


def test_nearest_option_comes_first(run: Run):
    done = run("add", "--tittle", "x")
    assert done.returncode == 2
    assert "did you mean --title?" in done.stderr
