"""Print what interdict's commands cost, as ratios within one run.

    python -m tests.bench.run [NUMBER_OF_CASES] [REPEATS]

Start-up is measured against `python -c pass`, a report over many cases against its bare SQL in `sqlite3`. Machines are
noisy, so runs alternate and the median of the processor time is taken, which other work on the machine hardly moves.
No figure decides a test.
"""

from __future__ import annotations

import os
import pty
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from interdict.store.functions import register_functions
from interdict.store.reports import REPORTS
from tests.bench.generate import make_bench_file

INTERDICT = [str(Path(sys.executable).with_name("interdict"))]
PASS = [sys.executable, "-c", "pass"]


class Mark(NamedTuple):
    """A figure and the mark that it is held against."""

    what: str
    ratio: float
    mark: float


def time_command(command: Sequence[str], environment: dict[str, str], *, terminal: bool = False) -> float:
    """Return the processor time of a command in seconds, its output in a pipe or on a terminal of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    if terminal:
        _run_on_terminal(command, environment)
    else:
        subprocess.run(command, env=environment, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _run_on_terminal(command: Sequence[str], environment: dict[str, str]) -> None:
    outer, inner = pty.openpty()
    reader = threading.Thread(target=_drain, args=(outer,), daemon=True)
    reader.start()
    subprocess.run(command, env=environment, stdin=inner, stdout=inner, stderr=inner, check=True)
    os.close(inner)
    reader.join(5)
    os.close(outer)


def _drain(descriptor: int) -> None:
    try:
        while os.read(descriptor, 65536):
            pass
    except OSError:
        return


def compare(command: Sequence[str], environment: dict[str, str], repeats: int, *, terminal: bool = False) -> float:
    """Return the ratio of a command to `python -c pass`, runs alternating."""
    pairs = [
        (time_command(PASS, environment), time_command(command, environment, terminal=terminal)) for _ in range(repeats)
    ]
    return statistics.median(pair[1] for pair in pairs) / statistics.median(pair[0] for pair in pairs)


def measure_starts(path: Path, repeats: int) -> list[Mark]:
    """Measure start-up and small reads and writes on a file of ten cases."""
    environment = {**os.environ, "INTERDICT_DB": str(path), "INTERDICT_AUTHOR": "bench", "TERM": "xterm"}
    reads = [["list"], ["show", "TH-2009-31F"], ["compare", "TH-2009-31F"], ["report", "summary"]]
    marks = []
    for read in reads:
        marks.append(
            Mark(f"{read[0]} on a terminal", compare(INTERDICT + read, environment, repeats, terminal=True), 10)
        )
        marks.append(Mark(f"{read[0]} in a pipe", compare(INTERDICT + read, environment, repeats), 7))
    marks.append(Mark("--help", compare([*INTERDICT, "--help"], environment, repeats), 12))
    marks.append(Mark("add --help", compare([*INTERDICT, "add", "--help"], environment, repeats), 12))
    for words in (["list", "mode:"], ["show", "TH"], ["add", "--out"]):
        tab = [*INTERDICT, "__complete", "zsh", "interdict", *words]
        marks.append(Mark(f"a TAB: {' '.join(words)}", compare(tab, environment, repeats), 7))
    add = [*INTERDICT, "add", "--title", "x", "--date", "2009", "--cargo", "rockets", "-q"]
    marks.append(Mark("a write: add", compare(add, environment, repeats), 40))
    note = [*INTERDICT, "note", "TH-2009-31F", "seen", "-q"]
    marks.append(Mark("a write: note", compare(note, environment, repeats), 40))
    return marks


def time_best(action: Callable[[], object], repeats: int) -> float:
    """Return the least processor time of an action in this process, in seconds."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return min(times)


def run_bare(path: Path, queries: Sequence[tuple[str, Sequence[object]]]) -> None:
    """Run queries and fetch all rows, without anything else."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        register_functions(connection)  # what SQLite cannot tell is asked of Python, there as here
        for sql, values in queries:
            for _ in connection.execute(sql, values):
                pass


def measure_many(path: Path, few: Path, repeats: int) -> list[Mark]:
    """Measure reads over many cases, less the same reads over the first few of them, against their bare SQL."""
    from tests.bench.queries import capture_queries

    environment = {**os.environ, "INTERDICT_DB": str(path)}
    small = {**os.environ, "INTERDICT_DB": str(few)}
    with closing(sqlite3.connect(path)) as connection:
        largest = """
            SELECT ref FROM interdiction JOIN claim ON claim.interdiction_id = interdiction.id
            WHERE interdiction.rowid <= 10
            GROUP BY ref ORDER BY count(*) DESC, ref LIMIT 1
        """
        ref = connection.execute(largest).fetchone()[0]
    marks = []
    for read in (
        ["list", "mode:air", "outcome:seized"],
        ["list", "tanker"],
        ["list", "date:2009", "cargo:coal"],
        *(
            ["report", name] for name in REPORTS if name not in {"crosstab", "distances"}
        ),  # one measures, tests.bench.places
        ["report", "crosstab", "--rows", "mode", "--columns", "outcome"],
        ["show", ref],
        ["compare", ref],
    ):
        queries = capture_queries(path, read)
        bare = time_best(lambda queries=queries: run_bare(path, queries), repeats)  # type: ignore[misc]
        whole = statistics.median(time_command(INTERDICT + read, environment) for _ in range(repeats))
        start = statistics.median(time_command(INTERDICT + read, small) for _ in range(repeats))
        what = f"{' '.join(read)} ({bare * 1000:.0f} ms of SQL, start {start * 1000:.0f} ms)"
        marks.append(Mark(what, whole / (start + 1.3 * bare), 1))
    return marks


def show_marks(title: str, marks: Sequence[Mark]) -> None:
    """Print figures beside their marks."""
    print(f"\n{title}")
    for mark in marks:
        print(f"  {mark.what:<76} {mark.ratio:6.1f} x   mark {mark.mark:g} x")


def main() -> None:
    """Run all benchmarks."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.sqlite", Path(folder) / "large.sqlite"
        subprocess.run([*INTERDICT, "--db", str(small), "init", "--starter", "-q"], check=True)
        show_marks("Against python -c pass, ten cases", measure_starts(small, repeats))
        make_bench_file(large, number)
        few = Path(folder) / "few.sqlite"
        make_bench_file(few, 10)
        title = f"Against 1.3 x the bare SQL plus the same command on ten cases, {number:,} cases"
        show_marks(title, measure_many(large, few, repeats))


if __name__ == "__main__":
    main()
