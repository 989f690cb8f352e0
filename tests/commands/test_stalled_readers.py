"""A reader that stalls, such as a pager, keeps nobody from writing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from interdict.store.connection import open_writing
from tests.samples import add_case

LONG = "long " * 20_000  # more than a pipe holds


@pytest.fixture
def long(file: Path) -> Path:
    """Return a file with two cases that are long to print."""
    for year in ("2009", "2010"):
        add_case(
            file,
            {
                "ref": f"TH-{year}-7KQ",
                "title": LONG,
                "date": year,
                "sources": {f"report-{year}": {"title": LONG}},
                "claims": [{"field": "date", "value": year, "source": f"report-{year}"}],
            },
        )
    return file


@pytest.mark.parametrize(
    "command",
    ["list", "list -f json", "list -f table", "export", "show TH-2009 TH-2010", "log TH-2009", "source list"],
)
def test_stalled_reader_leaves_the_file_unlocked(long, command):
    arguments = [sys.executable, "-m", "interdict", "--db", str(long), *command.split()]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE) as reader:
        assert reader.stdout is not None
        assert reader.stdout.read(1)
        with open_writing(long) as connection:
            connection.execute("PRAGMA busy_timeout = 0")
            connection.execute("UPDATE interdiction SET agency = 'Customs'")
        assert reader.poll() is None
        reader.kill()
