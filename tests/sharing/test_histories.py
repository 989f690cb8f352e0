"""The invariants of the log, over random histories with plain copies, old backups and clocks that run backwards."""

from __future__ import annotations

import json
import os
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from interdict.sharing.conflicts import list_conflicts, plan_fate, plan_resolution
from interdict.store.checks import CHECKS
from interdict.store.connection import open_reading, open_writing
from interdict.store.log import write_changes
from interdict.store.migrations import create_file
from tests.sharing.histories import World, dump, list_operations, merge_files

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
    assert list_conflict_places(left) == find_conflicts_by_hand(every), name  # 7
    check_deleted_stay_known(left, every, name)  # 9
    check_registers(left, every, name)  # 11
    with world.clock_of("Ben"):
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
        return [finding for name, check in CHECKS.items() if name != "references" for finding in check.run(connection)]


def list_conflict_places(path: Path) -> set[tuple[str, str]]:
    with open_reading(path) as connection:
        return {(row[0], row[1]) for row in connection.execute("SELECT record, field FROM conflict")}


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


def find_conflicts_by_hand(every: dict[str, dict[str, Any]]) -> set[tuple[str, str]]:
    """Find the conflicts from the definition alone, by other means than the fold."""
    by_record: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for name, operation in every.items():
        by_record[operation["record"]][name] = operation
    found = set()
    for record, operations in by_record.items():
        alias = name_equal_creates(operations)
        prevs = {name: {alias.get(prev, prev) for prev in op["prev"]} for name, op in operations.items()}
        standing: dict[str, dict[str, Any]] = defaultdict(dict)
        for name, operation in operations.items():
            for field, value in list_values(operation).items() if name not in alias else ():
                if not any(
                    name in prevs[other] and operations[other]["op"] == "update" and operations[other]["field"] == field
                    for other in operations
                ):
                    standing[field][name] = value
        taken_back = {prev for name in operations if operations[name]["op"] == "restore" for prev in prevs[name]}
        deletes = {name for name, op in operations.items() if op["op"] == "delete"} - taken_back
        own = {operations[name]["uid"] for name in deletes}
        seen = {prev for name in deletes for prev in prevs[name]}
        alive = {name for names in standing.values() for name in names}
        alive |= {name for name, op in operations.items() if op["op"] in {"create", "restore"} and name not in alias}
        unseen = {name for name in alive if name not in seen and operations[name]["uid"] not in own}
        if deletes and not unseen:
            continue
        if deletes:
            found.add((record, ""))
        found |= {(record, field) for field, values in standing.items() if len(set(values.values())) > 1}
    return found


def name_equal_creates(operations: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Map each create to the earliest of the same content, where that is another."""
    creates = sorted(
        (op["hlc"], bytes.fromhex(op["uid"]), name) for name, op in operations.items() if op["op"] == "create"
    )
    first: dict[str, str] = {}
    alias = {}
    for *_, name in creates:
        content = operations[name]["new"]
        if content in first:
            alias[name] = first[content]
        else:
            first[content] = name
    return alias


def list_values(operation: dict[str, Any]) -> dict[str, str]:
    if operation["op"] == "create":
        return {field: json.dumps(value, sort_keys=True) for field, value in json.loads(operation["new"]).items()}
    if operation["op"] == "update":
        value = operation["new"]
        return {operation["field"]: "none" if value is None else json.dumps(json.loads(value), sort_keys=True)}
    return {}


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
