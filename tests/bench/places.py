"""Print what places cost: look-ups in the gazetteer, maps, distances.

    python -m tests.bench.places [NUMBER_OF_CASES] [REPEATS]

A look-up is held against 20 ms, a map against `python -c pass` and, over many cases, against 2 s.
"""

from __future__ import annotations

import csv
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from interdict.places.gazetteer import look_up
from tests.bench.generate import make_bench_file
from tests.bench.run import INTERDICT, Mark, compare, show_marks, time_command

HITS = Path(__file__).parent.parent / "places" / "hits.tsv"
MISSPELT = ("Banngkok", "Hodiedah", "Qandahr", "Sihanukvile", "Bandar Abas", "Plughtown", "KPNMP")
LIMIT = 0.020  # seconds a look-up may take after start-up


def measure_lookups() -> list[Mark]:
    """Time each look-up once, as a user does, after a first one that loads what is needed."""
    with HITS.open(encoding="utf-8") as file:
        known = [(row["name"], row["country"]) for row in csv.DictReader(file, delimiter="\t")]
    look_up("Paris")
    look_up("Pariis")
    marks = []
    for what, questions in (("known names", known), ("misspelt names", [(name, None) for name in MISSPELT])):
        times = []
        for name, country in questions:
            start = time.perf_counter()
            look_up(name, country)
            times.append(time.perf_counter() - start)
        marks.append(Mark(f"{what}: median {1000 * statistics.median(times):.2f} ms, the worst", max(times) / LIMIT, 1))
    return marks


def measure_commands(path: Path, repeats: int) -> list[Mark]:
    """Measure the commands on the starter cases against `python -c pass`."""
    environment = {**os.environ, "INTERDICT_DB": str(path), "TERM": "xterm", "COLUMNS": "120"}
    return [
        Mark("map on a terminal", compare([*INTERDICT, "map"], environment, repeats, terminal=True), 15),
        Mark("map -f svg", compare([*INTERDICT, "map", "-f", "svg"], environment, repeats), 15),
        Mark("place", compare([*INTERDICT, "place", "Hut Bay"], environment, repeats), 12),
        Mark("near", compare([*INTERDICT, "near", "Busan"], environment, repeats), 15),
        Mark(
            "report distances (loads the sea lanes)",
            compare([*INTERDICT, "report", "distances"], environment, repeats),
            40,
        ),
    ]


def main() -> None:
    """Run the benchmarks."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    show_marks("Look-ups against 20 ms", measure_lookups())
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.sqlite", Path(folder) / "large.sqlite"
        subprocess.run([*INTERDICT, "--db", str(small), "init", "--starter", "-q"], check=True)
        show_marks("Against python -c pass, forty-five cases", measure_commands(small, repeats))
        make_bench_file(large, number)
        environment = {**os.environ, "INTERDICT_DB": str(large)}
        seconds = statistics.median(time_command([*INTERDICT, "map"], environment) for _ in range(3))
        show_marks(f"Against 2 s, {number:,} cases", [Mark("map", seconds / 2, 1)])


if __name__ == "__main__":
    main()
