"""What a start may load: reads stay light."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.samples import THAI, add_case

HEAVY = {"sqlmodel", "sqlalchemy", "pydantic", "geopy", "searoute", "rapidfuzz", "networkx", "asyncio"}

CODE = """
import sys
from interdict.cli import run
code = run(sys.argv[1:])
print(code, *sorted({name.split(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def list_modules(path: Path, *arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", CODE, *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "INTERDICT_DB": str(path)},
        check=True,
    )
    code, *names = done.stderr.splitlines()[-1].split()
    assert code == "0", done.stderr
    return set(names)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["list"],
        ["list", "mode:air", "rockets"],
        ["list", "-f", "json"],
        ["show", "TH-2009"],
        ["show", "TH-2009", "-f", "json"],
        ["report", "summary"],
        ["report", "timeline"],
        ["report", "states"],
        ["report", "cargo"],
        ["report", "crosstab", "--rows", "mode", "--columns", "outcome"],
        ["log"],
        ["compare", "TH-2009"],
        ["compare", "TH-2009/load", "quantity", "-f", "json"],
        ["source", "list"],
        ["fields"],
        ["export"],
        ["check"],
        ["db", "info"],
        ["place", "Bangkok"],
        ["near", "Busan"],
        ["map"],
        ["report", "opportunity"],
    ],
    ids=" ".join,
)
def test_read_in_a_pipe_loads_nothing_heavy(file: Path, arguments: list[str]) -> None:
    add_case(file, THAI)
    assert list_modules(file, *arguments) & {*HEAVY, "rich"} == set()


def test_read_of_a_table_loads_rich_and_nothing_heavier(file: Path) -> None:
    add_case(file, THAI)
    names = list_modules(file, "list", "-f", "table")
    assert "rich" in names
    assert names & HEAVY == set()


def test_write_loads_the_models(file: Path) -> None:
    assert "sqlmodel" in list_modules(file, "add", "--title", "x", "-f", "json")


def test_merge_of_a_file_that_was_merged_before_is_a_read(file: Path, tmp_path: Path) -> None:
    add_case(file, THAI)
    other = tmp_path / "other.sqlite"
    shutil.copyfile(file, other)
    list_modules(other, "note", "TH-2009", "a word")
    assert list_modules(file, "merge", str(other), "--yes") & {"sqlmodel"}
    before = file.read_bytes()
    assert list_modules(file, "merge", str(other), "--yes") & HEAVY == set()
    assert list_modules(file, "merge", str(other), "--dry-run") & HEAVY == set()
    assert file.read_bytes() == before
