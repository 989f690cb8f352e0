"""Print what sharing costs, as ratios within one run: against raw `sqlite3` on the same rows, and a read's start.

    python -m tests.bench.sharing [NUMBER_OF_CASES]

Two files have that many cases in common; one of them has some changes more. `ATTACH` with `INSERT OR IGNORE` of all
record tables is what people do by hand: it loses every edit. No figure decides a test.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from interdict.domain.changes import Change
from interdict.domain.fields import TABLES, list_columns
from interdict.store.connection import open_writing
from interdict.store.log import write_changes
from tests.bench.generate import make_bench_file

INTERDICT = [sys.executable, "-m", "interdict"]
EDITS = 0.13  # of the cases, on either side


def edit_some(path: Path, number: int, author: str, seed: int) -> None:
    """Change some cases, a hundred in each changeset."""
    draw = random.Random(seed)
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT id, outcome FROM interdiction").fetchall()
    chosen = draw.sample(rows, min(number, len(rows)))
    for start in range(0, len(chosen), 100):
        with open_writing(path) as connection:
            changes = [
                Change("interdiction", record, "update", "outcome", outcome, draw.choice(("pending", "evaded")))
                for record, outcome in chosen[start : start + 100]
            ]
            write_changes(connection, changes, author=author)


def insert_or_ignore(own: Path, other: Path) -> float:
    """Return the processor time of the merge that people make by hand."""
    before = time.process_time()
    connection = sqlite3.connect(own, isolation_level=None)
    connection.execute("ATTACH ? AS other", (str(other),))
    connection.execute("BEGIN")
    for table in TABLES:
        columns = ", ".join(list_columns(table))
        connection.execute(f"INSERT OR IGNORE INTO main.{table} ({columns}) SELECT {columns} FROM other.{table}")
    connection.execute("COMMIT")
    connection.close()
    return time.process_time() - before


def run(arguments: Sequence[str], path: Path) -> tuple[float, float]:
    """Return the processor time of a command in seconds, and the most memory it took in MB."""
    environment = {**os.environ, "INTERDICT_DB": str(path), "INTERDICT_AUTHOR": "bench"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    script = "import resource, subprocess, sys; c = subprocess.run(sys.argv[1:]).returncode; " \
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(c)"  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", script, *INTERDICT, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 5):
        raise SystemExit(done.stderr)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, int(done.stdout.splitlines()[-1]) / 1024


def main(number: int) -> None:
    """Make the files, and print a line for each figure."""
    with tempfile.TemporaryDirectory() as folder:
        own, other, plain = (Path(folder) / f"{name}.sqlite" for name in ("own", "other", "plain"))
        make_bench_file(own, number)
        shutil.copyfile(own, other)
        edits = int(number * EDITS)
        edit_some(own, edits, "own", 1)
        edit_some(other, edits, "other", 2)
        shutil.copyfile(own, plain)
        raw = insert_or_ignore(plain, other)
        start, _ = run(["list", "--limit", "1", "-q"], own)
        print(f"{number:,} cases in common, {edits:,} edits on either side; raw merge {raw:.2f} s")
        merge, memory = run(["merge", str(other), "-q"], own)
        print(f"merge of a stranger's file   {merge / raw:5.1f} x raw (mark 14)   {merge:.2f} s, {memory:.0f} MB")
        again, _ = run(["merge", str(other), "-q"], own)
        print(f"the same file again          {again / start:5.2f} x start of a read (mark 2)")
        shared, memory = run(["share", str(Path(folder) / "shared.sqlite"), "-q"], own)
        print(f"share                        {shared / raw:5.1f} x raw   {shared:.2f} s, {memory:.0f} MB")
        checked, memory = run(["check", "--rebuild", "-q"], own)
        print(f"check --rebuild              {checked / raw:5.1f} x raw   {checked:.2f} s, {memory:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
