"""`interdict conflicts`: list what merges left open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from interdict.commands.options import Printing, reads
from interdict.domain.fields import get_fields
from interdict.domain.wording import format_value
from interdict.sharing.conflicts import REMOVAL, Conflict, list_conflicts
from interdict.sharing.naming import name_place
from interdict.store.cases import find_case
from interdict.store.conflicts import Choice
from interdict.store.connection import Connection, open_reading
from interdict.terminal.output import FOR_PEOPLE, Column, Section, print_document, print_rows


@reads()
def command(
    printing: Printing,
    path: Path,
    refs: Annotated[list[str] | None, typer.Argument(metavar="[REF]...", help="only of these cases")] = None,
) -> None:
    """List the fields to which two people gave different values, with all of them: nobody has chosen yet.

    The first value is the one that lists and reports show until then, with a mark.

    \b
    Examples:
      interdict conflicts
      interdict conflicts TH-2009-31F -f json

    See also: resolve, merge, log.
    """
    with open_reading(path) as connection:
        cases: list[str | None] = [find_case(connection, ref) for ref in refs or ()]
        found = [each for case in cases or [None] for each in list_conflicts(connection, case_id=case)]
        documents = [make_document(connection, conflict) for conflict in found]
        rows = [row for conflict in found for row in _list_rows(connection, conflict)]
    if printing.format in {"json", "yaml"}:
        print_document(documents, format=printing.format, screen=printing.screen, output=printing.output)
        return
    notes = () if rows else ("no conflicts",)
    columns = _COLUMNS if printing.format in FOR_PEOPLE else _ALL
    section = Section(columns, rows, "", notes)
    print_rows(section, format=printing.format, screen=printing.screen, output=printing.output)


_COLUMNS = (
    Column("place", "Record", "left", "cyan"),
    Column("field", "Field"),
    Column("number", "N", "right"),
    Column("value", "Value"),
    Column("author", "By"),
    Column("when", "When (UTC)"),
)
_ALL = tuple(
    Column(key, key.capitalize())
    for key in ("ref", "key", "table", "field", "number", "value", "author", "at", "changeset", "base")
)


def make_document(connection: Connection, conflict: Conflict) -> dict[str, Any]:
    """Return a conflict for programs: `values` as they stand, the shown one first, and `base`, what they replaced."""
    place = name_place(connection, conflict.table, conflict.record)
    values = [choice.value if conflict.field else describe_fate(choice) for choice in conflict.choices]
    return {
        "ref": place.ref,
        "key": place.key,
        "table": conflict.table,
        "record": conflict.record,
        "field": conflict.field or REMOVAL,
        "values": values,
        "base": conflict.base,
        "total": conflict.total,
        "choices": [
            {"number": number, "value": choice.value, "op": choice.op, "author": choice.author, "at": choice.at,
             "changeset": choice.changeset}
            for number, choice in enumerate(conflict.choices, 1)
        ],
    }  # fmt: skip


def _list_rows(connection: Connection, conflict: Conflict) -> Iterator[dict[str, Any]]:
    place = name_place(connection, conflict.table, conflict.record)
    field = get_fields(conflict.table).get(conflict.field)
    for number, choice in enumerate(conflict.choices, 1):
        yield {
            "place": place.path,
            "ref": place.ref,
            "key": place.key,
            "table": conflict.table,
            "field": conflict.field or REMOVAL,
            "number": number,
            "value": describe_choice(conflict, choice),
            "author": choice.author,
            "at": choice.at.rpartition("-")[0],
            "when": choice.at[:16].replace("T", " "),
            "changeset": choice.changeset[:10],
            "base": format_value(field, conflict.base) if field else "",
        }
    if conflict.total > len(conflict.choices):
        yield {
            "place": place.path,
            "field": conflict.field,
            "value": f"… {conflict.total - len(conflict.choices):,} more",
        }


def describe_choice(conflict: Conflict, choice: Choice) -> str:
    """Say in words what one of the values is."""
    field = get_fields(conflict.table).get(conflict.field)
    if not field:
        return describe_fate(choice)
    return format_value(field, choice.value) or "(empty)"


def describe_fate(choice: Choice) -> str:
    """Say what someone did to a record that another removed."""
    words = {"delete": "removed", "restore": "brought back", "create": "added", "update": "changed"}
    return words.get(choice.op, choice.op)
