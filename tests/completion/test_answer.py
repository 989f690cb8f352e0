"""What a shell is answered on a TAB."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.samples import THAI, add_case
from tests.test_start import HEAVY

BREAKS = " \t\n\"'@><=;|&(:"


def ask(path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "interdict", "__complete", *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "INTERDICT_DB": str(path), **environment},
        check=False,
        timeout=60,
    )


def test_words_come_with_their_meanings(file: Path):
    add_case(file, THAI)
    done = ask(file, "fish", "interdict", "show", "TH")
    assert done.stdout.splitlines()[0] == "words"
    assert done.stdout.splitlines()[1].split("\t")[1] == "Arms aboard an Il-76"


def test_bash_is_answered_for_the_part_that_it_completes(file: Path):
    line = "interdict list mode:s and more"
    assert ask(file, "bash", "21", line, BREAKS).stdout == "words\nsea\n"


def test_controls_in_the_file_do_not_reach_the_terminal(file: Path):
    add_case(file, {**THAI, "title": "x\x1b[2J\ny", "agency": "a\x1b]0;b"})
    done = ask(file, "zsh", "interdict", "show", "TH")
    assert done.stdout.endswith("\tx [2J y\n")
    assert ask(file, "zsh", "interdict", "list", "agency:").stdout == "words\n"


def is_silent(done: subprocess.CompletedProcess[str]) -> bool:
    return (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["zsh"],
        ["bash", "x", "interdict ", BREAKS],
        ["bash", "99"],
        ["tcsh", "interdict", "list", ""],
        ["zsh", "interdict", "nothing", "x"],
        ["zsh", "interdict", "list", "nothing:x"],
        ["zsh", "interdict", "edit", "TH/x/y", "--set", "=="],
        ["zsh", "interdict", "list", "\udcff"],
    ],
)
def test_what_cannot_be_answered_is_not(file: Path, arguments: list[str]):
    assert is_silent(ask(file, *arguments))


@pytest.mark.parametrize("content", [None, b"", b"not a database" * 99, b"SQLite format 3\0" + bytes(200)])
def test_a_file_that_cannot_be_read_gives_commands_but_no_references(tmp_path: Path, content: bytes | None):
    path = tmp_path / "x.sqlite"
    if content is not None:
        path.write_bytes(content)
    done = ask(path, "zsh", "interdict", "show", "T")
    assert is_silent(done)
    assert done.stdout in {"", "words\n"}
    assert "list" in ask(path, "zsh", "interdict", "li").stdout
    assert path.exists() == (content is not None)


def test_bad_settings_are_not_told(file: Path, tmp_path: Path):
    (tmp_path / "config.toml").write_text("nothing = [", encoding="utf-8")
    assert is_silent(
        ask(file, "zsh", "interdict", "show", "T", INTERDICT_DB="", INTERDICT_CONFIG=str(tmp_path / "config.toml"))
    )


def test_the_file_is_never_written_even_beside_a_journal(file: Path):
    add_case(file, THAI)
    before = hashlib.sha256(file.read_bytes()).digest()
    journal = file.with_name(f"{file.name}-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
    done = ask(file, "zsh", "interdict", "show", "T")
    assert is_silent(done)
    assert done.stdout == "words\n"
    assert hashlib.sha256(file.read_bytes()).digest() == before
    assert journal.exists()


def test_a_file_that_somebody_is_writing_does_not_hold_up_a_tab(file: Path):
    add_case(file, THAI)
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        done = ask(file, "zsh", "interdict", "show", "T")
    finally:
        connection.close()
    assert is_silent(done)


CODE = """
import sys
from interdict.completion.answer import answer
answer(sys.argv[1:])
print(*sorted({name.split(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def test_a_tab_loads_neither_typer_nor_anything_heavier(file: Path):
    add_case(file, THAI)
    for words in (["list", "mode:"], ["show", "T"], ["add", "--outcome", ""]):
        command = [sys.executable, "-c", CODE, "zsh", "interdict", *words]
        environment = {**os.environ, "INTERDICT_DB": str(file)}
        runs = [subprocess.run(command, capture_output=True, text=True, env=environment, check=True) for _ in range(2)]
        assert runs[1].stdout.startswith("words\n")
        assert {*runs[1].stderr.split()} & {*HEAVY, "rich", "typer", "click"} == set()
