"""Write records as a case document: the inverse of document_reader.

Ids that follow from case, table and key (or for a source from its address) are left out; reading makes the same ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from interdict.domain.citations import identify_source, is_citation
from interdict.domain.document_reader import FORMAT, PLACE_EXTRAS
from interdict.domain.fields import MANAGED, SECTIONS, Field, get_fields
from interdict.domain.ids import derive_id, derive_source_id
from interdict.domain.records import Record, sort_records
from interdict.errors import DataError


def write_case(records: Iterable[Record], *, recorded: str | None = None, left_out: int = 0) -> dict[str, Any]:
    """Return the document of one case: its own record, those that belong to it, and the sources that it cites.

    `left_out` says how many private persons are not among the records, so that an import keeps them. Raises DataError
    when the case itself is missing.
    """
    found = list(records)
    case = next((record for record in found if record.table == "interdiction"), None)
    if case is None:
        raise DataError("the case itself is missing", hint="'interdict check' looks for damage")
    names = _name_records(found)
    document: dict[str, Any] = {"interdict": FORMAT, "id": case.id}
    if "ref" in case.values:
        document["ref"] = case.values["ref"]
    if recorded:
        document["recorded"] = recorded
    if left_out:
        document["persons_left_out"] = left_out
    document.update(_write_head(case))
    for section, table in SECTIONS.items():
        rows = [_write_row(record, case.id, names) for record in _order(found, table)]
        if table == "source":
            if rows:
                document[section] = {row.pop("key"): row for row in rows}
        elif rows:
            document[section] = rows
    return document


def write_sources(sources: Iterable[Record]) -> dict[str, Any]:
    """Return a document that holds sources alone, for those that no case cites."""
    found = list(sources)
    names = _name_records(found)
    rows = [_write_row(record, "", names) for record in _order(found, "source")]
    return {"interdict": FORMAT, "sources": {row.pop("key"): row for row in rows}}


def _order(records: list[Record], table: str) -> list[Record]:
    found = [record for record in records if record.table == table and not is_citation(record)]
    if table == "source":
        return sorted(found, key=lambda record: (str(record.values.get("key", "")), record.id))
    return sort_records(found)


class Names(NamedTuple):
    """The keys by which a document speaks of its records, by id, and how many records have each."""

    keys: Mapping[str, str]
    uses: Mapping[str, int]


def _name_records(records: list[Record]) -> Names:
    """Map each id to the key by which the document speaks of the record; keys that clash get a number."""
    names: dict[str, str] = {}
    uses: dict[str, set[str]] = {}
    for record in _by_age(records):
        key = str(record.values.get("key") or record.id)
        if record.table == "interdiction":
            names[record.id] = "interdiction"
            continue
        taken = uses.setdefault(record.table, set())
        name, number = key, 1
        while name in taken:
            number += 1
            name = f"{key}~{number}"
        taken.add(name)
        names[record.id] = name
    return Names(names, Counter(names.values()))


def _by_age(records: list[Record]) -> list[Record]:
    return sorted(records, key=lambda record: record.id)


def _write_head(case: Record) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for name, field in get_fields("interdiction").items():
        if name not in case.values or name == "ref" or name in PLACE_EXTRAS or name == "position":
            continue
        document[name] = _write_value(field, case.values[name])
    extras = {"zone": case.values["zone"]} if "zone" in case.values else {}
    extras.update(case.values.get("position", {}))
    if extras:
        document = _insert_place(document, extras)
    return document


def _insert_place(document: dict[str, Any], extras: Mapping[str, Any]) -> dict[str, Any]:
    if "place" in document:
        document["place"] = {**document["place"], **extras}
        return document
    order = list(get_fields("interdiction"))
    before = {name: value for name, value in document.items() if order.index(name) < order.index("place")}
    after = {name: value for name, value in document.items() if name not in before}
    return {**before, "place": dict(extras), **after}


def _write_row(record: Record, case_id: str, names: Names) -> dict[str, Any]:
    key = names.keys[record.id]
    row: dict[str, Any] = {"key": key}
    if record.id != _derive(record, case_id, key):
        row["id"] = record.id
    if "subject" in record.values:
        subject = record.values["subject"]
        name = _refer(subject["id"], subject["table"], names)
        if name != "interdiction":
            row["of"] = name
    if "other" in record.values:
        row["other"] = record.values["other"]
    for name, field in get_fields(record.table).items():
        if name in record.values and name not in MANAGED:
            value = record.values[name]
            row[name] = names.keys.get(value, value) if field.kind == "link" else _write_value(field, value)
    return row


def _derive(record: Record, case_id: str, key: str) -> str:
    if record.table != "source":
        return derive_id(case_id, record.table, key)
    identity = identify_source(record.values)
    if identity is None and not case_id:
        return ""
    return derive_source_id(identity or f"{case_id}/{key}")


def _refer(record_id: str, table: str, names: Names) -> str:
    """Name a record for `of`: by its key, with its table before it where another record has the key too."""
    name = names.keys.get(record_id)
    if name is None:
        return record_id
    if table == "interdiction":
        return "interdiction"
    doubled = names.uses[name] > 1
    return f"{table}/{name}" if doubled or table == "source" or name == "interdiction" else name


def _write_value(field: Field, value: Any) -> Any:
    if field.kind == "words" and len(value) == 1:
        return value[0]
    return value
