"""Ctrl-C: without a word while the program loads, clean while it works, and no effect where it is ignored."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

# Sends itself ctrl-C at the moment when a module is looked for, which is as exact as a clock is not.
CODE = """
import os, sys
awaited = [sys.argv.pop(1)]
class Hook:
    def find_spec(self, name, *rest):
        if name in awaited:
            awaited.clear()
            os.kill(os.getpid(), 2)
sys.meta_path.insert(0, Hook())
from interdict.__main__ import main
main()
"""


def interrupt(file: Path, module: str, *arguments: str, ignored: bool = False) -> subprocess.CompletedProcess[str]:
    def ignore() -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN if ignored else signal.SIG_DFL)

    return subprocess.run(
        [sys.executable, "-c", CODE, module, *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "INTERDICT_DB": str(file)},
        preexec_fn=ignore,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("module", ["interdict.cli", "typer", "typer.core", "interdict.errors"])
def test_interrupt_while_loading_says_nothing(file: Path, module: str) -> None:
    done = interrupt(file, module, "list")
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize("module", ["interdict.commands.list_cases", "interdict.store.listing", "sqlite3"])
def test_interrupt_while_working_is_one_line(file: Path, module: str) -> None:
    done = interrupt(file, module, "list")
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "error: interrupted\n")


def test_interrupted_write_writes_nothing(file: Path) -> None:
    before = file.read_bytes()
    done = interrupt(file, "interdict.domain.models", "add", "--title", "x")
    assert (done.returncode, done.stderr) == (130, "error: interrupted\n")
    assert file.read_bytes() == before


def test_interrupted_init_says_that_the_starter_cases_are_missing_and_how_to_add_them(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    done = interrupt(path, "interdict.domain.models", "init", "--starter")
    assert done.returncode == 130
    assert done.stderr == (
        f"{path} is made, without the starter cases; 'interdict --db {path} init --starter' adds them\n"
        "error: interrupted\n"
    )
    assert path.exists()


@pytest.mark.parametrize("module", ["typer", "interdict.store.listing"])
def test_interrupt_that_is_ignored_stays_ignored(file: Path, module: str) -> None:
    done = interrupt(file, module, "list", ignored=True)
    assert done.returncode == 0
    assert done.stdout.startswith("ref\t")
