"""What an analyst should look at again: warned about, never refused, kept as given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from interdict.domain.changes import CREATE, Change
from interdict.domain.fields import TABLES, get_fields
from interdict.domain.identifiers import CHECKS, check_identifier
from interdict.domain.records import Record
from interdict.domain.units import find_meant_unit
from interdict.domain.vocabulary import quote

_AMOUNTS = ("quantity", "packages", "tonnage")
_CHECKED = {"leg", *(table for table in TABLES if get_fields(table).keys() & {*CHECKS, *_AMOUNTS})}


def find_warnings(records: Iterable[Record]) -> list[str]:
    """Return a warning for each value of a case that looks wrong, each beginning with the record's key."""
    found = list(records)
    cited = {record.values.get("source") for record in found if record.table == "claim"}
    warnings = [warning for record in found for warning in _check_record(record)]
    if any(record.table == "interdiction" for record in found) and not cited - {None}:
        warnings.append("no source is given for this case")
    return warnings


def find_entry_warnings(changes: Iterable[Change]) -> list[str]:
    """Return a warning for each case that is entered now, and will bear for ever what was not known of it."""
    return [
        f"the reference {change.new['ref']} says 0000, for no date is given; it stays so, also when one is"
        for change in changes
        if change.op == CREATE and change.table == "interdiction" and "-0000-" in str(change.new.get("ref", ""))
    ]


def is_unread(amount: Mapping[str, object]) -> bool:
    """Say whether no figure was found in what was reported of an amount."""
    return "as_reported" in amount and not amount.keys() & {"value", "low", "high"}


def _check_record(record: Record) -> Iterator[str]:
    if record.table not in _CHECKED:
        return
    values = record.values
    name = str(values.get("key") or record.table)
    flag = values.get("flag")
    for field in CHECKS:
        # Plates of lorries and wagons follow no international list of prefixes.
        if field in values and (field != "registration" or values.get("kind") == "aircraft"):
            for warning in check_identifier(field, str(values[field]), flag=flag):
                yield f"{name}: {warning}"
    for field in _AMOUNTS:
        amount = values.get(field)
        if isinstance(amount, Mapping) and "unit" not in amount and amount.keys() & {"value", "low", "high"}:
            yield f"{name}: the {field} has no unit"
        elif isinstance(amount, Mapping) and is_unread(amount):
            said = quote(str(amount["as_reported"]))
            yield f"{name}: no figure was read from the {field} {said}; it stays as reported"
        elif isinstance(amount, Mapping) and (meant := find_meant_unit(str(amount.get("unit", "")))):
            yield f"{name}: {quote(str(amount['unit']))} is no known unit; did you mean {meant}?"
    if record.table == "leg":
        yield from _check_leg(record, name)


def _check_leg(leg: Record, name: str) -> Iterator[str]:
    from interdict.domain.dates import find_bounds

    departed, arrived = leg.values.get("departed"), leg.values.get("arrived")
    if departed and arrived:
        first, last = find_bounds(departed).earliest, find_bounds(arrived).latest
        if first and last and first > last:
            yield f"{name}: it arrives ({arrived}) before it departs ({departed})"
