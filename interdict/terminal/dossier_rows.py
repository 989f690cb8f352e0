"""A case as rows, one for each value: the adopted ones with their sources, then what other sources give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from interdict.domain.fields import MANAGED, SECTIONS, Field, get_fields
from interdict.domain.records import Record, dump_canonical, sort_records
from interdict.terminal.testimony import WITHHELD, Finding, Testimony

if TYPE_CHECKING:
    from interdict.store.conflicts import Conflict

COLUMNS = ("field", "key", "value", "sources", "mark", "table", "ref")


def list_rows(
    records: Mapping[str, Record],
    only: Record | None = None,
    conflicts: Iterable[Conflict] = (),
    *,
    has_persons: bool = False,
) -> Iterator[dict[str, str]]:
    """Yield the values of a case, or of one record of it, as rows of COLUMNS.

    `key` is `interdiction` for the case itself. `sources` are the keys of the sources that give the value. `mark` says
    whether it is the adopted one, and what is the matter with it (adopted, disputed), or how it stands to the adopted
    one: disputed, differs, denied, retracted, also, reported, rejected, CONFLICT. A register is written as JSON.
    """
    testimony = Testimony(records, conflicts, has_persons=has_persons)
    case = next(record for record in records.values() if record.table == "interdiction")
    order = {table: number for number, table in enumerate(("interdiction", *SECTIONS.values()))}
    shown = [record for record in testimony.records.values() if record.table != "claim"] if only is None else [only]
    for record in sorted(sort_records(shown), key=lambda one: order[one.table]):
        key = "interdiction" if record is case else str(record.values.get("key", record.id))
        place = {"key": key, "table": record.table, "ref": str(case.values.get("ref", ""))}
        if testimony.is_withheld(record):
            yield {"field": record.table, "value": WITHHELD, "sources": "", "mark": "", **place, "key": ""}
            continue
        for name, field in get_fields(record.table).items():
            finding = None if name in MANAGED else testimony.weigh(record, name)
            if finding:
                for row in _list_values(testimony, field, finding):
                    yield {"field": name, **row, **place}


def _list_values(testimony: Testimony, field: Field, finding: Finding) -> Iterator[dict[str, str]]:
    if finding.value is not None:
        yield {
            "value": _write(testimony, field, finding.value),
            "sources": _name_sources(testimony, finding.claims),
            "mark": ", ".join(["adopted", *(mark.strip("()") for mark in finding.marks)]),
        }
    for other in finding.others:
        value = other.text if other.value is None else _write(testimony, field, other.value)
        yield {"value": value, "sources": _name_sources(testimony, other.claims), "mark": other.mark}
    for choice in finding.conflict.choices if finding.conflict else ():
        value = "" if choice.value is None else _write(testimony, field, choice.value)
        yield {"value": value, "sources": "", "mark": "CONFLICT"}


def _write(testimony: Testimony, field: Field, value: Any) -> str:
    if field.kind == "link" and value in testimony.records:
        return str(testimony.records[value].values.get("key", value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return dump_canonical(value)
    return "yes" if value is True else str(value)


def _name_sources(testimony: Testimony, claims: Iterable[Record]) -> str:
    sources = [testimony.records.get(str(claim.values.get("source"))) for claim in claims]
    keys = dict.fromkeys(str(source.values.get("key", source.id)) for source in sources if source)
    return ", ".join(keys)
