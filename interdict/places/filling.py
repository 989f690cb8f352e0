"""Fill in what the gazetteer knows for certain of a recorded place, and propose the legs of a case that has none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from interdict.places.gazetteer import Lookup
from interdict.places.place import Candidate, group_localities


class Filled(NamedTuple):
    """What the registers `place` and `position` of a case become; the position is None where one is recorded."""

    place: dict[str, Any]
    position: dict[str, Any] | None
    answer: Candidate


def fill_case(values: Mapping[str, Any], found: Lookup | None) -> Filled | None:
    """Return what the place and the position of a case become, None where nothing is certain.

    What is recorded is kept, above all the name as it was typed.
    """
    best = found.best if found else None
    if found is None or best is None:
        return None
    recorded = values.get("position") or {}
    position = None if "latitude" in recorded else make_position(best)
    position = {**position, **recorded} if position else None  # a precision that is stated stays
    return Filled(fill_end(values.get("place") or {}, found), position, best)


def fill_end(place: Mapping[str, Any], found: Lookup) -> dict[str, Any]:
    """Return a place with the country and the UN/LOCODE that it lacks, where they are certain."""
    best = found.best
    filled = dict(place)
    if best is None:
        return filled
    if "country" not in filled and best.place.country and not best.offset:
        filled["country"] = best.place.country
    if "locode" not in filled and not best.offset and filled.get("country") == best.place.country:
        code = _find_locode(found)
        if code and code[:2] == filled.get("country"):
            filled["locode"] = code
    return filled


def _find_locode(found: Lookup) -> str | None:
    """Return the UN/LOCODE of the best answer, else that of the same town under the same name."""
    best = found.answers[0]
    if best.place.kind not in {"city", "port", "airport", "crossing", "island"}:
        return None
    locality = group_localities(found.answers)[0]
    if best.place.kind in {"city", "port"} and best.place.locode is None:
        return next((one.place.locode for one in locality if one.place.kind != "airport" and one.place.locode), None)
    return best.place.locode


def make_position(answer: Candidate) -> dict[str, Any] | None:
    """Return the register `position` for an answer; None for a country, or off a country, which is no position."""
    if answer.place.kind == "country":
        return None
    position: dict[str, Any] = {"latitude": _plain(answer.latitude), "longitude": _plain(answer.longitude)}
    if answer.radius_km:
        position["radius_km"] = _plain(answer.radius_km)
    return {**position, "precision": answer.precision}


def _plain(number: float) -> int | float:
    """Return a number as the record keeps it: to five places, whole ones without a point."""
    rounded = round(number, 5)
    if abs(rounded) < 0.0001:
        return 0
    return int(rounded) if rounded == int(rounded) else rounded


def propose_legs(values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the legs of a case from origin over the place to the destination: what was inferred, not recorded.

    The way to the place was travelled, as far as it is known; the way from there on was planned.
    """
    origin, place, destination = (values.get(name) for name in ("origin", "place", "destination"))
    mode = {"mode": values["mode"]} if "mode" in values else {}
    if origin and place and not _is_same(origin, place):
        yield {"from": dict(origin), "to": dict(place), **mode, "kind": "inferred"}
    start = place or origin
    if start and destination and not _is_same(start, destination):
        yield {"from": dict(start), "to": dict(destination), **mode, "kind": "planned"}


def _is_same(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    return all(a.get(part) == b.get(part) for part in ("name", "country", "locode"))
