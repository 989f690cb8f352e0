"""The README's tour does what it shows, and its commands and the help name each other."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from interdict.cli import COMMANDS
from tests.test_sessions import make_shim, read_steps, replace_changing

README = Path(__file__).parent.parent / "README.md"
BLOCKS = re.findall(r"^```console\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def play_tour(folder: Path) -> list[str]:
    """Run the commands of all blocks in one folder, as on a terminal of 80 columns, and return the blocks anew."""
    shims = make_shim(folder)
    settings = folder / "settings.toml"
    settings.write_text('format = "table"\n', encoding="utf-8")
    environment = {
        **os.environ,
        "PATH": f"{shims}:{os.environ['PATH']}",
        "INTERDICT_CONFIG": str(settings),
        "INTERDICT_DB": "cases.sqlite",
        "INTERDICT_AUTHOR": "Ana",
        "COLUMNS": "80",
        "LC_ALL": "C.UTF-8",
    }
    work = folder / "work"
    work.mkdir()
    blocks = []
    for block in BLOCKS:
        pieces = []
        for step in read_steps(block):
            done = subprocess.run(
                ["sh", "-c", f"{step.command}\n"],
                cwd=work,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                encoding="utf-8",
                check=False,
            )
            shown = "$ " + step.command.replace("\n", "\n> ") + "\n"
            pieces.append(shown + re.sub(r" +$", "", done.stdout, flags=re.MULTILINE))
        blocks.append("".join(pieces))
    return blocks


def test_tour_shows_what_the_commands_print(tmp_path: Path) -> None:
    played = play_tour(tmp_path)
    if os.environ.get("UPDATE_SESSIONS"):
        text = README.read_text(encoding="utf-8")
        for old, new in zip(BLOCKS, played, strict=True):
            text = text.replace(old, new)
        README.write_text(text, encoding="utf-8")
    assert [replace_changing(block, tmp_path) for block in played] == [
        replace_changing(block, tmp_path) for block in BLOCKS
    ]


NAMED = set(re.findall(r"[$`/]interdict (?:--db \S+ )?([a-z]+)", README.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", sorted(NAMED))
def test_readme_names_only_commands_that_exist(name: str) -> None:
    assert name in COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_has_a_sentence_two_examples_and_what_to_see_also(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "interdict", name, "--help"], capture_output=True, text=True, check=True
    )
    if "Commands:" in done.stdout:  # a group: its commands have the examples
        return
    assert "Examples:" in done.stdout
    assert done.stdout.count(f"interdict {name}") >= 2
    assert "See also:" in done.stdout
