"""Write one record of a case, with what is said of it, as nested data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from interdict.domain.citations import is_citation
from interdict.domain.document_writer import write_case
from interdict.domain.fields import SECTIONS
from interdict.domain.records import Record, sort_records


def write_record(records: Mapping[str, Record], record_id: str) -> dict[str, Any]:
    """Return one record as its case's document has it, with the claims, the notes and the sources that concern it."""
    record = records[record_id]
    document = write_case(records.values())
    section = next(name for name, table in SECTIONS.items() if table == record.table)
    rows = {each.id: row for each, row in _pair_rows(records, document, section)}
    written: dict[str, Any] = {"ref": document.get("ref"), "table": record.table, "record": rows[record_id]}
    cited = {record.values.get("source")}
    for name in ("claims", "notes"):
        pairs = _pair_rows(records, document, name)
        about = [(each, row) for each, row in pairs if _concerns(each, record)]
        if about:
            written[name] = [row for _, row in about]
            cited |= {each.values.get("source") for each, _ in about}
    sources = {row["key"]: row for each, row in _pair_rows(records, document, "sources") if each.id in cited}
    if sources:
        written["sources"] = {key: {name: row[name] for name in row if name != "key"} for key, row in sources.items()}
    return written


def _pair_rows(
    records: Mapping[str, Record], document: Mapping[str, Any], section: str
) -> list[tuple[Record, dict[str, Any]]]:
    """Pair the records of a section with the rows of the document, which are in the same order."""
    found = [record for record in records.values() if record.table == SECTIONS[section] and not is_citation(record)]
    if section == "sources":
        ordered = sorted(found, key=lambda record: (str(record.values.get("key", "")), record.id))
        rows = [{"key": key, **row} for key, row in document.get(section, {}).items()]
    else:
        ordered, rows = sort_records(found), document.get(section, [])
    return list(zip(ordered, rows, strict=True))


def _concerns(each: Record, record: Record) -> bool:
    if record.table == "source" and each.table == "claim":
        return bool(each.values.get("source") == record.id)
    return bool(each.values.get("subject", {}).get("id") == record.id)
