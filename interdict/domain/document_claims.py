"""Claims in a document: the value of one, and those that are not written out.

`source` on the case or on a row stands for a claim by that source on each value given there. A source that no claim
names is tied to the case as a whole, and so is one of the file that the case cites without a value to claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from interdict.domain.citations import cite_record, find_claimed_field, find_leaned_on, key_claim, make_citation
from interdict.domain.document_references import References
from interdict.domain.document_rows import Row
from interdict.domain.fields import get_fields
from interdict.domain.problems import Findings, Path
from interdict.domain.records import Record
from interdict.domain.values import parse_value


def read_claimed(row: Mapping[str, Any], values: dict[str, Any], raw: object) -> Any:
    """Return the value of a claim, given what was read of the claim before; a figure's words become the claim's own.

    They stay with the value where the claim has other words, and where they are all that there is. Raises ValueError.
    """
    table = values.get("subject", {}).get("table")
    name = str(row.get("field") or "")
    if not table:
        return None  # the subject was complained of
    if not name:
        raise ValueError("a value needs 'field', the field that it is a value of")
    try:
        field = find_claimed_field(table, name)
    except ValueError:
        return None  # check_claim says so
    value = parse_value(field, raw)
    has_words = isinstance(value, dict) and isinstance(raw, str) and "as_reported" in value and len(value) > 1
    if has_words and not row.get("as_reported"):
        values["as_reported"] = value.pop("as_reported")
    return value


def check_claim(findings: Findings, path: Path, row: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Complain of a field that the record spoken of does not have."""
    table = values.get("subject", {}).get("table")
    if values.get("field") and table:
        findings.attempt((*path, "field"), row, lambda: find_claimed_field(table, values["field"]))


def cite_values(
    records: Mapping[str, Record], rows: Sequence[Row], references: References, findings: Findings
) -> Iterator[Record]:
    """Yield the claims that `source` on a row stands for: one for each value that it holds."""
    cited = {key_claim(record) for record in records.values() if record.table == "claim"}
    number = sum(record.table == "claim" for record in records.values())
    for path, row, name, record_id in rows:
        for source_name in _list_names(row.get("source")):
            find = partial(references.find_link, get_fields("claim")["source"], source_name)
            source = findings.attempt((*path, "source"), row, find)
            if source and record_id in records:
                made = cite_record(records[record_id], name, references.case_id, (source_name, source), cited, number)
                number += len(made)
                yield from made
                if not (path or made or source in references.sources.values()):
                    yield make_citation(references.case_id, source_name, source)


def cite_bare_sources(records: Mapping[str, Record], references: References) -> list[Record]:
    """Tie each source that no claim names, and no other source is derived from, to the case as a whole."""
    leaned_on = find_leaned_on(records.values())
    bare = [(name, source) for name, source in references.sources.items() if source not in leaned_on]
    return [make_citation(references.case_id, name, source) for name, source in bare]


def _list_names(raw: object) -> list[str]:
    return [] if raw is None else [str(name) for name in raw] if isinstance(raw, list) else [str(raw)]
