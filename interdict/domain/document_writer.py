"""Write records as a case document: the inverse of document_reader.

Ids that follow from case, table and key (or for a source from its address) are left out; reading makes the same ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from interdict.domain.citations import find_leaned_on, identify_source, is_citation, make_citation
from interdict.domain.document_keys import NO_NAMES, Names, name_records
from interdict.domain.document_rows import FORMAT, PLACE_EXTRAS
from interdict.domain.fields import MANAGED, SECTIONS, Field, get_fields
from interdict.domain.ids import derive_id, derive_source_id
from interdict.domain.records import Record, sort_records
from interdict.domain.scalars import check_key
from interdict.errors import DataError

Row = dict[str, Any]


def write_case(
    records: Iterable[Record],
    *,
    recorded: str | None = None,
    left_out: int = 0,
    source_names: Mapping[str, str] = NO_NAMES,
) -> dict[str, Any]:
    """Return the document of one case: its own record, those that belong to it, and the sources that it cites.

    `left_out` says how many private persons are not among the records, so that an import keeps them;
    `source_names` names by id the sources that share their key in the file. Raises DataError when the case itself is
    missing.
    """
    found = list(records)
    case = next((record for record in found if record.table == "interdiction"), None)
    if case is None:
        raise DataError("the case itself is missing", hint="'interdict check' looks for damage")
    document: dict[str, Any] = {"interdict": FORMAT, "id": case.id}
    if "ref" in case.values:
        document["ref"] = case.values["ref"]
    if recorded:
        document["recorded"] = recorded
    if left_out:
        document["persons_left_out"] = left_out
    document.update(_write_head(case))
    for section, pairs in pair_rows(found, case.id, source_names).items():
        rows = [row for _, row in pairs]
        if rows:
            document[section] = {row.pop("key"): row for row in rows} if section == "sources" else rows
    return document


def write_sources(sources: Iterable[Record], source_names: Mapping[str, str] = NO_NAMES) -> dict[str, Any]:
    """Return a document that holds sources alone, for those that no case cites."""
    rows = [row for _, row in pair_rows(list(sources), "", source_names)["sources"]]
    return {"interdict": FORMAT, "sources": {row.pop("key"): row for row in rows}}


def pair_rows(
    records: Sequence[Record], case_id: str, source_names: Mapping[str, str] = NO_NAMES
) -> dict[str, list[tuple[Record, Row]]]:
    """Return the rows of each section of a document, each with the record that it stands for; no case for ""."""
    names = name_records(records, source_names)
    implied = _find_implied(records, case_id, names)
    sections: dict[str, list[tuple[Record, Row]]] = {}
    for section, table in SECTIONS.items():
        found = [record for record in records if record.table == table]
        if table == "source":
            found.sort(key=lambda record: (str(record.values.get("key", "")), record.id))
        else:
            found = sort_records(record for record in found if record.id not in implied)
        sections[section] = [(record, _write_row(record, case_id, names)) for record in found]
    return sections


def _find_implied(records: Sequence[Record], case_id: str, names: Names) -> set[str]:
    """Return the ids of the claims that reading the document makes: the one that ties a source to the case."""
    citations = [record for record in records if is_citation(record)]
    leaned_on = find_leaned_on(record for record in records if not is_citation(record))
    number = Counter(record.values.get("source") for record in citations)
    return {
        record.id
        for record in citations
        if (source := str(record.values.get("source"))) in names.names
        and source not in leaned_on
        and number[source] == 1
        and record == make_citation(case_id, names.names[source], source)
    }


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


def _write_row(record: Record, case_id: str, names: Names) -> Row:
    key = names.names[record.id]
    row: Row = {"key": key}
    if record.id != _derive(record, case_id, key) or _needs_id(record, key):
        row["id"] = record.id
    if "subject" in record.values:
        subject = record.values["subject"]
        name = names.refer(subject["id"], subject["table"])
        if name != "interdiction":
            row["of"] = name
    if "other" in record.values:
        row["other"] = record.values["other"]
    for name, field in get_fields(record.table).items():
        if name in record.values and name not in MANAGED:
            value = record.values[name]
            row[name] = names.names.get(value, value) if field.kind == "link" else _write_value(field, value)
    return row


def _needs_id(record: Record, key: str) -> bool:
    """Say whether a row is refused without its id: by a key that nobody may give, or as a source that says nothing."""
    try:
        check_key(key)
    except ValueError:
        return True
    return record.table == "source" and record.values.keys() <= {"key"}


def _derive(record: Record, case_id: str, key: str) -> str:
    if record.table != "source":
        return derive_id(case_id, record.table, key)
    identity = identify_source(record.values)
    if identity is None and not case_id:
        return ""
    return derive_source_id(identity or f"{case_id}/{key}")


def _write_value(field: Field, value: Any) -> Any:
    """Write a list of one as that one, but for the states, which are named in the plural."""
    if field.kind in {"words", "countries"} and field.name != "states" and len(value) == 1:
        return value[0]
    return value
