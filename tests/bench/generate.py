"""Make a file of any number of cases, the same for the same number, for benchmarks.

    python -m tests.bench.generate FILE NUMBER

The cases are nonsense in the shape of real ones: each has a conveyance, two items of cargo, an event, a basis, and
claims by two of five hundred sources.
"""

from __future__ import annotations

import random
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from interdict.domain.changes import CREATE, Change
from interdict.domain.ids import derive_id, make_ref
from interdict.store.connection import open_writing
from interdict.store.log import write_changes
from interdict.store.migrations import create_file

STATES = ("AE", "TH", "IN", "PA", "KR", "US", "GB", "GR", "TR", "IL", "SG", "MY")
MODES = ("sea", "sea", "sea", "air", "road", "rail")
OUTCOMES = ("seized", "seized", "impounded", "released", "cleared", "refused", "turned_back")
REGIMES = ("DPRK", "Iran", "Libya", "Yemen", "Somalia")
GOODS = ("rockets", "rifles", "machine parts", "coal", "charcoal", "tanker fittings", "graphite", "sugar", "fuel oil")
CATEGORIES = ("conventional_arms", "small_arms", "military_parts", "coal", "charcoal", "petroleum", "dual_use")
PLACES = ("Bangkok", "Busan", "Durban", "Jebel Ali", "Colón", "Piraeus", "Mersin", "Haifa")
SOURCES = 500


def make_uuid(draw: random.Random) -> str:
    """Return a UUID version 7 made of drawn numbers."""
    return str(uuid.UUID(int=(draw.getrandbits(128) & ~(0xF << 76) & ~(0x3 << 62)) | 0x7 << 76 | 0x2 << 62))


def generate_changes(number: int) -> Iterator[Change]:
    """Yield the creates of that many cases and of the sources they cite."""
    draw = random.Random(2009)
    sources = [make_uuid(draw) for _ in range(SOURCES)]
    for index, source in enumerate(sources):
        values = {"key": f"source-{index}", "title": f"Report {index}", "publisher": "A paper", "reliability": "B"}
        yield Change("source", source, CREATE, new=values)
    for index in range(number):
        yield from _generate_case(draw, index, sources)


def _generate_case(draw: random.Random, index: int, sources: list[str]) -> Iterator[Change]:
    case_id = make_uuid(draw)
    state, place = draw.choice(STATES), draw.choice(PLACES)
    date = f"{draw.randint(1990, 2025)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
    head: dict[str, Any] = {
        "ref": make_ref(case_id, state, date[:4], length=6),
        "title": f"Case {index} of {draw.choice(GOODS)} at {place}",
        "date": date,
        "states": [state],
        "place": {"name": place, "country": state},
        "mode": draw.choice(MODES),
        "regime": [draw.choice(REGIMES)],
        "outcome": draw.choice(OUTCOMES),
        "origin": {"country": draw.choice(("KP", "IR", "CN"))},
    }
    yield Change("interdiction", case_id, CREATE, new=head)
    own = {"interdiction": case_id}
    yield _row("conveyance", "ship", {**own, "kind": "vessel", "name": f"Ship {draw.randint(1, 9999)}", "flag": "PA"})
    goods = draw.choice(GOODS)
    for number in (1, 2):
        quantity = {"value": draw.randint(1, 5000), "unit": "t", "scope": "item"}
        item = {**own, "description": goods, "category": draw.choice(CATEGORIES), "quantity": quantity}
        yield _row("cargo", f"cargo-{number}", {**item, "sequence": number})
    yield _row("event", "event-1", {**own, "kind": "inspected", "date": date})
    yield _row("basis", "basis-1", {**own, "authority": "UNSCR 1874"})
    subject = {"table": "interdiction", "id": case_id}
    for number, field in enumerate(("date", "outcome")):
        claim = {**own, "subject": subject, "field": field, "value": head[field], "source": draw.choice(sources)}
        yield _row("claim", f"claim-{number}", claim)


def _row(table: str, key: str, values: dict[str, Any]) -> Change:
    return Change(table, derive_id(values["interdiction"], table, key), CREATE, new={"key": key, **values})


def make_bench_file(path: Path, number: int) -> None:
    """Make a file of that many cases; an existing one is replaced."""
    path.unlink(missing_ok=True)
    create_file(path)
    with open_writing(path) as connection:
        write_changes(connection, list(generate_changes(number)), author="bench")


if __name__ == "__main__":
    make_bench_file(Path(sys.argv[1]), int(sys.argv[2]))
