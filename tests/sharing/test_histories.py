"""The invariants of the log, over random histories with plain copies, old backups and clocks that run backwards."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest

from interdict.sharing.conflicts import Conflict, list_conflicts, plan_fate, plan_resolution
from interdict.store.checks import CHECKS
from interdict.store.connection import open_reading, open_writing
from interdict.store.log import write_changes
from interdict.store.migrations import create_file
from tests.sharing.histories import World, dump, list_operations, merge_files
from tests.sharing.oracle import find_state_by_hand, list_values

HISTORIES = int(os.environ.get("INTERDICT_HISTORIES", "500"))
GROUP = 25
MEMORY = Path("/dev/shm")  # noqa: S108  # where there is one: a disk would spend most of the time on syncing


@pytest.mark.parametrize("start", range(0, HISTORIES, GROUP))
def test_histories_keep_the_invariants(start: int) -> None:
    for seed in range(start, min(start + GROUP, HISTORIES)):
        with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
            world = World(Path(folder), seed)
            world.live(steps=14)
            check_invariants(world, f"history {seed}")


def check_invariants(world: World, name: str) -> None:
    inputs = [*world.files.values(), *world.backups]
    before = {path: list_operations(path) for path in inputs}
    every = {key: operation for operations in before.values() for key, operation in operations.items()}
    with world.clock_of("Ana"):
        left = gather(world.folder / "left.sqlite", inputs)
        right = gather(world.folder / "right.sqlite", world.draw.sample(inputs, len(inputs)))
        pair = gather(world.folder / "pair.sqlite", inputs[:2])
        grouped = gather(world.folder / "grouped.sqlite", [*inputs[2:], pair])
        again = merge_files(left, *inputs, right, grouped)
    assert dump(left) == dump(right) == dump(grouped), name  # 1, 2
    assert all(merged.is_empty for merged in again), name  # 2: a second merge adds nothing
    assert list_operations(left) == every, name  # 3, 4: nothing lost, nothing changed
    assert find_problems(left) == find_problems(right) == [], name  # 4, 5, 6: hashes, rebuild, references of the log
    assert (list_records(left), list_conflict_places(left)) == find_state_by_hand(every), name  # 7
    check_deleted_stay_known(left, every, name)  # 9
    check_registers(left, every, name)  # 11
    with world.clock_of("Ben"):
        for number in range(len(list_removals(left))):
            check_kept_is_whole(left, world.folder / f"kept-{number}.sqlite", number, name)
        settle_all(left)
        merge_files(right, left)
    assert list_conflict_places(right) == list_conflict_places(left) == set(), name  # 8
    assert dump(left) == dump(right), name


def gather(path: Path, inputs: list[Path]) -> Path:
    create_file(path)
    merge_files(path, *inputs)
    return path


def find_problems(path: Path) -> list[Any]:
    with open_reading(path) as connection:
        return [finding for check in CHECKS.values() for finding in check.run(connection)]


def list_records(path: Path) -> set[str]:
    return {row[0] for table in dump(path)[0] for row in table}


def list_conflict_places(path: Path) -> set[tuple[str, str]]:
    with open_reading(path) as connection:
        return {(row[0], row[1]) for row in connection.execute("SELECT record, field FROM conflict")}


def list_removals(path: Path) -> list[Conflict]:
    with open_reading(path) as connection:
        return [conflict for conflict in list_conflicts(connection) if not conflict.field]


def check_kept_is_whole(path: Path, copy: Path, number: int, name: str) -> None:
    """All that was there while a removal was contested is there when it is settled as kept, and nothing hangs."""
    shutil.copyfile(path, copy)
    before = dump(copy)[0]
    conflict = list_removals(copy)[number]
    with open_writing(copy) as connection:
        write_changes(connection, plan_fate(connection, conflict, keep=True), author="Chi")
    after = dump(copy)[0]
    ids = [{row[0] for row in table} for table in after]
    assert all({row[0] for row in table} <= there for table, there in zip(before, ids, strict=True)), name
    assert (conflict.record, "") not in list_conflict_places(copy), name
    assert find_problems(copy) == [], name


def settle_all(path: Path) -> None:
    while True:
        with open_writing(path) as connection:
            conflict = next(list_conflicts(connection), None)
            if conflict is None:
                return
            if conflict.field:
                changes = [plan_resolution(connection, conflict, conflict.choices[-1].value)]
            else:
                changes = plan_fate(connection, conflict, keep=True)
            write_changes(connection, changes, author="Ana")


def check_deleted_stay_known(path: Path, every: dict[str, dict[str, Any]], name: str) -> None:
    with open_reading(path) as connection:
        known = {row[0] for row in connection.execute("SELECT DISTINCT record FROM change")}
    assert {operation["record"] for operation in every.values()} == known, name


def check_registers(path: Path, every: dict[str, dict[str, Any]], name: str) -> None:
    """A position in the file is one that somebody entered, never the latitude of one and the longitude of another."""
    entered = {text for op in every.values() for field, text in list_values(op).items() if field == "position"}
    with open_reading(path) as connection:
        for row in connection.execute("SELECT latitude, longitude, radius_km, precision FROM interdiction"):
            value = {key: row[key] for key in row.keys() if row[key] is not None}  # noqa: SIM118
            if value:
                assert any(json.loads(text) == value for text in entered if text != "none"), name
