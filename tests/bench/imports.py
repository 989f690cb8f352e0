"""Print what an import of many cases costs against raw `sqlite3`, as ratios within one run.

    python -m tests.bench.imports [NUMBER_OF_CASES] [FILE.json]

The same rows are put into tables of the same schema by `executemany` in one transaction, from lists that are ready. It
is said for the rows of the record alone, and for all rows that an import writes, those of the log too. Then the same
for changes that are ready and are only written, with their log and through the models. Processor time is taken, which
other work on the machine moves less than the clock. No figure decides a test.
"""

from __future__ import annotations

import gc
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from interdict.store.connection import open_writing
from interdict.store.log import Writer
from interdict.store.migrations import create_file
from tests.bench.generate import generate_changes, make_bench_file

INTERDICT = [sys.executable, "-m", "interdict"]
LOG = frozenset({"changeset", "change", "change_prev", "conflict", "receipt", "meta"})
BATCH = 50_000  # rows that are held at once
MOST_HELD = 10_000  # cases of which all changes are held


class Cost(NamedTuple):
    """What something took: seconds of the processor, and where it is known megabytes at most."""

    seconds: float
    megabytes: float = 0


def run_import(documents: Path, target: Path) -> Cost:
    """Import documents into a new file."""
    subprocess.run([*INTERDICT, "--db", str(target), "init", "-q"], check=True)
    command = [*INTERDICT, "--db", str(target), "import", str(documents), "-q", "-y"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the import failed: {status}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def insert_logged(target: Path, number: int) -> Cost:
    """Write cases that are ready into a new file, with the log and through the models."""
    changes = list(generate_changes(number))
    create_file(target)
    gc.disable()  # as the command line does
    start = time.process_time()
    with open_writing(target) as connection:
        writer = Writer(connection, author="bench")
        writer.write(changes)
        writer.finish()
    seconds = time.process_time() - start
    gc.enable()
    return Cost(seconds)


def insert_raw(source: Path, target: Path, *, whole: bool) -> Cost:
    """Put the rows of a file into a new one of the same schema."""
    seconds = 0.0
    with closing(sqlite3.connect(source)) as reading, closing(sqlite3.connect(target, isolation_level=None)) as writing:
        schema = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC"
        for (sql,) in reading.execute(schema):
            writing.execute(sql)
        writing.execute("BEGIN IMMEDIATE")
        for table in [row[0] for row in reading.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]:
            if not whole and table in LOG:
                continue
            for rows in read_batches(reading, table):
                start = time.process_time()
                writing.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)
                seconds += time.process_time() - start
        start = time.process_time()
        writing.execute("COMMIT")
        return Cost(seconds + time.process_time() - start)


def read_batches(connection: sqlite3.Connection, table: str) -> Iterator[list[tuple[object, ...]]]:
    """Yield the rows of a table, many at a time."""
    cursor = connection.execute(f"SELECT * FROM {table}")
    while rows := cursor.fetchmany(BATCH):
        yield rows


def main() -> None:
    """Run the benchmark."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        names = ("made", "imported", "record", "whole", "logged", "plain")
        paths = {name: Path(folder) / f"{name}.sqlite" for name in names}
        documents = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder) / "cases.json"
        if not documents.exists():
            make_bench_file(paths["made"], number)
            subprocess.run([*INTERDICT, "--db", str(paths["made"]), "export", "-o", str(documents)], check=True)
        imported = run_import(documents, paths["imported"])
        record = insert_raw(paths["imported"], paths["record"], whole=False)
        whole = insert_raw(paths["imported"], paths["whole"], whole=True)
        few = min(number, MOST_HELD)
        logged = insert_logged(paths["logged"], few)
        plain = insert_raw(paths["logged"], paths["plain"], whole=False)
        sizes = [paths[name].stat().st_size for name in ("whole", "record")]
    print(f"import of {number:,} cases: {imported.seconds:.1f} s, {imported.megabytes:.0f} MB at most")
    print(f"  executemany of the rows of the record, {record.seconds:.1f} s: {record.seconds / imported.seconds:.2f} x")
    print(f"  executemany of all rows, {whole.seconds:.1f} s: {whole.seconds / imported.seconds:.2f} x   mark 0.3 x")
    print(f"insert of {few:,} cases with the log, {logged.seconds:.1f} s, against plain insert, {plain.seconds:.1f} s: "
          f"{logged.seconds / plain.seconds:.2f} x   mark 3.5 x")  # fmt: skip
    print(f"file with log against the record alone: {sizes[0] / sizes[1]:.2f} x   mark 2.2 x")


if __name__ == "__main__":
    main()
