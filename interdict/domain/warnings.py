"""What an analyst should look at again: warned about, never refused, kept as given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from interdict.domain.changes import CREATE, UPDATE, Change
from interdict.domain.fields import TABLES, get_fields
from interdict.domain.identifiers import CHECKS, check_identifier
from interdict.domain.odd_dates import find_odd_dates, is_in_year
from interdict.domain.records import Record
from interdict.domain.units import find_meant_unit
from interdict.domain.vocabulary import quote

_ADDRESS = re.compile(r"(?:https?|ftp)://[^\s/]", re.IGNORECASE)
_HEADING = re.compile(r"[0-9]{2}(?:[. ]?[0-9]){0,8}")
_AMOUNTS = ("quantity", "packages", "tonnage")
_CHECKED = {"leg", *(table for table in TABLES if get_fields(table).keys() & {*CHECKS, *_AMOUNTS})}


def find_warnings(records: Iterable[Record]) -> list[str]:
    """Return a warning for each value of a case that looks wrong, each beginning with the record's key."""
    found = list(records)
    cited = {record.values.get("source") for record in found if record.table == "claim"}
    warnings = [warning for record in found for warning in _check_record(record)]
    warnings.extend(find_odd_dates(found))
    if any(record.table == "interdiction" for record in found) and not cited - {None}:
        warnings.append("no source is given for this case")
    return warnings


def find_entry_warnings(changes: Iterable[Change]) -> list[str]:
    """Return a warning for each case that is entered now, and will bear for ever what was not known of it."""
    return [
        warning
        for change in changes
        if change.op == CREATE and change.table == "interdiction"
        for warning in _check_ref(change.new)
    ]


def find_address_warnings(changes: Iterable[Change]) -> list[str]:
    """Return a warning for each address of a source, given now, that no reader of it could follow."""
    warnings = []
    for change in changes:
        if change.table == "source" and change.op in {CREATE, UPDATE}:
            values = change.new if change.op == CREATE else {change.field: change.new}
            name = f"source {values['key']}: " if "key" in values else ""
            given = [(field, values[field]) for field in ("url", "archive_url") if values.get(field)]
            warnings += [
                f"{name}the {field} {quote(text)} is no address; one begins with https://"
                for field, text in given
                if not _ADDRESS.match(text)
            ]
    return warnings


def _check_ref(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a reference says otherwise than the case, for it never changes."""
    ref = str(values.get("ref", ""))
    state, _, rest = ref.partition("-")
    year = rest[:4]
    if year == "0000":
        yield f"the reference {ref} says 0000, for no date is given; it stays so, also when one is"
    elif year and (date := values.get("date")) and not is_in_year(date, year):
        yield f"the reference {ref} says {year}, the date {date}; a reference stays as it is"
    states = values.get("states")
    if states and state not in {"", "ZZ", *states}:
        yield f"the reference {ref} says {state}, the states {', '.join(states)}; a reference stays as it is"


def is_unread(amount: Mapping[str, object]) -> bool:
    """Say whether no figure was found in what was reported of an amount."""
    return "as_reported" in amount and not amount.keys() & {"value", "low", "high"}


def _check_record(record: Record) -> Iterator[str]:
    if record.table not in _CHECKED:
        if record.table == "basis" and "authority" not in record.values:
            yield f"{record.values.get('key') or 'basis'}: it names no authority, such as UNSCR 1874 ¶14"
        return
    values = record.values
    name = str(values.get("key") or record.table)
    flag = values.get("flag")
    for field in CHECKS:
        # Plates of lorries and wagons follow no international list of prefixes.
        if field in values and (field != "registration" or values.get("kind") == "aircraft"):
            for warning in check_identifier(field, str(values[field]), flag=flag):
                yield f"{name}: {warning}"
    yield from _check_amounts(values, name)
    if record.table == "leg":
        yield from _check_leg(record, name)
    elif "hs" in values and not _HEADING.fullmatch(values["hs"]):
        yield f"{name}: {quote(values['hs'])} is no heading of the Harmonized System; it has 2 to 10 digits"


def _check_amounts(values: Mapping[str, Any], name: str) -> Iterator[str]:
    for field in _AMOUNTS:
        amount = values.get(field)
        if isinstance(amount, Mapping) and "unit" not in amount and amount.keys() & {"value", "low", "high"}:
            yield f"{name}: the {field} has no unit"
        elif isinstance(amount, Mapping) and is_unread(amount):
            said = quote(str(amount["as_reported"]))
            yield f"{name}: no figure was read from the {field} {said}; it stays as reported"
        elif isinstance(amount, Mapping) and (meant := find_meant_unit(str(amount.get("unit", "")))):
            yield f"{name}: {quote(str(amount['unit']))} is no known unit; did you mean {meant}?"


def _check_leg(leg: Record, name: str) -> Iterator[str]:
    from interdict.domain.dates import find_bounds

    departed, arrived = leg.values.get("departed"), leg.values.get("arrived")
    if departed and arrived:
        first, last = find_bounds(departed).earliest, find_bounds(arrived).latest
        if first and last and first > last:
            yield f"{name}: it arrives ({arrived}) before it departs ({departed})"
