"""Streams that are closed, full or know few letters: an error or an escape, never a fault."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.samples import THAI, add_case

needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
REDIRECTIONS = ["<&-", ">&-", "2>&-", "<&- >&- 2>&-", "2> /dev/full", "> /dev/full 2> /dev/full", "> /dev/full"]
COMMANDS = [
    "list",
    "add --title x",
    "import -",
    "nothere",
    "--help",
    "--version",
    "list --help",
    "source",
    "config get db",
]


def run_shell(file: Path, command: str, redirection: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", f"{shlex.quote(sys.executable)} -m interdict {command} {redirection}"],
        capture_output=True,
        text=True,
        errors="replace",
        env={**os.environ, "INTERDICT_DB": str(file), **environment},
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )


@needs_full
@pytest.mark.parametrize("redirection", REDIRECTIONS)
@pytest.mark.parametrize("command", COMMANDS)
def test_closed_or_full_stream_is_no_fault(file: Path, command: str, redirection: str) -> None:
    done = run_shell(file, command, redirection)
    assert done.returncode in {0, 1, 2, 4}
    assert "fault" not in done.stderr
    assert "Traceback" not in done.stderr


@needs_full
@pytest.mark.parametrize("command", ["--help", "--version", "list --help", "source", "list", "db path", "help dates"])
def test_full_stdout_is_named(file: Path, command: str) -> None:
    done = run_shell(file, command, "> /dev/full")
    assert done.returncode == 1
    assert done.stderr.startswith("error: cannot write to standard output: No space left on device\nhint: ")


@pytest.mark.parametrize("command", ["source", "list -f json", "report summary", "db path"])
def test_closed_stdout_is_named(file: Path, command: str) -> None:
    done = run_shell(file, command, ">&-")
    assert done.returncode == 1
    assert done.stderr.splitlines()[-2] == "error: cannot write to standard output: it is closed"


def test_what_was_written_is_told_where_stdout_is_closed(file: Path) -> None:
    done = run_shell(file, "add --title x --date 2009", ">&-")
    assert done.returncode == 1
    assert "the case was added" in done.stderr
    assert "do not run it again" in done.stderr
    assert run_shell(file, "list -f tsv").stdout.count("\n") == 2


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX"},
    ],
    ids=lambda environment: " ".join(environment.values()),
)
@pytest.mark.parametrize(
    "command",
    [
        "--help",
        "add --help",
        "help documents",
        "list -f table",
        "show TH-2009",
        "show TH-2009 -f html",
        "report timeline -f table",
        "compare TH-2009 -f table",
        "list mode:…",
    ],
)
def test_stream_that_knows_few_letters_gets_escapes(file: Path, environment: dict[str, str], command: str) -> None:
    add_case(file, {**THAI, "title": "Тест – Türkiye"})
    done = run_shell(file, command, **environment)
    assert done.returncode == (2 if "…" in command else 0)
    assert "fault" not in done.stderr


def test_signs_of_ours_are_simple_where_the_screen_has_no_others(file: Path, run: Run) -> None:
    for year in ("1966", "2001"):
        add_case(file, {"title": "x", "date": year})
    assert "1967–2000" in run("report", "timeline", "-f", "table").stdout
    assert "1967-2000" in run("report", "timeline", "-f", "table", PYTHONIOENCODING="ascii").stdout
    assert "1983\t0\n" in run("report", "timeline").stdout
    hint = run("add", "--title", "x", "--source", "nokey", PYTHONIOENCODING="ascii").stderr
    assert "'title; publisher=...; url=...'" in hint


def test_text_typed_where_the_locale_is_not_utf8_is_read_as_utf8(run: Run) -> None:
    done = run("add", "--title", "Türkiye", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 0, done.stderr
    assert '"title": "Türkiye"' in run("list", "-f", "json").stdout


def test_reader_that_went_away_is_no_error(file: Path) -> None:
    for _ in range(40):
        add_case(file, {"title": "x" * 10_000})
    done = run_shell(file, "list", "| head -n 1")
    assert done.stdout.startswith("ref\t")
    assert done.stderr == ""
