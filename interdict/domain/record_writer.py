"""Write one record of a case, with what is said of it, as nested data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from interdict.domain.document_keys import NO_NAMES
from interdict.domain.document_writer import pair_rows
from interdict.domain.fields import SECTIONS
from interdict.domain.records import Record


def write_record(
    records: Mapping[str, Record], record_id: str, source_names: Mapping[str, str] = NO_NAMES
) -> dict[str, Any]:
    """Return one record as its case's document has it, with the claims, the notes and the sources that concern it."""
    record = records[record_id]
    case = next(each for each in records.values() if each.table == "interdiction")
    sections = pair_rows(list(records.values()), case.id, source_names)
    section = next(name for name, table in SECTIONS.items() if table == record.table)
    rows = {each.id: row for each, row in sections[section]}
    written: dict[str, Any] = {"ref": case.values.get("ref"), "table": record.table, "record": rows[record_id]}
    cited = {record.values.get("source")}
    for name in ("claims", "notes"):
        about = [(each, row) for each, row in sections[name] if _concerns(each, record)]
        if about:
            written[name] = [row for _, row in about]
            cited |= {each.values.get("source") for each, _ in about}
    sources = [row for each, row in sections["sources"] if each.id in cited]
    if sources:
        written["sources"] = {row["key"]: {name: row[name] for name in row if name != "key"} for row in sources}
    return written


def _concerns(each: Record, record: Record) -> bool:
    if record.table == "source" and each.table == "claim":
        return bool(each.values.get("source") == record.id)
    return bool(each.values.get("subject", {}).get("id") == record.id)
