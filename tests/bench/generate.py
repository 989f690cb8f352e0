"""Make a file of any number of cases, the same for the same number, for benchmarks.

    python -m tests.bench.generate FILE NUMBER

The cases are nonsense in the shape of real ones: each has a conveyance, two items of cargo, two companies and at times
a private person, a leg, an event, a basis, and ten claims by some of five hundred sources. Of the claims one in twenty
says otherwise than the record, one in fifty denies, and one in fifty is in words alone; some sources copy others.
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
from interdict.store.log import Writer
from interdict.store.migrations import create_file

STATES = ("AE", "TH", "IN", "PA", "KR", "US", "GB", "GR", "TR", "IL", "SG", "MY")
MODES = ("sea", "sea", "sea", "air", "road", "rail")
OUTCOMES = ("seized", "seized", "impounded", "released", "cleared", "refused", "turned_back")
REGIMES = ("DPRK", "Iran", "Libya", "Yemen", "Somalia")
GOODS = ("rockets", "rifles", "machine parts", "coal", "charcoal", "tanker fittings", "graphite", "sugar", "fuel oil")
CATEGORIES = ("conventional_arms", "small_arms", "military_parts", "coal", "charcoal", "petroleum", "dual_use")
PLACES = ("Bangkok", "Busan", "Durban", "Jebel Ali", "Colón", "Piraeus", "Mersin", "Haifa")
TRIGGERS = ("foreign_tip", "own_intelligence", "routine_check", "scanner", None, None)
COVERS = ("oil boring machines", "machine parts", "auto spare parts", "cotton and lentils", "cement", "fish meal")
ROLES = ("consignor", "consignee", "owner", "operator", "broker")
FIRMS = ("Golden", "Pacific", "Orient", "Blue", "Union", "Star", "Delta", "Korea", "Caspian", "Levant")
TRADES = ("Shipping", "Trading", "Marine", "Machinery", "Holdings", "Export")
FORMS = ("Ltd", "Ltd.", "Co., Ltd", "FZE", "GmbH", "Limited")
SOURCES = 500


def make_uuid(draw: random.Random) -> str:
    """Return a UUID version 7 made of drawn numbers."""
    return str(uuid.UUID(int=(draw.getrandbits(128) & ~(0xF << 76) & ~(0x3 << 62)) | 0x7 << 76 | 0x2 << 62))


def generate_changes(number: int) -> Iterator[Change]:
    """Yield the creates of that many cases and of the sources they cite."""
    draw = random.Random(2009)
    sources = [make_uuid(draw) for _ in range(SOURCES)]
    for index, source in enumerate(sources):
        yield Change("source", source, CREATE, new=_generate_source(draw, index, sources))
    for index in range(number):
        yield from _generate_case(draw, index, sources)


def _generate_source(draw: random.Random, index: int, sources: list[str]) -> dict[str, Any]:
    """Return a source: some papers copy an agency, some another source."""
    values: dict[str, Any] = {
        "key": f"source-{index}",
        "title": f"Report {index}",
        "publisher": f"Paper {draw.randint(1, 120)}",
        "kind": draw.choice(("newspaper", "wire", "blog", "un_document")),
    }
    if draw.random() < 0.8:
        values["reliability"] = draw.choice("ABBCCDF")
    if index and draw.random() < 0.2:
        values["derived_from"] = sources[draw.randrange(index)]
    elif draw.random() < 0.3:
        values["original"] = draw.choice(("Reuters", "AFP", "AP and Reuters", "a ministry"))
    return values


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
        "destination": {"country": draw.choice(STATES)},
        "trigger": draw.choice(TRIGGERS),
    }
    head = {name: value for name, value in head.items() if value is not None}
    yield Change("interdiction", case_id, CREATE, new=head)
    own = {"interdiction": case_id}
    ship = {"kind": "vessel", "name": f"Ship {draw.randint(1, 9999)}", "flag": "PA", "imo_number": draw_imo(draw)}
    records = [_row("conveyance", "ship", {**own, **ship})]
    goods = draw.choice(GOODS)
    for number in (1, 2):
        quantity = {"value": draw.randint(1, 5000), "unit": "t", "scope": "item"}
        item = {**own, "description": goods, "category": draw.choice(CATEGORIES), "quantity": quantity}
        if draw.random() < 0.3:
            item.update(declared_as=draw.choice(COVERS), disposal=draw.choice(("destroyed", "stored")))
        records.append(_row("cargo", f"cargo-{number}", {**item, "sequence": number}))
    for number in (1, 2):
        name = f"{draw.choice(FIRMS)} {draw.choice(TRADES)} {draw.randint(1, 200)} {draw.choice(FORMS)}"
        party = {"name": name, "kind": "company", "role": draw.choice(ROLES), "country": [draw.choice(STATES)]}
        records.append(_row("party", f"party-{number}", {**own, **party}))
    if draw.random() < 0.05:
        person = {"name": f"Person {draw.randint(1, 9999)}", "kind": "person", "role": "captain"}
        records.append(_row("party", "captain", {**own, **person}))
    records.append(_row("leg", "leg-1", {**own, "from": {"country": "KP"}, "to": {"country": draw.choice(STATES)}}))
    records.append(_row("event", "event-1", {**own, "kind": "inspected", "date": date}))
    records.append(_row("basis", "basis-1", {**own, "authority": "UNSCR 1874"}))
    yield from records
    yield from _generate_claims(draw, [Change("interdiction", case_id, CREATE, new=head), *records], own, sources)


def _generate_claims(
    draw: random.Random, records: list[Change], own: dict[str, Any], sources: list[str]
) -> Iterator[Change]:
    """Yield ten claims on fields of a case, of which one in twenty gives another value."""
    fields = [("interdiction", name) for name in ("date", "outcome", "place", "mode", "origin", "destination")]
    fields += [("cargo", "quantity"), ("cargo", "quantity"), ("conveyance", "flag"), ("party", "role")]
    for number, (table, field) in enumerate(fields):
        record = next(change for change in records if change.table == table)
        value = (record.new or {}).get(field)
        if value is None:
            continue
        subject = {"table": table, "id": record.record}
        claim = {**own, "subject": subject, "field": field, "value": value, "source": draw.choice(sources)}
        lot = draw.random()
        if lot < 0.05:
            claim.update(_differ(draw, field))
        elif lot < 0.07:
            claim["stance"] = "denies"
        elif lot < 0.09:
            del claim["value"]
            claim["as_reported"] = "in words"
        yield _row("claim", f"claim-{number}", claim)


def _differ(draw: random.Random, field: str) -> dict[str, Any]:
    """Return what a source says that the record does not."""
    values: dict[str, Any] = {
        "date": draw.choice((f"{draw.randint(1990, 2025)}-07", "2009-21", "2009-XX", "2009-07-11~/2009-07-20~")),
        "outcome": "impounded",
        "mode": "road",
        "flag": "KP",
        "role": "agent",
        "quantity": {"value": draw.randint(1, 5000), "unit": "t", "scope": "item"},
    }
    status = draw.choice(("disputed", "alternative", None))
    value = values.get(field, {"country": draw.choice(STATES)})
    return {"value": value, **({"status": status} if status else {})}


def draw_imo(draw: random.Random) -> str:
    """Return a number in the form of an IMO number, of which one in fifty has a wrong check digit."""
    number = f"{draw.randint(700_000, 960_000)}"
    check = sum(int(digit) * weight for digit, weight in zip(number, range(7, 1, -1), strict=True)) % 10
    return number + str(check if draw.random() < 0.98 else (check + 1) % 10)


def _row(table: str, key: str, values: dict[str, Any]) -> Change:
    return Change(table, derive_id(values["interdiction"], table, key), CREATE, new={"key": key, **values})


def make_bench_file(path: Path, number: int) -> None:
    """Make a file of that many cases; an existing one is replaced."""
    path.unlink(missing_ok=True)
    create_file(path)
    with open_writing(path) as connection:
        writer = Writer(connection, author="bench")
        writer.write(generate_changes(number))
        writer.finish()


if __name__ == "__main__":
    make_bench_file(Path(sys.argv[1]), int(sys.argv[2]))
