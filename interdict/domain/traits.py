"""What of a case tells whether another record is of the same event: when, where, who, by what, with what, says who."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from interdict.domain.records import Record, to_row

# Columns that `make_traits` looks at; whoever reads rows for it may leave the others out.
HEAD_COLUMNS = (
    "id", "ref", "title", "date", "earliest", "latest", "states", "place_name", "place_country", "place_locode",
    "latitude", "longitude", "radius_km", "mode", "regime", "origin_country", "destination_country",
)  # fmt: skip
IDENTIFIERS = ("imo_number", "mmsi", "registration", "icao_24bit", "serial_number", "container_number")
CRAFT_COLUMNS = ("name", *IDENTIFIERS)
GOODS_COLUMNS = (
    "description", "declared_as", "category", "quantity_value", "quantity_unit", "quantity_low", "quantity_high",
)  # fmt: skip

UNKNOWN = frozenset({None, "unknown", "multimodal"})  # transport modes that contradict none


class Craft(NamedTuple):
    """A ship, aircraft or other conveyance: its name and its identifiers by field."""

    name: str | None
    identifiers: Mapping[str, str]


class Goods(NamedTuple):
    """One item of cargo; `low` and `high` are None without a figure."""

    description: str | None
    declared_as: str | None
    category: str | None
    unit: str | None
    low: float | None
    high: float | None


class Traits(NamedTuple):
    """What is compared of one case; `days` are its earliest and latest day as ordinals, None where one is open."""

    id: str
    ref: str | None
    title: str | None
    date: str | None
    days: tuple[int, int] | None
    states: frozenset[str]
    place: str | None
    country: str | None
    locode: str | None
    position: tuple[float, float, float] | None
    mode: str | None
    regime: frozenset[str]
    origin: str | None
    destination: str | None
    crafts: tuple[Craft, ...] = ()
    goods: tuple[Goods, ...] = ()
    sources: frozenset[str] = frozenset()


def make_traits(
    head: Mapping[str, Any],
    conveyances: Iterable[Mapping[str, Any]] = (),
    cargo: Iterable[Mapping[str, Any]] = (),
    sources: Iterable[str] = (),
) -> Traits:
    """Return the traits of a case from rows of its tables; columns may be missing."""
    position = None
    if head.get("latitude") is not None and head.get("longitude") is not None:
        position = (float(head["latitude"]), float(head["longitude"]), float(head.get("radius_km") or 0))
    return Traits(
        head["id"],
        head.get("ref"),
        head.get("title"),
        head.get("date"),
        _count_days(head.get("earliest"), head.get("latest")),
        frozenset(json.loads(head.get("states") or "[]")),
        head.get("place_name"),
        head.get("place_country"),
        head.get("place_locode"),
        position,
        head.get("mode"),
        frozenset(json.loads(head.get("regime") or "[]")) - {"unknown", "other"},
        head.get("origin_country"),
        head.get("destination_country"),
        tuple(
            Craft(row.get("name"), {field: row[field] for field in IDENTIFIERS if row.get(field)})
            for row in conveyances
        ),
        tuple(_make_goods(row) for row in cargo),
        frozenset(sources),
    )


def read_traits(case_id: str, records: Mapping[str, Record]) -> Traits:
    """Return the traits of a case from its records."""
    rows: dict[str, list[dict[str, Any]]] = {"conveyance": [], "cargo": []}
    for record in records.values():
        if record.table in rows:
            rows[record.table].append(to_row(record))
    sources = (record.id for record in records.values() if record.table == "source")
    return make_traits(to_row(records[case_id]), rows["conveyance"], rows["cargo"], sources)


def _count_days(earliest: str | None, latest: str | None) -> tuple[int, int] | None:
    if not earliest or not latest:
        return None
    return date.fromisoformat(earliest).toordinal(), date.fromisoformat(latest).toordinal()


def _make_goods(row: Mapping[str, Any]) -> Goods:
    value = row.get("quantity_value")
    low, high = (value if row.get(f"quantity_{end}") is None else row[f"quantity_{end}"] for end in ("low", "high"))
    low, high = low if low is not None else high, high if high is not None else low
    unit = row.get("quantity_unit")
    return Goods(row.get("description"), row.get("declared_as"), row.get("category"), unit, low, high)
