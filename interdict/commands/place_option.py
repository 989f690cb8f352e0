"""The option --place: what the gazetteer adds to the place that a user typed, and what does not fit together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from interdict.commands.places import find_places, name_place, suggest_places, suggest_reading, word_unread
from interdict.domain.coordinates import format_coordinates
from interdict.domain.countries import format_country
from interdict.domain.records import Record
from interdict.domain.vocabulary import quote
from interdict.domain.warnings import find_warnings
from interdict.errors import DataError
from interdict.places.filling import fill_case
from interdict.places.gazetteer import Lookup
from interdict.places.locating import Named, choose_mode
from interdict.places.place import SAME_LOCALITY, measure_sphere
from interdict.places.zones import check_position, find_position_warnings


def fill_place(case: Record, present: Mapping[str, Any], say: list[str]) -> Record:
    """Return a case whose place was typed with the position, UN/LOCODE and country that the gazetteer has for it.

    The name stays as typed, and what was given or is recorded stays; `present` is the case as the file has it. What was
    taken, or why nothing was, is added to `say`. Raises UsageError for a text that cannot be the name of a place.
    """
    values = dict(case.values)
    place = values.get("place") or {}
    name = place.get("name")
    if not name:
        return case
    whole = {**present, **values}
    mode = choose_mode(Named(mode=whole.get("mode"), zone=whole.get("zone")))
    found = find_places(name, place.get("country"), mode)
    if "position" not in values and _keeps(present.get("position"), found):
        values["position"] = present["position"]
    filled = fill_case(values, found)
    if filled is None:
        say.append(_explain(name, found))
        return case
    values["place"] = filled.place
    if filled.position:
        values["position"] = filled.position
    if filled.answer.place.kind == "position":
        land = filled.place.get("country")
        say.append(f"place: {quote(name)} was taken as the position" + (f", in {format_country(land)}" if land else ""))
    elif filled.position or filled.place != place:
        taken = format_coordinates(filled.answer.latitude, filled.answer.longitude) if filled.position else ""
        parts = [taken, filled.place.get("locode", "") if "locode" not in place else ""]
        say.append(
            f"place: {quote(name)} is {name_place(filled.answer)}"
            + "".join(f", {part}" for part in parts if part)
            + " in the gazetteer"
        )
    return Record(case.table, case.id, values)


def _keeps(position: Any, found: Lookup) -> bool:
    """Tell whether a recorded position stays for a new name: it was measured, or it is there already."""
    if not position or "latitude" not in position:
        return False
    best = found.best
    if position.get("precision") == "exact" or best is None:
        return True
    reach = SAME_LOCALITY + best.radius_km
    return measure_sphere(position["latitude"], position["longitude"], best.latitude, best.longitude) <= reach


def _explain(name: str, found: Lookup) -> str:
    if found.unread:
        return f"place: {quote(name)}: {word_unread(found)}; no coordinates were taken; {suggest_reading(found)}"
    if found.rivals:
        several = " or ".join(name_place(one) for one in (found.answers[0], *found.rivals[:2]))
        return f"place: {quote(name)} may be {several}: no coordinates were taken; --country says which"
    if found.answers:
        return f"place: {quote(name)} is a whole country: no coordinates were taken"
    hint = suggest_places(found) if found.suggestions else "its coordinates can be given with --position"
    return f"place: {quote(name)} is not in the gazetteer: no coordinates were taken; {hint}"


def check_positions(records: Iterable[Record]) -> None:
    """Raise DataError for a case whose position cannot be meant, such as one with latitude and longitude swapped."""
    for record in records:
        if record.table == "interdiction" and "position" in record.values:
            problem = check_position(record.values)
            if problem:
                raise DataError(
                    f"position: {problem}",
                    hint="write latitude first, as in 13.91N 100.61E, or leave out the country; nothing was written",
                )


def list_odd(records: Collection[Record]) -> list[str]:
    """Return what an analyst should look at again in a case: what `find_warnings` finds, and places that do not fit."""
    return [*find_warnings(records), *_warn_of_positions(records)]


def list_odd_by_case(cases: Collection[tuple[str | None, Mapping[str, Record]]], refs: Mapping[str, Any]) -> list[str]:
    """Return what `list_odd` finds in cases, by id, each with the name of its case where there are several."""
    is_plain = sum(case_id is not None for case_id, _ in cases) < 2
    warnings = []
    for case_id, records in cases:
        found = list_odd(records.values())
        if found and case_id and not is_plain:
            values = records[case_id].values
            name = values.get("ref") or refs.get(case_id) or values.get("title") or case_id
            found = [f"{name}: {warning}" for warning in found]
        warnings += found
    return warnings


def _warn_of_positions(records: Iterable[Record]) -> list[str]:
    """Return what does not fit together of position, country, code and zone."""
    return [
        warning
        for record in records
        if record.table == "interdiction"
        and ("position" in record.values or "locode" in (record.values.get("place") or {}))
        for warning in find_position_warnings(record.values)
    ]
