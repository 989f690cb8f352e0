"""`interdict blame`: who set each value."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from interdict.commands.options import Printing, reads
from interdict.domain.fields import get_fields
from interdict.domain.records import Record
from interdict.domain.wording import format_value
from interdict.store.blame import Credit, list_credits
from interdict.store.cases import find_record, read_case
from interdict.store.connection import open_reading
from interdict.terminal.output import FOR_PEOPLE, Column, Section, print_rows


@reads()
def command(
    printing: Printing,
    path: Path,
    ref: Annotated[str, typer.Argument(metavar="REF[/KEY]", help="a case, or a record in it")],
) -> None:
    """Show who set each value of a case, when, in which changeset, and by which file it came here.

    \b
    Examples:
      interdict blame TH-2009-31F
      interdict blame TH-2009-31F/load -f json

    See also: log, show, conflicts.
    """
    with open_reading(path) as connection:
        case_id, record = find_record(connection, ref)
        records = read_case(connection, case_id)
        wanted = list(records.values()) if record.id == case_id else [record]
        case = str(records[case_id].values.get("ref") or case_id)
        rows = [_describe(case, records, credit) for credit in list_credits(connection, wanted)]
    if printing.format in FOR_PEOPLE:
        section = Section(_TABLE, rows, "", () if rows else ("no values",))
    else:
        section = Section(_ALL, rows)
    print_rows(section, format=printing.format, screen=printing.screen, output=printing.output)


_TABLE = (
    Column("name", "Record"),
    Column("field", "Field"),
    Column("shown", "Value"),
    Column("author", "By"),
    Column("when", "When (UTC)"),
)
_ALL = tuple(
    Column(key, key.capitalize())
    for key in ("ref", "key", "table", "field", "value", "author", "at", "changeset", "origin", "conflict")
)


def _describe(case: str, records: Mapping[str, Record], credit: Credit) -> dict[str, Any]:
    field = get_fields(credit.table)[credit.field]
    shown = format_value(field, credit.value)
    if field.kind == "link" and credit.value in records:
        shown = str(records[credit.value].values.get("key", shown))
    key = records[credit.record].values.get("key")
    return {
        "ref": case,
        "key": key,
        "name": key or case,
        "table": credit.table,
        "field": credit.field,
        "value": shown,
        "shown": f"{shown} (in conflict)" if credit.is_disputed else shown,
        "author": credit.author,
        "at": credit.at.rpartition("-")[0],
        "when": credit.at[:16].replace("T", " "),
        "changeset": credit.changeset[:10],
        "origin": credit.origin,
        "conflict": credit.is_disputed,
    }
