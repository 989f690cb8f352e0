"""Print what a reading copy costs, as ratios to a plain SQL copy of the same rows in the same run.

    python -m tests.bench.publish [NUMBER_OF_CASES]

The plain copy puts the columns of the record into the same tables and makes the same indexes; it names no country,
words no claim, withholds nothing and checks nothing. No figure decides a test.
"""

from __future__ import annotations

import os
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from interdict.domain.fields import TABLES
from interdict.sharing.publishing import read_schema_files
from interdict.sharing.readable import list_record_columns


def copy_plainly(path: Path, target: Path) -> None:
    """Copy the record tables by SQL alone."""
    tables, indexes = read_schema_files()
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(tables)
        connection.execute("ATTACH ? AS own", (str(path),))
        connection.execute("BEGIN")
        for table in TABLES:
            columns = ", ".join(list_record_columns(table))
            connection.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM own.{table}")
        connection.execute("COMMIT")
        connection.executescript(indexes)


def mark_some(path: Path) -> None:
    """Mark one case in a hundred, and one party and one source in fifty."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE interdiction SET tlp = 'amber' WHERE rowid % 100 = 0")
        connection.execute("UPDATE party SET private = 1 WHERE rowid % 50 = 0")
        connection.execute("UPDATE source SET tlp = 'red' WHERE rowid % 50 = 0")
        connection.commit()


def publish(path: Path, target: Path) -> float:
    """Publish through the command line; return the most memory that it took, in MB."""
    command = [sys.executable, "-m", "interdict", "publish", str(target), "-q"]
    peak = 0
    with subprocess.Popen(command, env={**os.environ, "INTERDICT_DB": str(path)}, stdout=subprocess.DEVNULL) as child:
        while child.poll() is None:
            found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{child.pid}/status").read_text())
            peak = max(peak, int(found[1]) if found else 0)
            time.sleep(0.05)
    return peak / 1024


def measure(action: Callable[[Path, Path], Any], path: Path, folder: Path) -> tuple[float, float, int, Any]:
    """Return processor time, wall time, size of the file that an action makes, and what it returns."""
    target = folder / "copy.db"
    target.unlink(missing_ok=True)
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    start = time.perf_counter()
    result = action(path, target)
    wall = time.perf_counter() - start
    after = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    spent = sum(
        new.ru_utime + new.ru_stime - old.ru_utime - old.ru_stime for old, new in zip(usages, after, strict=True)
    )
    return spent, wall, target.stat().st_size, result


def main() -> None:
    """Measure both."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "cases.sqlite"
        # In a process of its own, for a child's peak of memory is at least what its parent had.
        subprocess.run([sys.executable, "-m", "tests.bench.generate", str(path), str(number)], check=True)
        plain = measure(copy_plainly, path, folder)
        print(f"{number:,} cases; plain SQL copy: {plain[0]:.1f} s, {plain[2] / 1e6:.0f} MB")
        for what in ("nothing marked", "one case in a hundred marked, one party and source in fifty"):
            if what != "nothing marked":
                mark_some(path)
            spent, wall, size, peak = measure(publish, path, folder)
            print(
                f"  publish, {what}: {spent / plain[0]:.1f} x ({spent:.1f} s, wall {wall:.1f} s), "
                f"{size / plain[2]:.2f} x the size, at most {peak:.0f} MB of memory"
            )


if __name__ == "__main__":
    main()
