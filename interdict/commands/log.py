"""`interdict log`: what was changed, when and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from interdict.commands.options import Limit, Printing, reads
from interdict.domain.fields import get_fields
from interdict.domain.records import dump_canonical
from interdict.domain.wording import format_value
from interdict.errors import NotFoundError
from interdict.store.cases import find_record, list_record_ids
from interdict.store.connection import Connection, open_reading
from interdict.store.history import (
    SHORT,
    Entry,
    find_changeset,
    find_removed,
    list_changesets,
    read_changes,
    read_history,
    read_values,
    summarise_changes,
)
from interdict.terminal.output import FOR_PEOPLE, Column, Section, print_rows
from interdict.terminal.preview import name_record


@reads()
def command(
    printing: Printing,
    path: Path,
    ref: Annotated[
        str, typer.Argument(metavar="[REF[/KEY]|CHANGESET]", help="a case, a record in it, or one changeset")
    ] = "",
    limit: Limit = 50,
) -> None:
    """Show the changes made, the newest first; for a case or a changeset, every single one.

    \b
    Examples:
      interdict log
      interdict log TH-2009-31F

    See also: undo, show.
    """
    with open_reading(path) as connection:
        if ref:
            entries, records = _find_entries(connection, ref)
            rows: Any = _list_changes(connection, entries[: limit or None], records)
            if printing.format in {"tsv", "csv"}:
                rows = ({**row, "old": dump_value(row["old"]), "new": dump_value(row["new"])} for row in rows)
            columns, table_columns = _CHANGES, _CHANGES_TABLE
        else:
            entries = list_changesets(connection, limit=limit or None)
            rows = (_describe(entry, summarise_changes(connection, entry)) for entry in entries)
            columns, table_columns = _CHANGESETS, _CHANGESETS_TABLE
        shown = table_columns if printing.format in FOR_PEOPLE else columns
        notes = () if entries else ("nothing was changed yet",)
        print_rows(
            Section(shown, list(rows), "", notes),
            format=printing.format,
            screen=printing.screen,
            output=printing.output,
        )


_CHANGESETS = tuple(
    Column(key, key.replace("_", " ").capitalize())
    for key in ("changeset", "at", "author", "changes", "summary", "note", "undoes", "undone", "tool")
)
_CHANGESETS_TABLE = (
    Column("changeset", "Changeset", "left", "cyan"),
    Column("when", "When (UTC)"),
    Column("author", "Author"),
    Column("changes", "Changes", "right"),
    Column("what", "What"),
)
_CHANGES = tuple(
    Column(key, key.capitalize())
    for key in ("changeset", "at", "author", "op", "table", "record", "field", "old", "new")
)
_CHANGES_TABLE = (
    Column("when", "When (UTC)"),
    Column("author", "Author"),
    Column("changeset", "Changeset", "left", "cyan"),
    Column("name", "Record"),
    Column("what", "Change"),
)


def _describe(entry: Entry, summary: str = "") -> dict[str, Any]:
    what = [entry.note or "", summary]
    if entry.undoes:
        what.append(f"takes back {entry.undoes[:SHORT]}")
    if entry.is_undone:
        what.append("(undone)")
    return {
        "changeset": entry.uid[:SHORT],
        "at": entry.at.rpartition("-")[0],  # without the counter of the clock
        "when": entry.at[:16].replace("T", " "),
        "author": entry.author,
        "changes": entry.size,
        "summary": summary,
        "note": entry.note,
        "undoes": entry.undoes and entry.undoes[:SHORT],
        "undone": entry.is_undone,
        "tool": entry.tool,
        "what": "; ".join(part for part in what if part),
    }


def _find_entries(connection: Connection, ref: str) -> tuple[list[Entry], set[str] | None]:
    """Return the changesets that a text means, and the records to show of them; all for a changeset."""
    try:
        case_id, record = find_record(connection, ref)
        records = list_record_ids(connection, case_id) if record.id == case_id else {record.id}
    except NotFoundError as error:
        try:
            return [find_changeset(connection, ref)], None
        except NotFoundError:
            records = find_removed(connection, ref)
            if not records:
                raise error from None
    return list_changesets(connection, records=records), records


def _list_changes(connection: Connection, entries: list[Entry], records: set[str] | None) -> Iterator[dict[str, Any]]:
    if records is None:
        history = {entry.number: list(read_changes(connection, entry.number)) for entry in entries}
    else:
        history = read_history(connection, records)
    changes = [change for entry in entries for change in history.get(entry.number, ())]
    named = read_values(connection, {change.record for change in changes})
    for entry in entries:
        head = _describe(entry)
        for change in history.get(entry.number, ()):
            field = get_fields(change.table).get(str(change.field))
            old, new = (format_value(field, value) if field else "" for value in (change.old, change.new))
            values = change.new if isinstance(change.new, dict) and not change.field else named[change.record]
            yield {
                **head,
                "op": change.op,
                "table": change.table,
                "record": change.record,
                "field": change.field,
                "old": change.old,
                "new": change.new,
                "name": name_record(change.table, values),
                "what": f"{change.field}: {old or '(empty)'} -> {new or '(empty)'}" if change.field else change.op,
            }


def dump_value(value: Any) -> str | None:
    """Write a value for a cell: text as it is, anything else as JSON."""
    return value if value is None or isinstance(value, str) else dump_canonical(value)
