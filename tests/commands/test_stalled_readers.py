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
                "claims": [{"field": "date", "value": year, "source": f"report-{year}", "note": LONG}],
            },
        )
    return file


@pytest.mark.parametrize(
    "command",
    [
        "list",
        "list -f json",
        "list -f table",
        "export",
        "show TH-2009 TH-2010",
        "show TH-2009 TH-2010 -f html",
        "show TH-2009 TH-2010 -f md",
        "show TH-2009 TH-2010 -f yaml",
        "show TH-2009 TH-2010 -f tsv",
        "compare TH-2009",
        "report book -f html",
        "report book -f md",
        "report quality",
        "report gaps -f html",
        "log TH-2009",
        "source list",
        "source show report-2009",
    ],
)
def test_stalled_reader_leaves_the_file_unlocked(long, command):
    arguments = [sys.executable, "-m", "interdict", "--db", str(long), *command.split()]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE) as reader:
        assert reader.stdout is not None
        assert reader.stdout.read(1)
        with open_writing(long) as connection:
            connection.execute("PRAGMA busy_timeout = 0")
            connection.execute("UPDATE interdiction SET agency = 'Customs'")
        assert command.startswith("log") or list_open(reader.pid, long) == []
        assert reader.poll() is None
        reader.kill()


def list_open(process: int, file: Path) -> list[str]:
    """Return the descriptors by which a process has a file open; none where the system does not tell."""
    folder = Path(f"/proc/{process}/fd")
    return [one.name for one in folder.glob("*") if one.resolve() == file.resolve()]
