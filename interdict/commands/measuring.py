"""Distances for the reports: what joins the places of the file with where the gazetteer knows them to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from itertools import count
from typing import Any

from interdict.domain.agreement import disputes
from interdict.domain.fields import get_fields
from interdict.domain.records import Record, sort_records
from interdict.domain.wording import format_place
from interdict.store.reports.report import Length, Measure, Place
from interdict.terminal.progress import show_progress
from interdict.terminal.screen import Screen

ALWAYS = frozenset({"distances"})  # reports that are about distances; others measure only when told to


@contextmanager
def open_measure(name: str, screen: Screen, *, wanted: bool) -> Iterator[Measure | None]:
    """Give what measures for a report and says how far it has got; None for a report that does not need it.

    Sea lanes take a while to load, so most reports measure only when told to.
    """
    if not wanted and name not in ALWAYS:
        yield None
        return
    ticks = show_progress(count(), screen, "leg")

    def measure(start: Place, end: Place, mode: str | None) -> Length:
        next(ticks)
        return measure_places(start, end, mode)

    try:
        yield measure
    finally:
        ticks.close()


@lru_cache(maxsize=100_000)
def measure_places(start: Place, end: Place, mode: str | None) -> Length:
    """Return how far it is from one recorded place to another for a mode of transport."""
    from interdict.places.locating import Named
    from interdict.places.routes import measure_leg

    measured = measure_leg(Named(*start), Named(*end), mode)
    return Length(measured.km, measured.method, measured.remark)


def tell_distances(records: Mapping[str, Record]) -> Iterator[tuple[str, str]]:
    """Yield for each leg of a case its kind and words on its distance; without legs, for those that are proposed."""
    from interdict.places.filling import propose_legs
    from interdict.places.locating import Named
    from interdict.places.routes import format_distance, measure_leg

    case = next(record for record in records.values() if record.table == "interdiction")
    legs = [(record.id, record.values) for record in sort_records(records.values()) if record.table == "leg"]
    label = "" if legs else "proposed"
    doubted = _find_doubted(records)
    for record, leg in legs or [(case.id, leg) for leg in propose_legs(case.values)]:
        ends = [leg.get("from") or {}, leg.get("to") or {}]
        named = [Named(*(end.get(part) for part in ("name", "country", "locode"))) for end in ends]
        named = [_put_at(one, end, case.values) for one, end in zip(named, ends, strict=True)]
        measured = measure_leg(named[0], named[1], leg.get("mode") or case.values.get("mode"))
        fields = ("from", "to") if legs else tuple(_name_end(case.values, end) for end in ends)
        way = " – ".join(
            (format_place(end.get("name"), end.get("country")) or "(not stated)")
            + (" (disputed)" if (record, field) in doubted else "")
            for end, field in zip(ends, fields, strict=True)
        )
        words = format_distance(measured) or f"not told, for {measured.remark}"
        yield label or str(leg.get("kind", "leg")), f"{way}: {words}"


def _find_doubted(records: Mapping[str, Record]) -> set[tuple[str, str]]:
    """Return the fields that sources dispute, each with the id of its record."""
    found = set()
    for claim in records.values():
        subject = records.get(claim.values.get("subject", {}).get("id", "")) if claim.table == "claim" else None
        field = get_fields(subject.table).get(claim.values.get("field", "")) if subject else None
        if subject and field and disputes(field, claim, subject.values.get(field.name)):
            found.add((subject.id, field.name))
    return found


def _name_end(case: Mapping[str, Any], end: Mapping[str, Any]) -> str:
    """Return the field of a case that a proposed leg begins or ends with."""
    return next((field for field in ("origin", "place", "destination") if case.get(field) == end), "")


def _put_at(named: Any, end: Mapping[str, Any], case: Mapping[str, Any]) -> Any:
    """Return the end of a leg at the recorded position of the case, where it is the place of the case."""
    position = case.get("position") or {}
    if "latitude" in position and end and end == case.get("place"):
        return named._replace(name=f"{position['latitude']:.5f}, {position['longitude']:.5f}", locode=None)
    return named
